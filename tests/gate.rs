//! The shipped tables stay compatible with what `permissions.lock` says, or somebody said why not.

#[test]
fn the_permission_tables_are_compatible() {
    scopemark_gate::assert_compatible("docs-tables");
}

#[test]
#[should_panic(
    expected = "there is no lock to compare with; create it with `cargo scopemark lock docs-tables/o365.md`"
)]
fn documents_without_a_lock_do_not_pass() {
    scopemark_gate::assert_compatible("tests/../docs-tables/o365.md");
}
