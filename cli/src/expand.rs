//! `expand`: prints the Rust that documents become.

use std::path::PathBuf;

use proc_macro2::TokenStream;
use scopemark_compiler::tables;

use crate::documents::{self, Documents};
use crate::exit::{Exit, FailOptions, Failure};
use crate::{file, output};

/// Print the Rust that documents become
///
/// Prints the modules that `scopemark::include_tables!` stands for, one a document. With --tokens, prints the file that
/// the build script leaves for it: a build that runs no build scripts can keep that file, and write
/// `scopemark::include_tables!(file = "scopemark.rs")`.
///
/// A document with errors still gives its names, and each error becomes a `compile_error!`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark expand
  cargo scopemark expand docs-tables/o365.md
  cargo scopemark expand --tokens --out src/scopemark.rs")]
pub(crate) struct Args {
    /// A document, of any file name, or a folder of Markdown documents
    #[arg(value_name = "PATH", default_value = documents::DEFAULT)]
    path: PathBuf,

    /// Print the file that a build script would write, instead of what it expands to
    #[arg(long)]
    tokens: bool,

    /// Write to this file, which appears whole or not at all, instead of to standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    #[command(flatten)]
    fail: FailOptions,
}

/// Prints or writes nothing where the path cannot be read.
pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let documents = Documents::read(std::slice::from_ref(&args.path))?;
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

/// What the procedural macro makes of the tokens, laid out.
fn expanded(tables: &str) -> Result<String, Failure> {
    let no_rust = |error| Failure(format!("scopemark generated invalid Rust ({error}); please report it"));
    let invocation: syn::ItemMacro = syn::parse_str(tables).map_err(no_rust)?;
    let expanded: TokenStream = scopemark_codegen::expand(invocation.mac.tokens);
    Ok(prettyplease::unparse(&syn::parse2(expanded).map_err(no_rust)?))
}
