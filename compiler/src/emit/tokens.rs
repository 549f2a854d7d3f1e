//! The token form: the model of all documents as one invocation of `scopemark::tables`, one row a line.
//!
//! An attribute stands for the invocation. What a macro makes has the place of its call, and the call of an attribute is the
//! attribute alone: it stays where it is whatever the rows are, so that rustc compiles again only what has changed. The lines
//! of a document are one raw literal: rustc reads it at once, where ten thousand rows of tokens took it, and the
//! procedural macro, longer than everything else.
//!
//! It holds what the expansion needs and nothing that it derives, in an order that only the documents decide, so that two
//! builds can be compared line by line. Names are Rust names: a name that has none is left out, and so is a row of it; the
//! error that says so stands at the top.

use core::fmt::Write as _;

use super::literal::{RAW, push_str, string};
use super::{FORMAT, Idents};
use crate::check::names::{former_ident, modules};
use crate::finding::{Finding, Level};
use crate::index::Index;
use crate::model::{Document, Kind, Name, Permission};
use crate::read::Reading;
use crate::texts::replaced;

/// How many errors are shown whole. Past it, one more says how many there are and which command shows them.
const MOST_ERRORS: usize = 100;

/// The text of `scopemark.rs` for these documents: the same for the same readings, whatever the machine.
///
/// Each error among the findings becomes an entry that expands to one `compile_error!`; warnings and notes are not in it.
/// A document whose module name is no Rust name, or is taken by one before it, becomes such an entry instead of a module.
#[must_use]
pub fn tables(readings: &[Reading]) -> String {
    let mut out =
        String::from("// Written by scopemark-compiler from Markdown permission tables; edit those instead.\n");
    let _ = write!(out, "#[::scopemark::tables]\ntables! {{\nformat {FORMAT};\n");
    let modules = modules(readings.iter().map(|reading| &reading.document));
    let mut found: Vec<&Finding> = Vec::new();
    for (module, reading) in modules.iter().zip(readings) {
        found.extend(module.as_ref().err());
        found.extend(reading.findings.iter().filter(|finding| finding.level() == Level::Error));
    }
    errors(&mut out, &found);
    for (module, reading) in modules.iter().zip(readings) {
        if let Ok(module) = module {
            write_document(&mut out, module, &reading.document);
        }
    }
    out.push_str("}\n");
    out
}

/// The errors of all documents, each with its anchor: the word that rustc shows as the source of the error.
fn errors(out: &mut String, found: &[&Finding]) {
    let (shown, rest) = found.split_at(found.len().min(MOST_ERRORS));
    for finding in shown {
        error(out, &finding.to_string());
    }
    if rest.is_empty() {
        return;
    }
    let mut paths: Vec<String> = Vec::new();
    let mut known = Index::default();
    for finding in rest {
        if known.insert(&finding.path).1 {
            paths.push(shell_word(&finding.path));
        }
    }
    error(
        out,
        &format!(
            "{} errors, of which {MOST_ERRORS} are shown; see all: cargo scopemark read {}",
            found.len(),
            paths.join(" ")
        ),
    );
}

fn error(out: &mut String, message: &str) {
    // The message on a line of its own: rustc prints the line of the anchor, and would print the message twice.
    out.push_str("error\n");
    push_str(out, message);
    out.push_str(";\n");
}

/// The path as one word of a shell.
fn shell_word(path: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "/._-".contains(letter);
    if path.chars().all(plain) && !path.starts_with('-') {
        path.to_owned()
    } else {
        format!("'{}'", replaced(path, "'", r"'\''"))
    }
}

fn write_document(out: &mut String, module: &str, document: &Document) {
    let idents = Idents::of(document);
    let Document { path, resource, title, .. } = document;
    let _ = write!(out, "document {module} {} resource {}", string(path), string(resource));
    if let Some(title) = title {
        let _ = write!(out, " title {}", string(title));
    }
    out.push(' ');
    out.push_str(RAW.0);
    for (word, names) in enums(document) {
        for Name { text, ident, position } in names {
            if let Some(ident) = ident {
                for part in [word, " ", ident, " "] {
                    out.push_str(part);
                }
                push_str(out, text);
                let _ = writeln!(out, " at {}", position.line);
            }
        }
    }
    formers(out, document);
    for permission in &document.permissions {
        if idents.has_row(permission) {
            row(out, &idents, permission);
        }
    }
    for cover in document.covers.iter().filter(|cover| idents.has_cover(cover)) {
        let ident = |text| idents.permission(cover.kind, text).unwrap_or_default();
        let _ = writeln!(out, "cover {} {} {}", word_of(cover.kind), ident(&cover.scope), ident(&cover.covers));
    }
    out.push_str(RAW.1);
    out.push_str(";\n");
}

/// The names that code may still use for what `formerly` says is called otherwise now, where they are free.
fn formers(out: &mut String, document: &Document) {
    if document.formerly.is_empty() {
        return;
    }
    for (word, names) in enums(document) {
        let (mut texts, mut taken) = (Index::default(), Index::default());
        for name in names {
            texts.insert(&name.text);
            if let Some(ident) = &name.ident {
                taken.insert(ident);
            }
        }
        for formerly in &document.formerly {
            if let Some(now) = texts.find(&formerly.key).and_then(|at| names[at].ident.as_ref())
                && let Some(former) = former_ident(&formerly.value)
                && taken.insert(&former).1
            {
                let _ = writeln!(out, "former {word} {former} {now}");
            }
        }
    }
}

/// The enums of a document: the word that begins a line of one, and its names.
const fn enums(document: &Document) -> [(&str, &Vec<Name>); 4] {
    [
        ("feature", &document.features),
        ("condition", &document.conditions),
        ("scope", &document.scopes),
        ("app_role", &document.app_roles),
    ]
}

const fn word_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Delegated => "scope",
        Kind::Application => "app_role",
    }
}

/// Writes a row whose names there are.
fn row(out: &mut String, idents: &Idents<'_>, permission: &Permission) {
    let kind = permission.kind;
    let _ = write!(out, "row {} {}", word_of(kind), idents.permission(kind, &permission.scope).unwrap_or_default());
    if let Some(feature) = permission.feature {
        let _ = write!(out, " for {}", idents.feature(feature).unwrap_or_default());
    }
    let _ = write!(out, " {} at {}", permission.access.as_str(), permission.position.line);
    if permission.optional {
        out.push_str(" optional");
    }
    if let Some(consent) = permission.admin_consent {
        let _ = write!(out, " consent {consent}");
    }
    let condition = |text: &String| idents.condition(text);
    let alternative = |text: &String| idents.permission(kind, text);
    list(out, "requires", permission.requires.iter().filter_map(condition));
    list(out, "excludes", permission.excludes.iter().filter_map(condition));
    list(out, "alternatives", permission.alternatives.iter().filter_map(alternative));
    for (word, text) in [("description", &permission.description), ("notes", &permission.notes)] {
        if !text.is_empty() {
            for part in [" ", word, " "] {
                out.push_str(part);
            }
            push_str(out, text);
        }
    }
    out.push('\n');
}

fn list<'a>(out: &mut String, word: &str, idents: impl Iterator<Item = &'a str>) {
    let idents: Vec<&str> = idents.collect();
    if !idents.is_empty() {
        let _ = write!(out, " {word} [{}]", idents.join(", "));
    }
}
