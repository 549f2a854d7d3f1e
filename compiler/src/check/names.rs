//! The Rust names: of each permission, feature and condition, and of a document's module.

use heck::{ToSnakeCase, ToUpperCamelCase};

pub(crate) use super::ident::former_ident;
use super::ident::{KEYWORDS, camel, is_identifier, is_upper_camel};
use super::{MOST_SUGGESTIONS, nearest, order};
use crate::finding::{Finding, Rule};
use crate::index::Index;
use crate::model::{Document, Name, Position, Renaming};
use crate::quoted::quoted;
use crate::read::{NO_LINE, START};
use crate::rules::{BAD_IDENTIFIER, BAD_MODULE, MODULE_CLASH, NAME_CLASH, RENAME_UNKNOWN};

/// Gives every name of the document its Rust name, or `None` and a finding where there can be none.
///
/// A name is the upper camel case of its text (of what follows the last `/`, where the text is a URI), unless a `rename`
/// directive gives another. Of two texts with one Rust name the first in order keeps it. No suffix is ever invented.
/// `excerpt` gives the source line of a place, and where in it the place is; the findings are pushed in no particular order.
pub fn identify<'text>(
    document: &mut Document,
    excerpt: impl Fn(Position) -> (&'text str, usize),
    findings: &mut Vec<Finding>,
) {
    let path = document.path.clone();
    let mut report = |rule, position: Position, message, help| {
        findings.push(Finding::new(rule, &path, position, message, help, excerpt(position)));
    };
    let renames = renames(document, &mut report);
    for (what, names) in [
        ("scope", &mut document.scopes),
        ("app role", &mut document.app_roles),
        ("feature", &mut document.features),
        ("condition", &mut document.conditions),
    ] {
        // A table that names no feature has the document's name: where that cannot be a Rust name, neither can the
        // module, and building says so.
        let own = (what == "feature").then_some(document.name.as_str());
        identify_all(what, names, &renames, own, &mut report);
    }
}

/// Pushes a finding: its rule, place, message and help.
type Report<'a> = dyn FnMut(&'static Rule, Position, String, String) + 'a;

/// Rust names by the texts that are renamed to them.
#[derive(Default)]
struct Renames {
    texts: Index,
    idents: Vec<String>,
}

impl Renames {
    fn insert(&mut self, text: &str, ident: &str) {
        let (number, is_new) = self.texts.insert(text);
        if is_new {
            self.idents.push(ident.to_owned());
        } else {
            ident.clone_into(&mut self.idents[number]);
        }
    }

    fn get(&self, text: &str) -> Option<&String> {
        self.texts.find(text).map(|number| &self.idents[number])
    }
}

/// The renames that can be followed; the others are reported.
fn renames(document: &Document, report: &mut Report<'_>) -> Renames {
    let mut renames = Renames::default();
    if document.renames.is_empty() && document.formerly.is_empty() {
        return renames;
    }
    let (mut index, mut known) = (Index::default(), Vec::new());
    for names in [&document.scopes, &document.app_roles, &document.features, &document.conditions] {
        for name in names {
            index.insert(&name.text);
            known.push(name.text.as_str());
        }
    }
    let mut suggestions = 0;
    let mut is_known = |directive: &str, Renaming { key, position, .. }: &Renaming, report: &mut Report<'_>| {
        let found = index.contains(key);
        if !found {
            let message = format!("`{directive}.{}` names nothing in this document", quoted(key));
            // The search is long where the names are many: a document that is wrong throughout gets few suggestions.
            suggestions += 1;
            let nearest = if suggestions > MOST_SUGGESTIONS { None } else { nearest(key, &known) };
            let help = match nearest {
                Some(nearest) => format!("did you mean {}?", quoted(nearest)),
                None => "remove it, or write the text as the table has it".to_owned(),
            };
            report(&RENAME_UNKNOWN, *position, message, help);
        }
        found
    };
    for rename in &document.renames {
        let Renaming { key, value, position } = rename;
        if !is_known("rename", rename, report) {
            continue;
        }
        if is_identifier(value) && is_upper_camel(value) {
            renames.insert(key, value);
        } else {
            let message = format!("{} cannot be the Rust name of `{key}`", quoted(value));
            let help = "give an identifier in upper camel case, such as \"CalendarsRead\"".to_owned();
            report(&BAD_IDENTIFIER, *position, message, help);
        }
    }
    for formerly in &document.formerly {
        is_known("formerly", formerly, report);
    }
    renames
}

fn identify_all(what: &str, names: &mut [Name], renames: &Renames, own: Option<&str>, report: &mut Report<'_>) {
    let mut all_derived = Vec::with_capacity(names.len());
    for Name { text, .. } in &*names {
        all_derived.push(match renames.get(text) {
            Some(given) => given.clone(),
            None => camel(text),
        });
    }
    if all_derived.iter().all(|derived| is_identifier(derived)) {
        let derived: Vec<&str> = all_derived.iter().map(String::as_str).collect();
        if order::are_distinct(&derived) {
            for (name, derived) in names.iter_mut().zip(all_derived) {
                name.ident = Some(derived);
            }
            return;
        }
    }
    // The Rust names that are taken, and by which of the names.
    let (mut taken, mut takers) = (Index::default(), Vec::new());
    for (at, derived) in all_derived.into_iter().enumerate() {
        let Name { text, position, .. } = &names[at];
        let position = *position;
        if !is_identifier(&derived) {
            let message = if derived.is_empty() {
                format!("the {what} `{text}` has no letter to make a Rust name of")
            } else {
                format!("the {what} `{text}` cannot be named `{derived}` in Rust")
            };
            if own == Some(text.as_str()) {
                continue;
            }
            let prefix = what.to_upper_camel_case();
            let rest = if derived.is_empty() { "Name" } else { &derived };
            report(&BAD_IDENTIFIER, position, message, rename_help(text, &format!("{prefix}{rest}")));
        } else if let Some(first) = taken.find(&derived) {
            let Name { text: other, position: place, .. } = &names[takers[first]];
            let message = format!(
                "the {what}s `{other}` (line {}) and `{text}` (line {}) would both be named `{derived}` in Rust",
                place.line, position.line
            );
            let letters = |text: &str| text.chars().any(char::is_uppercase);
            let prefix = if !letters(text) && letters(other) { "Lowercase" } else { "Other" };
            let mut free = format!("{prefix}{derived}");
            while taken.contains(&free) {
                free.insert_str(0, "Other");
            }
            report(&NAME_CLASH, position, message, rename_help(text, &free));
        } else {
            taken.insert(&derived);
            takers.push(at);
            names[at].ident = Some(derived);
            continue;
        }
        names[at].ident = None;
    }
}

fn rename_help(text: &str, ident: &str) -> String {
    format!(
        "give it a name of its own at the top of the document:\n<!-- scopemark: rename.{} = \"{ident}\" -->",
        quoted(text)
    )
}

/// Modules that generated code or its users could confuse with a crate, and words that cannot be raw identifiers.
const RESERVED: [&str; 7] = ["alloc", "core", "crate", "scopemark", "self", "std", "super"];

/// The Rust module of a document: the snake case of its name, as a raw identifier where a keyword takes it.
///
/// # Errors
/// One sentence that says why the name cannot be a module.
pub fn module_name(name: &str) -> Result<String, String> {
    let snake = name.to_snake_case();
    if RESERVED.contains(&snake.as_str()) {
        return Err(format!("a document cannot be named `{name}`: Rust keeps the module name `{snake}`"));
    }
    if is_identifier(&snake) {
        return Ok(snake);
    }
    if KEYWORDS.contains(&snake.as_str()) {
        return Ok(format!("r#{snake}"));
    }
    Err(if snake.is_empty() {
        format!("a document cannot be named `{name}`: there is no letter to make a Rust module name of")
    } else {
        format!("a document cannot be named `{name}`: `{snake}` is no Rust module name")
    })
}

/// The Rust module of each document, or the finding that says why it has none: only building needs one.
pub fn modules<'a>(documents: impl IntoIterator<Item = &'a Document>) -> Vec<Result<String, Finding>> {
    // The modules, and the paths of their documents.
    let (mut taken, mut paths) = (Index::default(), Vec::new());
    let mut module = |document: &'a Document| {
        let finding = |rule, message| Finding::new(rule, &document.path, START, message, "rename the file", NO_LINE);
        let name = module_name(&document.name).map_err(|reason| finding(&BAD_MODULE, reason))?;
        let (number, is_new) = taken.insert(&name);
        if !is_new {
            let message = format!("{} gives the Rust module `{name}` already", paths[number]);
            return Err(finding(&MODULE_CLASH, message));
        }
        paths.push(&document.path);
        Ok(name)
    };
    documents.into_iter().map(&mut module).collect()
}

#[cfg(test)]
mod tests {
    use super::{identify, module_name, modules};
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
             Rust [read/name-clash]\n  |\n2 | the line\n  |   ^\n  = help: give it a name of its own at the top of the \
             document:\n          <!-- scopemark: rename.\"profile\" = \"LowercaseProfile\" -->"
        );
    }

    #[test]
    fn the_name_in_the_help_is_free_and_following_it_heals() {
        let texts = ["A.B", "LowercaseAB", "a-b", "a.b", "a_b"];
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
            ("https://mail.google.com/", r#"rename."https://mail.google.com/" = "ScopeName""#),
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
        assert_eq!(findings[0].help, "did you mean \"Mail.Read\"?");
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

    #[test]
    fn a_module_is_the_snake_case_of_the_stem() {
        for (stem, module) in [
            ("o365", "o365"),
            ("teams-devices", "teams_devices"),
            ("SmartBuildings", "smart_buildings"),
            ("type", "r#type"),
            ("gen", "r#gen"),
            ("Übersicht", "übersicht"),
        ] {
            assert_eq!(module_name(stem).as_deref(), Ok(module));
        }
    }

    #[test]
    fn stems_that_no_module_can_have_are_refused() {
        for stem in ["scopemark", "Core", "std", "alloc", "self", "super", "crate", "Self", "2024", "-", "", "日 本/"]
        {
            match module_name(stem) {
                Err(reason) => assert!(reason.contains(&format!("`{stem}`")), "{reason}"),
                Ok(module) => assert_eq!((stem, module.as_str()), ("日 本/", "日_本")),
            }
        }
    }

    #[test]
    fn of_two_documents_with_one_module_the_first_keeps_it() {
        let document = |name: &str| Document {
            name: name.to_owned(),
            path: format!("docs-tables/{name}.md"),
            ..Document::default()
        };
        let documents = [document("a-b"), document("a_b"), document("std"), document("c")];
        let modules: Vec<String> = modules(&documents)
            .into_iter()
            .map(|module| module.unwrap_or_else(|finding| finding.to_string()))
            .collect();
        assert_eq!(
            modules,
            [
                "a_b",
                "docs-tables/a_b.md:1:1: docs-tables/a-b.md gives the Rust module `a_b` already \
                 [read/module-clash]\n  = help: rename the file",
                "docs-tables/std.md:1:1: a document cannot be named `std`: Rust keeps the module name `std` \
                 [read/bad-module]\n  = help: rename the file",
                "c",
            ]
        );
    }
}
