//! Permissions that a request would send by the same text.

use std::collections::BTreeMap;

use scopemark_core::ask::flatten;

use super::source::Source;
use crate::finding::Finding;
use crate::model::Document;
use crate::rules;

pub(crate) fn check(document: &Document, source: &Source<'_>, findings: &mut Vec<Finding>) {
    // Only with its resource can a name be written in another way. A document that is too large has an error that says so.
    let is_written = |text: &str| text.contains("://");
    let may_be_twice = !document.resources.is_empty() || document.scopes.iter().any(|name| is_written(&name.text));
    if document.resource.is_empty() || !may_be_twice {
        return;
    }
    let Ok(flat) = flatten(document) else { return };
    let table = flat.table();
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
