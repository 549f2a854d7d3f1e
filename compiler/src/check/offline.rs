//! Accesses that need nothing but `offline_access`, which no grant can be checked for.

use std::collections::BTreeMap;

use super::source::Source;
use crate::finding::Finding;
use crate::model::{Access, Document, Kind, Permission};
use crate::rules;

const OFFLINE: &str = "offline_access";

pub(crate) fn check(document: &Document, source: &Source<'_>, findings: &mut Vec<Finding>) {
    let mut accesses: BTreeMap<(usize, Access), Vec<&Permission>> = BTreeMap::new();
    for row in &document.permissions {
        if let Some(feature) = row.feature {
            accesses.entry((feature, row.access)).or_default().push(row);
        }
    }
    for ((feature, access), rows) in accesses {
        let is_offline = |row: &&Permission| row.kind == Kind::Delegated && row.scope == OFFLINE;
        if rows.iter().all(is_offline)
            && let Some(name) = document.features.get(feature)
        {
            findings.push(source.finding(
                &rules::OFFLINE_ALONE,
                rows[0].position,
                format!(
                    "`{}` has no permission but `{OFFLINE}` for {} access, so it would be there or missing whatever was granted",
                    name.text,
                    access.as_str()
                ),
                "add the permission that it needs, or make this a row of every feature: `All` as its feature",
            ));
        }
    }
}
