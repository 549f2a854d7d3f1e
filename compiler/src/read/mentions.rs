//! Names in code marks outside all tables: a table is the only place that is compiled.

use std::collections::BTreeSet;

use scopemark_core::ask::OPENID_SCOPES;

use super::blocks::Blocks;
use super::entry::Entry;
use super::problem::Problem;
use super::scope_names::{is_graph, looks_like_permission, not_a_name};
use crate::catalogue::Catalogue;
use crate::rules;

/// Says each name that looks like this document's permissions, or that a catalogue lists beside them, once.
pub(crate) fn find(blocks: &Blocks, entries: &[Entry], catalogue: Option<&Catalogue>, problems: &mut Vec<Problem>) {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for entry in entries {
        let row = &entry.permission;
        known.insert(&row.scope);
        known.extend(row.alternatives.iter().map(String::as_str));
    }
    let alike = |test: fn(&str) -> bool| known.iter().filter(|name| test(name)).count() * 2 > known.len();
    let looks: fn(&str) -> bool = if alike(is_graph) {
        is_graph
    } else if alike(is_divided_by_colons) {
        is_divided_by_colons
    } else {
        |_| false
    };
    let resources: BTreeSet<&str> = entries.iter().map(|entry| entry.permission.resource.as_str()).collect();
    let is_listed = |text: &str| {
        let lists = |catalogue: &Catalogue| resources.iter().any(|resource| catalogue.lists(resource, text));
        !OPENID_SCOPES.contains(&text) && catalogue.is_some_and(lists)
    };
    for (text, at) in &blocks.mentions {
        if (looks(text) || is_listed(text)) && not_a_name(text).is_none() && known.insert(text) {
            problems.push(Problem::new(
                &rules::MENTION,
                *at,
                format!("`{text}` looks like a permission, but is in no permission table, so it is not requested"),
                "this is fine if no row is missing; otherwise add it to the table",
            ));
        }
    }
}

fn is_divided_by_colons(text: &str) -> bool {
    text.contains(':') && !text.contains("://") && looks_like_permission(text)
}
