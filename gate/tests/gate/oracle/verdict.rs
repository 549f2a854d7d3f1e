//! What the gate must say of a pair of documents: every case and every grant, one after the other.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_compiler::model::Access;

use super::facts::{Bits, Facts, bit, places, subsets};
use super::needs::{Case, Clause, KINDS, Need, of_resource};
use super::pair::Pair;

/// The options of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Options {
    These(Bits),
    /// "As `allows` judges, all options of each document."
    All,
}

/// One case of one feature: "for each feature and access […], for delegated, application, and both together, each subset of the
/// old document's conditions", options, "and each resource singly where there are several".
#[derive(Debug, Clone, Copy)]
pub(crate) struct Judgement {
    /// A place in the old document's features, as are the conditions and the resource in its lists.
    pub(crate) feature: usize,
    pub(crate) access: Access,
    pub(crate) kinds: usize,
    pub(crate) conditions: Bits,
    pub(crate) options: Options,
    pub(crate) resource: Option<usize>,
}

/// A need reduced to what each clause accepts.
pub(crate) type Formula = Option<BTreeSet<Bits>>;

pub(crate) fn formula(need: &Need) -> Formula {
    need.as_ref().map(|clauses| clauses.iter().map(|clause| clause.accepts).collect())
}

pub(crate) fn satisfied(formula: &Formula, held: Bits) -> bool {
    formula.as_ref().is_some_and(|clauses| clauses.iter().all(|accepts| accepts & held != 0))
}

impl Pair {
    fn cases(&self, judged: &Judgement) -> [Case; 2] {
        let new = self.features[judged.feature];
        let [old_options, new_options] = match judged.options {
            Options::These(options) => [options, options],
            Options::All => [self.old.options(judged.feature), new.map_or(0, |feature| self.new.options(feature))],
        };
        let kinds = KINDS[judged.kinds];
        [
            Case { kinds, conditions: judged.conditions, options: old_options },
            Case { kinds, conditions: self.conditions(judged.conditions), options: new_options },
        ]
    }

    /// The old need and the new one. What the new document no longer has is never satisfied.
    pub(crate) fn needs(&self, judged: &Judgement) -> [Need; 2] {
        let [before, after] = self.cases(judged);
        let old = self.old.need(judged.feature, judged.access, &before);
        let new = self.features[judged.feature].and_then(|feature| self.new.need(feature, judged.access, &after));
        let Some(resource) = judged.resource else { return [old, new] };
        let same = self.same_resource(resource);
        [of_resource(old, resource), same.and_then(|resource| of_resource(new, resource))]
    }

    fn same_resource(&self, old: usize) -> Option<usize> {
        self.new.resources.iter().position(|other| is_same(other, &self.old.resources[old]))
    }

    /// Whether the new document has nothing of an old resource.
    fn is_gone(&self, resource: usize) -> bool {
        self.same_resource(resource).is_none()
    }

    /// Every case of a feature.
    pub(crate) fn judgements(&self, feature: usize) -> Vec<Judgement> {
        let all_conditions = (0..self.old.conditions.len()).fold(0, |all, at| all | bit(at));
        let several = if self.old.resources.len() > 1 { self.old.resources.len() } else { 0 };
        let mut all = Vec::new();
        for conditions in subsets(all_conditions) {
            for kinds in 0..KINDS.len() {
                for access in [Access::Base, Access::Update] {
                    let judgement =
                        |options, resource| Judgement { feature, access, kinds, conditions, options, resource };
                    all.extend(subsets(self.options(feature)).map(|options| judgement(Options::These(options), None)));
                    all.push(judgement(Options::All, None));
                    all.extend((0..several).map(|resource| judgement(Options::All, Some(resource))));
                }
            }
        }
        all
    }

    /// The new members of each list that the old builder accepted and that grew, by old feature.
    fn grown(&self, feature: usize) -> Option<Growth> {
        let new = self.features[feature]?;
        let mut growth = None;
        self.asks(feature, |judged, before, after| {
            let access = judged.access;
            // "A feature's first update row is that, whatever it adds, also where `update` can then not be asked."
            let is_first_update =
                access == Access::Update && !self.old.has_update_rows(feature) && self.new.has_update_rows(new);
            let names = after.map_or(0, |after| after & !before);
            if is_first_update || names != 0 {
                let growth = growth.get_or_insert(Growth::default());
                growth.names |= names;
                growth.is_first_update |= is_first_update;
            }
        });
        growth
    }

    /// Each list that the old builder accepted for a feature, and what the new one makes of it.
    fn asks(&self, feature: usize, mut see: impl FnMut(&Judgement, Bits, Option<Bits>)) {
        let Some(new) = self.features[feature] else { return };
        for judged in self.judgements(feature) {
            let is_ask = judged.resource.is_none() && KINDS[judged.kinds].len() == 2 && judged.options != Options::All;
            if !is_ask {
                continue;
            }
            let [before, after] = self.cases(&judged);
            if let Some(old) = self.old.asked(feature, judged.access, &before) {
                see(&judged, old, self.new.asked(new, judged.access, &after));
            }
        }
    }

    /// Whether a feature, which the edit leaves as it is where only old conditions hold, is unsupported where a new one does.
    fn is_excluded(&self, feature: usize) -> bool {
        let Some(new) = self.features[feature] else { return false };
        let added = self.new_conditions();
        let is_shut_out = |judged: &Judgement| {
            let [_, after] = self.cases(judged);
            let [old, now] = self.needs(judged);
            let is_served = old.is_some() && now.is_some();
            let lacks = |at| {
                let case = Case { conditions: after.conditions | bit(at), ..after };
                self.new.need(new, judged.access, &case).is_none()
            };
            is_served && places(added).any(lacks)
        };
        let is_whole = |judged: &&Judgement| judged.resource.is_none() && judged.options == Options::All;
        added != 0 && self.judgements(feature).iter().filter(is_whole).any(is_shut_out)
    }

    /// What a feature no longer requests: what another one surely requests still, and what another one may.
    fn narrowed(&self, feature: usize) -> [Bits; 2] {
        let Some(new) = self.features[feature] else { return [0, 0] };
        let others = self.new.rows.iter().filter(|row| row.feature != Some(new));
        let may = others.fold(0, |all, row| all | row.name);
        let [mut lost, mut surely] = [0, 0];
        self.asks(feature, |judged, before, after| {
            let gone = after.map_or(0, |after| before & !after) & may;
            if gone != 0 {
                lost |= gone;
                surely |= gone & self.still_requested(feature, judged.conditions);
            }
        });
        [surely, lost]
    }

    /// What another feature requests without options under these conditions, before the edit and after it.
    fn still_requested(&self, feature: usize, conditions: Bits) -> Bits {
        let asked = |facts: &Facts, feature: usize, conditions: Bits| {
            let case = Case { kinds: KINDS[2], conditions, options: 0 };
            facts.asked(feature, Access::Base, &case).unwrap_or_default()
        };
        let still = |(old, new): (usize, &Option<usize>)| {
            new.filter(|_| old != feature)
                .map_or(0, |new| asked(&self.old, old, conditions) & asked(&self.new, new, self.conditions(conditions)))
        };
        self.features.iter().enumerate().map(still).fold(0, |all, names| all | names)
    }
}

/// Whether two resources are one for a token: that of Graph's national clouds is Graph.
fn is_same(one: &str, other: &str) -> bool {
    use super::twin::names::is_graph;
    one == other || (is_graph(one) && is_graph(other))
}

/// A list of a feature that grew.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Growth {
    /// The new members.
    pub(crate) names: Bits,
    /// Whether the feature has its first update row.
    pub(crate) is_first_update: bool,
}

/// A grant that proves something in a case.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Proof {
    pub(crate) judged: Judgement,
    pub(crate) held: Bits,
}

/// What must be said, by old feature.
#[derive(Debug, Clone, Default)]
pub(crate) struct Verdict {
    /// A grant that satisfied the old need and does not satisfy the new one.
    pub(crate) losses: BTreeMap<usize, Proof>,
    /// A grant that was refused and now passes, where the access was supported.
    pub(crate) gains: BTreeMap<usize, Proof>,
    /// The same where no grant could give the access before.
    pub(crate) openings: BTreeMap<usize, Proof>,
    /// "Only OpenID names are left" of an access, and whether they are surely all that is needed.
    pub(crate) emptied: BTreeMap<usize, bool>,
    pub(crate) grown: BTreeMap<usize, Growth>,
    /// Features that a condition of the new document alone shuts out: it does not hold in a verdict, and a rule warns.
    pub(crate) excluded: BTreeSet<usize>,
    /// What another feature surely requests still, and what another one may.
    pub(crate) narrowed: BTreeMap<usize, [Bits; 2]>,
}

pub(crate) fn verdict(pair: &Pair) -> Verdict {
    let mut verdict = Verdict::default();
    for feature in 0..pair.old.features.len() {
        judge(pair, feature, &mut verdict);
        if let Some(growth) = pair.grown(feature) {
            verdict.grown.insert(feature, growth);
        }
        if pair.is_excluded(feature) {
            verdict.excluded.insert(feature);
        }
        let narrowed = pair.narrowed(feature);
        if narrowed[1] != 0 {
            verdict.narrowed.insert(feature, narrowed);
        }
    }
    verdict
}

fn judge(pair: &Pair, feature: usize, verdict: &mut Verdict) {
    let mut seen = BTreeSet::new();
    for judged in pair.judgements(feature) {
        if let Some(is_sure) = pair.is_emptied(&judged) {
            *verdict.emptied.entry(feature).or_default() |= is_sure;
        }
        let [old, new] = pair.needs(&judged);
        // Silent: what names of OpenID, which belong to no resource, allow at a resource that is gone.
        if judged.resource.is_some_and(|at| pair.is_gone(at)) && old.iter().flatten().all(|clause| clause.is_openid) {
            continue;
        }
        let (old, new) = (formula(&old), formula(&new));
        // Of an access that nobody has it matters which one it is.
        let which = old.is_none().then_some((judged.access, judged.kinds, judged.resource));
        if !seen.insert((old.clone(), new.clone(), which)) {
            continue;
        }
        let mut named = old.iter().chain(&new).flatten().fold(0, |all, accepts| all | accepts);
        named &= KINDS[judged.kinds].iter().fold(0, |all, kind| all | pair.universe.of_kind(*kind));
        for held in subsets(named) {
            let proof = Proof { judged, held };
            match (satisfied(&old, held), satisfied(&new, held)) {
                (true, false) => _ = verdict.losses.entry(feature).or_insert(proof),
                (false, true) if pair.is_refused(&judged, held) => {
                    // As of a loss: "for each feature and access that […] the old engine could give", under some conditions.
                    if old.is_some() {
                        verdict.gains.entry(feature).or_insert(proof);
                    } else if pair.could_give(&judged) {
                        verdict.openings.entry(feature).or_insert(proof);
                    }
                }
                _ => {}
            }
        }
    }
}

impl Pair {
    /// Whether the old engine could give an access to such tokens in some case.
    fn could_give(&self, judged: &Judgement) -> bool {
        let of_feature = self.judgements(judged.feature);
        let case = |judged: &Judgement| (judged.access, judged.kinds, judged.resource);
        of_feature.iter().any(|other| case(other) == case(judged) && self.needs(other)[0].is_some())
    }

    /// Whether only OpenID names are left of "all own rows that the need of an access and kind counts", and if so, whether that
    /// is all that is needed of an access that is still supported.
    fn is_emptied(&self, judged: &Judgement) -> Option<bool> {
        let new = self.features[judged.feature]?;
        if judged.resource.is_some() || KINDS[judged.kinds].len() > 1 {
            return None;
        }
        let [before, after] = self.cases(judged);
        let old = self.old.part(judged.feature, judged.access, &before)?;
        let new = self.new.part(new, judged.access, &after)?;
        let is_left = |clauses: &BTreeSet<Clause>| clauses.iter().all(|clause| clause.is_openid || !clause.is_own);
        let is_supported = self.needs(judged).iter().all(Option::is_some);
        (!is_left(&old) && is_left(&new)).then(|| is_supported && new.iter().all(|clause| clause.is_openid))
    }

    /// Whether a token was refused before: what gives Update of a feature that has only update rows passes for Base.
    fn is_refused(&self, judged: &Judgement, held: Bits) -> bool {
        let [update, _] = self.needs(&Judgement { access: Access::Update, ..*judged });
        !(self.old.is_update_only(judged.feature) && satisfied(&formula(&update), held))
    }
}
