//! The engine against a second implementation without cleverness, over random documents, wishes and grants; and the laws that
//! hold for all of them. A document that breaks one is shown as small as it can be made.
//!
//! `SCOPEMARK_CASES` says how many documents; without it 100,000, or 10,000 where the code is not optimised.

mod common;

use std::cell::Cell;
use std::collections::BTreeSet;

use common::naive::{Document, Grant, Permission, Wish};
use common::strategies::{document_and_wish, document_wish_and_grants, each};
use proptest::prelude::*;
use proptest::sample::Index;
use scopemark_core::ask::{Ask, Builder, Conditions, Granted, Set, Table, flatten};
use scopemark_core::{Access, Kind};

const WORDS: usize = 1;

fn cases() -> u32 {
    match std::env::var("SCOPEMARK_CASES") {
        Ok(cases) => cases.parse().expect("SCOPEMARK_CASES is a number"),
        Err(_) if cfg!(debug_assertions) => 10_000,
        Err(_) => 100_000,
    }
}

/// The engine's view of what the other implementation says by text.
struct Translated<'a> {
    table: Table<'a>,
}

impl Translated<'_> {
    fn name(&self, kind: Kind, text: &str) -> usize {
        let place = |&name: &usize| self.table.kind(name) == kind && self.table.text(name) == text;
        (0..self.table.len()).find(place).unwrap()
    }

    fn conditions(&self, wish: &Wish) -> Conditions {
        let place = |text: &&str| self.table.conditions.find(text).unwrap();
        wish.conditions.iter().map(place).fold(Conditions::NONE, Conditions::with)
    }

    fn builder(&self, wish: &Wish) -> Builder<'_, WORDS> {
        let mut builder = Builder::new(&self.table);
        for (&feature, &update) in &wish.features {
            builder = if update { builder.update(feature) } else { builder.feature(feature) };
        }
        for text in &wish.conditions {
            builder = builder.when(self.table.conditions.find(text).unwrap());
        }
        for &(kind, text) in &wish.options {
            builder = builder.option(self.name(kind, text));
        }
        builder
    }

    fn permissions(&self, document: &Document<'_>, names: Set<WORDS>) -> BTreeSet<Permission> {
        names.iter().map(|name| document.permission(self.table.kind(name), self.table.text(name))).collect()
    }

    fn texts(&self, names: Set<WORDS>) -> Vec<String> {
        names.iter().map(|name| self.table.text(name).to_owned()).collect()
    }

    /// A grant of just what is asked.
    fn all_of(&self, ask: &Ask<'_, WORDS>) -> (String, Vec<String>) {
        (self.texts(ask.scopes()).join(" "), self.texts(ask.app_roles()))
    }
}

#[test]
fn the_engine_says_what_the_specification_says_word_for_word() {
    let (supported, allowed) = (Cell::new(0), Cell::new(0));
    each(cases(), document_wish_and_grants(), |(draft, wish, grants)| {
        let model = draft.document();
        let flat = flatten(&model).unwrap();
        let document = Document::new(&draft);
        let kept = document.supported(&wish).0;
        let case = Case { document, engine: Translated { table: flat.table() }, wish, kept };
        let ask = case.compare_ask();
        supported.update(|count| count + usize::from(!ask.names().is_empty()));
        for (scopes, roles) in grants {
            let grant = case.document.grant(scopes.as_deref(), roles.as_deref());
            let table = &case.engine.table;
            let granted = match (&scopes, &roles) {
                (Some(text), Some(roles)) => Granted::from_scope(table, text).with_roles(roles),
                (Some(text), None) => Granted::from_response(Some(text), &ask.scope_param()),
                (None, roles) => Granted::from_roles(table, roles.as_deref().unwrap_or_default()),
            };
            case.compare_grant(&granted, &grant);
            allowed.update(|count| count + case.compare_access(&ask, &granted, &grant));
            case.compare_report(&ask, &granted, &grant);
        }
    });
    // The documents are not such that nothing ever happens.
    assert!(supported.get() > 0 && allowed.get() > 0, "{supported:?} asks, {allowed:?} accesses");
}

/// One document and one wish, for both implementations.
struct Case<'a> {
    document: Document<'a>,
    engine: Translated<'a>,
    wish: Wish,
    /// The wish without what is not supported.
    kept: Wish,
}

impl Case<'_> {
    fn compare_ask(&self) -> Ask<'_, WORDS> {
        let (document, engine) = (&self.document, &self.engine);
        let dropped = document.supported(&self.wish).1;
        let builder = engine.builder(&self.wish);
        let ask = builder.build_supported();
        assert_eq!(ask.dropped().iter().collect::<BTreeSet<_>>(), dropped);
        let is_lowered =
            |(feature, update): (&usize, &bool)| *update && self.kept.features.get(feature) == Some(&false);
        let lowered: BTreeSet<usize> = self
            .wish
            .features
            .iter()
            .filter(|&(feature, update)| is_lowered((feature, update)))
            .map(|(&feature, _)| feature)
            .collect();
        assert_eq!(ask.lowered().iter().collect::<BTreeSet<_>>(), lowered);
        match builder.build() {
            Ok(built) => assert!(dropped.is_empty() && lowered.is_empty() && built == ask),
            Err(error) => assert_eq!(Some(&error.feature()), dropped.union(&lowered).min()),
        }
        let asked = document.ask(&self.kept);
        let permissions = |names| engine.permissions(document, names);
        assert_eq!(permissions(ask.names()), asked);
        assert_eq!(permissions(ask.minimal().names()), document.minimal(&self.kept));
        assert_eq!(permissions(ask.needs_admin_consent()), document.needs_admin_consent(&self.kept));
        let own = |resource: &str| {
            if resource == document.draft.resource { String::new() } else { resource.to_owned() }
        };
        let params: BTreeSet<_> = ask.scope_params().map(|param| (own(param.resource()), param.to_string())).collect();
        assert_eq!(params, document.scope_params(&asked).into_iter().collect());
        ask
    }

    fn compare_grant(&self, granted: &Granted<'_, WORDS>, grant: &Grant) {
        let known = self.engine.permissions(&self.document, granted.names());
        assert_eq!(known, grant.permissions, "{granted:?}");
        let unknown: Vec<_> = granted.unknown().collect();
        assert_eq!(unknown, grant.unknown, "{granted:?}");
    }

    /// How many features are allowed.
    fn compare_access(&self, ask: &Ask<'_, WORDS>, granted: &Granted<'_, WORDS>, grant: &Grant) -> usize {
        let report = ask.check(granted);
        let conditions = self.engine.conditions(&self.wish);
        let bare = Wish { options: BTreeSet::new(), ..self.wish.clone() };
        let mut allowed = 0;
        for feature in 0..self.document.draft.features.len() {
            let access = self.document.access(feature, &self.wish, grant);
            assert_eq!(report.access(feature), access, "feature {feature}, {granted:?}");
            let access = self.document.access(feature, &bare, grant);
            assert_eq!(granted.access(feature, conditions), access, "feature {feature}, {granted:?}");
            allowed += usize::from(access > Access::Missing);
        }
        allowed
    }

    fn compare_report(&self, ask: &Ask<'_, WORDS>, granted: &Granted<'_, WORDS>, grant: &Grant) {
        let (document, engine, kept) = (&self.document, &self.engine, &self.kept);
        let permissions = |names| engine.permissions(document, names);
        let report = ask.check(granted);
        let is_whole = kept.features == self.wish.features;
        assert_eq!(report.is_ok(), is_whole && document.is_ok(kept, grant), "{granted:?}");
        let missing = report.missing().map(|missing| {
            let name = missing.name();
            let name = document.permission(engine.table.kind(name), engine.table.text(name));
            (missing.feature(), name, permissions(missing.accepts()))
        });
        assert_eq!(missing.collect::<BTreeSet<_>>(), document.missing(kept, grant), "{granted:?}");
        assert_eq!(permissions(report.declined()), document.declined(kept, grant), "{granted:?}");
    }
}

#[test]
fn a_larger_grant_never_gives_less_access() {
    // A bit for each name: the scopes and roles that are granted, and those that come with the larger grant.
    let bits = proptest::bits::u32::ANY;
    each_engine((bits, bits, bits, bits), |engine, wish, (scopes, roles, more_scopes, more_roles)| {
        let ask = engine.builder(wish).build_supported();
        let texts: Vec<&str> = (0..engine.table.len()).map(|name| engine.table.text(name)).collect();
        assert!(texts.len() <= 32, "each name has a bit");
        let granted = |scopes: u32, roles: u32| {
            Granted::from_names(&engine.table, chosen(scopes, &texts)).with_roles(chosen(roles, &texts))
        };
        let (less, more) = (granted(scopes, roles), granted(scopes | more_scopes, roles | more_roles));
        for feature in 0..engine.table.features.len() {
            assert!(ask.check(&less).access(feature) <= ask.check(&more).access(feature));
            let conditions = engine.conditions(wish);
            assert!(less.access(feature, conditions) <= more.access(feature, conditions));
        }
        assert!(ask.check(&less).is_ok() <= ask.check(&more).is_ok());
    });
}

#[test]
fn adding_a_feature_never_shrinks_the_ask() {
    each_engine(any::<(Index, bool)>(), |engine, wish, (feature, update)| {
        let less = engine.builder(wish);
        let feature = feature.index(engine.table.features.len());
        let more = if update { less.update(feature) } else { less.feature(feature) };
        assert!(less.build_supported().names().is_subset(&more.build_supported().names()));
    });
}

#[test]
fn an_ask_that_is_granted_satisfies_its_own_needs() {
    each_engine(Just(()), |engine, wish, ()| {
        let ask = engine.builder(wish).build_supported();
        let (scope, roles) = engine.all_of(&ask);
        let report = ask.check(&Granted::from_scope(&engine.table, &scope).with_roles(&roles));
        // What was dropped or lowered was asked for.
        let is_whole = ask.dropped().is_empty() && ask.lowered().is_empty();
        assert_eq!(report.is_ok(), is_whole, "{report}");
        assert_eq!(report.missing().count() + report.declined().len(), 0);
        // An answer without a text speaks for the one parameter that was sent.
        if ask.app_roles().is_empty() && ask.scope_param().names() == ask.scopes() {
            assert_eq!(ask.check(&Granted::from_response(None, &ask.scope_param())).is_ok(), is_whole);
        }
    });
}

#[test]
fn a_minimal_ask_keeps_every_need() {
    let dropped = Cell::new(0);
    each_engine(Just(()), |engine, wish, ()| {
        let ask = engine.builder(wish).build_supported();
        let minimal = ask.minimal();
        dropped.update(|count| count + ask.names().len() - minimal.names().len());
        let (scope, roles) = engine.all_of(&ask);
        let full = ask.check(&Granted::from_scope(&engine.table, &scope).with_roles(&roles));
        let (scope, roles) = engine.all_of(&minimal);
        let granted = Granted::from_scope(&engine.table, &scope).with_roles(&roles);
        for report in [ask.check(&granted), minimal.check(&granted)] {
            assert_eq!(report.is_ok(), full.is_ok(), "{report}");
            for feature in &ask.features() {
                assert_eq!(report.access(feature), full.access(feature));
            }
        }
        assert_eq!(minimal.minimal(), minimal);
    });
    assert!(dropped.get() > 0);
}

/// The texts whose bits are set.
fn chosen<'a>(bits: u32, texts: &[&'a str]) -> Vec<&'a str> {
    (0..).zip(texts).filter(|(place, _)| bits >> place & 1 == 1).map(|(_, &text)| text).collect()
}

/// Tries a law on the engine, with what else the law needs.
fn each_engine<T: std::fmt::Debug>(more: impl Strategy<Value = T>, law: impl Fn(&Translated<'_>, &Wish, T)) {
    each(cases(), (document_and_wish(), more), |((draft, wish), more)| {
        let model = draft.document();
        let flat = flatten(&model).unwrap();
        law(&Translated { table: flat.table() }, &wish, more);
    });
}

#[test]
fn a_refresh_never_leaves_the_first_grant_and_loses_no_access_that_is_still_asked() {
    each_engine(prop::collection::vec(any::<Index>(), 0..6), |engine, wish, picks| {
        let ask = engine.builder(wish).build_supported();
        let table = &engine.table;
        let names: Vec<String> =
            picks.iter().map(|pick| table.text(pick.index(table.len().max(1))).to_owned()).collect();
        let granted = Granted::<WORDS>::from_response(Some(&names.join(" ")), &ask.scope_param());
        let Some(param) = ask.refresh_param(&granted) else { return };
        // A refresh is for one resource, and offline_access, which opens nothing, is asked only where it was.
        let is_unasked = |name: usize| table.is_offline_access(name) && !ask.names().contains(name);
        if granted.names().iter().any(is_unasked) {
            return;
        }
        if ask.scopes().union(&granted.names()).iter().any(|name| table.resource_of(name) != 0) {
            return;
        }
        let beyond = param.names().difference(&granted.first());
        assert!(
            beyond.iter().all(|name| table.is_openid(name) && ask.names().contains(name)),
            "{param} of {granted:?}"
        );
        let refreshed = granted.refreshed(None, Some(&param));
        assert!(refreshed.names().is_subset(&granted.first().union(&ask.names())));
        assert_eq!(refreshed.first(), granted.first());
        for feature in &ask.features() {
            let (before, after) = (ask.check(&granted).access(feature), ask.check(&refreshed).access(feature));
            assert!(
                after >= before.min(ask.asked(feature)),
                "{feature}: {before:?} {after:?}; {ask:?} {granted:?} {param}"
            );
        }
        // Whatever a later answer says, the first grant stays.
        let later = refreshed.refreshed(Some("Mail.Read"), None).refreshed(None, None);
        assert_eq!(later.names(), granted.first());
    });
}

#[test]
fn a_step_up_that_is_granted_is_enough_and_loses_nothing() {
    each_engine(prop::collection::vec(any::<Index>(), 0..6), |engine, wish, picks| {
        let ask = engine.builder(wish).build_supported();
        let table = &engine.table;
        let names: Vec<String> =
            picks.iter().map(|pick| table.text(pick.index(table.len().max(1))).to_owned()).collect();
        let granted = Granted::<WORDS>::from_scope(table, &names.join(" "));
        let Some(again) = ask.step_up(&granted) else {
            let misses = ask.check(&granted).missing().any(|missing| table.kind(missing.name()) == Kind::Delegated);
            assert!(!misses, "{granted:?}");
            return;
        };
        let after = Granted::from_response(None, &again);
        let own = |name: &usize| {
            table.resource_of(*name) == 0 && table.kind(*name) == Kind::Delegated && !table.is_openid(*name)
        };
        assert!(granted.names().iter().filter(own).all(|name| after.names().contains(name)));
        let missing = ask.check(&after).missing().map(|missing| missing.name());
        assert_eq!(missing.filter(own).count(), 0, "{again} after {granted:?}");
    });
}
