//! What edits mean besides tokens and asks: privilege, consent, and what readers of the document see.

use std::collections::BTreeSet;

use super::change::Subject;
use super::comparison::{Comparison, Edit};
use super::covers::Addition;
use super::edits::RowEdit;
use super::facts::{Pair, Side};
use super::notes::free_text;
use super::rules;
use super::words;
use scopemark_compiler::finding::Level;
use scopemark_compiler::model::{Access, Kind, Position};

impl Comparison<'_, '_> {
    /// All that rows, covers and names tell besides the verdict; after it, because some rules are what is left of others.
    pub(super) fn effects(&mut self) {
        let rows: Vec<(usize, Option<usize>, Option<usize>)> =
            self.edits.iter().enumerate().map(|(edit, known)| (edit, known.row.old, known.row.new)).collect();
        for (edit, old, new) in rows {
            match (old, new) {
                (Some(old), Some(new)) => self.changed(edit, old, new),
                (None, Some(new)) => self.added(edit, new),
                _ => {}
            }
        }
        for new in 0..self.pair.new.rows().len() {
            // The rows of a new feature share an edit.
            if let Some(edit) = self.of_new[new].filter(|&edit| self.edits[edit].row.new.is_none()) {
                self.added(edit, new);
            }
        }
        self.texts();
        self.wildcards();
        self.privileges();
        self.consent();
        self.moved();
    }

    fn added(&mut self, edit: usize, new: usize) {
        let row = &self.pair.new.rows()[new];
        if row.optional {
            let message = format!(
                "{} is new as an option of {}",
                words::name(&self.pair.new, self.pair.new.names[new]),
                words::feature(&self.pair.new, new)
            );
            let subject = self.row_subject(RowEdit { old: None, new: Some(new) });
            self.add_about(edit, subject, &rules::OPTIONAL_ADDED, Level::Warning, message);
        }
    }

    fn changed(&mut self, edit: usize, old: usize, new: usize) {
        let pair = self.pair;
        let (before, after) = (&pair.old.rows()[old], &pair.new.rows()[new]);
        let same = pair.from_old[pair.new.names[new]].contains(&pair.old.names[old]);
        let name = words::name(&pair.new, pair.new.names[new]);
        let feature = words::feature(&pair.new, new);
        if !before.optional && after.optional && same {
            let message = format!("{name} is asked for {feature} only where a deployment opts in now");
            self.add(edit, &rules::REQUIRED_BECAME_OPTIONAL, Level::Warning, message);
        }
        let reach: Vec<&str> = [
            (before.optional && !after.optional, "no longer optional"),
            (before.access == Access::Update && after.access == Access::Base, "no longer for update access only"),
            (before.feature.is_some() && after.feature.is_none(), "asked with every feature"),
        ]
        .into_iter()
        .filter_map(|(grew, words)| grew.then_some(words))
        .collect();
        if same && !reach.is_empty() {
            let message = format!("{name} is {}", reach.join(" and "));
            self.add(edit, &rules::REACH_GREW, Level::Warning, message);
        }
        let gained = |was: &[String], is: &[String]| -> Vec<String> {
            let new = pair.old_names(is).into_iter().filter(|name| !was.iter().any(|known| known == name));
            new.map(str::to_owned).collect()
        };
        let required = gained(&before.requires, &after.requires);
        if same && !required.is_empty() && !self.has(edit, &rules::CONDITION_REQUIRED) {
            let verb = if required.len() == 1 { "holds" } else { "hold" };
            let message =
                format!("{name} is asked for {feature} only when {} {verb} now", super::change::and(&required));
            self.add(edit, &rules::CONDITION_REQUIRED, Level::Warning, message);
        }
        self.newly_excluded(edit, new, &gained(&before.excludes, &after.excludes));
        self.alternatives(edit, old, new);
    }

    /// A condition that only the new document has: no program says yet that it holds, so no token proves anything.
    fn newly_excluded(&mut self, edit: usize, new: usize, excluded: &[String]) {
        let pair = self.pair;
        let row = &pair.new.rows()[new];
        let unknown: Vec<String> =
            excluded.iter().filter(|name| !pair.old_conditions.values().any(|old| old == name)).cloned().collect();
        let others = pair.new.rows().iter().any(|other| {
            other.feature == row.feature
                && other.kind == row.kind
                && other.access == row.access
                && !other.optional
                && other.requires.is_empty()
                && !unknown.iter().any(|name| other.excludes.contains(name))
        });
        if !unknown.is_empty() && !others && !row.optional && !self.has(edit, &rules::FEATURE_EXCLUDED) {
            let verb = if unknown.len() == 1 { "holds" } else { "hold" };
            let message = format!(
                "{} is not served any more when {} {verb}, a condition that the document did not name before",
                words::feature(&pair.new, new),
                super::change::and(&unknown)
            );
            self.add(edit, &rules::FEATURE_EXCLUDED, Level::Warning, message);
        }
    }

    fn alternatives(&mut self, edit: usize, old: usize, new: usize) {
        let pair = self.pair;
        let known = |name: usize| pair.from_old[name].iter().any(|old_name| pair.old.clause(old).contains(old_name));
        for &other in pair.new.alternatives[new].iter().filter(|&&name| !known(name)) {
            self.cover_added(
                Addition { edit, row: Some(new), weaker: pair.new.names[new], stronger: other },
                pair.new.rows()[new].position,
            );
        }
        let order = |side: &Side<'_>, at: usize| -> Vec<String> {
            let row = &side.rows()[at];
            row.alternatives.iter().map(|text| text.to_ascii_lowercase()).collect()
        };
        let (was, is) = (order(&pair.old, old), order(&pair.new, new));
        let set = |list: &[String]| list.iter().cloned().collect::<BTreeSet<_>>();
        if was != is && set(&was) == set(&is) {
            let message =
                format!("the alternatives of {} are in another order", words::name(&pair.new, pair.new.names[new]));
            self.add(edit, &rules::ORDER_CHANGED, Level::Warning, message);
        }
    }

    /// Notes, and the order of alternatives, of rows that are matched.
    fn texts(&mut self) {
        let pair = self.pair;
        for (old, new) in self.unchanged.clone() {
            let (before, after) = (&pair.old.rows()[old], &pair.new.rows()[new]);
            if before.alternatives != after.alternatives {
                let edit = self.edit_of_unchanged(old, new);
                self.alternatives(edit, old, new);
            }
        }
        for new in 0..pair.new.rows().len() {
            let Some(old) = self.old_of[new] else { continue };
            let (before, after) = (&pair.old.rows()[old], &pair.new.rows()[new]);
            if before.notes == after.notes {
                continue;
            }
            let (was, is) = (free_text(before), free_text(after));
            // A reason to opt in is judged with the row's becoming optional, or no longer being so.
            let plain = |texts: Vec<String>| -> Vec<String> {
                let switched = before.optional != after.optional;
                texts
                    .into_iter()
                    .filter(|text| !switched || !text.to_ascii_lowercase().starts_with("used if "))
                    .collect()
            };
            let (was, is) = (plain(was), plain(is));
            if was == is {
                continue;
            }
            let edit = self.edit_of_unchanged(old, new);
            let name = words::name(&pair.new, pair.new.names[new]);
            let message = match (was.join(". "), is.join(". ")) {
                (was, is) if was.is_empty() => format!("the note of {name} says now: {is}"),
                (was, is) if is.is_empty() => format!("the note of {name} no longer says: {was}"),
                (was, is) => format!("the note of {name} said: {was}; it says now: {is}"),
            };
            if let Some(change) = self.add(edit, &rules::CONDITION_TEXT_CHANGED, Level::Warning, message) {
                change.before = was.join(". ");
                change.after = is.join(". ");
            }
        }
    }

    /// A wildcard where rows of the same feature went.
    fn wildcards(&mut self) {
        let pair = self.pair;
        for new in 0..pair.new.rows().len() {
            let name = pair.new.names[new];
            let text = pair.new.identity(name).2;
            let asked_before = pair.from_old[name].iter().any(|&old| pair.old.asks(old));
            if !text.contains('*') || asked_before {
                continue;
            }
            let row = &pair.new.rows()[new];
            let old_feature = row.feature.map(|feature| pair.old_features.get(feature).copied().flatten());
            let went = pair.old.rows().iter().enumerate().filter(|(at, old)| {
                let gone = pair.to_new[pair.old.names[*at]].iter().all(|&name| !pair.new.asks(name));
                Some(old.feature) == old_feature.or(Some(None)) && old.kind == row.kind && gone
            });
            let went: Vec<usize> = went.map(|(at, _)| at).collect();
            let mut names: Vec<&str> = went.iter().map(|&at| pair.old.rows()[at].scope.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            if let (Some(edit), false) = (self.of_new[new], went.is_empty()) {
                let message = format!("the wildcard {text} replaces {}", names.join(" "));
                self.add(edit, &rules::WILDCARD_INTRODUCED, Level::Error, message);
                self.merge(edit, &went);
            }
        }
    }

    /// Makes rows that went part of the edit that replaced them.
    fn merge(&mut self, edit: usize, went: &[usize]) {
        let pair = self.pair;
        let mut facts: Vec<String> = went.iter().map(|&old| words::row(&pair.old, old)).collect();
        facts.sort_unstable();
        let before = facts.join("; ");
        let lines: Vec<String> = went.iter().map(|&old| words::line(&pair.old, old)).collect();
        let Edit { changes, before: known, old_line, .. } = &mut self.edits[edit];
        known.clone_from(&before);
        *old_line = Some(lines.join("\n"));
        for change in changes {
            change.before.clone_from(&before);
            change.old_line.clone_from(old_line);
        }
        for &old in went {
            self.of_old[old] = Some(edit);
        }
    }

    /// Permissions that the document asks for the first time, or no longer.
    fn privileges(&mut self) {
        let pair = self.pair;
        for name in pair.new.asked() {
            if pair.from_old[name].iter().any(|&old| pair.old.asks(old)) {
                continue;
            }
            let Some(&row) = pair.new.rows_of(name).first() else { continue };
            let Some(edit) = self.of_new[row] else { continue };
            let kind = pair.new.identity(name).1;
            let consent = pair.new.consent(name) == Some(true);
            let level = if consent { Level::Error } else { Level::Warning };
            let why = match (kind, consent) {
                (Kind::Application, _) => ", and acts without a user: an administrator of each tenant must approve it",
                (_, true) => ", and only an administrator can approve it",
                _ => "",
            };
            let message = format!("the document asks {} for the first time{why}", words::name(&pair.new, name));
            let subject = self.permission_subject(false, name);
            let place = words::place(&pair.new, pair.new.first_place(name));
            if let Some(change) = self.add_about(edit, subject, &rules::NEW_IN_DOCUMENT, level, message) {
                change.place = place;
                change.before = String::new();
                change.after = words::permission(&pair.new, name);
            }
        }
        for name in pair.old.asked() {
            if pair.to_new[name].iter().any(|&new| pair.new.asks(new)) {
                continue;
            }
            let Some(&row) = pair.old.rows_of(name).first() else { continue };
            let Some(edit) = self.of_old[row] else { continue };
            let message = format!(
                "{} is no longer asked: what was granted stays granted until it is revoked",
                words::name(&pair.old, name)
            );
            let subject = self.permission_subject(true, name);
            if let Some(change) = self.add_about(edit, subject, &rules::DROPPED, Level::Note, message) {
                change.before = words::permission(&pair.old, name);
                change.after = String::new();
            }
        }
    }

    /// What the document says of admin consent, for permissions that both states ask.
    fn consent(&mut self) {
        let pair = self.pair;
        for name in pair.new.asked() {
            let Some(&old) = pair.from_old[name].iter().find(|&&old| pair.old.asks(old)) else { continue };
            let (before, after) = (pair.old.consent(old), pair.new.consent(name));
            if before == after {
                continue;
            }
            let text = words::name(&pair.new, name);
            let (rule, level, message) = match (before, after) {
                (Some(false), Some(true)) => {
                    let message = format!("users could approve {text}; only an administrator can now");
                    (&rules::ADMIN_NEWLY_REQUIRED, Level::Error, message)
                }
                (None, Some(true)) => {
                    let message =
                        format!("only an administrator can approve {text}, which the document did not say before");
                    (&rules::ADMIN_NEWLY_REQUIRED, Level::Warning, message)
                }
                (Some(_), None) => {
                    let message = format!("the document no longer says whether an administrator must approve {text}");
                    (&rules::ADMIN_UNKNOWN, Level::Warning, message)
                }
                (Some(true), Some(false)) => {
                    let message = format!("users can approve {text}; only an administrator could");
                    (&rules::ADMIN_NO_LONGER_REQUIRED, Level::Note, message)
                }
                _ => continue,
            };
            let says = |consent: Option<bool>| match consent {
                Some(true) => "admin consent: yes",
                Some(false) => "admin consent: no",
                None => "admin consent: unknown",
            };
            let subject = self.permission_subject(false, name);
            let row = pair.new.rows_of(name).first().copied().unwrap_or_default();
            let place = words::place(&pair.new, pair.new.first_place(name));
            let edit = self.other_edit(subject, says(before).to_owned(), says(after).to_owned(), place);
            self.edits[edit].old_line = self.old_of[row].map(|old| words::line(&pair.old, old));
            self.add(edit, rule, level, message);
        }
    }

    /// Rows that say the same in another order, where both states have places; and features in another order.
    fn moved(&mut self) {
        let pair = self.pair;
        let subject = Subject { document: pair.new.document.name.clone(), ..Subject::default() };
        if let Some(position) = self.first_moved() {
            let place = words::place(&pair.new, position);
            let edit = self.other_edit(subject.clone(), String::new(), String::new(), place);
            let message = "rows that say the same stand in another order".to_owned();
            self.add(edit, &rules::MOVED, Level::Note, message);
        }
        let kept: Vec<usize> = pair.features.iter().flatten().copied().collect();
        if kept.is_sorted() {
            return;
        }
        let text = |side: &Side<'_>, list: &mut dyn Iterator<Item = usize>| -> String {
            let names = list.filter_map(|at| side.document.features.get(at));
            names.map(|name| name.text.as_str()).collect::<Vec<_>>().join(", ")
        };
        let before = text(&pair.old, &mut (0..pair.features.len()).filter(|&at| pair.features[at].is_some()));
        let after = text(&pair.new, &mut (0..pair.old_features.len()).filter(|&at| pair.old_features[at].is_some()));
        let first = kept.windows(2).find(|two| two[0] > two[1]).map_or(0, |two| two[1]);
        let place = words::place(&pair.new, pair.new.document.features[first].position);
        let edit = self.other_edit(subject, before, after, place);
        let message = "the features are in another order, which `Feature` keeps".to_owned();
        self.add(edit, &rules::ORDER_CHANGED, Level::Note, message);
    }

    /// The first row of the new document before which a row stands that was behind it.
    fn first_moved(&self) -> Option<Position> {
        let pair = self.pair;
        let known = |side: &Side<'_>| side.rows().iter().all(|row| row.position.line > 0);
        if !known(&pair.old) || !known(&pair.new) {
            return None;
        }
        let mut order = self.unchanged.clone();
        order.sort_by_key(|&(old, _)| (pair.old.rows()[old].position, old));
        let at = |new: usize| (pair.new.rows()[new].position, new);
        let moved = order.windows(2).find(|pairs| at(pairs[0].1) > at(pairs[1].1))?;
        Some(pair.new.rows()[moved[1].1].position)
    }
}

impl Pair<'_> {
    /// The conditions that a new row excludes and the old one did not.
    pub(super) fn gained_excludes(&self, old: Option<usize>, new: usize) -> Vec<String> {
        let was = old.map(|old| self.old.rows()[old].excludes.as_slice()).unwrap_or_default();
        let is = self.old_names(&self.new.rows()[new].excludes).into_iter();
        is.filter(|name| !was.iter().any(|known| known == name)).map(str::to_owned).collect()
    }
}
