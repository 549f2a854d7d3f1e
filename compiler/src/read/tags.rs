//! Where a tag of a page ends: a `>` in quotes, and in MDX in braces, is part of it.

/// The state inside a tag, from line to line.
#[derive(Default)]
pub(crate) struct Inside {
    is_mdx: bool,
    quote: Option<char>,
    braces: usize,
}

impl Inside {
    pub(crate) fn new(is_mdx: bool) -> Self {
        Self { is_mdx, ..Self::default() }
    }

    /// The length of what still belongs to the tag, where it ends in this text.
    pub(crate) fn end(&mut self, text: &str) -> Option<usize> {
        for (at, letter) in text.char_indices() {
            if let Some(quote) = self.quote {
                self.quote = Some(quote).filter(|quote| *quote != letter);
                continue;
            }
            match letter {
                '"' | '\'' => self.quote = Some(letter),
                '`' if self.braces > 0 => self.quote = Some(letter),
                '{' if self.is_mdx => self.braces += 1,
                '}' => self.braces = self.braces.saturating_sub(1),
                '>' if self.braces == 0 => return Some(at + 1),
                _ => {}
            }
        }
        None
    }
}

/// The first tag of a text that begins with one, from its name on and without its `>`, and the text behind it.
pub(crate) fn first(text: &str, is_mdx: bool) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('<').filter(|inner| !inner.starts_with(['!', '?']))?;
    let end = Inside::new(is_mdx).end(inner)?;
    Some((&inner[..end - 1], &inner[end..]))
}

/// Whether a text is tags and nothing else.
pub(crate) fn are_all(text: &str, is_mdx: bool) -> bool {
    let mut rest = text.trim();
    while let Some((_, after)) = first(rest, is_mdx) {
        rest = after.trim_start();
        if rest.is_empty() {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::are_all;

    #[test]
    fn a_sign_in_quotes_or_braces_does_not_end_a_tag() {
        for text in [
            "<Note title=\"a > b\">",
            "<Note title='a > b'> </Note>",
            "<Note onClick={() => go({ a: \"}\" })}>",
            "<Note title={`a > b`} />",
            "<>",
        ] {
            assert!(are_all(text, true), "{text}");
        }
        for text in ["<Note title=\"a > b\"", "<Note> text", "a <b>", "", "<!-- a -->", "<Note a={>"] {
            assert!(!are_all(text, true), "{text}");
        }
        assert!(are_all("<a title=\"{\">", false));
    }
}
