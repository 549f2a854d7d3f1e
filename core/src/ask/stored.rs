//! Grants and parameters as a line of text, for a session or a database: written here, and read here.
//!
//! A line is words between spaces: what it is, then `key=value` for each thing to keep, in which every byte that is no visible
//! ASCII, and `%`, is written `%XX`. Names are kept by their text, so a line outlives an edit of the document.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Write as _};

use super::builder::fitting;
use super::granted::Token;
use super::resource::same_resource;
use super::{Granted, RefreshParam, ScopeParam, Set, Table};
use crate::Kind;

/// What a line begins with. Whatever changes the meaning of a line changes these words.
const GRANT: &str = "scopemark-grant-1";
const PARAM: &str = "scopemark-scope-1";
const REFRESH: &str = "scopemark-refresh-1";

/// The error for a text that `to_stored` of the same type did not write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NotStored(&'static str);

impl fmt::Display for NotStored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not {} that was stored: drop it, and let the user sign in again", self.0)
    }
}

impl core::error::Error for NotStored {}

impl<'a, const W: usize> Granted<'a, W> {
    /// A line of text for a session or a database: the tokens with their resources, what each holds, its first grant, and what
    /// was sent for it. It holds names of permissions and no secret.
    #[must_use]
    pub fn to_stored(&self) -> String {
        let mut line = Line(GRANT.to_owned());
        for token in self.tokens() {
            line.add(
                if token.kind == Kind::Delegated { "user" } else { "app" },
                resource(self.table(), token.resource),
            );
            line.names("name", self.table(), &token.names);
            line.names("first", self.table(), &token.first);
            if let Some(sent) = &token.sent {
                line.add("answers", "");
                line.names("sent", self.table(), sent);
            }
            if token.is_blank {
                line.add("blank", "");
            }
            for unknown in token.unknown() {
                line.add("unknown", unknown);
            }
        }
        line.0
    }

    /// Reads such a line. Names and resources that the document no longer has are dropped: [`unknown`](Self::unknown) lists
    /// them.
    ///
    /// # Errors
    /// [`NotStored`], for any other text.
    pub fn from_stored(table: &'a Table<'a>, text: &str) -> Result<Self, NotStored> {
        const ERROR: NotStored = NotStored("a grant");
        let table = fitting::<W>(table);
        let mut tokens: Vec<(Option<usize>, Token<W>)> = Vec::new();
        for word in words(text, GRANT) {
            let (key, value) = word.ok_or(ERROR)?;
            if let Some(kind) = [("user", Kind::Delegated), ("app", Kind::Application)].iter().find(|it| it.0 == key) {
                let place = place(table, &value);
                tokens.push((place, Token::new(kind.1, place.unwrap_or_default())));
                continue;
            }
            let (place, token) = tokens.last_mut().ok_or(ERROR)?;
            let known = place.and_then(|place| known(table, token.kind, place, &value));
            let set = match key {
                "name" => Some(&mut token.names),
                "first" => Some(&mut token.first),
                "sent" => token.sent.as_mut(),
                _ => None,
            };
            match (key, set, known) {
                ("name" | "first" | "sent", Some(set), Some(name)) => _ = set.insert(name),
                ("name" | "first" | "sent", Some(_), None) | ("unknown", ..) => token.keep(&value),
                ("answers", ..) => token.sent = Some(Set::EMPTY),
                ("blank", ..) => token.is_blank = true,
                _ => return Err(ERROR),
            }
        }
        // A token of a resource that is gone judges nothing; what it held is listed.
        let mut kept: Option<Self> = None;
        let (here, gone): (Vec<_>, Vec<_>) = tokens.into_iter().partition(|(place, _)| place.is_some());
        for (_, token) in here {
            kept = Some(match kept {
                Some(kept) => kept.joined(token),
                None => Self::of(table, token),
            });
        }
        for (_, token) in gone {
            match &mut kept {
                Some(kept) => token.unknown().for_each(|unknown| kept.keep(unknown)),
                None => kept = Some(Self::of(table, token)),
            }
        }
        kept.ok_or(ERROR)
    }
}

impl<'a, const W: usize> ScopeParam<'a, W> {
    /// A line of text for a session: what was sent has to be known when the answer comes.
    #[must_use]
    pub fn to_stored(&self) -> String {
        self.stored(PARAM)
    }

    /// Reads such a line. Names that the document no longer has are dropped: [`unknown`](Self::unknown) lists them.
    ///
    /// # Errors
    /// [`NotStored`], for any other text, and where the document no longer has the resource.
    pub fn from_stored(table: &'a Table<'a>, text: &str) -> Result<Self, NotStored> {
        Self::of_stored(table, text, PARAM).ok_or(NotStored("a parameter"))
    }

    fn stored(&self, what: &str) -> String {
        let mut line = Line(what.to_owned());
        line.add("resource", self.resource());
        line.names("name", self.table(), &self.names());
        for unknown in self.unknown() {
            line.add("unknown", unknown);
        }
        line.0
    }

    fn of_stored(table: &'a Table<'a>, text: &str, what: &str) -> Option<Self> {
        let table = fitting::<W>(table);
        let (mut at, mut names, mut unknown) = (None, Set::EMPTY, Vec::new());
        for word in words(text, what) {
            match (word?, at) {
                (("resource", value), None) => at = Some(place(table, &value)?),
                (("name", value), Some(at)) => match known(table, Kind::Delegated, at, &value) {
                    Some(name) => _ = names.insert(name),
                    None => unknown.push(value),
                },
                (("unknown", value), Some(_)) => unknown.push(value),
                _ => return None,
            }
        }
        let mut param = Self::of(table, &names, at?);
        param.unknown = unknown;
        Some(param)
    }
}

impl<'a, const W: usize> RefreshParam<'a, W> {
    /// A line of text for a session: what was sent has to be known when the answer comes.
    #[must_use]
    pub fn to_stored(&self) -> String {
        self.param().stored(REFRESH)
    }

    /// Reads such a line. Names that the document no longer has are dropped.
    ///
    /// # Errors
    /// [`NotStored`], for any other text, and where the document no longer has the resource.
    pub fn from_stored(table: &'a Table<'a>, text: &str) -> Result<Self, NotStored> {
        ScopeParam::of_stored(table, text, REFRESH).map(Self::new).ok_or(NotStored("a parameter of a refresh"))
    }
}

/// A line that is being written.
struct Line(String);

impl Line {
    fn add(&mut self, key: &str, value: &str) {
        let _ = write!(self.0, " {key}=");
        for byte in value.bytes() {
            let _ = match byte {
                b'%' => self.0.write_str("%25"),
                _ if byte.is_ascii_graphic() => self.0.write_char(char::from(byte)),
                _ => write!(self.0, "%{byte:02X}"),
            };
        }
    }

    fn names<const W: usize>(&mut self, key: &str, table: &Table<'_>, names: &Set<W>) {
        for name in names {
            self.add(key, table.text(name));
        }
    }
}

/// The keys and values of a line that begins with a word; `None` for a word that is none.
fn words<'t>(text: &'t str, what: &str) -> impl Iterator<Item = Option<(&'t str, String)>> {
    // Files and shells end a line.
    let mut words = text.trim_end_matches(['\r', '\n']).split(' ');
    let is_it = words.next() == Some(what);
    let rest = words.map(|word| {
        let (key, value) = word.split_once('=')?;
        Some((key, unescaped(value)?))
    });
    (!is_it).then_some(None).into_iter().chain(rest)
}

fn unescaped(value: &str) -> Option<String> {
    let (mut bytes, mut rest) = (Vec::new(), value.bytes());
    while let Some(byte) = rest.next() {
        let mut digit = || u8::try_from(char::from(rest.next()?).to_digit(16)?).ok();
        bytes.push(match byte {
            b'%' => digit()? * 16 + digit()?,
            // A line of its own has no other bytes; a second line would otherwise become part of a name.
            _ if byte.is_ascii_graphic() => byte,
            _ => return None,
        });
    }
    String::from_utf8(bytes).ok()
}

fn resource<'a>(table: &Table<'a>, place: usize) -> &'a str {
    table.resources.get(place).copied().unwrap_or_default()
}

fn place(table: &Table<'_>, resource: &str) -> Option<usize> {
    let is_it = |other: &&str| same_resource(other, resource);
    // A table without a resource has one place all the same.
    table.resources.iter().position(is_it).or((table.resources.is_empty() && resource.is_empty()).then_some(0))
}

/// The permission with this text, if it still belongs to the resource.
fn known(table: &Table<'_>, kind: Kind, place: usize, text: &str) -> Option<usize> {
    table.exact(kind, text).filter(|&name| table.is_openid(name) || table.resource_of(name) == place)
}
