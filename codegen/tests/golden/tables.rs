// Written by scopemark-compiler from Markdown permission tables; edit those instead.
#[__scopemark::tables(super::__scopemark)]
tables! {
format 6;
document r#"
document	module=o365	name=o365	path=docs-tables/o365.md	resource=https://graph.microsoft.com	title=Permissions for *Home*
feature	ident=Calendar	text=Calendar	at=13:3
feature	ident=Status	text=Status	at=16:3
feature	ident=GroupCalendar	text=Group Calendar	at=17:3
feature	ident=Email	text=Email	at=18:3
feature	ident=FnMainPanicScriptAlert1ScriptAHttpsExampleComScopeHttpsExampleComTitleEvilCodeBoldAmpQuotedOneDriveSharePointSnakeCaseFooBarHttpsAB1A	text=```\u{a}fn main() { panic!() }\u{a}```\u{a}\u{a}<script>alert(1)</script> [a](https://example.com) [Scope] https://example.com # Title \u{202e}evil\u{200b} `code` *bold* &amp; "quoted" \\ OneDrive SharePoint snake_case Foo::bar <https://a.b> 1. a	at=20:3
feature	ident=Teams	text=Teams	at=24:3
condition	ident=PersonalAccount	text=PersonalAccount	at=16:3
condition	ident=SharedMailbox	text=SharedMailbox	at=15:3
scope	ident=Quoted	text="quoted"	at=19:3
scope	ident=Id	text=$(id)	at=20:3
scope	ident=CalendarsRead	text=Calendars.Read	at=13:3
scope	ident=CalendarsReadShared	text=Calendars.Read.Shared	at=15:3
scope	ident=CalendarsReadWrite	text=Calendars.ReadWrite	at=14:3
scope	ident=CalendarsReadWriteShared	text=Calendars.ReadWrite.Shared	at=23:20
scope	ident=DirectoryReadAll	text=Directory.Read.All	at=17:3
scope	ident=FilesRead	text=Files.Read	at=25:3
scope	ident=GroupReadAll	text=Group.Read.All	at=17:3
scope	ident=GroupReadWriteAll	text=Group.ReadWrite.All	at=17:3
scope	ident=ListsRead	text=Lists.Read	at=25:3
scope	ident=PresenceReadAll	text=Presence.Read.All	at=16:3
scope	ident=SitesRead	text=Sites.Read	at=25:3
scope	ident=TeamRead	text=Team.Read	at=24:3
scope	ident=UserRead	text=User.Read	at=12:3
scope	ident=OfflineAccess	text=offline_access	at=11:3
scope	ident=Openid	text=openid	at=18:3
role	ident=UserReadAll	text=User.Read.All	at=21:3
row	scope=offline_access	description=Keep access	at=11:3
row	scope=User.Read	at=12:3
row	scope=Calendars.Read	feature=Calendar	consent=no	description=Read user calendars	at=13:3
row	scope=Calendars.ReadWrite	feature=Calendar	access=update	at=14:3
row	scope=Calendars.Read.Shared	feature=Calendar	requires=SharedMailbox	notes=For shared mailboxes	at=15:3
row	scope=Presence.Read.All	feature=Status	optional=yes	consent=yes	excludes=PersonalAccount	excludes=SharedMailbox	at=16:3
row	scope=Group.Read.All	feature=Group Calendar	alternative=Group.ReadWrite.All	alternative=Directory.Read.All	notes=```\u{a}fn main() { panic!() }\u{a}```\u{a}\u{a}<script>alert(1)</script> [a](https://example.com) [Scope] https://example.com # Title \u{202e}evil\u{200b} `code` *bold* &amp; "quoted" \\ OneDrive SharePoint snake_case Foo::bar <https://a.b> 1. a	at=17:3
row	scope=openid	feature=Email	description=```\u{a}fn main() { panic!() }\u{a}```\u{a}\u{a}<script>alert(1)</script> [a](https://example.com) [Scope] https://example.com # Title \u{202e}evil\u{200b} `code` *bold* &amp; "quoted" \\ OneDrive SharePoint snake_case Foo::bar <https://a.b> 1. a	at=18:3
row	scope="quoted"	feature=Email	at=19:3
row	scope=$(id)	feature=```\u{a}fn main() { panic!() }\u{a}```\u{a}\u{a}<script>alert(1)</script> [a](https://example.com) [Scope] https://example.com # Title \u{202e}evil\u{200b} `code` *bold* &amp; "quoted" \\ OneDrive SharePoint snake_case Foo::bar <https://a.b> 1. a	at=20:3
row	role=User.Read.All	feature=Email	consent=yes	description=Read all users' profiles	at=21:3
row	scope=Team.Read	feature=Teams	alternative=Directory.Read.All	reason=Lists the teams	at=24:3
row	scope=Files.Read	feature=Teams	alternative=Sites.Read	alternative=Lists.Read	clause=Files.Read Sites.Read	clause=Files.Read Lists.Read	reason=```\u{a}fn main() { panic!() }\u{a}```\u{a}\u{a}<script>alert(1)</script> [a](https://example.com) [Scope] https://example.com # Title \u{202e}evil\u{200b} `code` *bold* &amp; "quoted" \\ OneDrive SharePoint snake_case Foo::bar <https://a.b> 1. a	at=25:3
row	scope=Team.Read	feature=Email	reason=Shows who is in a team	at=26:3
cover	scope=Calendars.ReadWrite	covers=Calendars.Read	covers-at=22:3	at=22:20
cover	scope=Calendars.ReadWrite.Shared	covers=Calendars.Read.Shared	covers-at=23:3	at=23:20
"#;
document r#"
document	module=r#type	name=type	path=docs-tables/type.md	resource=https://graph.microsoft.com
feature	ident=SmartBuildings	text=Smart Buildings	at=11:3
role	ident=DeviceReadAll	text=Device.Read.All	at=12:3
role	ident=PlaceReadAll	text=Place.Read.All	at=11:3
row	role=Place.Read.All	feature=Smart Buildings	consent=yes	at=11:3
row	role=Device.Read.All	feature=Smart Buildings	at=12:3
"#;
document r#"
document	module=nothing	name=nothing	path=docs-tables/nothing.md	resource=https://graph.microsoft.com
"#;
document r#"
document	module=always	name=always	path=docs-tables/always.md	resource=https://graph.microsoft.com
scope	ident=Openid	text=openid	at=11:3
scope	ident=Profile	text=profile	at=11:3
row	scope=openid	alternative=profile	at=11:3
"#;
document r#"
document	module=hard	name=hard	path=docs-tables/hard.md	resource=https://graph.microsoft.com
feature	ident=Table	text=Table	at=11:3
feature	ident=Scopes	text=Scopes	at=13:3
feature	ident=ScopeTexts	text=Scope Texts	at=15:3
feature	ident=Path	text=Path	at=17:3
feature	ident=At	text=At	at=19:3
feature	ident=Name	text=Name	at=21:3
feature	ident=Feature	text=Feature	at=23:3
feature	ident=All	text=ALL	at=25:3
feature	ident=Err	text=Err	at=27:3
scope	ident=All	text=ALL	at=11:3
scope	ident=Err	text=Err	at=13:3
scope	ident=Error	text=Error	at=15:3
scope	ident=None	text=None	at=17:3
scope	ident=Option	text=Option	at=19:3
scope	ident=Scope	text=Scope	at=21:3
scope	ident=Some	text=Some	at=23:3
scope	ident=String	text=String	at=25:3
scope	ident=Str	text=str	at=27:3
role	ident=All	text=ALL	at=12:3
role	ident=Err	text=Err	at=14:3
role	ident=Error	text=Error	at=16:3
role	ident=None	text=None	at=18:3
role	ident=Option	text=Option	at=20:3
role	ident=Scope	text=Scope	at=22:3
role	ident=Some	text=Some	at=24:3
role	ident=String	text=String	at=26:3
role	ident=Str	text=str	at=28:3
row	scope=ALL	feature=Table	at=11:3
row	role=ALL	feature=Table	at=12:3
row	scope=Err	feature=Scopes	at=13:3
row	role=Err	feature=Scopes	at=14:3
row	scope=Error	feature=Scope Texts	at=15:3
row	role=Error	feature=Scope Texts	at=16:3
row	scope=None	feature=Path	at=17:3
row	role=None	feature=Path	at=18:3
row	scope=Option	feature=At	at=19:3
row	role=Option	feature=At	at=20:3
row	scope=Scope	feature=Name	at=21:3
row	role=Scope	feature=Name	at=22:3
row	scope=Some	feature=Feature	at=23:3
row	role=Some	feature=Feature	at=24:3
row	scope=String	feature=ALL	at=25:3
row	role=String	feature=ALL	at=26:3
row	scope=str	feature=Err	at=27:3
row	role=str	feature=Err	at=28:3
"#;
document r#"
document	module=shop	name=shop	path=docs-tables/shop.md	resource=https://graph.microsoft.com	separator=,	request-separator=,
feature	ident=Orders	text=Orders	at=11:3
scope	ident=ReadOrders	text=read_orders	at=11:3
scope	ident=WriteOrders	text=write_orders	at=12:3
row	scope=read_orders	feature=Orders	at=11:3
row	scope=write_orders	feature=Orders	access=update	at=12:3
catalogue	scope=read_orders	consent=no	description=Read *orders*
catalogue	scope=write_orders	consent=yes
"#;
document r#"
document	module=power	name=power	path=docs-tables/power.md	resource=https://analysis.windows.net/powerbi/api	title=Reports
resource	ident=PowerBiService	text=https://analysis.windows.net/powerbi/api	at=7:33
resource	ident=MicrosoftGraph	text=https://graph.microsoft.com	at=9:33
feature	ident=Reports	text=Reports	at=7:3
feature	ident=Tenant	text=Tenant	at=10:3
scope	ident=ReportReadAll	text=Report.Read.All	at=7:33
scope	ident=UserRead	text=User.Read	at=9:33
role	ident=MicrosoftGraphTenantRead	text=Tenant.Read	at=10:33
role	ident=PowerBiServiceTenantRead	text=https://analysis.windows.net/powerbi/api/Tenant.Read	at=8:33
row	scope=Report.Read.All	feature=Reports	at=7:33
row	role=https://analysis.windows.net/powerbi/api/Tenant.Read	feature=Reports	at=8:33
row	scope=User.Read	feature=Reports	resource=https://graph.microsoft.com	at=9:33
row	role=Tenant.Read	feature=Tenant	resource=https://graph.microsoft.com	at=10:33
"#;
}
