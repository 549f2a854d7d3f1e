//! Notes: the part that is free text, and may hold a condition that no tool reads.

use scopemark_compiler::model::Permission;
use scopemark_compiler::read::condition_words::{condition_name, normal, phrases};

/// The free text of a row's notes, each run of white space as one space: all sentences but those that gave the row its
/// conditions. The reason why a row is optional is free text.
pub(crate) fn free_text(row: &Permission) -> Vec<String> {
    let text = row.notes.split_whitespace().collect::<Vec<_>>().join(" ");
    // Conditions that directives declare have names that their words do not tell: as many sentences may stand for them.
    let mut declared = Declared { requires: row.requires.clone(), excludes: row.excludes.clone() };
    let kept: Vec<&str> = sentences(&text).filter(|sentence| !declared.takes_by_name(sentence)).collect();
    kept.into_iter().filter(|sentence| !declared.takes(sentence)).map(str::to_owned).collect()
}

/// The sentences of a note, without their full stop. A dot inside a name ends none.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    core::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let ends = |(at, c): &(usize, char)| match c {
            '.' | '!' => rest[at + 1..].chars().next().is_none_or(char::is_whitespace),
            _ => *c == ';',
        };
        let end = rest.char_indices().find(ends).map(|(at, _)| at);
        let (sentence, after) = end.map_or((rest, ""), |at| (&rest[..at], &rest[at + 1..]));
        rest = after;
        Some(sentence.trim())
    })
    .filter(|sentence| !sentence.is_empty())
}

/// The conditions that no sentence has been found for.
struct Declared {
    requires: Vec<String>,
    excludes: Vec<String>,
}

/// What a sentence of the grammar begins with.
enum Start<'a> {
    For(&'a str),
    Not(&'a str),
    UsedWhen(&'a str),
}

fn start(sentence: &str) -> Option<Start<'_>> {
    let lower = sentence.to_ascii_lowercase();
    let rest = |start: &str| lower.starts_with(start).then(|| sentence[start.len()..].trim());
    if let Some(rest) = rest("used when ") {
        return Some(Start::UsedWhen(rest));
    }
    if lower.starts_with("not ") {
        let after = ["for ", "in ", "with "]
            .iter()
            .filter_map(|word| Some(lower.find(&format!(" {word}"))? + word.len() + 1))
            .min();
        return after.map(|at| Start::Not(sentence[at..].trim()));
    }
    rest("for ").or_else(|| rest("only for ")).map(Start::For)
}

fn remove(list: &mut Vec<String>, name: Option<String>) -> bool {
    let place = name.and_then(|name| list.iter().position(|known| *known == name));
    place.map(|at| list.remove(at)).is_some()
}

impl Declared {
    /// Whether a sentence names conditions of the row in their own words.
    fn takes_by_name(&mut self, sentence: &str) -> bool {
        match start(sentence) {
            Some(Start::For(words)) => remove(&mut self.requires, condition_name(&normal(words))),
            Some(Start::Not(list)) => phrases(list)
                .into_iter()
                .fold(false, |any, words| remove(&mut self.excludes, condition_name(&normal(words))) | any),
            Some(Start::UsedWhen(words)) => words.split(' ').next().is_some_and(|word| {
                remove(&mut self.requires, condition_name(word)) || remove(&mut self.excludes, condition_name(word))
            }),
            None => false,
        }
    }

    /// Whether a sentence can be what gave the row one of the conditions that are left.
    fn takes(&mut self, sentence: &str) -> bool {
        match start(sentence) {
            Some(Start::For(_)) => self.requires.pop().is_some(),
            Some(Start::Not(_)) => self.excludes.pop().is_some(),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::free_text;
    use scopemark_compiler::read::read_text;

    #[test]
    fn what_gave_the_row_its_conditions_is_not_free_text() {
        for (notes, free) in [
            ("", &[][..]),
            ("Not for personal accounts/shared mailboxes", &[]),
            ("Not supported in legacy installs or shared mailboxes.", &[]),
            ("Used when `basic_calendar` is set to `true`", &[]),
            ("For shared mailboxes", &[]),
            ("For guest users. Ask first", &["Ask first"]),
            ("Used if you like. Not for personal accounts", &["Used if you like"]),
            ("Ask your   administrator; not today", &["Ask your administrator", "not today"]),
            ("For reading calendars. For shared mailboxes", &["For reading calendars"]),
        ] {
            let text = format!(
                "<!-- scopemark: condition.\"guest users\" = \"Visitor\" -->\n\n# T\n\n| Permission | Notes |\n|---|---|\n| A.B | {notes} |\n"
            );
            let reading = read_text("a.md", &text);
            assert_eq!(free_text(&reading.document.permissions[0]), free, "{notes}");
        }
    }
}
