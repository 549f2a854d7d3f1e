//! Checks the naive twin by itself: the specification's examples and sentences here, and its laws in `twin/laws.rs`.

#[path = "twin/checks.rs"]
mod checks;
#[path = "twin/engine.rs"]
mod engine;
#[path = "twin/laws.rs"]
mod laws;
#[path = "twin/sentences.rs"]
mod sentences;
#[path = "common/twin/mod.rs"]
mod twin;
#[path = "twin/variety.rs"]
mod variety;

use std::collections::BTreeSet;

use scopemark_core::model::{Access, Document, Kind, Permission};

use twin::ask::{Dropped, Request, Unsupported, build, build_supported, minimal};
use twin::granted::{comma_hints, from_names, from_response, from_scope};
use twin::hand::{document, owned, row, update};
use twin::names::{name, resources};
use twin::o365::{GRAPH, covers, o365};
use twin::params::{app_scope_param, scope_param};
use twin::refresh::{refresh_param, refreshed};
use twin::report::check;

fn request(features: &[(usize, Access)], conditions: &[&str], options: &[&str]) -> Request {
    Request {
        features: features.iter().copied().collect(),
        conditions: owned(conditions).into_iter().collect(),
        options: options.iter().map(|option| name(Kind::Delegated, option)).collect(),
        only: None,
    }
}

/// The scope parameter of a request of a document's first resource.
fn asked(document: &Document, request: &Request) -> Result<String, Unsupported> {
    let ask = build(document, request)?;
    Ok(scope_param(document, &ask, &resources(document)[0]).text(document))
}

#[test]
fn the_example_that_must_come_out() {
    let o365 = o365();
    let everything: Vec<(usize, Access)> = (0..7).map(|feature| (feature, Access::Update)).collect();
    let ask = build(&o365, &request(&everything, &[], &[])).unwrap();
    let granted = from_scope(&o365, GRAPH, "Calendars.Read Chat.Read MailboxSettings.ReadWrite User.Read");
    let report = check(&o365, &ask, &granted);
    let access: Vec<Access> = report.access.values().copied().collect();
    let (none, base) = (Access::Missing, Access::Base);
    assert_eq!(access, [base, none, none, base, none, none, base]);
    assert!(!report.is_ok);
}

#[test]
fn what_is_asked_of_the_example() {
    let o365 = o365();
    let (base, update) = (Access::Base, Access::Update);
    for (features, conditions, options, expected) in [
        ((0, base), &[][..], &[][..], "Calendars.Read User.Read offline_access"),
        ((0, update), &[], &[], "Calendars.Read Calendars.ReadWrite User.Read offline_access"),
        ((0, base), &["BasicCalendar"], &[], "Calendars.ReadBasic User.Read offline_access"),
        (
            (0, update),
            &["SharedMailbox"],
            &[],
            "Calendars.Read.Shared Calendars.ReadWrite.Shared User.Read offline_access",
        ),
        ((2, base), &[], &["Presence.Read.All"], "Presence.Read Presence.Read.All"),
    ] {
        let request = request(&[features], conditions, options);
        assert_eq!(asked(&o365, &request).as_deref(), Ok(expected), "{request:?}");
    }
    let status = request(&[(2, base)], &["PersonalAccount"], &[]);
    let condition = Some("PersonalAccount".to_owned());
    let unsupported = Unsupported { feature: 2, access: base, condition, line: 28 };
    assert_eq!(asked(&o365, &status), Err(unsupported.clone()));
    let ask = build_supported(&o365, &status);
    assert_eq!(ask.dropped, [Dropped::Feature(unsupported)].into());
    let whole = build(&o365, &request(&[(0, update)], &["SharedMailbox"], &[])).unwrap();
    let least = minimal(&o365, &whole);
    assert_eq!(scope_param(&o365, &least, GRAPH).text(&o365), "Calendars.ReadWrite.Shared User.Read offline_access");
    assert_eq!(app_scope_param(GRAPH).as_deref(), Some("https://graph.microsoft.com/.default"));
}

#[test]
fn what_a_refresh_keeps() {
    let rows = || vec![row(1, Some(0), "Mail.Read"), row(2, Some(1), "Chat.Read"), row(3, None, "offline_access")];
    let both = document(GRAPH, &["Mail", "Chat"], rows(), Vec::new());
    let ask = build(&both, &request(&[(0, Access::Base), (1, Access::Base)], &[], &[])).unwrap();
    let sent = scope_param(&both, &ask, GRAPH);
    let granted = from_response(&both, Some("Mail.Read offline_access"), &sent);
    for param in [None, refresh_param(&both, &ask, &granted, GRAPH)] {
        let refreshed = refreshed(&both, &granted, GRAPH, None, param.as_ref());
        assert_eq!(check(&both, &ask, &refreshed).access[&1], Access::Missing);
        assert_eq!(check(&both, &ask, &refreshed).access[&0], Access::Base);
    }
    let stronger = document(GRAPH, &["Mail", "Chat"], rows(), covers(&[("Mail.ReadWrite", "Mail.Read")]));
    let ask = build(&stronger, &request(&[(0, Access::Base)], &[], &[])).unwrap();
    let granted = from_response(&stronger, Some("Mail.ReadWrite"), &scope_param(&stronger, &ask, GRAPH));
    let param = refresh_param(&stronger, &ask, &granted, GRAPH).unwrap();
    assert_eq!(param.text(&stronger), "Mail.ReadWrite offline_access");
    let other = from_response(&stronger, Some("Chat.Read"), &scope_param(&stronger, &ask, GRAPH));
    assert_eq!(refresh_param(&stronger, &ask, &other, GRAPH), None);
}

#[test]
fn what_needs_no_resource() {
    let (events, auth) =
        ("https://www.googleapis.com/auth/calendar.events.readonly", "https://www.googleapis.com/auth");
    let rows = vec![row(1, Some(0), events), row(2, Some(0), "openid"), row(3, Some(0), "email")];
    let google = document("", &["Calendar"], rows, Vec::new());
    let all = request(&[(0, Access::Base)], &[], &[]);
    assert_eq!(asked(&google, &all), Ok(format!("email {events} openid")));
    let granted = from_scope(&google, "", &format!("{events} {auth}/userinfo.email {auth}/userinfo.profile"));
    assert_eq!(granted.unknown(), [format!("{auth}/userinfo.profile")]);
    assert!(granted.held().contains(&name(Kind::Delegated, "email")));
    let hint = from_scope(&google, "", &format!("openid,email {events},other"));
    assert_eq!(comma_hints(&google, "", hint.of_user("").unwrap()), ["openid,email"]);
}

#[test]
fn an_option_stands_beside_what_is_needed() {
    let shared = |row| Permission { optional: true, requires: owned(&["SharedMailbox"]), ..row };
    let rows =
        vec![row(1, Some(0), "User.Read"), row(2, Some(0), "Mail.Read"), shared(row(3, Some(0), "Mail.Read.Shared"))];
    let mail = document(GRAPH, &["Mail"], rows, covers(&[("Mail.Read.Shared", "Mail.Read")]));
    let ask = build(&mail, &request(&[(0, Access::Base)], &["SharedMailbox"], &["Mail.Read.Shared"])).unwrap();
    let report = check(&mail, &ask, &from_names(&mail, GRAPH, &["User.Read"]));
    assert_eq!(report.access[&0], Access::Missing);
    assert_eq!(report.declined, [2].into());
}

#[test]
fn groups_are_needed_as_the_document_says_them() {
    let classic = Permission {
        clauses: vec![owned(&["classic", "read:a"]), owned(&["classic", "read:b"])],
        ..row(1, Some(0), "classic")
    };
    let jira = document("", &["Issues"], vec![classic], Vec::new());
    let ask = build(&jira, &request(&[(0, Access::Base)], &[], &[])).unwrap();
    assert_eq!(scope_param(&jira, &ask, "").text(&jira), "classic");
    let report = check(&jira, &ask, &from_scope(&jira, "", "read:a"));
    assert_eq!(report.access[&0], Access::Missing);
    let missing: Vec<_> = report.missing.iter().map(|missing| (&*missing.name.text, missing.accepts.clone())).collect();
    assert_eq!(missing, [("classic", [name(Kind::Delegated, "read:b")].into())]);
    assert_eq!(check(&jira, &ask, &from_scope(&jira, "", "read:a read:b")).access[&0], Access::Base);
}

#[test]
fn a_feature_of_update_rows_is_update_or_missing() {
    let rows = vec![update(row(1, Some(0), "Mail.Send")), row(2, None, "User.Read")];
    let send = document(GRAPH, &["Send"], rows, Vec::new());
    assert!(asked(&send, &request(&[(0, Access::Base)], &[], &[])).is_err());
    assert_eq!(asked(&send, &request(&[(0, Access::Update)], &[], &[])).as_deref(), Ok("Mail.Send User.Read"));
    let access = |text| from_scope(&send, GRAPH, text).access(&send, 0, &BTreeSet::new());
    assert_eq!((access("Mail.Send"), access("mail.send User.Read")), (Access::Missing, Access::Update));
}
