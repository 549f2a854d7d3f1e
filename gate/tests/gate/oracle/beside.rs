//! The needs and requests of the oracle beside those of the naive twin that tests the engine: both are written from the
//! specification, by different hands.

use std::collections::BTreeSet;

use fastrand::Rng;
use scopemark_compiler::model::{Access, Document};

use super::facts::{Bits, Facts, Universe, bit, places, subsets};
use super::needs::{Case, KINDS, of_resource};
use super::twin::ask::{Request, build};
use super::twin::names::Name;
use super::twin::need::{Need, need, of_resource as of_resource_of_twin};
use super::twin::rows::Context;
use super::verdict::formula;

struct Beside<'d> {
    document: &'d Document,
    facts: Facts,
}

impl Beside<'_> {
    fn bits<'n>(&self, names: impl IntoIterator<Item = &'n Name>) -> Bits {
        let bit = |name: &Name| self.facts.texts.iter().find(|(known, _)| known == name).expect("it is known").1;
        names.into_iter().fold(0, |all, name| all | bit(name))
    }

    fn formula(&self, need: &Need) -> Option<BTreeSet<Bits>> {
        need.as_ref().map(|clauses| clauses.iter().map(|clause| self.bits(&clause.accepts)).collect())
    }

    fn names(&self, bits: Bits) -> BTreeSet<Name> {
        self.facts.texts.iter().filter(|(_, bit)| bits & bit != 0).map(|(name, _)| name.clone()).collect()
    }

    fn compare(&self, feature: usize, conditions: Bits, options: Bits) {
        let its_conditions: BTreeSet<String> = places(conditions).map(|at| self.facts.conditions[at].clone()).collect();
        for kinds in KINDS {
            let case = Case { kinds, conditions, options };
            let context = Context {
                conditions: its_conditions.clone(),
                options: self.names(options),
                kinds: kinds.iter().copied().collect(),
            };
            for access in [Access::Base, Access::Update] {
                // What gives Update of a feature of update rows gives Base to the twin; here it has no base need.
                if access == Access::Base && self.facts.is_update_only(feature) {
                    assert_eq!(self.facts.need(feature, access, &case), None);
                    continue;
                }
                let (own, its) =
                    (self.facts.need(feature, access, &case), need(self.document, feature, access, &context));
                assert_eq!(formula(&own), self.formula(&its), "{feature} {access:?} {context:?}");
                for (at, resource) in self.facts.resources.iter().enumerate() {
                    let its = of_resource_of_twin(self.document, its.clone(), Some(resource));
                    assert_eq!(formula(&of_resource(own.clone(), at)), self.formula(&its), "{resource} {context:?}");
                }
            }
        }
        let case = Case { kinds: KINDS[2], conditions, options };
        for access in [Access::Base, Access::Update] {
            let request = Request {
                features: [(feature, access)].into(),
                options: self.names(options),
                conditions: its_conditions.clone(),
                only: None,
            };
            let its = build(self.document, &request).ok().map(|ask| self.bits(&ask.names));
            assert_eq!(self.facts.asked(feature, access, &case), its, "{request:?}");
        }
    }
}

#[test]
fn needs_and_requests_are_those_of_the_twin() {
    let mut random = Rng::with_seed(7);
    for _ in 0..300 {
        let document = super::document(&mut random);
        let beside = Beside { document: &document, facts: Facts::new(&document, &mut Universe::default()) };
        let all_conditions = (0..beside.facts.conditions.len()).fold(0, |all, at| all | bit(at));
        for feature in 0..beside.facts.features.len() {
            for conditions in subsets(all_conditions) {
                for options in subsets(beside.facts.options(feature)) {
                    beside.compare(feature, conditions, options);
                }
            }
        }
    }
}
