//! From a token of a grant to the permissions it names.

use core::cmp::Ordering;

use super::{Set, Table};
use crate::Kind;
use crate::text::{compare, compare_folded, compare_folded_then_exact};

impl<'a> Table<'a> {
    /// Puts the permissions of a kind that a token names into a set. Says whether there are any.
    ///
    /// The one place that decides what a token means: exactly the text in the document, with or without the document's own
    /// resource; for Microsoft Graph also without ASCII case, where only one name is meant then.
    pub(super) const fn grant<const W: usize>(&self, kind: Kind, token: &str, names: &mut Set<W>) -> bool {
        match self.own_part(token) {
            Some(name) => {
                let Some(place) = self.own_place(kind, name) else {
                    return false;
                };
                self.grant_own(kind, place, names)
            }
            None => match self.exact(kind, token) {
                Some(name) => names.insert(name),
                None => false,
            },
        }
    }

    /// Puts the permissions in that have the same name as the one at a place of [`Table::own`]: a document may write one
    /// with its resource and without.
    const fn grant_own<const W: usize>(&self, kind: Kind, place: usize, names: &mut Set<W>) -> bool {
        let name = self.own_name(place).as_bytes();
        let (_, end) = self.own_range(kind);
        let mut at = place;
        while at < end && matches!(compare(self.own_name(at).as_bytes(), name), Ordering::Equal) {
            if !names.insert(self.own[at] as usize) {
                return false;
            }
            at += 1;
        }
        true
    }

    /// The first place in [`Table::own`] of the name that is meant.
    const fn own_place(&self, kind: Kind, name: &str) -> Option<usize> {
        let (start, end) = self.own_range(kind);
        let wanted = name.as_bytes();
        let exact = self.lower_bound(start, end, wanted, true);
        if exact < end && matches!(compare(self.own_name(exact).as_bytes(), wanted), Ordering::Equal) {
            return Some(exact);
        }
        if !self.is_graph() {
            return None;
        }
        let first = self.lower_bound(start, exact, wanted, false);
        if first >= end || !matches!(compare_folded(self.own_name(first).as_bytes(), wanted), Ordering::Equal) {
            return None;
        }
        // The names that differ in case only stand side by side: the last of them tells whether there are two.
        let last = self.upper_bound(first, end, wanted).saturating_sub(1);
        let (first_name, last_name) = (self.own_name(first).as_bytes(), self.own_name(last).as_bytes());
        if matches!(compare(first_name, last_name), Ordering::Equal) { Some(first) } else { None }
    }

    /// The first place from `start` whose name is not before the wanted one.
    const fn lower_bound(&self, start: usize, end: usize, wanted: &[u8], exact: bool) -> usize {
        let (mut low, mut high) = (start, end);
        while low < high {
            let middle = low + (high - low) / 2;
            let name = self.own_name(middle).as_bytes();
            let order = if exact { compare_folded_then_exact(name, wanted) } else { compare_folded(name, wanted) };
            if matches!(order, Ordering::Less) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The first place from `start` whose name is after the wanted one, without ASCII case.
    const fn upper_bound(&self, start: usize, end: usize, wanted: &[u8]) -> usize {
        let (mut low, mut high) = (start, end);
        while low < high {
            let middle = low + (high - low) / 2;
            if matches!(compare_folded(self.own_name(middle).as_bytes(), wanted), Ordering::Greater) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }

    const fn own_name(&self, place: usize) -> &'a str {
        if place < self.own.len() { self.short(self.own[place] as usize) } else { "" }
    }

    const fn own_range(&self, kind: Kind) -> (usize, usize) {
        divided(kind, self.own_delegated, self.own.len())
    }

    /// The permission of a kind with exactly this text.
    pub(super) const fn exact(&self, kind: Kind, text: &str) -> Option<usize> {
        let (mut low, mut high) = divided(kind, self.delegated, self.texts.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match compare(self.texts[middle].as_bytes(), text.as_bytes()) {
                Ordering::Less => low = middle + 1,
                Ordering::Equal => return Some(middle),
                Ordering::Greater => high = middle,
            }
        }
        None
    }
}

/// The range of a kind in a list that has the delegated permissions first.
const fn divided(kind: Kind, delegated: u32, length: usize) -> (usize, usize) {
    let delegated = if (delegated as usize) < length { delegated as usize } else { length };
    match kind {
        Kind::Delegated => (0, delegated),
        Kind::Application => (delegated, length),
    }
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
        let found = flat.table().grant(kind, token, &mut set);
        assert_eq!(found, !set.is_empty());
        set.iter().map(|name| flat.texts[name]).collect()
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
