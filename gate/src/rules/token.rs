//! The rules about tokens: something that a token allowed, it no longer does.

use super::Party::{Admins, Code, Document, Security, Users};
use super::{Bump, FoundBy, GateRule, RuleLevel};

const BASE: GateRule = GateRule {
    id: "",
    title: "",
    parties: &[Users],
    level: RuleLevel::Verdict,
    bump: Some(Bump::Major),
    found_by: FoundBy::Comparison,
    explanation: "",
    before: "",
    after: "",
    harmless: "",
};

pub(crate) static ALTERNATIVE_REMOVED: GateRule = GateRule {
    id: "token/alternative-removed",
    title: "a permission, an alternative or a cover that used to do no longer does",
    explanation: "Who holds only the permission that used to do in place of another loses the feature, although their token \
                  is as it was. Taking out a row of `Satisfied by`, or a permission after `or`, does that.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read or Chat.ReadWrite |\n",
    after: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    harmless: "keep what used to do in `Satisfied by` for as long as tokens with it alone are in use",
    ..BASE
};

pub(crate) static APPLICATION_TO_DELEGATED: GateRule = GateRule {
    id: "token/application-to-delegated",
    title: "an application permission became a delegated one",
    parties: &[Users, Admins],
    explanation: "Jobs that run without a user hold an app-only token, which never carries delegated permissions: they stop. \
                  Somebody must sign in, and consent, in their place.",
    before: "| Feature | Permission | Type |\n|---|---|---|\n| Sync | User.Read.All | Application |\n",
    after: "| Feature | Permission | Type |\n|---|---|---|\n| Sync | User.Read.All | Delegated |\n",
    harmless: "list the permission under both types until no job uses the application permission",
    ..BASE
};

pub(crate) static CONDITION_REQUIRED: GateRule = GateRule {
    id: "token/condition-required",
    title: "a row now applies only under a condition",
    parties: &[Users, Document],
    level: RuleLevel::VerdictOrWarning,
    explanation: "Where the condition does not hold, the permission is no longer asked. A feature that has no other permission \
                  left is then not supported any more, and a token that could use it cannot: an error. Else it is a warning: \
                  the tables cannot say whether the feature works with less.",
    before: "| Feature | Permission | Notes |\n|---|---|---|\n| Email | Mail.Read | |\n",
    after: "| Feature | Permission | Notes |\n|---|---|---|\n| Email | Mail.Read | For shared mailboxes |\n",
    harmless: "keep a row without the condition beside it",
    ..BASE
};

pub(crate) static DELEGATED_TO_APPLICATION: GateRule = GateRule {
    id: "token/delegated-to-application",
    title: "a delegated permission became an application permission",
    parties: &[Users, Admins, Security],
    explanation: "A user's token never carries application permissions: what it allowed is gone. The application now acts for \
                  everybody instead of for one signed-in user, and only an administrator can allow that.",
    before: "| Feature | Permission | Type |\n|---|---|---|\n| Sync | User.Read.All | Delegated |\n",
    after: "| Feature | Permission | Type |\n|---|---|---|\n| Sync | User.Read.All | Application |\n",
    harmless: "list the permission under both types, and let each integration move when its administrator has consented",
    ..BASE
};

pub(crate) static FEATURE_EXCLUDED: GateRule = GateRule {
    id: "token/feature-excluded",
    title: "a feature no longer serves some: personal accounts, shared mailboxes, …",
    level: RuleLevel::VerdictOrWarning,
    explanation: "Under the new exclusion the feature has no permission left, so it is not supported there. Who used it there \
                  with a token that had all that was needed, cannot any more: an error. Where no row of the document named the \
                  condition before, no program says yet that it holds, and it is a warning.",
    before: "| Feature | Permission | Notes |\n|---|---|---|\n| Email | Mail.Read | Not for personal accounts |\n| Chat | Chat.Read | |\n",
    after: "| Feature | Permission | Notes |\n|---|---|---|\n| Email | Mail.Read | Not for personal accounts |\n| Chat | Chat.Read | Not for \
            personal accounts |\n",
    harmless: "leave the note out until nobody uses the feature there, or add a row for those that it excludes",
    ..BASE
};

pub(crate) static FEATURE_REMOVED: GateRule = GateRule {
    id: "token/feature-removed",
    title: "a feature, or its update access, is gone",
    parties: &[Code, Users],
    explanation: "No row for the feature is left for this access and type of token. Code that names a feature that is gone does \
                  not compile, and who could use it cannot.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Email | Mail.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Email | Mail.Read |\n",
    harmless: "keep the rows through one release in which the feature is announced to go; a feature that has another name now \
               is kept together with `formerly`",
    ..BASE
};

pub(crate) static NEED_GREW: GateRule = GateRule {
    id: "token/need-grew",
    title: "any other edit after which a token that worked no longer does",
    explanation: "What the feature needs is more than it was, without a new row: a permission that only updating needed is needed \
                  always, a condition or an exclusion was taken away, or a row no longer stands in for another.",
    before: "| Feature | Permission | Update |\n|---|---|---|\n| ToDo | Tasks.Read | |\n| ToDo | Tasks.ReadWrite | Y |\n",
    after: "| Feature | Permission | Update |\n|---|---|---|\n| ToDo | Tasks.Read | |\n| ToDo | Tasks.ReadWrite | |\n",
    harmless: "ask for the permission first, as an optional row, and need it when the tokens in use have it",
    ..BASE
};

pub(crate) static OPTIONAL_BECAME_REQUIRED: GateRule = GateRule {
    id: "token/optional-became-required",
    title: "an optional permission became a required one",
    explanation: "Deployments that did not opt in have tokens without it: what worked for them no longer does.",
    before: "| Feature | Permission | Notes |\n|---|---|---|\n| Status | Presence.Read | |\n| Status | Presence.Read.All | Used if \
             you watch others |\n",
    after: "| Feature | Permission | Notes |\n|---|---|---|\n| Status | Presence.Read | |\n| Status | Presence.Read.All | |\n",
    harmless: "leave it optional, or give what needs it a feature of its own",
    ..BASE
};

pub(crate) static REQUIRED_SCOPE_ADDED: GateRule = GateRule {
    id: "token/required-scope-added",
    title: "a new row that tokens in use need not satisfy",
    explanation: "Every token that was issued before lacks the new permission, so the feature stops for everybody until they \
                  consent again.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Chat | User.Read |\n",
    harmless: "make the row optional (`Used if …`), or give what needs it a feature of its own",
    ..BASE
};

pub(crate) static SCOPE_REPLACED: GateRule = GateRule {
    id: "token/scope-replaced",
    title: "a permission became another, whose holders are not the same",
    parties: &[Users, Admins],
    explanation: "Tokens in use carry the old permission and not the new one: the feature stops until people, or their \
                  administrator, consent to the new one.",
    before: "| Feature | Permission |\n|---|---|\n| Groups | Group.Read.All |\n",
    after: "| Feature | Permission |\n|---|---|\n| Groups | GroupMember.Read.All |\n",
    harmless: "let the old one do for the new one: `New or Old`, or a row of `Satisfied by`, if the product really works with it",
    ..BASE
};

pub(crate) static SCOPE_WIDENED: GateRule = GateRule {
    id: "token/scope-widened",
    title: "a permission became one that is declared to contain it",
    parties: &[Users, Security],
    explanation: "Who consented to the weaker permission does not hold the stronger one, so the feature stops; and the application \
                  is allowed more than it was.",
    before: "| Feature | Permission |\n|---|---|\n| Search | Chat.Read |\n| Chat | Chat.Read |\n\n| Permission | Satisfied by |\n|---|---|\n| Chat.Read | \
             Chat.ReadWrite |\n",
    after: "| Feature | Permission |\n|---|---|\n| Search | Chat.Read |\n| Chat | Chat.ReadWrite |\n\n| Permission | Satisfied by |\n|---|---|\n| Chat.Read | \
            Chat.ReadWrite |\n",
    harmless: "keep the weaker permission as the one that is needed, and ask the stronger one for update access",
    ..BASE
};
