//! Edits that need more than one rule to tell, each with what must and must not be said.

use core::slice::from_ref;

use scopemark_compiler::catalogue::{Catalogue, parse};
use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Document;
use scopemark_compiler::read::read_text;
use scopemark_gate::lock::{Acceptance, Lock};
use scopemark_gate::{Change, Family, compare, compare_with_catalogue, rules};

use crate::support::{between, each, judged, outline, read};

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
    let of =
        |name: &str| rows(&format!("| {name} | Tasks.Read | |\n| {name} | User.Read | |\n| Mail | Mail.Read | |\n"));
    let (before, after) = (saying("", &of("ToDo")), saying("", &of("Tasks")));
    let changes = between(&before, &after);
    let renamed = each(&changes).find(|change| change.rule.id == "code/feature-renamed").unwrap();
    assert_eq!(renamed.level, Level::Error);
    // The help, pasted, says so.
    let said = format!("{}\n\n{after}", directive(&renamed.help));
    assert_eq!(outline(&between(&before, &said)), "note code/feature-renamed");
    assert_eq!(outline(&between(&said, &after)), "error code/name-removed");
    assert_eq!(between(&said, &said), []);
    // Another tool with the same single permission has no other name.
    let changes = between(&rows("| ToDo | Tasks.Read | |\n"), &rows("| Zoom | Tasks.Read | |\n"));
    assert!(each(&changes).all(|change| change.rule.id != "code/feature-renamed"), "{}", outline(&changes));
}

/// A table that names no feature, so that its feature has the name of the document.
const UNNAMED: &str =
    "# T\n\n| Permission | Notes |\n|---|---|\n| Chat.Read | |\n| User.Read | For shared mailboxes |\n";

/// A table whose features keep their names where the document has another.
fn named_features() -> String {
    "# T\n\n".to_owned() + &rows("| Chat | Chat.Read | |\n| Mail | Mail.Read | |\n")
}

#[test]
fn a_renamed_document_is_an_error_until_it_says_what_it_was_called() {
    let (unnamed, features) = (UNNAMED, named_features());
    for text in [unnamed, &features] {
        let old = [named("docs-tables/a.md", text)];
        let changes = compare(&old, &[named("docs-tables/b.md", text)]);
        assert_eq!(outline(&changes), "error document/renamed");
        for pasted in
            [format!("{}\n\n{text}", directive(&changes[0].help)), format!("{text}{}\n", directive(&changes[0].help))]
        {
            let said = named("docs-tables/b.md", &pasted);
            let changes = compare(&old, from_ref(&said));
            assert!(each(&changes).all(|change| change.level == Level::Note), "{}", outline(&changes));
            assert_eq!(changes[0].rule.id, "document/renamed");
            assert_eq!(compare(from_ref(&said), from_ref(&said)), []);
        }
    }
    // What says something else, or no more than another tool may say too, is another document.
    let one = "# T\n\n".to_owned() + &rows("| Chat | Chat.Read | |\n");
    for (before, after) in [(&one, &one), (&features, &features.replace("Mail.Read", "Mail.Send"))] {
        let changes = compare(&[named("docs-tables/a.md", before)], &[named("docs-tables/b.md", after)]);
        assert!(each(&changes).any(|change| change.rule.id == "code/name-removed"), "{}", outline(&changes));
        assert!(each(&changes).all(|change| change.rule.id != "document/renamed"), "{}", outline(&changes));
    }
}

#[test]
fn a_document_that_is_renamed_again_keeps_all_its_names_by_what_is_printed() {
    let (unnamed, features) = (UNNAMED, named_features());
    for text in [unnamed, &features] {
        let first = [named("docs-tables/a.md", text)];
        let help = compare(&first, &[named("docs-tables/b.md", text)])[0].help.clone();
        let second = [named("docs-tables/b.md", &format!("{}\n\n{text}", directive(&help)))];
        // The author leaves what the document says, or takes it away.
        let kept = format!("<!-- scopemark: formerly.document = \"a\" -->\n\n{text}");
        for (third, outlined) in
            [(&*kept, "error document/renamed"), (text, "error code/name-removed\nerror document/renamed")]
        {
            let changes = compare(&second, &[named("docs-tables/c.md", third)]);
            assert_eq!(outline(&changes), outlined);
            let renamed = changes.iter().find(|change| change.rule.id == "document/renamed").unwrap();
            let pasted = named("docs-tables/c.md", &format!("{}\n\n{third}", directive(&renamed.help)));
            assert_eq!(pasted.formerly_documents, ["a", "b"]);
            for before in [&first, &second] {
                let changes = compare(before, from_ref(&pasted));
                assert!(each(&changes).all(|change| change.level == Level::Note), "{}", outline(&changes));
                assert_eq!(changes[0].rule.id, "document/renamed");
            }
            assert_eq!(compare(from_ref(&pasted), from_ref(&pasted)), []);
        }
    }
}

#[test]
fn each_former_name_that_a_document_no_longer_says_is_an_error_that_shows_it() {
    let says = |names: &[&str]| {
        let items: Vec<String> = names.iter().map(|name| format!("formerly.document = \"{name}\"")).collect();
        named("docs-tables/c.md", &saying(&items.join(", "), &rows("| Chat | Chat.Read | |\n")))
    };
    let both = says(&["a", "b"]);
    for (left, gone) in [(says(&["a"]), &["b"][..]), (says(&["b"]), &["a"]), (says(&[]), &["a", "b"])] {
        let changes = compare(from_ref(&both), from_ref(&left));
        let shown: Vec<&str> = changes.iter().map(|change| directive(&change.help)).collect();
        let expected: Vec<String> =
            gone.iter().map(|name| format!("<!-- scopemark: formerly.document = \"{name}\" -->")).collect();
        assert_eq!(shown, expected);
        assert!(changes.iter().all(|change| change.rule.id == "code/name-removed" && change.level == Level::Error));
    }
    // Another document may have the name now, and one with its first name again has it.
    let other = named("docs-tables/a.md", &saying("", &rows("| Chat | Chat.Read | |\n| Mail | Mail.Read | |\n")));
    let changes = compare(from_ref(&both), &[says(&["b"]), other]);
    assert!(each(&changes).all(|change| change.rule.id != "code/name-removed"), "{}", outline(&changes));
}

#[test]
fn a_document_with_its_first_name_again_says_only_the_one_in_between() {
    let table = rows("| Chat | Chat.Read | |\n| Mail | Mail.Read | |\n");
    let second = [named("docs-tables/b.md", &saying(r#"formerly.document = "a""#, &table))];
    let changes = compare(&second, &[named("docs-tables/a.md", &saying("", &table))]);
    assert_eq!(outline(&changes), "error document/renamed");
    assert_eq!(directive(&changes[0].help), "<!-- scopemark: formerly.document = \"b\" -->");
    let back = [named("docs-tables/a.md", &saying(r#"formerly.document = "b""#, &table))];
    assert_eq!(outline(&compare(&second, &back)), "note document/renamed");
}

#[test]
fn a_former_name_of_a_document_is_followed_beside_one_that_cannot_be_true() {
    let table = rows("| Chat | Chat.Read | |\n| Mail | Mail.Read | |\n");
    let plain = |name: &str| named(&format!("docs-tables/{name}.md"), &saying("", &table));
    let said = named("docs-tables/c.md", &saying(r#"formerly.document = "a", formerly.document = "b""#, &table));
    let changes = compare(&[plain("a"), plain("b")], &[plain("a"), said.clone()]);
    assert_eq!(outline(&changes), "error code/formerly-invalid\nnote document/renamed");
    assert_eq!(changes[0].message, "the document c is said to be a formerly, but there still is a document a");
    // It was one document before, and not two.
    let changes = compare(&[plain("a"), plain("b")], from_ref(&said));
    let faults: Vec<&str> = changes
        .iter()
        .filter(|change| change.rule.id == "code/formerly-invalid")
        .map(|change| change.message.as_str())
        .collect();
    assert_eq!(
        faults,
        [
            "the document c is said to be a formerly, but it is said to be b formerly too, and there were both",
            "the document c is said to be b formerly, but it is said to be a formerly too, and there were both",
        ]
    );
    assert!(each(&changes).all(|change| change.rule.id != "document/renamed"), "{}", outline(&changes));
    // What was wrong under the name before is no news under another one.
    let before = named("docs-tables/b.md", &saying(r#"formerly.document = "a""#, &table));
    let changes = compare(&[plain("a"), before], &[plain("a"), said]);
    assert_eq!(outline(&changes), "note document/renamed");
}

#[test]
fn a_document_that_says_what_it_was_called_is_compared_with_that() {
    let old = [named("docs-tables/a.md", &saying("", &rows("| Chat | Chat.Read | |\n")))];
    let text = saying(r#"formerly.document = "a""#, &rows("| Chat | Chat.Read | |\n| Chat | User.Read | |\n"));
    let changes = compare(&old, &[named("docs-tables/b.md", &text)]);
    assert_eq!(changes[0].rule.id, "document/renamed");
    assert_eq!(changes[1].rule.id, "token/required-scope-added", "{}", outline(&changes));
    assert_eq!(changes.len(), 2);
    // The former module is a name.
    let [said, silent] = [&text, &text.replace(r#"formerly.document = "a""#, "serves = \"false\"")]
        .map(|text| named("docs-tables/b.md", text));
    assert_eq!(outline(&compare(&[said], &[silent])), "error code/name-removed");
}

#[test]
fn a_former_name_of_a_document_that_cannot_be_true_is_an_error() {
    let text = |items: &str| saying(items, &rows("| Chat | Chat.Read | |\n"));
    let says = || text(r#"formerly.document = "a""#);
    let [a, b, c] = ["a", "b", "c"].map(|name| format!("docs-tables/{name}.md"));
    let plain = |path: &str| named(path, &text(""));
    let said = |path: &str| named(path, &says());
    for (old, new, fault) in [
        (vec![plain(&a)], vec![plain(&a), said(&b)], "there still is a document a"),
        (vec![plain(&a), plain(&b)], vec![said(&b)], "there were both"),
        (vec![plain(&a)], vec![said(&b), said(&c)], "c is said to be a formerly too"),
    ] {
        let changes = compare(&old, &new);
        let found = each(&changes).find(|change| change.rule.id == "code/formerly-invalid");
        assert!(found.is_some_and(|found| found.message.ends_with(fault)), "{fault}: {}", outline(&changes));
        assert!(each(&changes).all(|change| change.rule.id != "document/renamed"), "{}", outline(&changes));
        assert_eq!(compare(&new, &new), []);
    }
    // What was said before is no news when its baseline is older.
    assert_eq!(compare(&[plain(&b)], &[said(&b)]), []);
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
    let resource = each(&changes).find(|change| change.rule.id == "resource/changed").unwrap();
    assert!(resource.message.ends_with("no longer from https://graph.microsoft.com: Chat.Read, Chat.Send"));
}

fn of_resource(resource: &str, text: &str) -> String {
    format!("<!-- scopemark: resource = \"{resource}\" -->\n\n{text}")
}

#[test]
fn another_cloud_of_graph_is_another_request_and_breaks_no_token() {
    let table = rows("| Chat | Chat.Read | |\n| Chat | openid | |\n");
    let [graph, cloud] = ["https://graph.microsoft.com", "https://graph.microsoft.us"]
        .map(|resource| of_resource(resource, &format!("# T\n\n{table}")));
    let changes = between(&graph, &cloud);
    assert_eq!(outline(&changes), "error resource/changed");
    assert_eq!(
        changes[0].message,
        "requested from https://graph.microsoft.us, no longer from https://graph.microsoft.com: Chat.Read"
    );
    // The printed directive, pasted where the help says, mends it.
    let directive = directive(&changes[0].help);
    assert_eq!(between(&graph, &format!("{directive}\n\n# T\n\n{table}")), []);
    // A `/` at the end is sent.
    let slash = graph.replace(".com\"", ".com/\"");
    assert_eq!(outline(&between(&graph, &slash)), "error resource/changed");
}

/// The directive that a help shows.
fn directive(help: &str) -> &str {
    let start = help.find("<!--").unwrap_or_else(|| panic!("no directive in: {help}"));
    let length = help[start..].find("-->").unwrap() + 3;
    &help[start..start + length]
}

#[test]
fn a_row_that_is_requested_from_another_resource_is_named() {
    let azure = |resource: &str| {
        let first = "<!-- scopemark: resource = \"https://graph.microsoft.com\" -->\n\n| Feature | Permission |\n|---|---|\n| A | User.Read |\n";
        let second = "| Feature | Permission |\n|---|---|\n| B | vaults.read |\n";
        format!("# T\n\n{first}\n{}", of_resource(resource, second).replace("-->\n\n", "-->\n"))
    };
    let changes = between(&azure("https://vault.azure.net"), &azure("https://vault.azure.cn"));
    let found = each(&changes).find(|change| change.rule.id == "resource/changed").unwrap();
    assert_eq!(found.subject.permission, "vaults.read", "{}", outline(&changes));
    assert_eq!(
        found.message,
        "vaults.read is requested from https://vault.azure.cn; it was requested from https://vault.azure.net"
    );
    assert!(found.help.contains(r#"<!-- scopemark: resource = "https://vault.azure.net" -->"#), "{}", found.help);
    assert_eq!(between(&azure("https://vault.azure.net"), &azure("https://vault.azure.net")), []);
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

#[test]
fn what_was_satisfied_by_a_permission_that_exists_is_no_note() {
    let known = catalogue("User.Read\tdelegated\tno\nMail.Read\tdelegated\tno\nMail.ReadWrite\tdelegated\tno\n");
    let after = rows("| A | User.Read | |\n");
    for before in [
        rows("| A | Mails.Read or Mail.Read | |\n"),
        rows("| A | Mails.Read | |\n") + &covers("| Mails.Read | Mail.ReadWrite |\n"),
    ] {
        let changes = compare_with_catalogue(&[read(&before)], &[read(&after)], &known);
        let lost = each(&changes).find(|change| change.rule.id == "token/scope-replaced").unwrap();
        assert_eq!(lost.level, Level::Error, "{}", outline(&changes));
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

#[test]
fn a_column_without_a_meaning_is_one_finding_however_many_rows_it_has() {
    let table = |plans: [&str; 3]| {
        let row = |(at, plan): (usize, &&str)| format!("| F{at} | P{at}.Read | {plan} |\n");
        format!(
            "| Feature | Permission | Plan |\n|---|---|---|\n{}",
            plans.iter().enumerate().map(row).collect::<String>()
        )
    };
    let changes = between(&table(["E3", "E3", "E5"]), &table(["only E3", "E5", "E5, not F1"]));
    assert_eq!(outline(&changes), "warning document/column-changed\nnote document/column-changed");
    assert_eq!(
        changes[0].message,
        "the text of the column Plan changed for P0.Read, P2.Read (`not`, `only` came or went)"
    );
    assert_eq!(changes[1].message, "the column Plan said for P1.Read: E3; it now says: E5");
    // A new column is news of all its rows, and one without text or with another header is none.
    let without = "| Feature | Permission |\n|---|---|\n| F0 | P0.Read |\n| F1 | P1.Read |\n| F2 | P2.Read |\n";
    let added = between(without, &table(["E3", "E5", "E5"]));
    assert_eq!(outline(&added), "note document/column-changed");
    assert_eq!(
        outline(&between(&table(["E3", "Yes", ""]), without)),
        "note document/column-changed\nwarning document/column-changed"
    );
    assert_eq!(between(without, &table(["", " ", ""])), []);
    let renamed = table(["only E3", "E5", ""]).replace("Plan", "Edition");
    assert_eq!(between(&table(["only E3", "E5", ""]), &renamed), []);
}

#[test]
fn the_words_for_yes_and_no_of_a_document_make_a_changed_column_a_warning() {
    let table = |text: &str| {
        format!(
            "<!-- scopemark: yes = \"Ja\", no = \"Nein\" -->\n\n| Permission | Risiko |\n|---|---|\n| Chat.Read | {text} |\n"
        )
    };
    let level = |was: &str, is: &str| between(&table(was), &table(is)).iter().map(|change| change.level).max();
    assert_eq!(level("Ja, hoch", "hoch"), Some(Level::Warning));
    assert_eq!(level("", "nein"), Some(Level::Warning));
    assert_eq!(level("hoch", "sehr hoch"), Some(Level::Note));
    assert_eq!(level("JA, hoch", "ja,  hoch"), Some(Level::Note));
    assert_eq!(level("hoch", "hoch"), None);
}

/// A document with these items in a directive at its top, and this text.
fn saying(items: &str, text: &str) -> String {
    if items.is_empty() { format!("# T\n\n{text}") } else { format!("<!-- scopemark: {items} -->\n\n# T\n\n{text}") }
}

#[test]
fn a_former_name_that_cannot_be_true_is_an_error_for_every_kind_of_name() {
    let guests = "| A | X.Read | For guests |\n| B | Y.Read | Not for personal accounts |\n";
    let roles = |name: &str| {
        format!("| Permission | Type |\n|---|---|\n| {name} | Application |\n| Other.Read.All | Application |\n")
    };
    for (before, items, after, fault) in [
        // The old name is still there: a feature, a scope, an app role, a condition.
        (
            rows("| A | X.Read | |\n"),
            r#"formerly."B" = "A""#,
            rows("| A | X.Read | |\n| B | X.Read | |\n"),
            "the document still has A",
        ),
        (
            rows("| A | X.Read | |\n"),
            r#"formerly."Y.Read" = "X.Read""#,
            rows("| A | X.Read or Y.Read | |\n"),
            "the document still has X.Read",
        ),
        (
            roles("A.Read.All"),
            r#"formerly."B.Read.All" = "A.Read.All""#,
            roles("A.Read.All") + "| B.Read.All | Application |\n",
            "the document still has A.Read.All",
        ),
        (
            rows(guests),
            r#"formerly."Guest" = "PersonalAccount""#,
            rows(guests),
            "the document still has PersonalAccount",
        ),
        // Its constant is.
        (
            rows("| To Do | X.Read | |\n"),
            r#"formerly."B" = "to do""#,
            rows("| To Do | X.Read | |\n| B | X.Read | |\n"),
            "the constant of to do is the one of To Do",
        ),
        // The document had both before.
        (
            rows("| A | X.Read | |\n| B | Y.Read | |\n"),
            r#"formerly."B" = "A""#,
            rows("| B | Y.Read | |\n"),
            "the document had both",
        ),
        (
            rows("| A | X.Read | |\n| A | Y.Read | |\n"),
            r#"formerly."Y.Read" = "X.Read""#,
            rows("| A | Y.Read | |\n"),
            "the document had both",
        ),
        (
            rows(guests),
            r#"formerly."PersonalAccount" = "Guest""#,
            rows("| A | X.Read | |\n| B | Y.Read | Not for personal accounts |\n"),
            "the document had both",
        ),
        // Two names claim it.
        (
            rows("| A | X.Read | |\n"),
            r#"formerly."B" = "A", formerly."C" = "A""#,
            rows("| B | X.Read | |\n| C | X.Read | |\n"),
            "C is said to be A formerly too",
        ),
        // Both have a fixed meaning.
        (
            rows("| A | X.Read | Not for personal accounts |\n"),
            r#"formerly."SharedMailbox" = "PersonalAccount""#,
            rows("| A | X.Read | Not for shared mailboxes |\n"),
            "both are conditions that mean the same in every document",
        ),
    ] {
        let changes = between(&saying("", &before), &saying(items, &after));
        let found: Vec<&str> = each(&changes)
            .filter(|change| change.rule.id == "code/formerly-invalid" && change.level == Level::Error)
            .map(|change| change.message.as_str())
            .collect();
        assert!(
            matches!(&found[..], [message] if message.ends_with(fault)),
            "{items}: {found:?}\n{}",
            outline(&changes)
        );
        // What it would have hidden is told.
        let hidden = each(&changes).any(|change| change.level == Level::Note && change.rule.id.starts_with("code/"));
        assert!(!hidden, "{items}: {}", outline(&changes));
        // It is no news where it was there before.
        assert_eq!(between(&saying(items, &after), &saying(items, &after)), [], "{items}");
    }
}

#[test]
fn a_name_may_have_had_several_names_one_after_the_other() {
    let of = |name: &str| rows(&format!("| {name} | X.Read | For shared mailboxes |\n| Mail | Mail.Read | |\n"));
    let second = saying(r#"formerly."B" = "A""#, &of("B"));
    let third = saying(r#"formerly."C" = "B", formerly."C" = "A""#, &of("C"));
    for before in [saying("", &of("A")), second.clone()] {
        assert_eq!(outline(&between(&before, &third)), "note code/feature-renamed");
    }
    // A former name is a name: without the second item it is gone, and it cannot go to another name.
    let forgets = between(&second, &saying(r#"formerly."C" = "B""#, &of("C")));
    let forgotten = each(&forgets).find(|change| change.rule.id == "code/name-removed").unwrap();
    let pasted = format!("{}\n{}", directive(&forgotten.help), saying(r#"formerly."C" = "B""#, &of("C")));
    assert_eq!(outline(&between(&second, &pasted)), "note code/feature-renamed");
    let other = saying(r#"formerly."Mail" = "A""#, &of("B"));
    let moved = between(&second, &other);
    let found = each(&moved).find(|change| change.rule.id == "code/formerly-invalid").unwrap();
    assert_eq!(found.message, "Mail is said to be A formerly, but A was the former name of B");
}

#[test]
fn what_is_printed_for_a_name_that_changes_again_keeps_all_its_names() {
    let feature = |name: &str| rows(&format!("| {name} | X.Read | |\n| {name} | Y.Read | |\n| Mail | Mail.Read | |\n"));
    let permission = |name: &str| rows(&format!("| A | {name} | |\n| A | User.Read | |\n"));
    let visitors = |name: &str, more: &str| {
        let text = rows("| A | X.Read | |\n| A | Y.Read | For visitors |\n");
        saying(&format!("condition.\"visitors\" = \"{name}\"{more}"), &text)
    };
    for (before, after, printed) in [
        (
            saying(r#"formerly."B" = "A", formerly."B" = "Z""#, &feature("B")),
            saying("", &feature("C")),
            r#"formerly."C" = "B", formerly."C" = "A", formerly."C" = "Z""#,
        ),
        // One that the document says already is not printed, and one that it has again is none.
        (
            saying(r#"formerly."B" = "A", formerly."B" = "Z""#, &feature("B")),
            saying(r#"formerly."C" = "Z""#, &feature("C")),
            r#"formerly."C" = "B", formerly."C" = "A""#,
        ),
        (saying(r#"formerly."B" = "A""#, &feature("B")), saying("", &feature("A")), r#"formerly."A" = "B""#),
        (
            saying(r#"formerly."B" = "A""#, &feature("B")),
            saying("", &(feature("C") + "| A | Mail.Read | |\n")),
            r#"formerly."C" = "B""#,
        ),
        (
            saying(r#"formerly."Chat.Read" = "Chat.ReadOnly""#, &permission("Chat.Read")),
            saying("", &permission("chat.read")),
            r#"formerly."chat.read" = "Chat.Read", formerly."chat.read" = "Chat.ReadOnly""#,
        ),
        (
            visitors("Caller", r#", formerly."Caller" = "Stranger""#),
            visitors("Visitor", ""),
            r#"formerly."Visitor" = "Caller", formerly."Visitor" = "Stranger""#,
        ),
    ] {
        let changes = between(&before, &after);
        let renamed = |change: &&Change| ["code/feature-renamed", "code/name-respelled"].contains(&change.rule.id);
        let renamed = each(&changes).find(renamed).unwrap_or_else(|| panic!("{}", outline(&changes)));
        assert_eq!(directive(&renamed.help), format!("<!-- scopemark: {printed} -->"));
        let pasted = format!("{}\n\n{after}", directive(&renamed.help));
        let changes = between(&before, &pasted);
        assert!(
            each(&changes).all(|change| change.rule.family != Family::Code || change.level == Level::Note),
            "{}",
            outline(&changes)
        );
        assert!(each(&changes).all(|change| change.level < Level::Error), "{}", outline(&changes));
    }
}

#[test]
fn a_former_name_of_a_permission_renames_its_constant_and_changes_no_verdict() {
    let changes = between(
        &saying("", &rows("| A | Mail.ReadBasic | |\n")),
        &saying(r#"formerly."Mail.Read" = "Mail.ReadBasic""#, &rows("| A | Mail.Read | |\n")),
    );
    assert!(each(&changes).any(|change| change.rule.id == "token/scope-replaced"), "{}", outline(&changes));
    let name = each(&changes).find(|change| change.rule.id == "code/name-respelled").unwrap();
    assert_eq!((name.level, name.message.as_str()), (Level::Note, "Mail.ReadBasic is spelled Mail.Read now"));
}

#[test]
fn a_feature_that_leaves_beta_needs_nothing_and_one_that_enters_it_needs_another_name() {
    let [beta, stable] = ["A (beta)", "A"].map(|name| saying("", &rows(&format!("| {name} | X.Read | |\n"))));
    let told = |before: &str, after: &str| -> Change {
        let judgement = judged(&Lock::new("docs-tables", [&named("docs-tables/doc.md", before)]), after);
        let mut items = judgement.verdicts.iter().flat_map(|verdict| &verdict.items);
        items.find(|item| item.change.rule.id == "lock/beta-entered").expect("it changed").change.clone()
    };
    let left = told(&beta, &stable);
    assert_eq!((left.level, &*left.message), (Level::Note, "A is no longer beta"));
    assert_eq!(left.help, "nothing to do: from now on what breaks A is judged as of any other feature");
    let entered = told(&stable, &beta);
    assert_eq!(entered.level, Level::Error);
    assert_eq!(entered.help, "add a new feature that is beta, and keep this one as it is");
}

#[test]
fn a_claim_that_nobody_released_or_accepted_holds_up_no_later_edit() {
    let plain = saying("", &rows("| A | X.Write | |\n| B | X.Read | |\n"));
    let claimed = format!("{plain}{}", covers("| X.Read | X.Write |\n"));
    let rests = claimed.replace("| A | X.Write | |", "| A | X.Read | |");
    let found = |lock: &Lock, text: &str| -> Vec<Change> {
        let judgement = judged(lock, text);
        let items = judgement.verdicts.iter().flat_map(|verdict| &verdict.items);
        items.map(|item| item.change.clone()).filter(|change| change.rule.id == "privilege/cover-added").collect()
    };
    // First the claim, a warning; then the edit that rests on it.
    let first = found(&Lock::new("docs-tables", [&read(&plain)]), &claimed);
    assert_eq!(first.iter().map(|change| change.level).collect::<Vec<_>>(), [Level::Warning]);
    let mut lock = Lock::new("docs-tables", [&read(&claimed)]);
    let second = found(&lock, &rests);
    assert_eq!(second.len(), 1);
    assert_eq!(
        second[0].message,
        "this edit breaks no token only because X.Write satisfies X.Read, which is in no release and which nobody accepted"
    );
    // What does not rest on it is no matter of the claim.
    assert_eq!(found(&lock, &format!("{claimed}\n| Feature | Permission |\n|---|---|\n| C | X.Read |\n")), []);
    // A claim that was accepted, or is in a release, holds.
    let mut accepted = lock.clone();
    accepted.accepted.push(Acceptance {
        fingerprint: first[0].fingerprint(),
        reason: "checked in the reference".to_owned(),
        until: None,
        times: 1,
        settled: true,
    });
    assert_eq!(found(&accepted, &rests), []);
    lock.release("1.0.0");
    assert_eq!(found(&lock, &rests), []);
}

#[test]
fn a_lesser_permission_that_satisfies_one_for_administrators_is_an_error_however_it_is_said() {
    let table = |all: &str, read: &str| {
        let head = "| Feature | Permission | Admin consent |\n|---|---|---|\n";
        format!("# T\n\n{head}| A | {all} | Yes |\n| B | User.Read | {read} |\n")
    };
    let claim = covers("| User.Read.All | User.Read |\n");
    let is_found = |before: &str, after: &str| {
        let changes = between(before, after);
        each(&changes).any(|change| change.rule.id == "privilege/cover-inverted" && change.level == Level::Error)
    };
    let before = table("User.Read.All", "No");
    assert!(is_found(&before, &table("User.Read.All or User.Read", "No")));
    assert!(
        is_found(&before, &(before.clone() + &covers("| User.Read.All | X.All |\n| X.All | User.Read |\n"))),
        "over others"
    );
    // The claim was there, and the consent changed.
    assert!(is_found(&(table("User.Read.All", "Yes") + &claim), &(before.clone() + &claim)));
    // It was so before, or is not known.
    assert!(!is_found(&(before.clone() + &claim), &(before.clone() + &claim + "\nMore.\n")));
    assert!(!is_found(&table("User.Read.All", ""), &(table("User.Read.All", "") + &claim)));
    assert!(!is_found(&table("User.Read.All", "Yes"), &(table("User.Read.All", "Yes") + &claim)));
    // The catalogue knows it.
    let silent = rows("| A | User.Read.All | |\n| B | User.Read | |\n");
    let known = catalogue("User.Read\tdelegated\tno\nUser.Read.All\tdelegated\tyes\n");
    let changes = compare_with_catalogue(&[read(&silent)], &[read(&(silent.clone() + &claim))], &known);
    assert!(each(&changes).any(|change| change.rule.id == "privilege/cover-inverted"), "{}", outline(&changes));
}

#[test]
fn a_consent_is_compared_with_the_one_that_was_last_stated() {
    let of = |consent: &str| {
        read(&format!("# T\n\n| Permission | Admin consent |\n|---|---|\n| User.Read.All | {consent} |\n"))
    };
    let silent = |last: Option<bool>| {
        let last_consents = last.into_iter().map(|last| ("User.Read.All".to_owned(), last)).collect();
        Document { last_consents, ..of("") }
    };
    for (before, after, found) in [
        (of("No"), of("Yes"), "error consent/admin-newly-required"),
        (of("Yes"), of("No"), "note consent/admin-no-longer-required"),
        (of("Yes"), of(""), "warning consent/admin-unknown"),
        (of("No"), of(""), "warning consent/admin-unknown"),
        (of(""), of("Yes"), "warning consent/admin-newly-required"),
        (of(""), of("No"), ""),
        // It was silent for a while.
        (silent(Some(false)), of("Yes"), "error consent/admin-newly-required"),
        (silent(Some(true)), of("Yes"), ""),
        (silent(Some(true)), of("No"), "note consent/admin-no-longer-required"),
        (silent(Some(false)), of("No"), ""),
        (silent(Some(true)), of(""), ""),
    ] {
        assert_eq!(outline(&compare(&[before], &[after])), found);
    }
}

#[test]
fn what_a_new_feature_is_the_first_to_request_is_one_finding_as_bad_as_the_worst() {
    let head = "| Feature | Permission | Type | Admin consent |\n|---|---|---|---|\n";
    let before = format!("{head}| A | User.Read | Delegated | No |\n");
    let user =
        "| B | User.Read | Delegated | No |\n| B | Mail.Read | Delegated | No |\n| B | Chat.Read | Delegated | |\n";
    let changes = between(&before, &format!("{before}{user}"));
    assert_eq!(outline(&changes), "warning privilege/new-in-document");
    assert_eq!(changes[0].message, "B is new, and is the first to request Chat.Read, Mail.Read");
    let admin = format!("{user}| B | User.Read.All | Delegated | Yes |\n| B | Sites.Read.All | Application | |\n");
    let changes = between(&before, &format!("{before}{admin}"));
    assert_eq!(outline(&changes), "error privilege/new-in-document");
    assert_eq!(
        changes[0].message,
        "B is new, and is the first to request User.Read.All, the application permission Sites.Read.All, which an \
         administrator must approve; and Chat.Read, Mail.Read"
    );
    // By the catalogue too.
    let known = catalogue("User.Read\tdelegated\tno\nMail.Read\tdelegated\tyes\nChat.Read\tdelegated\tno\n");
    let changes = compare_with_catalogue(&[read(&before)], &[read(&format!("{before}{user}"))], &known);
    assert!(each(&changes).any(|change| change.rule.id == "privilege/new-in-document" && change.level == Level::Error));
    // Of another kind it is another permission.
    let kind = format!("{before}| A | User.Read | Application | |\n");
    let changes = between(&before, &kind);
    assert!(each(&changes).any(|change| change.rule.id == "privilege/new-in-document" && change.level == Level::Error));
}

#[test]
fn each_permission_that_the_catalogue_does_not_have_is_told() {
    let (before, after) =
        (rows("| A | User.Read | |\n"), rows("| A | User.Read | |\n| B | X.Read | |\n| B | Y.Read | |\n"));
    let changes = compare_with_catalogue(&[read(&before)], &[read(&after)], &catalogue("User.Read\tdelegated\tno\n"));
    let unknown = each(&changes).filter(|change| change.rule.id == "privilege/not-in-catalogue");
    assert_eq!(unknown.map(|change| &*change.subject.permission).collect::<Vec<_>>(), ["X.Read", "Y.Read"]);
}

#[test]
fn a_permission_that_is_requested_more_often_is_told_whichever_row_does_it() {
    let table = |rows: &str| {
        format!(
            "| Feature | Permission | Update | Notes |\n|---|---|---|---|\n| A | X.Read | | |\n| B | Z.Read | | |\n{rows}"
        )
    };
    for (before, after, says) in [
        ("| A | Y.Read | | Used if you like |\n", "| A | Y.Read | | |\n", Some("Y.Read is no longer optional")),
        ("| A | Y.Read | Y | |\n", "| A | Y.Read | | |\n", Some("Y.Read is no longer for update access only")),
        ("| A | Y.Read | | |\n", "| All | Y.Read | | |\n", Some("Y.Read is requested with every feature")),
        // Beside the old row, which stays.
        (
            "| A | Y.Read | | |\n",
            "| A | Y.Read | | |\n| All | Y.Read | | |\n",
            Some("Y.Read is requested with every feature"),
        ),
        (
            "| A | Y.Read | Y | |\n",
            "| A | Y.Read | Y | |\n| A | Y.Read | | |\n",
            Some("Y.Read is no longer for update access only"),
        ),
        ("| All | Y.Read | | |\n", "| A | Y.Read | | |\n", None),
        ("| A | Y.Read | | |\n", "| A | Y.Read | Y | |\n", None),
        ("| A | Y.Read | | |\n", "| A | Y.Read | | |\n| B | Y.Read | | |\n", None),
        ("", "| All | Y.Read | | |\n", None),
    ] {
        let changes = between(&table(before), &table(after));
        let found = each(&changes).find(|change| change.rule.id == "privilege/reach-grew");
        assert_eq!(found.map(|change| &*change.message), says, "{before} {after}: {}", outline(&changes));
    }
}

/// Two tables, the second of another API.
fn of_two(other: &str, names: [&str; 2]) -> String {
    let [first, second] = names.map(|name| format!("| Feature | Permission |\n|---|---|\n| {name} |\n"));
    let directive = |uri: &str| format!("<!-- scopemark: resource = \"{uri}\" -->");
    format!("# T\n\n{}\n{first}\nMore.\n\n{}\n{second}", directive("https://graph.microsoft.com"), directive(other))
}

#[test]
fn the_names_of_resources_are_names() {
    let vault = "https://vault.azure.net";
    let names = ["A | User.Read", "B | secrets.read"];
    let two = of_two(vault, names);
    let one = "# T\n\n".to_owned() + &rows("| A | User.Read | |\n");
    let told = |before: &str, after: &str| -> Vec<String> {
        let changes = between(before, after);
        let code =
            each(&changes).filter(|change| change.rule.id.starts_with("code/") && change.subject.permission.is_empty());
        code.map(|change| format!("{} {}", change.level.as_str(), change.message)).collect()
    };
    let renamed = format!("<!-- scopemark: rename.\"{vault}\" = \"Keys\" -->\n\n{two}");
    assert_eq!(told(&two, &renamed), ["error Resource::VaultAzureNet is Resource::Keys now"]);
    // The help keeps the constant.
    let changes = between(&renamed, &two);
    let kept = format!("{}\n\n{two}", directive(&changes[0].help));
    assert_eq!(between(&renamed, &kept), []);
    let gone = told(&two, &one);
    assert!(gone.iter().any(|message| message.contains("Resource::VaultAzureNet is gone")), "{gone:?}");
    let came = told(&one, &two);
    assert_eq!(came.len(), 1);
    assert!(
        came[0].starts_with("error the document has several resources now (MicrosoftGraph, VaultAzureNet)"),
        "{came:?}"
    );
    assert_eq!(told(&two, &two.replace("secrets.read", "secrets.list")), [""; 0]);
}

#[test]
fn a_name_that_several_resources_have_from_now_on_has_another_constant() {
    let vault = "https://vault.azure.net";
    let before = of_two(vault, ["A | User.Read", "B | user_impersonation"]);
    let third = "\nMore.\n\n<!-- scopemark: resource = \"https://management.azure.com\" -->\n| Feature | Permission |\n|---|---|\n| C | user_impersonation |\n";
    let changes = between(&before, &format!("{before}{third}"));
    let name = each(&changes).find(|change| change.rule.id == "code/name-respelled");
    let message = "user_impersonation is spelled https://vault.azure.net/user_impersonation now";
    assert_eq!(name.map(|change| &*change.message), Some(message), "{}", outline(&changes));
}

#[test]
fn a_former_name_that_becomes_the_name_of_something_else_is_gone() {
    let of = |items: &str, first: &str, more: &str| {
        saying(items, &rows(&format!("| {first} | X.Read | |\n| {first} | Y.Read | |\n{more}")))
    };
    let before = of(r#"formerly."B" = "A""#, "B", "");
    let found = |after: &str| {
        let changes = between(&before, after);
        each(&changes)
            .filter(|change| change.rule.id == "code/name-removed")
            .map(|change| change.before.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(found(&of("", "B", "| A | Z.Read | |\n")), ["B, formerly A"]);
    // It is the name again.
    assert_eq!(found(&of("", "A", "")), [""; 0]);
    // Gone with the name itself, it belongs to the same edit.
    let changes = between(&before, &saying("", &rows("| C | Z.Read | |\n")));
    let of_alias =
        |change: &&Change| each(core::slice::from_ref(change)).any(|change| change.before == "B, formerly A");
    let edit = changes.iter().find(of_alias).unwrap();
    assert_eq!(edit.rule.id, "token/feature-removed", "{}", outline(&changes));
}

#[test]
fn facts_of_an_early_lock_say_nothing_about_columns() {
    let text = "# T\n\n| Feature | Permission | Plan |\n|---|---|---|\n| A | X.Read | only E5 |\n";
    let (new, mut facts) = (read(text), read(text));
    for row in &mut facts.permissions {
        row.position.line = 0;
        row.other.clear();
    }
    assert_eq!(outline(&compare(&[facts.clone()], from_ref(&new))), "warning document/column-changed");
    // It has no groups either.
    for row in &mut facts.permissions {
        row.clauses.clear();
    }
    assert_eq!(compare(&[facts], &[new]), []);
}
