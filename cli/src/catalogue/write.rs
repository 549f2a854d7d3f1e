//! Writes a catalogue as the text of its file.

use core::fmt::Write as _;

use scopemark_compiler::catalogue::GRAPH;

use super::permission::{Facts, Key, Permissions};

/// The text of the file: one line a permission, sorted. The columns `resource` and `description` are there where an entry needs
/// them. The same permissions give the same bytes.
pub(super) fn write(permissions: &Permissions) -> String {
    let has_resources = permissions.keys().any(|key| key.resource != GRAPH);
    let has_descriptions = permissions.values().any(|facts| !facts.description.is_empty());
    let mut out = String::from("name\tkind\tid\tadmin_consent\tenabled");
    out.push_str(if has_resources { "\tresource" } else { "" });
    out.push_str(if has_descriptions { "\tdescription\n" } else { "\n" });
    for (Key { resource, name, group }, Facts { id, admin_consent, enabled, description }) in permissions {
        let (group, id) = (group.as_str(), or_dash(id));
        let (consent, enabled) = (word(*admin_consent), word(*enabled));
        // Writing into a string does not fail.
        let _ = write!(out, "{name}\t{group}\t{id}\t{consent}\t{enabled}");
        if has_resources {
            out.extend(["\t", &or_dash(resource)]);
        }
        if has_descriptions {
            out.extend(["\t", &or_dash(description)]);
        }
        out.push('\n');
    }
    out
}

/// A text as one field; `-` for none.
fn or_dash(text: &str) -> String {
    let is_space = |c: char| c.is_whitespace() || c.is_control();
    let words: Vec<&str> = text.split(is_space).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "-".to_owned() } else { words.join(" ") }
}

fn word(answer: Option<bool>) -> &'static str {
    match answer {
        Some(true) => "yes",
        Some(false) => "no",
        None => "-",
    }
}
