//! Tests random documents with hostile names, texts and conditions: they survive writing and reading, and expand to Rust.
//! A document that does not is shown as small as it can be made.

mod support;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;
use scopemark_codegen::expand;
use scopemark_compiler::model::{Access, Kind};
use scopemark_compiler::read::Reading;
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

fn text() -> impl Strategy<Value = &'static str> {
    select(&TEXTS[..])
}

fn name() -> impl Strategy<Value = &'static str> {
    select(&NAMES[..])
}

fn document() -> impl Strategy<Value = Reading> {
    let kind = prop_oneof![3 => Just(Kind::Delegated), 1 => Just(Kind::Application)];
    let feature = select(&["", "Calendar", "ToDo", "AB", "Ab"][..]);
    let condition = proptest::option::weighted(0.1, select(&["SharedMailbox", "PersonalAccount"][..]));
    let row = (
        (kind, name(), feature, proptest::option::of(name()), condition),
        (text(), text(), text()),
        (any::<bool>(), any::<bool>(), any::<Option<bool>>()),
        proptest::option::weighted(1.0 / 3.0, (name(), name())),
    );
    let separators = any::<[Option<char>; 2]>();
    (text(), proptest::collection::vec(row, 0..8), separators).prop_map(|(title, rows, separators)| {
        let mut builder = Builder::new("a").title(title);
        for ((kind, name, feature, alternative, condition), (description, notes, reason), facts, cover) in rows {
            builder = builder.row(kind, name, feature, |row| {
                row.description = description.into();
                row.notes = notes.into();
                row.reason = reason.into();
                let (update, optional, admin_consent) = facts;
                row.access = if update { Access::Update } else { Access::Base };
                row.optional = optional;
                row.admin_consent = admin_consent;
                row.alternatives.extend(alternative.map(str::to_owned));
                row.requires.extend(condition.map(str::to_owned));
            });
            if let Some((stronger, weaker)) = cover {
                builder = builder.cover(stronger, weaker);
            }
        }
        let mut reading = builder.read();
        [reading.document.separator, reading.document.request_separator] = separators;
        reading
    })
}

/// So many cases, the same in every run.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(0x5eed), failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(2_000))]
    #[test]
    fn what_is_written_is_read_back(reading in document()) {
        let mut document = reading.document.with_rust_names();
        let module = Module { name: "a".to_owned(), document: document.clone(), ..Module::default() };
        let written = wire::write::<&str>(&[], &[module]);
        let lines = written.split_once("r#\"").unwrap().1.rsplit_once("\"#;").unwrap().0;
        prop_assert!(!lines.contains("\"#"), "{lines}");
        let read = wire::read(lines).unwrap_or_else(|why| panic!("{why}: {written}"));
        // No code is generated from renames, so they are not written.
        document.renames.clear();
        prop_assert_eq!(read.document, document, "{}", written);
    }
}

proptest! {
    #![proptest_config(config(500))]
    #[test]
    fn what_is_written_expands_to_rust_with_no_other_error_than_those_of_the_document(reading in document()) {
        let written = tables(&[reading]);
        let expected = written.lines().filter(|line| *line == "error").count();
        let (errors, modules) = errors(expand(inside(&written)));
        prop_assert_eq!((errors.len(), modules.len()), (expected, 1), "{:?} in {}", errors, written);
    }
}
