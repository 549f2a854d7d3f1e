//! Conditions: rows that can never apply, and features with more conditions than can be judged.

use std::collections::BTreeSet;

use scopemark_core::ask::Conditions;

use super::source::Source;
use crate::finding::Finding;
use crate::model::{Document, Permission};
use crate::rules;

/// How many conditions one feature may have: the gate judges every subset of them.
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
        known.extend(row.requires.iter().chain(&row.excludes).map(String::as_str));
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
    let mut of_every_feature = Switches::default();
    for row in document.permissions.iter().filter(|row| row.feature.is_none()) {
        of_every_feature.add(row);
    }
    let mut of_feature = vec![Switches::default(); document.features.len()];
    let mut is_reported = vec![false; document.features.len()];
    for row in &document.permissions {
        let Some(index) = row.feature.filter(|&index| is_reported.get(index) == Some(&false)) else { continue };
        of_feature[index].add(row);
        if of_every_feature.count() + of_feature[index].count_beside(&of_every_feature) > MOST {
            is_reported[index] = true;
            findings.push(source.finding(
                &rules::TOO_MANY_CONDITIONS,
                row.position,
                format!(
                    "with this row, `{}` has more than {MOST} conditions: too many to check every combination",
                    document.features[index].text
                ),
                "split the feature in two, or use fewer condition names",
            ));
        }
    }
}

/// Conditions: each doubles the cases of a feature. Options are the caller's choice, and do not.
#[derive(Clone, Default)]
struct Switches<'d> {
    conditions: BTreeSet<&'d str>,
}

impl<'d> Switches<'d> {
    fn add(&mut self, row: &'d Permission) {
        self.conditions.extend(row.requires.iter().chain(&row.excludes).map(String::as_str));
    }

    fn count(&self) -> usize {
        self.conditions.len()
    }

    /// How many are not among others.
    fn count_beside(&self, others: &Self) -> usize {
        let conditions = self.conditions.iter().filter(|condition| !others.conditions.contains(*condition));
        conditions.count()
    }
}
