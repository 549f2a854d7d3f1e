//! Finds the permissions that a token of a grant names.

use super::resource::part;
use super::{OPENID_SCOPES, Set, Table};
use crate::{Kind, Names};

impl<'a> Table<'a> {
    /// Inserts the permissions of a kind and a resource that a token names into a set. Returns whether there are any.
    ///
    /// Only this function decides what a token means: exactly the text in the document, with or without its resource. For
    /// Microsoft Graph, ASCII case is ignored if only one name matches then. The scopes of `OpenID` Connect belong to no
    /// resource: they are compared as they are.
    pub(super) fn grant<const W: usize>(&self, resource: usize, kind: Kind, token: &str, names: &mut Set<W>) -> bool {
        let token = self.folded(kind, token);
        match self.exact(kind, token) {
            Some(name) if self.is_openid(name) => names.insert(name),
            Some(name) if self.is_of(resource, name) => self.spellings(resource, kind, self.short(name), names),
            _ => self.grant_part(resource, kind, token, names),
        }
    }

    /// The same for a token that is no text of the document for this resource: its part after the resource.
    fn grant_part<const W: usize>(&self, resource: usize, kind: Kind, token: &str, names: &mut Set<W>) -> bool {
        let own = self.resources.get(resource).copied().unwrap_or_default();
        let is_openid = || OPENID_SCOPES.iter().any(|scope| scope.eq_ignore_ascii_case(token));
        // A bare `email` is never `api://app/email`.
        if own.is_empty() || (matches!(kind, Kind::Delegated) && is_openid()) {
            return false;
        }
        let name = part(own, token).unwrap_or(token);
        self.spellings(resource, kind, name, names)
            || self
                .ignoring_case(resource, kind, name)
                .is_some_and(|alike| self.spellings(resource, kind, alike, names))
    }

    /// Inserts the permissions of a resource with this name. There may be two: a document can write one with and without its
    /// resource.
    fn spellings<const W: usize>(&self, resource: usize, kind: Kind, name: &str, names: &mut Set<W>) -> bool {
        let plain = self.exact(kind, name).filter(|&index| self.is_of(resource, index));
        let mut found = plain.is_some_and(|index| names.insert(index));
        for &index in self.qualified {
            let index = usize::from(index);
            if self.kind(index) == kind && self.is_of(resource, index) && self.short(index) == name {
                found |= names.insert(index);
            }
        }
        found
    }

    /// Of Microsoft Graph, the only name that differs from this one in nothing but ASCII case.
    fn ignoring_case(&self, resource: usize, kind: Kind, name: &str) -> Option<&'a str> {
        let (known, first) = self.of_kind(kind);
        let own = (first..first + known.len()).filter(|&index| self.is_graph(resource) && self.is_of(resource, index));
        let mut alike = own.map(|index| self.short(index)).filter(|short| short.eq_ignore_ascii_case(name));
        let one = alike.next()?;
        alike.all(|other| other == one).then_some(one)
    }

    /// Whether a permission belongs to a resource. The scopes of `OpenID` Connect belong to none.
    pub(super) const fn is_of(&self, resource: usize, index: usize) -> bool {
        self.resource_of(index) == resource && !self.is_openid(index)
    }

    /// Google answers `email` and `profile` by their addresses
    /// (<https://developers.google.com/identity/protocols/oauth2/scopes>).
    fn folded<'t>(&self, kind: Kind, name: &'t str) -> &'t str {
        match name {
            "https://www.googleapis.com/auth/userinfo.email" if self.is_read_as(kind, name) => "email",
            "https://www.googleapis.com/auth/userinfo.profile" if self.is_read_as(kind, name) => "profile",
            _ => name,
        }
    }

    fn is_read_as(&self, kind: Kind, address: &str) -> bool {
        matches!(kind, Kind::Delegated) && self.exact(kind, address).is_none()
    }

    /// The permission of a kind with exactly this text.
    #[inline]
    pub(super) fn exact(&self, kind: Kind, text: &str) -> Option<usize> {
        let (known, first) = self.of_kind(kind);
        known.find(text).map(|index| first + index)
    }

    /// The names of a kind, and the index of its first permission.
    const fn of_kind(&self, kind: Kind) -> (&Names<'a>, usize) {
        match kind {
            Kind::Delegated => (&self.scopes, 0),
            Kind::Application => (&self.app_roles, self.delegated()),
        }
    }
}
#[cfg(test)]
mod tests {
    extern crate std;

    use std::borrow::ToOwned as _;
    use std::collections::BTreeSet;
    use std::vec;
    use std::vec::Vec;

    use crate::Kind;
    use crate::ask::{Set, flatten};
    use crate::model::{Document, Name};

    fn granted(resource: &'static str, names: &[(Kind, &'static str)], kind: Kind, token: &str) -> Vec<&'static str> {
        let of_kind = |kind| names.iter().filter(|known| known.0 == kind).map(|known| Name::new(known.1)).collect();
        let document = Document {
            resource: resource.to_owned(),
            scopes: of_kind(Kind::Delegated),
            app_roles: of_kind(Kind::Application),
            ..Document::default()
        };
        let flat = flatten(&document).unwrap();
        let mut set = Set::<1>::EMPTY;
        let found = flat.table().grant(0, kind, token, &mut set);
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
        assert!(granted(GRAPH, &SCOPES, Kind::Delegated, "api://other/Mail.Send").is_empty(), "of another token");
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
