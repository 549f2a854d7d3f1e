//! Reads a document of 10,000 rows, against the events of pulldown-cmark with which nothing is done.

use std::hint::black_box;

use corpus::{Revision, document};
use pulldown_cmark::{Options, Parser};
use scopemark_compiler::read::read_text;
use timing::{Contestant, by_turns};

/// What the compiler reads with.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_YAML_STYLE_METADATA_BLOCKS)
    .union(Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS);

const ROWS: usize = 10_000;

fn main() {
    let rounds = std::env::args().nth(1).and_then(|rounds| rounds.parse().ok()).expect("a number of rounds");
    let text = document(ROWS, Revision(0));
    let reading = read_text("docs-tables/names.md", &text);
    assert_eq!(reading.findings, [], "the document is in order");
    assert_eq!(reading.document.permissions.len(), ROWS);
    let mut contestants = [
        Contestant::new("ours", || drop(black_box(read_text("docs-tables/names.md", black_box(&text))))),
        Contestant::new("events", || {
            for event in Parser::new_ext(black_box(&text), OPTIONS) {
                black_box(event);
            }
        }),
        Contestant::new("events with their places", || {
            for event in Parser::new_ext(black_box(&text), OPTIONS).into_offset_iter() {
                black_box(event);
            }
        }),
    ];
    by_turns(&mut contestants, rounds, 1);
}
