//! The catalogue of what a provider has: its file, and what documents are told beside it.

use scopemark_compiler::catalogue::{Catalogue, Group, parse};
use scopemark_compiler::model::Kind;
use scopemark_compiler::read::{Reading, read_text_against};
use scopemark_compiler::{Finding, Level, rules};

const GRAPH: &str = "https://graph.microsoft.com";

fn catalogue(text: &str) -> Catalogue {
    parse("permissions.catalogue.tsv", text.as_bytes().to_vec()).expect("a catalogue")
}

/// A catalogue of Microsoft Graph with these lines: name, kind, consent, whether it is enabled.
fn graph(lines: &[[&str; 4]]) -> Catalogue {
    let lines: Vec<String> = lines.iter().map(|line| line.join("\t")).collect();
    catalogue(&format!("name\tkind\tadmin_consent\tenabled\n{}\n", lines.join("\n")))
}

fn read(catalogue: &Catalogue, document: &str) -> Reading {
    read_text_against(Some(catalogue), "docs-tables/app.md", document)
}

/// What the catalogue finds: level, rule, line.
fn found(catalogue: &Catalogue, document: &str) -> Vec<String> {
    let findings = read(catalogue, document).findings;
    let judged = findings.iter().filter(|finding| finding.rule.id.starts_with("catalogue/"));
    judged.map(|it| format!("{} {} {}", it.level().as_str(), it.rule.id, it.position.line)).collect()
}

fn help(catalogue: &Catalogue, document: &str) -> String {
    let findings = read(catalogue, document).findings;
    findings.into_iter().find(|finding| finding.rule.id.starts_with("catalogue/")).expect("a finding").help
}

fn wrong(bytes: &[u8]) -> Vec<Finding> {
    parse("permissions.catalogue.tsv", bytes.to_vec()).expect_err("no catalogue")
}

fn table(cells: &[&str]) -> String {
    let rows: Vec<String> = cells.iter().map(|cell| format!("| {cell} |\n")).collect();
    format!("| Permission |\n|---|\n{}", rows.concat())
}

#[test]
fn the_columns_may_be_in_any_order_and_only_name_and_kind_must_be_there() {
    let known = catalogue("\u{feff}kind\tdescription\tname\r\n# a comment\r\ndelegated\tRead mail\tMail.Read\r\n\r\n");
    let entry = known.entries().next().expect("an entry");
    assert_eq!((entry.name, entry.group, entry.resource), ("Mail.Read", Group::Delegated, GRAPH));
    assert_eq!((entry.description, entry.id, entry.admin_consent, entry.enabled), ("Read mail", "", None, None));
    assert!(known.has(GRAPH, Kind::Delegated, "Mail.Read") && !known.has(GRAPH, Kind::Application, "Mail.Read"));
    assert!(known.has("https://graph.microsoft.us", Kind::Delegated, "Mail.Read"), "another cloud is the same");
    assert!(!known.has(GRAPH, Kind::Delegated, "mail.read"));
    assert!(known.has("api://other", Kind::Delegated, "Anything"), "it says nothing about what it does not list");
}

#[test]
fn entries_are_sorted_whatever_the_order_of_the_file() {
    let known = catalogue(
        "name\tkind\tresource\nb\tdelegated\tapi://x\nB\tapplication\t\na\tdelegated\t-\nb\tapplication\tapi://x\n",
    );
    let order: Vec<_> = known.entries().map(|entry| (entry.resource, entry.name, entry.group.as_str())).collect();
    assert_eq!(
        order,
        [
            ("", "a", "delegated"),
            ("api://x", "b", "application"),
            ("api://x", "b", "delegated"),
            (GRAPH, "B", "application"),
        ]
    );
}

#[test]
fn a_file_that_is_no_catalogue_is_an_error_at_its_line_and_column() {
    for (text, line, column, says) in [
        ("", 1, 1, "is empty"),
        ("# only a comment\n", 1, 1, "is empty"),
        ("Mail.Read\nMail.Send\n", 1, 1, "`Mail.Read` is no column"),
        ("name\tKind\n", 1, 6, "`Kind` is no column"),
        ("name\tkind\tname\n", 1, 11, "`name` is there twice"),
        ("name\tid\n", 1, 1, "the column `kind` is missing"),
        ("name\tkind\nMail.Read delegated\n", 2, 1, "has 1 fields, and there are 2 columns"),
        ("name\tkind\n\n\ta\tdelegated\n", 3, 1, "has 3 fields, and there are 2 columns"),
        ("name\tkind\n\tdelegated\n", 2, 1, "`` is not the name of a permission"),
        ("name\tkind\nMail.Read\tuser\n", 2, 11, "`user` is not a kind"),
        ("name\tkind\tenabled\nMail.Read\tdelegated\ttrue\n", 2, 21, "`true` is not an answer"),
        ("kind\tname\tadmin_consent\ndelegated\té.x\tja\n", 2, 15, "`ja` is not an answer"),
    ] {
        let findings = wrong(text.as_bytes());
        let [finding] = findings.as_slice() else { panic!("{text:?}: {findings:#?}") };
        let place = (finding.position.line, finding.position.column);
        assert_eq!((finding.rule.id, place), ("catalogue/broken", (line, column)), "{text:?}");
        assert!(finding.message.contains(says), "{text:?}: {}", finding.message);
    }
    assert!(wrong(b"name\tkind\n\xff\tdelegated\n")[0].message.contains("line 2"));
}

#[test]
fn two_lines_that_disagree_are_an_error_and_two_that_say_the_same_are_one() {
    let head = "name\tkind\tadmin_consent\n";
    let findings =
        wrong(format!("{head}Mail.Read\tdelegated\tno\nA.B\tdelegated\tno\nMail.Read\tdelegated\tyes\n").as_bytes());
    assert_eq!((findings.len(), findings[0].position.line), (1, 4));
    assert!(findings[0].message.contains("line 2 disagree about `Mail.Read`"), "{}", findings[0].message);
    let same = catalogue(&format!("{head}Mail.Read\tdelegated\tno\nMail.Read\tdelegated\tno\n"));
    assert_eq!(same.entries().len(), 1);
    // Microsoft lists personal accounts apart, and they need not agree.
    let both = catalogue(&format!("{head}Mail.Read\tdelegatedpersonal\tno\nMail.Read\tdelegated\tyes\n"));
    assert_eq!(both.admin_consent(GRAPH, Kind::Delegated, "Mail.Read"), Some(true));
}

#[test]
fn every_broken_line_is_listed_up_to_the_limit() {
    let lines: Vec<String> = (0..3_000).map(|n| format!("A{n}.Read\tnobody\n")).collect();
    let lines = lines.concat();
    let findings = wrong(format!("name\tkind\n{lines}").as_bytes());
    assert!(findings.len() <= 1_001 && findings.iter().map(|finding| finding.unlisted).sum::<usize>() >= 1_999);
}

#[test]
fn a_permission_that_does_not_exist_is_an_error_with_the_nearest_names() {
    let known = graph(&[
        ["Calendars.Read.Shared", "delegated", "no", "yes"],
        ["Calendars.ReadBasic", "delegated", "no", "yes"],
        ["Contacts.ReadBasic.Shared", "delegated", "no", "yes"],
    ]);
    let document = table(&["Calendars.ReadBasic", "Calendars.ReadBasic.Shared"]);
    assert_eq!(found(&known, &document), ["error catalogue/no-such-permission 4"]);
    let help = help(&known, &document);
    assert!(help.contains("`Calendars.Read.Shared`") && help.contains("`Calendars.ReadBasic`"), "{help}");
    assert!(!help.contains("Contacts"), "{help}");
    for right in ["Calendars.Read.Shared", "Calendars.ReadBasic"] {
        assert_eq!(found(&known, &table(&[right])), [""; 0]);
    }
}

#[test]
fn the_nearest_names_may_begin_with_a_slip() {
    let known = graph(&[["User.Read", "delegated", "no", "yes"], ["Team.Read", "delegated", "no", "yes"]]);
    let help = help(&known, &table(&["Users.Read"]));
    assert!(help.starts_with("write `User.Read`, or remove it"), "{help}");
}

#[test]
fn a_row_that_something_else_satisfies_gives_a_warning() {
    let known = graph(&[["Mail.Read", "delegated", "no", "yes"], ["Mail.ReadWrite", "delegated", "no", "yes"]]);
    let warning = "warning catalogue/no-such-alternative 3";
    assert_eq!(found(&known, &table(&["Mail.Read or Mail.ReadAll"])), [warning]);
    assert_eq!(found(&known, &table(&["Mail.ReadAll or Mail.Read"])), [warning]);
    // Of two groups, each must be satisfied.
    assert_eq!(found(&known, &table(&["Mail.ReadAll and Mail.Read"])), ["error catalogue/no-such-permission 3"]);
    let covered = format!(
        "{}\n| Permission | Satisfied by |\n|---|---|\n| Mail.ReadAll | Mail.ReadWrite |\n",
        table(&["Mail.ReadAll"])
    );
    assert_eq!(found(&known, &covered), [warning]);
}

#[test]
fn a_permission_of_the_other_kind_or_disabled_can_never_be_granted() {
    let known = graph(&[
        ["Mail.ReadBasic.All", "application", "yes", "yes"],
        ["Team.Read", "delegated", "no", "no"],
        ["Team.ReadBasic.All", "delegated", "no", "-"],
        ["Chat.Read.Chat", "rsc-application", "yes", "-"],
        ["Mail.Read", "delegatedpersonal", "no", "-"],
    ]);
    let rows = "| Permission | Type |\n|---|---|\n| Mail.ReadBasic.All | Delegated |\n| Team.Read | Delegated |\n\
                | Team.ReadBasic.All | Delegated |\n| Chat.Read.Chat | Application |\n| Mail.Read | Delegated |\n";
    assert_eq!(found(&known, rows), ["error catalogue/other-kind 3", "error catalogue/disabled 4"]);
    let mended = rows.replace("All | Delegated |\n| Team.Read |", "All | Application |\n| Team.Read |");
    assert_eq!(found(&known, &mended), ["error catalogue/disabled 4"]);
}

#[test]
fn other_letters_are_a_warning_for_microsoft_graph_and_another_name_elsewhere() {
    let known = graph(&[["profile", "delegated", "no", "yes"], ["Mail.Read", "delegated", "no", "yes"]]);
    let document = table(&["Mail.Read", "Profile"]);
    assert_eq!(found(&known, &document), ["warning catalogue/other-case 4"]);
    let directive = help(&known, &document).lines().nth(1).expect("a directive").trim().to_owned();
    assert_eq!(directive, "<!-- scopemark: formerly.\"profile\" = \"Profile\" -->");
    let mended = read(&known, &format!("{directive}\n\n{}", document.replace("Profile", "profile")));
    assert!(mended.findings.iter().all(|finding| finding.level() == Level::Note), "{:#?}", mended.findings);

    let slack = catalogue("name\tkind\tresource\nchat:write\tdelegated\t-\nusers:read\tdelegated\t-\n");
    assert_eq!(found(&slack, &table(&["chat:write", "Users:read"])), ["error catalogue/no-such-permission 4"]);
}

#[test]
fn consent_is_compared_both_ways_and_only_where_both_say_something() {
    let known = graph(&[
        ["User.Read.All", "delegated", "yes", "yes"],
        ["Mail.Read", "delegated", "no", "yes"],
        ["Chat.Read", "delegated", "-", "yes"],
    ]);
    let row =
        |name: &str, consent: &str| format!("| Permission | Admin consent |\n|---|---|\n| {name} | {consent} |\n");
    for (name, consent, warns) in [
        ("User.Read.All", "No", true),
        ("User.Read.All", "Yes", false),
        ("User.Read.All", "", false),
        ("Mail.Read", "Yes", true),
        ("Mail.Read", "No", false),
        ("Chat.Read", "Yes", false),
    ] {
        let expected: &[&str] = if warns { &["warning catalogue/consent 3"] } else { &[] };
        assert_eq!(found(&known, &row(name, consent)), expected, "{name} {consent}");
    }
}

#[test]
fn what_the_catalogue_does_not_list_is_not_judged_and_a_note_says_so() {
    let known = graph(&[["Mail.Read", "delegated", "no", "yes"]]);
    let other = format!("<!-- scopemark: resource = \"api://maps\" -->\n\n{}", table(&["Map.Read"]));
    assert_eq!(found(&known, &other), ["note catalogue/not-listed 5"]);
    let slack = table(&["chat:write", "users:read", "openid"]);
    assert_eq!(found(&known, &slack), ["note catalogue/not-listed 3"]);
    // Two providers without resources are told apart by their names.
    let google =
        catalogue("name\tkind\tresource\nhttps://www.googleapis.com/auth/drive\tdelegated\t-\nopenid\tdelegated\t-\n");
    assert_eq!(found(&google, &slack), ["note catalogue/not-listed 3"]);
    // What OpenID Connect defines need not be listed.
    assert_eq!(found(&known, &table(&["Mail.Read", "openid", "offline_access"])), [""; 0]);
}

#[test]
fn what_only_covers_name_is_judged_by_the_catalogue_of_its_api() {
    let known = catalogue(
        "name\tkind\tresource\nMail.Read\tdelegated\t\nrooms.read\tdelegated\tapi://rooms\nrooms.write\tdelegated\tapi://rooms\n\
         rooms.all\tdelegated\tapi://rooms\n",
    );
    let rows = "| Feature | API | Permission |\n|---|---|---|\n| A | Microsoft Graph | Mail.Read |\n| B | api://rooms | rooms.read |\n";
    // The chain from its far end: which API that is, only the last pair tells.
    let covers = |far: &str| {
        format!(
            "{rows}\n<!-- scopemark: resource = \"api://rooms\" -->\n\n| Permission | Satisfied by |\n|---|---|\n\
             | rooms.write | {far} |\n| rooms.read | rooms.write |\n"
        )
    };
    assert_eq!(found(&known, &covers("rooms.all")), [""; 0]);
    assert_eq!(found(&known, &covers("rooms.every")), ["warning catalogue/no-such-alternative 10"]);
}

#[test]
fn names_with_their_resource_and_of_several_resources_are_found() {
    let known = catalogue(
        "name\tkind\tresource\nMail.Read\tdelegated\t\nDataset.Read.All\tdelegated\thttps://analysis.windows.net/powerbi/api\n",
    );
    let document = "<!-- scopemark: resource.\"Power BI Service\" = \"https://analysis.windows.net/powerbi/api\" -->\n\n\
                    # Permissions\n\n| API | Permission |\n|---|---|\n| Microsoft Graph | Mail.Read |\n\
                    | Power BI Service | Dataset.Read.All |\n| Power BI Service | Mail.Read.All |\n";
    assert_eq!(found(&known, document), ["error catalogue/no-such-permission 9"]);
    assert_eq!(found(&known, &table(&["https://graph.microsoft.com/Mail.Read"])), [""; 0]);
}

#[test]
fn a_mention_of_what_the_provider_has_is_a_note_whatever_its_shape() {
    let known = catalogue("name\tkind\tresource\nrepo\tdelegated\t-\nread:org\tdelegated\t-\n");
    let text = format!("{}\nWe may need `repo` later, and `git` too.\n", table(&["`read:org`"]));
    let mentions: Vec<u32> = read(&known, &text)
        .findings
        .iter()
        .filter(|finding| finding.rule.id == "read/mention")
        .map(|finding| finding.position.column)
        .collect();
    assert_eq!(mentions, [14]);
}

#[test]
fn the_model_has_what_the_catalogue_knows_and_the_document_does_not_say() {
    let known = catalogue(
        "name\tkind\tadmin_consent\tdescription\nMail.Read\tdelegated\tno\tRead mail\nMail.Send\tdelegated\tno\tSend mail\n",
    );
    let document =
        "| Permission | Description | Admin consent |\n|---|---|---|\n| Mail.Read | Reads | No |\n| Mail.Send | | |\n";
    let [note] = &read(&known, document).document.catalogue[..] else { panic!("one note") };
    assert_eq!(
        (note.name.as_str(), note.admin_consent, note.description.as_str()),
        ("Mail.Send", Some(false), "Send mail")
    );
}

#[test]
fn a_document_that_is_wrong_throughout_costs_no_more_than_its_bytes() {
    let lines: Vec<String> = (0..5_000).map(|n| format!("Area{n}.Read\tdelegated\n")).collect();
    let lines = lines.concat();
    let known = catalogue(&format!("name\tkind\n{lines}"));
    let rows: Vec<String> = (0..2_000).map(|n| format!("Area{n}.Raed")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    assert!(read(&known, &table(&rows)).findings.len() <= 1_003);
}

#[test]
fn the_guide_lists_every_rule_of_the_catalogue_with_its_level() {
    let guide = include_str!("../../docs/catalogue.md");
    for rule in rules::ALL.iter().filter(|rule| rule.id.starts_with("catalogue/") && **rule != &rules::CATALOGUE_BROKEN)
    {
        let row = format!("| `{}` | {} |", rule.id, rule.level.as_str());
        assert!(guide.contains(&row), "{row}");
    }
    for group in Group::ALL {
        assert!(guide.contains(&format!("`{}`", group.as_str())), "{}", group.as_str());
    }
}
