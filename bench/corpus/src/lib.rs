//! Permission documents of any size, and the same names in the forms that peers read; the same on every run.

mod names;
mod peers;

pub use names::{LARGEST, Permission, permissions};
pub use peers::{phf_source, proto, strum_source};

use std::fmt::Write as _;

/// What was edited since the first state of a document: each revision is one edit further, by turns of a description and
/// of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Revision(pub usize);

/// How many features a document has.
pub const FEATURES: usize = 20;

/// A Markdown document of so many rows, in features of equal size, with the columns that such documents have: the update
/// mark, admin consent, a description, and notes on a few rows.
#[must_use]
pub fn document(rows: usize, revision: Revision) -> String {
    let mut text = String::from(
        "# Permissions\n\n\
         The integration asks for these permissions of Microsoft Graph.\n\n\
         | Feature | Permission | Update | Admin consent | Description | Notes |\n\
         |---------|------------|--------|---------------|-------------|-------|\n",
    );
    for (row, permission) in permissions(rows, revision).iter().enumerate() {
        let Permission { name, description, writes, admin_consent, .. } = permission;
        let feature = feature(row, rows);
        let update = if *writes { "Y" } else { "" };
        let consent = match admin_consent {
            Some(true) => "Yes",
            Some(false) => "No",
            None => "",
        };
        let notes = notes(row % (rows / FEATURES).max(1));
        writeln!(text, "| {feature} | `{name}` | {update} | {consent} | {description} | {notes} |").expect("a string");
    }
    text
}

/// The notes of the row at this place of its feature: a few conditions, and one option.
fn notes(place: usize) -> &'static str {
    match (place, place % 100) {
        (_, 7) => "For shared mailboxes",
        (_, 29) => "Not for personal accounts/shared mailboxes",
        (_, 53) => "Used when `basic_mode` is set to `true`",
        (71, _) => "Used if a sensor shows a colleague's status",
        _ => "",
    }
}

/// The feature of a row.
#[must_use]
pub fn feature(row: usize, rows: usize) -> &'static str {
    const NAMES: [&str; FEATURES] = [
        "Calendar",
        "Email",
        "Status",
        "Chat",
        "ToDo",
        "Group Calendar",
        "AutoReply",
        "Contacts",
        "Files",
        "Sites",
        "Devices",
        "Reports",
        "Rooms",
        "Calls",
        "Meetings",
        "Audit",
        "Search",
        "Notes",
        "Tasks",
        "People",
    ];
    NAMES[row * FEATURES / rows.max(1)]
}
