//! `privilege/reach-grew`: a permission is requested more often: no longer optional, no longer for update only, or with every feature.

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::{Access, Permission};

use crate::edits::diff::Diff;
use crate::edits::findings::Findings;
use crate::edits::{subjects, words};
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};
use crate::states::matching::RowChange;

pub(crate) static RULE: GateRule = GateRule {
    id: "privilege/reach-grew",
    title: "a permission is requested more often: no longer optional, no longer for update only, or with every feature",
    parties: &[Party::Security, Party::Admins],
    level: RuleLevel::Warning,
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
    let new = &diff.pair.new;
    for row in 0..new.rows.len() {
        let Some(edit) = diff.edits.of_new[row] else { continue };
        let reach = grown(diff, row);
        if !reach.is_empty() {
            let message = format!("{} is {}", words::name(new, new.names[row]), reach.join(" and "));
            let subject = subjects::row(&diff.pair, RowChange { old: diff.matching.old_of[row], new: Some(row) });
            findings.add_about(edit, subject, &RULE, Level::Warning, message);
        }
    }
}

/// In which ways a row requests its permission more often than any row did: the old row of it, and where it is new, those of
/// the same feature, or else of any other. Where no other feature requested it either, it is new in the document.
fn grown(diff: &Diff<'_>, row: usize) -> Vec<&'static str> {
    let (old, new) = (&diff.pair.old, &diff.pair.new);
    let is = new.rows[row];
    let olds = || diff.pair.from_old[new.names[row]].iter().flat_map(|&was| old.rows_of(was)).map(|&was| old.rows[was]);
    if olds().next().is_none() {
        return Vec::new();
    }
    let feature = diff.pair.old_feature_of(row);
    let was: Vec<&Permission> = match diff.matching.old_of[row] {
        Some(was) if diff.is_same_permission(was, row) => vec![old.rows[was]],
        _ => {
            let own: Vec<&Permission> = olds().filter(|was| was.feature.is_none() || was.feature == feature).collect();
            if own.is_empty() { olds().collect() } else { own }
        }
    };
    let all = |holds: fn(&Permission) -> bool| !was.is_empty() && was.iter().all(|row| holds(row));
    let always = is.feature.is_none() && olds().all(|row| row.feature.is_some());
    let reach = [
        (!is.optional && all(|was| was.optional), "no longer optional"),
        (is.access == Access::Base && all(|was| was.access == Access::Update), "no longer for update access only"),
        (always, "requested with every feature"),
    ];
    reach.into_iter().filter_map(|(grew, words)| grew.then_some(words)).collect()
}
