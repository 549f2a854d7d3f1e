//! `consent/offline-access-removed`: sign-ins stop being refreshed.

use scopemark_compiler::finding::Level;

use crate::cases::proofs::Proofs;
use crate::edits::findings::Findings;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party};

pub(crate) static RULE: GateRule = GateRule {
    id: "consent/offline-access-removed",
    title: "sign-ins stop being refreshed",
    parties: &[Party::Users],
    explanation: "Without `offline_access` no refresh token is issued (OpenID Connect Core 1.0, section 11): people must sign in \
                  again as soon as their token ends, in about an hour.",
    before: "| Feature | Permission |\n|---|---|\n| Calendar | offline_access |\n| Calendar | Calendars.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Calendar | Calendars.Read |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Chat | offline_access |\n| Chat | User.Read |\n",
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| All | offline_access |\n| Chat | User.Read |\n",
    ]),
    harmless: "keep the row for each feature that works while the user is away",
    ..GateRule::of(Family::Consent)
};

pub(super) static FINDS: &[Finds] = &[Finds::Proofs(find)];

fn find(proofs: &Proofs, findings: &mut Findings<'_, '_>) {
    for (target, whom) in &proofs.asks.not_refreshed {
        let message = format!(
            "{whom} no longer requests offline_access: it brings no refresh token, and users must sign in again"
        );
        let edit = findings.at(*target);
        findings.add(edit, &RULE, Level::Error, message);
    }
}
