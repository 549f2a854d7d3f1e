//! The delegated permissions of docs-tables/o365.md as somebody would list them by hand.

use std::str::FromStr;

use phf::phf_map;
use strum::{AsRefStr, Display, EnumString, VariantArray};

/// A delegated permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, AsRefStr, Display, EnumString, VariantArray)]
pub enum Scope {
    #[strum(serialize = "Calendars.Read")]
    CalendarsRead,
    #[strum(serialize = "Calendars.Read.Shared")]
    CalendarsReadShared,
    #[strum(serialize = "Calendars.ReadBasic")]
    CalendarsReadBasic,
    #[strum(serialize = "Calendars.ReadWrite")]
    CalendarsReadWrite,
    #[strum(serialize = "Calendars.ReadWrite.Shared")]
    CalendarsReadWriteShared,
    #[strum(serialize = "Chat.Read")]
    ChatRead,
    #[strum(serialize = "Chat.ReadWrite")]
    ChatReadWrite,
    #[strum(serialize = "Group.Read.All")]
    GroupReadAll,
    #[strum(serialize = "Group.ReadWrite.All")]
    GroupReadWriteAll,
    #[strum(serialize = "Mail.Read")]
    MailRead,
    #[strum(serialize = "Mail.Read.Shared")]
    MailReadShared,
    #[strum(serialize = "Mail.ReadWrite")]
    MailReadWrite,
    #[strum(serialize = "Mail.ReadWrite.Shared")]
    MailReadWriteShared,
    #[strum(serialize = "Mail.Send")]
    MailSend,
    #[strum(serialize = "Mail.Send.Shared")]
    MailSendShared,
    #[strum(serialize = "MailboxSettings.ReadWrite")]
    MailboxSettingsReadWrite,
    #[strum(serialize = "Presence.Read")]
    PresenceRead,
    #[strum(serialize = "Presence.Read.All")]
    PresenceReadAll,
    #[strum(serialize = "Presence.ReadWrite")]
    PresenceReadWrite,
    #[strum(serialize = "Tasks.Read")]
    TasksRead,
    #[strum(serialize = "Tasks.ReadWrite")]
    TasksReadWrite,
    #[strum(serialize = "User.Read")]
    UserRead,
    #[strum(serialize = "offline_access")]
    OfflineAccess,
}

/// What each allows.
static DESCRIPTIONS: phf::Map<&'static str, &'static str> = phf_map! {
    "Calendars.Read" => "See the events of the user's own calendars",
    "Calendars.Read.Shared" => "See events of the user's calendars and of those shared with the user",
    "Calendars.ReadBasic" => "See when the user is busy, without details",
    "Calendars.ReadWrite" => "See, add, change and remove events of the user's own calendars",
    "Calendars.ReadWrite.Shared" => "See, add, change and remove events of own and shared calendars",
    "Chat.Read" => "See the user's chat messages",
    "Chat.ReadWrite" => "See the user's chats, and write in them",
    "Group.Read.All" => "See every group in the organization",
    "Group.ReadWrite.All" => "See and change every group in the organization",
    "Mail.Read" => "See the user's mail",
    "Mail.Read.Shared" => "See the user's mail and mailboxes shared with the user",
    "Mail.ReadWrite" => "",
    "Mail.ReadWrite.Shared" => "",
    "Mail.Send" => "Send mail in the user's name",
    "Mail.Send.Shared" => "Send mail for a mailbox shared with the user",
    "MailboxSettings.ReadWrite" => "See and change mailbox settings, such as automatic replies",
    "Presence.Read" => "See the user's own presence",
    "Presence.Read.All" => "See the presence of everybody in the organization",
    "Presence.ReadWrite" => "See and set the user's own presence",
    "Tasks.Read" => "See the user's task lists and what is on them",
    "Tasks.ReadWrite" => "See, add, change and remove task lists and tasks",
    "User.Read" => "Let the user sign in, and see who that is",
    "offline_access" => "Stay connected without signing in again",
};

fn main() {
    let scope = Scope::from_str("Calendars.Read").expect("a name of the list");
    println!("{scope}: {}, one of {}", DESCRIPTIONS[scope.as_ref()], Scope::VARIANTS.len());
}
