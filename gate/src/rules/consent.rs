//! The rules about consent: what people and administrators are asked to approve.

use super::Party::{Admins, Code, Security, Users};
use super::{Bump, FoundBy, GateRule, RuleLevel};

const BASE: GateRule = GateRule {
    id: "",
    title: "",
    parties: &[Users, Admins],
    level: RuleLevel::Error,
    bump: Some(Bump::Major),
    found_by: FoundBy::Comparison,
    explanation: "",
    before: "",
    after: "",
    harmless: "",
};

pub(crate) static ADMIN_NEWLY_REQUIRED: GateRule = GateRule {
    id: "consent/admin-newly-required",
    title: "a permission that users could approve now needs an administrator",
    parties: &[Admins, Users],
    level: RuleLevel::ErrorOrWarning,
    explanation: "People who sign in for the first time can no longer approve the permission themselves: an administrator of each \
                  tenant must, before the new version is used. It is a warning where the document did not say before: it may \
                  always have been so.",
    before: "| Feature | Permission | Admin consent |\n|---|---|---|\n| Chat | Chat.Read | No |\n",
    after: "| Feature | Permission | Admin consent |\n|---|---|---|\n| Chat | Chat.Read | Yes |\n",
    harmless: "tell administrators first, with the address at which they consent; or ask a permission that users may approve",
    ..BASE
};

pub(crate) static ADMIN_NO_LONGER_REQUIRED: GateRule = GateRule {
    id: "consent/admin-no-longer-required",
    title: "a permission no longer needs an administrator",
    parties: &[Admins],
    level: RuleLevel::Note,
    bump: Some(Bump::Patch),
    explanation: "Users may now approve what only an administrator could. Nothing breaks; an administrator may want to know.",
    before: "| Feature | Permission | Admin consent |\n|---|---|---|\n| Chat | Chat.Read | Yes |\n",
    after: "| Feature | Permission | Admin consent |\n|---|---|---|\n| Chat | Chat.Read | No |\n",
    harmless: "nothing to do; check that the authorization server agrees with the document",
    ..BASE
};

pub(crate) static ADMIN_UNKNOWN: GateRule = GateRule {
    id: "consent/admin-unknown",
    title: "the document no longer says whether an administrator must consent",
    parties: &[Admins],
    level: RuleLevel::Warning,
    bump: Some(Bump::Minor),
    explanation: "Who plans a roll-out reads there whether an administrator is needed, and so does code that sends people to an \
                  administrator. Unknown is not the same as no.",
    before: "| Feature | Permission | Admin consent |\n|---|---|---|\n| Chat | Chat.Read | No |\n",
    after: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    harmless: "say `Yes` or `No` in the column of admin consent",
    ..BASE
};

pub(crate) static ASK_GREW: GateRule = GateRule {
    id: "consent/ask-grew",
    title: "the sign-in list has a new member",
    explanation: "People who consented are asked again, and a silent refresh with the new list fails, even where everything that is \
                  needed was granted. An application permission must be registered and approved by an administrator of each \
                  tenant.",
    before: "| Feature | Permission | Update |\n|---|---|---|\n| Chat | Chat.Read | |\n",
    after: "| Feature | Permission | Update |\n|---|---|---|\n| Chat | Chat.Read | |\n| Chat | Chat.ReadWrite | Y |\n",
    harmless: "make the row optional (`Used if …`), so that each deployment opts in when it is ready; refresh with what was \
               granted (`refresh_param`) until then",
    ..BASE
};

pub(crate) static OFFLINE_ACCESS_REMOVED: GateRule = GateRule {
    id: "consent/offline-access-removed",
    title: "sign-ins stop being refreshed",
    parties: &[Users],
    explanation: "Without `offline_access` no refresh token is issued (OpenID Connect Core 1.0, section 11): people must sign in \
                  again as soon as their token ends, in about an hour.",
    before: "| Feature | Permission |\n|---|---|\n| Calendar | offline_access |\n| Calendar | Calendars.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Calendar | Calendars.Read |\n",
    harmless: "keep the row, for each feature that works while nobody is there",
    ..BASE
};

pub(crate) static OPTIONAL_ADDED: GateRule = GateRule {
    id: "consent/optional-added",
    title: "a new permission that a deployment can opt in to",
    parties: &[Users, Security],
    level: RuleLevel::Warning,
    bump: Some(Bump::Minor),
    explanation: "Nobody is asked for it who does not opt in; who does, asks their users again.",
    before: "| Feature | Permission | Notes |\n|---|---|---|\n| Status | Presence.Read | |\n",
    after: "| Feature | Permission | Notes |\n|---|---|---|\n| Status | Presence.Read | |\n| Status | Presence.Read.All | Used if you \
            watch others |\n",
    harmless: "nothing to do, if a reviewer agrees",
    ..BASE
};

pub(crate) static REQUIRED_BECAME_OPTIONAL: GateRule = GateRule {
    id: "consent/required-became-optional",
    title: "a required permission became an optional one",
    parties: &[Users, Code],
    level: RuleLevel::Warning,
    bump: Some(Bump::Minor),
    explanation: "Integrations that do not opt in stop asking for it: what they did with it stops for those who sign in from then on.",
    before: "| Feature | Permission | Notes |\n|---|---|---|\n| Status | Presence.Read | |\n| Status | Presence.Read.All | |\n",
    after: "| Feature | Permission | Notes |\n|---|---|---|\n| Status | Presence.Read | |\n| Status | Presence.Read.All | Used if you \
            watch others |\n",
    harmless: "opt in to it (`.option(…)`) in every integration that uses it, in the same change",
    ..BASE
};

pub(crate) static SCOPE_NARROWED: GateRule = GateRule {
    id: "consent/scope-narrowed",
    title: "a permission became one that it is declared to contain",
    level: RuleLevel::Warning,
    bump: Some(Bump::Minor),
    explanation: "No token breaks, because who holds the stronger permission satisfies the weaker one. But the list at sign-in names \
                  a permission that nobody consented to by name, so people are asked again, for less.",
    before: "| Feature | Permission |\n|---|---|\n| Search | Chat.Read |\n| Chat | Chat.ReadWrite |\n\n| Permission | Satisfied by |\n|---|---|\n| Chat.Read | \
             Chat.ReadWrite |\n",
    after: "| Feature | Permission |\n|---|---|\n| Search | Chat.Read |\n| Chat | Chat.Read |\n\n| Permission | Satisfied by |\n|---|---|\n| Chat.Read | \
            Chat.ReadWrite |\n",
    harmless: "nothing to do but to announce it; refresh with what was granted (`refresh_param`)",
    ..BASE
};

pub(crate) static WILDCARD_INTRODUCED: GateRule = GateRule {
    id: "consent/wildcard-introduced",
    title: "a wildcard replaces a list",
    parties: &[Users, Admins, Security],
    explanation: "A wildcard grants what the list said and everything else, also what the provider adds later. Nobody who reads the \
                  document can tell any more what is asked.",
    before: "| Feature | Scope |\n|---|---|\n| Issues | read:issue |\n| Issues | write:issue |\n",
    after: "<!-- scopemark: rename.\"*:issue\" = \"AnyIssue\" -->\n\n| Feature | Scope |\n|---|---|\n| Issues | *:issue |\n",
    harmless: "list what is needed, one permission a row",
    ..BASE
};
