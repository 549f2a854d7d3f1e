//! Names in code marks outside all tables: a table is the only place that is compiled.

use std::collections::BTreeSet;

use scopemark_core::ask::OPENID_SCOPES;

use super::blocks::Blocks;
use super::entry::Entry;
use super::lines::Lines;
use super::problem::Problem;
use super::ranges::Ranges;
use super::scope_names::{is_graph, looks_like_permission, not_a_name, stands_out};
use crate::catalogue::Catalogue;
use crate::rules;

/// Says each name that looks like this document's permissions, or that a catalogue lists beside them, once.
pub(crate) fn find(blocks: &Blocks, entries: &[Entry], catalogue: Option<&Catalogue>, problems: &mut Vec<Problem>) {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for entry in entries {
        let row = &entry.permission;
        known.insert(&row.scope);
        known.extend(row.alternatives.iter().map(String::as_str));
    }
    let alike = |test: fn(&str) -> bool| known.iter().filter(|name| test(name)).count() * 2 > known.len();
    let looks: fn(&str) -> bool = if alike(is_graph) {
        is_graph
    } else if alike(is_divided_by_colons) {
        is_divided_by_colons
    } else {
        |_| false
    };
    let resources: BTreeSet<&str> = entries.iter().map(|entry| entry.permission.resource.as_str()).collect();
    let is_listed = |text: &str| {
        let lists = |catalogue: &Catalogue| resources.iter().any(|resource| catalogue.lists(resource, text));
        !OPENID_SCOPES.contains(&text) && catalogue.is_some_and(lists)
    };
    let spans = blocks.mentions.iter();
    for (text, at) in spans.flat_map(|(span, at)| words(span).map(move |(place, word)| (word, at + place))) {
        if (looks(text) || is_listed(text)) && not_a_name(text).is_none() && known.insert(text) {
            problems.push(Problem::new(
                &rules::MENTION,
                at,
                format!("`{text}` looks like a permission, but is in no permission table, so it is not requested"),
                "this is fine if no row is missing; otherwise add it to the table",
            ));
        }
    }
}

/// The lines, from 1, with names like permissions: in tables, in code marks, and in the text of the page.
pub(crate) fn lines_with_names(blocks: &Blocks, lines: &Lines<'_>) -> BTreeSet<u32> {
    let pieces =
        blocks.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells).flat_map(|cell| &cell.pieces);
    let in_cells = pieces.flat_map(|piece| piece.text.split_whitespace().map(|word| (word, piece.offset)));
    let spans = blocks.mentions.iter();
    let in_code = spans.flat_map(|(span, at)| words(span).map(move |(place, word)| (word, at + place)));
    let looks = |word: &str| looks_like_permission(word.trim_matches([',', ';', '、', '，', '.', '(', ')']));
    let marked = in_cells.chain(in_code).filter(|(word, _)| looks(word)).map(|(_, at)| lines.position(at).line);
    let comments = blocks.comments.iter().map(|comment| comment.inner.clone());
    let unseen = Ranges::new(comments.chain(blocks.front_matter.clone()).collect());
    let has_name = |index: &usize| {
        let mut words = lines.line(*index).split(|c: char| c.is_whitespace() || "\"'`()[]{}<>|*,;".contains(c));
        !unseen.contains(lines.start(*index))
            && words.any(|word| stands_out(word.trim_end_matches(['.', ':', '!', '?'])))
    };
    let in_text = (0..lines.count()).filter(has_name).map(|index| lines.position(lines.start(index)).line);
    marked.chain(in_text).collect()
}

/// The words of a code span with their places, without the quotes and commas beside them.
fn words(span: &str) -> impl Iterator<Item = (usize, &str)> {
    let divides = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '\'');
    let mut at = 0;
    span.split_inclusive(divides).map(move |part| {
        at += part.len();
        (at - part.len(), part.trim_end_matches(divides))
    })
}

fn is_divided_by_colons(text: &str) -> bool {
    text.contains(':') && !text.contains("://") && looks_like_permission(text)
}
