//! Compiles the tables, as the README says.

fn main() {
    scopemark_compiler::build("docs-tables");
}
