//! The grammar of notes: conditions and options in plain words.

use core::ops::Range;

use super::blocks::{Piece, Style};
use super::condition_words::{Declared, named};
pub(crate) use super::condition_words::{condition_name, normal, phrases};
use super::problem::Problem;
use crate::rules;

/// What one sentence of a note says.
pub(crate) enum Clause {
    /// The row applies only when this condition holds.
    Requires(String),
    /// The row does not apply when this condition holds.
    Excludes(String),
    /// The row is requested only if the integration opts in.
    Optional,
    /// `For …`: a condition, if the document knows one by these words.
    For(ForClause),
}

/// A sentence that begins with `For`.
#[derive(Clone)]
pub(crate) struct ForClause {
    /// The words after it, in lower case and singular.
    pub(crate) words: String,
    /// The sentence.
    pub(crate) text: String,
    /// Where it begins in the document.
    pub(crate) at: usize,
}

/// Reads a notes cell.
pub(crate) fn read(pieces: &[Piece], declared: &Declared, problems: &mut Vec<Problem>) -> Vec<Clause> {
    let note = Note::new(pieces);
    let mut clauses = Vec::new();
    for sentence in note.sentences() {
        note.sentence(sentence, declared, &mut clauses, problems);
    }
    clauses
}

/// Finds the first sentence of a cell that would have a meaning in notes: where it begins, and its text.
pub(crate) fn find(pieces: &[Piece]) -> Option<(usize, String)> {
    let note = Note::new(pieces);
    let starts = ["Used when ", "Used if ", "Not for ", "Not supported in ", "For shared ", "For personal "];
    let found = starts.iter().filter_map(|start| note.text.find(start)).min()?;
    Some((note.offset(found), note.text[found..].trim().to_owned()))
}

/// The text of a cell, with the markup that matters to the grammar.
struct Note {
    text: String,
    code: Vec<Range<usize>>,
    /// Where the line breaks are in the text.
    breaks: Vec<usize>,
    /// Places in the text, each with its place in the document.
    offsets: Vec<(usize, usize)>,
}

impl Note {
    fn new(pieces: &[Piece]) -> Self {
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

    /// The sentences, trimmed, without their full stop.
    fn sentences(&self) -> Vec<Range<usize>> {
        let ends = self.text.char_indices().filter(|&(at, letter)| self.ends_sentence(at, letter)).map(|(at, _)| at);
        let mut sentences = Vec::new();
        let mut start = 0;
        for end in ends.chain([self.text.len()]) {
            let text = &self.text[start..end];
            let from = end - text.trim_start().len();
            let to = from + text.trim().len();
            if from < to {
                sentences.push(from..to);
            }
            start = end + 1;
        }
        sentences
    }

    /// Whether a sentence ends at a letter. A dot inside a name ends none.
    fn ends_sentence(&self, at: usize, letter: char) -> bool {
        let ends = match letter {
            '.' | '!' => self.text[at + 1..].chars().next().is_none_or(char::is_whitespace),
            ';' => true,
            // A break is a space in the text.
            ' ' => self.breaks.binary_search(&at).is_ok(),
            _ => false,
        };
        let next = self.code.partition_point(|code| code.end <= at);
        ends && !self.code.get(next).is_some_and(|code| code.contains(&at))
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
                    "write a name in code marks, as in ``Used when `basic_calendar` is set to `true` ``; `Used if …` makes the \
                     row optional",
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
                        "a condition is up to four plain words, such as `shared mailboxes`; separate several with `/`, \
                         commas, `or` or `and`",
                    )),
                }
            }
        } else if let Some(rest) = after(text, &["for ", "only for "]) {
            clauses.push(Clause::For(ForClause { words: normal(rest), text: text.to_owned(), at }));
        } else {
            problems.push(Problem::new(
                &rules::FREE_NOTE,
                at,
                format!("this note is kept as text: {text}"),
                "this is fine if it contains no condition; conditions are read from `For shared mailboxes`, `Not for \
                 personal accounts`, ``Used when `name` is set to `true` ``; `Used if …` makes the row optional",
            ));
        }
    }

    /// `` `name` is set to `true` ``.
    fn used_when(&self, range: Range<usize>) -> Option<Clause> {
        let next = self.code.partition_point(|code| code.start < range.start);
        let name = self.code.get(next).filter(|code| code.end <= range.end)?;
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

/// The finding for a sentence that begins like a condition but names no known one.
pub(crate) fn unknown_condition(text: &str, at: usize, help: &str) -> Problem {
    Problem::new(
        &rules::UNKNOWN_CONDITION,
        at,
        format!("this note contains no known condition, so it changes nothing: {text}"),
        help,
    )
}

/// The rest of a text after one of these beginnings, in any case.
fn after<'a>(text: &'a str, starts: &[&str]) -> Option<&'a str> {
    let found =
        starts.iter().find(|start| text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start)));
    found.map(|start| text[start.len()..].trim())
}
