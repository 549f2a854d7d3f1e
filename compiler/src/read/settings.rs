//! What the directives of a document say, each where it holds.

use std::collections::BTreeMap;

use super::blocks::{Blocks, Comment, Place};
use super::directive::{self, Item};
use super::header::{self, Field};
use super::lines::Lines;
use super::notes::{self, Declared};
use super::problem::Problem;
use crate::model::{Kind, Renaming};
use crate::rules;

/// Microsoft Graph, the resource of a document that names no other.
const GRAPH: &str = "https://graph.microsoft.com";

const KEYS: [&str; 9] =
    ["feature", "kind", "skip", "column", "rename", "formerly", "condition", "resource", "admin_consent"];

/// How many known words a message names.
const MOST_SHOWN: usize = 12;

/// What directives say of tables. Each item with the place of its value.
#[derive(Clone, Default)]
pub(crate) struct TableSettings {
    pub(crate) skip: bool,
    pub(crate) feature: Option<(String, usize)>,
    pub(crate) kind: Option<(Kind, usize)>,
    pub(crate) admin_consent: Option<(bool, usize)>,
    pub(crate) columns: Vec<(Field, String, usize)>,
    /// Where the first directive of the table begins, if it governs more than the document's names.
    pub(crate) first_at: Option<usize>,
}

impl TableSettings {
    /// The settings of one table: its own, else the document's.
    pub(crate) fn over(&self, document: &Self) -> Self {
        let mut columns = self.columns.clone();
        for column in &document.columns {
            if self.columns.iter().all(|own| own.0 != column.0) {
                columns.push(column.clone());
            }
        }
        Self {
            skip: self.skip || document.skip,
            feature: self.feature.clone().or_else(|| document.feature.clone()),
            kind: self.kind.or(document.kind),
            admin_consent: self.admin_consent.or(document.admin_consent),
            columns,
            first_at: self.first_at,
        }
    }
}

/// Renamings, each key once.
#[derive(Default)]
pub(crate) struct Renamings {
    by_key: BTreeMap<String, Renaming>,
}

impl Renamings {
    /// All of them, by key.
    pub(crate) fn sorted(&self) -> Vec<Renaming> {
        self.by_key.values().cloned().collect()
    }

    fn add(&mut self, new: Renaming, item: &Item, problems: &mut Vec<Problem>) {
        match self.by_key.get(&new.key) {
            Some(old) if old.value != new.value => problems.push(conflict(item, &old.value, old.position.line)),
            Some(_) => {}
            None => _ = self.by_key.insert(new.key.clone(), new),
        }
    }
}

/// A directive above a paragraph: right only where the paragraph was meant to be a table.
pub(crate) struct AboveParagraph {
    pub(crate) paragraph: usize,
    pub(crate) at: usize,
    pub(crate) skip: bool,
}

/// What all directives of a document say.
#[derive(Default)]
pub(crate) struct Settings {
    pub(crate) resource: String,
    pub(crate) conditions: Declared,
    pub(crate) renames: Renamings,
    pub(crate) formerly: Renamings,
    pub(crate) document: TableSettings,
    /// By table.
    pub(crate) tables: Vec<TableSettings>,
    /// Where HTML tables begin that are skipped.
    pub(crate) skipped_html: Vec<usize>,
    pub(crate) above_paragraphs: Vec<AboveParagraph>,
    /// Whether the document has any directive.
    pub(crate) any: bool,
}

/// Reads the directives among the comments.
pub(crate) fn read(blocks: &Blocks, lines: &Lines<'_>, problems: &mut Vec<Problem>) -> Settings {
    let mut settings = Settings { tables: vec![TableSettings::default(); blocks.tables.len()], ..Settings::default() };
    let mut resource = None;
    for comment in &blocks.comments {
        let inner = &lines.text()[comment.inner.clone()];
        if !directive::is_directive(inner) {
            continue;
        }
        settings.any = true;
        let (items, malformed) = directive::parse(lines.text(), comment.inner.clone());
        if let Some(wrong) = malformed {
            problems.push(Problem::new(
                &rules::DIRECTIVE_SYNTAX,
                wrong.at,
                format!("this directive cannot be read: {}", wrong.message),
                "a directive is `<!-- scopemark: key = \"value\", key.\"name\" = \"value\", skip -->`",
            ));
        }
        let start = comment.inner.start + (inner.len() - inner.trim_start().len());
        let mut governs = false;
        let skip = items.iter().any(|item| item.key == "skip");
        for item in items {
            governs |= !document_item(&item, lines, &mut settings, &mut resource, problems)
                && table_item(&item, comment, &mut settings, problems);
        }
        if governs {
            place(comment, start, skip, &mut settings, problems);
        }
    }
    settings.resource = resource.map_or_else(|| GRAPH.to_owned(), |(resource, _)| resource);
    settings
}

/// Takes an item that holds for the whole document wherever it stands; false for other items.
fn document_item(
    item: &Item,
    lines: &Lines<'_>,
    settings: &mut Settings,
    resource: &mut Option<(String, usize)>,
    problems: &mut Vec<Problem>,
) -> bool {
    match item.key.as_str() {
        "resource" => {
            let Some(value) = plain_value(item, "resource = \"https://graph.microsoft.com\"", problems) else {
                return true;
            };
            if value.is_empty() || value.contains(|c: char| c.is_whitespace() || c.is_control()) {
                problems.push(bad_value(item, "a resource is a URI, such as `https://graph.microsoft.com`"));
            } else {
                set(resource, value, item, problems);
            }
        }
        "rename" | "formerly" | "condition" => {
            let example = match item.key.as_str() {
                "rename" => "rename.\"TEXT\" = \"RustName\"",
                "formerly" => "formerly.\"NEW\" = \"OLD\"",
                _ => "condition.\"guest users\" = \"GuestUser\"",
            };
            let (Some(name), Some(value)) = (&item.name, &item.value) else {
                problems.push(bad_form(item, example));
                return true;
            };
            let renaming = Renaming { key: name.clone(), value: value.clone(), position: lines.position(item.name_at) };
            match item.key.as_str() {
                "rename" => settings.renames.add(renaming, item, problems),
                "formerly" => settings.formerly.add(renaming, item, problems),
                _ => condition(name, value, item, settings, problems),
            }
        }
        _ => return false,
    }
    true
}

fn condition(words: &str, name: &str, item: &Item, settings: &mut Settings, problems: &mut Vec<Problem>) {
    let words = notes::normal(words);
    let upper = name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(|c| c.is_ascii_alphanumeric());
    if !upper {
        problems.push(bad_value(item, "the name of a condition is in singular upper camel case, such as `GuestUser`"));
        return;
    }
    let declared = settings.conditions.declare(&words, name, item.name_at);
    if declared.name != name {
        problems.push(Problem::new(
            &rules::DIRECTIVE_CONFLICT,
            item.name_at,
            format!("the condition `{words}` is declared twice: as `{}` and as `{name}`", declared.name),
            "keep one of the two",
        ));
    }
}

/// Takes an item that governs tables; false where it is wrong.
fn table_item(item: &Item, comment: &Comment, settings: &mut Settings, problems: &mut Vec<Problem>) -> bool {
    let mut nowhere = TableSettings::default();
    let table = match comment.place {
        Place::Table(table) => settings.tables.get_mut(table).unwrap_or(&mut nowhere),
        Place::Top => &mut settings.document,
        _ => &mut nowhere,
    };
    match item.key.as_str() {
        "skip" => {
            if item.value.is_some() || item.name.is_some() {
                problems.push(bad_form(item, "skip"));
                return false;
            }
            table.skip = true;
        }
        "feature" => {
            let Some(value) = plain_value(item, "feature = \"Smart Buildings\"", problems) else { return false };
            if value.trim().is_empty() {
                problems.push(bad_value(item, "the name of a feature has at least one letter"));
                return false;
            }
            set(&mut table.feature, value, item, problems);
        }
        "kind" => {
            let Some(value) = plain_value(item, "kind = \"application\"", problems) else { return false };
            let Some(kind) = kind(&value) else {
                problems.push(unknown_value(item, &value, &["delegated", "application"]));
                return false;
            };
            set(&mut table.kind, kind, item, problems);
        }
        "admin_consent" => {
            let Some(value) = plain_value(item, "admin_consent = \"yes\"", problems) else { return false };
            let Some(yes) = yes(&value) else {
                problems.push(unknown_value(item, &value, &["yes", "no"]));
                return false;
            };
            set(&mut table.admin_consent, yes, item, problems);
        }
        "column" => {
            let (Some(name), Some(value)) = (&item.name, &item.value) else {
                problems.push(bad_form(item, "column.scope = \"Name\""));
                return false;
            };
            let Some(field) = header::by_key(name) else {
                problems.push(unknown_field(item, name));
                return false;
            };
            match table.columns.iter().find(|(known, ..)| *known == field) {
                Some((_, old, _)) if !header::same(old, value) => problems.push(Problem::new(
                    &rules::DIRECTIVE_CONFLICT,
                    item.name_at,
                    format!("the column of `{}` is named twice: `{old}` and `{value}`", field.key()),
                    "keep one of the two",
                )),
                Some(_) => {}
                None => table.columns.push((field, value.clone(), item.value_at)),
            }
        }
        key => {
            problems.push(Problem::new(
                &rules::DIRECTIVE_KEY,
                item.key_at,
                format!("there is no directive `{key}`"),
                did_you_mean(key, &KEYS),
            ));
            return false;
        }
    }
    true
}

/// Notes where a directive stands that governs tables, and says so where it governs nothing.
fn place(comment: &Comment, at: usize, skip: bool, settings: &mut Settings, problems: &mut Vec<Problem>) {
    match comment.place {
        Place::Table(table) => {
            if let Some(table) = settings.tables.get_mut(table) {
                table.first_at.get_or_insert(at);
            }
        }
        Place::HtmlTable(table) if skip => settings.skipped_html.push(table),
        // The top needs no place; a table in HTML has a finding of its own.
        Place::Top | Place::HtmlTable(_) => {}
        Place::Paragraph(paragraph) => settings.above_paragraphs.push(AboveParagraph { paragraph, at, skip }),
        Place::Elsewhere => problems.push(misplaced(at)),
    }
}

/// The finding for a directive that governs nothing where it stands.
pub(crate) fn misplaced(at: usize) -> Problem {
    Problem::new(
        &rules::DIRECTIVE_PLACE,
        at,
        "this directive governs no table: none begins just below it",
        "move it to the line above the table, or above all text to govern the whole document",
    )
}

/// The kind that a word names.
pub(crate) fn kind(word: &str) -> Option<Kind> {
    // As most tables have it, and at no cost.
    match word {
        "Delegated" => return Some(Kind::Delegated),
        "Application" => return Some(Kind::Application),
        _ => {}
    }
    let word = word.trim().to_lowercase();
    match word.as_str() {
        "delegated" => Some(Kind::Delegated),
        "application" | "app-only" | "app only" | "app role" => Some(Kind::Application),
        _ => None,
    }
}

/// Yes or no, in the words and signs that tables use.
pub(crate) fn yes(word: &str) -> Option<bool> {
    // As most tables have it, and at no cost.
    match word {
        "Y" | "Yes" => return Some(true),
        "N" | "No" => return Some(false),
        _ => {}
    }
    // U+FE0E and U+FE0F choose between the text and the emoji form of a sign.
    let word = word.trim_end_matches(['\u{fe0e}', '\u{fe0f}']).trim().to_lowercase();
    match word.as_str() {
        "y" | "yes" | "true" | "✓" | "✔" | "✅" | "☑" => Some(true),
        "n" | "no" | "false" | "✗" | "✘" | "❌" | "☐" => Some(false),
        _ => None,
    }
}

fn set<T: PartialEq>(slot: &mut Option<(T, usize)>, value: T, item: &Item, problems: &mut Vec<Problem>) {
    match slot {
        Some((old, _)) if *old != value => problems.push(Problem::new(
            &rules::DIRECTIVE_CONFLICT,
            item.key_at,
            format!("`{}` is set twice, to different values", item.key),
            "keep one of the two",
        )),
        Some(_) => {}
        None => *slot = Some((value, item.value_at)),
    }
}

fn conflict(item: &Item, old: &str, line: u32) -> Problem {
    Problem::new(
        &rules::DIRECTIVE_CONFLICT,
        item.name_at,
        format!("`{}` is given for this name twice: line {line} says `{old}`", item.key),
        "keep one of the two",
    )
}

/// The value of an item that has no name; a finding where the item has another form.
fn plain_value(item: &Item, example: &str, problems: &mut Vec<Problem>) -> Option<String> {
    if let (None, Some(value)) = (&item.name, &item.value) {
        return Some(value.clone());
    }
    problems.push(bad_form(item, example));
    None
}

fn bad_form(item: &Item, example: &str) -> Problem {
    Problem::new(
        &rules::DIRECTIVE_SYNTAX,
        item.key_at,
        format!("`{}` has another form in a directive", item.key),
        format!("write `<!-- scopemark: {example} -->`"),
    )
}

fn bad_value(item: &Item, help: &str) -> Problem {
    let value = item.value.as_deref().unwrap_or_default();
    Problem::new(&rules::DIRECTIVE_VALUE, item.value_at, format!("`{value}` is no value for `{}`", item.key), help)
}

fn unknown_value(item: &Item, value: &str, known: &[&str]) -> Problem {
    bad_value(item, &did_you_mean(value, known))
}

fn unknown_field(item: &Item, name: &str) -> Problem {
    let known = Field::ALL.map(Field::key);
    Problem::new(
        &rules::DIRECTIVE_KEY,
        item.name_at,
        format!("there is no field `{name}` for a column"),
        did_you_mean(name, &known),
    )
}

/// The known word nearest to this one, and all of them, if they are not too many to read.
pub(crate) fn did_you_mean(word: &str, known: &[&str]) -> String {
    let shown: Vec<String> = known.iter().take(MOST_SHOWN).map(|word| format!("`{word}`")).collect();
    let shown = shown.join(", ");
    let more = if known.len() > MOST_SHOWN { format!(" and {} more", known.len() - MOST_SHOWN) } else { String::new() };
    let all = format!("known are {shown}{more}");
    match scopemark_core::nearest(word, known.iter().copied()) {
        Some(nearest) => format!("did you mean `{nearest}`? {all}"),
        None => all,
    }
}
