//! What `catalogue import` understands: one file for each form. To add a form, add a file and a line here.

mod discovery;
mod entra;
mod graph;
mod metadata;
mod names;
mod slack;

use scopemark_compiler::catalogue::{self, Group};
use serde_json::Value;

use super::permission::{self, Facts, Key, Permissions};
use crate::exit::Failure;
use crate::output;

/// What the command line says about the permissions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hints<'a> {
    /// Their resource; empty for a provider without resources.
    pub(super) resource: Option<&'a str>,
    /// The group of a list of names.
    pub(super) group: Group,
}

/// A form of JSON: the permissions, or `None` if the JSON is something else.
type Form = fn(&Value, Hints<'_>) -> Option<Result<List, String>>;

/// Permissions in the order of a file.
type List = Vec<(Key, Facts)>;

const FORMS: [Form; 5] = [entra::read, graph::read, metadata::read, discovery::read, slack::read];

/// The permissions in a file, whatever its form.
pub(super) fn read(path: &str, bytes: &[u8], hints: Hints<'_>) -> Result<Permissions, Failure> {
    let failed = |why: String| Failure(format!("cannot import {path}: {why}"));
    let text = core::str::from_utf8(bytes).map_err(|_| failed("it is not UTF-8 text".to_owned()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let json = text.trim_start().starts_with(['{', '[']);
    let mut list = if json {
        let value: Value = serde_json::from_str(text).map_err(|error| failed(format!("it is not JSON: {error}")))?;
        in_forms(&value, hints).unwrap_or_else(|| names::in_json(&value, hints)).map_err(failed)?
    } else if text.lines().any(|line| line.starts_with("oauth_config:")) {
        let value: Value = yaml_serde::from_str(text).map_err(|error| failed(format!("it is not YAML: {error}")))?;
        slack::read(&value, hints).unwrap_or_else(|| Err("its manifest has no scopes".to_owned())).map_err(failed)?
    } else if text
        .lines()
        .find(|line| !line.starts_with('#'))
        .is_some_and(|line| line.split('\t').any(|name| name == "kind"))
    {
        let parsed = catalogue::parse(path, bytes.to_vec()).map_err(|findings| {
            output::findings(&findings);
            failed("it is not a catalogue".to_owned())
        })?;
        permission::of(&parsed).into_iter().collect()
    } else {
        names::in_text(text, hints).map_err(failed)?
    };
    if let Some(resource) = hints.resource {
        for (key, _) in &mut list {
            resource.clone_into(&mut key.resource);
        }
    }
    if list.is_empty() {
        return Err(failed("it lists no permission".to_owned()));
    }
    if let Some((key, _)) = list.iter().find(|(key, _)| !is_name(&key.name)) {
        return Err(failed(format!("`{}` is not the name of a permission", key.name)));
    }
    Ok(list.into_iter().collect())
}

fn in_forms(value: &Value, hints: Hints<'_>) -> Option<Result<List, String>> {
    FORMS.iter().find_map(|form| form(value, hints))
}

/// Whether a text can be the name of a permission (RFC 6749, section 3.3).
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\')
}

/// A permission of a provider without resources, of which only the name is known.
fn named(name: &str, group: Group) -> (Key, Facts) {
    (Key::of_no_resource(name, group), Facts::default())
}

/// The text of a member, or an empty one.
fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}
