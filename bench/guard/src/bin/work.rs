//! What is counted: `work SUBJECT TIMES` does one thing so many times, the same in every run.

use std::env;
use std::hint::black_box;

use corpus::{Revision, document, permissions};
use proc_macro2::{TokenStream, TokenTree};
use scopemark_codegen::expand;
use scopemark_compiler::read::read_text;
use scopemark_compiler::tables;

scopemark::include_tables!();

use names::{Feature, Granted, Scope};

/// How many rows are read and expanded: enough that what a row costs is nearly all.
const ROWS: usize = 2_000;

/// How many claims are judged each time: one alone would drown in what starting a process costs.
const CLAIMS: usize = 1_000;

fn main() {
    let mut arguments = env::args().skip(1);
    let (Some(subject), Some(times)) = (arguments.next(), arguments.next().and_then(|times| times.parse().ok())) else {
        panic!("work SUBJECT TIMES");
    };
    match subject.as_str() {
        "read" => read(times),
        "write" => write(times),
        "expand" => expansion(times),
        "claim" => claim(times),
        "access" => access(times),
        _ => panic!("{subject} is no subject"),
    }
}

fn read(times: usize) {
    let text = document(ROWS, Revision(0));
    for _ in 0..times {
        let reading = read_text("docs-tables/names.md", black_box(&text));
        assert_eq!(reading.document.permissions.len(), ROWS);
    }
}

fn write(times: usize) {
    let readings = [read_text("docs-tables/names.md", &document(ROWS, Revision(0)))];
    for _ in 0..times {
        assert!(tables(black_box(&readings)).len() > ROWS);
    }
}

fn expansion(times: usize) {
    let file = tables(&[read_text("docs-tables/names.md", &document(ROWS, Revision(0)))]);
    let file: TokenStream = file.parse().expect("tokens");
    let Some(TokenTree::Group(invocation)) = file.into_iter().last() else { panic!("no invocation") };
    for _ in 0..times {
        assert!(!expand(black_box(invocation.stream())).is_empty());
    }
}

/// The text of a claim of 31 scopes, from all over the document.
fn scopes() -> String {
    let texts: Vec<String> = permissions(800, Revision(0)).into_iter().map(|permission| permission.name).collect();
    let chosen: Vec<&str> = (0..31).map(|n| texts[n * 577 % texts.len()].as_str()).collect();
    chosen.join(" ")
}

fn claim(times: usize) {
    let scopes = scopes();
    for _ in 0..times * CLAIMS {
        let granted = Granted::from_scope(black_box(&scopes));
        assert!(granted.unknown().next().is_none());
    }
}

fn access(times: usize) {
    let granted = Granted::from_scope(&scopes());
    assert!(Scope::ALL.len() == 800);
    for _ in 0..times * CLAIMS {
        for &feature in Feature::ALL {
            black_box(black_box(&granted).access(feature, &[]));
        }
    }
}
