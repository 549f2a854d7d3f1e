//! Ways past the gate that were once open, each with what comes near it and is nothing.

use scopemark_compiler::finding::Level;
use scopemark_gate::Change;

use crate::support::{between, each, outline};

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

/// A table of covers of one API: what satisfies what.
fn covers_of(api: &str, weaker: &str, stronger: &str) -> String {
    format!(
        "\n<!-- scopemark: resource = \"{api}\" -->\n\n| Permission | Satisfied by |\n|---|---|\n| {weaker} | {stronger} |\n"
    )
}

#[test]
fn a_cover_of_one_api_is_found_beside_a_name_of_another() {
    const VAULT: &str = "https://vault.azure.net";
    const STORAGE: &str = "https://storage.azure.com";
    let rows = of_apis(&[["F", "kv.read", VAULT], ["H", "user_impersonation", STORAGE]]);
    let with = rows.clone() + &covers_of(VAULT, "kv.read", "user_impersonation");
    let removed = between(&with, &rows);
    assert_eq!(found(&removed, "token/alternative-removed").level, Level::Error, "{}", outline(&removed));
    // A token of the vault lost it, not one of the storage.
    let witness = found(&removed, "token/alternative-removed").witness.as_ref().unwrap();
    assert_eq!(witness.scopes, ["https://vault.azure.net/user_impersonation"]);
    let added = between(&rows, &with);
    assert_eq!(found(&added, "privilege/cover-added").subject.permission, "kv.read", "{}", outline(&added));
    // A row of the other API changes nothing about it.
    let third = ["H", "st.read", STORAGE];
    let without_name = of_apis(&[["F", "kv.read", VAULT], third]) + &covers_of(VAULT, "kv.read", "user_impersonation");
    let beside = of_apis(&[["F", "kv.read", VAULT], third, ["M", "user_impersonation", STORAGE]])
        + &covers_of(VAULT, "kv.read", "user_impersonation");
    let changes = between(&without_name, &beside);
    assert!(each(&changes).all(|change| !change.rule.id.contains("cover")), "{}", outline(&changes));
}

#[test]
fn a_cover_of_another_api_satisfies_nothing() {
    const VAULT: &str = "https://vault.azure.net";
    const STORAGE: &str = "https://storage.azure.com";
    let rows = of_apis(&[["F", "st.read", STORAGE], ["G", "kv.other", VAULT]]);
    let storage = covers_of(STORAGE, "st.read", "user_impersonation");
    let vault = covers_of(VAULT, "kv.other", "user_impersonation | \n| user_impersonation | kv.read");
    let both = format!("{rows}{vault}{storage}");
    // What satisfies the vault's permission of that name does not satisfy the storage's.
    let changes = between(&format!("{rows}{storage}"), &both);
    let added = each(&changes).filter(|change| change.rule.id == "privilege/cover-added");
    let added: Vec<&str> = added.map(|change| change.message.as_str()).collect();
    let expected = [
        "https://vault.azure.net/user_impersonation now satisfies kv.other",
        "kv.read now satisfies https://vault.azure.net/user_impersonation",
    ];
    assert_eq!(added, expected, "{}", outline(&changes));
    // Nor does the storage's feature gain or lose anything with it.
    let told = |before: &str, after: &str| {
        let changes = between(before, after);
        let tokens = each(&changes).filter(|change| change.rule.id.starts_with("token/"));
        tokens.map(|change| change.message.clone()).collect::<Vec<_>>()
    };
    let gained = told(&format!("{rows}{storage}"), &both);
    assert_eq!(gained, ["G needs less than before, so a token that was refused now passes"]);
    let lost = told(&both, &both.replace("| user_impersonation | kv.read |\n", ""));
    let no_longer = "it no longer holds that https://vault.azure.net/user_impersonation (delegated) satisfied by \
                     https://vault.azure.net/kv.read (delegated)";
    assert_eq!(lost, [no_longer]);
}
