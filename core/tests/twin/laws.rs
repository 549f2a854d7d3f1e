//! Laws that hold for every document, request and grant.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use scopemark_core::model::{Access, Document, Kind};

use crate::twin::ask::{Ask, Dropped, Request, build, build_supported, minimal};
use crate::twin::granted::{Granted, from_response, from_roles, from_scope};
use crate::twin::names::{self, Name, is_offline, is_openid, of_row, resources};
use crate::twin::params::scope_param;
use crate::twin::picks::{Scene, scenes};
use crate::twin::refresh::{refresh_param, refreshed};
use crate::twin::report::check;
use crate::twin::server::{allows, challenge, challenge_scope, unauthenticated};
use crate::twin::step_up::{step_up, step_up_for};

/// How many random scenes each law is tried on.
const CASES: u32 = 1000;

fn config() -> Config {
    Config { failure_persistence: None, rng_seed: RngSeed::Fixed(20_260_501), ..Config::with_cases(CASES) }
}

fn no_options(scene: &Scene) -> Request {
    Request { options: BTreeSet::new(), only: None, ..scene.request.clone() }
}

/// All that the ask names, granted by name, for each resource and kind.
fn all_of(document: &Document, ask: &Ask) -> Granted {
    let mut granted = Granted::default();
    for resource in resources(document) {
        let param = scope_param(document, ask, &resource);
        granted = granted.with(&from_response(document, None, &param));
        let is_its = |name: &&Name| names::resource(document, name) == resource;
        let roles = ask.of_kind(Kind::Application);
        let roles: Vec<&str> = roles.iter().filter(is_its).map(|role| role.text.as_str()).collect();
        if !roles.is_empty() {
            granted = granted.with(&from_roles(document, &resource, &roles));
        }
    }
    granted
}

/// Each combination of feature, access and resource that a server can judge.
fn judgements(scene: &Scene) -> Vec<(Option<String>, usize, Access)> {
    let several = Some(scene.resources()).filter(|all| all.len() > 1).unwrap_or_default();
    let mut all = Vec::new();
    for resource in [None].into_iter().chain(several.into_iter().map(Some)) {
        for feature in 0..scene.document.features.len() {
            let accesses = [Access::Missing, Access::Base, Access::Update];
            all.extend(accesses.map(|access| (resource.clone(), feature, access)));
        }
    }
    all
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_larger_grant_never_gives_less(scene in scenes()) {
        let (small, large, document) = (scene.granted(), scene.larger(), &scene.document);
        prop_assert!(small.held().is_subset(&large.held()));
        prop_assert_eq!(small.kinds(), large.kinds());
        let ask = build_supported(document, &scene.request);
        let (less, more) = (check(document, &ask, &small), check(document, &ask, &large));
        prop_assert!(less.is_ok <= more.is_ok);
        for feature in 0..document.features.len() {
            prop_assert!(less.access[&feature] <= more.access[&feature]);
            let access = |granted: &Granted| granted.access(document, feature, &scene.request.conditions);
            prop_assert!(access(&small) <= access(&large));
        }
        for (resource, feature, access) in judgements(&scene) {
            let allows = |granted: &Granted| {
                allows(document, granted, resource.as_deref(), feature, access, &scene.request.conditions)
            };
            prop_assert!(allows(&small) <= allows(&large));
        }
    }

    #[test]
    fn a_refresh_never_leaves_the_first_grant(scene in scenes()) {
        let document = &scene.document;
        let resource = &scene.resources()[0];
        let ask = build_supported(document, &scene.request);
        let sent = scope_param(document, &ask, resource);
        let mut granted = from_response(document, scene.first.as_deref(), &sent);
        let begun = granted.of_user(resource).unwrap().clone();
        for answer in &scene.history {
            let param = refresh_param(document, &ask, &granted, resource);
            for name in param.iter().flat_map(|param| &param.names) {
                prop_assert!(begun.first.contains(name) || (is_openid(document, name) && sent.names.contains(name)));
            }
            let param = param.filter(|_| answer.sends);
            granted = refreshed(document, &granted, resource, answer.text.as_deref(), param.as_ref());
            let now = granted.of_user(resource).unwrap();
            prop_assert_eq!((&now.first, &now.sent), (&begun.first, &begun.sent));
            prop_assert!(answer.text.is_some() || now.names.is_subset(&begun.first));
        }
        // A grant from text may have lost `offline_access` in it.
        let read = from_scope(document, resource, scene.first.as_deref().unwrap_or(""));
        for name in refresh_param(document, &ask, &read, resource).iter().flat_map(|param| &param.names) {
            prop_assert!(is_offline(document, name) || read.held().contains(name));
        }
        prop_assert_eq!(refresh_param(document, &ask, &from_scope(document, resource, ""), resource), None);
    }

    #[test]
    fn a_challenge_is_enough_and_nothing_of_it_is_too_much(scene in scenes()) {
        let document = &scene.document;
        let conditions = &scene.request.conditions;
        let first = scene.resources()[0].clone();
        let held = scene.granted().tokens.into_iter().filter(|((_, kind), _)| *kind == Kind::Delegated).collect();
        let granted = Granted { tokens: held };
        for (resource, feature, access) in judgements(&scene) {
            let (of, resource) = (resource.as_deref().unwrap_or(&first), resource.as_deref());
            let with = |granted: &Granted, names: &BTreeSet<Name>| {
                let mut granted = granted.clone();
                granted.tokens.entry((of.to_owned(), Kind::Delegated)).or_default().names.extend(names.clone());
                allows(document, &granted, resource, feature, access, conditions)
            };
            let challenge = challenge(document, resource, feature, access, conditions);
            let refusal = unauthenticated(document, resource, feature, access, conditions);
            prop_assert_eq!(refusal.invalid_token().scope.is_some(), challenge.is_some());
            let Some(names) = challenge else {
                let all = names::known(document).into_iter().filter(|name| name.kind == Kind::Delegated);
                prop_assert!(!with(&granted, &all.collect()), "a scope would help");
                continue;
            };
            prop_assert!(with(&granted, &names));
            for dropped in 0..(1_u32 << names.len().min(8)) - 1 {
                let part = names.iter().enumerate().filter(|(n, _)| dropped >> n & 1 == 1).map(|(_, name)| name.clone());
                prop_assert!(!with(&Granted::default(), &part.collect()));
            }
            if resource.is_some() || first.is_empty() || scene.resources().len() == 1 {
                let read = from_scope(document, of, &challenge_scope(document, &names));
                prop_assert_eq!(read.held(), names);
            }
        }
    }

    #[test]
    fn access_and_report_agree_where_there_is_no_option(scene in scenes()) {
        let (document, granted) = (&scene.document, scene.granted());
        let ask = build_supported(document, &no_options(&scene));
        let report = check(document, &ask, &granted);
        for (feature, access) in report.access {
            prop_assert_eq!(access, granted.access(document, feature, &scene.request.conditions));
        }
    }

    #[test]
    fn what_is_supported_can_be_granted(scene in scenes()) {
        let document = &scene.document;
        let ask = build_supported(document, &scene.request);
        let is_whole = ask.dropped.iter().all(|dropped| matches!(dropped, Dropped::Option(_)));
        prop_assert_eq!(build(document, &scene.request).is_ok(), is_whole);
        let least = minimal(document, &ask);
        prop_assert!(least.names.is_subset(&ask.names));
        for ask in [&ask, &least] {
            let granted = all_of(document, ask);
            let report = check(document, ask, &granted);
            prop_assert_eq!(report.is_ok, is_whole, "{:?}", report);
            prop_assert!(report.missing.is_empty() && report.declined.is_empty(), "{:?}", report);
            for resource in scene.resources() {
                prop_assert_eq!(step_up(document, ask, &granted, &resource), None);
            }
        }
    }

    #[test]
    fn a_parameter_is_read_as_what_was_asked(scene in scenes()) {
        let document = &scene.document;
        let ask = build_supported(document, &scene.request);
        let mut found = BTreeSet::new();
        for resource in scene.resources() {
            let param = scope_param(document, &ask, &resource);
            let granted = from_scope(document, &resource, &param.text(document));
            prop_assert_eq!(&granted.held(), &param.names);
            prop_assert!(granted.unknown().is_empty());
            prop_assert!(param.fits(document, 3 * param.text(document).len()));
            found.extend(param.names);
        }
        prop_assert_eq!(found, ask.of_kind(Kind::Delegated));
    }

    #[test]
    fn a_step_up_loses_nothing_and_is_none_where_nothing_is_missing(scene in scenes()) {
        let (document, granted) = (&scene.document, scene.granted());
        let ask = build_supported(document, &scene.request);
        for resource in scene.resources() {
            let held = granted.of_user(&resource).map(|token| token.names.clone()).unwrap_or_default();
            let up = step_up(document, &ask, &granted, &resource);
            let called = step_up_for(document, &ask, &granted, &resource, &scene.challenged);
            prop_assert_eq!(&up, &step_up_for(document, &ask, &granted, &resource, ""));
            prop_assert!(up.is_none() || called.is_some());
            for param in up.iter().chain(&called) {
                prop_assert!(held.is_subset(&param.names));
            }
            if let (Some(up), Some(called)) = (&up, &called) {
                prop_assert!(up.names.is_subset(&called.names));
                let after = from_response(document, None, up);
                prop_assert_eq!(step_up(document, &ask, &granted.with(&after), &resource), None);
            }
        }
    }

    #[test]
    fn documents_are_such_as_reading_yields(scene in scenes()) {
        let document = &scene.document;
        let known = names::known(document);
        for row in &document.permissions {
            prop_assert!(row.clauses.iter().all(|clause| clause.contains(&row.scope)));
            prop_assert!(known.contains(&of_row(row)));
            prop_assert!(row.feature.is_none_or(|feature| feature < document.features.len()));
        }
        let sent: BTreeSet<(Kind, String)> =
            known.iter().map(|name| (name.kind, names::sent(document, name))).collect();
        prop_assert_eq!(sent.len(), known.len());
    }
}
