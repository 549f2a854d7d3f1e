//! Rows of plain text and code marks, which are read here and left out of what the Markdown parser is given. They are
//! nearly all of a large document, and in a build script, which runs unoptimised, the parser would cost more than the rest.
//!
//! A row is left out where it cannot change how anything else is parsed. It begins with a pipe in the first column, which
//! no other block of CommonMark does, it stands below a delimiter row with nothing but such lines between, and it has as
//! many cells as that. So whatever the parser is in there, a table or not, it is in the same behind the row. Whether it is
//! a table is known only when the parser comes by: it has to confirm each gap ([`Gap`]), else all is parsed as it stands.

use pulldown_cmark::CowStr;

use super::blocks::{Cell, Piece, Row, Style};
use super::lines::Lines;

/// Rows that were left out in one place.
pub(crate) struct Gap {
    /// Where the line above the gap begins, in the text that is left.
    pub(crate) above: usize,
    /// Whether that line is the delimiter row of the table, else it is a row.
    pub(crate) below_delimiter: bool,
    /// Where the rows were, in the text that is left: the end of the line above.
    pub(crate) at: usize,
    /// How many bytes are left out.
    pub(crate) length: usize,
    /// How many columns the table must have.
    pub(crate) columns: usize,
    pub(crate) rows: Vec<Row>,
}

/// The rows that were left out of a text.
#[derive(Default)]
pub(crate) struct PlainRows<'a> {
    pub(crate) gaps: Vec<Gap>,
    /// What the rows refer to.
    pub(crate) cells: Vec<Cell>,
    pub(crate) pieces: Vec<Piece<'a>>,
}

/// Finds the rows that can be left out; the text without them, which is empty where there are none.
pub(crate) fn find<'a>(lines: &Lines<'a>) -> (String, PlainRows<'a>) {
    let text = lines.text();
    let bytes = text.as_bytes();
    let mut found = PlainRows::default();
    let mut rest = String::new();
    // The columns of the table that may be here; none outside.
    let mut columns = 0;
    // The line above.
    let mut above = 0;
    let mut below_delimiter = false;
    // How much was left out so far, and from where on the text is still to be copied.
    let mut left_out = 0;
    let mut copied = 0;
    // Where the gap that is open ends.
    let mut open = usize::MAX;
    let count = lines.count();
    let mut index = 0;
    while index < count {
        let start = lines.start(index);
        index += 1;
        if start >= bytes.len() || bytes[start] != b'|' {
            columns = 0;
            continue;
        }
        let end = lines.start(index);
        let Some(stop) = content_end(bytes, start, end) else {
            columns = 0;
            continue;
        };
        if columns == 0 {
            columns = delimiter(bytes, start, stop);
            (above, below_delimiter) = (start, true);
        } else if row(text, start, stop, columns, &mut found) {
            let cells = found.cells.len();
            let row = Row { range: start..end, cells: cells - columns..cells, plain: true };
            if open != start {
                rest.push_str(&text[copied..start]);
                let (at, above) = (start - left_out, above - left_out);
                found.gaps.push(Gap { above, below_delimiter, at, length: 0, columns, rows: Vec::new() });
            }
            if let Some(gap) = found.gaps.last_mut() {
                gap.length += end - start;
                gap.rows.push(row);
            }
            left_out += end - start;
            (open, copied) = (end, end);
        } else {
            (above, below_delimiter) = (start, false);
        }
    }
    if !found.gaps.is_empty() {
        rest.push_str(&text[copied..]);
    }
    (rest, found)
}

/// Where a line ends without its LF or CRLF. None where a lone CR ends it, which the parser does not always count.
fn content_end(bytes: &[u8], start: usize, end: usize) -> Option<usize> {
    let last = bytes[end - 1];
    if last == b'\r' {
        return None;
    }
    if last != b'\n' {
        return Some(end);
    }
    Some(if end - start > 1 && bytes[end - 2] == b'\r' { end - 2 } else { end - 1 })
}

/// The columns of a delimiter row that begins with a pipe; 0 for any other line.
fn delimiter(bytes: &[u8], start: usize, stop: usize) -> usize {
    let (mut cells, mut filled) = (0, false);
    let mut at = start + 1;
    while at < stop {
        match bytes[at] {
            b'-' | b':' => filled = true,
            b' ' => {}
            b'|' if filled => {
                cells += 1;
                filled = false;
            }
            _ => return 0,
        }
        at += 1;
    }
    if filled { cells + 1 } else { cells }
}

/// What a byte is in a cell: nothing but text, or what the parser may see in it.
const TEXT: u8 = 0;
const PIPE: u8 = 1;
const SPACE: u8 = 2;
/// Text that may be white space.
const WHITE: u8 = 3;
const CODE_MARK: u8 = 4;
/// Between a letter or digit and another it is text.
const UNDERSCORE: u8 = 5;
/// Before a space it is text.
const AMPERSAND: u8 = 6;
/// Text within code marks.
const MARKUP: u8 = 7;
/// What is left to the parser wherever it stands.
const OTHER: u8 = 8;

static CLASSES: [u8; 256] = {
    let mut classes = [TEXT; 256];
    let mut control = 0;
    while control < b' ' {
        classes[control as usize] = OTHER;
        control += 1;
    }
    classes[0x7f] = OTHER;
    // With these begins all white space that is not ASCII (Unicode's White_Space).
    classes[0xc2] = WHITE;
    classes[0xe1] = WHITE;
    classes[0xe2] = WHITE;
    classes[0xe3] = WHITE;
    classes[b' ' as usize] = SPACE;
    classes[b'\\' as usize] = OTHER;
    classes[b'|' as usize] = PIPE;
    classes[b'`' as usize] = CODE_MARK;
    classes[b'_' as usize] = UNDERSCORE;
    classes[b'&' as usize] = AMPERSAND;
    classes[b'*' as usize] = MARKUP;
    classes[b'[' as usize] = MARKUP;
    classes[b']' as usize] = MARKUP;
    classes[b'<' as usize] = MARKUP;
    classes[b'~' as usize] = MARKUP;
    classes
};

/// Reads one line as a row and adds its cells and their pieces, or adds nothing and says so.
fn row<'a>(text: &'a str, start: usize, stop: usize, columns: usize, found: &mut PlainRows<'a>) -> bool {
    let (first_cell, first_piece) = (found.cells.len(), found.pieces.len());
    let kept = cells(text, start, stop, columns, found) && {
        // An empty row, a delimiter row and a conflict marker are read as findings.
        match found.pieces.get(first_piece) {
            Some(piece) => !matches!(text.as_bytes()[piece.offset], b'-' | b':') && text.as_bytes()[start + 1] != b'|',
            None => false,
        }
    };
    if !kept {
        found.cells.truncate(first_cell);
        found.pieces.truncate(first_piece);
    }
    kept
}

/// Whether the line from `start` to `stop` is plain and has as many cells as there are columns.
fn cells<'a>(text: &'a str, start: usize, stop: usize, columns: usize, found: &mut PlainRows<'a>) -> bool {
    let bytes = text.as_bytes();
    let mut left = columns;
    let mut at = start;
    loop {
        // The pipe that begins the cell, and blanks.
        at += 1;
        while at < stop && bytes[at] == b' ' {
            at += 1;
        }
        if at >= stop {
            return left == 0;
        }
        if left == 0 {
            return false;
        }
        left -= 1;
        let (cell, first) = (at, found.pieces.len());
        // Where the text begins that is no piece yet, where it ends but for blanks, and whether it has single spaces only.
        let mut from = at;
        let mut end = stop;
        let mut collapsed = true;
        while at < stop {
            let class = CLASSES[bytes[at] as usize];
            if class == TEXT {
                at += 1;
                continue;
            }
            if class == PIPE {
                end = at;
                break;
            }
            if class == SPACE {
                let first = at;
                while at < stop && bytes[at] == b' ' {
                    at += 1;
                }
                if at >= stop || bytes[at] == b'|' {
                    end = first;
                    break;
                }
                collapsed &= at == first + 1;
                continue;
            }
            if class == WHITE {
                collapsed = false;
            } else if class == CODE_MARK {
                if from < at {
                    push(text, from, at, Style::Plain, false, found);
                }
                let inner = at + 1;
                at = code(bytes, inner, stop);
                if at == inner {
                    return false;
                }
                push(text, inner, at, Style::Code, false, found);
                from = at + 1;
                collapsed = false;
            } else if !(class == UNDERSCORE && is_within_word(bytes, at, stop)
                || class == AMPERSAND && at + 1 < stop && bytes[at + 1] == b' ')
            {
                return false;
            }
            at += 1;
        }
        if from < end {
            push(text, from, end, Style::Plain, collapsed, found);
        }
        let last = found.pieces.len();
        found.cells.push(Cell { start: cell, pieces: first..last });
        if at >= stop {
            return left == 0;
        }
    }
}

fn push<'a>(text: &'a str, from: usize, end: usize, style: Style, collapsed: bool, found: &mut PlainRows<'a>) {
    found.pieces.push(Piece { style, text: CowStr::Borrowed(&text[from..end]), collapsed, offset: from });
}

/// Where the mark stands that ends the code which begins at `inner`; `inner` itself where that is not plain.
fn code(bytes: &[u8], inner: usize, stop: usize) -> usize {
    let mut at = inner;
    while at < stop {
        let class = CLASSES[bytes[at] as usize];
        if class == CODE_MARK {
            let alone = at + 1 >= stop || bytes[at + 1] != b'`';
            // Blanks at the ends may be stripped.
            let blank = at > inner && (bytes[inner] == b' ' || bytes[at - 1] == b' ');
            return if alone && !blank { at } else { inner };
        }
        if class == PIPE || class == OTHER {
            return inner;
        }
        at += 1;
    }
    inner
}

fn is_within_word(bytes: &[u8], at: usize, stop: usize) -> bool {
    at + 1 < stop && bytes[at - 1].is_ascii_alphanumeric() && bytes[at + 1].is_ascii_alphanumeric()
}
