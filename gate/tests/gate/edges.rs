//! Ways past the gate that were once open, each with what comes near it and is nothing.

use scopemark_compiler::finding::Level;
use scopemark_compiler::read::read_text;
use scopemark_gate::lock::{are_same_facts, canonical};
use scopemark_gate::report::{Short, Shown, details};
use scopemark_gate::review::Judgement;
use scopemark_gate::{Change, compare};

use crate::support::{between, each, outline, read};

/// A table of features: each row is its feature, permission, update mark, consent and notes.
pub(crate) fn table(rows: &[[&str; 5]]) -> String {
    let mut text = "| Feature | Permission | Update | Admin consent | Notes |\n|---|---|---|---|---|\n".to_owned();
    for row in rows {
        text.extend(["| ", &row.join(" | "), " |\n"]);
    }
    text
}

pub(crate) fn row<'a>(feature: &'a str, permission: &'a str) -> [&'a str; 5] {
    [feature, permission, "", "", ""]
}

pub(crate) fn noted<'a>(feature: &'a str, permission: &'a str, notes: &'a str) -> [&'a str; 5] {
    [feature, permission, "", "", notes]
}

pub(crate) fn update<'a>(feature: &'a str, permission: &'a str) -> [&'a str; 5] {
    [feature, permission, "Y", "", ""]
}

/// A document of several APIs: each row is its feature, permission and API.
pub(crate) fn of_apis(rows: &[[&str; 3]]) -> String {
    let mut text = "| Feature | Permission | Resource |\n|---|---|---|\n".to_owned();
    for row in rows {
        text.extend(["| ", &row.join(" | "), " |\n"]);
    }
    text
}

/// The finding of a rule.
pub(crate) fn found<'c>(changes: &'c [Change], rule: &str) -> &'c Change {
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
    // What empties the need is the row of that access, and not another that changed for itself.
    let before = [row("Chat", "Files.Read"), row("Chat", "openid"), update("Chat", "Chat.Read"), row("A", "Chat.Read")];
    let after = [row("Chat", "Tasks.Read"), row("Chat", "openid"), update("Chat", "openid"), row("A", "Chat.Read")];
    let changes = between(&table(&before), &table(&after));
    let message = &found(&changes, "token/need-empty").message;
    assert!(message.contains("without Chat.Read"), "{message}");
    // The scopes of OpenID Connect went instead.
    let before = table(&[row("Chat", "openid"), row("Chat", "Chat.Read"), row("A", "Chat.Read")]);
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
fn a_directive_that_gives_the_same_words_another_name_says_that_two_conditions_are_one() {
    let of = |says: &str| {
        let rows = table(&[row("Mail", "Mail.Read"), noted("Mail", "Mail.ReadWrite", "For visitors")]);
        format!("<!-- scopemark: {says} -->\n\n# T\n\n{rows}")
    };
    let before = of(r#"condition."visitors" = "Visitor""#);
    let is_token_or_ask =
        |change: &Change| ["token/", "consent/"].iter().any(|family| change.rule.id.starts_with(family));
    for after in [
        r#"condition."visitors" = "ExternalUser""#,
        r#"condition."visitors" = "ExternalUser", condition."externals" = "ExternalUser""#,
    ] {
        let changes = between(&before, &of(after));
        assert!(!each(&changes).any(is_token_or_ask), "{}", outline(&changes));
        // Code that names the condition breaks all the same.
        assert_eq!(found(&changes, "code/name-respelled").level, Level::Error);
    }
    // The old name is still that of other words, or the words were those of two conditions.
    let others = "\n| Feature | Permission | Notes |\n|---|---|---|\n| Mail | Mail.Send | For externals |\n";
    let two = of(r#"condition."visitors" = "Visitor", condition."externals" = "External""#) + others;
    for (before, after) in [
        (&before, of(r#"condition."visitors" = "ExternalUser", condition."externals" = "Visitor""#) + others),
        (&two, of(r#"condition."visitors" = "Both", condition."externals" = "Both""#) + others),
    ] {
        let changes = between(before, &after);
        assert!(each(&changes).any(is_token_or_ask), "{}", outline(&changes));
    }
    // What is built in has a fixed meaning, and words that name the condition of no row say nothing.
    let noted_as = |says: &str, note: &str| {
        let rows = table(&[row("Mail", "Mail.Read"), noted("Mail", "Mail.ReadWrite", note)]);
        format!("<!-- scopemark: {says} -->\n\n# T\n\n{rows}")
    };
    for ([was, is], [note, now]) in [
        (["SharedMailbox", "PersonalAccount"], ["For visitors", "For visitors"]),
        (["SharedMailbox", "Visitor"], ["For visitors", "For visitors"]),
        (["Visitor", "LegacyInstall"], ["For visitors", "For visitors"]),
        (["SharedMailbox", "PersonalAccount"], ["For shared mailboxes", "For personal accounts"]),
        (["Foo", "Bar"], ["Used when `foo` is set to `true`", "Used when `bar` is set to `true`"]),
        (
            ["Foo", "Bar"],
            ["For visitors. Used when `foo` is set to `true`", "For visitors. Used when `bar` is set to `true`"],
        ),
    ] {
        let [before, after] = [(was, note), (is, now)]
            .map(|(name, note)| noted_as(&format!("condition.\"visitors\" = \"{name}\""), note));
        let changes = between(&before, &after);
        assert!(each(&changes).any(is_token_or_ask), "{was} {is} {note}: {}", outline(&changes));
    }
}

#[test]
fn a_condition_that_no_note_of_the_old_document_names_is_new() {
    let of = |name: &str, note: &str| {
        let rows = table(&[row("Mail", "Mail.Read"), noted("Chat", "Chat.Read", note)]);
        format!("<!-- scopemark: condition.\"visitors\" = \"{name}\" -->\n\n# T\n\n{rows}")
    };
    let changes = between(&of("Guest", ""), &of("Visitor", "Not for visitors"));
    assert_eq!(found(&changes, "token/feature-excluded").level, Level::Warning, "{}", outline(&changes));
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
fn a_row_of_every_feature_that_gains_a_condition_of_the_new_document_is_told() {
    for permission in ["User.Read", "profile", "offline_access"] {
        let before = table(&[row("Chat", "Chat.Read"), row("All", permission)]);
        for note in ["Not for guests", "For guests", "Used if you like. Not for guests"] {
            let changes = between(&before, &table(&[row("Chat", "Chat.Read"), noted("All", permission, note)]));
            let told = found(&changes, "token/condition-required");
            assert_eq!(told.level, Level::Warning, "{note}");
            assert!(
                told.message.contains("every feature when Guest holds") || note == "For guests",
                "{}",
                told.message
            );
        }
    }
    // A condition that the document had is judged by the cases, where a token that was refused passes now.
    let guests = noted("Mail", "Mail.Read", "Not for guests");
    let before = table(&[row("Chat", "Chat.Read"), row("All", "User.Read"), guests]);
    let after = table(&[row("Chat", "Chat.Read"), noted("All", "User.Read", "Not for guests"), guests]);
    let changes = between(&before, &after);
    assert!(each(&changes).all(|change| change.rule.id != "token/condition-required"), "{}", outline(&changes));
    found(&changes, "token/need-shrank");
    // Of OpenID Connect, which no token is checked for, that is told too.
    let [before, after] = [before, after].map(|text| text.replace("User.Read", "profile"));
    found(&between(&before, &after), "token/condition-required");
}

#[test]
fn a_row_of_every_feature_alone_is_no_other_that_still_requests() {
    let conditional = |permission| noted("All", permission, "For guests");
    let changes = between(
        &table(&[row("Chat", "Chat.Read"), row("All", "User.Read")]),
        &table(&[row("Chat", "Chat.Read"), conditional("User.Read")]),
    );
    assert!(each(&changes).all(|change| change.rule.id != "feature/narrowed"), "{}", outline(&changes));
    found(&changes, "token/condition-required");
    // The row of the feature itself is gone, and nothing else is said of what no token is checked for.
    let changes = between(
        &table(&[row("Chat", "Chat.Read"), row("Chat", "profile"), conditional("profile")]),
        &table(&[row("Chat", "Chat.Read"), conditional("profile")]),
    );
    let told = found(&changes, "feature/narrowed");
    assert_eq!(told.message, "signing in for Chat no longer requests profile, which is still requested in other cases");
    // Another feature has a row of its own.
    let others = [row("Chat", "Chat.Read"), row("Mail", "User.Read")];
    let changes = between(
        &table(&[others[0], others[1], row("All", "User.Read")]),
        &table(&[others[0], others[1], conditional("User.Read")]),
    );
    let told = found(&changes, "feature/narrowed");
    assert_eq!(told.message, "signing in for Chat no longer requests User.Read, which others still request");
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
    // A row without the condition requests the same.
    for also in ["Calendar", "All"] {
        let before = [calendar, tasks, always, row(also, "User.Read")];
        let after = [before[0], before[1], before[2], before[3], noted("Calendar", "User.Read", "For legacy installs")];
        let changes = between(&table(&before), &table(&after));
        let is_told = each(&changes).any(|change| change.rule.id == "token/condition-required");
        assert!(!is_told, "{also}: {}", outline(&changes));
    }
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

#[test]
fn rows_of_several_apis_in_another_order_say_the_same() {
    const GRAPH: &str = "https://graph.microsoft.com";
    const VAULT: &str = "https://vault.azure.net";
    let rows = [
        ["Vault", "user_impersonation", VAULT],
        ["Mail", "Mail.Read", GRAPH],
        ["Mail", "keys_read", VAULT],
        ["Mail", "Mail.Send", GRAPH],
    ];
    let first = of_apis(&rows);
    for order in [[1, 0, 2, 3], [2, 1, 0, 3], [3, 2, 1, 0], [3, 1, 0, 2]] {
        let other = of_apis(&order.map(|at| rows[at]));
        for [before, after] in [[&first, &other], [&other, &first]] {
            let changes = between(before, after);
            assert!(each(&changes).all(|change| change.level == Level::Note), "{}", outline(&changes));
        }
        let [first, other] = [&first, &other].map(|text| canonical(&[read(text)]));
        assert!(are_same_facts(&first, &other));
        assert_eq!(first[0].resources, other[0].resources);
    }
    // A row that is of the other API now is that row's change, wherever it stands.
    let moved = ["Vault", "user_impersonation", GRAPH];
    for after in [of_apis(&[moved, rows[1], rows[2], rows[3]]), of_apis(&[rows[1], rows[2], rows[3], moved])] {
        let changes = between(&first, &after);
        found(&changes, "token/scope-replaced");
        let told = found(&changes, "resource/changed");
        assert_eq!(told.subject.feature.as_deref(), Some("Vault"), "{}", outline(&changes));
        assert!(each(&changes).all(|change| !change.message.starts_with("the resource was")), "{}", outline(&changes));
    }
}

#[test]
fn another_resource_of_the_document_is_told_in_words_where_it_had_none() {
    let rows = table(&[row("Chat", "chat:read"), row("Chat", "chat:write")]);
    let of = |resource: &str, rows: &str| {
        let mut document = read_text("docs-tables/doc.md", rows).document;
        resource.clone_into(&mut document.resource);
        document
    };
    let shorter = table(&[row("Chat", "chat:read")]);
    for (was, is, words) in [
        ("", "api://chat", "the document had no resource and has api://chat: "),
        ("api://chat", "", "the document had the resource api://chat and has none: "),
        ("api://talk", "api://chat", "the resource was api://talk and is api://chat: "),
    ] {
        let changes = compare(&[of(was, &rows)], &[of(is, &shorter)]);
        assert!(each(&changes).any(|change| change.message.starts_with(words)), "{words}: {changes:#?}");
    }
}

#[test]
fn a_pair_that_is_gone_is_shown_at_the_header_of_its_table() {
    let rows = table(&[row("Mail", "Mail.Read"), row("Chat", "Chat.Read"), row("A", "Mail.ReadWrite")]);
    let with = |pairs: &str| format!("{rows}\n| Permission | Satisfied by |\n|---|---|\n{pairs}");
    let both = with("| Mail.Read | Mail.ReadWrite |\n| Chat.Read | Chat.ReadWrite |\n");
    let changes = between(&both, &with("| Chat.Read | Chat.ReadWrite |\n"));
    let gone = found(&changes, "token/alternative-removed");
    assert_eq!(gone.message, "Mail.ReadWrite no longer satisfies Mail.Read");
    assert_eq!((gone.place.line, gone.place.column), (7, 1), "{}", with(""));
    // No table of them is left.
    assert_eq!(found(&between(&both, &rows), "token/alternative-removed").place.line, 1);
    // An alternative in the cell of a row is shown at the row.
    let changes = between(&table(&[row("Mail", "Mail.Read or Mail.ReadWrite")]), &table(&[row("Mail", "Mail.Read")]));
    let gone = found(&changes, "token/alternative-removed");
    assert_eq!((gone.place.line, &*gone.message), (3, "what was accepted in place of Mail.Read for Mail no longer is"));
}

#[test]
fn the_directive_of_a_guessed_renaming_is_printed_and_works() {
    let rows = |name| table(&[row(name, "Tasks.Read"), row(name, "User.Read"), row("Mail", "Mail.Read")]);
    let (before, after) = (rows("ToDo"), rows("Tasks"));
    let changes = between(&before, &after);
    assert_eq!(changes[0].rule.id, "token/feature-removed", "{}", outline(&changes));
    let judged = Judgement::of("the old document", &[read(&before)], &[], &changes);
    let shown = Shown { accept: None, short: &Short::default(), notes: false };
    let said = details(&judged.verdicts[0], shown);
    let pasted =
        said.iter().find(|(label, text)| *label == "help" && text.contains("<!--")).expect("a directive").1.clone();
    let directive = &pasted[pasted.find("<!--").unwrap()..pasted.find("-->").unwrap() + 3];
    let changes = between(&before, &format!("{directive}\n\n{after}"));
    assert!(each(&changes).all(|change| change.level == Level::Note), "{directive}: {}", outline(&changes));
    // What needs something else has no such help.
    let other = table(&[row("Tasks", "Tasks.Read"), row("Tasks", "Mail.Read"), row("Mail", "Mail.Read")]);
    let judged = Judgement::of("the old document", &[read(&before)], &[], &between(&before, &other));
    for verdict in &judged.verdicts {
        assert!(details(verdict, shown).iter().all(|(_, text)| !text.contains("<!--")));
    }
}

/// A document of several APIs: each row is its feature, permission, API, type and update mark.
fn of_apis_and_kinds(rows: &[[&str; 5]]) -> String {
    let mut text = "| Feature | Permission | Resource | Type | Update |\n|---|---|---|---|---|\n".to_owned();
    for row in rows {
        text.extend(["| ", &row.join(" | "), " |\n"]);
    }
    text
}

#[test]
fn what_a_feature_loses_at_one_api_of_several_is_told_of_that_api() {
    const VAULT: &str = "https://vault.azure.net";
    const STORAGE: &str = "https://storage.azure.com";
    let nothing =
        |feature: &str, api: &str| format!("{feature} needs nothing of {api} any more, so no token for it is accepted");
    let other = ["H", "`b`", STORAGE, "Delegated", ""];
    let row = |name, api| ["F", name, api, "Delegated", ""];
    let told = |before: &[[&str; 5]], after: &[[&str; 5]]| -> Vec<String> {
        let changes = between(&of_apis_and_kinds(before), &of_apis_and_kinds(after));
        let verdicts = each(&changes).filter(|change| change.witness.is_some() && change.level == Level::Error);
        verdicts.map(|change| format!("{} {}", change.rule.id, change.message)).collect()
    };
    // A row moves from one to the other.
    let moved = told(&[row("`a`", VAULT), other], &[row("`a`", STORAGE), other]);
    assert!(moved.contains(&format!("token/need-grew {}", nothing("F", VAULT))), "{moved:#?}");
    assert!(moved.iter().all(|text| !text.contains("in other cases only")), "{moved:#?}");
    // Of two the feature needs one alone.
    let dropped = told(&[row("`a`", VAULT), row("`b`", STORAGE), other], &[row("`a`", VAULT), other]);
    assert_eq!(dropped, [format!("token/need-grew {}", nothing("F", STORAGE))]);
    // Its row there is for updates only.
    let update = ["F", "`b`", STORAGE, "Delegated", "Y"];
    let turned = told(&[row("`a`", VAULT), row("`b`", STORAGE), other], &[row("`a`", VAULT), update, other]);
    let text = format!("at {STORAGE} no token for F is accepted any more: b is now requested for updates only");
    assert_eq!(turned, [format!("token/need-grew {text}")]);
    // Its row there excludes some.
    let noted = |notes: &str| {
        let rows = [["F", "`a`", VAULT, ""], ["F", "`b`", STORAGE, notes], ["H", "`b`", STORAGE, "Not for guests"]];
        let mut text = "| Feature | Permission | Resource | Notes |\n|---|---|---|---|\n".to_owned();
        text.extend(rows.map(|row| format!("| {} |\n", row.join(" | "))));
        text
    };
    let changes = between(&noted(""), &noted("Not for guests"));
    let excluded = found(&changes, "token/feature-excluded");
    assert_eq!(excluded.message, format!("at {STORAGE}, F is no longer served when Guest holds"));
    // Where it needed nothing of another, its base access is gone.
    let turned = told(
        &[row("`b`", STORAGE), ["H", "`a`", VAULT, "Delegated", ""]],
        &[update, ["H", "`a`", VAULT, "Delegated", ""]],
    );
    assert_eq!(turned.len(), 1);
    assert!(turned[0].starts_with("token/update-only F can no longer be used without update access"), "{turned:#?}");
}

#[test]
fn a_name_of_two_apis_that_turns_to_the_other_kind_at_one_is_told_as_that() {
    const VAULT: &str = "https://vault.azure.net";
    const STORAGE: &str = "https://storage.azure.com";
    let of = |feature, api, kind| [feature, "user_impersonation", api, kind, ""];
    let storage = of("H", STORAGE, "Delegated");
    let before = of_apis_and_kinds(&[of("F", VAULT, "Delegated"), storage]);
    let changes = between(&before, &of_apis_and_kinds(&[of("F", VAULT, "Application"), storage]));
    found(&changes, "token/delegated-to-application");
    for rule in ["token/update-only", "token/required-scope-added"] {
        assert!(each(&changes).all(|change| change.rule.id != rule), "{}", outline(&changes));
    }
    // Of two such rows of one feature, the one that turned.
    let both = |kind| of_apis_and_kinds(&[of("F", VAULT, kind), of("F", STORAGE, "Delegated")]);
    let changes = between(&both("Delegated"), &both("Application"));
    let turned = found(&changes, "token/delegated-to-application");
    assert_eq!(turned.subject.resource, VAULT);
    // The row for users stays.
    let after = of_apis_and_kinds(&[of("F", VAULT, "Delegated"), of("F", VAULT, "Application"), storage]);
    let changes = between(&before, &after);
    assert!(each(&changes).all(|change| change.rule.id != "token/delegated-to-application"), "{}", outline(&changes));
}
