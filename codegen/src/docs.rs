//! The rustdoc of generated items: text from a document stays text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;
use scopemark_core::is_hidden;
use scopemark_core::model::{Access, Cover, Document, Kind, Permission};

/// What the documentation of names is made of: where each is used, and what satisfies what.
pub(crate) struct Docs<'a> {
    document: &'a Document,
    /// By permission, the ones that it covers, and the ones that cover it.
    weaker: BTreeMap<(Kind, &'a str), Vec<&'a str>>,
    stronger: BTreeMap<(Kind, &'a str), Vec<&'a str>>,
    /// The permissions that satisfy a row alone, by being in each of its clauses.
    enough: BTreeSet<(Kind, &'a str)>,
}

/// What a permission allows: the first text in its rows.
pub(crate) fn description<'d>(rows: &[&'d Permission]) -> &'d str {
    rows.iter().map(|row| row.description.as_str()).find(|text| !text.is_empty()).unwrap_or_default()
}

/// Why the product needs a permission: every text in its rows once, in their order.
pub(crate) fn reason(rows: &[&Permission]) -> String {
    let mut seen = BTreeSet::new();
    let texts = rows.iter().map(|row| row.reason.as_str()).filter(|text| !text.is_empty() && seen.insert(*text));
    texts.collect::<Vec<_>>().join("; ")
}

/// Text of a document as Markdown that shows just this text: one trimmed line, every ASCII punctuation character escaped,
/// so that there is no code, tag, link or list; and nothing hidden.
///
/// Every capital after the first of a word in camel case is a character reference: rustdoc shows the letter, and clippy
/// does not take `SharePoint` for code that lacks its backticks.
pub(crate) fn inert(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for run in word.split_inclusive(|letter: char| !letter.is_alphanumeric()) {
            push_run(&mut out, run);
        }
    }
    out
}

/// Letters and digits, and the one character that ends them.
fn push_run(out: &mut String, run: &str) {
    let mut capitals = 0;
    for letter in run.chars() {
        if letter.is_ascii_lowercase() {
            out.push(letter);
        } else if letter.is_ascii_punctuation() {
            out.extend(['\\', letter]);
        } else if is_hidden(letter) {
            let _ = write!(out, "\\\\u\\{{{:x}\\}}", u32::from(letter));
        } else if letter.is_uppercase() {
            capitals += 1;
            if capitals > 1 && run.contains(char::is_lowercase) {
                let _ = write!(out, "&#{};", u32::from(letter));
            } else {
                out.push(letter);
            }
        } else {
            out.push(letter);
        }
    }
}

/// A path as Markdown that shows just this path.
pub(crate) fn inert_path(path: &str) -> String {
    let tame = |letter: char| letter.is_ascii_alphanumeric() || "/.-".contains(letter);
    // Most paths need no escape and read better without; `//` could begin a link.
    if path.chars().all(tame) && !path.contains("//") { path.to_owned() } else { inert(path) }
}

/// Paragraphs as one attribute: rustdoc and editors show it as it is, and ten thousand names have one attribute each.
fn attribute(paragraphs: &[String]) -> TokenStream {
    let text = paragraphs.join("\n\n");
    quote!(#[doc = #text])
}

/// The search alias of a name, where rustdoc takes it: not the item's own name, no quotes, no odd white space.
fn alias(rust_name: &str, text: &str) -> Option<TokenStream> {
    let refused =
        |letter: char| matches!(letter, '"' | '\'') || (letter.is_whitespace() && letter != ' ') || is_hidden(letter);
    let taken = !text.is_empty() && text != rust_name && text.trim() == text && !text.contains(refused);
    taken.then(|| quote!(#[doc(alias = #text)]))
}

impl<'a> Docs<'a> {
    pub(crate) fn new(document: &'a Document) -> Self {
        let mut docs = Self { document, weaker: BTreeMap::new(), stronger: BTreeMap::new(), enough: BTreeSet::new() };
        for Cover { kind, scope, covers, .. } in &document.covers {
            docs.weaker.entry((*kind, scope)).or_default().push(covers);
            docs.stronger.entry((*kind, covers)).or_default().push(scope);
            docs.enough.insert((*kind, scope));
        }
        for Permission { kind, clauses, .. } in &document.permissions {
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for text in clauses.iter().flatten() {
                *counts.entry(text).or_default() += 1;
            }
            let in_each = counts.into_iter().filter(|(_, count)| *count == clauses.len());
            docs.enough.extend(in_each.map(|(text, _)| (*kind, text)));
        }
        docs
    }

    /// The documentation of the module.
    pub(crate) fn module(&self) -> TokenStream {
        let Document { path, title, resource, .. } = self.document;
        // Of a document without a resource it is not known that its permissions are Entra's.
        let more = if resource.is_empty() {
            ""
        } else {
            " (<https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview>)"
        };
        let title = title.as_deref().map(inert).filter(|title| !title.is_empty());
        attribute(&[
            title.unwrap_or_else(|| "Permissions".to_owned()),
            format!("The permissions of {}.", inert_path(path)),
            "`ask()` builds what to request at sign-in, `Granted` reads what a token allows, and `Ask::check` compares \
             the two."
                .to_owned(),
            "# Access here means consent".to_owned(),
            format!(
                "It is what a grant lets the application ask of the API. The user's own rights, licences and conditional \
                 access are another matter: the API may still refuse{more}."
            ),
        ])
    }

    /// The documentation of a scope or app role, of which these are the rows.
    pub(crate) fn permission(
        &self,
        kind: Kind,
        text: &str,
        rust_name: &str,
        rows: &[&Permission],
        line: u32,
    ) -> TokenStream {
        let (name, description, reason) = (inert(text), inert(description(rows)), inert(&reason(rows)));
        let known = self.document.catalogue.iter().find(|note| note.kind == kind && note.name == text);
        let mut paragraphs = vec![if description.is_empty() { name } else { format!("{name}: {description}") }];
        if let Some(note) = known.filter(|note| !note.description.is_empty()) {
            paragraphs.push(format!("{} (from the catalogue of the provider's permissions)", inert(&note.description)));
        }
        if !reason.is_empty() {
            paragraphs.push(format!("Used for: {reason}"));
        }
        if rows.is_empty() {
            let together = if self.enough.contains(&(kind, text)) { "" } else { " together with others" };
            paragraphs.push(format!("Not requested by any feature; accepted{together} in place of another."));
        } else {
            let uses = rows.iter().map(|row| Self::use_of(row, &self.feature_of(row), &[&row.notes]));
            paragraphs.push(["Needed by:".to_owned()].into_iter().chain(uses).collect::<Vec<_>>().join("\n"));
        }
        for (words, others) in [("Also satisfies:", &self.weaker), ("Also satisfied by:", &self.stronger)] {
            if let Some(others) = others.get(&(kind, text)) {
                paragraphs.push(format!("{words} {}.", list(others, ", ")));
            }
        }
        let said = rows.iter().find_map(|row| row.admin_consent);
        let consent = match (said, known.and_then(|note| note.admin_consent)) {
            (Some(true), _) => "Admin consent: required.",
            (Some(false), _) => "Admin consent: not required.",
            (None, Some(true)) => "Admin consent: required, according to the catalogue; the document does not say.",
            (None, Some(false)) => {
                "Admin consent: not required, according to the catalogue; the document does not say."
            }
            (None, None) => "Admin consent: the document does not say.",
        };
        paragraphs.push(consent.to_owned());
        self.defined(paragraphs, rust_name, text, line)
    }

    /// The documentation of a feature, of which these are the rows.
    pub(crate) fn feature(&self, text: &str, rust_name: &str, rows: &[&Permission], line: u32) -> TokenStream {
        let mut paragraphs = vec![inert(text)];
        if !rows.is_empty() {
            let uses = rows.iter().map(|row| Self::use_of(row, &inert(&row.scope), &[&row.reason, &row.notes]));
            paragraphs.push(["Its permissions:".to_owned()].into_iter().chain(uses).collect::<Vec<_>>().join("\n"));
        }
        self.defined(paragraphs, rust_name, text, line)
    }

    /// The documentation of a condition or a resource.
    pub(crate) fn plain(&self, text: &str, rust_name: &str, line: u32) -> TokenStream {
        self.defined(vec![inert(text)], rust_name, text, line)
    }

    /// Ends with the place that it is about.
    fn defined(&self, mut paragraphs: Vec<String>, rust_name: &str, text: &str, line: u32) -> TokenStream {
        paragraphs.push(format!("Defined in {}:{line}", inert_path(&self.document.path)));
        let (attribute, alias) = (attribute(&paragraphs), alias(rust_name, text));
        quote!(#attribute #alias)
    }

    fn feature_of(&self, row: &Permission) -> String {
        match row.feature.and_then(|feature| self.document.features.get(feature)) {
            Some(feature) => inert(&feature.text),
            None => "every feature".to_owned(),
        }
    }

    /// One use of a permission as an item of a list: by what, how, under which conditions, and what the document says of it.
    fn use_of(row: &Permission, what: &str, texts: &[&str]) -> String {
        let mut item = format!("- {what}");
        if row.access == Access::Update {
            item.push_str(", for update access");
        }
        if row.optional {
            item.push_str(", optional");
        }
        for (words, texts) in [(", when ", &row.requires), (", not when ", &row.excludes)] {
            if !texts.is_empty() {
                item.push_str(words);
                item.push_str(&list(texts, ", "));
            }
        }
        item.push_str(&instead(row));
        let texts: Vec<String> = texts.iter().map(|text| inert(text)).filter(|text| !text.is_empty()).collect();
        if !texts.is_empty() {
            item.push_str(": ");
            item.push_str(&texts.join("; "));
        }
        item
    }
}

/// What satisfies a row other than its permission: `, or B, C`; or, where one of them alone may not do, all of its clauses.
fn instead(row: &Permission) -> String {
    if row.alternatives.is_empty() {
        String::new()
    } else if row.clauses.len() < 2 {
        format!(", or {}", list(&row.alternatives, ", "))
    } else {
        let clauses = row.clauses.iter().map(|clause| format!("({})", list(clause, " or ")));
        format!(", satisfied by {}", clauses.collect::<Vec<_>>().join(" and "))
    }
}

/// Texts of the document, with words or a comma between them.
fn list(texts: &[impl AsRef<str>], between: &str) -> String {
    texts.iter().map(|text| inert(text.as_ref())).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::{alias, inert, inert_path};

    #[test]
    fn text_becomes_one_line_with_every_punctuation_mark_escaped() {
        assert_eq!(inert("  a \n\n```\tb\u{2028}"), r"a \`\`\` b");
        assert_eq!(inert("<b>[x](y)</b>"), r"\<b\>\[x\]\(y\)\<\/b\>");
        assert_eq!(inert("1. # a\\b"), r"1\. \# a\\b");
        assert_eq!(inert("über 日本"), "über 日本");
        assert_eq!(inert("a SharePoint API site"), "a Share&#80;oint API site");
    }

    #[test]
    fn hidden_characters_are_shown() {
        assert_eq!(inert("a\u{202e}b\0"), r"a\\u\{202e\}b\\u\{0\}");
    }

    #[test]
    fn a_tame_path_is_left_as_it_is() {
        assert_eq!(inert_path("docs-tables/o365.md"), "docs-tables/o365.md");
        assert_eq!(inert_path("a_b/https://x.md"), r"a\_b\/https\:\/\/x\.md");
    }

    #[test]
    fn an_alias_that_rustdoc_refuses_is_left_out() {
        let of = |ident: &str, text: &str| alias(ident, text).map(|tokens| tokens.to_string());
        assert_eq!(of("GroupCalendar", "Group Calendar").as_deref(), Some("# [doc (alias = \"Group Calendar\")]"));
        for text in ["", "Email", "it's", "a\"b", " a", "a\u{a0}b", "a\tb", "a\u{200b}"] {
            assert_eq!(of("Email", text), None);
        }
    }
}
