//! Random documents and random edits of them, the same in every run.

use std::collections::BTreeSet;

use scopemark_compiler::model::{Access, Cover, Document, Kind, Name, Permission, Position};

/// `SplitMix64` (Steele, Lea and Flood 2014).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit).unwrap()).unwrap()
    }

    pub(crate) fn percent(&mut self, chance: u64) -> bool {
        self.next() % 100 < chance
    }

    pub(crate) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    fn some(&mut self, list: &[&str], chance: u64) -> Vec<String> {
        list.iter().filter(|_| self.percent(chance)).map(|text| (*text).to_owned()).collect()
    }
}

const NAMES: [&str; 8] = [
    "Calendars.Read",
    "Calendars.ReadWrite",
    "Chat.Read",
    "Mail.Read",
    "Mail.Read.Shared",
    "Mail.Send",
    "User.Read",
    "offline_access",
];
const CONDITIONS: [&str; 2] = ["PersonalAccount", "SharedMailbox"];
/// A condition that only an edited document has.
const FRESH: &str = "Fresh";
const FEATURES: [&str; 3] = ["Calendar", "Email", "Status"];

fn kind(random: &mut Random) -> Kind {
    if random.percent(75) { Kind::Delegated } else { Kind::Application }
}

fn row(random: &mut Random, features: usize, conditions: &[&str]) -> Permission {
    let requires = random.some(conditions, 22);
    let mut excludes = random.some(conditions, 14);
    excludes.retain(|name| !requires.contains(name));
    Permission {
        scope: random.pick(&NAMES).to_owned(),
        kind: kind(random),
        feature: if random.percent(12) { None } else { Some(random.below(features)) },
        access: if random.percent(35) { Access::Update } else { Access::Base },
        admin_consent: random.pick(&[None, Some(true), Some(false)]),
        optional: random.percent(18),
        requires,
        excludes,
        alternatives: if random.percent(20) { random.some(&NAMES, 18) } else { Vec::new() },
        clauses: Vec::new(),
        resource: String::new(),
        description: String::new(),
        notes: random.pick(&["", "", "Ask first"]).to_owned(),
        reason: String::new(),
        other: Vec::new(),
        position: Position { line: 0, column: 0 },
    }
}

fn cover(random: &mut Random) -> Cover {
    let position = Position { line: 0, column: 0 };
    let (scope, covers) = (random.pick(&NAMES).to_owned(), random.pick(&NAMES).to_owned());
    Cover { kind: kind(random), scope, covers, position, covers_position: position }
}

pub(crate) fn document(random: &mut Random) -> Document {
    let count = 1 + random.below(FEATURES.len());
    let mut document = Document { name: "doc".into(), path: "docs-tables/doc.md".into(), ..Document::default() };
    random.pick(&["https://graph.microsoft.com", "https://slack.com"]).clone_into(&mut document.resource);
    document.features = names(FEATURES[..count].iter().copied());
    for _ in 0..=random.below(8) {
        document.permissions.push(row(random, count, &CONDITIONS));
    }
    for _ in 0..random.below(5) {
        document.covers.push(cover(random));
    }
    collect(document)
}

/// The document after one to three edits; now and then another document.
pub(crate) fn edited(random: &mut Random, old: &Document) -> Document {
    if random.percent(10) {
        let resource = old.resource.clone();
        let mut other = Document { resource, ..document(random) };
        // A feature that is new could be taken for one that is gone under another name.
        other.features.truncate(old.features.len());
        let count = other.features.len();
        other.permissions.retain(|row| row.feature.is_none_or(|feature| feature < count));
        return collect(other);
    }
    let mut new = old.clone();
    for _ in 0..=random.below(3) {
        edit(random, &mut new);
    }
    new.permissions.truncate(10);
    let named = |document: &Document, name: &str| {
        document.permissions.iter().any(|row| row.requires.iter().chain(&row.excludes).any(|other| other == name))
    };
    if CONDITIONS.iter().any(|name| named(old, name) && !named(&new, name)) {
        // A condition that is new could be taken for one that is gone under another name.
        for row in &mut new.permissions {
            row.requires.retain(|name| name != FRESH);
            row.excludes.retain(|name| name != FRESH);
        }
    }
    collect(new)
}

fn edit(random: &mut Random, document: &mut Document) {
    let conditions = [CONDITIONS[0], CONDITIONS[1], FRESH];
    let features = document.features.len();
    let at = if document.permissions.is_empty() {
        return document.permissions.push(row(random, features, &CONDITIONS));
    } else {
        random.below(document.permissions.len())
    };
    let toggle = |list: &mut Vec<String>, name: &str| {
        let count = list.len();
        list.retain(|known| known != name);
        if list.len() == count {
            list.push(name.to_owned());
            list.sort();
        }
    };
    match random.below(13) {
        0 => document.permissions.push(row(random, features, &conditions)),
        1 => _ = document.permissions.remove(at),
        2 => random.pick(&NAMES).clone_into(&mut document.permissions[at].scope),
        3 => toggle(&mut document.permissions[at].requires, random.pick(&conditions)),
        4 => toggle(&mut document.permissions[at].excludes, random.pick(&conditions)),
        5 => document.permissions[at].optional ^= true,
        6 => {
            let access = &mut document.permissions[at].access;
            *access = if *access == Access::Base { Access::Update } else { Access::Base };
        }
        7 => {
            let kind = &mut document.permissions[at].kind;
            *kind = if *kind == Kind::Delegated { Kind::Application } else { Kind::Delegated };
        }
        8 => toggle(&mut document.permissions[at].alternatives, random.pick(&NAMES)),
        9 => document.covers.push(cover(random)),
        10 if !document.covers.is_empty() => {
            let at = random.below(document.covers.len());
            document.covers.remove(at);
        }
        11 if features > 1 && random.percent(40) => {
            document.features.pop();
            document.permissions.retain(|row| row.feature != Some(features - 1));
        }
        _ => document.permissions[at].feature = if random.percent(30) { None } else { Some(random.below(features)) },
    }
}

/// Fills in the names, as reading does, after taking out the same row twice.
fn collect(mut document: Document) -> Document {
    let mut seen = BTreeSet::new();
    document.permissions.retain(|row| {
        seen.insert((row.scope.clone(), row.kind, row.feature, row.access, row.requires.clone(), row.excludes.clone()))
    });
    let mut all: [BTreeSet<String>; 3] = Default::default();
    let of = |kind: Kind| usize::from(kind == Kind::Application);
    for row in &document.permissions {
        all[of(row.kind)].insert(row.scope.clone());
        all[of(row.kind)].extend(row.alternatives.iter().cloned());
        all[2].extend(row.requires.iter().chain(&row.excludes).cloned());
    }
    for cover in &document.covers {
        all[of(cover.kind)].extend([cover.scope.clone(), cover.covers.clone()]);
    }
    let [scopes, app_roles, conditions] = all;
    document.scopes = names(scopes.iter().map(String::as_str));
    document.app_roles = names(app_roles.iter().map(String::as_str));
    document.conditions = names(conditions.iter().map(String::as_str));
    document
}

fn names<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<Name> {
    let ident = |text: &str| Some(text.replace(['.', '_'], ""));
    texts
        .map(|text| Name { text: text.to_owned(), ident: ident(text), position: Position { line: 0, column: 0 } })
        .collect()
}
