//! The delegated permissions of docs-tables/o365.md as a protobuf enum, through prost-build.

/// The generated code.
pub mod o365 {
    include!(concat!(env!("OUT_DIR"), "/o365.rs"));
}

fn main() {
    let scope = o365::Scope::from_str_name("SCOPE_CALENDARS_READ").expect("a name of the enum");
    println!("{}", scope.as_str_name());
}
