//! The JSON of the verbs, as `docs/json.md` and `schema` describe it: what they share, and that of `read`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use scopemark_compiler::finding::{self, is_hidden};
use scopemark_compiler::model;
use scopemark_compiler::read::Reading;
use serde::{Serialize, Serializer};

use crate::exit::Failure;
use crate::terms;

/// What was read, and the findings in their order: pretty-printed, with a final newline.
pub(crate) fn render(readings: &[Reading], findings: &[finding::Finding]) -> Result<String, Failure> {
    pretty(&Output {
        format: terms::FORMAT,
        documents: readings.iter().map(|reading| Document::from(&reading.document)).collect(),
        findings: findings.iter().map(Finding::from).collect(),
    })
}

/// A value as every verb prints it: pretty-printed, with a final newline.
pub(crate) fn pretty(value: &impl Serialize) -> Result<String, Failure> {
    let mut json =
        serde_json::to_string_pretty(value).map_err(|error| Failure(format!("cannot write JSON: {error}")))?;
    json.push('\n');
    Ok(inert(&json))
}

/// What `read` prints
#[derive(Serialize, JsonSchema)]
pub(crate) struct Output<'a> {
    /// The number of this format
    #[schemars(with = "terms::Format")]
    format: u32,
    /// What the documents say, in the order of the paths; those of a folder sorted by path
    documents: Vec<Document<'a>>,
    /// What is wrong with them, in their order and in that of their source
    findings: Vec<Finding<'a>>,
}

/// A document
#[derive(Serialize, JsonSchema)]
struct Document<'a> {
    /// The file's name without its extension
    name: &'a str,
    /// Its path
    path: &'a str,
    /// The first heading of level 1, else the title of the front matter, else null
    title: Option<&'a str>,
    /// The resource that its permissions belong to: a URI; null if nothing says one
    resource: Option<&'a str>,
    /// What stands between names in a server's answers besides a space; null where only a space does
    separator: Option<char>,
    /// What stands between names in requests; null for a space
    request_separator: Option<char>,
    /// Whether the document is a resource server's: its rows decide what a token may do
    serves: bool,
    /// The features that may still change, sorted
    beta: &'a [String],
    /// The features, in document order
    features: Vec<&'a str>,
    /// The conditions that notes name, sorted
    conditions: Vec<&'a str>,
    /// The rows, in document order: one entry for each permission of a row
    permissions: Vec<Permission<'a>>,
    /// The declared covers, in document order
    covers: Vec<Cover<'a>>,
}

/// A permission of a document
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DocumentPermission")]
struct Permission<'a> {
    /// The permission's name
    scope: &'a str,
    /// Who acts with it
    #[schemars(with = "terms::Kind")]
    kind: &'static str,
    /// The feature that needs it; null if it is requested with every feature
    feature: Option<&'a str>,
    /// `base`, or `update`: requested only if the feature may also change data
    #[schemars(with = "terms::RowAccess")]
    access: &'static str,
    /// Whether an administrator must consent; null if the document does not say
    admin_consent: Option<bool>,
    /// Whether it is requested only if the integration opts in
    optional: bool,
    /// The conditions that must all hold, sorted
    requires: &'a [String],
    /// The conditions of which none may hold, sorted
    excludes: &'a [String],
    /// What else satisfies the row: all other members of its groups
    alternatives: &'a [String],
    /// The groups of which one member each must be granted, in document order
    required_groups: &'a [Vec<String>],
    /// The resource that the permission belongs to: a URI; null for none
    resource: Option<&'a str>,
    /// What it allows, as plain text; empty if the document does not say
    description: &'a str,
    /// Its notes, as plain text; empty if there are none
    notes: &'a str,
    /// Why the product needs it, as plain text; empty if the document does not say
    reason: &'a str,
    /// The columns without a meaning of their own: header to plain text
    #[serde(serialize_with = "as_object")]
    #[schemars(with = "BTreeMap<String, String>")]
    other: &'a [(String, String)],
    /// The line of the permission in the document, from 1
    line: u32,
    /// The column of the permission in that line, from 1, in Unicode scalars; a tab is one
    column: u32,
}

/// A cover: a grant of one permission satisfies another
#[derive(Serialize, JsonSchema)]
struct Cover<'a> {
    /// The kind of both
    #[schemars(with = "terms::Kind")]
    kind: &'static str,
    /// The stronger permission
    scope: &'a str,
    /// The weaker permission, which a grant of `scope` satisfies
    covers: &'a str,
}

/// A finding: something that is wrong in a document, or worth knowing
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Finding<'a> {
    /// The stable id of what was found
    rule: &'a str,
    /// How bad it is
    #[schemars(with = "terms::Level")]
    level: &'static str,
    /// The path of the document, or of the folder
    path: &'a str,
    /// The line, from 1
    line: u32,
    /// The column, from 1, in Unicode scalars; a finding about a row points at its first cell
    column: u32,
    /// What is wrong
    message: &'a str,
    /// What to do; several lines where it shows text to paste
    help: &'a str,
}

impl<'a> From<&'a model::Document> for Document<'a> {
    fn from(document: &'a model::Document) -> Self {
        Self {
            name: &document.name,
            path: &document.path,
            title: document.title.as_deref(),
            resource: resource(&document.resource),
            separator: document.separator,
            request_separator: document.request_separator,
            serves: document.serves,
            beta: &document.beta,
            features: texts(&document.features),
            conditions: texts(&document.conditions),
            permissions: document.permissions.iter().map(|permission| Permission::new(document, permission)).collect(),
            covers: document.covers.iter().map(Cover::from).collect(),
        }
    }
}

impl<'a> Permission<'a> {
    fn new(document: &'a model::Document, permission: &'a model::Permission) -> Self {
        Self {
            scope: &permission.scope,
            kind: permission.kind.as_str(),
            feature: permission.feature.map(|index| document.features[index].text.as_str()),
            access: permission.access.as_str(),
            admin_consent: permission.admin_consent,
            optional: permission.optional,
            requires: &permission.requires,
            excludes: &permission.excludes,
            alternatives: &permission.alternatives,
            required_groups: &permission.clauses,
            resource: resource(&permission.resource),
            description: &permission.description,
            notes: &permission.notes,
            reason: &permission.reason,
            other: &permission.other,
            line: permission.position.line,
            column: permission.position.column,
        }
    }
}

impl<'a> From<&'a model::Cover> for Cover<'a> {
    fn from(cover: &'a model::Cover) -> Self {
        Self { kind: cover.kind.as_str(), scope: &cover.scope, covers: &cover.covers }
    }
}

impl<'a> From<&'a finding::Finding> for Finding<'a> {
    fn from(finding: &'a finding::Finding) -> Self {
        Self {
            rule: finding.rule.id,
            level: finding.level().as_str(),
            path: &finding.path,
            line: finding.position.line,
            column: finding.position.column,
            message: &finding.message,
            help: &finding.help,
        }
    }
}

/// A resource as JSON has it: null for none.
fn resource(resource: &str) -> Option<&str> {
    Some(resource).filter(|resource| !resource.is_empty())
}

fn texts(names: &[model::Name]) -> Vec<&str> {
    names.iter().map(|name| name.text.as_str()).collect()
}

fn as_object<S: Serializer>(pairs: &&[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(header, text)| (header, text)))
}

/// Escapes invisible characters, so that the JSON is safe to show on a terminal too; it means the same to every parser.
/// They can stand in strings only: outside of them, JSON is visible ASCII, spaces and line ends.
fn inert(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter != '\n' && is_hidden(letter) {
            out.extend(letter.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn invisible_characters_are_escaped_and_mean_the_same() {
        let text = "right\u{202e}to\u{200b}left\u{7f} and a tag \u{e0041}";
        let json = serde_json::to_string_pretty(&[text]).unwrap();
        let shown = inert(&json);
        assert!(shown.is_ascii(), "{shown}");
        assert!(shown.contains(r"\u202e"), "{shown}");
        assert_eq!(serde_json::from_str::<[String; 1]>(&shown).unwrap(), [text]);
    }

    #[test]
    fn visible_text_stays_as_it_is() {
        let json = serde_json::to_string_pretty(&["Zugriff für Räume", "日本語"]).unwrap();
        assert_eq!(inert(&json), json);
    }
}
