//! The pipes of a line: what GFM tells about cells before it drops or fills any.

use core::ops::Range;

/// The cells that a line of a table has in its source, surplus ones too. A pipe behind a backslash divides nothing,
/// not even behind two: GFM takes the escape of a pipe first.
pub(crate) fn cells(line: &str) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    split(line, |cell| cells.push(cell));
    cells
}

/// How many cells a line of a table has in its source.
pub(crate) fn count(line: &str) -> usize {
    let mut count = 0;
    split(line, |_| count += 1);
    count
}

/// Whether a line has a pipe that divides.
pub(crate) fn has_pipe(line: &str) -> bool {
    let mut escaped = false;
    line.bytes().any(|byte| {
        let divides = byte == b'|' && !escaped;
        escaped = byte == b'\\';
        divides
    })
}

fn split(line: &str, mut cell: impl FnMut(Range<usize>)) {
    let bytes = line.as_bytes();
    let mut end = bytes.len();
    while end > 0 && is_blank(bytes[end - 1]) {
        end -= 1;
    }
    let mut start = 0;
    while start < end && is_blank(bytes[start]) {
        start += 1;
    }
    if start < end && bytes[start] == b'|' {
        start += 1;
    }
    if bytes.contains(&b'\\') {
        let mut escaped = false;
        let mut at = start;
        while at < end {
            if bytes[at] == b'|' && !escaped {
                cell(start..at);
                start = at + 1;
            }
            escaped = bytes[at] == b'\\';
            at += 1;
        }
    } else {
        // The library's search is fast where it is compiled unoptimised, too.
        for (at, _) in line[..end].match_indices('|') {
            if at >= start {
                cell(start..at);
                start = at + 1;
            }
        }
    }
    if start < end {
        cell(start..end);
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// The columns of a delimiter row (`|---|:--:|`), or `None` for any other line. At least one pipe makes it one:
/// a line of dashes alone is a rule or a heading.
pub(crate) fn delimiter(line: &str) -> Option<usize> {
    let mut pipe = false;
    let mut dash = false;
    for byte in line.bytes() {
        match byte {
            b'|' => pipe = true,
            b'-' => dash = true,
            b':' | b' ' | b'\t' | b'\r' | b'\n' => {}
            _ => return None,
        }
    }
    if !(pipe && dash) {
        return None;
    }
    let cells = cells(line);
    let all = cells.iter().all(|cell| {
        let cell = line[cell.clone()].trim();
        let dashes = cell.strip_prefix(':').unwrap_or(cell);
        let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
        !dashes.is_empty() && dashes.bytes().all(|b| b == b'-')
    });
    all.then_some(cells.len())
}

#[cfg(test)]
mod tests {
    use super::{count, delimiter, has_pipe};

    #[test]
    fn outer_pipes_make_no_cells() {
        for line in ["a | b", "| a | b |", "  | a | b", "a | b |  ", "|a|b|"] {
            assert_eq!(count(line), 2, "{line:?}");
        }
        assert_eq!(count("| a | b | |"), 3);
        assert_eq!(count("||"), 1);
        assert_eq!(count("|"), 0);
        assert_eq!(count(""), 0);
    }

    #[test]
    fn an_escaped_pipe_divides_nothing() {
        assert_eq!(count(r"| a \| b | c |"), 2);
        assert_eq!(count(r"| a \\| b | c |"), 2);
        assert!(!has_pipe(r"a \| b"));
    }

    #[test]
    fn a_delimiter_row_needs_a_pipe_and_dashes_in_every_cell() {
        assert_eq!(delimiter("|---|:-:|"), Some(2));
        assert_eq!(delimiter("---|---|---|---|---|"), Some(5));
        assert_eq!(delimiter("  | - |"), Some(1));
        for line in ["---", "| |", "|---| |", "| a |", ":-:", "|::|", ""] {
            assert_eq!(delimiter(line), None, "{line:?}");
        }
    }
}
