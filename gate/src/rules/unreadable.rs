//! `document/unreadable`: what was read before cannot be read now.

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Document;

use crate::cases::case::{MOST_CONDITIONS, TooManyConditions};
use crate::cases::proofs::Proofs;
use crate::change::{Change, Place, Subject};
use crate::edits::edit::Edit;
use crate::edits::findings::Findings;
use crate::edits::{subjects, words};
use crate::finder::Finds;
use crate::review::baseline::Baseline;
use crate::review::inputs::Inputs;
use crate::rule::{Family, FoundBy, GateRule, Party};

pub(crate) static RULE: GateRule = GateRule {
    id: "document/unreadable",
    title: "what was read before cannot be read now",
    parties: &[Party::Code, Party::Users, Party::Admins, Party::Security, Party::Document],
    found_by: FoundBy::Reading,
    acceptable: false,
    explanation: "Without a reading there is no comparison, and so no way to tell what the edit breaks.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Chat | read the chats |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Send |\n",
    ]),
    harmless: "fix the errors that reading reports",
    ..GateRule::of(Family::Document)
};

pub(super) static FINDS: &[Finds] =
    &[Finds::Proofs(too_many_conditions), Finds::Baseline(broken), Finds::Baseline(dropped)];

/// A document that had no error of reading in the baseline, and has one.
fn broken(inputs: &Inputs<'_>, baseline: &Baseline<'_>, _: &mut Vec<Change>) -> Vec<Change> {
    let was_there = |broken: &&Document| baseline.unread.iter().any(|old| old.name == broken.name);
    inputs.tables.broken.iter().filter(was_there).map(of_document).collect()
}

/// A folder that the revision read, and that is still there and no longer read.
fn dropped(inputs: &Inputs<'_>, _: &Baseline<'_>, _: &mut Vec<Change>) -> Vec<Change> {
    let Some(revision) = inputs.against else { return Vec::new() };
    let change = |folder: &String| Change {
        subject: Subject { document: folder.clone(), ..Subject::default() },
        help: format!("read {folder} again; if its documents moved, delete what is left there"),
        place: Place { path: folder.clone(), line: 1, column: 1 },
        ..Change::new(&RULE, format!("{folder} is no longer read, and its documents are still there"))
    };
    revision.tables.dropped.iter().map(change).collect()
}

/// The change that a document can no longer be read as it was.
pub(crate) fn of_document(document: &Document) -> Change {
    Change {
        subject: Subject { document: document.name.clone(), ..Subject::default() },
        help: "mend what reading it reports".into(),
        place: Place { path: document.path.clone(), line: 1, column: 1 },
        ..Change::new(&RULE, format!("{} cannot be read without errors, so that it cannot be compared", document.path))
    }
}

/// The change that a document has more of something than the engine holds.
pub(crate) fn too_large(document: &Document, problem: &str) -> Change {
    Change {
        subject: Subject { document: document.name.clone(), ..Subject::default() },
        after: problem.to_owned(),
        place: Place { path: document.path.clone(), line: 1, column: 1 },
        ..Change::new(&RULE, format!("the document cannot be compared: {problem}"))
    }
}

/// Features with too many conditions for every case to be judged.
fn too_many_conditions(proofs: &Proofs, findings: &mut Findings<'_, '_>) {
    let pair = &findings.diff.pair;
    for TooManyConditions { feature, count } in &proofs.asks.not_judged {
        let name = &pair.old.document.features[*feature].text;
        let (subject, after) = (subjects::feature(pair, name), count.to_string());
        let place = words::header(&pair.new, pair.features[*feature]);
        let edit = findings.other(Edit { subject, after, place, ..Edit::default() });
        let message = format!(
            "{name} has {count} conditions in the two states together: more than {MOST_CONDITIONS} cannot be judged"
        );
        findings.add(edit, &RULE, Level::Error, message);
    }
}
