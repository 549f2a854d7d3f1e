//! The rules about privilege: what the application is allowed more, or less, than before.

use super::Party::{Admins, Security, Users};
use super::{Bump, FoundBy, GateRule, RuleLevel};

const BASE: GateRule = GateRule {
    id: "",
    title: "",
    parties: &[Security, Admins],
    level: RuleLevel::Warning,
    bump: Some(Bump::Minor),
    found_by: FoundBy::Comparison,
    explanation: "",
    before: "",
    after: "",
    harmless: "",
};

pub(crate) static COVER_ADDED: GateRule = GateRule {
    id: "privilege/cover-added",
    title: "a new `satisfied by`, or a new alternative",
    parties: &[Users, Security],
    level: RuleLevel::ErrorOrWarning,
    explanation: "The document now says that one permission does for another. It is an error where the edit breaks tokens without \
                  that claim, because then the claim alone keeps the gate open: if it is wrong, users find out. In Microsoft's \
                  own data a third of the permissions called `ReadWrite` do not contain the `Read` of that name.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read or Chat.ReadWrite |\n",
    harmless: "check in the provider's reference that the stronger permission really allows all that the weaker one does",
    ..BASE
};

pub(crate) static DROPPED: GateRule = GateRule {
    id: "privilege/dropped",
    title: "a permission is no longer asked anywhere in the document",
    level: RuleLevel::Note,
    bump: Some(Bump::Patch),
    explanation: "What was granted stays granted: consent does not go away when an application stops asking. An administrator should \
                  take the permission off the registration and revoke the grants.",
    before: "| Feature | Permission | Update |\n|---|---|---|\n| Chat | Chat.Read | |\n| Chat | User.Read | |\n",
    after: "| Feature | Permission | Update |\n|---|---|---|\n| Chat | Chat.Read | |\n",
    harmless: "revoke it in each tenant after the release",
    ..BASE
};

pub(crate) static NEW_IN_DOCUMENT: GateRule = GateRule {
    id: "privilege/new-in-document",
    title: "the first use of a permission in the document",
    level: RuleLevel::ErrorOrWarning,
    explanation: "The application may do something that it never could. It is an error for an application permission and for one that \
                  needs an administrator: somebody must review it and approve it in each tenant.",
    before: "| Feature | Permission | Type |\n|---|---|---|\n| Devices | Device.Read.All | Application |\n",
    after: "| Feature | Permission | Type |\n|---|---|---|\n| Devices | Device.Read.All | Application |\n| Rooms | Place.Read.All | \
            Application |\n",
    harmless: "have it reviewed; ask the least that does",
    ..BASE
};

pub(crate) static REACH_GREW: GateRule = GateRule {
    id: "privilege/reach-grew",
    title: "a permission is asked of more: no longer optional, no longer for update only, or with every feature",
    explanation: "The document asked for this permission before, but of fewer people. A reviewer who agreed to it then agreed to less.",
    before: "| Feature | Permission | Update |\n|---|---|---|\n| ToDo | Tasks.Read | |\n| ToDo | Tasks.ReadWrite | Y |\n",
    after: "| Feature | Permission | Update |\n|---|---|---|\n| ToDo | Tasks.Read | |\n| ToDo | Tasks.ReadWrite | |\n",
    harmless: "leave it where it was, or have it reviewed again",
    ..BASE
};
