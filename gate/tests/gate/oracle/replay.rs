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
pub(crate) fn fault(pair: &Pair, witness: &Witness) -> Option<&'static str> {
    let texts = [(Kind::Delegated, &witness.scopes), (Kind::Application, &witness.app_roles)];
    let bits_of = |facts: &Facts| {
        texts.iter().try_fold(0, |all, (kind, texts)| bits(facts, Some(*kind), texts).map(|bits| all | bits))
    };
    let token = match witness.effect {
        Effect::Loses => bits_of(&pair.old),
        Effect::Gets => bits_of(&pair.new).or_else(|| bits_of(&pair.old)),
    };
    // A name without a resource has no other form.
    let has_form = |facts: &Facts, text: &String| {
        let mut named = facts.texts.iter().zip(&facts.resource_of).filter(|((name, _), _)| name.text == *text);
        named.all(|(_, resource)| !resource.is_empty())
    };
    let means_other = |(kind, text): (Kind, &String)| {
        let both = [&pair.old, &pair.new].iter().all(|facts| has_form(facts, text));
        let means = |facts: &Facts| bits(facts, Some(kind), core::slice::from_ref(text)).filter(|_| both);
        means(&pair.old).zip(means(&pair.new)).is_some_and(|(old, new)| old != new)
    };
    if texts.iter().any(|(kind, texts)| texts.iter().any(|text| means_other((*kind, text)))) {
        return Some("a name of a witness means another permission in the other document");
    }
    let Some(token) = token else { return Some("a witness has permissions that the document does not name") };
    let of_kind = |kind, options: &Vec<String>| bits(&pair.old, Some(kind), options);
    let options = [(Kind::Delegated, &witness.options), (Kind::Application, &witness.role_options)];
    let options = options.iter().try_fold(0, |all, (kind, texts)| of_kind(*kind, texts).map(|bits| all | bits));
    match options.and_then(|options| judgement(pair, witness, options)) {
        Some(judged) => fault_of(pair, &judged, witness.effect, token),
        None => Some("a witness speaks of what the old document has not"),
    }
}

fn fault_of(pair: &Pair, judged: &Judgement, effect: Effect, token: Bits) -> Option<&'static str> {
    let [old, new] = pair.needs(judged).map(|need| formula(&need));
    let [has, has_not] = match effect {
        Effect::Loses => [old, new],
        Effect::Gets => [new, old],
    };
    match () {
        () if !satisfied(&has, token) => Some("a witness never has the access"),
        () if satisfied(&has_not, token) => Some("a witness has the access before the edit and after it"),
        () if places(token).any(|place| satisfied(&has, token & !bit(place))) => {
            Some("a part of a witness can be left out")
        }
        () => None,
    }
}

/// The case that a witness speaks of, in the names of the old document.
fn judgement(pair: &Pair, witness: &Witness, options: Bits) -> Option<Judgement> {
    let place = |texts: &[String], text: &String| texts.iter().position(|known| known == text);
    let mut conditions = 0;
    for condition in &witness.conditions {
        conditions |= bit(place(&pair.old.conditions, condition)?);
    }
    let resource = witness.resource.as_ref().map(|resource| place(&pair.old.resources, resource));
    if resource == Some(None) {
        return None;
    }
    Some(Judgement {
        feature: place(&pair.old.features, &witness.feature)?,
        access: witness.access,
        kinds: KINDS.iter().position(|kinds| *kinds == witness.tokens.kinds()).expect("all kinds are judged"),
        conditions,
        options: if witness.all_options { Options::All } else { Options::These(options) },
        resource: resource.flatten(),
    })
}

/// The permissions of these texts, of a kind or of either: "as the old document writes it", or after the resource.
fn bits(facts: &Facts, kind: Option<Kind>, texts: &[String]) -> Option<Bits> {
    texts.iter().try_fold(0, |all, text| {
        let of = |is_it: &dyn Fn(&Name, &String) -> bool| {
            let all = facts.texts.iter().zip(&facts.resource_of);
            let is_of_kind = |name: &Name| kind.is_none_or(|kind| name.kind == kind);
            let its = all.filter(|((name, _), resource)| is_of_kind(name) && is_it(name, resource));
            its.fold(0, |its, ((_, bit), _)| its | bit)
        };
        let as_written = of(&|name, _| name.text == *text);
        let its = match as_written {
            0 => of(&|name, resource| !resource.is_empty() && format!("{resource}/{}", name.text) == *text),
            _ => as_written,
        };
        (its != 0).then_some(all | its)
    })
}
