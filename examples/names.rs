//! Names the permissions of a document in code.

use scopemark_integrations::o365::{Feature, Scope, permissions};

fn main() {
    // A permission that is not in the table does not compile.
    println!("{}: {}", Scope::CalendarsReadShared, Scope::CalendarsReadShared.description());

    // Text is parsed; the error for a typo has the nearest name.
    let error = "Calendar.Read".parse::<Scope>().unwrap_err();
    assert_eq!(error.nearest, Some("Calendars.Read"));

    // What a feature needs, and where the document says so.
    for permission in permissions(Feature::Calendar) {
        println!("{} at {}:{}", permission.name, permission.source.path, permission.source.line);
    }
}
