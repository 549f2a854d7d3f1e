//! Compares a document with a catalogue.

use core::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use scopemark_core::ask::{OPENID_SCOPES, same_resource};

use super::names::{resources, short};
use super::{Catalogue, Entry, OfResource, called};
use crate::GRAPH;
use crate::check::Source;
use crate::finding::{Finding, Rule};
use crate::model::{Document, Kind, Name, Permission};
use crate::quoted::quoted;
use crate::rules;

/// Adds what is wrong in a document according to a catalogue.
pub(crate) fn judge(document: &Document, catalogue: &Catalogue, source: &Source<'_>, findings: &mut Vec<Finding>) {
    let judge = Judge::new(document, catalogue);
    judge.not_listed(source, findings);
    let rows = judge.rows_by_name();
    let mut suggestions = 0;
    for kind in [Kind::Delegated, Kind::Application] {
        for name in document.names(kind) {
            let named = rows.get(&(kind, name.text.as_str())).map(Vec::as_slice).unwrap_or_default();
            findings.extend(judge.name(kind, name, named, &mut suggestions, source));
        }
    }
}

/// How many findings of one document get suggestions: each looks at all names of the resource.
const MOST_SUGGESTIONS: usize = 20;

/// What the catalogue says of a name.
#[derive(Debug, Clone, Copy)]
enum Status<'c> {
    /// Nothing: it does not list the resource, or the name is one of OpenID Connect.
    Unjudged,
    Exists(Entry<'c>),
    OtherCase(Entry<'c>),
    OtherKind,
    Disabled,
    Missing,
}

struct Judge<'d> {
    document: &'d Document,
    /// Of each permission, its resource, what the catalogue lists of that, and what it says of the permission.
    names: BTreeMap<(Kind, &'d str), Known<'d>>,
    /// The permissions that a grant can satisfy: those that can be granted, and those that they cover.
    satisfiable: BTreeSet<(Kind, &'d str)>,
}

#[derive(Debug, Clone, Copy)]
struct Known<'d> {
    resource: &'d str,
    of: OfResource<'d>,
    status: Status<'d>,
}

/// What the catalogue lists of one resource.
struct Listing<'c> {
    resource: &'c str,
    of: OfResource<'c>,
    /// The same by names in lower case, made for the first name that is not in it.
    in_lower_case: OnceCell<BTreeMap<(Kind, String), Entry<'c>>>,
}

impl<'c> Listing<'c> {
    const fn new(resource: &'c str, of: OfResource<'c>) -> Self {
        Self { resource, of, in_lower_case: OnceCell::new() }
    }

    fn status(&self, kind: Kind, text: &str) -> Status<'c> {
        if self.of.is_empty() {
            return Status::Unjudged;
        }
        let name = short(self.resource, text);
        match self.of.find(kind, name) {
            Some(entry) if entry.enabled == Some(false) => Status::Disabled,
            Some(entry) => Status::Exists(entry),
            // A provider need not list what OpenID Connect defines.
            None if OPENID_SCOPES.contains(&text) => Status::Unjudged,
            None => match self.in_any_case(kind, name) {
                Some(entry) => Status::OtherCase(entry),
                None if self.of.find(other(kind), name).is_some() => Status::OtherKind,
                None => Status::Missing,
            },
        }
    }

    /// The permission in other letters: only Microsoft Graph grants it for this name.
    fn in_any_case(&self, kind: Kind, name: &str) -> Option<Entry<'c>> {
        if !same_resource(self.resource, GRAPH) {
            return None;
        }
        let all = self.in_lower_case.get_or_init(|| self.of.in_lower_case());
        all.get(&(kind, name.to_ascii_lowercase())).copied().filter(|entry| entry.enabled != Some(false))
    }
}

impl<'d> Judge<'d> {
    fn new(document: &'d Document, catalogue: &'d Catalogue) -> Self {
        let resources = resources(document);
        let mut listings: BTreeMap<&str, Listing<'d>> =
            resources.values().map(|resource| (*resource, Listing::new(resource, catalogue.of(resource)))).collect();
        // A provider without resources has no name in the catalogue, so its documents are told by what they list.
        if let Some(unnamed) = listings.get_mut("") {
            let is_listed =
                |(kind, text): &(Kind, &str)| !OPENID_SCOPES.contains(text) && unnamed.of.find(*kind, text).is_some();
            if !resources.iter().any(|(name, resource)| resource.is_empty() && is_listed(name)) {
                unnamed.of = unnamed.of.forgotten();
            }
        }
        let known = |(&(kind, text), &resource): (&(Kind, &'d str), &&'d str)| {
            let listing = &listings[resource];
            ((kind, text), Known { resource, of: listing.of, status: listing.status(kind, text) })
        };
        let names: BTreeMap<_, _> = resources.iter().map(known).collect();
        let satisfiable = satisfiable(document, &names);
        Self { document, names, satisfiable }
    }

    /// The note for each resource that the catalogue does not list, at the first row of it.
    fn not_listed(&self, source: &Source<'_>, findings: &mut Vec<Finding>) {
        let mut said = BTreeSet::new();
        for row in &self.document.permissions {
            let Some(known) = self.names.get(&(row.kind, row.scope.as_str())) else { continue };
            if !known.of.is_empty() || OPENID_SCOPES.contains(&row.scope.as_str()) || !said.insert(known.resource) {
                continue;
            }
            let message = match known.resource {
                "" => "the catalogue lists no permission of this document, so none of them is compared".to_owned(),
                other => format!("the catalogue does not list {}, so its permissions are not compared", called(other)),
            };
            let help = "this is fine; `cargo scopemark catalogue import` adds what the provider has";
            findings.push(source.finding(&rules::CATALOGUE_NOT_LISTED, row.position, message, help));
        }
    }

    /// The rows that name each permission, in document order.
    fn rows_by_name(&self) -> BTreeMap<(Kind, &'d str), Vec<&'d Permission>> {
        let mut rows: BTreeMap<(Kind, &str), Vec<&Permission>> = BTreeMap::new();
        for row in &self.document.permissions {
            for text in core::iter::once(&row.scope).chain(&row.alternatives) {
                rows.entry((row.kind, text.as_str())).or_default().push(row);
            }
        }
        rows
    }

    fn is_satisfiable(&self, row: &Permission) -> bool {
        let can_be = |text: &String| self.satisfiable.contains(&(row.kind, text.as_str()));
        row.clauses.iter().all(|clause| clause.iter().any(can_be))
    }

    fn name(
        &self,
        kind: Kind,
        name: &Name,
        rows: &[&Permission],
        suggestions: &mut usize,
        source: &Source<'_>,
    ) -> Option<Finding> {
        let known = self.names.get(&(kind, name.text.as_str()))?;
        let lost = rows.iter().find(|row| !self.is_satisfiable(row));
        // What no row can do without is shown where the row is.
        let position = lost.filter(|row| row.scope == name.text).map_or(name.position, |row| row.position);
        let text = &name.text;
        let provider = called(known.resource);
        let (rule, message, help) = match known.status {
            Status::Unjudged => return None,
            Status::Exists(entry) => return consent(known.resource, entry, rows, source),
            Status::OtherCase(entry) => {
                let message = format!("{provider} spells `{text}` as `{}`", entry.name);
                return Some(source.finding(
                    &rules::CATALOGUE_OTHER_CASE,
                    name.position,
                    message,
                    spelled(text, &text.replace(short(known.resource, text), entry.name)),
                ));
            }
            Status::OtherKind => {
                let other = other(kind).as_str();
                let message = format!(
                    "`{text}` is not {} permission: {provider} has only {} permission of this name",
                    with_article(kind.as_str()),
                    with_article(other)
                );
                let help =
                    format!("say that it is {}, in a column `Type` or with the directive `kind`", with_article(other));
                (&rules::CATALOGUE_OTHER_KIND, message, help)
            }
            Status::Disabled => {
                let message = format!("{provider} has disabled `{text}`: nobody can consent to it");
                (&rules::CATALOGUE_DISABLED, message, "request what takes its place".to_owned())
            }
            Status::Missing => {
                let message = format!("{provider} has no {} permission `{text}`", kind.as_str());
                *suggestions += 1;
                let near = if *suggestions > MOST_SUGGESTIONS { Vec::new() } else { near(known, kind, text) };
                (&rules::CATALOGUE_NO_SUCH_PERMISSION, message, one_of(&near))
            }
        };
        let rule: &'static Rule = if lost.is_some() { rule } else { &rules::CATALOGUE_NO_SUCH_ALTERNATIVE };
        Some(source.finding(rule, position, message, help))
    }
}

/// The permissions that can be granted, and what they cover, directly or through others.
fn satisfiable<'d>(document: &'d Document, names: &BTreeMap<(Kind, &'d str), Known<'d>>) -> BTreeSet<(Kind, &'d str)> {
    let mut weaker: BTreeMap<(Kind, &str), Vec<&str>> = BTreeMap::new();
    for cover in &document.covers {
        weaker.entry((cover.kind, cover.scope.as_str())).or_default().push(&cover.covers);
    }
    let can_be_granted = |status| matches!(status, Status::Unjudged | Status::Exists(_) | Status::OtherCase(_));
    let granted = names.iter().filter(|(_, known)| can_be_granted(known.status)).map(|(name, _)| *name);
    let mut next: Vec<(Kind, &str)> = granted.collect();
    let mut satisfiable: BTreeSet<(Kind, &str)> = next.iter().copied().collect();
    while let Some((kind, text)) = next.pop() {
        for &covered in weaker.get(&(kind, text)).map(Vec::as_slice).unwrap_or_default() {
            if satisfiable.insert((kind, covered)) {
                next.push((kind, covered));
            }
        }
    }
    satisfiable
}

/// The warning where rows and the catalogue disagree on admin consent. An application permission always needs it.
fn consent(resource: &str, entry: Entry<'_>, rows: &[&Permission], source: &Source<'_>) -> Option<Finding> {
    let needed = entry.admin_consent.filter(|_| entry.group.kind() == Kind::Delegated)?;
    let says = |row: &&&Permission| short(resource, &row.scope) == entry.name && row.admin_consent == Some(!needed);
    let row = rows.iter().find(says)?;
    let (provider, scope) = (called(resource), &row.scope);
    let (message, word) = if needed {
        (
            format!(
                "{provider} lets only an administrator consent to `{scope}`, and the document says that none is needed"
            ),
            "Yes",
        )
    } else {
        (
            format!(
                "{provider} lets users consent to `{scope}`, and the document says that an administrator is needed"
            ),
            "No",
        )
    };
    let help = format!("write `{word}`; if the provider has changed, bring the catalogue up to date");
    Some(source.finding(&rules::CATALOGUE_CONSENT, row.position, message, help))
}

fn spelled(text: &str, right: &str) -> String {
    format!(
        "write `{right}`; code that names the constant keeps working if you say at the top of the document:\n\
         <!-- scopemark: formerly.{} = {} -->",
        quoted(right),
        quoted(text)
    )
}

/// What to write in place of a name that is not there.
fn one_of(names: &[String]) -> String {
    let fresh = "if it is new, bring the catalogue up to date with `cargo scopemark catalogue import`";
    match names {
        [] => format!("write the name as the provider has it, or remove it; {fresh}"),
        [one] => format!("write {one}, or remove it; {fresh}"),
        [others @ .., last] => format!("write {} or {last}, or remove it; {fresh}", others.join(", ")),
    }
}

/// The names that begin with the same word, or nearly, and are nearest, at most three, the nearest first, in code marks.
fn near(known: &Known<'_>, kind: Kind, text: &str) -> Vec<String> {
    let name = short(known.resource, text);
    let prefix = text.strip_suffix(name).unwrap_or_default();
    let (word, most) = (first_word(name), name.chars().count() / 3 + 1);
    let of_word = known.of.names(kind).filter(|other| is_like(word, first_word(other)));
    let mut near: Vec<(usize, &str)> =
        of_word.filter_map(|other| Some((scopemark_core::distance(name, other, most)?, other))).collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(3).map(|(_, near)| format!("`{prefix}{near}`")).collect()
}

/// Whether two words are the same but for a slip or two.
fn is_like(word: &str, other: &str) -> bool {
    let begins_alike =
        word.as_bytes().first().map(u8::to_ascii_lowercase) == other.as_bytes().first().map(u8::to_ascii_lowercase);
    // Most words end here, before the letters are compared.
    begins_alike && word.len().abs_diff(other.len()) <= 2 && scopemark_core::distance(word, other, 2).is_some()
}

/// The part up to the first divider.
fn first_word(name: &str) -> &str {
    name.find(['.', ':', '/', '_', '-']).map_or(name, |end| &name[..end])
}

const fn other(kind: Kind) -> Kind {
    match kind {
        Kind::Delegated => Kind::Application,
        Kind::Application => Kind::Delegated,
    }
}

fn with_article(kind: &str) -> String {
    format!("{} {kind}", if kind.starts_with('a') { "an" } else { "a" })
}
