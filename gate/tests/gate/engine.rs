//! The oracle's own reading of the rules against the engine that users run.

use std::collections::BTreeSet;

use scopemark_compiler::model::{Document, Kind};
use scopemark_core::ask::{Builder, Granted, flatten};

use crate::naive::{Names, Options, cases, needs, vocabulary};
use crate::random::{Random, document};

/// The access that the engine reports: 0 for none, 1 for base, 2 for update.
pub(crate) fn access(
    document: &Document,
    feature: usize,
    kind: Kind,
    conditions: &BTreeSet<&str>,
    options: &Options,
    grants: &[Vec<&str>],
) -> Vec<u8> {
    let flat = flatten(document).unwrap();
    let table = flat.table();
    let mut builder = Builder::<1>::new(&table);
    for (at, name) in table.conditions.texts.iter().enumerate() {
        if conditions.contains(name) {
            builder = builder.when(at);
        }
    }
    for (kind, text) in options {
        let name = (0..table.len()).find(|&at| table.text(at) == text && table.kind(at) == *kind);
        builder = builder.option(name.unwrap());
    }
    // Options play a part for what is asked only.
    let wanted = builder.update(feature);
    let ask = wanted.build_supported();
    let judged = |grant: &Vec<&str>| {
        let granted = match kind {
            Kind::Delegated => Granted::<1>::from_names(&table, 0, grant.iter().copied()),
            Kind::Application => Granted::<1>::from_roles(&table, 0, grant.iter().copied()),
        };
        ask.check(&granted).access(feature) as u8
    };
    grants.iter().map(judged).collect()
}

#[test]
fn the_oracle_sees_the_access_that_the_engine_reports() {
    let mut random = Random(2);
    let (mut compared, mut levels) = (0, BTreeSet::new());
    for _ in 0..700 {
        let document = document(&mut random);
        for feature in 0..document.features.len() {
            for (conditions, options) in cases(&document, feature) {
                for kind in [Kind::Delegated, Kind::Application] {
                    let names = vocabulary(&[&document], kind);
                    let names = Names(&names);
                    let grants: Vec<Vec<&str>> = (0..1_u32 << names.0.len()).map(|grant| names.texts(grant)).collect();
                    let expected = access(&document, feature, kind, &conditions, &options, &grants);
                    let needs = needs(&document, feature, kind, &conditions, &options, &names);
                    for (grant, expected) in (0_u32..).zip(expected) {
                        assert_eq!(needs.access(grant), expected, "{:?} {document:#?}", names.texts(grant));
                        compared += 1;
                        levels.insert(expected);
                    }
                }
            }
        }
    }
    assert!(compared > 100_000 && levels.len() == 3, "{compared} {levels:?}");
}
