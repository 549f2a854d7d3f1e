//! The permission tables stay compatible with what was released, or somebody said why not.

#[test]
fn the_permission_tables_are_compatible() {
    scopemark_gate::assert_compatible("docs-tables");
}
