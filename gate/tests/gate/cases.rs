//! Edits that need more than one rule to tell, each with what must and must not be said.

use core::slice::from_ref;

use scopemark_compiler::catalogue::{Catalogue, parse};
use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Document;
use scopemark_compiler::read::read_text;
use scopemark_gate::{Family, compare, compare_with_catalogue, rules};

use crate::support::{between, each, outline, read};

const HEAD: &str = "| Feature | Permission | Notes |\n|---|---|---|\n";

fn rows(rows: &str) -> String {
    format!("{HEAD}{rows}")
}

fn covers(pairs: &str) -> String {
    format!("\n| Permission | Satisfied by |\n|---|---|\n{pairs}")
}

fn named(path: &str, text: &str) -> Document {
    read_text(path, text).document
}

#[test]
fn a_cover_that_alone_keeps_tokens_working_is_an_error() {
    let before = rows("| A | X.Write | |\n| B | X.Read | |\n");
    let after = rows("| A | X.Read | |\n| B | X.Read | |\n") + &covers("| X.Read | X.Write |\n");
    let changes = between(&before, &after);
    let found = each(&changes).find(|change| change.rule.id == "privilege/cover-added").unwrap();
    assert_eq!(found.level, Level::Error, "{}", outline(&changes));
    assert!(each(&changes).all(|change| change.rule.family != Family::Token || change.level < Level::Error));
    // The same claim where nothing depends on it.
    let changes = between(&before, &(before.clone() + &covers("| X.Read | X.Write |\n")));
    assert_eq!(outline(&changes), "warning privilege/cover-added [warning token/need-shrank]");
}

#[test]
fn of_two_claims_only_the_one_that_is_needed_is_an_error() {
    let before = rows("| A | X.Write | |\n| B | X.Read | |\n| C | Y.Read | |\n");
    let after = rows("| A | X.Read | |\n| B | X.Read | |\n| C | Y.Read | |\n")
        + &covers("| X.Read | X.Write |\n| Y.Read | Y.Write |\n");
    let changes = between(&before, &after);
    let levels: Vec<(&str, Level)> = each(&changes)
        .filter(|change| change.rule.id == "privilege/cover-added")
        .map(|change| (change.subject.permission.as_str(), change.level))
        .collect();
    assert_eq!(levels, [("X.Read", Level::Error), ("Y.Read", Level::Warning)]);
}

#[test]
fn a_name_that_says_what_it_was_is_a_note_and_taking_that_away_is_an_error() {
    let before = rows("| ToDo | Tasks.Read | For shared mailboxes |\n| Mail | Mail.Read | |\n");
    let formerly = "<!-- scopemark: formerly.\"Tasks\" = \"ToDo\" -->\n\n# T\n\n";
    let after = rows("| Tasks | Tasks.Read | For shared mailboxes |\n| Mail | Mail.Read | |\n");
    assert_eq!(outline(&between(&before, &(formerly.to_owned() + &after))), "note code/feature-renamed");
    let guessed =
        between(&(before.clone() + "| ToDo | User.Read | |\n"), &(after.clone() + "| Tasks | User.Read | |\n"));
    assert_eq!(outline(&guessed), "error token/feature-removed [error code/feature-renamed]");
    let single = between(&before, &after);
    assert_eq!(outline(&single), "error token/feature-removed [error code/name-removed]");
    assert_eq!(outline(&between(&(formerly.to_owned() + &after), &after)), "error code/name-removed");
    assert_eq!(outline(&between(&(formerly.to_owned() + &after), &(formerly.to_owned() + &after))), "");
}

#[test]
fn a_renamed_feature_is_still_judged() {
    let before = rows("| ToDo | Tasks.Read | |\n");
    let after = "<!-- scopemark: formerly.\"Tasks\" = \"ToDo\" -->\n\n# T\n\n".to_owned()
        + &rows("| Tasks | Tasks.Read | |\n| Tasks | User.Read | |\n");
    let changes = between(&before, &after);
    assert!(each(&changes).any(|change| change.rule.id == "token/required-scope-added"), "{}", outline(&changes));
}

#[test]
fn a_document_that_is_gone_takes_its_module_its_features_and_its_permissions_along() {
    let text = rows("| Chat | Chat.Read | |\n");
    let changes = compare(&[named("docs-tables/a.md", &text)], &[]);
    assert_eq!(
        outline(&changes),
        "error code/name-removed [error token/feature-removed, error code/name-removed, error code/name-removed, note \
         privilege/dropped]"
    );
    let renamed = compare(&[named("docs-tables/a.md", &text)], &[named("docs-tables/b.md", &text)]);
    assert_eq!(outline(&renamed), "error code/name-removed");
    assert!(renamed[0].message.contains("called b"), "{}", renamed[0].message);
    let moved = compare(&[named("docs-tables/a.md", &text)], &[named("docs-tables/sub/a.md", &text)]);
    assert_eq!(moved, []);
}

#[test]
fn a_new_document_is_one_finding_as_bad_as_what_it_asks() {
    let user = named("docs-tables/a.md", &rows("| Chat | Chat.Read | |\n| Chat | User.Read | |\n"));
    let changes = compare(&[], core::slice::from_ref(&user));
    assert_eq!(outline(&changes), "warning privilege/new-in-document");
    let text = "| Permission | Type |\n|---|---|\n| User.Read.All | Application |\n";
    assert_eq!(outline(&compare(&[], &[named("docs-tables/b.md", text)])), "error privilege/new-in-document");
}

#[test]
fn another_resource_is_one_edit_and_its_witness_names_the_old_one() {
    let table = rows("| Chat | Chat.Read | |\n| Chat | Chat.Send | |\n");
    let other = format!("<!-- scopemark: resource = \"api://5f1c\" -->\n\n# T\n\n{table}");
    let changes = between(&format!("# T\n\n{table}"), &other);
    assert_eq!(changes.len(), 1, "{}", outline(&changes));
    let witness = each(&changes).find_map(|change| change.witness.as_ref()).unwrap();
    assert_eq!(witness.scopes, ["https://graph.microsoft.com/Chat.Read", "https://graph.microsoft.com/Chat.Send"]);
    // Another cloud of Microsoft Graph is the same resource.
    let cloud = format!("<!-- scopemark: resource = \"https://graph.microsoft.us\" -->\n\n# T\n\n{table}");
    assert_eq!(between(&format!("# T\n\n{table}"), &cloud), []);
}

#[test]
fn what_replaces_a_permission_that_never_existed_is_a_note() {
    let before = rows("| A | Users.Read | |\n");
    let after = rows("| A | User.Read | |\n");
    let with = |lines: &str| compare_with_catalogue(&[read(&before)], &[read(&after)], &catalogue(lines));
    let changes = with("User.Read\tdelegated\tno\n");
    assert!(each(&changes).all(|change| change.level < Level::Error), "{}", outline(&changes));
    for lines in ["User.Read\tdelegated\tno\nUsers.Read\tdelegated\tno\n", ""] {
        assert!(each(&with(lines)).any(|change| change.level == Level::Error), "{lines}");
    }
}

/// A catalogue of Microsoft Graph with these lines: name, kind, consent.
fn catalogue(lines: &str) -> Catalogue {
    parse("permissions.catalogue.tsv", format!("name\tkind\tadmin_consent\n{lines}").into_bytes()).unwrap()
}

#[test]
fn a_new_permission_that_the_catalogue_does_not_have_is_a_warning_for_users() {
    let rule = rules().iter().find(|rule| rule.id == "privilege/not-in-catalogue").unwrap();
    let known = catalogue("Mail.Read\tdelegated\tno\n");
    let found = |known: &Catalogue| outline(&compare_with_catalogue(&[read(rule.before)], &[read(rule.after)], known));
    assert!(found(&known).contains("warning privilege/not-in-catalogue"), "{}", found(&known));
    assert!(found(&known).contains("consent/ask-grew"), "consent and privilege rules stand: {}", found(&known));
    // What the catalogue does not list it does not judge, and what was there before is no news.
    for known in ["", "Mail.Read\tdelegated\tno\nMail.ReadAll\tdelegated\tno\n"] {
        assert!(!found(&catalogue(known)).contains("not-in-catalogue"), "{known}");
    }
    assert_eq!(compare_with_catalogue(&[read(rule.after)], &[read(rule.after)], &known), []);
}

#[test]
fn the_catalogue_decides_who_must_consent() {
    let [before, after] = ["No", "Yes"].map(|consent| {
        read(&format!("# T\n\n| Permission | Admin consent |\n|---|---|\n| User.Read.All | {consent} |\n"))
    });
    assert!(outline(&compare(from_ref(&before), from_ref(&after))).contains("consent/admin-newly-required"));
    let known = catalogue("User.Read.All\tdelegated\tyes\n");
    assert_eq!(compare_with_catalogue(&[before], &[after], &known), [], "the document only says now what always held");
}

#[test]
fn a_spelling_that_graph_takes_for_the_same_breaks_no_token() {
    let changes = between(&rows("| A | Profile.Read | |\n"), &rows("| A | profile.read | |\n"));
    assert_eq!(outline(&changes), "error code/name-respelled");
    let slack = "<!-- scopemark: resource = \"https://slack.com\" -->\n\n# T\n\n".to_owned();
    let changes = between(&(slack.clone() + &rows("| A | Chat.Read | |\n")), &(slack + &rows("| A | chat.read | |\n")));
    assert!(each(&changes).any(|change| change.rule.id == "token/scope-replaced"), "{}", outline(&changes));
}

#[test]
fn a_condition_that_only_the_new_document_has_proves_nothing_about_tokens() {
    let before = rows("| Chat | Chat.Read | |\n");
    let after = rows("| Chat | Chat.Read | Not for guests |\n");
    assert_eq!(outline(&between(&before, &after)), "warning token/feature-excluded");
    let more = rows("| Chat | Chat.Read | |\n| Chat | Chat.Read.Shared | For shared mailboxes |\n");
    assert_eq!(outline(&between(&before, &more)), "warning privilege/new-in-document");
}

#[test]
fn a_row_that_stood_in_for_another_and_goes_brings_that_one_back() {
    let pair = covers("| Mail.Read | Mail.Read.Shared |\n");
    let before = rows(
        "| Mail | Mail.Read | |\n| Mail | Mail.Read.Shared | For shared mailboxes |\n| X | X.Read | For shared mailboxes |\n",
    ) + &pair;
    let after = rows("| Mail | Mail.Read | |\n| X | X.Read | For shared mailboxes |\n") + &pair;
    let changes = between(&before, &after);
    // The stronger permission still satisfies the weaker one, which is requested again.
    assert_eq!(outline(&changes), "error consent/scope-narrowed [warning token/need-shrank, note privilege/dropped]");
}

#[test]
fn accepting_the_primary_change_accepts_none_that_hurts_security_or_administrators() {
    let changes = between(
        "| Feature | Permission | Type |\n|---|---|---|\n| Sync | User.Read.All | Delegated |\n",
        "| Feature | Permission | Type |\n|---|---|---|\n| Sync | User.Read.All | Application |\n",
    );
    let own: Vec<&str> = changes[0]
        .attached
        .iter()
        .filter(|change| change.needs_own_acceptance())
        .map(|change| change.rule.id)
        .collect();
    assert_eq!(own, ["consent/ask-grew", "privilege/new-in-document", "token/need-shrank", "privilege/dropped"]);
}

#[test]
fn a_fingerprint_is_of_the_facts_alone() {
    let before = rows("| Chat | Chat.Read | |\n");
    let after = rows("| Chat | Chat.Read | |\n| Chat | User.Read | |\n");
    let print = |before: &str, after: &str| between(before, after)[0].fingerprint();
    let first = print(&before, &after);
    assert_eq!(first, print(&before, &format!("# Title\n\nProse.\n\n{after}")));
    assert_eq!(first, print(&before, &rows("| Chat | User.Read | |\n| Chat | Chat.Read | |\n")));
    assert_ne!(first, print(&before, &rows("| Chat | Chat.Read | |\n| Chat | User.Read or User.ReadBasic | |\n")));
    assert_ne!(first, print(&before, &rows("| Chat | Chat.Read | |\n| Chat | user.read | |\n")));
}

#[test]
fn what_cannot_be_judged_is_an_error_and_not_left_out() {
    let table = |from: usize| {
        let notes = (from..from + 12).map(|at| format!("| A | P{at}.Read | Not for group {at} |\n"));
        let other = (from + 12..36).chain(0..from).map(|at| format!("| B{at} | Q.Read | Not for group {at} |\n"));
        rows(&(notes.collect::<String>() + &other.collect::<String>()))
    };
    let changes = between(&table(0), &table(12));
    let found = each(&changes).find(|change| change.rule.id == "document/unreadable").unwrap();
    assert!(found.message.contains("24 conditions"), "{}", found.message);
}
