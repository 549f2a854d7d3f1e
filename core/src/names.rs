//! Finds names by their text: the table behind every generated enum, and the error for an unknown text.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::{nearest, places};

/// The error for a text that is not a name in the document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Unknown {
    /// The text that was given.
    pub text: String,
    /// The name that was most likely meant.
    pub nearest: Option<&'static str>,
}

impl Unknown {
    /// The error for a text that is in none of these tables. For generated code.
    #[doc(hidden)]
    #[cold]
    #[must_use]
    pub fn among(tables: &[&Names<'static>], text: &str) -> Self {
        let known = tables.iter().flat_map(|names| names.texts.iter().copied());
        Self { text: text.to_owned(), nearest: nearest(text, known) }
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not a name in the document", self.text)?;
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
    pub texts: &'a [&'a str],
    /// The seeds of the perfect hash that finds a variant by its text; empty if the texts are searched one by one instead.
    pub seeds: &'a [u32],
    /// The variant in each slot of the perfect hash.
    pub slots: &'a [u16],
}

impl<'a> Names<'a> {
    /// No name.
    pub const NONE: Self = Self { texts: &[], seeds: &[], slots: &[] };

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The text of a variant; empty if there is no such variant.
    #[must_use]
    pub const fn get(&self, index: usize) -> &'a str {
        if index < self.texts.len() { self.texts[index] } else { "" }
    }

    /// The index of the variant with exactly this text.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<usize> {
        if self.seeds.is_empty() {
            return self.texts.iter().position(|known| *known == text);
        }
        places::find(self.seeds, self.slots, text).filter(|&index| self.texts.get(index) == Some(&text))
    }

    /// The index of the variant with exactly this text.
    ///
    /// # Errors
    /// [`Unknown`], with the nearest text, if there is no such variant.
    pub fn parse(&self, text: &str) -> Result<usize, Unknown>
    where
        'a: 'static,
    {
        self.find(text).ok_or_else(|| Unknown::among(&[self], text))
    }
}

/// [`Names`] that owns its arrays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamesBuf<'a> {
    texts: Vec<&'a str>,
    seeds: Vec<u32>,
    slots: Vec<u16>,
}

/// Up to this many names, comparing one by one is about as fast as hashing.
const FEW: usize = 8;

impl<'a> NamesBuf<'a> {
    /// Names with these texts, in this order. The texts must all differ.
    #[must_use]
    pub fn of(texts: Vec<&'a str>) -> Self {
        let places = if texts.len() > FEW { places::build(&texts) } else { None };
        let (seeds, slots) = places.unwrap_or_default();
        Self { texts, seeds, slots }
    }

    /// The names.
    #[must_use]
    pub fn names(&self) -> Names<'_> {
        Names { texts: &self.texts, seeds: &self.seeds, slots: &self.slots }
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::{Names, NamesBuf, Unknown};
    use std::string::ToString;

    const TEXTS: [&str; 12] = [
        "Status",
        "",
        "Chat.Read",
        "Mail.Read",
        "Mail.Send",
        "mail.send",
        "é",
        "api://a/Mail.Read",
        "repo/read",
        "chat.read",
        "https://www.googleapis.com/auth/calendar",
        "openid",
    ];

    #[test]
    fn every_text_finds_its_index_and_nothing_else_does() {
        for count in 0..=TEXTS.len() {
            let names = NamesBuf::of(TEXTS[..count].to_vec());
            let names = names.names();
            assert_eq!((names.len(), names.is_empty()), (count, count == 0));
            for (index, text) in TEXTS.iter().enumerate() {
                assert_eq!(names.find(text), Some(index).filter(|_| index < count));
                assert_eq!(names.find(&std::format!("{text} ")), None);
            }
            for text in ["Calendars", "MAIL.READ", "/Mail.Read", "\u{10ffff}", "\0"] {
                assert_eq!(names.find(text), None, "{text:?}");
            }
            assert_eq!(names.get(count), "");
        }
        assert_eq!(Names::NONE.find(""), None);
    }

    #[test]
    fn arrays_that_point_nowhere_find_nothing() {
        for (seeds, slots) in [(&[1][..], &[][..]), (&[1], &[99, 99]), (&[u32::MAX], &[u16::MAX])] {
            assert_eq!(Names { texts: &TEXTS, seeds, slots }.find("Chat.Read"), None);
        }
    }

    #[test]
    fn an_unknown_text_says_what_was_meant() {
        let names = Names { texts: &["Chat.Read", "Mail.Read"], ..Names::NONE };
        let unknown = names.parse("Mail.Raed").unwrap_err();
        assert_eq!(unknown, Unknown { text: "Mail.Raed".to_string(), nearest: Some("Mail.Read") });
        assert_eq!(unknown.to_string(), "\"Mail.Raed\" is not a name in the document; did you mean \"Mail.Read\"?");
        let nothing_near = names.parse("a\u{202e}\nb").unwrap_err();
        assert_eq!(nothing_near.to_string(), "\"a\\u{202e}\\nb\" is not a name in the document");
    }
}
