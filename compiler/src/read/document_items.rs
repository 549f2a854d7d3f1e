//! Takes the items of directives that hold for the whole document, wherever the directive is.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

use super::directive_syntax::Item;
use super::item_problems::{bad_form, bad_value, conflict, set_twice, unknown_value};
use super::lines::Lines;
use super::problem::Problem;
use super::settings::Settings;
use crate::model::Renaming;

/// The keys of these items.
pub(super) const KEYS: [&str; 6] = ["rename", "formerly", "separator", "request-separator", "stability", "serves"];

/// What may stand between names: no name holds one of these.
const SEPARATORS: [char; 6] = [',', ';', '|', '+', '&', ' '];

pub(super) fn take(item: &Item, lines: &Lines<'_>, settings: &mut Settings) -> Result<(), Problem> {
    match item.key.as_str() {
        "rename" => rename(item, "rename.\"TEXT\" = \"RustName\"", lines, &mut settings.renames),
        "formerly" if item.is_plain_name("document") => formerly_document(item, settings),
        "formerly" => formerly(item, lines, settings),
        "separator" => separator(item, &mut settings.separator),
        "request-separator" => separator(item, &mut settings.request_separator),
        "stability" => stability(item, settings),
        _ => serves(item, &mut settings.serves),
    }
}

fn rename(
    item: &Item,
    example: &str,
    lines: &Lines<'_>,
    renames: &mut BTreeMap<String, Renaming>,
) -> Result<(), Problem> {
    let (key, value) = item.named_value().ok_or_else(|| bad_form(item, example))?;
    // Names are compared in their composed form.
    let key: &str = &key.nfc().collect::<String>();
    let position = lines.position(item.name_at);
    let new = || Renaming { key: key.to_owned(), value: value.to_owned(), position };
    let Renaming { value: old, position, .. } = renames.entry(key.to_owned()).or_insert_with(new);
    if old == value {
        return Ok(());
    }
    let line = position.line;
    Err(conflict(item.name_at, format!("`{}` is set twice for this name: line {line} says `{old}`", item.key)))
}

/// `formerly."NEW" = "OLD"`, as often as a name had others before.
fn formerly(item: &Item, lines: &Lines<'_>, settings: &mut Settings) -> Result<(), Problem> {
    let (key, value) = item.named_value().ok_or_else(|| bad_form(item, "formerly.\"NEW\" = \"OLD\""))?;
    let [key, value] = [key, value].map(|name| name.nfc().collect::<String>());
    if key == value {
        return Err(bad_value(item, "write the name that it had before, or remove the item"));
    }
    let position = lines.position(item.name_at);
    let says = Renaming { key: key.clone(), value: value.clone(), position };
    settings.formerly.entry((key, value)).or_insert(says);
    Ok(())
}

/// `formerly.document`, without quotes, as often as the document had other names before; with quotes it is the former name of what
/// is called "document".
fn formerly_document(item: &Item, settings: &mut Settings) -> Result<(), Problem> {
    let Some(value) = &item.value else { return Err(bad_form(item, "formerly.document = \"old-name\"")) };
    if value.trim().is_empty() || value.contains(['/', '\\']) || has_ending(value) {
        return Err(bad_value(item, "write the name that the file had, without its folder and without its ending"));
    }
    settings.formerly_documents.entry(value.clone()).or_insert(item.value_at);
    Ok(())
}

fn has_ending(name: &str) -> bool {
    let lower = name.to_lowercase();
    [".md", ".markdown", ".mdx"].iter().any(|ending| lower.ends_with(ending))
}

fn separator(item: &Item, said: &mut Option<char>) -> Result<(), Problem> {
    let value = item.plain_value().ok_or_else(|| bad_form(item, &format!("{} = \",\"", item.key)))?;
    let mut letters = value.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if SEPARATORS.contains(&letter) => once(said, letter, item),
        _ => Err(bad_value(item, "write what stands between two names: `,`, `;`, `|`, `+`, `&` or a space")),
    }
}

/// `stability."FEATURE" = "beta"`. Whether there is such a feature is known when the tables are read.
fn stability(item: &Item, settings: &mut Settings) -> Result<(), Problem> {
    let (feature, value) = item.named_value().ok_or_else(|| bad_form(item, "stability.\"FEATURE\" = \"beta\""))?;
    if value != "beta" {
        return Err(unknown_value(item, &["beta"]));
    }
    settings.beta.entry(feature.nfc().collect()).or_insert(item.name_at);
    Ok(())
}

fn serves(item: &Item, said: &mut Option<bool>) -> Result<(), Problem> {
    let value = match item.plain_value() {
        Some("true") => true,
        Some("false") => false,
        Some(_) => return Err(unknown_value(item, &["true", "false"])),
        None => return Err(bad_form(item, "serves = \"true\"")),
    };
    once(said, value, item)
}

/// Sets what the document says once, or twice in the same words.
fn once<T: PartialEq>(slot: &mut Option<T>, value: T, item: &Item) -> Result<(), Problem> {
    match slot {
        Some(old) if *old != value => Err(set_twice(item)),
        Some(_) => Ok(()),
        None => {
            *slot = Some(value);
            Ok(())
        }
    }
}
