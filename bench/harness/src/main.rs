//! `bench/run`: runs ours beside theirs, several times by turns, and writes medians and ratios.

mod folder;
mod machine;
mod measure;
mod report;
mod rows;
mod tools;
mod unit;

use std::path::Path;
use std::process::ExitCode;

use folder::Bench;
use report::Report;
use rows::{Plan, ROWS};

const HELP: &str = "\
Runs scopemark beside its peers and prints medians and ratios as Markdown.

usage: bench/run [--quick] [ROW…]

  --quick   fewer repetitions: a few minutes on a quiet machine, building included
  --help    this text

ROW is one of the rows below; without one, all run. A full run (all rows, not --quick) is written to bench/RESULTS.md;
any other is printed only.
";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(bench) = arguments.next() else {
        eprintln!("start it as bench/run");
        return ExitCode::from(2);
    };
    let mut plan = Plan { quick: false };
    let mut chosen = Vec::new();
    for argument in arguments {
        match argument.as_str() {
            "--quick" => plan.quick = true,
            "--help" | "-h" => {
                println!("{HELP}");
                for row in &ROWS {
                    println!("  {:<9} {}", row.name, row.what);
                }
                return ExitCode::SUCCESS;
            }
            name if ROWS.iter().any(|row| row.name == name) => chosen.push(name.to_owned()),
            other => {
                eprintln!("there is no row or option `{other}`; bench/run --help shows them");
                return ExitCode::from(2);
            }
        }
    }
    match run(Path::new(&bench), plan, &chosen) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("bench/run: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run(root: &Path, plan: Plan, chosen: &[String]) -> Result<(), String> {
    let bench = Bench::at(root)?;
    let mut report = Report::default();
    for row in ROWS.iter().filter(|row| chosen.is_empty() || chosen.iter().any(|name| name == row.name)) {
        eprintln!("== {}: {}", row.name, row.what);
        (row.run)(&bench, plan, &mut report).map_err(|why| format!("{}: {why}", row.name))?;
    }
    let causes = bench.read("causes.md")?;
    let is_full = chosen.is_empty() && !plan.quick;
    let setting = [machine::describe()?, machine::peers(&bench)?];
    let text = report.render(&setting, &causes, is_full)?;
    println!("{text}");
    if is_full {
        bench.write("RESULTS.md", &text)?;
    } else {
        eprintln!("bench/RESULTS.md is as it was: only a full run writes it");
    }
    Ok(())
}
