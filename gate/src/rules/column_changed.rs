//! `document/column-changed`: the text of notes, or of a column without a meaning here, changed.

use std::collections::BTreeSet;

use scopemark_compiler::finding::Level;

use crate::edits::columns::{Cell, Column, changed};
use crate::edits::edit::Edit;
use crate::edits::findings::Findings;
use crate::edits::{subjects, words};
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};
use crate::states::side::Side;

pub(crate) static RULE: GateRule = GateRule {
    id: "document/column-changed",
    title: "the text of notes, or of a column without a meaning here, changed",
    parties: &[Party::Document, Party::Security],
    level: RuleLevel::WarningOrNote,
    explanation: "No tool reads this text: a plan, an edition, a risk, a note in other words. It may still say when a permission is \
                  needed. It is a warning, one for each column, where a word came or went that often says so: only, for, not, if, \
                  unless, required, optional, admin, or a word of the document for yes or no. Somebody should read it.",
    before: "| Feature | Permission | Plan |\n|---|---|---|\n| Chat | Chat.Read | Any plan |\n",
    after: "| Feature | Permission | Plan |\n|---|---|---|\n| Chat | Chat.Read | Only with E5 |\n",
    near_miss: Some([
        "| Feature | Permission | Notes |\n|---|---|---|\n| Chat | Chat.Read | Not for personal accounts |\n",
        "| Feature | Permission | Notes |\n|---|---|---|\n| Chat | Chat.Read | Not supported in personal accounts. |\n",
    ]),
    harmless: "write a condition in words that are read: `For …`, `Not for …`, `Used if …` in the notes",
    ..GateRule::of(Family::Document)
};

pub(super) static FINDS: &[Finds] = &[Finds::Facts(find)];

/// How many permissions and texts a message names.
const MOST_SHOWN: usize = 3;

fn find(findings: &mut Findings<'_, '_>) {
    for (column, cells) in changed(findings.diff) {
        let (warned, noted): (Vec<Cell>, Vec<Cell>) = cells.into_iter().partition(|cell| !cell.telling.is_empty());
        add(findings, column, Level::Warning, &warned);
        add(findings, column, Level::Note, &noted);
    }
}

/// One finding for all rows in which the text of the column changed.
fn add(findings: &mut Findings<'_, '_>, column: Column<'_>, level: Level, cells: &[Cell]) {
    let new = &findings.diff.pair.new;
    let Some(first) = cells.iter().min_by_key(|cell| (new.rows[cell.row].position, cell.row)) else { return };
    let edit = Edit {
        subject: subjects::document(&findings.diff.pair),
        before: facts(new, column, cells, |cell| &cell.was),
        after: facts(new, column, cells, |cell| &cell.is),
        place: words::place(new, new.rows[first.row].position),
        ..Edit::default()
    };
    let message = message(new, column, first, cells);
    let edit = findings.other(edit);
    findings.add(edit, &RULE, level, message);
}

/// The texts in canonical form: each row without what its notes say, and its text.
fn facts(new: &Side<'_>, column: Column<'_>, cells: &[Cell], of: impl Fn(&Cell) -> &String) -> String {
    let fact = |cell: &Cell| {
        let feature = words::feature(new, cell.row);
        let access = new.rows[cell.row].access.as_str();
        format!("{} for {feature}, {access}: {}", words::permission(new, new.names[cell.row]), of(cell))
    };
    let mut all: Vec<String> = cells.iter().map(fact).collect();
    all.sort_unstable();
    all.dedup();
    format!("{}: {}", column.name(), all.join("; "))
}

fn message(new: &Side<'_>, column: Column<'_>, first: &Cell, cells: &[Cell]) -> String {
    let header = column.name();
    let name = |cell: &Cell| words::name(new, new.names[cell.row]);
    let texts: BTreeSet<(&str, &str)> = cells.iter().map(|cell| (&*cell.was, &*cell.is)).collect();
    let names: BTreeSet<String> = cells.iter().map(name).collect();
    let mut message = if texts.len() == 1 {
        let of = shown(names);
        match (&*first.was, &*first.is) {
            ("", is) => format!("the column {header} now says for {of}: {is}"),
            (was, "") => format!("the column {header} no longer says for {of}: {was}"),
            (was, is) => format!("the column {header} said for {of}: {was}; it now says: {is}"),
        }
    } else {
        format!("the text of the column {header} changed for {}", shown(names))
    };
    let telling: BTreeSet<&String> = cells.iter().flat_map(|cell| &cell.telling).collect();
    if !telling.is_empty() {
        let telling: Vec<String> = telling.into_iter().take(MOST_SHOWN).map(|word| format!("`{word}`")).collect();
        message.extend([" (", &telling.join(", "), " came or went)"]);
    }
    message
}

/// The first names, and how many more there are.
fn shown(names: BTreeSet<String>) -> String {
    let more = names.len().saturating_sub(MOST_SHOWN);
    let names: Vec<String> = names.into_iter().take(MOST_SHOWN).collect();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", names.join(", "))
}
