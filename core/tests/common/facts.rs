//! The facts of the document about Microsoft 365.

use scopemark_core::Kind::{self, Delegated};

use super::draft::{Draft, DraftRow};
use super::o365::{AUTO_REPLY, CALENDAR, CHAT, EMAIL, FEATURES, GROUP_CALENDAR, STATUS, TODO};

/// Permission, feature, update, optional, requires, excludes; the first is at [`FIRST_LINE`].
type Fact = (&'static str, usize, bool, bool, &'static [&'static str], &'static [&'static str]);

const FIRST_LINE: u32 = 17;

#[rustfmt::skip]
const FACTS: [Fact; 21] = [
    ("offline_access", CALENDAR, false, false, &[], &[]),
    ("Calendars.ReadBasic", CALENDAR, false, false, &["BasicCalendar"], &[]),
    ("Calendars.Read", CALENDAR, false, false, &[], &[]),
    ("Calendars.ReadWrite", CALENDAR, true, false, &[], &[]),
    ("Calendars.Read.Shared", CALENDAR, false, false, &["SharedMailbox"], &[]),
    ("Calendars.ReadWrite.Shared", CALENDAR, true, false, &["SharedMailbox"], &[]),
    ("User.Read", CALENDAR, false, false, &[], &[]),
    ("Mail.Read", EMAIL, false, false, &[], &[]),
    ("Mail.Send", EMAIL, true, false, &[], &[]),
    ("Mail.Read.Shared", EMAIL, false, false, &["SharedMailbox"], &[]),
    ("Mail.Send.Shared", EMAIL, true, false, &["SharedMailbox"], &[]),
    ("Presence.Read", STATUS, false, false, &[], &["PersonalAccount", "SharedMailbox"]),
    ("Presence.ReadWrite", STATUS, true, false, &[], &["PersonalAccount", "SharedMailbox"]),
    ("Presence.Read.All", STATUS, false, true, &[], &["PersonalAccount", "SharedMailbox"]),
    ("Chat.Read", CHAT, false, false, &[], &["PersonalAccount", "SharedMailbox"]),
    ("Chat.ReadWrite", CHAT, true, false, &[], &["PersonalAccount", "SharedMailbox"]),
    ("Tasks.Read", TODO, false, false, &[], &["SharedMailbox"]),
    ("Tasks.ReadWrite", TODO, true, false, &[], &["SharedMailbox"]),
    ("Group.Read.All", GROUP_CALENDAR, false, false, &[], &["SharedMailbox"]),
    ("Group.ReadWrite.All", GROUP_CALENDAR, true, false, &[], &["SharedMailbox"]),
    ("MailboxSettings.ReadWrite", AUTO_REPLY, false, false, &[], &["SharedMailbox"]),
];

/// The stronger permission, the weaker one.
const COVERS: [(&str, &str); 15] = [
    ("Calendars.Read", "Calendars.ReadBasic"),
    ("Calendars.ReadWrite", "Calendars.Read"),
    ("Calendars.Read.Shared", "Calendars.Read"),
    ("Calendars.ReadWrite.Shared", "Calendars.Read.Shared"),
    ("Calendars.ReadWrite.Shared", "Calendars.ReadWrite"),
    ("Mail.Read.Shared", "Mail.Read"),
    ("Mail.ReadWrite", "Mail.Read"),
    ("Mail.ReadWrite.Shared", "Mail.Read.Shared"),
    ("Mail.ReadWrite.Shared", "Mail.ReadWrite"),
    ("Mail.Send.Shared", "Mail.Send"),
    ("Presence.ReadWrite", "Presence.Read"),
    ("Presence.Read.All", "Presence.Read"),
    ("Chat.ReadWrite", "Chat.Read"),
    ("Tasks.ReadWrite", "Tasks.Read"),
    ("Group.ReadWrite.All", "Group.Read.All"),
];

pub(crate) fn draft() -> Draft<'static> {
    let row = |(line, &(scope, feature, update, optional, requires, excludes)): (u32, &Fact)| DraftRow {
        update,
        optional,
        requires: requires.to_vec(),
        excludes: excludes.to_vec(),
        ..DraftRow::new(Delegated, scope, Some(feature), line)
    };
    Draft {
        path: "docs-tables/o365.md",
        resource: "https://graph.microsoft.com",
        features: FEATURES.to_vec(),
        rows: (FIRST_LINE..).zip(&FACTS).map(row).collect(),
        covers: COVERS.iter().map(|&(stronger, weaker)| (Kind::Delegated, stronger, weaker)).collect(),
        ..Draft::default()
    }
}
