//! A finding in the making: what the parts of the reader say before place and source line are known.

use super::lines::Lines;
use super::text::cut;
use crate::finding::{Finding, Rule};
use crate::rules;

/// What is wrong at one offset of the text.
pub(crate) struct Problem {
    pub(crate) rule: &'static Rule,
    pub(crate) at: usize,
    pub(crate) message: String,
    pub(crate) help: String,
}

/// How long a message may be, in bytes. It may quote a text that many findings quote.
const LONGEST: usize = 2_000;

impl Problem {
    pub(crate) fn new(rule: &'static Rule, at: usize, message: impl Into<String>, help: impl Into<String>) -> Self {
        let mut message = message.into();
        if cut(&mut message, LONGEST) {
            message.push('…');
        }
        Self { rule, at, message, help: help.into() }
    }

    /// The finding; in MDX, directives in its help have the form of its comments.
    pub(crate) fn finding(self, path: &str, lines: &Lines<'_>, is_mdx: bool) -> Finding {
        let position = lines.position(self.at);
        let help = if is_mdx { self.help.replace("<!--", "{/*").replace("-->", "*/}") } else { self.help };
        Finding::new(self.rule, path, position, self.message, help, lines.excerpt(position))
    }
}

/// The finding for a character that cannot be seen in a name of the kind that `what` says.
pub(crate) fn hidden_character(hidden: char, at: usize, what: &str) -> Problem {
    Problem::new(
        &rules::HIDDEN_CHARACTER,
        at,
        format!("the name of this {what} contains U+{:04X}, which is invisible", u32::from(hidden)),
        "delete the character; the surest way is to type the name again",
    )
}
