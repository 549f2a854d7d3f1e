//! Edits at random, of the kinds that people make.

use std::collections::BTreeSet;

use fastrand::Rng;
use scopemark_compiler::model::Kind;

use super::draft::{CONDITIONS, Cell, Draft, GRAPH, Kinds, OWN, US_GRAPH, VAULT};
use super::random::{self, FEATURES, draft, in_hundred, one_of, tidy};

type Edit = fn(&mut Rng, &mut Draft);

/// The edits; those that people make more often are there more often.
const EDITS: [Edit; 34] = [
    add_line,
    add_line,
    remove_line,
    remove_line,
    remove_line,
    replace_name,
    replace_name,
    replace_name,
    change_kind,
    change_access,
    change_access,
    change_optional,
    change_optional,
    change_conditions,
    change_conditions,
    change_conditions,
    change_cell,
    change_cell,
    change_satisfied_by,
    add_pair,
    remove_pair,
    change_pair,
    rename_feature,
    move_line,
    remove_feature,
    weaken_feature,
    change_consent,
    change_resource,
    rename_condition,
    rename_permission,
    change_serves,
    swap_lines,
    add_openid,
    respell,
];

/// The draft after one to four edits; rarely one that has nothing to do with it.
pub(crate) fn edited(random: &mut Rng, old: &Draft) -> Draft {
    if in_hundred(random, 5) {
        return draft(random);
    }
    let mut new = old.clone();
    new.formerly.clear();
    for _ in 0..random.usize(1..5) {
        if new.lines.is_empty() {
            add_line(random, &mut new);
        }
        one_of(random, &EDITS)(random, &mut new);
        if in_hundred(random, 40) {
            break;
        }
    }
    tidy(&mut new);
    new
}

fn place(random: &mut Rng, draft: &Draft) -> usize {
    random.usize(..draft.lines.len())
}

fn conditions(random: &mut Rng, draft: &Draft) -> Vec<usize> {
    let mut all: BTreeSet<usize> = draft.conditions();
    if all.is_empty() || in_hundred(random, 30) {
        all.insert(random.usize(..CONDITIONS.len()));
    }
    all.into_iter().collect()
}

fn resources(draft: &Draft) -> Vec<&'static str> {
    draft.resources().into_iter().collect()
}

fn add_line(random: &mut Rng, draft: &mut Draft) {
    let mut features = draft.features();
    if features.is_empty() || in_hundred(random, 20) {
        features.push((*one_of(random, &FEATURES)).to_owned());
    }
    let mut resources = resources(draft);
    if resources.is_empty() {
        resources.push(GRAPH);
    }
    let conditions = if in_hundred(random, 40) { conditions(random, draft) } else { Vec::new() };
    let line = if draft.lines.is_empty() || in_hundred(random, 60) {
        random::line(random, &features, &conditions, &resources)
    } else {
        let above = draft.lines[place(random, draft)].clone();
        let conditions = self::conditions(random, draft);
        random::form_of(random, &above, &conditions)
    };
    let at = random.usize(..=draft.lines.len());
    draft.lines.insert(at, line);
}

fn add_openid(random: &mut Rng, draft: &mut Draft) {
    let mut line = draft.lines[place(random, draft)].clone();
    line.kinds = Kinds::Delegated;
    line.satisfied_by = None;
    line.cell = Cell::One((*one_of(random, &["openid", "profile", "email", "offline_access"])).to_owned());
    draft.lines.push(line);
}

fn remove_line(random: &mut Rng, draft: &mut Draft) {
    if draft.lines.len() > 1 {
        let at = place(random, draft);
        draft.lines.remove(at);
    }
}

fn replace_name(random: &mut Rng, draft: &mut Draft) {
    let at = place(random, draft);
    let line = &mut draft.lines[at];
    let new = random::name(random, line.resource);
    let mut names = line.cell.names_mut();
    let at = random.usize(..names.len());
    *names[at] = new;
}

fn change_kind(random: &mut Rng, draft: &mut Draft) {
    let at = place(random, draft);
    draft.lines[at].kinds = random::kinds(random);
}

fn change_access(random: &mut Rng, draft: &mut Draft) {
    let at = place(random, draft);
    draft.lines[at].update ^= true;
}

fn change_optional(random: &mut Rng, draft: &mut Draft) {
    let at = place(random, draft);
    draft.lines[at].optional ^= true;
}

fn change_conditions(random: &mut Rng, draft: &mut Draft) {
    let all = conditions(random, draft);
    let at = place(random, draft);
    let line = &mut draft.lines[at];
    let condition = *one_of(random, &all);
    let (one, other) =
        if random.bool() { (&mut line.requires, &mut line.excludes) } else { (&mut line.excludes, &mut line.requires) };
    other.remove(&condition);
    if !one.remove(&condition) {
        one.insert(condition);
    }
}

fn change_cell(random: &mut Rng, draft: &mut Draft) {
    let at = place(random, draft);
    draft.lines[at].cell = random::other_cell(random, &draft.lines[at]);
}

fn change_satisfied_by(random: &mut Rng, draft: &mut Draft) {
    let at = place(random, draft);
    let line = &mut draft.lines[at];
    line.satisfied_by = match line.satisfied_by {
        Some(_) if random.bool() => None,
        _ => Some(random::name(random, line.resource)),
    };
}

fn add_pair(random: &mut Rng, draft: &mut Draft) {
    let pair = random::pair(random, &resources(draft));
    let at = random.usize(..=draft.pairs.len());
    draft.pairs.insert(at, pair);
}

fn remove_pair(random: &mut Rng, draft: &mut Draft) {
    if !draft.pairs.is_empty() {
        let at = random.usize(..draft.pairs.len());
        draft.pairs.remove(at);
    }
}

fn change_pair(random: &mut Rng, draft: &mut Draft) {
    if draft.pairs.is_empty() {
        return add_pair(random, draft);
    }
    let other = random::pair(random, &resources(draft));
    let at = random.usize(..draft.pairs.len());
    let pair = &mut draft.pairs[at];
    match random.u8(..3) {
        0 => core::mem::swap(&mut pair.weaker, &mut pair.stronger),
        1 => pair.stronger = other.stronger,
        _ => pair.weaker = other.weaker,
    }
}

fn rename_feature(random: &mut Rng, draft: &mut Draft) {
    let features = draft.features();
    if features.is_empty() {
        return;
    }
    let (old, new) = (one_of(random, &features).clone(), (*one_of(random, &FEATURES)).to_owned());
    let is_new = !features.contains(&new);
    for line in draft.lines.iter_mut().filter(|line| line.feature.as_ref() == Some(&old)) {
        line.feature = Some(new.clone());
    }
    if is_new && in_hundred(random, 65) {
        draft.formerly.push((new, old.clone()));
    }
    // Some lines keep the old name.
    if in_hundred(random, 8) {
        let at = place(random, draft);
        draft.lines[at].feature = Some(old);
    }
}

fn move_line(random: &mut Rng, draft: &mut Draft) {
    let features = draft.features();
    let at = place(random, draft);
    draft.lines[at].feature =
        if features.is_empty() || in_hundred(random, 35) { None } else { Some(one_of(random, &features).clone()) };
}

fn remove_feature(random: &mut Rng, draft: &mut Draft) {
    let features = draft.features();
    if features.len() > 1 {
        let gone = one_of(random, &features);
        draft.lines.retain(|line| line.feature.as_ref() != Some(gone));
    }
}

/// All lines of a feature become update lines, or optional, or both kinds, or lose their conditions.
fn weaken_feature(random: &mut Rng, draft: &mut Draft) {
    let features = draft.features();
    if features.is_empty() {
        return;
    }
    let (feature, how) = (one_of(random, &features).clone(), random.u8(..5));
    for line in draft.lines.iter_mut().filter(|line| line.feature.as_ref() == Some(&feature)) {
        match how {
            0 => line.update = true,
            1 => line.optional = true,
            2 => line.update = false,
            3 => line.kinds = Kinds::Both,
            _ => (line.requires, line.excludes) = (BTreeSet::new(), BTreeSet::new()),
        }
    }
}

fn change_consent(random: &mut Rng, draft: &mut Draft) {
    let at = place(random, draft);
    let name = draft.lines[at].cell.names()[0].clone();
    match random.u8(..3) {
        0 => _ = draft.consents.remove(&name),
        1 => _ = draft.consents.insert(name, true),
        _ => _ = draft.consents.insert(name, false),
    }
}

/// One line, or all lines of a resource, are of another one.
fn change_resource(random: &mut Rng, draft: &mut Draft) {
    let at = place(random, draft);
    let old = draft.lines[at].resource;
    let new = *one_of(random, &[GRAPH, US_GRAPH, OWN, VAULT]);
    // A document whose permissions have a resource has none without one.
    if old.is_empty() || in_hundred(random, 70) {
        for line in draft.lines.iter_mut().filter(|line| line.resource == old) {
            line.resource = new;
        }
    } else {
        draft.lines[at].resource = new;
    }
}

fn rename_condition(random: &mut Rng, draft: &mut Draft) {
    let all: Vec<usize> = draft.conditions().into_iter().collect();
    if all.is_empty() {
        return;
    }
    let (old, new) = (*one_of(random, &all), random.usize(..CONDITIONS.len()));
    if all.contains(&new) {
        return;
    }
    for line in &mut draft.lines {
        for set in [&mut line.requires, &mut line.excludes] {
            if set.remove(&old) {
                set.insert(new);
            }
        }
    }
    // Two conditions with built-in meanings cannot be one, and some say it all the same.
    let is_right = CONDITIONS[old].2 || CONDITIONS[new].2;
    if in_hundred(random, if is_right { 65 } else { 25 }) {
        draft.formerly.push((CONDITIONS[new].1.to_owned(), CONDITIONS[old].1.to_owned()));
    }
}

/// A permission has another name wherever it is, and mostly a directive says so.
fn rename_permission(random: &mut Rng, draft: &mut Draft) {
    let at = place(random, draft);
    let line = &draft.lines[at];
    let (old, new) = (line.cell.names()[0].clone(), random::name(random, line.resource));
    let is_living = draft.lines.iter().any(|line| line.cell.names().contains(&&new));
    if is_living || ["openid", "profile", "email", "offline_access"].contains(&&*old) {
        return;
    }
    for line in &mut draft.lines {
        let names = line.cell.names_mut().into_iter().chain(&mut line.satisfied_by);
        names.filter(|name| **name == old).for_each(|name| name.clone_from(&new));
    }
    for pair in &mut draft.pairs {
        let names = [&mut pair.weaker, &mut pair.stronger].into_iter();
        names.filter(|name| **name == old).for_each(|name| name.clone_from(&new));
    }
    if in_hundred(random, 60) {
        draft.formerly.push((new, old));
    }
}

fn change_serves(_: &mut Rng, draft: &mut Draft) {
    draft.serves ^= true;
}

fn swap_lines(random: &mut Rng, draft: &mut Draft) {
    let (one, other) = (place(random, draft), place(random, draft));
    draft.lines.swap(one, other);
}

/// Another spelling of one permission, which Graph reads as the same.
fn respell(random: &mut Rng, draft: &mut Draft) {
    let at = place(random, draft);
    let old = draft.lines[at].cell.names()[0].clone();
    let Some((first, rest)) = old.split_once('.') else { return };
    let new = format!("{first}.{}", rest.to_lowercase());
    if in_hundred(random, 70) {
        return;
    }
    for line in &mut draft.lines {
        let names = line.cell.names_mut().into_iter().chain(&mut line.satisfied_by);
        names.filter(|name| **name == old).for_each(|name| name.clone_from(&new));
    }
    for pair in draft.pairs.iter_mut().filter(|pair| pair.kind == Kind::Delegated || pair.kind == Kind::Application) {
        let names = [&mut pair.weaker, &mut pair.stronger].into_iter();
        names.filter(|name| **name == old).for_each(|name| name.clone_from(&new));
    }
}
