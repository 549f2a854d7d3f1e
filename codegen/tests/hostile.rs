//! Tests random documents with hostile names, texts and conditions: they survive writing and reading, and expand to Rust.

#[path = "../../compiler/tests/support/random.rs"]
mod random;
mod support;

use random::Random;
use scopemark_codegen::expand;
use scopemark_compiler::model::{Access, Kind};
use scopemark_compiler::tables;
use scopemark_core::wire::{self, Module};
use support::{Builder, errors, inside};

const TEXTS: [&str; 16] = [
    "",
    "plain",
    "two  spaces",
    "\"#\"##",
    "\\u{41} \\",
    "tab\there",
    "line\nbreak\r\n",
    "a\0b",
    "\u{202e}evil\u{200b}",
    "é 日本 𝄞",
    "key=value",
    "*/ /* // ///",
    "{}\"'`",
    "r#\"x\"#",
    "$crate $x",
    "\u{feff}",
];

const NAMES: [&str; 10] = [
    "Mail.Read",
    "Mail.Send",
    "openid",
    "Error",
    "Err",
    "ALL",
    "None",
    "https://mail.google.com/",
    "repo:status",
    "é.x",
];

fn document(random: &mut Random) -> Builder {
    let mut builder = Builder::new("a").title(TEXTS[random.below(TEXTS.len())]);
    for _ in 0..random.below(8) {
        let kind = if random.below(4) == 0 { Kind::Application } else { Kind::Delegated };
        let feature = ["", "Calendar", "ToDo", "AB", "Ab"][random.below(5)];
        let (texts, others): (Vec<usize>, Vec<usize>) =
            ((0..4).map(|_| random.below(TEXTS.len())).collect(), (0..3).map(|_| random.below(20)).collect());
        builder = builder.row(kind, NAMES[random.below(NAMES.len())], feature, |row| {
            row.description = TEXTS[texts[0]].into();
            row.notes = TEXTS[texts[1]].into();
            row.reason = TEXTS[texts[2]].into();
            row.access = if others[0] < 10 { Access::Base } else { Access::Update };
            row.optional = texts[3] > 10;
            row.admin_consent = [None, Some(true), Some(false)][others[0] % 3];
            row.alternatives = NAMES.get(others[1]).map(|name| (*name).to_owned()).into_iter().collect();
            row.requires =
                ["SharedMailbox", "PersonalAccount"].get(others[2]).map(|it| (*it).to_owned()).into_iter().collect();
        });
        if random.below(3) == 0 {
            builder = builder.cover(NAMES[random.below(NAMES.len())], NAMES[random.below(NAMES.len())]);
        }
    }
    builder
}

#[test]
fn what_is_written_is_read_back() {
    let mut random = Random(0x5eed);
    for _ in 0..2_000 {
        let mut document = document(&mut random).read().document.with_rust_names();
        let module = Module { name: "a".to_owned(), document: document.clone(), former: Vec::new() };
        let written = wire::write::<&str>(&[], &[module]);
        let lines = written.split_once("r#\"").unwrap().1.rsplit_once("\"#;").unwrap().0;
        assert!(!lines.contains("\"#"), "{lines}");
        let read = wire::read(lines).unwrap_or_else(|why| panic!("{why}: {written}"));
        // No code is generated from renames, so they are not written.
        document.renames.clear();
        assert_eq!(read.document, document, "{written}");
    }
}

#[test]
fn what_is_written_expands_to_rust_with_no_other_error_than_those_of_the_document() {
    let mut random = Random(0xe4ba);
    for _ in 0..500 {
        let reading = document(&mut random).read();
        let written = tables(&[reading]);
        let expected = written.lines().filter(|line| *line == "error").count();
        let (errors, modules) = errors(expand(inside(&written)));
        assert_eq!((errors.len(), modules.len()), (expected, 1), "{errors:?} in {written}");
    }
}
