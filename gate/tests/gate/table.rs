//! Whom each rule protects, and how bad what it finds is: the list that rules are held to.

use std::collections::BTreeSet;

use scopemark_gate::{Bump, Family, GateRule, Party, RuleLevel, rules};

use Party::{Admins as A, Code as C, Document as D, Security as S, Users as U};

const ALL: &[Party] = &[C, U, A, S, D];

const TABLE: &[(&str, &[Party], RuleLevel)] = &[
    ("code/feature-renamed", &[C], RuleLevel::ErrorOrNote),
    ("code/formerly-invalid", &[C], RuleLevel::Error),
    ("code/name-removed", &[C], RuleLevel::Error),
    ("code/name-respelled", &[C, U], RuleLevel::ErrorOrNote),
    ("code/name-reused", ALL, RuleLevel::Error),
    ("code/order-changed", &[C], RuleLevel::Note),
    ("consent/admin-newly-required", &[A, U], RuleLevel::ErrorOrWarning),
    ("consent/admin-no-longer-required", &[A], RuleLevel::Note),
    ("consent/admin-unknown", &[A], RuleLevel::Warning),
    ("consent/ask-grew", &[U, A], RuleLevel::Error),
    ("consent/offline-access-removed", &[U], RuleLevel::Error),
    ("consent/optional-added", &[U, S], RuleLevel::Warning),
    ("consent/required-became-optional", &[U, C], RuleLevel::Warning),
    ("consent/scope-narrowed", &[U, A], RuleLevel::Error),
    ("consent/wildcard-introduced", &[U, A, S], RuleLevel::Error),
    ("document/column-changed", &[D, S], RuleLevel::WarningOrNote),
    ("document/link", ALL, RuleLevel::Error),
    ("document/moved", &[D], RuleLevel::Note),
    ("document/renamed", &[C], RuleLevel::ErrorOrNote),
    ("document/table-skipped", ALL, RuleLevel::Error),
    ("document/unreadable", ALL, RuleLevel::Error),
    ("feature/narrowed", &[D, S], RuleLevel::Warning),
    ("grant/separator-changed", &[U], RuleLevel::Error),
    ("lock/acceptance-invalid", &[S], RuleLevel::Error),
    ("lock/beta-entered", &[C, U], RuleLevel::ErrorOrNote),
    ("lock/history-removed", &[S], RuleLevel::Error),
    ("lock/setting-changed", &[S], RuleLevel::ErrorOrWarning),
    ("lock/stale", ALL, RuleLevel::Error),
    ("privilege/cover-added", &[U, S], RuleLevel::ErrorOrWarning),
    ("privilege/cover-inverted", &[S, A], RuleLevel::Error),
    ("privilege/dropped", &[S, A], RuleLevel::Note),
    ("privilege/new-in-document", &[S, A], RuleLevel::ErrorOrWarning),
    ("privilege/not-in-catalogue", &[U], RuleLevel::Warning),
    ("privilege/reach-grew", &[S, A], RuleLevel::Warning),
    ("resource/changed", &[C, U, A], RuleLevel::Error),
    ("token/alternative-removed", &[U], RuleLevel::Proved),
    ("token/application-to-delegated", &[U, A], RuleLevel::Proved),
    ("token/condition-required", &[U, D], RuleLevel::ProvedOrWarning),
    ("token/delegated-to-application", &[U, A, S], RuleLevel::Proved),
    ("token/feature-excluded", &[U], RuleLevel::ProvedOrWarning),
    ("token/feature-removed", &[C, U], RuleLevel::Proved),
    ("token/need-empty", &[U, S], RuleLevel::Error),
    ("token/need-grew", &[U], RuleLevel::Proved),
    ("token/need-shrank", &[S], RuleLevel::ErrorOrWarning),
    ("token/optional-became-required", &[U], RuleLevel::Proved),
    ("token/required-scope-added", &[U], RuleLevel::Proved),
    ("token/scope-replaced", &[U, A], RuleLevel::Proved),
    ("token/scope-widened", &[U, S], RuleLevel::Proved),
    ("token/update-only", &[C, U], RuleLevel::Proved),
];

/// What a release with the worst change of a rule must raise. Nothing is released with what can only be mended.
fn bump(rule: &GateRule) -> Option<Bump> {
    let by_level = match rule.level {
        RuleLevel::Note => Bump::Patch,
        RuleLevel::Warning | RuleLevel::WarningOrNote => Bump::Minor,
        _ => Bump::Major,
    };
    (rule.acceptable && rule.family != Family::Lock).then_some(by_level)
}

#[test]
fn each_rule_protects_whom_the_table_says_and_is_as_bad() {
    assert!(TABLE.windows(2).all(|two| two[0].0 < two[1].0));
    let is_missing = |id: &&str| rules().iter().all(|rule| rule.id != *id);
    let mut wrong: Vec<String> =
        TABLE.iter().map(|(id, ..)| *id).filter(is_missing).map(|id| format!("there is no rule {id}")).collect();
    for rule in rules() {
        let parties = |of: &[Party]| of.iter().copied().collect::<BTreeSet<_>>();
        let Some((_, whom, level)) = TABLE.iter().find(|(id, ..)| *id == rule.id) else {
            wrong.push(format!("{} is not in the table", rule.id));
            continue;
        };
        if parties(rule.parties) != parties(whom) {
            wrong.push(format!("{} protects {:?}, not {whom:?}", rule.id, rule.parties));
        }
        if rule.level != *level {
            wrong.push(format!("{} is {:?}, not {level:?}", rule.id, rule.level));
        }
        if rule.bump() != bump(rule) {
            wrong.push(format!("{} asks {:?}, not {:?}", rule.id, rule.bump(), bump(rule)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
