//! The document on Microsoft 365 by its facts: as a draft, and as the flat table that it gives, written down by hand so that
//! it can stand in a constant.

use scopemark_core::Kind::{self, Delegated};
use scopemark_core::ask::{Conditions, Draft, DraftRow, Table};

pub(crate) const CALENDAR: usize = 0;
pub(crate) const EMAIL: usize = 1;
pub(crate) const STATUS: usize = 2;
pub(crate) const CHAT: usize = 3;
pub(crate) const TODO: usize = 4;
pub(crate) const GROUP_CALENDAR: usize = 5;
pub(crate) const AUTO_REPLY: usize = 6;

pub(crate) const FEATURES: [&str; 7] = [
    "Calendar",
    "Email",
    "Status",
    "Chat",
    "ToDo",
    "Group Calendar",
    "AutoReply",
];

pub(crate) const BASIC_CALENDAR: usize = 0;
pub(crate) const PERSONAL_ACCOUNT: usize = 1;
pub(crate) const SHARED_MAILBOX: usize = 2;

pub(crate) const SHARED: Conditions = Conditions::NONE.with(SHARED_MAILBOX);

/// How many words the sets of this table need.
pub(crate) const WORDS: usize = 1;

/// Permission, feature, update, optional, requires, excludes; the first is at [`FIRST_LINE`].
type Fact = (
    &'static str,
    usize,
    bool,
    bool,
    &'static [&'static str],
    &'static [&'static str],
);

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
    let row =
        |(line, &(scope, feature, update, optional, requires, excludes)): (u32, &Fact)| DraftRow {
            scope,
            kind: Delegated,
            feature: Some(feature),
            update,
            admin_consent: None,
            optional,
            requires: requires.to_vec(),
            excludes: excludes.to_vec(),
            alternatives: Vec::new(),
            line,
        };
    Draft {
        path: "docs-tables/o365.md",
        resource: "https://graph.microsoft.com",
        features: FEATURES.to_vec(),
        rows: (FIRST_LINE..).zip(&FACTS).map(row).collect(),
        covers: COVERS
            .iter()
            .map(|&(stronger, weaker)| (Kind::Delegated, stronger, weaker))
            .collect(),
        conditions: Vec::new(),
    }
}

/// The index of a permission.
pub(crate) fn name(text: &str) -> usize {
    TABLE.texts.binary_search(&text).unwrap()
}

/// What `flatten(&draft())` gives; a test compares the two.
#[rustfmt::skip]
pub(crate) const TABLE: Table<'static> = Table {
    path: "docs-tables/o365.md",
    resources: &["https://graph.microsoft.com"],
    texts: &[
        "Calendars.Read", "Calendars.Read.Shared", "Calendars.ReadBasic", "Calendars.ReadWrite",
        "Calendars.ReadWrite.Shared", "Chat.Read", "Chat.ReadWrite", "Group.Read.All",
        "Group.ReadWrite.All", "Mail.Read", "Mail.Read.Shared", "Mail.ReadWrite",
        "Mail.ReadWrite.Shared", "Mail.Send", "Mail.Send.Shared", "MailboxSettings.ReadWrite",
        "Presence.Read", "Presence.Read.All", "Presence.ReadWrite", "Tasks.Read",
        "Tasks.ReadWrite", "User.Read", "offline_access",
    ],
    delegated: 23,
    names: &[
        [0, 0, 0, 1], [0, 0, 0, 5], [0, 0, 0, 7], [0, 0, 0, 5], [0, 0, 0, 0], [0, 0, 0, 12], [0, 0, 0, 0], [0, 0, 0, 14],
        [0, 0, 0, 0], [0, 0, 0, 16], [0, 0, 0, 20], [0, 0, 0, 20], [0, 0, 0, 0], [0, 0, 0, 22], [0, 0, 0, 0], [0, 0, 0, 0],
        [0, 0, 0, 24], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 27], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0],
    ],
    own: &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 22, 16, 17, 18, 19, 20, 21],
    own_delegated: 23,
    features: &FEATURES,
    conditions: &["BasicCalendar", "PersonalAccount", "SharedMailbox"],
    rows: &[
        [22, 0, 0, 0, 17], [2, 0, 1, 0, 18], [0, 0, 0, 0, 19], [3, 1, 0, 0, 20], [1, 0, 2, 0, 21],
        [4, 1, 2, 0, 22], [21, 0, 0, 0, 23], [9, 0, 0, 0, 24], [13, 1, 0, 0, 25], [10, 0, 2, 0, 26],
        [14, 1, 2, 0, 27], [16, 0, 3, 0, 28], [18, 1, 3, 0, 29], [17, 2, 3, 0, 30], [5, 0, 3, 0, 31],
        [6, 1, 3, 0, 32], [19, 0, 4, 0, 33], [20, 1, 4, 0, 34], [7, 0, 4, 0, 35], [8, 1, 4, 0, 36],
        [15, 0, 4, 0, 37],
    ],
    starts: &[0, 7, 11, 14, 16, 18, 20, 21],
    whens: &[[0, 0], [1, 0], [4, 0], [0, 6], [0, 4]],
    lists: &[0, 3, 1, 3, 4, 1, 4, 4, 0, 1, 3, 4, 1, 6, 1, 8, 3, 10, 11, 12, 1, 12, 1, 14, 2, 17, 18, 1, 20],
};
