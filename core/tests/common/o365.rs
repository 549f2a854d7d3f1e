//! The document about Microsoft 365 as a flat table, written out so that it can be a constant.

use scopemark_core::Names;
use scopemark_core::ask::{Conditions, NameColumns, RowColumns, Table};

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
    TABLE.scopes.find(text).unwrap()
}

/// The table that flattening the facts gives; a test compares the two.
pub(crate) const TABLE: Table<'static> = Table {
    separator: None,
    request_separator: None,
    path: "docs-tables/o365.md",
    resources: &["https://graph.microsoft.com"],
    scopes: Names {
        texts: &[
            "Calendars.Read",
            "Calendars.Read.Shared",
            "Calendars.ReadBasic",
            "Calendars.ReadWrite",
            "Calendars.ReadWrite.Shared",
            "Chat.Read",
            "Chat.ReadWrite",
            "Group.Read.All",
            "Group.ReadWrite.All",
            "Mail.Read",
            "Mail.Read.Shared",
            "Mail.ReadWrite",
            "Mail.ReadWrite.Shared",
            "Mail.Send",
            "Mail.Send.Shared",
            "MailboxSettings.ReadWrite",
            "Presence.Read",
            "Presence.Read.All",
            "Presence.ReadWrite",
            "Tasks.Read",
            "Tasks.ReadWrite",
            "User.Read",
            "offline_access",
        ],
        seeds: &[0, 0, 1, 1, 19, 11, 0, 0],
        slots: &[13, 0, 18, 10, 8, 17, 11, 4, 0, 22, 2, 3, 7, 6, 0, 0, 19, 16, 21, 20, 1, 0, 14, 12, 15, 0, 5, 9],
    },
    app_roles: Names::NONE,
    names: NameColumns {
        resources: &[],
        prefixes: &[],
        flags: &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4],
        stronger: &[1, 5, 7, 5, 0, 12, 0, 14, 0, 16, 20, 20, 0, 22, 0, 0, 24, 0, 0, 27, 0, 0, 0],
    },
    qualified: &[],
    features: Names {
        texts: &["Calendar", "Email", "Status", "Chat", "ToDo", "Group Calendar", "AutoReply"],
        ..Names::NONE
    },
    conditions: Names { texts: &["BasicCalendar", "PersonalAccount", "SharedMailbox"], ..Names::NONE },
    rows: RowColumns {
        names: &[22, 2, 0, 3, 1, 4, 21, 9, 13, 10, 14, 16, 18, 17, 5, 6, 19, 20, 7, 8, 15],
        flags: &[0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 2, 0, 1, 0, 1, 0, 1, 0],
        whens: &[0, 1, 0, 0, 2, 2, 0, 0, 0, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4],
        alternatives: &[],
        lines: &[17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37],
        cells: &[],
    },
    starts: &[0, 7, 11, 14, 16, 18, 20, 21],
    whens: &[[0, 0], [1, 0], [4, 0], [0, 6], [0, 4]],
    lists: &[0, 3, 1, 3, 4, 1, 4, 4, 0, 1, 3, 4, 1, 6, 1, 8, 3, 10, 11, 12, 1, 12, 1, 14, 2, 17, 18, 1, 20],
};
