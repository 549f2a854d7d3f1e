//! The rules about code: names that programs are written against.

use super::Party::{Admins, Code, Document, Security, Users};
use super::{Bump, FoundBy, GateRule, RuleLevel};

const BASE: GateRule = GateRule {
    id: "",
    title: "",
    parties: &[Code],
    level: RuleLevel::Error,
    bump: Some(Bump::Major),
    found_by: FoundBy::Comparison,
    explanation: "",
    before: "",
    after: "",
    harmless: "",
};

pub(crate) static FEATURE_RENAMED: GateRule = GateRule {
    id: "code/feature-renamed",
    title: "a feature with the same needs has a new name",
    level: RuleLevel::ErrorOrNote,
    explanation: "Code that names the feature does not compile any more, although nothing else changed. Where the document says what \
                  the feature was called, it is a note, and the old constant stays, deprecated.",
    before: "| Feature | Permission |\n|---|---|\n| ToDo | Tasks.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Tasks | Tasks.Read |\n",
    harmless: "say at the top of the document: <!-- scopemark: formerly.\"New\" = \"Old\" -->",
    ..BASE
};

pub(crate) static NAME_REMOVED: GateRule = GateRule {
    id: "code/name-removed",
    title: "a constant, feature, condition or module that code may name is gone",
    explanation: "Code that names it does not compile any more.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Chat | User.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    harmless: "keep the name through one release, or say what it is called now: <!-- scopemark: formerly.\"New\" = \"Old\" -->",
    ..BASE
};

pub(crate) static NAME_RESPELLED: GateRule = GateRule {
    id: "code/name-respelled",
    title: "a permission, feature or condition is spelled differently: its constant or the constant's text changed",
    parties: &[Code, Users],
    level: RuleLevel::ErrorOrNote,
    explanation: "Code that names the old constant does not compile; code that compares texts, and lists that were stored, no longer \
                  match. Where the document says what it was, it is a note.",
    before: "| Feature | Permission |\n|---|---|\n| Sign-in | Profile |\n",
    after: "| Feature | Permission |\n|---|---|\n| Sign-in | profile |\n",
    harmless: "say at the top of the document: <!-- scopemark: formerly.\"new\" = \"Old\" -->; a `rename` keeps a constant",
    ..BASE
};

pub(crate) static NAME_REUSED: GateRule = GateRule {
    id: "code/name-reused",
    title: "a name that was removed returns with another meaning",
    parties: &[Code, Users, Admins, Security, Document],
    found_by: FoundBy::Lock,
    explanation: "The lock remembers names that were removed. Code, settings and documents of before may still use the name and mean \
                  what it meant.",
    before: "the lock remembers a feature `Chat` of before, which needed `Chat.Read`\n",
    after: "a feature `Chat` is new, and needs `ChannelMessage.Send`\n",
    harmless: "choose a name that was never used",
    ..BASE
};

pub(crate) static ORDER_CHANGED: GateRule = GateRule {
    id: "code/order-changed",
    title: "an order that code can observe changed",
    level: RuleLevel::Warning,
    bump: Some(Bump::Minor),
    explanation: "The alternatives of a permission are listed in the order of the document, and code may take the first. The order of \
                  features is that of the document too; a change of it is a note, for a table that is moved or sorted changes \
                  nothing else. Permissions and conditions are in the order of their text, always.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read or Chat.ReadWrite or Chat.ReadBasic |\n",
    after: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read or Chat.ReadBasic or Chat.ReadWrite |\n",
    harmless: "keep the order",
    ..BASE
};
