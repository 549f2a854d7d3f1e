//! Random Markdown documents that are mostly tables, and what stands around and between tables.
//!
//! Every row has a name of its own, so that it is known again in what is read and in what is shown.

use proptest::prelude::*;
use proptest::sample::select;

/// Stands for a number in a name until the document is complete.
const NUMBER: char = '§';

/// A document.
pub(crate) fn page() -> impl Strategy<Value = String> {
    let end = prop_oneof![8 => Just("\n"), 1 => Just("\r\n"), 1 => Just("\r")];
    let begins =
        prop_oneof![12 => Just(""), 1 => Just("---\ntitle: a\n---\n"), 1 => Just("---\n"), 1 => Just("---\n\n")];
    (begins, prop::collection::vec(block(), 1..7), end).prop_map(|(begins, blocks, end)| {
        let text: String = begins.to_owned() + &blocks.concat();
        let mut numbered = String::with_capacity(text.len() + 64);
        for (number, part) in text.split(NUMBER).enumerate() {
            if number > 0 {
                numbered += &number.to_string();
            }
            numbered += part;
        }
        numbered.replace('\n', end)
    })
}

/// The lines of a document, whatever ends them.
pub(crate) fn lines(text: &str) -> Vec<String> {
    text.replace("\r\n", "\n").replace('\r', "\n").lines().map(str::to_owned).collect()
}

/// The line, from 1, in which a name stands.
pub(crate) fn line_of(text: &str, name: &str) -> usize {
    let at = text
        .match_indices(name)
        .find(|(at, _)| !text[at + name.len()..].starts_with(|c: char| c.is_ascii_digit()))
        .map_or(0, |(at, _)| at);
    lines(&format!("{}x", &text[..at])).len()
}

/// What goes before the lines of a block: before its first, and before the others.
const CONTAINERS: [(&str, &str); 18] = [
    ("> ", "> "),
    (">", ">"),
    ("- ", "  "),
    ("* ", "  "),
    ("1. ", "   "),
    ("- ", "    "),
    ("- ", ""),
    ("> ", ""),
    ("> - ", ">   "),
    ("- > ", "  > "),
    ("> > ", "> > "),
    ("  ", "  "),
    ("   ", "   "),
    ("    ", "    "),
    ("\t", "\t"),
    ("- \t", "  \t"),
    ("[^1]: ", "    "),
    ("- - ", "    "),
];

/// A block: its lines in a container, and mostly a blank line below.
fn block() -> impl Strategy<Value = String> {
    let lines = prop_oneof![6 => table(), 3 => other(), 2 => loose()];
    let container = prop_oneof![3 => Just(("", "")), 1 => select(&CONTAINERS[..])];
    let below = prop_oneof![5 => Just("\n"), 1 => Just(""), 1 => Just("\n\n"), 1 => Just(">\n"), 1 => Just("  \n")];
    (container, lines, below).prop_map(|((first, others), lines, below)| {
        let mut text = String::new();
        for (n, line) in lines.iter().enumerate() {
            // A blank line of a list has no indentation.
            let before = if n == 0 { first } else { others };
            text += if line.is_empty() { before.trim_end() } else { before };
            text += line;
            text.push('\n');
        }
        text + below
    })
}

/// How the pipes at the ends of rows are written.
fn outer() -> impl Strategy<Value = (&'static str, &'static str)> {
    prop_oneof![6 => Just(("| ", " |")), 1 => Just(("", "")), 1 => Just(("| ", "")), 1 => Just(("", " |")), 1 => Just(("|", "|"))]
}

/// A table, most of which are sound.
fn table() -> impl Strategy<Value = Vec<String>> {
    (1..4_usize, outer()).prop_flat_map(|(columns, (left, right))| {
        let mistake = prop_oneof![12 => Just(0), 1 => Just(1), 1 => Just(-1)];
        let delimiters =
            (mistake, prop::collection::vec(select(&["---", ":--", "--:", ":-:", "-", ":-", "--------"][..]), 5));
        let rows = prop::collection::vec(row(columns), 0..5);
        (header(columns), delimiters, rows, indents()).prop_map(move |(header, (mistake, cells), rows, indents)| {
            let count = columns.saturating_add_signed(mistake).max(1);
            let mut all = vec![header.join(" | "), cells[..count].join(" | ")];
            all.extend(rows);
            let lines = all.iter().enumerate();
            lines.map(|(n, line)| format!("{}{left}{line}{right}", indents[n % indents.len()])).collect()
        })
    })
}

/// What goes before each line of a table in turn: almost always nothing.
fn indents() -> impl Strategy<Value = Vec<&'static str>> {
    let indent = prop_oneof![
        12 => Just(""),
        1 => select(&[" ", "   ", "    ", "\t", "> ", "  ", "- ", "        "][..])
    ];
    prop_oneof![2 => Just(vec![""]), 1 => prop::collection::vec(indent, 1..8)]
}

fn header(columns: usize) -> impl Strategy<Value = Vec<&'static str>> {
    let scope = select(&["Scope", "Permission", "**Scope**"][..]);
    let other = select(&["Notes", "Reason", "Description", ""][..]);
    (scope, prop::collection::vec(other, columns - 1), 0..columns).prop_map(|(scope, mut others, place)| {
        others.insert(place, scope);
        others
    })
}

/// A row; any of its cells may be the scope cell.
fn row(columns: usize) -> impl Strategy<Value = String> {
    let count = prop_oneof![8 => Just(0), 1 => Just(1), 1 => Just(-1)];
    (count, prop::collection::vec(cell(), columns + 1)).prop_map(move |(count, cells)| {
        let count = columns.saturating_add_signed(count);
        cells[..count].join(" | ")
    })
}

fn cell() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        8 => Just("`A.Read§`"),
        4 => Just("A.Read§"),
        1 => select(&[
            "A.Read§ or A.Read§",
            "`A.Read§`, `A.Read§`",
            "**A.Read§**",
            "[A.Read§](a.md)",
            "`` A.Read§ ``",
            "`A.Read§\\|x`",
            "`A.Read§ | x`",
            "a \\| b",
            "`a | b`",
            "text",
            "",
            " ",
            "---",
            "<b>A.Read§</b>",
            "A.Read§<br>A.Read§",
            "\\",
            "`",
            "<!-- a -->",
            "-",
        ][..]),
    ]
}

/// Blocks of other kinds.
fn other() -> impl Strategy<Value = Vec<String>> {
    let blocks = &[
        "# Heading",
        "## Other",
        "Text.",
        "Text\nover lines",
        "Text\n---",
        "Text\n===",
        "---",
        "***",
        "- item\n- item",
        "1. item",
        "> quoted",
        "<div>",
        "</div>",
        "<div>\n\ntext\n\n</div>",
        "<!-- a comment -->",
        "<!-- a comment\n\nover lines -->",
        "<!--\n| Scope |\n|---|\n| A.Read§ |\n-->",
        "<br>",
        "<p>text</p>",
        "<table>\n<tr><td>A.Read§</td></tr>\n</table>",
        "<details>\n<summary>a</summary>",
        "</details>",
        "```\n| Scope |\n|---|\n| A.Read§ |\n```",
        "~~~ md\n| Scope |\n|---|\n| A.Read§ |\n~~~",
        "```",
        "    | Scope |\n    |---|\n    | A.Read§ |",
        "[^1]: A footnote.",
        "[a]: b",
        "Text | with a pipe",
        "|",
        "| |",
        "||",
        "---|---",
        "|---|",
        ":-",
        ":-:\n| A.Read§ |",
        "Scope\n:-\nA.Read§",
        "Scope\n-\nA.Read§",
        "Scope\n---\nA.Read§",
        "title: a\n---",
        "---\ntitle: a\n---",
        "+++\na = 1\n+++",
        "\\| Scope |\n|---|\n| A.Read§ |",
        "`A.Read§`",
        "`` a",
        "<script>\n| Scope |\n|---|\n| A.Read§ |\n</script>",
    ];
    select(&blocks[..]).prop_map(|block| block.lines().map(str::to_owned).collect())
}

/// Lines of tables in any order.
fn loose() -> impl Strategy<Value = Vec<String>> {
    let line = select(
        &[
            "| Scope |",
            "| Scope | Notes |",
            "Scope | Notes",
            "|---|",
            "|---|---|",
            "---|---",
            "--- | ---",
            "| A.Read§ |",
            "| A.Read§ | text |",
            "A.Read§ | text",
            "Text.",
            "",
            "|",
            "<div>",
            "<!-- a -->",
            "- item",
            "# Heading",
            "> quoted",
            "---",
            "| `A.Read§` | a | b |",
        ][..],
    );
    prop::collection::vec(line.prop_map(str::to_owned), 1..7)
}
