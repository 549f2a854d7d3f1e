//! The same permission twice: for one kind, feature, access and set of conditions.

use std::collections::BTreeMap;

use super::Source;
use crate::finding::Finding;
use crate::model::{Document, Permission};
use crate::rules;

pub(crate) fn check(document: &Document, source: &Source<'_>, findings: &mut Vec<Finding>) {
    let key = |row: &Permission| (row.kind, row.feature, row.access);
    let mut seen: BTreeMap<_, u32> = BTreeMap::new();
    for row in &document.permissions {
        let key = (row.scope.as_str(), key(row), row.requires.as_slice(), row.excludes.as_slice());
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
