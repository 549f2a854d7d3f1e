//! What a grant must show where a feature needs scopes of OpenID Connect: servers leave these out of their answers.

mod common;

use common::draft::{Draft, DraftRow};
use scopemark_core::Access;
use scopemark_core::Kind::Delegated;
use scopemark_core::ask::{Builder, Conditions, Granted, flatten};

const PROFILE: usize = 0;
const CHAT: usize = 1;

/// A feature of scopes of OpenID Connect alone, and one that needs a permission beside them.
fn draft() -> Draft<'static> {
    let scopes = [(PROFILE, "openid"), (PROFILE, "profile"), (CHAT, "openid"), (CHAT, "Chat.Read")];
    let own = scopes.into_iter().map(|(feature, scope)| (Some(feature), scope));
    let all = own.chain([(None, "offline_access"), (None, "email")]);
    Draft {
        features: vec!["Profile", "Chat"],
        rows: all.zip(1..).map(|((feature, scope), line)| DraftRow::new(Delegated, scope, feature, line)).collect(),
        path: "scopes.md",
        ..Draft::default()
    }
}

#[test]
fn they_are_checked_only_where_a_feature_needs_nothing_else() {
    let document = draft().document();
    let flat = flatten(&document).unwrap();
    let table = flat.table();
    let ask = Builder::<1>::new(&table).feature(PROFILE).feature(CHAT).build().unwrap();
    for (text, profile, chat) in [
        ("", Access::Missing, Access::Missing),
        ("Chat.Read", Access::Missing, Access::Base),
        ("openid", Access::Missing, Access::Missing),
        ("openid profile", Access::Base, Access::Missing),
        ("openid profile Chat.Read", Access::Base, Access::Base),
    ] {
        let report = ask.check(&Granted::from_scope(&table, 0, text));
        assert_eq!((report.access(PROFILE), report.access(CHAT)), (profile, chat), "{text}");
        assert_eq!(report.is_ok(), profile == chat && chat == Access::Base, "{text}");
        let message = report.to_string();
        assert_eq!(message.contains("openid is missing: Profile needs it"), !text.contains("openid"), "{message}");
        assert!(!message.contains("offline_access") && !message.contains("email"), "{message}");
    }
}

#[test]
fn a_feature_of_offline_access_alone_is_unsupported() {
    let mut draft = draft();
    for row in &mut draft.rows {
        if row.feature == Some(PROFILE) {
            row.scope = "offline_access";
        }
    }
    let document = draft.document();
    let flat = flatten(&document).unwrap();
    let table = flat.table();
    let builder = Builder::<1>::new(&table).feature(PROFILE).feature(CHAT);
    assert_eq!(
        builder.build().unwrap_err().to_string(),
        "Profile is not supported: offline_access alone gives access to nothing (scopes.md:1)"
    );
    let report =
        builder.build_supported().check(&Granted::from_scope(&table, 0, "Chat.Read openid offline_access email"));
    assert_eq!((report.access(PROFILE), report.access(CHAT)), (Access::Missing, Access::Base));
    assert!(!report.is_ok());
}

#[test]
fn of_several_resources_each_whose_requests_carry_them_can_bring_them() {
    let scopes = [(PROFILE, "openid"), (CHAT, "Chat.Read"), (CHAT, "api://own/Data.Read")];
    let rows = scopes
        .into_iter()
        .zip(1..)
        .map(|((feature, scope), line)| DraftRow::new(Delegated, scope, Some(feature), line));
    let draft = Draft {
        features: vec!["Profile", "Chat"],
        resource: "https://graph.microsoft.com",
        rows: rows.collect(),
        path: "scopes.md",
        ..Draft::default()
    };
    let document = draft.document();
    let flat = flatten(&document).unwrap();
    let table = flat.table();
    let ask = Builder::<1>::new(&table).feature(PROFILE).feature(CHAT).build().unwrap();
    let granted = Granted::from_scope(&table, 0, "Chat.Read").with(Granted::from_scope(&table, 1, "Data.Read"));
    assert!(!ask.check(&granted).is_ok(), "openid was not granted");
    let again = |resource| ask.step_up(&granted, resource).map(|param| param.to_string());
    assert_eq!([again(0), again(1)], ["Chat.Read openid", "api://own/Data.Read openid"].map(|it| Some(it.to_owned())));
    let challenge = |resource, feature| {
        let challenge = table.challenge::<1>(resource, feature, Access::Base, Conditions::NONE);
        challenge.and_then(|challenge| challenge.scope().map(str::to_owned))
    };
    assert_eq!(challenge(1, PROFILE).as_deref(), Some("openid"), "it has no other need");
    assert_eq!(challenge(1, CHAT).as_deref(), Some("api://own/Data.Read"));
    let all = granted.with(Granted::from_scope(&table, 0, "Chat.Read openid"));
    assert!(all.allows(0, PROFILE, Access::Base, Conditions::NONE) && ask.check(&all).is_ok());
    assert_eq!(ask.step_up(&all, 0).map(|param| param.to_string()), None);
}
