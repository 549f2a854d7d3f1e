//! Fails if an edit of the permission tables breaks code, users or admins and is not accepted.

#[test]
fn the_permission_tables_are_compatible() {
    scopemark_gate::assert_compatible("docs-tables");
}
