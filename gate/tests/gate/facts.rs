//! A lock has all that decides a verdict: compared with it, an edit gives what it gives compared with the tables.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Document;
use scopemark_compiler::read::read_text;
use scopemark_gate::lock::{FORMAT, Lock, canonical};
use scopemark_gate::{Change, compare};

use crate::support::{each, outline};

/// The document as a lock has it, written and read.
fn locked(document: &Document) -> Document {
    let lock = Lock::new("docs-tables", [document]);
    let read = Lock::parse(lock.render().as_bytes()).unwrap_or_else(|error| panic!("{error}\n{}", lock.render()));
    assert_eq!(read, lock);
    assert_eq!(canonical(&read.documents), read.documents, "facts have one form");
    let [document] = &read.documents[..] else { panic!("one document") };
    document.clone()
}

/// What an edit must accept: everything above a note.
fn judged(changes: &[Change]) -> BTreeSet<(String, Level)> {
    let judged = each(changes).filter(|change| change.level > Level::Note);
    judged.map(|change| (change.fingerprint(), change.level)).collect()
}

fn is_silent(old: &Document, new: &Document) {
    let changes = compare(core::slice::from_ref(old), core::slice::from_ref(new));
    assert!(changes.is_empty(), "{}", outline(&changes));
}

fn agrees(old: &Document, new: &Document) {
    let from_tables = compare(core::slice::from_ref(old), core::slice::from_ref(new));
    let from_lock = compare(&[locked(old)], core::slice::from_ref(new));
    assert_eq!(judged(&from_lock), judged(&from_tables), "{}\n---\n{}", outline(&from_lock), outline(&from_tables));
}

#[test]
fn a_shipped_document_is_the_same_in_a_lock() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-tables");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let document = read_text("docs-tables/doc.md", &text).document;
        is_silent(&document, &locked(&document));
        is_silent(&locked(&document), &document);
        // Each row taken out in turn.
        let lines: Vec<&str> = text.lines().collect();
        for at in (0..lines.len()).filter(|&at| lines[at].contains('`')) {
            let mut edited = lines.clone();
            edited.remove(at);
            let edited = read_text("docs-tables/doc.md", &(edited.join("\n") + "\n")).document;
            agrees(&document, &edited);
            agrees(&edited, &document);
        }
        count += 1;
    }
    assert_eq!(count, 4);
}

/// Numbers that look random, the same in each run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.next(of.len())]
    }
}

const ROW: &str = "| Feature | Permission | Type | Update | Optional | Admin consent | Notes | Plan | Resource |\n\
                   |---|---|---|---|---|---|---|---|---|\n";

/// A document with everything that a lock must keep.
fn document(numbers: &mut Numbers) -> String {
    let mut text = String::from("<!-- scopemark: resource = \"https://graph.microsoft.com\" -->\n");
    if numbers.next(3) == 0 {
        text += "<!-- scopemark: serves = \"true\" -->\n";
    }
    if numbers.next(4) == 0 {
        text += "<!-- scopemark: separator = \",\" -->\n";
    }
    text += "\n# Doc\n\n";
    text += ROW;
    for _ in 0..=numbers.next(5) {
        let cells = [
            numbers.one(&["A", "A", "B", "C (beta)", "All"]),
            numbers.one(&[
                "`P.Read`",
                "`P.Read` or `Q.Read`",
                "`P.Read` and `Q.Read`",
                "`R.Read` or (`P.Read` and `Q.Read`)",
                "`R.ReadWrite`",
                "`openid`",
            ]),
            numbers.one(&["Delegated", "Delegated", "Application"]),
            numbers.one(&["", "", "Y"]),
            numbers.one(&["", "", "Y"]),
            numbers.one(&["No", "Yes", ""]),
            numbers.one(&["", "For shared mailboxes", "Not for personal accounts. Ask first"]),
            numbers.one(&["", "E5", "Only with E5"]),
            numbers.one(&["", "", "https://vault.azure.net"]),
        ];
        text.extend(["| ", &cells.join(" | "), " |\n"]);
    }
    if numbers.next(2) == 0 {
        text += "\n| Permission | Satisfied by |\n|---|---|\n| `P.Read` | `R.ReadWrite` |\n";
    }
    text
}

#[test]
fn a_random_document_is_the_same_in_a_lock() {
    let (mut numbers, mut count) = (Numbers(7), 0);
    let mut before: Option<Document> = None;
    while count < 300 {
        let reading = read_text("docs-tables/doc.md", &document(&mut numbers));
        if reading.findings.iter().any(|finding| finding.level() == Level::Error) {
            continue;
        }
        let document = reading.document;
        is_silent(&document, &locked(&document));
        is_silent(&locked(&document), &document);
        if let Some(before) = before.replace(document.clone()) {
            agrees(&before, &document);
        }
        count += 1;
    }
}

#[test]
fn rows_of_one_cell_are_opted_in_together_in_a_lock_too() {
    let text = |cell: &str| {
        format!("{ROW}| A | {cell} | Delegated | | Y | No | | | |\n| A | `X.Read` | Delegated | | | No | | | |\n")
    };
    let read = |text: &str| read_text("docs-tables/doc.md", text).document;
    let one = locked(&read(&text("`P.Read` and `Q.Read`")));
    let rendered = Lock::new("docs-tables", [&one]).render();
    assert_eq!(rendered.matches("cell = 1").count(), 2, "{rendered}");
    let two = text("`P.Read`").replace("| A | `X", "| A | `Q.Read` | Delegated | | Y | No | | | |\n| A | `X");
    assert!(!Lock::new("docs-tables", [&read(&two)]).render().contains("cell = "));
}

#[test]
fn moving_tables_and_mending_typos_in_descriptions_leave_the_lock_as_it_is() {
    let tables = [
        "## A\n\n| Feature | Permission | Description |\n|---|---|---|\n| B | `P.Read` | Raed it |\n",
        "## B\n\n| Feature | Permission | Description |\n|---|---|---|\n| A | `Q.Read` | Read it |\n",
    ];
    let render = |text: String| Lock::new("docs-tables", [&read_text("docs-tables/doc.md", &text).document]).render();
    let moved = tables.iter().rev().copied().collect::<Vec<_>>().join("\n").replace("Raed", "Read");
    assert_eq!(render(tables.join("\n")), render(moved));
}

#[test]
fn a_lock_has_every_former_name_of_a_document_and_one_alone_as_it_always_was() {
    let lock = |names: &[&str]| {
        let item = |name: &&str| format!("<!-- scopemark: formerly.document = \"{name}\" -->\n");
        let items: String = names.iter().map(item).collect();
        let text = format!("{items}\n# T\n\n| Permission |\n|---|\n| `Chat.Read` |\n");
        let document = read_text("docs-tables/doc.md", &text).document;
        assert_eq!(locked(&document).formerly_documents, document.formerly_documents);
        Lock::new("docs-tables", [&document]).render()
    };
    let former = |lock: &str| -> Vec<String> {
        lock.lines().filter(|line| line.starts_with("formerly-document")).map(str::to_owned).collect()
    };
    assert_eq!(former(&lock(&[])), [""; 0]);
    assert_eq!(former(&lock(&["old"])), ["formerly-document = \"old\""]);
    let both = lock(&["old", "again", "old"]);
    assert_eq!(both, lock(&["again", "old"]), "their order decides nothing");
    assert!(both.contains("formerly-documents = [") && !both.contains("formerly-document ="), "{both}");
}

#[test]
fn a_lock_of_format_1_is_a_baseline() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/locks");
    let bytes = fs::read(folder.join("format-1.lock")).unwrap();
    let lock = Lock::parse(&bytes).unwrap();
    assert_eq!((lock.format, lock.window, lock.releases.len(), lock.outdated().len()), (1, 1, 1, 1));
    let text = fs::read_to_string(folder.join("format-1.md")).unwrap();
    let read = |text: &str| read_text("docs-tables/mail.md", text).document;
    // It has no columns, so they are not compared.
    assert_eq!(outline(&compare(&lock.documents, &[read(&text)])), "");
    let edited = text.replace("| Calendar | `Calendars.Read` |", "| Calendar | `Calendars.ReadWrite` |");
    assert!(outline(&compare(&lock.documents, &[read(&edited)])).contains("error token/scope-replaced"));
    // What it does not say stays unsaid of its release, when the lock is brought up to date.
    let mut now = lock.clone();
    now.advance(&[read(&text)]);
    assert_eq!((now.format, now.accepted.len(), now.releases[0].format), (FORMAT, 0, 1));
    let again = Lock::parse(now.render().as_bytes()).unwrap();
    assert_eq!(again, now);
    assert_eq!(again.releases[0].documents, lock.releases[0].documents);
    // One byte more and it is not what was written.
    let edited = String::from_utf8(bytes).unwrap().replace("notes = \"Used", "cell = 1, notes = \"Used");
    assert!(Lock::parse(edited.as_bytes()).is_err());
}
