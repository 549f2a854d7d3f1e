//! `schema`: prints the JSON Schema of the JSON that a verb prints.

use clap::ValueEnum;
use schemars::Schema;
use schemars::generate::SchemaSettings;

use crate::ask::ToAsk;
use crate::check_grant::Checked;
use crate::exit::{Exit, Failure};
use crate::page::Page;
use crate::{answer, catalogue, changelog, explain, json, output, report, rules};

/// Print the JSON Schema of a verb's JSON
///
/// Prints the schema (draft 2020-12) of what VERB prints with `--format json`. Without VERB, lists the verbs that have one.
///
/// A later version can add keys. Ignore keys that you do not know, and reject a `format` that you do not know.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark schema
  cargo scopemark schema read > read.schema.json")]
pub(crate) struct Args {
    /// The verb whose JSON is described
    verb: Option<Verb>,
}

/// A verb that has `--format json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Verb {
    Read,
    Ask,
    CheckGrant,
    Check,
    Diff,
    Release,
    CatalogueDiff,
    Rules,
    Explain,
}

pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let Some(verb) = args.verb else {
        let mut page = Page::default();
        for verb in Verb::value_variants() {
            page.line(format_args!("{}", verb.word()));
        }
        output::result(&page)?;
        return Ok(Exit::Clean);
    };
    output::data(&json::pretty(&schema(verb))?)?;
    Ok(Exit::Clean)
}

impl Verb {
    /// The verb as the command line has it.
    pub(crate) fn word(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

impl Verb {
    /// The verb as the command line has it where it is run.
    fn command(self) -> String {
        match self {
            Self::CatalogueDiff => "catalogue diff".to_owned(),
            _ => self.word(),
        }
    }
}

/// The schema of the type that the verb serializes, so the two cannot differ.
fn schema(verb: Verb) -> Schema {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = match verb {
        Verb::Read => generator.into_root_schema_for::<json::Output<'_>>(),
        Verb::Ask => generator.into_root_schema_for::<answer::Output<'_, ToAsk>>(),
        Verb::CheckGrant => generator.into_root_schema_for::<answer::Output<'_, Checked>>(),
        Verb::Check | Verb::Diff => generator.into_root_schema_for::<report::Output<'_>>(),
        Verb::Release => generator.into_root_schema_for::<changelog::Output<'_>>(),
        Verb::CatalogueDiff => generator.into_root_schema_for::<catalogue::Output>(),
        Verb::Rules => generator.into_root_schema_for::<rules::Output>(),
        Verb::Explain => generator.into_root_schema_for::<explain::Output>(),
    };
    schema.insert("title".to_owned(), format!("cargo scopemark {} --format json", verb.command()).into());
    schema
}
