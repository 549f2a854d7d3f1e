//! Which resource the permissions of a document belong to, where it does not say it.

use std::collections::BTreeSet;

use super::entry::Entry;
use super::lines::Lines;
use super::problem::Problem;
use super::scope_names::{is_graph, is_openid};
use super::scopes::texts;
use super::settings::TableSettings;
use super::tables::PermissionTable;
use super::vocabulary::ResourceWords;
use crate::check::ident::camel;
use crate::model::{Document, Name, Position};
use crate::quoted::quoted;
use crate::rules;

/// How many resources a help shows.
const MOST_SHOWN: usize = 3;

/// The resource of the document, and that of each row that says none. `said` is what its directive says, and
/// `begins_with_table` that a directive at the top would be one of the first of several tables.
pub(crate) fn apply(
    said: Option<&str>,
    begins_with_table: bool,
    entries: &mut [Entry],
    problems: &mut Vec<Problem>,
) -> String {
    let unsaid: Vec<usize> =
        (0..entries.len()).filter(|&n| !entries[n].is_dropped && entries[n].permission.resource.is_empty()).collect();
    let mut assumed = false;
    if let Some(&first) = unsaid.first() {
        let names = || {
            unsaid.iter().flat_map(|&n| {
                let row = &entries[n].permission;
                core::iter::once(row.scope.as_str()).chain(row.alternatives.iter().map(String::as_str))
            })
        };
        assumed = are_graph(names());
        let has_others = unsaid.len() < entries.iter().filter(|entry| !entry.is_dropped).count();
        if assumed {
            let shown: Vec<String> = texts(names()).iter().take(3).map(|name| format!("`{name}`")).collect();
            let are = if shown.len() == 1 { "is taken for a permission" } else { "are taken for permissions" };
            problems.push(Problem::new(
                &rules::RESOURCE_ASSUMED,
                entries[first].at,
                format!("{} {are} of Microsoft Graph", shown.join(", ")),
                format!(
                    "to say it, or another resource, {}: <!-- scopemark: resource = \"{}\" -->",
                    if begins_with_table { "above each table" } else { "at the top" },
                    crate::GRAPH
                ),
            ));
        } else if let Some(&first) = unsaid.iter().find(|&&n| has_others && !entries[n].has_unknown_resource) {
            problems.push(Problem::new(
                &rules::RESOURCE_MISSING,
                entries[first].at,
                "this permission has no resource, while others of the document have one",
                help(entries.iter().map(|entry| entry.permission.resource.as_str())),
            ));
        }
        for &n in unsaid.iter().filter(|_| assumed) {
            crate::GRAPH.clone_into(&mut entries[n].permission.resource);
        }
    }
    if let Some(said) = said {
        return said.to_owned();
    }
    if assumed {
        return crate::GRAPH.to_owned();
    }
    entries.iter().find(|entry| !entry.is_dropped).map_or_else(String::new, |entry| entry.permission.resource.clone())
}

/// Gives each permission that is written with a resource that one, whatever the table says.
pub(crate) fn as_written(entries: &mut [Entry]) {
    for entry in entries {
        let row = &mut entry.permission;
        if let Some((written, _)) = scopemark_core::ask::split_resource_in(&row.resource, &row.scope)
            && !scopemark_core::ask::same_resource(written, &row.resource)
        {
            row.resource = written.to_owned();
        }
    }
}

/// The resources of a document that has several, each with the Rust name that the document's words for it give.
pub(crate) fn names(
    document: &Document,
    settings: &TableSettings,
    tables: &[PermissionTable<'_>],
    lines: &Lines<'_>,
) -> Vec<Name> {
    let all = scopemark_core::ask::resources(document);
    if all.len() < 2 {
        return Vec::new();
    }
    let words = tables.iter().map(|table| &table.settings.words).chain([&settings.words]);
    let said: Vec<&ResourceWords> = words.flat_map(|words| words.resources.values()).collect();
    let name = |resource: &str| {
        let is_its = |said: &&&ResourceWords| said.uri == resource;
        let words = said.iter().filter(is_its).min_by_key(|said| said.at);
        let graph = Some("Microsoft Graph").filter(|_| scopemark_core::ask::same_resource(resource, crate::GRAPH));
        let first = document.permissions.iter().find(|row| row.resource == resource).map(|row| row.position);
        Name {
            text: resource.to_owned(),
            ident: words.map(|said| said.written.as_str()).or(graph).map(camel),
            position: first
                .or_else(|| words.map(|said| lines.position(said.at)))
                .unwrap_or(Position { line: 1, column: 1 }),
        }
    };
    all.into_iter().map(name).collect()
}

/// How to say a resource: one that the document has, or another.
pub(crate) fn help<'r>(known: impl IntoIterator<Item = &'r str>) -> String {
    let known: BTreeSet<&str> = known.into_iter().collect();
    let known = known.into_iter().filter(|known| !known.is_empty()).take(MOST_SHOWN);
    let directives: Vec<String> =
        known.map(|known| format!("<!-- scopemark: resource = {} -->", quoted(known))).collect();
    format!("say above the table which it is: {}, or the URI of another", directives.join(" or "))
}

/// Whether names are Microsoft Graph's: nine of ten by their shape or OpenID's, and none that another vendor has.
fn are_graph<'n>(names: impl Iterator<Item = &'n str>) -> bool {
    let (mut all, mut alike, mut graph) = (0_usize, 0_usize, 0_usize);
    for name in names {
        let own = name.strip_prefix(crate::GRAPH).and_then(|rest| rest.strip_prefix('/'));
        let bare = own.unwrap_or(name);
        if (name.contains("://") && own.is_none()) || (!name.contains("://") && name.contains(':')) {
            return false;
        }
        all += 1;
        graph += usize::from(is_graph(bare));
        alike += usize::from(is_graph(bare) || is_openid(bare));
    }
    graph > 0 && alike * 10 >= all * 9
}

#[cfg(test)]
mod tests {
    use super::are_graph;

    #[test]
    fn nine_of_ten_names_of_graphs_shape_are_graphs() {
        for (names, expected) in [
            (&["Mail.Read", "openid"][..], true),
            (&["openid", "email"], false),
            (&["Mail.Read", "chat:write"], false),
            (&["Mail.Read", "https://example.com/Mail.Read"], false),
            (&["Mail.Read", "https://graph.microsoft.com/Mail.Send"], true),
            (&["Mail.Read", "read_all"], false),
        ] {
            assert_eq!(are_graph(names.iter().copied()), expected, "{names:?}");
        }
    }
}
