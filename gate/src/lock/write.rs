//! Writes a lock: sections with one fact on each line, each section followed by its digest.

use core::fmt::Write as _;

use scopemark_compiler::finding::is_hidden;
use serde::Serialize;
use toml::{Table, Value};

use super::contents::Lock;
use super::facts::DocumentSection;
use super::file::File;
use super::fnv::Fnv;
use crate::fingerprint::Hash;

const HEAD: &str = "\
# What the permission tables say, fact by fact; `cargo scopemark check` compares them with it.
# Written by `cargo scopemark lock`, `accept` and `release`, not by hand; commit it with the tables.
";

/// The last line: a file without it is cut off.
pub(super) const END: &str = "# The end of permissions.lock.\n";

pub(super) const DIGEST: &str = "digest";

impl Lock {
    /// The text of the file. The same lock gives the same bytes.
    #[must_use]
    pub fn render(&self) -> String {
        lock(self)
    }
}

fn lock(lock: &Lock) -> String {
    let file = File::from(lock);
    let mut out = Sections { format: lock.format, text: HEAD.to_owned() + &values(&file) };
    if let Some(settings) = &file.settings {
        out.push("[settings]", settings);
    }
    out.push("[history]", &file.history);
    out.push("[acceptances]", &file.acceptances);
    out.push("[tombstones]", &file.tombstones);
    out.documents("[[document]]", &file.document);
    for release in &file.release {
        out.push("[[release]]", release);
        out.documents("[[release.document]]", &release.document);
    }
    out.text + "\n" + END
}

/// The sections of a file.
struct Sections {
    format: i64,
    text: String,
}

impl Sections {
    fn documents(&mut self, title: &str, documents: &[DocumentSection]) {
        for document in documents {
            self.push(title, document);
        }
    }

    /// Adds a section, which ends with its own digest. Edits of different sections merge, and an edit by hand shows.
    fn push(&mut self, title: &str, facts: &impl Serialize) {
        let text = format!("{title}\n{}", values(facts));
        let digest = quoted(&digest(&text, self.format));
        self.text.extend(["\n", &text, DIGEST, " = ", &digest, "\n"]);
    }
}

/// The digest of a section in a file of this format. It finds mistakes, not attacks: an attacker can run the command.
/// Comparing with a revision finds those.
pub(super) fn digest(text: &str, format: i64) -> String {
    if format > 1 {
        let mut hash = Hash::new();
        hash.write(text);
        hash.hex()
    } else {
        let mut hash = Fnv::new();
        hash.write(text);
        hash.hex()
    }
}

/// The values of a section, one on each line. A list has one fact on each line.
fn values(section: &impl Serialize) -> String {
    let values = Table::try_from(section).expect("the structs of the file are tables of TOML");
    let mut out = String::new();
    for (key, value) in values {
        out.extend([&key, " = "]);
        match value {
            Value::Array(facts) if !facts.is_empty() => {
                out.push_str("[\n");
                out.extend(facts.iter().map(|fact| format!("    {},\n", inline(fact))));
                out.push_str("]\n");
            }
            value => out.extend([&inline(&value), "\n"]),
        }
    }
    out
}

fn inline(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(list) => format!("[{}]", list.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Value::Table(fact) => {
            let facts = fact.iter().map(|(key, value)| format!("{key} = {}", inline(value)));
            format!("{{ {} }}", facts.collect::<Vec<_>>().join(", "))
        }
        Value::Integer(number) => number.to_string(),
        Value::Boolean(flag) => flag.to_string(),
        Value::Float(_) | Value::Datetime(_) => unreachable!("no struct of the file has one"),
    }
}

/// A TOML basic string. Characters that cannot be seen are escaped, so that a diff shows all that there is.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            _ if is_hidden(letter) => {
                write!(out, "\\U{:08X}", u32::from(letter)).expect("writing to a string cannot fail");
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}
