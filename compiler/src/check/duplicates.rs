//! The same permission twice: for one kind, feature, access and set of conditions.

use std::collections::{BTreeMap, BTreeSet};

use super::Source;
use super::order::Named;
use crate::finding::{Finding, Level};
use crate::model::Document;
use crate::rules;

pub(crate) fn check(document: &Document, named: [&Named; 2], source: &Source<'_>, findings: &mut Vec<Finding>) {
    // A row that cannot be read as it stands says nothing of others.
    let broken: BTreeSet<u32> =
        findings.iter().filter(|f| f.level() == Level::Error).map(|f| f.position.line).collect();
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
    broken: &BTreeSet<u32>,
    source: &Source<'_>,
    findings: &mut Vec<Finding>,
) {
    let mut seen: BTreeMap<_, u32> = BTreeMap::new();
    for row in rows.iter().map(|&n| &document.permissions[n]) {
        if broken.contains(&row.position.line) {
            continue;
        }
        let key = (row.feature, row.access, row.requires.as_slice(), row.excludes.as_slice());
        let Some(&first) = seen.get(&key) else {
            seen.insert(key, row.position.line);
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
