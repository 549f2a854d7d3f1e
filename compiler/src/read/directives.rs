//! Reads the directives of a document into its settings.

use super::blocks::{Blocks, Comment, Place};
use super::condition_words::{self, Declared};
use super::directive_syntax::{self, Item};
use super::document_items;
use super::header::{self, Field};
use super::item_problems::{
    bad_form, bad_value, conflict, has_a_meaning, misplaced, set_twice, unclosed, unknown_field, unknown_key,
    unknown_value,
};
use super::lines::{INDENT, Lines};
use super::pipes;
use super::problem::Problem;
use super::settings::{AboveHtml, AboveParagraph, Settings, TableSettings};
use super::vocabulary::{self, ResourceWords, Words};
use crate::model::Kind;
use crate::rules;

/// All keys.
const KEYS: [&str; 18] = [
    "feature",
    "kind",
    "skip",
    "column",
    "condition",
    "rename",
    "formerly",
    "separator",
    "request-separator",
    "stability",
    "serves",
    "resource",
    "admin_consent",
    "optional",
    "any-of",
    "yes",
    "no",
    "none",
];

/// How many words directives may give a meaning. Every table has them, and every cell is compared with some of them.
const MOST_WORDS: usize = 100;

/// How long what every row repeats may be, in bytes: the URI of a resource, the name of a condition.
const LONGEST: usize = 200;

/// Reads the directives among the comments.
pub(crate) fn read(blocks: &Blocks, lines: &Lines<'_>, problems: &mut Vec<Problem>) -> Settings {
    let mut settings = Settings { tables: vec![TableSettings::default(); blocks.tables.len()], ..Settings::default() };
    for comment in &blocks.comments {
        let inner = &lines.text()[comment.inner.clone()];
        if !directive_syntax::is_directive(inner) {
            continue;
        }
        settings.any = true;
        let open = &lines.text()[..comment.inner.start];
        let open = if open.ends_with("<!--") { "<!--" } else { "{/*" };
        let at = comment.inner.start - open.len();
        if blocks.unclosed == Some(at) || inner.contains(open) {
            settings.unclosed.get_or_insert(at);
            continue;
        }
        directive(comment, lines, &mut settings, problems);
    }
    settings.unclosed = settings.unclosed.or(blocks.unclosed.filter(|&at| hides_something(&lines.text()[at..])));
    problems.extend(settings.unclosed.map(|at| unclosed(at, lines)));
    settings
}

/// Whether a comment that has no end hides a directive or a table.
fn hides_something(comment: &str) -> bool {
    let inner = comment.strip_prefix("<!--").or_else(|| comment.strip_prefix("{/*")).unwrap_or(comment);
    directive_syntax::is_directive(inner)
        || inner.lines().any(|line| pipes::delimiter(line.trim_start_matches(INDENT)).is_some())
}

fn directive(comment: &Comment, lines: &Lines<'_>, settings: &mut Settings, problems: &mut Vec<Problem>) {
    let (items, malformed) = directive_syntax::parse(lines.text(), comment.inner.clone());
    if let Some(wrong) = malformed {
        problems.push(Problem::new(
            &rules::DIRECTIVE_SYNTAX,
            wrong.at,
            format!("this directive cannot be read: {}", wrong.message),
            "items are divided by commas, and strings are in double quotes: `scopemark: skip, key = \"value\", key.\"name\" = \"value\"`",
        ));
    }
    let mut governs = false;
    for item in &items {
        let of_document = document_items::KEYS.contains(&item.key.as_str());
        let read = if of_document {
            document_items::take(item, lines, settings)
        } else {
            table_item(item, comment.place, settings)
        };
        match read {
            Ok(()) => governs |= !of_document,
            Err(problem) => problems.push(problem),
        }
    }
    if governs {
        let inner = &lines.text()[comment.inner.clone()];
        let start = comment.inner.end - inner.trim_start().len();
        let skip = items.iter().any(|item| item.key == "skip");
        problems.extend(place(comment, start, skip, settings));
    }
}

/// Notes where a directive is that governs tables; a problem where it governs none.
fn place(comment: &Comment, at: usize, skip: bool, settings: &mut Settings) -> Option<Problem> {
    match comment.place {
        Place::Table(table) => _ = settings.tables.get_mut(table)?.first_at.get_or_insert(at),
        Place::HtmlTable(table) => settings.above_html.push(AboveHtml { table, at, skip }),
        // The top needs no place.
        Place::Top => {}
        Place::Paragraph(paragraph) => settings.above_paragraphs.push(AboveParagraph { paragraph, at, skip }),
        Place::Elsewhere => return Some(misplaced(at)),
    }
    None
}

fn condition(item: &Item, conditions: &mut Declared) -> Result<(), Problem> {
    let (words, name) = named_value(item, "condition.\"guest users\" = \"GuestUser\"")?;
    let words = condition_words::normal(words);
    let upper = name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(|c| c.is_ascii_alphanumeric());
    if !upper || name.len() > LONGEST {
        return Err(bad_value(
            item,
            "write the name of a condition in upper camel case and in the singular, such as `GuestUser`",
        ));
    }
    if condition_words::built_in(&words).is_some_and(|known| known != name) {
        return Err(has_a_meaning(item, &words));
    }
    let old = &conditions.declare(&words, name, item.name_at).name;
    if old == name {
        return Ok(());
    }
    Err(conflict(item.name_at, format!("the condition `{words}` is declared twice: as `{old}` and as `{name}`")))
}

/// Takes an item that governs the table below it, or all tables where it is at the top.
fn table_item(item: &Item, place: Place, settings: &mut Settings) -> Result<(), Problem> {
    // An item that governs nothing is still checked.
    let mut nowhere = TableSettings::default();
    let table = match place {
        Place::Table(table) => settings.tables.get_mut(table).unwrap_or(&mut nowhere),
        Place::Top => &mut settings.document,
        _ => &mut nowhere,
    };
    let declares = matches!(item.key.as_str(), "kind" | "resource" | "condition") && item.name.is_some();
    if table.words.count() + table.conditions.by_words.len() >= MOST_WORDS
        && (declares || matches!(item.key.as_str(), "yes" | "no" | "none"))
    {
        return Err(bad_value(item, &format!("at most {MOST_WORDS} words can be given a meaning: remove the others")));
    }
    match item.key.as_str() {
        "skip" | "optional" | "any-of" => flag(item, table),
        "feature" => {
            let value = plain_value(item, "feature = \"Smart Buildings\"")?;
            if value.trim().is_empty() {
                return Err(bad_value(item, "the name of a feature has at least one letter"));
            }
            set(&mut table.feature, value.to_owned(), item)
        }
        "kind" if item.name.is_some() => words_of_kind(item, table),
        "kind" => {
            let value = plain_value(item, "kind = \"application\"")?;
            set(&mut table.kind, kind_value(item, value)?, item)
        }
        "resource" if item.name.is_some() => words_of_resource(item, table),
        "resource" => {
            let value = plain_value(item, "resource = \"https://graph.microsoft.com\"")?;
            set(&mut table.resource, uri(item, value)?, item)
        }
        "admin_consent" => {
            let value = plain_value(item, "admin_consent = \"yes\"")?;
            let yes = match value.to_lowercase().as_str() {
                "yes" => true,
                "no" => false,
                _ => return Err(unknown_value(item, &["yes", "no"])),
            };
            set(&mut table.admin_consent, yes, item)
        }
        "yes" | "no" | "none" => own_word(item, table),
        "condition" => condition(item, &mut table.conditions),
        "column" => column(item, table),
        _ => Err(unknown_key(item, &KEYS)),
    }
}

fn flag(item: &Item, table: &mut TableSettings) -> Result<(), Problem> {
    if item.value.is_some() || item.name.is_some() {
        return Err(bad_form(item, &item.key));
    }
    match item.key.as_str() {
        "skip" => _ = table.skip.get_or_insert(item.key_at),
        "optional" => table.optional = true,
        _ => table.any_of = true,
    }
    Ok(())
}

fn kind_value(item: &Item, value: &str) -> Result<&'static [Kind], Problem> {
    match value.trim().to_lowercase().as_str() {
        "delegated" => Ok(vocabulary::DELEGATED),
        "application" => Ok(vocabulary::APPLICATION),
        "both" => Ok(vocabulary::BOTH),
        _ => Err(unknown_value(item, &["delegated", "application", "both"])),
    }
}

fn words_of_kind(item: &Item, table: &mut TableSettings) -> Result<(), Problem> {
    let (words, value) = named_value(item, "kind.\"Delegiert\" = \"delegated\"")?;
    let (words, kinds) = (vocabulary::fold(words), kind_value(item, value)?);
    if Words::default().kinds(&words).is_some_and(|known| known != kinds) {
        return Err(has_a_meaning(item, &words));
    }
    match table.words.kinds.get(&words) {
        Some(old) if *old != kinds => Err(set_twice(item)),
        Some(_) => Ok(()),
        None => {
            table.words.kinds.insert(words, kinds);
            Ok(())
        }
    }
}

fn words_of_resource(item: &Item, table: &mut TableSettings) -> Result<(), Problem> {
    let (words, value) =
        named_value(item, "resource.\"Power BI Service\" = \"https://analysis.windows.net/powerbi/api\"")?;
    let (written, words, uri) = (words.to_owned(), vocabulary::fold(words), uri(item, value)?);
    if Words::default().resource(&words).is_some_and(|known| known != uri) {
        return Err(has_a_meaning(item, &words));
    }
    match table.words.resources.get(&words) {
        Some(old) if old.uri != uri => Err(set_twice(item)),
        Some(_) => Ok(()),
        None => {
            table.words.resources.insert(words, ResourceWords { uri, written, at: item.name_at });
            Ok(())
        }
    }
}

fn uri(item: &Item, value: &str) -> Result<String, Problem> {
    // It may become a part of names.
    if value.is_empty() || value.len() > LONGEST || !value.chars().all(super::scope_names::is_scope_char) {
        return Err(bad_value(item, "a resource is a URI, such as `https://graph.microsoft.com`"));
    }
    Ok(value.to_owned())
}

/// A word of this document for yes, no or none, of which there may be several.
fn own_word(item: &Item, table: &mut TableSettings) -> Result<(), Problem> {
    let value = plain_value(item, "yes = \"Ja\", no = \"Nein\", none = \"Nicht unterstützt\"")?;
    let word = vocabulary::fold(value);
    if word.is_empty() {
        return Err(bad_value(item, "write the word that the cells have"));
    }
    let known = vocabulary::yes(&word);
    let contradicts = match item.key.as_str() {
        "yes" => known == Some(false) || table.words.no.contains(&word),
        "no" => known == Some(true) || table.words.yes.contains(&word),
        _ => known == Some(true),
    };
    if contradicts {
        return Err(has_a_meaning(item, &word));
    }
    match item.key.as_str() {
        "yes" => _ = table.words.yes.insert(word),
        "no" => _ = table.words.no.insert(word),
        _ => _ = table.words.none.insert(word),
    }
    Ok(())
}

fn column(item: &Item, table: &mut TableSettings) -> Result<(), Problem> {
    let (name, header) = named_value(item, "column.scope = \"Name\"")?;
    let field = header::by_key(name).ok_or_else(|| unknown_field(item, name, &Field::ALL.map(Field::key)))?;
    let known = || table.columns.iter().filter(|(known, ..)| *known == field);
    if known().any(|(_, old, _)| header::same(old, header)) {
        return Ok(());
    }
    // Only scope columns may be several.
    let most = if field == Field::Scope { 16 } else { 1 };
    match known().next_back() {
        Some((_, old, _)) if known().count() >= most => Err(conflict(
            item.name_at,
            format!("the column of `{}` is named twice: `{old}` and `{header}`", field.key()),
        )),
        _ => {
            table.columns.push((field, header.to_owned(), item.value_at));
            Ok(())
        }
    }
}

/// Sets what may be said once, or twice in the same words.
fn set<T: PartialEq>(slot: &mut Option<(T, usize)>, value: T, item: &Item) -> Result<(), Problem> {
    match slot {
        Some((old, _)) if *old != value => Err(set_twice(item)),
        Some(_) => Ok(()),
        None => {
            *slot = Some((value, item.value_at));
            Ok(())
        }
    }
}

/// The value of an item that must have no name.
fn plain_value<'i>(item: &'i Item, example: &str) -> Result<&'i str, Problem> {
    item.plain_value().ok_or_else(|| bad_form(item, example))
}

/// The name and the value of an item that must have both.
fn named_value<'i>(item: &'i Item, example: &str) -> Result<(&'i str, &'i str), Problem> {
    item.named_value().ok_or_else(|| bad_form(item, example))
}
