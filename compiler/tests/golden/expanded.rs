/// Permissions for \*Home\*
///
/// The permissions of docs-tables/o365.md.
///
/// `ask()` builds what to request at sign-in, `Granted` reads what a token allows, and `Ask::check` judges the one by the
/// other.
///
/// # Access here means consent
///
/// It is what a grant lets the application ask of the API. The user's own rights, licences and conditional access are
/// another matter: the API may still refuse
/// (<https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview>).
pub mod o365 {
    /// The title of the document; empty where it has none.
    pub const TITLE: &str = "Permissions for *Home*";
    /// The resource that the permissions belong to: a URI.
    pub const RESOURCE: &str = "https://graph.microsoft.com";
    /// The document, relative to the package.
    pub const PATH: &str = "docs-tables/o365.md";

    const fn at(line: u32) -> ::scopemark::Source {
        ::scopemark::Source { path: PATH, line }
    }

    /// The delegated permissions of the document, in order of text.
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    #[non_exhaustive]
    pub enum Scope {
        /** \"quoted\"

Needed by:
- Email

Admin consent: the document does not say.

Defined in docs-tables/o365.md:19*/
        Quoted,
        /** \$\(id\)

Needed by:
- \`\`\` fn main\(\) \{ panic\!\(\) \} \`\`\` \<script\>alert\(1\)\<\/script\> \[a\]\(https\:\/\/example\.com\) \[Scope\] https\:\/\/example\.com \# Title \\u\{202e\}evil\\u\{200b\} \`code\` \*bold\* \&amp\; \"quoted\" \\ One&#68;rive Share&#80;oint snake\_case Foo\:\:bar \<https\:\/\/a\.b\> 1\. a

Admin consent: the document does not say.

Defined in docs-tables/o365.md:20*/
        #[doc(alias = "$(id)")]
        Id,
        /** Calendars\.Read: Read user calendars

Needed by:
- Calendar

A grant of any of these does in its place: Calendars\.Read&#87;rite.

Admin consent: not required.

Defined in docs-tables/o365.md:13*/
        #[doc(alias = "Calendars.Read")]
        CalendarsRead,
        /** Calendars\.Read\.Shared

Needed by:
- Calendar, when Shared&#77;ailbox: For shared mailboxes

A grant of any of these does in its place: Calendars\.Read&#87;rite\.Shared.

Admin consent: the document does not say.

Defined in docs-tables/o365.md:15*/
        #[doc(alias = "Calendars.Read.Shared")]
        CalendarsReadShared,
        /** Calendars\.Read&#87;rite

Needed by:
- Calendar, for update access

It does in place of Calendars\.Read.

Admin consent: the document does not say.

Defined in docs-tables/o365.md:14*/
        #[doc(alias = "Calendars.ReadWrite")]
        CalendarsReadWrite,
        /** Calendars\.Read&#87;rite\.Shared

No feature asks it: it does in place of another permission.

It does in place of Calendars\.Read\.Shared.

Admin consent: the document does not say.

Defined in docs-tables/o365.md:23*/
        #[doc(alias = "Calendars.ReadWrite.Shared")]
        CalendarsReadWriteShared,
        /** Directory\.Read\.All

No feature asks it: it does in place of another permission.

Admin consent: the document does not say.

Defined in docs-tables/o365.md:17*/
        #[doc(alias = "Directory.Read.All")]
        DirectoryReadAll,
        /** Group\.Read\.All

Needed by:
- Group Calendar, or Group\.Read&#87;rite\.All, Directory\.Read\.All: \`\`\` fn main\(\) \{ panic\!\(\) \} \`\`\` \<script\>alert\(1\)\<\/script\> \[a\]\(https\:\/\/example\.com\) \[Scope\] https\:\/\/example\.com \# Title \\u\{202e\}evil\\u\{200b\} \`code\` \*bold\* \&amp\; \"quoted\" \\ One&#68;rive Share&#80;oint snake\_case Foo\:\:bar \<https\:\/\/a\.b\> 1\. a

Admin consent: the document does not say.

Defined in docs-tables/o365.md:17*/
        #[doc(alias = "Group.Read.All")]
        GroupReadAll,
        /** Group\.Read&#87;rite\.All

No feature asks it: it does in place of another permission.

Admin consent: the document does not say.

Defined in docs-tables/o365.md:17*/
        #[doc(alias = "Group.ReadWrite.All")]
        GroupReadWriteAll,
        /** Presence\.Read\.All

Needed by:
- Status, optional, not when Personal&#65;ccount, Shared&#77;ailbox

Admin consent: required.

Defined in docs-tables/o365.md:16*/
        #[doc(alias = "Presence.Read.All")]
        PresenceReadAll,
        /** User\.Read

Needed by:
- every feature

Admin consent: the document does not say.

Defined in docs-tables/o365.md:12*/
        #[doc(alias = "User.Read")]
        UserRead,
        /** offline\_access: Keep access

Needed by:
- every feature

Admin consent: the document does not say.

Defined in docs-tables/o365.md:11*/
        #[doc(alias = "offline_access")]
        OfflineAccess,
        /** openid: \`\`\` fn main\(\) \{ panic\!\(\) \} \`\`\` \<script\>alert\(1\)\<\/script\> \[a\]\(https\:\/\/example\.com\) \[Scope\] https\:\/\/example\.com \# Title \\u\{202e\}evil\\u\{200b\} \`code\` \*bold\* \&amp\; \"quoted\" \\ One&#68;rive Share&#80;oint snake\_case Foo\:\:bar \<https\:\/\/a\.b\> 1\. a

Needed by:
- Email

Admin consent: the document does not say.

Defined in docs-tables/o365.md:18*/
        #[doc(alias = "openid")]
        Openid,
    }

    static SCOPE_NAMES: ::scopemark::__format1::Names<'static> = ::scopemark::__format1::Names {
        texts: ::scopemark::__format1::Texts {
            all: "\"quoted\"\
            $(id)\
            Calendars.Read\
            Calendars.Read.Shared\
            Calendars.ReadWrite\
            Calendars.ReadWrite.Shared\
            Directory.Read.All\
            Group.Read.All\
            Group.ReadWrite.All\
            Presence.Read.All\
            User.Read\
            offline_access\
            openid",
            starts: ::scopemark::__format1::Numbers::new(1, 14, b"\0\x08\x0d\x1b0C]o}\x90\xa1\xaa\xb8\xbe"),
        },
        places: ::scopemark::__format1::Places {
            pilots: b"\0\0\0\x01\0",
            slots: ::scopemark::__format1::Numbers::new(1, 17, b"\x0c\x09\x0d\x0d\x05\x02\x0a\x0d\x0d\0\x07\x06\x08\x03\x01\x0b\x04"),
            rest_hashes: ::scopemark::__format1::Numbers::NONE,
            rest: ::scopemark::__format1::Numbers::NONE,
        },
    };

    static SCOPE_LINES: ::scopemark::__format1::Numbers<'static> =
        ::scopemark::__format1::Numbers::new(1, 13, b"\x13\x14\x0d\x0f\x0e\x17\x11\x11\x11\x10\x0c\x0b\x12");

    impl<D> ::scopemark::__format1::Listed<13, D> for Scope {
        const ARRAY: [Self; 13] = [
            Scope::Quoted,
            Scope::Id,
            Scope::CalendarsRead,
            Scope::CalendarsReadShared,
            Scope::CalendarsReadWrite,
            Scope::CalendarsReadWriteShared,
            Scope::DirectoryReadAll,
            Scope::GroupReadAll,
            Scope::GroupReadWriteAll,
            Scope::PresenceReadAll,
            Scope::UserRead,
            Scope::OfflineAccess,
            Scope::Openid,
        ];
        const ALL: &'static [Self] = &<Self as ::scopemark::__format1::Listed<13, D>>::ARRAY;
    }

    impl Scope {
        /// All of them.
        pub const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 13>();

        /// The text, as the document has it.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            SCOPE_NAMES.get(self as usize)
        }

        /// Where it is defined.
        #[must_use]
        pub const fn source(self) -> ::scopemark::Source {
            at(SCOPE_LINES.get(self as usize))
        }

        const fn index(self) -> usize {
            self as usize
        }
    }

    impl ::core::fmt::Display for Scope {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }

    impl ::core::convert::TryFrom<&str> for Scope {
        type Error = ::scopemark::Unknown;

        fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
            ::core::str::FromStr::from_str(text)
        }
    }

    impl ::core::convert::AsRef<str> for Scope {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }

    impl ::core::cmp::PartialEq<str> for Scope {
        fn eq(&self, other: &str) -> bool {
            self.as_str() == other
        }
    }

    impl ::core::cmp::PartialEq<&str> for Scope {
        fn eq(&self, other: &&str) -> bool {
            self.as_str() == *other
        }
    }

    impl ::core::fmt::Debug for Scope {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_tuple("Scope").field(&self.as_str()).finish()
        }
    }

    impl ::core::str::FromStr for Scope {
        type Err = ::scopemark::Unknown;

        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            ::scopemark::__format1::parse(&SCOPE_NAMES, text)
        }
    }

    static SCOPE_DESCRIPTIONS: ::scopemark::__format1::Texts<'static> = ::scopemark::__format1::Texts {
        all: "Read user calendars\
        Keep access\
        ```\nfn main() { panic!() }\n```\n\n<script>alert(1)</script> [a](https://example.com) [Scope] https://example.com # Title \u{202e}evil\u{200b} `code` *bold* &amp; \"quoted\" \\ OneDrive SharePoint snake_case Foo::bar <https://a.b> 1. a",
        starts: ::scopemark::__format1::Numbers::new(1, 14, b"\0\0\0\x13\x13\x13\x13\x13\x13\x13\x13\x13\x1e\xf9"),
    };

    static SCOPE_CONSENTS: &[u8; 13] = b"??n??????y???";

    impl Scope {
        /// What it allows, as plain text; empty where the document does not say.
        #[must_use]
        pub const fn description(self) -> &'static str {
            SCOPE_DESCRIPTIONS.get(self as usize)
        }

        /// Whether an administrator must consent, where the document says.
        #[must_use]
        pub const fn admin_consent(self) -> ::core::option::Option<bool> {
            match SCOPE_CONSENTS[self as usize] {
                b'y' => ::core::option::Option::Some(true),
                b'n' => ::core::option::Option::Some(false),
                _ => ::core::option::Option::None,
            }
        }
    }

    /// The application permissions of the document, in order of text.
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    #[non_exhaustive]
    pub enum AppRole {
        /** User\.Read\.All: Read all users\' profiles

Needed by:
- Email

Admin consent: required.

Defined in docs-tables/o365.md:21*/
        #[doc(alias = "User.Read.All")]
        UserReadAll,
    }

    static APP_ROLE_NAMES: ::scopemark::__format1::Names<'static> = ::scopemark::__format1::Names {
        texts: ::scopemark::__format1::Texts {
            all: "User.Read.All",
            starts: ::scopemark::__format1::Numbers::new(1, 2, b"\0\x0d"),
        },
        places: ::scopemark::__format1::Places {
            pilots: b"\0",
            slots: ::scopemark::__format1::Numbers::new(1, 2, b"\0\x01"),
            rest_hashes: ::scopemark::__format1::Numbers::NONE,
            rest: ::scopemark::__format1::Numbers::NONE,
        },
    };

    static APP_ROLE_LINES: ::scopemark::__format1::Numbers<'static> =
        ::scopemark::__format1::Numbers::new(1, 1, b"\x15");

    impl<D> ::scopemark::__format1::Listed<1, D> for AppRole {
        const ARRAY: [Self; 1] = [
            AppRole::UserReadAll,
        ];
        const ALL: &'static [Self] = &<Self as ::scopemark::__format1::Listed<1, D>>::ARRAY;
    }

    impl AppRole {
        /// All of them.
        pub const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 1>();

        /// The text, as the document has it.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            APP_ROLE_NAMES.get(self as usize)
        }

        /// Where it is defined.
        #[must_use]
        pub const fn source(self) -> ::scopemark::Source {
            at(APP_ROLE_LINES.get(self as usize))
        }

        const fn index(self) -> usize {
            self as usize
        }
    }

    impl ::core::fmt::Display for AppRole {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }

    impl ::core::convert::TryFrom<&str> for AppRole {
        type Error = ::scopemark::Unknown;

        fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
            ::core::str::FromStr::from_str(text)
        }
    }

    impl ::core::convert::AsRef<str> for AppRole {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }

    impl ::core::cmp::PartialEq<str> for AppRole {
        fn eq(&self, other: &str) -> bool {
            self.as_str() == other
        }
    }

    impl ::core::cmp::PartialEq<&str> for AppRole {
        fn eq(&self, other: &&str) -> bool {
            self.as_str() == *other
        }
    }

    impl ::core::fmt::Debug for AppRole {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_tuple("AppRole").field(&self.as_str()).finish()
        }
    }

    impl ::core::str::FromStr for AppRole {
        type Err = ::scopemark::Unknown;

        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            ::scopemark::__format1::parse(&APP_ROLE_NAMES, text)
        }
    }

    static APP_ROLE_DESCRIPTIONS: ::scopemark::__format1::Texts<'static> = ::scopemark::__format1::Texts {
        all: "Read all users' profiles",
        starts: ::scopemark::__format1::Numbers::new(1, 2, b"\0\x18"),
    };

    static APP_ROLE_CONSENTS: &[u8; 1] = b"y";

    impl AppRole {
        /// What it allows, as plain text; empty where the document does not say.
        #[must_use]
        pub const fn description(self) -> &'static str {
            APP_ROLE_DESCRIPTIONS.get(self as usize)
        }

        /// Whether an administrator must consent, where the document says.
        #[must_use]
        pub const fn admin_consent(self) -> ::core::option::Option<bool> {
            match APP_ROLE_CONSENTS[self as usize] {
                b'y' => ::core::option::Option::Some(true),
                b'n' => ::core::option::Option::Some(false),
                _ => ::core::option::Option::None,
            }
        }
    }

    impl<D> ::scopemark::__format1::Listed<14, D> for Name {
        const ARRAY: [Self; 14] = {
            let mut all = [Self::Delegated(Scope::Quoted); 14];
            let mut at = 0;
            while at < 13 {
                let name = <Scope as ::scopemark::__format1::Listed<13, D>>::ALL[at];
                all[at] = Self::Delegated(name);
                at += 1;
            }
            while at < 14 {
                let name = <AppRole as ::scopemark::__format1::Listed<1, D>>::ALL[at - 13];
                all[at] = Self::Application(name);
                at += 1;
            }
            all
        };
        const ALL: &'static [Self] = &<Self as ::scopemark::__format1::Listed<14, D>>::ARRAY;
    }

    /// A permission of either kind: the delegated ones first, each kind in order of text.
    ///
    /// A text parses as the delegated permission of that name, and as the application permission where there is no
    /// delegated one.
    #[derive(::core::fmt::Debug)]
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    pub enum Name {
        /// A delegated permission.
        Delegated(Scope),
        /// An application permission.
        Application(AppRole),
    }

    impl Name {
        /// All of them.
        pub const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 14>();

        /// The text, as the document has it.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            match self {
                Self::Delegated(scope) => scope.as_str(),
                Self::Application(role) => role.as_str(),
            }
        }

        /// Who acts with it.
        #[must_use]
        pub const fn kind(self) -> ::scopemark::Kind {
            match self {
                Self::Delegated(_) => ::scopemark::Kind::Delegated,
                Self::Application(_) => ::scopemark::Kind::Application,
            }
        }

        /// What it allows, as plain text; empty where the document does not say.
        #[must_use]
        pub const fn description(self) -> &'static str {
            match self {
                Self::Delegated(scope) => scope.description(),
                Self::Application(role) => role.description(),
            }
        }

        /// Whether an administrator must consent, where the document says.
        #[must_use]
        pub const fn admin_consent(self) -> ::core::option::Option<bool> {
            match self {
                Self::Delegated(scope) => scope.admin_consent(),
                Self::Application(role) => role.admin_consent(),
            }
        }

        /// Where it is defined.
        #[must_use]
        pub const fn source(self) -> ::scopemark::Source {
            match self {
                Self::Delegated(scope) => scope.source(),
                Self::Application(role) => role.source(),
            }
        }

        const fn index(self) -> usize {
            match self {
                Self::Delegated(scope) => scope.index(),
                Self::Application(role) => role.index() + 13,
            }
        }
    }

    impl ::core::convert::From<Scope> for Name {
        fn from(scope: Scope) -> Self {
            Self::Delegated(scope)
        }
    }

    impl ::core::convert::From<AppRole> for Name {
        fn from(role: AppRole) -> Self {
            Self::Application(role)
        }
    }

    impl ::core::str::FromStr for Name {
        type Err = ::scopemark::Unknown;

        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            ::scopemark::__format1::parse_either::<Self, Scope, AppRole>(&SCOPE_NAMES, &APP_ROLE_NAMES, text)
        }
    }

    impl ::core::fmt::Display for Name {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }

    impl ::core::convert::TryFrom<&str> for Name {
        type Error = ::scopemark::Unknown;

        fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
            ::core::str::FromStr::from_str(text)
        }
    }

    impl ::core::convert::AsRef<str> for Name {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }

    impl ::core::cmp::PartialEq<str> for Name {
        fn eq(&self, other: &str) -> bool {
            self.as_str() == other
        }
    }

    impl ::core::cmp::PartialEq<&str> for Name {
        fn eq(&self, other: &&str) -> bool {
            self.as_str() == *other
        }
    }

    /// The features of the document, in its order.
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    #[non_exhaustive]
    pub enum Feature {
        /** Calendar

Its permissions:
- Calendars\.Read
- Calendars\.Read&#87;rite, for update access
- Calendars\.Read\.Shared, when Shared&#77;ailbox: For shared mailboxes

Defined in docs-tables/o365.md:13*/
        Calendar,
        /** Status

Its permissions:
- Presence\.Read\.All, optional, not when Personal&#65;ccount, Shared&#77;ailbox

Defined in docs-tables/o365.md:16*/
        Status,
        /** Group Calendar

Its permissions:
- Group\.Read\.All, or Group\.Read&#87;rite\.All, Directory\.Read\.All: \`\`\` fn main\(\) \{ panic\!\(\) \} \`\`\` \<script\>alert\(1\)\<\/script\> \[a\]\(https\:\/\/example\.com\) \[Scope\] https\:\/\/example\.com \# Title \\u\{202e\}evil\\u\{200b\} \`code\` \*bold\* \&amp\; \"quoted\" \\ One&#68;rive Share&#80;oint snake\_case Foo\:\:bar \<https\:\/\/a\.b\> 1\. a

Defined in docs-tables/o365.md:17*/
        #[doc(alias = "Group Calendar")]
        GroupCalendar,
        /** Email

Its permissions:
- openid
- \"quoted\"
- User\.Read\.All

Defined in docs-tables/o365.md:18*/
        Email,
        /** \`\`\` fn main\(\) \{ panic\!\(\) \} \`\`\` \<script\>alert\(1\)\<\/script\> \[a\]\(https\:\/\/example\.com\) \[Scope\] https\:\/\/example\.com \# Title \\u\{202e\}evil\\u\{200b\} \`code\` \*bold\* \&amp\; \"quoted\" \\ One&#68;rive Share&#80;oint snake\_case Foo\:\:bar \<https\:\/\/a\.b\> 1\. a

Its permissions:
- \$\(id\)

Defined in docs-tables/o365.md:20*/
        AB1A,
    }

    static FEATURE_NAMES: ::scopemark::__format1::Names<'static> = ::scopemark::__format1::Names {
        texts: ::scopemark::__format1::Texts {
            all: "Calendar\
            Status\
            Group Calendar\
            Email\
            ```\nfn main() { panic!() }\n```\n\n<script>alert(1)</script> [a](https://example.com) [Scope] https://example.com # Title \u{202e}evil\u{200b} `code` *bold* &amp; \"quoted\" \\ OneDrive SharePoint snake_case Foo::bar <https://a.b> 1. a",
            starts: ::scopemark::__format1::Numbers::new(1, 6, b"\0\x08\x0e\x1c!\xfc"),
        },
        places: ::scopemark::__format1::Places {
            pilots: b"\x01\0",
            slots: ::scopemark::__format1::Numbers::new(1, 7, b"\x01\x05\x04\x05\0\x03\x02"),
            rest_hashes: ::scopemark::__format1::Numbers::NONE,
            rest: ::scopemark::__format1::Numbers::NONE,
        },
    };

    static FEATURE_LINES: ::scopemark::__format1::Numbers<'static> =
        ::scopemark::__format1::Numbers::new(1, 5, b"\x0d\x10\x11\x12\x14");

    impl<D> ::scopemark::__format1::Listed<5, D> for Feature {
        const ARRAY: [Self; 5] = [
            Feature::Calendar,
            Feature::Status,
            Feature::GroupCalendar,
            Feature::Email,
            Feature::AB1A,
        ];
        const ALL: &'static [Self] = &<Self as ::scopemark::__format1::Listed<5, D>>::ARRAY;
    }

    impl Feature {
        /// All of them.
        pub const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 5>();

        /// The text, as the document has it.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            FEATURE_NAMES.get(self as usize)
        }

        /// Where it is defined.
        #[must_use]
        pub const fn source(self) -> ::scopemark::Source {
            at(FEATURE_LINES.get(self as usize))
        }

        const fn index(self) -> usize {
            self as usize
        }
    }

    impl ::core::fmt::Display for Feature {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }

    impl ::core::convert::TryFrom<&str> for Feature {
        type Error = ::scopemark::Unknown;

        fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
            ::core::str::FromStr::from_str(text)
        }
    }

    impl ::core::convert::AsRef<str> for Feature {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }

    impl ::core::cmp::PartialEq<str> for Feature {
        fn eq(&self, other: &str) -> bool {
            self.as_str() == other
        }
    }

    impl ::core::cmp::PartialEq<&str> for Feature {
        fn eq(&self, other: &&str) -> bool {
            self.as_str() == *other
        }
    }

    impl ::core::fmt::Debug for Feature {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_tuple("Feature").field(&self.as_str()).finish()
        }
    }

    impl ::core::str::FromStr for Feature {
        type Err = ::scopemark::Unknown;

        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            ::scopemark::__format1::parse(&FEATURE_NAMES, text)
        }
    }

    /// The conditions of the document, in order of text.
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    #[non_exhaustive]
    pub enum Condition {
        /** Personal&#65;ccount

Defined in docs-tables/o365.md:16*/
        PersonalAccount,
        /** Shared&#77;ailbox

Defined in docs-tables/o365.md:15*/
        SharedMailbox,
    }

    static CONDITION_NAMES: ::scopemark::__format1::Names<'static> = ::scopemark::__format1::Names {
        texts: ::scopemark::__format1::Texts {
            all: "PersonalAccount\
            SharedMailbox",
            starts: ::scopemark::__format1::Numbers::new(1, 3, b"\0\x0f\x1c"),
        },
        places: ::scopemark::__format1::Places {
            pilots: b"\x01",
            slots: ::scopemark::__format1::Numbers::new(1, 3, b"\0\x02\x01"),
            rest_hashes: ::scopemark::__format1::Numbers::NONE,
            rest: ::scopemark::__format1::Numbers::NONE,
        },
    };

    static CONDITION_LINES: ::scopemark::__format1::Numbers<'static> =
        ::scopemark::__format1::Numbers::new(1, 2, b"\x10\x0f");

    impl<D> ::scopemark::__format1::Listed<2, D> for Condition {
        const ARRAY: [Self; 2] = [
            Condition::PersonalAccount,
            Condition::SharedMailbox,
        ];
        const ALL: &'static [Self] = &<Self as ::scopemark::__format1::Listed<2, D>>::ARRAY;
    }

    impl Condition {
        /// All of them.
        pub const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 2>();

        /// The text, as the document has it.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            CONDITION_NAMES.get(self as usize)
        }

        /// Where it is defined.
        #[must_use]
        pub const fn source(self) -> ::scopemark::Source {
            at(CONDITION_LINES.get(self as usize))
        }

        const fn index(self) -> usize {
            self as usize
        }
    }

    impl ::core::fmt::Display for Condition {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }

    impl ::core::convert::TryFrom<&str> for Condition {
        type Error = ::scopemark::Unknown;

        fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
            ::core::str::FromStr::from_str(text)
        }
    }

    impl ::core::convert::AsRef<str> for Condition {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }

    impl ::core::cmp::PartialEq<str> for Condition {
        fn eq(&self, other: &str) -> bool {
            self.as_str() == other
        }
    }

    impl ::core::cmp::PartialEq<&str> for Condition {
        fn eq(&self, other: &&str) -> bool {
            self.as_str() == *other
        }
    }

    impl ::core::fmt::Debug for Condition {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_tuple("Condition").field(&self.as_str()).finish()
        }
    }

    impl ::core::str::FromStr for Condition {
        type Err = ::scopemark::Unknown;

        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            ::scopemark::__format1::parse(&CONDITION_NAMES, text)
        }
    }

    /// One row of the document: a permission, and when it is asked.
    pub type Permission = ::scopemark::Permission<Name, Condition>;

    impl<D> ::scopemark::__format1::Rowed<D> for Document {
        const PACKED: ::scopemark::__format1::Rows<Name, Condition> = ::scopemark::__format1::Rows {
            path: PATH,
            starts: ::scopemark::__format1::Numbers::new(1, 7, b"\0\x05\x08\x0b\x10\x13\x15"),
            names: ::scopemark::__format1::Numbers::new(1, 21, b"\x02\x04\x03\x0b\x0a\x09\x0b\x0a\x07\x0b\x0a\x0c\0\x0d\x0b\x0a\x01\x0b\x0a\x0b\x0a"),
            flags: ::scopemark::__format1::Numbers::new(1, 21, b"\0\x01\0\0\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
            lines: ::scopemark::__format1::Numbers::new(1, 21, b"\x0d\x0e\x0f\x0b\x0c\x10\x0b\x0c\x11\x0b\x0c\x12\x13\x15\x0b\x0c\x14\x0b\x0c\x0b\x0c"),
            sayings: ::scopemark::__format1::Numbers::new(1, 21, b"\0\0\x01\0\0\x02\0\0\x03\0\0\0\0\0\0\0\0\0\0\0\0"),
            condition_starts: ::scopemark::__format1::Numbers::new(1, 9, b"\0\0\0\x01\x01\x01\x03\x03\x03"),
            alternative_starts: ::scopemark::__format1::Numbers::new(1, 5, b"\0\0\0\0\x02"),
            conditions: &[Condition::SharedMailbox, Condition::PersonalAccount, Condition::SharedMailbox],
            alternatives: &[Name::Delegated(Scope::GroupReadWriteAll), Name::Delegated(Scope::DirectoryReadAll)],
            notes: ::scopemark::__format1::Texts {
                all: "For shared mailboxes\
                ```\nfn main() { panic!() }\n```\n\n<script>alert(1)</script> [a](https://example.com) [Scope] https://example.com # Title \u{202e}evil\u{200b} `code` *bold* &amp; \"quoted\" \\ OneDrive SharePoint snake_case Foo::bar <https://a.b> 1. a",
                starts: ::scopemark::__format1::Numbers::new(1, 5, b"\0\0\x14\x14\xef"),
            },
        };
        const ROWS: &'static [[Permission; 64]] = &[
            ::scopemark::__format1::chunk(&<Self as ::scopemark::__format1::Rowed<D>>::PACKED, <Name as ::scopemark::__format1::Listed<14, D>>::ALL, 0),
        ];
    }

    /// The rows of a feature in the order of the document, then those that are asked with every feature.
    #[must_use]
    pub const fn permissions(feature: Feature) -> &'static [Permission] {
        ::scopemark::__format1::rows::<Document>(feature as usize)
    }

    /// The rows that are asked with every feature, in the order of the document.
    #[must_use]
    pub const fn always() -> &'static [Permission] {
        ::scopemark::__format1::rows::<Document>(5)
    }

    /// What the document says of asking and checking, by index.
    static TABLE: ::scopemark::__format1::Table<'static> = ::scopemark::__format1::Table {
        path: PATH,
        resources: &["https://graph.microsoft.com"],
        scopes: SCOPE_NAMES,
        app_roles: APP_ROLE_NAMES,
        names: [
            ::scopemark::__format1::Numbers::new(0, 14, b""),
            ::scopemark::__format1::Numbers::new(0, 14, b""),
            ::scopemark::__format1::Numbers::new(1, 14, b"\0\0\x01\0\x04\x04\0\0\0\x02\0\x08\x08\x02"),
            ::scopemark::__format1::Numbers::new(1, 14, b"\0\0\x01\x03\0\0\0\0\0\0\0\0\0\0"),
        ],
        features: FEATURE_NAMES,
        conditions: CONDITION_NAMES,
        rows: [
            ::scopemark::__format1::Numbers::new(1, 11, b"\x02\x04\x03\x09\x07\x0c\0\x0d\x01\x0b\x0a"),
            ::scopemark::__format1::Numbers::new(1, 11, b"\0\x01\0\x02\0\0\0\0\0\0\0"),
            ::scopemark::__format1::Numbers::new(1, 11, b"\0\0\x01\x02\0\0\0\0\0\0\0"),
            ::scopemark::__format1::Numbers::new(1, 11, b"\0\0\0\0\x05\0\0\0\0\0\0"),
            ::scopemark::__format1::Numbers::new(1, 11, b"\x0d\x0e\x0f\x10\x11\x12\x13\x15\x14\x0b\x0c"),
        ],
        starts: ::scopemark::__format1::Numbers::new(1, 6, b"\0\x03\x04\x05\x08\x09"),
        whens: &[[0, 0], [2, 0], [0, 3]],
        lists: ::scopemark::__format1::Numbers::new(1, 8, b"\0\x01\x04\x01\x05\x02\x06\x08"),
    };

    /// The document as a type: what ties the types of this module together.
    #[derive(::core::fmt::Debug)]
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    pub enum Document {}

    impl ::scopemark::Document for Document {
        type Scope = Scope;
        type AppRole = AppRole;
        type Name = Name;
        type Feature = Feature;
        type Condition = Condition;

        const TABLE: &'static ::scopemark::__format1::Table<'static> = &TABLE;
    }

    /// A set of delegated permissions.
    pub type Scopes = ::scopemark::Set<Scope, 1>;

    /// A set of application permissions.
    pub type AppRoles = ::scopemark::Set<AppRole, 1>;

    /// What to ask at sign-in: [`ask`] builds one.
    pub type Ask = ::scopemark::Ask<Document, 1>;

    /// A feature that cannot be asked under the conditions that hold, why, and where the document says so.
    pub type Unsupported = ::scopemark::Unsupported<Document>;

    /// What was granted, as far as the document knows it. It owns what it needs.
    ///
    /// # Access here means consent
    ///
    /// It is what the grant lets the application ask of the API. The user's own rights, licences and conditional access are
    /// another matter.
    pub type Granted = ::scopemark::Granted<Document, 1>;

    /// What a grant allows of what was asked, and what to do about the rest.
    ///
    /// # Access here means consent
    ///
    /// It is what the grant lets the application ask of the API. The user's own rights, licences and conditional access are
    /// another matter.
    pub type Report = ::scopemark::Report<Document, 1>;

    /// A permission that a feature needs and that is not granted, and what else would do.
    pub type Missing = ::scopemark::Missing<Document, 1>;

    /// Begins to ask: features, options and conditions, then [`AskBuilder::build`].
    ///
    /// Over constant features this is a constant.
    pub const fn ask() -> AskBuilder {
        AskBuilder(::scopemark::__format1::Builder::new(&TABLE))
    }

    /// What to ask, until it is built.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
    #[must_use = "nothing is asked until it is built"]
    pub struct AskBuilder(::scopemark::__format1::Builder<'static, 1>);

    impl AskBuilder {
        /// Asks for the base access to a feature: for the rows without update.
        pub const fn feature(self, feature: Feature) -> Self {
            Self(self.0.feature(feature.index()))
        }

        /// Asks for the base and the update access to a feature.
        pub const fn update(self, feature: Feature) -> Self {
            Self(self.0.update(feature.index()))
        }

        /// Opts in to the optional rows of a delegated permission, of the features that are asked.
        pub const fn option(self, scope: Scope) -> Self {
            Self(self.0.option(Name::Delegated(scope).index()))
        }

        /// Opts in to the optional rows of an application permission, of the features that are asked.
        pub const fn option_role(self, role: AppRole) -> Self {
            Self(self.0.option(Name::Application(role).index()))
        }

        /// Says that a condition holds.
        pub const fn when(self, condition: Condition) -> Self {
            Self(self.0.when(condition.index()))
        }

        /// What to ask.
        ///
        /// # Errors
        /// [`Unsupported`] for the first feature, in the order of the document, of which no base row of its own is left that
        /// is not optional. A feature that has update rows only can be asked with [`update`](Self::update).
        pub const fn build(self) -> ::core::result::Result<Ask, Unsupported> {
            Ask::built(self.0.build())
        }

        /// What to ask, without the features for which [`build`](Self::build) fails: for integrations that learn the type of
        /// an account only after sign-in. `dropped()` of the result lists them.
        pub const fn build_supported(self) -> Ask {
            Ask::of(self.0.build_supported())
        }
    }

    ::scopemark::__interop! { Scope AppRole Name Feature Condition }
    ::scopemark::__interop_scope! { Scope }

    impl ::scopemark::Indexed for Scope {
        const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 13>();
        const FIRST: usize = 0;

        fn place(self) -> usize {
            self.index()
        }
    }

    impl ::scopemark::Indexed for AppRole {
        const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 1>();
        const FIRST: usize = 13;

        fn place(self) -> usize {
            self.index()
        }
    }

    impl ::scopemark::Indexed for Name {
        const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 14>();
        const FIRST: usize = 0;

        fn place(self) -> usize {
            self.index()
        }
    }

    impl ::scopemark::Indexed for Feature {
        const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 5>();
        const FIRST: usize = 0;

        fn place(self) -> usize {
            self.index()
        }
    }

    impl ::scopemark::Indexed for Condition {
        const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 2>();
        const FIRST: usize = 0;

        fn place(self) -> usize {
            self.index()
        }
    }

    impl ::scopemark::Member<Name> for Scope {
        fn index(self) -> usize {
            Name::Delegated(self).index()
        }
    }

    impl ::core::cmp::PartialEq<Scope> for Name {
        fn eq(&self, other: &Scope) -> bool {
            *self == Self::Delegated(*other)
        }
    }

    impl ::core::cmp::PartialEq<Name> for Scope {
        fn eq(&self, other: &Name) -> bool {
            *other == Name::Delegated(*self)
        }
    }

    impl ::scopemark::Member<Name> for AppRole {
        fn index(self) -> usize {
            Name::Application(self).index()
        }
    }

    impl ::core::cmp::PartialEq<AppRole> for Name {
        fn eq(&self, other: &AppRole) -> bool {
            *self == Self::Application(*other)
        }
    }

    impl ::core::cmp::PartialEq<Name> for AppRole {
        fn eq(&self, other: &Name) -> bool {
            *other == Name::Application(*self)
        }
    }
}
/// Permissions
///
/// The permissions of docs-tables/type.md.
///
/// `ask()` builds what to request at sign-in, `Granted` reads what a token allows, and `Ask::check` judges the one by the
/// other.
///
/// # Access here means consent
///
/// It is what a grant lets the application ask of the API. The user's own rights, licences and conditional access are
/// another matter: the API may still refuse
/// (<https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview>).
pub mod r#type {
    /// The title of the document; empty where it has none.
    pub const TITLE: &str = "";
    /// The resource that the permissions belong to: a URI.
    pub const RESOURCE: &str = "https://graph.microsoft.com";
    /// The document, relative to the package.
    pub const PATH: &str = "docs-tables/type.md";

    const fn at(line: u32) -> ::scopemark::Source {
        ::scopemark::Source { path: PATH, line }
    }

    /// The delegated permissions of the document, in order of text.
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    #[non_exhaustive]
    pub enum Scope {
    }

    static SCOPE_NAMES: ::scopemark::__format1::Names<'static> = ::scopemark::__format1::Names {
        texts: ::scopemark::__format1::Texts {
            all: "",
            starts: ::scopemark::__format1::Numbers::new(0, 1, b""),
        },
        places: ::scopemark::__format1::Places {
            pilots: b"",
            slots: ::scopemark::__format1::Numbers::NONE,
            rest_hashes: ::scopemark::__format1::Numbers::NONE,
            rest: ::scopemark::__format1::Numbers::NONE,
        },
    };

    impl<D> ::scopemark::__format1::Listed<0, D> for Scope {
        const ARRAY: [Self; 0] = [];
        const ALL: &'static [Self] = &<Self as ::scopemark::__format1::Listed<0, D>>::ARRAY;
    }

    impl Scope {
        /// All of them.
        pub const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 0>();

        /// The text, as the document has it.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            match self {}
        }

        /// Where it is defined.
        #[must_use]
        pub const fn source(self) -> ::scopemark::Source {
            match self {}
        }

        const fn index(self) -> usize {
            match self {}
        }
    }

    impl ::core::fmt::Display for Scope {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }

    impl ::core::convert::TryFrom<&str> for Scope {
        type Error = ::scopemark::Unknown;

        fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
            ::core::str::FromStr::from_str(text)
        }
    }

    impl ::core::convert::AsRef<str> for Scope {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }

    impl ::core::cmp::PartialEq<str> for Scope {
        fn eq(&self, other: &str) -> bool {
            self.as_str() == other
        }
    }

    impl ::core::cmp::PartialEq<&str> for Scope {
        fn eq(&self, other: &&str) -> bool {
            self.as_str() == *other
        }
    }

    impl ::core::fmt::Debug for Scope {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_tuple("Scope").field(&self.as_str()).finish()
        }
    }

    impl ::core::str::FromStr for Scope {
        type Err = ::scopemark::Unknown;

        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            ::scopemark::__format1::parse(&SCOPE_NAMES, text)
        }
    }

    impl Scope {
        /// What it allows, as plain text; empty where the document does not say.
        #[must_use]
        pub const fn description(self) -> &'static str {
            match self {}
        }

        /// Whether an administrator must consent, where the document says.
        #[must_use]
        pub const fn admin_consent(self) -> ::core::option::Option<bool> {
            match self {}
        }
    }

    /// The application permissions of the document, in order of text.
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    #[non_exhaustive]
    pub enum AppRole {
        /** Device\.Read\.All

Needed by:
- Smart Buildings

Admin consent: the document does not say.

Defined in docs-tables/type.md:12*/
        #[doc(alias = "Device.Read.All")]
        DeviceReadAll,
        /** Place\.Read\.All

Needed by:
- Smart Buildings

Admin consent: required.

Defined in docs-tables/type.md:11*/
        #[doc(alias = "Place.Read.All")]
        PlaceReadAll,
    }

    static APP_ROLE_NAMES: ::scopemark::__format1::Names<'static> = ::scopemark::__format1::Names {
        texts: ::scopemark::__format1::Texts {
            all: "Device.Read.All\
            Place.Read.All",
            starts: ::scopemark::__format1::Numbers::new(1, 3, b"\0\x0f\x1d"),
        },
        places: ::scopemark::__format1::Places {
            pilots: b"\x01",
            slots: ::scopemark::__format1::Numbers::new(1, 3, b"\x01\x02\0"),
            rest_hashes: ::scopemark::__format1::Numbers::NONE,
            rest: ::scopemark::__format1::Numbers::NONE,
        },
    };

    static APP_ROLE_LINES: ::scopemark::__format1::Numbers<'static> =
        ::scopemark::__format1::Numbers::new(1, 2, b"\x0c\x0b");

    impl<D> ::scopemark::__format1::Listed<2, D> for AppRole {
        const ARRAY: [Self; 2] = [
            AppRole::DeviceReadAll,
            AppRole::PlaceReadAll,
        ];
        const ALL: &'static [Self] = &<Self as ::scopemark::__format1::Listed<2, D>>::ARRAY;
    }

    impl AppRole {
        /// All of them.
        pub const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 2>();

        /// The text, as the document has it.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            APP_ROLE_NAMES.get(self as usize)
        }

        /// Where it is defined.
        #[must_use]
        pub const fn source(self) -> ::scopemark::Source {
            at(APP_ROLE_LINES.get(self as usize))
        }

        const fn index(self) -> usize {
            self as usize
        }
    }

    impl ::core::fmt::Display for AppRole {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }

    impl ::core::convert::TryFrom<&str> for AppRole {
        type Error = ::scopemark::Unknown;

        fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
            ::core::str::FromStr::from_str(text)
        }
    }

    impl ::core::convert::AsRef<str> for AppRole {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }

    impl ::core::cmp::PartialEq<str> for AppRole {
        fn eq(&self, other: &str) -> bool {
            self.as_str() == other
        }
    }

    impl ::core::cmp::PartialEq<&str> for AppRole {
        fn eq(&self, other: &&str) -> bool {
            self.as_str() == *other
        }
    }

    impl ::core::fmt::Debug for AppRole {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_tuple("AppRole").field(&self.as_str()).finish()
        }
    }

    impl ::core::str::FromStr for AppRole {
        type Err = ::scopemark::Unknown;

        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            ::scopemark::__format1::parse(&APP_ROLE_NAMES, text)
        }
    }

    static APP_ROLE_DESCRIPTIONS: ::scopemark::__format1::Texts<'static> = ::scopemark::__format1::Texts {
        all: "",
        starts: ::scopemark::__format1::Numbers::new(0, 3, b""),
    };

    static APP_ROLE_CONSENTS: &[u8; 2] = b"?y";

    impl AppRole {
        /// What it allows, as plain text; empty where the document does not say.
        #[must_use]
        pub const fn description(self) -> &'static str {
            APP_ROLE_DESCRIPTIONS.get(self as usize)
        }

        /// Whether an administrator must consent, where the document says.
        #[must_use]
        pub const fn admin_consent(self) -> ::core::option::Option<bool> {
            match APP_ROLE_CONSENTS[self as usize] {
                b'y' => ::core::option::Option::Some(true),
                b'n' => ::core::option::Option::Some(false),
                _ => ::core::option::Option::None,
            }
        }
    }

    impl<D> ::scopemark::__format1::Listed<2, D> for Name {
        const ARRAY: [Self; 2] = {
            let mut all = [Self::Application(AppRole::DeviceReadAll); 2];
            let mut at = 0;
            while at < 2 {
                let name = <AppRole as ::scopemark::__format1::Listed<2, D>>::ALL[at];
                all[at] = Self::Application(name);
                at += 1;
            }
            all
        };
        const ALL: &'static [Self] = &<Self as ::scopemark::__format1::Listed<2, D>>::ARRAY;
    }

    /// A permission of either kind: the delegated ones first, each kind in order of text.
    ///
    /// A text parses as the delegated permission of that name, and as the application permission where there is no
    /// delegated one.
    #[derive(::core::fmt::Debug)]
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    pub enum Name {
        /// A delegated permission.
        Delegated(Scope),
        /// An application permission.
        Application(AppRole),
    }

    impl Name {
        /// All of them.
        pub const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 2>();

        /// The text, as the document has it.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            match self {
                Self::Delegated(scope) => scope.as_str(),
                Self::Application(role) => role.as_str(),
            }
        }

        /// Who acts with it.
        #[must_use]
        pub const fn kind(self) -> ::scopemark::Kind {
            match self {
                Self::Delegated(_) => ::scopemark::Kind::Delegated,
                Self::Application(_) => ::scopemark::Kind::Application,
            }
        }

        /// What it allows, as plain text; empty where the document does not say.
        #[must_use]
        pub const fn description(self) -> &'static str {
            match self {
                Self::Delegated(scope) => scope.description(),
                Self::Application(role) => role.description(),
            }
        }

        /// Whether an administrator must consent, where the document says.
        #[must_use]
        pub const fn admin_consent(self) -> ::core::option::Option<bool> {
            match self {
                Self::Delegated(scope) => scope.admin_consent(),
                Self::Application(role) => role.admin_consent(),
            }
        }

        /// Where it is defined.
        #[must_use]
        pub const fn source(self) -> ::scopemark::Source {
            match self {
                Self::Delegated(scope) => scope.source(),
                Self::Application(role) => role.source(),
            }
        }

        const fn index(self) -> usize {
            match self {
                Self::Delegated(scope) => scope.index(),
                Self::Application(role) => role.index(),
            }
        }
    }

    impl ::core::convert::From<Scope> for Name {
        fn from(scope: Scope) -> Self {
            Self::Delegated(scope)
        }
    }

    impl ::core::convert::From<AppRole> for Name {
        fn from(role: AppRole) -> Self {
            Self::Application(role)
        }
    }

    impl ::core::str::FromStr for Name {
        type Err = ::scopemark::Unknown;

        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            ::scopemark::__format1::parse_either::<Self, Scope, AppRole>(&SCOPE_NAMES, &APP_ROLE_NAMES, text)
        }
    }

    impl ::core::fmt::Display for Name {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }

    impl ::core::convert::TryFrom<&str> for Name {
        type Error = ::scopemark::Unknown;

        fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
            ::core::str::FromStr::from_str(text)
        }
    }

    impl ::core::convert::AsRef<str> for Name {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }

    impl ::core::cmp::PartialEq<str> for Name {
        fn eq(&self, other: &str) -> bool {
            self.as_str() == other
        }
    }

    impl ::core::cmp::PartialEq<&str> for Name {
        fn eq(&self, other: &&str) -> bool {
            self.as_str() == *other
        }
    }

    /// The features of the document, in its order.
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    #[non_exhaustive]
    pub enum Feature {
        /** Smart Buildings

Its permissions:
- Place\.Read\.All
- Device\.Read\.All

Defined in docs-tables/type.md:11*/
        #[doc(alias = "Smart Buildings")]
        SmartBuildings,
    }

    static FEATURE_NAMES: ::scopemark::__format1::Names<'static> = ::scopemark::__format1::Names {
        texts: ::scopemark::__format1::Texts {
            all: "Smart Buildings",
            starts: ::scopemark::__format1::Numbers::new(1, 2, b"\0\x0f"),
        },
        places: ::scopemark::__format1::Places {
            pilots: b"\0",
            slots: ::scopemark::__format1::Numbers::new(1, 2, b"\x01\0"),
            rest_hashes: ::scopemark::__format1::Numbers::NONE,
            rest: ::scopemark::__format1::Numbers::NONE,
        },
    };

    static FEATURE_LINES: ::scopemark::__format1::Numbers<'static> =
        ::scopemark::__format1::Numbers::new(1, 1, b"\x0b");

    impl<D> ::scopemark::__format1::Listed<1, D> for Feature {
        const ARRAY: [Self; 1] = [
            Feature::SmartBuildings,
        ];
        const ALL: &'static [Self] = &<Self as ::scopemark::__format1::Listed<1, D>>::ARRAY;
    }

    impl Feature {
        /// All of them.
        pub const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 1>();

        /// The text, as the document has it.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            FEATURE_NAMES.get(self as usize)
        }

        /// Where it is defined.
        #[must_use]
        pub const fn source(self) -> ::scopemark::Source {
            at(FEATURE_LINES.get(self as usize))
        }

        const fn index(self) -> usize {
            self as usize
        }
    }

    impl ::core::fmt::Display for Feature {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }

    impl ::core::convert::TryFrom<&str> for Feature {
        type Error = ::scopemark::Unknown;

        fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
            ::core::str::FromStr::from_str(text)
        }
    }

    impl ::core::convert::AsRef<str> for Feature {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }

    impl ::core::cmp::PartialEq<str> for Feature {
        fn eq(&self, other: &str) -> bool {
            self.as_str() == other
        }
    }

    impl ::core::cmp::PartialEq<&str> for Feature {
        fn eq(&self, other: &&str) -> bool {
            self.as_str() == *other
        }
    }

    impl ::core::fmt::Debug for Feature {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_tuple("Feature").field(&self.as_str()).finish()
        }
    }

    impl ::core::str::FromStr for Feature {
        type Err = ::scopemark::Unknown;

        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            ::scopemark::__format1::parse(&FEATURE_NAMES, text)
        }
    }

    /// The conditions of the document, in order of text.
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    #[non_exhaustive]
    pub enum Condition {
    }

    static CONDITION_NAMES: ::scopemark::__format1::Names<'static> = ::scopemark::__format1::Names {
        texts: ::scopemark::__format1::Texts {
            all: "",
            starts: ::scopemark::__format1::Numbers::new(0, 1, b""),
        },
        places: ::scopemark::__format1::Places {
            pilots: b"",
            slots: ::scopemark::__format1::Numbers::NONE,
            rest_hashes: ::scopemark::__format1::Numbers::NONE,
            rest: ::scopemark::__format1::Numbers::NONE,
        },
    };

    impl<D> ::scopemark::__format1::Listed<0, D> for Condition {
        const ARRAY: [Self; 0] = [];
        const ALL: &'static [Self] = &<Self as ::scopemark::__format1::Listed<0, D>>::ARRAY;
    }

    impl Condition {
        /// All of them.
        pub const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 0>();

        /// The text, as the document has it.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            match self {}
        }

        /// Where it is defined.
        #[must_use]
        pub const fn source(self) -> ::scopemark::Source {
            match self {}
        }

        const fn index(self) -> usize {
            match self {}
        }
    }

    impl ::core::fmt::Display for Condition {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }

    impl ::core::convert::TryFrom<&str> for Condition {
        type Error = ::scopemark::Unknown;

        fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
            ::core::str::FromStr::from_str(text)
        }
    }

    impl ::core::convert::AsRef<str> for Condition {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }

    impl ::core::cmp::PartialEq<str> for Condition {
        fn eq(&self, other: &str) -> bool {
            self.as_str() == other
        }
    }

    impl ::core::cmp::PartialEq<&str> for Condition {
        fn eq(&self, other: &&str) -> bool {
            self.as_str() == *other
        }
    }

    impl ::core::fmt::Debug for Condition {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_tuple("Condition").field(&self.as_str()).finish()
        }
    }

    impl ::core::str::FromStr for Condition {
        type Err = ::scopemark::Unknown;

        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            ::scopemark::__format1::parse(&CONDITION_NAMES, text)
        }
    }

    /// One row of the document: a permission, and when it is asked.
    pub type Permission = ::scopemark::Permission<Name, Condition>;

    impl<D> ::scopemark::__format1::Rowed<D> for Document {
        const PACKED: ::scopemark::__format1::Rows<Name, Condition> = ::scopemark::__format1::Rows {
            path: PATH,
            starts: ::scopemark::__format1::Numbers::new(1, 3, b"\0\x02\x02"),
            names: ::scopemark::__format1::Numbers::new(1, 2, b"\x01\0"),
            flags: ::scopemark::__format1::Numbers::new(0, 2, b""),
            lines: ::scopemark::__format1::Numbers::new(1, 2, b"\x0b\x0c"),
            sayings: ::scopemark::__format1::Numbers::new(0, 2, b""),
            condition_starts: ::scopemark::__format1::Numbers::new(0, 3, b""),
            alternative_starts: ::scopemark::__format1::Numbers::new(0, 2, b""),
            conditions: &[],
            alternatives: &[],
            notes: ::scopemark::__format1::Texts {
                all: "",
                starts: ::scopemark::__format1::Numbers::new(0, 2, b""),
            },
        };
        const ROWS: &'static [[Permission; 64]] = &[
            ::scopemark::__format1::chunk(&<Self as ::scopemark::__format1::Rowed<D>>::PACKED, <Name as ::scopemark::__format1::Listed<2, D>>::ALL, 0),
        ];
    }

    /// The rows of a feature in the order of the document, then those that are asked with every feature.
    #[must_use]
    pub const fn permissions(feature: Feature) -> &'static [Permission] {
        ::scopemark::__format1::rows::<Document>(feature as usize)
    }

    /// The rows that are asked with every feature, in the order of the document.
    #[must_use]
    pub const fn always() -> &'static [Permission] {
        ::scopemark::__format1::rows::<Document>(1)
    }

    /// What the document says of asking and checking, by index.
    static TABLE: ::scopemark::__format1::Table<'static> = ::scopemark::__format1::Table {
        path: PATH,
        resources: &["https://graph.microsoft.com"],
        scopes: SCOPE_NAMES,
        app_roles: APP_ROLE_NAMES,
        names: [
            ::scopemark::__format1::Numbers::new(0, 2, b""),
            ::scopemark::__format1::Numbers::new(0, 2, b""),
            ::scopemark::__format1::Numbers::new(1, 2, b"\0\x02"),
            ::scopemark::__format1::Numbers::new(0, 2, b""),
        ],
        features: FEATURE_NAMES,
        conditions: CONDITION_NAMES,
        rows: [
            ::scopemark::__format1::Numbers::new(1, 2, b"\x01\0"),
            ::scopemark::__format1::Numbers::new(0, 2, b""),
            ::scopemark::__format1::Numbers::new(0, 2, b""),
            ::scopemark::__format1::Numbers::new(0, 2, b""),
            ::scopemark::__format1::Numbers::new(1, 2, b"\x0b\x0c"),
        ],
        starts: ::scopemark::__format1::Numbers::new(1, 2, b"\0\x02"),
        whens: &[[0, 0]],
        lists: ::scopemark::__format1::Numbers::new(0, 1, b""),
    };

    /// The document as a type: what ties the types of this module together.
    #[derive(::core::fmt::Debug)]
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    pub enum Document {}

    impl ::scopemark::Document for Document {
        type Scope = Scope;
        type AppRole = AppRole;
        type Name = Name;
        type Feature = Feature;
        type Condition = Condition;

        const TABLE: &'static ::scopemark::__format1::Table<'static> = &TABLE;
    }

    /// A set of delegated permissions.
    pub type Scopes = ::scopemark::Set<Scope, 1>;

    /// A set of application permissions.
    pub type AppRoles = ::scopemark::Set<AppRole, 1>;

    /// What to ask at sign-in: [`ask`] builds one.
    pub type Ask = ::scopemark::Ask<Document, 1>;

    /// A feature that cannot be asked under the conditions that hold, why, and where the document says so.
    pub type Unsupported = ::scopemark::Unsupported<Document>;

    /// What was granted, as far as the document knows it. It owns what it needs.
    ///
    /// # Access here means consent
    ///
    /// It is what the grant lets the application ask of the API. The user's own rights, licences and conditional access are
    /// another matter.
    pub type Granted = ::scopemark::Granted<Document, 1>;

    /// What a grant allows of what was asked, and what to do about the rest.
    ///
    /// # Access here means consent
    ///
    /// It is what the grant lets the application ask of the API. The user's own rights, licences and conditional access are
    /// another matter.
    pub type Report = ::scopemark::Report<Document, 1>;

    /// A permission that a feature needs and that is not granted, and what else would do.
    pub type Missing = ::scopemark::Missing<Document, 1>;

    /// Begins to ask: features, options and conditions, then [`AskBuilder::build`].
    ///
    /// Over constant features this is a constant.
    pub const fn ask() -> AskBuilder {
        AskBuilder(::scopemark::__format1::Builder::new(&TABLE))
    }

    /// What to ask, until it is built.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
    #[must_use = "nothing is asked until it is built"]
    pub struct AskBuilder(::scopemark::__format1::Builder<'static, 1>);

    impl AskBuilder {
        /// Asks for the base access to a feature: for the rows without update.
        pub const fn feature(self, feature: Feature) -> Self {
            Self(self.0.feature(feature.index()))
        }

        /// Asks for the base and the update access to a feature.
        pub const fn update(self, feature: Feature) -> Self {
            Self(self.0.update(feature.index()))
        }

        /// Opts in to the optional rows of a delegated permission, of the features that are asked.
        pub const fn option(self, scope: Scope) -> Self {
            Self(self.0.option(Name::Delegated(scope).index()))
        }

        /// Opts in to the optional rows of an application permission, of the features that are asked.
        pub const fn option_role(self, role: AppRole) -> Self {
            Self(self.0.option(Name::Application(role).index()))
        }

        /// Says that a condition holds.
        pub const fn when(self, condition: Condition) -> Self {
            Self(self.0.when(condition.index()))
        }

        /// What to ask.
        ///
        /// # Errors
        /// [`Unsupported`] for the first feature, in the order of the document, of which no base row of its own is left that
        /// is not optional. A feature that has update rows only can be asked with [`update`](Self::update).
        pub const fn build(self) -> ::core::result::Result<Ask, Unsupported> {
            Ask::built(self.0.build())
        }

        /// What to ask, without the features for which [`build`](Self::build) fails: for integrations that learn the type of
        /// an account only after sign-in. `dropped()` of the result lists them.
        pub const fn build_supported(self) -> Ask {
            Ask::of(self.0.build_supported())
        }
    }

    ::scopemark::__interop! { Scope AppRole Name Feature Condition }
    ::scopemark::__interop_scope! { Scope }

    impl ::scopemark::Indexed for Scope {
        const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 0>();
        const FIRST: usize = 0;

        fn place(self) -> usize {
            self.index()
        }
    }

    impl ::scopemark::Indexed for AppRole {
        const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 2>();
        const FIRST: usize = 0;

        fn place(self) -> usize {
            self.index()
        }
    }

    impl ::scopemark::Indexed for Name {
        const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 2>();
        const FIRST: usize = 0;

        fn place(self) -> usize {
            self.index()
        }
    }

    impl ::scopemark::Indexed for Feature {
        const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 1>();
        const FIRST: usize = 0;

        fn place(self) -> usize {
            self.index()
        }
    }

    impl ::scopemark::Indexed for Condition {
        const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 0>();
        const FIRST: usize = 0;

        fn place(self) -> usize {
            self.index()
        }
    }

    impl ::scopemark::Member<Name> for Scope {
        fn index(self) -> usize {
            Name::Delegated(self).index()
        }
    }

    impl ::core::cmp::PartialEq<Scope> for Name {
        fn eq(&self, other: &Scope) -> bool {
            *self == Self::Delegated(*other)
        }
    }

    impl ::core::cmp::PartialEq<Name> for Scope {
        fn eq(&self, other: &Name) -> bool {
            *other == Name::Delegated(*self)
        }
    }

    impl ::scopemark::Member<Name> for AppRole {
        fn index(self) -> usize {
            Name::Application(self).index()
        }
    }

    impl ::core::cmp::PartialEq<AppRole> for Name {
        fn eq(&self, other: &AppRole) -> bool {
            *self == Self::Application(*other)
        }
    }

    impl ::core::cmp::PartialEq<Name> for AppRole {
        fn eq(&self, other: &Name) -> bool {
            *other == Name::Application(*self)
        }
    }
}
/// Permissions
///
/// The permissions of docs-tables/nothing.md.
///
/// `ask()` builds what to request at sign-in, `Granted` reads what a token allows, and `Ask::check` judges the one by the
/// other.
///
/// # Access here means consent
///
/// It is what a grant lets the application ask of the API. The user's own rights, licences and conditional access are
/// another matter: the API may still refuse
/// (<https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview>).
pub mod nothing {
    /// The title of the document; empty where it has none.
    pub const TITLE: &str = "";
    /// The resource that the permissions belong to: a URI.
    pub const RESOURCE: &str = "https://graph.microsoft.com";
    /// The document, relative to the package.
    pub const PATH: &str = "docs-tables/nothing.md";

    /// The delegated permissions of the document, in order of text.
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    #[non_exhaustive]
    pub enum Scope {
    }

    static SCOPE_NAMES: ::scopemark::__format1::Names<'static> = ::scopemark::__format1::Names {
        texts: ::scopemark::__format1::Texts {
            all: "",
            starts: ::scopemark::__format1::Numbers::new(0, 1, b""),
        },
        places: ::scopemark::__format1::Places {
            pilots: b"",
            slots: ::scopemark::__format1::Numbers::NONE,
            rest_hashes: ::scopemark::__format1::Numbers::NONE,
            rest: ::scopemark::__format1::Numbers::NONE,
        },
    };

    impl<D> ::scopemark::__format1::Listed<0, D> for Scope {
        const ARRAY: [Self; 0] = [];
        const ALL: &'static [Self] = &<Self as ::scopemark::__format1::Listed<0, D>>::ARRAY;
    }

    impl Scope {
        /// All of them.
        pub const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 0>();

        /// The text, as the document has it.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            match self {}
        }

        /// Where it is defined.
        #[must_use]
        pub const fn source(self) -> ::scopemark::Source {
            match self {}
        }

        const fn index(self) -> usize {
            match self {}
        }
    }

    impl ::core::fmt::Display for Scope {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }

    impl ::core::convert::TryFrom<&str> for Scope {
        type Error = ::scopemark::Unknown;

        fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
            ::core::str::FromStr::from_str(text)
        }
    }

    impl ::core::convert::AsRef<str> for Scope {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }

    impl ::core::cmp::PartialEq<str> for Scope {
        fn eq(&self, other: &str) -> bool {
            self.as_str() == other
        }
    }

    impl ::core::cmp::PartialEq<&str> for Scope {
        fn eq(&self, other: &&str) -> bool {
            self.as_str() == *other
        }
    }

    impl ::core::fmt::Debug for Scope {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_tuple("Scope").field(&self.as_str()).finish()
        }
    }

    impl ::core::str::FromStr for Scope {
        type Err = ::scopemark::Unknown;

        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            ::scopemark::__format1::parse(&SCOPE_NAMES, text)
        }
    }

    impl Scope {
        /// What it allows, as plain text; empty where the document does not say.
        #[must_use]
        pub const fn description(self) -> &'static str {
            match self {}
        }

        /// Whether an administrator must consent, where the document says.
        #[must_use]
        pub const fn admin_consent(self) -> ::core::option::Option<bool> {
            match self {}
        }
    }

    /// The application permissions of the document, in order of text.
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    #[non_exhaustive]
    pub enum AppRole {
    }

    static APP_ROLE_NAMES: ::scopemark::__format1::Names<'static> = ::scopemark::__format1::Names {
        texts: ::scopemark::__format1::Texts {
            all: "",
            starts: ::scopemark::__format1::Numbers::new(0, 1, b""),
        },
        places: ::scopemark::__format1::Places {
            pilots: b"",
            slots: ::scopemark::__format1::Numbers::NONE,
            rest_hashes: ::scopemark::__format1::Numbers::NONE,
            rest: ::scopemark::__format1::Numbers::NONE,
        },
    };

    impl<D> ::scopemark::__format1::Listed<0, D> for AppRole {
        const ARRAY: [Self; 0] = [];
        const ALL: &'static [Self] = &<Self as ::scopemark::__format1::Listed<0, D>>::ARRAY;
    }

    impl AppRole {
        /// All of them.
        pub const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 0>();

        /// The text, as the document has it.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            match self {}
        }

        /// Where it is defined.
        #[must_use]
        pub const fn source(self) -> ::scopemark::Source {
            match self {}
        }

        const fn index(self) -> usize {
            match self {}
        }
    }

    impl ::core::fmt::Display for AppRole {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }

    impl ::core::convert::TryFrom<&str> for AppRole {
        type Error = ::scopemark::Unknown;

        fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
            ::core::str::FromStr::from_str(text)
        }
    }

    impl ::core::convert::AsRef<str> for AppRole {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }

    impl ::core::cmp::PartialEq<str> for AppRole {
        fn eq(&self, other: &str) -> bool {
            self.as_str() == other
        }
    }

    impl ::core::cmp::PartialEq<&str> for AppRole {
        fn eq(&self, other: &&str) -> bool {
            self.as_str() == *other
        }
    }

    impl ::core::fmt::Debug for AppRole {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_tuple("AppRole").field(&self.as_str()).finish()
        }
    }

    impl ::core::str::FromStr for AppRole {
        type Err = ::scopemark::Unknown;

        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            ::scopemark::__format1::parse(&APP_ROLE_NAMES, text)
        }
    }

    impl AppRole {
        /// What it allows, as plain text; empty where the document does not say.
        #[must_use]
        pub const fn description(self) -> &'static str {
            match self {}
        }

        /// Whether an administrator must consent, where the document says.
        #[must_use]
        pub const fn admin_consent(self) -> ::core::option::Option<bool> {
            match self {}
        }
    }

    impl<D> ::scopemark::__format1::Listed<0, D> for Name {
        const ARRAY: [Self; 0] = [];
        const ALL: &'static [Self] = &<Self as ::scopemark::__format1::Listed<0, D>>::ARRAY;
    }

    /// A permission of either kind: the delegated ones first, each kind in order of text.
    ///
    /// A text parses as the delegated permission of that name, and as the application permission where there is no
    /// delegated one.
    #[derive(::core::fmt::Debug)]
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    pub enum Name {
        /// A delegated permission.
        Delegated(Scope),
        /// An application permission.
        Application(AppRole),
    }

    impl Name {
        /// All of them.
        pub const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 0>();

        /// The text, as the document has it.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            match self {
                Self::Delegated(scope) => scope.as_str(),
                Self::Application(role) => role.as_str(),
            }
        }

        /// Who acts with it.
        #[must_use]
        pub const fn kind(self) -> ::scopemark::Kind {
            match self {
                Self::Delegated(_) => ::scopemark::Kind::Delegated,
                Self::Application(_) => ::scopemark::Kind::Application,
            }
        }

        /// What it allows, as plain text; empty where the document does not say.
        #[must_use]
        pub const fn description(self) -> &'static str {
            match self {
                Self::Delegated(scope) => scope.description(),
                Self::Application(role) => role.description(),
            }
        }

        /// Whether an administrator must consent, where the document says.
        #[must_use]
        pub const fn admin_consent(self) -> ::core::option::Option<bool> {
            match self {
                Self::Delegated(scope) => scope.admin_consent(),
                Self::Application(role) => role.admin_consent(),
            }
        }

        /// Where it is defined.
        #[must_use]
        pub const fn source(self) -> ::scopemark::Source {
            match self {
                Self::Delegated(scope) => scope.source(),
                Self::Application(role) => role.source(),
            }
        }

        const fn index(self) -> usize {
            match self {
                Self::Delegated(scope) => scope.index(),
                Self::Application(role) => role.index(),
            }
        }
    }

    impl ::core::convert::From<Scope> for Name {
        fn from(scope: Scope) -> Self {
            Self::Delegated(scope)
        }
    }

    impl ::core::convert::From<AppRole> for Name {
        fn from(role: AppRole) -> Self {
            Self::Application(role)
        }
    }

    impl ::core::str::FromStr for Name {
        type Err = ::scopemark::Unknown;

        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            ::scopemark::__format1::parse_either::<Self, Scope, AppRole>(&SCOPE_NAMES, &APP_ROLE_NAMES, text)
        }
    }

    impl ::core::fmt::Display for Name {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }

    impl ::core::convert::TryFrom<&str> for Name {
        type Error = ::scopemark::Unknown;

        fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
            ::core::str::FromStr::from_str(text)
        }
    }

    impl ::core::convert::AsRef<str> for Name {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }

    impl ::core::cmp::PartialEq<str> for Name {
        fn eq(&self, other: &str) -> bool {
            self.as_str() == other
        }
    }

    impl ::core::cmp::PartialEq<&str> for Name {
        fn eq(&self, other: &&str) -> bool {
            self.as_str() == *other
        }
    }

    /// The features of the document, in its order.
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    #[non_exhaustive]
    pub enum Feature {
    }

    static FEATURE_NAMES: ::scopemark::__format1::Names<'static> = ::scopemark::__format1::Names {
        texts: ::scopemark::__format1::Texts {
            all: "",
            starts: ::scopemark::__format1::Numbers::new(0, 1, b""),
        },
        places: ::scopemark::__format1::Places {
            pilots: b"",
            slots: ::scopemark::__format1::Numbers::NONE,
            rest_hashes: ::scopemark::__format1::Numbers::NONE,
            rest: ::scopemark::__format1::Numbers::NONE,
        },
    };

    impl<D> ::scopemark::__format1::Listed<0, D> for Feature {
        const ARRAY: [Self; 0] = [];
        const ALL: &'static [Self] = &<Self as ::scopemark::__format1::Listed<0, D>>::ARRAY;
    }

    impl Feature {
        /// All of them.
        pub const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 0>();

        /// The text, as the document has it.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            match self {}
        }

        /// Where it is defined.
        #[must_use]
        pub const fn source(self) -> ::scopemark::Source {
            match self {}
        }

        const fn index(self) -> usize {
            match self {}
        }
    }

    impl ::core::fmt::Display for Feature {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }

    impl ::core::convert::TryFrom<&str> for Feature {
        type Error = ::scopemark::Unknown;

        fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
            ::core::str::FromStr::from_str(text)
        }
    }

    impl ::core::convert::AsRef<str> for Feature {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }

    impl ::core::cmp::PartialEq<str> for Feature {
        fn eq(&self, other: &str) -> bool {
            self.as_str() == other
        }
    }

    impl ::core::cmp::PartialEq<&str> for Feature {
        fn eq(&self, other: &&str) -> bool {
            self.as_str() == *other
        }
    }

    impl ::core::fmt::Debug for Feature {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_tuple("Feature").field(&self.as_str()).finish()
        }
    }

    impl ::core::str::FromStr for Feature {
        type Err = ::scopemark::Unknown;

        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            ::scopemark::__format1::parse(&FEATURE_NAMES, text)
        }
    }

    /// The conditions of the document, in order of text.
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    #[non_exhaustive]
    pub enum Condition {
    }

    static CONDITION_NAMES: ::scopemark::__format1::Names<'static> = ::scopemark::__format1::Names {
        texts: ::scopemark::__format1::Texts {
            all: "",
            starts: ::scopemark::__format1::Numbers::new(0, 1, b""),
        },
        places: ::scopemark::__format1::Places {
            pilots: b"",
            slots: ::scopemark::__format1::Numbers::NONE,
            rest_hashes: ::scopemark::__format1::Numbers::NONE,
            rest: ::scopemark::__format1::Numbers::NONE,
        },
    };

    impl<D> ::scopemark::__format1::Listed<0, D> for Condition {
        const ARRAY: [Self; 0] = [];
        const ALL: &'static [Self] = &<Self as ::scopemark::__format1::Listed<0, D>>::ARRAY;
    }

    impl Condition {
        /// All of them.
        pub const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 0>();

        /// The text, as the document has it.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            match self {}
        }

        /// Where it is defined.
        #[must_use]
        pub const fn source(self) -> ::scopemark::Source {
            match self {}
        }

        const fn index(self) -> usize {
            match self {}
        }
    }

    impl ::core::fmt::Display for Condition {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }

    impl ::core::convert::TryFrom<&str> for Condition {
        type Error = ::scopemark::Unknown;

        fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
            ::core::str::FromStr::from_str(text)
        }
    }

    impl ::core::convert::AsRef<str> for Condition {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }

    impl ::core::cmp::PartialEq<str> for Condition {
        fn eq(&self, other: &str) -> bool {
            self.as_str() == other
        }
    }

    impl ::core::cmp::PartialEq<&str> for Condition {
        fn eq(&self, other: &&str) -> bool {
            self.as_str() == *other
        }
    }

    impl ::core::fmt::Debug for Condition {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_tuple("Condition").field(&self.as_str()).finish()
        }
    }

    impl ::core::str::FromStr for Condition {
        type Err = ::scopemark::Unknown;

        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            ::scopemark::__format1::parse(&CONDITION_NAMES, text)
        }
    }

    /// One row of the document: a permission, and when it is asked.
    pub type Permission = ::scopemark::Permission<Name, Condition>;

    impl<D> ::scopemark::__format1::Rowed<D> for Document {
        const PACKED: ::scopemark::__format1::Rows<Name, Condition> = ::scopemark::__format1::Rows {
            path: PATH,
            starts: ::scopemark::__format1::Numbers::new(0, 2, b""),
            names: ::scopemark::__format1::Numbers::NONE,
            flags: ::scopemark::__format1::Numbers::NONE,
            lines: ::scopemark::__format1::Numbers::NONE,
            sayings: ::scopemark::__format1::Numbers::NONE,
            condition_starts: ::scopemark::__format1::Numbers::new(0, 3, b""),
            alternative_starts: ::scopemark::__format1::Numbers::new(0, 2, b""),
            conditions: &[],
            alternatives: &[],
            notes: ::scopemark::__format1::Texts {
                all: "",
                starts: ::scopemark::__format1::Numbers::new(0, 2, b""),
            },
        };
        const ROWS: &'static [[Permission; 64]] = &[
        ];
    }

    /// The rows of a feature in the order of the document, then those that are asked with every feature.
    #[must_use]
    pub const fn permissions(feature: Feature) -> &'static [Permission] {
        match feature {}
    }

    /// The rows that are asked with every feature, in the order of the document.
    #[must_use]
    pub const fn always() -> &'static [Permission] {
        ::scopemark::__format1::rows::<Document>(0)
    }

    /// What the document says of asking and checking, by index.
    static TABLE: ::scopemark::__format1::Table<'static> = ::scopemark::__format1::Table {
        path: PATH,
        resources: &["https://graph.microsoft.com"],
        scopes: SCOPE_NAMES,
        app_roles: APP_ROLE_NAMES,
        names: [
            ::scopemark::__format1::Numbers::NONE,
            ::scopemark::__format1::Numbers::NONE,
            ::scopemark::__format1::Numbers::NONE,
            ::scopemark::__format1::Numbers::NONE,
        ],
        features: FEATURE_NAMES,
        conditions: CONDITION_NAMES,
        rows: [
            ::scopemark::__format1::Numbers::NONE,
            ::scopemark::__format1::Numbers::NONE,
            ::scopemark::__format1::Numbers::NONE,
            ::scopemark::__format1::Numbers::NONE,
            ::scopemark::__format1::Numbers::NONE,
        ],
        starts: ::scopemark::__format1::Numbers::new(0, 1, b""),
        whens: &[[0, 0]],
        lists: ::scopemark::__format1::Numbers::new(0, 1, b""),
    };

    /// The document as a type: what ties the types of this module together.
    #[derive(::core::fmt::Debug)]
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    pub enum Document {}

    impl ::scopemark::Document for Document {
        type Scope = Scope;
        type AppRole = AppRole;
        type Name = Name;
        type Feature = Feature;
        type Condition = Condition;

        const TABLE: &'static ::scopemark::__format1::Table<'static> = &TABLE;
    }

    /// A set of delegated permissions.
    pub type Scopes = ::scopemark::Set<Scope, 0>;

    /// A set of application permissions.
    pub type AppRoles = ::scopemark::Set<AppRole, 0>;

    /// What to ask at sign-in: [`ask`] builds one.
    pub type Ask = ::scopemark::Ask<Document, 0>;

    /// A feature that cannot be asked under the conditions that hold, why, and where the document says so.
    pub type Unsupported = ::scopemark::Unsupported<Document>;

    /// What was granted, as far as the document knows it. It owns what it needs.
    ///
    /// # Access here means consent
    ///
    /// It is what the grant lets the application ask of the API. The user's own rights, licences and conditional access are
    /// another matter.
    pub type Granted = ::scopemark::Granted<Document, 0>;

    /// What a grant allows of what was asked, and what to do about the rest.
    ///
    /// # Access here means consent
    ///
    /// It is what the grant lets the application ask of the API. The user's own rights, licences and conditional access are
    /// another matter.
    pub type Report = ::scopemark::Report<Document, 0>;

    /// A permission that a feature needs and that is not granted, and what else would do.
    pub type Missing = ::scopemark::Missing<Document, 0>;

    /// Begins to ask: features, options and conditions, then [`AskBuilder::build`].
    ///
    /// Over constant features this is a constant.
    pub const fn ask() -> AskBuilder {
        AskBuilder(::scopemark::__format1::Builder::new(&TABLE))
    }

    /// What to ask, until it is built.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
    #[must_use = "nothing is asked until it is built"]
    pub struct AskBuilder(::scopemark::__format1::Builder<'static, 0>);

    impl AskBuilder {
        /// Asks for the base access to a feature: for the rows without update.
        pub const fn feature(self, feature: Feature) -> Self {
            Self(self.0.feature(feature.index()))
        }

        /// Asks for the base and the update access to a feature.
        pub const fn update(self, feature: Feature) -> Self {
            Self(self.0.update(feature.index()))
        }

        /// Opts in to the optional rows of a delegated permission, of the features that are asked.
        pub const fn option(self, scope: Scope) -> Self {
            Self(self.0.option(Name::Delegated(scope).index()))
        }

        /// Opts in to the optional rows of an application permission, of the features that are asked.
        pub const fn option_role(self, role: AppRole) -> Self {
            Self(self.0.option(Name::Application(role).index()))
        }

        /// Says that a condition holds.
        pub const fn when(self, condition: Condition) -> Self {
            Self(self.0.when(condition.index()))
        }

        /// What to ask.
        ///
        /// # Errors
        /// [`Unsupported`] for the first feature, in the order of the document, of which no base row of its own is left that
        /// is not optional. A feature that has update rows only can be asked with [`update`](Self::update).
        pub const fn build(self) -> ::core::result::Result<Ask, Unsupported> {
            Ask::built(self.0.build())
        }

        /// What to ask, without the features for which [`build`](Self::build) fails: for integrations that learn the type of
        /// an account only after sign-in. `dropped()` of the result lists them.
        pub const fn build_supported(self) -> Ask {
            Ask::of(self.0.build_supported())
        }
    }

    ::scopemark::__interop! { Scope AppRole Name Feature Condition }
    ::scopemark::__interop_scope! { Scope }

    impl ::scopemark::Indexed for Scope {
        const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 0>();
        const FIRST: usize = 0;

        fn place(self) -> usize {
            self.index()
        }
    }

    impl ::scopemark::Indexed for AppRole {
        const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 0>();
        const FIRST: usize = 0;

        fn place(self) -> usize {
            self.index()
        }
    }

    impl ::scopemark::Indexed for Name {
        const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 0>();
        const FIRST: usize = 0;

        fn place(self) -> usize {
            self.index()
        }
    }

    impl ::scopemark::Indexed for Feature {
        const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 0>();
        const FIRST: usize = 0;

        fn place(self) -> usize {
            self.index()
        }
    }

    impl ::scopemark::Indexed for Condition {
        const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 0>();
        const FIRST: usize = 0;

        fn place(self) -> usize {
            self.index()
        }
    }

    impl ::scopemark::Member<Name> for Scope {
        fn index(self) -> usize {
            Name::Delegated(self).index()
        }
    }

    impl ::core::cmp::PartialEq<Scope> for Name {
        fn eq(&self, other: &Scope) -> bool {
            *self == Self::Delegated(*other)
        }
    }

    impl ::core::cmp::PartialEq<Name> for Scope {
        fn eq(&self, other: &Name) -> bool {
            *other == Name::Delegated(*self)
        }
    }

    impl ::scopemark::Member<Name> for AppRole {
        fn index(self) -> usize {
            Name::Application(self).index()
        }
    }

    impl ::core::cmp::PartialEq<AppRole> for Name {
        fn eq(&self, other: &AppRole) -> bool {
            *self == Self::Application(*other)
        }
    }

    impl ::core::cmp::PartialEq<Name> for AppRole {
        fn eq(&self, other: &Name) -> bool {
            *other == Name::Application(*self)
        }
    }
}
/// Permissions
///
/// The permissions of docs-tables/always.md.
///
/// `ask()` builds what to request at sign-in, `Granted` reads what a token allows, and `Ask::check` judges the one by the
/// other.
///
/// # Access here means consent
///
/// It is what a grant lets the application ask of the API. The user's own rights, licences and conditional access are
/// another matter: the API may still refuse
/// (<https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview>).
pub mod always {
    /// The title of the document; empty where it has none.
    pub const TITLE: &str = "";
    /// The resource that the permissions belong to: a URI.
    pub const RESOURCE: &str = "https://graph.microsoft.com";
    /// The document, relative to the package.
    pub const PATH: &str = "docs-tables/always.md";

    const fn at(line: u32) -> ::scopemark::Source {
        ::scopemark::Source { path: PATH, line }
    }

    /// The delegated permissions of the document, in order of text.
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    #[non_exhaustive]
    pub enum Scope {
        /** openid

Needed by:
- every feature, or profile

Admin consent: the document does not say.

Defined in docs-tables/always.md:11*/
        #[doc(alias = "openid")]
        Openid,
        /** profile

No feature asks it: it does in place of another permission.

Admin consent: the document does not say.

Defined in docs-tables/always.md:11*/
        #[doc(alias = "profile")]
        Profile,
    }

    static SCOPE_NAMES: ::scopemark::__format1::Names<'static> = ::scopemark::__format1::Names {
        texts: ::scopemark::__format1::Texts {
            all: "openid\
            profile",
            starts: ::scopemark::__format1::Numbers::new(1, 3, b"\0\x06\x0d"),
        },
        places: ::scopemark::__format1::Places {
            pilots: b"\x01",
            slots: ::scopemark::__format1::Numbers::new(1, 3, b"\0\x01\x02"),
            rest_hashes: ::scopemark::__format1::Numbers::NONE,
            rest: ::scopemark::__format1::Numbers::NONE,
        },
    };

    static SCOPE_LINES: ::scopemark::__format1::Numbers<'static> =
        ::scopemark::__format1::Numbers::new(1, 2, b"\x0b\x0b");

    impl<D> ::scopemark::__format1::Listed<2, D> for Scope {
        const ARRAY: [Self; 2] = [
            Scope::Openid,
            Scope::Profile,
        ];
        const ALL: &'static [Self] = &<Self as ::scopemark::__format1::Listed<2, D>>::ARRAY;
    }

    impl Scope {
        /// All of them.
        pub const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 2>();

        /// The text, as the document has it.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            SCOPE_NAMES.get(self as usize)
        }

        /// Where it is defined.
        #[must_use]
        pub const fn source(self) -> ::scopemark::Source {
            at(SCOPE_LINES.get(self as usize))
        }

        const fn index(self) -> usize {
            self as usize
        }
    }

    impl ::core::fmt::Display for Scope {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }

    impl ::core::convert::TryFrom<&str> for Scope {
        type Error = ::scopemark::Unknown;

        fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
            ::core::str::FromStr::from_str(text)
        }
    }

    impl ::core::convert::AsRef<str> for Scope {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }

    impl ::core::cmp::PartialEq<str> for Scope {
        fn eq(&self, other: &str) -> bool {
            self.as_str() == other
        }
    }

    impl ::core::cmp::PartialEq<&str> for Scope {
        fn eq(&self, other: &&str) -> bool {
            self.as_str() == *other
        }
    }

    impl ::core::fmt::Debug for Scope {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_tuple("Scope").field(&self.as_str()).finish()
        }
    }

    impl ::core::str::FromStr for Scope {
        type Err = ::scopemark::Unknown;

        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            ::scopemark::__format1::parse(&SCOPE_NAMES, text)
        }
    }

    static SCOPE_DESCRIPTIONS: ::scopemark::__format1::Texts<'static> = ::scopemark::__format1::Texts {
        all: "",
        starts: ::scopemark::__format1::Numbers::new(0, 3, b""),
    };

    static SCOPE_CONSENTS: &[u8; 2] = b"??";

    impl Scope {
        /// What it allows, as plain text; empty where the document does not say.
        #[must_use]
        pub const fn description(self) -> &'static str {
            SCOPE_DESCRIPTIONS.get(self as usize)
        }

        /// Whether an administrator must consent, where the document says.
        #[must_use]
        pub const fn admin_consent(self) -> ::core::option::Option<bool> {
            match SCOPE_CONSENTS[self as usize] {
                b'y' => ::core::option::Option::Some(true),
                b'n' => ::core::option::Option::Some(false),
                _ => ::core::option::Option::None,
            }
        }
    }

    /// The application permissions of the document, in order of text.
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    #[non_exhaustive]
    pub enum AppRole {
    }

    static APP_ROLE_NAMES: ::scopemark::__format1::Names<'static> = ::scopemark::__format1::Names {
        texts: ::scopemark::__format1::Texts {
            all: "",
            starts: ::scopemark::__format1::Numbers::new(0, 1, b""),
        },
        places: ::scopemark::__format1::Places {
            pilots: b"",
            slots: ::scopemark::__format1::Numbers::NONE,
            rest_hashes: ::scopemark::__format1::Numbers::NONE,
            rest: ::scopemark::__format1::Numbers::NONE,
        },
    };

    impl<D> ::scopemark::__format1::Listed<0, D> for AppRole {
        const ARRAY: [Self; 0] = [];
        const ALL: &'static [Self] = &<Self as ::scopemark::__format1::Listed<0, D>>::ARRAY;
    }

    impl AppRole {
        /// All of them.
        pub const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 0>();

        /// The text, as the document has it.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            match self {}
        }

        /// Where it is defined.
        #[must_use]
        pub const fn source(self) -> ::scopemark::Source {
            match self {}
        }

        const fn index(self) -> usize {
            match self {}
        }
    }

    impl ::core::fmt::Display for AppRole {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }

    impl ::core::convert::TryFrom<&str> for AppRole {
        type Error = ::scopemark::Unknown;

        fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
            ::core::str::FromStr::from_str(text)
        }
    }

    impl ::core::convert::AsRef<str> for AppRole {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }

    impl ::core::cmp::PartialEq<str> for AppRole {
        fn eq(&self, other: &str) -> bool {
            self.as_str() == other
        }
    }

    impl ::core::cmp::PartialEq<&str> for AppRole {
        fn eq(&self, other: &&str) -> bool {
            self.as_str() == *other
        }
    }

    impl ::core::fmt::Debug for AppRole {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_tuple("AppRole").field(&self.as_str()).finish()
        }
    }

    impl ::core::str::FromStr for AppRole {
        type Err = ::scopemark::Unknown;

        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            ::scopemark::__format1::parse(&APP_ROLE_NAMES, text)
        }
    }

    impl AppRole {
        /// What it allows, as plain text; empty where the document does not say.
        #[must_use]
        pub const fn description(self) -> &'static str {
            match self {}
        }

        /// Whether an administrator must consent, where the document says.
        #[must_use]
        pub const fn admin_consent(self) -> ::core::option::Option<bool> {
            match self {}
        }
    }

    impl<D> ::scopemark::__format1::Listed<2, D> for Name {
        const ARRAY: [Self; 2] = {
            let mut all = [Self::Delegated(Scope::Openid); 2];
            let mut at = 0;
            while at < 2 {
                let name = <Scope as ::scopemark::__format1::Listed<2, D>>::ALL[at];
                all[at] = Self::Delegated(name);
                at += 1;
            }
            all
        };
        const ALL: &'static [Self] = &<Self as ::scopemark::__format1::Listed<2, D>>::ARRAY;
    }

    /// A permission of either kind: the delegated ones first, each kind in order of text.
    ///
    /// A text parses as the delegated permission of that name, and as the application permission where there is no
    /// delegated one.
    #[derive(::core::fmt::Debug)]
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    pub enum Name {
        /// A delegated permission.
        Delegated(Scope),
        /// An application permission.
        Application(AppRole),
    }

    impl Name {
        /// All of them.
        pub const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 2>();

        /// The text, as the document has it.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            match self {
                Self::Delegated(scope) => scope.as_str(),
                Self::Application(role) => role.as_str(),
            }
        }

        /// Who acts with it.
        #[must_use]
        pub const fn kind(self) -> ::scopemark::Kind {
            match self {
                Self::Delegated(_) => ::scopemark::Kind::Delegated,
                Self::Application(_) => ::scopemark::Kind::Application,
            }
        }

        /// What it allows, as plain text; empty where the document does not say.
        #[must_use]
        pub const fn description(self) -> &'static str {
            match self {
                Self::Delegated(scope) => scope.description(),
                Self::Application(role) => role.description(),
            }
        }

        /// Whether an administrator must consent, where the document says.
        #[must_use]
        pub const fn admin_consent(self) -> ::core::option::Option<bool> {
            match self {
                Self::Delegated(scope) => scope.admin_consent(),
                Self::Application(role) => role.admin_consent(),
            }
        }

        /// Where it is defined.
        #[must_use]
        pub const fn source(self) -> ::scopemark::Source {
            match self {
                Self::Delegated(scope) => scope.source(),
                Self::Application(role) => role.source(),
            }
        }

        const fn index(self) -> usize {
            match self {
                Self::Delegated(scope) => scope.index(),
                Self::Application(role) => role.index() + 2,
            }
        }
    }

    impl ::core::convert::From<Scope> for Name {
        fn from(scope: Scope) -> Self {
            Self::Delegated(scope)
        }
    }

    impl ::core::convert::From<AppRole> for Name {
        fn from(role: AppRole) -> Self {
            Self::Application(role)
        }
    }

    impl ::core::str::FromStr for Name {
        type Err = ::scopemark::Unknown;

        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            ::scopemark::__format1::parse_either::<Self, Scope, AppRole>(&SCOPE_NAMES, &APP_ROLE_NAMES, text)
        }
    }

    impl ::core::fmt::Display for Name {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }

    impl ::core::convert::TryFrom<&str> for Name {
        type Error = ::scopemark::Unknown;

        fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
            ::core::str::FromStr::from_str(text)
        }
    }

    impl ::core::convert::AsRef<str> for Name {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }

    impl ::core::cmp::PartialEq<str> for Name {
        fn eq(&self, other: &str) -> bool {
            self.as_str() == other
        }
    }

    impl ::core::cmp::PartialEq<&str> for Name {
        fn eq(&self, other: &&str) -> bool {
            self.as_str() == *other
        }
    }

    /// The features of the document, in its order.
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    #[non_exhaustive]
    pub enum Feature {
    }

    static FEATURE_NAMES: ::scopemark::__format1::Names<'static> = ::scopemark::__format1::Names {
        texts: ::scopemark::__format1::Texts {
            all: "",
            starts: ::scopemark::__format1::Numbers::new(0, 1, b""),
        },
        places: ::scopemark::__format1::Places {
            pilots: b"",
            slots: ::scopemark::__format1::Numbers::NONE,
            rest_hashes: ::scopemark::__format1::Numbers::NONE,
            rest: ::scopemark::__format1::Numbers::NONE,
        },
    };

    impl<D> ::scopemark::__format1::Listed<0, D> for Feature {
        const ARRAY: [Self; 0] = [];
        const ALL: &'static [Self] = &<Self as ::scopemark::__format1::Listed<0, D>>::ARRAY;
    }

    impl Feature {
        /// All of them.
        pub const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 0>();

        /// The text, as the document has it.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            match self {}
        }

        /// Where it is defined.
        #[must_use]
        pub const fn source(self) -> ::scopemark::Source {
            match self {}
        }

        const fn index(self) -> usize {
            match self {}
        }
    }

    impl ::core::fmt::Display for Feature {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }

    impl ::core::convert::TryFrom<&str> for Feature {
        type Error = ::scopemark::Unknown;

        fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
            ::core::str::FromStr::from_str(text)
        }
    }

    impl ::core::convert::AsRef<str> for Feature {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }

    impl ::core::cmp::PartialEq<str> for Feature {
        fn eq(&self, other: &str) -> bool {
            self.as_str() == other
        }
    }

    impl ::core::cmp::PartialEq<&str> for Feature {
        fn eq(&self, other: &&str) -> bool {
            self.as_str() == *other
        }
    }

    impl ::core::fmt::Debug for Feature {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_tuple("Feature").field(&self.as_str()).finish()
        }
    }

    impl ::core::str::FromStr for Feature {
        type Err = ::scopemark::Unknown;

        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            ::scopemark::__format1::parse(&FEATURE_NAMES, text)
        }
    }

    /// The conditions of the document, in order of text.
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    #[non_exhaustive]
    pub enum Condition {
    }

    static CONDITION_NAMES: ::scopemark::__format1::Names<'static> = ::scopemark::__format1::Names {
        texts: ::scopemark::__format1::Texts {
            all: "",
            starts: ::scopemark::__format1::Numbers::new(0, 1, b""),
        },
        places: ::scopemark::__format1::Places {
            pilots: b"",
            slots: ::scopemark::__format1::Numbers::NONE,
            rest_hashes: ::scopemark::__format1::Numbers::NONE,
            rest: ::scopemark::__format1::Numbers::NONE,
        },
    };

    impl<D> ::scopemark::__format1::Listed<0, D> for Condition {
        const ARRAY: [Self; 0] = [];
        const ALL: &'static [Self] = &<Self as ::scopemark::__format1::Listed<0, D>>::ARRAY;
    }

    impl Condition {
        /// All of them.
        pub const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 0>();

        /// The text, as the document has it.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            match self {}
        }

        /// Where it is defined.
        #[must_use]
        pub const fn source(self) -> ::scopemark::Source {
            match self {}
        }

        const fn index(self) -> usize {
            match self {}
        }
    }

    impl ::core::fmt::Display for Condition {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }

    impl ::core::convert::TryFrom<&str> for Condition {
        type Error = ::scopemark::Unknown;

        fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
            ::core::str::FromStr::from_str(text)
        }
    }

    impl ::core::convert::AsRef<str> for Condition {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }

    impl ::core::cmp::PartialEq<str> for Condition {
        fn eq(&self, other: &str) -> bool {
            self.as_str() == other
        }
    }

    impl ::core::cmp::PartialEq<&str> for Condition {
        fn eq(&self, other: &&str) -> bool {
            self.as_str() == *other
        }
    }

    impl ::core::fmt::Debug for Condition {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_tuple("Condition").field(&self.as_str()).finish()
        }
    }

    impl ::core::str::FromStr for Condition {
        type Err = ::scopemark::Unknown;

        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            ::scopemark::__format1::parse(&CONDITION_NAMES, text)
        }
    }

    /// One row of the document: a permission, and when it is asked.
    pub type Permission = ::scopemark::Permission<Name, Condition>;

    impl<D> ::scopemark::__format1::Rowed<D> for Document {
        const PACKED: ::scopemark::__format1::Rows<Name, Condition> = ::scopemark::__format1::Rows {
            path: PATH,
            starts: ::scopemark::__format1::Numbers::new(1, 2, b"\0\x01"),
            names: ::scopemark::__format1::Numbers::new(0, 1, b""),
            flags: ::scopemark::__format1::Numbers::new(0, 1, b""),
            lines: ::scopemark::__format1::Numbers::new(1, 1, b"\x0b"),
            sayings: ::scopemark::__format1::Numbers::new(1, 1, b"\x01"),
            condition_starts: ::scopemark::__format1::Numbers::new(0, 5, b""),
            alternative_starts: ::scopemark::__format1::Numbers::new(1, 3, b"\0\0\x01"),
            conditions: &[],
            alternatives: &[Name::Delegated(Scope::Profile)],
            notes: ::scopemark::__format1::Texts {
                all: "",
                starts: ::scopemark::__format1::Numbers::new(0, 3, b""),
            },
        };
        const ROWS: &'static [[Permission; 64]] = &[
            ::scopemark::__format1::chunk(&<Self as ::scopemark::__format1::Rowed<D>>::PACKED, <Name as ::scopemark::__format1::Listed<2, D>>::ALL, 0),
        ];
    }

    /// The rows of a feature in the order of the document, then those that are asked with every feature.
    #[must_use]
    pub const fn permissions(feature: Feature) -> &'static [Permission] {
        match feature {}
    }

    /// The rows that are asked with every feature, in the order of the document.
    #[must_use]
    pub const fn always() -> &'static [Permission] {
        ::scopemark::__format1::rows::<Document>(0)
    }

    /// What the document says of asking and checking, by index.
    static TABLE: ::scopemark::__format1::Table<'static> = ::scopemark::__format1::Table {
        path: PATH,
        resources: &["https://graph.microsoft.com"],
        scopes: SCOPE_NAMES,
        app_roles: APP_ROLE_NAMES,
        names: [
            ::scopemark::__format1::Numbers::new(0, 2, b""),
            ::scopemark::__format1::Numbers::new(0, 2, b""),
            ::scopemark::__format1::Numbers::new(1, 2, b"\x08\x08"),
            ::scopemark::__format1::Numbers::new(0, 2, b""),
        ],
        features: FEATURE_NAMES,
        conditions: CONDITION_NAMES,
        rows: [
            ::scopemark::__format1::Numbers::new(0, 1, b""),
            ::scopemark::__format1::Numbers::new(0, 1, b""),
            ::scopemark::__format1::Numbers::new(0, 1, b""),
            ::scopemark::__format1::Numbers::new(1, 1, b"\x01"),
            ::scopemark::__format1::Numbers::new(1, 1, b"\x0b"),
        ],
        starts: ::scopemark::__format1::Numbers::new(0, 1, b""),
        whens: &[[0, 0]],
        lists: ::scopemark::__format1::Numbers::new(1, 3, b"\0\x01\x01"),
    };

    /// The document as a type: what ties the types of this module together.
    #[derive(::core::fmt::Debug)]
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    pub enum Document {}

    impl ::scopemark::Document for Document {
        type Scope = Scope;
        type AppRole = AppRole;
        type Name = Name;
        type Feature = Feature;
        type Condition = Condition;

        const TABLE: &'static ::scopemark::__format1::Table<'static> = &TABLE;
    }

    /// A set of delegated permissions.
    pub type Scopes = ::scopemark::Set<Scope, 1>;

    /// A set of application permissions.
    pub type AppRoles = ::scopemark::Set<AppRole, 1>;

    /// What to ask at sign-in: [`ask`] builds one.
    pub type Ask = ::scopemark::Ask<Document, 1>;

    /// A feature that cannot be asked under the conditions that hold, why, and where the document says so.
    pub type Unsupported = ::scopemark::Unsupported<Document>;

    /// What was granted, as far as the document knows it. It owns what it needs.
    ///
    /// # Access here means consent
    ///
    /// It is what the grant lets the application ask of the API. The user's own rights, licences and conditional access are
    /// another matter.
    pub type Granted = ::scopemark::Granted<Document, 1>;

    /// What a grant allows of what was asked, and what to do about the rest.
    ///
    /// # Access here means consent
    ///
    /// It is what the grant lets the application ask of the API. The user's own rights, licences and conditional access are
    /// another matter.
    pub type Report = ::scopemark::Report<Document, 1>;

    /// A permission that a feature needs and that is not granted, and what else would do.
    pub type Missing = ::scopemark::Missing<Document, 1>;

    /// Begins to ask: features, options and conditions, then [`AskBuilder::build`].
    ///
    /// Over constant features this is a constant.
    pub const fn ask() -> AskBuilder {
        AskBuilder(::scopemark::__format1::Builder::new(&TABLE))
    }

    /// What to ask, until it is built.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
    #[must_use = "nothing is asked until it is built"]
    pub struct AskBuilder(::scopemark::__format1::Builder<'static, 1>);

    impl AskBuilder {
        /// Asks for the base access to a feature: for the rows without update.
        pub const fn feature(self, feature: Feature) -> Self {
            Self(self.0.feature(feature.index()))
        }

        /// Asks for the base and the update access to a feature.
        pub const fn update(self, feature: Feature) -> Self {
            Self(self.0.update(feature.index()))
        }

        /// Opts in to the optional rows of a delegated permission, of the features that are asked.
        pub const fn option(self, scope: Scope) -> Self {
            Self(self.0.option(Name::Delegated(scope).index()))
        }

        /// Opts in to the optional rows of an application permission, of the features that are asked.
        pub const fn option_role(self, role: AppRole) -> Self {
            Self(self.0.option(Name::Application(role).index()))
        }

        /// Says that a condition holds.
        pub const fn when(self, condition: Condition) -> Self {
            Self(self.0.when(condition.index()))
        }

        /// What to ask.
        ///
        /// # Errors
        /// [`Unsupported`] for the first feature, in the order of the document, of which no base row of its own is left that
        /// is not optional. A feature that has update rows only can be asked with [`update`](Self::update).
        pub const fn build(self) -> ::core::result::Result<Ask, Unsupported> {
            Ask::built(self.0.build())
        }

        /// What to ask, without the features for which [`build`](Self::build) fails: for integrations that learn the type of
        /// an account only after sign-in. `dropped()` of the result lists them.
        pub const fn build_supported(self) -> Ask {
            Ask::of(self.0.build_supported())
        }
    }

    ::scopemark::__interop! { Scope AppRole Name Feature Condition }
    ::scopemark::__interop_scope! { Scope }

    impl ::scopemark::Indexed for Scope {
        const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 2>();
        const FIRST: usize = 0;

        fn place(self) -> usize {
            self.index()
        }
    }

    impl ::scopemark::Indexed for AppRole {
        const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 0>();
        const FIRST: usize = 2;

        fn place(self) -> usize {
            self.index()
        }
    }

    impl ::scopemark::Indexed for Name {
        const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 2>();
        const FIRST: usize = 0;

        fn place(self) -> usize {
            self.index()
        }
    }

    impl ::scopemark::Indexed for Feature {
        const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 0>();
        const FIRST: usize = 0;

        fn place(self) -> usize {
            self.index()
        }
    }

    impl ::scopemark::Indexed for Condition {
        const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, 0>();
        const FIRST: usize = 0;

        fn place(self) -> usize {
            self.index()
        }
    }

    impl ::scopemark::Member<Name> for Scope {
        fn index(self) -> usize {
            Name::Delegated(self).index()
        }
    }

    impl ::core::cmp::PartialEq<Scope> for Name {
        fn eq(&self, other: &Scope) -> bool {
            *self == Self::Delegated(*other)
        }
    }

    impl ::core::cmp::PartialEq<Name> for Scope {
        fn eq(&self, other: &Name) -> bool {
            *other == Name::Delegated(*self)
        }
    }

    impl ::scopemark::Member<Name> for AppRole {
        fn index(self) -> usize {
            Name::Application(self).index()
        }
    }

    impl ::core::cmp::PartialEq<AppRole> for Name {
        fn eq(&self, other: &AppRole) -> bool {
            *self == Self::Application(*other)
        }
    }

    impl ::core::cmp::PartialEq<Name> for AppRole {
        fn eq(&self, other: &Name) -> bool {
            *other == Name::Application(*self)
        }
    }
}
