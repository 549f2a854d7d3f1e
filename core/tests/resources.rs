//! What counts as one permission, and what as covered, where rows say another resource than the document.

mod common;

use common::draft::{Draft, DraftRow};
use scopemark_core::Access;
use scopemark_core::Kind::Delegated;
use scopemark_core::ask::{Conditions, Granted, flatten};

const OTHER: &str = "api://own";

/// The access that a grant gives to a feature of one row, whose permission is another resource's.
fn access(row: &'static str, covers: Vec<(&'static str, &'static str)>, granted: &str) -> Access {
    let covers = covers.into_iter().map(|(stronger, weaker)| (Delegated, stronger, weaker)).collect();
    let rows = vec![DraftRow::new(Delegated, row, Some(0), 1), DraftRow::new(Delegated, "Own.Read", None, 2)];
    let draft = Draft { resource: "https://vault.azure.net", features: vec!["Data"], rows, covers, ..Draft::default() };
    let mut document = draft.document();
    OTHER.clone_into(&mut document.permissions[0].resource);
    let flat = flatten(&document).unwrap();
    let table = flat.table();
    let own = Granted::<1>::from_scope(&table, 0, &format!("{granted} Own.Read"));
    own.with(Granted::from_scope(&table, 1, granted)).access(0, Conditions::NONE)
}

#[test]
fn a_cover_holds_between_a_plain_name_and_one_with_the_resource() {
    let covers = || vec![("api://own/Data.ReadWrite", "Data.Read")];
    assert_eq!(access("Data.Read", covers(), "api://own/Data.ReadWrite"), Access::Base);
    assert_eq!(access("Data.Read", Vec::new(), "api://own/Data.ReadWrite"), Access::Missing);
}

#[test]
fn a_plain_name_of_one_resource_is_no_other_spelling_of_anothers() {
    let covers = || vec![("https://vault.azure.net/Data.Read", "Own.Read")];
    assert_eq!(access("Data.Read", covers(), "https://vault.azure.net/Data.Read"), Access::Missing);
    assert_eq!(access("Data.Read", covers(), "api://own/Data.Read"), Access::Base);
}
