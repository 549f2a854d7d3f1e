//! `document/condition-text-changed`: free text that may hold a condition changed.

use scopemark_compiler::finding::Level;

use crate::edits::findings::Findings;
use crate::edits::notes::free_text;
use crate::edits::target::Target;
use crate::edits::words;
use crate::finder::Finds;
use crate::rule::{Bump, Family, GateRule, Party, RuleLevel};

pub(crate) static RULE: GateRule = GateRule {
    id: "document/condition-text-changed",
    title: "free text that may hold a condition changed",
    parties: &[Party::Document, Party::Security],
    level: RuleLevel::Warning,
    bump: Some(Bump::Patch),
    explanation: "A note that the grammar does not read may still say when a permission is needed. What it means for tokens, no tool \
                  can say; somebody should read it.",
    before: "| Feature | Permission | Notes |\n|---|---|---|\n| Chat | Chat.Read | Ask your administrator first |\n",
    after: "| Feature | Permission | Notes |\n|---|---|---|\n| Chat | Chat.Read | Work accounts only |\n",
    near_miss: Some([
        "| Feature | Permission | Notes |\n|---|---|---|\n| Chat | Chat.Read | Not for personal accounts |\n",
        "| Feature | Permission | Notes |\n|---|---|---|\n| Chat | Chat.Read | Not supported in personal accounts. |\n",
    ]),
    harmless: "write a condition in the words that are read: `For …`, `Not for …`, `Used if …`",
    ..GateRule::of(Family::Document)
};

pub(super) static FINDS: &[Finds] = &[Finds::Facts(find)];

fn find(findings: &mut Findings<'_, '_>) {
    let diff = findings.diff;
    let (old, new) = (&diff.pair.old, &diff.pair.new);
    for (before, after) in diff.kept_rows() {
        let (was, is) = (old.rows[before], new.rows[after]);
        if was.notes == is.notes {
            continue;
        }
        // A reason to opt in is judged with the row's becoming optional, or no longer being so.
        let switched = was.optional != is.optional;
        let is_reason = |text: &String| switched && text.to_ascii_lowercase().starts_with("used if ");
        let plain = |row| free_text(row).into_iter().filter(|text| !is_reason(text)).collect::<Vec<_>>().join(". ");
        let (was, is) = (plain(was), plain(is));
        if was == is {
            continue;
        }
        let name = words::name(new, new.names[after]);
        let message = match (&*was, &*is) {
            ("", is) => format!("the note of {name} says now: {is}"),
            (was, "") => format!("the note of {name} no longer says: {was}"),
            (was, is) => format!("the note of {name} said: {was}; it says now: {is}"),
        };
        let edit = findings.at(Target::of_kept_row(diff, before, after));
        if let Some(change) = findings.add(edit, &RULE, Level::Warning, message) {
            (change.before, change.after) = (was, is);
        }
    }
}
