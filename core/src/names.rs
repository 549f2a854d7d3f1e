//! Names by their text: the table behind every generated enum, and the error for a text that it does not know.

use alloc::{borrow::ToOwned, string::String, vec::Vec};
use core::fmt;

use crate::hash::hash;
use crate::nearest;
use crate::places::{PackedPlaces, Places};
use crate::text::equal;
use crate::texts::{PackedTexts, Texts};

/// A text that names nothing in the document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Unknown {
    /// The text as it was given.
    pub text: String,
    /// The name it was most likely meant to be.
    pub nearest: Option<&'static str>,
}

impl Unknown {
    /// The error for a text that none of these tables has. For generated code.
    #[doc(hidden)]
    #[cold]
    #[must_use]
    pub fn among(tables: &[&Names<'static>], text: &str) -> Self {
        let known = tables.iter().flat_map(|names| names.texts.iter());
        Self { text: text.to_owned(), nearest: nearest(text, known) }
    }
}

impl fmt::Display for Unknown {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not a name that the document knows", self.text)?;
        match self.nearest {
            Some(nearest) => write!(f, "; did you mean {nearest:?}?"),
            None => Ok(()),
        }
    }
}

impl core::error::Error for Unknown {}

/// The texts of one enum, by the index of the variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Names<'a> {
    /// The text of each variant.
    pub texts: Texts<'a>,
    /// Which variant a text is.
    pub places: Places<'a>,
}

impl<'a> Names<'a> {
    /// No name.
    pub const NONE: Self = Self { texts: Texts::NONE, places: Places::NONE };

    /// How many there are.
    #[must_use]
    #[inline]
    pub const fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is none.
    #[must_use]
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The text of a variant.
    #[must_use]
    #[inline]
    pub const fn get(&self, index: usize) -> &'a str {
        self.texts.get(index)
    }

    /// The index of the variant with exactly this text.
    #[must_use]
    #[inline]
    pub const fn find(&self, text: &str) -> Option<usize> {
        match self.find_by(text, text) {
            // A permission may be known by what follows its resource.
            None => match after_slash(text) {
                Some(key) => self.find_by(text, key),
                None => None,
            },
            found => found,
        }
    }

    /// The same, where the text is known by this key.
    const fn find_by(&self, text: &str, key: &str) -> Option<usize> {
        let hash = hash(key.as_bytes());
        let mut candidates = self.candidates(hash);
        while let Some(index) = candidates.next() {
            if equal(self.get(index).as_bytes(), text.as_bytes()) {
                return Some(index);
            }
        }
        None
    }

    /// The variants that may have a key of this hash: few, and most often one.
    pub(crate) const fn candidates(&self, hash: u64) -> Candidates<'_> {
        Candidates { names: self, hash, rest: None }
    }

    /// The index of the variant with exactly this text.
    ///
    /// # Errors
    /// [`Unknown`], with the nearest text, where there is none.
    #[inline]
    pub fn parse(&self, text: &str) -> Result<usize, Unknown>
    where
        'a: 'static,
    {
        self.find(text).ok_or_else(|| Unknown::among(&[self], text))
    }
}

/// What follows the last `/`.
const fn after_slash(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let mut at = bytes.len();
    while at > 0 {
        if bytes[at - 1] == b'/' {
            return match text.split_at_checked(at) {
                Some((_, rest)) => Some(rest),
                None => None,
            };
        }
        at -= 1;
    }
    None
}

/// The variants that may have a key; a cursor, for const code.
pub(crate) struct Candidates<'a> {
    names: &'a Names<'a>,
    hash: u64,
    /// The place in the rest, once the slot had its turn.
    rest: Option<usize>,
}

impl Candidates<'_> {
    pub(crate) const fn next(&mut self) -> Option<usize> {
        let Some(place) = self.rest else {
            self.rest = Some(self.names.places.in_rest(self.hash));
            let index = self.names.places.slot(self.hash);
            return if index < self.names.len() { Some(index) } else { self.next() };
        };
        self.rest = Some(place + 1);
        self.names.places.rest_at(place, self.hash)
    }
}

/// [`Names`], owned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackedNames {
    texts: PackedTexts,
    places: PackedPlaces,
}

impl PackedNames {
    /// Names with these texts, in this order.
    #[must_use]
    #[inline]
    pub fn of(texts: &[&str]) -> Self {
        Self::keyed(texts, |_, text| text)
    }

    /// Names that are looked for by a part of their text: all of it, or what follows its last `/`.
    pub(crate) fn keyed<'t>(texts: &[&'t str], key: impl Fn(usize, &'t str) -> &'t str) -> Self {
        let hashes: Vec<u64> = texts.iter().enumerate().map(|(at, text)| hash(key(at, text).as_bytes())).collect();
        Self { texts: PackedTexts::of(texts.iter().copied()), places: PackedPlaces::of(&hashes) }
    }

    /// The names.
    #[must_use]
    #[inline]
    pub fn names(&self) -> Names<'_> {
        Names { texts: self.texts.texts(), places: self.places.places() }
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::{Names, PackedNames, Unknown};
    use std::string::ToString;
    use std::vec::Vec;

    const TEXTS: [&str; 9] =
        ["Status", "", "Chat.Read", "Mail.Read", "Mail.Send", "mail.send", "é", "api://a/Mail.Read", "repo/read"];

    #[test]
    fn every_text_finds_its_index_and_nothing_else_does() {
        for count in 0..=TEXTS.len() {
            let packed = PackedNames::of(&TEXTS[..count]);
            let names = packed.names();
            assert_eq!((names.len(), names.is_empty()), (count, count == 0));
            for (index, text) in TEXTS.iter().enumerate() {
                assert_eq!(names.find(text), Some(index).filter(|_| index < count));
                assert_eq!(names.find(&std::format!("{text} ")), None);
            }
            for text in ["Calendars", "MAIL.READ", "/Mail.Read", "\u{10ffff}", "\0"] {
                assert_eq!(names.find(text), None, "{text:?}");
            }
        }
        assert_eq!(Names::NONE.find(""), None);
    }

    #[test]
    fn a_text_is_found_whether_it_is_known_as_a_whole_or_by_what_follows_its_resource() {
        let packed = PackedNames::keyed(&TEXTS, |_, text| text.rsplit('/').next().unwrap_or(text));
        let found: Vec<_> = TEXTS.iter().map(|text| packed.names().find(text)).collect();
        assert_eq!(found, (0..TEXTS.len()).map(Some).collect::<Vec<_>>());
        assert_eq!(packed.names().find("read"), None);
    }

    #[test]
    fn an_unknown_text_says_what_was_meant() {
        static PACKED: std::sync::LazyLock<PackedNames> = std::sync::LazyLock::new(|| PackedNames::of(&TEXTS[1..]));
        let names = PACKED.names();
        let unknown = names.parse("Mail.Raed").unwrap_err();
        assert_eq!(unknown, Unknown { text: "Mail.Raed".to_string(), nearest: Some("Mail.Read") });
        assert_eq!(
            unknown.to_string(),
            "\"Mail.Raed\" is not a name that the document knows; did you mean \"Mail.Read\"?"
        );
        let nothing_near = names.parse("a\u{202e}\nb").unwrap_err();
        assert_eq!(nothing_near.to_string(), "\"a\\u{202e}\\nb\" is not a name that the document knows");
    }
}
