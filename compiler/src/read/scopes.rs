//! What a scope cell says: its names, what is written beside them, and which of them are enough.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::{Piece, Style};
use super::formula::Formula;
use super::grammar;
use super::problem::Problem;
use super::scope_names::{has_divider, is_graph, is_openid};
use super::scope_words::{Part, Parts, Token, parts, prose_cell};
use super::terms::{List, Named, Term};
use super::text::plain;
use super::vocabulary::{Words, holds};
use crate::rules;

/// What a scope cell says.
#[derive(Default)]
pub(crate) struct Scopes {
    /// The names, in order.
    pub(crate) names: Vec<Named>,
    /// Which of them are enough, where there are any.
    pub(crate) formula: Option<Formula>,
    /// Whether the cell says in words that there is no permission.
    pub(crate) none: bool,
    /// Whether it begins with such words, and goes on.
    pub(crate) begins_with_none: bool,
    /// What makes the cell wrong.
    pub(crate) errors: Vec<Problem>,
    /// Text beside the names: where, and what.
    pub(crate) text: Option<(usize, String)>,
}

impl Scopes {
    /// Whether a permission comes out of the cell, even if something else in it is wrong.
    pub(crate) fn means_a_permission(&self) -> bool {
        !self.names.is_empty() || self.begins_with_none
    }

    /// The names that are enough alone, in a list of which each is.
    pub(crate) fn single_names(&self) -> Vec<&Token> {
        self.formula.iter().flat_map(Formula::single_names).map(|place| &self.names[place].token).collect()
    }

    /// Whether it names permissions that are enough only together.
    pub(crate) fn has_groups(&self) -> bool {
        self.single_names().len() < self.names.len()
    }

    /// Turns a ranked list around.
    pub(crate) fn reverse(&mut self) {
        if let Some(Formula::Any(parts)) = &mut self.formula {
            parts.reverse();
        }
    }

    /// The warning for text beside the names.
    pub(crate) fn warning(&self) -> Option<Problem> {
        let (at, text) = self.text.as_ref()?;
        Some(Problem::new(
            &rules::TEXT_BESIDE_SCOPE,
            *at,
            format!("`{text}` beside a permission is not read"),
            beside_help(text),
        ))
    }
}

/// What to do about text beside names, by what it seems to say.
fn beside_help(text: &str) -> &'static str {
    let lower = text.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower == *word || holds(&lower, word));
    if says(&["not", "no", "never", "without", "except", "instead of", "rather than", "nicht", "pas"])
        || lower.starts_with(['❌', '✗', '✘', '✖', '🚫', '⛔', '❎'])
    {
        "name only what is requested: remove the permission that is not"
    } else if says(&["any of", "one of", "either", "oder", "ou", "или", "または", "或", "/", "|", "→", "⇒", "∨"])
    {
        "put `or` between permissions of which one is enough, and `and` between those that are needed together"
    } else if says(&["optional"]) {
        "to make the row optional, move `Optional` to a column `Notes`"
    } else if lower.contains([':', '.', '_']) && !lower.contains(' ') {
        "put it in code marks if it is a permission too; otherwise move it to a column of its own, such as `Notes`"
    } else {
        "move it to a column of its own, such as `Notes`"
    }
}

/// Reads a scope cell.
pub(crate) fn read(pieces: &[Piece], list: List, words: &Words) -> Scopes {
    if says_none(pieces, words) {
        return Scopes { none: true, ..Scopes::default() };
    }
    let Parts { all, problems } = parts(pieces);
    let text = plain(pieces);
    let begins_with_none = text.split_once([';', ',', ':']).is_some_and(|(first, _)| words.is_none(first));
    let mut scopes = Scopes { errors: problems, begins_with_none, ..Scopes::default() };
    let terms = terms(all, &mut scopes);
    if is_prose(&scopes.names) {
        let at = scopes.names[0].token.offset;
        scopes.errors = vec![prose_cell(&text, at, "it is several words")];
    } else if let Some(first) = scopes.errors.first().filter(|_| is_of_another_language(pieces, &text, &scopes.errors))
    {
        let at = scopes.names.first().map_or(first.at, |named| named.token.offset.min(first.at));
        scopes.errors = vec![prose_cell(&text, at, "a name holds printable ASCII only")];
    }
    if scopes.names.is_empty()
        && scopes.errors.is_empty()
        && let Some((at, text)) = scopes.text.take()
    {
        scopes.errors.push(prose_cell(&text, at, "only what is in code marks is a name here"));
    }
    let terms = each_name_once(terms, &scopes.names);
    if scopes.errors.is_empty() {
        scopes.formula = grammar::formula(&terms, list, &scopes.names, &mut scopes.errors);
    } else {
        // What is clearly a name is kept, so that code which uses it still resolves.
        scopes.names.retain(|named| named.token.code || is_graph(&named.token.text));
        scopes.formula = grammar::list(scopes.names.len(), List::All);
    }
    scopes
}

/// Terms in which a name that is there twice is the first of the two.
fn each_name_once(mut terms: Vec<Term>, names: &[Named]) -> Vec<Term> {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for term in &mut terms {
        if let Term::Name(place) = term {
            *place = *first.entry(&names[*place].token.text).or_insert(*place);
        }
    }
    terms
}

/// Takes names and what is beside them out of the parts; what is left makes the formula.
fn terms(all: Vec<Part>, scopes: &mut Scopes) -> Vec<Term> {
    let mut terms = Vec::with_capacity(all.len());
    for part in all {
        match part {
            Part::Name(token) => {
                terms.push(Term::Name(scopes.names.len()));
                scopes.names.push(Named { token, marks: Vec::new(), statuses: Vec::new() });
            }
            Part::Mark(at, mark) => {
                if let Some(named) = scopes.names.last_mut() {
                    named.marks.push((at, mark));
                }
            }
            Part::Status(text) => {
                if let Some(named) = scopes.names.last_mut() {
                    named.statuses.push(text);
                }
            }
            Part::Text(at, text) => {
                let (_, words) = scopes.text.get_or_insert_with(|| (at, String::new()));
                if !words.is_empty() {
                    words.push(' ');
                }
                words.push_str(&text);
            }
            Part::And(at) => terms.push(Term::And(at)),
            Part::Or(at) => terms.push(Term::Or(at)),
            Part::Comma => terms.push(Term::Comma),
            Part::Open(at) => terms.push(Term::Open(at)),
            Part::Close(at) => terms.push(Term::Close(at)),
        }
    }
    terms
}

/// Whether a cell that gives errors is words of another language than English, and no name among them.
fn is_of_another_language(pieces: &[Piece], text: &str, errors: &[Problem]) -> bool {
    text.contains(|c: char| c.is_alphabetic() && !c.is_ascii())
        && !text.split_whitespace().any(has_divider)
        && !pieces.iter().any(|piece| piece.style == Style::Code)
        && errors.iter().all(|error| error.rule.id == rules::NOT_A_SCOPE.id)
}

/// Whether words without code marks are no names: each of several has a divider or is OpenID's.
fn is_prose(names: &[Named]) -> bool {
    let certain = |token: &Token| token.code || has_divider(&token.text) || is_openid(&token.text);
    names.len() > 1 && !names.iter().all(|named| certain(&named.token))
}

/// Whether a cell says in words that there is no permission, as reference pages do, some of them in code marks.
fn says_none(pieces: &[Piece], words: &Words) -> bool {
    words.is_none(&plain(pieces))
}

/// The texts of some names, each once, in order.
pub(crate) fn texts<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names.into_iter().filter(|name| seen.insert(*name)).map(str::to_owned).collect()
}
