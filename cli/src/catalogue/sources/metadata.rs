//! The metadata of an authorization server (RFC 8414, section 2), of a protected resource (RFC 9728, section 2), or of an `OpenID`
//! provider: `scopes_supported`.

use scopemark_compiler::catalogue::Group;
use serde_json::Value;

use super::{Hints, List, named};

pub(super) fn read(value: &Value, _: Hints<'_>) -> Option<Result<List, String>> {
    let scopes = value.get("scopes_supported")?.as_array();
    let names = scopes.map(|scopes| scopes.iter().map(Value::as_str).collect::<Option<Vec<&str>>>());
    Some(match names.flatten() {
        Some(names) => Ok(names.into_iter().map(|name| named(name, Group::Delegated)).collect()),
        None => Err("`scopes_supported` is not a list of names".to_owned()),
    })
}
