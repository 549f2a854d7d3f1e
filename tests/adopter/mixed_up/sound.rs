//! What does not compile in the other files, done right: all of this is compiled with the tests.

use scopemark_integrations::{intrexx, o365};

const SCOPES: [intrexx::Scope; 5] = [
    intrexx::Scope::CalendarsReadWrite,
    intrexx::Scope::ChannelReadBasicAll,
    intrexx::Scope::SitesReadAll,
    intrexx::Scope::TeamCreate,
    intrexx::Scope::TeamReadBasicAll,
];
const ROLES: [intrexx::AppRole; 5] = [
    intrexx::AppRole::CalendarsReadWrite,
    intrexx::AppRole::ChannelReadBasicAll,
    intrexx::AppRole::SitesReadAll,
    intrexx::AppRole::TeamCreate,
    intrexx::AppRole::TeamReadBasicAll,
];

#[test]
fn what_belongs_together_compiles() {
    let _ = intrexx::permissions(intrexx::Feature::ALL[0]);
    let _ = intrexx::Name::Delegated(intrexx::Scope::MailSend);
    let _ = o365::Name::Delegated(o365::Scope::MailSend);
    let _ = o365::permissions(o365::Feature::Calendar);

    let _ = o365::ask().feature(o365::Feature::Calendar).update(o365::Feature::Chat);
    let _ = intrexx::ask().option_role(intrexx::AppRole::PresenceReadWriteAll).option(intrexx::Scope::MailSend);
    let _ = o365::ask().when(o365::Condition::SharedMailbox);
    let _ = o365::ask().build().map(|ask| ask.check(&o365::Granted::from_scope("")));
    let _ = o365::Granted::from_scope("").access(o365::Feature::Chat, &[]);

    assert!(SCOPES.into_iter().collect::<intrexx::Scopes>().contains(intrexx::Scope::TeamCreate));
    let roles: intrexx::AppRoles = ROLES.into_iter().collect();
    assert!(roles.contains(intrexx::AppRole::TeamCreate));

    assert_eq!((feature(o365::Feature::AutoReply), condition(o365::Condition::SharedMailbox)), (6, 2));
}

/// Every name of today is matched, and those of tomorrow.
const fn feature(it: o365::Feature) -> u8 {
    match it {
        o365::Feature::Calendar => 0,
        o365::Feature::Email => 1,
        o365::Feature::Status => 2,
        o365::Feature::Chat => 3,
        o365::Feature::ToDo => 4,
        o365::Feature::GroupCalendar => 5,
        o365::Feature::AutoReply => 6,
        _ => 7,
    }
}

/// The same of conditions.
const fn condition(it: o365::Condition) -> u8 {
    match it {
        o365::Condition::BasicCalendar => 0,
        o365::Condition::PersonalAccount => 1,
        o365::Condition::SharedMailbox => 2,
        _ => 3,
    }
}
