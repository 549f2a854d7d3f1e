//! The `cargo scopemark` command.
fn main() {}
