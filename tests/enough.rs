//! When a grant is enough: each case in which a report says so, or does not.

use scopemark::{Access, Kind};
use scopemark_integrations::inloox;
use scopemark_integrations::o365::{self, Condition, Feature, Granted, Scope};

#[test]
fn nothing_is_enough_for_what_was_dropped_or_lowered() {
    let dropped = o365::ask().feature(Feature::Chat).when(Condition::PersonalAccount).build_supported();
    assert!(dropped.scopes().is_empty());
    for text in ["", "Chat.Read Chat.ReadWrite"] {
        assert!(!dropped.check(&Granted::from_scope(text)).is_ok(), "everything was dropped: {text:?}");
    }
    let dropped: Vec<o365::Dropped> = dropped.dropped().collect();
    assert!(matches!(dropped[..], [o365::Dropped::Feature(o365::Unsupported { feature: Feature::Chat, .. })]));
}

#[test]
fn base_access_is_not_enough_where_update_was_asked() {
    let ask = o365::ask().update(Feature::Chat).build().expect("supported");
    let report = ask.check(&Granted::from_scope("Chat.Read"));
    assert_eq!((report.access(Feature::Chat), report.is_ok()), (Access::Base, false));
    assert!(ask.check(&Granted::from_scope("Chat.Read Chat.ReadWrite")).is_ok());
}

#[test]
fn a_kind_that_was_not_judged_is_not_enough() {
    let mut ask = inloox::ask();
    for &feature in inloox::Feature::ALL {
        ask = ask.feature(feature);
    }
    let user = inloox::Granted::from_names(inloox::Scope::ALL);
    let both = ask.build_supported();
    assert!(both.check(&user).is_unjudged(Kind::Application) && !both.check(&user).is_ok());
    let delegated = ask.only(Kind::Delegated).build_supported();
    assert!(delegated.app_roles().is_empty() && !delegated.check(&user).is_unjudged(Kind::Application));
}

#[test]
fn an_option_that_no_need_counts_never_matters() {
    let ask = o365::ask().feature(Feature::Chat).option(Scope::PresenceReadAll).build().expect("supported");
    assert_eq!(ask.dropped().collect::<Vec<_>>(), [o365::Dropped::Option(Scope::PresenceReadAll.into())]);
    assert!(ask.check(&Granted::from_scope("Chat.Read")).is_ok(), "it was dropped");
    let ask = o365::ask().feature(Feature::Status).option(Scope::PresenceReadAll).build().expect("supported");
    assert!(ask.check(&Granted::from_scope("Presence.Read")).is_ok(), "it was declined");
}
