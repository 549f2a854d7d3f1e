//! Text without its markup, with white space as the reader of a page sees it.

use std::borrow::Cow;

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

/// A text in which no line ends with a carriage return alone: for CommonMark that ends a line, for the Markdown parser not
/// everywhere. Every place stays where it is.
pub(crate) fn with_line_feeds(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let is_alone = |&at: &usize| bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    if !(0..bytes.len()).any(|at| is_alone(&at)) {
        return Cow::Borrowed(text);
    }
    let letters = text.char_indices().map(|(at, letter)| if is_alone(&at) { '\n' } else { letter });
    Cow::Owned(letters.collect())
}

/// Cuts a text to at most so many bytes; whether it was longer.
pub(crate) fn cut(text: &mut String, most: usize) -> bool {
    if text.len() <= most {
        return false;
    }
    let end = (0..=most).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    text.truncate(end);
    true
}

/// The name of a tag: `br` of `<br />` and of `</br>`.
pub(crate) fn tag_name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    name.find(|c: char| !c.is_ascii_alphanumeric()).map_or(name, |end| &name[..end])
}
