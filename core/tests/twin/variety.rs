//! Shows that random scenes have what the specification speaks of, so that no law holds for want of a case.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use scopemark_core::model::Access;

use crate::twin::ask::{Dropped, build_supported, minimal};
use crate::twin::granted::from_response;
use crate::twin::names::{has_no_resource, has_several_resources, is_openid, of_row};
use crate::twin::need::{is_update_only, need};
use crate::twin::params::scope_param;
use crate::twin::picks::{Scene, scenes};
use crate::twin::refresh::refresh_param;
use crate::twin::report::check;
use crate::twin::rows::{active, applies};
use crate::twin::server::{allows, challenge};
use crate::twin::step_up::{step_up, step_up_for};

/// How many scenes are looked at, and of how many of them each thing is true at least.
const SCENES: usize = 1500;
const LEAST: usize = SCENES / 100;

/// What is in a scene.
fn found(scene: &Scene) -> Vec<&'static str> {
    let document = &scene.document;
    let ask = build_supported(document, &scene.request);
    let context = scene.request.context();
    let granted = scene.granted();
    let report = check(document, &ask, &granted);
    let resource = &scene.resources()[0];
    let answered = from_response(document, scene.first.as_deref(), &scope_param(document, &ask, resource));
    let up = step_up(document, &ask, &granted, resource);
    let dropped = |is: fn(&Dropped) -> bool| ask.dropped.iter().any(is);
    let mut all = vec![
        ("several resources", has_several_resources(document)),
        ("no resource", has_no_resource(document)),
        ("a separator", document.separator.is_some()),
        ("a dropped feature", dropped(|it| matches!(it, Dropped::Feature(_)))),
        ("a lowered feature", dropped(|it| matches!(it, Dropped::Lowered(_)))),
        ("a dropped option", dropped(|it| matches!(it, Dropped::Option(_)))),
        ("a smaller minimal ask", minimal(document, &ask) != ask),
        ("a good report", report.is_ok && !ask.names.is_empty()),
        ("a declined option", !report.declined.is_empty()),
        ("an unjudged kind", !report.unjudged.is_empty()),
        ("an unknown token", !granted.unknown().is_empty()),
        ("a refresh", refresh_param(document, &ask, &answered, resource).is_some()),
        ("a refresh of text", refresh_param(document, &ask, &granted, resource).is_some()),
        ("a step up", up.is_some()),
        (
            "a step up for a challenge alone",
            up.is_none() && step_up_for(document, &ask, &granted, resource, &scene.challenged).is_some(),
        ),
    ];
    for (&feature, &access) in &ask.features {
        let applying =
            (0..document.permissions.len()).filter(|&row| applies(document, row, feature, access, &context)).count();
        all.push(("a replaced row", applying > active(document, feature, access, &context).len()));
        all.push(("an update-only feature", is_update_only(document, feature)));
        for clause in need(document, feature, access, &context).unwrap_or_default() {
            let row = &document.permissions[clause.row];
            all.push(("a needed option", row.optional));
            all.push(("a checked OpenID row", is_openid(document, &of_row(row))));
            all.push(("a needed always row", row.feature.is_none()));
        }
    }
    let conditions = &scene.request.conditions;
    for feature in 0..document.features.len() {
        let challenge = challenge(document, None, feature, Access::Update, conditions);
        all.push(("a challenge of several names", challenge.is_some_and(|names| names.len() > 1)));
        let access = granted.access(document, feature, conditions);
        all.push(("base access", access == Access::Base));
        all.push(("update access", access == Access::Update));
        all.push(("more access by more", scene.larger().access(document, feature, conditions) > access));
        for of in scene.resources().iter().filter(|_| has_several_resources(document)) {
            let allowed = allows(document, &granted, Some(of), feature, Access::Base, conditions);
            all.push(("allowed by one of several resources", allowed && access == Access::Missing));
        }
    }
    all.push(("OpenID names in a token", granted.held().iter().any(|name| is_openid(document, name))));
    all.into_iter().filter(|(_, is_true)| *is_true).map(|(what, _)| what).collect()
}

#[test]
fn scenes_are_varied() {
    let mut runner = TestRunner::deterministic();
    let scenes = scenes();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..SCENES {
        let scene = scenes.new_tree(&mut runner).unwrap().current();
        for what in found(&scene).into_iter().collect::<BTreeSet<_>>() {
            *counts.entry(what).or_default() += 1;
        }
    }
    assert_eq!(counts.len(), 26, "{counts:#?}");
    assert!(counts.values().all(|&count| count >= LEAST), "{counts:#?}");
}
