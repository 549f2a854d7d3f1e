//! Compares what the gate says of two documents with what it must say.

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::{Access, Document};
use scopemark_gate::{Change, What, compare};

use super::facts::{Bits, Universe, places};
use super::needs::KINDS;
use super::pair::{Formerly, Pair};
use super::replay;
use super::verdict::{Options, Proof, Verdict, verdict};

/// One thing that the gate says and must not, or does not and must.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Disagreement {
    /// Which sentence of the specification it breaks.
    pub(crate) kind: &'static str,
    pub(crate) text: String,
}

/// What was in a pair, so that a run can show that it tried everything.
pub(crate) type Seen = Vec<&'static str>;

/// The findings that speak of what a sign-in requests.
const OF_ASKS: [&str; 4] =
    ["consent/ask-grew", "consent/scope-narrowed", "consent/wildcard-introduced", "resource/changed"];

/// The rules of tokens that are no verdict on a grant that worked.
const OTHER_TOKENS: [&str; 2] = ["token/need-empty", "token/need-shrank"];

/// The rules of conditions: "verdict, else warning".
const OF_CONDITIONS: [&str; 2] = ["token/condition-required", "token/feature-excluded"];

struct Judge<'a> {
    pair: Pair,
    must: Verdict,
    /// The verdict where texts alone are compared: what a row that asks another resource still loses.
    of_texts: Verdict,
    findings: Vec<&'a Change>,
    out: Vec<Disagreement>,
}

pub(crate) fn judge(old: &Document, new: &Document) -> (Vec<Disagreement>, Seen) {
    let changes = compare(core::slice::from_ref(old), core::slice::from_ref(new));
    let pair = Pair::new(old, new, Universe::default());
    // A document that has two spellings of one name says twice what a token of either means: exact names match first.
    if pair.has_spellings() {
        return (Vec::new(), Vec::new());
    }
    let must = verdict(&pair);
    // Only where a row asks another resource can the texts alone say something else.
    let is_of_resources = pair.old.resources != pair.new.resources || pair.old.resources.len() > 1;
    let of_texts = if is_of_resources { verdict(&Pair::new(old, new, Universe::of_texts())) } else { must.clone() };
    let seen = seen(&pair, &must);
    let findings = changes.iter().flat_map(Change::each).collect();
    let mut judge = Judge { pair, must, of_texts, findings, out: Vec::new() };
    judge.names();
    if !judge.pair.formerly.contains(&Formerly::Unclear) {
        judge.losses();
        judge.warnings();
        judge.witnesses();
        judge.shrinking();
        judge.emptiness();
        judge.asks();
        judge.narrowing();
    }
    (judge.out, seen)
}

fn is_verdict(change: &Change) -> bool {
    change.rule.id.starts_with("token/") && !OTHER_TOKENS.contains(&change.rule.id) && change.level == Level::Error
}

impl Judge<'_> {
    fn disagree(&mut self, kind: &'static str, text: String) {
        self.out.push(Disagreement { kind, text });
    }

    fn of_rule(&self, rule: &str) -> Vec<&Change> {
        self.findings.iter().copied().filter(|change| change.rule.id == rule).collect()
    }

    /// "`formerly` to or from a living name, or two that claim one old name, for all kinds of names", and of conditions.
    fn names(&mut self) {
        let is_told = self.of_rule("code/formerly-invalid").iter().any(|change| change.level == Level::Error);
        let has = |is: Formerly| self.pair.formerly.contains(&is);
        if (has(Formerly::Wrong) || has(Formerly::Unclear)) && !is_told {
            self.disagree("a wrong `formerly` is not told", String::new());
        } else if is_told && self.pair.formerly.iter().all(|is| *is == Formerly::Right) {
            self.disagree("a `formerly` is said to be wrong and it is not", String::new());
        }
    }

    /// "The edit is incompatible for users exactly when some grant satisfied the old need and does not satisfy the new one."
    fn losses(&mut self) {
        for (&feature, proof) in &self.must.losses.clone() {
            let name = self.pair.old.features[feature].clone();
            let speaks = |change: &&Change| names(change, &name);
            let is_told =
                self.findings.iter().copied().filter(|change| is_verdict(change)).any(|change| speaks(&change));
            let is_of_resource = !self.of_texts.losses.contains_key(&feature)
                && self.of_rule("resource/changed").iter().any(|change| change.level == Level::Error);
            let is_renamed = self.pair.features[feature].is_none()
                && self.of_rule("code/feature-renamed").iter().any(speaks)
                && self.is_whole_elsewhere(feature);
            if !is_told && !is_of_resource && !is_renamed {
                let text = format!("no token/* error names {name}, though {}", self.words(proof));
                let any = self.findings.iter().any(|change| is_verdict(change));
                let new = self.pair.features[feature];
                let kind = match () {
                    () if any => "a loss of one of the features is not told",
                    () if proof.judged.resource.is_some() => "a loss of one resource alone is not told",
                    () if proof.judged.kinds == 2 => "a loss for both kinds of tokens together is not told",
                    () if new.is_none() => "a loss of a feature that is gone is not told",
                    () if new.is_some_and(|new| self.pair.new.is_update_only(new)) => {
                        "a loss of base access to a feature of update rows is not told"
                    }
                    () if proof.judged.access == Access::Update => "a loss of update access is not told",
                    () => "a loss is not told",
                };
                self.disagree(kind, text);
            }
        }
        if self.must.losses.is_empty() {
            let verdicts = self.findings.iter().filter(|change| is_verdict(change));
            let text: Vec<String> = verdicts.map(|change| format!("{}: {}", change.rule.id, change.message)).collect();
            if !text.is_empty() {
                self.disagree("a loss is told and there is none", text.join("\n"));
            }
        }
    }

    /// "A condition that only the new document has does not hold in a verdict; the condition rules then warn." All other verdicts
    /// are errors "or else nothing".
    fn warnings(&mut self) {
        for &feature in &self.must.excluded.clone() {
            let name = self.pair.old.features[feature].clone();
            let now = self.pair.features[feature].map(|new| &self.pair.new.features[new]);
            let warns = |change: &Change| {
                let is_of_it = names(change, &name) || now.is_some_and(|now| names(change, now));
                OF_CONDITIONS.contains(&change.rule.id) && change.level >= Level::Warning && is_of_it
            };
            if !self.must.losses.contains_key(&feature) && !self.findings.iter().any(|change| warns(change)) {
                self.disagree("a feature that a new condition shuts out is not told", name);
            }
        }
        for change in self.findings.clone() {
            let may_warn = OF_CONDITIONS.contains(&change.rule.id) || change.rule.id == "token/need-shrank";
            if change.rule.id.starts_with("token/") && change.level != Level::Error && !may_warn {
                self.disagree("a verdict is no error", format!("{}: {}", change.rule.id, change.message));
            }
        }
    }

    /// Whether a feature that is gone lost nothing under the name of one that came.
    fn is_whole_elsewhere(&self, feature: usize) -> bool {
        (0..self.pair.new.features.len()).any(|new| {
            let mut pair = self.pair.clone();
            let is_taken = pair.features.contains(&Some(new));
            pair.features[feature] = Some(new);
            !is_taken && !verdict(&pair).losses.contains_key(&feature)
        })
    }

    /// "Every printed witness is replayed."
    fn witnesses(&mut self) {
        for change in self.findings.clone() {
            match &change.witness {
                Some(witness) => {
                    if let Some(fault) = replay::fault(&self.pair, witness) {
                        self.disagree(fault, format!("{}: {witness}", change.rule.id));
                    }
                }
                None if is_verdict(change) => {
                    self.disagree("a verdict has no witness", format!("{}: {}", change.rule.id, change.message));
                }
                None => {}
            }
        }
    }

    /// "A token that was refused now passes (with that token): warning; error where the document says `serves`."
    fn shrinking(&mut self) {
        let told = self.of_rule("token/need-shrank");
        let levels: Vec<Level> = told.iter().map(|change| change.level).collect();
        let must = &self.must;
        // An access that no grant could have before has no need that shrank; it may be told.
        match (must.gains.iter().next(), levels.is_empty()) {
            (Some((feature, proof)), true) => {
                let text = format!("{}: {}", self.pair.old.features[*feature], self.words(proof));
                self.disagree("a need shrank and it is not told", text);
            }
            (None, false) if must.openings.is_empty() => {
                let text = told.iter().map(|change| change.message.clone()).collect::<Vec<_>>().join("\n");
                self.disagree("a need is said to have shrunk and it did not", text);
            }
            _ => {}
        }
        let wanted = match self.pair.serves {
            [true, true] => Level::Error,
            [false, false] => Level::Warning,
            _ => return,
        };
        if levels.iter().any(|level| *level != wanted) {
            self.disagree("token/need-shrank has another level", format!("{levels:?}, not {wanted:?}"));
        }
    }

    /// "Only OpenID names are left, which servers leave out of answers."
    fn emptiness(&mut self) {
        let told: Vec<String> = self.of_rule("token/need-empty").iter().map(|change| change.message.clone()).collect();
        let is_sure = |(feature, is_sure): &(&usize, &bool)| **is_sure && self.must.losses.contains_key(feature);
        let surely = self.must.emptied.iter().find(is_sure);
        match surely {
            Some((&feature, _)) if told.is_empty() => {
                let text = format!("only OpenID names are left of {}", self.pair.old.features[feature]);
                self.disagree("an empty need is not told", text);
            }
            None if !told.is_empty() && self.must.emptied.is_empty() => {
                self.disagree("an empty need is told and there is none", told.join("\n"));
            }
            _ => {}
        }
    }

    /// "A list that grows prompts people at their next sign-in, even where the need still holds."
    fn asks(&mut self) {
        let of_asks: Vec<&Change> = self.findings.iter().copied().filter(|change| is_of_asks(change)).collect();
        for (&feature, growth) in &self.must.grown.clone() {
            let name = &self.pair.old.features[feature];
            // Of a feature that has only update rows now nothing more is requested: the verdict on its base access says all.
            let new = self.pair.features[feature];
            let is_sure = growth.names != 0 || new.is_some_and(|new| !self.pair.new.is_update_only(new));
            if !is_sure || of_asks.iter().any(|change| names(change, name) || is_of_every_feature(change)) {
                continue;
            }
            let kind = match growth.names {
                _ if !of_asks.is_empty() => "a list of one of the features that grew is not told",
                0 => "a first update row is not told",
                _ if self.findings.iter().any(|change| is_verdict(change)) => {
                    "a list that grew is told by a token verdict alone"
                }
                _ => "a list that grew is not told",
            };
            self.disagree(kind, format!("{name} requests {:?} more", self.texts(growth.names)));
        }
        if self.must.grown.is_empty() {
            let told = of_asks
                .iter()
                .filter(|change| ["consent/ask-grew", "consent/scope-narrowed"].contains(&change.rule.id));
            let told: Vec<String> = told.map(|change| format!("{}: {}", change.rule.id, change.message)).collect();
            if !told.is_empty() {
                self.disagree("a list is said to have grown and it did not", told.join("\n"));
            }
        }
    }

    /// "A feature no longer asks something that others still ask, by removal, condition, option or update."
    fn narrowing(&mut self) {
        let told = self.of_rule("feature/narrowed");
        let messages: Vec<String> = told.iter().map(|change| change.message.clone()).collect();
        for (&feature, [surely, _]) in &self.must.narrowed.clone() {
            let name = &self.pair.old.features[feature];
            let names = |change: &&Change| names(change, name) || is_of_every_feature(change);
            if *surely != 0 && !self.of_rule("feature/narrowed").iter().any(names) {
                let text = format!("{name} no longer requests {:?}; told: {messages:?}", self.texts(*surely));
                self.disagree("a narrowed feature is not told", text);
            }
        }
        if self.must.narrowed.is_empty() && !messages.is_empty() {
            self.disagree("a feature is said to be narrowed and it is not", messages.join("\n"));
        }
    }

    fn texts(&self, bits: Bits) -> Vec<String> {
        self.pair.universe.texts(bits)
    }

    /// A proof in words.
    fn words(&self, proof: &Proof) -> String {
        let Proof { judged, held } = proof;
        let conditions: Vec<&String> = places(judged.conditions).map(|at| &self.pair.old.conditions[at]).collect();
        let options = match judged.options {
            Options::These(options) => format!("{:?}", self.texts(options)),
            Options::All => "all".to_owned(),
        };
        let resource = judged.resource.map(|at| &self.pair.old.resources[at]);
        format!(
            "{:?} decides {:?} of it for {:?} tokens, with the conditions {conditions:?}, options {options}, resource {resource:?}",
            self.texts(*held),
            judged.access,
            KINDS[judged.kinds],
        )
    }
}

fn is_of_asks(change: &Change) -> bool {
    OF_ASKS.contains(&change.rule.id) && change.level == Level::Error
}

/// Whether a change is about a row that is requested with every feature.
fn is_of_every_feature(change: &Change) -> bool {
    change.subject.feature.is_none() && change.subject.what == What::Row
}

/// Whether a change names a feature: in its subject, its witness or its message.
fn names(change: &Change, feature: &str) -> bool {
    change.subject.feature.as_deref() == Some(feature)
        || change.witness.as_ref().is_some_and(|witness| witness.feature == feature)
        || change.message.split(|c: char| !c.is_alphanumeric()).any(|word| word == feature)
}

/// How many sorts of pairs there are.
pub(crate) const SORTS: usize = 26;

/// What a pair has in it.
fn seen(pair: &Pair, must: &Verdict) -> Seen {
    let rows = || pair.old.rows.iter().chain(&pair.new.rows);
    let has = |is: &dyn Fn(&super::facts::Row) -> bool| rows().any(is);
    let all: [(&str, bool); SORTS] = [
        ("a loss", !must.losses.is_empty()),
        ("no loss", must.losses.is_empty()),
        ("a loss of two features", must.losses.len() > 1),
        ("a need that shrank", !must.gains.is_empty()),
        ("an access that is supported now", !must.openings.is_empty()),
        ("a need of OpenID names alone", !must.emptied.is_empty()),
        ("a list that grew", !must.grown.is_empty()),
        ("a first update row", must.grown.values().any(|growth| growth.is_first_update)),
        ("a narrowed feature", !must.narrowed.is_empty()),
        ("a loss for both kinds of tokens alone", must.losses.values().any(|proof| proof.judged.kinds == 2)),
        ("a loss under conditions", must.losses.values().any(|proof| proof.judged.conditions != 0)),
        ("a loss of a resource alone", must.losses.values().any(|proof| proof.judged.resource.is_some())),
        ("a feature that is gone", pair.features.contains(&None)),
        ("a feature with another name", is_renamed(pair)),
        ("a feature of update rows", (0..pair.new.features.len()).any(|feature| pair.new.is_update_only(feature))),
        ("several resources", pair.old.resources.len() > 1),
        ("no resource", pair.old.resources == [""]),
        ("an application row", has(&|row| row.kind == KINDS[1][0])),
        ("an OpenID row", has(&|row| row.is_openid)),
        ("an always row", has(&|row| row.feature.is_none())),
        ("an option", has(&|row| row.optional)),
        ("a row of several clauses", has(&|row| row.clauses.len() > 1)),
        ("a row that replaces another", has(&|row| row.replaces != 0)),
        ("a feature that a new condition shuts out", !must.excluded.is_empty()),
        ("a right `formerly`", pair.formerly.contains(&Formerly::Right)),
        ("a wrong `formerly`", pair.formerly.contains(&Formerly::Wrong)),
    ];
    all.into_iter().filter(|(_, is_there)| *is_there).map(|(what, _)| what).collect()
}

fn is_renamed(pair: &Pair) -> bool {
    let mut all = pair.features.iter().zip(&pair.old.features);
    all.any(|(new, old)| new.is_some_and(|new| pair.new.features[new] != *old))
}
