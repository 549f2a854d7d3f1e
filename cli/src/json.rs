//! The JSON of the verbs, as `docs/json.md` describes it: what they share, and that of `read`.

use scopemark_compiler::finding::{self, is_hidden};
use scopemark_compiler::model;
use scopemark_compiler::read::Reading;
use serde::{Serialize, Serializer};

use crate::exit::Failure;

/// The number that grows when a reader of the JSON would have to change.
pub(crate) const FORMAT: u32 = 1;

/// What was read, and the findings in their order: pretty-printed, with a final newline.
pub(crate) fn render(readings: &[Reading], findings: &[finding::Finding]) -> Result<String, Failure> {
    pretty(&Output {
        format: FORMAT,
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

#[derive(Serialize)]
struct Output<'a> {
    format: u32,
    documents: Vec<Document<'a>>,
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Document<'a> {
    name: &'a str,
    path: &'a str,
    title: Option<&'a str>,
    resource: Option<&'a str>,
    features: Vec<&'a str>,
    conditions: Vec<&'a str>,
    permissions: Vec<Permission<'a>>,
    covers: Vec<Cover<'a>>,
}

#[derive(Serialize)]
struct Permission<'a> {
    scope: &'a str,
    kind: &'static str,
    feature: Option<&'a str>,
    access: &'static str,
    admin_consent: Option<bool>,
    optional: bool,
    requires: &'a [String],
    excludes: &'a [String],
    alternatives: &'a [String],
    required_groups: &'a [Vec<String>],
    resource: Option<&'a str>,
    description: &'a str,
    notes: &'a str,
    reason: &'a str,
    #[serde(serialize_with = "as_object")]
    other: &'a [(String, String)],
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Cover<'a> {
    kind: &'static str,
    scope: &'a str,
    covers: &'a str,
}

/// A finding of a document.
#[derive(Debug, Serialize)]
pub(crate) struct Finding<'a> {
    rule: &'a str,
    level: &'static str,
    path: &'a str,
    line: u32,
    column: u32,
    message: &'a str,
    help: &'a str,
}

impl<'a> From<&'a model::Document> for Document<'a> {
    fn from(document: &'a model::Document) -> Self {
        Self {
            name: &document.name,
            path: &document.path,
            title: document.title.as_deref(),
            resource: resource(&document.resource),
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
