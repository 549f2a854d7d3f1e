//! A list of names.

use serde_json::Value;

use super::{Hints, List, is_name, named};

/// Names in text: divided by white space and commas; `#` begins a comment.
pub(super) fn in_text(text: &str, hints: Hints<'_>) -> Result<List, String> {
    let mut list = List::new();
    for (number, line) in (1..).zip(text.lines()) {
        // A URL can hold `#`, so a comment begins a line or follows a space.
        let line = line.split_once(" #").map_or(line, |(names, _)| names);
        let names = if line.trim_start().starts_with('#') { "" } else { line };
        for name in names.split([' ', '\t', ',']).filter(|name| !name.is_empty()) {
            if !is_name(name) {
                return Err(format!("line {number}: `{name}` is not the name of a permission"));
            }
            list.push(named(name, hints.group));
        }
    }
    Ok(list)
}

/// A JSON array of names.
pub(super) fn in_json(value: &Value, hints: Hints<'_>) -> Result<List, String> {
    let names = value.as_array().and_then(|all| all.iter().map(Value::as_str).collect::<Option<Vec<&str>>>());
    let Some(names) = names else {
        return Err(
            "this JSON has no permissions in a known form (`cargo scopemark catalogue import --help` lists them)"
                .to_owned(),
        );
    };
    Ok(names.into_iter().map(|name| named(name, hints.group)).collect())
}
