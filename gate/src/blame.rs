//! Blame: which edit it is, and by which rule, that took an access from a token.

use std::collections::BTreeSet;

use super::change::{Subject, What};
use super::comparison::{Comparison, Edit};
use super::edits::RowEdit;
use super::need::Feature;
use super::rules::{self, GateRule};
use super::verdict::{Case, Cause};
use super::words;
use scopemark_compiler::model::{Access, Kind};

impl<'d> Comparison<'_, 'd> {
    /// The edit, and the rule, that stand for a new row which an old token does not satisfy.
    pub(super) fn blame_row(&mut self, case: &Case<'_, 'd>, kind: Kind, new: usize) -> (usize, &'static GateRule) {
        let old = self.old_of[new];
        let was_needed = old.is_some_and(|old| {
            case.old_left
                .iter()
                .map(|&at| &case.old.rows[at])
                .any(|row| row.index == old && !row.optional && row.kind == kind && row.access <= case.access)
        });
        let shrunk = old.filter(|_| was_needed).map(|old| self.lost_members(old, new));
        if let Some(edit) = self.of_new[new] {
            let rule = self.rule_of(edit, old, new, shrunk.as_deref());
            if let Some(rule) = rule {
                return (edit, rule);
            }
        }
        if let (Some(old), Some(lost)) = (old, shrunk)
            && let Some(edit) = self.lost_cover(old, &lost)
        {
            return (edit, &rules::ALTERNATIVE_REMOVED);
        }
        if let Some(found) = self.unreplaced(case, old) {
            return found;
        }
        match old {
            Some(old) => (self.edit_of_unchanged(old, new), &rules::NEED_GREW),
            None => (
                self.of_new[new].unwrap_or_else(|| self.row_edit(RowEdit { old: None, new: Some(new) })),
                &rules::NEED_GREW,
            ),
        }
    }

    /// The old permissions that satisfied the row and do not any more.
    fn lost_members(&self, old: usize, new: usize) -> Vec<usize> {
        let pair = self.pair;
        let now = pair.new.clause(new);
        let keeps = |member: &usize| pair.to_new[*member].iter().any(|new| now.binary_search(new).is_ok());
        pair.old.clause(old).into_iter().filter(|member| !keeps(member)).collect()
    }

    fn rule_of(
        &self,
        edit: usize,
        old: Option<usize>,
        new: usize,
        shrunk: Option<&[usize]>,
    ) -> Option<&'static GateRule> {
        let pair = self.pair;
        let Some(old) = old else { return Some(&rules::REQUIRED_SCOPE_ADDED) };
        self.edits[edit].row.new?;
        let (before, after) = (&pair.old.rows()[old], &pair.new.rows()[new]);
        let (old_name, new_name) = (pair.old.names[old], pair.new.names[new]);
        if before.kind != after.kind {
            return Some(kind_rule(before.kind));
        }
        if !pair.from_old[new_name].contains(&old_name) {
            let wider = pair.is_contained(old_name, new_name);
            return Some(if wider { &rules::SCOPE_WIDENED } else { &rules::SCOPE_REPLACED });
        }
        if before.optional && !after.optional {
            return Some(&rules::OPTIONAL_BECAME_REQUIRED);
        }
        if let Some(lost) = shrunk {
            let texts = &pair.old.texts;
            let now: BTreeSet<usize> =
                pair.new.alternatives[new].iter().flat_map(|&name| &pair.from_old[name]).copied().collect();
            let gone = pair.old.alternatives[old].iter().filter(|name| !now.contains(name));
            let mine =
                gone.into_iter().any(|&name| lost.iter().any(|&member| member == name || texts.covers(member, name)));
            return mine.then_some(&rules::ALTERNATIVE_REMOVED);
        }
        let (was, is) = (&pair.old.rows()[old].requires, pair.old_names(&after.requires));
        if is.iter().any(|name| !was.iter().any(|known| known == name)) {
            return Some(&rules::CONDITION_REQUIRED);
        }
        Some(&rules::NEED_GREW)
    }

    /// The edit about a cover by which one of the lost permissions satisfied the row.
    fn lost_cover(&self, old: usize, lost: &[usize]) -> Option<usize> {
        let texts = &self.pair.old.texts;
        let clause = self.pair.old.clause(old);
        let through = |stronger: usize| lost.iter().any(|&member| member == stronger || texts.covers(member, stronger));
        let found = self
            .lost_covers
            .iter()
            .find(|(_, stronger, weaker)| clause.binary_search(weaker).is_ok() && through(*stronger));
        found.map(|(edit, _, _)| *edit)
    }

    /// What became of a row that stood in for another and does not any more.
    pub(super) fn unreplaced(&self, case: &Case<'_, 'd>, old: Option<usize>) -> Option<(usize, &'static GateRule)> {
        let old = old?;
        let place = case.old.rows.iter().position(|row| row.index == old)?;
        let replacers = case.old.replacers(place, case.on);
        let edit = replacers.iter().find_map(|&by| self.of_old[by].map(|edit| (edit, &rules::NEED_GREW)));
        edit.or_else(|| {
            let name = self.pair.old.names[old];
            let names: Vec<usize> = replacers.iter().map(|&by| self.pair.old.names[by]).collect();
            let pairs = self.lost_covers.iter();
            let found = pairs.into_iter().find(|(_, stronger, weaker)| {
                (*weaker == name && names.contains(stronger)) || (*stronger == name && names.contains(weaker))
            });
            found.or(self.lost_covers.first()).map(|(edit, _, _)| (*edit, &rules::ALTERNATIVE_REMOVED))
        })
    }

    /// The edit, and the rule, that stand for a feature of which nothing is left.
    pub(super) fn blame_nothing_left(
        &mut self,
        case: &Case<'_, 'd>,
        kind: Kind,
        missing: Access,
    ) -> (usize, &'static GateRule) {
        let pair = self.pair;
        let own = |feature: &Feature, left: &[usize]| -> Vec<usize> {
            let rows = left.iter().map(|&at| &feature.rows[at]);
            rows.filter(|row| row.own && !row.optional && row.kind == kind && row.access == missing)
                .map(|row| row.index)
                .collect()
        };
        let mut best: Option<(u32, usize, &'static GateRule)> = None;
        let mut consider = |rank: u32, edit: usize, rule: &'static GateRule| {
            if best.is_none_or(|(known, _, _)| rank < known) {
                best = Some((rank, edit, rule));
            }
        };
        for old in own(case.old, case.old_left) {
            let Some(edit) = self.of_old[old] else {
                // The row is as it was: another stands in for it now.
                let place = self.new_of[old].and_then(|new| case.new.rows.iter().position(|row| row.index == new));
                for by in place.map(|place| case.new.replacers(place, case.on)).unwrap_or_default() {
                    if let Some(edit) = self.of_new[by] {
                        consider(5, edit, &rules::NEED_GREW);
                    }
                }
                continue;
            };
            let Some(new) = self.new_of[old] else {
                consider(3, edit, &rules::FEATURE_REMOVED);
                continue;
            };
            let (before, after) = (&pair.old.rows()[old], &pair.new.rows()[new]);
            let gained = |was: &[String], is: &[String]| {
                pair.old_names(is).iter().any(|name| !was.iter().any(|known| known == name))
            };
            if before.kind != after.kind {
                consider(0, edit, kind_rule(before.kind));
            } else if gained(&before.requires, &after.requires) && !case.holds_all(pair, &after.requires) {
                consider(1, edit, &rules::CONDITION_REQUIRED);
            } else if gained(&before.excludes, &after.excludes) && case.holds_any(pair, &after.excludes) {
                consider(0, edit, &rules::FEATURE_EXCLUDED);
            } else {
                consider(2, edit, &rules::NEED_GREW);
            }
        }
        // A feature that could only update has base rows now, and none of them is left.
        if missing == Access::Base && !case.old.has(Access::Base) {
            for row in case.new.rows.iter().filter(|row| row.own && row.access == Access::Base && !row.optional) {
                if let Some(edit) = self.of_new[row.index] {
                    consider(
                        4,
                        edit,
                        if self.old_of[row.index].is_some() { &rules::NEED_GREW } else { &rules::REQUIRED_SCOPE_ADDED },
                    );
                }
            }
        }
        if let Some((_, edit, rule)) = best {
            return (edit, rule);
        }
        let subject = Subject {
            document: pair.new.document.name.clone(),
            what: What::Feature,
            feature: pair.old.document.features.get(case.feature).map(|name| name.text.clone()),
            access: Some(case.access),
            kind: Some(kind),
            ..Subject::default()
        };
        let place = words::header(&pair.new, pair.features[case.feature]);
        let known = self.edits.iter().position(|edit| edit.subject == subject);
        (known.unwrap_or_else(|| self.other_edit(subject, String::new(), String::new(), place)), &rules::NEED_GREW)
    }
}

fn kind_rule(before: Kind) -> &'static GateRule {
    match before {
        Kind::Delegated => &rules::DELEGATED_TO_APPLICATION,
        Kind::Application => &rules::APPLICATION_TO_DELEGATED,
    }
}

impl Comparison<'_, '_> {
    /// What happened, in the reader's words, before the witness.
    pub(super) fn token_message(&self, edit: usize, rule: &'static GateRule, cause: Cause) -> String {
        let pair = self.pair;
        let Edit { row, subject, before, .. } = &self.edits[edit];
        let old = |name: usize| words::name(&pair.old, pair.old.names[name]);
        let new = |name: usize| words::name(&pair.new, pair.new.names[name]);
        let new_row = match cause {
            Cause::Row(new) => row.new.or(Some(new)),
            Cause::NothingLeft(_) => row.new,
        };
        let feature = subject.feature.clone().unwrap_or_else(|| "every feature".to_owned());
        let conditions = |list: &[String]| super::change::and(list);
        match (rule.id, row.old, new_row) {
            ("token/required-scope-added", _, Some(at)) => {
                format!("{} needs {} now", words::feature(&pair.new, at), new(at))
            }
            ("token/scope-replaced", Some(a), Some(b)) => {
                format!("{} needs {} instead of {}", words::feature(&pair.new, b), new(b), old(a))
            }
            ("token/scope-widened", Some(a), Some(b)) => {
                format!("{} needs {}, which contains {} and more", words::feature(&pair.new, b), new(b), old(a))
            }
            ("token/delegated-to-application", Some(a), Some(_)) => {
                format!("{} became an application permission, which no user's token has", pair.old.rows()[a].scope)
            }
            ("token/application-to-delegated", Some(a), Some(_)) => {
                format!("{} became a delegated permission, which no app-only token has", pair.old.rows()[a].scope)
            }
            ("token/optional-became-required", _, Some(at)) => {
                format!("{} needs {}, which was optional", words::feature(&pair.new, at), new(at))
            }
            ("token/condition-required", _, Some(at)) => format!(
                "{} applies to {} only when {} holds now",
                new(at),
                words::feature(&pair.new, at),
                conditions(&pair.new.rows()[at].requires)
            ),
            ("token/feature-excluded", _, Some(at)) => format!(
                "{} is no longer served when {} holds",
                words::feature(&pair.new, at),
                super::change::and(&pair.gained_excludes(row.old, at))
            ),
            ("token/feature-removed", Some(at), None) => {
                let access = if pair.old.rows()[at].access == Access::Update { "update " } else { "" };
                let kind = pair.old.rows()[at].kind.as_str();
                format!("{} has no {kind} {access}permission any more", words::feature(&pair.old, at))
            }
            ("token/feature-removed", None, _) => format!("{feature} is gone"),
            ("token/alternative-removed", None, _) => format!("it no longer holds that {before}"),
            ("token/alternative-removed", Some(a), _) => {
                format!("what did in place of {} for {} no longer does", old(a), words::feature(&pair.old, a))
            }
            (_, _, Some(at))
                if cause == Cause::NothingLeft(Access::Update) && pair.new.rows()[at].access == Access::Base =>
            {
                format!("{} has no update access any more: {} is asked always", words::feature(&pair.new, at), new(at))
            }
            (_, _, Some(at)) if matches!(cause, Cause::NothingLeft(_)) => {
                let only = if pair.new.rows()[at].optional {
                    "asked only by those who opt in"
                } else {
                    "asked in other cases only"
                };
                format!("{} has no such permission left: {} is {only} now", words::feature(&pair.new, at), new(at))
            }
            (_, _, Some(at)) => {
                format!("{} needs {} in more cases than before", words::feature(&pair.new, at), new(at))
            }
            _ => format!("{feature} needs more than it did"),
        }
    }
}
