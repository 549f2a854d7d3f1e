//! The rustdoc of generated items: text from a document stays text.

use core::fmt::Write as _;

use super::lines::{Document, Names, Row};
use crate::finding::is_hidden;
use crate::model::{Access, Kind};

/// Where each name of a document is used: rows and covers by the index of the name.
pub(super) struct Uses {
    rows: [Vec<Vec<usize>>; 2],
    /// The names that each name does for, and that do for it.
    covers: [Vec<Covers>; 2],
    of_feature: Vec<Vec<usize>>,
    always: Vec<usize>,
}

#[derive(Debug, Clone, Default)]
struct Covers {
    weaker: Vec<usize>,
    stronger: Vec<usize>,
}

impl Uses {
    pub(super) fn of(document: &Document) -> Self {
        let counts = [document.scopes.all.len(), document.app_roles.all.len()];
        let mut uses = Self {
            rows: counts.map(|count| vec![Vec::new(); count]),
            covers: counts.map(|count| vec![Covers::default(); count]),
            of_feature: vec![Vec::new(); document.features.all.len()],
            always: Vec::new(),
        };
        for (at, row) in document.rows.iter().enumerate() {
            uses.rows[place(row.kind)][row.name].push(at);
            match row.feature {
                Some(feature) => uses.of_feature[feature].push(at),
                None => uses.always.push(at),
            }
        }
        for cover in &document.covers {
            let covers = &mut uses.covers[place(cover.kind)];
            covers[cover.scope].weaker.push(cover.covers);
            covers[cover.covers].stronger.push(cover.scope);
        }
        uses
    }

    /// The rows of a permission, in the order of the document.
    pub(super) fn rows(&self, kind: Kind, name: usize) -> &[usize] {
        &self.rows[place(kind)][name]
    }

    /// The rows of a feature, in the order of the document.
    pub(super) fn of_feature(&self, feature: usize) -> &[usize] {
        &self.of_feature[feature]
    }

    /// The rows that every feature asks, in the order of the document.
    pub(super) fn always(&self) -> &[usize] {
        &self.always
    }
}

const fn place(kind: Kind) -> usize {
    match kind {
        Kind::Delegated => 0,
        Kind::Application => 1,
    }
}

/// Text of a document as Markdown that shows just this text: one trimmed line, every ASCII punctuation character escaped,
/// so that there is no code, tag, link or list; and nothing hidden.
///
/// Every capital after the first of a word in camel case is a character reference: rustdoc shows the letter, and clippy
/// does not take `SharePoint` for code that lacks its backticks.
pub(super) fn inert(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let bytes = text.as_bytes();
    // The text is copied in runs: code that runs without optimisation takes its time for each letter.
    let (mut copied, mut at) = (0, 0);
    // Of the current word: whether it has a small letter, looked up when it matters, and a capital already.
    let (mut camel, mut capitals) = (None, false);
    while at < bytes.len() {
        let byte = bytes[at];
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => {}
            b'A'..=b'Z' => {
                if capitals && *camel.get_or_insert_with(|| has_small(text, at)) {
                    out.push_str(&text[copied..at]);
                    let _ = write!(out, "&#{byte};");
                    copied = at + 1;
                }
                capitals = true;
            }
            b' ' if at > 0 && bytes[at - 1] != b' ' && bytes.get(at + 1).is_some_and(u8::is_ascii_graphic) => {
                (camel, capitals) = (None, false);
            }
            b'!'..=b'~' => {
                out.push_str(&text[copied..at]);
                out.push('\\');
                copied = at;
                (camel, capitals) = (None, false);
            }
            // White space that is more than one space between words, letters beyond ASCII, what is hidden.
            _ => return inert_letters(text),
        }
        at += 1;
    }
    out.push_str(&text[copied..]);
    out
}

/// Whether the word of ASCII letters and digits around a place has a small letter.
fn has_small(text: &str, at: usize) -> bool {
    let end = |byte: &u8| !byte.is_ascii_alphanumeric();
    let (before, after) = text.as_bytes().split_at(at);
    let start = before.iter().rposition(end).map_or(0, |end| end + 1);
    let length = after.iter().position(end).unwrap_or(after.len());
    text.as_bytes()[start..at + length].iter().any(u8::is_ascii_lowercase)
}

/// The same for any text, letter by letter.
fn inert_letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    for (n, word) in text.split_whitespace().enumerate() {
        if n > 0 {
            out.push(' ');
        }
        for run in word.split_inclusive(|letter: char| !letter.is_alphanumeric()) {
            let camel = run.contains(char::is_lowercase);
            let mut capitals = 0;
            for letter in run.chars() {
                capitals += usize::from(letter.is_uppercase());
                if letter.is_ascii_punctuation() {
                    out.extend(['\\', letter]);
                } else if is_hidden(letter) {
                    let _ = write!(out, "\\\\u\\{{{:x}\\}}", u32::from(letter));
                } else if camel && capitals > 1 && letter.is_uppercase() {
                    let _ = write!(out, "&#{};", u32::from(letter));
                } else {
                    out.push(letter);
                }
            }
        }
    }
    out
}

/// A path as Markdown that shows just this path.
pub(super) fn inert_path(path: &str) -> String {
    let tame = |letter: char| letter.is_ascii_alphanumeric() || "/.-".contains(letter);
    // Most paths need no escape and read better without; `//` could begin a link.
    if path.chars().all(tame) && !path.contains("//") { path.to_owned() } else { inert(path) }
}

/// Appends one line of documentation.
pub(super) fn line(out: &mut String, indent: &str, text: &str) {
    out.push_str(indent);
    out.push_str("///");
    if !text.is_empty() {
        out.push(' ');
        out.push_str(text);
    }
    out.push('\n');
}

/// The documentation of a variant, while it is written: one comment, because each line of its own would be an attribute, and
/// ten thousand variants have ten lines each.
///
/// No text can end it: every text of the document in it is inert.
struct Comment<'o> {
    out: &'o mut String,
    begun: bool,
}

impl<'o> Comment<'o> {
    fn new(out: &'o mut String) -> Self {
        Self { out, begun: false }
    }

    /// One line; the parts of it follow each other.
    fn line(&mut self, parts: &[&str]) {
        self.out.push_str(if self.begun { "\n" } else { "        /** " });
        self.begun = true;
        for part in parts {
            self.out.push_str(part);
        }
    }

    fn end(self) {
        self.out.push_str("*/\n");
    }
}

/// Appends the search alias of a name, where rustdoc takes it: not the item's own name, no quotes, no odd white space.
pub(super) fn alias(out: &mut String, indent: &str, rust_name: &str, text: &str) {
    let refused =
        |letter: char| matches!(letter, '"' | '\'') || (letter.is_whitespace() && letter != ' ') || is_hidden(letter);
    if text.is_empty() || text == rust_name || text.trim() != text || text.contains(refused) {
        return;
    }
    out.push_str(indent);
    out.push_str("#[doc(alias = ");
    super::literal::push_str(out, text);
    out.push_str(")]\n");
}

const VARIANT: &str = "        ";

/// The documentation of a scope or app role.
pub(super) fn permission(out: &mut String, document: &Document, uses: &Uses, kind: Kind, at: usize) {
    let names = document.permissions(kind);
    let name = &names.all[at];
    let rows = uses.rows(kind, at);
    let covers = &uses.covers[place(kind)][at];
    let first = rows.first().map(|&row| &document.rows[row]);
    let mut comment = Comment::new(out);
    match first.map(|row| inert(&row.description)) {
        Some(description) if !description.is_empty() => comment.line(&[&inert(&name.text), ": ", &description]),
        _ => comment.line(&[&inert(&name.text)]),
    }
    comment.line(&[]);
    if rows.is_empty() {
        comment.line(&["No feature asks it: it does in place of another permission."]);
    } else {
        comment.line(&["Needed by:"]);
        for &row in rows {
            let row = &document.rows[row];
            let feature = match row.feature {
                Some(feature) => inert(&document.features.all[feature].text),
                None => "every feature".to_owned(),
            };
            comment.line(&[&use_of(document, row, &feature)]);
        }
    }
    for (words, others) in
        [("It does in place of ", &covers.weaker), ("A grant of any of these does in its place: ", &covers.stronger)]
    {
        if !others.is_empty() {
            comment.line(&[]);
            comment.line(&[words, &texts(names, others), "."]);
        }
    }
    comment.line(&[]);
    comment.line(&[match consent(document, rows) {
        Some(true) => "Admin consent: required.",
        Some(false) => "Admin consent: not required.",
        None => "Admin consent: the document does not say.",
    }]);
    defined(comment, document, first.map_or(name.line, |row| row.line));
    alias(out, VARIANT, &name.ident, &name.text);
}

/// What the first of the rows that speaks of consent says.
pub(super) fn consent(document: &Document, rows: &[usize]) -> Option<bool> {
    rows.iter().find_map(|&row| document.rows[row].consent)
}

/// The documentation of a feature.
pub(super) fn feature(out: &mut String, document: &Document, uses: &Uses, at: usize) {
    let name = &document.features.all[at];
    let mut comment = Comment::new(out);
    comment.line(&[&inert(&name.text)]);
    let rows = uses.of_feature(at);
    if !rows.is_empty() {
        comment.line(&[]);
        comment.line(&["Its permissions:"]);
        for &row in rows {
            let row = &document.rows[row];
            comment.line(&[&use_of(document, row, &inert(&document.permissions(row.kind).all[row.name].text))]);
        }
    }
    defined(comment, document, name.line);
    alias(out, VARIANT, &name.ident, &name.text);
}

/// The documentation of a condition.
pub(super) fn condition(out: &mut String, document: &Document, at: usize) {
    let name = &document.conditions.all[at];
    let mut comment = Comment::new(out);
    comment.line(&[&inert(&name.text)]);
    defined(comment, document, name.line);
    alias(out, VARIANT, &name.ident, &name.text);
}

/// Ends a comment with the place that it is about.
fn defined(mut comment: Comment<'_>, document: &Document, at: u32) {
    comment.line(&[]);
    comment.line(&["Defined in ", &inert_path(&document.path), ":", &at.to_string()]);
    comment.end();
}

/// One use of a permission as an item of a list: by what, how, under which conditions, and the notes.
fn use_of(document: &Document, row: &Row, what: &str) -> String {
    let mut text = String::from("- ");
    text.push_str(what);
    if row.access == Access::Update {
        text.push_str(", for update access");
    }
    if row.optional {
        text.push_str(", optional");
    }
    for (word, conditions) in [(", when ", &row.requires), (", not when ", &row.excludes)] {
        if !conditions.is_empty() {
            text.push_str(word);
            text.push_str(&texts(&document.conditions, conditions));
        }
    }
    if !row.alternatives.is_empty() {
        text.push_str(", or ");
        text.push_str(&texts(document.permissions(row.kind), &row.alternatives));
    }
    let notes = inert(&row.notes);
    if !notes.is_empty() {
        text.push_str(": ");
        text.push_str(&notes);
    }
    text
}

fn texts(names: &Names, indexes: &[usize]) -> String {
    let texts: Vec<String> = indexes.iter().map(|&at| inert(&names.all[at].text)).collect();
    texts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::{alias, inert, inert_letters, inert_path};

    #[test]
    fn text_becomes_one_line_with_every_punctuation_mark_escaped() {
        assert_eq!(inert("  a \n\n```\tb\u{2028}"), r"a \`\`\` b");
        assert_eq!(inert("<b>[x](y)</b>"), r"\<b\>\[x\]\(y\)\<\/b\>");
        assert_eq!(inert("1. # a\\b"), r"1\. \# a\\b");
        assert_eq!(inert("über 日本"), "über 日本");
        assert_eq!(inert("a SharePoint API site"), "a Share&#80;oint API site");
    }

    #[test]
    fn both_ways_to_write_a_text_agree() {
        let pieces = ["a", "B", "Bc", "cB", "1", " ", "  ", ".", "_", "é", "É", "\u{202e}", "\n", "*/", "a "];
        for one in pieces {
            for two in pieces {
                for three in pieces {
                    for four in pieces {
                        let text = format!("{one}{two}{three}{four}");
                        assert_eq!(inert(&text), inert_letters(&text), "{text:?}");
                    }
                }
            }
        }
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
        let of = |ident: &str, text: &str| {
            let mut out = String::new();
            alias(&mut out, "", ident, text);
            out
        };
        assert_eq!(of("GroupCalendar", "Group Calendar"), "#[doc(alias = \"Group Calendar\")]\n");
        for text in ["", "Email", "it's", "a\"b", " a", "a\u{a0}b", "a\tb", "a\u{200b}"] {
            assert_eq!(of("Email", text), "");
        }
    }
}
