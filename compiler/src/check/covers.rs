//! Checks covers: the weaker permission must be requested, both must belong to one resource, and there must be no cycle.

use std::collections::BTreeSet;

use super::requested::Requested;
use super::source::Source;
use super::suggestions::Suggestions;
use crate::covered::resources_of_covers;
use crate::finding::Finding;
use crate::model::{Cover, Document, Kind};
use crate::rules;

pub(crate) fn check(document: &Document, requested: &Requested<'_>, source: &Source<'_>, findings: &mut Vec<Finding>) {
    between_resources(document, source, findings);
    let mut suggestions = Suggestions::default();
    for kind in [Kind::Delegated, Kind::Application] {
        let covers: Vec<&Cover> = document.covers.iter().filter(|cover| cover.kind == kind).collect();
        unknown_permissions(&covers, requested, &mut suggestions, source, findings);
        cycles(&covers, source, findings);
    }
}

/// Reports pairs of two resources.
fn between_resources(document: &Document, source: &Source<'_>, findings: &mut Vec<Finding>) {
    for (cover, [stronger, weaker]) in resources_of_covers(document) {
        if stronger != weaker {
            findings.push(source.finding(
                &rules::COVER_RESOURCE,
                cover.position,
                format!(
                    "`{}` cannot satisfy `{}`: they belong to different resources, {stronger} and {weaker}",
                    cover.scope, cover.covers
                ),
                "remove the pair: a token is for one resource",
            ));
        }
    }
}

/// Reports weaker permissions that no row requests, each once. A step of a chain need not be requested if a weaker one is.
fn unknown_permissions(
    covers: &[&Cover],
    requested: &Requested<'_>,
    suggestions: &mut Suggestions,
    source: &Source<'_>,
    findings: &mut Vec<Finding>,
) {
    let steps: BTreeSet<&str> = covers.iter().map(|cover| cover.scope.as_str()).collect();
    let mut reported = BTreeSet::new();
    for cover in covers {
        let weaker = cover.covers.as_str();
        let is_known = requested.of_kind(cover.kind).contains_key(weaker) || steps.contains(weaker);
        if !is_known && reported.insert(weaker) {
            findings.push(unknown(cover, requested, suggestions, source));
        }
    }
}

fn unknown(cover: &Cover, requested: &Requested<'_>, suggestions: &mut Suggestions, source: &Source<'_>) -> Finding {
    let other = match cover.kind {
        Kind::Delegated => Kind::Application,
        Kind::Application => Kind::Delegated,
    };
    let nearest = suggestions.slip(&cover.covers, requested.of_kind(cover.kind).keys().copied());
    let help = if requested.of_kind(other).contains_key(cover.covers.as_str()) {
        format!(
            "a row requests it as {}: write that kind under `Type` in this row; a table without that column needs one",
            other.as_str()
        )
    } else {
        // A permission with a name alike is another permission: what covers it, no name can tell.
        let meant = nearest.map_or(String::new(), |name| format!("; or is `{name}` meant?"));
        format!("add it to a permission table, or remove the pair{meant}")
    };
    source.finding(
        &rules::COVER_UNKNOWN,
        cover.covers_position,
        format!(
            "`{}` is satisfied by `{}`, but no row requests {} permission of that name",
            cover.covers,
            cover.scope,
            match cover.kind {
                Kind::Delegated => "a delegated",
                Kind::Application => "an application",
            }
        ),
        help,
    )
}

/// One finding for each group of permissions that cover each other: the strongly connected parts of the graph.
fn cycles(covers: &[&Cover], source: &Source<'_>, findings: &mut Vec<Finding>) {
    let names: BTreeSet<&str> = covers.iter().flat_map(|cover| [cover.scope.as_str(), &cover.covers]).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let number = |name: &String| names.partition_point(|other| *other < name.as_str());
    let edges: Vec<(usize, usize)> = covers.iter().map(|cover| (number(&cover.scope), number(&cover.covers))).collect();
    let group = groups(names.len(), &edges);
    // By group, its last pair, which closes the cycle, and its members.
    let mut last = vec![None; names.len()];
    let mut members = vec![Vec::new(); names.len()];
    for (cover, &(from, to)) in covers.iter().zip(&edges) {
        if group[from] == group[to] {
            last[group[from]] = Some(cover);
        }
    }
    for (name, &group) in names.iter().zip(&group) {
        members[group].push(format!("`{name}`"));
    }
    for (cover, members) in last.into_iter().zip(members) {
        let Some(cover) = cover else { continue };
        let message = if let [only] = members.as_slice() {
            format!("{only} is declared to satisfy itself")
        } else {
            format!("{} are declared to satisfy each other in a cycle", members.join(", "))
        };
        findings.push(source.finding(
            &rules::COVER_CYCLE,
            cover.position,
            message,
            "remove the wrong pair; write permissions that are really equivalent in one row with `or`",
        ));
    }
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
