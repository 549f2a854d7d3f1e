//! A service principal of Microsoft Entra, as `az ad sp show` and Microsoft Graph give it
//! (<https://learn.microsoft.com/graph/api/resources/serviceprincipal>).

use scopemark_compiler::catalogue::{GRAPH, Group};
use serde_json::Value;

use super::{Facts, Hints, Key, List, text};

/// The application id of Microsoft Graph, which is the same in every tenant and cloud.
const GRAPH_ID: &str = "00000003-0000-0000-c000-000000000000";

pub(super) fn read(value: &Value, hints: Hints<'_>) -> Option<Result<List, String>> {
    // `az ad sp list` gives an array, and Microsoft Graph a page of results.
    let listed = value.as_array().or_else(|| value.get("value").and_then(Value::as_array));
    let principals = listed.map_or_else(|| vec![value], |all| all.iter().collect());
    let is_principal = |one: &&Value| one.get("oauth2PermissionScopes").or_else(|| one.get("appRoles")).is_some();
    if principals.is_empty() || !principals.iter().all(is_principal) {
        return None;
    }
    let mut list = List::new();
    for principal in principals {
        let Some(resource) = hints.resource.map(str::to_owned).or_else(|| resource(principal)) else {
            let name = text(principal, "displayName");
            return Some(Err(format!("nothing says the resource of `{name}`: pass its URI with --resource")));
        };
        for (key, group) in [
            ("oauth2PermissionScopes", Group::Delegated),
            ("appRoles", Group::Application),
            ("resourceSpecificApplicationPermissions", Group::RscApplication),
        ] {
            let listed = principal.get(key).and_then(Value::as_array).into_iter().flatten();
            // A role without a value is one for users, and no permission.
            let permissions = listed.filter(|one| !text(one, "value").is_empty() && is_for_apps(one, group));
            let key = |one: &Value| Key { resource: resource.clone(), name: text(one, "value"), group };
            list.extend(permissions.map(|one| (key(one), facts(one, group))));
        }
    }
    Some(Ok(list))
}

fn facts(one: &Value, group: Group) -> Facts {
    let titles = ["adminConsentDisplayName", "displayName", "adminConsentDescription", "description"];
    Facts {
        id: text(one, "id"),
        admin_consent: match group {
            Group::Delegated => match text(one, "type").as_str() {
                "Admin" => Some(true),
                "User" => Some(false),
                _ => None,
            },
            _ => Some(true),
        },
        enabled: one.get("isEnabled").and_then(Value::as_bool),
        description: titles.iter().map(|key| text(one, key)).find(|text| !text.is_empty()).unwrap_or_default(),
    }
}

/// Whether apps can have a role: some are only for users and groups.
fn is_for_apps(one: &Value, group: Group) -> bool {
    let Some(types) = one.get("allowedMemberTypes").and_then(Value::as_array) else { return true };
    group != Group::Application || types.iter().any(|kind| kind == "Application")
}

/// The resource's URI.
fn resource(principal: &Value) -> Option<String> {
    if text(principal, "appId") == GRAPH_ID {
        return Some(GRAPH.to_owned());
    }
    let names = principal.get("servicePrincipalNames").and_then(Value::as_array).into_iter().flatten();
    let names: Vec<&str> = names.filter_map(Value::as_str).collect();
    let with = |scheme: &str| names.iter().find(|name| name.starts_with(scheme));
    with("https://").or_else(|| with("api://")).map(|name| name.trim_end_matches('/').to_owned())
}
