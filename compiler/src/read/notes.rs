//! The grammar of notes: conditions and options in plain words.

use core::ops::Range;

use super::blocks::Piece;
use super::condition_words::{Condition, Declared, known, slip};
pub(crate) use super::condition_words::{condition_name, condition_of_name, normal, phrases};
use super::note_text::Note;
use super::problem::Problem;
use super::text::collapse;
use crate::quoted::{beginning, quoted};
use crate::rules;

/// What one sentence of a note says.
pub(crate) enum Clause {
    /// The row applies only when this condition holds.
    Requires(Condition),
    /// The row does not apply when this condition holds.
    Excludes(Condition),
    /// The row is requested only if the integration opts in.
    Optional,
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

/// How a sentence begins that excludes conditions.
const NOT: [&str; 6] = [
    "not for ",
    "not supported in ",
    "not supported for ",
    "not supported with ",
    "not available in ",
    "not available for ",
];

impl Note {
    fn sentence(
        &self,
        range: Range<usize>,
        declared: &Declared,
        clauses: &mut Vec<Clause>,
        problems: &mut Vec<Problem>,
    ) {
        let text = collapse(&self.text[range.clone()]);
        let at = self.offset(range.start);
        if after(&text, &["used if "]).is_some() || text.eq_ignore_ascii_case("optional") {
            clauses.push(Clause::Optional);
        } else if after(&text, &["used when "]).is_some() {
            match self.used_when(range.clone()) {
                Some(clause) => clauses.push(clause),
                None => problems.push(unknown_condition(&text, at, &self.used_when_help(&range))),
            }
        } else if let Some(rest) = after(&text, &NOT) {
            not_for(rest, &text, at, declared, clauses, problems);
        } else if let Some(rest) = after(&text, &["only for "]) {
            let help = if known(&normal(rest), declared).is_some() {
                format!("if the row applies only then, write `For {rest}` in place of `{text}`")
            } else {
                "this is fine if it is text; a condition begins with `For`, and its words must be known".to_owned()
            };
            problems.push(unknown_condition(&text, at, &help));
        } else if let Some(rest) = after(&text, &["for "]) {
            for_one(rest, &text, at, declared, clauses, problems);
        } else if let Some(inside) = condition_in_parentheses(&text, declared) {
            let help = format!("say `{inside}` in a sentence of its own, without the parentheses");
            let message = format!("a condition in parentheses changes nothing: {}", beginning(&text));
            problems.push(Problem::new(&rules::UNKNOWN_CONDITION, at, message, help));
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

    /// How to write a sentence that begins with `Used when`, with the name in it.
    fn used_when_help(&self, range: &Range<usize>) -> String {
        let next = self.code.partition_point(|code| code.start < range.start);
        let spans =
            self.code[next..].iter().take_while(|code| code.end <= range.end).map(|code| &self.text[code.clone()]);
        let rest = self.text.get(range.start + "used when ".len()..range.end).unwrap_or_default();
        let is_name = |word: &&str| word.contains(['_', '-', '.']) && word.starts_with(char::is_alphabetic);
        let mut words =
            rest.split(|c: char| c.is_whitespace() || ",;()".contains(c)).map(|word| word.trim_matches('.'));
        let name = spans.into_iter().find(|name| !is_value(name)).or_else(|| words.find(is_name));
        let name = name.unwrap_or("basic_calendar");
        format!(
            "its form is ``Used when `{name}` is set to `true` `` or `false`, one name in a sentence; `Used if …` makes the row \
             optional"
        )
    }

    /// ``Used when `name` is set to `true` ``.
    fn used_when(&self, range: Range<usize>) -> Option<Clause> {
        let next = self.code.partition_point(|code| code.start < range.start);
        let name = self.code.get(next).filter(|code| code.end <= range.end)?;
        if !collapse(&self.text[range.start..name.start]).eq_ignore_ascii_case("used when") {
            return None;
        }
        // A name that no Rust name can be made of is an error of its own.
        let text = &self.text[name.clone()];
        if is_value(text) {
            return None;
        }
        let condition = Condition { name: condition_of_name(text), words: None };
        let value = collapse(&self.text[name.end..range.end]).to_lowercase();
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

/// Whether a name in code marks is a value and no name of a condition.
fn is_value(name: &str) -> bool {
    ["true", "false"].iter().any(|value| name.eq_ignore_ascii_case(value))
}

/// What a sentence says in parentheses, if that would be a condition in a sentence of its own.
fn condition_in_parentheses<'t>(text: &'t str, declared: &Declared) -> Option<&'t str> {
    let inside = text.split('(').skip(1).filter_map(|rest| Some(rest.split_once(')')?.0.trim()));
    inside.into_iter().find(|inside| {
        let list = after(inside, &NOT).or_else(|| after(inside, &["for "]));
        let names_one =
            list.is_some_and(|list| phrases(list).iter().any(|words| known(&normal(words), declared).is_some()));
        names_one || after(inside, &["used if ", "used when "]).is_some()
    })
}

/// `Not for …`: each known condition is excluded; other words stay text.
fn not_for(
    list: &str,
    text: &str,
    at: usize,
    declared: &Declared,
    clauses: &mut Vec<Clause>,
    problems: &mut Vec<Problem>,
) {
    let phrases = phrases(list);
    let start = |n: usize| phrases[n].as_ptr() as usize - list.as_ptr() as usize;
    let mut n = 0;
    while n < phrases.len() {
        // Declared words may hold a comma or a connective themselves.
        let joined = (n..phrases.len().min(n + MOST_JOINED)).rev().find_map(|last| {
            let words = &list[start(n)..start(last) + phrases[last].len()];
            Some((last, known(&normal(words), declared)?))
        });
        if let Some((last, condition)) = joined {
            clauses.push(Clause::Excludes(condition));
            n = last;
        } else {
            problems.push(unknown_condition(text, at, &unknown_help(phrases[n], "Not for", declared)));
        }
        n += 1;
    }
}

/// How many items of a list may be the words of one condition.
const MOST_JOINED: usize = 4;

/// `For …`: one known condition is required.
fn for_one(
    words: &str,
    text: &str,
    at: usize,
    declared: &Declared,
    clauses: &mut Vec<Clause>,
    problems: &mut Vec<Problem>,
) {
    if let Some(condition) = known(&normal(words), declared) {
        return clauses.push(Clause::Requires(condition));
    }
    let several = phrases(words);
    if several.len() > 1 && several.iter().all(|words| known(&normal(words), declared).is_some()) {
        return problems.push(Problem::new(
            &rules::SEVERAL_CONDITIONS,
            at,
            format!("it is unclear whether all of these must hold, or any one of them: {text}"),
            "give each its own row: in the first write the first of them, in the second the other",
        ));
    }
    problems.push(unknown_condition(text, at, &unknown_help(words, "For", declared)));
}

/// What to do about words that are no known condition.
fn unknown_help(words: &str, start: &str, declared: &Declared) -> String {
    if let Some(near) = slip(&normal(words), declared) {
        return format!("write `{near}` in place of `{words}`");
    }
    if let Some(condition) = begins_with(words, declared) {
        return format!("say `{start} {condition}` in a sentence of its own, and what else there is to say in another");
    }
    if says_more(words) {
        return "this is fine if it is text; a condition needs a sentence of its own, such as `For shared mailboxes`"
            .to_owned();
    }
    match condition_name(&normal(words)).filter(|name| name.is_ascii()) {
        Some(name) => format!(
            "this is fine if it is text; if it is a condition, declare it above the table: <!-- scopemark: condition.{} = \
             \"{name}\" -->",
            quoted(words)
        ),
        None => {
            "this is fine if it is text; if it is a condition, declare it with `condition` in a directive".to_owned()
        }
    }
}

/// Whether words say something else than one condition: who is left out, an example, or a sentence that goes on.
fn says_more(words: &str) -> bool {
    let lower = words.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty()).collect();
    let others = [
        "except",
        "excluding",
        "but",
        "unless",
        "without",
        "other",
        "others",
        "not",
        "nor",
        "only",
        "instead",
        "otherwise",
    ];
    let all = [
        "everyone",
        "everybody",
        "everything",
        "anyone",
        "anybody",
        "anything",
        "nothing",
        "nobody",
        "example",
        "instance",
    ];
    lower.contains([',', ':', ';', '('])
        || words.iter().any(|word| others.contains(word))
        || words.first().is_none_or(|first| all.contains(first))
}

/// The words of the known condition with which a text begins before it goes on.
fn begins_with<'w>(words: &'w str, declared: &Declared) -> Option<&'w str> {
    let ends = words.char_indices().filter(|(_, letter)| !letter.is_alphanumeric()).map(|(at, _)| at);
    ends.take(8).map(|end| &words[..end]).find(|begin| known(&normal(begin), declared).is_some())
}

/// The finding for a sentence that begins like a condition but names no known one.
fn unknown_condition(text: &str, at: usize, help: &str) -> Problem {
    Problem::new(
        &rules::UNKNOWN_CONDITION,
        at,
        format!("this note names a condition that is not known, which changes nothing: {}", beginning(text)),
        help,
    )
}

/// The rest of a text after one of these beginnings, in any case.
fn after<'a>(text: &'a str, starts: &[&str]) -> Option<&'a str> {
    let found =
        starts.iter().find(|start| text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start)));
    found.map(|start| text[start.len()..].trim())
}
