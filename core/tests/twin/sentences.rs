//! Sentences of the specification that its examples do not show, each on a document that is as small as can be.

use std::collections::BTreeSet;

use scopemark_core::model::{Access, Document, Kind, Permission, Position};

use crate::twin::ask::{Ask, Dropped, Request, build, build_supported, minimal, unsupported};
use crate::twin::granted::{Granted, from_names, from_response, from_roles, from_scope};
use crate::twin::hand::{cover, document, owned, row, update};
use crate::twin::names::{name, sent};
use crate::twin::o365::{GRAPH, covers};
use crate::twin::params::{app_scope_param, scope_param};
use crate::twin::refresh::{refresh_param, refreshed};
use crate::twin::report::check;
use crate::twin::server::{allows, challenge, challenge_scope};
use crate::twin::step_up::{step_up, step_up_for};

const BASE: Access = Access::Base;
const UPDATE: Access = Access::Update;
const VAULT: &str = "https://vault.azure.net";

fn wish(access: Access) -> Request {
    Request { features: [(0, access)].into(), ..Request::default() }
}

fn optional(row: Permission) -> Permission {
    Permission { optional: true, ..row }
}

fn app(row: Permission) -> Permission {
    Permission { kind: Kind::Application, ..row }
}

fn when(condition: &str, row: Permission) -> Permission {
    Permission { requires: owned(&[condition]), ..row }
}

fn graph(rows: Vec<Permission>, pairs: &[(&str, &str)]) -> Document {
    document(GRAPH, &["Mail", "Chat"], rows, covers(pairs))
}

fn texts(ask: &Ask) -> Vec<&str> {
    ask.names.iter().map(|name| name.text.as_str()).collect()
}

fn access(document: &Document, text: &str) -> Access {
    from_scope(document, GRAPH, text).access(document, 0, &BTreeSet::new())
}

#[test]
fn rows_of_one_cell_are_opted_in_together() {
    let second = |row: Permission| Permission { position: Position { line: 2, column: 9 }, ..row };
    let rows = vec![row(1, Some(0), "A.A"), optional(row(2, Some(0), "B.B")), second(optional(row(2, Some(0), "C.C")))];
    let options = [name(Kind::Delegated, "C.C")].into();
    let ask = build(&graph(rows, &[]), &Request { options, ..wish(BASE) }).unwrap();
    assert_eq!(texts(&ask), ["A.A", "B.B", "C.C"]);
}

#[test]
fn rows_replace_within_access_kind_and_resource() {
    let pairs = [("Mail.Read.Shared", "Mail.Read")];
    let shared = || when("SharedMailbox", row(2, Some(0), "Mail.Read.Shared"));
    let asked = |rows: Vec<Permission>, options: &[&str]| {
        let options = options.iter().map(|option| name(Kind::Delegated, option)).collect();
        let conditions = ["SharedMailbox".to_owned()].into();
        let ask = build(&graph(rows, &pairs), &Request { options, conditions, ..wish(UPDATE) }).unwrap();
        texts(&ask).join(" ")
    };
    let plain = || row(1, Some(0), "Mail.Read");
    assert_eq!(asked(vec![plain(), shared()], &[]), "Mail.Read.Shared");
    assert_eq!(asked(vec![plain(), app(shared())], &[]), "Mail.Read Mail.Read.Shared");
    assert_eq!(asked(vec![plain(), update(shared())], &[]), "Mail.Read Mail.Read.Shared");
    assert_eq!(asked(vec![plain(), optional(shared())], &["Mail.Read.Shared"]), "Mail.Read Mail.Read.Shared");
    assert_eq!(asked(vec![optional(plain()), shared()], &["Mail.Read"]), "Mail.Read.Shared");
    let weaker = when("SharedMailbox", row(2, Some(0), "Mail.Read"));
    assert_eq!(asked(vec![row(1, Some(0), "Mail.Read.Shared"), weaker.clone()], &[]), "Mail.Read");
    let stronger = optional(row(1, Some(0), "Mail.Read.Shared"));
    assert_eq!(asked(vec![stronger, weaker], &["Mail.Read.Shared"]), "Mail.Read Mail.Read.Shared");
}

#[test]
fn a_minimal_ask_has_no_stricter_consent_and_leans_on_no_option() {
    let consent = |admin_consent, row| Permission { admin_consent, ..row };
    for (strong, weak, is_optional, expected) in [
        (Some(false), None, false, "A.Write"),
        (None, None, false, "A.Write"),
        (Some(true), None, false, "A.Read A.Write"),
        (None, None, true, "A.Read A.Write"),
    ] {
        let rows = vec![
            consent(weak, row(1, Some(0), "A.Read")),
            consent(strong, Permission { optional: is_optional, ..row(2, Some(0), "A.Write") }),
        ];
        let both = graph(rows, &[("A.Write", "A.Read")]);
        let options = [name(Kind::Delegated, "A.Write")].into();
        let ask = minimal(&both, &build(&both, &Request { options, ..wish(BASE) }).unwrap());
        assert_eq!(texts(&ask).join(" "), expected);
    }
}

#[test]
fn openid_names_are_checked_where_there_is_nothing_else() {
    let with = |more: Vec<Permission>| {
        let mut rows = vec![row(1, Some(0), "openid"), row(2, Some(0), "offline_access"), row(3, None, "profile")];
        rows.extend(more);
        graph(rows, &[])
    };
    let alone = with(Vec::new());
    assert_eq!((access(&alone, "profile"), access(&alone, "openid")), (Access::Missing, BASE));
    let beside = with(vec![row(4, Some(0), "Mail.Read")]);
    assert_eq!((access(&beside, "openid profile"), access(&beside, "Mail.Read")), (Access::Missing, BASE));
    let offline = graph(vec![row(1, Some(0), "offline_access"), when("Far", row(2, Some(0), "Mail.Read"))], &[]);
    assert_eq!(access(&offline, "offline_access Mail.Read"), Access::Missing);
    let found = unsupported(&offline, &wish(BASE));
    assert_eq!((found[0].condition.as_deref(), found[0].line), (Some("Far"), 2));
    // Of a document without a resource, `email` is the provider's own unless a row is `openid`.
    let own = document("", &["Mail"], vec![row(1, Some(0), "email"), row(2, Some(0), "a:b")], Vec::new());
    assert_eq!(from_scope(&own, "", "a:b").access(&own, 0, &BTreeSet::new()), Access::Missing);
}

#[test]
fn an_access_of_options_alone_is_checked_on_those_opted_in() {
    let only = graph(vec![row(1, Some(0), "Mail.Read"), update(optional(row(2, Some(0), "Mail.Send")))], &[]);
    let granted = from_scope(&only, GRAPH, "Mail.Read Mail.Send");
    assert_eq!(granted.access(&only, 0, &BTreeSet::new()), BASE);
    assert!(allows(&only, &granted, None, 0, UPDATE, &BTreeSet::new()));
    let names = challenge(&only, None, 0, UPDATE, &BTreeSet::new()).unwrap();
    assert_eq!(challenge_scope(&only, &names), "Mail.Read Mail.Send");
    let lowered = build_supported(&only, &wish(UPDATE));
    assert!(matches!(lowered.dropped.first(), Some(Dropped::Lowered(it)) if it.condition.is_none() && it.line == 2));
    assert!(!check(&only, &lowered, &granted).is_ok);
    let options = [name(Kind::Delegated, "Mail.Send")].into();
    let ask = build(&only, &Request { options, ..wish(UPDATE) }).unwrap();
    assert_eq!(check(&only, &ask, &granted).access[&0], UPDATE);
    let declined = from_scope(&only, GRAPH, "Mail.Read");
    assert!(!check(&only, &ask, &declined).is_ok);
    assert_eq!(step_up(&only, &ask, &declined, GRAPH).unwrap().text(&only), "Mail.Read Mail.Send");
}

#[test]
fn two_kinds_are_judged_apart() {
    let both = graph(vec![row(1, Some(0), "Mail.Read"), app(row(2, Some(0), "Mail.Read.All"))], &[]);
    let ask = build(&both, &wish(BASE)).unwrap();
    let user = from_names(&both, GRAPH, &["Mail.Read"]);
    let report = check(&both, &ask, &user);
    assert_eq!((report.access[&0], report.is_ok, report.unjudged), (BASE, false, [Kind::Application].into()));
    let joined = user.with_roles(&both, GRAPH, &["Mail.Read.All"]);
    assert!(check(&both, &ask, &joined).is_ok);
    assert_eq!(check(&both, &ask, &user.with_roles(&both, GRAPH, &["Mail.Read"])).access[&0], Access::Missing);
    let only = build(&both, &Request { only: Some(Kind::Application), ..wish(BASE) }).unwrap();
    assert!(check(&both, &only, &from_roles(&both, GRAPH, &["mail.read.all"])).is_ok);
    assert!(!check(&both, &only, &user).is_ok);
}

#[test]
fn tokens_are_folded_and_compared() {
    let rows = vec![row(1, Some(0), "Mail.Read"), row(2, Some(0), "User.Read"), row(3, Some(0), "user.read")];
    let mail = graph(rows, &[]);
    for (token, expected) in [
        ("Mail.Read", Some("Mail.Read")),
        ("mail.READ", Some("Mail.Read")),
        ("https://graph.microsoft.com/Mail.Read", Some("Mail.Read")),
        ("https://graph.microsoft.us/mail.read", Some("Mail.Read")),
        ("https://elsewhere.example/Mail.Read", None),
        ("user.read", Some("user.read")),
        ("USER.READ", None),
        (".default", None),
        ("https://graph.microsoft.com/.default", None),
    ] {
        let held = from_scope(&mail, GRAPH, token).held();
        assert_eq!(held.first().map(|name| name.text.as_str()), expected, "{token}");
    }
    let free = document("", &["A"], vec![row(1, Some(0), "a:read")], Vec::new());
    assert_eq!(from_scope(&free, "", "A:read").unknown(), ["A:read"]);
    assert!(from_scope(&free, "", " ").of_user("").unwrap().is_empty_text);
    let commas = Document { separator: Some(','), ..free };
    assert_eq!(from_scope(&commas, "", "a:read,x y").unknown(), ["x", "y"]);
}

#[test]
fn a_parameter_is_of_one_resource() {
    let mut both = graph(vec![row(1, Some(0), "Mail.Read"), row(2, None, "openid"), row(3, Some(1), "Get")], &[]);
    both.permissions[2].resource = VAULT.to_owned();
    let ask = build(&both, &wish(BASE)).unwrap();
    assert_eq!(scope_param(&both, &ask, GRAPH).text(&both), "Mail.Read openid");
    assert_eq!(scope_param(&both, &ask, VAULT).text(&both), "");
    let ask = build(&both, &Request { features: [(1, BASE)].into(), ..wish(BASE) }).unwrap();
    let param = scope_param(&both, &ask, VAULT);
    assert_eq!(param.text(&both), "https://vault.azure.net/Get openid");
    assert_eq!((param.fits(&both, 42), param.fits(&both, 41)), (true, false));
    let granted = from_response(&both, None, &param);
    assert!(allows(&both, &granted, Some(VAULT), 1, BASE, &BTreeSet::new()));
    assert!(!allows(&both, &granted, Some(GRAPH), 1, BASE, &BTreeSet::new()));
    assert_eq!(from_scope(&both, GRAPH, "https://vault.azure.net/Get Get").unknown().len(), 2);
    let later = granted.with(&from_scope(&both, VAULT, "x"));
    assert_eq!(later.held(), BTreeSet::new());
    // Even after a final `/`.
    let azure = document("https://management.azure.com/", &["A"], vec![row(1, Some(0), "user_impersonation")], vec![]);
    let all = sent(&azure, &name(Kind::Delegated, "user_impersonation"));
    assert_eq!(all, "https://management.azure.com//user_impersonation");
    assert_eq!(app_scope_param(""), None);
}

#[test]
fn a_refresh_asks_what_the_first_grant_has_and_is_still_wanted() {
    let rows = vec![
        row(1, Some(0), "Mail.Read"),
        row(2, Some(1), "Chat.Read"),
        row(3, None, "openid"),
        row(4, None, "offline_access"),
    ];
    let both = graph(rows, &[]);
    let ask = build(&both, &Request { features: [(0, BASE), (1, BASE)].into(), ..wish(BASE) }).unwrap();
    let text = |granted: &Granted, ask: &Ask| refresh_param(&both, ask, granted, GRAPH).map(|param| param.text(&both));
    let sent = scope_param(&both, &ask, GRAPH);
    for (answer, expected) in [
        (Some("Mail.Read"), Some("Mail.Read offline_access openid")),
        (Some("Mail.Read openid"), Some("Mail.Read offline_access openid")),
        (Some("offline_access"), None),
        (Some(""), None),
        (None, Some("Chat.Read Mail.Read offline_access openid")),
    ] {
        assert_eq!(text(&from_response(&both, answer, &sent), &ask).as_deref(), expected, "{answer:?}");
    }
    let read = from_scope(&both, GRAPH, "Mail.Read");
    assert_eq!(text(&read, &ask).as_deref(), Some("Mail.Read offline_access"));
    let chat = build(&both, &Request { features: [(1, BASE)].into(), ..wish(BASE) }).unwrap();
    assert_eq!(text(&read, &chat), None);
    // An answer that holds less does not shrink the first grant.
    let all = from_response(&both, None, &sent);
    let less = refreshed(&both, &all, GRAPH, Some("Chat.Read"), None);
    assert_eq!(less.held(), [name(Kind::Delegated, "Chat.Read")].into());
    assert_eq!(text(&less, &ask), text(&all, &ask));
    assert_eq!(refreshed(&both, &less, GRAPH, None, None).held(), all.held());
}

#[test]
fn a_step_up_asks_again_what_was_granted_and_not_what_was_declined() {
    let rows = vec![row(1, Some(0), "Mail.Read"), optional(row(2, Some(0), "Mail.Send")), row(3, Some(1), "Chat.Read")];
    let both = graph(rows, &[]);
    let options: BTreeSet<_> = [name(Kind::Delegated, "Mail.Send")].into();
    let ask = build(&both, &Request { options, ..wish(BASE) }).unwrap();
    let granted = from_scope(&both, GRAPH, "Chat.Read");
    assert_eq!(step_up(&both, &ask, &granted, GRAPH).unwrap().text(&both), "Chat.Read Mail.Read");
    let held = from_scope(&both, GRAPH, "Mail.Read");
    assert_eq!(step_up(&both, &ask, &held, GRAPH), None);
    assert_eq!(step_up_for(&both, &ask, &held, GRAPH, "Mail.Read openid unheard"), None);
    let param = step_up_for(&both, &ask, &held, GRAPH, "mail.send unheard").unwrap();
    assert_eq!((param.text(&both).as_str(), param.unknown), ("Mail.Read Mail.Send", owned(&["unheard"])));
}

#[test]
fn a_challenge_leaves_out_what_the_rest_makes_unnecessary() {
    let rows = vec![row(1, Some(0), "A.Read"), update(row(2, Some(0), "A.Write")), row(3, None, "offline_access")];
    let both = document(GRAPH, &["A"], rows, vec![cover(Kind::Delegated, "A.Write", "A.Read")]);
    let scope =
        |access| challenge(&both, None, 0, access, &BTreeSet::new()).map(|names| challenge_scope(&both, &names));
    assert_eq!((scope(BASE).as_deref(), scope(UPDATE).as_deref()), (Some("A.Read"), Some("A.Write")));
    assert_eq!(scope(Access::Missing), None);
    let app_only = document(GRAPH, &["A"], vec![app(row(1, Some(0), "A.All"))], Vec::new());
    assert_eq!(challenge(&app_only, None, 0, BASE, &BTreeSet::new()), None);
}
