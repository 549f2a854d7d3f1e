//! What `ask` and `check-grant` share: reading one document, asking the engine, and printing the answer.

use schemars::JsonSchema;
use scopemark_compiler::Level;
use scopemark_core::ask::{Table, flatten};
use serde::Serialize;

use crate::asking::AskOptions;
use crate::documents::One;
use crate::exit::{Exit, Failure, Stop};
use crate::output::Format;
use crate::page::Page;
use crate::terms;
use crate::words::{self, Question};
use crate::{documents, json, output};

/// An answer of the engine, in words and for programs. Programs get the default if there is no answer.
pub(crate) trait Answer: Default + Serialize {
    /// Whether everything requested is available.
    fn is_ok(&self) -> bool;

    /// Why there is no answer: a list of errors, each with lines that explain it after the first.
    fn refusal(&self) -> &[Vec<String>];

    /// The answer for people.
    fn push(&self, page: &mut Page);
}

/// Reads the document, puts the question to the engine, and prints the answer. A document with errors gets no answer.
pub(crate) fn run<Q>(
    options: &AskOptions,
    format: Format,
    question: impl FnOnce(&Table<'_>) -> Result<Q, Stop>,
) -> Result<Exit, Stop>
where
    Q: Question,
    Q::Answer: Answer,
{
    let one = documents::one(&options.path.place()?.documents, options.document.as_deref())?;
    if one.findings.iter().any(|finding| finding.level() == Level::Error) {
        print::<Q::Answer>(&one, None, format)?;
        output::error(&[
            format!("there is no answer from {} while there are errors", one.document.path),
            "an answer from a partly read table would be wrong: fix the errors first".to_owned(),
        ]);
        return Ok(Exit::Findings);
    }
    let document = one.document.with_rust_names();
    let flat = flatten(&document).map_err(|error| Failure(format!("{}: {error}", one.document.path)))?;
    let table = flat.table();
    let answer = words::put(&question(&table)?, &table)?;
    print(&one, Some(&answer), format)?;
    output::errors(answer.refusal());
    Ok(if answer.is_ok() { Exit::Clean } else { Exit::Findings })
}

/// What `ask` and `check-grant` print
#[derive(Serialize, JsonSchema)]
pub(crate) struct Output<'a, A> {
    /// The number of this format
    #[schemars(with = "terms::Format")]
    format: u32,
    /// The path of the document
    document: &'a str,
    /// Its errors and warnings
    findings: Vec<json::Finding<'a>>,
    #[serde(flatten)]
    answer: &'a A,
}

/// Prints an answer. If there is none, only JSON is printed.
fn print<A: Answer>(one: &One, answer: Option<&A>, format: Format) -> Result<(), Failure> {
    let One { document, findings } = one;
    match format {
        Format::Text => {
            output::findings(findings);
            let Some(answer) = answer.filter(|answer| answer.refusal().is_empty()) else {
                return Ok(());
            };
            let mut page = Page::default();
            page.document(document);
            answer.push(&mut page);
            output::result(&page)
        }
        Format::Json => output::data(&json::pretty(&Output {
            format: terms::FORMAT,
            document: &document.path,
            findings: findings.iter().map(json::Finding::from).collect(),
            answer: answer.unwrap_or(&A::default()),
        })?),
    }
}
