//! What the header of a scope column says of its names: their kind, their access and their rank.

use super::column::{Part, ScopeColumn};
use super::header;
use super::negation;
use super::vocabulary::{self, Words, fold, holds, without_parentheses};
use crate::model::{Access, Kind};

impl ScopeColumn {
    /// Each on its own, whatever stands beside it.
    pub(crate) fn of(header: &str, words: &Words) -> Self {
        let text = fold(header);
        let part = match ranks(&text) {
            Some(ranked) => ranked,
            None if says_any(&text) => Part::Ranked,
            None if holds(&text, "higher") => Part::Higher,
            None => Part::Requested,
        };
        Self {
            part,
            kinds: kinds_in(header, words),
            access: access(header),
            is_optional: negation::says_optional(header),
        }
    }

    /// Whether the header says what tells the column from others.
    pub(crate) fn says_what_it_is(&self) -> bool {
        self.part != Part::Requested || self.kinds.is_some() || self.access.is_some() || self.is_optional
    }
}

/// Whether a header says that one name of each cell is enough.
fn says_any(header: &str) -> bool {
    ["any of", "one of", "at least one", "one or more", "either", "one is enough", "any is enough"]
        .iter()
        .any(|words| holds(header, words))
        || header.contains("(any)")
}

/// Whether a header ranks the names of a cell: `from least to most privileged`, or the other way round.
fn ranks(header: &str) -> Option<Part> {
    let words: Vec<&str> = header.split(|c: char| !c.is_alphanumeric()).collect();
    let place = |all: &[&str]| words.iter().position(|word| all.contains(word));
    if let Some(first) = place(&["first"]) {
        let ranked = place(&["least", "lowest"]).filter(|least| *least < first).map(|_| Part::Ranked);
        return ranked
            .or_else(|| place(&["most", "highest"]).filter(|most| *most < first).map(|_| Part::RankedBackwards));
    }
    let (least, most) = (place(&["least", "lowest"])?, place(&["most", "highest", "higher"])?);
    let between = &words[least.min(most)..least.max(most)];
    let part = if least < most { Part::Ranked } else { Part::RankedBackwards };
    between.contains(&"to").then_some(part)
}

/// The kinds that the words of a header say.
pub(crate) fn kinds_in(header: &str, words: &Words) -> Option<&'static [Kind]> {
    let text = fold(header);
    let app = ["application", "app-only", "app only", "app role", "app roles", "app permission", "app permissions"];
    let (mut delegated, mut application) = (holds(&text, "delegated"), app.iter().any(|app| holds(&text, app)));
    application |= text == "app";
    for kinds in words.declared_kinds_in(header) {
        delegated |= kinds.contains(&Kind::Delegated);
        application |= kinds.contains(&Kind::Application);
    }
    match (delegated, application) {
        (true, true) => Some(vocabulary::BOTH),
        (true, false) => Some(vocabulary::DELEGATED),
        (false, true) => Some(vocabulary::APPLICATION),
        (false, false) => None,
    }
}

/// The kinds of a header that is a kind and nothing else, permission and access aside.
pub(crate) fn is_kind_header(header: &str, words: &Words) -> Option<&'static [Kind]> {
    if let Some(kinds) = words.kinds.get(&fold(header)) {
        return Some(kinds);
    }
    let bare = header::normal(header);
    let rest = |word: &&str| !["permission", "scope", "acces", "only"].contains(word);
    let all: Vec<&str> = bare.split(' ').filter(rest).collect();
    match all.as_slice() {
        ["delegated" | "delegate"] => Some(vocabulary::DELEGATED),
        ["application" | "app-only" | "app"] | ["app" | "application", "role"] => Some(vocabulary::APPLICATION),
        _ => None,
    }
}

/// Whether a header is only a kind, a rank, an access or a need, or several of these.
pub(crate) fn is_only_qualified(header: &str, words: &Words) -> bool {
    let tells = |word: &str| {
        ["delegated", "application", "least", "higher", "required", "mandatory", "optional"].contains(&word)
            || READ.contains(&word)
            || WRITE.contains(&word)
    };
    let beside = |word: &str| ["and", "only", "acces", "permission", "scope", "privileged"].contains(&word);
    let bare = header::normal(header);
    let mut all = words_of(&bare);
    is_kind_header(header, words).is_some()
        || (words_of(&bare).any(tells) && all.all(|word| tells(word) || beside(word)))
}

/// What says an access, in the singular.
const READ: [&str; 3] = ["read", "readonly", "reading"];
const WRITE: [&str; 3] = ["write", "readwrite", "writing"];

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The access that the words of a header say, or words that are alone in parentheses.
fn access(header: &str) -> Option<Access> {
    let outside = fold(&without_parentheses(header));
    said(&outside).or_else(|| in_parentheses(header).filter(|(_, both)| !both).map(|(access, _)| access))
}

fn said(text: &str) -> Option<Access> {
    if words_of(text).any(|word| WRITE.contains(&word)) {
        return Some(Access::Update);
    }
    words_of(text).any(|word| READ.contains(&word)).then_some(Access::Base)
}

/// The access that words in parentheses say which say nothing else, and whether these are reading and writing.
fn in_parentheses(header: &str) -> Option<(Access, bool)> {
    let text = fold(header);
    let inside = text.split(['(', '（']).skip(1).filter_map(|rest| rest.split([')', '）']).next());
    let is_access = |word: &str| {
        READ.contains(&word) || WRITE.contains(&word) || ["and", "only", "access", "operations", "for"].contains(&word)
    };
    let mut told = inside.filter(|inside| words_of(inside).all(is_access));
    let inside = told.find(|inside| said(inside).is_some())?;
    let both = said(inside) == Some(Access::Update)
        && words_of(inside).any(|word| READ.contains(&word) || word == "readwrite");
    Some((said(inside)?, both))
}

/// Reads `(read and write)` as an access where another column is for reading: alone it says what a permission allows.
pub(crate) fn tell_accesses_apart<'h>(columns: &mut [ScopeColumn], headers: impl Iterator<Item = &'h str>) {
    if columns.iter().any(|column| column.access == Some(Access::Base)) {
        for (column, header) in columns.iter_mut().zip(headers) {
            column.access = column.access.or_else(|| in_parentheses(header).map(|(access, _)| access));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_only_qualified, tell_accesses_apart};
    use crate::model::{Access, Kind};
    use crate::read::column::{Part, ScopeColumn};
    use crate::read::vocabulary::Words;

    #[test]
    fn access_kind_and_rank_are_found_wherever_they_stand_in_a_header() {
        let (base, update) = (Some(Access::Base), Some(Access::Update));
        for (header, access, kind, part) in [
            ("Write", update, None, Part::Requested),
            ("Read-only", base, None, Part::Requested),
            ("Application write permissions", update, Some(Kind::Application), Part::Requested),
            ("OAuth read scopes", base, None, Part::Requested),
            ("Write API scope", update, None, Part::Requested),
            ("Read and write permissions", update, None, Part::Requested),
            ("Scope that is needed to write", update, None, Part::Requested),
            ("Scopes needed (write)", update, None, Part::Requested),
            ("Permissions (read/write)", None, None, Part::Requested),
            ("Permissions (read them)", None, None, Part::Requested),
            ("Higher privileged delegated read permissions", base, Some(Kind::Delegated), Part::Higher),
            ("Scopes (one is enough)", None, None, Part::Ranked),
        ] {
            let column = ScopeColumn::of(header, &Words::default());
            let kinds = column.kinds.and_then(<[Kind]>::first).copied();
            assert_eq!((column.access, kinds, column.part), (access, kind, part), "{header}");
        }
    }

    #[test]
    fn reading_and_writing_in_parentheses_is_an_access_beside_a_column_for_reading() {
        let headers = ["Scopes (read)", "Scopes (read and write)"];
        let mut columns = headers.map(|header| ScopeColumn::of(header, &Words::default())).to_vec();
        tell_accesses_apart(&mut columns, headers.into_iter());
        assert_eq!(columns[1].access, Some(Access::Update));
    }

    #[test]
    fn a_header_of_several_such_words_says_nothing_else() {
        let is = |header| is_only_qualified(header, &Words::default());
        assert!(is("Delegated write") && is("Least privileged application") && is("Read & write"));
        assert!(!is("Application user") && !is("Access") && !is("Read time") && !is(""));
    }
}
