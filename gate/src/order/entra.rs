//! Microsoft Entra: permissions of Microsoft Graph and other APIs that have a resource.
//!
//! Where permissions are registered:
//! <https://learn.microsoft.com/entra/identity-platform/quickstart-configure-app-access-web-apis>,
//! <https://learn.microsoft.com/cli/azure/ad/app/permission>. Where an administrator consents:
//! <https://learn.microsoft.com/entra/identity-platform/v2-admin-consent>. Where grants are reviewed:
//! <https://learn.microsoft.com/entra/identity/enterprise-apps/manage-application-permissions>. The hosts of the clouds:
//! <https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud>.

use std::collections::BTreeMap;

use scopemark_compiler::model::Kind;

use super::permission::Permission;
use super::provider::{Consents, Duty, Provider, Way};
use crate::shell::quoted;

pub(super) static PROVIDER: Provider = Provider {
    name: "Microsoft Entra",
    is_mark: |_| false,
    has: |permission, _| cloud(&permission.resource).is_some(),
    is_told: |permission| !is_openid(permission),
    register,
    consents: Consents::ToAdmins,
    consent,
    revoke,
};

/// One of Microsoft's clouds.
#[derive(PartialEq)]
struct Cloud {
    portal: &'static str,
    login: &'static str,
    /// The domains of its APIs.
    domains: &'static [&'static str],
}

static CLOUDS: [Cloud; 3] = [
    Cloud {
        portal: "https://entra.microsoft.com",
        login: "https://login.microsoftonline.com",
        domains: &[
            "microsoft.com",
            "azure.com",
            "azure.net",
            "windows.net",
            "office.com",
            "office365.com",
            "sharepoint.com",
            "dynamics.com",
        ],
    },
    Cloud {
        portal: "https://portal.azure.us",
        login: "https://login.microsoftonline.us",
        domains: &["microsoft.us", "azure.us", "usgovcloudapi.net"],
    },
    Cloud {
        portal: "https://portal.azure.cn",
        login: "https://login.partner.microsoftonline.cn",
        domains: &["chinacloudapi.cn", "azure.cn"],
    },
];

/// The cloud of a resource. `None` for the resources of other providers.
fn cloud(resource: &str) -> Option<&'static Cloud> {
    let (scheme, rest) = resource.split_once("://")?;
    if scheme.eq_ignore_ascii_case("api") {
        return CLOUDS.first();
    }
    let host = rest.split(['/', ':']).next().filter(|_| scheme.eq_ignore_ascii_case("https"))?.to_ascii_lowercase();
    let is_in = |domain: &str| host.strip_suffix(domain).is_some_and(|sub| sub.is_empty() || sub.ends_with('.'));
    CLOUDS.iter().find(|cloud| cloud.domains.iter().any(|domain| is_in(domain)))
}

/// Scopes of `OpenID` Connect belong to no resource, and nobody registers them.
fn is_openid(permission: &Permission) -> bool {
    permission.kind == Kind::Delegated && ["openid", "offline_access", "profile", "email"].contains(&&*permission.name)
}

fn register(added: &[Permission]) -> Duty {
    Duty {
        who: "the developers",
        what: "Add the permissions to the registration of the application, under API permissions, or run the command.",
        ways: ways(added, "CallAnAPI/appId/APP_ID", "add"),
    }
}

fn consent(approved: &[Permission]) -> Duty {
    let urls = by_resource(approved).into_keys().filter_map(consent_url);
    Duty {
        who: "an administrator of each tenant",
        what: "Approve the permissions for the tenant.",
        ways: urls.map(Way::At).collect(),
    }
}

fn revoke(dropped: &[Permission]) -> Duty {
    let mut ways = ways(dropped, "CallAnAPI/appId/APP_ID", "delete");
    for cloud in clouds_of(dropped) {
        let page = "#view/Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview";
        ways.push(Way::At(format!("{}/{page}", cloud.portal)));
    }
    Duty {
        who: "the developers, then an administrator of each tenant",
        what: "Remove the permissions from the registration of the application, or run the command. What was granted stays \
               granted until an administrator removes it under Enterprise applications, Permissions.",
        ways,
    }
}

/// The page of the registration in each cloud, and the command for each resource.
fn ways(permissions: &[Permission], page: &str, verb: &str) -> Vec<Way> {
    let page =
        |cloud: &Cloud| format!("{}/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/{page}", cloud.portal);
    let mut ways: Vec<Way> = clouds_of(permissions).into_iter().map(|cloud| Way::At(page(cloud))).collect();
    for (resource, own) in by_resource(permissions) {
        ways.push(Way::Run(command(verb, resource, &own)));
    }
    ways
}

fn clouds_of(permissions: &[Permission]) -> Vec<&'static Cloud> {
    let mut clouds: Vec<&Cloud> = Vec::new();
    for cloud in permissions.iter().filter_map(|permission| cloud(&permission.resource)) {
        if !clouds.contains(&cloud) {
            clouds.push(cloud);
        }
    }
    clouds
}

fn by_resource(permissions: &[Permission]) -> BTreeMap<&str, Vec<&Permission>> {
    let mut sorted: BTreeMap<&str, Vec<&Permission>> = BTreeMap::new();
    for permission in permissions {
        sorted.entry(&permission.resource).or_default().push(permission);
    }
    sorted
}

/// `az ad app permission add` or `delete`. It takes ids, which the command looks up in the tenant.
fn command(verb: &str, resource: &str, permissions: &[&Permission]) -> String {
    let resource = quoted(resource);
    let mut line = format!(
        "az ad app permission {verb} --id APP_ID --api \"$(az ad sp show --id {resource} --query appId --output tsv)\""
    );
    line += " --api-permissions";
    for Permission { kind, name, .. } in permissions {
        let (list, word) = match kind {
            Kind::Delegated => ("oauth2PermissionScopes", "Scope"),
            Kind::Application => ("appRoles", "Role"),
        };
        // A raw string of JMESPath (<https://jmespath.org/specification.html#raw-string-literals>).
        let name = name.replace('\\', "\\\\").replace('\'', "\\'");
        let query = quoted(&format!("{list}[?value=='{name}'].id"));
        let word = if verb == "add" { format!("={word}") } else { String::new() };
        line.extend([format!(" \"$(az ad sp show --id {resource} --query {query} --output tsv)\"{word}")]);
    }
    line
}

/// The address where an administrator consents for a tenant.
fn consent_url(resource: &str) -> Option<String> {
    let login = cloud(resource)?.login;
    let scope = format!("{resource}/.default").replace(':', "%3A").replace('/', "%2F");
    Some(format!(
        "{login}/TENANT/v2.0/adminconsent?client_id=CLIENT_ID&scope={scope}&redirect_uri=REDIRECT_URI&state=STATE"
    ))
}

#[cfg(test)]
mod tests {
    use super::{cloud, command, consent_url};
    use crate::order::Permission;
    use scopemark_compiler::model::Kind;

    #[test]
    fn each_cloud_has_its_own_place_of_consent_and_other_providers_none() {
        for (resource, host) in [
            ("https://graph.microsoft.com", "https://login.microsoftonline.com/TENANT/"),
            ("https://management.azure.com", "https://login.microsoftonline.com/TENANT/"),
            ("https://graph.microsoft.us", "https://login.microsoftonline.us/TENANT/"),
            ("https://microsoftgraph.chinacloudapi.cn", "https://login.partner.microsoftonline.cn/TENANT/"),
            ("api://1234", "https://login.microsoftonline.com/TENANT/"),
        ] {
            let url = consent_url(resource).unwrap();
            assert!(url.starts_with(host), "{url}");
            assert!(url.contains("%2F.default&"), "{url}");
        }
        for other in
            ["", "https://www.googleapis.com/auth", "urn:x", "http://graph.microsoft.com", "https://evilmicrosoft.com"]
        {
            assert!(cloud(other).is_none(), "{other}");
        }
    }

    #[test]
    fn a_command_names_both_kinds_and_stays_one_line_of_shell() {
        let permission = |kind, name: &str| Permission { resource: "api://x y".into(), kind, name: name.into() };
        let both = [permission(Kind::Delegated, "A.B"), permission(Kind::Application, "it's")];
        let line = command("add", "api://x y", &both.iter().collect::<Vec<_>>());
        assert_eq!(
            line,
            r#"az ad app permission add --id APP_ID --api "$(az ad sp show --id 'api://x y' --query appId --output tsv)" --api-permissions "$(az ad sp show --id 'api://x y' --query 'oauth2PermissionScopes[?value=='\''A.B'\''].id' --output tsv)"=Scope "$(az ad sp show --id 'api://x y' --query 'appRoles[?value=='\''it\'\''s'\''].id' --output tsv)"=Role"#
        );
    }
}
