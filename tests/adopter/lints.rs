//! Lints of an adopter, whatever names a document has and however many: neither rustc nor clippy has anything to say.

use std::fmt::Write as _;
use std::fs;

use crate::support::{Adopter, has_clippy};

/// The groups of lints that an adopter may deny as a whole.
const GROUPS: [&str; 2] = ["clippy::pedantic", "clippy::nursery"];

/// Names of the language, of its prelude and of generated code. `Self` and `self` need a name of their own.
const NAMES: [&str; 44] = [
    "ALL",
    "AppRole",
    "Access",
    "Ask",
    "AskBuilder",
    "Box",
    "Clone",
    "Condition",
    "Copy",
    "Debug",
    "Default",
    "Document",
    "Err",
    "Error",
    "Feature",
    "From",
    "Granted",
    "Iterator",
    "Missing",
    "Name",
    "None",
    "Ok",
    "Option",
    "Ord",
    "Permission",
    "Report",
    "Result",
    "Scope",
    "Self",
    "Some",
    "String",
    "Unsupported",
    "Vec",
    "async",
    "crate",
    "gen",
    "self",
    "static",
    "std",
    "str",
    "super",
    "try",
    "u32",
    "union",
];

/// A library and a program that include the tables of the documents under every lint, and say this of them.
fn adopter(name: &str, documents: &[(&str, String)], says: &str) -> Adopter {
    let adopter = Adopter::new(name);
    for (path, text) in documents {
        adopter.write(&format!("docs-tables/{path}"), text);
    }
    adopter.write(
        "src/lib.rs",
        "#![forbid(warnings, missing_docs, unused, unsafe_code)]\n//! An adopter.\n/// The tables.\npub mod tables {\n    \
         ::scopemark::include_tables!();\n}\n",
    );
    let main = format!("//! A program.\nscopemark::include_tables!();\n\nfn main() {{\n    println!({says});\n}}\n");
    adopter.write("src/main.rs", main);
    adopter
}

/// Each name as a feature, a condition, a scope and an app role.
fn hard_names() -> String {
    let mut text = "# Hard\n\n| Feature | Permission | Type | Notes |\n|---|---|---|---|\n".to_owned();
    for (number, name) in NAMES.iter().enumerate() {
        // Of a feature, `ALL` would mean all of them. More than twelve conditions on one feature are an error.
        let feature = if *name == "ALL" { "All of it" } else { name };
        let notes = if number < 20 { format!("Used when `{name}` is set to `true`") } else { String::new() };
        let _ =
            writeln!(text, "| {feature} | `{name}` | Delegated | {notes} |\n| {feature} | `{name}` | Application | |");
    }
    text
}

/// URLs, names that begin with a digit, names of a `*`, and two spellings of one feature.
const URLS: &str = "\
# Google

| Feature | Permission |
|---|---|
| Café | `https://www.googleapis.com/auth/calendar.events.readonly` |
| Cafe\u{301} | `https://mail.google.com/` |
| Почта | `2fa.read` |
| Mail: * | `dashboards:*` |
| 2nd | `*` |
";

/// Applies the directives that the errors print, one after the other, until there is no error.
fn mend(adopter: &Adopter) {
    for _ in 0..10 {
        let said = adopter.check();
        let Some(error) = said.diagnostics().into_iter().find(|error| error.level == "error") else {
            said.succeeded();
            return;
        };
        let path = error.message.split(':').next().expect("a path").to_owned();
        let directive = error.message.lines().map(str::trim).find(|line| line.starts_with("<!-- scopemark: "));
        let directive = directive.unwrap_or_else(|| panic!("no directive in {}", error.message));
        let text = fs::read_to_string(adopter.path(&path)).expect("the document");
        // A name that was renamed to one that is taken is renamed once more, not twice.
        let (renamed, _) = directive.split_once(" = ").expect("a key and a value");
        let rest: Vec<&str> = text.lines().filter(|line| !line.starts_with(&format!("{renamed} = "))).collect();
        adopter.write(&path, format!("{directive}\n{}\n", rest.join("\n")));
    }
    panic!("{}", adopter.check());
}

#[test]
fn hard_names_compile_as_they_are_or_with_the_directives_that_the_errors_print() {
    let says = "\"{} {} {} {}\", google::Scope::CalendarEventsReadonly, google::Scope::MailGoogleCom, \
                google::Feature::Café.source().line, hard::permissions(hard::Feature::Err).len()";
    let adopter = adopter("hard-names", &[("hard.md", hard_names()), ("google.md", URLS.to_owned())], says);
    mend(&adopter);
    let run = adopter.cargo(&["run", "-q"], &[]);
    let expected = "https://www.googleapis.com/auth/calendar.events.readonly https://mail.google.com/ 8 2\n";
    assert_eq!(run.succeeded().stdout, expected, "{run}");
    if has_clippy() {
        adopter.is_lint_free(&GROUPS);
    }
}

/// As many permissions as this: most of one feature, some of every feature; of both kinds, with every column, in groups.
fn sized(count: usize) -> String {
    let mut text =
        "# Sized\n\n| Feature | Permission | Type | Update | Description | Used for | Notes | Satisfied by |\n\
                    |---|---|---|---|---|---|---|---|\n"
            .to_owned();
    for n in 0..count {
        let feature = match n % 4 {
            0 if n % 8 == 0 => "All".to_owned(),
            0 => format!("Feature {n}"),
            _ => "Big".to_owned(),
        };
        let kind = if n % 5 == 0 { "Application" } else { "Delegated" };
        let name = if n % 7 == 0 {
            format!("(Area{n}.Read.All and Area{n}.Send.All) or Area{n}.Both.All")
        } else {
            format!("Area{n}.Read.All")
        };
        let (update, notes) =
            (if n % 3 == 0 { "Y" } else { "" }, if n % 11 == 0 { "For shared mailboxes" } else { "" });
        let instead = if n % 6 == 0 { format!("Area{n}.ReadWrite.All") } else { String::new() };
        let _ =
            writeln!(text, "| {feature} | {name} | {kind} | {update} | Read {n} | Shows {n} | {notes} | {instead} |");
    }
    text
}

#[test]
fn a_document_of_any_size_gives_no_lint() {
    if !has_clippy() {
        return;
    }
    let documents = [30, 200, 600, 1200].map(|count| (format!("n{count}.md"), sized(count)));
    let documents: Vec<(&str, String)> = documents.iter().map(|(path, text)| (path.as_str(), text.clone())).collect();
    let says = "\"{} {}\", n1200::permissions(n1200::Feature::Big).len(), n30::Scope::Area1ReadAll.reason()";
    adopter("sizes", &documents, says).is_lint_free(&GROUPS);
}
