//! The form in which a build script hands the model to the procedural macro: written here, and read here.
//!
//! ```text
//! #[__scopemark::tables(super::__scopemark)]
//! tables! {
//! format 6;
//! document r#"
//! document   module=o365   path=docs-tables/o365.md   …
//! scope   ident=CalendarsRead   text=Calendars.Read   at=24:15
//! row   scope=Calendars.Read   feature=Calendar   at=24:15   …
//! "#;
//! }
//! ```
//!
//! A line is a word and fields between tabs, each `key=value`; a field that says nothing is left out, and one of several
//! values is there several times. It holds what the expansion needs, in the order of the document, so that two builds can be
//! compared line by line. A document is one raw literal: rustc reads it as one token, however many rows there are.

use alloc::string::String;
use alloc::{borrow::ToOwned, collections::BTreeMap, format, vec, vec::Vec};
use core::fmt::Write as _;

pub use crate::enumeration::Enum;
use crate::is_hidden;
use crate::model::{Access, CatalogueNote, Cover, Document, Kind, Name, Permission, Position};

/// The format of this form. Whatever changes what [`write()`] writes or the meaning of it raises this number.
pub const FORMAT: u32 = 6;

/// What the file calls the crate `scopemark`: `include_tables!` gives the crate this name beside it, so that a dependency of any
/// name will do.
const RUNTIME: &str = "__scopemark";

/// A document as a module of Rust.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Module {
    /// The Rust name.
    pub name: String,
    /// The names that the module had, which code may still use.
    pub former_names: Vec<String>,
    /// The document, in which every name has a Rust name.
    pub document: Document,
    /// The names that code may still use for what is called otherwise now, in the order of the enums.
    pub former: Vec<Former>,
}

/// A former Rust name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Former {
    /// The enum.
    pub of: Enum,
    /// The former Rust name.
    pub ident: String,
    /// The text of the name that is meant.
    pub text: String,
}

/// The text of the file that a build script leaves: each error becomes one `compile_error!`, each module a `mod`.
#[must_use]
pub fn write<E: AsRef<str>>(errors: &[E], modules: &[Module]) -> String {
    let mut out =
        String::from("// Written by scopemark-compiler from Markdown permission tables; edit those instead.\n");
    let _ = write!(out, "#[{RUNTIME}::tables(super::{RUNTIME})]\ntables! {{\nformat {FORMAT};\n");
    for error in errors {
        // The message is on a line of its own: rustc shows the line of the anchor, and would print the message twice.
        let _ = write!(out, "error\n{:?};\n", error.as_ref());
    }
    for module in modules {
        out.push_str("document r#\"\n");
        write_module(&mut out, module);
        out.push_str("\"#;\n");
    }
    out.push_str("}\n");
    out
}

fn write_module(out: &mut String, module: &Module) {
    let Module { name, former_names, document, former } = module;
    let Document { path, resource, title, separator, request_separator, .. } = document;
    let mut line = Line::new(out, "document");
    line.field("module", name);
    line.fields("former-module", former_names);
    line.field("name", &document.name);
    line.field("path", path);
    line.field("resource", resource);
    line.fields("title", title);
    line.fields("separator", separator.map(String::from));
    line.fields("request-separator", request_separator.map(String::from));
    line.end();
    for of in Enum::ALL {
        for name in of.names(document) {
            let mut line = Line::new(out, of.word());
            line.fields("ident", &name.ident);
            line.field("text", &name.text);
            line.end_at(name.position);
        }
        for former in former.iter().filter(|former| former.of == of) {
            let mut line = Line::new(out, "former");
            line.field(of.word(), &former.text);
            line.field("ident", &former.ident);
            line.end();
        }
    }
    for row in &document.permissions {
        write_row(out, document, row);
    }
    for note in &document.catalogue {
        let mut line = Line::new(out, "catalogue");
        line.field(Enum::Permission(note.kind).word(), &note.name);
        line.fields("consent", note.admin_consent.map(word));
        line.fields("description", Some(&note.description).filter(|text| !text.is_empty()));
        line.end();
    }
    for cover in &document.covers {
        let mut line = Line::new(out, "cover");
        line.field(Enum::Permission(cover.kind).word(), &cover.scope);
        line.field("covers", &cover.covers);
        line.field("covers-at", &at(cover.covers_position));
        line.end_at(cover.position);
    }
}

fn write_row(out: &mut String, document: &Document, row: &Permission) {
    let mut line = Line::new(out, "row");
    line.field(Enum::Permission(row.kind).word(), &row.scope);
    line.fields("feature", row.feature.and_then(|feature| document.features.get(feature)).map(|name| &name.text));
    line.fields("access", (row.access == Access::Update).then_some("update"));
    line.fields("optional", row.optional.then_some("yes"));
    line.fields("consent", row.admin_consent.map(word));
    line.fields("requires", &row.requires);
    line.fields("excludes", &row.excludes);
    line.fields("alternative", &row.alternatives);
    // One clause that says no more than the permission and its alternatives says nothing.
    if row.clauses != [sole_clause(&row.scope, &row.alternatives)] {
        line.fields("clause", row.clauses.iter().map(|clause| clause.join(" ")));
    }
    line.fields("resource", Some(&row.resource).filter(|resource| **resource != document.resource));
    for (key, text) in [("description", &row.description), ("reason", &row.reason), ("notes", &row.notes)] {
        line.fields(key, Some(text).filter(|text| !text.is_empty()));
    }
    line.end_at(row.position);
}

/// The clause of a row that has no other: its permission, then the alternatives.
fn sole_clause(scope: &str, alternatives: &[String]) -> Vec<String> {
    core::iter::once(scope).chain(alternatives.iter().map(String::as_str)).map(str::to_owned).collect()
}

fn at(position: Position) -> String {
    format!("{}:{}", position.line, position.column)
}

/// A line that is being written.
struct Line<'o>(&'o mut String);

impl<'o> Line<'o> {
    fn new(out: &'o mut String, word: &str) -> Self {
        out.push_str(word);
        Self(out)
    }

    fn field(&mut self, key: &str, value: &str) {
        let _ = write!(self.0, "\t{key}=");
        let mut before = ' ';
        for letter in value.chars() {
            match letter {
                '\\' => self.0.push_str("\\\\"),
                // A quote and a hash would end the raw literal.
                _ if is_hidden(letter) || (before == '"' && letter == '#') => self.0.extend(letter.escape_unicode()),
                _ => self.0.push(letter),
            }
            before = letter;
        }
    }

    fn fields(&mut self, key: &str, values: impl IntoIterator<Item: AsRef<str>>) {
        for value in values {
            self.field(key, value.as_ref());
        }
    }

    fn end_at(mut self, position: Position) {
        self.field("at", &at(position));
        self.end();
    }

    fn end(self) {
        self.0.push('\n');
    }
}

/// Reads a module from the text of its raw literal.
///
/// # Errors
/// The line and what is wrong with it, where [`write()`] did not write it.
pub fn read(text: &str) -> Result<Module, String> {
    let mut module = Module::default();
    let mut features = BTreeMap::new();
    let lines = text.strip_prefix('\n').ok_or("line 1: not the beginning of a document")?.split_terminator('\n');
    for (number, line) in (1..).zip(lines) {
        read_line(&mut module, &mut features, line).map_err(|why| format!("line {number}: {why}"))?;
    }
    if module.name.is_empty() { Err("no module".to_owned()) } else { Ok(module) }
}

fn read_line(module: &mut Module, features: &mut BTreeMap<String, usize>, line: &str) -> Result<(), String> {
    let mut fields = Fields::of(line)?;
    let document = &mut module.document;
    match fields.word {
        "document" => {
            module.name = fields.one("module")?;
            module.former_names = fields.all("former-module");
            document.name = fields.one("name")?;
            document.path = fields.one("path")?;
            document.resource = fields.one("resource")?;
            document.title = fields.any("title")?;
            document.separator = fields.letter("separator")?;
            document.request_separator = fields.letter("request-separator")?;
        }
        "row" => {
            let row = read_row(&mut fields, features, &document.resource)?;
            document.permissions.push(row);
        }
        "cover" => {
            let (kind, scope) = fields.permission()?;
            let covers_position = position(&fields.one("covers-at")?)?;
            let covers = fields.one("covers")?;
            document.covers.push(Cover { kind, scope, covers, position: fields.at()?, covers_position });
        }
        "catalogue" => {
            let (kind, name) = fields.permission()?;
            let admin_consent = fields.any("consent")?.map(|text| yes_or_no(&text)).transpose()?;
            let description = fields.any("description")?.unwrap_or_default();
            document.catalogue.push(CatalogueNote { kind, name, admin_consent, description });
        }
        "former" => {
            let (of, text) = fields.name()?;
            module.former.push(Former { of, ident: fields.one("ident")?, text });
        }
        word => {
            let of =
                Enum::ALL.into_iter().find(|of| of.word() == word).ok_or_else(|| format!("no line is `{word}`"))?;
            let (ident, text) = (fields.one("ident")?, fields.one("text")?);
            let names = of.names_mut(document);
            if of == Enum::Feature {
                features.insert(text.clone(), names.len());
            } else if of != Enum::Resource && names.last().is_some_and(|last| last.text >= text) {
                return Err(format!("`{text}` is not in order"));
            }
            names.push(Name { text, ident: Some(ident), position: fields.at()? });
        }
    }
    fields.end()
}

fn read_row(fields: &mut Fields<'_>, features: &BTreeMap<String, usize>, resource: &str) -> Result<Permission, String> {
    let (kind, scope) = fields.permission()?;
    let feature = match fields.any("feature")? {
        Some(text) => Some(*features.get(&text).ok_or_else(|| format!("no feature is `{text}`"))?),
        None => None,
    };
    let alternatives = fields.all("alternative");
    let clauses = match fields.all("clause") {
        none if none.is_empty() => vec![sole_clause(&scope, &alternatives)],
        clauses => clauses.iter().map(|names| names.split(' ').map(str::to_owned).collect()).collect(),
    };
    Ok(Permission {
        scope,
        kind,
        feature,
        access: match fields.any("access")?.as_deref() {
            None => Access::Base,
            Some("update") => Access::Update,
            Some(other) => return Err(format!("no access is `{other}`")),
        },
        admin_consent: fields.any("consent")?.map(|text| yes_or_no(&text)).transpose()?,
        optional: fields.any("optional")?.map(|text| yes_or_no(&text)).transpose()?.unwrap_or_default(),
        requires: fields.all("requires"),
        excludes: fields.all("excludes"),
        alternatives,
        clauses,
        resource: fields.any("resource")?.unwrap_or_else(|| resource.to_owned()),
        description: fields.any("description")?.unwrap_or_default(),
        notes: fields.any("notes")?.unwrap_or_default(),
        reason: fields.any("reason")?.unwrap_or_default(),
        other: Vec::new(),
        position: fields.at()?,
    })
}

const fn word(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(format!("`{text}` is neither yes nor no")),
    }
}

fn position(text: &str) -> Result<Position, String> {
    let numbers = text.split_once(':').and_then(|(line, column)| Some((line.parse().ok()?, column.parse().ok()?)));
    numbers.map(|(line, column)| Position { line, column }).ok_or_else(|| format!("`{text}` is no place"))
}

/// The fields of a line; each is taken once.
struct Fields<'a> {
    word: &'a str,
    all: Vec<(&'a str, String)>,
}

impl<'a> Fields<'a> {
    fn of(line: &'a str) -> Result<Self, String> {
        let mut parts = line.split('\t');
        let word = parts.next().unwrap_or_default();
        let field = |part: &'a str| {
            let (key, value) = part.split_once('=').ok_or_else(|| format!("`{part}` has no value"))?;
            Ok((key, unescape(value).ok_or_else(|| format!("`{part}` has an unknown escape"))?))
        };
        Ok(Self { word, all: parts.map(field).collect::<Result<_, String>>()? })
    }

    /// All values of a key.
    fn all(&mut self, key: &str) -> Vec<String> {
        self.all.extract_if(.., |field| field.0 == key).map(|(_, value)| value).collect()
    }

    /// The value of a key, which is there once at most.
    fn any(&mut self, key: &str) -> Result<Option<String>, String> {
        let mut all = self.all(key);
        if all.len() > 1 { Err(format!("`{key}` is there {} times", all.len())) } else { Ok(all.pop()) }
    }

    /// The value of a key, which is there once.
    fn one(&mut self, key: &str) -> Result<String, String> {
        self.any(key)?.ok_or_else(|| format!("`{key}` is missing"))
    }

    /// The value of a key, which is there once at most and is one character.
    fn letter(&mut self, key: &str) -> Result<Option<char>, String> {
        let Some(text) = self.any(key)? else { return Ok(None) };
        let mut letters = text.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) => Ok(Some(letter)),
            _ => Err(format!("`{text}` is not one character")),
        }
    }

    fn at(&mut self) -> Result<Position, String> {
        position(&self.one("at")?)
    }

    /// The enum and the text of the one name that a line is about.
    fn name(&mut self) -> Result<(Enum, String), String> {
        for of in Enum::ALL {
            if let Some(text) = self.any(of.word())? {
                return Ok((of, text));
            }
        }
        Err("no name".to_owned())
    }

    /// The same, where it is a permission.
    fn permission(&mut self) -> Result<(Kind, String), String> {
        for kind in [Kind::Delegated, Kind::Application] {
            if let Some(text) = self.any(Enum::Permission(kind).word())? {
                return Ok((kind, text));
            }
        }
        Err("no permission".to_owned())
    }

    /// Every field has been taken.
    fn end(self) -> Result<(), String> {
        match self.all.first() {
            Some((key, _)) => Err(format!("`{key}` has no meaning here")),
            None => Ok(()),
        }
    }
}

/// The text that [`Line::field`] wrote so.
fn unescape(value: &str) -> Option<String> {
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, escape)) = rest.split_once('\\') {
        text.push_str(before);
        rest = if let Some(after) = escape.strip_prefix('\\') {
            text.push('\\');
            after
        } else {
            let (digits, after) = escape.strip_prefix("u{")?.split_once('}')?;
            text.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
            after
        };
    }
    text.push_str(rest);
    Some(text)
}
