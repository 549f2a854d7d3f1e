//! Grants as nobody should send them, and documents as nobody should write them: slow at worst, never a panic.

mod common;

use std::fmt::Debug;
use std::time::{Duration, Instant};

use common::draft::{Draft, DraftRow};
use common::facts::draft;
use common::o365::{CALENDAR, FEATURES, SHARED, TABLE, WORDS};
use proptest::collection;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRunner};
use scopemark_core::Kind::Delegated;
use scopemark_core::ask::{Builder, Conditions, Granted, NameColumns, RowColumns, Table, TooMany, flatten};
use scopemark_core::{Access, Names};

fn granted(text: &str) -> Granted<'static, WORDS> {
    Granted::from_scope(&TABLE, 0, text)
}

/// Tries a law on so many values.
fn each<T: Debug>(cases: u32, values: impl Strategy<Value = T>, law: impl Fn(T)) {
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

#[test]
fn order_repetition_and_spaces_have_no_meaning() {
    let plain = granted("Calendars.Read User.Read");
    for text in [
        "User.Read Calendars.Read",
        "  User.Read   Calendars.Read ",
        "User.Read Calendars.Read User.Read User.Read",
        "USER.READ calendars.read https://graph.microsoft.com/User.Read",
    ] {
        assert_eq!(granted(text).names(), plain.names(), "{text:?}");
        assert_eq!(granted(text).unknown().count(), 0, "{text:?}");
    }
}

#[test]
fn what_is_no_token_of_the_document_is_kept_and_grants_nothing() {
    for text in [
        "%",
        "%20",
        "%zz",
        "{}",
        "{0}",
        "%s%n",
        "\0",
        "\t",
        "\n",
        "\r\n",
        "Mail.Read\tChat.Read",
        "Mail.Read\nChat.Read",
        "Mail.Read,Chat.Read",
        "\u{202e}Mail.Read",
        "Mail.Read\u{200b}",
        "Mаil.Read",
        "ＭailRead",
        "\u{10ffff}",
        "/",
        "//",
        "://",
        "https://",
        "https:///",
        "https://graph.microsoft.com",
        "https://graph.microsoft.com/",
        "api://other/Mail.Read",
        "https://graph.microsoft.com/Mail.Read/",
        ".default",
        "https://graph.microsoft.com/.default",
        "$(id)",
        "`id`",
        "\"",
        "\\",
    ] {
        let grant = granted(text);
        assert!(grant.names().is_empty(), "{text:?}");
        assert_eq!(grant.unknown().collect::<Vec<_>>(), [text], "{text:?}");
        let beside = format!("{text} Mail.Read");
        assert_eq!(granted(&beside).names().len(), 1, "{text:?}");
        assert!(!format!("{:?}", granted(&beside)).is_empty());
    }
    assert_eq!(granted("").unknown().count() + granted("   ").unknown().count(), 0);
}

#[test]
fn a_megabyte_of_anything_is_read_to_its_end() {
    const MEGABYTE: usize = 1 << 20;
    let start = Instant::now();
    for part in
        ["a", "a ", " ", "Mail.Read ", "mail.read ", "https://graph.microsoft.us/Mail.Read ", "/", "https://", "é", "%"]
    {
        let text = part.repeat(MEGABYTE / part.len());
        let grant = granted(&text);
        let known = part.to_ascii_lowercase().contains("mail.read");
        assert_eq!(grant.names().len(), usize::from(known), "{part:?}");
        let unknown = text.split(' ').find(|token| !token.is_empty() && !known);
        assert!(grant.unknown().eq(unknown), "{part:?}");
    }
    let different: Vec<String> = (0..200_000).map(|n| format!("{n:x}")).collect();
    assert!(granted(&[different.join(" "), different.join(" ")].join(" ")).unknown().eq(&different));
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn random_bytes_are_never_a_panic() {
    let letters: Vec<char> = " \t\n%./:-_aMiLrRhtpsé\u{0}\u{fffd}😀".chars().collect();
    each(2_000, collection::vec(select(letters), 0..60), |letters| {
        let text = String::from_iter(letters);
        let grant = granted(&text).with_roles(0, [text.as_str()]);
        assert!(grant.unknown().all(|token| text.contains(token)));
        for feature in 0..=FEATURES.len() {
            assert_eq!(grant.access(feature, SHARED), Access::Missing);
        }
    });
}

/// What is done to an array of numbers.
#[derive(Debug, Clone)]
enum Damage {
    /// Another number at a place.
    Replace(Index, u32),
    /// A number more.
    Push(u32),
    /// So many numbers are gone from the end.
    Truncate(Index),
}

const ARRAYS: usize = 15;

/// Which array, and what is done to it.
fn damage() -> impl Strategy<Value = (usize, Damage)> {
    let odd = || select(&[0, 1, 22, 23, 24, 63, 64, 255, 1_000, 65_535, u32::MAX - 1, u32::MAX][..]);
    let damage = prop_oneof![
        14 => (any::<Index>(), odd()).prop_map(|(place, number)| Damage::Replace(place, number)),
        1 => odd().prop_map(Damage::Push),
        3 => any::<Index>().prop_map(Damage::Truncate),
    ];
    (0..ARRAYS, damage)
}

/// Damages one array after another.
struct Damages {
    damages: Vec<(usize, Damage)>,
    next: usize,
}

impl Damages {
    /// The next array, damaged. A number that it cannot hold is left out.
    fn of<T: Copy + TryFrom<u32>>(&mut self, numbers: &[T]) -> Vec<T> {
        let mut numbers = numbers.to_vec();
        for (_, damage) in self.damages.iter().filter(|(array, _)| *array == self.next) {
            let length = numbers.len();
            match *damage {
                Damage::Replace(place, number) if length > 0 => {
                    numbers[place.index(length)] = T::try_from(number).unwrap_or(numbers[place.index(length)]);
                }
                Damage::Replace(_, number) | Damage::Push(number) => numbers.extend(T::try_from(number).ok()),
                Damage::Truncate(gone) => numbers.truncate(length - gone.index(length + 1)),
            }
        }
        self.next += 1;
        numbers
    }
}

/// Numbers of a table replaced by ones that point nowhere, and arrays cut off.
#[test]
fn a_table_whose_numbers_point_nowhere_is_never_a_panic() {
    let document = draft().document();
    let flat = flatten(&document).unwrap();
    let cuts = proptest::array::uniform5(any::<Index>());
    each(3_000, (collection::vec(damage(), 0..40), cuts), |(damages, cuts)| {
        let table = flat.table();
        let (names, rows, mut damaged) = (table.names, table.rows, Damages { damages, next: 0 });
        let (stronger, alternatives) = (damaged.of(names.stronger), damaged.of(rows.alternatives));
        let (starts, lists) = (damaged.of(table.starts), damaged.of(table.lists));
        let (resources, prefixes) = (damaged.of(names.resources), damaged.of(names.prefixes));
        let (row_names, whens) = (damaged.of(rows.names), damaged.of(rows.whens));
        let (name_flags, flags) = (damaged.of(names.flags), damaged.of(rows.flags));
        let (seeds, slots) = (damaged.of(table.scopes.seeds), damaged.of(table.scopes.slots));
        let (lines, qualified) = (damaged.of(rows.lines), damaged.of(&[0, 1]));
        let cells = damaged.of(&[0, 1, 2]);
        assert_eq!(damaged.next, ARRAYS);
        let [scopes, app_roles, features, conditions, gone_whens] = cuts;
        let table = Table {
            scopes: Names { seeds: &seeds, slots: &slots, ..cut(scopes, table.scopes) },
            app_roles: Names { seeds: &seeds, slots: &slots, ..cut(app_roles, table.scopes) },
            features: cut(features, table.features),
            conditions: cut(conditions, table.conditions),
            names: NameColumns { resources: &resources, prefixes: &prefixes, flags: &name_flags, stronger: &stronger },
            rows: RowColumns {
                names: &row_names,
                flags: &flags,
                whens: &whens,
                alternatives: &alternatives,
                lines: &lines,
                cells: &cells,
            },
            whens: shorter(gone_whens, table.whens),
            qualified: &qualified,
            starts: &starts,
            lists: &lists,
            ..table
        };
        if table.words() <= WORDS {
            use_all(&table);
        }
        let _ = Builder::<WORDS>::new(&table).update(0).build_supported();
    });
}

/// So many texts are gone from the end.
fn cut(gone: Index, names: Names<'_>) -> Names<'_> {
    Names { texts: shorter(gone, names.texts), ..names }
}

fn shorter<T>(gone: Index, items: &[T]) -> &[T] {
    &items[..items.len() - gone.index(items.len() + 1)]
}

fn use_all(table: &Table<'_>) {
    let mut builder = Builder::<WORDS>::new(table).when(2).option(17);
    for feature in 0..FEATURES.len() {
        builder = builder.update(feature);
    }
    if let Err(error) = builder.build() {
        assert!(!error.to_string().is_empty());
    }
    let ask = builder.build_supported();
    let grant = Granted::from_scope(table, 0, "Calendars.Read user.read Mail.Read offline_access");
    let grant = grant.with_roles(0, ["Mail.Read"]);
    let report = ask.check(&grant);
    let _ = (ask.minimal().needs_admin_consent(), report.is_ok(), report.declined(), report.to_string());
    let _ =
        (ask.scope_params().count(), ask.refresh_param(&grant, 0).map(|param| param.to_string()), ask.notes().count());
    for missing in report.missing() {
        assert!(!missing.to_string().is_empty());
    }
    for dropped in &ask.dropped() {
        assert!(ask.why_dropped(dropped).is_some());
    }
    for feature in 0..10 {
        let _ = grant.access(feature, Conditions::NONE);
    }
}

/// A document of the size that the design allows for: twelve conditions, ten thousand rows of one feature among them.
#[test]
fn ten_thousand_permissions_are_asked_and_judged() {
    const WIDE: usize = 157;
    let names: Vec<String> = (0..10_000).map(|number| format!("Things{number}.Read")).collect();
    let rows = (1..).zip(&names).map(|(line, scope)| DraftRow {
        excludes: if line % 5 == 0 { vec!["PersonalAccount"] } else { Vec::new() },
        ..DraftRow::new(Delegated, scope, Some(usize::from(line % 2 == 0)), line)
    });
    let draft = Draft {
        path: "docs-tables/large.md",
        resource: "https://graph.microsoft.com",
        features: vec!["One", "Two"],
        rows: rows.collect(),
        ..Draft::default()
    };
    let document = draft.document();
    let flat = flatten(&document).unwrap();
    let table = flat.table();
    assert_eq!(table.words(), WIDE);
    let ask = Builder::<WIDE>::new(&table).update(0).feature(1).when(0).build().unwrap();
    assert_eq!(ask.names().len(), 8_000);
    let grant = Granted::from_response(None, &ask.scope_param(0));
    let report = ask.check(&grant);
    assert!(report.is_ok());
    assert_eq!(report.access(CALENDAR), Access::Base);
    let text = ask.scope_param(0).to_string();
    assert_eq!(Granted::<WIDE>::from_scope(&table, 0, &text).names(), ask.names());
}

#[test]
fn a_long_chain_of_covers_is_refused_before_it_fills_the_memory() {
    let names: Vec<String> = (0..5_000).map(|number| format!("Things{number}.Read")).collect();
    let covers = names.windows(2).map(|pair| (Delegated, pair[1].as_str(), pair[0].as_str())).collect();
    let error = flatten(&Draft { covers, ..Draft::default() }.document()).unwrap_err();
    assert_eq!(error, TooMany::Pairs);
    assert_eq!(error.to_string(), "the covers of the document relate more than 4194304 pairs of permissions");
}
