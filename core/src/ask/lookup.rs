//! From a token of a grant to the permissions it names.

use super::{Set, Table};
use crate::hash::hash;
use crate::text::{equal, equal_folded};
use crate::{Kind, Names};

impl<'a> Table<'a> {
    /// Puts the permissions of a kind that a token names into a set. Says whether there are any. The hash is the token's.
    ///
    /// The one place that decides what a token means: exactly the text in the document, with or without the document's own
    /// resource; for Microsoft Graph also without ASCII case, where only one name is meant then.
    #[expect(clippy::inline_always, reason = "a token of a claim costs ten nanoseconds, and a call is two of them")]
    #[inline(always)]
    pub(super) const fn grant<const W: usize>(&self, kind: Kind, token: &[u8], hash: u64, names: &mut Set<W>) -> bool {
        let (known, first) = self.of_kind(kind);
        let index = known.places.slot(hash);
        // What is in a slot is alone with its name; and a text that has the document's own resource is in the slot of its
        // name, not of the whole.
        if known.texts.is(index, token) {
            return names.insert(first + index);
        }
        self.grant_otherwise(kind, token, hash, names)
    }

    /// The same for a token that is not just what its slot has.
    #[cold]
    #[inline(never)]
    const fn grant_otherwise<const W: usize>(&self, kind: Kind, token: &[u8], hash: u64, names: &mut Set<W>) -> bool {
        if !contains_slash(token) {
            return self.grant_own(kind, token, hash, names);
        }
        // A token is text.
        let Ok(token) = core::str::from_utf8(token) else {
            return false;
        };
        match self.own_part(token) {
            Some(name) => self.grant_own(kind, name.as_bytes(), self::hash(name.as_bytes()), names),
            None => match self.exact(kind, token) {
                Some(name) => names.insert(name),
                None => false,
            },
        }
    }

    /// Puts the permissions of the document's own resource in that have a name: a document may write one with its resource
    /// and without.
    const fn grant_own<const W: usize>(&self, kind: Kind, name: &[u8], hash: u64, names: &mut Set<W>) -> bool {
        let (known, first) = self.of_kind(kind);
        let mut found = false;
        // The first name that is the same but for case, and whether there is another.
        let mut alike: Option<&[u8]> = None;
        let mut ambiguous = false;
        let mut candidates = known.candidates(hash);
        while let Some(index) = candidates.next() {
            let index = first + index;
            let short = self.short(index).as_bytes();
            if equal_folded(short, name) && self.resource_of(index) == 0 {
                if equal(short, name) {
                    found = names.insert(index);
                } else {
                    ambiguous = ambiguous || matches!(alike, Some(alike) if !equal(alike, short));
                    alike = Some(short);
                }
            }
        }
        match alike {
            Some(alike) if !found && !ambiguous && self.is_graph() => self.grant_own(kind, alike, hash, names),
            _ => found,
        }
    }

    /// The permission of a kind with exactly this text.
    pub(super) const fn exact(&self, kind: Kind, text: &str) -> Option<usize> {
        let (known, first) = self.of_kind(kind);
        match known.find(text) {
            Some(index) => Some(first + index),
            None => None,
        }
    }

    /// The names of a kind, and the index of the first.
    const fn of_kind(&self, kind: Kind) -> (&Names<'a>, usize) {
        match kind {
            Kind::Delegated => (&self.scopes, 0),
            Kind::Application => (&self.app_roles, self.delegated()),
        }
    }
}

const fn contains_slash(text: &[u8]) -> bool {
    let mut at = text.len();
    while at > 0 {
        at -= 1;
        if text[at] == b'/' {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::collections::BTreeSet;
    use std::vec;
    use std::vec::Vec;

    use crate::Kind;
    use crate::ask::{Draft, Set, flatten};

    fn granted(resource: &'static str, names: &[(Kind, &'static str)], kind: Kind, token: &str) -> Vec<&'static str> {
        let draft = Draft { resource, names: names.to_vec(), ..Draft::default() };
        let flat = flatten(&draft).unwrap();
        let mut set = Set::<1>::EMPTY;
        let found = flat.table().grant(kind, token.as_bytes(), crate::hash::hash(token.as_bytes()), &mut set);
        assert_eq!(found, !set.is_empty());
        set.iter().map(|name| names.iter().find(|known| known.1 == flat.table().text(name)).unwrap().1).collect()
    }

    const GRAPH: &str = "https://graph.microsoft.com";
    const SCOPES: [(Kind, &str); 6] = [
        (Kind::Delegated, "Mail.Read"),
        (Kind::Delegated, "Profile"),
        (Kind::Delegated, "profile"),
        (Kind::Delegated, "api://other/Mail.Send"),
        (Kind::Delegated, "https://graph.microsoft.com/Chat.Read"),
        (Kind::Application, "User.Read.All"),
    ];

    #[test]
    fn the_resource_of_the_document_is_folded_away_and_no_other() {
        for token in [
            "Mail.Read",
            "https://graph.microsoft.com/Mail.Read",
            "https://graph.microsoft.us/Mail.Read",
            "https://dod-graph.microsoft.us/Mail.Read",
            "https://microsoftgraph.chinacloudapi.cn/Mail.Read",
            "https://graph.microsoft.com//Mail.Read",
        ] {
            assert_eq!(granted(GRAPH, &SCOPES, Kind::Delegated, token), ["Mail.Read"], "{token}");
        }
        for token in [
            "api://other/Mail.Read",
            "https://graph.microsoft.com.example/Mail.Read",
            "http://graph.microsoft.com/Mail.Read",
            "graph.microsoft.com/Mail.Read",
            "https://graph.microsoft.com///Mail.Read",
            "https://graph.microsoft.com/v1.0/Mail.Read",
            "Mail.Send",
            "/Mail.Read",
            "Mail.Read/",
            "https%3A%2F%2Fgraph.microsoft.com%2FMail.Read",
            "Mail.Read\t",
            "",
            ".default",
            "https://graph.microsoft.com/.default",
        ] {
            assert!(granted(GRAPH, &SCOPES, Kind::Delegated, token).is_empty(), "{token}");
        }
        assert_eq!(granted(GRAPH, &SCOPES, Kind::Delegated, "api://other/Mail.Send"), ["api://other/Mail.Send"]);
        assert!(granted(GRAPH, &SCOPES, Kind::Delegated, "api://Other/mail.send").is_empty());
    }

    #[test]
    fn a_name_written_with_the_resource_of_the_document_is_the_plain_name() {
        for token in ["Chat.Read", "chat.read", "https://graph.microsoft.us/Chat.Read"] {
            assert_eq!(
                granted(GRAPH, &SCOPES, Kind::Delegated, token),
                ["https://graph.microsoft.com/Chat.Read"],
                "{token}"
            );
        }
        let both = [(Kind::Delegated, "A"), (Kind::Delegated, "https://x.example/A")];
        assert_eq!(granted("https://x.example/", &both, Kind::Delegated, "A"), ["A", "https://x.example/A"]);
    }

    #[test]
    fn case_is_ignored_for_graph_where_one_name_is_meant() {
        assert_eq!(granted(GRAPH, &SCOPES, Kind::Delegated, "mail.READ"), ["Mail.Read"]);
        assert_eq!(granted(GRAPH, &SCOPES, Kind::Delegated, "profile"), ["profile"]);
        assert_eq!(granted(GRAPH, &SCOPES, Kind::Delegated, "Profile"), ["Profile"]);
        assert!(granted(GRAPH, &SCOPES, Kind::Delegated, "PROFILE").is_empty());
        assert!(granted("https://slack.com", &SCOPES, Kind::Delegated, "mail.READ").is_empty());
    }

    #[test]
    fn kinds_are_never_mixed() {
        assert!(granted(GRAPH, &SCOPES, Kind::Delegated, "User.Read.All").is_empty());
        assert!(granted(GRAPH, &SCOPES, Kind::Application, "Mail.Read").is_empty());
        assert_eq!(granted(GRAPH, &SCOPES, Kind::Application, "user.read.all"), ["User.Read.All"]);
    }

    #[test]
    fn every_spelling_of_a_few_letters_is_found_as_a_search_by_hand_finds_it() {
        let mut words: Vec<&'static str> = vec![""];
        for letter in ["a", "A", "b", "B"] {
            words.extend([letter].iter());
            for second in ["a", "A", "_"] {
                words.push(std::format!("{letter}{second}").leak());
            }
        }
        for keep in 0_u32..256 {
            let names: Vec<(Kind, &'static str)> = words[1..]
                .iter()
                .enumerate()
                .filter(|&(n, _)| keep.wrapping_mul(0x9e37_79b1) >> n & 1 == 1)
                .map(|(_, &word)| (Kind::Delegated, word))
                .collect();
            for &token in &words {
                let exact: BTreeSet<&str> = names.iter().map(|&(_, name)| name).filter(|&name| name == token).collect();
                let folded: BTreeSet<&str> =
                    names.iter().map(|&(_, name)| name).filter(|name| name.eq_ignore_ascii_case(token)).collect();
                let expected = if exact.is_empty() && folded.len() == 1 { folded } else { exact };
                let found: BTreeSet<&str> = granted(GRAPH, &names, Kind::Delegated, token).into_iter().collect();
                assert_eq!(found, expected, "{token:?} in {names:?}");
            }
        }
    }
}
