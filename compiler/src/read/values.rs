//! What the cells of a row say: its kind, access, consent, permissions and notes.

use std::collections::BTreeSet;

use super::blocks::Cell;
use super::condition_words::Declared;
use super::notes::{self, Clause, ForClause};
use super::problem::Problem;
use super::scope_words::Token;
use super::scopes::{self, NamedScope};
use super::text::plain;
use super::vocabulary::{self, did_you_mean};
use crate::finding::Rule;
use crate::model::{Access, Kind};
use crate::rules;

/// The plain text of a cell; a missing one has none.
pub(crate) fn text(cell: Option<&Cell>) -> String {
    cell.map_or_else(String::new, |cell| plain(&cell.pieces))
}

/// The kind of the row at `at`. `default` is what holds where the cell does not say.
pub(crate) fn kind(cell: Option<&Cell>, at: usize, default: Option<Kind>, problems: &mut Vec<Problem>) -> Kind {
    let otherwise = default.unwrap_or(Kind::Delegated);
    let Some(cell) = cell else { return otherwise };
    let word = plain(&cell.pieces);
    if word.is_empty() {
        if default.is_none() {
            problems.push(Problem::new(
                &rules::EMPTY_KIND,
                at,
                "this row does not say its kind and is read as delegated",
                "write `Delegated` or `Application`",
            ));
        }
        return otherwise;
    }
    vocabulary::kind(&word).unwrap_or_else(|| {
        problems.push(Problem::new(
            &rules::UNKNOWN_KIND,
            cell.start,
            format!("`{word}` is not a kind of permission"),
            did_you_mean(&word, &["Delegated", "Application", "App-only"]),
        ));
        otherwise
    })
}

pub(crate) fn access(cell: Option<&Cell>, problems: &mut Vec<Problem>) -> Access {
    let help = "write `Y` if only updates need this row; otherwise leave the cell empty";
    match yes_no(cell, &rules::UNKNOWN_UPDATE, help, problems) {
        Some(true) => Access::Update,
        _ => Access::Base,
    }
}

/// Whether an administrator must consent. `default` is what holds where the cell does not say.
pub(crate) fn admin_consent(cell: Option<&Cell>, default: Option<bool>, problems: &mut Vec<Problem>) -> Option<bool> {
    let help = "write `Yes` or `No`, or leave the cell empty";
    yes_no(cell, &rules::UNKNOWN_ADMIN_CONSENT, help, problems).or(default)
}

/// Yes, no, or nothing said; a finding for any other word.
fn yes_no(cell: Option<&Cell>, rule: &'static Rule, help: &str, problems: &mut Vec<Problem>) -> Option<bool> {
    let cell = cell?;
    let word = plain(&cell.pieces);
    if ["", "-", "–", "—"].contains(&word.as_str()) {
        return None;
    }
    let read = vocabulary::yes(&word);
    if read.is_none() {
        problems.push(Problem::new(rule, cell.start, format!("`{word}` is neither yes nor no"), help));
    }
    read
}

/// The permissions that the row at `at` requests.
pub(crate) fn scopes(cell: Option<&Cell>, at: usize, problems: &mut Vec<Problem>) -> Vec<NamedScope> {
    let Some(cell) = cell else { return Vec::new() };
    let before = problems.len();
    let read = scopes::read(&cell.pieces, cell.start, problems);
    if read.none {
        problems.push(Problem::new(
            &rules::NO_PERMISSION,
            cell.start,
            format!("this row says `{}`, so it requests nothing and is left out", plain(&cell.pieces)),
            "this is fine if no permission is needed; if this is a permission's name, put it in code marks",
        ));
    } else if read.named.is_empty() && problems.len() == before {
        problems.push(Problem::new(
            &rules::EMPTY_SCOPE,
            at,
            "this row names no permission",
            "name one in the scope column, or delete the row",
        ));
    }
    read.named
}

/// The permissions that satisfy those of the row.
pub(crate) fn satisfied_by(cell: Option<&Cell>, problems: &mut Vec<Problem>) -> Vec<Token> {
    cell.map_or_else(Vec::new, |cell| scopes::read_list(&cell.pieces, cell.start, problems))
}

/// What a notes cell says.
#[derive(Default)]
pub(crate) struct Noted {
    /// The conditions that must all hold, sorted.
    pub(crate) requires: Vec<String>,
    /// The conditions of which none may hold, sorted.
    pub(crate) excludes: Vec<String>,
    pub(crate) optional: bool,
    /// What has no meaning until all conditions of the document are known.
    pub(crate) waiting: Vec<ForClause>,
}

pub(crate) fn noted(cell: Option<&Cell>, declared: &Declared, problems: &mut Vec<Problem>) -> Noted {
    let mut noted = Noted::default();
    let Some(cell) = cell else { return noted };
    let (mut requires, mut excludes) = (BTreeSet::new(), BTreeSet::new());
    for clause in notes::read(&cell.pieces, declared, problems) {
        match clause {
            Clause::Requires(name) => _ = requires.insert(name),
            Clause::Excludes(name) => _ = excludes.insert(name),
            Clause::Optional => noted.optional = true,
            Clause::For(clause) => noted.waiting.push(clause),
        }
    }
    noted.requires.extend(requires);
    noted.excludes.extend(excludes);
    noted
}
