//! Judges every case of two states: reports what tokens lose with the rule that explains it most directly, and collects what they
//! get and what sign-ins request.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_compiler::finding::Level;

use crate::cases::asks::FeatureAsks;
use crate::cases::case::{Case, each_feature};
use crate::cases::context::Contexts;
use crate::cases::gain;
use crate::cases::loss::{Claim, Loss};
use crate::cases::need::FeatureRows;
use crate::cases::proofs::{Emptied, Proofs};
use crate::cases::row_set::RowSet;
use crate::cases::sets::sets;
use crate::cases::tokens::{Clauses, FeatureTokens, Judged, Lost, Reason};
use crate::change::the_same_for;
use crate::edits::diff::Diff;
use crate::edits::findings::Findings;
use crate::finder::Finds;
use crate::rule::GateRule;
use crate::rules::ENTRIES;

/// The limit for the names in all witnesses of a document. One witness of a feature with thousands of rows has thousands of
/// names, and thousands of rows can change at once.
const MOST_WITNESS_NAMES: usize = 1 << 20;

/// Judges every case: finds why tokens lose an access, and returns what else the cases show.
pub(crate) fn judge(diff: &Diff<'_>, findings: &mut Findings<'_, '_>) -> Proofs {
    let clauses = Clauses::new(&diff.pair);
    let touched = diff.edits.touched(&diff.pair);
    let is_touched = |feature| touched.as_ref().is_none_or(|touched| touched.contains(&feature));
    let mut proofs = Proofs::default();
    let mut losses = Losses { clauses: &clauses, hurt: BTreeMap::new(), witness_names: 0 };
    let too_many = each_feature(&diff.pair, is_touched, |of| {
        let tokens = FeatureTokens::new(of, &clauses);
        let mut asks = FeatureAsks::new(of);
        let (contexts, mut explained) = (Contexts::new(diff, of), BTreeSet::new());
        let (mut let_in, mut let_ins, mut has_given) = (BTreeSet::new(), Vec::new(), 0);
        let settled = |state: usize, rows: &FeatureRows, edits: &[Option<usize>]| -> RowSet {
            let steady = tokens.steady()[state].and(asks.steady()[state]);
            steady.iter().filter(|&at| edits[rows.rows[at].index].is_none()).collect()
        };
        let settled = [settled(0, &of.old, &diff.edits.of_old), settled(1, &of.new, &diff.edits.of_new)];
        let sets = sets(of, &settled, tokens.related().chain(asks.related()));
        of.each_case(&sets, |case| {
            let Judged { lost, gained, given, shut_out, emptied } = tokens.judge(case);
            let edited = shut_out.into_iter().filter_map(|(row, name)| Some((diff.edits.of_new[row]?, name)));
            for (edit, condition) in edited {
                let known = proofs.shut_out.entry(edit).or_default();
                known.0.insert(of.name().to_owned());
                known.1.insert(condition);
            }
            has_given |= given;
            for lost in lost {
                if explained.insert((lost, contexts.of(case, lost))) {
                    losses.report(diff, case, lost, &tokens, findings);
                }
            }
            for gain in gained {
                let target = gain::blamed(diff, case, &clauses, gain);
                if let_in.insert((target, gain.reason == Reason::Came, gain.access, gain.tokens)) {
                    let_ins.push((target, gain, tokens.getting(case, gain)));
                }
            }
            for (access, of_tokens, lost) in emptied {
                let (target, name) = gain::emptied(diff, case, access, of_tokens);
                let witness = || lost.map(|lost| tokens.losing(case, lost));
                let emptied = || Emptied { name, witness: witness(), features: BTreeSet::new() };
                proofs.emptied.entry(target).or_insert_with(emptied).features.insert(case.of.name().to_owned());
            }
            asks.look(diff, case, &mut proofs.asks);
        });
        let was_given = |access, tokens| {
            let place = of.tokens.iter().position(|known| *known == (access, tokens));
            place.is_some_and(|place| has_given & (1 << place) != 0)
        };
        // An access that nobody could have is new, and tells nothing about tokens that were refused.
        for (target, gain, witness) in let_ins {
            if gain.reason != Reason::Came || was_given(gain.access, gain.tokens) {
                let known = proofs.gains.entry(target).or_insert_with(|| (witness, BTreeSet::new()));
                known.1.insert(of.name().to_owned());
            }
        }
    });
    losses.name_all_features(findings);
    proofs.asks.not_judged = too_many;
    proofs
}

/// Reports losses.
struct Losses<'c> {
    clauses: &'c Clauses,
    /// The features that each finding hurts, by edit and rule.
    hurt: BTreeMap<(usize, &'static GateRule), BTreeSet<String>>,
    witness_names: usize,
}

impl Losses<'_> {
    /// Reports a loss with the rule that explains it most directly, unless that rule has already reported the same edit.
    fn report<'d>(
        &mut self,
        diff: &Diff<'d>,
        case: &Case<'_, 'd>,
        what: Lost,
        tokens: &FeatureTokens<'_, 'd>,
        findings: &mut Findings<'_, '_>,
    ) {
        let loss = Loss::new(diff, case, self.clauses, what);
        let Some((rule, claim, message)) = explanation(&loss) else {
            unreachable!("one rule explains what no other does")
        };
        let edit = findings.at(claim.target);
        let hurt = self.hurt.entry((edit, rule)).or_default();
        hurt.insert(case.of.name().to_owned());
        if findings.has(edit, rule) {
            return;
        }
        let message = message(&loss, claim);
        if self.witness_names > MOST_WITNESS_NAMES {
            let message = format!(
                "{message}: a token that could use it before no longer can; the document is too large to name it"
            );
            findings.add(edit, rule, Level::Error, message);
            return;
        }
        let witness = tokens.losing(case, what);
        self.witness_names += witness.scopes.len() + witness.app_roles.len();
        if let Some(change) = findings.add(edit, rule, Level::Error, message) {
            change.witness = Some(witness);
        }
    }

    /// Features that are hurt alike are named in one finding.
    fn name_all_features(&self, findings: &mut Findings<'_, '_>) {
        for ((edit, rule), features) in &self.hurt {
            let changes = &mut findings.edits[*edit].1;
            let change = changes.iter_mut().find(|change| change.rule == *rule);
            if let Some(change) = change {
                let first = change.witness.as_ref().map_or("", |witness| &witness.feature);
                let others = the_same_for(features, first);
                change.message += &others;
            }
        }
    }
}

type Explanation = (&'static GateRule, Claim, fn(&Loss<'_, '_>, Claim) -> String);

/// The most direct claim. If two are equally direct, the one about the earlier row.
fn explanation(loss: &Loss<'_, '_>) -> Option<Explanation> {
    let finders = ENTRIES.iter().flat_map(|entry| entry.finds.iter().map(|finder| (entry.rule, finder)));
    let claims = finders.filter_map(|(rule, finder)| match finder {
        Finds::Losses { claim, message } => Some((rule, claim(loss)?, *message)),
        _ => None,
    });
    claims.min_by_key(|(_, claim, _)| (claim.directness, claim.row.old))
}
