//! What the types of the shipped documents rule out: each is code that looks right and does not compile.

use std::fmt::Write as _;

use scopemark_integrations::{intrexx, o365};

use crate::support::{Adopter, repository};

/// The names of Rust for what the document lists as a delegated and as an application permission.
const BOTH: [&str; 5] = ["CalendarsReadWrite", "ChannelReadBasicAll", "SitesReadAll", "TeamCreate", "TeamReadBasicAll"];

const HEAD: &str = "//! An adopter.\nuse scopemark_integrations::{intrexx, o365};\n";

/// A crate that depends on the worked example.
fn adopter() -> Adopter {
    let path = repository().display();
    Adopter::with("mixed-up", "2024", &format!("[dependencies]\nscopemark-integrations = {{ path = '{path}' }}\n"))
}

#[test]
fn five_permissions_are_in_both_lists_of_a_document() {
    let both =
        intrexx::Scope::ALL.iter().filter(|scope| intrexx::AppRole::ALL.iter().any(|role| role == scope.as_str()));
    let both: Vec<String> = both.map(|scope| scope.as_str().replace('.', "")).collect();
    assert_eq!(both, BOTH);
}

#[test]
fn names_of_another_kind_or_document_or_from_nowhere_do_not_compile() {
    let adopter = adopter();
    let mut sound = HEAD.to_owned();
    let mut mixed = HEAD.to_owned();
    // The two kinds of one permission, each where the other is wanted: a line each.
    for name in BOTH {
        for (wanted, given) in [("Scope", "AppRole"), ("AppRole", "Scope")] {
            let lower = format!("{name}{wanted}").to_uppercase();
            let _ = writeln!(mixed, "pub const {lower}: intrexx::{wanted} = intrexx::{given}::{name};");
            let _ = writeln!(sound, "pub const {lower}: intrexx::{wanted} = intrexx::{wanted}::{name};");
        }
    }
    for (wrong, right) in [
        // Two documents.
        ("intrexx::permissions(o365::Feature::Calendar)", "intrexx::permissions(intrexx::Feature::ALL[0])"),
        ("intrexx::Name::Delegated(o365::Scope::MailSend)", "intrexx::Name::Delegated(intrexx::Scope::MailSend)"),
        // The wrong kind in what holds both.
        ("o365::Name::Application(o365::Scope::MailSend)", "o365::Name::Delegated(o365::Scope::MailSend)"),
        // Text is not a name.
        ("o365::permissions(\"Calendar\")", "o365::permissions(o365::Feature::Calendar)"),
    ] {
        for (lib, code) in [(&mut mixed, wrong), (&mut sound, right)] {
            let line = lib.lines().count();
            let _ = writeln!(lib, "pub fn at_{line}() {{ let _ = {code}; }}");
        }
    }
    adopter.write("src/lib.rs", &sound);
    assert_eq!(adopter.check().succeeded().diagnostics().len(), 0);
    adopter.write("src/lib.rs", &mixed);
    let expected: Vec<_> = (3..17).map(|line| ("E0308".to_owned(), line)).collect();
    let mut found = adopter.check().codes();
    // Constants are checked before the bodies of functions.
    found.sort_by_key(|&(_, line)| line);
    assert_eq!(found, expected);

    // A name that no row has cannot be made of a number.
    adopter.write(
        "src/lib.rs",
        format!("{HEAD}pub const A: o365::Scope = 200 as o365::Scope;\npub const B: intrexx::AppRole = 200;\n"),
    );
    assert_eq!(adopter.check().codes(), [("E0605".to_owned(), 3), ("E0308".to_owned(), 4)]);
    adopter.write(
        "src/lib.rs",
        "//! An adopter.\npub use scopemark_integrations::o365;\npub const A: o365::Scope = o365::Scope(200);\n",
    );
    assert_eq!(adopter.check().codes(), [("E0423".to_owned(), 3)]);

    asking_mixes_nothing_up(&adopter);

    // A match has to expect the names of tomorrow's document, also where it has all of today's.
    let features: Vec<String> = o365::Feature::ALL.iter().map(|name| name.as_str().replace(' ', "")).collect();
    let conditions: Vec<String> = o365::Condition::ALL.iter().map(ToString::to_string).collect();
    for (path, names) in [("o365::Feature", features), ("o365::Condition", conditions)] {
        let arms: Vec<String> = names.iter().map(|name| format!("{path}::{name} => 1, ")).collect();
        let arms = arms.concat();
        let lib = |rest: &str| {
            format!(
                "//! An adopter.\npub use scopemark_integrations::o365;\npub fn of(it: {path}) -> u8 {{\n    match it {{ {arms}{rest} }}\n}}\n"
            )
        };
        adopter.write("src/lib.rs", lib(""));
        assert_eq!(adopter.check().codes(), [("E0004".to_owned(), 4)]);
        adopter.write("src/lib.rs", lib("_ => 0"));
        adopter.check().succeeded();
    }
}

/// What asking and checking refuse: features, conditions, kinds, asks and grants of the wrong place.
fn asking_mixes_nothing_up(adopter: &Adopter) {
    let cases = [
        // The feature of another document.
        ("E0308", "intrexx::ask().feature(o365::Feature::Calendar)", "o365::ask().feature(o365::Feature::Calendar)"),
        ("E0308", "o365::ask().update(intrexx::Feature::Intrexx)", "o365::ask().update(o365::Feature::Chat)"),
        // An application permission among the scopes of a sign-in, and the reverse.
        (
            "E0308",
            "intrexx::ask().option(intrexx::AppRole::PresenceReadWriteAll)",
            "intrexx::ask().option_role(intrexx::AppRole::PresenceReadWriteAll)",
        ),
        (
            "E0308",
            "intrexx::ask().option_role(intrexx::Scope::MailSend)",
            "intrexx::ask().option(intrexx::Scope::MailSend)",
        ),
        // A condition that the document does not have.
        (
            "E0599",
            "o365::ask().when(o365::Condition::SharedMailboxes)",
            "o365::ask().when(o365::Condition::SharedMailbox)",
        ),
        // The grant of another document.
        (
            "E0308",
            "o365::ask().build().map(|ask| ask.check(&intrexx::Granted::from_scope(\"\")))",
            "o365::ask().build().map(|ask| ask.check(&o365::Granted::from_scope(\"\")))",
        ),
        (
            "E0308",
            "o365::Granted::from_scope(\"\").access(intrexx::Feature::Intrexx, &[])",
            "o365::Granted::from_scope(\"\").access(o365::Feature::Chat, &[])",
        ),
    ];
    let mut sound = HEAD.to_owned();
    let mut mixed = HEAD.to_owned();
    for (line, (_, wrong, right)) in (3..).zip(cases) {
        for (lib, code) in [(&mut mixed, wrong), (&mut sound, right)] {
            let _ = writeln!(lib, "pub fn at_{line}() {{ let _ = {code}; }}");
        }
    }
    adopter.write("src/lib.rs", &sound);
    assert_eq!(adopter.check().succeeded().diagnostics().len(), 0);
    adopter.write("src/lib.rs", &mixed);
    let expected: Vec<_> = (3..).zip(cases).map(|(line, (code, ..))| (code.to_owned(), line)).collect();
    let mut found = adopter.check().codes();
    found.sort_by_key(|&(_, line)| line);
    assert_eq!(found, expected);

    // The scopes of an ask hold no application permission.
    adopter.write(
        "src/lib.rs",
        format!(
            "{HEAD}pub fn holds(ask: &o365::Ask) -> bool {{ ask.scopes().contains(intrexx::AppRole::TeamCreate) }}\n\
             pub fn of(role: intrexx::AppRole) -> intrexx::Scopes {{ [role].into_iter().collect() }}\n"
        ),
    );
    assert_eq!(adopter.check().codes(), [("E0277".to_owned(), 3), ("E0277".to_owned(), 4)]);
}
