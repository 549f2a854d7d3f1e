//! The rules about the document itself.

use super::Party::{Admins, Code, Document, Security, Users};
use super::{Bump, FoundBy, GateRule, RuleLevel};

const BASE: GateRule = GateRule {
    id: "",
    title: "",
    parties: &[Code, Users, Admins, Security, Document],
    level: RuleLevel::Error,
    bump: None,
    found_by: FoundBy::Reading,
    explanation: "",
    before: "",
    after: "",
    harmless: "",
};

pub(crate) static CONDITION_TEXT_CHANGED: GateRule = GateRule {
    id: "document/condition-text-changed",
    title: "free text that may hold a condition changed",
    parties: &[Document, Security],
    level: RuleLevel::Warning,
    bump: Some(Bump::Patch),
    found_by: FoundBy::Comparison,
    explanation: "A note that the grammar does not read may still say when a permission is needed. What it means for tokens, no tool \
                  can say; somebody should read it.",
    before: "| Feature | Permission | Notes |\n|---|---|---|\n| Chat | Chat.Read | Ask your administrator first |\n",
    after: "| Feature | Permission | Notes |\n|---|---|---|\n| Chat | Chat.Read | Work accounts only |\n",
    harmless: "write a condition in the words that are read: `For …`, `Not for …`, `Used if …`",
};

pub(crate) static MOVED: GateRule = GateRule {
    id: "document/moved",
    title: "the same facts elsewhere in the document",
    parties: &[Document],
    level: RuleLevel::Note,
    bump: Some(Bump::Patch),
    found_by: FoundBy::Comparison,
    explanation: "Rows or tables are in another order. Nothing that the tables say changed.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Chat | User.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Chat | User.Read |\n| Chat | Chat.Read |\n",
    harmless: "nothing to do",
};

pub(crate) static TABLE_SKIPPED: GateRule = GateRule {
    id: "document/table-skipped",
    title: "a table that was read is now skipped by a directive",
    explanation: "All that the table said is gone, for everybody, by a comment that no reader of the document sees.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    after: "<!-- scopemark: skip -->\n| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    harmless: "delete the rows instead, one reviewed change after the other",
    ..BASE
};

pub(crate) static UNREADABLE: GateRule = GateRule {
    id: "document/unreadable",
    title: "what was read before cannot be read now",
    explanation: "Without a reading there is no comparison, and so no way to tell what the edit breaks.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Chat | read the chats |\n",
    harmless: "mend what reading reports",
    ..BASE
};
