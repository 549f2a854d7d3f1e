//! The token form and its expansion where something is wrong.

mod support;

use proc_macro2::{TokenStream, TokenTree};
use scopemark_compiler::emit::{FORMAT, expand, tables};
use scopemark_compiler::finding::{Finding, Level, Rule};
use scopemark_compiler::model::Position;
use support::Builder;

static BROKEN: Rule = Rule { id: "read/broken", level: Level::Error, title: "" };

fn tokens(text: &str) -> TokenStream {
    let file: TokenStream = text.parse().unwrap();
    let Some(TokenTree::Group(invocation)) = file.into_iter().last() else { panic!("{text}") };
    invocation.stream()
}

fn errors(expanded: &TokenStream) -> usize {
    expanded.to_string().matches("compile_error").count()
}

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
    let expanded = expand(tokens(&other)).to_string();
    assert_eq!(expanded.matches("compile_error").count(), 1);
    assert!(expanded.contains("use the same version of scopemark and scopemark-compiler"), "{expanded}");
    assert!(!expanded.contains("pub mod"), "{expanded}");
}

#[test]
fn tokens_that_are_cut_or_changed_are_one_error_and_never_a_panic() {
    let text = tables(&[Builder::new("a")
        .scope("Mail.Read", "Mail", |row| row.requires = vec!["SharedMailbox".into()])
        .cover("Mail.ReadWrite", "Mail.Read")
        .read()]);
    let whole: Vec<TokenTree> = tokens(&text).into_iter().collect();
    let Some(TokenTree::Group(document)) = whole.last() else { panic!("{text}") };
    let inner: Vec<TokenTree> = document.stream().into_iter().collect();
    let rebuilt = |inner: Vec<TokenTree>| {
        let mut group = proc_macro2::Group::new(document.delimiter(), inner.into_iter().collect());
        group.set_span(document.span());
        whole[..whole.len() - 1].iter().cloned().chain([TokenTree::Group(group)]).collect::<TokenStream>()
    };
    assert_eq!(errors(&expand(rebuilt(inner.clone()))), 0);
    for at in 0..inner.len() {
        // One token less may still be a document, but never more than one error.
        let mut fewer = inner.clone();
        fewer.remove(at);
        assert!(errors(&expand(rebuilt(fewer))) <= 1);
        let mut other = inner.clone();
        other[at] = TokenTree::Punct(proc_macro2::Punct::new('#', proc_macro2::Spacing::Alone));
        assert_eq!(errors(&expand(rebuilt(other))), 1, "{}", inner[at]);
    }
}

#[test]
fn each_error_is_one_compile_error_and_the_names_stay() {
    let mut reading = Builder::new("a").scope("Mail.Read", "Mail", |_| ()).scope("*", "Mail", |_| ()).read();
    reading.findings.push(error(40));
    let text = tables(&[reading]);
    assert_eq!(text.lines().filter(|line| *line == "error").count(), 2, "{text}");
    let expanded = expand(tokens(&text));
    assert_eq!(errors(&expanded), 2);
    let expanded = expanded.to_string();
    assert!(expanded.contains("docs tables/a.md:40:3: broken [read/broken]"), "{expanded}");
    assert!(expanded.contains("MailRead") && expanded.contains("pub mod a"));
}

#[test]
fn past_a_hundred_errors_there_is_one_more_with_the_count_and_the_command() {
    let mut reading = Builder::new("a").read();
    reading.findings = (1..=100).map(error).collect();
    assert_eq!(errors(&expand(tokens(&tables(std::slice::from_ref(&reading))))), 100);
    reading.findings.extend((101..=250).map(error));
    let expanded = expand(tokens(&tables(&[reading])));
    assert_eq!(errors(&expanded), 101);
    let expanded = expanded.to_string();
    assert!(
        expanded.contains("250 errors, of which 100 are shown; see all: cargo scopemark read 'docs tables/a.md'"),
        "{expanded}"
    );
}
