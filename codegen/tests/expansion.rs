//! Tests the expansion of broken documents and broken tokens.

mod support;

use proc_macro2::{Literal, TokenStream, TokenTree};
use scopemark_codegen::expand;
use scopemark_compiler::finding::{Finding, Level, Rule};
use scopemark_compiler::model::Position;
use scopemark_compiler::tables;
use scopemark_core::wire::FORMAT;
use support::{Builder, errors, inside};

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
        unlisted: 0,
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
    // Each row adds two lines: its name and itself.
    assert_eq!(rows(50), rows(10) + 2 * 40);
}

#[test]
fn another_format_is_a_single_error_that_says_what_to_do() {
    let text = tables(&[Builder::new("a").title("A").scope("Mail.Read", "Mail", |_| ()).read()]);
    let other = text.replace(&format!("format {FORMAT};"), "format 999;");
    assert_ne!(text, other);
    let (errors, modules) = errors(expand(inside(&other)));
    let [error] = errors.as_slice() else { panic!("{errors:?}") };
    assert!(error.contains("use the same version of scopemark and scopemark-compiler"), "{error}");
    assert!(modules.is_empty());
}

#[test]
fn tokens_that_are_cut_or_changed_are_one_error_and_never_a_panic() {
    let text = tables(&[Builder::new("a")
        .scope("Mail.Read", "Mail", |row| row.requires = vec!["SharedMailbox".into()])
        .cover("Mail.ReadWrite", "Mail.Read")
        .read()]);
    let whole: Vec<TokenTree> = inside(&text).into_iter().collect();
    let expanded = |tokens: &[TokenTree]| errors(expand(tokens.iter().cloned().collect::<TokenStream>()));
    assert!(expanded(&whole).0.is_empty());
    for at in 0..whole.len() {
        let mut fewer = whole.clone();
        fewer.remove(at);
        assert_eq!(expanded(&fewer).0.len(), 1, "without {}", whole[at]);
        let mut other = whole.clone();
        other[at] = TokenTree::Literal(Literal::character('#'));
        assert_eq!(expanded(&other).0.len(), 1, "{}", whole[at]);
    }
    let at = whole.iter().position(|token| token.to_string().starts_with("r#")).unwrap();
    let lines = syn::parse_str::<syn::LitStr>(&whole[at].to_string()).unwrap().value();
    let with = |lines: &str| {
        let mut other = whole.clone();
        other[at] = TokenTree::Literal(Literal::string(lines));
        expanded(&other)
    };
    for place in 0..lines.len() {
        for change in ["", "#", " ", "\t", "=", "\"", "\\", "\n", "é"] {
            let mut other = lines.clone();
            other.replace_range(place..=place, change);
            // One letter less may still be a document, but never more than one error.
            let (errors, modules) = with(&other);
            assert!(errors.is_empty() || (errors.len() == 1 && modules.is_empty()), "{errors:?} {other}");
        }
    }
    for end in lines.match_indices('\n').map(|(at, _)| at) {
        let (errors, modules) = with(&lines[..end]);
        assert!(errors.is_empty() || (errors.len() == 1 && modules.is_empty()), "{errors:?} {}", &lines[..end]);
    }
}

#[test]
fn each_error_is_one_compile_error_and_the_names_stay() {
    let mut reading = Builder::new("a").scope("Mail.Read", "Mail", |_| ()).scope("*", "Mail", |_| ()).read();
    reading.findings.push(error(40));
    let text = tables(&[reading]);
    assert_eq!(text.lines().filter(|line| *line == "error").count(), 2, "{text}");
    let (errors, modules) = errors(expand(inside(&text)));
    assert_eq!(errors.len(), 2);
    assert!(errors[1].contains("docs tables/a.md:40:3: broken [read/broken]"), "{errors:?}");
    let [syn::Item::Mod(module)] = modules.as_slice() else { panic!("{} modules", modules.len()) };
    assert_eq!(module.ident, "a");
    let variants = module.content.iter().flat_map(|(_, items)| items).find_map(|item| match item {
        syn::Item::Enum(item) if item.ident == "Scope" => Some(&item.variants),
        _ => None,
    });
    assert!(variants.unwrap().iter().any(|variant| variant.ident == "MailRead"));
}

#[test]
fn a_document_has_a_module_for_each_name_that_it_had_and_that_is_free() {
    let named = |name: &str, former: &[&str]| {
        let mut reading = Builder::new(name).scope("Mail.Read", "Mail", |_| ()).read();
        reading.document.formerly_documents = former.iter().map(ToString::to_string).collect();
        reading
    };
    // One is the name of another document, one that of a document before, and two are one in Rust.
    let first = named("a", &["old-one", "old_one", "older"]);
    let readings = [first, named("b", &["a", "oldest", "older"])];
    let (errors, modules) = errors(expand(inside(&tables(&readings))));
    assert!(errors.is_empty(), "{errors:?}");
    let idents: Vec<String> = modules
        .iter()
        .filter_map(|item| match item {
            syn::Item::Mod(module) => Some(module.ident.to_string()),
            _ => None,
        })
        .collect();
    assert_eq!(idents, ["a", "old_one", "older", "b", "oldest"]);
}

#[test]
fn past_a_hundred_errors_there_is_one_more_with_the_count_and_the_command() {
    let mut reading = Builder::new("a").read();
    reading.findings = (1..=100).map(error).collect();
    assert_eq!(errors(expand(inside(&tables(std::slice::from_ref(&reading))))).0.len(), 100);
    reading.findings.extend((101..=250).map(error));
    let (errors, _) = errors(expand(inside(&tables(&[reading]))));
    assert_eq!(errors.len(), 101);
    assert!(
        errors[100].contains("250 errors, of which 100 are shown; see all: cargo scopemark read 'docs tables/a.md'"),
        "{errors:?}"
    );
}

#[test]
fn a_document_with_too_many_conditions_keeps_its_names_and_is_one_error() {
    let many = (0..65).fold(Builder::new("many"), |builder, n| {
        let condition = format!("Setting{n}");
        builder.scope(&format!("Area{n}.Read"), "Feature", |row| row.requires = vec![condition])
    });
    let (errors, modules) = errors(expand(inside(&tables(&[many.read()]))));
    let [error] = errors.as_slice() else { panic!("{errors:?}") };
    assert!(error.starts_with("docs-tables/many.md:1:1: the document has 65 conditions"), "{error}");
    assert_eq!(modules.len(), 1);
}
