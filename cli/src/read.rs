//! `read`: prints what a document or a folder of documents says.

use std::path::PathBuf;

use scopemark_compiler::model::{Document, Permission};
use scopemark_compiler::read::Reading;

use crate::documents::Documents;
use crate::exit::{Exit, FailOptions, Failure};
use crate::known::CatalogueOptions;
use crate::output::Format;
use crate::page::Page;
use crate::place::PackageOptions;
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
    /// Documents, of any file name, or folders of documents. The default is the folder docs-tables of the package, else of the
    /// workspace
    #[arg(value_name = "PATH", conflicts_with_all = ["manifest_path", "package"])]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    package: PackageOptions,

    #[command(flatten)]
    catalogue: CatalogueOptions,

    /// How to print: tables for people, or JSON for programs
    #[arg(long, value_enum, default_value = "text")]
    format: Format,

    #[command(flatten)]
    fail: FailOptions,
}

/// Reads every path, even where one cannot be read, and prints them all.
pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let documents = Documents::read(&args.package.place(&args.paths)?.documents, &args.catalogue)?;
    match args.format {
        Format::Text => output::result(&text(&documents.readings))?,
        Format::Json => {
            output::data(&json::render(&documents.readings, &documents.findings)?)?;
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

fn text(readings: &[Reading]) -> Page {
    let mut page = Page::default();
    for Reading { document, .. } in readings {
        page.document(document);
        page.table(PERMISSIONS, document.permissions.iter().map(|row| cells(document, row)));
        page.table(
            COVERS,
            document.covers.iter().map(|cover| [&*cover.covers, &cover.scope, cover.kind.as_str()].map(str::to_owned)),
        );
    }
    page
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
