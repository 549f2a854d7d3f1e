// Written by scopemark-compiler from Markdown permission tables; edit those instead.
#[::scopemark::tables]
tables! {
format 1;
document o365 "docs-tables/o365.md" resource "https://graph.microsoft.com" title "Permissions for *Home*" r#"
feature Calendar "Calendar" at 13
feature Status "Status" at 16
feature GroupCalendar "Group Calendar" at 17
feature Email "Email" at 18
feature AB1A "```\nfn main() { panic!() }\n```\n\n<script>alert(1)</script> [a](https://example.com) [Scope] https://example.com # Title \u{202e}evil\u{200b} `code` *bold* &amp; \"quoted\" \\ OneDrive SharePoint snake_case Foo::bar <https://a.b> 1. a" at 20
condition PersonalAccount "PersonalAccount" at 16
condition SharedMailbox "SharedMailbox" at 15
scope Quoted "\"quoted\"" at 19
scope Id "$(id)" at 20
scope CalendarsRead "Calendars.Read" at 13
scope CalendarsReadShared "Calendars.Read.Shared" at 15
scope CalendarsReadWrite "Calendars.ReadWrite" at 14
scope CalendarsReadWriteShared "Calendars.ReadWrite.Shared" at 23
scope DirectoryReadAll "Directory.Read.All" at 17
scope GroupReadAll "Group.Read.All" at 17
scope GroupReadWriteAll "Group.ReadWrite.All" at 17
scope PresenceReadAll "Presence.Read.All" at 16
scope UserRead "User.Read" at 12
scope OfflineAccess "offline_access" at 11
scope Openid "openid" at 18
app_role UserReadAll "User.Read.All" at 21
row scope OfflineAccess base at 11 description "Keep access"
row scope UserRead base at 12
row scope CalendarsRead for Calendar base at 13 consent false description "Read user calendars"
row scope CalendarsReadWrite for Calendar update at 14
row scope CalendarsReadShared for Calendar base at 15 requires [SharedMailbox] notes "For shared mailboxes"
row scope PresenceReadAll for Status base at 16 optional consent true excludes [PersonalAccount, SharedMailbox]
row scope GroupReadAll for GroupCalendar base at 17 alternatives [GroupReadWriteAll, DirectoryReadAll] notes "```\nfn main() { panic!() }\n```\n\n<script>alert(1)</script> [a](https://example.com) [Scope] https://example.com # Title \u{202e}evil\u{200b} `code` *bold* &amp; \"quoted\" \\ OneDrive SharePoint snake_case Foo::bar <https://a.b> 1. a"
row scope Openid for Email base at 18 description "```\nfn main() { panic!() }\n```\n\n<script>alert(1)</script> [a](https://example.com) [Scope] https://example.com # Title \u{202e}evil\u{200b} `code` *bold* &amp; \"quoted\" \\ OneDrive SharePoint snake_case Foo::bar <https://a.b> 1. a"
row scope Quoted for Email base at 19
row scope Id for AB1A base at 20
row app_role UserReadAll for Email base at 21 consent true description "Read all users' profiles"
cover scope CalendarsReadWrite CalendarsRead
cover scope CalendarsReadWriteShared CalendarsReadShared
"#;
document r#type "docs-tables/type.md" resource "https://graph.microsoft.com" r#"
feature SmartBuildings "Smart Buildings" at 11
app_role DeviceReadAll "Device.Read.All" at 12
app_role PlaceReadAll "Place.Read.All" at 11
row app_role PlaceReadAll for SmartBuildings base at 11 consent true
row app_role DeviceReadAll for SmartBuildings base at 12
"#;
document nothing "docs-tables/nothing.md" resource "https://graph.microsoft.com" r#"
"#;
document always "docs-tables/always.md" resource "https://graph.microsoft.com" r#"
scope Openid "openid" at 11
scope Profile "profile" at 11
row scope Openid base at 11 alternatives [Profile]
"#;
}
