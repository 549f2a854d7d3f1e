//! The words of a scope cell, and the marks and separators between them.

use super::blocks::{Piece, Style};
use super::problem::Problem;
use super::text::tag_name;
use crate::rules;

/// One name in a cell.
#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) text: String,
    /// Where it begins in the document.
    pub(crate) offset: usize,
    /// Whether it is in code marks.
    pub(crate) code: bool,
    /// Whether it is alone in its code marks.
    pub(crate) alone: bool,
}

/// A part of a cell.
pub(crate) enum Part {
    Word(Token),
    /// A `*` that is a mark, not a name.
    Mark(usize),
    Or(usize),
    Comma,
    Break,
}

/// The words of a cell and what separates them.
pub(crate) fn parts(pieces: &[Piece], problems: &mut Vec<Problem>) -> Vec<Part> {
    let mut reader = Parts { found: Vec::new(), word: None, raised: None };
    for piece in pieces {
        reader.piece(piece, problems);
    }
    reader.end_word();
    reader.found
}

struct Parts {
    found: Vec<Part>,
    /// The plain word that is being read.
    word: Option<Token>,
    /// Inside `<sup>`: where, and its text so far.
    raised: Option<(usize, String)>,
}

impl Parts {
    fn piece(&mut self, piece: &Piece, problems: &mut Vec<Problem>) {
        if let Some((_, raised)) = &mut self.raised
            && matches!(piece.style, Style::Plain | Style::Code | Style::Struck)
        {
            raised.push_str(&piece.text);
            return;
        }
        match piece.style {
            Style::Plain => self.text(&piece.text, piece.offset, false),
            Style::Code => {
                self.end_word();
                self.text(&piece.text, piece.offset, true);
                self.end_word();
            }
            Style::Break => {
                self.end_word();
                self.found.push(Part::Break);
            }
            Style::Struck => problems.push(Problem::new(
                &rules::STRUCK_OUT,
                piece.offset,
                format!("`{}` is struck out: it is unclear whether it is still needed", piece.text.trim()),
                "remove it from the table, or remove the `~~`",
            )),
            Style::Footnote => problems.push(footnote(piece.offset)),
            Style::Tag => self.tag(piece, problems),
        }
    }

    fn tag(&mut self, piece: &Piece, problems: &mut Vec<Problem>) {
        let name = tag_name(&piece.text).to_ascii_lowercase();
        let closes = piece.text.starts_with("</");
        match name.as_str() {
            "sup" | "sub" if closes => {
                if let Some((at, raised)) = self.raised.take() {
                    if raised.trim() == "*" {
                        self.end_word();
                        self.found.push(Part::Mark(at));
                    } else {
                        problems.push(footnote(at));
                    }
                }
            }
            "sup" | "sub" => self.raised = Some((piece.offset, String::new())),
            "code" | "kbd" | "tt" | "samp" => self.end_word(),
            "b" | "strong" | "i" | "em" | "u" | "a" | "span" | "small" | "wbr" | "nobr" | "font" => {}
            "del" | "s" | "strike" if closes => {}
            "del" | "s" | "strike" => problems.push(Problem::new(
                &rules::STRUCK_OUT,
                piece.offset,
                "a permission is struck out: it is unclear whether it is still needed",
                "remove it from the table, or remove the tag",
            )),
            _ => problems.push(Problem::new(
                &rules::HTML_IN_SCOPE,
                piece.offset,
                format!("`{}` has no known meaning in a scope cell", piece.text),
                "write the permission in plain text or in code marks",
            )),
        }
    }

    fn text(&mut self, text: &str, offset: usize, code: bool) {
        let alone = code && text.split_whitespace().nth(1).is_none();
        for (at, c) in text.char_indices() {
            // RFC 6749 allows commas and semicolons in a token, but no vendor uses them there, so they separate names.
            let divides = matches!(c, ',' | ';');
            if c.is_whitespace() || divides {
                self.end_word();
                if divides {
                    self.found.push(Part::Comma);
                }
            } else {
                let word =
                    self.word.get_or_insert_with(|| Token { text: String::new(), offset: offset + at, code, alone });
                word.text.push(c);
            }
        }
    }

    fn end_word(&mut self) {
        let Some(mut word) = self.word.take() else { return };
        if !word.code {
            if word.text.eq_ignore_ascii_case("or") {
                self.found.push(Part::Or(word.offset));
                return;
            }
            let after_word = matches!(self.found.last(), Some(Part::Word(_)));
            if word.text == "*" && after_word {
                self.found.push(Part::Mark(word.offset));
                return;
            }
            // A star after a letter is a mark; after a divider, as in `repo:*`, it belongs to the name.
            if let Some(name) = word.text.strip_suffix('*')
                && name.ends_with(|c: char| c.is_ascii_alphanumeric())
            {
                let at = word.offset + name.len();
                word.text.pop();
                self.found.push(Part::Word(word));
                self.found.push(Part::Mark(at));
                return;
            }
        }
        self.found.push(Part::Word(word));
    }
}

fn footnote(at: usize) -> Problem {
    Problem::new(
        &rules::FOOTNOTE,
        at,
        "the footnote is not read: a condition in it would be lost",
        "move its text to a `Notes` column",
    )
}

/// The source of some parts, as far as a message shows it.
pub(crate) fn text_of(item: &[Part]) -> String {
    let mut text = String::new();
    for part in item {
        let word = match part {
            Part::Word(word) => &word.text,
            Part::Or(_) => "or",
            Part::Mark(_) => "*",
            Part::Comma | Part::Break => continue,
        };
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}
