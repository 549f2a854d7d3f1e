//! The words of conditions: from `shared mailboxes` to `SharedMailbox`.

use std::collections::BTreeMap;

use heck::{ToSnakeCase as _, ToUpperCamelCase as _};

/// The conditions that directives declare.
#[derive(Clone, Default)]
pub(crate) struct Declared {
    /// By their words, in lower case and singular.
    pub(crate) by_words: BTreeMap<String, Declaration>,
}

/// A condition that a directive declares.
#[derive(Clone)]
pub(crate) struct Declaration {
    pub(crate) name: String,
    /// Where it is declared.
    pub(crate) at: usize,
}

impl Declared {
    /// The declared conditions that nothing uses: their words, and where they are declared.
    pub(crate) fn unused<'d>(
        &'d self,
        used: impl Fn(&str) -> bool + 'd,
    ) -> impl Iterator<Item = (&'d str, usize)> + 'd {
        let unused = self.by_words.iter().filter(move |(_, declaration)| !used(&declaration.name));
        unused.map(|(words, declaration)| (words.as_str(), declaration.at))
    }

    /// These, and the others where these say nothing.
    pub(crate) fn over(&self, others: &Self) -> Self {
        let mut by_words = others.by_words.clone();
        by_words.extend(self.by_words.clone());
        Self { by_words }
    }

    /// Declares a condition, unless the words have one already; returns the one that they have.
    pub(crate) fn declare(&mut self, words: &str, name: &str, at: usize) -> &Declaration {
        self.by_words.entry(words.to_owned()).or_insert_with(|| Declaration { name: name.to_owned(), at })
    }

    fn name(&self, words: &str) -> Option<&str> {
        self.by_words.get(words).map(|declaration| declaration.name.as_str())
    }
}

/// The conditions that every document knows by these words, in lower case and singular.
pub(crate) const KNOWN: [(&str, &str); 3] =
    [("shared mailbox", "SharedMailbox"), ("personal account", "PersonalAccount"), ("legacy install", "LegacyInstall")];

/// The words of a condition in lower case and singular, without an article.
#[must_use]
pub fn normal(words: &str) -> String {
    let lower = words.to_lowercase();
    let mut words: Vec<&str> = lower.split_whitespace().collect();
    if words.len() > 1 && ["the", "a", "an", "any", "all"].contains(&words[0]) {
        words.remove(0);
    }
    let Some(last) = words.pop() else { return String::new() };
    let last = singular(last);
    words.push(&last);
    words.join(" ")
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

/// The items of a list that is separated by slashes, commas, `or` and `and`.
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

/// A condition as a note names it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Condition {
    pub(crate) name: String,
    /// Its words, in lower case and singular, where a directive says that they mean it.
    pub(crate) words: Option<String>,
}

/// The known or declared condition of these words, in lower case and singular.
pub(crate) fn known(words: &str, declared: &Declared) -> Option<Condition> {
    if let Some(name) = declared.name(words) {
        return Some(Condition { name: name.to_owned(), words: Some(words.to_owned()) });
    }
    built_in(words).map(|name| Condition { name: name.to_owned(), words: None })
}

/// The condition that these words mean in every document.
pub(crate) fn built_in(words: &str) -> Option<&'static str> {
    KNOWN.iter().find(|(known, _)| *known == words).map(|(_, name)| *name)
}

/// Whether a condition means the same in every document.
#[must_use]
pub fn is_built_in(condition: &str) -> bool {
    KNOWN.iter().any(|(_, name)| *name == condition)
}

/// The words of the condition that these are one slip away from, in the plural.
pub(crate) fn slip(words: &str, declared: &Declared) -> Option<String> {
    let most = if words.chars().count() >= 9 { 2 } else { 1 };
    let all = KNOWN.iter().map(|(known, _)| *known).chain(declared.by_words.keys().map(String::as_str));
    let near = all.take(200).find(|known| scopemark_core::distance(words, known, most).is_some())?;
    let plural = match near.strip_suffix('x') {
        Some(_) => format!("{near}es"),
        None => format!("{near}s"),
    };
    Some(plural)
}

/// The name of a condition: singular upper camel case. None where the words begin with no letter.
#[must_use]
pub fn condition_name(words: &str) -> Option<String> {
    let name = words.to_upper_camel_case();
    name.starts_with(char::is_alphabetic).then_some(name)
}

/// The condition of a name in code marks: singular upper camel case, as of the same words without them.
#[must_use]
pub(crate) fn condition_of_name(name: &str) -> String {
    let words = name.to_snake_case();
    let (first, last) = words.rsplit_once('_').map_or(("", &*words), |(first, last)| (first, last));
    let one = singular(last);
    // `dns` and `https` are in no plural.
    let last = if one.len() < 4 || last == "https" { last } else { &one };
    format!("{first}_{last}").to_upper_camel_case()
}

#[cfg(test)]
mod tests {
    use super::{condition_of_name, normal, phrases};

    #[test]
    fn a_name_in_code_marks_is_the_condition_of_its_words() {
        for (name, condition) in [
            ("basic_calendar", "BasicCalendar"),
            ("personalAccounts", "PersonalAccount"),
            ("shared-mailboxes", "SharedMailbox"),
            ("use_dns", "UseDns"),
            ("--export", "Export"),
            ("status", "Status"),
            ("a.b.c", "ABC"),
            ("!", ""),
        ] {
            assert_eq!(condition_of_name(name), condition);
        }
    }

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
