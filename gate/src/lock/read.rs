//! Reads a lock. A lock is trusted only if it is exactly what the command wrote.

use serde::Deserialize;

use scopemark_compiler::model::Document;

use super::canonical::canonical;
use super::contents::{FORMAT, Lock};
use super::error::LockError;
use super::facts::as_format;
use super::file::File;
use super::marker::marker;
use super::write::{DIGEST, END};

const RESTORE: &str = "restore it (`git checkout -- permissions.lock`), then run `cargo scopemark lock`";

impl Lock {
    /// Reads a lock from the bytes of its file. Its documents have facts, but no positions or descriptions.
    ///
    /// # Errors
    ///
    /// If the text is not exactly what [`Lock::render`] writes for its contents: it is truncated, was edited by hand, has a
    /// merge conflict, or was written by a newer scopemark.
    pub fn parse(text: &[u8]) -> Result<Self, LockError> {
        lock(text)
    }
}

fn lock(bytes: &[u8]) -> Result<Lock, LockError> {
    let text = core::str::from_utf8(bytes).map_err(|error| {
        let valid = core::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
        broken(line_at(valid, valid.len()), "this line is not UTF-8", RESTORE)
    })?;
    // A checkout on Windows may have changed the line ends.
    let text = text.replace("\r\n", "\n");
    conflict(&text)?;
    let file = toml::from_str::<File>(&text);
    // A newer format may look like this one, or like nothing that can be read.
    if !file.as_ref().is_ok_and(|file| (1..=FORMAT).contains(&file.format)) {
        newer(&text)?;
    }
    if !text.ends_with(END) {
        let what = "the file is cut off here: the last line is missing";
        return Err(broken(text.lines().count().max(1), what, RESTORE));
    }
    let file = file.map_err(|error| {
        let message = error.message().lines().collect::<Vec<_>>().join(" ");
        let line = line_at(&text, error.span().map_or(0, |span| span.start));
        broken(line, &format!("scopemark did not write this: {message}"), RESTORE)
    })?;
    let lock = Lock::from(file);
    same(&text, &lock.render())?;
    Ok(sorted(lock))
}

/// Reads a side of a conflict: its parts may come from both sides, so that no digest is right.
pub(super) fn unchecked(text: &str) -> Result<Lock, LockError> {
    let wrong =
        |what: String, line: usize| broken(line, &format!("a side of the merge conflict is no lock: {what}"), RESTORE);
    let file = toml::from_str::<File>(text).map_err(|error| {
        let message = error.message().lines().collect::<Vec<_>>().join(" ");
        wrong(message, line_at(text, error.span().map_or(0, |span| span.start)))
    })?;
    if !(1..=FORMAT).contains(&file.format) {
        return Err(wrong(format!("it has format {}", file.format), 1));
    }
    Ok(sorted(Lock::from(file)))
}

/// The lock with its facts in the order of today.
fn sorted(mut lock: Lock) -> Lock {
    if lock.format < FORMAT {
        // It sorted some facts in another way.
        let sorted = |documents: &[Document], format| -> Vec<Document> {
            canonical(documents).iter().map(|document| as_format(document, format)).collect()
        };
        lock.documents = sorted(&lock.documents, lock.format);
        for release in &mut lock.releases {
            release.documents = release.documents.as_ref().map(|documents| sorted(documents, release.format));
        }
    }
    lock
}

fn broken(line: usize, what: &str, help: &str) -> LockError {
    LockError { line, what: what.to_owned(), help: help.to_owned() }
}

/// The line of a byte, counted from 1.
fn line_at(text: &str, byte: usize) -> usize {
    1 + text.get(..byte).unwrap_or(text).matches('\n').count()
}

fn conflict(text: &str) -> Result<(), LockError> {
    match text.lines().position(|line| marker(line).is_some()) {
        Some(at) => Err(broken(
            at + 1,
            "a merge conflict is not resolved",
            "`cargo scopemark lock` resolves it, once the documents are merged: it keeps the acceptances, tombstones and \
             releases of both sides",
        )),
        None => Ok(()),
    }
}

/// Whether the file has a format that only a newer scopemark knows.
fn newer(text: &str) -> Result<(), LockError> {
    #[derive(Deserialize)]
    struct Format {
        format: toml::Spanned<i64>,
    }
    // If the file is not TOML at all, the parser's error is reported instead.
    let Ok(Format { format }) = toml::from_str(text) else { return Ok(()) };
    if *format.get_ref() <= FORMAT {
        return Ok(());
    }
    let what = format!("this lock has format {}; this scopemark knows {FORMAT}", format.get_ref());
    Err(broken(line_at(text, format.span().start), &what, "install the newer scopemark that wrote it"))
}

/// Whether the file is exactly what the command writes for its contents.
fn same(text: &str, canonical: &str) -> Result<(), LockError> {
    if text == canonical {
        return Ok(());
    }
    let differing = text.lines().zip(canonical.lines()).position(|(is, should)| is != should);
    let at = differing.unwrap_or_else(|| text.lines().count().min(canonical.lines().count()));
    let is = text.lines().nth(at).unwrap_or_default();
    let what = if is.starts_with(DIGEST) {
        "the section that ends here was edited by hand: its digest does not match"
    } else {
        "this line was edited by hand: scopemark writes it differently or elsewhere"
    };
    Err(broken(at + 1, what, RESTORE))
}
