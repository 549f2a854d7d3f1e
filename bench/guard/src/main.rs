//! Counts the instructions of each subject under callgrind and compares them with `counts.txt`.
//!
//! `guard UNOPTIMISED OPTIMISED COUNTS [--record]`: two builds of `work`, as build scripts and programs are built, and the
//! recorded counts. An instruction count hardly depends on the machine or on what else it does, so a count that has grown is a
//! change of the code, which a time would never tell. With another compiler than the recorded one all counts differ: then
//! nothing is judged, and that is said.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

/// What is counted: its name, whether it runs optimised, and what it is.
const SUBJECTS: [(&str, bool, &str); 5] = [
    ("read", false, "reading 2,000 rows, as a build script does"),
    ("write", false, "writing the token form of these"),
    ("expand", false, "expanding them, as the procedural macro does"),
    ("claim", true, "1,000 claims of 31 names against 800"),
    ("access", true, "the access to every feature, 1,000 times"),
];

/// By how much a count may grow: the C library chooses some functions by the processor.
const TOLERANCE: f64 = 1.05;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (record, paths): (Vec<&String>, Vec<&String>) = arguments.iter().partition(|argument| *argument == "--record");
    let [unoptimised, optimised, counts] = paths.as_slice() else {
        eprintln!("guard UNOPTIMISED OPTIMISED COUNTS [--record]");
        return ExitCode::from(2);
    };
    let compiler = compiler();
    let mut counted = Vec::new();
    for (subject, is_optimised, _) in SUBJECTS {
        let program = if is_optimised { optimised } else { unoptimised };
        // What the process does besides is in both, and so in neither.
        counted.push((instructions(program, subject, 2) - instructions(program, subject, 1), subject));
    }
    if !record.is_empty() {
        let mut text =
            format!("# Instructions by subject; bench/guard/run --record writes this file.\ncompiler {compiler}\n");
        for (count, subject) in &counted {
            let _ = writeln!(text, "{subject} {count}");
        }
        fs::write(counts, text).expect("the counts can be written");
        return ExitCode::SUCCESS;
    }
    judge(&fs::read_to_string(Path::new(counts)).expect("the counts can be read"), &compiler, &counted)
}

fn judge(recorded: &str, compiler: &str, counted: &[(u64, &str)]) -> ExitCode {
    let recorded_for =
        |key: &str| recorded.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(' ')).map(str::to_owned);
    if recorded_for("compiler").as_deref() != Some(compiler) {
        println!(
            "SKIPPED: the instruction counts are of {}, and this is {compiler}: bench/guard/run --record takes new ones",
            recorded_for("compiler").unwrap_or_else(|| "no compiler".to_owned())
        );
        return ExitCode::SUCCESS;
    }
    let mut grown = 0;
    for ((count, subject), (_, _, what)) in counted.iter().zip(SUBJECTS) {
        let Some(before) = recorded_for(subject).and_then(|count| count.parse::<u64>().ok()) else {
            println!("{subject}: {count} instructions; none are recorded");
            grown += 1;
            continue;
        };
        let ratio = *count as f64 / before as f64;
        let verdict = if ratio > TOLERANCE {
            grown += 1;
            "GROWN"
        } else if ratio < 1.0 / TOLERANCE {
            "less: record it, so that it stays so"
        } else {
            "as recorded"
        };
        println!("{subject}: {count} instructions, {before} recorded, {ratio:.3}: {verdict} ({what})");
    }
    if grown == 0 {
        return ExitCode::SUCCESS;
    }
    println!(
        "{grown} of the subjects cost more than {TOLERANCE} times what is recorded. Make them cheaper; or say in the commit why \
         the cost is worth it, and record it: bench/guard/run --record"
    );
    ExitCode::FAILURE
}

/// The instructions that the program executes for a subject, done so many times.
fn instructions(program: &str, subject: &str, times: u32) -> u64 {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null", program, subject, &times.to_string()])
        .env_clear()
        .envs(env::var_os("PATH").map(|path| ("PATH", path)))
        .stdout(Stdio::null())
        .output()
        .expect("valgrind runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {subject}: {said}");
    let count = said.lines().find_map(|line| line.split_once("refs:")).expect("a count");
    count.1.trim().replace(',', "").parse().expect("a count")
}

fn compiler() -> String {
    let output = Command::new("rustc").arg("--version").output().expect("rustc runs");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
