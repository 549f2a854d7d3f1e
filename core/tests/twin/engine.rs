//! The engine against the twin: names on the wire, how grants are read, and what is requested.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngSeed};
use scopemark_core::ask::{Builder, Conditions, Granted, Set, Table, Unsupported, flatten};
use scopemark_core::model::{Access, Document, Kind};

use crate::twin;
use crate::twin::ask::{Dropped, Request, build, build_supported, minimal, needs_admin_consent};
use crate::twin::granted::{from_roles, from_scope};
use crate::twin::names::{Name, is_openid, known, name, resource, resources, sent};
use crate::twin::picks::requests;
use crate::twin::random::documents;

/// Each property is tried on 2,000 random documents, or on as many as `SCOPEMARK_CASES` says.
pub(crate) fn config() -> Config {
    let cases = std::env::var("SCOPEMARK_CASES").map_or(2_000_u32, |cases| cases.parse().expect("a number"));
    let most_left_out = cases.saturating_mul(10);
    Config {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_127),
        max_global_rejects: most_left_out,
        ..Config::with_cases(cases)
    }
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

/// Whether a name that only covers have is of another resource by its text: the twin takes all such names for the
/// document's own.
pub(crate) fn has_strays(document: &Document) -> bool {
    let is_in_row = |name: &Name| {
        let mut rows = document.permissions.iter().filter(|row| row.kind == name.kind);
        rows.any(|row| row.scope == name.text || row.clauses.iter().any(|clause| clause.contains(&name.text)))
    };
    let is_stray = |name: &Name| name.text.contains("://") && !is_in_row(name);
    !document.resource.is_empty() && known(document).iter().any(is_stray)
}

pub(crate) fn conditions(table: &Table<'_>, holding: &BTreeSet<String>) -> Conditions {
    let places = holding.iter().filter_map(|text| table.conditions.find(text));
    places.fold(Conditions::NONE, Conditions::with)
}

pub(crate) fn builder<'t>(table: &'t Table<'t>, request: &Request) -> Builder<'t, 1> {
    let mut builder = Builder::<1>::new(table);
    for (&feature, access) in &request.features {
        builder = if *access == Access::Update { builder.update(feature) } else { builder.feature(feature) };
    }
    for index in (0..table.len()).filter(|&index| request.options.contains(&of_index(table, index))) {
        builder = builder.option(index);
    }
    for index in (0..Conditions::MOST).filter(|&index| conditions(table, &request.conditions).contains(index)) {
        builder = builder.when(index);
    }
    request.only.map_or(builder, |kind| builder.only(kind))
}

pub(crate) fn of_index(table: &Table<'_>, index: usize) -> Name {
    name(table.kind(index), table.text(index))
}

pub(crate) fn names(table: &Table<'_>, indexes: Set<1>) -> BTreeSet<Name> {
    indexes.iter().map(|index| of_index(table, index)).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn names_are_sent_as_the_specification_says(document in documents()) {
        prop_assume!(!has_strays(&document));
        let flat = flatten(&document).expect("a small document");
        let table = flat.table();
        for index in 0..table.delegated() {
            let own = name(Kind::Delegated, table.text(index));
            prop_assert_eq!(table.sent(index).to_string(), sent(&document, &own));
            prop_assert_eq!(table.is_openid(index), is_openid(&document, &own), "{:?}", own);
            if !is_openid(&document, &own) {
                prop_assert_eq!(table.resources[table.resource_of(index)], resource(&document, &own), "{:?}", own);
            }
        }
    }

    #[test]
    fn grants_are_read_as_the_specification_says(document in documents(), tokens in tokens()) {
        prop_assume!(!has_strays(&document));
        let flat = flatten(&document).expect("a small document");
        let table = flat.table();
        let own = resources(&document);
        prop_assert_eq!(table.resources, &own[..]);
        for (place, resource) in own.iter().enumerate() {
            for kind in [Kind::Delegated, Kind::Application] {
            let texts = texts(&document, kind, &tokens);
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let (read, expected) = match kind {
                Kind::Delegated => {
                    let text = texts.join(" ");
                    (Granted::<1>::from_scope(&table, place, &text), from_scope(&document, resource, &text))
                }
                Kind::Application => {
                    (Granted::<1>::from_roles(&table, place, &texts), from_roles(&document, resource, &texts))
                }
            };
            prop_assert_eq!(names(&table, read.names()), expected.held(), "{:?}", texts);
            let unknown: BTreeSet<&str> = read.unknown().collect();
            prop_assert_eq!(unknown, expected.unknown().into_iter().collect(), "{:?}", texts);
            }
        }
    }

    #[test]
    fn a_request_is_what_the_specification_says(
        (document, request) in documents().prop_flat_map(|it| (Just(it.clone()), requests(it)))
    ) {
        prop_assume!(!has_strays(&document));
        let flat = flatten(&document).expect("a small document");
        let table = flat.table();
        let (ask, expected) = (builder(&table, &request).build_supported(), build_supported(&document, &request));
        prop_assert_eq!(names(&table, ask.names()), expected.names.clone());
        prop_assert_eq!(names(&table, ask.minimal().names()), minimal(&document, &expected).names);
        prop_assert_eq!(names(&table, ask.needs_admin_consent()), needs_admin_consent(&document, &expected));
        for feature in 0..document.features.len() {
            let access = expected.features.get(&feature).copied().unwrap_or(Access::Missing);
            prop_assert_eq!(ask.asked(feature), access, "{}", document.features[feature].text);
        }
        let mut dropped = BTreeSet::new();
        let reason = |why: Unsupported<'_>, it: Option<&twin::ask::Unsupported>| twin::ask::Unsupported {
            feature: why.feature(),
            access: why.access(),
            // Which of several conditions of a row is named first is the table's order here, the document's there.
            condition: why.condition().map(|index| table.condition(index).to_owned()).and_then(|named| {
                it.and_then(|it| it.condition.clone()).or(Some(named))
            }),
            line: why.line(),
        };
        for it in &expected.dropped {
            let (feature, it) = match it {
                Dropped::Feature(it) | Dropped::Lowered(it) => (it.feature, it),
                Dropped::Option(_) => continue,
            };
            if let Some(why) = ask.why_dropped(feature) {
                dropped.insert(Dropped::Feature(reason(why, Some(it))));
            } else if let Some(why) = ask.why_lowered(feature) {
                dropped.insert(Dropped::Lowered(reason(why, Some(it))));
            }
        }
        let count = ask.dropped().len() + ask.lowered().len();
        dropped.extend(ask.unused_options().iter().map(|index| Dropped::Option(of_index(&table, index))));
        prop_assert_eq!(&dropped, &expected.dropped);
        prop_assert_eq!(count + ask.unused_options().len(), expected.dropped.len());
        let first = builder(&table, &request).build().map_err(|why| (why.feature(), why.access(), why.line()));
        let expected = build(&document, &request).map_err(|why| (why.feature, why.access, why.line));
        prop_assert_eq!(first.map(|_| ()), expected.map(|_| ()));
    }
}
