//! Tests the engine on the document about Microsoft 365, one case after the other.

mod common;

use common::draft::{Draft, DraftRow};
use common::facts::draft;
use common::o365::{
    AUTO_REPLY, BASIC_CALENDAR, CALENDAR, CHAT, EMAIL, FEATURES, GROUP_CALENDAR, PERSONAL_ACCOUNT, SHARED,
    SHARED_MAILBOX, STATUS, TABLE, TODO, WORDS, name,
};
use scopemark_core::Access;
use scopemark_core::Kind::{Application, Delegated};
use scopemark_core::ask::{About, Ask, Builder, Conditions, Granted, Set, flatten};

fn ask() -> Builder<'static, WORDS> {
    Builder::new(&TABLE)
}

fn granted(text: &str) -> Granted<'static, WORDS> {
    Granted::from_scope(&TABLE, 0, text)
}

/// Requests update access to every feature.
fn everything() -> Ask<'static, WORDS> {
    (0..FEATURES.len()).fold(ask(), Builder::update).build().unwrap()
}

fn texts(names: Set<WORDS>) -> Vec<&'static str> {
    names.iter().map(|name| TABLE.text(name)).collect()
}

#[test]
fn the_table_written_by_hand_is_the_one_that_the_facts_give() {
    assert_eq!(flatten(&draft().document()).unwrap().table(), TABLE);
    assert_eq!(TABLE.words(), WORDS);
}

#[test]
fn the_grant_of_the_documentation_gives_the_access_that_it_says() {
    let granted = granted("Calendars.Read Chat.Read MailboxSettings.ReadWrite User.Read");
    let report = everything().check(&granted);
    for (feature, access) in [
        (CALENDAR, Access::Base),
        (CHAT, Access::Base),
        (AUTO_REPLY, Access::Base),
        (EMAIL, Access::Missing),
        (STATUS, Access::Missing),
        (TODO, Access::Missing),
        (GROUP_CALENDAR, Access::Missing),
    ] {
        assert_eq!(report.access(feature), access, "{}", FEATURES[feature]);
        assert_eq!(granted.access(feature, Conditions::NONE), access, "{}", FEATURES[feature]);
    }
    assert!(!report.is_ok());
    let missing: Vec<_> = report.missing().map(|missing| (missing.feature(), TABLE.text(missing.name()))).collect();
    assert_eq!(
        missing,
        [
            (CALENDAR, "Calendars.ReadWrite"),
            (EMAIL, "Mail.Read"),
            (EMAIL, "Mail.Send"),
            (STATUS, "Presence.Read"),
            (STATUS, "Presence.ReadWrite"),
            (CHAT, "Chat.ReadWrite"),
            (TODO, "Tasks.Read"),
            (TODO, "Tasks.ReadWrite"),
            (GROUP_CALENDAR, "Group.Read.All"),
            (GROUP_CALENDAR, "Group.ReadWrite.All"),
        ]
    );
}

#[test]
fn each_ask_gives_the_scope_parameter_that_the_specification_shows() {
    for (builder, param) in [
        (ask().feature(CALENDAR), "Calendars.Read User.Read offline_access"),
        (ask().update(CALENDAR), "Calendars.Read Calendars.ReadWrite User.Read offline_access"),
        (ask().feature(CALENDAR).when(BASIC_CALENDAR), "Calendars.ReadBasic User.Read offline_access"),
        (
            ask().update(CALENDAR).when(SHARED_MAILBOX),
            "Calendars.Read.Shared Calendars.ReadWrite.Shared User.Read offline_access",
        ),
        (ask().feature(STATUS).option(name("Presence.Read.All")), "Presence.Read Presence.Read.All"),
        (ask().update(AUTO_REPLY), "MailboxSettings.ReadWrite"),
    ] {
        assert_eq!(builder.build().unwrap().scope_param(0).to_string(), param);
    }
}

#[test]
fn a_feature_that_a_condition_shuts_out_is_an_error_that_names_both() {
    let error = ask().feature(CALENDAR).feature(STATUS).when(PERSONAL_ACCOUNT).build().unwrap_err();
    assert_eq!((error.feature(), error.condition(), error.line()), (STATUS, Some(PERSONAL_ACCOUNT), 28));
    assert_eq!(error.to_string(), "Status is not supported where PersonalAccount holds (docs-tables/o365.md:28)");

    let supported = ask().feature(CALENDAR).feature(STATUS).when(PERSONAL_ACCOUNT).build_supported();
    assert_eq!(supported.dropped().iter().collect::<Vec<_>>(), [STATUS]);
    assert_eq!(supported.why_dropped(STATUS), Some(error));
    assert_eq!(supported.why_dropped(CALENDAR), None);
    assert_eq!(supported.scope_param(0).to_string(), "Calendars.Read User.Read offline_access");
}

#[test]
fn a_need_is_satisfied_by_what_covers_it_and_by_nothing_else() {
    let others = "offline_access User.Read";
    for (feature, conditions, needed, covering) in [
        (
            CALENDAR,
            Conditions::NONE.with(BASIC_CALENDAR),
            "Calendars.ReadBasic",
            &["Calendars.Read", "Calendars.Read.Shared", "Calendars.ReadWrite", "Calendars.ReadWrite.Shared"][..],
        ),
        (CALENDAR, SHARED, "Calendars.Read.Shared", &["Calendars.ReadWrite.Shared"]),
        (EMAIL, Conditions::NONE, "Mail.Read", &["Mail.Read.Shared", "Mail.ReadWrite", "Mail.ReadWrite.Shared"]),
        (CHAT, Conditions::NONE, "Chat.Read", &["Chat.ReadWrite"]),
        (STATUS, Conditions::NONE, "Presence.Read", &["Presence.ReadWrite", "Presence.Read.All"]),
        (TODO, Conditions::NONE, "Tasks.Read", &["Tasks.ReadWrite"]),
        (GROUP_CALENDAR, Conditions::NONE, "Group.Read.All", &["Group.ReadWrite.All"]),
        (AUTO_REPLY, Conditions::NONE, "MailboxSettings.ReadWrite", &[]),
    ] {
        for other in TABLE.scopes.texts.iter().copied() {
            let text = format!("{others} {other}");
            let expected = other == needed || covering.contains(&other);
            let access = granted(&text).access(feature, conditions);
            assert_eq!(access > Access::Missing, expected, "{} with {other}", FEATURES[feature]);
        }
    }
}

#[test]
fn the_message_says_what_is_missing_what_would_do_for_whom_why_and_where() {
    let report = ask().feature(TODO).build().unwrap().check(&granted("User.Read"));
    assert_eq!(
        report.to_string(),
        "Tasks.Read (or Tasks.ReadWrite) is missing: ToDo needs it (docs-tables/o365.md:33)."
    );
    let report = ask().update(CALENDAR).when(SHARED_MAILBOX).build().unwrap().check(&granted("User.Read"));
    assert_eq!(
        report.to_string(),
        "Calendars.Read.Shared (or Calendars.ReadWrite.Shared) is missing: Calendar needs it where SharedMailbox holds \
         (docs-tables/o365.md:21).\n\
         Calendars.ReadWrite.Shared is missing: Calendar needs it to update where SharedMailbox holds (docs-tables/o365.md:22)."
    );
    let report =
        ask().feature(STATUS).option(name("Presence.Read.All")).build().unwrap().check(&granted("Presence.Read"));
    assert!(report.is_ok());
    assert_eq!(texts(report.declined()), ["Presence.Read.All"]);
    assert_eq!(
        report.to_string(),
        "Everything needed was granted.\nPresence.Read.All is optional and was not granted."
    );
    let report = ask().feature(EMAIL).build().unwrap().check(&granted(""));
    assert!(
        report.to_string().starts_with("Mail.Read (or Mail.Read.Shared, Mail.ReadWrite or Mail.ReadWrite.Shared) is")
    );
}

#[test]
fn a_refresh_asks_for_no_more_than_was_granted() {
    let ask = ask().update(CALENDAR).build().unwrap();
    let granted = granted("offline_access Calendars.ReadWrite User.Read Mail.Read");
    assert!(ask.check(&granted).is_ok());
    let param = |granted: &Granted<'static, WORDS>| ask.refresh_param(granted, 0).map(|param| param.to_string());
    assert_eq!(param(&granted).as_deref(), Some("Calendars.ReadWrite User.Read offline_access"));
    let sent = ask.scope_param(0);
    let all = Granted::from_response(None, &sent);
    assert_eq!(param(&all), Some(sent.to_string()));
    // Servers leave offline_access out of an answer; it was sent.
    let answered = Granted::from_response(Some("Calendars.Read"), &sent);
    assert_eq!(param(&answered).as_deref(), Some("Calendars.Read offline_access"));
    assert_eq!(param(&Granted::from_scope(&TABLE, 0, "Mail.Read offline_access")), None);
    assert_eq!(param(&Granted::from_scope(&TABLE, 0, "")), None);
}

#[test]
fn a_minimal_ask_leaves_out_what_another_asked_permission_covers() {
    let full = ask().update(CALENDAR).update(EMAIL).when(SHARED_MAILBOX).build().unwrap();
    assert_eq!(
        full.minimal().scope_param(0).to_string(),
        "Calendars.ReadWrite.Shared Mail.Read.Shared Mail.Send.Shared User.Read offline_access"
    );
    // The covering permission is optional, and may be declined.
    let option = ask().feature(STATUS).option(name("Presence.Read.All")).build().unwrap();
    assert_eq!(option.minimal(), option);
}

#[test]
fn notes_say_once_what_is_worth_knowing() {
    let rules = |builder: Builder<'static, WORDS>| {
        builder.build().unwrap().notes().map(|note| (note.rule(), note.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(rules(ask().update(CALENDAR).when(SHARED_MAILBOX)), []);
    let without = rules(ask().feature(CHAT));
    assert_eq!(without.len(), 1);
    assert_eq!(without[0].0, "ask/no-refresh");
    let both = rules(ask().feature(CALENDAR).when(BASIC_CALENDAR).when(SHARED_MAILBOX));
    assert_eq!(
        both,
        [(
            "ask/both-asked",
            "Calendars.ReadBasic and Calendars.Read.Shared are both requested for Calendar, under different conditions: \
             neither replaces the other (docs-tables/o365.md:18 and 21)"
                .to_owned()
        )]
    );
}

/// A document with both kinds and two resources.
fn mixed() -> Draft<'static> {
    let row = |scope, kind, feature, line| DraftRow::new(kind, scope, feature, line);
    Draft {
        path: "docs-tables/mixed.md",
        resource: "https://graph.microsoft.com",
        features: vec!["Sync", "Import", "Export"],
        rows: vec![
            row("User.Read", Delegated, None, 5),
            row("offline_access", Delegated, None, 6),
            row("Files.Read", Delegated, Some(0), 7),
            row("Files.Read.All", Application, Some(0), 8),
            row("api://vault/Secrets.Read", Delegated, Some(0), 9),
            row("Sites.Read.All", Application, Some(1), 10),
            DraftRow { update: true, ..row("Files.ReadWrite", Delegated, Some(2), 11) },
        ],
        ..Draft::default()
    }
}

#[test]
fn a_name_is_sent_with_the_resource_that_its_row_says_and_read_with_it() {
    let mut document = mixed().document();
    let power_bi = "https://analysis.windows.net/powerbi/api";
    for row in &mut document.permissions {
        row.resource = if row.scope == "Files.Read" { power_bi.to_owned() } else { document.resource.clone() };
    }
    let flat = flatten(&document).unwrap();
    let table = flat.table();
    let ask = Builder::<1>::new(&table).feature(0).build().unwrap();
    let params: Vec<_> = ask.scope_params().map(|param| param.to_string()).collect();
    let qualified = format!("{power_bi}/Files.Read");
    assert_eq!(params[1], format!("{qualified} offline_access"), "unqualified it would be Microsoft Graph's");
    assert_eq!(ask.scope_param(0).to_string(), "User.Read offline_access");
    let granted = Granted::<1>::from_scope(&table, 1, &qualified);
    assert_eq!(granted.names().iter().map(|name| table.text(name)).collect::<Vec<_>>(), ["Files.Read"]);
    // The document's own resource, where that is not Microsoft Graph, and even after a slash.
    document.resource = "https://management.azure.com/".to_owned();
    document.permissions.retain(|row| row.scope == "Files.Read" || row.scope == "offline_access");
    for row in &mut document.permissions {
        row.resource.clone_from(&document.resource);
    }
    let flat = flatten(&document).unwrap();
    let table = flat.table();
    let ask = Builder::<1>::new(&table).feature(0).build().unwrap();
    assert_eq!(ask.scope_param(0).to_string(), "https://management.azure.com//Files.Read offline_access");
}

#[test]
fn addresses_for_email_and_profile_are_the_names_of_openid() {
    let draft = Draft {
        path: "docs-tables/google.md",
        features: vec!["Sign-in"],
        rows: vec![
            DraftRow::new(Delegated, "openid", Some(0), 1),
            DraftRow::new(Delegated, "email", Some(0), 2),
            DraftRow::new(Delegated, "https://www.googleapis.com/auth/calendar", Some(0), 3),
        ],
        ..Draft::default()
    };
    let document = draft.document();
    let flat = flatten(&document).unwrap();
    let table = flat.table();
    let ask = Builder::<1>::new(&table).feature(0).build().unwrap();
    assert_eq!(ask.scope_param(0).to_string(), "email https://www.googleapis.com/auth/calendar openid");
    let granted = Granted::<1>::from_scope(&table, 0, "https://www.googleapis.com/auth/userinfo.email openid");
    assert_eq!(granted.unknown().count(), 0);
    let profile = Granted::<1>::from_scope(&table, 0, "https://www.googleapis.com/auth/userinfo.profile");
    assert_eq!(profile.unknown().count(), 1, "the document does not name it");
}

#[test]
fn each_resource_has_a_scope_parameter_of_its_own() {
    let document = mixed().document();
    let flat = flatten(&document).unwrap();
    let table = flat.table();
    let ask = Builder::<1>::new(&table).feature(0).build().unwrap();
    let params: Vec<_> = ask.scope_params().map(|param| (param.resource().to_owned(), param.to_string())).collect();
    assert_eq!(
        params,
        [
            ("https://graph.microsoft.com".to_owned(), "Files.Read User.Read offline_access".to_owned()),
            ("api://vault".to_owned(), "api://vault/Secrets.Read offline_access".to_owned()),
        ]
    );
    assert_eq!(ask.app_scope_param(0).unwrap().to_string(), "https://graph.microsoft.com/.default");
    let consent: Vec<_> = ask.needs_admin_consent().iter().map(|name| table.text(name)).collect();
    assert_eq!(consent, ["Files.Read.All"]);
}

#[test]
fn two_spellings_of_a_permission_are_one() {
    const LONG: &str = "https://graph.microsoft.com/Files.Read";
    let mut draft = mixed();
    draft.rows.retain(|row| row.scope == "Files.Read");
    draft.rows.push(DraftRow { scope: LONG, feature: Some(1), ..draft.rows[0].clone() });
    draft.covers = vec![(Delegated, "Files.ReadWrite", "Files.Read")];
    let document = draft.document();
    let flat = flatten(&document).unwrap();
    let table = flat.table();
    let ask = Builder::<1>::new(&table).feature(0).feature(1).build().unwrap();
    assert_eq!(ask.scope_param(0).to_string(), format!("Files.Read {LONG}"));
    assert_eq!(ask.minimal().scope_param(0).to_string(), "Files.Read");
    for text in ["Files.Read", "files.read", LONG, "https://graph.microsoft.us/Files.Read", "Files.ReadWrite"] {
        assert!(ask.check(&Granted::from_scope(&table, 0, text)).is_ok(), "{text}");
    }
}

#[test]
fn two_tokens_are_judged_apart() {
    let document = mixed().document();
    let flat = flatten(&document).unwrap();
    let table = flat.table();
    let ask = Builder::<1>::new(&table).feature(0).build().unwrap();
    let user =
        Granted::from_scope(&table, 0, "Files.Read User.Read").with(Granted::from_scope(&table, 1, "Secrets.Read"));
    let report = ask.check(&user);
    assert_eq!(report.access(0), Access::Base);
    assert!(!report.is_ok() && report.is_unjudged(Application) && !report.judged().application);
    assert_eq!(
        report.to_string(),
        "Application permissions were requested but not checked: check the roles of an app-only token."
    );

    // A role with the name of a scope is not that scope.
    let roles = Granted::<1>::from_roles(&table, 0, ["Files.Read", "User.Read"]);
    assert_eq!(roles.access(0, Conditions::NONE), Access::Missing);
    assert_eq!(roles.unknown().collect::<Vec<_>>(), ["Files.Read", "User.Read"]);

    let both = ask.check(&user.clone().with_roles(0, ["Files.Read.All"]));
    assert!(both.is_ok());
    assert_eq!(both.to_string(), "Everything needed was granted.");

    // A feature without rows of the kinds judged.
    assert_eq!(user.access(1, Conditions::NONE), Access::Missing);
}

#[test]
fn what_every_feature_needs_is_missing_for_each_of_its_kind_and_said_once() {
    let document = mixed().document();
    let flat = flatten(&document).unwrap();
    let table = flat.table();
    let ask = Builder::<1>::new(&table).feature(0).feature(1).update(2).build().unwrap();
    let granted = Granted::from_scope(&table, 0, "Files.Read Files.ReadWrite")
        .with(Granted::from_scope(&table, 1, "api://vault/Secrets.Read"))
        .with_roles(0, ["Files.Read.All", "Sites.Read.All"]);
    let report = ask.check(&granted);
    let missing: Vec<_> = report.missing().map(|missing| (missing.feature(), table.text(missing.name()))).collect();
    assert_eq!(missing, [(0, "User.Read"), (2, "User.Read")], "Import needs nothing of a user");
    assert_eq!(report.to_string(), "User.Read is missing: every feature needs it (docs-tables/mixed.md:5).");
}

#[test]
fn a_feature_with_update_rows_only_is_asked_with_update() {
    let document = mixed().document();
    let flat = flatten(&document).unwrap();
    let table = flat.table();
    let error = Builder::<1>::new(&table).feature(2).build().unwrap_err();
    assert_eq!((error.condition(), error.line()), (None, 11));
    assert_eq!(
        error.to_string(),
        "Export has only update permissions: request its update access (docs-tables/mixed.md:11)"
    );
    let ask = Builder::<1>::new(&table).update(2).build().unwrap();
    assert_eq!(ask.scope_param(0).to_string(), "Files.ReadWrite User.Read offline_access");
    let report = |text| ask.check(&Granted::from_scope(&table, 0, text));
    assert_eq!(report("Files.ReadWrite User.Read").access(2), Access::Update);
    assert!(report("Files.ReadWrite User.Read").is_ok());
    assert_eq!(report("Files.ReadWrite").access(2), Access::Missing);
    assert_eq!(
        report("User.Read").to_string(),
        "Files.ReadWrite is missing: Export needs it (docs-tables/mixed.md:11)."
    );
}

#[test]
fn openid_names_are_asked_and_never_checked() {
    let ask = ask().feature(CALENDAR).build().unwrap();
    assert!(ask.scopes().contains(name("offline_access")));
    let report = ask.check(&granted("Calendars.Read User.Read"));
    assert!(report.is_ok() && report.missing().count() == 0);
}

#[test]
fn a_feature_or_a_table_out_of_range_is_unsupported_and_never_a_panic() {
    let error = ask().feature(99).build().unwrap_err();
    assert_eq!((error.feature(), error.condition(), error.line()), (99, None, 0));
    assert!(!error.to_string().is_empty());
    // 23 permissions do not fit into sets of zero words.
    let small = Builder::<0>::new(&TABLE).update(CALENDAR).when(99).option(99);
    assert!(small.build().is_err());
    assert!(small.build_supported().names().is_empty());
    let granted = Granted::<0>::from_scope(&TABLE, 0, "Mail.Read");
    assert_eq!(granted.unknown().collect::<Vec<_>>(), ["Mail.Read"]);
    assert_eq!(granted.access(EMAIL, SHARED), Access::Missing);
}

#[test]
fn a_condition_that_must_hold_and_does_not_is_named_too() {
    let mut draft = draft();
    draft.rows.retain(|row| row.scope == "Calendars.Read.Shared");
    let document = draft.document();
    let flat = flatten(&document).unwrap();
    let table = flat.table();
    let error = Builder::<1>::new(&table).feature(CALENDAR).build().unwrap_err();
    assert_eq!(error.condition().map(|condition| table.condition(condition)), Some("SharedMailbox"));
    assert_eq!(error.to_string(), "Calendar is supported only where SharedMailbox holds (docs-tables/o365.md:21)");
    assert!(matches!(
        Builder::<1>::new(&table).feature(CALENDAR).when(0).build().unwrap().notes().next().unwrap().about,
        About::NoRefresh
    ));
}

#[test]
fn the_condition_named_is_that_of_the_first_row_shut_out() {
    let mut draft = draft();
    draft.rows.retain(|row| row.feature == Some(EMAIL) && !row.update);
    // A condition that holds rules out Mail.Read, one that does not hold Mail.Read.Shared.
    draft.rows[0].excludes = vec!["PersonalAccount"];
    for expected in [
        "Email is not supported where PersonalAccount holds (docs-tables/o365.md:24)",
        "Email is supported only where SharedMailbox holds (docs-tables/o365.md:26)",
    ] {
        let document = draft.document();
        let flat = flatten(&document).unwrap();
        let table = flat.table();
        let error = Builder::<1>::new(&table).feature(EMAIL).when(0).build().unwrap_err();
        assert_eq!(error.to_string(), expected);
        draft.rows.reverse();
    }
}

#[test]
fn an_option_never_takes_the_place_of_what_is_needed() {
    let mut draft = draft();
    for row in &mut draft.rows {
        row.optional |= row.scope == "Calendars.ReadBasic";
    }
    let document = draft.document();
    let flat = flatten(&document).unwrap();
    let table = flat.table();
    let basic = table.scopes.find("Calendars.ReadBasic").unwrap();
    let ask = Builder::<1>::new(&table).feature(CALENDAR).when(0).option(basic).build().unwrap();
    assert_eq!(ask.scope_param(0).to_string(), "Calendars.Read Calendars.ReadBasic User.Read offline_access");
    let granted = Granted::from_scope(&table, 0, "Calendars.ReadBasic User.Read");
    assert_eq!(ask.check(&granted).access(CALENDAR), Access::Missing);
    let granted = Granted::from_scope(&table, 0, "Calendars.Read User.Read");
    assert_eq!(ask.check(&granted).access(CALENDAR), Access::Base);
}

#[test]
fn more_conditions_than_a_table_can_hold_are_refused() {
    let names: Vec<String> = (0..65).map(|number| format!("Condition{number}")).collect();
    let conditions: Vec<&str> = names.iter().map(String::as_str).collect();
    let error = flatten(&Draft { conditions, ..Draft::default() }.document()).unwrap_err();
    assert_eq!(error.to_string(), "the document has 65 conditions; at most 64 are supported");
}

#[test]
fn a_row_of_several_groups_needs_a_member_of_each() {
    // `read:a` or (`read:b` and `read:c`), in conjunctive form.
    let draft = Draft {
        features: vec!["Reading"],
        rows: vec![DraftRow {
            alternatives: vec!["read:b", "read:c"],
            ..DraftRow::new(Delegated, "read:a", Some(0), 1)
        }],
        ..Draft::default()
    };
    let mut document = draft.document();
    document.permissions[0].clauses = ["read:b", "read:c"].map(|other| vec!["read:a".into(), other.into()]).to_vec();
    let flat = flatten(&document).unwrap();
    let table = flat.table();
    let ask = Builder::<1>::new(&table).feature(0).build().unwrap();
    assert_eq!(ask.names().iter().map(|name| table.text(name)).collect::<Vec<_>>(), ["read:a"]);
    for (text, access) in [
        ("read:a", Access::Base),
        ("read:b read:c", Access::Base),
        ("read:b", Access::Missing),
        ("read:c", Access::Missing),
    ] {
        assert_eq!(Granted::<1>::from_scope(&table, 0, text).access(0, Conditions::NONE), access, "{text}");
    }
    for (text, said) in [
        ("", "read:a (or read:b and read:c) is missing: Reading needs it"),
        ("read:b", "read:a (or read:c) is missing: Reading needs it"),
    ] {
        let report = ask.check(&Granted::from_names(&table, 0, [text])).to_string();
        assert!(report.contains(said), "{report}");
    }
}

#[test]
fn a_feature_of_the_kind_left_out_or_of_options_alone_says_so() {
    let draft = Draft {
        path: "docs-tables/kinds.md",
        features: vec!["Mixed", "Search"],
        rows: vec![
            DraftRow::new(Delegated, "Tasks.Read", Some(0), 10),
            DraftRow { update: true, ..DraftRow::new(Application, "Tasks.ReadWrite.All", Some(0), 11) },
            DraftRow { optional: true, ..DraftRow::new(Delegated, "Files.Read", Some(1), 12) },
            DraftRow { optional: true, ..DraftRow::new(Delegated, "Sites.Read", Some(1), 13) },
        ],
        ..Draft::default()
    };
    let document = draft.document();
    let flat = flatten(&document).unwrap();
    let table = flat.table();
    let builder = || Builder::<1>::new(&table);
    for (built, said) in [
        (
            builder().feature(0).only(Application).build(),
            "Mixed is not supported: it has no application permission (docs-tables/kinds.md:10)",
        ),
        (
            builder().update(0).only(Delegated).build(),
            "Update access to Mixed is not supported: it has no delegated permission (docs-tables/kinds.md:11)",
        ),
        (
            builder().feature(1).build(),
            "Search is not supported: all its permissions are optional, so opt in to Files.Read or Sites.Read \
             (docs-tables/kinds.md:12)",
        ),
    ] {
        assert_eq!(built.unwrap_err().to_string(), said);
    }
}

#[test]
fn names_are_divided_and_joined_by_what_the_document_says() {
    let mut table = TABLE;
    assert_eq!(Granted::<WORDS>::from_scope(&table, 0, "Chat.Read,User.Read").unknown().collect::<Vec<_>>().len(), 1);
    (table.separator, table.request_separator) = (Some(','), Some(','));
    let granted = Granted::<WORDS>::from_scope(&table, 0, "Chat.Read,User.Read, Foo.Bar,,offline_access");
    assert_eq!(texts(granted.names()), ["Chat.Read", "User.Read", "offline_access"]);
    assert_eq!(granted.unknown().collect::<Vec<_>>(), ["Foo.Bar"]);
    let asked = Builder::<WORDS>::new(&table).feature(CALENDAR).build().unwrap().scope_param(0).to_string();
    assert_eq!(asked, ask().feature(CALENDAR).build().unwrap().scope_param(0).to_string().replace(' ', ","));
    // A separator of answers leaves requests alone.
    table.request_separator = None;
    let asked = Builder::<WORDS>::new(&table).feature(CALENDAR).build().unwrap().scope_param(0).to_string();
    assert!(asked.contains(' ') && !asked.contains(','), "{asked}");
}
