//! The engine against the twin: what a grant allows, refreshes and step-ups, and the resource server's side.

use std::collections::BTreeSet;

use proptest::prelude::*;
use scopemark_core::ask::{Granted, RefreshParam, ScopeParam, Table, flatten};
use scopemark_core::model::{Access, Kind};

use crate::engine::{builder, conditions, config, has_strays, names, of_index};
use crate::twin;
use crate::twin::ask::build_supported;
use crate::twin::granted::comma_hints;
use crate::twin::names::{Name, has_several_resources, of_row};
use crate::twin::picks::{Scene, scenes};
use crate::twin::refresh;
use crate::twin::report::check;
use crate::twin::server;
use crate::twin::step_up::{step_up, step_up_for};

/// What the tokens of a scene grant, read by the engine.
fn granted<'t>(scene: &Scene, table: &'t Table<'t>) -> Granted<'t, 1> {
    let mut granted: Option<Granted<'t, 1>> = None;
    let mut join =
        |token| granted = Some(granted.take().map_or_else(|| Granted::clone(&token), |it| it.with(token.clone())));
    for (place, resource) in scene.resources().iter().enumerate() {
        if let Some(text) = scene.texts.get(resource) {
            join(Granted::from_scope(table, place, text));
        }
        if let Some(roles) = scene.roles.get(resource) {
            join(Granted::from_roles(table, place, roles));
        }
    }
    granted.expect("a scene has a token")
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_report_is_what_the_specification_says(scene in scenes()) {
        let document = &scene.document;
        prop_assume!(!has_strays(document));
        let flat = flatten(document).expect("a small document");
        let table = flat.table();
        let request = &scene.request;
        let (ask, wanted) = (builder(&table, request).build_supported(), build_supported(document, request));
        let granted = granted(&scene, &table);
        let (report, expected) = (ask.check(&granted), check(document, &wanted, &scene.granted()));
        let holding = conditions(&table, &request.conditions);
        for (&feature, &access) in &expected.access {
            prop_assert_eq!(report.access(feature), access, "{}", document.features[feature].text);
            let without = scene.granted().access(document, feature, &request.conditions);
            prop_assert_eq!(granted.access(feature, holding), without, "{}", document.features[feature].text);
        }
        let missing: BTreeSet<(usize, Name, BTreeSet<Name>)> = report
            .missing()
            .map(|it| (it.feature(), of_index(&table, it.name()), names(&table, it.accepts())))
            .collect();
        let others = expected.missing.into_iter().map(|it| (it.feature, it.name, it.accepts)).collect();
        prop_assert_eq!(missing, others);
        let declined: BTreeSet<Name> =
            expected.declined.iter().map(|&row| of_row(&document.permissions[row])).collect();
        prop_assert_eq!(names(&table, report.declined()), declined);
        for kind in [Kind::Delegated, Kind::Application] {
            prop_assert_eq!(report.is_unjudged(kind), expected.unjudged.contains(&kind));
        }
        prop_assert_eq!(report.is_ok(), expected.is_ok);
        let read = scene.granted();
        let users = || read.tokens.iter().filter(|((_, kind), _)| *kind == Kind::Delegated);
        let hints = users().flat_map(|((resource, _), token)| comma_hints(document, resource, token));
        let commas: BTreeSet<String> = report.commas().map(str::to_owned).collect();
        prop_assert_eq!(commas, hints.collect());
        prop_assert_eq!(report.is_blank(), users().any(|(_, token)| token.is_empty_text));

        let unknown = |it: &ScopeParam<'_, 1>| it.unknown().map(str::to_owned).collect::<BTreeSet<_>>();
        let param = |param: Option<ScopeParam<'_, 1>>| param.map(|it| (names(&table, it.names()), unknown(&it)));
        let of_twin = |param: Option<twin::params::Param>| param.map(|it| (it.names, it.unknown.into_iter().collect()));
        let all = scene.granted();
        let several = has_several_resources(document);
        for (place, resource) in scene.resources().iter().enumerate() {
            prop_assert_eq!(param(ask.step_up(&granted, place)), of_twin(step_up(document, &wanted, &all, resource)));
            let called = step_up_for(document, &wanted, &all, resource, &scene.challenged);
            prop_assert_eq!(param(ask.step_up_for(&granted, place, &scene.challenged)), of_twin(called));
            let only = several.then_some(resource.as_str());
            for feature in 0..document.features.len() {
                for access in [Access::Missing, Access::Base, Access::Update] {
                    let allowed = server::allows(document, &all, only, feature, access, &request.conditions);
                    prop_assert_eq!(granted.allows(place, feature, access, holding), allowed);
                    let challenge = server::challenge(document, only, feature, access, &request.conditions);
                    let scope = challenge.map(|names| server::challenge_scope(document, &names));
                    let read = table.challenge::<1>(place, feature, access, holding);
                    prop_assert_eq!(read.as_ref().and_then(|it| it.scope().map(str::to_owned)), scope.clone());
                    let refusal = table.unauthenticated::<1>(place, feature, access, holding);
                    prop_assert_eq!(refusal.scope().map(str::to_owned), scope);
                }
            }
        }
    }

    #[test]
    fn a_history_of_refreshes_is_what_the_specification_says(scene in scenes()) {
        let document = &scene.document;
        prop_assume!(!has_strays(document));
        let flat = flatten(document).expect("a small document");
        let table = flat.table();
        let request = &scene.request;
        let (ask, wanted) = (builder(&table, request).build_supported(), build_supported(document, request));
        for (place, resource) in scene.resources().iter().enumerate() {
            let (sent, its) = (ask.scope_param(place), twin::params::scope_param(document, &wanted, resource));
            prop_assert_eq!(sent.to_string(), its.text(document));
            for bytes in [0, 10, 40, 100] {
                prop_assert_eq!(sent.fits(bytes), its.fits(document, bytes));
            }
            let stored = ScopeParam::from_stored(&table, &sent.to_stored()).expect("it was stored");
            prop_assert_eq!(stored.names(), sent.names());
            let (sent, first) = (stored, scene.first.as_deref());
            let answered = Granted::from_response(first, &sent);
            let of_twin = twin::granted::from_response(document, first, &its);
            let all = (granted(&scene, &table).with(answered.clone()), scene.granted().with(&of_twin));
            let mut pairs = vec![(answered, of_twin), all];
            if let Some(text) = first {
                let read = twin::granted::from_scope(document, resource, text);
                pairs.push((Granted::from_scope(&table, place, text), read));
            }
            for (mut granted, mut expected) in pairs {
                for answer in &scene.history {
                    let param = ask.refresh_param(&granted, place);
                    let its = refresh::refresh_param(document, &wanted, &expected, resource);
                    let read = param.as_ref().map(|it| names(&table, it.names()));
                    prop_assert_eq!(read, its.as_ref().map(|it| it.names.clone()));
                    let param = param.map(|it| RefreshParam::from_stored(&table, &it.to_stored()).expect("it was stored"));
                    let (param, its) = (param.filter(|_| answer.sends), its.filter(|_| answer.sends));
                    granted = granted.refreshed(place, answer.text.as_deref(), param.as_ref());
                    expected = refresh::refreshed(document, &expected, resource, answer.text.as_deref(), its.as_ref());
                    prop_assert_eq!(names(&table, granted.names()), expected.held());
                    let unknown: BTreeSet<&str> = granted.unknown().collect();
                    prop_assert_eq!(unknown, expected.unknown().into_iter().collect());
                    let users = expected.tokens.iter().filter(|((_, kind), _)| *kind == Kind::Delegated);
                    let first: BTreeSet<Name> = users.flat_map(|(_, token)| token.first.clone()).collect();
                    prop_assert_eq!(names(&table, granted.first()), first);
                    let stored = granted.to_stored();
                    granted = Granted::from_stored(&table, &stored).expect("it was stored");
                    prop_assert_eq!(granted.to_stored(), stored);
                }
            }
        }
    }
}
