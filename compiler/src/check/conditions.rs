//! Conditions: rows that can never apply, and features with more conditions and options than can be judged.

use std::collections::BTreeSet;

use scopemark_core::ask::Conditions;

use super::source::Source;
use crate::finding::Finding;
use crate::model::{Document, Permission};
use crate::rules;

/// How many conditions and options one feature may have: the gate judges every subset of them.
const MOST: usize = 12;

pub(crate) fn check(document: &Document, source: &Source<'_>, findings: &mut Vec<Finding>) {
    contradictions(document, source, findings);
    too_many_of_feature(document, source, findings);
    findings.extend(too_many(document, source));
}

fn contradictions(document: &Document, source: &Source<'_>, findings: &mut Vec<Finding>) {
    for row in &document.permissions {
        for condition in row.requires.iter().filter(|condition| row.excludes.contains(condition)) {
            findings.push(source.finding(
                &rules::CONTRADICTION,
                row.position,
                format!("`{}` requires and excludes {condition}, so it never applies", row.scope),
                "remove one of the two from the notes",
            ));
        }
    }
}

/// The engine keeps the conditions of a document in the bits of one word.
fn too_many(document: &Document, source: &Source<'_>) -> Option<Finding> {
    let mut known = BTreeSet::new();
    let too_many = document.permissions.iter().find(|row| {
        known.extend(row.requires.iter().chain(&row.excludes));
        known.len() > Conditions::MOST
    })?;
    Some(source.finding(
        &rules::TOO_MANY_CONDITIONS,
        too_many.position,
        format!("with this row, the document has more than {} conditions", Conditions::MOST),
        "split the document in two, or use fewer condition names",
    ))
}

fn too_many_of_feature(document: &Document, source: &Source<'_>, findings: &mut Vec<Finding>) {
    let of_every_feature: BTreeSet<Switch<'_>> =
        document.permissions.iter().filter(|row| row.feature.is_none()).flat_map(switches).collect();
    let mut of_feature = vec![BTreeSet::new(); document.features.len()];
    let mut reported = BTreeSet::new();
    for row in &document.permissions {
        let Some(index) = row.feature.filter(|index| !reported.contains(index)) else { continue };
        let Some(own) = of_feature.get_mut(index) else { continue };
        own.extend(switches(row));
        if of_every_feature.len() + own.difference(&of_every_feature).count() > MOST {
            reported.insert(index);
            findings.push(source.finding(
                &rules::TOO_MANY_CONDITIONS,
                row.position,
                format!(
                    "with this row, `{}` has more than {MOST} conditions and options: too many to check every combination",
                    document.features[index].text
                ),
                "split the feature in two, or use fewer condition names",
            ));
        }
    }
}

/// What doubles the cases of a feature.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Switch<'d> {
    Condition(&'d str),
    Option(&'d str),
}

fn switches(row: &Permission) -> impl Iterator<Item = Switch<'_>> {
    let conditions = row.requires.iter().chain(&row.excludes).map(|name| Switch::Condition(name));
    conditions.chain(row.optional.then_some(Switch::Option(&row.scope)))
}
