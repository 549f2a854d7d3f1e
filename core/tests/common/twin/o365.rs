//! The document about Microsoft 365, written out by hand.

use scopemark_core::model::{Access, Cover, Document, Kind, Permission};

use super::hand::{cover, document, owned, row};

pub(crate) const GRAPH: &str = "https://graph.microsoft.com";
const FEATURES: [&str; 7] = ["Calendar", "Email", "Status", "Chat", "ToDo", "Group Calendar", "AutoReply"];

/// A row: feature, permission, update, requires, excludes.
type Facts = (usize, &'static str, bool, &'static [&'static str], &'static [&'static str]);

/// The rows of `docs-tables/o365.md`, from line 17 on.
const O365: [Facts; 21] = [
    (0, "offline_access", false, &[], &[]),
    (0, "Calendars.ReadBasic", false, &["BasicCalendar"], &[]),
    (0, "Calendars.Read", false, &[], &[]),
    (0, "Calendars.ReadWrite", true, &[], &[]),
    (0, "Calendars.Read.Shared", false, &["SharedMailbox"], &[]),
    (0, "Calendars.ReadWrite.Shared", true, &["SharedMailbox"], &[]),
    (0, "User.Read", false, &[], &[]),
    (1, "Mail.Read", false, &[], &[]),
    (1, "Mail.Send", true, &[], &[]),
    (1, "Mail.Read.Shared", false, &["SharedMailbox"], &[]),
    (1, "Mail.Send.Shared", true, &["SharedMailbox"], &[]),
    (2, "Presence.Read", false, &[], &["PersonalAccount", "SharedMailbox"]),
    (2, "Presence.ReadWrite", true, &[], &["PersonalAccount", "SharedMailbox"]),
    (2, "Presence.Read.All", false, &[], &["PersonalAccount", "SharedMailbox"]),
    (3, "Chat.Read", false, &[], &["PersonalAccount", "SharedMailbox"]),
    (3, "Chat.ReadWrite", true, &[], &["PersonalAccount", "SharedMailbox"]),
    (4, "Tasks.Read", false, &[], &["SharedMailbox"]),
    (4, "Tasks.ReadWrite", true, &[], &["SharedMailbox"]),
    (5, "Group.Read.All", false, &[], &["SharedMailbox"]),
    (5, "Group.ReadWrite.All", true, &[], &["SharedMailbox"]),
    (6, "MailboxSettings.ReadWrite", false, &[], &["SharedMailbox"]),
];
/// The stronger permission, and the weaker one.
const O365_COVERS: [(&str, &str); 15] = [
    ("Calendars.Read", "Calendars.ReadBasic"),
    ("Calendars.ReadWrite", "Calendars.Read"),
    ("Calendars.Read.Shared", "Calendars.Read"),
    ("Calendars.ReadWrite.Shared", "Calendars.ReadWrite"),
    ("Calendars.ReadWrite.Shared", "Calendars.Read.Shared"),
    ("Mail.ReadWrite", "Mail.Read"),
    ("Mail.Read.Shared", "Mail.Read"),
    ("Mail.ReadWrite.Shared", "Mail.ReadWrite"),
    ("Mail.ReadWrite.Shared", "Mail.Read.Shared"),
    ("Mail.Send.Shared", "Mail.Send"),
    ("Presence.ReadWrite", "Presence.Read"),
    ("Presence.Read.All", "Presence.Read"),
    ("Chat.ReadWrite", "Chat.Read"),
    ("Tasks.ReadWrite", "Tasks.Read"),
    ("Group.ReadWrite.All", "Group.Read.All"),
];

/// Declared pairs of delegated permissions: the stronger one, and the weaker one.
pub(crate) fn covers(pairs: &[(&str, &str)]) -> Vec<Cover> {
    pairs.iter().map(|(stronger, weaker)| cover(Kind::Delegated, stronger, weaker)).collect()
}

pub(crate) fn o365() -> Document {
    let rows = (17..).zip(O365).map(|(line, (feature, scope, is_update, requires, excludes))| Permission {
        access: if is_update { Access::Update } else { Access::Base },
        optional: scope == "Presence.Read.All",
        requires: owned(requires),
        excludes: owned(excludes),
        ..row(line, Some(feature), scope)
    });
    document(GRAPH, &FEATURES, rows.collect(), covers(&O365_COVERS))
}
