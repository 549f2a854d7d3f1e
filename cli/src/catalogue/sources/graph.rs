//! Microsoft's public descriptions of Microsoft Graph's permissions, in their older and their newer form
//! (<https://github.com/microsoftgraph/microsoft-graph-devx-content/tree/master/permissions>).

use scopemark_compiler::catalogue::Group;
use serde_json::Value;

use super::{Facts, Hints, Key, List, text};

pub(super) fn read(value: &Value, _: Hints<'_>) -> Option<Result<List, String>> {
    let lists = [("delegatedScopesList", Group::Delegated), ("applicationScopesList", Group::Application)];
    if lists.iter().any(|(key, _)| value.get(key).is_some()) {
        return Some(Ok(lists.iter().flat_map(|&(key, group)| list(value, key, group)).collect()));
    }
    let permissions = value.get("permissions")?.as_object()?;
    if !permissions.values().all(|one| one.get("schemes").is_some()) {
        return None;
    }
    Some(Ok(permissions.iter().flat_map(|(name, one)| schemes(name, one)).collect()))
}

/// The older form: a list for each kind.
fn list(value: &Value, key: &str, group: Group) -> List {
    let listed = value.get(key).and_then(Value::as_array).into_iter().flatten();
    let entry = |one: &Value| {
        let application = Some(true).filter(|_| group == Group::Application);
        let facts = Facts {
            id: text(one, "id"),
            admin_consent: one.get("isAdmin").and_then(Value::as_bool).or(application),
            enabled: one.get("isEnabled").and_then(Value::as_bool),
            description: text(one, "consentDisplayName"),
        };
        (Key::of_graph(&text(one, "value"), group), facts)
    };
    listed.map(entry).collect()
}

/// The newer form: the schemes of each permission.
fn schemes(name: &str, one: &Value) -> List {
    let known = [
        ("DelegatedWork", Group::Delegated),
        ("DelegatedPersonal", Group::DelegatedPersonal),
        ("Application", Group::Application),
    ];
    let entry = |&(scheme, group): &(&str, Group)| {
        let scheme = one.get("schemes")?.get(scheme)?;
        let facts = Facts {
            admin_consent: scheme.get("requiresAdminConsent").and_then(Value::as_bool),
            description: text(scheme, "adminDisplayName"),
            ..Facts::default()
        };
        Some((Key::of_graph(name, group), facts))
    };
    known.iter().filter_map(entry).collect()
}
