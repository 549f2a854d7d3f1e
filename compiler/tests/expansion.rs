//! The token form and its expansion where something is wrong.

mod support;
#[path = "support/tokens.rs"]
mod tokens;

use scopemark_compiler::emit::{Expansion, FORMAT, expand, tables};
use scopemark_compiler::finding::{Finding, Level, Rule};
use scopemark_compiler::model::Position;
use support::Builder;

static BROKEN: Rule = Rule { id: "read/broken", level: Level::Error, title: "", explanation: "" };

fn error(line: u32) -> Finding {
    Finding {
        rule: &BROKEN,
        path: "docs tables/a.md".to_owned(),
        position: Position { line, column: 3 },
        message: "broken".to_owned(),
        help: String::new(),
        excerpt: String::new(),
        mark: 0,
    }
}

#[test]
fn a_row_is_a_line() {
    let rows = |count: usize| {
        let mut builder = Builder::new("a");
        for n in 0..count {
            builder = builder.scope(&format!("Area{n}.Read"), "Feature", |row| row.description = "two\nlines".into());
        }
        tables(&[builder.read()]).lines().count()
    };
    // A name and its row.
    assert_eq!(rows(50), rows(10) + 2 * 40);
}

#[test]
fn another_format_is_a_single_error_that_says_what_to_do() {
    let text = tables(&[Builder::new("a").title("A").scope("Mail.Read", "Mail", |_| ()).read()]);
    let other = text.replace(&format!("format {FORMAT};"), "format 999;");
    assert_ne!(text, other);
    let Expansion { errors, modules, .. } = expand(&tokens::inside(&other));
    let [error] = errors.as_slice() else { panic!("{errors:?}") };
    assert!(error.message.contains("use the same version of scopemark and scopemark-compiler"), "{error:?}");
    assert_eq!(modules, "");
}

#[test]
fn tokens_that_are_cut_or_changed_are_one_error_and_never_a_panic() {
    let text = tables(&[Builder::new("a")
        .scope("Mail.Read", "Mail", |row| row.requires = vec!["SharedMailbox".into()])
        .cover("Mail.ReadWrite", "Mail.Read")
        .read()]);
    let whole = tokens::inside(&text);
    assert_eq!(expand(&whole).errors, []);
    for at in 0..whole.len() {
        let mut fewer = whole.clone();
        fewer.remove(at);
        assert_eq!(expand(&fewer).errors.len(), 1, "without {}", whole[at]);
        let mut other = whole.clone();
        "#".clone_into(&mut other[at]);
        assert_eq!(expand(&other).errors.len(), 1, "{}", whole[at]);
    }
    let lines = whole.iter().position(|token| token.starts_with("r#")).unwrap();
    let text = &whole[lines];
    for at in 0..text.len() {
        for change in ["", "#", " ", "\"", "\\", "]", "\n", "é"] {
            let mut other = whole.clone();
            other[lines].replace_range(at..=at, change);
            // One letter less may still be a document, but never more than one error.
            let Expansion { errors, modules, .. } = expand(&other);
            assert!(errors.is_empty() || (errors.len() == 1 && modules.is_empty()), "{}", other[lines]);
        }
        let mut cut = whole.clone();
        cut[lines].truncate(at);
        assert_eq!(expand(&cut).errors.len(), 1);
    }
}

#[test]
fn each_error_is_one_compile_error_and_the_names_stay() {
    let mut reading = Builder::new("a").scope("Mail.Read", "Mail", |_| ()).scope("*", "Mail", |_| ()).read();
    reading.findings.push(error(40));
    let text = tables(&[reading]);
    assert_eq!(text.lines().filter(|line| *line == "error").count(), 2, "{text}");
    let tokens = tokens::inside(&text);
    let Expansion { errors, modules, .. } = expand(&tokens);
    assert_eq!(errors.len(), 2);
    assert!(errors.iter().all(|error| tokens[error.token.unwrap()] == "error"), "{errors:?}");
    assert!(errors[1].message.contains("docs tables/a.md:40:3: broken [read/broken]"), "{errors:?}");
    assert!(modules.contains("MailRead") && modules.contains("pub mod a"));
}

#[test]
fn past_a_hundred_errors_there_is_one_more_with_the_count_and_the_command() {
    let mut reading = Builder::new("a").read();
    reading.findings = (1..=100).map(error).collect();
    assert_eq!(expand(&tokens::inside(&tables(std::slice::from_ref(&reading)))).errors.len(), 100);
    reading.findings.extend((101..=250).map(error));
    let Expansion { errors, .. } = expand(&tokens::inside(&tables(&[reading])));
    assert_eq!(errors.len(), 101);
    assert!(
        errors[100]
            .message
            .contains("250 errors, of which 100 are shown; see all: cargo scopemark read 'docs tables/a.md'"),
        "{errors:?}"
    );
}
