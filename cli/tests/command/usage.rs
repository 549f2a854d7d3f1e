//! The command line itself: help, version, and what is said to a slip.

use crate::support::Folder;

#[test]
fn an_unknown_verb_or_option_is_exit_code_2_with_the_nearest_known_one() {
    let folder = Folder::with(&[]);
    for (arguments, near) in [(&["raed"][..], "read"), (&["read", "--fromat", "json"], "--format")] {
        let run = folder.run(arguments);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.out.is_empty(), "{run:?}");
        assert!(run.err.contains("similar") && run.err.contains(near), "{}", run.err);
    }
}

#[test]
fn a_value_that_is_not_known_is_exit_code_2_and_lists_those_that_are() {
    let run = Folder::with(&[]).run(&["read", "--fail-on", "fatal"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("error, warning, note"), "{}", run.err);
}

#[test]
fn no_verb_is_exit_code_2_with_the_help() {
    let run = Folder::with(&[]).run(&[]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("Usage: cargo scopemark"), "{}", run.err);
}

#[test]
fn cargo_may_repeat_the_name_of_the_command() {
    let folder = Folder::with(&[]);
    let run = folder.run(&["scopemark", "--version"]);
    assert_eq!((run.code, run.out), (0, format!("cargo-scopemark {}\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn every_verb_has_help_with_examples_and_the_exit_codes_are_listed() {
    let folder = Folder::with(&[]);
    let help = folder.run(&["--help"]);
    assert_eq!(help.code, 0);
    for code in ["0  clean", "1  findings", "2  ", "3  could not"] {
        assert!(help.out.contains(code), "{}", help.out);
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
    ];
    for verb in verbs {
        assert!(help.out.contains(verb), "{}", help.out);
        let run = folder.run(&[verb, "--help"]);
        assert_eq!(run.code, 0);
        assert!(run.out.contains(&format!("Examples:\n  cargo scopemark {verb}")), "{}", run.out);
    }
}

#[test]
fn help_into_a_closed_pipe_is_no_panic() {
    let run = Folder::with(&[]).run_unread(&["--help"]);
    assert!(!run.err.contains("panicked"), "{}", run.err);
}
