//! Which permissions together are enough: names with `and` and `or`, and their conjunctive form.

use std::collections::BTreeSet;

use super::problem::Problem;
use crate::rules;

/// A formula of names, each a place in a list.
#[derive(Clone, Debug)]
pub(crate) enum Formula {
    Name(usize),
    All(Vec<Formula>),
    Any(Vec<Formula>),
}

/// How many clauses a formula may have.
pub(crate) const MOST_CLAUSES: usize = 64;

/// Clauses of which each must be satisfied, by one of its members.
pub(crate) type Clauses = Vec<Vec<usize>>;

impl Formula {
    /// The first group that is enough, as written, each name once.
    pub(crate) fn first_group(&self) -> Vec<usize> {
        match self {
            Self::Name(name) => vec![*name],
            Self::All(parts) => {
                let mut seen = BTreeSet::new();
                parts.iter().flat_map(Self::first_group).filter(|name| seen.insert(*name)).collect()
            }
            Self::Any(parts) => parts.first().map(Self::first_group).unwrap_or_default(),
        }
    }

    /// The names that are enough alone.
    pub(crate) fn single_names(&self) -> Vec<usize> {
        match self {
            Self::Name(name) => vec![*name],
            Self::All(_) => Vec::new(),
            Self::Any(parts) => parts.iter().flat_map(Self::single_names).collect(),
        }
    }

    /// The clauses in conjunctive form; `None` where there are too many. A list of names is not limited.
    pub(crate) fn clauses(&self) -> Option<Clauses> {
        match self {
            Self::Name(name) => Some(vec![vec![*name]]),
            Self::All(parts) => {
                let is_list = parts.iter().all(|part| matches!(part, Self::Name(_)));
                let clauses: Clauses = parts.iter().map(Self::clauses).collect::<Option<Vec<_>>>()?.concat();
                (is_list || clauses.len() <= MOST_CLAUSES).then_some(clauses)
            }
            Self::Any(parts) => {
                let mut clauses: Clauses = vec![Vec::new()];
                for part in parts {
                    clauses = either(clauses, &part.clauses()?)?;
                }
                Some(clauses)
            }
        }
    }
}

/// The clauses of "this or that"; `None` where there are too many.
pub(crate) fn either(mut clauses: Clauses, others: &[Vec<usize>]) -> Option<Clauses> {
    if let [only] = others {
        for clause in &mut clauses {
            clause.extend(only);
        }
        return Some(clauses);
    }
    if clauses.len() * others.len() > MOST_CLAUSES {
        return None;
    }
    Some(clauses.iter().flat_map(|one| others.iter().map(|other| [&one[..], other].concat())).collect())
}

/// The error for groups with too many combinations.
pub(crate) fn too_many(at: usize) -> Problem {
    Problem::new(
        &rules::AMBIGUOUS_SCOPES,
        at,
        format!("these groups make more than {MOST_CLAUSES} combinations, which no row can hold"),
        "leave out groups that are not needed, or name a single permission for each that satisfies it",
    )
}

#[cfg(test)]
mod tests {
    use super::Formula::{All, Any, Name};

    #[test]
    fn a_formula_is_its_first_group_and_the_clauses_around_it() {
        let names = |all: &[usize]| All(all.iter().map(|&name| Name(name)).collect());
        let either = Any(vec![names(&[0, 1]), Name(2)]);
        assert_eq!((either.first_group(), either.clauses()), (vec![0, 1], Some(vec![vec![0, 2], vec![1, 2]])));
        let nested = All(vec![Name(0), Any(vec![Name(1), Name(2)])]);
        assert_eq!((nested.first_group(), nested.clauses()), (vec![0, 1], Some(vec![vec![0], vec![1, 2]])));
    }

    #[test]
    fn too_many_clauses_are_none_and_a_list_is_not_limited() {
        let pair = || All(vec![Name(0), Name(1)]);
        assert_eq!(Any(vec![pair(); 6]).clauses().map(|clauses| clauses.len()), Some(64));
        assert_eq!(Any(vec![pair(); 7]).clauses(), None);
        assert_eq!(All(vec![Name(0); 1000]).clauses().map(|clauses| clauses.len()), Some(1000));
    }
}
