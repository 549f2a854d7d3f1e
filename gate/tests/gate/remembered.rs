//! What needs the memory of a lock or of a revision: names that return, tables that are skipped, and beta features.

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Document;
use scopemark_gate::lock::{Lock, canonical};
use scopemark_gate::review::{Judgement, Revision, Tables};

use crate::edges::{noted, row, table, update};
use crate::support::{judged, judged_since, read, tables};

const ADDED: &str = "token/required-scope-added";
const GRAPH: &str = "<!-- scopemark: resource = \"https://graph.microsoft.com\" -->\n\n";

/// What is found beside a lock by this rule, each with the level in force.
fn found_beside(lock: &Lock, after: &str, rule: &str) -> Vec<(Level, String)> {
    let judgement = judged(lock, after);
    let items = judgement.verdicts.iter().flat_map(|verdict| &verdict.items).map(|item| &item.change);
    items.filter(|change| change.rule.id == rule).map(|change| (change.level, change.message.clone())).collect()
}

/// The lock of a document, then that of each of its later states.
fn locked(states: &[&str]) -> Lock {
    let mut lock = Lock::new("docs-tables", [&read(states[0])]);
    for state in &states[1..] {
        lock.advance([&read(state)]);
        assert_eq!(Lock::parse(lock.render().as_bytes()).as_ref(), Ok(&lock), "{}", lock.render());
    }
    lock
}

/// A revision with this document and lock.
fn revision(text: &str, lock: &Lock) -> Revision {
    let tables = tables(text);
    Revision {
        name: "main".into(),
        commit: "main".into(),
        facts: canonical(&tables.documents),
        tables,
        lock: Some(lock.clone()),
        lock_path: "permissions.lock".into(),
        catalogue: None,
    }
}

#[test]
fn a_feature_that_returns_and_needs_something_else_is_another_one() {
    const RULE: &str = "code/name-reused";
    let mail = row("Mail", "Mail.Read");
    let with = |rows: &[[&str; 5]]| GRAPH.to_owned() + &table(&[&[mail], rows].concat());
    let guests = noted("Chat", "User.Read", "Not for shared mailboxes");
    let was = with(&[row("Chat", "Chat.Read"), guests]);
    let lock = locked(&[&was, &with(&[])]);
    for other in [
        vec![row("Chat", "ChannelMessage.Send")],
        vec![row("Chat", "Chat.Read")],
        vec![row("Chat", "Chat.Read"), row("Chat", "User.Read")],
        vec![update("Chat", "Chat.Read"), guests],
        vec![row("Chat", "Chat.Read"), noted("Chat", "User.Read", "For shared mailboxes")],
        vec![row("Chat", "Chat.Read"), guests, row("Chat", "Mail.Read")],
    ] {
        let reused = found_beside(&lock, &with(&other), RULE);
        assert!(matches!(&reused[..], [(Level::Error, _)]), "{other:?}: {reused:?}");
        assert!(judged(&lock, &with(&other)).is_refused());
    }
    assert_eq!(
        found_beside(&lock, &with(&[row("Chat", "ChannelMessage.Send")]), RULE)[0].1,
        "the feature `Chat` needed Chat.Read; User.Read, unless SharedMailbox and was removed; it is back, and needs \
         ChannelMessage.Send"
    );
    // As it was, in another order, and under a name that was never used.
    for near in [&was, &with(&[guests, row("Chat", "Chat.Read")]), &with(&[row("Talk", "ChannelMessage.Send")])] {
        assert_eq!(found_beside(&lock, near, RULE), []);
    }
    let mut back = lock.clone();
    back.advance([&read(&was)]);
    assert_eq!(back.tombstones, []);
}

#[test]
fn a_feature_of_which_the_lock_does_not_say_what_it_needed_never_returns_unseen() {
    let (was, without) =
        (table(&[row("Mail", "Mail.Read"), row("Chat", "Chat.Read")]), table(&[row("Mail", "Mail.Read")]));
    let mut lock = locked(&[&was, &without]);
    for tombstone in &mut lock.tombstones {
        tombstone.needs = None;
    }
    assert_eq!(Lock::parse(lock.render().as_bytes()).as_ref(), Ok(&lock));
    let reused = found_beside(&lock, &(GRAPH.to_owned() + &was), "code/name-reused");
    assert_eq!(
        reused,
        [(
            Level::Error,
            "the feature `Chat` needed what the lock does not say and was removed; it is back, and needs Chat.Read"
                .into()
        )]
    );
    // Other names say all by their text: the permission is back, too.
    assert!(lock.tombstones.iter().any(|gone| gone.text == "Chat.Read"));
}

#[test]
fn a_feature_that_has_its_former_name_again_was_never_removed() {
    let of = |says: &str, name: &'static str, permission: &'static str| {
        let says = if says.is_empty() { String::new() } else { format!("<!-- scopemark: {says} -->\n\n") };
        format!("{GRAPH}{says}{}", table(&[row("Mail", "Mail.Read"), row(name, permission)]))
    };
    let renamed = of("formerly.\"Talk\" = \"Chat\"", "Talk", "Chat.ReadWrite");
    let lock = locked(&[&of("", "Chat", "Chat.Read"), &renamed]);
    let back = of("formerly.\"Chat\" = \"Talk\"", "Chat", "Chat.ReadWrite");
    assert_eq!(found_beside(&lock, &back, "code/name-reused"), []);
    // A feature that never had the name takes it.
    let taken = format!(
        "{GRAPH}<!-- scopemark: formerly.\"Chat\" = \"Mail\" -->\n\n{}",
        table(&[row("Chat", "Mail.Read"), row("Talk", "Chat.ReadWrite")])
    );
    assert_eq!(found_beside(&lock, &taken, "code/name-reused").len(), 1);
}

#[test]
fn a_condition_that_returns_with_other_words_has_another_meaning() {
    let of = |names: &[(&str, &str)]| {
        let items: Vec<String> =
            names.iter().map(|(words, name)| format!("condition.\"{words}\" = \"{name}\"")).collect();
        let notes = names.iter().map(|(words, _)| format!("For {words}")).collect::<Vec<_>>();
        let rows: Vec<_> = notes.iter().map(|note| noted("Mail", "Mail.Send", note)).collect();
        let rows = table(&[&[row("Mail", "Mail.Read")], &rows[..]].concat());
        format!("{GRAPH}<!-- scopemark: {} -->\n\n# T\n\n{rows}", items.join(", "))
    };
    let lock = locked(&[&of(&[("externals", "A")]), &of(&[("externals", "C")])]);
    let reused = |names: &[(&str, &str)]| found_beside(&lock, &of(names), "code/name-reused").len();
    assert_eq!(reused(&[("externals", "C"), ("partners", "A")]), 1);
    assert_eq!(reused(&[("externals", "C"), ("partners", "B")]), 0);
    assert_eq!(reused(&[("externals", "A")]), 0);
}

#[test]
fn a_renamed_document_still_has_its_names_and_remembers_those_that_were_removed() {
    const SAYS: &str = "<!-- scopemark: formerly.document = \"old\" -->";
    let of = |says: &str, rows: &[[&str; 5]]| {
        format!("{GRAPH}{says}\n\n{}", table(&[&[row("Mail", "Mail.Read")], rows].concat()))
    };
    let named = |name: &str, text: &str| Document { name: name.into(), ..read(text) };
    let mut lock = Lock::new("docs-tables", [&named("old", &of("", &[row("Chat", "Chat.Read")]))]);
    lock.advance([&named("old", &of("", &[]))]);
    let removed = lock.tombstones.clone();
    lock.advance([&named("doc", &of(SAYS, &[]))]);
    assert_eq!(lock.tombstones, removed);
    for (permission, count) in [("ChannelMessage.Send", 1), ("Chat.Read", 0)] {
        let back = of(SAYS, &[row("Chat", permission)]);
        assert_eq!(found_beside(&lock, &back, "code/name-reused").len(), count, "{permission}");
    }
    // What it needs otherwise is no return.
    let more = of(SAYS, &[row("Mail", "User.Read")]);
    assert_eq!(found_beside(&lock, &more, "code/name-reused"), []);
    // The same after another name, with all that it had.
    let both = vec!["doc".into(), "old".into()];
    let mut again = lock.clone();
    again.advance([&Document { formerly_documents: both, ..named("new", &of("", &[])) }]);
    assert_eq!(again.tombstones, removed);
    again.advance([&named("new", &of(SAYS, &[]))]);
    assert!(again.tombstones.iter().any(|gone| gone.document == "doc"), "{:?}", again.tombstones);
    assert!(again.tombstones.iter().all(|gone| gone.document != "new"), "{:?}", again.tombstones);
    // Where it no longer says its name, that is gone.
    lock.advance([&named("doc", &of("", &[]))]);
    assert!(lock.tombstones.len() > removed.len(), "{:?}", lock.tombstones);
}

#[test]
fn what_the_lock_remembers_of_a_removed_feature_cannot_be_changed() {
    let [was, now] = [&[row("Mail", "Mail.Read"), row("Chat", "Mail.Read")][..], &[row("Mail", "Mail.Read")]]
        .map(|rows| GRAPH.to_owned() + &table(rows));
    let then = locked(&[&was]);
    // In the edit that removes it, and after that one.
    for (at, text) in [(then.clone(), &was), (locked(&[&was, &now]), &now)] {
        let revision = revision(text, &at);
        let honest = locked(&[&was, &now]);
        let mut forged = honest.clone();
        forged.tombstones[0].needs = Some(vec!["ChannelMessage.Send".into()]);
        for (lock, count) in [(honest, 0), (forged, 1)] {
            let judgement = judged_since(&lock, &now, Some(&revision));
            let items = judgement.verdicts.iter().flat_map(|verdict| &verdict.items).map(|item| &item.change);
            let removed: Vec<&str> = items
                .filter(|change| change.rule.id == "lock/history-removed")
                .map(|change| change.message.as_str())
                .collect();
            assert_eq!(removed.len(), count, "{removed:?}");
            assert!(removed.iter().all(|message| message.ends_with("of doc, which needed Mail.Read")), "{removed:?}");
        }
    }
}

/// The findings of skipped tables in an edit.
fn skipped(before: &str, after: &str) -> Vec<(Level, String)> {
    found_beside(&locked(&[before]), after, "document/table-skipped")
}

#[test]
fn a_table_is_known_when_skip_takes_the_place_of_what_said_how_to_read_it() {
    let first = table(&[row("M", "User.Read"), row("N", "Mail.Send")]);
    let with = |above: &str, below: &str| format!("# D\n\n{GRAPH}{first}\n{above}\n{below}");
    let permission = "| Permission |\n|---|\n| Mail.Send |\n";
    let covers = "| Permission | Satisfied by |\n|---|---|\n| User.Read | User.ReadWrite |\n";
    let two = "| Permission | Optional |\n|---|---|\n| Mail.Send | Yes |\n| User.Read | No |\n";
    let jobs = |says: &str| {
        let rows = "| Feature | Permission |\n|---|---|\n| Jobs | Sites.Read.All |\n";
        format!("<!-- scopemark: kind = \"application\" -->\n{rows}\n## Two\n\n<!-- scopemark: {says} -->")
    };
    for (above, skip, below) in [
        ("## Two\n\n<!-- scopemark: feature = \"M\", optional -->", "## Two\n\n<!-- scopemark: skip -->", permission),
        ("## Two\n\n<!-- scopemark: kind = \"application\" -->", "## Two\n\n<!-- scopemark: skip -->", permission),
        ("## Two\n", "## Three\n\n<!-- scopemark: skip -->", two),
        ("## Two\n", "## Two\n\n<!-- scopemark: skip -->", covers),
        (
            &*jobs("kind = \"application\""),
            &*jobs("skip"),
            "| Permission | Satisfied by |\n|---|---|\n| Sites.Read.All | Sites.Manage.All |\n",
        ),
        (
            "## Two\n\n<!-- scopemark: feature = \"M\" -->",
            "## Two\n\n<!-- scopemark: skip, feature = \"M\" -->",
            permission,
        ),
    ] {
        let (before, after) = (with(above, below), with(skip, below));
        let told = skipped(&before, &after);
        assert!(matches!(&told[..], [(Level::Error, _)]), "{told:?}:\n{after}");
        // Skipped all along.
        assert_eq!(skipped(&after, &after), []);
        // And never read, where something is removed that it does not name.
        let removed = after.replace("| M | User.Read | | | |\n", "| M | Chat.Read | | | |\n");
        let told = skipped(&after.replace("M | User.Read", "M | Files.Read"), &removed);
        assert_eq!(told, [], "{removed}");
    }
}

#[test]
fn a_table_of_other_permissions_that_was_never_read_tells_nothing_of_a_removed_row() {
    let other = "\n<!-- scopemark: skip -->\n| Feature | Permission |\n|---|---|\n| Old | Mail.Send |\n| Old | Mail.ReadBasic |\n";
    let all = [row("M", "User.Read"), row("N", "Mail.Send")];
    let [before, after] = [&all[..], &all[..1]].map(|rows| GRAPH.to_owned() + &table(rows) + other);
    assert_eq!(skipped(&before, &after), []);
}

#[test]
fn what_a_revision_skipped_too_tells_nothing_of_a_removed_row() {
    let other = "\n<!-- scopemark: skip -->\n| Feature | Permission |\n|---|---|\n| O | Mail.Send |\n";
    let all = [row("M", "User.Read"), row("N", "Mail.Send")];
    let [before, after] = [&all[..], &all[..1]].map(|rows| GRAPH.to_owned() + &table(rows) + other);
    let read_there = before.replace("<!-- scopemark: skip -->\n", "");
    for (then, count) in [(before, 0), (read_there, 1)] {
        let lock = locked(&[&then]);
        let revision = revision(&then, &lock);
        let judgement = judged_since(&lock, &after, Some(&revision));
        let items = judgement.verdicts.iter().flat_map(|verdict| &verdict.items);
        assert_eq!(items.filter(|item| item.change.rule.id == "document/table-skipped").count(), count, "{then}");
    }
}

#[test]
fn a_constant_that_only_beta_features_used_is_theirs() {
    let always = row("Mail", "User.Read");
    let condition = noted("New (beta)", "Mail.Read", "Not for shared mailboxes");
    let rows = |rows: &[[&str; 5]]| GRAPH.to_owned() + &table(rows);
    let gone = |before: &[[&str; 5]], after: &[[&str; 5]]| {
        let levels = found_beside(&locked(&[&rows(before)]), &rows(after), "code/name-removed");
        levels
            .into_iter()
            .map(|(level, message)| (message.split(' ').next().unwrap().to_owned(), level))
            .collect::<Vec<_>>()
    };
    let mut found = gone(&[always, condition], &[always]);
    found.sort();
    assert_eq!(
        found,
        [
            ("Condition::SharedMailbox".to_owned(), Level::Warning),
            ("Feature::New".to_owned(), Level::Warning),
            ("Scope::MailRead".to_owned(), Level::Warning)
        ]
    );
    // Another feature, or every one, used it too.
    for other in ["Mail", "All"] {
        let both = [always, condition, noted(other, "Mail.Read", "Not for shared mailboxes")];
        let found = gone(&both, &[always]);
        for constant in ["Condition::SharedMailbox", "Scope::MailRead"] {
            assert!(found.contains(&(constant.to_owned(), Level::Error)), "{found:?}");
        }
    }
    // In a release, the feature was none.
    let stable = noted("New", "Mail.Read", "Not for shared mailboxes");
    let mut lock = locked(&[&rows(&[always, stable])]);
    lock.release("1.0.0");
    lock.advance([&read(&rows(&[always, condition]))]);
    let found = found_beside(&lock, &rows(&[always]), "code/name-removed");
    assert!(found.len() == 3 && found.iter().all(|(level, _)| *level == Level::Error), "{found:?}");
}

#[test]
fn a_beta_feature_that_is_renamed_stays_beta() {
    let of = |says: &str, name: &str, more: &str| {
        let says = if says.is_empty() { String::new() } else { format!("<!-- scopemark: {says} -->\n\n") };
        let (mail, chat, more) = (row("Mail", "Mail.Read"), row(name, "Chat.Read"), row(name, more));
        format!("{GRAPH}{says}{}", table(&[mail, chat, more][..if more[1].is_empty() { 2 } else { 3 }]))
    };
    let levels = |before: &str, after: &str| -> Vec<Level> {
        let found = found_beside(&locked(&[before]), after, ADDED);
        found.into_iter().map(|(level, _)| level).collect()
    };
    let says = "formerly.\"Talk\" = \"Chat\"";
    let beta = of("", "Chat (beta)", "");
    for after in [of(says, "Talk (beta)", "Mail.Read"), of(says, "Talk", "Mail.Read"), of("", "Chat", "Mail.Read")] {
        assert_eq!(levels(&beta, &after), [Level::Warning], "{after}");
    }
    // A promised one stays promised.
    assert_eq!(levels(&of("", "Chat", ""), &of(says, "Talk (beta)", "Mail.Read")), [Level::Error]);
}

#[test]
fn a_feature_of_a_renamed_document_is_beta_as_it_was() {
    let rows = |rows: &[[&str; 5]]| GRAPH.to_owned() + &table(rows);
    let mail = row("Mail", "Mail.Read");
    let of = |name: &str| rows(&[mail, row(name, "Chat.Read")]);
    let document = |name: &str, text: String| Document { name: name.into(), ..read(&text) };
    let levels = |before: &str, after: &str| -> Vec<(&str, Level)> {
        let old = document("old", of(before));
        let text = rows(&[mail, row(after, "Chat.Read"), row(after, "Mail.Read")]);
        let new = Document { formerly_documents: vec!["old".into()], ..document("new", text) };
        let tables = Tables { documents: vec![new], ..Tables::default() };
        let judgement = Judgement::between("A", &[old], &tables);
        let items = judgement.verdicts.iter().flat_map(|verdict| &verdict.items).map(|item| &item.change);
        let items =
            items.filter(|change| ["token/required-scope-added", "lock/beta-entered"].contains(&change.rule.id));
        items.map(|change| (change.rule.id, change.level)).collect()
    };
    assert_eq!(levels("Chat (beta)", "Chat (beta)"), [(ADDED, Level::Warning)]);
    assert_eq!(levels("Chat", "Chat"), [(ADDED, Level::Error)]);
    let mut entered = levels("Chat", "Chat (beta)");
    entered.sort_by_key(|(rule, _)| *rule);
    assert_eq!(entered, [("lock/beta-entered", Level::Error), (ADDED, Level::Error)]);
}
