//! From what the scope cells of a row say to the permissions that the row requests.

use super::formula::{self, Clauses, Formula};
use super::problem::Problem;
use super::scope_words::Token;
use super::scopes::{Scopes, texts};
use super::terms::Named;
use crate::rules;

/// One permission that a row requests.
pub(crate) struct Requested {
    pub(crate) token: Token,
    pub(crate) marks: Vec<(usize, String)>,
    pub(crate) statuses: Vec<String>,
    /// The groups that contain it, of which one member each must be granted.
    pub(crate) clauses: Vec<Vec<String>>,
    /// All other members of these.
    pub(crate) alternatives: Vec<String>,
}

/// What cells say together: the names of one that requests, and those of others that are enough instead.
pub(crate) fn requested(cell: Scopes, instead: &[&Scopes], problems: &mut Vec<Problem>) -> Vec<Requested> {
    let Scopes { names, formula: Some(formula), .. } = cell else { return Vec::new() };
    let group = formula.first_group();
    // The names of all cells in one list, so that clauses are places in it.
    let mut all: Vec<&Token> = names.iter().map(|named| &named.token).collect();
    let own = clauses_of(&formula, all.first().map_or(0, |token| token.offset), problems);
    let mut others: Option<Clauses> = Some(vec![Vec::new()]);
    for scopes in instead {
        let Some(formula) = &scopes.formula else { continue };
        let first = all.len();
        all.extend(scopes.names.iter().map(|named| &named.token));
        let shifted = clauses_of(formula, all[first].offset, problems);
        let shifted: Clauses = shifted.iter().map(|clause| clause.iter().map(|name| name + first).collect()).collect();
        others = others.and_then(|others| formula::either(others, &shifted));
    }
    let mut others = others.unwrap_or_else(|| vec![Vec::new()]);
    let width: usize = others.iter().map(Vec::len).sum();
    if group.len() > 1 && group.len() * width > MOST_PAIRS {
        let at = names.first().map_or(0, |named| named.token.offset);
        problems.push(too_many_pairs(at));
        others = vec![Vec::new()];
    }
    let mut requested = Vec::with_capacity(group.len());
    for (place, clauses) in by_member(&group, &own) {
        let named: &Named = &names[place];
        let clauses = formula::either(clauses, &others).unwrap_or_default();
        let text = |name: &usize| all[*name].text.as_str();
        let clauses: Vec<Vec<String>> = clauses.iter().map(|clause| texts(clause.iter().map(text))).collect();
        let members = texts(clauses.iter().flatten().map(String::as_str));
        requested.push(Requested {
            token: named.token.clone(),
            marks: named.marks.clone(),
            statuses: named.statuses.clone(),
            alternatives: members.into_iter().filter(|name| *name != named.token.text).collect(),
            clauses,
        });
    }
    requested
}

/// How many pairs of a permission and an alternative one row may make.
pub(crate) const MOST_PAIRS: usize = 1_024;

pub(crate) fn too_many_pairs(at: usize) -> Problem {
    Problem::new(
        &rules::AMBIGUOUS_SCOPES,
        at,
        format!("the permissions and alternatives of this row make more than {MOST_PAIRS} pairs"),
        "give each permission its own row",
    )
}

/// Each member of the first group with the clauses that contain it. A list of names has a clause for each.
fn by_member(group: &[usize], own: &Clauses) -> Vec<(usize, Clauses)> {
    if own.len() == group.len() && own.iter().zip(group).all(|(clause, name)| clause.first() == Some(name)) {
        return group.iter().zip(own).map(|(name, clause)| (*name, vec![clause.clone()])).collect();
    }
    let containing = |name: &usize| own.iter().filter(|clause| clause.contains(name)).cloned().collect();
    group.iter().map(|name| (*name, containing(name))).collect()
}

/// The clauses of a formula; where there are too many, an error, and each name is a clause.
fn clauses_of(formula: &Formula, at: usize, problems: &mut Vec<Problem>) -> Clauses {
    formula.clauses().unwrap_or_else(|| {
        problems.push(formula::too_many(at));
        formula.first_group().into_iter().map(|name| vec![name]).collect()
    })
}
