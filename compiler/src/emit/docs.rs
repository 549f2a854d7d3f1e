//! The rustdoc of generated items: text from a document stays text.

use core::fmt::Write as _;

use super::lines::{Document, Names, Row};
use crate::finding::is_hidden;
use crate::model::{Access, Kind};

/// What the documentation of many names is made of: where each is used, and texts that are said again and again.
pub(super) struct Uses {
    /// The names of each kind, inert.
    texts: [Vec<String>; 2],
    /// The features, inert.
    features: Vec<String>,
    /// What the line that says where a name is defined begins with.
    defined: String,
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
        let inert_all = |names: &Names| names.all.iter().map(|name| inert(&name.text)).collect();
        let mut uses = Self {
            texts: [inert_all(&document.scopes), inert_all(&document.app_roles)],
            features: inert_all(&document.features),
            defined: format!("Defined in {}:", inert_path(&document.path)),
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

    /// The texts of some permissions of a kind, inert, with commas between them.
    fn texts(&self, kind: Kind, names: &[usize]) -> String {
        let texts: Vec<&str> = names.iter().map(|&at| self.texts[place(kind)][at].as_str()).collect();
        texts.join(", ")
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
        match CLASSES[bytes[at] as usize] {
            Class::Small => {}
            Class::Capital => {
                if capitals && *camel.get_or_insert_with(|| has_small(text, at)) {
                    out.push_str(&text[copied..at]);
                    let _ = write!(out, "&#{};", bytes[at]);
                    copied = at + 1;
                }
                capitals = true;
            }
            Class::Mark => {
                out.push_str(&text[copied..at]);
                out.push('\\');
                copied = at;
                (camel, capitals) = (None, false);
            }
            Class::Space if at > 0 && bytes[at - 1] != b' ' && bytes.get(at + 1).is_some_and(u8::is_ascii_graphic) => {
                (camel, capitals) = (None, false);
            }
            Class::Space | Class::Other => return inert_letters(text),
        }
        at += 1;
    }
    out.push_str(&text[copied..]);
    out
}

/// What a byte is to [`inert`].
#[derive(Clone, Copy)]
enum Class {
    /// A small letter or a digit.
    Small,
    Capital,
    /// ASCII punctuation.
    Mark,
    /// A space; between words, if it is one.
    Space,
    /// White space of another kind, letters beyond ASCII, what is hidden.
    Other,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' | b'0'..=b'9' => Class::Small,
            b'A'..=b'Z' => Class::Capital,
            b' ' => Class::Space,
            b'!'..=b'~' => Class::Mark,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

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

    /// The same after an empty line.
    fn paragraph(&mut self, parts: &[&str]) {
        self.out.push('\n');
        self.line(parts);
    }

    fn end(self) {
        self.out.push_str("*/\n");
    }
}

/// Appends the search alias of a name, where rustdoc takes it: not the item's own name, no quotes, no odd white space.
pub(super) fn alias(out: &mut String, indent: &str, rust_name: &str, text: &str) {
    let refused =
        |letter: char| matches!(letter, '"' | '\'') || (letter.is_whitespace() && letter != ' ') || is_hidden(letter);
    if text.is_empty() || text == rust_name || text.trim() != text {
        return;
    }
    let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
    if !plain && text.contains(refused) {
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
    let text = &uses.texts[place(kind)][at];
    let mut comment = Comment::new(out);
    match first.map(|row| inert(&row.description)) {
        Some(description) if !description.is_empty() => comment.line(&[text, ": ", &description]),
        _ => comment.line(&[text]),
    }
    if rows.is_empty() {
        comment.paragraph(&["No feature asks it: it does in place of another permission."]);
    } else {
        comment.paragraph(&["Needed by:"]);
        for &row in rows {
            let row = &document.rows[row];
            use_of(&mut comment, document, uses, row, row.feature.map_or("every feature", |at| &uses.features[at]));
        }
    }
    for (words, others) in
        [("It does in place of ", &covers.weaker), ("A grant of any of these does in its place: ", &covers.stronger)]
    {
        if !others.is_empty() {
            comment.paragraph(&[words, &uses.texts(kind, others), "."]);
        }
    }
    comment.paragraph(&[match consent(document, rows) {
        Some(true) => "Admin consent: required.",
        Some(false) => "Admin consent: not required.",
        None => "Admin consent: the document does not say.",
    }]);
    defined(comment, uses, first.map_or(name.line, |row| row.line));
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
    comment.line(&[&uses.features[at]]);
    let rows = uses.of_feature(at);
    if !rows.is_empty() {
        comment.paragraph(&["Its permissions:"]);
        for &row in rows {
            let row = &document.rows[row];
            use_of(&mut comment, document, uses, row, &uses.texts[place(row.kind)][row.name]);
        }
    }
    defined(comment, uses, name.line);
    alias(out, VARIANT, &name.ident, &name.text);
}

/// The documentation of a condition.
pub(super) fn condition(out: &mut String, document: &Document, uses: &Uses, at: usize) {
    let name = &document.conditions.all[at];
    let mut comment = Comment::new(out);
    comment.line(&[&inert(&name.text)]);
    defined(comment, uses, name.line);
    alias(out, VARIANT, &name.ident, &name.text);
}

/// Ends a comment with the place that it is about.
fn defined(mut comment: Comment<'_>, uses: &Uses, at: u32) {
    comment.paragraph(&[&uses.defined, &at.to_string()]);
    comment.end();
}

/// One use of a permission as an item of a list: by what, how, under which conditions, and the notes.
fn use_of(comment: &mut Comment<'_>, document: &Document, uses: &Uses, row: &Row, what: &str) {
    comment.line(&["- ", what]);
    let out = &mut *comment.out;
    if row.access == Access::Update {
        out.push_str(", for update access");
    }
    if row.optional {
        out.push_str(", optional");
    }
    for (word, conditions) in [(", when ", &row.requires), (", not when ", &row.excludes)] {
        for (n, &at) in conditions.iter().enumerate() {
            out.push_str(if n > 0 { ", " } else { word });
            out.push_str(&inert(&document.conditions.all[at].text));
        }
    }
    if !row.alternatives.is_empty() {
        out.push_str(", or ");
        out.push_str(&uses.texts(row.kind, &row.alternatives));
    }
    if !row.notes.is_empty() {
        let notes = inert(&row.notes);
        out.push_str(if notes.is_empty() { "" } else { ": " });
        out.push_str(&notes);
    }
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
