//! Conditions: rows that can never apply, and features with more conditions and options than can be judged.

use std::collections::BTreeSet;

use scopemark_core::ask::Conditions;

use super::Source;
use crate::finding::Finding;
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
    let mut known = BTreeSet::new();
    for row in &document.permissions {
        if row.requires.is_empty() && row.excludes.is_empty() {
            continue;
        }
        known.extend(row.requires.iter().chain(&row.excludes));
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
    let mut always = BTreeSet::new();
    let mut of_feature: Vec<BTreeSet<Switch<'_>>> = vec![BTreeSet::new(); document.features.len()];
    let mut reported = vec![false; document.features.len()];
    for row in document.permissions.iter().filter(|row| row.feature.is_none()) {
        always.extend(switches(row));
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
            own.extend(switches(row));
            counted[index] &= own.len() == before;
        }
        if counted[index] {
            continue;
        }
        counted[index] = true;
        if always.union(own).take(MOST + 1).count() > MOST {
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

/// A condition or an option: what doubles the cases of a feature.
type Switch<'a> = (bool, &'a str);

fn switches(row: &Permission) -> impl Iterator<Item = Switch<'_>> {
    let conditions = row.requires.iter().chain(&row.excludes).map(|condition| (false, condition.as_str()));
    conditions.chain(row.optional.then_some((true, row.scope.as_str())))
}
