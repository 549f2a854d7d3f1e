//! Reads the file of a catalogue: tab-separated values under a line of column names.

use core::cmp::Ordering;

use super::{Catalogue, Group, Row};
use crate::finding::{self, Finding};
use crate::limit;
use crate::model::Position;
use crate::read::LARGEST;
use crate::rules::CATALOGUE_BROKEN;

/// The columns, of which the first two must be there.
const COLUMNS: [&str; 7] = ["name", "kind", "id", "admin_consent", "enabled", "resource", "description"];

/// Reads a catalogue from the bytes of its file. Findings show `path`.
///
/// # Errors
///
/// The findings, in the order of lines, where the file is not a catalogue.
pub fn parse(path: &str, bytes: Vec<u8>) -> Result<Catalogue, Vec<Finding>> {
    let whole = |message: String, help: &str| vec![Finding::of_file(&CATALOGUE_BROKEN, path, message, help)];
    if bytes.len() > LARGEST {
        let message = format!("the catalogue has {} bytes; at most {LARGEST} are read", bytes.len());
        return Err(whole(message, "import only what the documents use: `cargo scopemark catalogue import --used`"));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.split(|byte| *byte == b'\n').count();
        whole(format!("line {line} of the catalogue is not UTF-8"), "save it as UTF-8 text")
    })?;
    let mut parser = Parser { path, columns: Vec::new(), rows: Vec::new(), findings: Vec::new() };
    let mut start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    for (number, whole) in (1..).zip(text[start..].split('\n')) {
        let line = whole.strip_suffix('\r').unwrap_or(whole);
        if !line.is_empty() && !line.starts_with('#') {
            if parser.columns.is_empty() {
                parser.head(number, line)?;
            } else {
                parser.row(number, line, start);
            }
        }
        start += whole.len() + 1;
    }
    if parser.columns.is_empty() {
        let help = "make it with `cargo scopemark catalogue import`, or remove it";
        return Err(whole("the catalogue is empty".to_owned(), help));
    }
    let Parser { rows, mut findings, .. } = parser;
    let catalogue = sorted(path, text, rows, &mut findings);
    if findings.is_empty() {
        return Ok(catalogue);
    }
    finding::sort(&mut findings);
    limit::limit(&mut findings);
    Err(findings)
}

struct Parser<'t> {
    path: &'t str,
    /// What each field of a line is, as a place in [`COLUMNS`].
    columns: Vec<usize>,
    rows: Vec<Row>,
    findings: Vec<Finding>,
}

/// A finding about a line, at a byte of it.
fn wrong(path: &str, (number, line): (u32, &str), at: usize, message: String, help: &str) -> Finding {
    let before = line.get(..at).unwrap_or_default();
    let column = before.chars().count().try_into().unwrap_or(u32::MAX).saturating_add(1);
    let position = Position { line: number, column };
    Finding::new(&CATALOGUE_BROKEN, path, position, message, help, (line, before.len()))
}

impl<'t> Parser<'t> {
    /// The line of column names.
    fn head(&mut self, number: u32, line: &'t str) -> Result<(), Vec<Finding>> {
        let known = || format!("the columns are {}, divided by tabs", COLUMNS.join(", "));
        let wrong = |at, message| vec![wrong(self.path, (number, line), at, message, &known())];
        let mut columns = Vec::new();
        let mut at = 0;
        for name in line.split('\t') {
            match COLUMNS.iter().position(|column| *column == name) {
                Some(column) if columns.contains(&column) => return Err(wrong(at, format!("`{name}` is there twice"))),
                Some(column) => columns.push(column),
                None => return Err(wrong(at, format!("`{name}` is no column of a catalogue"))),
            }
            at += name.len() + 1;
        }
        if let Some(missing) = (0..2).find(|column| !columns.contains(column)) {
            return Err(wrong(0, format!("the column `{}` is missing", COLUMNS[missing])));
        }
        self.columns = columns;
        Ok(())
    }

    /// A line of fields, which begins at a byte of the text.
    fn row(&mut self, number: u32, line: &'t str, start: usize) {
        // Each field, and where it begins in the line.
        let mut fields = [("", 0); COLUMNS.len()];
        let (mut rest, mut at, mut count) = (Some(line), 0, 0);
        // Unoptimized, this takes half the time of `split`.
        while let Some(text) = rest {
            let (field, more) = match text.split_once('\t') {
                Some((field, more)) => (field, Some(more)),
                None => (text, None),
            };
            if count < self.columns.len() {
                fields[self.columns[count]] = (field, at);
            }
            at += field.len() + 1;
            (rest, count) = (more, count + 1);
        }
        if count != self.columns.len() {
            let message = format!("this line has {count} fields, and there are {} columns", self.columns.len());
            let help = "divide the fields by one tab each; write `-` where nothing is known";
            self.findings.push(wrong(self.path, (number, line), 0, message, help));
            return;
        }
        let [name, kind, id, admin_consent, enabled, resource, description] = fields;
        let group = Group::of(kind.0);
        let (consent, can_be_granted) = (yes_or_no(admin_consent.0), yes_or_no(enabled.0));
        if let (Some(group), Some(admin_consent), Some(enabled), false) =
            (group, consent, can_be_granted, name.0.is_empty())
        {
            // At most `LARGEST` bytes are read, so every place fits.
            let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            let span = |(field, at): (&str, usize)| (narrow(start + at), narrow(start + at + field.len()));
            let unless_dash = |field: (&str, usize)| if field.0 == "-" { (0, 0) } else { span(field) };
            let (id, description) = (unless_dash(id), unless_dash(description));
            let (resource, name) = (span(resource), span(name));
            self.rows.push(Row { resource, name, group, id, admin_consent, enabled, description });
            return;
        }
        let kinds = format!("write one of {}", Group::ALL.map(Group::as_str).join(", "));
        let answers = "write `yes`, `no` or `-`";
        for (is_wrong, (field, at), what, help) in [
            (name.0.is_empty(), name, "the name of a permission", "write the name as the provider has it"),
            (group.is_none(), kind, "a kind", kinds.as_str()),
            (consent.is_none(), admin_consent, "an answer", answers),
            (can_be_granted.is_none(), enabled, "an answer", answers),
        ] {
            if is_wrong {
                let message = format!("`{field}` is not {what}");
                self.findings.push(wrong(self.path, (number, line), at, message, help));
            }
        }
    }
}

/// The catalogue with its entries in order, and without repeated ones. Two lines that disagree are findings.
fn sorted(path: &str, text: String, mut rows: Vec<Row>, findings: &mut Vec<Finding>) -> Catalogue {
    let order = Catalogue { text, rows: Vec::new() };
    let has_resources = rows.iter().any(|row| row.resource.1 > row.resource.0);
    // Unoptimized, moving and comparing whole rows takes most of the time: names decide nearly always.
    let by_name = |one: &str, other: &str| if has_resources { Ordering::Equal } else { one.cmp(other) };
    let compared = |one: &Row, other: &Row| {
        by_name(order.part(one.name), order.part(other.name)).then_with(|| order.order(one, other))
    };
    if !rows.is_sorted_by(|one, other| compared(one, other).is_lt()) {
        let mut names: Vec<(&str, u32)> = rows.iter().map(|row| order.part(row.name)).zip(0..).collect();
        let row = |number: u32| &rows[number as usize];
        names.sort_by(|one, other| by_name(one.0, other.0).then_with(|| order.order(row(one.1), row(other.1))));
        rows = names.iter().map(|(_, number)| *row(*number)).collect();
        let is_same = |one: &Row, other: &Row| {
            one.name.1 - one.name.0 == other.name.1 - other.name.0 && order.order(one, other).is_eq()
        };
        let mut lines = None;
        for pair in rows.windows(2).filter(|pair| is_same(&pair[0], &pair[1])) {
            let lines = lines.get_or_insert_with(|| Lines::of(&order.text));
            let [first, second] = [&pair[0], &pair[1]].map(|row| (row, order.entry(row)));
            if first.1 != second.1 {
                let (earlier, later) = (lines.of_row(first.0), lines.of_row(second.0));
                let message = format!("this line and line {} disagree about `{}`", earlier.0, second.1.name);
                findings.push(wrong(path, later, 0, message, "keep the one that is right"));
            }
        }
        if lines.is_some() {
            rows.dedup_by(|later, first| is_same(first, later));
        }
    }
    Catalogue { rows, ..order }
}

/// The lines of a text, by where they end.
struct Lines<'t> {
    text: &'t str,
    ends: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, ends: text.match_indices('\n').map(|(end, _)| end).collect() }
    }

    /// The number and the text of the line of a row.
    fn of_row(&self, row: &Row) -> (u32, &'t str) {
        let before = self.ends.partition_point(|end| *end < row.name.0 as usize);
        let start = before.checked_sub(1).map_or(0, |last| self.ends[last] + 1);
        let end = self.ends.get(before).copied().unwrap_or(self.text.len());
        let number = u32::try_from(before + 1).unwrap_or(u32::MAX);
        (number, self.text[start..end].trim_end_matches('\r'))
    }
}

/// What a field says, if it is one of the words; `Some(None)` where nothing is known.
#[expect(clippy::option_option, reason = "a word that is none is not the same as a word for unknown")]
fn yes_or_no(field: &str) -> Option<Option<bool>> {
    match field {
        "yes" => Some(Some(true)),
        "no" => Some(Some(false)),
        "-" | "" => Some(None),
        _ => None,
    }
}
