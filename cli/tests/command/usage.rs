//! The command line itself: help, version, and what is said to a slip.

use snapbox::str;

use crate::support::{Folder, Printed, line_with};

#[test]
fn an_unknown_verb_or_option_is_exit_code_2_with_the_nearest_known_one() {
    let folder = Folder::with(&[]);
    for (arguments, near) in [(&["raed"][..], "read"), (&["read", "--fromat", "json"], "--format")] {
        folder.run(arguments).code(2).stdout_eq("").stderr_eq(line_with(&format!("similar[..]{near}")));
    }
}

#[test]
fn a_value_that_is_not_known_is_exit_code_2_and_lists_those_that_are() {
    Folder::with(&[]).run(&["read", "--fail-on", "fatal"]).code(2).stderr_eq(str![[r#"
error: invalid value 'fatal' for '--fail-on <LEVEL>'
  [possible values: error, warning, note]

For more information, try '--help'.

"#]]);
}

#[test]
fn no_verb_is_exit_code_2_with_the_help() {
    Folder::with(&[]).run(&[]).code(2).stderr_eq(line_with("Usage: cargo scopemark [OPTIONS] <COMMAND>"));
}

#[test]
fn cargo_may_repeat_the_name_of_the_command() {
    let folder = Folder::with(&[]);
    let version = format!("cargo-scopemark {}\n", env!("CARGO_PKG_VERSION"));
    folder.run(&["scopemark", "--version"]).code(0).stdout_eq(version);
}

#[test]
fn every_verb_has_help_with_examples_and_the_exit_codes_are_listed() {
    let folder = Folder::with(&[]);
    let help = folder.run(&["--help"]).code(0);
    for code in ["0  clean", "1  findings", "2  ", "3  could not"] {
        assert!(help.out().contains(code), "{}", help.out());
    }
    let verbs = [
        "init",
        "read",
        "expand",
        "ask",
        "check-grant",
        "check",
        "lock",
        "accept",
        "release",
        "diff",
        "rules",
        "explain",
        "schema",
    ];
    for verb in verbs {
        assert!(help.out().contains(verb), "{}", help.out());
        folder.run(&[verb, "--help"]).code(0).stdout_eq(line_with(&format!("Examples:\n  cargo scopemark {verb}")));
    }
}

#[test]
fn help_into_a_closed_pipe_is_no_panic() {
    let run = Folder::with(&[]).run_unread(&["--help"]);
    assert!(!run.err().contains("panicked"), "{}", run.err());
}
