//! Replays a printed witness: it had the access, it has it no longer, and none of it can be left out.

use scopemark_gate::Witness;

use super::facts::{Bits, Facts, bit, places};
use super::needs::KINDS;
use super::pair::Pair;
use super::twin::names::Name;
use super::verdict::{Judgement, Options, formula, satisfied};

/// What is wrong with a witness; `None` where it proves a loss.
pub(crate) fn fault(pair: &Pair, witness: &Witness) -> Option<String> {
    let Some(feature) = pair.old.features.iter().position(|feature| *feature == witness.feature) else {
        return Some(format!("the old document has no feature {}", witness.feature));
    };
    let mut conditions = 0;
    for condition in &witness.conditions {
        match pair.old.conditions.iter().position(|known| known == condition) {
            Some(at) => conditions |= bit(at),
            None => return Some(format!("the old document has no condition {condition}")),
        }
    }
    let (Some(options), Some(token)) = (bits(&pair.old, &witness.options), bits(&pair.old, &witness.token)) else {
        return Some("it names what the old document does not".to_owned());
    };
    let mut best = None;
    for kinds in (0..KINDS.len()).filter(|&kinds| KINDS[kinds].contains(&witness.kind)) {
        let resources = (0..pair.old.resources.len()).map(Some);
        for resource in [None].into_iter().chain(resources) {
            let own = token & KINDS[kinds].iter().fold(0, |all, kind| all | pair.universe.of_kind(*kind));
            for options in [Options::These(options), Options::All] {
                let judged = Judgement { feature, access: witness.access, kinds, conditions, options, resource };
                match fault_of(pair, &judged, own) {
                    None => return None,
                    Some(fault) => best = best.max(Some(fault)),
                }
            }
        }
    }
    best.map(|fault| {
        ["it had no access before", "it has access still", "a part of it can be left out"][fault].to_owned()
    })
}

/// How far a witness came, from nothing at all.
fn fault_of(pair: &Pair, judged: &Judgement, token: Bits) -> Option<usize> {
    let [old, new] = pair.needs(judged).map(|need| formula(&need));
    match () {
        () if !satisfied(&old, token) => Some(0),
        () if satisfied(&new, token) => Some(1),
        () if places(token).any(|place| satisfied(&old, token & !bit(place))) => Some(2),
        () => None,
    }
}

/// The permissions of these texts, of either kind: "as the old document writes it", or after the resource.
fn bits(facts: &Facts, texts: &[String]) -> Option<Bits> {
    texts.iter().try_fold(0, |all, text| {
        let is_it = |name: &Name| {
            name.text == *text
                || facts.resources.iter().any(|of| !of.is_empty() && format!("{of}/{}", name.text) == *text)
        };
        let its = facts.texts.iter().filter(|(name, _)| is_it(name)).fold(0, |its, (_, bit)| its | bit);
        (its != 0).then_some(all | its)
    })
}
