//! `read`: prints what a document or a folder of documents says.

use std::fmt::Write;
use std::path::PathBuf;

use clap::ValueEnum;
use comfy_table::{Table, presets};
use scopemark_compiler::finding::Visible;
use scopemark_compiler::model::{Document, Permission};
use scopemark_compiler::read::Reading;

use crate::documents::{self, Documents};
use crate::exit::{Exit, FailOptions, Failure};
use crate::{json, output};

/// Print what documents say, and what is wrong with them
///
/// Prints each document's permissions: the feature that needs them, their kind, whether they are asked for reading (base)
/// or only for changing (update), whether an administrator must consent, and under which conditions they are asked. Then
/// the permissions that stand in for others.
///
/// Findings go to standard error, each with its place in the Markdown and with what to do.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark read
  cargo scopemark read docs/permissions.md
  cargo scopemark read --format json docs-tables > permissions.json
  cargo scopemark read --fail-on warning")]
pub(crate) struct Args {
    /// Documents, of any file name, or folders of Markdown documents
    #[arg(value_name = "PATH", default_value = documents::DEFAULT)]
    paths: Vec<PathBuf>,

    /// How to print: tables for people, or JSON for programs
    #[arg(long, value_enum, default_value = "text")]
    format: Format,

    #[command(flatten)]
    fail: FailOptions,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Tables and findings for people
    Text,
    /// One JSON object with the documents and the findings, described in docs/json.md
    Json,
}

/// Reads every path, even where one cannot be read, and prints them all.
pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let documents = Documents::read(&args.paths)?;
    match args.format {
        Format::Text => output::result(&text(&documents.readings))?,
        Format::Json => {
            let json = json::render(&documents.readings, &documents.findings)
                .map_err(|error| Failure(format!("cannot write JSON: {error}")))?;
            output::data(&json)?;
        }
    }
    if let Format::Text = args.format {
        output::findings(&documents.findings);
    }
    output::summary(&done(&documents.readings), &documents.findings);
    Ok(documents.exit(args.fail.fail_on))
}

fn done(readings: &[Reading]) -> String {
    let permissions = readings.iter().map(|reading| reading.document.permissions.len()).sum();
    format!(
        "{}, {}",
        output::count(readings.len(), "document", "documents"),
        output::count(permissions, "permission", "permissions")
    )
}

fn text(readings: &[Reading]) -> String {
    let mut out = String::new();
    for Reading { document, .. } in readings {
        push_title(&mut out, document);
        push_table(&mut out, PERMISSIONS, document.permissions.iter().map(|row| cells(document, row)));
        push_table(
            &mut out,
            COVERS,
            document.covers.iter().map(|cover| [&*cover.covers, &cover.scope, cover.kind.as_str()].map(str::to_owned)),
        );
    }
    out
}

fn push_title(out: &mut String, document: &Document) {
    let style = output::TITLE;
    let title = document.title.as_deref().unwrap_or(&document.name);
    writeln!(
        out,
        "{style}{}{style:#}: {} ({})\n",
        Visible(&document.path),
        Visible(title),
        Visible(&document.resource)
    )
    .expect("writing to a string cannot fail");
}

const PERMISSIONS: [&str; 8] =
    ["FEATURE", "PERMISSION", "KIND", "ACCESS", "CONSENT", "OPTIONAL", "CONDITIONS", "ALTERNATIVES"];
const COVERS: [&str; 3] = ["PERMISSION", "SATISFIED BY", "KIND"];

fn cells(document: &Document, row: &Permission) -> [String; 8] {
    let feature = row.feature.map_or("(always)", |index| &document.features[index].text);
    let consent = match row.admin_consent {
        Some(true) => "admin",
        Some(false) => "user",
        None => "",
    };
    let excluded = row.excludes.iter().map(|condition| format!("not {condition}"));
    let conditions: Vec<String> = row.requires.iter().cloned().chain(excluded).collect();
    [
        feature.to_owned(),
        row.scope.clone(),
        row.kind.as_str().to_owned(),
        row.access.as_str().to_owned(),
        consent.to_owned(),
        if row.optional { "optional" } else { "" }.to_owned(),
        conditions.join(", "),
        row.alternatives.join(" or "),
    ]
}

/// A table without the columns that are empty in every row; nothing where there is no row.
fn push_table<const WIDTH: usize>(
    out: &mut String,
    header: [&str; WIDTH],
    rows: impl Iterator<Item = [String; WIDTH]>,
) {
    let rows: Vec<_> = rows.collect();
    let told: Vec<usize> = (0..WIDTH).filter(|&column| rows.iter().any(|row| !row[column].is_empty())).collect();
    if told.is_empty() {
        return;
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(told.iter().map(|&column| header[column]));
    for row in &rows {
        table.add_row(told.iter().map(|&column| Visible(&row[column]).to_string()));
    }
    for line in table.lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out.push('\n');
}
