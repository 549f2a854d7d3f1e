//! The permissions of docs-tables/o365.md through a build script of one afternoon.

include!(concat!(env!("OUT_DIR"), "/o365.rs"));

fn main() {
    let scope: Scope = "Calendars.Read".parse().expect("a name of the document");
    println!("{}: {}", scope.as_str(), scope.description());
}
