//! A crate beside a catalogue of what the provider has: what a build says, and when it runs again.

use crate::support::{Adopter, scopemark};

const TABLE: &str = "\
# Permissions

| Feature  | Permission                  |
|----------|-----------------------------|
| Calendar | `Calendars.ReadBasic.Shared` |
| Calendar | `User.Read`                 |
";

const CATALOGUE: &str = "\
name\tkind\tadmin_consent\tenabled\tdescription
Calendars.Read.Shared\tdelegated\tno\tyes\tRead shared calendars
Calendars.ReadBasic\tdelegated\tno\tyes\tRead basic details
User.Read\tdelegated\tno\tyes\tSign in
";

#[test]
fn a_permission_that_does_not_exist_fails_the_build_at_its_line_until_it_is_mended() {
    let adopter = Adopter::new("with-catalogue");
    adopter.write("docs-tables/app.md", TABLE);
    adopter.write("src/lib.rs", "//! An adopter.\nscopemark::include_tables!();\n");
    adopter.build().succeeded();

    // The command makes the first catalogue, and the build sees it although it was not there before.
    adopter.write("provider.tsv", CATALOGUE);
    let imported = scopemark(&adopter.path("."), &["catalogue", "import", "provider.tsv"]);
    assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
    let said = adopter.build();
    let errors = said.failed().errors();
    let [error] = errors.as_slice() else { panic!("{} errors: {said}", errors.len()) };
    assert!(
        error.message.starts_with("docs-tables/app.md:5:15: Microsoft Graph has no delegated permission"),
        "{said}"
    );
    for near in ["`Calendars.Read.Shared`", "`Calendars.ReadBasic`"] {
        assert!(error.message.contains(near), "{}", error.message);
    }

    // An edit of the catalogue alone is seen too.
    let row = "Calendars.ReadBasic.Shared\tdelegated\t-\tno\tyes\t-\n";
    adopter.replace("permissions.catalogue.tsv", "User.Read\t", &format!("{row}User.Read\t"));
    adopter.build().succeeded();
    adopter.replace("permissions.catalogue.tsv", row, "Calendars.ReadBasic.Shared\tusers\t-\tno\tyes\t-\n");
    let said = adopter.build();
    let lines = said.failed().of_script("error");
    assert!(lines.iter().any(|line| line.contains("permissions.catalogue.tsv:4:28: `users` is not a kind")), "{said}");
    adopter.remove("permissions.catalogue.tsv");
    adopter.build().succeeded();
}

#[test]
fn the_documentation_says_what_the_catalogue_knows_and_that_it_comes_from_there() {
    let adopter = Adopter::new("documented-by-catalogue");
    adopter.write("docs-tables/app.md", TABLE.replace("ReadBasic.Shared`", "ReadBasic`"));
    adopter.write("permissions.catalogue.tsv", CATALOGUE);
    adopter.write("src/lib.rs", "//! An adopter.\nscopemark::include_tables!();\n");
    adopter.build().succeeded();
    adopter.expand("expanded.rs");
    let expanded = std::fs::read_to_string(adopter.path("expanded.rs")).expect("what was expanded");
    assert!(expanded.contains("Read basic details (from the catalogue of the provider's permissions)"), "{expanded}");
    assert!(expanded.contains("Admin consent: not required, according to the catalogue"), "{expanded}");
}
