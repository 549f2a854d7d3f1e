//! The engine against the twin, as far as the engine says what the specification says: names on the wire, what is requested,
//! how grants are read, and the access they give. Left out are grants for documents of several resources (the engine does not
//! take the resource of a token yet), and accesses of which all own rows are optional (it has no
//! options in needs yet).

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngSeed};
use scopemark_core::ask::{Builder, Conditions, Granted, Table, flatten};
use scopemark_core::model::{Access, Document, Kind, Permission};

use crate::twin::ask::{Request, build_supported};
use crate::twin::granted::{from_roles, from_scope};
use crate::twin::names::{Name, has_several_resources, is_offline, is_openid, known, name, of_row, resources, sent};
use crate::twin::need;
use crate::twin::random::documents;
use crate::twin::rows::{active, is_opted_in};

/// Each property is tried on 2,000 random documents, or on as many as `SCOPEMARK_CASES` says.
fn config() -> Config {
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

fn names(table: &Table<'_>, granted: &Granted<'_, 1>) -> BTreeSet<Name> {
    granted.names().iter().map(|index| name(table.kind(index), table.text(index))).collect()
}

/// What an integration wants: for each feature an access, if it wants it; the conditions and options, by what is drawn.
type Wish = (Vec<(Index, bool)>, Vec<Index>, Vec<Index>);

fn wish() -> impl Strategy<Value = Wish> {
    (vec(any::<(Index, bool)>(), 1..4), vec(any::<Index>(), 0..3), vec(any::<Index>(), 0..3))
}

fn request(document: &Document, (features, conditions, options): &Wish) -> Request {
    let access = |update| if update { Access::Update } else { Access::Base };
    let features = features.iter().filter(|_| !document.features.is_empty());
    let features = features.map(|(index, update)| (index.index(document.features.len()), access(*update)));
    let conditions = conditions.iter().filter(|_| !document.conditions.is_empty());
    let names: Vec<Name> = known(document).into_iter().collect();
    let mut options: BTreeSet<Name> = options.iter().map(|index| index.get(&names).clone()).collect();
    // The engine opts in to a permission; that the rows of one cell are opted in together is not in it yet.
    loop {
        let rows = 0..document.permissions.len();
        let opted = rows.filter(|&row| document.permissions[row].optional && is_opted_in(document, row, &options));
        let before = options.len();
        let more: Vec<Name> = opted.map(|row| of_row(&document.permissions[row])).collect();
        options.extend(more);
        if options.len() == before {
            break;
        }
    }
    Request {
        features: features.collect(),
        conditions: conditions.map(|index| index.get(&document.conditions).text.clone()).collect(),
        options,
        only: None,
    }
}

/// Whether options play no part in what a feature needs: of each access and kind that it has rows of,
/// `offline_access` aside, one is required.
fn is_decided_by_required_rows(document: &Document, feature: usize, request: &Request) -> bool {
    let context = request.context();
    let own = || document.permissions.iter().filter(|row| row.feature == Some(feature));
    [Access::Base, Access::Update].into_iter().all(|access| {
        let active = active(document, feature, access, &context).into_iter().map(|row| &document.permissions[row]);
        let is_own = |row: &&Permission| row.feature == Some(feature) && row.access == access;
        let active: Vec<_> = active.filter(is_own).filter(|row| !is_offline(document, &of_row(row))).collect();
        let kinds: BTreeSet<Kind> = active.iter().map(|row| row.kind).collect();
        let is_required = |kind| active.iter().any(|row| row.kind == kind && !row.optional);
        kinds.into_iter().all(is_required)
    }) && need::is_update_only(document, feature)
        == own().filter(|row| !row.optional).all(|row| row.access == Access::Update)
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

    #[test]
    fn a_request_is_what_the_specification_says(document in documents(), wish in wish()) {
        let request = request(&document, &wish);
        prop_assume!(request.features.keys().all(|&feature| is_decided_by_required_rows(&document, feature, &request)));
        let flat = flatten(&document).expect("a small document");
        let table = flat.table();
        let mut builder = Builder::<1>::new(&table);
        for (&feature, access) in &request.features {
            builder = if *access == Access::Update { builder.update(feature) } else { builder.feature(feature) };
        }
        let names = 0..table.delegated() + document.app_roles.len();
        for index in names.clone().filter(|&index| request.options.contains(&name(table.kind(index), table.text(index)))) {
            builder = builder.option(index);
        }
        for (index, _) in (0..).zip(&document.conditions).filter(|(_, it)| request.conditions.contains(&it.text)) {
            builder = builder.when(index);
        }
        let (ask, expected) = (builder.build_supported(), build_supported(&document, &request));
        let asked: BTreeSet<Name> = ask.names().iter().map(|index| name(table.kind(index), table.text(index))).collect();
        prop_assert_eq!(asked, expected.names);
        for feature in 0..document.features.len() {
            let access = expected.features.get(&feature).copied().unwrap_or(Access::Missing);
            prop_assert_eq!(ask.asked(feature), access, "{}", document.features[feature].text);
        }
    }

    #[test]
    fn an_access_is_what_the_specification_says(document in documents(), wish in wish(), tokens in tokens()) {
        prop_assume!(!has_several_resources(&document));
        let request = Request { options: BTreeSet::new(), ..request(&document, &wish) };
        let flat = flatten(&document).expect("a small document");
        let table = flat.table();
        let conditions = (0..).zip(&document.conditions).filter(|(_, it)| request.conditions.contains(&it.text));
        let conditions = conditions.fold(Conditions::NONE, |all, (index, _)| all.with(index));
        let text = texts(&document, Kind::Delegated, &tokens).join(" ");
        let read = Granted::<1>::from_scope(&table, &text);
        let expected = from_scope(&document, &resources(&document)[0], &text);
        for feature in 0..document.features.len() {
            if is_decided_by_required_rows(&document, feature, &request) {
                let access = expected.access(&document, feature, &request.conditions);
                prop_assert_eq!(read.access(feature, conditions), access, "{} of {:?}", document.features[feature].text, text);
            }
        }
    }
}
