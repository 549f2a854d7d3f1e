//! Random documents, wishes and grants, the same in every run. Of those that break a law, the smallest found is shown.

use std::fmt::Debug;

use proptest::bool::weighted;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRunner};
use proptest::{array, option};
use scopemark_core::Kind;

use super::draft::{Draft, DraftRow};
use super::naive::Wish;

const CONDITIONS: [&str; 4] = ["BasicCalendar", "LegacyInstall", "PersonalAccount", "SharedMailbox"];
const FEATURES: [&str; 4] = ["Calendar", "Email", "Status", "Group Calendar"];
const RESOURCES: [&str; 5] = [
    "https://graph.microsoft.com",
    "https://graph.microsoft.us/",
    "api://own",
    "https://slack.com/",
    "https://www.googleapis.com/auth",
];
const MOST_ROWS: usize = 9;

/// No two of them name one permission of any of the resources.
const NAMES: [&str; 16] = [
    "Mail.Read",
    "Mail.ReadWrite",
    "Mail.Read.Shared",
    "Mail.Send",
    "mail.read",
    "Chat.Read",
    "Chat.ReadWrite",
    "User",
    "offline_access",
    "openid",
    "OpenId",
    "api://own/Things.Read",
    "api://other/Mail.Read",
    "api://other/Mail.Send",
    "https://graph.microsoft.com/Files.Read",
    "https://www.googleapis.com/auth/calendar.readonly",
];

/// Tries a law on so many values.
pub(crate) fn each<T: Debug>(cases: u32, values: impl Strategy<Value = T>, law: impl Fn(T)) {
    // The seed is fixed, so a failure comes again without a file that remembers it. The default generator, a cipher, takes
    // most of the time where code is not optimised.
    let (rng_seed, rng_algorithm) = (RngSeed::Fixed(2_026), RngAlgorithm::XorShift);
    let config = Config { cases, rng_seed, rng_algorithm, failure_persistence: None, ..Config::default() };
    let tried = TestRunner::new(config).run(&values, |value| {
        law(value);
        Ok(())
    });
    if let Err(failure) = tried {
        panic!("{failure}");
    }
}

/// A document, and what an integration wants of it.
pub(crate) fn document_and_wish() -> impl Strategy<Value = (Draft<'static>, Wish)> {
    let features = array::uniform4(option::weighted(0.6, any::<bool>()));
    let options = vec((weighted(0.05), weighted(0.6)), MOST_ROWS);
    (draft(), features, some(&CONDITIONS, 0.35), options).prop_map(|(draft, features, conditions, options)| {
        let mut wish = Wish::default();
        for (feature, update) in features.into_iter().take(draft.features.len()).enumerate() {
            wish.features.extend(update.map(|update| (feature, update)));
        }
        wish.conditions.extend(conditions);
        for (row, (not_optional, wanted)) in draft.rows.iter().zip(options) {
            if wanted && (row.optional || not_optional) {
                wish.options.insert((row.kind, row.scope));
            }
        }
        (draft, wish)
    })
}

/// Scopes as a token response has them, and the roles of an app-only token; one of the two at least.
pub(crate) type Tokens = (Option<String>, Option<Vec<String>>);

/// A document, a wish, and three grants.
pub(crate) fn document_wish_and_grants() -> impl Strategy<Value = (Draft<'static>, Wish, [Tokens; 3])> {
    let tokens = || vec(token(), 0..10);
    let grant = (option::weighted(0.85, tokens()), weighted(0.3), tokens());
    (document_and_wish(), array::uniform3(grant)).prop_map(|((draft, wish), grants)| {
        let spelled = |tokens: Vec<Token>| tokens.into_iter().map(|token| token.spelled(&draft)).collect::<Vec<_>>();
        let grants = grants.map(|(scopes, both, roles)| {
            let roles = (both || scopes.is_none()).then(|| spelled(roles));
            (scopes.map(|scopes| spelled(scopes).join(" ")), roles)
        });
        (draft, wish, grants)
    })
}

/// Each of the list with the same chance.
fn some<T: Copy + Debug>(list: &'static [T], chance: f64) -> impl Strategy<Value = Vec<T>> {
    vec(weighted(chance), list.len())
        .prop_map(|chosen| list.iter().zip(chosen).filter(|&(_, chosen)| chosen).map(|(&item, _)| item).collect())
}

fn kind() -> impl Strategy<Value = Kind> {
    weighted(0.25).prop_map(|application| if application { Kind::Application } else { Kind::Delegated })
}

fn draft() -> impl Strategy<Value = Draft<'static>> {
    let names = some(&NAMES, 0.6).prop_map(|names| if names.is_empty() { NAMES.to_vec() } else { names });
    let consents = array::uniform16(select(&[None, None, Some(true), Some(false)][..]));
    let row = (
        (any::<Index>(), kind(), option::weighted(0.85, any::<Index>())),
        (weighted(0.35), weighted(0.2), some(&CONDITIONS, 0.2), some(&CONDITIONS, 0.08)),
        option::weighted(0.15, some(&NAMES, 0.15)),
    );
    let cover = (kind(), any::<Index>(), any::<Index>());
    let rows = vec(row, 1..=MOST_ROWS);
    (1..=FEATURES.len(), names, consents, rows, vec(cover, 0..8), select(&RESOURCES[..])).prop_map(
        |(features, names, consents, rows, covers, resource)| {
            let features = FEATURES[..features].to_vec();
            let rows = (1..).zip(rows).map(|(line, ((name, kind, feature), facts, alternatives))| {
                let (update, optional, requires, excludes) = facts;
                let scope = *name.get(&names);
                let mut alternatives = alternatives.unwrap_or_default();
                alternatives.retain(|alternative| names.contains(alternative));
                DraftRow {
                    scope,
                    kind,
                    feature: feature.map(|feature| feature.index(features.len())),
                    update,
                    // A name has the same consent wherever it stands.
                    admin_consent: consents[NAMES.iter().position(|&name| name == scope).unwrap()],
                    optional,
                    requires,
                    excludes,
                    alternatives,
                    line,
                }
            });
            Draft {
                path: "docs-tables/random.md",
                resource,
                rows: rows.collect(),
                covers: covers.into_iter().map(|(kind, a, b)| (kind, *a.get(&names), *b.get(&names))).collect(),
                conditions: CONDITIONS.to_vec(),
                features,
            }
        },
    )
}

/// A name of the document as it is, or spelled in one of the ways that tokens come.
#[derive(Debug, Clone)]
enum Token {
    Text(String),
    /// Behind the resource of the document.
    OfTheDocument(&'static str),
}

impl Token {
    fn spelled(self, draft: &Draft<'static>) -> String {
        match self {
            Self::Text(text) => text,
            Self::OfTheDocument(name) => format!("{}/{name}", draft.resource),
        }
    }
}

fn token() -> impl Strategy<Value = Token> {
    let name = || select(&NAMES[..]);
    let last = |name: &'static str| name.rsplit('/').next().unwrap();
    let odd = [".default", "Foo.Bar", "%20", "https://", "a/b", "\u{e9}\t", "api://own/.default"];
    let text = prop_oneof![
        5 => name().prop_map(str::to_owned),
        1 => (select(&RESOURCES[..]), name()).prop_map(|(resource, name)| format!("{resource}/{name}")),
        1 => name().prop_map(str::to_ascii_uppercase),
        1 => name().prop_map(str::to_ascii_lowercase),
        1 => name().prop_map(move |name| format!("https://graph.microsoft.us/{}", last(name))),
        1 => name().prop_map(move |name| last(name).to_owned()),
        1 => select(odd.to_vec()).prop_map(str::to_owned),
    ];
    prop_oneof![11 => text.prop_map(Token::Text), 1 => name().prop_map(Token::OfTheDocument)]
}
