//! Covers: the weaker permission is asked somewhere, both are of one resource, and none covers itself in a circle.

use super::order::{Named, sorted};
use super::{MOST_SUGGESTIONS, Source, nearest};
use crate::finding::Finding;
use crate::index::Index;
use crate::model::{Cover, Document, Kind};
use crate::rules;
use crate::texts::list;

/// `named` are the delegated and the application permissions.
pub(crate) fn check(document: &Document, named: [&Named; 2], source: &Source<'_>, findings: &mut Vec<Finding>) {
    if document.covers.is_empty() {
        return;
    }
    // A step of a chain may be asked nowhere, as long as something weaker is.
    let mut stronger = [Index::default(), Index::default()];
    for cover in &document.covers {
        stronger[cover.kind as usize].insert(&cover.scope);
    }
    let mut reported = [Index::default(), Index::default()];
    let mut unknowns = 0;
    for cover in &document.covers {
        let kind = cover.kind as usize;
        let known = named[kind].contains(&cover.covers, document) || stronger[kind].contains(&cover.covers);
        if !known && reported[kind].insert(&cover.covers).1 {
            unknowns += 1;
            findings.push(unknown(cover, document, named, unknowns <= MOST_SUGGESTIONS, source));
        }
        let resource = |name: &str| own_resource(name).unwrap_or(&document.resource).to_owned();
        let (stronger, weaker) = (resource(&cover.scope), resource(&cover.covers));
        if stronger != weaker {
            findings.push(source.finding(
                &rules::COVER_RESOURCE,
                cover.position,
                format!(
                    "`{}` cannot stand in for `{}`: they belong to two resources, {stronger} and {weaker}",
                    cover.scope, cover.covers
                ),
                "take the pair out: a token is for one resource",
            ));
        }
    }
    for kind in [Kind::Delegated, Kind::Application] {
        cycles(document, kind, source, findings);
    }
}

/// The resource that a name written with one carries: what stands before its last `/`.
fn own_resource(name: &str) -> Option<&str> {
    name.contains("://").then(|| name.rsplit_once('/').map_or(name, |(resource, _)| resource))
}

fn unknown(cover: &Cover, document: &Document, named: [&Named; 2], suggest: bool, source: &Source<'_>) -> Finding {
    let other = match cover.kind {
        Kind::Delegated => Kind::Application,
        Kind::Application => Kind::Delegated,
    };
    let help = if named[other as usize].contains(&cover.covers, document) {
        format!(
            "it is asked as {0}: add a `Type` column to this table, or put <!-- scopemark: kind = \"{0}\" --> above it",
            other.as_str()
        )
    } else {
        let named = named[cover.kind as usize];
        let mut known = Vec::new();
        if suggest {
            for name in 0..named.count() {
                known.push(named.name(name, document));
            }
        }
        match nearest(&cover.covers, &known) {
            Some(name) => format!("did you mean `{name}`?"),
            None => "add it to a permission table, or take the pair out".to_owned(),
        }
    };
    source.finding(
        &rules::COVER_UNKNOWN,
        cover.covers_position,
        format!(
            "`{}` is satisfied by `{}`, but no {} permission of that name is asked",
            cover.covers,
            cover.scope,
            cover.kind.as_str()
        ),
        help,
    )
}

/// One finding for each group of permissions that cover each other: the strongly connected parts of the graph.
fn cycles(document: &Document, kind: Kind, source: &Source<'_>, findings: &mut Vec<Finding>) {
    let covers: Vec<&Cover> = document.covers.iter().filter(|cover| cover.kind == kind).collect();
    let (mut index, mut names) = (Index::default(), Vec::new());
    let mut edges: Vec<(usize, usize)> = Vec::with_capacity(covers.len());
    for cover in &covers {
        let from = number(&cover.scope, &mut index, &mut names);
        edges.push((from, number(&cover.covers, &mut index, &mut names)));
    }
    let group = groups(names.len(), &edges);
    // By group: the last edge within it, and its members in the order of their names.
    let mut last = vec![None; names.len()];
    for (n, &(from, to)) in edges.iter().enumerate() {
        if group[from] == group[to] {
            last[group[from]] = Some(n);
        }
    }
    let mut members = vec![(0, String::new()); names.len()];
    for n in sorted(&names) {
        if last[group[n]].is_some() {
            let (count, members) = &mut members[group[n]];
            *count += 1;
            list(members, ", ", &format!("`{}`", names[n]));
        }
    }
    for (circle, (count, members)) in members.into_iter().enumerate() {
        let Some(n) = last[circle] else { continue };
        let message = if count == 1 {
            format!("{members} is said to satisfy itself")
        } else {
            format!("each of {members} is said to satisfy the others, in a circle")
        };
        findings.push(source.finding(
            &rules::COVER_CYCLE,
            covers[n].position,
            message,
            "take out the pair that is wrong; permissions that are really equal are written with `or` in one row",
        ));
    }
}

/// The number of a name in the order in which they come.
fn number<'a>(name: &'a str, index: &mut Index, names: &mut Vec<&'a str>) -> usize {
    let (number, is_new) = index.insert(name);
    if is_new {
        names.push(name);
    }
    number
}

/// The strongly connected part that each node belongs to (Kosaraju's algorithm, without recursion).
fn groups(count: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut forward = vec![Vec::new(); count];
    let mut backward = vec![Vec::new(); count];
    for &(from, to) in edges {
        forward[from].push(to);
        backward[to].push(from);
    }
    let mut seen = vec![false; count];
    let mut finished = Vec::with_capacity(count);
    for root in 0..count {
        let mut stack = vec![(root, 0)];
        while let Some((node, next)) = stack.pop() {
            if next == 0 && core::mem::replace(&mut seen[node], true) {
                continue;
            }
            if let Some(&to) = forward[node].get(next) {
                stack.push((node, next + 1));
                stack.push((to, 0));
            } else {
                finished.push(node);
            }
        }
    }
    let mut group = vec![usize::MAX; count];
    for &root in finished.iter().rev() {
        let mut stack = vec![root];
        while let Some(node) = stack.pop() {
            if group[node] == usize::MAX {
                group[node] = root;
                stack.extend(&backward[node]);
            }
        }
    }
    group
}
