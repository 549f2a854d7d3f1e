//! Findings: what is wrong in a document, where, and what to do.

use core::fmt;

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
    /// What it finds, in a line.
    pub title: &'static str,
    /// Why it matters: plain text, one paragraph.
    pub explanation: &'static str,
}

/// One thing that is wrong, or worth knowing, at one place of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The kind of finding.
    pub rule: &'static Rule,
    /// The document.
    pub path: String,
    /// Where in it.
    pub position: Position,
    /// What is wrong, in the reader's words; one line.
    pub message: String,
    /// What to do; one line, or several where it shows text to paste.
    pub help: String,
    /// The source line as a terminal may show it, of a long one the part around the column; empty where there is none.
    pub excerpt: String,
    /// How many characters stand before the place in the excerpt.
    pub mark: usize,
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
        Self { rule, path: path.to_owned(), position, message, help, excerpt, mark }
    }

    /// How bad it is.
    #[must_use]
    pub fn level(&self) -> Level {
        self.rule.level
    }
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

/// The part of a line around the byte `at` that is shown, and how many characters of it stand before that place. The
/// cost does not depend on the length of the line: there may be many findings in a long one.
#[must_use]
pub fn window(line: &str, at: usize) -> (String, usize) {
    let before = line.get(..at).unwrap_or(line);
    plain_window(line, before.len()).unwrap_or_else(|| any_window(before, &line[before.len()..]))
}

/// The window of a line that has nothing but visible ASCII around the place, as nearly all have: each byte is a character.
/// There may be a note on each row of a document, and build scripts run unoptimised.
fn plain_window(line: &str, at: usize) -> Option<(String, usize)> {
    let bytes = line.as_bytes();
    let (from, to) = (at.saturating_sub(WIDEST), bytes.len().min(at + WIDEST + 1));
    let mut n = from;
    while n < to {
        if bytes[n] < b' ' || bytes[n] > b'~' {
            return None;
        }
        n += 1;
    }
    let (behind, ahead) = (at, bytes.len() - at);
    let half = WIDEST / 2;
    let start = at - behind.min(half.max(WIDEST.saturating_sub(ahead)));
    let end = at + ahead.min(half.max(WIDEST.saturating_sub(behind)));
    let mut shown = String::with_capacity(end - start + 2 * '…'.len_utf8());
    if start > 0 {
        shown.push('…');
    }
    shown.push_str(&line[start..end]);
    if end < bytes.len() {
        shown.push('…');
    } else {
        shown.truncate(shown.trim_end().len());
    }
    Some((shown, at - start + usize::from(start > 0)))
}

fn any_window(before: &str, after: &str) -> (String, usize) {
    let half = WIDEST / 2;
    let behind = |count| after.char_indices().nth(count).map(|(at, _)| at);
    let ahead = |count: usize| before.char_indices().rev().nth(count).map(|(at, c)| at + c.len_utf8());
    // What one side does not need is the other's.
    let room_behind = before.chars().rev().take(WIDEST).count();
    let room_ahead = after.chars().take(WIDEST).count();
    let start = ahead(half.max(WIDEST.saturating_sub(room_ahead)));
    let end = behind(half.max(WIDEST.saturating_sub(room_behind)));
    let mut shown = String::new();
    shown.extend(start.map(|_| '…'));
    before[start.unwrap_or(0)..].chars().for_each(|letter| push_visible(&mut shown, letter));
    let mark = shown.chars().count();
    after[..end.unwrap_or(after.len())].chars().for_each(|letter| push_visible(&mut shown, letter));
    match end {
        Some(_) => shown.push('…'),
        None => shown.truncate(shown.trim_end().len()),
    }
    (shown, mark)
}

/// Text of a document as a terminal may show it: control, bidirectional and other invisible characters are written as
/// `\u{…}`, so that they can neither act nor hide.
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

/// Characters that act on a terminal or cannot be seen: controls, bidirectional marks (UAX #9), zero-width characters,
/// line separators, the byte order mark, variation selectors and tags.
#[must_use]
pub fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::{any_window, plain_window, window};

    #[test]
    fn the_short_way_for_plain_lines_agrees_with_the_long_one() {
        for length in (0..500).step_by(7) {
            let line: String = (0..length).map(|n| if n % 5 == 0 || n > 430 { ' ' } else { 'a' }).collect();
            for at in (0..=length).step_by(3) {
                let long = any_window(&line[..at], &line[at..]);
                assert_eq!(plain_window(&line, at).as_ref(), Some(&long), "{length} {at}");
                // Further away than what is shown nothing matters.
                let far = format!("é{}{line}{}é", "b".repeat(200), "b".repeat(200));
                let at = at + 202;
                assert_eq!(plain_window(&far, at), Some(any_window(&far[..at], &far[at..])), "{length} {at}");
            }
        }
        for line in ["é", "\t", "\u{7f}"] {
            assert_eq!(plain_window(line, 0), None);
            assert_eq!(window(line, 0), any_window("", line));
        }
    }
}
