//! A Google discovery document (<https://developers.google.com/discovery/v1/reference/apis>): `auth.oauth2.scopes`.

use scopemark_compiler::catalogue::Group;
use serde_json::Value;

use super::{Facts, Hints, List, named, text};

pub(super) fn read(value: &Value, _: Hints<'_>) -> Option<Result<List, String>> {
    let scopes = value.pointer("/auth/oauth2/scopes")?.as_object()?;
    let entry = |(name, one): (&String, &Value)| {
        let (key, facts) = named(name, Group::Delegated);
        (key, Facts { description: text(one, "description"), ..facts })
    };
    Some(Ok(scopes.iter().map(entry).collect()))
}
