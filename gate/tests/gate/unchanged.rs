//! Documents that did not change are not compared: the judgement must find what the comparison of all of them finds.

use scopemark_compiler::model::{Document, Name, Position};
use scopemark_compiler::read::read_text;
use scopemark_gate::lock::{Date, Lock, canonical};
use scopemark_gate::review::{Case, Tables, judge};
use scopemark_gate::{Change, FoundBy, compare};

use crate::random::{self, Random};

/// Asserts that the judgement against the lock of the old documents has the changes of the comparison, and gives their number.
#[track_caller]
fn agrees(old: &[Document], new: &[Document]) -> usize {
    let lock = Lock::new("docs-tables", old);
    let (facts, tables) = (canonical(new), Tables { documents: new.to_vec(), ..Tables::default() });
    let today: Date = "2025-01-01".parse().unwrap();
    let case =
        Case { tables: &tables, facts: &facts, lock: &lock, lock_path: "permissions.lock", against: None, today };
    // The tables tell where a document is.
    let mut known = lock.documents.clone();
    for document in &mut known {
        if let Some(read) = new.iter().find(|read| read.name == document.name) {
            document.path.clone_from(&read.path);
        }
    }
    let mut compared: Vec<Change> = compare(&known, new).iter().flat_map(|change| change.each().cloned()).collect();
    for change in &mut compared {
        change.attached.clear();
    }
    let verdicts = judge(&case).verdicts;
    let items = verdicts.into_iter().flat_map(|verdict| verdict.items);
    let mut judged: Vec<Change> =
        items.map(|item| item.change).filter(|change| change.rule.found_by != FoundBy::Lock).collect();
    for changes in [&mut compared, &mut judged] {
        changes.sort_by_cached_key(|change| (change.fingerprint(), change.message.clone()));
    }
    assert_eq!(judged, compared);
    judged.len()
}

/// The document with places, texts and an order of its own, which facts have not.
fn told(random: &mut Random, mut document: Document) -> Document {
    for row in &mut document.permissions {
        let line = u32::try_from(5 + random.below(50)).unwrap();
        row.position = Position { line, column: 3 };
        "What it allows".clone_into(&mut row.description);
    }
    let middle = document.permissions.len() / 2;
    document.permissions.rotate_left(middle);
    document
}

#[test]
fn a_random_document_beside_others_is_judged_as_it_is_compared() {
    let mut random = Random(11);
    let (mut silent, mut found) = (0, 0);
    for _ in 0..1_500 {
        let count = 1 + random.below(3);
        let mut old = Vec::new();
        let mut new = Vec::new();
        for number in 0..count {
            let mut document = random::document(&mut random);
            document.name = format!("doc{number}");
            document.path = format!("docs-tables/doc{number}.md");
            let edited = if random.percent(40) { random::edited(&mut random, &document) } else { document.clone() };
            let edited = Document { name: document.name.clone(), path: document.path.clone(), ..edited };
            new.push(told(&mut random, edited));
            old.push(document);
        }
        match agrees(&old, &new) {
            0 => silent += 1,
            _ => found += 1,
        }
    }
    assert!(silent > 200 && found > 200, "{silent} {found}");
}

fn read(name: &str, text: &str) -> Document {
    read_text(&format!("docs-tables/{name}.md"), text).document
}

const TEXT: &str = "| Feature | Permission | Admin consent | Notes |\n|---|---|---|---|\n\
                    | Mail | Mail.Read | No | Ask first |\n| Mail | Files.Read | Yes | |\n";

#[test]
fn what_facts_of_a_document_alone_show_is_still_found() {
    let plain = read("a", TEXT);
    assert_eq!(agrees(core::slice::from_ref(&plain), core::slice::from_ref(&plain)), 0);
    // One permission in two spellings, of which the document says two things.
    let twice = TEXT.to_owned() + "| Mail | https://graph.microsoft.com/Mail.Read | Yes | |\n";
    let twice = read("a", &twice);
    assert_eq!(agrees(core::slice::from_ref(&twice), core::slice::from_ref(&twice)), 1);
    // More conditions than can be compared.
    let mut many = plain.clone();
    for number in 0..70 {
        let text = format!("C{number:02}");
        many.permissions[0].requires.push(text.clone());
        many.conditions.push(Name { text, ident: None, position: Position { line: 0, column: 0 } });
    }
    assert_eq!(agrees(core::slice::from_ref(&many), core::slice::from_ref(&many)), 1);
    // A name that is there twice, with two constants.
    let mut names = plain.clone();
    let again = Name { ident: Some("Again".into()), ..names.features[0].clone() };
    names.features.push(again);
    assert!(agrees(core::slice::from_ref(&names), core::slice::from_ref(&names)) > 0);
}

#[test]
fn two_documents_of_one_name_are_compared() {
    let (one, mut other) = (read("a", TEXT), read("a", &TEXT.replace("Mail.Read", "Mail.Send")));
    other.path = "docs-tables/b/a.md".into();
    agrees(&[one.clone(), other.clone()], &[one.clone(), other.clone()]);
    agrees(core::slice::from_ref(&one), &[one.clone(), other.clone()]);
    assert!(agrees(&[one.clone(), other], core::slice::from_ref(&one)) > 0);
}
