//! The tokens of `tables`: the format, the errors, and the documents, each as one literal of lines.
//!
//! A token is its source text. So the procedural macro needs no other crate to hand its tokens over, and asks rustc for a
//! handful of them, however many rows there are.

use super::literal::{raw, value};
use super::{FORMAT, lines};

/// All that one invocation holds.
#[derive(Default)]
pub(super) struct Tables {
    pub(super) errors: Vec<Error>,
    pub(super) documents: Vec<lines::Document>,
}

/// An error: what `compile_error!` says, and which of the tokens it points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// The index of the token; `None` for the invocation as a whole.
    pub token: Option<usize>,
    /// What is wrong.
    pub message: String,
}

/// Reads the tokens.
///
/// # Errors
/// One error: another format, or tokens that [`super::tables`] does not write.
pub(super) fn parse(tokens: &[String]) -> Result<Tables, Error> {
    let mut cursor = Cursor { tokens, at: 0 };
    cursor.expect("format")?;
    let format: u32 = cursor.next().parse().map_err(|_| cursor.unexpected())?;
    if format != FORMAT {
        return Err(cursor.error(format!(
            "these tables have format {format}, and this scopemark reads format {FORMAT}: \
             use the same version of scopemark and scopemark-compiler in Cargo.toml"
        )));
    }
    cursor.expect(";")?;
    let mut tables = Tables::default();
    while cursor.at < tokens.len() {
        match cursor.next() {
            "error" => {
                let token = Some(cursor.at - 1);
                tables.errors.push(Error { token, message: cursor.string()? });
            }
            "document" => tables.documents.push(cursor.document()?),
            _ => return Err(cursor.unexpected()),
        }
        cursor.expect(";")?;
    }
    Ok(tables)
}

/// A walk over the tokens.
struct Cursor<'a> {
    tokens: &'a [String],
    at: usize,
}

impl<'a> Cursor<'a> {
    /// The next token, empty at the end.
    fn next(&mut self) -> &'a str {
        let token = self.tokens.get(self.at).map_or("", String::as_str);
        self.at += 1;
        token
    }

    /// The error for the token that was next.
    fn error(&self, message: String) -> Error {
        let token = self.at.checked_sub(1).filter(|&at| at < self.tokens.len());
        Error { token, message }
    }

    #[cold]
    fn unexpected(&self) -> Error {
        self.error(
            "scopemark::tables reads what scopemark-compiler writes, and this is something else: \
             leave it to scopemark::include_tables!, and build again"
                .to_owned(),
        )
    }

    fn expect(&mut self, token: &str) -> Result<(), Error> {
        if self.next() == token { Ok(()) } else { Err(self.unexpected()) }
    }

    fn string(&mut self) -> Result<String, Error> {
        value(self.next()).ok_or_else(|| self.unexpected())
    }

    fn document(&mut self) -> Result<lines::Document, Error> {
        let module = self.next().to_owned();
        if !module.strip_prefix("r#").unwrap_or(&module).chars().all(|letter| letter.is_alphanumeric() || letter == '_')
        {
            return Err(self.unexpected());
        }
        let path = self.string()?;
        self.expect("resource")?;
        let resource = self.string()?;
        let mut title = None;
        let mut rows = self.next();
        if rows == "title" {
            title = Some(self.string()?);
            rows = self.next();
        }
        let document = lines::Document { module, path, resource, title, ..lines::Document::default() };
        raw(rows).and_then(|rows| document.read(rows)).ok_or_else(|| self.unexpected())
    }
}
