//! Edits that change no fact: nothing is worse than a note.

use fastrand::Rng;
use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Document;
use scopemark_compiler::read::read_text;
use scopemark_gate::{Change, compare};

use crate::oracle::{document, document_and_edited};
use crate::support::{each, outline, read};

fn shipped() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs-tables");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let named = files
        .into_iter()
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(&path).unwrap()));
    named.collect()
}

fn silent(changes: &[Change], what: &str) {
    assert!(each(changes).all(|change| change.level == Level::Note), "{what}:\n{}", outline(changes));
}

#[test]
fn a_document_is_silent_against_itself() {
    let mut random = Rng::with_seed(3);
    for _ in 0..2_000 {
        let document = document(&mut random);
        assert_eq!(compare(core::slice::from_ref(&document), core::slice::from_ref(&document)), []);
    }
    let shipped: Vec<Document> = shipped().iter().map(|(name, text)| read_text(name, text).document).collect();
    assert_eq!(shipped.len(), 4);
    assert_eq!(compare(&shipped, &shipped), []);
}

#[test]
fn facts_without_places_are_silent_against_the_document_they_are_of() {
    for (name, text) in shipped() {
        let document = read_text(&name, &text).document;
        let mut facts = document.clone();
        facts.title = None;
        for row in &mut facts.permissions {
            row.position.line = 0;
            row.position.column = 0;
            row.description.clear();
            row.reason.clear();
            row.notes = row.notes.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        facts
            .permissions
            .sort_by(|a, b| (&a.scope, a.access, a.kind, &a.requires).cmp(&(&b.scope, b.access, b.kind, &b.requires)));
        facts.covers.sort_by(|a, b| (&a.scope, &a.covers).cmp(&(&b.scope, &b.covers)));
        assert_eq!(compare(core::slice::from_ref(&facts), core::slice::from_ref(&document)), [], "{name}");
        assert_eq!(compare(&[document], &[facts]), [], "{name}");
    }
}

#[test]
fn rows_in_any_order_are_the_same_document() {
    let mut random = Rng::with_seed(4);
    for _ in 0..1_000 {
        let old = document(&mut random);
        let mut new = old.clone();
        for at in (1..new.permissions.len()).rev() {
            new.permissions.swap(at, random.usize(..=at));
        }
        for at in (1..new.covers.len()).rev() {
            new.covers.swap(at, random.usize(..=at));
        }
        silent(&compare(&[old], &[new]), "shuffled");
    }
}

#[test]
fn the_changes_do_not_depend_on_the_order_of_rows() {
    let mut random = Rng::with_seed(5);
    for _ in 0..1_000 {
        let [old, new] = document_and_edited(&mut random);
        let mut shuffled = new.clone();
        for at in (1..shuffled.permissions.len()).rev() {
            shuffled.permissions.swap(at, random.usize(..=at));
        }
        let prints = |changes: &[Change]| {
            let mut prints: Vec<String> = each(changes).map(Change::fingerprint).collect();
            prints.sort();
            prints
        };
        let (straight, mixed) =
            (compare(core::slice::from_ref(&old), &[new]), compare(core::slice::from_ref(&old), &[shuffled]));
        assert_eq!(prints(&straight), prints(&mixed), "{}\n---\n{}", outline(&straight), outline(&mixed));
    }
}

#[test]
fn fingerprints_keep_to_their_alphabet_and_are_unique() {
    let mut random = Rng::with_seed(6);
    for _ in 0..1_000 {
        let [old, new] = document_and_edited(&mut random);
        let changes = compare(&[old], &[new]);
        let mut prints: Vec<String> = each(&changes).map(Change::fingerprint).collect();
        for print in &prints {
            assert!(
                print.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'/' | b':' | b'-')),
                "{print}"
            );
        }
        let count = prints.len();
        prints.sort();
        prints.dedup();
        assert_eq!(prints.len(), count, "{}", outline(&changes));
    }
}

#[test]
fn moved_tables_new_prose_and_other_layout_change_nothing() {
    let before = "# Permissions\n\nSome prose that is long.\n\n## Chat\n\n| Permission | Notes | Description |\n|---|---|---|\n\
                  | `Chat.Read` | Not for personal accounts. Ask first | Reads chats |\n| Chat.Send | | Sends |\n\n## Mail\n\n\
                  | Permission | Notes |\n|---|---|\n| Mail.Read | For shared mailboxes |\n| Mail.Send | |\n";
    let after = "# All that is asked\n\nOther prose,\nin lines.\n\n## Mail\n\nPermission | Description  | Notes\n:--|:-:|---\n\
                 **Mail.Send** | to send | |\nMail.Read | to read | For shared mailboxes\n\n## Chat\n\nText.\n\n\
                 | Notes                                                    | Scope       |\n| -------- | --- |\n\
                 |                                                  | `Chat.Send` |\n\
                 | Not supported in personal  accounts. Ask   first | Chat.Read |\n";
    let changes = compare(&[read(before)], &[read(after)]);
    assert_eq!(outline(&changes), "note code/order-changed\nnote document/moved");
}

#[test]
fn descriptions_and_reasons_are_not_compared() {
    for (name, text) in shipped() {
        let old = read_text(&name, &text).document;
        let mut new = old.clone();
        for row in &mut new.permissions {
            row.description = "reworded".to_owned();
            row.reason = "for another reason".to_owned();
            row.position.line += 100;
        }
        assert_eq!(compare(&[old], &[new]), [], "{name}");
    }
}
