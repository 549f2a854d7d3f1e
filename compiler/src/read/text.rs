//! Text without its markup, with white space as the reader of a page sees it.

use super::blocks::{Piece, Style};

/// The text of pieces without any markup; white space is collapsed and trimmed.
pub(crate) fn plain(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece.style {
            Style::Plain | Style::Code | Style::Struck => text.push_str(&piece.text),
            Style::Break => text.push(' '),
            Style::Tag | Style::Footnote | Style::Image => {}
        }
    }
    collapse(&text)
}

/// A text with every run of white space as one space, trimmed.
pub(crate) fn collapse(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    collapsed
}

/// The name of a tag: `br` of `<br />` and of `</br>`.
pub(crate) fn tag_name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    name.find(|c: char| !c.is_ascii_alphanumeric()).map_or(name, |end| &name[..end])
}
