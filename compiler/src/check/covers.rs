//! Covers: the weaker permission is asked somewhere, both are of one resource, and none covers itself in a circle.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_core::nearest;

use super::{MOST_SUGGESTIONS, Source};
use crate::finding::Finding;
use crate::model::{Cover, Document, Kind};
use crate::rules;

pub(crate) fn check(document: &Document, source: &Source<'_>, findings: &mut Vec<Finding>) {
    if document.covers.is_empty() {
        return;
    }
    let asked: BTreeSet<(Kind, &str)> = document.permissions.iter().map(|row| (row.kind, row.scope.as_str())).collect();
    // A step of a chain may be asked nowhere, as long as something weaker is.
    let stronger: BTreeSet<(Kind, &str)> =
        document.covers.iter().map(|cover| (cover.kind, cover.scope.as_str())).collect();
    let mut named = BTreeSet::new();
    let mut unknowns = 0;
    for cover in &document.covers {
        let weaker = (cover.kind, cover.covers.as_str());
        if !asked.contains(&weaker) && !stronger.contains(&weaker) && named.insert(weaker) {
            unknowns += 1;
            findings.push(unknown(cover, &asked, unknowns <= MOST_SUGGESTIONS, source));
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

fn unknown(cover: &Cover, asked: &BTreeSet<(Kind, &str)>, suggest: bool, source: &Source<'_>) -> Finding {
    let known = asked.iter().filter(|(kind, _)| *kind == cover.kind).map(|(_, name)| *name);
    let other = match cover.kind {
        Kind::Delegated => Kind::Application,
        Kind::Application => Kind::Delegated,
    };
    let help = if asked.contains(&(other, cover.covers.as_str())) {
        format!(
            "it is asked as {0}: add a `Type` column to this table, or put <!-- scopemark: kind = \"{0}\" --> above it",
            other.as_str()
        )
    } else {
        match suggest.then(|| nearest(&cover.covers, known)).flatten() {
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
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut edges: Vec<(usize, usize)> = Vec::with_capacity(covers.len());
    for cover in &covers {
        let mut number = |name| {
            let next = numbers.len();
            *numbers.entry(name).or_insert(next)
        };
        edges.push((number(&cover.scope), number(&cover.covers)));
    }
    let group = groups(numbers.len(), &edges);
    let mut last: BTreeMap<usize, usize> = BTreeMap::new();
    for (n, &(from, to)) in edges.iter().enumerate() {
        if group[from] == group[to] {
            last.insert(group[from], n);
        }
    }
    for (circle, n) in last {
        let members: Vec<String> = numbers
            .iter()
            .filter(|&(_, &number)| group[number] == circle)
            .map(|(name, _)| format!("`{name}`"))
            .collect();
        let message = match &members[..] {
            [only] => format!("{only} is said to satisfy itself"),
            _ => format!("each of {} is said to satisfy the others, in a circle", members.join(", ")),
        };
        findings.push(source.finding(
            &rules::COVER_CYCLE,
            covers[n].position,
            message,
            "take out the pair that is wrong; permissions that are really equal are written with `or` in one row",
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
