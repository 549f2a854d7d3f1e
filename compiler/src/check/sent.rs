//! Permissions that a request would send by the same text.

use std::collections::BTreeMap;

use scopemark_core::ask::Table;

use super::source::Source;
use crate::finding::Finding;
use crate::model::Document;
use crate::rules;

pub(crate) fn check(document: &Document, table: &Table<'_>, source: &Source<'_>, findings: &mut Vec<Finding>) {
    // Where nothing has a resource, each name is sent as it is.
    if document.resource.is_empty() {
        return;
    }
    let is_written = |text: &str| text.contains("://");
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for name in 0..table.delegated() {
        let sent = table.sent(name).to_string();
        let Some(&first) = known.get(&sent) else {
            known.insert(sent, name);
            continue;
        };
        let (short, long) = (table.text(first.min(name)), table.text(first.max(name)));
        let (short, long) = if is_written(short) { (long, short) } else { (short, long) };
        let Some(second) = document.scopes.iter().find(|name| name.text == long) else { continue };
        findings.push(source.finding(
            &rules::SENT_TWICE,
            second.position,
            format!("`{short}` and `{long}` are one permission: requests send both as `{sent}`"),
            if table.resource_of(first) == table.resource_of(name) {
                format!("write `{short}` in place of `{long}`")
            } else {
                "correct the resource of one of them: no answer could tell the two apart".to_owned()
            },
        ));
    }
}
