//! `privilege/reach-grew`: a permission is requested more often: no longer optional, no longer for update only, or with every feature.

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Access;

use crate::edits::findings::Findings;
use crate::edits::words;
use crate::finder::Finds;
use crate::rule::{Bump, Family, GateRule, Party, RuleLevel};

pub(crate) static RULE: GateRule = GateRule {
    id: "privilege/reach-grew",
    title: "a permission is requested more often: no longer optional, no longer for update only, or with every feature",
    parties: &[Party::Security, Party::Admins],
    level: RuleLevel::Warning,
    bump: Some(Bump::Minor),
    explanation: "The document requested this permission before, but from fewer users. A reviewer who agreed to it then agreed to less.",
    before: "| Feature | Permission | Update |\n|---|---|---|\n| ToDo | Tasks.Read | |\n| ToDo | Tasks.ReadWrite | Y |\n",
    after: "| Feature | Permission | Update |\n|---|---|---|\n| ToDo | Tasks.Read | |\n| ToDo | Tasks.ReadWrite | |\n",
    near_miss: Some([
        "| Feature | Permission | Update |\n|---|---|---|\n| Chat | Chat.Read | |\n| Chat | User.Read | |\n",
        "| Feature | Permission | Update |\n|---|---|---|\n| Chat | Chat.Read | |\n| Chat | User.Read | Y |\n",
    ]),
    harmless: "leave it where it was, or have it reviewed again",
    ..GateRule::of(Family::Privilege)
};

pub(super) static FINDS: &[Finds] = &[Finds::Facts(find)];

fn find(findings: &mut Findings<'_, '_>) {
    let diff = findings.diff;
    let (old, new) = (&diff.pair.old, &diff.pair.new);
    for (edit, before, after) in
        diff.changed_rows().filter(|&(_, before, after)| diff.is_same_permission(before, after))
    {
        let (was, is) = (old.rows[before], new.rows[after]);
        let reach = [
            (was.optional && !is.optional, "no longer optional"),
            (was.access == Access::Update && is.access == Access::Base, "no longer for update access only"),
            (was.feature.is_some() && is.feature.is_none(), "requested with every feature"),
        ];
        let reach: Vec<&str> = reach.into_iter().filter_map(|(grew, words)| grew.then_some(words)).collect();
        if !reach.is_empty() {
            let message = format!("{} is {}", words::name(new, new.names[after]), reach.join(" and "));
            findings.add(edit, &RULE, Level::Warning, message);
        }
    }
}
