//! Documents at random: up to eight permissions, with all that the specification of asking speaks of.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use scopemark_compiler::model::Kind;

use super::draft::{CONDITIONS, Cell, Draft, GRAPH, Kinds, Line, OWN, Pair, US_GRAPH, VAULT};

/// No word of these is in a permission, so that a message that has one names the feature.
pub(crate) const FEATURES: [&str; 5] = ["Inbox", "Talk", "Drive", "Calls", "Notes"];
pub(crate) const OPENID: [&str; 4] = ["openid", "profile", "email", "offline_access"];
/// How many permissions a document names at most.
pub(crate) const MOST: usize = 8;

/// The names of a resource, of both kinds.
fn names(resource: &str) -> &'static [&'static str] {
    match resource {
        GRAPH | US_GRAPH => {
            &["User.Read", "Mail.Read", "Mail.ReadWrite", "Chat.Read", "Chat.ReadWrite", "Mail.Read.Shared"]
        }
        OWN => &["Data.Read", "Data.Write", "Data.Manage", "Data.Read.All"],
        // Own and vault share a name.
        VAULT => &["Secrets.Get", "Secrets.Set", "Keys.Get", "Data.Read"],
        _ => &["files:read", "files:write", "chat:read", "chat:write", "files:*"],
    }
}

pub(crate) fn one_of<'a, T>(random: &mut Rng, all: &'a [T]) -> &'a T {
    &all[random.usize(..all.len())]
}

/// True in so many of a hundred cases.
pub(crate) fn in_hundred(random: &mut Rng, cases: u8) -> bool {
    random.u8(..100) < cases
}

fn resources(random: &mut Rng) -> &'static [&'static str] {
    match random.u8(..20) {
        0..9 => &[GRAPH],
        9..13 => &[""],
        13 => &[US_GRAPH],
        14..16 => &[OWN],
        16..19 => &[GRAPH, VAULT],
        _ => &[OWN, VAULT],
    }
}

/// A permission of a resource, rarely one of OpenID's.
pub(crate) fn name(random: &mut Rng, resource: &str) -> String {
    (*one_of(random, names(resource))).to_owned()
}

fn cell(random: &mut Rng, resource: &str, kinds: Kinds) -> Cell {
    if kinds == Kinds::Delegated && in_hundred(random, 18) {
        return Cell::One((*one_of(random, &OPENID)).to_owned());
    }
    let mut three = names(resource).to_vec();
    random.shuffle(&mut three);
    let mut three = three.into_iter().map(str::to_owned);
    let mut next = || three.next().expect("each resource has three names");
    let form = random.u8(..20);
    match form {
        0..14 => Cell::One(next()),
        14 | 15 => Cell::Or(next(), next()),
        16 | 17 => Cell::And(next(), next()),
        18 => Cell::OneOrBoth(next(), next(), next()),
        _ => Cell::BothOrOne(next(), next(), next()),
    }
}

/// Another form of a cell, with as many of its names as it can have.
pub(crate) fn other_cell(random: &mut Rng, line: &Line) -> Cell {
    let [a, b, c] = [0, 1, 2].map(|at| line.cell.names().get(at).map(|name| (*name).clone()));
    let a = a.unwrap_or_default();
    let b = b.unwrap_or_else(|| name(random, line.resource));
    let c = c.unwrap_or_else(|| name(random, line.resource));
    match random.u8(..6) {
        0 | 1 => Cell::One(a),
        2 => Cell::Or(a, b),
        3 => Cell::And(a, b),
        4 => Cell::OneOrBoth(a, b, c),
        _ => Cell::BothOrOne(a, b, c),
    }
}

pub(crate) fn kinds(random: &mut Rng) -> Kinds {
    match random.u8(..10) {
        0..7 => Kinds::Delegated,
        7 | 8 => Kinds::Application,
        _ => Kinds::Both,
    }
}

fn some_of(random: &mut Rng, all: &[usize], cases: u8) -> BTreeSet<usize> {
    all.iter().copied().filter(|_| in_hundred(random, cases)).collect()
}

pub(crate) fn line(random: &mut Rng, features: &[String], conditions: &[usize], resources: &[&'static str]) -> Line {
    let resource = *one_of(random, resources);
    let kinds = kinds(random);
    let requires = some_of(random, conditions, 20);
    let excludes: BTreeSet<usize> = &some_of(random, conditions, 12) - &requires;
    Line {
        feature: (!in_hundred(random, 12)).then(|| one_of(random, features).clone()),
        cell: cell(random, resource, kinds),
        kinds,
        resource,
        update: in_hundred(random, 28),
        optional: in_hundred(random, 22),
        requires,
        excludes,
        satisfied_by: in_hundred(random, 10).then(|| name(random, resource)),
    }
}

pub(crate) fn pair(random: &mut Rng, resources: &[&'static str]) -> Pair {
    let resource = *one_of(random, resources);
    let (weaker, stronger) = (name(random, resource), name(random, resource));
    Pair { kind: if in_hundred(random, 75) { Kind::Delegated } else { Kind::Application }, weaker, stronger }
}

/// A line that holds where the given one does and more: what replaces it, once one of the two covers the other.
pub(crate) fn form_of(random: &mut Rng, line: &Line, conditions: &[usize]) -> Line {
    let mut form = line.clone();
    form.requires.insert(*one_of(random, conditions));
    form.excludes = &form.excludes - &form.requires;
    form.cell = Cell::One(name(random, line.resource));
    form.satisfied_by = None;
    form
}

pub(crate) fn draft(random: &mut Rng) -> Draft {
    let resources = resources(random);
    let mut features: Vec<String> = FEATURES.iter().map(|&feature| feature.to_owned()).collect();
    random.shuffle(&mut features);
    features.truncate(random.usize(1..4));
    let mut conditions: Vec<usize> = (0..CONDITIONS.len()).collect();
    random.shuffle(&mut conditions);
    conditions.truncate(random.usize(..4));
    let mut draft = Draft::default();
    for _ in 0..random.usize(1..7) {
        let line = line(random, &features, &conditions, resources);
        let form = (!conditions.is_empty() && in_hundred(random, 20)).then(|| form_of(random, &line, &conditions));
        if let Some(form) = &form
            && in_hundred(random, 80)
        {
            let (one, other) = (line.cell.names()[0].clone(), form.cell.names()[0].clone());
            let (weaker, stronger) = if random.bool() { (one, other) } else { (other, one) };
            draft.pairs.extend(line.kinds.each().iter().map(|&kind| Pair {
                kind,
                weaker: weaker.clone(),
                stronger: stronger.clone(),
            }));
        }
        draft.lines.push(line);
        draft.lines.extend(form);
    }
    for _ in 0..random.usize(..3) {
        draft.pairs.push(pair(random, resources));
    }
    draft.consents = consents(random, resources);
    draft.serves = in_hundred(random, 15);
    tidy(&mut draft);
    draft
}

fn consents(random: &mut Rng, resources: &[&'static str]) -> BTreeMap<String, bool> {
    let mut consents = BTreeMap::new();
    for name in resources.iter().flat_map(|resource| names(resource)) {
        match random.u8(..4) {
            0 => _ = consents.insert((*name).to_owned(), false),
            1 => _ = consents.insert((*name).to_owned(), true),
            _ => {}
        }
    }
    consents
}

/// Leaves out what a document cannot say: lines that say one thing twice, `offline_access` alone, pairs without a row, of a name with itself or in a circle, and too many names.
pub(crate) fn tidy(draft: &mut Draft) {
    for line in &mut draft.lines {
        let distinct: BTreeSet<&String> = line.cell.names().into_iter().collect();
        if distinct.len() < line.cell.names().len() {
            line.cell = Cell::One(line.cell.names()[0].clone());
        }
        // Names of OpenID belong to no resource, so that they and other permissions cover nothing of each other.
        if line.cell.names().iter().any(|name| OPENID.contains(&name.as_str())) {
            line.cell = Cell::One(line.cell.names()[0].clone());
            line.satisfied_by = None;
        }
        let names = line.cell.names();
        if line.satisfied_by.as_ref().is_some_and(|by| names.contains(&by)) {
            line.satisfied_by = None;
        }
    }
    let mut lines: Vec<Line> = Vec::new();
    for line in core::mem::take(&mut draft.lines) {
        if !lines.iter().any(|other| is_twice(other, &line)) {
            lines.push(line);
        }
    }
    let is_offline = |line: &Line| line.cell == Cell::One("offline_access".to_owned());
    let others: Vec<Line> = lines.iter().filter(|line| !is_offline(line)).cloned().collect();
    let has_other = |line: &Line| others.iter().any(|it| (&it.feature, it.update) == (&line.feature, line.update));
    lines.retain(|line| !is_offline(line) || line.feature.is_none() || has_other(line));
    draft.lines = lines;
    while draft.size() > MOST && draft.pairs.pop().is_some() {}
    while draft.size() > MOST && draft.lines.len() > 1 {
        draft.lines.pop();
    }
    let mut pairs: Vec<Pair> = Vec::new();
    for pair in core::mem::take(&mut draft.pairs) {
        let is_of = |line: &&Line| line.kinds.each().contains(&pair.kind);
        let mut requested = draft.lines.iter().filter(is_of).flat_map(|line| line.cell.requested());
        let is_step = || pairs.iter().any(|other| other.kind == pair.kind && other.stronger == pair.weaker);
        let is_known = requested.any(|name| *name == pair.weaker) || is_step();
        let is_openid = [&pair.weaker, &pair.stronger].into_iter().any(|name| OPENID.contains(&name.as_str()));
        if is_known && !is_openid && !pairs.contains(&pair) && !is_below(&draft.lines, &pairs, &pair) {
            pairs.push(pair);
        }
    }
    draft.pairs = pairs;
}

/// Whether two lines say the same permission for the same.
fn is_twice(one: &Line, other: &Line) -> bool {
    let of = |line: &Line| (line.feature.clone(), line.update, line.requires.clone(), line.excludes.clone());
    of(one) == of(other)
        && one.kinds.each().iter().any(|kind| other.kinds.each().contains(kind))
        && one.cell.names().iter().any(|name| other.cell.names().contains(name))
}

/// Whether the weaker permission of a pair covers the stronger one, or is it.
fn is_below(lines: &[Line], pairs: &[Pair], pair: &Pair) -> bool {
    let mut above = vec![pair.stronger.clone()];
    let mut next = 0;
    while let Some(name) = above.get(next).cloned() {
        next += 1;
        let declared = pairs.iter().filter(|other| other.kind == pair.kind && other.weaker == name);
        let beside =
            lines.iter().filter(|line| line.kinds.each().contains(&pair.kind) && line.cell.names().contains(&&name));
        let stronger =
            declared.map(|other| &other.stronger).chain(beside.filter_map(|line| line.satisfied_by.as_ref()));
        for name in stronger {
            if !above.contains(name) {
                above.push(name.clone());
            }
        }
    }
    above.contains(&pair.weaker)
}
