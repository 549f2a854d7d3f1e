//! `token/condition-required`: a row now applies only under a condition.

use scopemark_compiler::finding::Level;

use crate::cases::loss::{Claim, Directness, Loss};
use crate::cases::proofs::Proofs;
use crate::change::and;
use crate::edits::findings::Findings;
use crate::edits::words;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};
use crate::states::side::Side;

pub(crate) static RULE: GateRule = GateRule {
    id: "token/condition-required",
    title: "a row now applies only under a condition",
    parties: &[Party::Users, Party::Document],
    level: RuleLevel::ProvedOrWarning,
    explanation: "Where the condition does not hold, the permission is no longer requested. A feature that has no other permission \
                  left is then not supported any more, and a token that could use it cannot: an error. Else it is a warning: \
                  the tables cannot say whether the feature works with less.",
    before: "| Feature | Permission | Notes |\n|---|---|---|\n| Email | Mail.Read | |\n",
    after: "| Feature | Permission | Notes |\n|---|---|---|\n| Email | Mail.Read | For shared mailboxes |\n",
    near_miss: Some([
        "| Feature | Permission | Notes |\n|---|---|---|\n| Email | Mail.Read | |\n| Email | Mail.Read.Shared | For shared mailboxes |\n",
        "| Feature | Permission | Notes |\n|---|---|---|\n| Email | Mail.Read | |\n| Email | Mail.Read.Shared | For shared mailboxes |\n| Email | Mail.Send | For shared mailboxes |\n",
    ]),
    harmless: "keep a row without the condition beside it",
    ..GateRule::of(Family::Token)
};

pub(super) static FINDS: &[Finds] = &[Finds::Losses { claim, message }, Finds::Proofs(without_proof)];

fn claim(loss: &Loss<'_, '_>) -> Option<Claim> {
    let pair = &loss.diff.pair;
    let row = loss.changed_row().filter(|_| loss.shrunk.is_none());
    let row = row.filter(|(_, was, is)| !pair.gained(&was.requires, &is.requires).is_empty());
    let claim = row.map(|(claim, ..)| Claim { directness: Directness::ConditionCame, ..claim });
    claim.or_else(|| loss.changed_giver(Directness::ConditionCame, |was, is| loss.lacks_new_condition(was, is)))
}

fn message(loss: &Loss<'_, '_>, claim: Claim) -> String {
    let new = &loss.diff.pair.new;
    let row = claim.new_row();
    let (name, feature) = (words::name(new, new.names[row]), words::feature(new, row));
    format!("{name} now applies to {feature} only when {} holds", and(&new.rows[row].requires))
}

/// A warning where no token proves it: the tables cannot say whether the feature works with less.
fn without_proof(proofs: &Proofs, findings: &mut Findings<'_, '_>) {
    let diff = findings.diff;
    let (pair, new) = (&diff.pair, &diff.pair.new);
    for (after, row) in new.rows.iter().enumerate() {
        let Some(edit) = diff.edits.of_new[after].filter(|&edit| !findings.has(edit, &RULE)) else { continue };
        let before = diff.matching.old_of[after].filter(|&before| diff.is_same_permission(before, after));
        let (name, feature) = (words::name(new, new.names[after]), words::feature(new, after));
        let message = match before {
            Some(before) => {
                let was = pair.old.rows[before];
                let required = pair.gained(&was.requires, &row.requires);
                let excluded = pair.gained(&was.excludes, &row.excludes);
                // Under a condition that the document named, what else is excluded is judged by the cases.
                let is_fresh = |name: &String| !pair.old_conditions.values().any(|old| old == name);
                let is_untold = !proofs.shut_out.contains_key(&edit);
                // What is optional or of OpenID Connect is requested, and no token shows that it is not any more.
                let is_lost = row.optional
                    || new.permissions.is_openid(new.names[after])
                    || (is_untold && excluded.iter().any(is_fresh));
                if !required.is_empty() {
                    let hold = words::hold(&required);
                    format!("{name} is now requested for {feature} only when {} {hold}", and(&required))
                } else if !excluded.is_empty() && is_lost {
                    format!("{name} is no longer requested for {feature} when {} holds", excluded.join(" or "))
                } else {
                    continue;
                }
            }
            // Under a condition that the document did not name, no program says yet that it is needed.
            None if row.feature.is_none() || pair.old_feature_of(after).is_some() => {
                let fresh: Vec<String> = row
                    .requires
                    .iter()
                    .filter(|name| !pair.old_conditions.contains_key(name.as_str()))
                    .cloned()
                    .collect();
                // A permission that is new in the document is told as that.
                let is_known = pair.from_old[new.names[after]].iter().any(|&old| pair.old.requests(old));
                if fresh.is_empty() || !is_known || is_requested_anyway(new, after) {
                    continue;
                }
                let hold = words::hold(&fresh);
                format!(
                    "{name} is requested for {feature} when {} {hold}, which the document did not name before",
                    and(&fresh)
                )
            }
            None => continue,
        };
        findings.add(edit, &RULE, Level::Warning, message);
    }
}

/// Whether another row without conditions requests the permission wherever this one does.
fn is_requested_anyway(side: &Side<'_>, row: usize) -> bool {
    let this = side.rows[row];
    side.rows_of(side.names[row]).iter().any(|&other| {
        let other = side.rows[other];
        let is_there = other.feature.is_none() || other.feature == this.feature;
        is_there
            && !other.optional
            && other.access <= this.access
            && other.requires.is_empty()
            && other.excludes.is_empty()
    })
}
