//! Random small documents, such as reading yields.

use std::collections::BTreeSet;

use proptest::array::uniform3;
use proptest::bool::weighted;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use scopemark_core::model::{Access, Cover, Document, Kind, Name, Permission, Position};

use super::hand::{completed, cover, row};
use super::names::{OFFLINE, OPENID};

pub(crate) const FEATURES: [&str; 4] = ["Mail", "Chat", "Group Calendar", "ToDo"];
pub(crate) const CONDITIONS: [&str; 3] = ["LegacyInstall", "PersonalAccount", "SharedMailbox"];

const GRAPH: &str = "https://graph.microsoft.com";
const OWN: &str = "api://own";
const AZURE: &str = "https://management.azure.com/";
const VAULT: &str = "https://vault.azure.net";

/// The permissions that a document of one form can have: resource and texts, from weak to strong.
type Pool = &'static [(&'static str, &'static [&'static str])];

const GRAPHS: &[&str] = &[
    "Mail.Read",
    "Mail.ReadWrite",
    "Mail.Read.Shared",
    "Chat.Read",
    "User.Read",
    "https://graph.microsoft.com/Files.Read",
    "user.read",
];
const OWNS: &[&str] = &["Data.Read", "Data.Write", "read:all", "user_impersonation", "api://own/email"];
const AZURES: &[&str] =
    &["user_impersonation", "Data.Read", "Data.Write", "https://management.azure.com//Billing.Read"];
const VAULTS: &[&str] = &["Secrets.Get", "Secrets.Set", "https://vault.azure.net/user_impersonation"];
const OWNS_BESIDE: &[&str] = &["Data.Read", "Data.Write", "api://own/user_impersonation"];
const FREE: &[&str] = &[
    "channels:read",
    "channels:write",
    "repo:status",
    "repo",
    "https://www.googleapis.com/auth/calendar.events.readonly",
    "https://mail.google.com/",
    "https://www.googleapis.com/auth/userinfo.email",
];
const POOLS: [Pool; 8] = [
    &[(GRAPH, GRAPHS)],
    &[("", FREE)],
    &[(OWN, OWNS)],
    &[(GRAPH, GRAPHS), (VAULT, VAULTS)],
    &[(GRAPH, GRAPHS)],
    &[("", FREE)],
    &[(AZURE, AZURES)],
    &[(OWN, OWNS_BESIDE), (VAULT, VAULTS)],
];

/// One row of a table, whose scope cell gives one or two rows of the model, of one kind or of both.
#[derive(Debug, Clone)]
struct Line {
    feature: Option<usize>,
    is_update: bool,
    kinds: &'static [Kind],
    optional: bool,
    /// Single, and, or, A or (B and C), (A and B) or C, A and (B or C).
    formula: u8,
    picks: [usize; 3],
    openid: Option<usize>,
    requires: BTreeSet<usize>,
    excludes: BTreeSet<usize>,
    /// A form of the line above for more conditions, which one of the two permissions covers.
    follows: bool,
}

impl Line {
    /// This line as a form of the one above it.
    fn after(self, above: &Self) -> Self {
        let mut requires: BTreeSet<usize> = self.requires.union(&above.requires).copied().collect();
        if requires == above.requires {
            requires.insert(self.picks[2] % CONDITIONS.len());
        }
        let excludes = above.excludes.difference(&requires).copied().collect();
        let picks = [above.picks[0] % 2 + self.picks[0] / 2 * 2, self.picks[1], self.picks[2]];
        let Line { feature, is_update, kinds, .. } = *above;
        Line { feature, is_update, kinds, picks, requires, excludes, openid: None, ..self }
    }
}

fn some_conditions(empty: u32) -> impl Strategy<Value = BTreeSet<usize>> {
    let each = uniform3(weighted(0.4)).prop_map(|has| (0..3).filter(|&n| has[n]).collect());
    prop_oneof![empty => Just(BTreeSet::new()), 2 => each]
}

fn lines() -> impl Strategy<Value = Line> {
    let kinds: [&'static [Kind]; 4] =
        [&[Kind::Delegated], &[Kind::Delegated], &[Kind::Application], &[Kind::Delegated, Kind::Application]];
    let which = (option::weighted(0.85, 0_usize..4), weighted(0.3), select(kinds.to_vec()), weighted(0.3));
    let formula = prop_oneof![5 => Just(0_u8), 1 => 1_u8..6];
    let what = (formula, uniform3(0_usize..16), option::weighted(0.2, 0_usize..4));
    let when = (some_conditions(4), some_conditions(10), weighted(0.45));
    (which, what, when).prop_map(|(which, what, (requires, excludes, follows))| {
        let ((feature, is_update, kinds, optional), (formula, picks, openid)) = (which, what);
        let excludes = excludes.difference(&requires).copied().collect();
        Line { feature, is_update, kinds, optional, formula, picks, openid, requires, excludes, follows }
    })
}

/// The members of a cell that are requested, each with the clauses that contain it: those of the conjunctive form.
fn formula(formula: u8, [a, b, c]: [&str; 3]) -> Vec<(String, Vec<Vec<String>>)> {
    let of = |member: &str, clauses: &[&[&str]]| {
        let clauses = clauses.iter().map(|clause| clause.iter().map(|&text| text.to_owned()).collect()).collect();
        (member.to_owned(), clauses)
    };
    match formula {
        1 if a != b => vec![of(a, &[&[a]]), of(b, &[&[b]])],
        2 if a != b => vec![of(a, &[&[a, b]])],
        3 if a != b && a != c && b != c => vec![of(a, &[&[a, b], &[a, c]])],
        4 if a != b && a != c && b != c => vec![of(a, &[&[a, c]]), of(b, &[&[b, c]])],
        5 if a != b && a != c && b != c => vec![of(a, &[&[a]]), of(b, &[&[b, c]])],
        _ => vec![of(a, &[&[a]])],
    }
}

fn rows(line: &Line, number: u32, features: usize, pool: Pool, consents: &[Option<bool>]) -> Vec<Permission> {
    let (resource, texts) = pool[line.picks[0] % pool.len()];
    let pick = |n: usize| texts[(line.picks[n] / pool.len()) % texts.len()];
    let mut names = [pick(0), pick(1), pick(2)];
    let (mut kinds, mut form) = (line.kinds, line.formula);
    if let Some(openid) = line.openid {
        names[0] = OPENID[openid];
        if line.picks[1].is_multiple_of(3) {
            names[1] = OPENID[(openid + 1) % 4];
        }
        (kinds, form) = (&[Kind::Delegated], u8::from(form > 0));
    }
    let mut rows = Vec::new();
    for &kind in kinds {
        for (column, (scope, clauses)) in (0..).zip(formula(form, names)) {
            let place = texts.iter().position(|text| *text == scope).unwrap_or(0);
            let consent = consents[place % consents.len()];
            let texts_of = |places: &BTreeSet<usize>| places.iter().map(|&n| CONDITIONS[n].to_owned()).collect();
            rows.push(Permission {
                kind,
                access: if line.is_update { Access::Update } else { Access::Base },
                admin_consent: if kind == Kind::Application { Some(true) } else { consent },
                optional: line.optional,
                requires: texts_of(&line.requires),
                excludes: texts_of(&line.excludes),
                clauses,
                resource: resource.to_owned(),
                position: Position { line: number, column: 3 + 20 * column },
                ..row(number, line.feature.map(|feature| feature % features), &scope)
            });
        }
    }
    rows
}

/// The rows without repetitions, and without those of an access of a feature that are all `offline_access`: both are errors of
/// reading.
fn legal(rows: Vec<Permission>) -> Vec<Permission> {
    let mut kept: Vec<Permission> = Vec::new();
    for row in rows {
        let repeats = |other: &Permission| {
            (&other.scope, other.kind, other.feature, other.access) == (&row.scope, row.kind, row.feature, row.access)
                && (&other.requires, &other.excludes, &other.clauses) == (&row.requires, &row.excludes, &row.clauses)
        };
        if !kept.iter().any(repeats) {
            kept.push(row);
        }
    }
    let all = kept.clone();
    let has_others = |row: &Permission| {
        let mut own = all.iter().filter(|other| (other.feature, other.access) == (row.feature, row.access));
        row.feature.is_none() || own.any(|other| other.scope != OFFLINE)
    };
    kept.retain(has_others);
    kept
}

/// Pairs whose weaker permission is requested, or is itself a step of a chain.
fn legal_covers(pairs: Vec<Cover>, rows: &[Permission]) -> Vec<Cover> {
    let mut kept: Vec<Cover> = Vec::new();
    for pair in pairs {
        if !kept.contains(&pair) {
            kept.push(pair);
        }
    }
    let all = kept.clone();
    kept.retain(|pair| {
        rows.iter().any(|row| row.kind == pair.kind && row.scope == pair.covers)
            || all.iter().any(|other| other.kind == pair.kind && other.scope == pair.covers)
    });
    kept
}

fn pairs(pool: Pool, picks: &[(usize, usize, usize, bool)], has_openid: bool) -> Vec<Cover> {
    let mut pairs = Vec::new();
    for &(part, one, other, is_app) in picks {
        let (_, texts) = pool[part % pool.len()];
        let kind = if is_app { Kind::Application } else { Kind::Delegated };
        pairs.extend(pair(kind, texts, one % texts.len(), other % texts.len()));
    }
    if has_openid {
        pairs.push(cover(Kind::Delegated, "profile", "email"));
    }
    pairs
}

/// That of two permissions which is later covers the other, so that there is no cycle.
fn pair(kind: Kind, texts: &[&str], one: usize, other: usize) -> Option<Cover> {
    (one != other).then(|| cover(kind, texts[one.max(other)], texts[one.min(other)]))
}

/// The covers that lines which follow others come with.
fn pairs_of(lines: &[Line], pool: Pool) -> Vec<Cover> {
    let mut pairs = Vec::new();
    for (above, line) in lines.iter().zip(&lines[1..]).filter(|(_, line)| line.follows) {
        let (_, texts) = pool[line.picks[0] % pool.len()];
        let place = |line: &Line| (line.picks[0] / pool.len()) % texts.len();
        pairs.extend(line.kinds.iter().filter_map(|&kind| pair(kind, texts, place(above), place(line))));
    }
    pairs
}

/// The lines, those that follow as forms of the ones above them.
fn followed(raw: Vec<Line>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for line in raw {
        let line = match lines.last() {
            Some(above) if line.follows => line.after(above),
            _ => Line { follows: false, ..line },
        };
        lines.push(line);
    }
    lines
}

/// The features that rows name, in the order of those.
fn with_features(document: &mut Document) {
    let mut order = Vec::new();
    for row in &mut document.permissions {
        if let Some(feature) = row.feature {
            let place = order.iter().position(|&known| known == feature).unwrap_or_else(|| {
                order.push(feature);
                order.len() - 1
            });
            row.feature = Some(place);
        }
    }
    document.features = order.into_iter().map(|feature| Name::new(FEATURES[feature])).collect();
}

/// One to four features and one to eight lines, conditions, alternatives and groups, both kinds, covers, OpenID names, one or
/// two resources or none, and separators. A document always has a row.
pub(crate) fn documents() -> impl Strategy<Value = Document> {
    let names = (0_usize..8, prop_oneof![3 => 1_usize..3, 2 => 3_usize..5], vec(option::of(any::<bool>()), 3));
    let separators = prop_oneof![4 => Just(0_u8), 1 => Just(1), 1 => Just(2)];
    let covers = (vec((0_usize..2, 0_usize..7, 0_usize..7, weighted(0.3)), 0..5), weighted(0.1));
    (names, prop_oneof![1 => vec(lines(), 1..4), 3 => vec(lines(), 4..9)], covers, separators).prop_map(
        |(names, lines, (picks, has_openid), separators)| {
            let (pool, features, consents) = names;
            let (pool, lines) = (POOLS[pool], followed(lines));
            let made = (10_u32..).zip(&lines).flat_map(|(number, line)| rows(line, number, features, pool, &consents));
            let mut permissions = legal(made.collect());
            if permissions.is_empty() {
                let (resource, texts) = pool[0];
                permissions.push(Permission { resource: resource.to_owned(), ..row(10, Some(0), texts[0]) });
            }
            let resource = permissions[0].resource.clone();
            let pairs = [pairs_of(&lines, pool), pairs(pool, &picks, has_openid)].concat();
            let covers = legal_covers(pairs, &permissions);
            let (separator, request_separator) = match separators {
                1 if resource.is_empty() => (Some(','), None),
                2 if resource.is_empty() => (Some(','), Some(',')),
                _ => (None, None),
            };
            let path = "docs-tables/random.md".to_owned();
            let base = Document { name: "random".to_owned(), path, ..Document::default() };
            let mut document = Document { resource, permissions, covers, separator, request_separator, ..base };
            with_features(&mut document);
            completed(document)
        },
    )
}
