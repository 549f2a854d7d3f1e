//! `document/moved`: the same facts elsewhere in the document.

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Position;

use crate::edits::diff::Diff;
use crate::edits::edit::Edit;
use crate::edits::findings::Findings;
use crate::edits::{subjects, words};
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};

pub(crate) static RULE: GateRule = GateRule {
    id: "document/moved",
    title: "the same facts elsewhere in the document",
    parties: &[Party::Document],
    level: RuleLevel::Note,
    explanation: "Rows or tables are in another order. Nothing that the tables say changed.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Chat | User.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Chat | User.Read |\n| Chat | Chat.Read |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Mail | Mail.Read |\n",
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Files | Files.Read |\n| Mail | Mail.Read |\n",
    ]),
    harmless: "nothing to do",
    ..GateRule::of(Family::Document)
};

pub(super) static FINDS: &[Finds] = &[Finds::Facts(find)];

fn find(findings: &mut Findings<'_, '_>) {
    let Some(position) = first_moved(findings.diff) else { return };
    let pair = &findings.diff.pair;
    let (subject, place) = (subjects::document(pair), words::place(&pair.new, position));
    let edit = findings.other(Edit { subject, place, ..Edit::default() });
    findings.add(edit, &RULE, Level::Note, "rows that say the same stand in another order".to_owned());
}

/// The first row of the new document before which a row stands that was behind it; none where a side has no places.
fn first_moved(diff: &Diff<'_>) -> Option<Position> {
    let (old, new) = (&diff.pair.old.rows, &diff.pair.new.rows);
    if old.iter().chain(new).any(|row| row.position.column == 0) {
        return None;
    }
    let mut order = diff.matching.unchanged.clone();
    order.sort_by_key(|&(before, _)| (old[before].position, before));
    let at = |row: usize| (new[row].position, row);
    let moved = order.windows(2).find(|pairs| at(pairs[0].1) > at(pairs[1].1))?;
    Some(new[moved[1].1].position)
}
