//! The `cargo scopemark` command: reads the command line and hands it to a verb.

mod accept;
mod address;
mod against;
mod answer;
mod ask;
mod asking;
mod baseline;
mod catalogue;
mod changelog;
mod check;
mod check_grant;
mod chosen;
mod completions;
mod diff;
mod documents;
mod elsewhere;
mod exit;
mod expand;
mod explain;
mod file;
mod gate;
mod git;
mod grant;
mod inert;
mod init;
mod json;
mod known;
mod lock;
mod man;
mod members;
mod names;
mod note;
mod order;
mod output;
mod package;
mod page;
mod place;
mod read;
mod release;
mod report;
mod resource;
mod review;
mod rules;
mod schema;
mod store;
mod terms;
mod token;
mod wanted;
mod words;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::exit::{Exit, Stop};

/// Compile Markdown permission tables: show the result, find edits that break it, and check what a grant allows
///
/// PATH is a document or a folder of documents. The default is the folder docs-tables of the package that cargo would choose,
/// else of its workspace; from any folder, and also where there is no Cargo.toml.
/// Results and the reports of the gate go to standard output. Other findings and messages go to standard error.
#[derive(Debug, Parser)]
#[command(name = "cargo-scopemark", bin_name = "cargo scopemark", version, after_help = exit::HELP)]
struct Command {
    #[command(subcommand)]
    verb: Verb,

    #[command(flatten)]
    output: output::Options,
}

/// One variant for each verb. Each verb has a file of its own.
#[derive(Debug, Subcommand)]
enum Verb {
    Init(init::Args),
    Read(read::Args),
    Expand(expand::Args),
    Check(check::Args),
    Lock(lock::Args),
    Accept(accept::Args),
    Review(review::Args),
    Release(release::Args),
    Diff(diff::Args),
    Catalogue(catalogue::Args),
    Rules(rules::Args),
    Explain(explain::Args),
    Schema(schema::Args),
    Ask(ask::Args),
    CheckGrant(check_grant::Args),
    Completions(completions::Args),
    Man(man::Args),
}

impl Verb {
    fn run(&self) -> Result<Exit, Stop> {
        match self {
            Self::Read(args) => Ok(read::run(args)?),
            Self::Expand(args) => Ok(expand::run(args)?),
            Self::Ask(args) => ask::run(args),
            Self::Catalogue(args) => catalogue::run(args),
            Self::CheckGrant(args) => check_grant::run(args),
            Self::Init(args) => Ok(init::run(args)?),
            Self::Check(args) => Ok(check::run(args)?),
            Self::Lock(args) => Ok(lock::run(args)?),
            Self::Review(args) => review::run(args),
            Self::Accept(args) => accept::run(args),
            Self::Release(args) => Ok(release::run(args)?),
            Self::Diff(args) => Ok(diff::run(args)?),
            Self::Rules(args) => Ok(rules::run(args)?),
            Self::Explain(args) => Ok(explain::run(args)?),
            Self::Schema(args) => Ok(schema::run(args)?),
            Self::Completions(args) => Ok(completions::run(args)?),
            Self::Man(args) => man::run(args),
        }
    }
}

fn main() -> ExitCode {
    let command = Command::parse_from(arguments(std::env::args_os()));
    command.output.apply();
    let exit = match command.verb.run() {
        Ok(exit) => exit,
        Err(Stop::Usage(errors)) => {
            output::errors(&errors);
            Exit::Usage
        }
        Err(Stop::CouldNot(failure)) => {
            output::failure(&failure);
            Exit::CouldNot
        }
    };
    exit.into()
}

/// Cargo calls `cargo-scopemark scopemark VERB` for `cargo scopemark VERB`.
fn arguments(given: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = given.collect();
    if arguments.get(1).is_some_and(|first| first == "scopemark") {
        arguments.remove(1);
    }
    arguments
}

#[cfg(test)]
mod tests {
    use super::{Command, arguments};
    use crate::schema::Verb;
    use clap::{CommandFactory, ValueEnum};
    use std::ffi::OsString;

    fn after_cargo(given: &[&str]) -> Vec<OsString> {
        arguments(given.iter().map(OsString::from))
    }

    #[test]
    fn the_name_that_cargo_repeats_is_dropped_once() {
        assert_eq!(after_cargo(&["cargo-scopemark", "scopemark", "read"]), after_cargo(&["cargo-scopemark", "read"]));
        assert_eq!(after_cargo(&["cargo-scopemark", "scopemark", "scopemark"]).len(), 2);
    }

    #[test]
    fn the_command_line_is_sound() {
        Command::command().debug_assert();
    }

    #[test]
    fn every_verb_that_prints_json_has_a_schema_and_no_other() {
        let command = Command::command();
        let prints_json = |verb: &&clap::Command| {
            let format = verb.get_arguments().find(|argument| argument.get_id() == "format");
            format.is_some_and(|format| format.get_possible_values().iter().any(|value| value.get_name() == "json"))
        };
        let named = |verb: &clap::Command| verb.get_name().to_owned();
        let mut printing: Vec<String> = command.get_subcommands().filter(prints_json).map(named).collect();
        for verb in command.get_subcommands() {
            let parts = verb.get_subcommands().filter(prints_json);
            printing.extend(parts.map(|part| format!("{}-{}", verb.get_name(), part.get_name())));
        }
        let mut described: Vec<String> = Verb::value_variants().iter().map(|verb| verb.word()).collect();
        printing.sort_unstable();
        described.sort_unstable();
        assert_eq!(described, printing);
    }
}
