//! The comments of MDX, `{/* … */}`, which the Markdown parser sees as processing instructions.

use core::ops::Range;

use super::directive_syntax::is_directive;
use super::ranges::Ranges;

/// The text for the parser, and its comments.
pub(crate) struct Comments {
    pub(crate) text: String,
    /// Where the parser sees a comment begin, and where it is in the document.
    pub(crate) all: Vec<(usize, Range<usize>)>,
    /// A directive that has no end.
    pub(crate) unclosed: Option<usize>,
}

/// The shortest processing instruction.
const SHORTEST: usize = "<??>".len();

/// The text with each comment as a processing instruction; in these fences of code there is none.
pub(crate) fn comments(text: &str, fences: &Ranges) -> Comments {
    let mut comments = Comments { text: String::with_capacity(text.len()), all: Vec::new(), unclosed: None };
    let (mut from, mut has_end) = (0, true);
    while let Some(found) = text[from..].find("{/*") {
        let at = from + found;
        let inner = at + 3;
        let is_code = fences.contains(at);
        let end = if is_code || !has_end { None } else { text[inner..].find("*/}").map(|length| inner + length + 3) };
        let Some(end) = end else {
            // What has no end is not looked for again.
            has_end &= is_code;
            let is_meant = !is_code && !text[..at].ends_with('`') && is_directive(&text[inner..]);
            comments.unclosed = comments.unclosed.or(Some(at).filter(|_| is_meant));
            comments.text.push_str(&text[from..inner]);
            from = inner;
            continue;
        };
        comments.text.push_str(&text[from..at]);
        comments.add(text, at..end);
        from = end;
    }
    comments.text.push_str(&text[from..]);
    comments
}

impl Comments {
    /// Adds a comment of the document behind the text so far.
    fn add(&mut self, document: &str, comment: Range<usize>) {
        let source = &document[comment.clone()];
        let line = self.text.rfind('\n').map_or(0, |end| end + 1);
        let indent = &self.text[line..];
        // MDX has no code by indentation: what begins its line begins the line for the parser too.
        if indent.len() >= 4 && indent.trim_matches([' ', '\t']).is_empty() {
            self.text.truncate(line);
        }
        let start = self.text.len();
        let first = source.find(['\n', '\r']).unwrap_or(source.len()) + comment.start - start;
        if first < SHORTEST {
            // The first line has no room for it, and no indentation that could make code of it.
            self.text.push_str("<? ");
            self.text.push_str(&source[3..source.len() - 3]);
            self.text.push_str(" ?>");
        } else {
            self.text.push_str("<?");
            self.text.extend(core::iter::repeat_n(' ', first - SHORTEST));
            self.text.push_str("?>");
            let rest = source.bytes().skip(first - (comment.start - start));
            self.text.extend(rest.map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' }));
        }
        self.all.push((start, comment));
    }
}

#[cfg(test)]
mod tests {
    use super::comments;
    use crate::read::ranges::Ranges;

    #[test]
    fn every_comment_keeps_the_length_of_the_text_and_begins_its_line() {
        let text = "a {/* b */} c\n\n      {/* scopemark:\n skip */}\n\n{/*\nd\n*/}\n\n    {/*\n*/}\n";
        let seen = comments(text, &Ranges::default());
        assert_eq!(seen.text.len(), text.len());
        let lines: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
        assert_eq!(seen.text.match_indices('\n').map(|(at, _)| at).collect::<Vec<_>>(), lines);
        let inner = |n: usize| &text[seen.all[n].1.clone()];
        assert_eq!((inner(0), inner(1)), ("{/* b */}", "{/* scopemark:\n skip */}"));
        for (at, _) in &seen.all {
            assert!(seen.text[*at..].starts_with("<?"), "{at}");
        }
        assert!(
            seen.text.lines().skip(1).all(|line| !line.starts_with(' ') || line.trim().is_empty() || line == " ?>")
        );
    }

    #[test]
    fn a_directive_without_an_end_is_said_and_another_comment_is_text() {
        let unclosed = |text: &str| comments(text, &Ranges::default()).unclosed;
        assert_eq!(unclosed("a\n{/* scopemark: skip\n"), Some(2));
        assert_eq!(unclosed("a {/* b"), None);
        assert_eq!(unclosed("the mark `{/* scopemark` is"), None);
    }
}
