//! `token/feature-excluded`: a feature no longer serves some: personal accounts, shared mailboxes, ….

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Permission;

use crate::cases::loss::{Claim, Directness, Loss};
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

pub(super) static FINDS: &[Finds] = &[Finds::Losses { claim, message }, Finds::Facts(without_proof)];

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
    format!("{} is no longer served when {excluded} holds", words::feature(&pair.new, claim.new_row()))
}

/// A warning for a condition that only the new document has: no program says yet that it holds, so no token proves anything.
fn without_proof(findings: &mut Findings<'_, '_>) {
    let pair = &findings.diff.pair;
    for (edit, before, after) in findings.diff.changed_rows() {
        let row = pair.new.rows[after];
        let excluded = pair.gained(&pair.old.rows[before].excludes, &row.excludes);
        let is_unknown = |name: &String| !pair.old_conditions.values().any(|old| old == name);
        let unknown: Vec<String> = excluded.into_iter().filter(is_unknown).collect();
        // A row that every feature has shuts out none.
        if unknown.is_empty() || row.feature.is_none() || findings.has(edit, &RULE) {
            continue;
        }
        let new = &pair.new;
        let others = || {
            let place = |row: &Permission| (row.feature, row.kind, row.access);
            let gives = |at: usize| !new.permissions.is_offline_access(new.names[at]);
            let rows = new.rows.iter().enumerate().filter(move |(at, _)| gives(*at)).map(|(_, other)| other);
            rows.filter(move |other| place(other) == place(row) && (row.optional || !other.optional))
        };
        // An option is needed only where the access has nothing else.
        let is_beside = row.optional && others().any(|other| !other.optional && other.requires.is_empty());
        let serves =
            |other: &&&Permission| other.requires.is_empty() && !unknown.iter().any(|name| other.excludes.contains(name));
        if is_beside || others().any(|other| serves(&other)) {
            continue;
        }
        let message = format!(
            "{} is not served any more when {} {}, a condition that the document did not name before",
            words::feature(&pair.new, after),
            and(&unknown),
            words::hold(&unknown)
        );
        findings.add(edit, &RULE, Level::Warning, message);
    }
}
