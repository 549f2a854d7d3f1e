//! `privilege/cover-inverted`: a permission that needs an administrator is satisfied by one that does not.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_compiler::catalogue::Catalogue;
use scopemark_compiler::finding::Level;

use crate::edits::edit::Edit;
use crate::edits::findings::Findings;
use crate::edits::{subjects, words};
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party};
use crate::states::side::Side;

pub(crate) static RULE: GateRule = GateRule {
    id: "privilege/cover-inverted",
    title: "a permission that needs an administrator is satisfied by one that does not",
    parties: &[Party::Security, Party::Admins],
    explanation: "What an administrator must approve is more than what users may approve themselves. A claim that the lesser one \
                  satisfies the greater lets tokens pass that no administrator approved. The document says who must approve a \
                  permission, or the catalogue does.",
    before: "| Feature | Permission | Admin consent |\n|---|---|---|\n| Users | User.Read.All | Yes |\n| Profile | User.Read | No |\n",
    after: "| Feature | Permission | Admin consent |\n|---|---|---|\n| Users | User.Read.All | Yes |\n| Profile | User.Read | No |\n\n| Permission | Satisfied by |\n|---|---|\n| User.Read.All | User.Read |\n",
    near_miss: Some([
        "| Feature | Permission | Admin consent |\n|---|---|---|\n| Users | User.Read.All | Yes |\n| Profile | User.Read | No |\n",
        "| Feature | Permission | Admin consent |\n|---|---|---|\n| Users | User.Read.All | Yes |\n| Profile | User.Read | No |\n\n| Permission | Satisfied by |\n|---|---|\n| User.Read | User.Read.All |\n",
    ]),
    harmless: "declare only that the greater permission satisfies the lesser one",
    ..GateRule::of(Family::Privilege)
};

pub(super) static FINDS: &[Finds] = &[Finds::Facts(find)];

fn find(findings: &mut Findings<'_, '_>) {
    let (diff, catalogue) = (findings.diff, findings.catalogue);
    let pair = &diff.pair;
    // A document that is silent now needs whom it named last. And an edit that says in the same breath that nobody needs an
    // administrator any more takes nothing from that.
    let is_greater = |old: usize| {
        let silent = consent(&pair.old, catalogue, old).is_none();
        consent(&pair.old, catalogue, old) == Some(true) || silent && pair.old.stated_consent(old) == Some(true)
    };
    let before = inverted(&pair.old, catalogue, is_greater);
    let said_before = |name: usize| pair.from_old[name].iter().any(|&old| is_greater(old));
    for (greater, lessers) in inverted(&pair.new, catalogue, said_before) {
        let was = |lesser: &usize| {
            let olds = &pair.from_old[*lesser];
            pair.from_old[greater]
                .iter()
                .filter_map(|old| before.get(old))
                .any(|set| olds.iter().any(|it| set.contains(it)))
        };
        let lessers: Vec<usize> = lessers.into_iter().filter(|lesser| !was(lesser)).collect();
        let Some(&first) = lessers.first() else { continue };
        let name = words::name(&pair.new, greater);
        let names: Vec<String> = lessers.iter().map(|&lesser| words::name(&pair.new, lesser)).collect();
        let names = names.join(", ");
        let message = format!(
            "{name}, which only an administrator can approve, is satisfied by {names}, which users can approve"
        );
        let added = diff.edits.additions.iter().find(|added| added.weaker == greater && added.stronger == first);
        let added = added.or_else(|| diff.edits.additions.iter().find(|added| added.stronger == first));
        let subject = subjects::cover(pair, &pair.new, greater);
        let edit = added.map_or_else(
            || {
                let (subject, place) = (subject.clone(), words::place(&pair.new, pair.new.first_place(greater)));
                findings.other(Edit { subject, place, ..Edit::default() })
            },
            |added| added.edit,
        );
        if let Some(change) = findings.add_about(edit, subject, &RULE, Level::Error, message) {
            let names: Vec<String> = lessers.iter().map(|&lesser| words::permission(&pair.new, lesser)).collect();
            change.before = String::new();
            change.after = format!("{} satisfied by {}", words::permission(&pair.new, greater), names.join(" or "));
        }
    }
}

/// The permissions that need an administrator, with those that satisfy them and need none.
fn inverted(
    side: &Side<'_>,
    catalogue: Option<&Catalogue>,
    said_before: impl Fn(usize) -> bool,
) -> BTreeMap<usize, BTreeSet<usize>> {
    let count = side.permissions.count();
    let consents: Vec<Option<bool>> = (0..count).map(|name| consent(side, catalogue, name)).collect();
    let mut inverted: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for greater in (0..count).filter(|&name| consents[name] == Some(true) || said_before(name)) {
        let beside = side.rows_of(greater).iter().flat_map(|&row| &side.alternatives[row]);
        let satisfying = beside.chain(side.permissions.stronger(greater)).copied();
        let lesser: BTreeSet<usize> = satisfying.filter(|&name| consents[name] == Some(false)).collect();
        if !lesser.is_empty() {
            inverted.insert(greater, lesser);
        }
    }
    inverted
}

/// Whether an administrator must consent: what the catalogue knows, or else the document. A permission may be only in covers. Users
/// approve the scopes of `OpenID` Connect themselves
/// (<https://learn.microsoft.com/entra/identity-platform/scopes-oidc#openid-connect-scopes>).
fn consent(side: &Side<'_>, catalogue: Option<&Catalogue>, name: usize) -> Option<bool> {
    if side.permissions.is_openid(name) {
        return Some(false);
    }
    let (_, kind, short) = side.identity(name);
    let known = catalogue.and_then(|known| known.admin_consent(side.permissions.canonical_resource(name), kind, short));
    known.or_else(|| side.consent(name))
}
