//! From the text of a file to the lock: strict, so that nothing but what the command wrote is ever believed.

use core::ops::Range;

use toml_edit::{Document as Toml, Item, TableLike, Value};

use super::canonical::NOWHERE;
use super::entry::{
    ACCEPTANCES, ACCEPTED, ACCESS, ACCESSES, ADMIN_CONSENT, ALTERNATIVES, APP_ROLES, BY, CONDITIONS, COVERS, DIGEST,
    DOCUMENT, END, EXCLUDES, FEATURE, FEATURES, FINGERPRINT, FOLDER, FORMAT, FORMERLY, HISTORY, IDENT, KIND, KINDS,
    NAME, NAMED, NOTES, OPTIONAL, PATH, PERMISSIONS, REASON, RELEASE, REMOVED, REQUIRES, RESOURCE, SCOPE, SCOPES,
    SETTLED, SUPPORTED, TEXT, TIMES, TOMBSTONES, UNTIL, VERSION, VERSIONS, WINDOW,
};
use super::{Acceptance, Lock, LockError, Release, Space, Tombstone, quick, write};
use crate::model::{Access, Cover, Document, Kind, Name, Permission, Renaming};

const RESTORE: &str = "restore it (`git checkout -- permissions.lock`), then run `cargo scopemark lock`";

pub(super) fn lock(bytes: &[u8]) -> Result<Lock, LockError> {
    let text = core::str::from_utf8(bytes).map_err(|error| {
        let valid = core::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
        broken(line_at(valid, valid.len()), "this line is not UTF-8", RESTORE)
    })?;
    // A checkout on Windows may have changed the line ends.
    let unix = text.contains('\r').then(|| text.replace("\r\n", "\n"));
    let text = unix.as_deref().unwrap_or(text);
    match quick::lock(text) {
        Some(lock) => Ok(lock),
        None => judged(text),
    }
}

/// The lock in any text, or what is wrong with it: what the quick way must agree with.
pub(super) fn judged(text: &str) -> Result<Lock, LockError> {
    conflict(text)?;
    let toml = Toml::parse(text);
    if let Ok(toml) = &toml {
        let format = toml.get(FORMAT).and_then(Item::as_integer);
        if format.is_some_and(|format| format > super::FORMAT) {
            let what = format!("this lock has format {}; this scopemark knows {}", format.unwrap_or(0), super::FORMAT);
            return Err(broken(
                line_of(text, toml.get(FORMAT).and_then(Item::span)),
                &what,
                "install the newer scopemark that wrote it",
            ));
        }
    }
    if !text.ends_with(END) {
        let what = "the file is cut off here: its last line is missing";
        return Err(broken(text.lines().count().max(1), what, RESTORE));
    }
    let toml = toml.map_err(|error| {
        let message = error.message().lines().collect::<Vec<_>>().join(" ");
        broken(line_of(text, error.span()), &format!("this is no TOML: {message}"), RESTORE)
    })?;
    let lock = whole(&Entry { text, table: toml.as_table(), span: None })?;
    same(text, &write::lock(&lock))?;
    Ok(lock)
}

fn broken(line: usize, what: &str, help: &str) -> LockError {
    LockError { line, what: what.to_owned(), help: help.to_owned() }
}

fn line_of(text: &str, span: Option<Range<usize>>) -> usize {
    line_at(text, span.map_or(0, |span| span.start))
}

/// The line, from 1, of a byte.
fn line_at(text: &str, byte: usize) -> usize {
    1 + text.get(..byte).unwrap_or(text).matches('\n').count()
}

fn conflict(text: &str) -> Result<(), LockError> {
    let is_marker = |line: &str| {
        ["<<<<<<<", "|||||||", "=======", ">>>>>>>"]
            .iter()
            .any(|marker| line.strip_prefix(marker).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
    };
    match text.lines().position(is_marker) {
        Some(at) => Err(broken(
            at + 1,
            "a merge conflict is not resolved",
            "take one side whole (`git checkout --theirs -- permissions.lock`), run `cargo scopemark lock`, and accept \
             again what it refuses and the other side had accepted",
        )),
        None => Ok(()),
    }
}

/// Whether the file is what the command writes for what it says.
fn same(text: &str, canonical: &str) -> Result<(), LockError> {
    if text == canonical {
        return Ok(());
    }
    let differing = text.lines().zip(canonical.lines()).position(|(is, should)| is != should);
    let at = differing.unwrap_or_else(|| text.lines().count().min(canonical.lines().count()));
    let is = text.lines().nth(at).unwrap_or_default();
    let what = if is.starts_with(DIGEST) {
        "the part that ends here was edited by hand: its digest is another"
    } else {
        "this line was edited by hand: scopemark writes it in another way or place"
    };
    Err(broken(at + 1, what, RESTORE))
}

/// A table of the file, with where it begins.
struct Entry<'t> {
    text: &'t str,
    table: &'t dyn TableLike,
    span: Option<Range<usize>>,
}

fn whole(root: &Entry<'_>) -> Result<Lock, LockError> {
    root.only(&[FORMAT, FOLDER, HISTORY, ACCEPTANCES, TOMBSTONES, DOCUMENT, RELEASE])?;
    if root.integer(FORMAT)? != super::FORMAT {
        return Err(root.wrong(FORMAT, "is no format that scopemark ever wrote"));
    }
    let history = root.table(HISTORY)?;
    history.only(&[WINDOW, VERSIONS, DIGEST])?;
    let acceptances = root.table(ACCEPTANCES)?;
    acceptances.only(&[ACCEPTED, DIGEST])?;
    let tombstones = root.table(TOMBSTONES)?;
    tombstones.only(&[REMOVED, DIGEST])?;
    let releases = root.tables(RELEASE)?.iter().map(release).collect::<Result<Vec<_>, _>>()?;
    let versions = history.texts(VERSIONS)?;
    if !versions.iter().eq(releases.iter().map(|release| &release.version)) {
        return Err(history.wrong(VERSIONS, "are not the releases of this file"));
    }
    let window = history.integer(WINDOW)?;
    Ok(Lock {
        folder: root.string(FOLDER)?,
        documents: root.tables(DOCUMENT)?.iter().map(document).collect::<Result<_, _>>()?,
        tombstones: tombstones.facts(REMOVED)?.iter().map(tombstone).collect::<Result<_, _>>()?,
        accepted: acceptances.facts(ACCEPTED)?.iter().map(acceptance).collect::<Result<_, _>>()?,
        window: usize::try_from(window).map_err(|_| history.wrong(WINDOW, "must not be negative"))?,
        releases,
    })
}

fn release(entry: &Entry<'_>) -> Result<Release, LockError> {
    entry.only(&[VERSION, ACCEPTED, SUPPORTED, DIGEST, DOCUMENT])?;
    let documents = entry.tables(DOCUMENT)?.iter().map(document).collect::<Result<_, _>>()?;
    Ok(Release {
        version: entry.string(VERSION)?,
        accepted: entry.facts(ACCEPTED)?.iter().map(acceptance).collect::<Result<_, _>>()?,
        documents: entry.flag(SUPPORTED)?.then_some(documents),
    })
}

fn acceptance(entry: &Entry<'_>) -> Result<Acceptance, LockError> {
    entry.only(&[FINGERPRINT, REASON, UNTIL, TIMES, SETTLED])?;
    let until = entry.optional_string(UNTIL)?.map(|text| text.parse().map_err(|why: String| entry.wrong(UNTIL, &why)));
    let times = if entry.has(TIMES) { entry.integer(TIMES)? } else { 1 };
    Ok(Acceptance {
        fingerprint: entry.string(FINGERPRINT)?,
        reason: entry.string(REASON)?,
        until: until.transpose()?,
        times: u32::try_from(times)
            .ok()
            .filter(|times| *times > 0)
            .ok_or_else(|| entry.wrong(TIMES, "is no number of times"))?,
        settled: entry.flag(SETTLED)?,
    })
}

fn tombstone(entry: &Entry<'_>) -> Result<Tombstone, LockError> {
    entry.only(&[DOCUMENT, NAMED, IDENT, TEXT])?;
    Ok(Tombstone {
        document: entry.string(DOCUMENT)?,
        space: entry.word(NAMED, &Space::ALL, Space::as_str)?,
        ident: entry.string(IDENT)?,
        text: entry.string(TEXT)?,
    })
}

fn document(entry: &Entry<'_>) -> Result<Document, LockError> {
    entry.only(&[
        NAME,
        PATH,
        RESOURCE,
        FEATURES,
        CONDITIONS,
        SCOPES,
        APP_ROLES,
        FORMERLY,
        PERMISSIONS,
        COVERS,
        DIGEST,
    ])?;
    let names = |key| entry.facts(key)?.iter().map(name).collect::<Result<Vec<_>, _>>();
    let features = names(FEATURES)?;
    let permissions =
        entry.facts(PERMISSIONS)?.iter().map(|row| permission(row, &features)).collect::<Result<_, _>>()?;
    Ok(Document {
        name: entry.string(NAME)?,
        path: entry.string(PATH)?,
        title: None,
        resource: entry.string(RESOURCE)?,
        features,
        conditions: names(CONDITIONS)?,
        scopes: names(SCOPES)?,
        app_roles: names(APP_ROLES)?,
        permissions,
        covers: entry.facts(COVERS)?.iter().map(cover).collect::<Result<_, _>>()?,
        renames: Vec::new(),
        formerly: entry.facts(FORMERLY)?.iter().map(formerly).collect::<Result<_, _>>()?,
    })
}

fn name(entry: &Entry<'_>) -> Result<Name, LockError> {
    entry.only(&[NAME, IDENT])?;
    Ok(Name { text: entry.string(NAME)?, ident: entry.optional_string(IDENT)?, position: NOWHERE })
}

fn formerly(entry: &Entry<'_>) -> Result<Renaming, LockError> {
    entry.only(&[NAME, FORMERLY])?;
    Ok(Renaming { key: entry.string(NAME)?, value: entry.string(FORMERLY)?, position: NOWHERE })
}

fn permission(entry: &Entry<'_>, features: &[Name]) -> Result<Permission, LockError> {
    entry.only(&[FEATURE, ACCESS, KIND, SCOPE, ADMIN_CONSENT, OPTIONAL, REQUIRES, EXCLUDES, ALTERNATIVES, NOTES])?;
    let feature = entry.optional_string(FEATURE)?.map(|text| {
        let index = features.iter().position(|feature| feature.text == text);
        index.ok_or_else(|| entry.wrong(FEATURE, "is no feature of this document"))
    });
    Ok(Permission {
        scope: entry.string(SCOPE)?,
        kind: entry.word(KIND, &KINDS, Kind::as_str)?,
        feature: feature.transpose()?,
        access: entry.word(ACCESS, &ACCESSES, Access::as_str)?,
        admin_consent: if entry.has(ADMIN_CONSENT) { Some(entry.flag(ADMIN_CONSENT)?) } else { None },
        optional: entry.flag(OPTIONAL)?,
        requires: entry.texts(REQUIRES)?,
        excludes: entry.texts(EXCLUDES)?,
        alternatives: entry.texts(ALTERNATIVES)?,
        clauses: Vec::new(),
        resource: String::new(),
        description: String::new(),
        notes: entry.optional_string(NOTES)?.unwrap_or_default(),
        reason: String::new(),
        other: Vec::new(),
        position: NOWHERE,
    })
}

fn cover(entry: &Entry<'_>) -> Result<Cover, LockError> {
    entry.only(&[KIND, SCOPE, BY])?;
    Ok(Cover {
        kind: entry.word(KIND, &KINDS, Kind::as_str)?,
        scope: entry.string(BY)?,
        covers: entry.string(SCOPE)?,
        position: NOWHERE,
        covers_position: NOWHERE,
    })
}

impl<'t> Entry<'t> {
    fn error(&self, span: Option<Range<usize>>, what: &str) -> LockError {
        broken(line_of(self.text, span.or_else(|| self.span.clone())), what, RESTORE)
    }

    fn wrong(&self, key: &str, what: &str) -> LockError {
        self.error(self.table.get(key).and_then(Item::span), &format!("`{key}` {what}"))
    }

    fn only(&self, keys: &[&str]) -> Result<(), LockError> {
        match self.table.iter().find(|(key, _)| !keys.contains(key)) {
            Some((key, _)) => Err(self.wrong(key, "is no key that scopemark writes here")),
            None => Ok(()),
        }
    }

    fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    fn get<T>(&self, key: &str, what: &str, value: impl FnOnce(&'t Item) -> Option<T>) -> Result<T, LockError> {
        let item = self.table.get(key).ok_or_else(|| self.error(None, &format!("`{key}` is missing here")))?;
        value(item).ok_or_else(|| self.wrong(key, &format!("must be {what}")))
    }

    fn string(&self, key: &str) -> Result<String, LockError> {
        self.get(key, "a text", Item::as_str).map(str::to_owned)
    }

    fn optional_string(&self, key: &str) -> Result<Option<String>, LockError> {
        if self.has(key) { self.string(key).map(Some) } else { Ok(None) }
    }

    fn integer(&self, key: &str) -> Result<i64, LockError> {
        self.get(key, "a number", Item::as_integer)
    }

    /// False where it is not said.
    fn flag(&self, key: &str) -> Result<bool, LockError> {
        if self.has(key) { self.get(key, "true or false", Item::as_bool) } else { Ok(false) }
    }

    fn word<T: Copy>(&self, key: &str, words: &[T], text: impl Fn(T) -> &'static str) -> Result<T, LockError> {
        let said = self.string(key)?;
        let word = words.iter().copied().find(|word| text(*word) == said);
        word.ok_or_else(|| self.wrong(key, "has a word that scopemark does not write here"))
    }

    /// The texts of an array; none where it is not said.
    fn texts(&self, key: &str) -> Result<Vec<String>, LockError> {
        if !self.has(key) {
            return Ok(Vec::new());
        }
        let texts = self.get(key, "a list of texts", |item| {
            item.as_array()?.iter().map(|value| value.as_str().map(str::to_owned)).collect()
        })?;
        Ok(texts)
    }

    fn table(&self, key: &str) -> Result<Entry<'t>, LockError> {
        let item = self.get(key, "a table", Some)?;
        let table = item.as_table_like().ok_or_else(|| self.wrong(key, "must be a table"))?;
        Ok(Entry { text: self.text, table, span: item.span() })
    }

    /// The tables of `[[key]]`.
    fn tables(&self, key: &str) -> Result<Vec<Entry<'t>>, LockError> {
        if !self.has(key) {
            return Ok(Vec::new());
        }
        let tables = self.get(key, "tables", Item::as_array_of_tables)?;
        Ok(tables.iter().map(|table| Entry { text: self.text, table, span: table.span() }).collect())
    }

    /// The inline tables of an array.
    fn facts(&self, key: &str) -> Result<Vec<Entry<'t>>, LockError> {
        let array = self.get(key, "a list", Item::as_array)?;
        let fact = |value: &'t Value| match value.as_inline_table() {
            Some(table) => Ok(Entry { text: self.text, table, span: value.span() }),
            None => Err(self.error(value.span(), "this is no fact")),
        };
        array.iter().map(fact).collect()
    }
}
