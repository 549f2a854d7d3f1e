//! Hostile documents: whatever the bytes, reading neither panics nor hangs nor invents a name, and its findings can be
//! shown.

mod support {
    pub(crate) mod cases;
    pub(crate) mod random;
}

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use scopemark_compiler::Level;
use scopemark_compiler::read::{Reading, read_bytes, read_text};

use crate::support::cases::{cases, files};
use crate::support::random::Random;

/// Documents to start from: those of the cases, the broken ones and the shipped ones.
fn beginnings() -> Vec<Vec<u8>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut documents = Vec::new();
    for (_, text) in files() {
        documents.extend(cases(&text).map(|(_, _, document, _)| document.as_bytes().to_vec()));
    }
    for folder in ["tests/broken", "../docs-tables"] {
        let Ok(entries) = fs::read_dir(here.join(folder)) else { continue };
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
        paths.sort();
        documents.extend(paths.iter().map(|path| fs::read(path).expect("a document")));
    }
    documents
}

/// What is thrown in: each piece has done harm to some reader of Markdown.
const PIECES: [&[u8]; 40] = [
    b"|",
    b"\n",
    b"\r",
    b"\\",
    b"\\|",
    b"`",
    b"``",
    b"*",
    b"_",
    b"~~",
    b"<",
    b">",
    b"<br>",
    b"<sup>",
    b"</sup>",
    b"<table>",
    b"<!--",
    b"-->",
    b"<!-- scopemark: ",
    b"\"",
    b"= \"",
    b",",
    b" or ",
    b"[",
    b"](",
    b"[^1]",
    b"&nbsp;",
    b"&#0;",
    b"|---|---|\n",
    b"---\n",
    b"    ",
    b"\t",
    b"> ",
    b"- ",
    b"\0",
    b"\xff",
    "\u{feff}".as_bytes(),
    "\u{202e}".as_bytes(),
    "é𝄞".as_bytes(),
    b"<<<<<<< HEAD\n",
];

fn mutate(document: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(6) {
        let at = random.below(document.len() + 1);
        match random.below(4) {
            0 => {
                let end = (at + random.below(40)).min(document.len());
                document.drain(at..end);
            }
            1 => {
                let end = (at + random.below(80)).min(document.len());
                let copy = document[at..end].to_vec();
                let to = random.below(document.len() + 1);
                document.splice(to..to, copy);
            }
            _ => {
                let piece = PIECES[random.below(PIECES.len())];
                document.splice(at..at, piece.iter().copied());
            }
        }
    }
}

/// What must hold of every reading.
fn check(reading: &Reading, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let shown = || format!("{reading:#?}\n{text}");
    for finding in &reading.findings {
        assert!(finding.position.line >= 1 && finding.position.column >= 1, "{}", shown());
        assert!(!finding.message.is_empty() && !finding.help.is_empty(), "{}", shown());
        assert!(!finding.to_string().chars().any(|c| c.is_control() && c != '\n'), "{}", shown());
    }
    assert!(reading.findings.is_sorted_by_key(|finding| finding.position), "{}", shown());
    let document = &reading.document;
    for row in &document.permissions {
        let names = std::iter::once(&row.scope).chain(&row.alternatives);
        for name in names {
            let legal = |c| matches!(c, '\x21' | '\x23'..='\x5b' | '\x5d'..='\x7e');
            assert!(!name.is_empty() && name.chars().all(legal), "{name:?}: {}", shown());
            // Escapes and entities aside, a name stands in the document as it is.
            let plain = !bytes.contains(&b'\\') && !bytes.contains(&b'&') && !bytes.contains(&b'<');
            // One that several resources have is written with its own.
            let short = name.strip_prefix(&*row.resource).and_then(|rest| rest.strip_prefix('/')).unwrap_or(name);
            assert!(!plain || text.contains(short), "{name:?} is invented: {}", shown());
        }
        assert!(row.feature.is_none_or(|index| index < document.features.len()), "{}", shown());
    }
    let found = !reading.findings.iter().all(|finding| finding.level() < Level::Error);
    let skipped = reading.is_skipped || reading.findings.iter().any(|finding| finding.rule.id == "read/all-skipped");
    assert!(found || !document.permissions.is_empty() || skipped, "nothing read, nothing said: {}", shown());
}

#[test]
fn mutated_documents_are_read_without_panic_and_without_inventions() {
    let beginnings = beginnings();
    let mut random = Random(0x5eed);
    for _ in 0..4_000 {
        let mut document = beginnings[random.below(beginnings.len())].clone();
        mutate(&mut document, &mut random);
        check(&read_bytes("docs-tables/a.md", &document), &document);
    }
}

#[test]
fn deep_nesting_and_long_runs_end_soon() {
    let cases = [
        "> ".repeat(20_000) + "| Permission |\n",
        "- ".repeat(5_000) + "x\n",
        "[".repeat(50_000),
        "*a ".repeat(50_000),
        "`".repeat(50_000) + &"`a".repeat(20_000),
        "<!--".repeat(50_000),
        "|".repeat(100_000) + "\n" + &"|-".repeat(100_000) + "|\n",
        format!("| Permission |\n|---|\n| {} |\n", "a,".repeat(50_000)),
        format!("| Permission |\n|---|\n| {} |\n", "a<br>".repeat(50_000)),
        format!("<!-- scopemark: {} -->\n", "skip, ".repeat(20_000)),
        "|---|\n".repeat(20_000),
        "| Permission |\n".repeat(20_000),
        "<table>\n\n".repeat(5_000),
        "# A\n".repeat(50_000),
        "<!-- scopemark: skip -->\ntext\n\n".repeat(5_000),
        "| Permission |\n|---|\n| A.B |\n\n".repeat(20_000),
        format!("| Permission |\n|---|\n{}", "| A.B |\n| **A.B** |\n".repeat(10_000)),
        format!("```\n{}", "| Permission |\n|---|\n| A.B |\n".repeat(20_000)),
        format!("| Permission |\n|---|\n| a {}b |\n", " ".repeat(200_000)),
        format!("| Permission |\n|---|\n| `a{} |\n", "_a".repeat(200_000)),
        format!("{}|\n{}|\n{}", "| a ".repeat(1_000), "|---".repeat(1_000), "| A.B |\n".repeat(1_000)),
        format!("| Permission | Notes |\n|---|---|\n{}", "| A.B | For b. Used if c; d! |\n".repeat(5_000)),
        format!("| Permission | Notes |\n|---|---|\n| A.B | {} |\n", "`a`. ".repeat(50_000)),
        format!("| Permission | Notes |\n|---|---|\n| A.B | {} |\n", "Used when `a` is x; ".repeat(20_000)),
        format!("| Permission | Notes |\n|---|---|\n| A.B | {} |\n", "Not for é, ".repeat(20_000)),
        format!("{}|\n{}|\n", "| Scope ".repeat(50_000), "|---".repeat(50_000)),
        "<<<<<<< HEAD\n".repeat(50_000),
    ];
    for (n, case) in cases.iter().enumerate() {
        let start = Instant::now();
        check(&read_text("docs-tables/a.md", case), case.as_bytes());
        // Not a measurement: a quadratic reader would take minutes.
        assert!(start.elapsed() < Duration::from_secs(60), "case {n} took {:?}", start.elapsed());
    }
}

#[test]
fn line_endings_and_a_byte_order_mark_change_nothing() {
    for document in beginnings() {
        let Ok(text) = String::from_utf8(document) else { continue };
        if text.contains('\0') {
            continue;
        }
        let plain = read_text("docs-tables/a.md", &text);
        for other in [format!("\u{feff}{text}"), text.replace('\n', "\r\n")] {
            let read = read_text("docs-tables/a.md", &other);
            assert_eq!(plain.document, read.document);
            assert_eq!(plain.findings, read.findings);
        }
    }
}
