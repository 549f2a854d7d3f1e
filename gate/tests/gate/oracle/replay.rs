//! Replays a printed witness: it had the access, it has it no longer, and none of it can be left out; or the reverse of one
//! that gets an access.

use scopemark_compiler::model::Kind;
use scopemark_gate::{Effect, Witness};

use super::facts::{Bits, Facts, bit, places};
use super::needs::KINDS;
use super::pair::Pair;
use super::twin::names::Name;
use super::verdict::{Judgement, Options, formula, satisfied};

/// What is wrong with a witness; `None` where it proves what it says.
pub(crate) fn fault(pair: &Pair, witness: &Witness) -> Option<String> {
    let judged = match judgement(pair, witness) {
        Ok(judged) => judged,
        Err(fault) => return Some(fault),
    };
    let texts = [(Kind::Delegated, &witness.scopes), (Kind::Application, &witness.app_roles)];
    let bits = |facts: &Facts| {
        texts.iter().try_fold(0, |all, (kind, texts)| bits(facts, Some(*kind), texts).map(|bits| all | bits))
    };
    let token = match witness.effect {
        Effect::Loses => bits(&pair.old),
        Effect::Gets => bits(&pair.new).or_else(|| bits(&pair.old)),
    };
    let Some(token) = token else { return Some("it has permissions that the document does not name".to_owned()) };
    let [old, new] = pair.needs(&judged).map(|need| formula(&need));
    let [has, has_not] = match witness.effect {
        Effect::Loses => [old, new],
        Effect::Gets => [new, old],
    };
    match () {
        () if !satisfied(&has, token) => Some("it never has the access".to_owned()),
        () if satisfied(&has_not, token) => Some("it has the access before the edit and after it".to_owned()),
        () if places(token).any(|place| satisfied(&has, token & !bit(place))) => {
            Some("a part of it can be left out".to_owned())
        }
        () => None,
    }
}

/// The case that a witness speaks of.
fn judgement(pair: &Pair, witness: &Witness) -> Result<Judgement, String> {
    let place = |texts: &[String], text: &String, what: &str| {
        let place = texts.iter().position(|known| known == text);
        place.ok_or_else(|| format!("the old document has no {what} {text}"))
    };
    let mut conditions = 0;
    for condition in &witness.conditions {
        conditions |= bit(place(&pair.old.conditions, condition, "condition")?);
    }
    let resource = witness.resource.as_ref().map(|resource| place(&pair.old.resources, resource, "resource"));
    let options = bits(&pair.old, None, &witness.options).ok_or("the old document does not name its options")?;
    Ok(Judgement {
        feature: place(&pair.old.features, &witness.feature, "feature")?,
        access: witness.access,
        kinds: KINDS.iter().position(|kinds| *kinds == witness.tokens.kinds()).expect("all kinds are judged"),
        conditions,
        options: if witness.all_options { Options::All } else { Options::These(options) },
        resource: resource.transpose()?,
    })
}

/// The permissions of these texts, of a kind or of either: "as the old document writes it", or after the resource.
fn bits(facts: &Facts, kind: Option<Kind>, texts: &[String]) -> Option<Bits> {
    texts.iter().try_fold(0, |all, text| {
        let is_it = |name: &Name| {
            let is_after = |of: &String| !of.is_empty() && format!("{of}/{}", name.text) == *text;
            kind.is_none_or(|kind| name.kind == kind) && (name.text == *text || facts.resources.iter().any(is_after))
        };
        let its = facts.texts.iter().filter(|(name, _)| is_it(name)).fold(0, |its, (_, bit)| its | bit);
        (its != 0).then_some(all | its)
    })
}
