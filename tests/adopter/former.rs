//! What the gate says of code, tried on code: a program against the old table that does not compile against the new.

use scopemark_gate::{GateRule, rules};

use crate::support::Adopter;

fn gate_rule(id: &str) -> &'static GateRule {
    rules().iter().find(|rule| rule.id == id).expect(id)
}

/// The library of a crate that says this.
fn lib(code: &str) -> String {
    format!("#![deny(unused)]\n//! An adopter.\nscopemark::include_tables!();\n{code}\n")
}

#[test]
fn code_that_an_edit_breaks_compiles_against_the_old_table_and_not_against_the_new() {
    let adopter = Adopter::new("former");
    for (rule, code, error) in [
        ("code/name-removed", "pub const A: t::Scope = t::Scope::UserRead;", "E0599"),
        ("code/feature-renamed", "pub const A: t::Feature = t::Feature::ToDo;", "E0599"),
        // The constant is the same, and what its text is compared with is not.
        ("code/name-respelled", "const _: () = assert!(t::Scope::Profile.as_str().as_bytes()[0] == b'P');", "E0080"),
        (
            "code/order-changed",
            "const _: () = assert!(matches!(t::permissions(t::Feature::Chat)[0].alternatives[0], \
             t::Name::Delegated(t::Scope::ChatReadWrite)));",
            "E0080",
        ),
    ] {
        let rule = gate_rule(rule);
        adopter.write("src/lib.rs", lib(code));
        adopter.write("docs-tables/t.md", rule.before);
        adopter.check().succeeded();
        adopter.write("docs-tables/t.md", rule.after);
        assert_eq!(adopter.check().codes(), [(error.to_owned(), 4)], "{}", rule.id);
    }
}

#[test]
fn a_name_with_a_former_one_keeps_it_as_a_deprecated_constant() {
    let adopter = Adopter::new("former-names");
    let after = gate_rule("code/feature-renamed").after;
    let directive = "<!-- scopemark: formerly.\"Tasks\" = \"ToDo\", formerly.\"Tasks.Read\" = \"ToDos.Read\" -->";
    adopter.write("docs-tables/t.md", format!("{directive}\n# Tasks\n\n{after}"));
    let code = "pub const A: t::Feature = t::Feature::ToDo;\npub const B: t::Scope = t::Scope::ToDosRead;\n\
                pub const fn is_todo(it: t::Feature) -> bool { matches!(it, t::Feature::ToDo) }\n\
                const _: () = assert!(is_todo(t::Feature::Tasks));";
    adopter.write("src/lib.rs", lib(code));
    let checked = adopter.check();
    let diagnostics = checked.succeeded().diagnostics();
    let warnings: Vec<&str> = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.message.as_str())
        .filter(|message| message.starts_with("use of deprecated associated constant"))
        .collect();
    assert_eq!(warnings.len(), 3, "{warnings:?}");
    assert!(
        warnings[0].contains("use `Feature::Tasks`") && warnings[1].contains("use `Scope::TasksRead`"),
        "{warnings:?}"
    );
    assert_eq!(diagnostics.len(), 3, "nothing else is said");
}

#[test]
fn a_document_with_a_former_name_keeps_its_module_and_importing_that_is_deprecated() {
    let adopter = Adopter::new("former-module");
    let rule = gate_rule("document/renamed");
    let table = |example: &str| example.split_once(":\n\n").expect("its path").1.to_owned();
    let code = "pub const A: teams::Feature = teams::Feature::Chat;\n\
                pub fn ask() { let _ = teams::ask().feature(teams::Feature::Chat).build(); }";
    adopter.write("src/lib.rs", lib(code));
    adopter.write("docs-tables/teams.md", table(rule.before));
    adopter.check().succeeded();
    adopter.remove("docs-tables/teams.md");
    adopter.write("docs-tables/m365.md", table(rule.after));
    assert!(adopter.check().codes().iter().all(|(code, _)| code == "E0433"));
    let said = format!("<!-- scopemark: formerly.document = \"teams\" -->\n\n{}", table(rule.after));
    adopter.write("docs-tables/m365.md", said);
    assert!(adopter.check().succeeded().diagnostics().is_empty(), "rustc does not warn of a path through a module");
    adopter.write("src/lib.rs", lib("pub use teams::Feature;\npub use teams as old;"));
    let checked = adopter.check();
    let messages: Vec<String> = checked.succeeded().diagnostics().into_iter().map(|found| found.message).collect();
    let [message] = &messages[..] else { panic!("{messages:?}") };
    assert!(message.starts_with("use of deprecated module"), "{message}");
    assert!(message.ends_with("the document has another name: use `m365`"), "{message}");
}

#[test]
fn code_for_one_resource_does_not_compile_once_the_document_has_several() {
    let adopter = Adopter::new("former-resource");
    let table = |name: &str| format!("| Feature | Permission |\n|---|---|\n| {name} | {name}.Read |\n");
    let of = |uri: &str, name: &str| format!("<!-- scopemark: resource = \"{uri}\" -->\n{}\nMore.\n\n", table(name));
    let one = format!("# T\n\n{}", of("https://graph.microsoft.com", "Chat"));
    let code = "pub fn scope() { let _ = t::ask().feature(t::Feature::Chat).build().map(|ask| ask.scope_param().to_string()); }";
    adopter.write("src/lib.rs", lib(code));
    adopter.write("docs-tables/t.md", &one);
    adopter.check().succeeded();
    adopter.write("docs-tables/t.md", format!("{one}{}", of("https://vault.azure.net", "Vault")));
    assert_eq!(adopter.check().codes(), [("E0061".to_owned(), 4)], "the gate says so as code/name-removed");
}
