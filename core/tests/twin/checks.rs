//! The engine against the twin: what a grant allows, refreshes and step-ups, and the resource server's side. Left out are
//! documents of several resources: the engine does not take the resource of a token yet.

use std::collections::BTreeSet;

use proptest::prelude::*;
use scopemark_core::ask::{Granted, ScopeParam, flatten};
use scopemark_core::model::{Access, Document, Kind};

use crate::engine::{builder, conditions, config, names, of_index, opted_by_name};
use crate::twin;
use crate::twin::ask::build_supported;
use crate::twin::names::{Name, has_several_resources, known, of_row};
use crate::twin::picks::scenes;
use crate::twin::refresh;
use crate::twin::report::check;
use crate::twin::server;
use crate::twin::step_up::{step_up, step_up_for};

/// Whether a name that only covers have is of another resource by its text: the twin takes all such names for the
/// document's own.
fn has_strays(document: &Document) -> bool {
    let is_in_row = |name: &Name| {
        let mut rows = document.permissions.iter().filter(|row| row.kind == name.kind);
        rows.any(|row| row.scope == name.text || row.clauses.iter().any(|clause| clause.contains(&name.text)))
    };
    let is_stray = |name: &Name| name.text.contains("://") && !is_in_row(name);
    !document.resource.is_empty() && known(document).iter().any(is_stray)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_report_is_what_the_specification_says(scene in scenes()) {
        let document = &scene.document;
        prop_assume!(!has_several_resources(document) && !has_strays(document));
        let flat = flatten(document).expect("a small document");
        let table = flat.table();
        let resource = &scene.resources()[0];
        let request = opted_by_name(document, &scene.request);
        let (ask, wanted) = (builder(&table, &request).build_supported(), build_supported(document, &request));
        let roles = scene.roles.get(resource);
        let granted = match (scene.texts.get(resource), roles) {
            (Some(text), None) => Granted::<1>::from_scope(&table, text),
            (Some(text), Some(roles)) => Granted::from_scope(&table, text).with_roles(roles),
            (None, roles) => Granted::from_roles(&table, roles.map_or(&[][..], Vec::as_slice)),
        };
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

        let param = |param: Option<ScopeParam<'_, 1>>| param.map(|it| (names(&table, it.names()), it.unknown().map(str::to_owned).collect::<BTreeSet<_>>()));
        let of_twin = |param: Option<twin::params::Param>| param.map(|it| (it.names, it.unknown.into_iter().collect()));
        let all = scene.granted();
        prop_assert_eq!(param(ask.step_up(&granted)), of_twin(step_up(document, &wanted, &all, resource)));
        let called = step_up_for(document, &wanted, &all, resource, &scene.challenged);
        prop_assert_eq!(param(ask.step_up_for(&granted, &scene.challenged)), of_twin(called));

        for feature in 0..document.features.len() {
            for access in [Access::Missing, Access::Base, Access::Update] {
                let allowed = server::allows(document, &all, None, feature, access, &request.conditions);
                prop_assert_eq!(granted.allows(feature, access, holding), allowed);
                let challenge = server::challenge(document, None, feature, access, &request.conditions);
                let scope = challenge.map(|names| server::challenge_scope(document, &names));
                let read = table.challenge::<1>(feature, access, holding);
                prop_assert_eq!(read.as_ref().and_then(|it| it.scope().map(str::to_owned)), scope.clone());
                let refusal = table.unauthenticated::<1>(feature, access, holding);
                prop_assert_eq!(refusal.scope().map(str::to_owned), scope);
            }
        }
    }

    #[test]
    fn a_history_of_refreshes_is_what_the_specification_says(scene in scenes()) {
        let document = &scene.document;
        prop_assume!(!has_several_resources(document) && !has_strays(document));
        let flat = flatten(document).expect("a small document");
        let table = flat.table();
        let resource = &scene.resources()[0];
        let request = opted_by_name(document, &scene.request);
        let (ask, wanted) = (builder(&table, &request).build_supported(), build_supported(document, &request));
        let (sent, its) = (ask.scope_param(), twin::params::scope_param(document, &wanted, resource));
        prop_assert_eq!(sent.to_string(), its.text(document));
        for bytes in [0, 10, 40, 100] {
            prop_assert_eq!(sent.fits(bytes), its.fits(document, bytes));
        }
        let mut pairs = vec![(
            Granted::from_response(scene.first.as_deref(), &sent),
            twin::granted::from_response(document, scene.first.as_deref(), &its),
        )];
        if let Some(text) = &scene.first {
            pairs.push((Granted::from_scope(&table, text), twin::granted::from_scope(document, resource, text)));
        }
        for (mut granted, mut expected) in pairs {
            for answer in &scene.history {
                let (param, its) = (ask.refresh_param(&granted), refresh::refresh_param(document, &wanted, &expected, resource));
                prop_assert_eq!(param.as_ref().map(|it| names(&table, it.names())), its.as_ref().map(|it| it.names.clone()));
                let (param, its) = (param.filter(|_| answer.sends), its.filter(|_| answer.sends));
                granted = granted.refreshed(answer.text.as_deref(), param.as_ref());
                expected = refresh::refreshed(document, &expected, resource, answer.text.as_deref(), its.as_ref());
                prop_assert_eq!(names(&table, granted.names()), expected.held());
                prop_assert_eq!(names(&table, granted.first()), expected.of_user(resource).expect("read").first.clone());
            }
        }
    }
}
