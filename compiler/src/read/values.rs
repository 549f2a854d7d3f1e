//! What the cells of a row say: its kind, access, consent, and the conditions of its notes.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::{Cell, Piece, Style};
use super::column::Column;
use super::columns::Columns;
use super::condition_words::{Condition, Declared};
use super::header::{self, Field};
use super::marks;
use super::notes::{self, Clause};
use super::problem::Problem;
use super::scope_words::{Token, struck_out};
use super::text::plain;
use super::vocabulary::{Words, bare, fold, needed};
use crate::finding::Rule;
use crate::model::Kind;
use crate::quoted::quoted;
use crate::rules;

/// How many words of a column a finding shows.
const MOST_WORDS: usize = 6;

/// The plain text of a cell; a missing one has none.
pub(crate) fn text(cell: Option<&Cell>) -> String {
    cell.map_or_else(String::new, |cell| plain(&cell.pieces))
}

/// The words of a table's columns that have no meaning, each column with one finding in the end.
#[derive(Default)]
pub(crate) struct Unknown {
    /// By the field, the place of its first unknown cell and the words.
    by_field: BTreeMap<&'static str, (Field, usize, Vec<String>)>,
}

impl Unknown {
    fn add(&mut self, field: Field, at: usize, word: String) {
        let (_, _, words) = self.by_field.entry(field.key()).or_insert_with(|| (field, at, Vec::new()));
        if words.len() < MOST_WORDS && !words.contains(&word) {
            words.push(word);
        }
    }

    /// The findings of the columns.
    pub(crate) fn problems(self, columns: &Columns, own: &Words) -> Vec<Problem> {
        let problem = |(field, first, words): (Field, usize, Vec<String>)| {
            let column = &columns.all[columns.find(field)?];
            let says_need = column.cells.yes_or_no + column.cells.needs > 0;
            let (rule, is_known, what): (&'static Rule, _, _) = match field {
                Field::Kind => (&rules::UNKNOWN_KIND, column.cells.kinds > 0, "a kind of permission"),
                Field::Resource => (&rules::UNKNOWN_RESOURCE, column.cells.resources > 0, "a known resource"),
                Field::Update => (&rules::UNKNOWN_UPDATE, column.cells.yes_or_no > 0, "yes or no"),
                Field::Required => (&rules::UNKNOWN_REQUIRED, says_need, "yes or no"),
                _ => (&rules::UNKNOWN_ADMIN_CONSENT, says_need, "yes or no"),
            };
            let shown: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            let is = if shown.len() == 1 { "is not" } else { "are not" };
            Some(Problem::new(
                rule,
                if is_known { first } else { column.at },
                format!("{} under `{}` {is} {what}", shown.join(", "), column.header),
                help(field, &words, &column.header, own),
            ))
        };
        self.by_field.into_values().filter_map(problem).collect()
    }
}

/// What to do about words without a meaning. No word is guessed: both meanings are shown, and the reader chooses.
fn help(field: Field, words: &[String], header: &str, own: &Words) -> String {
    let (known, items) = match field {
        Field::Kind => ("`Delegated` or `Application`", ["kind.{} = \"delegated\"", "kind.{} = \"application\""]),
        Field::Resource => {
            let keys: Vec<String> = words.iter().map(|word| format!("`resource.{}`", quoted(word))).collect();
            return format!(
                "write the URI of the resource in its cells, or say it in a directive above the table, with the key {}",
                keys.join(", ")
            );
        }
        _ => ("yes or no", ["yes = {}", "no = {}"]),
    };
    if words.len() == MOST_WORDS {
        return format!(
            "if `{header}` says something else, give the column another header; otherwise write {known} in it"
        );
    }
    let mut help = format!("write {known} in the cells, or say above the table what each word means:");
    for word in words {
        let [one, other] = items.map(|item| format!("<!-- scopemark: {} -->", item.replace("{}", &quoted(word))));
        help.extend(["\n", &one, " or ", &other]);
        if field == Field::Kind && own.hold_both_kinds(word) {
            help.extend([" or <!-- scopemark: kind.", &quoted(word), " = \"both\" -->"]);
        }
    }
    help
}

fn struck_piece(cell: &Cell) -> Option<&Piece> {
    cell.pieces.iter().find(|piece| piece.style == Style::Struck)
}

/// Whether text in a cell with meaning is struck out, which is an error; nothing else is said of it.
pub(crate) fn struck(cell: Option<&Cell>, problems: &mut Vec<Problem>) -> bool {
    let piece = cell.and_then(struck_piece);
    problems.extend(piece.map(struck_out));
    piece.is_some()
}

/// The kinds that a cell says; `None` where it is empty or not known.
pub(crate) fn kinds(cell: &Cell, words: &Words, unknown: &mut Unknown) -> Option<&'static [Kind]> {
    // A line break divides as a comma does.
    let text = cell.pieces.split(|piece| piece.style == Style::Break).map(plain).collect::<Vec<_>>().join(", ");
    let read = words.kinds(text.trim_matches([' ', ',']));
    let text = bare(&text);
    if read.is_none() && !text.is_empty() && struck_piece(cell).is_none() {
        unknown.add(Field::Kind, cell.start, text);
    }
    read
}

/// Yes, no, or nothing said in the column of a field.
pub(crate) fn yes_or_no(
    field: Field,
    cell: Option<&Cell>,
    column: Option<&Column>,
    words: &Words,
    unknown: &mut Unknown,
) -> Option<bool> {
    let (cell, column) = (cell?, column?);
    let text = bare(&plain(&cell.pieces));
    if text.is_empty() {
        return None;
    }
    let said = words.yes_or_no(&text, column.cells.has_ticks);
    let read = if matches!(field, Field::Required | Field::AdminConsent) {
        said.or_else(|| needed(&fold(&text)))
    } else {
        said
    };
    if read.is_none() && struck_piece(cell).is_none() {
        unknown.add(field, cell.start, text);
    }
    read
}

/// Whether the cell in the Required column says that the row is optional, if it says anything.
pub(crate) fn is_optional(
    cell: Option<&Cell>,
    column: Option<&Column>,
    words: &Words,
    unknown: &mut Unknown,
) -> Option<bool> {
    let said = yes_or_no(Field::Required, cell, column, words, unknown)?;
    let word = fold(&bare(&text(cell)));
    // Under Optional a yes is what a no is under Required; the words mean themselves.
    let inverted = column.is_some_and(|column| header::normal(&column.header) == "optional") && needed(&word).is_none();
    Some(said == inverted)
}

/// The resource that a cell names. A word that is not known matters only in a row that names a permission.
pub(crate) fn resource(cell: &Cell, words: &Words, names_one: bool, unknown: &mut Unknown) -> Option<String> {
    let text = plain(&cell.pieces);
    let read = words.resource(&text);
    if read.is_none() && !text.is_empty() && names_one {
        unknown.add(Field::Resource, cell.start, text);
    }
    read
}

/// What a notes cell says.
#[derive(Default)]
pub(crate) struct Noted {
    /// The conditions that must all hold, sorted.
    pub(crate) requires: Vec<String>,
    /// The conditions of which none may hold, sorted.
    pub(crate) excludes: Vec<String>,
    pub(crate) optional: bool,
    /// All of them, with their words.
    pub(crate) conditions: Vec<Condition>,
}

pub(crate) fn noted(cell: Option<&Cell>, declared: &Declared, problems: &mut Vec<Problem>) -> Noted {
    let mut noted = Noted::default();
    let Some(cell) = cell else { return noted };
    if struck(Some(cell), problems) {
        return noted;
    }
    let (mut requires, mut excludes) = (BTreeSet::new(), BTreeSet::new());
    // A mark that nothing explains is no part of the words.
    let unmarked = marks::may_have(&cell.pieces).then(|| marks::without(&cell.pieces, |_, _| true));
    for clause in notes::read(unmarked.as_ref().unwrap_or(&cell.pieces), declared, problems) {
        match clause {
            Clause::Requires(condition) => {
                requires.insert(condition.name.clone());
                noted.conditions.push(condition);
            }
            Clause::Excludes(condition) => {
                excludes.insert(condition.name.clone());
                noted.conditions.push(condition);
            }
            Clause::Optional => noted.optional = true,
        }
    }
    noted.requires.extend(requires);
    noted.excludes.extend(excludes);
    noted
}

/// Whether an administrator must consent: an application permission needs it, apart from resource-specific ones.
/// `header` is that of the column that says it, if one does.
pub(crate) fn consent(
    kind: Kind,
    said: Option<bool>,
    header: Option<&str>,
    token: &Token,
    problems: &mut Vec<Problem>,
) -> Option<bool> {
    if kind == Kind::Delegated || said != Some(false) {
        return said;
    }
    let name = &token.text;
    let yes = header.map_or_else(
        || {
            "say it in a column `Admin consent` in place of the directive: `Yes` for application permissions, and `No` for the others"
                .to_owned()
        },
        |header| format!("write `Yes` under `{header}`"),
    );
    if [".Group", ".Chat", ".User"].iter().any(|end| name.ends_with(end)) {
        problems.push(Problem::new(
            &rules::RESOURCE_SPECIFIC,
            token.offset,
            format!("`{name}` is taken for a resource-specific permission, which an owner may consent to"),
            format!("this is fine if it is one; otherwise {yes}"),
        ));
        return said;
    }
    problems.push(Problem::new(
        &rules::ADMIN_CONSENT_DENIED,
        token.offset,
        format!("`{name}` is an application permission, which always needs admin consent: `No` is read as `Yes`"),
        format!("{yes}, or correct the kind"),
    ));
    Some(true)
}
