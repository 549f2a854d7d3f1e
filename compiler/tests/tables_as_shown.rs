//! The reader against a second implementation of GFM, over random documents: no table that the page shows is neither read nor
//! reported, and no row is read that the page does not show as a row. A document that breaks this is shown as small as it can
//! be made.
//!
//! `SCOPEMARK_CASES` says how many documents, without it 256; `SCOPEMARK_SEED` which.

#[path = "support/page.rs"]
mod page;
#[path = "support/pages.rs"]
mod pages;

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use page::Page;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use scopemark_compiler::read::{Reading, read_text};
use scopemark_compiler::{Finding, Level};

fn cases() -> u32 {
    std::env::var("SCOPEMARK_CASES").map_or(256, |cases| cases.parse().expect("SCOPEMARK_CASES is a number"))
}

/// Whether a finding of a level is in one of these lines.
fn has_finding(reading: &Reading, level: Level, lines: RangeInclusive<usize>) -> bool {
    let is_there = |finding: &Finding| lines.contains(&(finding.position.line as usize));
    reading.findings.iter().any(|finding| finding.level() >= level && is_there(finding))
}

/// The lines around a line up to the next blank ones.
fn paragraph(text: &str, line: usize) -> RangeInclusive<usize> {
    let lines = pages::lines(text);
    let is_blank = |n: &usize| lines.get(n - 1).is_none_or(|line| line.trim().is_empty());
    let first = (1..=line).rev().find(is_blank).unwrap_or(1);
    let last = (line..=lines.len()).find(is_blank).unwrap_or(lines.len());
    first..=last
}

/// What is read otherwise than the page shows it, in words.
fn differences(text: &str) -> Vec<String> {
    let reading = read_text("docs-tables/a.md", text);
    let page = Page::of(text);
    let document = &reading.document;
    let read: BTreeSet<&str> = document
        .permissions
        .iter()
        .flat_map(|row| std::iter::once(&row.scope).chain(&row.alternatives))
        .map(String::as_str)
        .collect();
    let lines = pages::lines(text);
    let mut wrong = Vec::new();
    for row in &page.rows {
        // Lines of text that became rows have one finding, at the first.
        let is_text = |line: &usize| {
            lines.get(line - 1).is_some_and(|line| !line.is_empty() && !line.replace("\\|", "").contains('|'))
        };
        let first = (1..row.line).rev().take_while(is_text).last().unwrap_or(row.line);
        let near_row = first - 1..=row.line + 1;
        let near_head = row.table.saturating_sub(1)..=row.table + 2;
        let is_said = || [&near_row, &near_head].map(|lines| has_finding(&reading, Level::Warning, lines.clone()));
        for name in row.names.iter().filter(|name| !read.contains(name.as_str())) {
            if is_said() == [false, false] {
                wrong.push(format!("line {} shows `{name}`, which is neither read nor reported", row.line));
            }
        }
    }
    for name in read.into_iter().filter(|name| name.starts_with("A.Read")) {
        let is_shown = page.cells.contains(name);
        let line = pages::line_of(text, name);
        if !is_shown && !has_finding(&reading, Level::Error, paragraph(text, line)) {
            wrong.push(format!("`{name}` in line {line} is read, but no table shows it"));
        }
    }
    if !wrong.is_empty() {
        wrong.extend(reading.findings.iter().map(ToString::to_string));
    }
    wrong
}

/// Whether implementations of GFM are known to show a text differently: one that opens with `---` in another way than the
/// generated metadata, or an empty item of a list above a line of spaces, which cmark takes for a part of the item. Below a delimiter
/// row that GitHub takes for an item of a list, an error says so, and all that follows is inside that item.
fn is_in_doubt(text: &str) -> bool {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let opens = ["---", "+++"].iter().any(|fence| text.starts_with(fence)) && !text.starts_with("---\ntitle");
    let is_item = |line: &str| matches!(line.trim_start_matches([' ', '>']).trim_end(), "-" | "*" | "+" | "1." | "1)");
    let is_spaces =
        |line: &str| line.trim_start_matches('>').starts_with(' ') && line.trim_matches([' ', '\t', '>']).is_empty();
    let lines: Vec<&str> = text.split('\n').collect();
    let is_both = |line: &&str| {
        let line = line.trim_start_matches([' ', '>']);
        line.starts_with("- ") && line.contains('|') && line.trim_matches(['-', '|', ':', ' ', '\t']).is_empty()
    };
    opens || lines.iter().any(is_both) || lines.windows(2).any(|two| is_item(two[0]) && is_spaces(two[1]))
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: cases(),
        // The same documents each time; another seed tries others.
        rng_seed: RngSeed::Fixed(std::env::var("SCOPEMARK_SEED").map_or(27, |seed| seed.parse().expect("a number"))),
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_the_page_shows_as_rows_is_read_or_reported_and_nothing_else_is_read(text in pages::page()) {
        if is_in_doubt(&text) {
            return Ok(());
        }
        let wrong = differences(&text);
        prop_assert!(wrong.is_empty(), "{}\n--\n{text}\n--", wrong.join("\n"));
    }
}

/// The property would hold of a reader that reports everything and reads nothing.
#[test]
fn most_rows_of_random_pages_are_read() {
    use proptest::strategy::ValueTree as _;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut shown, mut read) = (0, 0);
    for _ in 0..256 {
        let text = pages::page().new_tree(&mut runner).expect("a page").current();
        let names: BTreeSet<String> = Page::of(&text).rows.into_iter().flat_map(|row| row.names).collect();
        let document = read_text("docs-tables/a.md", &text).document;
        shown += names.len();
        read += document.permissions.iter().filter(|row| names.contains(&row.scope)).count();
    }
    assert!(shown > 500, "{shown} rows are shown");
    assert!(read * 10 > shown * 7, "{read} of {shown} rows are read");
}
