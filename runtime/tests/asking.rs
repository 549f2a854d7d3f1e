//! Tests requests and checks on odd documents: without features, without a kind, or empty.

use scopemark::{Access, Kind};

scopemark::include_tables!(file = "../../codegen/tests/golden/tables.rs");

#[test]
fn a_document_that_says_nothing_asks_nothing() {
    const ASK: nothing::Ask = match nothing::ask().build() {
        Ok(ask) => ask,
        Err(_) => panic!("unsupported"),
    };
    assert!(ASK.scopes().is_empty() && ASK.app_roles().is_empty() && ASK.names().is_empty());
    assert_eq!(ASK.scope_param().to_string(), "");
    let granted = nothing::Granted::from_scope("Mail.Read");
    assert_eq!(granted.unknown().collect::<Vec<_>>(), ["Mail.Read"]);
    assert_eq!(ASK.check(&granted).to_string(), "Everything needed was granted.");
}

#[test]
fn application_permissions_alone_are_asked_and_judged() {
    use r#type::{AppRole, Feature, Granted, Name};
    let ask = r#type::ask().feature(Feature::SmartBuildings).build().unwrap();
    assert_eq!(ask.app_roles().iter().collect::<Vec<_>>(), AppRole::ALL);
    assert!(ask.scopes().is_empty() && ask.scope_params().next().is_none());
    assert_eq!(ask.app_scope_param().to_string(), "https://graph.microsoft.com/.default");
    assert_eq!(ask.needs_admin_consent().collect::<Vec<_>>(), Name::ALL);
    let report = ask.check(&Granted::from_roles(["Place.Read.All"]));
    let missing: Vec<_> = report.missing().collect();
    assert_eq!(missing.len(), 1);
    assert_eq!((missing[0].feature, missing[0].name), (Feature::SmartBuildings, AppRole::DeviceReadAll.into()));
    assert_eq!(missing[0].source(), AppRole::DeviceReadAll.source());
    assert!(missing[0].accepts.is_empty());
    // Scopes do not tell anything about application permissions.
    assert!(ask.check(&Granted::from_scope("Place.Read.All Device.Read.All")).is_unjudged(Kind::Application));
}

#[test]
fn both_kinds_have_their_names_back() {
    use o365::{AppRole, Condition, Feature, Granted, Name, Scope};
    let ask = o365::ask().feature(Feature::Email).option_role(AppRole::UserReadAll).build().unwrap();
    assert!(ask.app_roles().contains(AppRole::UserReadAll) && ask.names().contains(Name::from(AppRole::UserReadAll)));
    assert_eq!(ask.names().len(), ask.scopes().len() + ask.app_roles().len());
    assert!(ask.names().iter().eq(ask.scopes().iter().map(Name::from).chain(ask.app_roles().iter().map(Name::from))));
    let granted = Granted::from_names(Scope::ALL).with_roles(AppRole::ALL);
    assert_eq!(granted.names().iter().collect::<Vec<_>>(), Name::ALL);
    assert_eq!(granted.scopes().len(), Scope::ALL.len());
    assert_eq!(granted.app_roles().iter().collect::<Vec<_>>(), AppRole::ALL);
    assert_eq!(granted.access(Feature::Calendar, &[Condition::SharedMailbox]), Access::Update);
    assert!(ask.check(&granted).is_ok());
    assert_eq!(ask.check(&granted).ask(), ask);
}

#[test]
fn a_feature_of_optional_rows_alone_is_unsupported_and_says_so() {
    use o365::{Feature, Unsupported};
    let unsupported = o365::ask().feature(Feature::Status).build().unwrap_err();
    assert_eq!(unsupported, Unsupported { condition: None, ..unsupported });
    assert_eq!(
        unsupported.to_string(),
        "Status is not supported: all its permissions are optional, so opt in to Presence.Read.All (docs-tables/o365.md:16)"
    );
}

#[test]
fn what_is_asked_and_granted_is_shown_by_name() {
    use o365::{Feature, Granted};
    let ask = o365::ask().feature(Feature::Calendar).build().unwrap();
    assert_eq!(
        format!("{ask:?}"),
        "Ask { features: {Feature(\"Calendar\")}, scopes: {Scope(\"Calendars.Read\"), Scope(\"User.Read\"), \
         Scope(\"offline_access\")}, app_roles: {}, .. }"
    );
    let granted = Granted::from_scope("User.Read Foo.Bar");
    assert_eq!(
        format!("{granted:?}"),
        "Granted { names: {Delegated(Scope(\"User.Read\"))}, unknown: [\"Foo.Bar\"], \
         judged: Judged { delegated: true, application: false } }"
    );
    let report = format!("{:?}", ask.check(&granted));
    assert!(
        report.starts_with("Report { is_ok: false, missing: [Missing { feature: Feature(\"Calendar\")"),
        "{report}"
    );
}
