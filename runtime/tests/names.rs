//! Tests the generated names and traits that users' code depends on, on the golden documents.

use std::collections::{BTreeSet, HashSet};
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::str::FromStr;

use scopemark::{Access, Kind, Source, Unknown};

scopemark::include_tables!(file = "../../codegen/tests/golden/tables.rs");

use o365::{AppRole, Condition, Feature, Name, Scope};

#[test]
fn every_name_has_its_text_and_is_found_by_it() {
    fn holds<N>(all: &'static [N], text: fn(N) -> &'static str)
    where
        N: Copy + Ord + Hash + Debug + Display + AsRef<str> + PartialEq<str> + PartialEq<&'static str>,
        N: FromStr<Err = Unknown> + TryFrom<&'static str, Error = Unknown>,
    {
        for &name in all {
            let text = text(name);
            assert_eq!(text.parse(), Ok(name));
            assert_eq!(N::try_from(text), Ok(name));
            assert_eq!(name.to_string(), text);
            assert_eq!(name.as_ref(), text);
            assert!(name == *text && name == text);
            assert!(format!("{name:?}").contains(&format!("{text:?}")), "{name:?}");
        }
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
        assert!(all.is_sorted(), "ALL is in the order of Ord");
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    }
    holds(Scope::ALL, Scope::as_str);
    holds(AppRole::ALL, AppRole::as_str);
    holds(Feature::ALL, Feature::as_str);
    holds(Condition::ALL, Condition::as_str);
    holds(r#type::AppRole::ALL, r#type::AppRole::as_str);
    holds(r#type::Name::ALL, r#type::Name::as_str);
    holds(r#type::Scope::ALL, r#type::Scope::as_str);
    holds(<hard::Scope as scopemark::Indexed>::ALL, hard::Scope::as_str);
    holds(<hard::AppRole as scopemark::Indexed>::ALL, hard::AppRole::as_str);
    holds(<hard::Feature as scopemark::Indexed>::ALL, hard::Feature::as_str);
    holds(nothing::Feature::ALL, nothing::Feature::as_str);
    holds(nothing::Name::ALL, nothing::Name::as_str);
}

#[test]
fn permissions_are_in_order_of_text_and_features_in_order_of_the_document() {
    assert!(Scope::ALL.is_sorted_by_key(|scope| scope.as_str()));
    assert!(Scope::Openid > Scope::CalendarsRead);
    assert_eq!(Feature::ALL[..3], [Feature::Calendar, Feature::Status, Feature::GroupCalendar]);
}

#[test]
fn a_document_without_a_kind_has_its_enum_all_the_same() {
    assert!(r#type::Scope::ALL.is_empty());
    assert!(nothing::Feature::ALL.is_empty());
    assert!(nothing::Name::ALL.is_empty());
    let unknown = "User.Read".parse::<r#type::Scope>().unwrap_err();
    assert_eq!(unknown, Unknown { text: "User.Read".to_owned(), nearest: None });
}

#[test]
fn texts_are_constants() {
    const TEXT: &str = Scope::CalendarsReadShared.as_str();
    const SOURCE: Source = Name::Application(AppRole::UserReadAll).source();
    assert_eq!(TEXT, "Calendars.Read.Shared");
    assert_eq!(SOURCE.to_string(), "docs-tables/o365.md:21");
}

#[test]
fn a_name_says_what_its_document_says() {
    assert_eq!(Scope::CalendarsRead.description(), "Read user calendars");
    assert_eq!(Scope::CalendarsRead.admin_consent(), Some(false));
    assert_eq!(Scope::PresenceReadAll.admin_consent(), Some(true));
    assert_eq!(Scope::UserRead.admin_consent(), None);
    assert_eq!(Scope::UserRead.description(), "");
    assert_eq!(Scope::GroupReadWriteAll.source(), Source { path: o365::PATH, line: 17 });
    assert_eq!(Feature::GroupCalendar.source().line, 17);
    assert_eq!(o365::TITLE, "Permissions for *Home*");
    assert_eq!(o365::RESOURCE, "https://graph.microsoft.com");
}

#[test]
fn a_name_is_told_by_its_kind() {
    assert_eq!("Calendars.Read".parse(), Ok(Name::Delegated(Scope::CalendarsRead)));
    assert_eq!("User.Read.All".parse(), Ok(Name::Application(AppRole::UserReadAll)));
    assert_eq!(Name::from(AppRole::UserReadAll).kind(), Kind::Application);
    assert_eq!("User.Raed.All".parse::<Name>().unwrap_err().nearest, Some("User.Read.All"));
    assert_eq!(Name::ALL.len(), Scope::ALL.len() + AppRole::ALL.len());
    assert!(Name::ALL.is_sorted());
    assert_eq!(format!("{:?}", Name::ALL[2]), "Delegated(Scope(\"Calendars.Read\"))");
    assert_eq!(format!("{:>8}|", Scope::Openid), "  openid|");
}

#[test]
fn a_feature_has_its_own_rows_and_then_those_of_every_feature() {
    const CALENDAR: &[o365::Permission] = o365::permissions(Feature::Calendar);
    let names: Vec<&str> = CALENDAR.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(
        names,
        ["Calendars.Read", "Calendars.ReadWrite", "Calendars.Read.Shared", "offline_access", "User.Read"]
    );
    assert_eq!(CALENDAR[3..], *o365::always());
    assert_eq!(CALENDAR[1].access, Access::Update);
    assert_eq!(CALENDAR[2].requires, [Condition::SharedMailbox]);
    assert_eq!(CALENDAR[2].notes, "For shared mailboxes");
    let status = &o365::permissions(Feature::Status)[0];
    assert!(status.optional());
    assert_eq!(status.excludes(), [Condition::PersonalAccount, Condition::SharedMailbox]);
    let group = &o365::permissions(Feature::GroupCalendar)[0];
    assert_eq!(
        group.alternatives,
        [Name::Delegated(Scope::GroupReadWriteAll), Name::Delegated(Scope::DirectoryReadAll)]
    );
    assert_eq!(group.source.line, 17);
    let building = r#type::permissions(r#type::Feature::SmartBuildings);
    assert_eq!(building.len(), 2);
    assert_eq!(nothing::always(), []);
    assert!(always::Feature::ALL.is_empty());
    assert_eq!(always::always()[0].alternatives, [always::Name::Delegated(always::Scope::Profile)]);
}

#[test]
fn a_row_has_the_clauses_of_which_one_permission_each_must_be_granted() {
    const TEAMS: &[o365::Permission] = o365::permissions(Feature::Teams);
    const FILES: &[&[Name]] = TEAMS[1].clauses;
    let texts = |clauses: &[&[Name]]| -> Vec<Vec<&str>> {
        clauses.iter().map(|clause| clause.iter().map(|name| name.as_str()).collect()).collect()
    };
    assert_eq!(texts(FILES), [["Files.Read", "Sites.Read"], ["Files.Read", "Lists.Read"]]);
    assert_eq!(TEAMS[1].alternatives, [Name::Delegated(Scope::SitesRead), Name::Delegated(Scope::ListsRead)]);
    assert_eq!(texts(TEAMS[0].clauses()), [["Team.Read", "Directory.Read.All"]]);
    assert_eq!(TEAMS[0].alternatives, [Name::Delegated(Scope::DirectoryReadAll)]);
    assert_eq!(texts(o365::always()[1].clauses), [["User.Read"]]);
    for row in Feature::ALL.iter().flat_map(|&feature| o365::permissions(feature)) {
        assert!(row.clauses.iter().all(|clause| clause.contains(&row.name)), "{row:?}");
        let others = row.clauses.iter().copied().flatten().filter(|name| **name != row.name);
        assert_eq!(others.collect::<BTreeSet<_>>(), row.alternatives.iter().collect(), "{row:?}");
    }
}

#[test]
fn one_member_of_a_group_is_never_enough() {
    let ask = o365::ask().feature(Feature::Teams).build().unwrap();
    let access = |names: &[&str]| {
        let names = [&["Team.Read", "User.Read", "offline_access"], names].concat();
        ask.check(&o365::Granted::from_names(names)).access(Feature::Teams)
    };
    assert_eq!(access(&["Sites.Read"]), Access::Missing);
    assert_eq!(access(&["Lists.Read"]), Access::Missing);
    assert_eq!(access(&["Sites.Read", "Lists.Read"]), Access::Base);
    assert_eq!(access(&["Files.Read"]), Access::Base);
}

#[test]
fn a_permission_has_every_reason_of_its_rows_once() {
    const REASON: &str = Scope::TeamRead.reason();
    assert_eq!(REASON, "Lists the teams; Shows who is in a team");
    assert_eq!(Name::Delegated(Scope::TeamRead).reason(), REASON);
    assert_eq!((Scope::UserRead.reason(), AppRole::UserReadAll.reason()), ("", ""));
    assert_eq!(o365::permissions(Feature::Teams)[0].reason, "Lists the teams");
    assert_eq!(o365::permissions(Feature::Email)[3].reason(), "Shows who is in a team");
}
