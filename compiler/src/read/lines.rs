//! The lines of a text: from byte offsets to lines and columns, and back.

use crate::model::Position;

/// What may precede a line's text: white space, and the marks of quotations.
pub(crate) const INDENT: [char; 3] = [' ', '\t', '>'];

/// A text cut into lines at LF, CR and CRLF, as CommonMark has it.
pub(crate) struct Lines<'a> {
    text: &'a str,
    /// Where each line begins.
    starts: Vec<usize>,
    /// How many characters begin before each [`STEP`]th byte. A line may be as long as the document: to count its characters
    /// anew for every place in it would take time by the square of its length.
    counts: Vec<usize>,
}

/// How far apart the places are whose characters are counted.
const STEP: usize = 128;

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let (mut starts, mut counts, mut count) = (vec![0], Vec::with_capacity(text.len() / STEP + 1), 0);
        for (at, byte) in text.bytes().enumerate() {
            if at % STEP == 0 {
                counts.push(count);
            }
            count += usize::from(begins(byte));
            if byte == b'\n' || (byte == b'\r' && text.as_bytes().get(at + 1) != Some(&b'\n')) {
                starts.push(at + 1);
            }
        }
        Self { text, starts, counts }
    }

    /// How many characters begin before a byte.
    fn characters(&self, offset: usize) -> usize {
        let step = (offset / STEP).min(self.counts.len().saturating_sub(1));
        let rest = self.text.as_bytes().get(step * STEP..offset).unwrap_or_default();
        self.counts.get(step).copied().unwrap_or_default() + rest.iter().filter(|&&byte| begins(byte)).count()
    }

    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// How many lines there are; a text that ends with a line end has one empty line more.
    pub(crate) fn count(&self) -> usize {
        self.starts.len()
    }

    /// The index, from 0, of the line that holds the byte at `offset`.
    pub(crate) fn index(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// Where the line begins; the end of the text for a line past the last.
    pub(crate) fn start(&self, index: usize) -> usize {
        self.starts.get(index).copied().unwrap_or(self.text.len())
    }

    /// The line, from 0, without its end; empty for a line past the last.
    pub(crate) fn line(&self, index: usize) -> &'a str {
        let line = &self.text[self.start(index)..self.start(index + 1)];
        let line = line.strip_suffix('\n').unwrap_or(line);
        line.strip_suffix('\r').unwrap_or(line)
    }

    /// Line and column of a byte; an offset inside a character counts as that character's start.
    pub(crate) fn position(&self, offset: usize) -> Position {
        let index = self.index(offset);
        let column = self.characters(offset.min(self.text.len())) - self.characters(self.start(index)) + 1;
        Position { line: number(index + 1), column: number(column) }
    }

    /// Where a position stands; the end of the line for a column past it.
    pub(crate) fn offset(&self, position: Position) -> usize {
        let index = (position.line as usize).saturating_sub(1);
        let start = self.start(index);
        let end = start + self.line(index).len();
        // The character that is wanted, of all in the text.
        let wanted = self.characters(start) + (position.column as usize).saturating_sub(1);
        let step = self.counts.partition_point(|&count| count <= wanted).saturating_sub(1);
        let (from, before) =
            if step * STEP > start { (step * STEP, self.counts[step]) } else { (start, self.characters(start)) };
        let rest = self.text.as_bytes().get(from..end).unwrap_or_default();
        let mut beginnings = rest.iter().enumerate().filter(|(_, byte)| begins(**byte));
        beginnings.nth(wanted - before).map_or(end, |(at, _)| from + at)
    }

    /// The line of a place, and where in it the place is, in bytes.
    pub(crate) fn excerpt(&self, position: Position) -> (&'a str, usize) {
        let index = (position.line as usize).saturating_sub(1);
        (self.line(index), self.offset(position) - self.start(index))
    }
}

/// Whether a byte begins a character: the others continue one.
fn begins(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

/// Lines and columns fit: a document is limited to far fewer bytes than `u32` counts.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Lines, Position};

    fn at(text: &str, offset: usize) -> (u32, u32) {
        let Position { line, column } = Lines::new(text).position(offset);
        (line, column)
    }

    #[test]
    fn every_line_ending_of_commonmark_ends_a_line() {
        for end in ["\n", "\r", "\r\n"] {
            let text = format!("a{end}b{end}");
            let lines = Lines::new(&text);
            assert_eq!(lines.count(), 3, "{end:?}");
            assert_eq!((lines.line(0), lines.line(1), lines.line(2)), ("a", "b", ""));
            assert_eq!(at(&text, 1 + end.len()), (2, 1));
        }
    }

    #[test]
    fn columns_count_unicode_scalars_and_a_tab_is_one() {
        assert_eq!(at("\tä€𝄞x", 0), (1, 1));
        assert_eq!(at("\tä€𝄞x", "\tä€𝄞".len()), (1, 5));
    }

    #[test]
    fn places_are_found_again_in_any_order() {
        let text = "aä\n€b𝄞c\n\nd".to_owned() + &"€x".repeat(200) + "\n" + &"𝄞".repeat(90);
        let text = text.as_str();
        let lines = Lines::new(text);
        let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        for order in [offsets.clone(), offsets.into_iter().rev().collect()] {
            for offset in order {
                assert_eq!(lines.offset(lines.position(offset)), offset);
                assert_eq!(lines.position(offset), Lines::new(text).position(offset));
            }
        }
    }

    #[test]
    fn an_offset_at_the_end_is_after_the_last_character() {
        assert_eq!(at("", 0), (1, 1));
        assert_eq!(at("ab", 2), (1, 3));
    }
}
