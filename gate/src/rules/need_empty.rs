//! `token/need-empty`: a feature needs nothing but names of `OpenID` Connect any more.

use crate::cases::loss::{Claim, Directness, Giver, Loss};
use crate::cases::tokens::Cause;
use crate::edits::target::Target;
use crate::edits::words;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party};
use crate::states::matching::RowChange;

pub(crate) static RULE: GateRule = GateRule {
    id: "token/need-empty",
    title: "only OpenID names are left, which servers leave out of their answers",
    parties: &[Party::Users, Party::Security],
    explanation: "The last permission went that a token is checked for. What is left is openid, profile or email, which say who signed \
                  in and give access to nothing (OpenID Connect Core 1.0, section 5.4). Servers may leave them out of their answers: \
                  then nobody can use the feature, and where they do not, any sign-in is enough.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | openid |\n| Chat | Chat.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Chat | openid |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| Chat | openid |\n| Chat | Chat.Read |\n| Chat | User.Read |\n",
        "| Feature | Permission |\n|---|---|\n| Chat | openid |\n| Chat | User.Read |\n",
    ]),
    harmless: "keep a permission that the feature really uses, or remove the feature",
    ..GateRule::of(Family::Token)
};

pub(super) static FINDS: &[Finds] = &[Finds::Losses { claim, message }];

/// An own row of `OpenID` Connect is not satisfied that was not checked before: the rows that were are gone or changed.
fn claim(loss: &Loss<'_, '_>) -> Option<Claim> {
    let Cause::Row(new, _) = loss.cause else { return None };
    let pair = &loss.diff.pair;
    if !pair.new.permissions.is_openid(pair.new.names[new]) {
        return None;
    }
    let access = pair.new.rows[new].access;
    let checked = loss
        .givers_of(access)
        .find(|giver| giver.edit.is_some() && !pair.old.permissions.is_openid(pair.old.names[giver.old]));
    let Giver { old, new, edit } = checked?;
    Some(Claim {
        directness: Directness::NeedEmptied,
        target: Target::Edit(edit?),
        row: RowChange { old: Some(old), new },
    })
}

fn message(loss: &Loss<'_, '_>, claim: Claim) -> String {
    let old = &loss.diff.pair.old;
    let name = words::name(old, old.names[claim.old_row()]);
    format!("{} needs only names of OpenID Connect without {name}", loss.of().name())
}
