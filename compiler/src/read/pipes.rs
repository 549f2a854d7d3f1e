//! The pipes of a line: how many cells its source has, before GFM drops or fills in any.

use core::ops::Range;

const BLANK: [char; 4] = [' ', '\t', '\r', '\n'];

/// The cells that a line of a table has in its source, surplus ones too.
pub(crate) fn cells(line: &str) -> Vec<Range<usize>> {
    let end = line.trim_end_matches(BLANK).len();
    let mut start = end - line[..end].trim_start_matches(BLANK).len();
    if line[start..end].starts_with('|') {
        start += 1;
    }
    let first = start;
    let mut cells = Vec::new();
    for at in dividers(&line[first..end]) {
        cells.push(start..first + at);
        start = first + at + 1;
    }
    if start < end {
        cells.push(start..end);
    }
    cells
}

/// How many cells a line of a table has in its source.
pub(crate) fn count(line: &str) -> usize {
    cells(line).len()
}

/// Whether a line has a pipe that divides.
pub(crate) fn has_pipe(line: &str) -> bool {
    dividers(line).next().is_some()
}

/// Where the pipes are that divide. One after a backslash does not, not even after two: GFM takes the escape of a pipe first.
fn dividers(line: &str) -> impl Iterator<Item = usize> {
    line.match_indices('|').map(|(at, _)| at).filter(|&at| !line[..at].ends_with('\\'))
}

/// The columns of a delimiter row (`|---|:--:|`), or `None` for any other line. At least one pipe makes it one:
/// a line of dashes alone is a rule or a heading.
pub(crate) fn delimiter(line: &str) -> Option<usize> {
    if line.contains(|c: char| !BLANK.contains(&c) && !matches!(c, '|' | '-' | ':')) {
        return None;
    }
    let is_delimiter = |cell: &str| {
        let cell = cell.trim_matches(BLANK);
        let dashes = cell.strip_prefix(':').unwrap_or(cell);
        let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
        !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
    };
    let cells = cells(line);
    let all = line.contains('|') && !cells.is_empty() && cells.iter().all(|cell| is_delimiter(&line[cell.clone()]));
    all.then_some(cells.len())
}

/// Whether a line is a delimiter row of one column without a pipe, such as `:-`.
pub(crate) fn delimiter_without_pipe(line: &str) -> bool {
    let line = line.trim();
    let dashes = line.trim_matches(':');
    line.len() > dashes.len() && !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
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
