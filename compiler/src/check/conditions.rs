//! Conditions: rows that can never apply, and features with more conditions and options than can be judged.

use scopemark_core::ask::Conditions;

use super::Source;
use crate::finding::Finding;
use crate::index::Index;
use crate::model::{Document, Permission};
use crate::rules;

/// How many conditions and options one feature may have: the gate judges every subset of them.
const MOST: usize = 12;

pub(crate) fn check(document: &Document, source: &Source<'_>, findings: &mut Vec<Finding>) {
    for row in &document.permissions {
        if row.requires.is_empty() || row.excludes.is_empty() {
            continue;
        }
        for condition in row.requires.iter().filter(|condition| row.excludes.contains(condition)) {
            findings.push(source.finding(
                &rules::CONTRADICTION,
                row.position,
                format!("`{}` applies only when {condition} holds, and only when it does not: never", row.scope),
                "take one of the two out of the notes",
            ));
        }
    }
    too_many_of_feature(document, source, findings);
    too_many(document, source, findings);
}

/// The engine keeps the conditions of a document in the bits of one word.
fn too_many(document: &Document, source: &Source<'_>, findings: &mut Vec<Finding>) {
    let mut known = Index::default();
    for row in &document.permissions {
        if row.requires.is_empty() && row.excludes.is_empty() {
            continue;
        }
        for condition in row.requires.iter().chain(&row.excludes) {
            known.insert(condition);
        }
        if known.len() > Conditions::MOST {
            findings.push(source.finding(
                &rules::TOO_MANY_CONDITIONS,
                row.position,
                format!("with this row the document has more than {} conditions", Conditions::MOST),
                "divide the document in two, or say the conditions in fewer names",
            ));
            return;
        }
    }
}

fn too_many_of_feature(document: &Document, source: &Source<'_>, findings: &mut Vec<Finding>) {
    let mut switches = Switches::default();
    let mut always = Vec::new();
    let mut of_feature = vec![Vec::new(); document.features.len()];
    let mut reported = vec![false; document.features.len()];
    for row in &document.permissions {
        if row.feature.is_none() {
            switches.add(row, &mut always);
        }
    }
    // By feature: whether its count is known, and has not changed since.
    let mut counted = vec![false; document.features.len()];
    for row in &document.permissions {
        let Some(index) = row.feature else { continue };
        let Some(own) = of_feature.get_mut(index) else { continue };
        if reported[index] {
            continue;
        }
        if row.optional || !row.requires.is_empty() || !row.excludes.is_empty() {
            let before = own.len();
            switches.add(row, own);
            counted[index] &= own.len() == before;
        }
        if counted[index] {
            continue;
        }
        counted[index] = true;
        let own_alone = own.iter().filter(|&switch| !always.contains(switch)).count();
        if always.len() + own_alone > MOST {
            reported[index] = true;
            findings.push(source.finding(
                &rules::TOO_MANY_CONDITIONS,
                row.position,
                format!(
                    "with this row `{}` has more than {MOST} conditions and options: what a sign-in must ask can no \
                     longer be judged",
                    document.features[index].text
                ),
                "divide the feature in two, or say the conditions in fewer names",
            ));
        }
    }
}

/// Conditions and options, what doubles the cases of a feature, by number.
#[derive(Default)]
struct Switches {
    conditions: Index,
    options: Index,
}

impl Switches {
    /// Adds those of a row to a list without repetition; no more than it takes to be too many, so that a search in it is
    /// short.
    fn add(&mut self, row: &Permission, list: &mut Vec<usize>) {
        for condition in row.requires.iter().chain(&row.excludes) {
            add(2 * self.conditions.insert(condition).0, list);
        }
        if row.optional {
            add(2 * self.options.insert(&row.scope).0 + 1, list);
        }
    }
}

fn add(switch: usize, list: &mut Vec<usize>) {
    if list.len() <= MOST && !list.contains(&switch) {
        list.push(switch);
    }
}
