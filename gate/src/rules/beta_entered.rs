//! `lock/beta-entered`: a feature that was promised is beta now.

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Document;

use crate::change::{Change, Place, Subject, What};
use crate::finder::Finds;
use crate::review::baseline::Baseline;
use crate::review::inputs::Inputs;
use crate::rule::{Family, FoundBy, GateRule, Party, RuleLevel};

pub(crate) static RULE: GateRule = GateRule {
    id: "lock/beta-entered",
    title: "a feature is beta that was not before",
    parties: &[Party::Code, Party::Users],
    level: RuleLevel::ErrorOrNote,
    found_by: FoundBy::Lock,
    explanation: "What breaks a beta feature is only a warning. A feature may begin as beta, but one that was promised cannot enter it \
                  later, also not under a new name: its code and its users rely on it. That a feature leaves beta is a note.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Chat (beta) | Chat.Read |\n",
    harmless: "add a new feature that is beta, and keep this one as it is",
    ..GateRule::of(Family::Lock)
};

pub(super) static FINDS: &[Finds] = &[Finds::Baseline(find)];

fn find(inputs: &Inputs<'_>, baseline: &Baseline<'_>, _: &mut Vec<Change>) -> Vec<Change> {
    let mut found = Vec::new();
    for old in &baseline.documents {
        let is_now = |now: &&Document| now.name == old.name;
        let was = |now: &&Document| now.formerly_documents.contains(&old.name);
        let mut documents = inputs.tables.documents.iter();
        let now = documents.clone().find(is_now).or_else(|| documents.find(was));
        if let Some(now) = now.filter(|now| now.beta != old.beta) {
            found.extend(of_document(old, now));
        }
    }
    found
}

/// The features of both that are beta in one only, by the names that they had.
fn of_document(old: &Document, new: &Document) -> Vec<Change> {
    let changes = new.features.iter().filter_map(|feature| {
        let was = former(old, new, &feature.text)?;
        let change = |message: String| Change {
            subject: Subject {
                document: old.name.clone(),
                what: What::Feature,
                feature: Some(was.to_owned()),
                ..Subject::default()
            },
            before: word(old, was).to_owned(),
            after: word(new, &feature.text).to_owned(),
            place: Place { path: new.path.clone(), line: feature.position.line, column: feature.position.column },
            ..Change::new(&RULE, message)
        };
        match (is_beta(old, was), is_beta(new, &feature.text)) {
            (false, true) => Some(change(format!("{} is beta now, and was promised before", feature.text))),
            (true, false) => {
                let mut left = change(format!("{} is no longer beta", feature.text));
                left.decide(Level::Note);
                left.help = format!(
                    "nothing to do: from now on what breaks {} is judged as of any other feature",
                    feature.text
                );
                Some(left)
            }
            _ => None,
        }
    });
    changes.collect()
}

/// The name that the old document had for a feature of the new one; `None` if it had none.
fn former<'d>(old: &'d Document, new: &Document, feature: &str) -> Option<&'d str> {
    let has = |text: &str| old.features.iter().find(|name| name.text == text).map(|name| name.text.as_str());
    has(feature).or_else(|| new.formerly.iter().filter(|says| says.key == feature).find_map(|says| has(&says.value)))
}

fn is_beta(document: &Document, feature: &str) -> bool {
    document.beta.iter().any(|text| text == feature)
}

fn word(document: &Document, feature: &str) -> &'static str {
    if is_beta(document, feature) { "beta" } else { "stable" }
}
