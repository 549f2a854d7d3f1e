//! A second, naive implementation of the engine, to compare with: sets of texts, and every rule as it is specified. It
//! shares only the draft of a document with the engine.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_core::{Access, Kind};

use super::draft::{Draft, DraftRow};

/// (resource, kind, name); the resource is empty for the document's own.
pub(crate) type Permission = (String, Kind, String);

const GRAPH: [&str; 4] = [
    "https://graph.microsoft.com",
    "https://graph.microsoft.us",
    "https://dod-graph.microsoft.us",
    "https://microsoftgraph.chinacloudapi.cn",
];

/// What an integration gives.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wish {
    /// The features, and whether with update access.
    pub(crate) features: BTreeMap<usize, bool>,
    pub(crate) options: BTreeSet<(Kind, &'static str)>,
    pub(crate) conditions: BTreeSet<&'static str>,
}

/// What was granted, and which kinds that judges.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grant {
    pub(crate) permissions: BTreeSet<Permission>,
    pub(crate) unknown: Vec<String>,
    pub(crate) judged: BTreeSet<Kind>,
}

pub(crate) struct Document<'a> {
    pub(crate) draft: &'a Draft<'static>,
    /// (stronger, weaker), closed.
    covers: BTreeSet<(Permission, Permission)>,
    known: BTreeSet<Permission>,
    texts: BTreeMap<Permission, &'static str>,
}

/// What belongs to no resource: the scopes of `OpenID` Connect, written bare.
const NO_RESOURCE: &str = "OpenID Connect";
const OPENID: [&str; 4] = ["email", "offline_access", "openid", "profile"];

/// Schemes and hosts have no case (RFC 3986, section 6.2.2.1).
fn is_graph(resource: &str) -> bool {
    let resource = resource.strip_suffix('/').unwrap_or(resource);
    GRAPH.iter().any(|known| known.eq_ignore_ascii_case(resource))
}

impl<'a> Document<'a> {
    pub(crate) fn new(draft: &'a Draft<'static>) -> Self {
        let mut document = Self { draft, covers: BTreeSet::new(), known: BTreeSet::new(), texts: BTreeMap::new() };
        let mut texts: BTreeSet<(Kind, &'static str)> = BTreeSet::new();
        for row in &draft.rows {
            texts.insert((row.kind, row.scope));
            texts.extend(row.alternatives.iter().map(|&text| (row.kind, text)));
        }
        for &(kind, stronger, weaker) in &draft.covers {
            texts.insert((kind, stronger));
            texts.insert((kind, weaker));
            let pair = (document.permission(kind, stronger), document.permission(kind, weaker));
            if pair.0.0 == pair.1.0 {
                document.covers.insert(pair);
            }
        }
        for (kind, text) in texts {
            let permission = document.permission(kind, text);
            document.known.insert(permission.clone());
            document.texts.insert(permission, text);
        }
        loop {
            let mut more = Vec::new();
            for (a, b) in &document.covers {
                for (c, d) in &document.covers {
                    if b == c && !document.covers.contains(&(a.clone(), d.clone())) {
                        more.push((a.clone(), d.clone()));
                    }
                }
            }
            if more.is_empty() {
                break;
            }
            document.covers.extend(more);
        }
        document.covers.retain(|(a, b)| a != b);
        document
    }

    pub(crate) fn permission(&self, kind: Kind, text: &str) -> Permission {
        if kind == Kind::Delegated && OPENID.contains(&text) {
            return (NO_RESOURCE.to_owned(), kind, text.to_owned());
        }
        let own = (String::new(), kind, text.to_owned());
        let Some((resource, name)) = text.rsplit_once('/') else {
            return own;
        };
        let Some((scheme, rest)) = resource.split_once("://") else {
            return own;
        };
        if scheme.is_empty() || rest.is_empty() || name.is_empty() {
            return own;
        }
        let trim = |text: &str| text.strip_suffix('/').unwrap_or(text).to_owned();
        let same = trim(resource) == trim(self.draft.resource) || is_graph(resource) && is_graph(self.draft.resource);
        (if same { String::new() } else { resource.to_owned() }, kind, name.to_owned())
    }

    fn of(&self, row: &DraftRow<'static>) -> Permission {
        self.permission(row.kind, row.scope)
    }

    pub(crate) fn text(&self, permission: &Permission) -> &'static str {
        self.texts[permission]
    }

    fn covers(&self, stronger: &Permission, weaker: &Permission) -> bool {
        self.covers.contains(&(stronger.clone(), weaker.clone()))
    }

    fn applies(row: &DraftRow<'static>, wish: &Wish) -> bool {
        row.requires.iter().all(|c| wish.conditions.contains(c))
            && !row.excludes.iter().any(|c| wish.conditions.contains(c))
            && (!row.optional || wish.options.contains(&(row.kind, row.scope)))
    }

    fn replaces(&self, row: &DraftRow<'static>, other: &DraftRow<'static>) -> bool {
        let requires: BTreeSet<_> = row.requires.iter().collect();
        let less: BTreeSet<_> = other.requires.iter().collect();
        let (a, b) = (self.of(row), self.of(other));
        row.feature == other.feature
            && row.update == other.update
            && a.1 == b.1
            && a.0 == b.0
            && less.is_subset(&requires)
            && less != requires
            && match (row.optional, other.optional) {
                (true, false) => false,
                (false, true) => self.covers(&a, &b),
                _ => self.covers(&a, &b) || self.covers(&b, &a),
            }
    }

    /// The rows left of one feature, or of those requested with every feature, with one access.
    fn left(&self, feature: Option<usize>, update: bool, wish: &Wish) -> Vec<&'a DraftRow<'static>> {
        let all = self.draft.rows.iter().filter(|row| row.feature == feature && row.update == update);
        let applying: Vec<_> = all.filter(|row| Self::applies(row, wish)).collect();
        applying.iter().filter(|row| !applying.iter().any(|other| self.replaces(other, row))).copied().collect()
    }

    fn required(&self, feature: Option<usize>, update: bool, wish: &Wish) -> Vec<&'a DraftRow<'static>> {
        self.left(feature, update, wish).into_iter().filter(|row| !row.optional).collect()
    }

    /// Whether the feature has required rows, and all of them are for update access.
    fn is_update_only(&self, feature: usize) -> bool {
        let own: Vec<_> = self.draft.rows.iter().filter(|row| row.feature == Some(feature) && !row.optional).collect();
        !own.is_empty() && own.iter().all(|row| row.update)
    }

    pub(crate) fn is_supported(&self, feature: usize, update: bool, wish: &Wish) -> bool {
        self.has_required(feature, update && self.is_update_only(feature), wish)
    }

    /// Whether the feature has a required row that a grant can show.
    fn has_required(&self, feature: usize, update: bool, wish: &Wish) -> bool {
        self.required(Some(feature), update, wish).into_iter().any(|row| !self.is_offline(row))
    }

    /// The wish without unsupported features, and these.
    pub(crate) fn supported(&self, wish: &Wish) -> (Wish, BTreeSet<usize>) {
        let mut kept = wish.clone();
        kept.features.retain(|&feature, update| self.is_supported(feature, *update, wish));
        let dropped = wish.features.keys().filter(|feature| !kept.features.contains_key(feature)).copied().collect();
        // An update is asked only where an update row is left, if the feature has any.
        for (&feature, update) in &mut kept.features {
            let has_update = self.draft.rows.iter().any(|row| row.feature == Some(feature) && row.update);
            let is_left = self.left(Some(feature), true, wish).into_iter().any(|row| !self.is_offline(row));
            *update &= !has_update || is_left;
        }
        (kept, dropped)
    }

    /// The rows left of what is requested.
    fn asked_rows(&self, wish: &Wish) -> Vec<&'a DraftRow<'static>> {
        let mut rows = Vec::new();
        for (&feature, &update) in &wish.features {
            rows.extend(self.left(Some(feature), false, wish));
            if update {
                rows.extend(self.left(Some(feature), true, wish));
            }
        }
        if !wish.features.is_empty() {
            rows.extend(self.left(None, false, wish));
        }
        if wish.features.values().any(|&update| update) {
            rows.extend(self.left(None, true, wish));
        }
        rows
    }

    pub(crate) fn ask(&self, wish: &Wish) -> BTreeSet<Permission> {
        self.asked_rows(wish).into_iter().map(|row| self.of(row)).collect()
    }

    fn strictness(&self, permission: &Permission) -> u8 {
        let said = self.draft.rows.iter().filter(|row| self.of(row) == *permission).find_map(|row| row.admin_consent);
        match said {
            _ if permission.1 == Kind::Application => 2,
            Some(true) => 2,
            None => 1,
            Some(false) => 0,
        }
    }

    pub(crate) fn needs_admin_consent(&self, wish: &Wish) -> BTreeSet<Permission> {
        self.ask(wish).into_iter().filter(|permission| self.strictness(permission) == 2).collect()
    }

    pub(crate) fn minimal(&self, wish: &Wish) -> BTreeSet<Permission> {
        let rows = self.asked_rows(wish);
        let asked = self.ask(wish);
        let mandatory = |permission: &Permission| rows.iter().any(|row| !row.optional && self.of(row) == *permission);
        let dropped = |permission: &Permission| {
            asked.iter().any(|other| {
                self.covers(other, permission)
                    && mandatory(other)
                    && self.strictness(other) <= self.strictness(permission)
                    && !(self.covers(permission, other) && self.text(permission) < self.text(other))
            })
        };
        asked.iter().filter(|permission| !dropped(permission)).cloned().collect()
    }

    /// The `scope` parameters: resource (empty for the document's own) and text. Names are sent with their resource, unless that
    /// is Microsoft Graph; those of OpenID Connect have none, and go into each.
    pub(crate) fn scope_params(&self, asked: &BTreeSet<Permission>) -> Vec<(String, String)> {
        let delegated = || asked.iter().filter(|permission| permission.1 == Kind::Delegated);
        let is_openid = |permission: &Permission| permission.0 == NO_RESOURCE;
        let mut params: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for permission in delegated().filter(|permission| !is_openid(permission)) {
            let text = self.text(permission);
            let own = self.draft.resource;
            let is_bare = text.contains("://") || own.is_empty() || is_graph(own);
            let sent = if is_bare { text.to_owned() } else { format!("{own}/{text}") };
            params.entry(&permission.0).or_default().insert(sent);
        }
        if params.is_empty() && delegated().next().is_some() {
            params.insert("", BTreeSet::new());
        }
        let openid: Vec<String> = delegated().filter(|it| is_openid(it)).map(|it| self.text(it).to_owned()).collect();
        for names in params.values_mut() {
            names.extend(openid.iter().cloned());
        }
        let join = |names: BTreeSet<String>| names.into_iter().collect::<Vec<_>>().join(" ");
        params.into_iter().map(|(resource, names)| (resource.to_owned(), join(names))).collect()
    }

    /// What a token of a grant means.
    pub(crate) fn meaning(&self, kind: Kind, token: &str) -> Option<Permission> {
        let wanted = self.permission(kind, token);
        if self.known.contains(&wanted) {
            return Some(wanted);
        }
        let alike: Vec<_> = self
            .known
            .iter()
            .filter(|known| known.1 == kind && known.2.eq_ignore_ascii_case(&wanted.2))
            // Written with a resource, a name is never one of OpenID Connect.
            .filter(|known| match known.0.as_str() {
                NO_RESOURCE => !token.contains("://"),
                "" => token.contains("://") || kind == Kind::Application || !OPENID.contains(&known.2.as_str()),
                _ => false,
            })
            .collect();
        let is_own = wanted.0.is_empty() || wanted.0 == NO_RESOURCE;
        match alike[..] {
            [one] if is_graph(self.draft.resource) && is_own => Some(one.clone()),
            _ => None,
        }
    }

    pub(crate) fn grant(&self, scopes: Option<&str>, roles: Option<&[String]>) -> Grant {
        let mut grant = Grant::default();
        let scopes = scopes.map(|text| text.split(' ').map(str::to_owned).collect::<Vec<_>>());
        for (kind, tokens) in [(Kind::Delegated, scopes), (Kind::Application, roles.map(<[String]>::to_vec))] {
            let Some(tokens) = tokens else { continue };
            grant.judged.insert(kind);
            for token in tokens.into_iter().filter(|token| !token.is_empty()) {
                match self.meaning(kind, &token) {
                    Some(permission) => _ = grant.permissions.insert(permission),
                    None if grant.unknown.contains(&token) => (),
                    None => grant.unknown.push(token),
                }
            }
        }
        grant
    }

    fn is_openid(&self, row: &DraftRow<'static>) -> bool {
        self.of(row).0 == NO_RESOURCE
    }

    fn is_offline(&self, row: &DraftRow<'static>) -> bool {
        self.is_openid(row) && row.scope == "offline_access"
    }

    /// Whether a required row is checked: one of OpenID Connect only if all the own required rows of its feature, access and
    /// kind are, and `offline_access` never.
    fn is_checked(&self, row: &DraftRow<'static>, wish: &Wish) -> bool {
        let others = || self.required(row.feature, row.update, wish).into_iter().filter(|other| other.kind == row.kind);
        !self.is_openid(row)
            || (row.feature.is_some() && !self.is_offline(row) && others().all(|other| self.is_openid(other)))
    }

    /// The permission, its alternatives, and all that covers any of these.
    fn clause(&self, row: &DraftRow<'static>) -> BTreeSet<Permission> {
        let mut clause = BTreeSet::from([self.of(row)]);
        clause.extend(row.alternatives.iter().map(|text| self.permission(row.kind, text)));
        let stronger: Vec<_> = self.covers.iter().filter(|(_, weaker)| clause.contains(weaker)).collect();
        clause.extend(stronger.into_iter().map(|(stronger, _)| stronger.clone()));
        clause
    }

    fn lacks(&self, row: &DraftRow<'static>, grant: &Grant) -> bool {
        self.clause(row).is_disjoint(&grant.permissions)
    }

    /// The rows that a feature needs for an access; `None` if there are none, and the access is impossible.
    fn need(&self, feature: usize, access: Access, wish: &Wish, grant: &Grant) -> Option<Vec<&'a DraftRow<'static>>> {
        let update = access == Access::Update;
        let judged = |row: &&DraftRow<'static>| grant.judged.contains(&row.kind) && self.is_checked(row, wish);
        let own: Vec<_> = self.required(Some(feature), update, wish).into_iter().filter(judged).collect();
        if own.is_empty() {
            return None;
        }
        let mut rows = own;
        if update {
            rows.extend(self.required(Some(feature), false, wish).into_iter().filter(judged));
            rows.extend(self.required(None, true, wish).into_iter().filter(judged));
        }
        rows.extend(self.required(None, false, wish).into_iter().filter(judged));
        Some(rows)
    }

    pub(crate) fn access(&self, feature: usize, wish: &Wish, grant: &Grant) -> Access {
        let holds = |access| {
            self.need(feature, access, wish, grant).is_some_and(|rows| !rows.iter().any(|row| self.lacks(row, grant)))
        };
        match (holds(Access::Base), holds(Access::Update)) {
            (_, true) if self.is_update_only(feature) => Access::Update,
            (false, _) => Access::Missing,
            (true, true) => Access::Update,
            (true, false) => Access::Base,
        }
    }

    fn wanted(&self, feature: usize, wish: &Wish) -> Access {
        if wish.features[&feature] && self.has_required(feature, true, wish) { Access::Update } else { Access::Base }
    }

    pub(crate) fn is_ok(&self, wish: &Wish, grant: &Grant) -> bool {
        self.ask(wish).iter().all(|permission| grant.judged.contains(&permission.1))
            && wish.features.keys().all(|&feature| self.access(feature, wish, grant) >= self.wanted(feature, wish))
    }

    /// (feature, permission, what else would satisfy it).
    pub(crate) fn missing(&self, wish: &Wish, grant: &Grant) -> BTreeSet<(usize, Permission, BTreeSet<Permission>)> {
        let mut missing = BTreeSet::new();
        for &feature in wish.features.keys() {
            let mut rows = self.required(Some(feature), false, wish);
            rows.extend(self.required(None, false, wish));
            if self.wanted(feature, wish) == Access::Update {
                rows.extend(self.required(Some(feature), true, wish));
                rows.extend(self.required(None, true, wish));
            }
            let checked = |row: &&DraftRow<'static>| grant.judged.contains(&row.kind) && self.is_checked(row, wish);
            for row in rows.into_iter().filter(checked).filter(|row| self.lacks(row, grant)) {
                let mut accepts = self.clause(row);
                accepts.remove(&self.of(row));
                missing.insert((feature, self.of(row), accepts));
            }
        }
        missing
    }

    pub(crate) fn declined(&self, wish: &Wish, grant: &Grant) -> BTreeSet<Permission> {
        let rows = self.asked_rows(wish).into_iter().filter(|row| row.optional && grant.judged.contains(&row.kind));
        rows.filter(|row| !self.is_openid(row) && self.lacks(row, grant)).map(|row| self.of(row)).collect()
    }
}
