//! Mistakes in a document, as the build shows them: each once, at its place in the Markdown, and nothing besides.

use std::fmt::Write as _;

use crate::support::{Adopter, Diagnostic};

/// Four rows, of which three are wrong, each in a way of its own.
const THREE: &str = "\
# Permissions

| Feature | Permission    | Update  | Description | Notes |
|---------|---------------|---------|-------------|-------|
| Email   | Mail.Read     |         | Read mail   |
| Email   | Mail.Send     | perhaps | Send mail   |       |
| Chat    | Chat messages |         | Read chats  |       |
| Chat    | Chat.Read     |         | Read chats  |       |
";

/// Code that names what can be read of the faulty rows, and of the sound one.
const LIB: &str = "\
//! An adopter.
scopemark::include_tables!();
use three::{Feature, Scope};
/// Names of faulty rows.
pub const FAULTY: [Scope; 2] = [Scope::MailRead, Scope::MailSend];
/// Names of a sound row.
pub const SOUND: (Feature, Scope) = (Feature::Chat, Scope::ChatRead);
/// What the rows of a feature are.
pub fn chat() -> usize {
    three::permissions(Feature::Chat).len() + three::permissions(Feature::Email).len()
}
";

/// The place and the text of the error, and the line of the document under it: each said once, also in the terminal.
fn shows(error: &Diagnostic, place: &str, text: &str, line: &str) {
    assert!(error.message.starts_with(&format!("docs-tables/three.md:{place}: {text} [")), "{}", error.message);
    assert!(error.message.contains(&format!(" | {line}\n")), "{}", error.message);
    assert!(error.rendered.starts_with(&format!("error: docs-tables/three.md:{place}: ")), "{}", error.rendered);
    for said in error.message.lines().map(str::trim).filter(|said| said.len() > 3) {
        let count = error.rendered.matches(said).count();
        assert_eq!(count, 1, "`{said}` is shown {count} times in\n{}", error.rendered);
    }
    assert_eq!(error.place.0, "scopemark.rs");
    assert_eq!(error.code, "");
}

#[test]
fn three_mistakes_are_three_errors_in_the_order_of_the_document() {
    let adopter = Adopter::new("three-errors");
    adopter.write("docs-tables/three.md", THREE);
    adopter.write("src/lib.rs", LIB);
    let said = adopter.build();
    let errors = said.failed().errors();
    let [update, ragged, prose] = errors.as_slice() else { panic!("{} errors: {said}", errors.len()) };
    let row = |line: usize| THREE.lines().nth(line - 1).expect("a line");
    shows(ragged, "5:3", "this row has 4 cells, but its table has 5 columns: nothing is under `Notes`", row(5));
    // One finding for the column: no word of it is known.
    shows(update, "3:29", "`perhaps` under `Update` is not yes or no", row(3));
    shows(prose, "7:13", "`Chat messages` is not the name of a permission: it is several words", row(7));
    assert!(update.place.1 < ragged.place.1 && ragged.place.1 < prose.place.1, "{said}");

    // Mended one by one, the others stay.
    adopter.replace("docs-tables/three.md", "perhaps", "Y      ");
    assert_eq!(adopter.build().failed().errors().len(), 2);
    adopter.replace("docs-tables/three.md", "| Read mail   |", "| Read mail   |       |");
    assert_eq!(adopter.build().failed().errors().len(), 1);
    adopter.replace("docs-tables/three.md", "Chat messages", "ChatMessage.Send");
    assert_eq!(adopter.build().succeeded().diagnostics().len(), 0);
}

#[test]
fn errors_of_several_documents_follow_the_order_of_their_paths() {
    let adopter = Adopter::new("two-documents");
    adopter.write("docs-tables/b.md", THREE);
    adopter.write("docs-tables/a/c.md", THREE);
    adopter.write("src/lib.rs", "//! An adopter.\nscopemark::include_tables!();\npub use c::Scope;\n");
    let said = adopter.check();
    let errors = said.failed().errors();
    let places: Vec<String> =
        errors.iter().map(|error| error.message.split(": ").next().unwrap_or_default().to_owned()).collect();
    let expected: Vec<String> = ["a/c", "b"]
        .iter()
        .flat_map(|name| ["3:29", "5:3", "7:13"].map(|at| format!("docs-tables/{name}.md:{at}")))
        .collect();
    assert_eq!(places, expected, "{said}");
}

#[test]
fn a_warning_of_a_document_is_a_line_of_the_build_and_does_not_fail_it() {
    let adopter = Adopter::new("warnings");
    adopter.write(
        "docs-tables/mail.md",
        "| Permission | Notes | Description |\n|---|---|---|\n| Mail.Read | For reading mails | Read mail |\n| Mail.Send | |\n",
    );
    adopter.write("src/lib.rs", "#![deny(warnings)]\n//! An adopter.\nscopemark::include_tables!();\n");
    let said = adopter.build();
    assert_eq!(said.succeeded().diagnostics().len(), 0, "{said}");
    let warnings = said.of_script("warning");
    let starts = ["docs-tables/mail.md:3:15: ", "docs-tables/mail.md:4:"];
    assert_eq!(warnings.len(), starts.len(), "{said}");
    for (warning, start) in warnings.iter().zip(starts) {
        assert!(warning.starts_with(start), "{warning}");
    }
    assert!(warnings[0].contains("[read/unknown-condition]"), "{said}");
    assert!(warnings[1].contains("[read/missing-text]"), "{said}");
    assert_eq!(said.of_script("error"), Vec::<&str>::new());
    // A build with nothing to do does not hide them.
    let again = adopter.build();
    assert_eq!(again.succeeded().of_script("warning"), warnings);
    assert_eq!(again.compiled(), Vec::<&str>::new(), "{again}");
}

#[test]
fn past_a_hundred_errors_the_count_and_the_command_take_the_place_of_the_rest() {
    let adopter = Adopter::new("many-errors");
    let mut text = "| Permission | Update |\n|---|---|\n".to_owned();
    for row in 0..130 {
        let _ = writeln!(text, "| Area{row}.Read | Y | surplus |");
    }
    adopter.write("docs-tables/many.md", text);
    adopter.write("src/lib.rs", "//! An adopter.\nscopemark::include_tables!();\n/// One.\npub const ONE: many::Scope = many::Scope::Area129Read;\n");
    let said = adopter.check();
    let errors = said.failed().errors();
    assert_eq!(errors.len(), 101, "{said}");
    for (row, error) in errors[..100].iter().enumerate() {
        assert!(error.message.starts_with(&format!("docs-tables/many.md:{}:", row + 3)), "{}", error.message);
    }
    assert_eq!(
        errors[100].message,
        "130 errors, of which 100 are shown; see all: cargo scopemark read docs-tables/many.md"
    );
}
