//! From the tokens of `tables!` back to the model, walked by hand: a proc macro is compiled without optimisation, and there
//! can be fifty thousand rows.

use std::collections::BTreeMap;

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

use super::FORMAT;
use crate::model::{Access, Kind};

/// All that one invocation holds.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) errors: Vec<Error>,
    pub(super) documents: Vec<Document>,
}

/// An error of a document: what `compile_error!` says, and the token that it points at.
#[derive(Debug)]
pub(super) struct Error {
    pub(super) anchor: Span,
    pub(super) message: String,
}

/// One document, its names by index.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) module: String,
    pub(super) path: String,
    pub(super) resource: String,
    pub(super) title: Option<String>,
    pub(super) features: Names,
    pub(super) conditions: Names,
    pub(super) scopes: Names,
    pub(super) app_roles: Names,
    pub(super) rows: Vec<Row>,
    pub(super) covers: Vec<Cover>,
}

impl Document {
    /// The permissions of a kind.
    pub(super) fn permissions(&self, kind: Kind) -> &Names {
        match kind {
            Kind::Delegated => &self.scopes,
            Kind::Application => &self.app_roles,
        }
    }

    /// The names of the enum that a line begins with.
    fn names_mut(&mut self, word: &str) -> Option<&mut Names> {
        match word {
            "feature" => Some(&mut self.features),
            "condition" => Some(&mut self.conditions),
            "scope" => Some(&mut self.scopes),
            "app_role" => Some(&mut self.app_roles),
            _ => None,
        }
    }
}

/// The names of one enum.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) all: Vec<Name>,
    /// The Rust names that some of them had before, and which: an index into `all`.
    pub(super) former: Vec<(String, usize)>,
    by_ident: BTreeMap<String, usize>,
}

#[derive(Debug)]
pub(super) struct Name {
    pub(super) ident: String,
    pub(super) text: String,
    pub(super) line: u32,
}

impl Names {
    fn push(&mut self, name: Name) {
        self.by_ident.insert(name.ident.clone(), self.all.len());
        self.all.push(name);
    }
}

/// One row; numbers are indexes into the names of its document.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) kind: Kind,
    pub(super) name: usize,
    pub(super) feature: Option<usize>,
    pub(super) access: Access,
    pub(super) line: u32,
    pub(super) optional: bool,
    pub(super) consent: Option<bool>,
    pub(super) requires: Vec<usize>,
    pub(super) excludes: Vec<usize>,
    pub(super) alternatives: Vec<usize>,
    pub(super) description: String,
    pub(super) notes: String,
}

/// Who holds `scope` needs no `covers`.
#[derive(Debug)]
pub(super) struct Cover {
    pub(super) kind: Kind,
    pub(super) scope: usize,
    pub(super) covers: usize,
}

/// Reads the tokens.
///
/// # Errors
/// One error: another format, or tokens that [`super::tables`] does not write.
pub(super) fn parse(tokens: TokenStream) -> Result<Tables, Error> {
    let mut cursor = Cursor::new(tokens);
    cursor.keyword("format")?;
    let format = cursor.number()?;
    if format != FORMAT {
        return Err(cursor.error(&format!(
            "these tables have format {format}, and this scopemark reads format {FORMAT}: \
             use the same version of scopemark and scopemark-compiler in Cargo.toml"
        )));
    }
    cursor.end()?;
    let mut tables = Tables::default();
    while let Some(word) = cursor.word()? {
        match word.as_str() {
            "error" => {
                let anchor = cursor.at;
                tables.errors.push(Error { anchor, message: cursor.string()? });
                cursor.end()?;
            }
            "document" => tables.documents.push(document(&mut cursor)?),
            _ => return Err(cursor.unexpected()),
        }
    }
    Ok(tables)
}

fn document(outer: &mut Cursor) -> Result<Document, Error> {
    let module = outer.ident()?;
    let path = outer.string()?;
    outer.keyword("resource")?;
    let resource = outer.string()?;
    let mut title = None;
    let mut cursor = match outer.next() {
        Some(TokenTree::Ident(word)) if word == "title" => {
            title = Some(outer.string()?);
            outer.group(Delimiter::Brace)?
        }
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => Cursor::new(group.stream()),
        _ => return Err(outer.unexpected()),
    };
    let mut document = Document {
        module,
        path,
        resource,
        title,
        features: Names::default(),
        conditions: Names::default(),
        scopes: Names::default(),
        app_roles: Names::default(),
        rows: Vec::new(),
        covers: Vec::new(),
    };
    while let Some(word) = cursor.word()? {
        match word.as_str() {
            "former" => {
                let enum_word = cursor.ident()?;
                let names = document.names_mut(&enum_word).ok_or_else(|| cursor.unexpected())?;
                let former = (cursor.ident()?, cursor.index(names)?);
                cursor.end()?;
                names.former.push(former);
                continue;
            }
            "row" => {
                let row = row(&mut cursor, &document)?;
                document.rows.push(row);
                continue;
            }
            "cover" => {
                let kind = cursor.kind()?;
                let names = document.permissions(kind);
                let (scope, covers) = (cursor.index(names)?, cursor.index(names)?);
                cursor.end()?;
                document.covers.push(Cover { kind, scope, covers });
                continue;
            }
            _ => {}
        }
        let names = document.names_mut(&word).ok_or_else(|| cursor.unexpected())?;
        let (ident, text) = (cursor.ident()?, cursor.string()?);
        // The table of asking and checking counts on the order; that of features is the document's.
        if word != "feature" && names.all.last().is_some_and(|last| last.text >= text) {
            return Err(cursor.unexpected());
        }
        cursor.keyword("at")?;
        names.push(Name { ident, text, line: cursor.number()? });
        cursor.end()?;
    }
    Ok(document)
}

fn row(cursor: &mut Cursor, document: &Document) -> Result<Row, Error> {
    let kind = cursor.kind()?;
    let names = document.permissions(kind);
    let mut row = Row {
        kind,
        name: cursor.index(names)?,
        feature: None,
        access: Access::Base,
        line: 0,
        optional: false,
        consent: None,
        requires: Vec::new(),
        excludes: Vec::new(),
        alternatives: Vec::new(),
        description: String::new(),
        notes: String::new(),
    };
    loop {
        let word = match cursor.next() {
            Some(TokenTree::Ident(word)) => word.to_string(),
            Some(TokenTree::Punct(end)) if end.as_char() == ';' => return Ok(row),
            _ => return Err(cursor.unexpected()),
        };
        match word.as_str() {
            "for" => row.feature = Some(cursor.index(&document.features)?),
            "base" => row.access = Access::Base,
            "update" => row.access = Access::Update,
            "at" => row.line = cursor.number()?,
            "optional" => row.optional = true,
            "consent" => {
                row.consent = Some(match cursor.ident()?.as_str() {
                    "true" => true,
                    "false" => false,
                    _ => return Err(cursor.unexpected()),
                });
            }
            "requires" => row.requires = cursor.indexes(&document.conditions)?,
            "excludes" => row.excludes = cursor.indexes(&document.conditions)?,
            "alternatives" => row.alternatives = cursor.indexes(names)?,
            "description" => row.description = cursor.string()?,
            "notes" => row.notes = cursor.string()?,
            _ => return Err(cursor.unexpected()),
        }
    }
}

/// A walk over tokens that remembers where it is.
struct Cursor {
    tokens: IntoIter,
    at: Span,
}

impl Cursor {
    fn new(tokens: TokenStream) -> Self {
        Self { tokens: tokens.into_iter(), at: Span::call_site() }
    }

    fn next(&mut self) -> Option<TokenTree> {
        let token = self.tokens.next()?;
        self.at = token.span();
        Some(token)
    }

    fn error(&self, message: &str) -> Error {
        Error { anchor: self.at, message: message.to_owned() }
    }

    #[cold]
    fn unexpected(&self) -> Error {
        self.error(
            "scopemark::tables! reads what scopemark-compiler writes, and this is something else: \
             leave it to scopemark::include_tables!, and build again",
        )
    }

    /// The next word, or `None` at the end.
    fn word(&mut self) -> Result<Option<String>, Error> {
        match self.next() {
            Some(TokenTree::Ident(ident)) => Ok(Some(ident.to_string())),
            Some(_) => Err(self.unexpected()),
            None => Ok(None),
        }
    }

    fn ident(&mut self) -> Result<String, Error> {
        self.word()?.ok_or_else(|| self.unexpected())
    }

    fn keyword(&mut self, expected: &str) -> Result<(), Error> {
        if self.ident()? == expected { Ok(()) } else { Err(self.unexpected()) }
    }

    fn end(&mut self) -> Result<(), Error> {
        match self.next() {
            Some(TokenTree::Punct(end)) if end.as_char() == ';' => Ok(()),
            _ => Err(self.unexpected()),
        }
    }

    fn string(&mut self) -> Result<String, Error> {
        match self.next() {
            Some(TokenTree::Literal(literal)) => {
                let source = literal.to_string();
                // Most have no escape, and twenty thousand of them take a while to parse without optimisation.
                match source.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
                    Some(text) if !text.contains('\\') => Ok(text.to_owned()),
                    _ => match syn::Lit::new(literal) {
                        syn::Lit::Str(text) => Ok(text.value()),
                        _ => Err(self.unexpected()),
                    },
                }
            }
            _ => Err(self.unexpected()),
        }
    }

    fn number(&mut self) -> Result<u32, Error> {
        match self.next() {
            Some(TokenTree::Literal(literal)) => literal.to_string().parse().map_err(|_| self.unexpected()),
            _ => Err(self.unexpected()),
        }
    }

    fn group(&mut self, delimiter: Delimiter) -> Result<Self, Error> {
        match self.next() {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => Ok(Self::new(group.stream())),
            _ => Err(self.unexpected()),
        }
    }

    fn kind(&mut self) -> Result<Kind, Error> {
        match self.ident()?.as_str() {
            "scope" => Ok(Kind::Delegated),
            "app_role" => Ok(Kind::Application),
            _ => Err(self.unexpected()),
        }
    }

    /// The index of the name that the next token is.
    fn index(&mut self, names: &Names) -> Result<usize, Error> {
        let ident = self.ident()?;
        names.by_ident.get(&ident).copied().ok_or_else(|| self.unexpected())
    }

    /// The indexes of the names in brackets.
    fn indexes(&mut self, names: &Names) -> Result<Vec<usize>, Error> {
        let mut inner = self.group(Delimiter::Bracket)?;
        let mut indexes = Vec::new();
        loop {
            indexes.push(inner.index(names)?);
            match inner.next() {
                Some(TokenTree::Punct(comma)) if comma.as_char() == ',' => {}
                None => return Ok(indexes),
                Some(_) => return Err(inner.unexpected()),
            }
        }
    }
}
