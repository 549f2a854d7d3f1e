//! The engine against the twin, as far as the engine says what the specification says: names on the wire, and how grants are
//! read. Documents of several resources are left out: the engine does not take the resource of a token yet.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngSeed};
use scopemark_core::ask::{Granted, Table, flatten};
use scopemark_core::model::{Document, Kind};

use crate::twin::granted::{from_roles, from_scope};
use crate::twin::names::{Name, has_several_resources, is_openid, known, name, resources, sent};
use crate::twin::random::documents;

/// How many random documents each property is tried on.
const CASES: u32 = 2_000;

fn config() -> Config {
    Config { failure_persistence: None, rng_seed: RngSeed::Fixed(20_261_127), ..Config::with_cases(CASES) }
}

/// Words that tokens are made of beside the names of a document.
const OTHERS: [&str; 11] = [
    "https://www.googleapis.com/auth/userinfo.email",
    "https://www.googleapis.com/auth/userinfo.profile",
    "https://graph.microsoft.us/Mail.Read",
    "https://graph.microsoft.com/mail.read",
    "mail.read",
    "MAIL.READWRITE",
    "openid",
    "offline_access",
    ".default",
    "api://own/Data.Read",
    "Foo.Bar",
];

/// A token: a name of the document as it is written or sent, or something else.
fn tokens() -> impl Strategy<Value = Vec<Result<(Index, bool), &'static str>>> {
    vec(prop_oneof![any::<(Index, bool)>().prop_map(Ok), select(&OTHERS[..]).prop_map(Err)], 0..6)
}

fn texts(document: &Document, kind: Kind, tokens: &[Result<(Index, bool), &str>]) -> Vec<String> {
    let names: Vec<Name> = known(document).into_iter().filter(|name| name.kind == kind).collect();
    let text = |token: &Result<(Index, bool), &str>| match token {
        Ok((index, is_sent)) if !names.is_empty() => {
            let name = index.get(&names);
            if *is_sent { sent(document, name) } else { name.text.clone() }
        }
        Ok(_) => "Nothing.Known".to_owned(),
        Err(other) => (*other).to_owned(),
    };
    tokens.iter().map(text).collect()
}

fn names(table: &Table<'_>, granted: &Granted<'_, 1>) -> BTreeSet<Name> {
    granted.names().iter().map(|index| name(table.kind(index), table.text(index))).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn names_are_sent_as_the_specification_says(document in documents()) {
        let flat = flatten(&document).expect("a small document");
        let table = flat.table();
        for index in 0..table.delegated() {
            let own = name(Kind::Delegated, table.text(index));
            prop_assert_eq!(table.sent(index).to_string(), sent(&document, &own));
            if !has_several_resources(&document) {
                prop_assert_eq!(table.is_openid(index), is_openid(&document, &own), "{:?}", own);
            }
        }
    }

    #[test]
    fn grants_are_read_as_the_specification_says(document in documents(), tokens in tokens()) {
        prop_assume!(!has_several_resources(&document));
        let flat = flatten(&document).expect("a small document");
        let table = flat.table();
        let resource = &resources(&document)[0];
        for kind in [Kind::Delegated, Kind::Application] {
            let texts = texts(&document, kind, &tokens);
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let (read, expected) = match kind {
                Kind::Delegated => {
                    let text = texts.join(" ");
                    (Granted::<1>::from_scope(&table, &text), from_scope(&document, resource, &text))
                }
                Kind::Application => {
                    (Granted::<1>::from_roles(&table, &texts), from_roles(&document, resource, &texts))
                }
            };
            prop_assert_eq!(names(&table, &read), expected.held(), "{:?}", texts);
            let unknown: BTreeSet<&str> = read.unknown().collect();
            prop_assert_eq!(unknown, expected.unknown().into_iter().collect(), "{:?}", texts);
        }
    }
}
