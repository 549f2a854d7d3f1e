//! The front end: reads a Markdown document into the model, in stages.
//!
//! `mask` hides what is no Markdown, and `markdown` gives `blocks`: tables with their cells, headings and comments.
//! `directives` reads the comments into `settings`. `cells` counts what the cells of a column look like, `scope_columns` finds
//! from that the tables that count, and `columns` what their other columns mean. `row_cells` gives the rows that are sound,
//! `table_reader` reads each with `values`, `notes` and `scopes`, and `permissions` makes the rows of the model from these.
//! What is wrong on the way is a `problem` with a byte offset, and becomes a finding at the end.

mod above;
mod accounts;
mod ambiguous_columns;
mod any_one;
mod blocks;
mod cells;
mod column;
mod columns;
mod common;
pub mod condition_words;
mod conflicts;
mod declared_covers;
mod directive_syntax;
mod directives;
mod document_items;
mod duplicates;
mod entry;
mod features;
pub mod folder;
mod formula;
mod front_matter;
mod grammar;
mod group_rows;
mod header;
mod headings;
mod html_tables;
mod indent;
mod item_problems;
mod kind_headers;
mod kinds;
mod legend;
mod lines;
mod lost_pipes;
mod markdown;
mod marks;
mod mask;
mod mdx;
mod mentions;
mod mix_help;
mod negated;
mod negation;
mod note_text;
pub(crate) mod notes;
mod other_comments;
mod permissions;
mod pipes;
mod problem;
mod ranges;
mod renderers;
mod resources;
mod row_cells;
mod row_marks;
mod row_problems;
mod rows;
mod scope_columns;
mod scope_headers;
mod scope_names;
mod scope_words;
mod scopes;
mod settings;
mod shared_names;
mod statuses;
mod stray;
mod table_lines;
mod table_reader;
mod tables;
mod tabs;
mod tags;
mod terms;
mod text;
mod values;
mod vocabulary;

use std::collections::{BTreeMap, BTreeSet};

use blocks::Blocks;
use entry::{Entry, Rows};
use lines::Lines;
use problem::Problem;
use settings::Settings;
use stray::Stray;

use crate::catalogue::{self, Catalogue};
use crate::check;
use crate::finding::{self, Finding, Level};
use crate::limit;
use crate::model::Document;
use crate::rules;

pub use vocabulary::yes as yes_or_no;

/// One document as read: the model, as far as it could be read, and the findings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The model. It has every name that could be read, even from a row with an error.
    pub document: Document,
    /// The findings, in source order.
    pub findings: Vec<Finding>,
    /// Whether the text is a permission document: it has a permission table, or was meant to have one.
    pub is_document: bool,
    /// Whether a directive at its top leaves the document out.
    pub is_skipped: bool,
}

impl Reading {
    /// Whether the whole document is lost: it has an error, and not one permission could be read.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        let Document { scopes, app_roles, .. } = &self.document;
        scopes.is_empty() && app_roles.is_empty() && self.findings.iter().any(|finding| finding.level() == Level::Error)
    }
}

/// The largest document that is read, in bytes: 64 MiB.
pub const LARGEST: usize = 64 << 20;

/// Reads one document from the bytes of its file. If they are not UTF-8, or more than [`LARGEST`], a finding says so and
/// nothing is read.
#[must_use]
pub fn read_bytes(path: &str, bytes: &[u8]) -> Reading {
    read_bytes_against(None, path, bytes)
}

/// The same, compared with a catalogue where there is one.
#[must_use]
pub fn read_bytes_against(catalogue: Option<&Catalogue>, path: &str, bytes: &[u8]) -> Reading {
    if bytes.len() > LARGEST {
        return lost(path, too_large(path, bytes.len() as u64));
    }
    match core::str::from_utf8(bytes) {
        Ok(text) => read_text_against(catalogue, path, text),
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
    let message = format!("the document has {length} bytes; at most {LARGEST} ({} MiB) are read", LARGEST >> 20);
    Finding::of_file(&rules::TOO_LARGE, path, message, "split it into several documents")
}

/// A document of which nothing could be read.
fn lost(path: &str, finding: Finding) -> Reading {
    let document = Document { name: stem(path).to_owned(), path: path.to_owned(), ..Document::default() };
    Reading { document, findings: vec![finding], is_document: true, is_skipped: false }
}

/// Reads one document from its text. Findings show `path`, and its file stem is the document's name.
#[must_use]
pub fn read_text(path: &str, text: &str) -> Reading {
    read_text_against(None, path, text)
}

/// The same, compared with a catalogue where there is one.
#[must_use]
pub fn read_text_against(catalogue: Option<&Catalogue>, path: &str, text: &str) -> Reading {
    read(path, text, true, catalogue)
}

/// What a document would say if no `skip` directive were in it.
#[must_use]
pub fn read_unskipped(path: &str, text: &str) -> Document {
    read(path, text, false, None).document
}

/// Reads a text, and leaves out what `skip` says unless that is not heeded.
fn read(path: &str, text: &str, heed_skips: bool, catalogue: Option<&Catalogue>) -> Reading {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = &*text::with_line_feeds(text);
    let is_mdx = folder::is_mdx(path.as_ref());
    let lines = Lines::new(text);
    let mut problems = Vec::new();
    nul(&lines, &mut problems);
    let blocks = markdown::blocks(text, mask::mask(text, is_mdx), is_mdx);
    conflicts::find(&blocks, &lines, &mut problems);
    if !is_mdx {
        other_comments::find(text, &blocks, &mut problems);
    }
    renderers::find(&blocks, &lines, &mut problems);
    let mut settings = directives::read(&blocks, &lines, &mut problems);
    if !heed_skips {
        settings.unskip();
    }
    let name = stem(path);
    let tables = tables::find(&blocks, &lines, &settings, &mut problems);
    let rows = permissions::read(&tables, &blocks, &lines, &settings, name, &mut problems);
    let condition_words = rows.condition_words();
    let Rows { features, beta, entries, covers, resource, .. } = rows;
    unused_conditions(&settings, &entries, &mut problems);
    mentions::find(&blocks, &entries, catalogue, &mut problems);
    let mut stray = stray::find(&blocks, &lines, &settings, &mut problems);
    if html_tables::find(&blocks, &lines, &settings, &mut problems) {
        stray = Stray { lost_table: true, lost_permissions: true };
    }

    let is_skipped = settings.document.skip.is_some();
    let requests = tables::count_requesting(&tables) > 0;
    let is_wrong = problems.iter().any(|problem| problem.rule.level == Level::Error);
    if !is_skipped
        && settings.unclosed.is_none()
        && ((!requests && !stray.lost_table) || (entries.is_empty() && !is_wrong))
    {
        problems.push(tables::no_table(&tables, &blocks, &lines, &settings));
    }
    let is_document = !is_skipped && (requests || settings.any || stray.lost_permissions);
    let yes_no = settings.words_for_yes_and_no();
    let mut document = Document {
        name: name.to_owned(),
        path: path.to_owned(),
        title: title(&blocks, &lines),
        resource,
        features,
        permissions: entries.into_iter().map(|entry| entry.permission).collect(),
        covers,
        renames: settings.renames.into_values().collect(),
        formerly: settings.formerly.into_values().collect(),
        formerly_documents: former_names(settings.formerly_documents, name, &mut problems),
        // What stands in requests stands in answers too.
        separator: settings.separator.or(settings.request_separator).filter(|letter| *letter != ' '),
        request_separator: settings.request_separator.filter(|letter| *letter != ' '),
        beta,
        serves: settings.serves.unwrap_or_default(),
        yes_no,
        condition_words,
        ..Document::default()
    };
    document.resources = resources::names(&document, &settings.document, &tables, &lines);
    let finding = |problem: Problem| problem.finding(path, &lines, is_mdx);
    let mut findings = problems.into_iter().map(finding).collect();
    let source = check::Source { path, excerpt: &|position| lines.excerpt(position) };
    check::document(&mut document, &source, &mut findings);
    if let Some(catalogue) = catalogue {
        catalogue::judge(&document, catalogue, &source, &mut findings);
        document.catalogue = catalogue::known(&document, catalogue);
    }
    finding::sort(&mut findings);
    limit::limit(&mut findings);
    Reading { document, findings, is_document, is_skipped }
}

/// The former names of the document, none of which is its name.
fn former_names(mut said: BTreeMap<String, usize>, name: &str, problems: &mut Vec<Problem>) -> Vec<String> {
    if let Some(at) = said.remove(name) {
        problems.push(Problem::new(
            &rules::DIRECTIVE_VALUE,
            at,
            format!("the document is called `{name}` today"),
            "write the name that it had before, or remove the item",
        ));
    }
    said.into_keys().collect()
}

/// Says which declared conditions no row has.
fn unused_conditions(settings: &Settings, entries: &[Entry], problems: &mut Vec<Problem>) {
    let used: BTreeSet<&str> = entries
        .iter()
        .flat_map(|entry| entry.permission.requires.iter().chain(&entry.permission.excludes))
        .map(String::as_str)
        .collect();
    let declared = core::iter::once(&settings.document).chain(&settings.tables).map(|settings| &settings.conditions);
    for (words, at) in declared.flat_map(|declared| declared.unused(|name| used.contains(name))) {
        problems.push(Problem::new(
            &rules::DIRECTIVE_UNUSED,
            at,
            format!("no note of the document uses the condition `{words}`"),
            "remove it from the directive, or use it in the notes: `For …` or `Not for …`",
        ));
    }
}

fn nul(lines: &Lines<'_>, problems: &mut Vec<Problem>) {
    if let Some(at) = lines.text().find('\0') {
        problems.push(Problem::new(
            &rules::NUL,
            at,
            "the text contains a NUL byte: this may not be a text file, or it may have another encoding",
            "save the document as UTF-8 text",
        ));
    }
}

/// The first heading of level 1, otherwise the title in the front matter.
fn title(blocks: &Blocks, lines: &Lines<'_>) -> Option<String> {
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
