//! Tests requests and checks on the shipped documents, as an integration uses them.

use std::fmt::Write as _;
use std::fs;

use scopemark::{Access, Document, Kind};
use scopemark_compiler::read::read_text;
use scopemark_core::ask::flatten;
use scopemark_integrations::o365::{self, Condition, Feature, Granted, Name, Scope};
use scopemark_integrations::{inloox, intrexx, teams_devices};

const CHAT: o365::Ask = match o365::ask().feature(Feature::Chat).build() {
    Ok(ask) => ask,
    Err(_) => panic!("unsupported"),
};

/// Requests update access to every feature.
fn everything() -> o365::Ask {
    Feature::ALL.iter().fold(o365::ask(), |ask, &feature| ask.update(feature)).build().expect("all are supported")
}

#[test]
fn the_tables_of_the_modules_are_those_of_the_documents() {
    for (path, table) in [
        (o365::PATH, <o365::Document as Document>::TABLE),
        (intrexx::PATH, <intrexx::Document as Document>::TABLE),
        (inloox::PATH, <inloox::Document as Document>::TABLE),
        (teams_devices::PATH, <teams_devices::Document as Document>::TABLE),
    ] {
        let reading = read_text(path, &fs::read_to_string(path).expect("a document"));
        let document = reading.document.with_rust_names();
        assert_eq!(flatten(&document).expect("a table").table(), *table, "{path}");
    }
}

#[test]
fn the_grant_of_the_example_gives_the_access_that_it_says() {
    let granted = Granted::from_scope("Calendars.Read Chat.Read MailboxSettings.ReadWrite User.Read");
    let report = everything().check(&granted);
    let access: Vec<(Feature, Access)> =
        Feature::ALL.iter().map(|&feature| (feature, report.access(feature))).collect();
    assert_eq!(
        access,
        [
            (Feature::Calendar, Access::Base),
            (Feature::Email, Access::Missing),
            (Feature::Status, Access::Missing),
            (Feature::Chat, Access::Base),
            (Feature::ToDo, Access::Missing),
            (Feature::GroupCalendar, Access::Missing),
            (Feature::AutoReply, Access::Base),
        ]
    );
    assert!(!report.is_ok());
    assert!(Feature::ALL.iter().all(|&feature| granted.access(feature, &[]) == report.access(feature)));
    assert_eq!(granted.access(Feature::Calendar, &[Condition::SharedMailbox]), Access::Missing);
}

#[test]
fn every_ask_has_the_scope_parameter_of_the_documentation() {
    let calendar = || o365::ask().feature(Feature::Calendar);
    for (ask, expected) in [
        (calendar(), "Calendars.Read User.Read offline_access"),
        (calendar().update(Feature::Calendar), "Calendars.Read Calendars.ReadWrite User.Read offline_access"),
        (calendar().when(Condition::BasicCalendar), "Calendars.ReadBasic User.Read offline_access"),
        (
            calendar().update(Feature::Calendar).when(Condition::SharedMailbox),
            "Calendars.Read.Shared Calendars.ReadWrite.Shared User.Read offline_access",
        ),
        (o365::ask().feature(Feature::Status).option(Scope::PresenceReadAll), "Presence.Read Presence.Read.All"),
    ] {
        assert_eq!(ask.build().expect("supported").scope_param().to_string(), expected);
    }
    assert_eq!(CHAT.scope_param().to_string(), "Chat.Read");
    assert_eq!(CHAT.app_scope_param().to_string(), "https://graph.microsoft.com/.default");
}

#[test]
fn what_a_condition_shuts_out_is_an_error_that_says_so() {
    fn sign_in() -> Result<String, Box<dyn std::error::Error>> {
        let ask = o365::ask().feature(Feature::Status).when(Condition::PersonalAccount).build()?;
        Ok(ask.scope_param().to_string())
    }
    let unsupported = o365::ask().feature(Feature::Status).when(Condition::PersonalAccount).build().unwrap_err();
    let o365::Unsupported { feature, access, condition, source } = unsupported;
    assert_eq!((feature, access, condition), (Feature::Status, Access::Base, Some(Condition::PersonalAccount)));
    assert_eq!(source, o365::permissions(Feature::Status)[0].source);
    let said = format!("Status is not supported where PersonalAccount holds ({source})");
    assert_eq!(unsupported.to_string(), said);
    assert_eq!(sign_in().unwrap_err().to_string(), said);

    let supported = o365::ask()
        .feature(Feature::Status)
        .update(Feature::ToDo)
        .feature(Feature::Chat)
        .when(Condition::PersonalAccount)
        .build_supported();
    let [status, chat] = supported.dropped().collect::<Vec<_>>()[..] else { panic!("two features are dropped") };
    assert_eq!(status, o365::Dropped::Feature(unsupported));
    assert!(matches!(chat, o365::Dropped::Feature(o365::Unsupported { feature: Feature::Chat, .. })));
    let granted = Granted::from_scope("Tasks.Read Tasks.ReadWrite");
    assert!(!supported.check(&granted).is_ok(), "what was dropped was asked for");
    assert!(supported.check(&granted).to_string().contains(&said));
    let unused = o365::ask().feature(Feature::Chat).option(Scope::PresenceReadAll).build().expect("supported");
    assert_eq!(unused.dropped().collect::<Vec<_>>(), [o365::Dropped::Option(Scope::PresenceReadAll.into())]);
    assert!(unused.check(&Granted::from_scope("Chat.Read")).is_ok(), "a dropped option is never needed");
    assert_eq!(supported.scope_param().to_string(), "Tasks.Read Tasks.ReadWrite");
}

#[test]
fn the_documented_alternates_satisfy_and_nothing_else_does() {
    for (feature, condition, name, stronger) in [
        (
            Feature::Calendar,
            Some(Condition::BasicCalendar),
            Scope::CalendarsReadBasic,
            &[
                Scope::CalendarsRead,
                Scope::CalendarsReadShared,
                Scope::CalendarsReadWrite,
                Scope::CalendarsReadWriteShared,
            ][..],
        ),
        (
            Feature::Email,
            None,
            Scope::MailRead,
            &[Scope::MailReadShared, Scope::MailReadWrite, Scope::MailReadWriteShared],
        ),
        (Feature::Chat, None, Scope::ChatRead, &[Scope::ChatReadWrite]),
        (Feature::Status, None, Scope::PresenceRead, &[Scope::PresenceReadWrite, Scope::PresenceReadAll]),
        (Feature::ToDo, None, Scope::TasksRead, &[Scope::TasksReadWrite]),
        (Feature::GroupCalendar, None, Scope::GroupReadAll, &[Scope::GroupReadWriteAll]),
    ] {
        let conditions: Vec<Condition> = condition.into_iter().collect();
        let ask = conditions.iter().fold(o365::ask().feature(feature), |ask, &condition| ask.when(condition));
        let ask = ask.build().expect("supported");
        for &held in Scope::ALL {
            let granted = Granted::from_names([held, Scope::UserRead]);
            let does = held == name || stronger.contains(&held);
            assert_eq!(granted.access(feature, &conditions) != Access::Missing, does, "{held} for {name}");
            let report = ask.check(&granted);
            assert_eq!(report.is_ok(), does, "{held} for {name}");
            if !does {
                let missing: Vec<_> = report.missing().collect();
                let [o365::Missing { feature: needs, name: lacks, accepts }] = missing[..] else { panic!("{report}") };
                assert_eq!((needs, lacks), (feature, Name::Delegated(name)));
                assert_eq!(accepts.len(), stronger.len());
                assert!(
                    stronger.iter().all(|&other| accepts.contains(other) && accepts.contains(Name::from(other))),
                    "{accepts:?}"
                );
            }
        }
    }
}

#[test]
fn a_set_of_scopes_does_what_sets_do() {
    let ask = everything();
    let scopes = ask.scopes();
    // By value and by reference, as with the sets of `std`.
    let (send, all) = (&Scope::MailSend, &scopes);
    assert!(scopes.contains(Scope::MailRead) && scopes.contains(send));
    assert!(!scopes.contains(Scope::PresenceReadAll));
    assert_eq!(scopes.len(), scopes.iter().count());
    assert!(scopes.iter().is_sorted() && !scopes.is_empty());
    let mut some: o365::Scopes = [Scope::ChatRead, Scope::ChatReadWrite].into_iter().collect();
    assert!(some.is_subset(all) && CHAT.scopes().is_subset(some) && !scopes.is_subset(some));
    some.extend([Scope::PresenceReadAll]);
    assert!(!some.is_subset(all));
    assert_eq!(some.union(all).len(), scopes.len() + 1);
    assert_eq!(Scope::ALL.iter().collect::<o365::Scopes>().len(), Scope::ALL.len());
    assert_eq!(
        format!("{some:?} {some}"),
        format!("{:?} {some}", some.into_iter().collect::<std::collections::BTreeSet<_>>())
    );
    assert_eq!(some.to_string(), "Chat.Read Chat.ReadWrite Presence.Read.All");
    assert!(o365::AppRoles::default().is_empty());
}

#[test]
fn a_grant_is_read_in_every_form_that_it_comes_in() {
    fn is_kept<T: Clone + Send + Sync + 'static>(_: &T) {}
    let names = ["Chat.Read", "Foo.Bar"];
    let texts = [
        Granted::from_scope("Chat.Read Foo.Bar"),
        Granted::from_scope(" Foo.Bar https://graph.microsoft.us/chat.read Foo.Bar  "),
        Granted::from_response(Some("Chat.Read Foo.Bar"), &CHAT.scope_param()),
        Granted::from_scope("Chat.Read").with_roles(["Foo.Bar"]),
    ];
    let names = [
        Granted::from_names(names),
        Granted::from_names(&names),
        Granted::from_names(names.map(str::to_owned)),
        Granted::from_names(names.map(str::to_owned).iter()),
        Granted::from_names(names.iter().map(ToString::to_string).collect::<Vec<String>>()),
        Granted::from_names("Chat.Read,Foo.Bar".split(',')),
    ];
    for granted in texts.into_iter().chain(names) {
        assert_eq!(granted.scopes(), CHAT.scopes(), "{granted:?}");
        assert_eq!(granted.unknown().collect::<Vec<_>>(), ["Foo.Bar"]);
        assert!(CHAT.check(&granted).is_ok());
        assert_eq!(CHAT.refresh_param(&granted).expect("still asked").to_string(), "Chat.Read");
    }
    assert!(CHAT.check(&Granted::from_response(None, &CHAT.scope_param())).is_ok());
    for nothing in
        [Granted::from_scope(""), Granted::from_response(Some(""), &CHAT.scope_param()), Granted::from_names([""; 2])]
    {
        assert!(nothing.names().is_empty() && nothing.unknown().next().is_none());
        assert!(!CHAT.check(&nothing).is_ok());
    }
    // A grant outlives the text that it was read from.
    let session: Granted = { Granted::from_scope(&String::from("Chat.Read Foo.Bar")) };
    is_kept(&session);
    assert_eq!(session.unknown().count(), 1);
}

#[test]
fn a_refresh_stays_within_the_first_grant_and_its_answer_never_means_the_ask() {
    let ask = o365::ask().feature(Feature::Email).feature(Feature::Chat).build().expect("supported");
    let granted = Granted::from_response(Some("Mail.ReadWrite offline_access"), &ask.scope_param());
    let param = ask.refresh_param(&granted).expect("still asked");
    assert_eq!(param.to_string(), "Mail.ReadWrite offline_access", "what satisfies Mail.Read, and what was answered");
    let refreshed = granted.refreshed(None, Some(&param));
    assert_eq!((refreshed.access(Feature::Chat, &[]), refreshed.first()), (Access::Missing, granted.first()));
    assert!(refreshed.refreshed(Some(""), Some(&param)).scopes().is_empty());
    assert_eq!(refreshed.refreshed(Some(""), None).refreshed(None, None).scopes(), granted.scopes());
    // Nothing that was granted is asked any more.
    let other = o365::ask().feature(Feature::ToDo).build().expect("supported");
    assert!(other.refresh_param(&granted).is_none());
}

#[test]
fn a_step_up_asks_for_what_is_missing_and_loses_nothing() {
    let ask = o365::ask().feature(Feature::Status).feature(Feature::Chat).option(Scope::PresenceReadAll).build();
    let ask = ask.expect("supported");
    let granted = Granted::from_scope("Chat.Read Mail.Read");
    let again = ask.step_up(&granted).expect("Status is missing");
    assert_eq!(again.to_string(), "Chat.Read Mail.Read Presence.Read", "not the option that was declined");
    assert!(ask.step_up(&Granted::from_scope("Chat.Read Presence.Read")).is_none());
    assert!(again.fits(35) && !again.fits(30));
}

#[test]
fn options_are_reported_and_never_needed() {
    let ask = o365::ask().feature(Feature::Status).option(Scope::PresenceReadAll).build().expect("supported");
    let report = ask.check(&Granted::from_scope("Presence.Read"));
    assert!(report.is_ok());
    assert_eq!(report.declined().collect::<Vec<_>>(), [Scope::PresenceReadAll]);
    assert!(!report.declined().is_empty());
    assert_eq!(
        report.to_string(),
        "Everything needed was granted.\nPresence.Read.All is optional and was not granted."
    );
    assert_eq!(ask.minimal().scope_param().to_string(), "Presence.Read Presence.Read.All");
}

#[test]
fn each_kind_is_judged_by_its_own_token() {
    use inloox::{AppRole, Feature, Name, Scope};
    let ask = inloox::ask().feature(Feature::ALL[0]).build().expect("supported");
    assert!(ask.asks(Kind::Delegated) && ask.asks(Kind::Application));
    let admin: Vec<Name> = ask.needs_admin_consent().collect();
    assert!(ask.app_roles().iter().all(|role| admin.contains(&role.into())));
    assert!(admin.contains(&Name::Delegated(Scope::GroupReadAll)));

    let user = inloox::Granted::from_response(None, &ask.scope_param());
    assert!(!ask.check(&user).is_ok() && ask.check(&user).is_unjudged(Kind::Application));
    assert_eq!(ask.check(&user).missing().count(), 0);
    let both = user.with_roles(ask.app_roles());
    assert!(ask.check(&both).is_ok(), "{}", ask.check(&both));
    let app = inloox::Granted::from_roles([AppRole::UserReadAll]);
    assert_eq!(app.app_roles().iter().collect::<Vec<_>>(), [AppRole::UserReadAll]);
    assert!(app.scopes().is_empty());
}

#[test]
fn reading_and_judging_a_grant_allocates_nothing() {
    const THIRTY: &str = "Calendars.Read Calendars.Read.Shared calendars.readbasic Calendars.ReadWrite Chat.Read \
        https://graph.microsoft.com/Mail.Read https://graph.microsoft.us/Mail.Send Tasks.Read Group.Read.All openid \
        profile email offline_access User.Read Presence.Read Files.Read Files.ReadWrite Sites.Read.All Notes.Read \
        People.Read Contacts.Read User.ReadBasic.All Directory.Read.All Place.Read.All Team.ReadBasic.All \
        Channel.ReadBasic.All ChannelMessage.Send OnlineMeetings.Read Reports.Read.All .default";
    assert_eq!(THIRTY.split(' ').filter(|token| !token.is_empty()).count(), 30);
    let ask = everything();
    let mut allowed = 0;
    let counted = allocation_counter::measure(|| {
        let granted = Granted::from_scope(std::hint::black_box(THIRTY));
        let report = ask.check(&granted);
        for &feature in Feature::ALL {
            allowed += usize::from(granted.access(feature, &[]) > Access::Missing);
            allowed += usize::from(report.access(feature) > Access::Missing);
        }
        allowed += usize::from(report.is_ok()) + granted.unknown().count() + report.missing().count();
    });
    assert!(allowed > 0);
    assert_eq!(counted.count_total, 0);
    // The counter counts: a message is allocated.
    assert!(allocation_counter::measure(|| drop(CHAT.scope_param().to_string())).count_total > 0);
}

/// The messages after a grant of half of what each document requests.
#[test]
fn messages_are_as_written_down() {
    let mut said = String::new();
    macro_rules! say {
        ($module:ident, $granted:expr) => {
            let ask = $module::Feature::ALL.iter().fold($module::ask(), |ask, &feature| ask.update(feature));
            let ask = ask.build_supported();
            let report = ask.check(&$granted);
            writeln!(said, "{}\n\n{report}\n", $module::PATH).expect("a string");
            for note in ask.notes() {
                writeln!(said, "note: {note} [{}]\n", note.rule()).expect("a string");
            }
        };
    }
    say!(o365, Granted::from_scope("Calendars.Read Chat.Read MailboxSettings.ReadWrite User.Read"));
    say!(
        intrexx,
        intrexx::Granted::from_scope("Calendars.Read Chat.ReadWrite Files.ReadWrite.All Sites.Read.All").with_roles([
            "Directory.Read.All",
            "Group.Create",
            "User.Read.All"
        ])
    );
    say!(inloox, inloox::Granted::from_scope("Calendars.ReadWrite.Shared Contacts.Read Mail.Read User.Read"));
    say!(teams_devices, teams_devices::Granted::from_roles(["Presence.Read.All", "Place.Read.All"]));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/asking/messages.txt");
    if std::env::var_os("SCOPEMARK_BLESS").is_some() {
        fs::write(path, &said).expect("the messages");
    }
    assert_eq!(said, fs::read_to_string(path).unwrap_or_default(), "SCOPEMARK_BLESS=1 rewrites {path}");
}
