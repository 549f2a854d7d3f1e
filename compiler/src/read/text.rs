//! The text of pieces, without markup and with its white space as a reader sees it.

use super::blocks::{Piece, Style};

/// The text of pieces without any markup; white space is collapsed and trimmed.
pub(crate) fn plain(pieces: &[Piece<'_>]) -> String {
    if let [only] = pieces
        && matches!(only.style, Style::Plain | Style::Code | Style::Struck)
    {
        return if only.collapsed { only.text.as_ref().to_owned() } else { collapse(&only.text) };
    }
    let mut length = 0;
    for piece in pieces {
        length += piece.text.len();
    }
    let mut text = String::with_capacity(length);
    for piece in pieces {
        match piece.style {
            Style::Plain | Style::Code | Style::Struck => text.push_str(&piece.text),
            Style::Break => text.push(' '),
            Style::Tag | Style::Footnote => {}
        }
    }
    if is_collapsed(text.as_bytes()) { text } else { collapse(&text) }
}

/// A text with every run of white space as one space, trimmed.
pub(crate) fn collapse(text: &str) -> String {
    if is_collapsed(text.as_bytes()) {
        return text.to_owned();
    }
    let text = text.trim();
    let bytes = text.as_bytes();
    // White space is an ASCII blank, or not ASCII at all.
    let odd = |b: &u8| !b.is_ascii() || (b.is_ascii_whitespace() && *b != b' ');
    if !bytes.iter().any(odd) && !text.contains("  ") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether a text surely has no white space but single spaces between words. A plain loop: build scripts run unoptimised.
pub(crate) fn is_collapsed(bytes: &[u8]) -> bool {
    let mut after_space = true;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte == b' ' {
            if after_space {
                return false;
            }
            after_space = true;
        } else if byte < b' ' || matches!(byte, 0xc2 | 0xe1..=0xe3) {
            // All other white space begins with one of these bytes (Unicode's White_Space).
            return false;
        } else {
            after_space = false;
        }
        at += 1;
    }
    !after_space || bytes.is_empty()
}
