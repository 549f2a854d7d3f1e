//! A document before it is text: small enough to edit at random, to shrink and to paste.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::{Document, Kind};
use scopemark_compiler::read::read_text;

/// The conditions that a draft can name: the words in the notes, the name, and whether a directive must declare it.
pub(crate) const CONDITIONS: [(&str, &str, bool); 6] = [
    ("shared mailboxes", "SharedMailbox", false),
    ("personal accounts", "PersonalAccount", false),
    ("legacy installs", "LegacyInstall", false),
    ("guests", "Guest", true),
    ("visitors", "Visitor", true),
    ("partners", "Partner", true),
];

pub(crate) const GRAPH: &str = "https://graph.microsoft.com";
pub(crate) const US_GRAPH: &str = "https://graph.microsoft.us";
pub(crate) const OWN: &str = "api://own";
pub(crate) const VAULT: &str = "https://vault.azure.net";

/// What the scope cell of a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    One(String),
    And(String, String),
    Or(String, String),
    /// `a or (b and c)`
    OneOrBoth(String, String, String),
    /// `(a and b) or c`
    BothOrOne(String, String, String),
}

impl Cell {
    pub(crate) fn names(&self) -> Vec<&String> {
        match self {
            Self::One(a) => vec![a],
            Self::And(a, b) | Self::Or(a, b) => vec![a, b],
            Self::OneOrBoth(a, b, c) | Self::BothOrOne(a, b, c) => vec![a, b, c],
        }
    }

    /// Those of its names that are requested: "one row for each member of its first group".
    pub(crate) fn requested(&self) -> Vec<&String> {
        match self {
            Self::One(a) | Self::Or(a, _) | Self::OneOrBoth(a, ..) => vec![a],
            Self::And(a, b) | Self::BothOrOne(a, b, _) => vec![a, b],
        }
    }

    pub(crate) fn names_mut(&mut self) -> Vec<&mut String> {
        match self {
            Self::One(a) => vec![a],
            Self::And(a, b) | Self::Or(a, b) => vec![a, b],
            Self::OneOrBoth(a, b, c) | Self::BothOrOne(a, b, c) => vec![a, b, c],
        }
    }

    fn markdown(&self) -> String {
        match self {
            Self::One(a) => format!("`{a}`"),
            Self::And(a, b) => format!("`{a}` and `{b}`"),
            Self::Or(a, b) => format!("`{a}` or `{b}`"),
            Self::OneOrBoth(a, b, c) => format!("`{a}` or (`{b}` and `{c}`)"),
            Self::BothOrOne(a, b, c) => format!("(`{a}` and `{b}`) or `{c}`"),
        }
    }
}

/// The kinds that a line is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kinds {
    Delegated,
    Application,
    Both,
}

impl Kinds {
    pub(crate) fn each(self) -> &'static [Kind] {
        match self {
            Self::Delegated => &[Kind::Delegated],
            Self::Application => &[Kind::Application],
            Self::Both => &[Kind::Delegated, Kind::Application],
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Delegated => "Delegated",
            Self::Application => "Application",
            Self::Both => "Both",
        }
    }
}

/// One line of the permission table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// `None` for a line that is requested with every feature.
    pub(crate) feature: Option<String>,
    pub(crate) cell: Cell,
    pub(crate) kinds: Kinds,
    pub(crate) resource: &'static str,
    pub(crate) update: bool,
    pub(crate) optional: bool,
    /// Places in [`CONDITIONS`].
    pub(crate) requires: BTreeSet<usize>,
    pub(crate) excludes: BTreeSet<usize>,
    pub(crate) satisfied_by: Option<String>,
}

/// A line of the table of covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) kind: Kind,
    pub(crate) weaker: String,
    pub(crate) stronger: String,
}

/// All that a document says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) lines: Vec<Line>,
    pub(crate) pairs: Vec<Pair>,
    /// The new name and the old one.
    pub(crate) formerly: Vec<(String, String)>,
    /// What the document says of admin consent to a delegated permission.
    pub(crate) consents: BTreeMap<String, bool>,
    pub(crate) serves: bool,
}

impl Draft {
    /// The features of its lines, in their order.
    pub(crate) fn features(&self) -> Vec<String> {
        let mut features: Vec<String> = Vec::new();
        for feature in self.lines.iter().filter_map(|line| line.feature.as_ref()) {
            if !features.contains(feature) {
                features.push(feature.clone());
            }
        }
        features
    }

    /// The conditions of its lines.
    pub(crate) fn conditions(&self) -> BTreeSet<usize> {
        self.lines.iter().flat_map(|line| line.requires.iter().chain(&line.excludes)).copied().collect()
    }

    /// The words and the names of those that a directive declares.
    pub(crate) fn declared(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let declared = self.conditions().into_iter().map(|at| CONDITIONS[at]).filter(|(.., is_declared)| *is_declared);
        declared.map(|(words, name, _)| (words, name))
    }

    /// The resources of its lines.
    pub(crate) fn resources(&self) -> BTreeSet<&'static str> {
        self.lines.iter().map(|line| line.resource).collect()
    }

    /// How many permissions it names.
    pub(crate) fn size(&self) -> usize {
        let mut names = BTreeSet::new();
        for line in &self.lines {
            for &kind in line.kinds.each() {
                names.extend(line.cell.names().into_iter().chain(&line.satisfied_by).map(|name| (kind, name)));
            }
        }
        for pair in &self.pairs {
            names.extend([(pair.kind, &pair.weaker), (pair.kind, &pair.stronger)]);
        }
        names.len()
    }

    /// The document as text.
    pub(crate) fn markdown(&self) -> String {
        let several = self.resources().len() > 1;
        let mut out = String::new();
        let items = self.directives(several);
        if !items.is_empty() {
            _ = write!(out, "<!-- scopemark: {} -->\n\n", items.join(", "));
        }
        out += "# Permissions\n\n";
        let api = if several { " API |" } else { "" };
        _ = writeln!(
            out,
            "| Feature | Permission | Type |{api} Update | Required | Admin consent | Notes | Satisfied by |"
        );
        _ = writeln!(out, "|---|---|---|{}---|---|---|---|---|", if several { "---|" } else { "" });
        for line in &self.lines {
            let api = if several { format!(" {} |", word(line.resource)) } else { String::new() };
            let consent = self.consent(line);
            let satisfied = line.satisfied_by.as_ref().map(|name| format!("`{name}`")).unwrap_or_default();
            _ = writeln!(
                out,
                "| {} | {} | {} |{api} {} | {} | {consent} | {} | {satisfied} |",
                line.feature.as_deref().unwrap_or("All"),
                line.cell.markdown(),
                line.kinds.word(),
                if line.update { "Y" } else { "N" },
                if line.optional { "No" } else { "Yes" },
                notes(line),
            );
        }
        for (resource, pairs) in self.tables_of_pairs() {
            out += "\n## Covers\n\n";
            if several {
                _ = write!(out, "<!-- scopemark: resource = \"{resource}\" -->\n\n");
            }
            out += "| Permission | Type | Satisfied by |\n|---|---|---|\n";
            for Pair { kind, weaker, stronger } in pairs {
                let kind = if *kind == Kind::Delegated { "Delegated" } else { "Application" };
                _ = writeln!(out, "| `{weaker}` | {kind} | `{stronger}` |");
            }
        }
        out
    }

    /// The pairs, a table for each resource.
    pub(crate) fn tables_of_pairs(&self) -> Vec<(&'static str, Vec<&Pair>)> {
        let of = |pair: &Pair| {
            let names = |line: &&Line| {
                line.cell
                    .names()
                    .into_iter()
                    .chain(&line.satisfied_by)
                    .any(|name| [&pair.weaker, &pair.stronger].contains(&name))
            };
            self.lines.iter().find(names).map(|line| line.resource)
        };
        let mut tables = Vec::new();
        for resource in self.resources() {
            let pairs: Vec<&Pair> = self.pairs.iter().filter(|pair| of(pair) == Some(resource)).collect();
            if !pairs.is_empty() {
                tables.push((resource, pairs));
            }
        }
        tables
    }

    /// What the line says of admin consent: nothing where its permissions differ.
    pub(crate) fn consent(&self, line: &Line) -> &'static str {
        let said: BTreeSet<Option<bool>> =
            line.cell.names().iter().map(|name| self.consents.get(*name).copied()).collect();
        match said.first() {
            _ if said.len() > 1 || line.kinds != Kinds::Delegated => "",
            Some(Some(true)) => "Yes",
            Some(Some(false)) => "No",
            _ => "",
        }
    }

    fn directives(&self, several: bool) -> Vec<String> {
        let mut items = Vec::new();
        for &resource in self.resources().iter().filter(|resource| !resource.is_empty()) {
            if several {
                items.push(format!("resource.\"{}\" = \"{resource}\"", word(resource)));
            } else {
                items.push(format!("resource = \"{resource}\""));
            }
        }
        items.extend(self.declared().map(|(words, name)| format!("condition.\"{words}\" = \"{name}\"")));
        items.extend(self.formerly.iter().map(|(new, old)| format!("formerly.\"{new}\" = \"{old}\"")));
        if self.serves {
            items.push("serves = \"true\"".to_owned());
        }
        items
    }

    /// The document, or the first error of reading it.
    pub(crate) fn read(&self) -> Result<Document, String> {
        let reading = read_text("docs-tables/doc.md", &self.markdown());
        let mut errors = reading.findings.iter().filter(|finding| finding.level() == Level::Error);
        match errors.next() {
            Some(error) => Err(error.to_string()),
            None => Ok(reading.document),
        }
    }
}

pub(crate) fn notes(line: &Line) -> String {
    let words = |at: &usize| CONDITIONS[*at].0;
    let required = line.requires.iter().map(|at| format!("For {}.", words(at)));
    let excluded = line.excludes.iter().map(|at| format!("Not for {}.", words(at)));
    required.chain(excluded).collect::<Vec<_>>().join(" ")
}

/// The word of a resource in the column `API`.
pub(crate) fn word(resource: &str) -> &'static str {
    match resource {
        GRAPH => "Graph",
        US_GRAPH => "Graph for US",
        OWN => "Own",
        _ => "Vault",
    }
}
