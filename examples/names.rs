//! The permissions of a document, as code names them.

use scopemark_integrations::o365::{Feature, Scope, permissions};

fn main() {
    // A permission of the table: another one does not compile.
    println!("{}: {}", Scope::CalendarsReadShared, Scope::CalendarsReadShared.description());

    // Text from elsewhere, with the nearest name for a slip.
    let error = "Calendar.Read".parse::<Scope>().unwrap_err();
    assert_eq!(error.nearest, Some("Calendars.Read"));

    // What a feature needs, and where the document says so.
    for permission in permissions(Feature::Calendar) {
        println!("{} at {}:{}", permission.name, permission.source.path, permission.source.line);
    }
}
