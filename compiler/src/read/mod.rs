//! The front end: from a Markdown document to the model.

mod blocks;
mod directive;
pub mod folder;
mod header;
mod legend;
mod lines;
pub mod notes;
#[cfg(test)]
mod oracle;
mod pipes;
mod plain_rows;
mod problem;
mod rows;
mod scopes;
mod settings;
mod stray;
mod table;
mod text;
mod values;

use core::cell::OnceCell;

use blocks::{Blocks, Table};
use lines::Lines;
use notes::{Declaration, Declared};
use plain_rows::PlainRows;
use problem::Problem;
use rows::{Reader, Waiting};
use settings::Settings;
use table::{Columns, Role, Seen};

use crate::check::{self, order};
use crate::finding::{Finding, Level};
use crate::index::Index;
use crate::model::{Document, Position};
use crate::rules;
use crate::texts::escaped;

/// What reading one document gave: the model, as far as it could be read, and everything that was found on the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The model. A row with an error is in it with every name that could be read.
    pub document: Document,
    /// The findings, in source order.
    pub findings: Vec<Finding>,
    /// Whether the text is a permission document at all: it has a permission table, or means to have one.
    pub is_document: bool,
    /// Whether a directive at its top leaves the document out.
    pub is_skipped: bool,
}

impl Reading {
    /// Whether the document is an error's victim as a whole: something is wrong and not one permission could be read.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        let Document { scopes, app_roles, .. } = &self.document;
        scopes.is_empty() && app_roles.is_empty() && self.findings.iter().any(|finding| finding.level() == Level::Error)
    }
}

/// The largest document that is read, in bytes: 32 MiB.
pub const LARGEST: usize = 32 << 20;

/// Where a finding about a whole file or folder points.
pub(crate) const START: Position = Position { line: 1, column: 1 };

/// The source line of such a finding: none.
pub(crate) const NO_LINE: (&str, usize) = ("", 0);

/// Reads one document from the bytes of its file. Bytes that are not UTF-8, or more than [`LARGEST`], are a finding and
/// nothing else is read.
#[must_use]
pub fn read_bytes(path: &str, bytes: &[u8]) -> Reading {
    if bytes.len() > LARGEST {
        return lost(path, too_large(path, bytes.len() as u64));
    }
    match core::str::from_utf8(bytes) {
        Ok(text) => read_text(path, text),
        Err(error) => {
            let (valid, rest) = bytes.split_at(error.valid_up_to());
            let valid = core::str::from_utf8(valid).unwrap_or_default();
            let lines = Lines::new(valid);
            let position = lines.position(valid.len());
            let byte = rest.first().copied().unwrap_or_default();
            let line = lines.excerpt(position).0.to_owned() + "\u{fffd}";
            let message = format!("the byte 0x{byte:02X} here is not UTF-8");
            let help = "save the document as UTF-8";
            lost(
                path,
                Finding::new(
                    &rules::NOT_UTF8,
                    path,
                    position,
                    message,
                    help,
                    (&line, line.len() - '\u{fffd}'.len_utf8()),
                ),
            )
        }
    }
}

/// The finding for a document that is too large to be read.
fn too_large(path: &str, length: u64) -> Finding {
    let message = format!("the document has {length} bytes; at most {LARGEST} (32 MiB) are read");
    Finding::new(&rules::TOO_LARGE, path, START, message, "divide it into several documents", NO_LINE)
}

/// A document of which nothing could be read.
fn lost(path: &str, finding: Finding) -> Reading {
    let document = Document { name: stem(path).to_owned(), path: path.to_owned(), ..Document::default() };
    Reading { document, findings: vec![finding], is_document: true, is_skipped: false }
}

/// Reads one document from its text. `path` is used in findings, and its file stem is the document's name.
#[must_use]
pub fn read_text(path: &str, text: &str) -> Reading {
    read(path, text, true, true)
}

/// What a document would say if no `skip` directive were in it.
#[must_use]
pub fn read_unskipped(path: &str, text: &str) -> Document {
    read(path, text, false, true).document
}

/// Reads a text, with or without heed of `skip`; and with or without reading plain rows here, which gives the same.
fn read(path: &str, text: &str, heed_skips: bool, plain_rows_here: bool) -> Reading {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = Lines::new(text);
    let mut problems = Vec::new();
    nul(&lines, &mut problems);
    let (rest, plain) = if plain_rows_here { plain_rows::find(&lines) } else { (String::new(), PlainRows::default()) };
    let blocks = blocks::blocks(text, &rest, plain);
    stray::conflict_markers(&blocks, &lines, &mut problems);
    let mut settings = settings::read(&blocks, &lines, &mut problems);
    if !heed_skips {
        settings.document.skip = false;
        for table in &mut settings.tables {
            table.skip = false;
        }
    }
    let mut document = Document {
        name: stem(path).to_owned(),
        path: path.to_owned(),
        title: title(&blocks, &lines),
        resource: settings.resource.clone(),
        renames: settings.renames.sorted(),
        formerly: settings.formerly.sorted(),
        ..Document::default()
    };
    let tables = tables(&blocks, &settings, &mut problems);
    let mut asks = 0;
    for table in &tables {
        asks += usize::from(table.columns.role == Role::Permissions);
    }
    read_rows(&tables, asks, &blocks, &lines, &settings, &mut document, &mut problems);
    reach(&tables, asks, &lines, &mut problems);
    let stray = stray::find(&blocks, &lines, &settings, &mut problems);
    let skipped = settings.document.skip;
    let wrong = problems.iter().any(|problem| problem.rule.level == Level::Error);
    if !skipped && ((asks == 0 && !stray.lost_table) || (document.permissions.is_empty() && !wrong)) {
        problems.push(no_table(&tables, asks, &settings));
    }
    let mut findings = Vec::with_capacity(problems.len());
    for problem in problems {
        findings.push(problem.finding(path, &lines));
    }
    let source = check::Source { path, excerpt: &|position| lines.excerpt(position) };
    check::document(&mut document, &source, &mut findings);
    sort(&mut findings);
    let is_document = !skipped && (asks > 0 || settings.any || stray.lost_permissions);
    Reading { document, findings, is_document, is_skipped: skipped }
}

/// Sorts findings by place, rule and message, and leaves each once.
fn sort(findings: &mut Vec<Finding>) {
    let mut places = Vec::with_capacity(findings.len());
    for Finding { position, .. } in &*findings {
        places.push(u128::from(position.line) << 32 | u128::from(position.column));
    }
    let order = order::sorted_by(&places, &|one, other| {
        let (one, other) = (&findings[one], &findings[other]);
        if one.rule.id == other.rule.id { one.message < other.message } else { one.rule.id < other.rule.id }
    });
    order::arrange(order, &mut |one, other| findings.swap(one, other));
    findings.dedup();
}

/// A table that may be read, with what governs it.
struct Candidate<'b> {
    table: &'b Table,
    columns: Columns,
    settings: settings::TableSettings,
}

/// The tables with a scope column, without those that are skipped.
fn tables<'b>(blocks: &'b Blocks<'_>, settings: &Settings, problems: &mut Vec<Problem>) -> Vec<Candidate<'b>> {
    let mut tables = Vec::new();
    let mut seen = Seen::default();
    for (table, own) in blocks.tables.iter().zip(&settings.tables) {
        let effective = own.over(&settings.document);
        if effective.skip {
            continue;
        }
        let columns = table::columns(table, blocks, &effective, own, &mut seen, problems);
        if columns.role == Role::Other {
            if !table::warn_if_unread(table, blocks, &columns, problems)
                && let Some(at) = own.first_at
            {
                problems.push(Problem::new(
                    &rules::DIRECTIVE_PLACE,
                    at,
                    "this directive governs nothing: the table below it has no scope column",
                    "name the column: <!-- scopemark: column.scope = \"Header\" -->, or take the directive away",
                ));
            }
        } else {
            tables.push(Candidate { table, columns, settings: effective });
        }
    }
    for (field, wanted, at) in &settings.document.columns {
        if !seen.columns.contains(at) {
            problems.push(Problem::new(
                &rules::DIRECTIVE_UNUSED,
                *at,
                format!("no table of the document has a column `{wanted}` to read as {}", field.key()),
                "write the header as the table has it, or take the item out of the directive",
            ));
        }
    }
    tables
}

fn read_rows<'a>(
    tables: &[Candidate<'_>],
    asks: usize,
    blocks: &Blocks<'a>,
    lines: &Lines<'a>,
    settings: &Settings,
    document: &mut Document,
    problems: &mut Vec<Problem>,
) {
    let declared = &settings.conditions;
    let legend = OnceCell::new();
    let legend = || *legend.get_or_init(|| legend::says_optional(blocks, lines));
    let own_name = document.name.clone();
    let mut reader = Reader::new(blocks, lines, declared, &legend, document, problems);
    for Candidate { table, columns, settings } in tables {
        let heading = table.heading.filter(|_| asks > 1).map(|index| &blocks.headings[index]);
        let fallback = match heading {
            Some(heading) if !heading.text.is_empty() => (heading.text.clone(), heading.offset),
            _ => (own_name.clone(), table.range.start),
        };
        reader.table(table, columns, settings, &fallback);
    }
    let waiting = core::mem::take(&mut reader.waiting);
    if !waiting.is_empty() {
        resolve(waiting, declared, document, problems);
    }
    if declared.all.is_empty() {
        return;
    }
    let mentioned = mentioned(document);
    for Declaration { words, name, at } in &declared.all {
        if !mentioned.contains(name) {
            problems.push(Problem::new(
                &rules::DIRECTIVE_UNUSED,
                *at,
                format!("no note of the document holds the condition `{words}`"),
                "take it out of the directive, or write it in the notes: `For …` or `Not for …`",
            ));
        }
    }
}

/// Gives `For …` its meaning, now that all conditions of the document are known.
fn resolve(waiting: Vec<Waiting>, declared: &Declared, document: &mut Document, problems: &mut Vec<Problem>) {
    let mentioned = mentioned(document);
    for Waiting { permission, words, text, at } in waiting {
        let name = notes::known(&words, declared)
            .map(str::to_owned)
            .or_else(|| notes::condition_name(&words).filter(|name| mentioned.contains(name)));
        if let Some(name) = name {
            let requires = &mut document.permissions[permission].requires;
            if let Err(place) = requires.binary_search(&name) {
                requires.insert(place, name);
            }
            continue;
        }
        let several = notes::phrases(&words);
        let all_known =
            several.len() > 1 && several.iter().all(|words| notes::known(&notes::normal(words), declared).is_some());
        let help = if all_known {
            "it is open whether all of these must hold or any: give each its own row".to_owned()
        } else {
            format!(
                "if it is a condition, declare it: <!-- scopemark: condition.\"{}\" = \"{}\" -->; else begin with \
                 another word than `For`",
                escaped(&words),
                notes::condition_name(&words).unwrap_or_else(|| "Name".to_owned())
            )
        };
        problems.push(notes::unknown_condition(&text, at, &help));
    }
}

/// The conditions that the rows name.
fn mentioned(document: &Document) -> Index {
    let mut mentioned = Index::default();
    for row in &document.permissions {
        if !row.requires.is_empty() || !row.excludes.is_empty() {
            for condition in row.requires.iter().chain(&row.excludes) {
                mentioned.insert(condition);
            }
        }
    }
    mentioned
}

/// Says where a directive at the very top governs less than its author may think.
fn reach(tables: &[Candidate<'_>], asks: usize, lines: &Lines<'_>, problems: &mut Vec<Problem>) {
    let Some(at) = tables.first().and_then(|first| first.settings.first_at) else { return };
    let mut nothing_above = true;
    for line in lines.text()[..at].lines() {
        let line = line.trim();
        nothing_above &= line.is_empty() || line.starts_with("<!--");
    }
    if asks > 1 && nothing_above {
        problems.push(Problem::new(
            &rules::DIRECTIVE_REACH,
            at,
            format!("this directive governs the table below it only, not all {asks} of the document"),
            "to govern all of them, put the title between it and the table; to govern this table alone, above it",
        ));
    }
}

fn no_table(tables: &[Candidate<'_>], asks: usize, settings: &Settings) -> Problem {
    let message = if tables.is_empty() {
        "no permission table is in this document"
    } else if asks == 0 {
        "no permission table is in this document: its tables only say what covers what"
    } else {
        "no row of this document names a permission"
    };
    let help = if settings.tables.iter().any(|table| table.skip) {
        "one of its tables is skipped by a directive: take that away, or move the file out of the folder"
    } else {
        "a permission table has a column `Permission` or `Scope`; <!-- scopemark: column.scope = \"Header\" --> above a \
         table names another; <!-- scopemark: skip --> at the top leaves the document out"
    };
    Problem::new(&rules::NO_TABLE, 0, message, help)
}

fn nul(lines: &Lines<'_>, problems: &mut Vec<Problem>) {
    if let Some(at) = lines.text().find('\0') {
        problems.push(Problem::new(
            &rules::NUL,
            at,
            "a NUL byte is in the text: this may be no text file, or one of another encoding",
            "save the document as UTF-8 text",
        ));
    }
}

/// The first heading of level 1, else the title of the front matter.
fn title(blocks: &Blocks<'_>, lines: &Lines<'_>) -> Option<String> {
    for heading in &blocks.headings {
        if heading.level == 1 && !heading.text.is_empty() {
            return Some(heading.text.clone());
        }
    }
    let front = &lines.text()[blocks.front_matter.clone()?];
    front.lines().find_map(title_of)
}

/// The title that a line of the front matter gives.
fn title_of(line: &str) -> Option<String> {
    let rest = line.strip_prefix("title")?.trim_start();
    let value = rest.strip_prefix(':').or_else(|| rest.strip_prefix('='))?.trim();
    let unquoted = |mark: char| value.strip_prefix(mark)?.strip_suffix(mark);
    let value = unquoted('"').or_else(|| unquoted('\'')).unwrap_or(value);
    if value.is_empty() { None } else { Some(value.to_owned()) }
}

/// The file's name without folders and its last extension.
fn stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    match name.rfind('.') {
        Some(dot) if dot > 0 => &name[..dot],
        _ => name,
    }
}
