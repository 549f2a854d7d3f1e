//! `expand`: prints the Rust code generated from documents.

use std::path::PathBuf;

use proc_macro2::TokenStream;
use scopemark_compiler::tables;

use crate::documents::Documents;
use crate::exit::{Exit, FailOptions, Failure};
use crate::known::CatalogueOptions;
use crate::place::PathOptions;
use crate::{file, output};

/// Print the Rust code generated from documents
///
/// Prints what `scopemark::include_tables!` expands to: one module for each document. With --tokens, prints the file that
/// the build script writes. Keep that file for a build that runs no build scripts, and include it with
/// `scopemark::include_tables!(file = "scopemark.rs")`.
///
/// A document with errors still produces its names. Each error becomes a `compile_error!`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark expand
  cargo scopemark expand docs-tables/o365.md
  cargo scopemark expand --tokens --out src/scopemark.rs")]
pub(crate) struct Args {
    #[command(flatten)]
    path: PathOptions,

    /// Print the file that the build script writes instead of the code it expands to
    #[arg(long)]
    tokens: bool,

    /// Write to this file instead of standard output. The file is written completely or not at all
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    #[command(flatten)]
    fail: FailOptions,
}

/// Prints and writes nothing if the path cannot be read.
pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let documents = Documents::read(&args.path.place()?.documents, &CatalogueOptions::default())?;
    output::findings(&documents.findings);
    let exit = documents.exit(args.fail.fail_on);
    if exit == Exit::CouldNot {
        return Ok(exit);
    }
    let tables = tables(&documents.readings);
    let rust = if args.tokens { tables } else { expanded(&tables)? };
    match &args.out {
        Some(path) => file::write(path, &rust)?,
        None => output::data(&rust)?,
    }
    Ok(exit)
}

/// The output of the procedural macro for these tokens, formatted.
fn expanded(tables: &str) -> Result<String, Failure> {
    let invalid = |error| Failure(format!("scopemark generated invalid Rust ({error}); please report it"));
    let invocation: syn::ItemMacro = syn::parse_str(tables).map_err(invalid)?;
    let expanded: TokenStream = scopemark_codegen::expand(invocation.mac.tokens);
    Ok(prettyplease::unparse(&syn::parse2(expanded).map_err(invalid)?))
}
