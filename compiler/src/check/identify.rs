//! Gives every permission, feature and condition of a document its Rust name.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToUpperCamelCase;

use super::ident::{camel, is_identifier, is_upper_camel};
use super::shared_names;
use super::source::Source;
use super::suggestions::Suggestions;
use crate::finding::Finding;
use crate::model::{Document, Name, Position, Renaming};
use crate::quoted::quoted;
use crate::rules::{BAD_IDENTIFIER, NAME_CLASH, RENAME_UNKNOWN};

/// Gives every name of the document its Rust name, or `None` and a finding where there can be none.
///
/// A name is the upper camel case of its text (of the part after the last `/`, where the text is a URI), unless a `rename`
/// directive gives another. One that several resources have begins with the name of its resource. Of two texts with one Rust
/// name the first in order keeps it. No suffix is ever invented. `excerpt` gives the source line at a position, and the byte in
/// it that the position means; the findings are pushed in no particular order.
pub fn identify<'text>(
    document: &mut Document,
    excerpt: impl Fn(Position) -> (&'text str, usize),
    findings: &mut Vec<Finding>,
) {
    let path = document.path.clone();
    let source = Source { path: &path, excerpt: &|position| excerpt(position) };
    let renames = renames(document, &source, findings);
    let mut free = Free::new(document, &renames);
    // Before the permissions: a name that several resources have begins with that of its resource.
    identify_all("resource", &mut document.resources, &renames, None, &mut free, &source, findings);
    shared_names::apply(document);
    for (what, names) in [
        ("scope", &mut document.scopes),
        ("app role", &mut document.app_roles),
        ("feature", &mut document.features),
        ("condition", &mut document.conditions),
    ] {
        // A table that names no feature has the document's name. If that cannot be a Rust name, the module has none
        // either, and the build reports that.
        let own = (what == "feature").then_some(document.name.as_str());
        identify_all(what, names, &renames, own, &mut free, &source, findings);
    }
}

/// The Rust names that a help may give. A `rename` holds for a text in all enums, so each text gets one.
struct Free {
    /// Those that names have, and those that a help gave.
    taken: BTreeSet<String>,
    /// What a help gave, by the text.
    given: BTreeMap<String, String>,
}

impl Free {
    fn new(document: &Document, renames: &Renames) -> Self {
        let Document { scopes, app_roles, features, conditions, resources, .. } = document;
        let names = [scopes, app_roles, features, conditions, resources].into_iter().flatten();
        let own = names.map(|name| camel(&name.text)).chain(renames.values().cloned());
        Self { taken: own.collect(), given: BTreeMap::new() }
    }

    /// The name that a text may have: the wanted one, or a longer one.
    fn take(&mut self, text: &str, mut wanted: String) -> String {
        if let Some(given) = self.given.get(text) {
            return given.clone();
        }
        while !self.taken.insert(wanted.clone()) {
            wanted.insert_str(0, "Other");
        }
        self.given.insert(text.to_owned(), wanted.clone());
        wanted
    }
}

/// Rust names by the texts that are renamed to them.
type Renames = BTreeMap<String, String>;

/// The renames that can be followed; the others are reported.
fn renames(document: &Document, source: &Source<'_>, findings: &mut Vec<Finding>) -> Renames {
    let Document { scopes, app_roles, features, conditions, resources, .. } = document;
    let all = [scopes, app_roles, features, conditions, resources];
    let names = || all.into_iter().flatten().map(|name| name.text.as_str());
    let known: BTreeSet<&str> = names().collect();
    let mut suggestions = Suggestions::default();
    let mut nearest = |key: &str, said: &[Renaming]| {
        suggestions.nearest(key, names().filter(|name| said.iter().all(|other| other.key != *name)))
    };
    let unknown = |directive: &str, Renaming { key, position, .. }: &Renaming, help: String| {
        let message = format!("`{directive}.{}` matches nothing in this document", quoted(key));
        source.finding(&RENAME_UNKNOWN, *position, message, help)
    };
    let mut renames = Renames::new();
    for rename in &document.renames {
        let Renaming { key, value, position } = rename;
        if !known.contains(key.as_str()) {
            let help = match nearest(key, &document.renames) {
                Some(nearest) => in_place_of(nearest, key),
                None => "remove it, or write the text exactly as in the table".to_owned(),
            };
            findings.push(unknown("rename", rename, help));
        } else if is_identifier(value) && is_upper_camel(value) {
            renames.insert(key.clone(), value.clone());
        } else {
            findings.push(source.finding(
                &BAD_IDENTIFIER,
                *position,
                format!("{} cannot be the Rust name of `{key}`", quoted(value)),
                "use an identifier in upper camel case, such as \"CalendarsRead\"",
            ));
        }
    }
    for formerly in document.formerly.iter().filter(|formerly| !known.contains(formerly.key.as_str())) {
        let is_now = |other: &&Renaming| other.value == formerly.key && known.contains(other.key.as_str());
        let help = match document.formerly.iter().find(is_now) {
            Some(Renaming { key: now, .. }) => format!("{}, which it was", in_place_of(now, &formerly.key)),
            None => formerly_help(formerly, nearest(&formerly.key, &document.formerly)),
        };
        findings.push(unknown("formerly", formerly, help));
    }
    renames
}

fn in_place_of(name: &str, key: &str) -> String {
    format!("write `{}` in place of `{}`", quoted(name), quoted(key))
}

/// What to do about a former name of what the document does not have. Mostly that has another name now, which then had both names:
/// without the item code that uses the older one would break.
fn formerly_help(Renaming { key, value, .. }: &Renaming, nearest: Option<&str>) -> String {
    let item = |now: &str, was: &str| format!("`formerly.{} = {}`", quoted(now), quoted(was));
    match nearest {
        Some(now) => {
            format!("{}; if it was called `{key}` until now, also add {}", in_place_of(now, key), item(now, key))
        }
        None => format!(
            "write its name exactly as in the table; if that is a new name, write both {} and {}; if it is gone, remove the item",
            item("NEW", value),
            item("NEW", key)
        ),
    }
}

/// Gives the names of one enum their Rust names. `what` is what they are; the name `own` may have none without a finding.
fn identify_all(
    what: &str,
    names: &mut [Name],
    renames: &Renames,
    own: Option<&str>,
    free: &mut Free,
    source: &Source<'_>,
    findings: &mut Vec<Finding>,
) {
    // The Rust names that are taken, each by the name at this place.
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for place in 0..names.len() {
        // What the document's words for a resource give, or the resource of the name.
        let given = names[place].ident.take();
        let name = &names[place];
        let ident = renames.get(&name.text).cloned().or(given).unwrap_or_else(|| camel(&name.text));
        let finding = if !is_identifier(&ident) {
            (own != Some(&name.text)).then(|| no_identifier(what, name, &ident, free, source))
        } else if let Some(&first) = taken.get(&ident) {
            Some(clash(what, [&names[first], name], &ident, free, source))
        } else {
            taken.insert(ident.clone(), place);
            names[place].ident = Some(ident);
            continue;
        };
        findings.extend(finding);
    }
}

fn no_identifier(what: &str, name: &Name, ident: &str, free: &mut Free, source: &Source<'_>) -> Finding {
    let text = &name.text;
    let (message, rest) = if ident.is_empty() {
        (format!("no Rust name can be made from the {what} `{text}`"), "Name")
    } else {
        (format!("the {what} `{text}` cannot be named `{ident}` in Rust"), ident)
    };
    let usable = format!("{}{rest}", what.to_upper_camel_case());
    source.finding(&BAD_IDENTIFIER, name.position, message, rename_help(text, &free.take(text, usable)))
}

fn clash(what: &str, [first, second]: [&Name; 2], ident: &str, free: &mut Free, source: &Source<'_>) -> Finding {
    let message = format!(
        "the {what}s `{}` (line {}) and `{}` (line {}) would both be named `{ident}` in Rust",
        first.text, first.position.line, second.text, second.position.line
    );
    let has_capitals = |name: &Name| name.text.chars().any(char::is_uppercase);
    let prefix = if !has_capitals(second) && has_capitals(first) { "Lowercase" } else { "Other" };
    let usable = free.take(&second.text, format!("{prefix}{ident}"));
    source.finding(&NAME_CLASH, second.position, message, rename_help(&second.text, &usable))
}

fn rename_help(text: &str, ident: &str) -> String {
    format!(
        "give it its own name at the top of the document:\n<!-- scopemark: rename.{} = \"{ident}\" -->",
        quoted(text)
    )
}

#[cfg(test)]
mod tests {
    use super::identify;
    use crate::finding::Finding;
    use crate::model::{Document, Name, Position, Renaming};

    fn name(text: &str, line: u32) -> Name {
        Name { text: text.to_owned(), ident: None, position: Position { line, column: 3 } }
    }

    fn scopes(texts: &[&str], renames: &[(&str, &str)]) -> (Vec<Option<String>>, Vec<Finding>) {
        let mut document = Document { path: "docs-tables/a.md".to_owned(), ..Document::default() };
        document.scopes = (1..).zip(texts).map(|(line, text)| name(text, line)).collect();
        document.renames = renames
            .iter()
            .map(|&(key, value)| Renaming {
                key: key.to_owned(),
                value: value.to_owned(),
                position: Position { line: 90, column: 1 },
            })
            .collect();
        let mut findings = Vec::new();
        identify(&mut document, |_| ("the line", 2), &mut findings);
        (document.scopes.into_iter().map(|scope| scope.ident).collect(), findings)
    }

    #[test]
    fn of_two_texts_with_one_name_the_first_keeps_it_and_the_second_is_an_error() {
        let (idents, findings) = scopes(&["Profile", "profile"], &[]);
        assert_eq!(idents, [Some("Profile".to_owned()), None]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].to_string(),
            "docs-tables/a.md:2:3: the scopes `Profile` (line 1) and `profile` (line 2) would both be named `Profile` in \
             Rust [read/name-clash]\n  |\n2 | the line\n  |   ^\n  = help: give it its own name at the top of the \
             document:\n          <!-- scopemark: rename.\"profile\" = \"LowercaseProfile\" -->"
        );
    }

    #[test]
    fn the_name_in_the_help_is_free_and_following_it_heals() {
        let texts = ["A.B", "LowercaseAB", "a-b", "a.b", "a_b", "Self", "self", "SELF", "scope_self"];
        let mut renames: Vec<(String, String)> = Vec::new();
        for _ in 0..texts.len() {
            let given: Vec<(&str, &str)> = renames.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            let (_, findings) = scopes(&texts, &given);
            let Some(finding) = findings.first() else {
                return;
            };
            let mut parts = finding.help.rsplit('"');
            let (Some(_), Some(ident), Some(_), Some(text)) = (parts.next(), parts.next(), parts.next(), parts.next())
            else {
                panic!("no directive in {:?}", finding.help)
            };
            renames.push((text.to_owned(), ident.to_owned()));
        }
        panic!("still clashing after {renames:?}");
    }

    #[test]
    fn what_cannot_be_an_identifier_is_an_error_with_the_directive_to_paste() {
        for (text, directive) in [
            ("*", r#"rename."*" = "ScopeName""#),
            ("2fa", r#"rename."2fa" = "Scope2fa""#),
            ("api://5f1c/a", r#"rename."api://5f1c/a" = "Scope5f1cA""#),
            ("self", r#"rename."self" = "ScopeSelf""#),
            ("-->", r#"rename."--\u003E" = "ScopeName""#),
        ] {
            let (idents, findings) = scopes(&[text], &[]);
            assert_eq!(idents, [None]);
            assert_eq!(findings.len(), 1, "{text}");
            assert_eq!(findings[0].rule.id, "read/bad-identifier");
            assert!(findings[0].help.contains(directive), "{}", findings[0].help);
        }
    }

    #[test]
    fn a_rename_wins_over_the_text() {
        let (idents, findings) = scopes(&["*", "Profile", "profile"], &[("*", "Everything"), ("profile", "Lower")]);
        assert_eq!(idents.into_iter().flatten().collect::<Vec<_>>(), ["Everything", "Profile", "Lower"]);
        assert_eq!(findings, []);
    }

    #[test]
    fn a_rename_to_no_upper_camel_identifier_is_an_error_and_the_derived_name_stays() {
        for value in ["", "lower", "Two Words", "Self", "A_B", "r#A", "2A", "A /**/", " A", "A\u{200b}"] {
            let (idents, findings) = scopes(&["A.B"], &[("A.B", value)]);
            assert_eq!(idents, [Some("AB".to_owned())], "{value:?}");
            assert_eq!(findings.len(), 1, "{value:?}");
            assert_eq!(findings[0].rule.id, "read/bad-identifier");
        }
    }

    #[test]
    fn a_rename_of_nothing_names_the_nearest() {
        let (_, findings) = scopes(&["Mail.Read"], &[("Mail.Raed", "Mail")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].rule.id, "read/rename-unknown");
        assert_eq!(findings[0].help, "write `\"Mail.Read\"` in place of `\"Mail.Raed\"`");
    }

    #[test]
    fn one_text_in_two_enums_is_no_clash() {
        let mut document = Document::default();
        document.scopes.push(name("User.Read.All", 1));
        document.app_roles.push(name("User.Read.All", 2));
        let mut findings = Vec::new();
        identify(&mut document, |_| ("", 0), &mut findings);
        assert_eq!(findings, []);
        assert_eq!(document.scopes[0].ident, document.app_roles[0].ident);
    }
}
