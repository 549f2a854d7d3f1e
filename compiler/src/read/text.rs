//! The text of pieces, without markup and with its white space as a reader sees it.

use super::blocks::{Piece, Style};

/// The text of pieces without any markup; white space is collapsed and trimmed.
pub(crate) fn plain(pieces: &[Piece<'_>]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece.style {
            Style::Plain | Style::Code | Style::Struck => text.push_str(&piece.text),
            Style::Break => text.push(' '),
            Style::Tag | Style::Footnote => {}
        }
    }
    collapse(&text)
}

/// A text with every run of white space as one space, trimmed.
pub(crate) fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
