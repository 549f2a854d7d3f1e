//! Attempts that edit the tables.

use super::{Attempt, edits};

pub(super) const ATTEMPTS: &[Attempt] = &[
    edits(
        "The only row of a feature became an update row",
        "token/update-only",
        &[(
            "| Calendar | `Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite` | |\n",
            "| Calendar | `Calendars.Read` | Delegated | Yes | | No | `Calendars.ReadWrite` | |\n",
        )],
    ),
    edits(
        "The only row of a feature became optional",
        "token/update-only",
        &[(
            "| Calendar | `Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite` | |\n",
            "| Calendar | `Calendars.Read` | Delegated | | Yes | No | `Calendars.ReadWrite` | |\n",
        )],
    ),
    edits(
        "The base row went beside an update row",
        "token/update-only",
        &[("| Chat | `Chat.Read` | Delegated | | | No | | |\n", "")],
    ),
    edits("The permission was replaced by `None`", "token/update-only", &[("`Calendars.Read`", "None")]),
    edits(
        "A row now applies only under a condition that no code can state yet",
        "token/condition-required",
        &[(
            "| Calendar | `Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite` | |\n",
            "| Calendar | `Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite` | For legacy installs |\n",
        )],
    ),
    edits(
        "The conditions of two rows were swapped",
        "token/condition-required",
        &[
            ("| Not for shared mailboxes |", "| @@ |"),
            ("| For shared mailboxes |", "| Not for shared mailboxes |"),
            ("@@", "For shared mailboxes"),
        ],
    ),
    edits("A row lost its condition", "token/need-grew", &[("| Not for shared mailboxes |", "| |")]),
    edits(
        "Another condition stands where the old one stood",
        "token/need-grew",
        &[
            ("| Not for shared mailboxes |", "| Not for personal accounts |"),
            ("| For shared mailboxes |", "| For personal accounts |"),
        ],
    ),
    edits(
        "`formerly` says that a built-in condition is another one",
        "code/formerly-invalid",
        &[
            ("| Not for shared mailboxes |", "| Not for legacy installs |"),
            ("| For shared mailboxes |", "| For legacy installs |"),
            ("# Chat\n", "# Chat\n<!-- scopemark: formerly.\"LegacyInstall\" = \"SharedMailbox\" -->\n"),
        ],
    ),
    edits(
        "The only row for shared mailboxes went",
        "token/update-only",
        &[("| Mail | `Mail.Read.Shared` | Delegated | | | No | | For shared mailboxes |\n", "")],
    ),
    edits(
        "An update row is shut out under a condition",
        "token/feature-excluded",
        &[(
            "| Chat | `Chat.ReadWrite` | Delegated | Yes | | No | | |\n",
            "| Chat | `Chat.ReadWrite` | Delegated | Yes | | No | | Not for shared mailboxes |\n",
        )],
    ),
    edits(
        "An update row became a base row",
        "token/need-grew",
        &[(
            "| Chat | `Chat.ReadWrite` | Delegated | Yes | | No | | |\n",
            "| Chat | `Chat.ReadWrite` | Delegated | | | No | | |\n",
        )],
    ),
    edits(
        "An optional row became needed",
        "token/optional-became-required",
        &[(
            "| Tasks | `Group.Read.All` | Delegated | | Yes | Yes | | |\n",
            "| Tasks | `Group.Read.All` | Delegated | |  | Yes | | |\n",
        )],
    ),
    edits(
        "A needed row became optional, and another one needed",
        "token/required-scope-added",
        &[(
            "| Calendar | `Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite` | |\n",
            "| Calendar | `Calendars.Read` | Delegated | | Yes | No | `Calendars.ReadWrite` | |\n| Calendar | `Calendars.ReadBasic` | Delegated |  |  | No |  |  |\n",
        )],
    ),
    edits(
        "`formerly` names a feature that is still there",
        "code/formerly-invalid",
        &[("# Chat\n", "# Chat\n<!-- scopemark: formerly.\"Calendar\" = \"Tasks\" -->\n")],
    ),
    edits(
        "`formerly` names a permission that is still there",
        "code/formerly-invalid",
        &[("# Chat\n", "# Chat\n<!-- scopemark: formerly.\"Calendars.Read\" = \"Tasks.Read\" -->\n")],
    ),
    edits(
        "A permission was replaced, and `formerly` calls that a new name",
        "token/scope-replaced",
        &[
            ("`Calendars.Read`", "`Calendars.ReadBasic`"),
            ("# Chat\n", "# Chat\n<!-- scopemark: formerly.\"Calendars.ReadBasic\" = \"Calendars.Read\" -->\n"),
        ],
    ),
    edits(
        "Two features exchanged their names, with `formerly` for both",
        "code/formerly-invalid",
        &[
            ("| Calendar |", "| @@ |"),
            ("| Report |", "| Calendar |"),
            ("| @@ |", "| Report |"),
            (
                "# Chat\n",
                "# Chat\n<!-- scopemark: formerly.\"Calendar\" = \"Report\", formerly.\"Report\" = \"Calendar\" -->\n",
            ),
        ],
    ),
    edits(
        "A feature has a new name, which `formerly` says, and a condition more",
        "token/condition-required",
        &[
            ("| Calendar |", "| Events |"),
            ("`Calendars.ReadWrite` | |", "`Calendars.ReadWrite` | For personal accounts |"),
            ("# Chat\n", "# Chat\n<!-- scopemark: formerly.\"Events\" = \"Calendar\" -->\n"),
        ],
    ),
    edits(
        "*or* in a cell became *and*",
        "token/required-scope-added",
        &[("`Files.Read` or `Sites.Read.All`", "`Files.Read` and `Sites.Read.All`")],
    ),
    edits("An alternative went", "token/alternative-removed", &[("`Files.Read` or `Sites.Read.All`", "`Files.Read`")]),
    edits(
        "The alternatives of a cell are in another order, so that another one is requested",
        "consent/ask-grew",
        &[("`Files.Read` or `Sites.Read.All`", "`Sites.Read.All` or `Files.Read`")],
    ),
    edits(
        "`any-of` above the table",
        "token/need-empty",
        &[("\n| Feature", "\n<!-- scopemark: any-of -->\n| Feature")],
    ),
    edits(
        "`optional` above the table",
        "token/update-only",
        &[("\n| Feature", "\n<!-- scopemark: optional -->\n| Feature")],
    ),
    edits(
        "A row for every feature was added",
        "token/required-scope-added",
        &[(
            "| All | `offline_access` | Delegated | | | No | | |\n",
            "| All | `offline_access` | Delegated | | | No | | |\n| All | `User.ReadBasic.All` | Delegated |  |  | No |  |  |\n",
        )],
    ),
    edits(
        "A row of one feature became one of all",
        "token/need-empty",
        &[("| Login | `User.Read`", "| All | `User.Read`")],
    ),
    edits(
        "Only an OpenID name is left of a feature",
        "token/need-empty",
        &[("| Login | `User.Read` | Delegated | | | No | | |\n", "")],
    ),
    edits(
        "Sign-ins of all but one feature are no longer refreshed",
        "consent/offline-access-removed",
        &[("| All | `offline", "| Chat | `offline")],
    ),
    edits(
        "A delegated permission became an application permission",
        "token/delegated-to-application",
        &[(
            "| Calendar | `Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite` | |\n",
            "| Calendar | `Calendars.Read` | Application | | | Yes | `Calendars.ReadWrite` | |\n",
        )],
    ),
    edits(
        "An application permission became a delegated one",
        "token/application-to-delegated",
        &[(
            "| Report | `Reports.Read.All` | Application | | | Yes | | |\n",
            "| Report | `Reports.Read.All` | Delegated | | | Yes | | |\n",
        )],
    ),
    edits(
        "The column that says the kind got a header without meaning",
        "token/application-to-delegated",
        &[("| Type |", "| Kinds of it |")],
    ),
    edits(
        "The column that says what is optional got a header without meaning",
        "token/optional-became-required",
        &[("| Optional |", "| Opt |")],
    ),
    edits(
        "The column that says what is for updates got a header without meaning",
        "token/need-grew",
        &[("| Update |", "| Write it |")],
    ),
    edits(
        "The resource is that of a national cloud",
        "resource/changed",
        &[("https://graph.microsoft.com", "https://graph.microsoft.us")],
    ),
    edits(
        "The resource is spelled with a slash at its end",
        "resource/changed",
        &[("https://graph.microsoft.com", "https://graph.microsoft.com/")],
    ),
    edits(
        "The resource is another API with permissions of the same names",
        "token/scope-replaced",
        &[("https://graph.microsoft.com", "https://api.example.org")],
    ),
    edits(
        "A stronger permission no longer satisfies",
        "token/alternative-removed",
        &[("`Calendars.ReadWrite` | |", "| |")],
    ),
    edits(
        "An admin permission is satisfied by one that any user can consent to",
        "privilege/cover-inverted",
        &[(
            "| Tasks | `Group.Read.All` | Delegated | | Yes | Yes | | |\n",
            "| Tasks | `Group.Read.All` | Delegated | | Yes | Yes | `User.Read` | |\n",
        )],
    ),
    edits(
        "A chain of covers leads from an admin permission to one that any user can consent to",
        "privilege/cover-inverted",
        &[(
            "| All | `offline_access` | Delegated | | | No | | |\n",
            "| All | `offline_access` | Delegated | | | No | | |\n\n| Permission | Satisfied by |\n|---|---|\n| `Group.Read.All` | `Directory.AccessAsUser.All` |\n| `Directory.AccessAsUser.All` | `User.Read` |\n",
        )],
    ),
    edits(
        "A condition is both required and excluded",
        "document/unreadable",
        &[(
            "| Calendar | `Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite` | |\n",
            "| Calendar | `Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite` | For shared mailboxes. Not for shared mailboxes |\n",
        )],
    ),
    edits("An empty cell makes a row part of the feature above", "token/feature-removed", &[("| Calendar |", "| |")]),
    edits(
        "A mark behind the name makes a row optional",
        "token/update-only",
        &[
            ("`Calendars.Read`", "`Calendars.Read` *"),
            (
                "| All | `offline_access` | Delegated | | | No | | |\n",
                "| All | `offline_access` | Delegated | | | No | | |\n\n\\* Optional: for those who want it.\n",
            ),
        ],
    ),
    edits(
        "An admin permission got an alternative that any user can consent to",
        "privilege/cover-inverted",
        &[("`Group.Read.All`", "`Group.Read.All` or `User.Read`")],
    ),
    edits(
        "Users can consent to an admin permission, says the edit that satisfies it by another one",
        "privilege/cover-inverted",
        &[(
            "| Tasks | `Group.Read.All` | Delegated | | Yes | Yes | | |",
            "| Tasks | `Group.Read.All` | Delegated | | Yes | No | `User.Read` | |",
        )],
    ),
    edits(
        "Nothing is known of the consent, says such an edit",
        "privilege/cover-inverted",
        &[(
            "| Tasks | `Group.Read.All` | Delegated | | Yes | Yes | | |",
            "| Tasks | `Group.Read.All` | Delegated | | Yes | | `User.Read` | |",
        )],
    ),
    edits(
        "A replacement is hidden behind a cover that the same edit declares",
        "consent/scope-narrowed",
        &[(
            "`Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite`",
            "`Calendars.ReadBasic` | Delegated | | | No | `Calendars.Read`, `Calendars.ReadWrite`",
        )],
    ),
    edits(
        "Answers are split at commas",
        "grant/separator-changed",
        &[("# Chat\n", "# Chat\n<!-- scopemark: separator = \",\" -->\n")],
    ),
    edits(
        "Requests are joined with commas",
        "grant/separator-changed",
        &[("# Chat\n", "# Chat\n<!-- scopemark: request-separator = \",\" -->\n")],
    ),
    edits(
        "The document is skipped",
        "document/table-skipped",
        &[("\n| Feature", "\n<!-- scopemark: skip -->\n\n| Feature")],
    ),
    edits(
        "The table is skipped",
        "document/table-skipped",
        &[("\n| Feature", "\n<!-- scopemark: skip -->\n| Feature")],
    ),
    edits(
        "A feature is beta in the edit that breaks it",
        "lock/beta-entered",
        &[("| Calendar |", "| Calendar (beta) |"), ("`Calendars.Read`", "`Calendars.ReadBasic`")],
    ),
    edits(
        "A directive makes a feature beta in the edit that breaks it",
        "token/scope-replaced",
        &[
            ("# Chat\n", "# Chat\n<!-- scopemark: stability.\"Calendar\" = \"beta\" -->\n"),
            ("`Calendars.Read`", "`Calendars.ReadBasic`"),
        ],
    ),
    edits(
        "A feature got a new name that is beta",
        "lock/beta-entered",
        &[
            ("| Calendar |", "| Events (beta) |"),
            ("# Chat\n", "# Chat\n<!-- scopemark: formerly.\"Events\" = \"Calendar\" -->\n"),
        ],
    ),
    edits(
        "A feature became part of one that is beta",
        "token/feature-removed",
        &[("| Calendar |", "| Rooms (beta) |")],
    ),
    edits(
        "A feature got a row that is marked beta",
        "lock/beta-entered",
        &[(
            "| Calendar | `Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite` | |\n",
            "| Calendar | `Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite` | |\n| Calendar (beta) | `Tasks.Read` | Delegated |  |  | No |  |  |\n",
        )],
    ),
    edits("A permission is spelled with other letters", "code/name-respelled", &[("`Chat.Read`", "`chat.read`")]),
    edits("A feature is spelled with other letters", "code/name-respelled", &[("| Calendar |", "| calendar |")]),
    edits(
        "Two constants exchanged their names by `rename`",
        "code/name-respelled",
        &[(
            "# Chat\n",
            "# Chat\n<!-- scopemark: rename.\"Chat.Read\" = \"TasksRead\", rename.\"Tasks.Read\" = \"ChatRead\" -->\n",
        )],
    ),
    edits("A feature has another name", "token/feature-removed", &[("| Calendar |", "| Events |")]),
    edits("A row moved to another feature", "token/required-scope-added", &[("| Calendar |", "| Tasks |")]),
    edits(
        "An administrator must consent now",
        "consent/admin-newly-required",
        &[(
            "| Calendar | `Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite` | |\n",
            "| Calendar | `Calendars.Read` | Delegated | | | Yes | `Calendars.ReadWrite` | |\n",
        )],
    ),
    edits("A permission became a wildcard", "consent/wildcard-introduced", &[("`Calendars.Read`", "`Calendars.*`")]),
    edits(
        "A new option needs an administrator",
        "privilege/new-in-document",
        &[(
            "| Calendar | `Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite` | |\n",
            "| Calendar | `Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite` | |\n| Calendar | `Directory.ReadWrite.All` | Delegated |  | Yes | Yes |  |  |\n",
        )],
    ),
    edits(
        "A new feature has an application permission",
        "privilege/new-in-document",
        &[(
            "| Calendar | `Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite` | |\n",
            "| Calendar | `Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite` | |\n| Sync | `Directory.ReadWrite.All` | Application |  |  | Yes |  |  |\n",
        )],
    ),
    edits(
        "A first update row asks for more",
        "consent/ask-grew",
        &[(
            "| Calendar | `Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite` | |\n",
            "| Calendar | `Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite` | |\n| Calendar | `Tasks.Read` | Delegated | Yes |  | No |  |  |\n",
        )],
    ),
    edits(
        "A comment that does not end hides the rest of the table",
        "token/feature-removed",
        &[("| Calendar | `Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite` | |\n", "<!--\n")],
    ),
    edits(
        "The table is written in HTML",
        "document/unreadable",
        &[(
            "| Feature | Permission | Type | Update | Optional | Admin consent | Satisfied by | Notes |\n|---|---|---|---|---|---|---|---|\n| Chat | `Chat.Read` | Delegated | | | No | | |\n| Chat | `Chat.ReadWrite` | Delegated | Yes | | No | | |\n| Calendar | `Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite` | |\n| Mail | `Mail.Read` | Delegated | | | No | | Not for shared mailboxes |\n| Mail | `Mail.Read.Shared` | Delegated | | | No | | For shared mailboxes |\n| Tasks | `Tasks.Read` | Delegated | | | No | | |\n| Tasks | `Group.Read.All` | Delegated | | Yes | Yes | | |\n| Files | `Files.Read` or `Sites.Read.All` | Delegated | | | | | |\n| Team | `Team.ReadBasic.All` and `Channel.ReadBasic.All` | Delegated | | | No | | |\n| Login | `openid` | Delegated | | | No | | |\n| Login | `User.Read` | Delegated | | | No | | |\n| Rooms (beta) | `Place.Read.All` | Delegated | | | No | | |\n| Report | `Reports.Read.All` | Application | | | Yes | | |\n| All | `offline_access` | Delegated | | | No | | |\n",
            "<table><tr><th>Feature</th><th>Permission</th></tr><tr><td>Chat</td><td><code>Chat.Read</code></td></tr></table>\n",
        )],
    ),
    edits(
        "A row is in a block of code",
        "document/unreadable",
        &[(
            "| Calendar | `Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite` | |\n",
            "\n```\n| Calendar | `Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite` | |\n```\n",
        )],
    ),
    edits("A permission is struck out", "document/unreadable", &[("`Calendars.Read`", "~~`Calendars.Read`~~")]),
    edits(
        "The name of a feature contains an invisible character",
        "document/unreadable",
        &[("| Calendar |", "| Calendar\u{200b} |")],
    ),
    edits(
        "A letter of a permission is a Cyrillic one that looks the same",
        "document/unreadable",
        &[("`Tasks.Read`", "`T\u{430}sks.Read`")],
    ),
];
