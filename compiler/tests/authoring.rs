//! The guide for authors of documents says what the reader does: every header, word, cell, note and directive that its
//! tables list is tried, and every document that it shows is read.

use scopemark_compiler::model::{Document, Kind, Permission};
use scopemark_compiler::read::{Reading, read_text};
use scopemark_compiler::{Finding, Level, rules};
use scopemark_core::Access;

const GUIDE: &str = include_str!("../../docs/authoring.md");

/// A section of the guide: its heading, its text, and the documents that it shows.
#[derive(Default)]
struct Section {
    heading: &'static str,
    text: Vec<&'static str>,
    documents: Vec<String>,
}

/// The sections of the guide, in order.
fn sections() -> Vec<Section> {
    let mut sections = vec![Section::default()];
    let mut fence = None;
    for line in GUIDE.lines() {
        if line.starts_with("```") {
            fence = if fence.is_none() { Some(line) } else { None };
        }
        if let (None, Some(heading)) = (fence, line.strip_prefix("## ")) {
            sections.push(Section { heading, ..Section::default() });
        }
        let section = sections.last_mut().expect("a section");
        match fence {
            Some(fence) if fence == line => section.documents.push(String::new()),
            Some(_) => {
                let document = section.documents.last_mut().expect("the document");
                document.push_str(line);
                document.push('\n');
            }
            None => section.text.push(line),
        }
    }
    sections
}

/// The rows of the first table under a heading, without its header, each as its cells.
fn table(heading: &str) -> Vec<Vec<&'static str>> {
    let sections = sections();
    let section = sections.iter().find(|section| section.heading == heading);
    let text = section.unwrap_or_else(|| panic!("a section {heading}")).text.iter();
    let lines = text.skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let rows = lines.skip(2).map(|line| line.trim_matches('|').split('|').map(str::trim).collect());
    let rows: Vec<Vec<&str>> = rows.collect();
    assert!(!rows.is_empty(), "a table under {heading}");
    rows
}

/// The items of a list in a cell, without code marks.
fn items(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(", ").map(|item| item.trim_matches('`'))
}

/// What is in code marks in a cell, with those marks in it that two marks enclose.
fn code(cell: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = cell;
    while let Some(at) = rest.find('`') {
        let marks = rest[at..].bytes().take_while(|byte| *byte == b'`').count();
        let (inner, after) = rest[at + marks..].split_once(&"`".repeat(marks)).expect("the end of the code");
        found.push(inner.trim().to_owned());
        rest = after;
    }
    found
}

/// The document, which must be read without an error or a warning.
fn clean(text: &str) -> Document {
    let Reading { document, findings, .. } = read_text("agenda.md", text);
    let wrong: Vec<String> =
        findings.iter().filter(|finding| finding.level() != Level::Note).map(ToString::to_string).collect();
    assert!(wrong.is_empty(), "{text}\n{}", wrong.join("\n"));
    document
}

/// The rows of a document with a table of these headers and cells.
fn rows(columns: &[(&str, &[&str])]) -> Vec<Permission> {
    use std::fmt::Write as _;
    let mut text = String::from("# Agenda\n\n");
    let mut line = |cells: Vec<&str>| writeln!(text, "| {} |", cells.join(" | ")).expect("a string");
    line(columns.iter().map(|(header, _)| *header).collect());
    line(columns.iter().map(|_| "---").collect());
    for row in 0..columns[0].1.len() {
        line(columns.iter().map(|(_, cells)| cells[row]).collect());
    }
    clean(&text).permissions
}

/// Whether a column with this header is the field.
fn is_field(field: &str, header: &str) -> bool {
    let one = |cell: &str| {
        let cells: [(&str, &[&str]); 3] = [("Feature", &["Mail"]), ("Permission", &["`Mail.Read`"]), (header, &[cell])];
        rows(&cells).remove(0)
    };
    match field {
        "scope" => rows(&[(header, &["`Mail.Read`"])])[0].scope == "Mail.Read",
        "kind" => one("Application").kind == Kind::Application,
        "feature" => {
            let text = format!("| Permission | {header} |\n|---|---|\n| `Mail.Read` | Inbox |\n");
            clean(&text).features[0].text == "Inbox"
        }
        "update" => one("Yes").access == Access::Update && one("").access == Access::Base,
        "required" => one(if header == "Optional" { "Yes" } else { "No" }).optional,
        "admin_consent" => one("Yes").admin_consent == Some(true) && one("No").admin_consent == Some(false),
        "resource" => one("https://api.example.com").resource == "https://api.example.com",
        "description" => one("Read mail").description == "Read mail",
        "notes" => one("For shared mailboxes").requires == ["SharedMailbox"],
        "reason" => one("Show mail").reason == "Show mail",
        "satisfied_by" => one("`Mail.ReadWrite`").alternatives == ["Mail.ReadWrite"],
        _ => panic!("no field {field}"),
    }
}

#[test]
fn each_header_of_the_guide_gives_its_field() {
    for row in table("Columns") {
        let field = row[0].trim_matches('`');
        for header in items(row[1]) {
            assert!(is_field(field, header), "{header} is not {field}");
        }
    }
}

#[test]
fn each_word_that_does_not_count_in_a_header_does_not() {
    let text = sections().iter().find(|section| section.heading == "Columns").expect("a section").text.join(" ");
    let words = text.split_once("these words: ").expect("the words").1.split_once('.').expect("their end").0;
    assert!(words.contains("OAuth"), "{words}");
    for word in words.split(", ") {
        assert!(is_field("reason", &format!("{word} reasons")), "{word}");
    }
}

#[test]
fn each_set_of_permission_columns_means_what_the_guide_says() {
    let expected: [&[&str]; 8] = [
        &["agenda: Mail.Read", "agenda: Mail.Send, application"],
        &["agenda: Mail.Read", "agenda: Mail.Send, update"],
        &["agenda: Mail.Read", "agenda: Mail.Send, update"],
        &["agenda: Mail.Read", "agenda: Mail.Send, optional"],
        &["agenda: Mail.Read, or Mail.Send"],
        &["agenda: Mail.Read", "agenda: Mail.Send"],
        &["agenda: Mail.Read, or Mail.Send"],
        &["agenda: Mail.Read, or Mail.Send"],
    ];
    let table = table("Several columns of permissions");
    assert_eq!(table.len(), expected.len());
    for (row, expected) in table.iter().zip(expected) {
        let headers: Vec<&str> = items(row[0]).collect();
        let text = match headers.as_slice() {
            [one] => format!("| {one} |\n|---|\n| `Mail.Read`, `Mail.Send` |\n"),
            [first, second] if row[1].contains("fills only one") => {
                format!("| {first} | {second} |\n|---|---|\n| `Mail.Read` | |\n| | `Mail.Send` |\n")
            }
            [first, second] => format!("| {first} | {second} |\n|---|---|\n| `Mail.Read` | `Mail.Send` |\n"),
            other => panic!("{other:?}"),
        };
        assert_eq!(lines(&clean(&text)), expected, "{}", row[0]);
    }
}

/// The known words that the reader names when it meets an unknown one in a directive.
fn known(directive: &str) -> Vec<String> {
    let findings =
        read_text("agenda.md", &format!("<!-- scopemark: {directive} -->\n\n| Scope |\n|---|\n| a.b |\n")).findings;
    let is_about = |finding: &&Finding| [&rules::DIRECTIVE_KEY, &rules::DIRECTIVE_VALUE].contains(&finding.rule);
    let finding = findings.iter().find(is_about).expect("a finding about the word");
    code(finding.help.split_once("known words are ").expect("the known words").1)
}

#[test]
fn the_guide_has_every_field_and_directive_that_the_reader_knows() {
    let fields: Vec<&str> = table("Columns").iter().map(|row| row[0].trim_matches('`')).collect();
    assert_eq!(known("column.xyzzy = \"Name\""), fields);
    let listed: Vec<String> = table("Directives").iter().map(|row| key(&code(row[0])[0]).to_owned()).collect();
    for key in known("xyzzy") {
        assert!(listed.contains(&key), "{key} is missing");
    }
}

/// The key of a directive's item.
fn key(item: &str) -> &str {
    item.split(['.', ' ']).next().unwrap_or_default()
}

#[test]
fn each_word_of_the_guide_has_its_meaning() {
    let scopes: &[&str] = &["`Mail.Read`", "`Mail.Send`"];
    for row in table("Words in cells") {
        for word in items(row[1]) {
            let kinds = || {
                let kind = |row: &Permission| row.kind;
                rows(&[("Permission", &["`Mail.Read`"]), ("Type", &[word])]).iter().map(kind).collect::<Vec<_>>()
            };
            let update = || rows(&[("Permission", scopes), ("Update", &[word, "Yes"])])[0].access;
            let is_right = match row[0] {
                "yes" => update() == Access::Update,
                "no" => update() == Access::Base,
                "delegated" => kinds() == [Kind::Delegated],
                "application" => kinds() == [Kind::Application],
                "both kinds" => kinds() == [Kind::Delegated, Kind::Application],
                "no permission" => {
                    rows(&[("Feature", &["Mail", "Chat"]), ("Permission", &["`Mail.Read`", word])]).len() == 1
                }
                other => panic!("no meaning {other}"),
            };
            assert!(is_right, "{word} is not {}", row[0]);
        }
    }
}

#[test]
fn each_cell_of_permissions_requests_what_the_guide_says() {
    for row in table("Permissions in a cell") {
        let read = rows(&[("Permission", &[code(row[0])[0].as_str()])]);
        let requested: Vec<&str> = read.iter().map(|row| row.scope.as_str()).collect();
        assert_eq!(requested, code(row[1]), "{}", row[0]);
        for permission in &read {
            assert_eq!(permission.alternatives, code(row[2]), "{}", row[0]);
            let together = row[2].ends_with("if both are granted");
            assert_eq!(permission.clauses.len(), if together { 2 } else { 1 }, "{}", row[0]);
        }
    }
}

#[test]
fn each_feature_that_means_every_feature_is_one() {
    for row in table("Features") {
        for word in items(row[0]) {
            let read = rows(&[("Feature", &["Mail", word]), ("Permission", &["`Mail.Read`", "`User.Read`"])]);
            assert_eq!((read[0].feature, read[1].feature), (Some(0), None), "{word}");
        }
    }
}

#[test]
fn each_note_of_the_guide_is_read_as_it_says() {
    for row in table("Notes") {
        // Its words in code marks are shown with these marks.
        let note = row[0].replace("`` ", "").replace(" ``", "");
        let read = rows(&[("Permission", &["`Mail.Read`"]), ("Notes", &[note.as_str()])]).remove(0);
        let mut conditions = code(row[1]);
        conditions.sort();
        let excluded = row[1].starts_with("not if");
        assert!(excluded || row[1].starts_with("only if"), "{}", row[1]);
        let (said, other) = if excluded { (read.excludes, read.requires) } else { (read.requires, read.excludes) };
        assert_eq!((said, other), (conditions, Vec::new()), "{note}");
    }
}

#[test]
fn each_directive_of_the_guide_is_one_and_governs_what_it_says() {
    let wrong = [&rules::DIRECTIVE_KEY, &rules::DIRECTIVE_VALUE, &rules::DIRECTIVE_SYNTAX];
    let document = "| Name | Type | Permission | Notes |\n|---|---|---|---|\n| a | Delegated | `Mail.Read` | x |\n";
    for row in table("Directives") {
        let item = &code(row[0])[0];
        let comment = format!("<!-- scopemark: {item} -->\n");
        let above_the_table = format!("# Mail\n\n{comment}\n{document}");
        let in_the_text = format!("# Mail\n\n{document}\n{comment}\nText.\n");
        for text in [&above_the_table, &in_the_text] {
            let findings = read_text("agenda.md", text).findings;
            let found = findings.iter().find(|finding| wrong.contains(&finding.rule));
            assert!(found.is_none(), "{}", found.expect("a finding"));
        }
        let findings = read_text("agenda.md", &in_the_text).findings;
        let misplaced = findings.iter().any(|finding| finding.rule.id == rules::DIRECTIVE_PLACE.id);
        assert_eq!(misplaced, row[1] == "table or document", "{item} governs {}", row[1]);
    }
}

/// The rows of a document, each as one line.
fn lines(document: &Document) -> Vec<String> {
    document.permissions.iter().map(|row| line(document, row)).collect()
}

/// A row as one line: the feature, the permission, and what is special about it.
fn line(document: &Document, row: &Permission) -> String {
    let feature = row.feature.map_or("every feature", |index| &document.features[index].text);
    let mut line = format!("{feature}: {}", row.scope);
    for (is, word) in [
        (row.kind == Kind::Application, "application"),
        (row.access == Access::Update, "update"),
        (row.optional, "optional"),
    ] {
        if is {
            line = format!("{line}, {word}");
        }
    }
    for (word, names) in [("for", &row.requires), ("not for", &row.excludes), ("or", &row.alternatives)] {
        if !names.is_empty() {
            line = format!("{line}, {word} {}", names.join(" "));
        }
    }
    line
}

#[test]
fn each_document_of_the_guide_is_read_as_it_says() {
    let expected: [(&str, &[&str]); 8] = [
        (
            "A document",
            &[
                "Calendar: Calendars.Read",
                "Calendar: Calendars.ReadWrite, update, not for SharedMailbox",
                "Mail: Mail.Send, optional",
            ],
        ),
        ("Several columns of permissions", &["Usage: Reports.Read.All, or Reports.ReadWrite.All Directory.Read.All"]),
        ("Delegated or application?", &["Users: User.Read", "Users: User.Read.All, application"]),
        ("Resources", &["agenda: User.Read", "agenda: Dashboard.Read.All"]),
        (
            "Optional permissions",
            &[
                "agenda: User.Read",
                "agenda: Presence.Read, optional",
                "agenda: Presence.Read.All, optional",
                "agenda: Calendars.Read, optional",
                "agenda: MailboxSettings.Read",
            ],
        ),
        ("Covers", &["Mail: Mail.Read", "Tasks: Tasks.Read"]),
        ("Covers", &["Members: GroupMember.Read.All, or Group.Read.All"]),
        ("Directives", &["Smart Buildings: Place.Read.All, application"]),
    ];
    let mut expected = expected.into_iter();
    for section in sections() {
        for text in &section.documents {
            let read = lines(&clean(text));
            let read: Vec<&str> = read.iter().map(String::as_str).collect();
            assert_eq!(Some((section.heading, read.as_slice())), expected.next());
        }
    }
    assert_eq!(expected.next(), None);
}

#[test]
fn a_mistake_in_the_guide_would_be_found() {
    assert!(std::panic::catch_unwind(|| is_field("reason", "Shade")).is_ok_and(|is| !is));
    assert!(std::panic::catch_unwind(|| rows(&[("Permission", &["`Mail.Read`"]), ("Type", &["Bot"])])).is_err());
}
