//! The changelog of a release: what breaks and why, and who must do what, in order.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use scopemark_compiler::model::{Document, Kind};
use scopemark_core::ask::{same_resource, split_resource_in};
use scopemark_gate::lock::Acceptance;
use scopemark_gate::review::{Judgement, Verdict};

use crate::report::code;

const INFALLIBLE: &str = "writing to a string cannot fail";

/// A permission. The same name with another resource or kind is a different permission.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Permission {
    resource: String,
    kind: Kind,
    name: String,
}

/// The permissions that documents request, and whether each needs an administrator: `None` if they do not say.
type Asked = BTreeMap<Permission, Option<bool>>;

/// The changelog in Markdown.
pub(crate) fn render(
    version: &str,
    is_first: bool,
    before: &[Document],
    now: &[Document],
    since: &Judgement,
    accepted: &[Acceptance],
) -> String {
    let mut out = format!("## {version}\n");
    let (old, new) = (asked(before), asked(now));
    let added: Asked =
        new.iter().filter(|(key, _)| !old.contains_key(key)).map(|(key, admin)| (key.clone(), *admin)).collect();
    let dropped: Vec<&Permission> = old.keys().filter(|key| !new.contains_key(key)).collect();
    let approvals: Vec<&Permission> = new
        .iter()
        .filter(|(key, admin)| needs_admin(key, **admin) && !old.get(*key).is_some_and(|was| needs_admin(key, *was)))
        .map(|(key, _)| key)
        .collect();
    if is_first {
        out.push_str("\nThis is the first release. Later ones are compared with it.\n");
    }
    push_changes(&mut out, since, accepted);
    let mut steps = Vec::new();
    if !added.is_empty() {
        steps.push(register(&added));
    }
    if !approvals.is_empty() {
        steps.push(approve(&approvals));
    }
    let again = if since.asks_again() {
        " Users who signed in before are asked to consent again. Until they do, refresh with the scopes that they granted."
    } else {
        ""
    };
    steps.push(format!("**Ship** {}.{again}\n", code(version)));
    if !dropped.is_empty() {
        steps.push(revoke(&dropped));
    }
    out.push_str("\n### Who must do what, in this order\n\n");
    for (number, step) in steps.iter().enumerate() {
        write!(out, "{}. {step}", number + 1).expect(INFALLIBLE);
    }
    out
}

fn push_changes(out: &mut String, since: &Judgement, accepted: &[Acceptance]) {
    let mut open: Vec<&Acceptance> = accepted.iter().collect();
    let errors = |verdict: &&Verdict| verdict.level() == Some(scopemark_compiler::Level::Error);
    let breaks: Vec<&Verdict> = since.verdicts.iter().filter(errors).collect();
    if breaks.is_empty() && open.is_empty() {
        return;
    }
    out.push_str("\n### Incompatible changes\n\n");
    for verdict in breaks {
        let change = &verdict.primary().change;
        writeln!(out, "- {} ({})", code(&change.message), code(change.rule.id)).expect(INFALLIBLE);
        for item in &verdict.items {
            if let Some(at) = open.iter().position(|acceptance| acceptance.fingerprint == item.fingerprint) {
                writeln!(out, "  Reason: {}", code(&open.remove(at).reason)).expect(INFALLIBLE);
            }
        }
    }
    for acceptance in open {
        writeln!(out, "- {}\n  Reason: {}", code(&acceptance.fingerprint), code(&acceptance.reason)).expect(INFALLIBLE);
    }
}

fn register(added: &Asked) -> String {
    let mut step =
        "**Register** the new permissions with the provider, in the registration of the application:\n".to_owned();
    push_list(&mut step, added.keys());
    step
}

fn approve(approvals: &[&Permission]) -> String {
    let mut step = "**Admin consent**: an administrator of each tenant approves these permissions:\n".to_owned();
    push_list(&mut step, approvals.iter().copied());
    let mut urls: Vec<String> = approvals.iter().filter_map(|permission| consent_url(&permission.resource)).collect();
    urls.sort();
    urls.dedup();
    for url in urls {
        writeln!(step, "   at {}", code(&url)).expect(INFALLIBLE);
    }
    step
}

fn revoke(dropped: &[&Permission]) -> String {
    let mut step =
        "**Revoke** the permissions that are no longer requested; they stay granted until somebody revokes them:\n"
            .to_owned();
    push_list(&mut step, dropped.iter().copied());
    step
}

fn push_list<'a>(out: &mut String, permissions: impl Iterator<Item = &'a Permission>) {
    for Permission { resource, kind, name } in permissions {
        writeln!(out, "   - {} ({}) of {}", code(name), kind.as_str(), code(resource)).expect(INFALLIBLE);
    }
}

fn asked(documents: &[Document]) -> Asked {
    let mut asked = Asked::new();
    for document in documents {
        for row in &document.permissions {
            let split = split_resource_in(&document.resource, &row.scope);
            let own = split.filter(|(resource, _)| !same_resource(resource, &document.resource));
            let (resource, name) = match own {
                Some(own) => own,
                None => (&*document.resource, split.map_or(&*row.scope, |(_, name)| name)),
            };
            let key = Permission { resource: resource.to_owned(), kind: row.kind, name: name.to_owned() };
            let admin = asked.entry(key).or_insert(row.admin_consent);
            // If two documents disagree, the one that requires consent wins.
            if row.admin_consent == Some(true) || admin.is_none() {
                *admin = row.admin_consent;
            }
        }
    }
    asked
}

/// Every application permission needs an administrator
/// (<https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview>).
fn needs_admin(permission: &Permission, said: Option<bool>) -> bool {
    permission.kind == Kind::Application || said == Some(true)
}

/// The address where an administrator consents for a tenant, with placeholders in capitals
/// (<https://learn.microsoft.com/entra/identity-platform/v2-admin-consent>,
/// <https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud>); `None` for the resources of
/// other providers.
fn consent_url(resource: &str) -> Option<String> {
    let host = match resource.split_once("://")? {
        ("https", rest) => match rest.split('/').next()? {
            "graph.microsoft.com" => "login.microsoftonline.com",
            "graph.microsoft.us" | "dod-graph.microsoft.us" => "login.microsoftonline.us",
            "microsoftgraph.chinacloudapi.cn" => "login.partner.microsoftonline.cn",
            _ => return None,
        },
        ("api", _) => "login.microsoftonline.com",
        _ => return None,
    };
    let scope = format!("{}/.default", resource.trim_end_matches('/')).replace(':', "%3A").replace('/', "%2F");
    Some(format!(
        "https://{host}/TENANT/v2.0/adminconsent?client_id=CLIENT_ID&scope={scope}&redirect_uri=REDIRECT_URI&state=STATE"
    ))
}

#[cfg(test)]
mod tests {
    use super::consent_url;

    #[test]
    fn each_cloud_has_its_own_place_of_consent_and_other_providers_none() {
        for (resource, host) in [
            ("https://graph.microsoft.com", "https://login.microsoftonline.com/TENANT/"),
            ("https://graph.microsoft.us", "https://login.microsoftonline.us/TENANT/"),
            ("api://1234", "https://login.microsoftonline.com/TENANT/"),
        ] {
            let url = consent_url(resource).unwrap();
            assert!(url.starts_with(host), "{url}");
            assert!(url.contains("%2F.default&"), "{url}");
        }
        assert_eq!(consent_url("https://www.googleapis.com/auth"), None);
        assert_eq!(consent_url("urn:x"), None);
    }
}
