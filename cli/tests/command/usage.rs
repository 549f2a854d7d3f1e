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
        "completions",
        "man",
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

#[test]
#[cfg(unix)]
fn a_shell_completes_a_verb_by_the_printed_script() {
    let folder = Folder::with(&[]);
    let script = folder.run(&["completions", "bash"]).code(0).out().to_owned();
    folder.write("complete.bash", script.as_bytes());
    let ask = "source complete.bash; COMP_WORDS=(cargo-scopemark che); COMP_CWORD=1; \
               _cargo__scopemark cargo-scopemark che cargo-scopemark; echo \"${COMPREPLY[@]}\"";
    let out = std::process::Command::new("bash").args(["-c", ask]).current_dir(folder.path()).output().expect("bash");
    assert_eq!(String::from_utf8_lossy(&out.stdout), "check check-grant\n");
    for shell in ["zsh", "fish", "powershell", "elvish"] {
        folder.run(&["completions", shell]).code(0).stdout_eq(line_with("check-grant"));
    }
}

#[test]
fn every_verb_has_a_page_of_the_manual() {
    let folder = Folder::with(&[]);
    folder.run(&["man"]).code(0).stdout_eq(line_with("cargo\\-scopemark\\-check(1)"));
    for verb in [&["check"][..], &["catalogue", "import"]] {
        let page = folder.run(&[&["man"], verb].concat()).code(0);
        assert!(page.out().contains(".SH SYNOPSIS") && page.out().contains("cargo scopemark"), "{}", page.out());
    }
    folder.run(&["man", "chek"]).code(2).stderr_eq(line_with("did you mean `check`?"));
}
