//! Tests the feature `serde`: a name is serialised as its text, a set as a sequence of names.
#![cfg(feature = "serde")]

scopemark::include_tables!(file = "../../codegen/tests/golden/tables.rs");

use std::fmt::Debug;

use o365::{AppRole, Condition, Feature, Name, Scope, Scopes};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_value, json, to_value};

#[test]
fn every_name_is_its_text_there_and_back() {
    fn holds<N: Copy + PartialEq + Debug + AsRef<str> + Serialize + DeserializeOwned>(all: &[N]) {
        for &name in all {
            assert_eq!(to_value(name).unwrap(), Value::from(name.as_ref()));
            assert_eq!(from_value::<N>(Value::from(name.as_ref())).unwrap(), name);
        }
    }
    holds(Scope::ALL);
    holds(AppRole::ALL);
    holds(Name::ALL);
    holds(Feature::ALL);
    holds(Condition::ALL);
    holds(nothing::Scope::ALL);
}

#[test]
fn a_text_that_is_no_name_is_refused_with_the_nearest() {
    let error = from_value::<Scope>(json!("Calendar.Read")).unwrap_err().to_string();
    assert_eq!(error, "\"Calendar.Read\" is not a name in the document; did you mean \"Calendars.Read\"?");
    let error = from_value::<Scope>(json!(1)).unwrap_err().to_string();
    assert_eq!(error, "invalid type: integer `1`, expected a name in the document");
}

#[test]
fn a_set_is_a_sequence_in_order_of_text() {
    let set = Scopes::from([Scope::UserRead, Scope::CalendarsRead]);
    assert_eq!(to_value(set).unwrap(), json!(["Calendars.Read", "User.Read"]));
    assert_eq!(from_value::<Scopes>(json!(["User.Read", "Calendars.Read", "User.Read"])).unwrap(), set);
    assert!(from_value::<Scopes>(json!(["User.Reed"])).unwrap_err().to_string().contains("User.Read"));
    assert!(from_value::<o365::AppRoles>(json!([])).unwrap().is_empty());
}
