//! The oracle against the tables of the specification of asking and the sentences of that of the gate.

use std::collections::BTreeSet;

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::{Access, Document, Kind};
use scopemark_compiler::read::read_text;

use super::facts::{Bits, Facts, Universe, bit};
use super::needs::{Case, KINDS};
use super::pair::Pair;
use super::verdict::{Verdict, formula, satisfied, verdict};

/// Reads a document that has no error.
fn document(text: &str) -> Document {
    let reading = read_text("docs-tables/doc.md", text);
    let error = reading.findings.iter().find(|finding| finding.level() == Level::Error);
    assert!(error.is_none(), "{}\n{text}", error.unwrap());
    reading.document
}

/// A document of Microsoft Graph: directives and rows of feature, permission, kind (delegated where empty), update, required,
/// notes; and pairs of a permission and what satisfies it.
fn graph(directives: &str, rows: &[&str], pairs: &[[&str; 2]]) -> Document {
    let mut text = format!("<!-- scopemark: resource = \"https://graph.microsoft.com\"{directives} -->\n\n# P\n\n");
    text += "| Feature | Permission | Type | Update | Required | Notes |\n|---|---|---|---|---|---|\n";
    for row in rows {
        let mut cells: Vec<&str> = row.split('|').map(str::trim).collect();
        cells.resize(6, "");
        for (at, default) in [(2, "Delegated"), (3, "N"), (4, "Yes")] {
            if cells[at].is_empty() {
                cells[at] = default;
            }
        }
        text += "| ";
        text += &cells.join(" | ");
        text += " |\n";
    }
    if !pairs.is_empty() {
        text += "\n## C\n\n| Permission | Satisfied by |\n|---|---|\n";
        text.extend(pairs.iter().map(|[weaker, stronger]| format!("| `{weaker}` | `{stronger}` |\n")));
    }
    document(&text)
}

fn of(old: &Document, new: &Document) -> (Pair, Verdict) {
    let pair = Pair::new(old, new, Universe::default());
    let verdict = verdict(&pair);
    (pair, verdict)
}

/// The old features that lose something.
fn losing(old: &Document, new: &Document) -> Vec<String> {
    let (pair, verdict) = of(old, new);
    verdict.losses.keys().map(|&feature| pair.old.features[feature].clone()).collect()
}

/// Whether the edit of the rows hurts `F`.
fn breaks(old: &[&str], new: &[&str]) -> bool {
    breaks_with("", old, "", new)
}

fn breaks_with(before: &str, old: &[&str], after: &str, new: &[&str]) -> bool {
    losing(&graph(before, old, &[]), &graph(after, new, &[])).contains(&"F".to_owned())
}

struct One {
    facts: Facts,
    universe: Universe,
}

fn one(document: &Document) -> One {
    let mut universe = Universe::default();
    let facts = Facts::new(document, &mut universe);
    One { facts, universe }
}

impl One {
    fn bits(&self, texts: &str) -> Bits {
        let of = |text: &str| {
            let mut its = self.facts.texts.iter().filter(|(name, _)| name.kind == Kind::Delegated && name.text == text);
            its.next().unwrap_or_else(|| panic!("no {text}")).1
        };
        texts.split_whitespace().fold(0, |all, text| all | of(text))
    }

    fn case(&self, conditions: &[&str], options: &str) -> Case {
        let place = |condition: &&str| self.facts.conditions.iter().position(|known| known == condition).unwrap();
        let conditions = conditions.iter().map(place).fold(0, |all, at| all | bit(at));
        Case { kinds: KINDS[0], conditions, options: self.bits(options) }
    }

    fn feature(&self, text: &str) -> usize {
        self.facts.features.iter().position(|feature| feature == text).unwrap()
    }

    fn access(&self, feature: &str, case: &Case, held: &str) -> Access {
        let gives =
            |access| satisfied(&formula(&self.facts.need(self.feature(feature), access, case)), self.bits(held));
        match () {
            () if gives(Access::Update) => Access::Update,
            () if gives(Access::Base) => Access::Base,
            () => Access::Missing,
        }
    }

    fn asked(&self, feature: &str, access: Access, case: &Case) -> Option<BTreeSet<String>> {
        let names = self.facts.asked(self.feature(feature), access, case)?;
        let texts = self.universe.texts(names);
        Some(texts.into_iter().map(|text| text.replace(" (delegated)", "")).collect())
    }
}

fn o365() -> One {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs-tables/o365.md");
    one(&document(&std::fs::read_to_string(path).expect("the document is there")))
}

#[test]
fn the_example_that_must_come_out() {
    let o365 = o365();
    let granted = "Calendars.Read Chat.Read MailboxSettings.ReadWrite User.Read";
    for (feature, access) in [
        ("Calendar", Access::Base),
        ("Chat", Access::Base),
        ("AutoReply", Access::Base),
        ("Email", Access::Missing),
        ("Status", Access::Missing),
        ("ToDo", Access::Missing),
        ("Group Calendar", Access::Missing),
    ] {
        assert_eq!(o365.access(feature, &o365.case(&[], ""), granted), access, "{feature}");
    }
}

#[test]
fn what_is_asked_of_the_example() {
    let o365 = o365();
    let (base, update) = (Access::Base, Access::Update);
    for (feature, access, conditions, options, expected) in [
        ("Calendar", base, &[][..], "", Some("Calendars.Read User.Read offline_access")),
        ("Calendar", update, &[], "", Some("Calendars.Read Calendars.ReadWrite User.Read offline_access")),
        ("Calendar", base, &["BasicCalendar"], "", Some("Calendars.ReadBasic User.Read offline_access")),
        (
            "Calendar",
            update,
            &["SharedMailbox"],
            "",
            Some("Calendars.Read.Shared Calendars.ReadWrite.Shared User.Read offline_access"),
        ),
        ("Status", base, &["PersonalAccount"], "", None),
        ("Status", base, &[], "Presence.Read.All", Some("Presence.Read Presence.Read.All")),
    ] {
        let asked = o365.asked(feature, access, &o365.case(conditions, options));
        let expected = expected.map(|names| names.split(' ').map(str::to_lowercase).collect());
        assert_eq!(asked, expected, "{feature} {access:?} {conditions:?} {options}");
    }
}

#[test]
fn an_option_never_replaces_what_is_needed() {
    let mail = one(&graph(
        "",
        &["F | `User.Read`", "F | `Mail.Read`", "F | `Mail.Read.Shared` | | | No | For shared mailboxes"],
        &[["Mail.Read", "Mail.Read.Shared"]],
    ));
    let case = mail.case(&["SharedMailbox"], "Mail.Read.Shared");
    assert_eq!(mail.access("F", &case, "User.Read"), Access::Missing);
    assert_eq!(mail.access("F", &case, "User.Read Mail.Read"), Access::Base);
    assert_eq!(mail.access("F", &case, "User.Read Mail.Read.Shared"), Access::Base);
}

#[test]
fn groups_are_needed_as_the_document_says_them() {
    let jira = one(&document(
        "# P\n\n| Feature | Scope |\n|---|---|\n| F | `classic` or (`read:a` and `read:b`) |\n| F | `read:c` |\n",
    ));
    let case = jira.case(&[], "");
    for (held, access) in [
        ("read:a read:c", Access::Missing),
        ("read:a read:b read:c", Access::Base),
        ("classic read:c", Access::Base),
        ("classic", Access::Missing),
    ] {
        assert_eq!(jira.access("F", &case, held), access, "{held}");
    }
    assert_eq!(jira.asked("F", Access::Base, &case).unwrap(), ["classic", "read:c"].map(str::to_owned).into());
}

#[test]
fn a_feature_of_update_rows_is_update_or_missing() {
    let send = one(&graph("", &["F | `Mail.Send` | | Y", "All | `User.Read`"], &[]));
    let case = send.case(&[], "");
    assert_eq!(send.asked("F", Access::Base, &case), None);
    assert!(send.asked("F", Access::Update, &case).is_some());
    assert_eq!(send.access("F", &case, "Mail.Send"), Access::Missing);
    assert_eq!(send.access("F", &case, "Mail.Send User.Read"), Access::Update);
}

#[test]
fn a_new_row_hurts_and_one_that_old_grants_satisfy_does_not() {
    assert!(breaks(&["F | `A.Read`"], &["F | `A.Read`", "F | `B.Read`"]));
    assert!(!breaks(&["F | `A.Read`"], &["F | `A.Read`", "F | `B.Read` or `A.Read`"]));
    assert!(!breaks(&["F | `A.Read`"], &["F | `A.Read`", "F | `B.Read` | | | No"]));
    assert!(!breaks(&["F | `A.Read`"], &["F | `A.Read` or `B.Read`"]));
    assert!(breaks(&["F | `A.Read` or `B.Read`"], &["F | `A.Read`"]));
}

#[test]
fn a_feature_that_was_unsupported_cannot_break_and_one_that_becomes_so_does() {
    // Application tokens were never enough.
    let (pair, verdict) =
        of(&graph("", &["F | `A.Read`"], &[]), &graph("", &["F | `A.Read`", "F | `A.Read` | Application"], &[]));
    // Both together were: "for delegated, application, and both together".
    assert_eq!(KINDS[verdict.losses[&0].judged.kinds], [Kind::Delegated, Kind::Application]);
    assert_eq!(pair.universe.texts(verdict.losses[&0].held), ["a.read (delegated)"]);
    assert!(breaks(&["F | `A.Read`", "G | `B.Read`"], &["G | `B.Read`"]));
    assert!(breaks(
        &["F | `A.Read`", "G | `B.Read` | | | | Not for personal accounts"],
        &["F | `A.Read` | | | | Not for personal accounts", "G | `B.Read`",]
    ));
}

#[test]
fn base_and_update_are_judged_apart() {
    let old = ["F | `A.Read`", "F | `A.Write` | | Y"];
    assert!(breaks(&old, &["F | `A.Read` | | Y", "F | `A.Write` | | Y"]));
    assert!(breaks(&old, &["F | `A.Read` | | | No", "F | `A.Write` | | Y"]));
    assert!(breaks(&old, &["F | `A.Write` | | Y"]));
    // Update access is an access of its own.
    assert!(breaks(&old, &["F | `A.Read`"]));
    assert!(!breaks(&old, &["F | `A.Write` | | Y", "F | `A.Read`"]));
}

#[test]
fn a_first_update_row_is_a_list_that_grew_and_no_loss() {
    for row in ["F | `A.Write` | | Y", "F | `A.Read` | | Y", "F | `A.Write` | | Y | | For shared mailboxes"] {
        let old = graph("", &["F | `A.Read`"], &[]);
        let (_, verdict) = of(&old, &graph("", &["F | `A.Read`", row], &[]));
        assert!(verdict.losses.is_empty(), "{row}");
        assert!(verdict.grown[&0].is_first_update, "{row}");
    }
}

#[test]
fn openid_names_are_checked_only_where_nothing_else_is_left() {
    let old = graph("", &["F | `A.Read`", "F | `openid`"], &[]);
    let (pair, verdict) = of(&old, &graph("", &["F | `openid`"], &[]));
    assert_eq!(pair.universe.texts(verdict.losses[&0].held), ["a.read (delegated)"]);
    assert_eq!(verdict.emptied.get(&0), Some(&true));
    assert!(!breaks(&["F | `A.Read`"], &["F | `A.Read`", "F | `openid`"]));
    assert!(!breaks(&["F | `A.Read`", "F | `openid`"], &["F | `A.Read`"]));
}

#[test]
fn a_condition_that_only_the_new_document_has_does_not_hold() {
    let new = ["F | `A.Read` | | | | Not for personal accounts", "G | `B.Read`"];
    assert!(!breaks(&["F | `A.Read`", "G | `B.Read`"], &new));
    let (_, verdict) = of(&graph("", &["F | `A.Read`", "G | `B.Read`"], &[]), &graph("", &new, &[]));
    assert_eq!(verdict.excluded, [0].into());
    // Another row still serves personal accounts.
    let (_, verdict) = of(
        &graph("", &["F | `A.Read`"], &[]),
        &graph(
            "",
            &["F | `A.Read` | | | | Not for personal accounts", "F | `A.Read` | | | | For personal accounts"],
            &[],
        ),
    );
    assert_eq!(verdict.excluded, [].into());
    // Each subset of the old document's conditions: those of other features too.
    assert!(breaks(&["F | `A.Read`", "G | `B.Read` | | | | For personal accounts", "G | `C.Read`"], &new));
    assert!(breaks(&["F | `A.Read`"], &["F | `A.Read` | | | | For personal accounts"]));
}

#[test]
fn a_condition_is_never_taken_for_another_one() {
    let guests = ", condition.\"guests\" = \"Guest\"";
    let visitors = ", condition.\"visitors\" = \"Visitor\"";
    let old = ["F | `A.Read`", "F | `B.Read` | | | | For guests"];
    let new = ["F | `A.Read`", "F | `B.Read` | | | | For visitors"];
    let gained = |after: &str| {
        let (_, verdict) = of(&graph(guests, &old, &[]), &graph(after, &new, &[]));
        (verdict.losses.len(), verdict.gains.len())
    };
    // Where guests signed in, their token needs less now; visitors are no guests.
    assert_eq!(gained(visitors), (0, 1));
    assert_eq!(gained(&format!("{visitors}, formerly.\"Visitor\" = \"Guest\"")), (0, 0));
}

#[test]
fn formerly_says_that_two_features_are_one_and_of_permissions_only_names_the_constant() {
    let former = ", formerly.\"New\" = \"F\"";
    assert!(!breaks_with("", &["F | `A.Read`"], former, &["New | `A.Read`"]));
    assert!(breaks_with("", &["F | `A.Read`"], former, &["New | `B.Read`"]));
    assert!(breaks(&["F | `A.Read`"], &["New | `A.Read`"]));
    assert!(breaks_with("", &["F | `A.Read`"], ", formerly.\"B.Read\" = \"A.Read\"", &["F | `B.Read`"]));
}

#[test]
fn options_are_judged_where_they_are_all_that_is_left() {
    assert!(breaks(&["F | `A.Read`"], &["F | `A.Read` | | | No"]));
    let option = ["F | `A.Read` | | | No"];
    assert!(!breaks(&option, &["F | `A.Read`"]));
    // As `allows` judges, all options of each document.
    assert!(breaks(&option, &["F | `A.Read` | | | No", "F | `B.Read` | | | No"]));
    // An option of another feature.
    let old = graph("", &["F | `A.Read` | | | No", "G | `C.Read`", "G | `B.Read` | | | No"], &[]);
    let new = graph("", &["F | `A.Read` | | | No", "F | `B.Read` | | | No", "G | `C.Read`"], &[]);
    let (pair, _) = of(&old, &new);
    let named = pair.universe.texts(pair.options(0));
    assert_eq!(named, ["a.read (delegated)", "b.read (delegated)"]);
}

#[test]
fn rows_of_every_feature_are_in_every_need() {
    let old = graph("", &["F | `A.Read`", "G | `B.Read`"], &[]);
    assert_eq!(losing(&old, &graph("", &["F | `A.Read`", "G | `B.Read`", "All | `C.Read`"], &[])), ["F", "G"]);
    assert_eq!(losing(&old, &graph("", &["F | `A.Read`", "G | `B.Read`", "All | `A.Read`"], &[])), ["G"]);
}

#[test]
fn covers_satisfy_and_are_transitive() {
    let rows = ["F | `A.Read`", "G | `B.Read`"];
    let old = graph("", &rows, &[["A.Read", "B.Read"], ["B.Read", "C.Read"]]);
    assert_eq!(losing(&old, &old), [""; 0]);
    assert_eq!(losing(&old, &graph("", &rows, &[["B.Read", "C.Read"]])), ["F"]);
    assert_eq!(losing(&old, &graph("", &rows, &[["A.Read", "B.Read"]])), ["F", "G"]);
}

#[test]
fn a_row_for_more_conditions_replaces_what_it_covers() {
    let rows = ["F | `A.Read`", "F | `A.Read.Shared` | | | | For shared mailboxes"];
    let replaced = graph("", &rows, &[["A.Read", "A.Read.Shared"]]);
    let beside = graph("", &rows, &[]);
    assert_eq!(losing(&beside, &replaced), [""; 0]);
    let (pair, verdict) = of(&replaced, &beside);
    let proof = verdict.losses[&0];
    assert_eq!(pair.universe.texts(proof.held), ["a.read.shared (delegated)"]);
    // What no longer is requested where the condition holds was requested before: the list grew.
    assert_eq!(pair.universe.texts(verdict.grown[&0].names), ["a.read (delegated)"]);
}

/// A document of several resources: feature, permission, resource.
fn resources(rows: &[[&str; 3]]) -> Document {
    let mut text = "<!-- scopemark: resource.\"Graph\" = \"https://graph.microsoft.com\", resource.\"Vault\" = \
                    \"https://vault.azure.net\" -->\n\n# P\n\n| Feature | Permission | API |\n|---|---|---|\n"
        .to_owned();
    text.extend(rows.iter().map(|[feature, name, api]| format!("| {feature} | `{name}` | {api} |\n")));
    document(&text)
}

#[test]
fn each_resource_is_judged_singly_too() {
    let old = resources(&[["F", "A.Read", "Graph"], ["F", "K.Get", "Vault"], ["G", "L.Get", "Vault"]]);
    let new = resources(&[["F", "A.Read", "Graph"], ["G", "L.Get", "Vault"]]);
    // The need of all tokens shrank, but a server of the vault refuses what it allowed: no clause of its is left.
    let (pair, verdict) = of(&old, &new);
    let proof = verdict.losses[&0];
    assert_eq!(proof.judged.resource.map(|at| &*pair.old.resources[at]), Some("https://vault.azure.net"));
    assert_eq!(losing(&old, &old), [""; 0]);
}

#[test]
fn a_token_for_graph_is_one_in_each_cloud_and_spelling_and_one_for_another_resource_is_not() {
    let at = |resource: &str, name: &str| {
        document(&format!(
            "<!-- scopemark: resource = \"{resource}\" -->\n\n# P\n\n| Feature | Scope |\n|---|---|\n| F | `{name}` |\n"
        ))
    };
    let old = at("https://graph.microsoft.com", "Mail.Read");
    assert_eq!(losing(&old, &at("https://graph.microsoft.us", "Mail.Read")), [""; 0]);
    assert_eq!(losing(&old, &at("https://graph.microsoft.com", "mail.read")), [""; 0]);
    let other = at("api://own", "Mail.Read");
    assert_eq!(losing(&old, &other), ["F"]);
    assert!(verdict(&Pair::new(&old, &other, Universe::of_texts())).losses.is_empty());
    assert_eq!(losing(&other, &at("api://own", "mail.read")), ["F"]);
}

#[test]
fn a_need_that_shrinks_lets_a_token_pass() {
    let old = graph("", &["F | `A.Read`", "F | `B.Read`"], &[]);
    let (pair, verdict) = of(&old, &graph("", &["F | `A.Read`"], &[]));
    assert!(verdict.losses.is_empty());
    assert_eq!(pair.universe.texts(verdict.gains[&0].held), ["a.read (delegated)"]);
    // What gave Update of a feature of update rows passed for Base.
    let old = graph("", &["F | `A.Read` | | Y"], &[]);
    let (_, verdict) = of(&old, &graph("", &["F | `A.Read`"], &[]));
    assert!(verdict.gains.is_empty() && verdict.openings.is_empty());
}

#[test]
fn a_feature_that_no_longer_requests_what_another_does_is_narrowed() {
    let old = graph("", &["F | `A.Read`", "F | `B.Read`", "G | `B.Read`"], &[]);
    for (rows, is_narrowed) in [
        (&["F | `A.Read`", "G | `B.Read`"][..], true),
        (&["F | `A.Read`", "F | `B.Read` | | | No", "G | `B.Read`"], true),
        (&["F | `A.Read`", "F | `B.Read` | | Y", "G | `B.Read`"], true),
        (&["F | `A.Read`", "F | `B.Read` | | | | For shared mailboxes", "G | `B.Read`"], true),
        (&["F | `A.Read`", "F | `B.Read`", "G | `B.Read`"], false),
        (&["F | `A.Read`", "G | `C.Read`"], false),
    ] {
        let (_, verdict) = of(&old, &graph("", rows, &[]));
        let surely = verdict.narrowed.get(&0).is_some_and(|[surely, _]| *surely != 0);
        assert_eq!(surely, is_narrowed, "{rows:?}");
    }
}

#[test]
fn a_list_grows_by_an_option_that_was_opted_in_to() {
    let old = graph("", &["F | `A.Read`", "F | `B.Read` | | | No"], &[]);
    let (pair, verdict) = of(&old, &graph("", &["F | `A.Read`", "F | `B.Read` and `C.Read` | | | No"], &[]));
    assert_eq!(pair.universe.texts(verdict.grown[&0].names), ["c.read (delegated)"]);
    // A new option prompts nobody who did not opt in.
    let (_, verdict) = of(&old, &graph("", &["F | `A.Read`", "F | `B.Read` | | | No", "F | `C.Read` | | | No"], &[]));
    assert!(verdict.grown.is_empty());
}
