//! The words of a scope cell: names, connectives, parentheses and marks.
//!
//! In a cell with code marks only what is in them is a name; without them every word is one, a connective, or wrong.

use super::blocks::{Piece, Style};
use super::marks;
use super::problem::{Problem, hidden_character};
use super::scope_names::{has_divider, is_openid, not_a_name};
use super::statuses::{denies, is_denial, is_emoji, is_stage, is_status};
use super::text::tag_name;
use crate::finding::is_hidden;
use crate::quoted::quoted;
use crate::rules;

/// One name in a cell.
#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) text: String,
    /// Where it begins in the document.
    pub(crate) offset: usize,
    /// Whether it is in code marks.
    pub(crate) code: bool,
}

/// A part of a cell.
pub(crate) enum Part {
    Name(Token),
    And(usize),
    Or(usize),
    /// A comma, a semicolon or a line break.
    Comma,
    Open(usize),
    Close(usize),
    /// A mark that a legend explains.
    Mark(usize, String),
    /// A status or an emoji.
    Status(String),
    /// Text beside names.
    Text(usize, String),
}

/// The parts of a cell, and whether one of them has an error.
#[derive(Default)]
pub(crate) struct Parts {
    pub(crate) all: Vec<Part>,
    pub(crate) problems: Vec<Problem>,
}

/// Cuts a cell into its parts.
pub(crate) fn parts(pieces: &[Piece]) -> Parts {
    let is_marked = pieces.iter().any(|piece| piece.style == Style::Code);
    let mut lexer =
        Lexer { is_marked, found: Parts::default(), word: None, raised: None, has_name: false, before: None };
    for piece in pieces {
        lexer.piece(piece);
    }
    lexer.end_word();
    status_in_parentheses(&mut lexer.found.all);
    lexer.found
}

struct Lexer {
    is_marked: bool,
    found: Parts,
    /// The word that is being read, and where it begins.
    word: Option<(String, usize)>,
    /// Inside `<sup>`: where, and its text so far.
    raised: Option<(usize, String)>,
    has_name: bool,
    /// The last letter, and whether it was in code marks or of an image.
    before: Option<(char, bool)>,
}

impl Lexer {
    fn piece(&mut self, piece: &Piece) {
        if let Some((_, raised)) = &mut self.raised
            && matches!(piece.style, Style::Plain | Style::Code | Style::Struck)
        {
            raised.push_str(&piece.text);
            return;
        }
        match piece.style {
            Style::Plain => self.plain(&piece.text, piece.offset),
            Style::Code => self.code(piece),
            Style::Break => {
                self.end_word();
                self.before = None;
                self.found.all.push(Part::Comma);
            }
            Style::Struck if self.found.problems.iter().any(|it| it.rule.id == rules::STRUCK_OUT.id) => {}
            Style::Struck => self.found.problems.push(struck_out(piece)),
            Style::Footnote => {
                self.end_word();
                self.found.all.push(Part::Mark(piece.offset, format!("[^{}]", piece.text)));
            }
            Style::Image => {
                if self.before.is_some_and(|(c, _)| !c.is_whitespace()) {
                    self.touch(piece.offset);
                }
                self.before = None;
            }
            Style::Tag => self.tag(piece),
        }
    }

    fn touch(&mut self, at: usize) {
        self.found.problems.push(Problem::new(
            &rules::NOT_A_SCOPE,
            at,
            "a name touches what stands beside it",
            "put a space, a comma or `or` between them",
        ));
    }

    fn tag(&mut self, piece: &Piece) {
        let name = tag_name(&piece.text).to_ascii_lowercase();
        let closes = piece.text.starts_with("</");
        match name.as_str() {
            "sup" | "sub" if closes => {
                if let Some((at, raised)) = self.raised.take() {
                    self.end_word();
                    self.found.all.push(Part::Mark(at, raised.trim().to_owned()));
                }
            }
            "sup" | "sub" => {
                self.end_word();
                self.raised = Some((piece.offset, String::new()));
            }
            "code" | "kbd" | "tt" | "samp" => self.end_word(),
            "b" | "strong" | "i" | "em" | "u" | "a" | "span" | "small" | "wbr" | "nobr" | "font" => {}
            "del" | "s" | "strike" if closes => {}
            "del" | "s" | "strike" => self.found.problems.push(Problem::new(
                &rules::STRUCK_OUT,
                piece.offset,
                "a permission is struck out: it is unclear whether it is still needed",
                "remove it from the table, or remove the tag",
            )),
            _ => self.found.problems.push(Problem::new(
                &rules::HTML_IN_SCOPE,
                piece.offset,
                format!("`{}` has no known meaning in a scope cell", piece.text),
                "write the permission in plain text or in code marks",
            )),
        }
    }

    fn plain(&mut self, text: &str, offset: usize) {
        for (at, c) in text.char_indices() {
            let at = offset + at;
            // A span and a word that touch are no two names.
            if let Some((_, true)) = self.before
                && ((c.is_alphanumeric() && !marks::is_raised(c)) || matches!(c, '/' | '_' | '-'))
            {
                self.touch(at);
            }
            self.before = Some((c, false));
            match c {
                _ if c.is_whitespace() => self.end_word(),
                ',' | ';' | '，' | '；' | '、' => {
                    self.end_word();
                    self.found.all.push(Part::Comma);
                }
                '(' | '（' => {
                    self.end_word();
                    self.found.all.push(Part::Open(at));
                }
                ')' | '）' => {
                    self.end_word();
                    self.found.all.push(Part::Close(at));
                }
                _ => self.word.get_or_insert_with(|| (String::new(), at)).0.push(c),
            }
        }
    }

    /// The names in a code span.
    fn code(&mut self, piece: &Piece) {
        if self.before.is_some_and(|(c, code)| code || c.is_alphanumeric() || matches!(c, '/' | '_' | '-')) {
            self.touch(piece.offset);
        }
        self.end_word();
        self.before = piece.text.chars().next_back().map(|c| (c, true));
        let words = span_words(&piece.text);
        let names: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
        let several = names.len() > 1;
        let is_prose =
            several && !names.iter().any(|name| has_divider(name)) && !names.iter().all(|name| is_openid(name));
        let has_connective = several && names.iter().any(|name| ["and", "or"].contains(&&*name.to_lowercase()));
        if is_prose || has_connective {
            return self.found.problems.push(prose(&piece.text, piece.offset, "it is several words in one code span"));
        }
        let mut read = Vec::new();
        for (at, word) in words {
            let at = piece.offset + at;
            let (name, mark) = without_mark(word);
            if let Some(problem) = refused(name, at) {
                self.found.problems.push(problem);
                // A span with a piece that is no name gives no name.
                return;
            }
            read.push(Part::Name(Token { text: name.to_owned(), offset: at, code: true }));
            if !mark.is_empty() {
                read.push(Part::Mark(at + name.len(), mark.to_owned()));
            }
        }
        self.has_name |= !read.is_empty();
        self.found.all.extend(read);
    }

    fn end_word(&mut self) {
        let Some((word, at)) = self.word.take() else { return };
        let lower = word.to_lowercase();
        let after_name = self.has_name;
        // Right beside a name in code marks it would be taken for a part of it.
        if let Some(hidden) = word.chars().next().filter(|&c| self.is_marked && is_hidden(c)) {
            return self.found.problems.push(hidden_character(hidden, at, "permission"));
        }
        let part = match lower.as_str() {
            "and" | "+" | "&" => Part::And(at),
            "or" => Part::Or(at),
            _ if marks::length(&word) == word.len() && (after_name || self.is_marked) => Part::Mark(at, word),
            _ if is_emoji(&word) && after_name && !denies(&word) => Part::Status(word),
            _ if is_emoji(&word) => Part::Text(at, word),
            "preview" | "beta" | "deprecated" | "experimental" if after_name => Part::Status(word),
            "and/or" => {
                return self.found.problems.push(prose(&word, at, "say `and` or `or`"));
            }
            _ if self.is_marked => {
                if word == "." {
                    return;
                }
                Part::Text(at, word)
            }
            _ => return self.plain_name(&word, at),
        };
        self.found.all.push(part);
    }

    /// A word of a cell without code marks.
    fn plain_name(&mut self, word: &str, at: usize) {
        // A full stop after a name is nothing.
        let (name, mark) = without_mark(word.strip_suffix('.').unwrap_or(word));
        if name.is_empty() {
            return;
        }
        if let Some(problem) = refused(name, at) {
            self.found.problems.push(problem);
        } else {
            self.has_name = true;
            self.found.all.push(Part::Name(Token { text: name.to_owned(), offset: at, code: false }));
        }
        if !mark.is_empty() {
            self.found.all.push(Part::Mark(at + name.len(), mark.to_owned()));
        }
    }
}

/// The words of a code span with their places.
fn span_words(text: &str) -> Vec<(usize, &str)> {
    let start = text.as_ptr() as usize;
    let words = text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
    words.map(|word| (word.as_ptr() as usize - start, word)).collect()
}

/// A word, and the mark at its end. A `*` after a divider belongs to the name.
fn without_mark(word: &str) -> (&str, &str) {
    if let Some(caret) = word.strip_suffix('^').and_then(|rest| rest.rfind('^'))
        && marks::caret(&word[caret..]).is_some()
    {
        return word.split_at(caret);
    }
    let name = word.trim_end_matches(|c| matches!(c, '†' | '‡') || marks::is_raised(c));
    let bare = name.trim_end_matches('*');
    let name = if bare.ends_with(|c: char| c.is_ascii_alphanumeric()) { bare } else { name };
    word.split_at(name.len())
}

/// Makes one part of each parenthesis that holds a status or, in a cell with code marks, text without a name.
fn status_in_parentheses(all: &mut Vec<Part>) {
    let mut out: Vec<Part> = Vec::with_capacity(all.len());
    // The parentheses that are open, and where the last was closed that stays.
    let (mut opens, mut closed) = (Vec::new(), 0);
    for part in all.drain(..) {
        if matches!(part, Part::Open(_)) {
            opens.push(out.len());
        }
        let Part::Close(_) = part else {
            out.push(part);
            continue;
        };
        let simple = opens.pop().filter(|open| closed <= *open).and_then(|open| {
            let Part::Open(at) = out[open] else { return None };
            Some((open, parenthesis(&out[open + 1..], at)?))
        });
        if let Some((open, text)) = simple {
            out.truncate(open);
            out.push(text);
        } else {
            closed = out.len();
            out.push(part);
        }
    }
    *all = out;
}

/// The one part that stands for what a parenthesis holds, if that is a status or text without a name.
fn parenthesis(inside: &[Part], at: usize) -> Option<Part> {
    let words: Vec<&str> = inside.iter().filter_map(word_of).collect();
    let is_status =
        words.iter().any(|word| is_status(word)) && words.iter().all(|word| is_status(word) || is_stage(word));
    let has_name = inside.iter().any(|part| matches!(part, Part::Name(_)));
    let has_text = inside.iter().any(|part| matches!(part, Part::Text(..) | Part::Status(_)));
    let text = format!("({})", words.join(" "));
    let denies = words.iter().any(|word| is_denial(word));
    if is_status || words.is_empty() {
        Some(Part::Status(text))
    } else if has_text && (!has_name || denies) {
        Some(Part::Text(at, text))
    } else {
        None
    }
}

fn word_of(part: &Part) -> Option<&str> {
    match part {
        Part::Name(token) => Some(&token.text),
        Part::Status(text) | Part::Text(_, text) => Some(text),
        Part::And(_) => Some("and"),
        Part::Or(_) => Some("or"),
        _ => None,
    }
}

/// Why a word is not the name of a permission, if it is not.
fn refused(text: &str, at: usize) -> Option<Problem> {
    if let Some((place, hidden)) = text.char_indices().find(|&(_, c)| is_hidden(c)) {
        return Some(hidden_character(hidden, at + place, "permission"));
    }
    if text == ".default" || text.ends_with("/.default") {
        return Some(Problem::new(
            &rules::DEFAULT_SCOPE,
            at,
            format!("`{text}` is not a permission: it means everything that an administrator has granted"),
            "name the permissions themselves; a client-credentials sign-in requests `.default` automatically",
        ));
    }
    not_a_name(text).map(|why| prose(text, at, why))
}

/// The problem of words in place of a name.
pub(crate) fn prose(text: &str, at: usize, why: &str) -> Problem {
    Problem::new(
        &rules::NOT_A_SCOPE,
        at,
        format!("`{text}` is not the name of a permission: {why}"),
        "write each name whole, one in each pair of code marks, with commas, `and` or `or` between them, and move other \
         words to another column; <!-- scopemark: skip --> above a table leaves it out",
    )
}

/// The problem of a cell that is words and no name.
pub(crate) fn prose_cell(text: &str, at: usize, why: &str) -> Problem {
    let mut problem = prose(text, at, why);
    let none = format!("; if this says that no permission is needed: <!-- scopemark: none = {} -->", quoted(text));
    problem.help.push_str(&none);
    problem
}

pub(crate) fn struck_out(piece: &Piece) -> Problem {
    Problem::new(
        &rules::STRUCK_OUT,
        piece.offset,
        format!("`{}` is struck out: it is unclear whether it still holds", piece.text.trim()),
        "remove it from the table, or remove the `~~`",
    )
}
