//! The same permission twice: for one kind, feature, access and set of conditions.

use std::collections::{BTreeMap, BTreeSet};

use super::Source;
use super::order::Named;
use crate::finding::{Finding, Level};
use crate::model::Document;
use crate::rules;

pub(crate) fn check(document: &Document, named: [&Named; 2], source: &Source<'_>, findings: &mut Vec<Finding>) {
    // A row that cannot be read as it stands says nothing of others.
    let mut broken = BTreeSet::new();
    for finding in &*findings {
        if finding.level() == Level::Error {
            broken.insert(finding.position.line as usize);
        }
    }
    for named in named {
        for name in 0..named.count() {
            let rows = named.rows(name);
            if rows.len() > 1 {
                same_name(document, rows, &broken, source, findings);
            }
        }
    }
}

fn same_name(
    document: &Document,
    rows: &[usize],
    broken: &BTreeSet<usize>,
    source: &Source<'_>,
    findings: &mut Vec<Finding>,
) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for &n in rows {
        let row = &document.permissions[n];
        let line = row.position.line as usize;
        if broken.contains(&line) {
            continue;
        }
        let key = format!("{:?} {:?} {:?} {:?}", row.feature, row.access, row.requires, row.excludes);
        let Some(&first) = seen.get(&key) else {
            seen.insert(key, line);
            continue;
        };
        let feature = row.feature.and_then(|index| document.features.get(index));
        let of = feature.map_or_else(|| "every feature".to_owned(), |feature| format!("`{}`", feature.text));
        findings.push(source.finding(
            &rules::DUPLICATE_ROW,
            row.position,
            format!(
                "`{}` ({}, {}) stands twice for {of} under the same conditions: in lines {first} and {}",
                row.scope,
                row.kind.as_str(),
                row.access.as_str(),
                row.position.line
            ),
            "delete one of the two, or say in the notes what sets them apart",
        ));
    }
}
