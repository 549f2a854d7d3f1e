//! Ways past the gate that were once open, each with what comes near it and is nothing.

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Document;
use scopemark_gate::Change;
use scopemark_gate::lock::{Lock, canonical};
use scopemark_gate::review::{Judgement, Revision, Tables};

use crate::support::{between, each, judged, judged_since, outline, read, tables};

/// A table of features: each row is its feature, permission, update mark, consent and notes.
fn table(rows: &[[&str; 5]]) -> String {
    let mut text = "| Feature | Permission | Update | Admin consent | Notes |\n|---|---|---|---|---|\n".to_owned();
    for row in rows {
        text.extend(["| ", &row.join(" | "), " |\n"]);
    }
    text
}

fn row<'a>(feature: &'a str, permission: &'a str) -> [&'a str; 5] {
    [feature, permission, "", "", ""]
}

fn noted<'a>(feature: &'a str, permission: &'a str, notes: &'a str) -> [&'a str; 5] {
    [feature, permission, "", "", notes]
}

fn update<'a>(feature: &'a str, permission: &'a str) -> [&'a str; 5] {
    [feature, permission, "Y", "", ""]
}

/// A document of several APIs: each row is its feature, permission and API.
fn of_apis(rows: &[[&str; 3]]) -> String {
    let mut text = "| Feature | Permission | Resource |\n|---|---|---|\n".to_owned();
    for row in rows {
        text.extend(["| ", &row.join(" | "), " |\n"]);
    }
    text
}

/// The finding of a rule.
fn found<'c>(changes: &'c [Change], rule: &str) -> &'c Change {
    let found = each(changes).find(|change| change.rule.id == rule);
    found.unwrap_or_else(|| panic!("no {rule} in:\n{}", outline(changes)))
}

fn has_error(changes: &[Change]) -> bool {
    each(changes).any(|change| change.level == Level::Error)
}

#[test]
fn a_feature_whose_base_rows_are_for_updates_optional_or_gone_can_no_longer_be_asked() {
    let before = table(&[row("ToDo", "Tasks.Read"), update("ToDo", "Tasks.ReadWrite"), row("A", "Tasks.Read")]);
    for after in [
        vec![update("ToDo", "Tasks.Read"), update("ToDo", "Tasks.ReadWrite"), row("A", "Tasks.Read")],
        vec![
            noted("ToDo", "Tasks.Read", "Used if you like"),
            update("ToDo", "Tasks.ReadWrite"),
            row("A", "Tasks.Read"),
        ],
        vec![update("ToDo", "Tasks.ReadWrite"), row("A", "Tasks.Read")],
    ] {
        let changes = between(&before, &table(&after));
        let change = found(&changes, "token/update-only");
        assert_eq!(change.level, Level::Error);
        assert_eq!(change.witness.as_ref().unwrap().scopes, ["Tasks.Read"], "{}", outline(&changes));
    }
    // Another base row is left.
    let near = [row("ToDo", "Tasks.Read"), row("ToDo", "User.Read"), update("ToDo", "Tasks.ReadWrite")];
    let changes = between(&table(&near), &table(&near[1..]));
    assert!(each(&changes).all(|change| change.rule.id != "token/update-only"), "{}", outline(&changes));
}

#[test]
fn a_feature_that_keeps_only_openid_is_open_to_everybody_or_nobody() {
    let before = table(&[row("Chat", "openid"), row("Chat", "Chat.Read"), row("A", "Chat.Read")]);
    let changes = between(&before, &table(&[row("Chat", "openid"), row("A", "Chat.Read")]));
    assert_eq!(found(&changes, "token/need-empty").level, Level::Error);
    // The scopes of OpenID Connect went instead.
    let changes = between(&before, &table(&[row("Chat", "Chat.Read"), row("A", "Chat.Read")]));
    assert!(each(&changes).all(|change| change.rule.id != "token/need-empty"), "{}", outline(&changes));
}

#[test]
fn a_national_cloud_is_another_request() {
    let of = |resource: &str| {
        format!("<!-- scopemark: resource = \"{resource}\" -->\n\n{}", table(&[row("Chat", "Chat.Read")]))
    };
    let graph = of("https://graph.microsoft.com");
    for other in ["https://graph.microsoft.us", "https://microsoftgraph.chinacloudapi.cn"] {
        assert_eq!(outline(&between(&graph, &of(other))), "error resource/changed");
    }
    assert_eq!(outline(&between(&graph, &graph)), "");
}

#[test]
fn what_was_accepted_as_a_warning_is_another_change_as_an_error() {
    let before = table(&[row("Chat", "Chat.Read")]);
    let with = |consent: &'static str| {
        table(&[row("Chat", "Chat.Read"), ["Chat", "User.Read", "", consent, "Used if you like"]])
    };
    let [no, yes, again] = ["No", "Yes", "No"].map(|consent| between(&before, &with(consent)));
    let print = |changes: &[Change]| found(changes, "privilege/new-in-document").fingerprint();
    assert_eq!(found(&no, "privilege/new-in-document").level, Level::Warning);
    assert_eq!(found(&yes, "privilege/new-in-document").level, Level::Error);
    assert_ne!(print(&no), print(&yes));
    assert_eq!(print(&no), print(&again));
}

#[test]
fn an_acceptance_of_an_addition_that_a_cover_softened_does_not_cover_it_without() {
    let before = table(&[row("Chat", "Chat.ReadWrite")]);
    let rows = table(&[row("Chat", "Chat.ReadWrite"), row("Chat", "Chat.Read")]);
    let covers = "\n| Permission | Satisfied by |\n|---|---|\n| Chat.Read | Chat.ReadWrite |\n";
    let [soft, hard] = [format!("{rows}{covers}"), rows.clone()].map(|after| between(&before, &after));
    let of = |changes: &[Change]| found(changes, "consent/ask-grew").fingerprint();
    assert!(each(&soft).all(|change| change.rule.id != "token/required-scope-added"), "{}", outline(&soft));
    assert_eq!(found(&hard, "token/required-scope-added").level, Level::Error);
    assert_ne!(of(&soft), of(&hard));
}

#[test]
fn a_condition_that_goes_is_not_the_one_that_comes() {
    let notes = |words: &str| format!("For {words}");
    let [shared, guests] = ["shared mailboxes", "guests"].map(notes);
    let of = |note: &str| table(&[row("Mail", "Mail.Read"), noted("Mail", "Mail.ReadWrite", note)]);
    let changes = between(&of(&shared), &of(&guests));
    let gone = found(&changes, "code/name-removed");
    assert!(gone.message.contains("Condition::SharedMailbox") && !gone.help.contains("formerly.\""), "{}", gone.help);
    // Where the document says that they are one, they are, unless each has a meaning of its own.
    let said = format!("<!-- scopemark: formerly.\"Guest\" = \"SharedMailbox\" -->\n\n{}", of(&guests));
    assert!(each(&between(&of(&shared), &said)).all(|change| change.rule.id != "code/name-removed"));
    let built_in = "<!-- scopemark: formerly.\"PersonalAccount\" = \"SharedMailbox\" -->\n\n".to_owned();
    let changes = between(&of(&shared), &(built_in + &of("For personal accounts")));
    assert_eq!(found(&changes, "code/formerly-invalid").level, Level::Error);
}

#[test]
fn a_feature_that_no_longer_asks_what_others_ask_is_told() {
    let all = [row("Chat", "Chat.Read"), row("Chat", "User.Read"), row("Email", "User.Read")];
    let before = table(&all);
    for after in [
        vec![all[0], all[2]],
        vec![all[0], noted("Chat", "User.Read", "Used if you like"), all[2]],
        vec![all[0], noted("Chat", "User.Read", "Not for guests"), all[2], noted("X", "User.Read", "Not for guests")],
        vec![all[0], update("Chat", "User.Read"), all[2]],
    ] {
        let (with_condition, after) = (after.len() > 3, table(&after));
        let before = if with_condition {
            table(&[all[0], all[1], all[2], noted("X", "User.Read", "Not for guests")])
        } else {
            before.clone()
        };
        assert_eq!(found(&between(&before, &after), "feature/narrowed").level, Level::Warning);
    }
    // Nobody asks it any more: that is a permission dropped.
    let changes = between(&table(&all[..2]), &table(&all[..1]));
    assert!(each(&changes).all(|change| change.rule.id != "feature/narrowed"), "{}", outline(&changes));
    found(&changes, "privilege/dropped");
}

#[test]
fn a_row_of_every_feature_that_gains_a_condition_shuts_out_none() {
    let before = table(&[row("Chat", "Chat.Read"), row("All", "User.Read")]);
    let changes = between(&before, &table(&[row("Chat", "Chat.Read"), noted("All", "User.Read", "Not for guests")]));
    assert!(each(&changes).all(|change| change.rule.id != "token/feature-excluded"), "{}", outline(&changes));
    // The feature's own row does.
    let changes = between(&before, &table(&[noted("Chat", "Chat.Read", "Not for guests"), row("All", "User.Read")]));
    found(&changes, "token/feature-excluded");
}

#[test]
fn an_option_of_another_feature_that_reaches_this_one_is_judged() {
    let optional = |feature| noted(feature, "Presence.Read.All", "Used if you like");
    let before = table(&[row("Chat", "Chat.Read"), row("Status", "Presence.Read"), optional("Status")]);
    let after =
        table(&[row("Chat", "Chat.Read"), optional("Chat"), row("Status", "Presence.Read"), optional("Status")]);
    let changes = between(&before, &after);
    let grew = found(&changes, "consent/ask-grew");
    assert!(grew.message.contains("signing in for Chat with the option Presence.Read.All"), "{}", grew.message);
    // An option that no program could have opted in to asks nobody.
    let changes = between(&table(&[row("Chat", "Chat.Read")]), &table(&[row("Chat", "Chat.Read"), optional("Chat")]));
    assert!(each(&changes).all(|change| change.rule.id != "consent/ask-grew"), "{}", outline(&changes));
}

#[test]
fn a_replacement_that_only_a_new_claim_holds_up_is_an_error() {
    let covers = "\n| Permission | Satisfied by |\n|---|---|\n| User.Read.All | User.Read |\n";
    let before = table(&[row("Groups", "User.Read"), row("A", "User.Read.All")]);
    let after = table(&[row("Groups", "User.Read.All"), row("A", "User.Read.All")]);
    let changes = between(&before, &(after.clone() + covers));
    assert_eq!(found(&changes, "privilege/cover-added").level, Level::Error, "{}", outline(&changes));
    // Claimed in an edit before, and in no release and accepted by nobody.
    let changes = between(&(before.clone() + covers), &(after + covers));
    assert!(has_error(&changes), "{}", outline(&changes));
    // The same claim in the cell of a row.
    let cells = |rows: &str| format!("| Feature | Permission | Satisfied by |\n|---|---|---|\n{rows}");
    let before_cells = cells("| Chat | Chat.Read | |\n| A | Tasks.Read | |\n");
    let changes = between(&before_cells, &cells("| Chat | Tasks.Read | Chat.Read |\n| A | Tasks.Read | |\n"));
    assert_eq!(found(&changes, "privilege/cover-added").level, Level::Error, "{}", outline(&changes));
    // The claim alone breaks nothing.
    let changes = between(&before, &(before.clone() + covers));
    assert_eq!(found(&changes, "privilege/cover-added").level, Level::Warning, "{}", outline(&changes));
}

#[test]
fn a_tool_with_the_same_single_permission_is_no_other_name() {
    let changes = between(&table(&[row("Chat", "Chat.Read")]), &table(&[row("Bots", "Chat.Read")]));
    assert!(each(&changes).all(|change| change.rule.id != "code/feature-renamed"), "{}", outline(&changes));
    found(&changes, "token/feature-removed");
}

#[test]
fn what_is_needed_under_a_condition_of_the_new_document_is_told() {
    let before = [row("Calendar", "Calendars.Read"), row("Tasks", "Tasks.Read"), row("All", "offline_access")];
    let [calendar, tasks, always] = before;
    let told = |after: &[[&str; 5]]| between(&table(&before), &table(after));
    let excluded = noted("Calendar", "Calendars.Read", "Not for legacy installs");
    let changes = told(&[excluded, noted("Calendar", "Tasks.Read", "For legacy installs"), tasks, always]);
    assert_eq!(found(&changes, "token/condition-required").level, Level::Warning, "{}", outline(&changes));
    let changes = told(&[calendar, tasks, noted("All", "offline_access", "Not for legacy installs")]);
    assert_eq!(found(&changes, "token/condition-required").level, Level::Warning, "{}", outline(&changes));
    // Another row keeps the feature served.
    let both = [calendar, row("Calendar", "User.Read"), tasks, always];
    let changes = between(&table(&both), &table(&[excluded, both[1], tasks, always]));
    assert_eq!(found(&changes, "token/condition-required").level, Level::Warning, "{}", outline(&changes));
    // A new feature breaks nobody.
    let changes = told(&[calendar, tasks, always, noted("New", "Tasks.Read", "For legacy installs")]);
    assert!(each(&changes).all(|change| change.rule.id != "token/condition-required"), "{}", outline(&changes));
}

#[test]
fn what_was_an_option_and_is_needed_by_another_feature_reaches_further() {
    let option = noted("Tasks", "Group.Read.All", "Used if you like");
    let before = [row("Tasks", "Tasks.Read"), option];
    let with = |feature| between(&table(&before), &table(&[before[0], option, row(feature, "Group.Read.All")]));
    assert_eq!(found(&with("New"), "privilege/reach-grew").level, Level::Warning);
    // It was needed somewhere.
    let needed = [row("Tasks", "Tasks.Read"), row("Tasks", "Group.Read.All")];
    let changes = between(&table(&needed), &table(&[needed[0], needed[1], row("New", "Group.Read.All")]));
    assert!(each(&changes).all(|change| change.rule.id != "privilege/reach-grew"), "{}", outline(&changes));
}

#[test]
fn a_consent_that_is_taken_back_hides_no_lesser_cover() {
    let before = table(&[["Tasks", "Group.Read.All", "", "Yes", ""], ["A", "User.Read", "", "No", ""]]);
    let covers = "\n| Permission | Satisfied by |\n|---|---|\n| Group.Read.All | User.Read |\n";
    let after = table(&[["Tasks", "Group.Read.All", "", "No", ""], ["A", "User.Read", "", "No", ""]]);
    let changes = between(&before, &(after.clone() + covers));
    assert_eq!(found(&changes, "privilege/cover-inverted").level, Level::Error, "{}", outline(&changes));
    assert!(!has_error(&between(&before, &after)));
}

#[test]
fn a_name_that_moves_to_another_api_is_told_with_its_api() {
    const GRAPH: &str = "https://graph.microsoft.com";
    const VAULT: &str = "https://vault.azure.net";
    const STORAGE: &str = "https://storage.azure.com";
    let of = |api| of_apis(&[["Mail", "Mail.Read", GRAPH], ["Vault", "user_impersonation", api]]);
    let changes = between(&of(VAULT), &of(STORAGE));
    let replaced = found(&changes, "token/scope-replaced");
    assert_eq!(
        replaced.message,
        "Vault needs https://storage.azure.com/user_impersonation instead of https://vault.azure.net/user_impersonation"
    );
    // The plain name would be the other API's after the edit.
    let token = ["https://vault.azure.net/user_impersonation"];
    assert_eq!(replaced.witness.as_ref().unwrap().scopes, token, "{}", outline(&changes));
    // Where no other API has the name, it is as the document has it.
    let gone = between(&of(VAULT), &of_apis(&[["Mail", "Mail.Read", GRAPH], ["Vault", "keys_read", VAULT]]));
    assert_eq!(found(&gone, "token/scope-replaced").witness.as_ref().unwrap().scopes, ["user_impersonation"]);
}

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
        let new = Document { formerly_document: Some("old".into()), ..document("new", text) };
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
