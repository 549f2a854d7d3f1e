//! `For …` in notes, which names a condition only where the document has that condition somewhere else.

use std::collections::BTreeSet;

use super::condition_words::{self, Declared};
use super::notes::{self, ForClause};
use super::problem::Problem;
use crate::model::Permission;
use crate::quoted::quoted;
use crate::rules;

/// A clause that waits until all conditions of the document are known.
pub(crate) struct Waiting {
    /// The index of the row.
    pub(crate) permission: usize,
    pub(crate) clause: ForClause,
}

/// Gives the clauses their meaning, and says which declared conditions no row has.
pub(crate) fn resolve(
    waiting: Vec<Waiting>,
    declared: &Declared,
    permissions: &mut [Permission],
    problems: &mut Vec<Problem>,
) {
    let known = mentioned(permissions);
    for Waiting { permission, clause } in waiting {
        let name = condition_words::known(&clause.words, declared)
            .map(str::to_owned)
            .or_else(|| condition_words::condition_name(&clause.words).filter(|name| known.contains(name)));
        let Some(name) = name else {
            problems.push(unknown(&clause, declared));
            continue;
        };
        let requires = &mut permissions[permission].requires;
        if let Err(place) = requires.binary_search(&name) {
            requires.insert(place, name);
        }
    }
    unused(declared, &mentioned(permissions), problems);
}

/// The conditions that rows have.
fn mentioned(permissions: &[Permission]) -> BTreeSet<String> {
    permissions.iter().flat_map(|row| row.requires.iter().chain(&row.excludes)).cloned().collect()
}

fn unknown(clause: &ForClause, declared: &Declared) -> Problem {
    let ForClause { words, text, at } = clause;
    let several = condition_words::phrases(words);
    let is_known = |words: &&str| condition_words::known(&condition_words::normal(words), declared).is_some();
    let help = if several.len() > 1 && several.iter().all(is_known) {
        "it is unclear whether all of these must hold or any one of them: give each its own row".to_owned()
    } else {
        format!(
            "if it is a condition, declare it with <!-- scopemark: condition.{} = \"{}\" -->; otherwise begin the note \
             with another word than `For`",
            quoted(words),
            condition_words::condition_name(words).unwrap_or_else(|| "Name".to_owned())
        )
    };
    notes::unknown_condition(text, *at, &help)
}

fn unused(declared: &Declared, mentioned: &BTreeSet<String>, problems: &mut Vec<Problem>) {
    for (words, declaration) in &declared.by_words {
        if !mentioned.contains(&declaration.name) {
            problems.push(Problem::new(
                &rules::DIRECTIVE_UNUSED,
                declaration.at,
                format!("no note of the document uses the condition `{words}`"),
                "remove it from the directive, or use it in the notes: `For …` or `Not for …`",
            ));
        }
    }
}
