//! The rows that are read here, against the Markdown parser, which reads them all where it is told to: both must see the
//! same blocks, at the same places, and give the same reading.

#[path = "../../tests/support/random.rs"]
mod random;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::blocks::{self, Blocks, Cell};
use super::lines::Lines;
use super::plain_rows::{self, PlainRows};
use super::read;
use random::Random;

fn one_of<'a>(random: &mut Random, choices: &[&'a str]) -> &'a str {
    choices[random.below(choices.len())]
}

/// Everything that the blocks of a text say, with tables row by row.
fn seen(blocks: &Blocks<'_>) -> String {
    let mut seen = String::new();
    let cell = |seen: &mut String, cell: &Cell| {
        write!(seen, " {}", cell.start).expect("a string");
        for piece in &blocks.pieces[cell.pieces.clone()] {
            write!(seen, " {:?} {:?} {}", piece.style, &*piece.text, piece.offset).expect("a string");
        }
    };
    for table in &blocks.tables {
        writeln!(seen, "table {:?} {:?} {:?}", table.range, table.heading, table.rows).expect("a string");
        for row in std::iter::once(&table.header).chain(&blocks.rows[table.rows.clone()]) {
            write!(seen, "row {:?}", row.range).expect("a string");
            blocks.cells[row.cells.clone()].iter().for_each(|one| cell(&mut seen, one));
            seen.push('\n');
        }
    }
    let Blocks { headings, comments, html_tables, hidden, opaque, indented_code, front_matter, .. } = blocks;
    for ranges in [hidden, opaque, indented_code] {
        assert!(ranges.is_sorted_by_key(|range| range.start), "{ranges:?}");
    }
    write!(
        seen,
        "{headings:?}\n{comments:?}\n{html_tables:?}\n{hidden:?}\n{opaque:?}\n{indented_code:?}\n{front_matter:?}"
    )
    .expect("a string");
    seen
}

/// How many texts had rows to leave out, and in how many of them these were rows indeed.
#[derive(Debug, Default)]
struct Tally {
    left_out: usize,
    put_back: usize,
}

fn compare(text: &str, tally: &mut Tally) {
    let lines = Lines::new(text);
    let (rest, plain) = plain_rows::find(&lines);
    if !plain.gaps.is_empty() {
        tally.left_out += 1;
        let length: usize = plain.gaps.iter().map(|gap| gap.length).sum();
        assert_eq!(rest.len() + length, text.len(), "{text:?}");
        if let Some(blocks) = blocks::walk(text, &rest, plain) {
            tally.put_back += 1;
            let all = blocks::walk(text, text, PlainRows::default()).expect("nothing was left out");
            assert_eq!(seen(&blocks), seen(&all), "{text:?}");
        }
    }
    assert_eq!(read("a.md", text, true, true), read("a.md", text, true, false), "{text:?}");
}

fn markdown_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            markdown_below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md" || extension == "txt") {
            found.push(path);
        }
    }
}

fn texts_below(folder: &str) -> Vec<String> {
    let mut paths = Vec::new();
    markdown_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut paths);
    let texts = paths.iter().filter_map(|path| String::from_utf8(fs::read(path).expect("a document")).ok());
    texts.collect()
}

fn own_texts() -> Vec<String> {
    let folders = ["tests", "../docs-tables", "../docs", "../tests/shipped"];
    folders.into_iter().flat_map(texts_below).collect()
}

const CELLS: [&str; 46] = [
    "Mail.Read",
    "`Mail.Send`",
    "User.Read.All",
    "offline_access",
    "`a_b_c`",
    "See the user's mail (all of it), read & write",
    "For shared mailboxes",
    "Not for personal accounts/shared mailboxes",
    "Used when `basic_calendar` is set to `true`",
    "`A.B`, `C.D`",
    "Y",
    "",
    " ",
    "  padded  ",
    "-",
    "---",
    ":-:",
    "é𝄞 ü",
    "\u{a0}",
    "a\u{a0}",
    "R&D",
    "&amp;",
    "&nbsp;",
    "A &",
    "*",
    "a*",
    "**b** c",
    "_a_",
    "a__b",
    "_",
    "a_",
    "[a](b)",
    "[a]",
    "![a](b)",
    "a!",
    "<br>",
    "a <b",
    "a\\|b",
    "a\\",
    "``",
    "`` a ``",
    "` a `",
    "`a",
    "`*<[&amp;]~_`",
    "~~a~~",
    "a\tb",
];

const OTHER_LINES: [&str; 44] = [
    "",
    "",
    "",
    "text",
    "# Heading",
    "## Heading",
    "===",
    "---",
    "***",
    "```",
    "~~~",
    "    code",
    "\tcode",
    "> quote",
    "> | a | b |",
    "> |---|---|",
    "- item",
    "- | a | b |",
    "  |---|---|",
    "1. item",
    "<div>",
    "</div>",
    "<!--",
    "-->",
    "<!-- scopemark: skip -->",
    "<!-- scopemark: feature = \"F\" -->",
    "<a href=\"",
    "[ref]: /url",
    "[ref]: /url \"title",
    "[ref]: /url 'title",
    "> [ref]: /url (title",
    "[ref]:",
    "[^1]: note",
    "[^1",
    "+++",
    "|",
    "||",
    "||||||| base",
    "<<<<<<< HEAD",
    ">>>>>>> main",
    "a | b",
    " | a | b |",
    "|---|",
    "\u{c}",
];

/// A document of tables and of what may stand around them.
fn document(random: &mut Random) -> String {
    let end = if random.below(6) == 0 { "\r\n" } else { "\n" };
    let mut text = String::new();
    for _ in 0..=random.below(3) {
        for _ in 0..random.below(4) {
            text += one_of(random, &OTHER_LINES);
            text += end;
        }
        let columns = 1 + random.below(4);
        for n in 0..columns {
            text += "| ";
            text += ["Permission", "Description", "Notes", "Feature"][n];
            text += " ";
        }
        text += "|";
        text += end;
        text += &"|---".repeat(if random.below(12) == 0 { columns + 1 } else { columns });
        text += "|";
        text += end;
        for _ in 0..random.below(9) {
            if random.below(14) == 0 {
                text += one_of(random, &OTHER_LINES);
            } else {
                let columns = if random.below(14) == 0 { random.below(6) } else { columns };
                // Most rows are plain.
                let choices = if random.below(3) > 0 { &CELLS[..12] } else { &CELLS[..] };
                for n in 0..columns {
                    text += if n == 0 && random.below(20) == 0 { "" } else { "|" };
                    text += if random.below(8) == 0 { "" } else { " " };
                    text += one_of(random, choices);
                    text += if random.below(8) == 0 { "" } else { " " };
                }
                text += if random.below(10) == 0 { "" } else { "|" };
                text += if random.below(20) == 0 { "  " } else { "" };
            }
            text += end;
        }
    }
    if random.below(4) == 0 {
        text.truncate(text.trim_end().len());
    }
    text
}

const PIECES: [&str; 44] = [
    "|",
    "\n",
    "\r",
    "\r\n",
    "\\",
    "\\|",
    "`",
    "``",
    "*",
    "_",
    "~",
    "~~",
    "<",
    ">",
    "<br>",
    "<!--",
    "-->",
    "\"",
    "'",
    "(",
    ")",
    "[",
    "]",
    "](",
    "[^1]",
    "[a]: b",
    "&nbsp;",
    "&",
    "|---|---|\n",
    "---\n",
    "    ",
    "\t",
    "> ",
    "- ",
    "\0",
    "\u{b}",
    "\u{c}",
    "\u{a0}",
    "\u{2028}",
    "\u{feff}",
    "é𝄞",
    "!",
    "+++\n",
    "```\n",
];

fn mutate(text: &mut String, random: &mut Random) {
    for _ in 0..=random.below(4) {
        let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
        let line = random.below(lines.len());
        match random.below(7) {
            0 if !lines.is_empty() => _ = lines.remove(line),
            1 if !lines.is_empty() => lines.insert(random.below(lines.len()), lines[line]),
            2 if !lines.is_empty() => {
                let other = random.below(lines.len());
                lines.swap(line, other);
            }
            _ => {
                let mut at = random.below(text.len() + 1);
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                text.insert_str(at, one_of(random, &PIECES));
                continue;
            }
        }
        *text = lines.concat();
    }
}

#[test]
fn every_text_of_this_repository_reads_the_same() {
    let mut tally = Tally::default();
    for text in own_texts() {
        compare(&text, &mut tally);
        compare(&text.replace('\n', "\r\n"), &mut tally);
        compare(text.trim_end(), &mut tally);
    }
    assert!(tally.put_back > 50, "{tally:?}");
}

#[test]
fn random_documents_read_the_same() {
    let mut tally = Tally::default();
    let mut random = Random(0x7ab1e);
    for _ in 0..cases() {
        compare(&document(&mut random), &mut tally);
    }
    assert!(tally.left_out * 2 > cases() && tally.put_back * 4 > cases(), "{tally:?}");
}

#[test]
fn mutated_documents_read_the_same() {
    let mut tally = Tally::default();
    let mut random = Random(0x0dd);
    let texts = own_texts();
    for n in 0..cases() {
        // Long documents take long, and are much of the same.
        let text = &texts[random.below(texts.len())];
        let mut text = if n % 4 == 0 && text.len() < 5_000 { text.clone() } else { document(&mut random) };
        mutate(&mut text, &mut random);
        compare(&text, &mut tally);
    }
    assert!(tally.left_out * 3 > cases() && tally.put_back * 5 > cases(), "{tally:?}");
}

/// How many documents a test makes; `SCOPEMARK_CASES` makes them more.
fn cases() -> usize {
    std::env::var("SCOPEMARK_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(10_000)
}

/// Other people's documents are not part of this repository: where they are not beside it, this says so.
#[test]
fn real_documents_read_the_same() {
    let texts: Vec<String> = ["corpus", "seeds", "history"]
        .into_iter()
        .flat_map(|folder| texts_below(&format!("../../shared/{folder}")))
        .collect();
    if texts.is_empty() {
        println!("SKIPPED: the real documents are not here");
    }
    let mut random = Random(0x4ea1);
    let mut tally = Tally::default();
    for text in &texts {
        compare(text, &mut tally);
        for _ in 0..20 {
            let mut text = text.clone();
            mutate(&mut text, &mut random);
            compare(&text, &mut tally);
        }
    }
    assert!(texts.is_empty() || tally.put_back > 0, "{tally:?}");
}
