//! The build script: compiles `docs-tables/` into `OUT_DIR/scopemark.rs` for `scopemark::include_tables!`.

fn main() {
    scopemark_compiler::build("docs-tables");
}
