//! What a build script leaves for the procedural macro: the models of all documents, and their errors.

use std::collections::BTreeSet;

use scopemark_core::wire::{self, Enum, Former, Module};

use crate::check::ident::former_ident;
use crate::check::modules::{module_name, modules};
use crate::finding::{Finding, Level};
use crate::model::Document;
use crate::read::Reading;

/// How many errors are shown whole. Past it, one more says how many there are and which command shows them.
const MOST_ERRORS: usize = 100;

/// The text of `scopemark.rs` for these documents: the same for the same readings, whatever the machine.
///
/// Each error among the findings becomes one that is expanded to one `compile_error!`; warnings and notes are not in it. A
/// document whose module name is no Rust name, or is taken by one before it, becomes such an error instead of a module.
#[must_use]
pub fn tables(readings: &[Reading]) -> String {
    let names = modules(readings.iter().map(|reading| &reading.document));
    let (mut errors, mut modules): (Vec<&Finding>, Vec<Module>) = (Vec::new(), Vec::new());
    for (name, reading) in names.iter().zip(readings) {
        match name {
            Ok(name) => {
                modules.push(module(name, former_modules(&reading.document, &names, &modules), &reading.document));
            }
            Err(finding) => errors.push(finding),
        }
        errors.extend(reading.findings.iter().filter(|finding| finding.level() == Level::Error));
    }
    wire::write(&shown(&errors), &modules)
}

/// The errors as text, at most so many and one that counts them.
fn shown(errors: &[&Finding]) -> Vec<String> {
    let (first, rest) = errors.split_at(errors.len().min(MOST_ERRORS));
    let mut shown: Vec<String> = first.iter().map(ToString::to_string).collect();
    if !rest.is_empty() {
        let mut paths: Vec<String> = Vec::new();
        for finding in rest {
            let path = shell_word(&finding.path);
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        shown.push(format!(
            "{} errors, of which {MOST_ERRORS} are shown; see all: cargo scopemark read {}",
            errors.len(),
            paths.join(" ")
        ));
    }
    shown
}

/// The path as one word of a shell.
fn shell_word(path: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "/._-".contains(letter);
    if path.chars().all(plain) && !path.starts_with('-') {
        path.to_owned()
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}

fn module(name: &str, former_names: Vec<String>, document: &Document) -> Module {
    let document = document.with_rust_names();
    Module { name: name.to_owned(), former_names, former: formers(&document), document }
}

/// The modules that the document was, each once, where no document is that and none before says that it was.
fn former_modules(document: &Document, names: &[Result<String, Finding>], before: &[Module]) -> Vec<String> {
    let is_taken = |former: &String| {
        names.iter().flatten().any(|name| name == former)
            || before.iter().any(|module| module.former_names.contains(former))
    };
    let formers = document.formerly_documents.iter().filter_map(|former| module_name(former).ok());
    let free: BTreeSet<String> = formers.filter(|former| !is_taken(former)).collect();
    free.into_iter().collect()
}

/// The names that code may still use for what `formerly` says is called otherwise now, where they are free.
fn formers(document: &Document) -> Vec<Former> {
    let mut formers = Vec::new();
    for of in Enum::ALL {
        let names = of.names(document);
        let mut taken: BTreeSet<String> = names.iter().filter_map(|name| name.ident.clone()).collect();
        for formerly in &document.formerly {
            if names.iter().any(|name| name.text == formerly.key)
                && let Some(ident) = former_ident(&formerly.value)
                && taken.insert(ident.clone())
            {
                formers.push(Former { of, ident, text: formerly.key.clone() });
            }
        }
    }
    formers
}
