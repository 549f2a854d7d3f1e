//! `man`: the manual, as pages for `man`.

use clap::CommandFactory as _;
use scopemark_core::nearest;

use crate::exit::{Exit, Failure, Stop};
use crate::{Command, output};

/// Print a page of the manual, for `man`
///
/// Without VERB, it is the page of the command itself.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark man | man -l -
  cargo scopemark man check > cargo-scopemark-check.1
  cargo scopemark man catalogue import")]
pub(crate) struct Args {
    /// The verb that the page is about, with the verb in it, if it has some
    #[arg(value_name = "VERB")]
    verbs: Vec<String>,
}

pub(crate) fn run(args: &Args) -> Result<Exit, Stop> {
    let mut command = Command::command();
    command.build();
    for verb in &args.verbs {
        command = find(&command, verb)?;
    }
    let mut page = Vec::new();
    let written = clap_mangen::Man::new(command).render(&mut page);
    written.map_err(|error| Failure(format!("cannot write the page: {error}")))?;
    output::data(&String::from_utf8_lossy(&page))?;
    Ok(Exit::Clean)
}

/// The verb of this name.
fn find(command: &clap::Command, verb: &str) -> Result<clap::Command, Stop> {
    command.find_subcommand(verb).cloned().ok_or_else(|| {
        let near = nearest(verb, command.get_subcommands().map(clap::Command::get_name));
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        Stop::Usage(vec![vec![format!("there is no verb `{verb}`{near}")]])
    })
}
