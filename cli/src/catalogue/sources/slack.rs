//! A Slack app manifest (<https://docs.slack.dev/reference/app-manifest>): `oauth_config.scopes`.

use scopemark_compiler::catalogue::Group;
use serde_json::Value;

use super::{Hints, List, named};

pub(super) fn read(value: &Value, _: Hints<'_>) -> Option<Result<List, String>> {
    // The API for manifests wraps it.
    let manifest = value.get("manifest").unwrap_or(value);
    let scopes = manifest.get("oauth_config")?.get("scopes")?.as_object()?;
    let lists = scopes.values().map(|list| Some(list.as_array()?.iter().filter_map(Value::as_str)));
    // Bot and user tokens have one list of names; which of the two asks is the document's business.
    Some(match lists.collect::<Option<Vec<_>>>() {
        Some(lists) => Ok(lists.into_iter().flatten().map(|name| named(name, Group::Delegated)).collect()),
        None => Err("`oauth_config.scopes` is not lists of names".to_owned()),
    })
}
