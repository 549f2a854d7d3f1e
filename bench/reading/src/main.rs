//! `reading ROUNDS ROWS`: reads a document, against the events of pulldown-cmark with which nothing is done.

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

/// How many rows a batch reads at least: a small document several times, so that a batch takes milliseconds.
const ROWS_IN_A_BATCH: usize = 3_000;

fn main() {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<usize>().expect("a number"));
    let (Some(rounds), Some(rows)) = (arguments.next(), arguments.next()) else { panic!("reading ROUNDS ROWS") };
    let text = document(rows, Revision(0));
    let reading = read_text("docs-tables/names.md", &text);
    assert_eq!(reading.findings, [], "the document is in order");
    assert_eq!(reading.document.permissions.len(), rows);
    let times = ROWS_IN_A_BATCH.div_ceil(rows);
    let mut contestants = [
        Contestant::new("ours", || {
            for _ in 0..times {
                drop(black_box(read_text("docs-tables/names.md", black_box(&text))));
            }
        }),
        Contestant::new("pulldown-cmark's events", || {
            for _ in 0..times {
                for event in Parser::new_ext(black_box(&text), OPTIONS) {
                    black_box(event);
                }
            }
        }),
    ];
    by_turns(&mut contestants, rounds, times);
}
