//! The verdict on tokens against all grants there are.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::{Access, Document, Kind};
use scopemark_gate::{Change, Witness, compare};

use crate::naive::{Names, Options, asked, cases, needs, vocabulary};
use crate::random::{Random, document, edited};
use crate::support::{each, outline};

const PAIRS: usize = 12_000;

/// Whether some token had an access to a feature of the old document and does not have it in the new one.
fn some_token_fails(old: &Document, new: &Document) -> Option<String> {
    for (feature, name) in old.features.iter().enumerate() {
        let new_feature = new.features.iter().position(|other| other.text == name.text);
        for (conditions, options) in cases(old, feature) {
            for kind in [Kind::Delegated, Kind::Application] {
                let names = vocabulary(&[old, new], kind);
                let names = Names(&names);
                let before = needs(old, feature, kind, &conditions, &options, &names);
                let after = new_feature.map(|feature| needs(new, feature, kind, &conditions, &options, &names));
                for grant in 0..1_u32 << names.0.len() {
                    let (had, has) = (before.access(grant), after.as_ref().map_or(0, |after| after.access(grant)));
                    if has < had {
                        return Some(format!(
                            "{}: {kind:?} {conditions:?} {options:?} {:?}",
                            name.text,
                            names.texts(grant)
                        ));
                    }
                }
            }
        }
    }
    None
}

fn replay(witness: &Witness, document: &Document) -> u8 {
    let Some(feature) = document.features.iter().position(|name| name.text == witness.feature) else { return 0 };
    let names = vocabulary(&[document], witness.kind);
    let names = Names(&names);
    let conditions: BTreeSet<&str> = witness.conditions.iter().map(String::as_str).collect();
    let both = |name: &String| [Kind::Delegated, Kind::Application].map(|kind| (kind, name.clone()));
    let options: Options = witness.options.iter().flat_map(both).collect();
    let grant = witness.token.iter().filter(|name| names.0.contains(&name.as_str())).map(|name| names.bit(name));
    needs(document, feature, witness.kind, &conditions, &options, &names).access(grant.fold(0, |all, bit| all | bit))
}

fn level(access: Access) -> u8 {
    if access == Access::Base { 1 } else { 2 }
}

fn broken(changes: &[Change]) -> impl Iterator<Item = &Change> {
    each(changes).filter(|change| change.rule.id.starts_with("token/") && change.level == Level::Error)
}

#[test]
fn the_verdict_is_an_error_exactly_when_some_token_fails_and_every_witness_is_such_a_token() {
    let mut random = Random(1);
    let mut fired: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut failing, mut longest) = (0, 0);
    for pair in 0..PAIRS {
        let old = document(&mut random);
        let new = edited(&mut random, &old);
        let changes = compare(core::slice::from_ref(&old), core::slice::from_ref(&new));
        let failure = some_token_fails(&old, &new);
        let found: Vec<&Change> = broken(&changes).collect();
        assert_eq!(
            failure.is_some(),
            !found.is_empty(),
            "pair {pair}: {failure:?}\n{}\nold {old:#?}\nnew {new:#?}",
            outline(&changes)
        );
        failing += usize::from(failure.is_some());
        for change in each(&changes) {
            *fired.entry(change.rule.id).or_default() += 1;
        }
        for change in found {
            let witness = change.witness.as_ref().unwrap();
            let wanted = level(witness.access);
            assert!(replay(witness, &old) >= wanted, "pair {pair}: {witness}\n{old:#?}");
            assert!(replay(witness, &new) < wanted, "pair {pair}: {witness}\n{new:#?}");
            for left_out in 0..witness.token.len() {
                let mut less = witness.clone();
                less.token.remove(left_out);
                assert!(replay(&less, &old) < wanted, "pair {pair}: {witness} needs no {}", witness.token[left_out]);
            }
            longest = longest.max(witness.token.len());
        }
    }
    assert!(failing > PAIRS / 4 && failing < PAIRS * 3 / 4, "{failing} of {PAIRS} pairs break something");
    assert!(longest >= 3, "{longest}");
    // Every rule on tokens shows up, but that a declared superset replaces is rare among random documents.
    let rules: Vec<&str> = fired.keys().copied().filter(|id| id.starts_with("token/")).collect();
    assert_eq!(rules.len(), 11, "{fired:?}");
}

/// The permissions by which some ask grew that could be built and still can; and whether one lost `offline_access`.
fn grown(old: &Document, new: &Document) -> (BTreeSet<(Kind, String)>, bool) {
    let (mut grown, mut offline) = (BTreeSet::new(), false);
    for (feature, name) in old.features.iter().enumerate() {
        let Some(new_feature) = new.features.iter().position(|other| other.text == name.text) else { continue };
        for (conditions, options) in cases(old, feature) {
            for access in [Access::Base, Access::Update] {
                let before = asked(old, feature, access, &conditions, &options);
                let after = asked(new, new_feature, access, &conditions, &options);
                let (Some(before), Some(after)) = (before, after) else { continue };
                grown.extend(after.difference(&before).map(|&(kind, name)| (kind, name.to_owned())));
                let refresh = (Kind::Delegated, "offline_access");
                offline |= before.contains(&refresh) && !after.contains(&refresh);
            }
        }
    }
    (grown, offline)
}

#[test]
fn an_ask_is_said_to_grow_by_exactly_the_permissions_by_which_it_does() {
    let mut random = Random(7);
    let (mut some, mut refreshes) = (0, 0);
    for pair in 0..4_000 {
        let old = document(&mut random);
        let new = edited(&mut random, &old);
        let changes = compare(core::slice::from_ref(&old), core::slice::from_ref(&new));
        let (expected, offline) = grown(&old, &new);
        let asks =
            each(&changes).filter(|change| ["consent/ask-grew", "consent/scope-narrowed"].contains(&change.rule.id));
        let found: BTreeSet<(Kind, String)> =
            asks.map(|change| (change.subject.kind.unwrap(), change.subject.permission.clone())).collect();
        assert_eq!(found, expected, "pair {pair}:\n{}\nold {old:#?}\nnew {new:#?}", outline(&changes));
        let told = each(&changes).any(|change| change.rule.id == "consent/offline-access-removed");
        assert_eq!(told, offline, "pair {pair}");
        some += usize::from(!expected.is_empty());
        refreshes += usize::from(offline);
    }
    assert!(some > 500 && refreshes > 20, "{some} {refreshes}");
}
