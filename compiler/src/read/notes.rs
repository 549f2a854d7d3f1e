//! The grammar of notes: conditions and options in plain words.

use core::ops::Range;

use super::blocks::{Piece, Style};
use super::problem::Problem;
use crate::check::ident::upper_camel;
use crate::index::Index;
use crate::rules;
use crate::texts::list;

/// What one sentence of a note says.
#[derive(Clone)]
pub(crate) enum Clause {
    /// The row applies only when this condition holds.
    Requires(String),
    /// The row does not apply when this condition holds.
    Excludes(String),
    /// The row is asked only when the integration opts in.
    Optional,
    /// `For …`: a condition, if the document knows one by these words.
    For {
        /// The words, in lower case and singular.
        words: String,
        /// The sentence.
        text: String,
        /// Where it begins in the document.
        at: usize,
    },
}

/// The conditions that directives declare, in the order of the document.
#[derive(Default)]
pub(crate) struct Declared {
    words: Index,
    pub(crate) all: Vec<Declaration>,
}

/// A condition that a directive declares.
pub(crate) struct Declaration {
    /// In lower case and singular.
    pub(crate) words: String,
    pub(crate) name: String,
    /// Where it is declared.
    pub(crate) at: usize,
}

impl Declared {
    /// What is declared by these words: what was before, else this.
    pub(crate) fn declare(&mut self, words: &str, name: &str, at: usize) -> &Declaration {
        let (number, is_new) = self.words.insert(words);
        if is_new {
            self.all.push(Declaration { words: words.to_owned(), name: name.to_owned(), at });
        }
        &self.all[number]
    }

    fn name(&self, words: &str) -> Option<&str> {
        self.words.find(words).map(|number| self.all[number].name.as_str())
    }
}

/// The conditions that every document knows by these words, in lower case and singular.
pub(crate) const KNOWN: [(&str, &str); 3] =
    [("shared mailbox", "SharedMailbox"), ("personal account", "PersonalAccount"), ("legacy install", "LegacyInstall")];

/// The notes of a document's rows: many say the same, and of what was said last the meaning is kept.
pub(crate) struct Notes<'b> {
    declared: &'b Declared,
    recent: Vec<Recent>,
    /// How many notes were added to `recent`.
    added: usize,
}

/// A note without a finding, and what it says; the place of a clause is that in the text.
struct Recent {
    text: String,
    code: Vec<Range<usize>>,
    clauses: Vec<Clause>,
}

/// How many notes are kept.
const MOST_RECENT: usize = 8;

impl<'b> Notes<'b> {
    pub(crate) fn new(declared: &'b Declared) -> Self {
        Self { declared, recent: Vec::new(), added: 0 }
    }

    /// Reads a notes cell.
    pub(crate) fn read(&mut self, pieces: &[Piece<'_>], problems: &mut Vec<Problem>) -> Vec<Clause> {
        let note = Note::new(pieces);
        for recent in &self.recent {
            if recent.text == note.text && recent.code == note.code && note.breaks.is_empty() {
                return note.placed(recent.clauses.clone());
            }
        }
        let before = problems.len();
        let mut clauses = Vec::new();
        for sentence in note.sentences() {
            note.sentence(sentence, self.declared, &mut clauses, problems);
        }
        if problems.len() > before || !note.breaks.is_empty() {
            return note.placed(clauses);
        }
        let placed = note.placed(clauses.clone());
        let recent = Recent { text: note.text, code: note.code, clauses };
        if self.recent.len() < MOST_RECENT {
            self.recent.push(recent);
        } else {
            self.recent[self.added % MOST_RECENT] = recent;
        }
        self.added += 1;
        placed
    }
}

/// Whether a text holds a sentence that has a meaning in notes; where the first one begins.
pub(crate) fn find(pieces: &[Piece<'_>]) -> Option<(usize, String)> {
    let note = Note::new(pieces);
    let mut first: Option<usize> = None;
    for start in ["Used when ", "Used if ", "Not for ", "Not supported in ", "For shared ", "For personal "] {
        if let Some(at) = note.text.find(start) {
            first = Some(first.map_or(at, |first| first.min(at)));
        }
    }
    let found = first?;
    Some((note.offset(found), note.text[found..].trim().to_owned()))
}

/// The words of a condition in lower case and singular, without an article.
#[must_use]
pub fn normal(words: &str) -> String {
    let lower = words.to_lowercase();
    let mut words: Vec<&str> = Vec::new();
    for word in lower.split_whitespace() {
        words.push(word);
    }
    if words.len() > 1 && ["the", "a", "an", "any", "all"].contains(&words[0]) {
        words.remove(0);
    }
    let Some(last) = words.pop() else { return String::new() };
    let mut normal = String::new();
    for word in words {
        list(&mut normal, " ", word);
    }
    list(&mut normal, " ", &singular(last));
    normal
}

fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    let stem = ["xes", "ches", "shes", "sses", "zes"].iter().any(|end| word.ends_with(end));
    let keeps = ["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    let cut = if stem { 2 } else { usize::from(word.ends_with('s') && !keeps) };
    word[..word.len() - cut].to_owned()
}

/// The text of a cell, with what the grammar needs to know of its markup.
struct Note {
    text: String,
    code: Vec<Range<usize>>,
    /// Where in the text a line break stands.
    breaks: Vec<usize>,
    /// From a place in the text on, where it stands in the document.
    offsets: Vec<(usize, usize)>,
}

impl Note {
    fn new(pieces: &[Piece<'_>]) -> Self {
        let mut note = Self { text: String::new(), code: Vec::new(), breaks: Vec::new(), offsets: Vec::new() };
        for piece in pieces {
            let at = note.text.len();
            note.offsets.push((at, piece.offset));
            match piece.style {
                Style::Plain | Style::Struck => note.text.push_str(&piece.text),
                Style::Code => {
                    note.text.push_str(&piece.text);
                    note.code.push(at..note.text.len());
                }
                Style::Break => {
                    note.breaks.push(at);
                    note.text.push(' ');
                }
                Style::Tag | Style::Footnote => {}
            }
        }
        note
    }

    fn offset(&self, at: usize) -> usize {
        let index = self.offsets.partition_point(|&(text, _)| text <= at).saturating_sub(1);
        self.offsets.get(index).map_or(0, |&(text, source)| source + (at - text))
    }

    /// The clauses, given with their places in the text, with their places in the document.
    fn placed(&self, mut clauses: Vec<Clause>) -> Vec<Clause> {
        for clause in &mut clauses {
            if let Clause::For { at, .. } = clause {
                *at = self.offset(*at);
            }
        }
        clauses
    }

    /// The sentences, trimmed, without their full stop. A dot inside a name ends none.
    fn sentences(&self) -> Vec<Range<usize>> {
        let mut sentences = Vec::new();
        let bytes = self.text.as_bytes();
        let mut start = 0;
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            // A break is a space in the text.
            if (byte == b'.' || byte == b'!' || byte == b';' || (byte == b' ' && !self.breaks.is_empty()))
                && self.ends_sentence(byte, at)
            {
                self.push(start, at, &mut sentences);
                start = at + 1;
            }
            at += 1;
        }
        self.push(start, bytes.len(), &mut sentences);
        sentences
    }

    fn ends_sentence(&self, byte: u8, at: usize) -> bool {
        if self.code.iter().any(|code| code.contains(&at)) {
            return false;
        }
        match byte {
            b'.' | b'!' => self.text[at + 1..].chars().next().is_none_or(char::is_whitespace),
            b';' => true,
            _ => self.breaks.binary_search(&at).is_ok(),
        }
    }

    fn push(&self, start: usize, end: usize, sentences: &mut Vec<Range<usize>>) {
        let text = &self.text[start..end];
        let from = start + (text.len() - text.trim_start().len());
        let to = from + text.trim().len();
        if from < to {
            sentences.push(from..to);
        }
    }

    fn sentence(
        &self,
        range: Range<usize>,
        declared: &Declared,
        clauses: &mut Vec<Clause>,
        problems: &mut Vec<Problem>,
    ) {
        let text = &self.text[range.clone()];
        let at = self.offset(range.start);
        if after(text, &["used if "]).is_some() {
            clauses.push(Clause::Optional);
        } else if let Some(rest) = after(text, &["used when "]) {
            match self.used_when(range.end - rest.len()..range.end) {
                Some(clause) => clauses.push(clause),
                None => problems.push(unknown_condition(
                    text,
                    at,
                    "a condition after `Used when` is a name in code marks, `basic_calendar` say, set to `true` or `false`; \
                     `Used if …` makes the row optional",
                )),
            }
        } else if let Some(rest) = after(
            text,
            &[
                "not for ",
                "not supported in ",
                "not supported for ",
                "not supported with ",
                "not available in ",
                "not available for ",
            ],
        ) {
            for words in phrases(rest) {
                match named(words, declared) {
                    Some(name) => clauses.push(Clause::Excludes(name)),
                    None => problems.push(unknown_condition(
                        text,
                        at,
                        "a condition is up to four plain words, such as `shared mailboxes`; several are divided by `/`, \
                         commas, `or` and `and`",
                    )),
                }
            }
        } else if let Some(rest) = after(text, &["for ", "only for "]) {
            clauses.push(Clause::For { words: normal(rest), text: text.to_owned(), at: range.start });
        } else {
            problems.push(Problem::new(
                &rules::FREE_NOTE,
                at,
                format!("this note is kept as text: {text}"),
                "nothing to do, if it holds no condition; conditions are read from `For shared mailboxes`, `Not for \
                 personal accounts`, ``Used when `name` is set to `true` ``; `Used if …` makes the row optional",
            ));
        }
    }

    /// `` `name` is set to `true` ``.
    fn used_when(&self, range: Range<usize>) -> Option<Clause> {
        let name = self.code.iter().find(|code| code.start >= range.start && code.end <= range.end)?;
        if !self.text[range.start..name.start].trim().is_empty() {
            return None;
        }
        let condition = condition_name(&self.text[name.clone()])?;
        let value = self.text[name.end..range.end].trim().to_lowercase();
        match value.as_str() {
            "" | "is set" | "is set to true" | "is true" | "is enabled" | "is on" | "= true" => {
                Some(Clause::Requires(condition))
            }
            "is not set" | "is set to false" | "is false" | "is disabled" | "is off" | "= false" => {
                Some(Clause::Excludes(condition))
            }
            _ => None,
        }
    }
}

/// The finding for a sentence that begins like a condition and is none that is known.
pub(crate) fn unknown_condition(text: &str, at: usize, help: &str) -> Problem {
    Problem::new(
        &rules::UNKNOWN_CONDITION,
        at,
        format!("no known condition is in this note, so it changes nothing: {text}"),
        help,
    )
}

/// The rest of a text behind one of some beginnings, whatever their case.
fn after<'a>(text: &'a str, starts: &[&str]) -> Option<&'a str> {
    for start in starts {
        // Most texts differ in their first letter.
        if text.as_bytes().first().map(u8::to_ascii_lowercase) == start.as_bytes().first().copied()
            && text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
        {
            return Some(text[start.len()..].trim());
        }
    }
    None
}

/// The conditions of a list: divided by slashes, commas, `or` and `and`.
#[must_use]
pub fn phrases(list: &str) -> Vec<&str> {
    let mut phrases = Vec::new();
    let bytes = list.as_bytes();
    let mut start = 0;
    let mut at = 0;
    while at < bytes.len() {
        let divider = match bytes[at] {
            b'/' | b',' => 1,
            b' ' if bytes[at..].starts_with(b" or ") => 4,
            b' ' if bytes[at..].starts_with(b" and ") => 5,
            _ => 0,
        };
        if divider > 0 {
            push_phrase(&list[start..at], &mut phrases);
            at += divider;
            start = at;
        } else {
            at += 1;
        }
    }
    push_phrase(&list[start..], &mut phrases);
    phrases
}

fn push_phrase<'a>(phrase: &'a str, phrases: &mut Vec<&'a str>) {
    let phrase = phrase.trim();
    // After a comma a list may go on with its last conjunction: "a, b, or c".
    let phrase = phrase.strip_prefix("or ").or_else(|| phrase.strip_prefix("and ")).unwrap_or(phrase).trim();
    if !phrase.is_empty() {
        phrases.push(phrase);
    }
}

/// The condition that the words name: a known or declared one, else the words themselves where they are plain.
fn named(words: &str, declared: &Declared) -> Option<String> {
    let words = normal(words);
    known(&words, declared).map(str::to_owned).or_else(|| {
        let plain = |word: &str| word.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
        let count = words.split(' ').count();
        (count <= 4 && words.split(' ').all(plain)).then(|| condition_name(&words)).flatten()
    })
}

/// The known or declared condition of these words, in lower case and singular.
pub(crate) fn known<'a>(words: &str, declared: &'a Declared) -> Option<&'a str> {
    declared.name(words).or_else(|| KNOWN.iter().find(|(known, _)| *known == words).map(|(_, name)| *name))
}

/// The name of a condition: singular upper camel case. None where the words begin with no letter.
#[must_use]
pub fn condition_name(words: &str) -> Option<String> {
    let name = upper_camel(words);
    name.starts_with(char::is_alphabetic).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{normal, phrases};

    #[test]
    fn conditions_are_singular() {
        for (words, singular) in [
            ("shared mailboxes", "shared mailbox"),
            ("Personal Accounts", "personal account"),
            ("the legacy installs", "legacy install"),
            ("policies", "policy"),
            ("business addresses", "business address"),
            ("read-only access", "read-only access"),
            ("a", "a"),
        ] {
            assert_eq!(normal(words), singular);
        }
    }

    #[test]
    fn a_list_is_divided_by_slashes_commas_and_conjunctions() {
        assert_eq!(phrases("a b/c or d and e, f, or g"), ["a b", "c", "d", "e", "f", "g"]);
        assert_eq!(phrases("organisations"), ["organisations"]);
        assert_eq!(phrases(" / "), [""; 0]);
    }
}
