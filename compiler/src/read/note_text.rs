//! The text of a notes cell, and where its sentences are.

use core::ops::Range;

use super::blocks::{Piece, Style};

/// How sentences begin that have a meaning: after a line break, they need no full stop before them.
const STARTS: [&str; 7] =
    ["Used when ", "Used if ", "Not for ", "Not supported ", "Not available ", "For ", "Optional"];

/// How many blanks may be between a line break and the beginning of a sentence.
const MOST_BLANKS: usize = 16;

/// What may be around a sentence, or around several.
const AROUND: [(char, char); 5] = [('(', ')'), ('（', '）'), ('[', ']'), ('“', '”'), ('"', '"')];

/// The text of a cell, with the markup that matters to the grammar.
pub(crate) struct Note {
    pub(crate) text: String,
    /// Where it is in code marks.
    pub(crate) code: Vec<Range<usize>>,
    /// Where the line breaks are in the text.
    breaks: Vec<usize>,
    /// Places in the text, each with its place in the document.
    offsets: Vec<(usize, usize)>,
}

impl Note {
    pub(crate) fn new(pieces: &[Piece]) -> Self {
        let mut note = Self { text: String::new(), code: Vec::new(), breaks: Vec::new(), offsets: Vec::new() };
        for piece in pieces {
            let at = note.text.len();
            note.offsets.push((at, piece.offset));
            match piece.style {
                Style::Plain | Style::Struck => note.plain(piece),
                Style::Code => {
                    note.text.push_str(&piece.text);
                    note.code.push(at..note.text.len());
                }
                Style::Break => {
                    note.breaks.push(at);
                    note.text.push(' ');
                }
                Style::Tag | Style::Footnote | Style::Image => {}
            }
        }
        note
    }

    /// Adds text without what cannot be seen in it: the reader of the page sees the same words.
    fn plain(&mut self, piece: &Piece) {
        for (at, letter) in piece.text.char_indices() {
            if is_invisible(letter) {
                self.offsets.push((self.text.len(), piece.offset + at + letter.len_utf8()));
            } else {
                self.text.push(letter);
            }
        }
    }

    pub(crate) fn offset(&self, at: usize) -> usize {
        let index = self.offsets.partition_point(|&(text, _)| text <= at).saturating_sub(1);
        self.offsets.get(index).map_or(0, |&(text, source)| source + (at - text))
    }

    /// The sentences, trimmed, without their full stop.
    pub(crate) fn sentences(&self) -> Vec<Range<usize>> {
        let ends = self.text.char_indices().filter(|&(at, letter)| self.ends_sentence(at, letter)).map(|(at, _)| at);
        let mut sentences = Vec::new();
        let mut start = 0;
        for end in ends.chain([self.text.len()]) {
            let text = &self.text[start..end];
            let from = end - text.trim_start().len();
            let to = from + text.trim().len();
            let inside = self.without_parentheses(from..to);
            if !inside.is_empty() {
                sentences.push(inside);
            }
            start = end + 1;
        }
        sentences
    }

    /// A sentence without a dash before it and the parentheses or quotation marks around it, which may be around several.
    fn without_parentheses(&self, range: Range<usize>) -> Range<usize> {
        let text = &self.text[range.clone()];
        let mut inside =
            text.strip_prefix(['-', '–', '•']).filter(|rest| rest.starts_with(' ')).map_or(text, str::trim_start);
        for (open, close) in AROUND {
            if let Some(rest) = inside.strip_prefix(open)
                && rest.find(close).is_none_or(|at| at + close.len_utf8() == rest.len())
            {
                inside = rest;
            }
            if let Some(rest) = inside.strip_suffix(close)
                && (open == close || !rest.contains(open))
            {
                inside = rest.trim_end_matches(['.', '!']);
            }
        }
        let inside = inside.trim();
        let from = range.start + (inside.as_ptr() as usize - text.as_ptr() as usize);
        from..from + inside.len()
    }

    /// Whether a sentence ends at a letter. A dot inside a name ends none.
    fn ends_sentence(&self, at: usize, letter: char) -> bool {
        let ends = match letter {
            '.' | '!' => {
                let rest = &self.text[at + 1..];
                rest.chars().next().is_none_or(char::is_whitespace) && !is_abbreviation(&self.text[..at], rest)
            }
            ';' => true,
            // A break is a space in the text.
            ' ' => {
                let blanks = self.text[at..].bytes().take(MOST_BLANKS).take_while(|&byte| byte == b' ').count();
                let rest = &self.text[at + blanks..];
                self.breaks.binary_search(&at).is_ok() && STARTS.iter().any(|start| rest.starts_with(start))
            }
            _ => false,
        };
        let next = self.code.partition_point(|code| code.end <= at);
        ends && !self.code.get(next).is_some_and(|code| code.contains(&at))
    }
}

/// Whether a letter takes no place. Those that turn the direction of the text are no such letters.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Whether the dot between two texts is one of an abbreviation, such as `U.S. tenants`.
fn is_abbreviation(before: &str, after: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let letters = word.split('.').all(|part| part.chars().count() == 1);
    letters && word.contains('.') && after.trim_start().starts_with(char::is_lowercase)
}
