//! Names by their text: the table behind every generated enum, and the error for a text that it does not know.

use alloc::{borrow::ToOwned, string::String};
use core::cmp::Ordering;
use core::fmt;

use crate::nearest;
use crate::text::compare;

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
    pub fn among(tables: &[&Names], text: &str) -> Self {
        let known = tables.iter().flat_map(|names| names.texts).copied();
        Self { text: text.to_owned(), nearest: nearest(text, known) }
    }
}

impl fmt::Display for Unknown {
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
#[derive(Debug, Clone, Copy)]
pub struct Names {
    /// The text of each variant.
    pub texts: &'static [&'static str],
    /// The indexes in ascending order of their texts; empty where `texts` is in that order itself.
    pub order: &'static [u32],
}

impl Names {
    /// The index of the variant with exactly this text.
    ///
    /// The one place that searches names: it compares bytes, which is the order of `str`.
    #[must_use]
    pub const fn find(&self, text: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.texts.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let index = if self.order.is_empty() { middle } else { self.order[middle] as usize };
            match compare(self.texts[index].as_bytes(), text.as_bytes()) {
                Ordering::Less => low = middle + 1,
                Ordering::Equal => return Some(index),
                Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The index of the variant with exactly this text.
    ///
    /// # Errors
    /// [`Unknown`], with the nearest text, where there is none.
    pub fn parse(&self, text: &str) -> Result<usize, Unknown> {
        self.find(text).ok_or_else(|| Unknown::among(&[self], text))
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::{Names, Unknown};
    use std::string::ToString;

    const SORTED: Names = Names { texts: &["", "Chat.Read", "Mail.Read", "Mail.Send", "é"], order: &[] };
    const AS_WRITTEN: Names = Names { texts: &["Status", "Calendar", "Email"], order: &[1, 2, 0] };

    #[test]
    fn every_text_finds_its_index_and_nothing_else_does() {
        for names in [SORTED, AS_WRITTEN] {
            for (index, text) in names.texts.iter().enumerate() {
                assert_eq!(names.find(text), Some(index));
                assert_eq!(names.find(&std::format!("{text} ")), None);
            }
            assert_eq!(names.find("Calendars"), None);
            assert_eq!(names.find("\u{10ffff}"), None);
        }
        assert_eq!(Names { texts: &[], order: &[] }.find(""), None);
    }

    #[test]
    fn names_are_found_at_compile_time() {
        const FOUND: Option<usize> = AS_WRITTEN.find("Email");
        assert_eq!(FOUND, Some(2));
    }

    #[test]
    fn an_unknown_text_says_what_was_meant() {
        let unknown = SORTED.parse("Mail.Raed").unwrap_err();
        assert_eq!(unknown, Unknown { text: "Mail.Raed".to_string(), nearest: Some("Mail.Read") });
        assert_eq!(
            unknown.to_string(),
            "\"Mail.Raed\" is not a name that the document knows; did you mean \"Mail.Read\"?"
        );
        let nothing_near = SORTED.parse("a\u{202e}\nb").unwrap_err();
        assert_eq!(nothing_near.to_string(), "\"a\\u{202e}\\nb\" is not a name that the document knows");
    }
}
