//! The document on Microsoft 365 as a flat table, written down so that it can stand in a constant.

use scopemark_core::ask::{Conditions, Table};
use scopemark_core::{Names, Numbers, Places, Texts};

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

/// Numbers of one byte.
const fn few(count: u32, bytes: &'static [u8]) -> Numbers<'static> {
    Numbers::new(1, count, bytes)
}

const fn zeros(count: u32) -> Numbers<'static> {
    Numbers::new(0, count, &[])
}

/// Names of which none is in the rest.
const fn names(
    all: &'static str,
    starts: Numbers<'static>,
    pilots: &'static [u8],
    slots: Numbers<'static>,
) -> Names<'static> {
    Names { texts: Texts { all, starts }, places: Places { pilots, slots, rest_hashes: zeros(0), rest: zeros(0) } }
}

const NO_NAMES: Names<'static> = Names { texts: Texts { all: "", starts: zeros(1) }, ..Names::NONE };

/// What its facts give when they are flattened; a test compares the two.
#[rustfmt::skip]
pub(crate) const TABLE: Table<'static> = Table {
    path: "docs-tables/o365.md",
    resources: &["https://graph.microsoft.com"],
    scopes: names(
        "Calendars.ReadCalendars.Read.SharedCalendars.ReadBasicCalendars.ReadWrite\
         Calendars.ReadWrite.SharedChat.ReadChat.ReadWriteGroup.Read.All\
         Group.ReadWrite.AllMail.ReadMail.Read.SharedMail.ReadWrite\
         Mail.ReadWrite.SharedMail.SendMail.Send.SharedMailboxSettings.ReadWrite\
         Presence.ReadPresence.Read.AllPresence.ReadWriteTasks.Read\
         Tasks.ReadWriteUser.Readoffline_access",
        Numbers::new(2, 24, b"\0\0\x0e\0#\x006\0I\0c\0l\0z\0\x88\0\x9b\0\xa4\0\xb4\0\xc2\0\xd7\0\xe0\0\xf0\0\x09\x01\x16\x01'\x019\x01C\x01R\x01[\x01i\x01"),
        b"\0\0\0\x02\x18\x0e\0\x0a",
        few(29, b"\x0b\x17\x01\x05\x12\x02\x17\x15\x04\0\x06\x0d\x17\x14\x17\x0f\x17\x03\x0e\x17\x08\x10\x13\x0a\x07\x11\x16\x0c\x09"),
    ),
    app_roles: NO_NAMES,
    names: [
        zeros(23),
        zeros(23),
        few(23, b"\x04\x04\0\x04\x04\0\x04\0\x04\0\x04\x04\x04\0\x04\0\0\x04\x04\0\x04\0\x08"),
        few(23, b"\x01\x05\x07\x05\0\x0c\0\x0e\0\x10\x14\x14\0\x16\0\0\x18\0\0\x1b\0\0\0"),
    ],
    features: names(
        "CalendarEmailStatusChat\
         ToDoGroup CalendarAutoReply",
        few(8, b"\0\x08\x0d\x13\x17\x1b)2"),
        b"\0\0\x02",
        few(9, b"\x02\x07\x04\x03\x07\0\x06\x01\x05"),
    ),
    conditions: names(
        "BasicCalendarPersonalAccountSharedMailbox",
        few(4, b"\0\x0d\x1c)"),
        b"\x02",
        few(4, b"\x02\0\x01\x03"),
    ),
    rows: [
        few(21, b"\x16\x02\0\x03\x01\x04\x15\x09\x0d\x0a\x0e\x10\x12\x11\x05\x06\x13\x14\x07\x08\x0f"),
        few(21, b"\0\0\0\x01\0\x01\0\0\x01\0\x01\0\x01\x02\0\x01\0\x01\0\x01\0"),
        few(21, b"\0\x01\0\0\x02\x02\0\0\0\x02\x02\x03\x03\x03\x03\x03\x04\x04\x04\x04\x04"),
        zeros(21),
        few(21, b"\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f !\"#$%"),
    ],
    starts: few(8, b"\0\x07\x0b\x0e\x10\x12\x14\x15"),
    whens: &[[0, 0], [1, 0], [4, 0], [0, 6], [0, 4]],
    lists: few(29, b"\0\x03\x01\x03\x04\x01\x04\x04\0\x01\x03\x04\x01\x06\x01\x08\x03\x0a\x0b\x0c\x01\x0c\x01\x0e\x02\x11\x12\x01\x14"),
};
