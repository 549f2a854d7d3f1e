//! What a real rust-analyzer shows in a crate that uses scopemark: hover, completion and definition of a permission.

mod analyzer;
mod client;
mod editor;
mod framing;
#[allow(dead_code, reason = "the tests of adopters need more of it")]
#[path = "../adopter/support.rs"]
mod support;

use editor::Editor;
use support::{Adopter, BUILD, repository};

const CALLS: &str = "\
# Calls

| Feature | Permission     | Description                 |
|---------|----------------|-----------------------------|
| Calls   | Calls.Initiate | Start calls (in your name). |
| Calls   | Calls.JoinOnce | Join a call                 |
| Chat    | Chat.Read      | Read messages               |
";

/// A constant of the document.
struct Constant {
    name: &'static str,
    description: &'static str,
    line: u32,
}

const INITIATE: Constant = Constant { name: "CallsInitiate", description: "Start calls (in your name).", line: 5 };
const JOIN: Constant = Constant { name: "CallsJoinOnce", description: "Join a call", line: 6 };
const READ: Constant = Constant { name: "ChatRead", description: "Read messages", line: 7 };

impl Constant {
    /// Panics unless a text of the editor has the description and the place in the document.
    fn is_explained_by(&self, text: &str) {
        let place = format!("Defined in docs-tables/calls.md:{}", self.line);
        assert!(text.contains(self.description), "no description of {} in {text:?}", self.name);
        assert!(text.lines().any(|line| line.trim_end().ends_with(&place)), "no place of {} in {text:?}", self.name);
    }
}

#[test]
#[ignore = "needs rust-analyzer"]
fn an_editor_explains_completes_and_jumps() {
    look_around(&Adopter::new("editor"), "scopemark::include_tables!();");
}

#[test]
#[ignore = "needs rust-analyzer"]
fn it_does_so_where_the_dependency_has_another_name() {
    let dependencies = format!(
        "[dependencies]\nsm = {{ package = 'scopemark', path = '{}' }}\n\n\
         [build-dependencies]\nscopemark-compiler = {{ path = '{}' }}\n",
        repository().join("runtime").display(),
        repository().join("compiler").display(),
    );
    let adopter = Adopter::with("editor-renamed", "2024", &dependencies);
    adopter.write("build.rs", BUILD);
    look_around(&adopter, "sm::include_tables!(crate = sm);");
}

/// Checks what the editor shows where this line includes the tables, at the top of a crate and in a module.
fn look_around(adopter: &Adopter, include: &str) {
    let server = match analyzer::find() {
        Ok(server) => server,
        Err(why) => {
            println!("SKIPPED: what an editor shows: {why}");
            return;
        }
    };
    adopter.write("docs-tables/calls.md", CALLS);
    let source = format!(
        "{include}\nmod inner {{\n    {include}\n}}\n\nfn main() {{\n    let asked = calls::Scope::CallsInitiate;\n    \
         let nested = inner::calls::Scope::ChatRead;\n    println!(\"{{asked}} {{nested}}\");\n}}\n"
    );
    let mut editor = Editor::open(&server, adopter, source);
    for (module, used) in [("calls", INITIATE), ("inner::calls", READ)] {
        let name = format!("{module}::Scope::{}", used.name);
        let hover = editor.hover(&format!("= {name}"));
        println!("== hover over {name}\n{hover}\n");
        used.is_explained_by(&hover);

        let definitions = editor.definitions(&format!("= {name}"));
        println!("== definition of {name}\n{definitions:#?}\n");
        let first = definitions.first().unwrap_or_else(|| panic!("no definition of {name}"));
        assert!(first.ends_with("/out/scopemark.rs"), "an editor opens {first}");

        let completed = editor.complete(&format!("= {module}::Scope::"));
        for constant in [INITIATE, JOIN, READ] {
            let found = completed.iter().find(|item| item.label == constant.name);
            let found = found.unwrap_or_else(|| panic!("{} is not in {completed:#?}", constant.name));
            println!("== completion of {module}::Scope:: with {}\n{}\n", found.label, found.documentation);
            constant.is_explained_by(&found.documentation);
        }
    }
    let errors = editor.errors();
    assert!(errors.is_empty(), "the editor marks errors in a crate that compiles: {errors:#?}");
    editor.close();
}
