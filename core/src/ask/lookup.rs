//! Finds the permissions that a token of a grant names.

use super::{OPENID_SCOPES, Set, Table, same_resource, split_resource};
use crate::{Kind, Names};

impl<'a> Table<'a> {
    /// Inserts the permissions of a kind that a token names into a set. Returns whether there are any.
    ///
    /// Only this function decides what a token means: exactly the text in the document, with or without the document's own
    /// resource. For Microsoft Graph, ASCII case is ignored if only one name matches then.
    pub(super) fn grant<const W: usize>(&self, kind: Kind, token: &str, names: &mut Set<W>) -> bool {
        // The usual token, in a document that writes no permission twice.
        if self.qualified.is_empty()
            && let Some(name) = self.exact(kind, token)
        {
            return names.insert(name);
        }
        let token = self.folded(kind, token);
        if let Some(name) = self.own_part(token) {
            return self.grant_own(kind, name, name.len() == token.len(), names);
        }
        let found = self.exact(kind, token).is_some_and(|name| names.insert(name));
        self.grant_other(kind, token, names) || found
    }

    /// Inserts the permission of another resource of the document that a token names with that resource.
    fn grant_other<const W: usize>(&self, kind: Kind, token: &str, names: &mut Set<W>) -> bool {
        let Some((resource, name)) = split_resource(token) else { return false };
        let is_of =
            |index: usize| self.resources.get(self.resource_of(index)).is_some_and(|of| same_resource(of, resource));
        let found = self.exact(kind, name).filter(|index| self.resource_of(*index) > 0 && is_of(*index));
        found.is_some_and(|index| names.insert(index))
    }

    /// Google answers `email` and `profile` by their addresses
    /// (<https://developers.google.com/identity/protocols/oauth2/scopes>).
    fn folded<'t>(&self, kind: Kind, name: &'t str) -> &'t str {
        match name {
            _ if matches!(kind, Kind::Application) || self.exact(kind, name).is_some() => name,
            "https://www.googleapis.com/auth/userinfo.email" => "email",
            "https://www.googleapis.com/auth/userinfo.profile" => "profile",
            _ => name,
        }
    }

    /// Inserts the permissions of the document's own resource with this name, or with the only name that differs in case.
    fn grant_own<const W: usize>(&self, kind: Kind, name: &str, is_bare: bool, names: &mut Set<W>) -> bool {
        if self.grant_exactly(kind, name, is_bare, names) {
            return true;
        }
        let alike = self.ignoring_case(kind, name, is_bare).filter(|_| self.is_graph());
        alike.is_some_and(|alike| self.grant_exactly(kind, alike, is_bare, names))
    }

    /// Inserts the permissions of the document's own resource with exactly this name. There may be two: a document can write
    /// one with and without its resource. The scopes of `OpenID` Connect have none: a bare `email` is never `api://app/email`.
    fn grant_exactly<const W: usize>(&self, kind: Kind, name: &str, is_bare: bool, names: &mut Set<W>) -> bool {
        let is_own = |index: &usize| self.resource_of(*index) == 0 && !self.is_openid(*index);
        let plain = self.exact(kind, name).filter(|index| is_bare || is_own(index));
        let mut found = plain.is_some_and(|index| names.insert(index));
        if is_bare && matches!(kind, Kind::Delegated) && OPENID_SCOPES.contains(&name) {
            return found;
        }
        for &index in self.qualified {
            let index = usize::from(index);
            if self.kind(index) == kind && self.short(index) == name {
                found |= names.insert(index);
            }
        }
        found
    }

    /// The only name of the document's own resource that differs from this one in nothing but ASCII case. The scopes of
    /// `OpenID` Connect belong to no resource: their case counts.
    fn ignoring_case(&self, kind: Kind, name: &str, is_bare: bool) -> Option<&'a str> {
        let is_openid = || OPENID_SCOPES.iter().any(|scope| scope.eq_ignore_ascii_case(name));
        if is_bare && matches!(kind, Kind::Delegated) && is_openid() {
            return None;
        }
        let (known, first) = self.of_kind(kind);
        let is_own = |index: &usize| self.resource_of(*index) == 0 && !self.is_openid(*index);
        let own = (first..first + known.len()).filter(is_own);
        let mut alike = own.map(|index| self.short(index)).filter(|short| short.eq_ignore_ascii_case(name));
        let one = alike.next()?;
        alike.all(|other| other == one).then_some(one)
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
        let found = flat.table().grant(kind, token, &mut set);
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
