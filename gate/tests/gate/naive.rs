//! Needs once more, as the specification of asking says them, with sets of bits for grants; nothing shared with the gate.

use std::collections::BTreeSet;

use scopemark_compiler::model::{Access, Document, Kind, Permission};

/// What a feature needs for base and for update access; `None` where no token has it.
pub(crate) struct Needs {
    base: Option<Vec<u32>>,
    update: Option<Vec<u32>>,
    update_only: bool,
}

/// The names that grants are made of, as bits.
pub(crate) struct Names<'a>(pub(crate) &'a [&'a str]);

impl Names<'_> {
    pub(crate) fn bit(&self, name: &str) -> u32 {
        1 << self.0.iter().position(|known| *known == name).unwrap()
    }

    pub(crate) fn texts(&self, grant: u32) -> Vec<&str> {
        self.0.iter().enumerate().filter(|(at, _)| grant & (1 << at) != 0).map(|(_, name)| *name).collect()
    }
}

pub(crate) type Options = BTreeSet<(Kind, String)>;

fn is_openid(kind: Kind, text: &str) -> bool {
    kind == Kind::Delegated && ["openid", "profile", "email", "offline_access"].contains(&text)
}

/// Whether one permission covers another, through others too.
fn covers(document: &Document, kind: Kind, stronger: &str, weaker: &str) -> bool {
    let mut known = BTreeSet::from([weaker]);
    loop {
        let more: Vec<&str> = document
            .covers
            .iter()
            .filter(|cover| cover.kind == kind && known.contains(cover.covers.as_str()))
            // Covers stay within one resource, and the scopes of OpenID Connect have none.
            .filter(|cover| is_openid(kind, &cover.scope) == is_openid(kind, &cover.covers))
            .map(|cover| cover.scope.as_str())
            .filter(|scope| !known.contains(scope))
            .collect();
        if more.is_empty() {
            return stronger != weaker && known.contains(stronger);
        }
        known.extend(more);
    }
}

fn applies(row: &Permission, conditions: &BTreeSet<&str>, options: &Options) -> bool {
    row.requires.iter().all(|name| conditions.contains(name.as_str()))
        && !row.excludes.iter().any(|name| conditions.contains(name.as_str()))
        && (!row.optional || options.contains(&(row.kind, row.scope.clone())))
}

fn left<'d>(
    document: &'d Document,
    feature: Option<usize>,
    access: Access,
    conditions: &BTreeSet<&str>,
    options: &Options,
) -> Vec<&'d Permission> {
    let rows = document.permissions.iter().filter(|row| row.feature == feature && row.access == access);
    let applying: Vec<&Permission> = rows.filter(|row| applies(row, conditions, options)).collect();
    let covers_it = |row: &Permission, other: &Permission| covers(document, row.kind, &row.scope, &other.scope);
    let replaces = |row: &Permission, other: &Permission| {
        let (more, less): (BTreeSet<&String>, BTreeSet<&String>) =
            (row.requires.iter().collect(), other.requires.iter().collect());
        row.kind == other.kind
            && less.is_subset(&more)
            && less != more
            && match (row.optional, other.optional) {
                (true, false) => false,
                (false, true) => covers_it(row, other),
                _ => covers_it(row, other) || covers_it(other, row),
            }
    };
    applying.iter().filter(|row| !applying.iter().any(|other| replaces(other, row))).copied().collect()
}

pub(crate) fn needs(
    document: &Document,
    feature: usize,
    kind: Kind,
    conditions: &BTreeSet<&str>,
    options: &Options,
    names: &Names<'_>,
) -> Needs {
    let required = |feature: Option<usize>, access| -> Vec<&Permission> {
        let rows: Vec<&Permission> = left(document, feature, access, conditions, options);
        let rows = rows.into_iter().filter(|row| row.kind == kind).collect::<Vec<_>>();
        // An access of only optional rows, `offline_access` aside, is checked on those opted in.
        let is_offline = |row: &&Permission| is_openid(kind, &row.scope) && row.scope == "offline_access";
        let is_optional_only = feature.is_some() && rows.iter().all(|row| row.optional || is_offline(row));
        rows.into_iter().filter(|row| !row.optional || is_optional_only).collect()
    };
    let clause = |row: &&Permission| -> u32 {
        let accepted: Vec<&str> = row.alternatives.iter().chain([&row.scope]).map(String::as_str).collect();
        let does = |name: &&&str| {
            accepted.contains(name) || accepted.iter().any(|weaker| covers(document, kind, name, weaker))
        };
        names.0.iter().filter(does).map(|name| names.bit(name)).fold(0, |all, bit| all | bit)
    };
    let clauses = |rows: &[Vec<&Permission>]| rows.iter().flatten().map(clause).collect::<Vec<u32>>();
    // What servers leave out of answers is checked only where nothing else is, and `offline_access` never.
    let is_bare = |row: &&Permission| is_openid(kind, &row.scope);
    let own = |access| -> Vec<&Permission> {
        let rows = required(Some(feature), access);
        let all_bare = rows.iter().all(is_bare);
        rows.into_iter().filter(|row| !is_bare(row) || (all_bare && row.scope != "offline_access")).collect()
    };
    let always =
        |access| -> Vec<&Permission> { required(None, access).into_iter().filter(|row| !is_bare(row)).collect() };
    let (own_base, own_update) = (own(Access::Base), own(Access::Update));
    let (always_base, always_update) = (always(Access::Base), always(Access::Update));
    let counted = || document.permissions.iter().filter(|row| row.feature == Some(feature));
    let update_only = counted().next().is_some() && counted().all(|row| row.access == Access::Update);
    let base = (!own_base.is_empty()).then(|| clauses(&[own_base.clone(), always_base.clone()]));
    let update = (!own_update.is_empty()).then(|| clauses(&[own_base, own_update, always_base, always_update]));
    Needs { base, update, update_only }
}

impl Needs {
    /// The access under a grant: 0 for none, 1 for base, 2 for update.
    pub(crate) fn access(&self, grant: u32) -> u8 {
        let holds = |need: &Option<Vec<u32>>| {
            need.as_ref().is_some_and(|clauses| clauses.iter().all(|clause| clause & grant != 0))
        };
        match (holds(&self.base), holds(&self.update)) {
            (_, true) if self.update_only => 2,
            (false, _) => 0,
            (true, true) => 2,
            (true, false) => 1,
        }
    }
}

/// The names of all documents' permissions of a kind.
pub(crate) fn vocabulary<'d>(documents: &[&'d Document], kind: Kind) -> Vec<&'d str> {
    let mut all = BTreeSet::new();
    for document in documents {
        let names = if kind == Kind::Delegated { &document.scopes } else { &document.app_roles };
        all.extend(names.iter().map(|name| name.text.as_str()));
    }
    all.into_iter().collect()
}

/// Every set of conditions and options of a document that matters to one of its features.
pub(crate) fn cases(document: &Document, feature: usize) -> Vec<(BTreeSet<&str>, Options)> {
    let rows = document.permissions.iter().filter(|row| row.optional && row.feature.is_none_or(|of| of == feature));
    let options: Vec<(Kind, String)> =
        rows.map(|row| (row.kind, row.scope.clone())).collect::<BTreeSet<_>>().into_iter().collect();
    let conditions: Vec<&str> = document.conditions.iter().map(|name| name.text.as_str()).collect();
    let count = conditions.len() + options.len();
    (0..1_u32 << count)
        .map(|set| {
            let on = |at: usize| set & (1 << at) != 0;
            let some = conditions.iter().enumerate().filter(|(at, _)| on(*at)).map(|(_, name)| *name).collect();
            let wanted = options.iter().enumerate().filter(|(at, _)| on(conditions.len() + at));
            (some, wanted.map(|(_, option)| option.clone()).collect())
        })
        .collect()
}

/// What an ask for one feature asks; `None` where it cannot be built.
pub(crate) fn asked<'d>(
    document: &'d Document,
    feature: usize,
    access: Access,
    conditions: &BTreeSet<&str>,
    options: &Options,
) -> Option<BTreeSet<(Kind, &'d str)>> {
    let counted = || document.permissions.iter().filter(|row| row.feature == Some(feature));
    let update_only = counted().next().is_some() && counted().all(|row| row.access == Access::Update);
    let wanted = if access == Access::Update && update_only { Access::Update } else { Access::Base };
    let left = |feature, access| left(document, feature, access, conditions, options);
    let is_offline = |row: &Permission| row.kind == Kind::Delegated && row.scope == "offline_access";
    left(Some(feature), wanted).iter().find(|row| !is_offline(row))?;
    let mut rows = [left(Some(feature), Access::Base), left(None, Access::Base)].concat();
    if access == Access::Update {
        rows.extend([left(Some(feature), Access::Update), left(None, Access::Update)].concat());
    }
    Some(rows.into_iter().map(|row| (row.kind, row.scope.as_str())).collect())
}
