//! The example of a rule: what to write, and a document before and after that.

use crate::finding::Rule;

/// How a finding of a rule is mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// What to write: plain text, one paragraph.
    pub write: &'static str,
    /// A document that gives such a finding. If the text alone cannot show it, the commands that make such a file in the
    /// folder of documents, each after `$ `.
    pub before: &'static str,
    /// The same without the finding.
    pub after: &'static str,
}

/// The example of a rule.
///
/// # Panics
///
/// If the page of the rule does not have its three parts.
#[must_use]
pub fn example(rule: &Rule) -> Example {
    parts(super::page(rule.id)).unwrap_or_else(|| panic!("rules/{}.md: a part is missing", rule.id))
}

/// A page: what to write, then two blocks of code, before and after.
fn parts(page: &'static str) -> Option<Example> {
    let (write, page) = page.split_once("\n\n````")?;
    let (before, page) = block(page, "before")?.split_once("````\n\n````")?;
    let (after, rest) = block(page, "after")?.split_once("````\n")?;
    rest.is_empty().then_some(Example { write, before, after })
}

/// What follows the first line of a block, which says its language and `name`.
fn block<'p>(page: &'p str, name: &str) -> Option<&'p str> {
    let (info, text) = page.split_once('\n')?;
    info.ends_with(name).then_some(text)
}
