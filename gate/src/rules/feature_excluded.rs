//! `token/feature-excluded`: a feature no longer serves some: personal accounts, shared mailboxes, ….

use scopemark_compiler::finding::Level;

use crate::cases::loss::{Claim, Directness, Loss};
use crate::cases::proofs::Proofs;
use crate::change::and;
use crate::edits::findings::Findings;
use crate::edits::words;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};

pub(crate) static RULE: GateRule = GateRule {
    id: "token/feature-excluded",
    title: "a feature no longer serves some: personal accounts, shared mailboxes, …",
    parties: &[Party::Users],
    level: RuleLevel::ProvedOrWarning,
    explanation: "Under the new exclusion the feature has no permission left, so it is not supported there. Users who used it there \
                  with a token that had all that was needed no longer can: an error. Where no row of the document named the \
                  condition before, no program says yet that it holds, and it is a warning.",
    before: "| Feature | Permission | Notes |\n|---|---|---|\n| Email | Mail.Read | Not for personal accounts |\n| Chat | Chat.Read | |\n",
    after: "| Feature | Permission | Notes |\n|---|---|---|\n| Email | Mail.Read | Not for personal accounts |\n| Chat | Chat.Read | Not for \
            personal accounts |\n",
    near_miss: Some([
        "| Feature | Permission | Notes |\n|---|---|---|\n| Mail | Mail.Read | Not for personal accounts |\n| Chat | Chat.Read | |\n| Chat | User.Read | |\n",
        "| Feature | Permission | Notes |\n|---|---|---|\n| Mail | Mail.Read | Not for personal accounts |\n| Chat | Chat.Read | |\n| Chat | User.Read | Not for personal accounts |\n",
    ]),
    harmless: "leave the note out until nobody uses the feature there, or add a row for those that it excludes",
    ..GateRule::of(Family::Token)
};

pub(super) static FINDS: &[Finds] = &[Finds::Losses { claim, message }, Finds::Proofs(without_proof)];

fn claim(loss: &Loss<'_, '_>) -> Option<Claim> {
    let pair = &loss.diff.pair;
    loss.changed_giver(Directness::RowTurned, |was, is| {
        let gained = !pair.gained(&was.excludes, &is.excludes).is_empty();
        was.kind == is.kind
            && gained
            && is.excludes.iter().any(|name| loss.case.holds(name))
            && !loss.lacks_new_condition(was, is)
    })
}

fn message(loss: &Loss<'_, '_>, claim: Claim) -> String {
    let pair = &loss.diff.pair;
    let (was, is) = (pair.old.rows[claim.old_row()], pair.new.rows[claim.new_row()]);
    let excluded = and(&pair.gained(&was.excludes, &is.excludes));
    // At one resource of several, the feature may still be served by another.
    let at = loss.resource.map_or_else(String::new, |resource| format!("at {resource}, "));
    format!("{at}{} is no longer served when {excluded} holds", words::feature(&pair.new, claim.new_row()))
}

/// A warning for a condition that only the new document has: no program says yet that it holds, so no token proves anything.
fn without_proof(proofs: &Proofs, findings: &mut Findings<'_, '_>) {
    for (edit, (features, conditions)) in &proofs.shut_out {
        if findings.has(*edit, &RULE) {
            continue;
        }
        let [features, conditions] = [features, conditions].map(|names| names.iter().cloned().collect::<Vec<_>>());
        let message = format!(
            "{} {} not served any more when {} {}, a condition that the document did not name before",
            and(&features),
            if features.len() == 1 { "is" } else { "are" },
            conditions.join(" or "),
            if conditions.len() == 1 { "holds" } else { "hold" },
        );
        findings.add(*edit, &RULE, Level::Warning, message);
    }
}
