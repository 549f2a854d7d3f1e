//! Grants as nobody should send them, and documents as nobody should write them: slow at worst, never a panic.

mod common;

use std::time::{Duration, Instant};

use common::facts::draft;
use common::o365::{CALENDAR, FEATURES, SHARED, TABLE, WORDS};
use common::random::Random;
use scopemark_core::Kind::Delegated;
use scopemark_core::ask::{Builder, Conditions, Draft, DraftRow, Granted, Table, TooMany, flatten};
use scopemark_core::{Access, Names, Numbers, Packed, Places, Texts};

fn granted(text: &str) -> Granted<'static, WORDS> {
    Granted::from_scope(&TABLE, text)
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
    let mut random = Random(65);
    let letters: Vec<char> = " \t\n%./:-_aMiLrRhtpsé\u{0}\u{fffd}😀".chars().collect();
    for _ in 0..2_000 {
        let text: String = (0..random.below(60)).map(|_| random.pick(&letters)).collect();
        let grant = granted(&text).with_roles([text.as_str()]);
        assert!(grant.unknown().all(|token| text.contains(token)));
        for feature in 0..=FEATURES.len() {
            assert_eq!(grant.access(feature, SHARED), Access::Missing);
        }
    }
}

/// Numbers of a table replaced by ones that point nowhere, and arrays cut off.
#[test]
fn a_table_whose_numbers_point_nowhere_is_never_a_panic() {
    let mut random = Random(3);
    let draft = draft();
    for _ in 0..3_000 {
        let flat = flatten(&draft).unwrap();
        let table = flat.table();
        let broken = Broken::of(&mut random, &table);
        let next = &mut broken.columns.iter();
        let mut numbers = || next.next().unwrap().numbers();
        let table = Table {
            scopes: names(table.scopes, &broken.pilots, &mut numbers),
            app_roles: names(table.scopes, &broken.pilots, &mut numbers),
            features: names(table.features, &[], &mut numbers),
            conditions: names(table.conditions, &[0], &mut numbers),
            whens: &table.whens[..random.below(table.whens.len())],
            names: core::array::from_fn(|_| numbers()),
            rows: core::array::from_fn(|_| numbers()),
            starts: numbers(),
            lists: numbers(),
            ..table
        };
        if table.words() <= WORDS {
            use_all(&table);
        }
        let _ = Builder::<WORDS>::new(&table).update(0).build_supported();
    }
}

fn names<'a>(known: Names<'a>, pilots: &'a [u8], numbers: &mut impl FnMut() -> Numbers<'a>) -> Names<'a> {
    Names {
        texts: Texts { all: known.texts.all, starts: numbers() },
        places: Places { pilots, slots: numbers(), rest_hashes: numbers(), rest: numbers() },
    }
}

/// The numbers of a table in the order in which they are taken, some of them replaced.
struct Broken {
    columns: Vec<Packed>,
    pilots: Vec<u8>,
}

impl Broken {
    fn of(random: &mut Random, table: &Table<'_>) -> Self {
        let of_names = |names: Names<'_>| {
            [names.texts.starts, names.places.slots, names.places.rest_hashes, names.places.rest]
                .map(|n| n.iter().collect::<Vec<u32>>())
        };
        let mut columns: Vec<Vec<u32>> =
            [table.scopes, table.scopes, table.features, table.conditions].into_iter().flat_map(of_names).collect();
        let rest = table.names.iter().chain(&table.rows).chain([&table.starts, &table.lists]);
        columns.extend(rest.map(|numbers| numbers.iter().collect::<Vec<u32>>()));
        let odd = [0, 1, 22, 23, 24, 63, 64, 1_000, u32::MAX - 1, u32::MAX];
        for column in &mut columns {
            if random.percent(20) {
                column.truncate(random.below(column.len() + 1));
            }
            if random.percent(10) {
                column.push(random.pick(&odd));
            }
            for number in column.iter_mut() {
                if random.percent(5) {
                    *number = random.pick(&odd);
                }
            }
        }
        let pilots = (0..random.below(12)).map(|_| random.pick(&[0, 1, 77, 255])).collect();
        Self { columns: columns.iter().map(|column| Packed::of(column)).collect(), pilots }
    }
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
    let grant = Granted::from_scope(table, "Calendars.Read user.read Mail.Read offline_access");
    let grant = grant.with_roles(["Mail.Read"]);
    let report = ask.check(&grant);
    let _ = (ask.minimal().needs_admin_consent(), report.is_ok(), report.declined(), report.to_string());
    let _ = (ask.scope_params().count(), ask.refresh_param(&grant).to_string(), ask.notes().count());
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
fn ten_thousand_permissions_are_asked_and_judged_quickly() {
    const WIDE: usize = 157;
    let names: Vec<String> = (0..10_000).map(|number| format!("Things{number}.Read")).collect();
    let rows = (1..).zip(&names).map(|(line, scope)| DraftRow {
        scope,
        kind: Delegated,
        feature: Some(usize::from(line % 2 == 0)),
        update: false,
        admin_consent: None,
        optional: false,
        requires: Vec::new(),
        excludes: if line % 5 == 0 { vec!["PersonalAccount"] } else { Vec::new() },
        alternatives: Vec::new(),
        line,
    });
    let draft = Draft {
        path: "docs-tables/large.md",
        resource: "https://graph.microsoft.com",
        features: vec!["One", "Two"],
        rows: rows.collect(),
        ..Draft::default()
    };
    let flat = flatten(&draft).unwrap();
    let table = flat.table();
    assert_eq!(table.words(), WIDE);
    let start = Instant::now();
    let ask = Builder::<WIDE>::new(&table).update(0).feature(1).when(0).build().unwrap();
    assert_eq!(ask.names().len(), 8_000);
    let grant = Granted::from_response(None, &ask);
    let report = ask.check(&grant);
    assert!(report.is_ok());
    assert_eq!(report.access(CALENDAR), Access::Base);
    let text = ask.scope_param().to_string();
    assert_eq!(Granted::<WIDE>::from_scope(&table, &text).names(), ask.names());
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

#[test]
fn a_long_chain_of_covers_is_refused_before_it_fills_the_memory() {
    let names: Vec<String> = (0..5_000).map(|number| format!("Things{number}.Read")).collect();
    let covers = names.windows(2).map(|pair| (Delegated, pair[1].as_str(), pair[0].as_str())).collect();
    let error = flatten(&Draft { covers, ..Draft::default() }).unwrap_err();
    assert_eq!(error, TooMany::Pairs);
    assert_eq!(error.to_string(), "in the document more than 4194304 pairs of permissions cover each other");
}
