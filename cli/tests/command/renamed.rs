//! Names that change, and change again: what is printed, pasted, keeps every name that code may use.

use std::fs;

use snapbox::cmd::OutputAssert;

use crate::check::CHAT;
use crate::support::{Folder, Printed};

/// A repository with this document and its lock.
fn repository(path: &str, text: &str) -> Folder {
    let folder = Folder::with(&[(path, text)]);
    folder.git(&["init", "--quiet"]);
    lock(&folder, "first");
    folder
}

fn lock(folder: &Folder, message: &str) {
    folder.run(&["lock"]).code(0);
    folder.commit(message);
}

/// The directive that a help of a run shows.
fn directive(run: &OutputAssert) -> String {
    let helps = run.out().lines().filter_map(|line| line.split_once("= help: "));
    let mut shown = helps.filter_map(|(_, help)| help.split_once("<!--")?.1.split_once("-->"));
    let (items, _) = shown.next().unwrap_or_else(|| panic!("no directive in: {}", run.out()));
    format!("<!--{items}-->")
}

/// Puts a directive at the top of a document.
fn paste(folder: &Folder, path: &str, directive: &str) {
    let text = folder.read(path);
    folder.write(path, format!("{directive}\n\n{text}").as_bytes());
}

#[test]
fn a_document_has_another_name_three_times_and_keeps_all() {
    let folder = repository("docs-tables/chat.md", CHAT);
    let mut names = vec!["chat"];
    for name in ["talk", "speech", "words"] {
        let [from, to] = [names[names.len() - 1], name].map(|name| format!("docs-tables/{name}.md"));
        fs::rename(folder.path().join(&from), folder.path().join(&to)).expect("a document");
        let run = folder.run(&["check"]).code(1);
        assert!(run.out().contains("[document/renamed]") && !run.out().contains("name-removed"), "{}", run.out());
        paste(&folder, &to, &directive(&run));
        folder.run(&["lock"]).code(0);
        folder.run(&["check", "--against", "HEAD"]).code(0);
        lock(&folder, name);
        names.push(name);
        // All that it was called are modules.
        let expanded = folder.run(&["expand"]).code(0);
        for name in &names {
            assert!(expanded.out().contains(&format!("pub mod {name} ")), "{name} in {}", expanded.out());
        }
    }
    // One of them is a name as the only one was.
    folder.edit("docs-tables/words.md", "<!-- scopemark: formerly.document = \"talk\" -->", "");
    let run = folder.run(&["check"]).code(1);
    assert!(run.out().contains("no longer says that it was talk formerly"), "{}", run.out());
    paste(&folder, "docs-tables/words.md", &directive(&run));
    folder.run(&["check"]).code(0);
}

#[test]
fn a_feature_has_another_name_twice_and_what_is_printed_keeps_both() {
    const PATH: &str = "docs-tables/chat.md";
    let folder = repository(PATH, CHAT);
    let rename = |from: &str, to: &str| folder.edit(PATH, &format!("| {from} |"), &format!("| {to} |"));
    rename("Chat", "Talk");
    paste(&folder, PATH, &directive(&folder.run(&["check"]).code(1)));
    lock(&folder, "talk");
    rename("Talk", "Messages");
    // What it says of the name in between means nothing now.
    let run = folder.run(&["read"]).code(1);
    assert!(
        run.err().contains("write both `formerly.\"NEW\" = \"Chat\"` and `formerly.\"NEW\" = \"Talk\"`"),
        "{}",
        run.err()
    );
    let stale = folder.read(PATH);
    // Whoever follows that is done, and whoever removes it instead gets both to paste.
    folder.edit(
        PATH,
        "formerly.\"Talk\" = \"Chat\"",
        "formerly.\"Messages\" = \"Chat\", formerly.\"Messages\" = \"Talk\"",
    );
    folder.run(&["lock"]).code(0);
    folder.run(&["check", "--against", "HEAD"]).code(0);
    folder.git(&["checkout", "--quiet", "HEAD", "--", "permissions.lock"]);
    folder.write(PATH, stale.replace("<!-- scopemark: formerly.\"Talk\" = \"Chat\" -->", "").as_bytes());
    paste(&folder, PATH, &directive(&folder.run(&["check"]).code(1)));
    folder.run(&["lock"]).code(0);
    folder.run(&["check", "--against", "HEAD"]).code(0);
}

#[test]
fn a_document_that_changed_since_the_last_release_is_renamed_and_not_replaced() {
    let folder = Folder::with(&[("docs-tables/chat.md", CHAT)]);
    folder.run(&["lock"]).code(0);
    folder.run(&["release", "1.0.0"]).code(0);
    folder.edit("docs-tables/chat.md", "`Calendars.Read`", "`Calendars.ReadWrite`");
    for command in folder.run(&["check"]).code(1).accepts() {
        folder.paste(&command).code(0);
    }
    let text = folder.read("docs-tables/chat.md");
    fs::remove_file(folder.path().join("docs-tables/chat.md")).expect("the document");
    folder.write("docs-tables/talk.md", text.as_bytes());
    let run = folder.run(&["check"]).code(1);
    assert!(run.conclusion().starts_with("fail: 1 error, 0 warnings"), "{}", run.out());
    assert!(run.out().contains("[document/renamed]") && !run.out().contains("chat is gone"), "{}", run.out());
    paste(&folder, "docs-tables/talk.md", &directive(&run));
    folder.run(&["lock"]).code(0);
    folder.run(&["check"]).code(0);
}
