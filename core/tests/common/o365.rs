//! The document on Microsoft 365 as a flat table, written down so that it can stand in a constant.

use scopemark_core::ask::{Conditions, Table};

pub(crate) const CALENDAR: usize = 0;
pub(crate) const EMAIL: usize = 1;
pub(crate) const STATUS: usize = 2;
pub(crate) const CHAT: usize = 3;
pub(crate) const TODO: usize = 4;
pub(crate) const GROUP_CALENDAR: usize = 5;
pub(crate) const AUTO_REPLY: usize = 6;

pub(crate) const FEATURES: [&str; 7] = ["Calendar", "Email", "Status", "Chat", "ToDo", "Group Calendar", "AutoReply"];

pub(crate) const BASIC_CALENDAR: usize = 0;
pub(crate) const PERSONAL_ACCOUNT: usize = 1;
pub(crate) const SHARED_MAILBOX: usize = 2;

pub(crate) const SHARED: Conditions = Conditions::NONE.with(SHARED_MAILBOX);

/// How many words the sets of this table need.
pub(crate) const WORDS: usize = 1;

/// The index of a permission.
pub(crate) fn name(text: &str) -> usize {
    TABLE.texts.binary_search(&text).unwrap()
}

/// What its facts give when they are flattened; a test compares the two.
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
        [0, 0, 4, 1], [0, 0, 4, 5], [0, 0, 0, 7], [0, 0, 4, 5], [0, 0, 4, 0], [0, 0, 0, 12], [0, 0, 4, 0], [0, 0, 0, 14],
        [0, 0, 4, 0], [0, 0, 0, 16], [0, 0, 4, 20], [0, 0, 4, 20], [0, 0, 4, 0], [0, 0, 0, 22], [0, 0, 4, 0], [0, 0, 0, 0],
        [0, 0, 0, 24], [0, 0, 4, 0], [0, 0, 4, 0], [0, 0, 0, 27], [0, 0, 4, 0], [0, 0, 0, 0], [0, 0, 0, 0],
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
