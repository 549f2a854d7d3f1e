//! Tests `cargo run`, as after a fresh clone.

use std::process::{Command, Stdio};

use scopemark_integrations::{inloox, intrexx, o365, teams_devices};

const OVERVIEW: &str = env!("CARGO_BIN_EXE_scopemark-integrations");

#[test]
fn every_permission_of_every_document_is_printed() {
    let output = Command::new(OVERVIEW).output().expect("the program");
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    for (path, rows) in [
        (o365::PATH, include_str!("shipped/o365.txt")),
        (intrexx::PATH, include_str!("shipped/intrexx.txt")),
        (inloox::PATH, include_str!("shipped/inloox.txt")),
        (teams_devices::PATH, include_str!("shipped/teams-devices.txt")),
    ] {
        let start = text.find(&format!("{path}: ")).unwrap_or_else(|| panic!("{path} in {text}"));
        let mut lines = text[start..].lines();
        for row in rows.lines() {
            let (feature, permission) = row.split_once(": ").expect("a feature");
            let (kind, rest) = permission.split_once(' ').expect("a kind");
            let name = rest.split(',').next().expect("a name");
            assert!(text.contains(&format!("\n  {feature}\n")), "{feature}");
            let found = lines.by_ref().any(|line| {
                let mut words = line.split_whitespace();
                words.next() == Some(name) && words.next() == Some(kind)
            });
            assert!(found, "{row} after its predecessor in {text}");
        }
    }
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let child = Command::new(OVERVIEW).stdout(writer).stderr(Stdio::piped()).spawn().expect("the program");
    let output = child.wait_with_output().expect("its end");
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
