//! From the lines of one document in token form back to its model, by index: walked by hand, because a procedural macro runs
//! without optimisation, and there can be fifty thousand rows.

use super::literal::unescape;
use crate::check::ident::is_identifier;
use crate::index::Index;
use crate::model::{Access, Kind};

/// One document, its names by index.
#[derive(Default)]
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

/// The names of one enum.
#[derive(Default)]
pub(super) struct Names {
    pub(super) all: Vec<Name>,
    /// The Rust names that some of them had before, and which: an index into `all`.
    pub(super) former: Vec<(String, usize)>,
    /// The Rust names of `all`.
    idents: Index,
}

pub(super) struct Name {
    pub(super) ident: String,
    pub(super) text: String,
    pub(super) line: u32,
}

/// One row; numbers are indexes into the names of its document.
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
pub(super) struct Cover {
    pub(super) kind: Kind,
    pub(super) scope: usize,
    pub(super) covers: usize,
}

impl Document {
    /// The permissions of a kind.
    pub(super) fn permissions(&self, kind: Kind) -> &Names {
        match kind {
            Kind::Delegated => &self.scopes,
            Kind::Application => &self.app_roles,
        }
    }

    /// This document with what its lines say; `None` where [`super::tables`] did not write them.
    pub(super) fn read(mut self, lines: &str) -> Option<Self> {
        for line in lines.split_terminator('\n') {
            let mut line = Line { text: line, at: 0 };
            match line.word() {
                "row" => {
                    let row = self.row(&mut line)?;
                    self.rows.push(row);
                }
                "cover" => {
                    let kind = line.kind()?;
                    let names = self.permissions(kind);
                    let cover = Cover { kind, scope: line.index(names)?, covers: line.index(names)? };
                    self.covers.push(cover);
                }
                "former" => {
                    let names = self.names_mut(line.word())?;
                    let former = (line.ident()?, line.index(names)?);
                    names.former.push(former);
                }
                word => {
                    let names = self.names_mut(word)?;
                    let (ident, text) = (line.ident()?, line.string()?);
                    // The table of asking and checking counts on the order; that of features is the document's.
                    if word != "feature" && names.all.last().is_some_and(|last| last.text >= text) {
                        return None;
                    }
                    line.expect("at")?;
                    let name = Name { ident, text, line: line.number()? };
                    if !names.idents.insert(&name.ident).1 {
                        return None;
                    }
                    names.all.push(name);
                }
            }
            if line.at < line.text.len() {
                return None;
            }
        }
        Some(self)
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

    fn row(&self, line: &mut Line<'_>) -> Option<Row> {
        let kind = line.kind()?;
        let names = self.permissions(kind);
        let mut row = Row {
            kind,
            name: line.index(names)?,
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
        while line.at < line.text.len() {
            match line.word() {
                "for" => row.feature = Some(line.index(&self.features)?),
                "base" => row.access = Access::Base,
                "update" => row.access = Access::Update,
                "at" => row.line = line.number()?,
                "optional" => row.optional = true,
                "consent" => {
                    row.consent = Some(match line.word() {
                        "true" => true,
                        "false" => false,
                        _ => return None,
                    });
                }
                "requires" => row.requires = line.indexes(&self.conditions)?,
                "excludes" => row.excludes = line.indexes(&self.conditions)?,
                "alternatives" => row.alternatives = line.indexes(names)?,
                "description" => row.description = line.string()?,
                "notes" => row.notes = line.string()?,
                _ => return None,
            }
        }
        Some(row)
    }
}

/// A walk over one line: words, numbers, strings and lists, with a space between them.
struct Line<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Line<'a> {
    /// What stands before the next space, or before the end.
    fn word(&mut self) -> &'a str {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut end = start;
        while end < bytes.len() && bytes[end] != b' ' {
            end += 1;
        }
        self.take(start, end, end)
    }

    /// The text between two places; the walk goes on behind the space that follows the third.
    fn take(&mut self, start: usize, end: usize, next: usize) -> &'a str {
        self.at = if next < self.text.len() { next + 1 } else { next };
        self.text.get(start..end).unwrap_or_default()
    }

    fn ident(&mut self) -> Option<String> {
        let word = self.word();
        is_identifier(word).then(|| word.to_owned())
    }

    fn expect(&mut self, word: &str) -> Option<()> {
        (self.word() == word).then_some(())
    }

    fn string(&mut self) -> Option<String> {
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        let mut end = start;
        if *bytes.get(self.at)? != b'"' {
            return None;
        }
        let mut is_plain = true;
        loop {
            match *bytes.get(end)? {
                b'"' => break,
                b'\\' => {
                    is_plain = false;
                    end += 2;
                }
                _ => end += 1,
            }
        }
        if bytes.get(end + 1).is_some_and(|&byte| byte != b' ') {
            return None;
        }
        let inner = self.take(start, end, end + 1);
        if is_plain { Some(inner.to_owned()) } else { unescape(inner) }
    }

    fn number(&mut self) -> Option<u32> {
        self.word().parse().ok()
    }

    fn kind(&mut self) -> Option<Kind> {
        match self.word() {
            "scope" => Some(Kind::Delegated),
            "app_role" => Some(Kind::Application),
            _ => None,
        }
    }

    /// The index of the name that the next word is.
    fn index(&mut self, names: &Names) -> Option<usize> {
        names.idents.find(self.word())
    }

    /// The indexes of the names in brackets.
    fn indexes(&mut self, names: &Names) -> Option<Vec<usize>> {
        let end = self.at + self.text.get(self.at..)?.find(']')?;
        if self.text.as_bytes().get(end + 1).is_some_and(|&byte| byte != b' ') {
            return None;
        }
        let inner = self.take(self.at, end, end + 1).strip_prefix('[')?;
        inner.split(", ").map(|ident| names.idents.find(ident)).collect()
    }
}
