//! Builds for which there can be no module: the reason alone is shown, and nothing of an earlier build takes its place.

use crate::support::{Adopter, BUILD, Said, repository};

const MAIL: &str = "| Permission |\n|---|\n| Mail.Read |\n";

const LIB: &str = "\
//! An adopter.
scopemark::include_tables!();
/// A permission by its name.
pub const READ: mail::Scope = mail::Scope::MailRead;
";

/// The errors of the build script, where these are all that there is to see.
fn alone(said: &Said) -> Vec<&str> {
    assert!(said.failed().is_silent(), "rustc has nothing to add: {said}");
    said.of_script("error")
}

#[test]
fn a_folder_without_a_module_in_it_is_an_error_of_the_build_alone() {
    let adopter = Adopter::new("no-module");
    adopter.write("docs-tables/mail.md", MAIL);
    adopter.write("src/lib.rs", LIB);
    let said = adopter.check();
    let tables = said.succeeded().out_dir().join("scopemark.rs");
    assert!(tables.exists());

    // A folder that is not there.
    adopter.write("build.rs", BUILD.replace("docs-tables", "docs/tables"));
    let said = adopter.check();
    let missing = format!(
        "docs/tables: there is no such file or folder; looked for it in {}",
        adopter.path("").display().to_string().trim_end_matches(['/', '\\'])
    );
    assert_eq!(alone(&said), [missing]);
    assert!(!tables.exists(), "the tables of the earlier build are gone");
    adopter.write("build.rs", BUILD);
    adopter.check().succeeded();

    // A file that is not UTF-8.
    adopter.write("docs-tables/mail.md", [MAIL.as_bytes(), b"\nna\xefve\n"].concat());
    let said = adopter.check();
    let [error] = alone(&said)[..] else { panic!("{said}") };
    assert!(error.starts_with("docs-tables/mail.md:5:3: "), "{error}");
    assert!(error.contains("UTF-8") && error.contains("[read/not-utf8]"), "{error}");
    assert_eq!(alone(&adopter.check()), [error], "the same again, as long as nothing is mended");
    assert!(!tables.exists(), "the tables of the earlier build are gone");

    // An empty file.
    adopter.write("docs-tables/mail.md", "");
    let said = adopter.check();
    let [error] = alone(&said)[..] else { panic!("{said}") };
    assert!(error.starts_with("docs-tables/mail.md:1:1: ") && error.contains("[read/no-table]"), "{error}");

    // An empty folder.
    adopter.remove("docs-tables/mail.md");
    let said = adopter.check();
    assert_eq!(
        alone(&said),
        ["docs-tables: there is no document in this folder: a document is a Markdown file (.md, .markdown or .mdx) with a permission table; \
          looked for it in "
            .to_owned()
            + adopter.path("").display().to_string().trim_end_matches(['/', '\\'])]
    );

    // All of them at once: every reason is there, in order of path.
    adopter.write("docs-tables/mail.md", MAIL);
    adopter.write("docs-tables/empty.md", "");
    adopter.write("docs-tables/latin.md", b"caf\xe9\n");
    let said = adopter.check();
    let places: Vec<&str> = alone(&said).iter().map(|error| error.split(": ").next().unwrap_or_default()).collect();
    assert_eq!(places, ["docs-tables/empty.md:1:1", "docs-tables/latin.md:1:4"], "{said}");

    adopter.remove("docs-tables/empty.md");
    adopter.remove("docs-tables/latin.md");
    adopter.check().succeeded();
}

#[test]
fn a_document_whose_name_no_module_can_have_says_so() {
    let adopter = Adopter::new("module-names");
    adopter.write("docs-tables/mail.md", MAIL);
    adopter.write("src/lib.rs", LIB);
    adopter.write("docs-tables/type.md", MAIL);
    adopter.replace("src/lib.rs", "mail::", "r#type::");
    adopter.check().succeeded();

    for name in ["core.md", "2024.md", "mail_box.md", "mail-box.md"] {
        adopter.write(&format!("docs-tables/{name}"), MAIL);
    }
    let said = adopter.check();
    let errors = alone(&said);
    let [year, core, clash] = errors[..] else { panic!("{said}") };
    assert!(year.starts_with("docs-tables/2024.md:1:1: ") && year.contains("[read/bad-module] help: "), "{year}");
    assert!(core.starts_with("docs-tables/core.md:1:1: ") && core.contains("[read/bad-module] help: "), "{core}");
    assert!(
        clash.starts_with("docs-tables/mail_box.md:1:1: ") && clash.contains("[read/module-clash] help: "),
        "{clash}"
    );
    for part in ["docs-tables/mail-box.md", "`mail_box`"] {
        assert!(clash.contains(part), "{clash}");
    }
    for name in ["core.md", "2024.md", "mail_box.md"] {
        adopter.remove(&format!("docs-tables/{name}"));
    }
    adopter.check().succeeded();
}

/// What `include_tables!` says where nothing compiled the tables, in full.
const NO_BUILD_SCRIPT: &str = "\
scopemark::include_tables! found no tables, because this package has no build script that compiles them. \
Add scopemark-compiler to [build-dependencies] in Cargo.toml, and to build.rs:

    fn main() {
        scopemark_compiler::build(\"docs-tables\")
    }
";

#[test]
fn without_a_build_script_that_compiles_them_the_tables_say_what_to_add() {
    let runtime = repository().join("runtime");
    let dependency = format!("[dependencies]\nscopemark = {{ path = '{}' }}\n", runtime.display());
    let adopter = Adopter::with("no-script", "2024", &dependency);
    adopter.write("docs-tables/mail.md", MAIL);
    let says_it = |adopter: &Adopter| {
        adopter.write("src/lib.rs", "//! An adopter.\nscopemark::include_tables!();\n");
        let said = adopter.check();
        let errors = said.failed().errors();
        assert_eq!(errors[0].message, NO_BUILD_SCRIPT, "{said}");
        assert_eq!(errors.len(), 1, "{said}");
        // Names are unknown then; what to do comes before them.
        adopter.write("src/lib.rs", LIB);
        let said = adopter.check();
        assert_eq!(said.failed().errors()[0].message, NO_BUILD_SCRIPT, "{said}");
    };
    says_it(&adopter);
    adopter.write("build.rs", "fn main() {}\n");
    says_it(&adopter);
}
