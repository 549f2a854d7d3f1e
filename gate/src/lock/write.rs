//! From a lock to the text of its file: sections, one fact a line, each section under a digest.

use core::fmt::Write as _;

use super::entry::{
    ACCEPTANCES, ACCEPTED, ACCESS, ADMIN_CONSENT, ALTERNATIVES, APP_ROLES, BY, CONDITIONS, COVERS, DIGEST, DOCUMENT,
    END, EXCLUDES, FEATURE, FEATURES, FINGERPRINT, FOLDER, FORMAT, FORMERLY, HEAD, HISTORY, IDENT, KIND, NAME, NAMED,
    NOTES, OPTIONAL, PATH, PERMISSIONS, REASON, RELEASE, REMOVED, REQUIRES, RESOURCE, SCOPE, SCOPES, SETTLED,
    SUPPORTED, TEXT, TIMES, TOMBSTONES, UNTIL, VERSION, VERSIONS, WINDOW,
};
use super::{Acceptance, Lock, Tombstone};
use crate::fingerprint::Hash;
use scopemark_compiler::finding::is_hidden;
use scopemark_compiler::model::{Cover, Document, Name, Permission, Renaming};

pub(super) fn lock(lock: &Lock) -> String {
    let mut out = HEAD.to_owned();
    push_value(&mut out, FORMAT, &super::FORMAT.to_string());
    push_value(&mut out, FOLDER, &quoted(&lock.folder));

    let mut history = Section::new(&format!("[{HISTORY}]"));
    history.value(WINDOW, &lock.window.to_string());
    history.list(VERSIONS, lock.releases.iter().map(|release| quoted(&release.version)));
    history.end(&mut out);

    let mut acceptances = Section::new(&format!("[{ACCEPTANCES}]"));
    acceptances.list(ACCEPTED, lock.accepted.iter().map(acceptance));
    acceptances.end(&mut out);

    let mut tombstones = Section::new(&format!("[{TOMBSTONES}]"));
    tombstones.list(REMOVED, lock.tombstones.iter().map(tombstone));
    tombstones.end(&mut out);

    for facts in &lock.documents {
        document(&format!("[[{DOCUMENT}]]"), facts, &mut out);
    }
    for release in &lock.releases {
        let mut section = Section::new(&format!("[[{RELEASE}]]"));
        section.value(VERSION, &quoted(&release.version));
        section.list(ACCEPTED, release.accepted.iter().map(acceptance));
        section.value(SUPPORTED, &release.documents.is_some().to_string());
        section.end(&mut out);
        for facts in release.documents.iter().flatten() {
            document(&format!("[[{RELEASE}.{DOCUMENT}]]"), facts, &mut out);
        }
    }
    out.push('\n');
    out.push_str(END);
    out
}

fn document(title: &str, document: &Document, out: &mut String) {
    let mut section = Section::new(title);
    section.value(NAME, &quoted(&document.name));
    section.value(PATH, &quoted(&document.path));
    section.value(RESOURCE, &quoted(&document.resource));
    section.list(FEATURES, document.features.iter().map(name));
    section.list(CONDITIONS, document.conditions.iter().map(name));
    section.list(SCOPES, document.scopes.iter().map(name));
    section.list(APP_ROLES, document.app_roles.iter().map(name));
    section.list(FORMERLY, document.formerly.iter().map(formerly));
    section.list(PERMISSIONS, document.permissions.iter().map(|row| permission(document, row)));
    section.list(COVERS, document.covers.iter().map(cover));
    section.end(out);
}

fn push_value(out: &mut String, key: &str, value: &str) {
    out.extend([key, " = ", value, "\n"]);
}

/// A part of the file, which ends with a digest of itself: two edits of different parts merge, and an edit by hand shows.
struct Section(String);

impl Section {
    fn new(title: &str) -> Self {
        Self(format!("{title}\n"))
    }

    fn value(&mut self, key: &str, value: &str) {
        push_value(&mut self.0, key, value);
    }

    fn list(&mut self, key: &str, facts: impl Iterator<Item = String>) {
        let mut facts = facts.peekable();
        if facts.peek().is_none() {
            self.value(key, "[]");
            return;
        }
        self.0.extend([key, " = [\n"]);
        for fact in facts {
            self.0.extend(["    ", &fact, ",\n"]);
        }
        self.0.push_str("]\n");
    }

    fn end(mut self, out: &mut String) {
        // It finds slips. Whoever wants to deceive can run the command itself, so that a stronger hash would protect
        // nothing; comparing with a revision does.
        let mut digest = Hash::new();
        digest.write(&self.0);
        self.value(DIGEST, &quoted(&digest.hex()));
        out.push('\n');
        out.push_str(&self.0);
    }
}

/// One fact: an inline table without what goes without saying.
struct Fact(String);

impl Fact {
    fn new() -> Self {
        Self("{".to_owned())
    }

    fn raw(mut self, key: &str, value: &str) -> Self {
        let comma = if self.0.len() > 1 { "," } else { "" };
        self.0.extend([comma, " ", key, " = ", value]);
        self
    }

    fn text(self, key: &str, value: &str) -> Self {
        self.raw(key, &quoted(value))
    }

    /// Nothing where there is no text.
    fn texts(self, key: &str, values: &[String]) -> Self {
        if values.is_empty() {
            return self;
        }
        let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
        self.raw(key, &format!("[{}]", values.join(", ")))
    }

    fn flag(self, key: &str, value: bool) -> Self {
        if value { self.raw(key, "true") } else { self }
    }

    fn end(self) -> String {
        self.0 + " }"
    }
}

fn name(name: &Name) -> String {
    let fact = Fact::new().text(NAME, &name.text);
    match &name.ident {
        Some(ident) => fact.text(IDENT, ident),
        None => fact,
    }
    .end()
}

fn formerly(renaming: &Renaming) -> String {
    Fact::new().text(NAME, &renaming.key).text(FORMERLY, &renaming.value).end()
}

fn permission(document: &Document, row: &Permission) -> String {
    let mut fact = Fact::new();
    if let Some(feature) = row.feature.and_then(|index| document.features.get(index)) {
        fact = fact.text(FEATURE, &feature.text);
    }
    fact = fact.text(ACCESS, row.access.as_str()).text(KIND, row.kind.as_str()).text(SCOPE, &row.scope);
    if let Some(admin_consent) = row.admin_consent {
        fact = fact.raw(ADMIN_CONSENT, &admin_consent.to_string());
    }
    fact = fact
        .flag(OPTIONAL, row.optional)
        .texts(REQUIRES, &row.requires)
        .texts(EXCLUDES, &row.excludes)
        .texts(ALTERNATIVES, &row.alternatives);
    if !row.notes.is_empty() {
        fact = fact.text(NOTES, &row.notes);
    }
    fact.end()
}

fn cover(cover: &Cover) -> String {
    Fact::new().text(KIND, cover.kind.as_str()).text(SCOPE, &cover.covers).text(BY, &cover.scope).end()
}

fn tombstone(tombstone: &Tombstone) -> String {
    Fact::new()
        .text(DOCUMENT, &tombstone.document)
        .text(NAMED, tombstone.space.as_str())
        .text(IDENT, &tombstone.ident)
        .text(TEXT, &tombstone.text)
        .end()
}

fn acceptance(acceptance: &Acceptance) -> String {
    let mut fact = Fact::new().text(FINGERPRINT, &acceptance.fingerprint).text(REASON, &acceptance.reason);
    if let Some(until) = acceptance.until {
        fact = fact.text(UNTIL, &until.to_string());
    }
    if acceptance.times > 1 {
        fact = fact.raw(TIMES, &acceptance.times.to_string());
    }
    fact.flag(SETTLED, acceptance.settled).end()
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
