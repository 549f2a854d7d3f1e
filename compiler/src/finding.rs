//! Findings: what is wrong in a document, where, and what to do.

use core::fmt;

pub use scopemark_core::is_hidden;

use crate::model::Position;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth knowing; nothing is wrong.
    Note,
    /// Something may be lost or misread.
    Warning,
    /// The document cannot be used as it is.
    Error,
}

impl Level {
    /// The word used in every output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One kind of finding. The catalogue of them is in `rules.rs`.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable id, such as `read/ragged-row`.
    pub id: &'static str,
    /// How bad it is.
    pub level: Level,
    /// What it finds, in one line.
    pub title: &'static str,
    /// Why it matters: plain text, one paragraph.
    pub explanation: &'static str,
}

/// Something that is wrong, or worth knowing, at one place of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The kind of finding.
    pub rule: &'static Rule,
    /// The document.
    pub path: String,
    /// Where in it.
    pub position: Position,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do, in one line, or in several if it shows text to paste.
    pub help: String,
    /// The source line in a form that is safe to print, or the part of a long line around the column; empty if there is none.
    pub excerpt: String,
    /// How many characters of the excerpt precede the place.
    pub mark: usize,
    /// How many findings it stands for that are not listed; zero, unless it is the last of a long list.
    pub unlisted: usize,
}

impl Finding {
    /// A finding at `at` bytes into the source line `line`.
    pub(crate) fn new(
        rule: &'static Rule,
        path: &str,
        position: Position,
        message: impl Into<String>,
        help: impl Into<String>,
        (line, at): (&str, usize),
    ) -> Self {
        let (excerpt, mark) = window(line, at);
        let (message, help) = (message.into(), help.into());
        Self { rule, path: path.to_owned(), position, message, help, excerpt, mark, unlisted: 0 }
    }

    /// A finding about a whole file or folder: it points at the beginning and shows no line.
    pub(crate) fn of_file(
        rule: &'static Rule,
        path: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self::new(rule, path, Position { line: 1, column: 1 }, message, help, ("", 0))
    }

    /// How bad it is.
    #[must_use]
    pub fn level(&self) -> Level {
        self.rule.level
    }
}

/// Sorts findings by document and place, then by rule and message, and removes repetitions.
pub(crate) fn sort(findings: &mut Vec<Finding>) {
    fn key(finding: &Finding) -> (&str, Position, &str, &str) {
        (&finding.path, finding.position, finding.rule.id, &finding.message)
    }
    findings.sort_by(|one, other| key(one).cmp(&key(other)));
    findings.dedup();
}

/// The widest excerpt that is shown whole, in characters; a longer line is shown around the column.
const WIDEST: usize = 160;

/// The finding as text: `path:line:column: message [rule]`, the source line with a mark under the column, and the help.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Position { line, column } = self.position;
        write!(f, "{}:{line}:{column}: {} [{}]", Visible(&self.path), Visible(&self.message), self.rule.id)?;
        let number = line.to_string();
        let margin = number.len();
        if !self.excerpt.is_empty() {
            let Self { excerpt, mark, .. } = self;
            write!(f, "\n{:margin$} |\n{number} | {excerpt}\n{:margin$} | {:mark$}^", "", "", "")?;
        }
        for (n, help) in self.help.lines().enumerate() {
            let sign = if n == 0 { "= help: " } else { "        " };
            write!(f, "\n{:margin$} {sign}{}", "", Visible(help))?;
        }
        Ok(())
    }
}

/// The part of a line around the byte `at` that is shown, and how many characters of it precede that place. A line may
/// be as long as the document and have a finding on every word, so no more than the shown part is looked at.
#[must_use]
pub fn window(line: &str, at: usize) -> (String, usize) {
    let (before, after) = line.split_at_checked(at).unwrap_or((line, ""));
    // A side that has fewer characters than half leaves the rest to the other.
    let half = WIDEST / 2;
    let (count_before, count_after) = (before.chars().rev().take(WIDEST).count(), after.chars().take(WIDEST).count());
    let shown_before = half.max(WIDEST.saturating_sub(count_after));
    let shown_after = half.max(WIDEST.saturating_sub(count_before));
    let start = before.char_indices().rev().nth(shown_before).map(|(at, letter)| at + letter.len_utf8());
    let end = after.char_indices().nth(shown_after).map(|(at, _)| at);

    let mut shown = String::new();
    if start.is_some() {
        shown.push('…');
    }
    before[start.unwrap_or(0)..].chars().for_each(|letter| push_visible(&mut shown, letter));
    let mark = shown.chars().count();
    after[..end.unwrap_or(after.len())].chars().for_each(|letter| push_visible(&mut shown, letter));
    match end {
        Some(_) => shown.push('…'),
        None => shown.truncate(shown.trim_end().len()),
    }
    (shown, mark)
}

/// Text of a document in a form that is safe to print: control, bidirectional and other invisible characters are written
/// as `\u{…}`, so that they neither act nor hide.
#[derive(Debug, Clone, Copy)]
pub struct Visible<'a>(pub &'a str);

impl fmt::Display for Visible<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut plain = 0;
        for (at, letter) in self.0.char_indices() {
            if is_hidden(letter) {
                f.write_str(&self.0[plain..at])?;
                write!(f, "{}", letter.escape_unicode())?;
                plain = at + letter.len_utf8();
            }
        }
        f.write_str(&self.0[plain..])
    }
}

fn push_visible(out: &mut String, letter: char) {
    if letter == '\t' {
        out.push(' ');
    } else if is_hidden(letter) {
        out.extend(letter.escape_unicode());
    } else {
        out.push(letter);
    }
}

#[cfg(test)]
mod tests {
    use super::{WIDEST, window};

    #[test]
    fn a_line_that_fits_is_shown_whole_and_its_hidden_characters_are_visible() {
        assert_eq!(window("| a | b |  ", 6), ("| a | b |".to_owned(), 6));
        assert_eq!(window("\té\u{200b}x", 3), (" é\\u{200b}x".to_owned(), 2));
        assert_eq!(window("ab", 2), ("ab".to_owned(), 2));
        assert_eq!(window("", 0), (String::new(), 0));
    }

    #[test]
    fn a_long_line_is_shown_around_the_place() {
        let line = "é".repeat(1_000);
        for (at, mark, ellipses) in [(0, 0, "é…"), (500, WIDEST / 2 + 1, "……"), (1_000, WIDEST + 1, "…é")] {
            let (shown, found) = window(&line, at * 'é'.len_utf8());
            let ends: String = [shown.chars().next(), shown.chars().last()].into_iter().flatten().collect();
            assert_eq!((found, ends.as_str()), (mark, ellipses), "{at}");
            assert_eq!(shown.matches('é').count(), WIDEST, "{at}");
        }
    }
}
