//! The quick way from a text to the lock: for the very bytes that the command writes, and no others.
//!
//! It reads what [`write`](super::write) writes, in its order and its spelling, digests included, and knows no errors: whatever
//! differs by a byte is left to the strict reader, which judges it. So what it accepts needs no comparison with what would be
//! written for it: it is that.

use std::collections::HashMap;

use super::canonical::NOWHERE;
use super::entry::{
    ACCEPTANCES, ACCEPTED, ACCESS, ACCESSES, ADMIN_CONSENT, ALTERNATIVES, APP_ROLES, BY, CONDITIONS, COVERS, DIGEST,
    DOCUMENT, END, EXCLUDES, FEATURE, FEATURES, FINGERPRINT, FOLDER, FORMAT, FORMERLY, HEAD, HISTORY, IDENT, KIND,
    KINDS, NAME, NAMED, NOTES, OPTIONAL, PATH, PERMISSIONS, REASON, RELEASE, REMOVED, REQUIRES, RESOURCE, SCOPE,
    SCOPES, SETTLED, SUPPORTED, TEXT, TIMES, TOMBSTONES, UNTIL, VERSION, VERSIONS, WINDOW,
};
use super::{Acceptance, Date, Lock, Release, Space, Tombstone};
use crate::finding::is_hidden;
use crate::gate::fingerprint::Hash;
use crate::model::{Access, Cover, Document, Kind, Name, Permission, Renaming};

/// The lock, where the text is exactly what is written for it.
pub(super) fn lock(text: &str) -> Option<Lock> {
    let mut reader = Reader { rest: text };
    reader.skip(HEAD)?;
    reader.key(FORMAT)?;
    (reader.number()? == super::FORMAT).then_some(())?;
    reader.skip("\n")?;
    reader.key(FOLDER)?;
    let folder = reader.line()?;

    let begin = reader.begin(&["[", HISTORY, "]"])?;
    reader.key(WINDOW)?;
    let window = usize::try_from(reader.number()?).ok()?;
    reader.skip("\n")?;
    let versions = reader.list(VERSIONS, Reader::text)?;
    reader.end(begin)?;

    let begin = reader.begin(&["[", ACCEPTANCES, "]"])?;
    let accepted = reader.list(ACCEPTED, acceptance)?;
    reader.end(begin)?;

    let begin = reader.begin(&["[", TOMBSTONES, "]"])?;
    let tombstones = reader.list(REMOVED, tombstone)?;
    reader.end(begin)?;

    let documents = documents(&mut reader, &["[[", DOCUMENT, "]]"])?;
    let mut releases = Vec::new();
    while let Some(begin) = reader.begin(&["[[", RELEASE, "]]"]) {
        reader.key(VERSION)?;
        let version = reader.line()?;
        let accepted = reader.list(ACCEPTED, acceptance)?;
        reader.key(SUPPORTED)?;
        let supported = reader.flag()?;
        reader.skip("\n")?;
        reader.end(begin)?;
        let documents =
            if supported { Some(self::documents(&mut reader, &["[[", RELEASE, ".", DOCUMENT, "]]"])?) } else { None };
        releases.push(Release { version, accepted, documents });
    }
    reader.skip("\n")?;
    let whole = reader.rest == END && versions.iter().eq(releases.iter().map(|release| &release.version));
    whole.then_some(Lock { folder, documents, tombstones, accepted, window, releases })
}

fn documents(reader: &mut Reader<'_>, title: &[&str]) -> Option<Vec<Document>> {
    let mut documents = Vec::new();
    while let Some(begin) = reader.begin(title) {
        reader.key(NAME)?;
        let name = reader.line()?;
        reader.key(PATH)?;
        let path = reader.line()?;
        reader.key(RESOURCE)?;
        let resource = reader.line()?;
        let features = reader.list(FEATURES, self::name)?;
        let conditions = reader.list(CONDITIONS, self::name)?;
        let scopes = reader.list(SCOPES, self::name)?;
        let app_roles = reader.list(APP_ROLES, self::name)?;
        let formerly = reader.list(FORMERLY, formerly)?;
        let mut places = HashMap::new();
        for (place, feature) in features.iter().enumerate() {
            places.entry(feature.text.as_str()).or_insert(place);
        }
        let permissions = reader.list(PERMISSIONS, |reader| permission(reader, &places))?;
        let covers = reader.list(COVERS, cover)?;
        reader.end(begin)?;
        documents.push(Document {
            name,
            path,
            title: None,
            resource,
            features,
            conditions,
            scopes,
            app_roles,
            permissions,
            covers,
            renames: Vec::new(),
            formerly,
        });
    }
    Some(documents)
}

fn name(reader: &mut Reader<'_>) -> Option<Name> {
    reader.first(NAME)?;
    let text = reader.text()?;
    let ident = if reader.has(IDENT) { Some(reader.text()?) } else { None };
    reader.close(Name { text, ident, position: NOWHERE })
}

fn formerly(reader: &mut Reader<'_>) -> Option<Renaming> {
    reader.first(NAME)?;
    let key = reader.text()?;
    let value = reader.next(FORMERLY)?.text()?;
    reader.close(Renaming { key, value, position: NOWHERE })
}

fn permission(reader: &mut Reader<'_>, features: &HashMap<&str, usize>) -> Option<Permission> {
    reader.skip("{ ")?;
    let mut feature = None;
    if reader.key(FEATURE).is_some() {
        feature = Some(*features.get(&*reader.text()?)?);
        reader.skip(", ")?;
    }
    reader.key(ACCESS)?;
    let access = reader.word(&ACCESSES, Access::as_str)?;
    let kind = reader.next(KIND)?.word(&KINDS, Kind::as_str)?;
    let scope = reader.next(SCOPE)?.text()?;
    let admin_consent = if reader.has(ADMIN_CONSENT) { Some(reader.flag()?) } else { None };
    let optional = reader.set(OPTIONAL)?;
    let requires = reader.texts(REQUIRES)?;
    let excludes = reader.texts(EXCLUDES)?;
    let alternatives = reader.texts(ALTERNATIVES)?;
    let notes = if reader.has(NOTES) { Some(reader.text()?) } else { None };
    (notes.as_deref() != Some("")).then_some(())?;
    reader.close(Permission {
        scope,
        kind,
        feature,
        access,
        admin_consent,
        optional,
        requires,
        excludes,
        alternatives,
        clauses: Vec::new(),
        resource: String::new(),
        description: String::new(),
        notes: notes.unwrap_or_default(),
        reason: String::new(),
        other: Vec::new(),
        position: NOWHERE,
    })
}

fn cover(reader: &mut Reader<'_>) -> Option<Cover> {
    reader.first(KIND)?;
    let kind = reader.word(&KINDS, Kind::as_str)?;
    let covers = reader.next(SCOPE)?.text()?;
    let scope = reader.next(BY)?.text()?;
    reader.close(Cover { kind, scope, covers, position: NOWHERE, covers_position: NOWHERE })
}

fn tombstone(reader: &mut Reader<'_>) -> Option<Tombstone> {
    reader.first(DOCUMENT)?;
    let document = reader.text()?;
    let space = reader.next(NAMED)?.word(&Space::ALL, Space::as_str)?;
    let ident = reader.next(IDENT)?.text()?;
    let text = reader.next(TEXT)?.text()?;
    reader.close(Tombstone { document, space, ident, text })
}

fn acceptance(reader: &mut Reader<'_>) -> Option<Acceptance> {
    reader.first(FINGERPRINT)?;
    let fingerprint = reader.text()?;
    let reason = reader.next(REASON)?.text()?;
    let until = if reader.has(UNTIL) { Some(reader.text()?.parse::<Date>().ok()?) } else { None };
    // One time goes without saying.
    let times = if reader.has(TIMES) { u32::try_from(reader.number()?).ok().filter(|times| *times > 1)? } else { 1 };
    let settled = reader.set(SETTLED)?;
    reader.close(Acceptance { fingerprint, reason, until, times, settled })
}

/// The text that is not read yet.
struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    fn skip(&mut self, what: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(what)?;
        Some(())
    }

    /// `key = `.
    fn key(&mut self, key: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(key)?.strip_prefix(" = ")?;
        Some(())
    }

    /// The first key of a fact.
    fn first(&mut self, key: &str) -> Option<()> {
        self.skip("{ ")?;
        self.key(key)
    }

    /// A further key of a fact.
    fn next(&mut self, key: &str) -> Option<&mut Self> {
        self.has(key).then_some(self)
    }

    /// Whether the fact has this key next; then it is read.
    fn has(&mut self, key: &str) -> bool {
        let after = |rest: &'t str| rest.strip_prefix(", ")?.strip_prefix(key)?.strip_prefix(" = ");
        let after = after(self.rest);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn close<T>(&mut self, fact: T) -> Option<T> {
        self.skip(" }")?;
        Some(fact)
    }

    /// A section's title, after an empty line: what is left from there on, for [`Reader::end`].
    fn begin(&mut self, title: &[&str]) -> Option<&'t str> {
        let begin = self.rest.strip_prefix('\n')?;
        let mut rest = begin;
        for part in title {
            rest = rest.strip_prefix(part)?;
        }
        self.rest = rest.strip_prefix('\n')?;
        Some(begin)
    }

    /// The digest of the section that began there.
    fn end(&mut self, begin: &str) -> Option<()> {
        let mut digest = Hash::new();
        digest.write(begin.get(..begin.len() - self.rest.len())?);
        self.key(DIGEST)?;
        (self.line()? == digest.hex()).then_some(())
    }

    fn list<T>(&mut self, key: &str, mut fact: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.key(key)?;
        let mut facts = Vec::new();
        if self.skip("[]\n").is_some() {
            return Some(facts);
        }
        self.skip("[\n")?;
        while self.skip("    ").is_some() {
            facts.push(fact(self)?);
            self.skip(",\n")?;
        }
        self.skip("]\n")?;
        (!facts.is_empty()).then_some(facts)
    }

    /// The texts of a list that is there only where it has any.
    fn texts(&mut self, key: &str) -> Option<Vec<String>> {
        let mut texts = Vec::new();
        if self.has(key) {
            self.skip("[")?;
            texts.push(self.text()?);
            while self.skip(", ").is_some() {
                texts.push(self.text()?);
            }
            self.skip("]")?;
        }
        Some(texts)
    }

    fn flag(&mut self) -> Option<bool> {
        match self.skip("true") {
            Some(()) => Some(true),
            None => self.skip("false").map(|()| false),
        }
    }

    /// A flag that is there only where it is set.
    fn set(&mut self, key: &str) -> Option<bool> {
        let set = self.has(key);
        if set { self.skip("true").map(|()| true) } else { Some(false) }
    }

    fn word<T: Copy>(&mut self, words: &[T], text: impl Fn(T) -> &'static str) -> Option<T> {
        let rest = self.rest.strip_prefix('"')?;
        let after = |word: &T| rest.strip_prefix(text(*word))?.strip_prefix('"');
        let (word, rest) = words.iter().find_map(|word| Some((*word, after(word)?)))?;
        self.rest = rest;
        Some(word)
    }

    /// A number without a sign, in the one way to write it.
    fn number(&mut self) -> Option<i64> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at(digits);
        self.rest = rest;
        digits.parse().ok().filter(|_| digits == "0" || !digits.starts_with('0'))
    }

    /// A text and the end of its line.
    fn line(&mut self) -> Option<String> {
        let text = self.text()?;
        self.skip("\n")?;
        Some(text)
    }

    /// A text in quotation marks: escaped is what must be, and nothing else.
    fn text(&mut self) -> Option<String> {
        let mut rest = self.rest.strip_prefix('"')?;
        let mut text = String::new();
        loop {
            let plain = rest.bytes().position(|byte| !matches!(byte, b' '..=b'!' | b'#'..=b'[' | b']'..=b'~'))?;
            let (plain, after) = rest.split_at(plain);
            text.push_str(plain);
            let mut letters = after.chars();
            match letters.next()? {
                '"' => {
                    self.rest = letters.as_str();
                    return Some(text);
                }
                '\\' => text.push(escaped(&mut letters)?),
                letter if !is_hidden(letter) => text.push(letter),
                _ => return None,
            }
            rest = letters.as_str();
        }
    }
}

/// What stands after a backslash.
fn escaped(letters: &mut core::str::Chars<'_>) -> Option<char> {
    let letter = letters.next()?;
    if letter != 'U' {
        return matches!(letter, '"' | '\\').then_some(letter);
    }
    let digits = letters.as_str().get(..8)?;
    *letters = letters.as_str()[8..].chars();
    let written = digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'A'..=b'F'));
    let letter = u32::from_str_radix(digits, 16).ok().filter(|_| written).and_then(char::from_u32)?;
    is_hidden(letter).then_some(letter)
}
