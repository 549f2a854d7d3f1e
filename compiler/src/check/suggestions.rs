//! "Did you mean …?" for names that a document does not have.

/// How many findings of one document get a suggestion. Each searches all names, and a document that is wrong throughout
/// would take time by the square of its length.
const MOST: usize = 20;

/// The suggestions of one document.
#[derive(Default)]
pub(crate) struct Suggestions {
    given: usize,
}

impl Suggestions {
    /// The known name that `text` was most likely meant to be, while the document has suggestions left.
    pub(crate) fn nearest<'n>(&mut self, text: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
        self.given += 1;
        if self.given > MOST { None } else { scopemark_core::nearest(text, known) }
    }

    /// The known name that is one slip away from this one: a letter missing, extra, wrong or swapped.
    pub(crate) fn slip<'n>(&mut self, text: &str, mut known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
        self.given += 1;
        let is_slip = |name: &&str| scopemark_core::distance(text, name, 1).is_some();
        if self.given > MOST { None } else { known.find(is_slip) }
    }
}
