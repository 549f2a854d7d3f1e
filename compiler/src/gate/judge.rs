//! The comparison of two states of one document: each edit, and the changes that it makes.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Place, Subject, What, Witness};
use super::covers::Addition;
use super::edits::{self, RowEdit, Rows};
use super::facts::Pair;
use super::need::Feature;
use super::rules::{self, GateRule};
use super::verdict::{self, Case, Cause};
use super::words;
use crate::finding::Level;
use crate::model::{Access, Kind};

/// One edit, with the changes that it makes.
pub(super) struct Edit {
    pub(super) subject: Subject,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) place: Place,
    pub(super) old_place: Option<Place>,
    pub(super) old_line: Option<String>,
    /// What became of a row, where the edit is about one.
    pub(super) row: RowEdit,
    pub(super) changes: Vec<Change>,
}

/// No row.
const NO_ROW: RowEdit = RowEdit { old: None, new: None };

/// The comparison of one pair of documents.
pub(super) struct Comparison<'p, 'd> {
    pub(super) pair: &'p Pair<'d>,
    pub(super) edits: Vec<Edit>,
    pub(super) unchanged: Vec<(usize, usize)>,
    /// The edit of each old row, and of each new one.
    pub(super) of_old: Vec<Option<usize>>,
    pub(super) of_new: Vec<Option<usize>>,
    /// The new row of each old one, and the old row of each new one.
    pub(super) new_of: Vec<Option<usize>>,
    pub(super) old_of: Vec<Option<usize>>,
    /// The edits about covers that are gone: the stronger and the weaker old permission.
    pub(super) lost_covers: Vec<(usize, usize, usize)>,
    /// What does for what from now on.
    pub(super) additions: Vec<Addition>,
}

impl<'p, 'd> Comparison<'p, 'd> {
    pub(super) fn new(pair: &'p Pair<'d>) -> Self {
        let Rows { edits, unchanged } = edits::rows(pair);
        let (olds, news) = (pair.old.rows().len(), pair.new.rows().len());
        let mut comparison = Self {
            pair,
            edits: Vec::new(),
            unchanged,
            of_old: vec![None; olds],
            of_new: vec![None; news],
            new_of: vec![None; olds],
            old_of: vec![None; news],
            lost_covers: Vec::new(),
            additions: Vec::new(),
        };
        let matched = comparison.unchanged.clone().into_iter();
        for (old, new) in matched.chain(edits.iter().filter_map(|edit| Some((edit.old?, edit.new?)))) {
            comparison.new_of[old] = Some(new);
            comparison.old_of[new] = Some(old);
        }
        comparison.row_edits(&edits);
        comparison.cover_edits();
        comparison
    }

    /// One edit for each row that changed, but one for all rows of a feature that went or came.
    fn row_edits(&mut self, rows: &[RowEdit]) {
        let pair = self.pair;
        let mut whole: BTreeMap<(bool, usize), usize> = BTreeMap::new();
        for &row in rows {
            let gone = row.old.filter(|_| row.new.is_none()).and_then(|old| pair.old.rows()[old].feature);
            let gone = gone.filter(|&feature| pair.features.get(feature).copied().flatten().is_none());
            let came = row.new.filter(|_| row.old.is_none()).and_then(|new| pair.new.rows()[new].feature);
            let came = came.filter(|&feature| pair.old_features.get(feature).copied().flatten().is_none());
            let key = gone.map(|feature| (true, feature)).or_else(|| came.map(|feature| (false, feature)));
            let edit = match key {
                Some(key) => match whole.get(&key) {
                    Some(&edit) => edit,
                    None => {
                        let edit = self.feature_edit(key.0, key.1);
                        *whole.entry(key).or_insert(edit)
                    }
                },
                None => self.row_edit(row),
            };
            if let Some(old) = row.old {
                self.of_old[old] = Some(edit);
            }
            if let Some(new) = row.new {
                self.of_new[new] = Some(edit);
            }
        }
    }

    fn feature_edit(&mut self, is_old: bool, feature: usize) -> usize {
        let pair = self.pair;
        let side = if is_old { &pair.old } else { &pair.new };
        let name = &side.document.features[feature];
        let rows: Vec<usize> = (0..side.rows().len()).filter(|&at| side.rows()[at].feature == Some(feature)).collect();
        let mut facts: Vec<String> = rows.iter().map(|&at| words::row(side, at)).collect();
        facts.sort_unstable();
        let facts = facts.join("; ");
        let lines: Vec<String> = rows.iter().map(|&at| words::line(side, at)).collect();
        let (before, after) = if is_old { (facts, String::new()) } else { (String::new(), facts) };
        let subject = Subject {
            document: pair.new.document.name.clone(),
            what: What::Feature,
            feature: Some(name.text.clone()),
            ..Subject::default()
        };
        self.push(Edit {
            subject,
            before,
            after,
            place: if is_old { words::header(&pair.new, None) } else { words::place(side, name.position) },
            old_place: is_old.then(|| words::known_place(side, name.position)).flatten(),
            old_line: is_old.then(|| lines.join("\n")),
            row: NO_ROW,
            changes: Vec::new(),
        })
    }

    fn row_edit(&mut self, row: RowEdit) -> usize {
        let pair = self.pair;
        let side = if row.new.is_some() { &pair.new } else { &pair.old };
        let at = row.new.or(row.old).unwrap_or_default();
        let fact = &side.rows()[at];
        let place = match row.new {
            Some(new) => words::place(&pair.new, pair.new.rows()[new].position),
            None => {
                let feature = fact.feature.and_then(|feature| pair.features.get(feature).copied().flatten());
                words::header(&pair.new, feature)
            }
        };
        self.push(Edit {
            subject: self.row_subject(row),
            before: row.old.map(|old| words::row(&pair.old, old)).unwrap_or_default(),
            after: row.new.map(|new| words::row(&pair.new, new)).unwrap_or_default(),
            place,
            old_place: row.old.and_then(|old| words::known_place(&pair.old, pair.old.rows()[old].position)),
            old_line: row.old.map(|old| words::line(&pair.old, old)),
            row,
            changes: Vec::new(),
        })
    }

    fn row_subject(&self, row: RowEdit) -> Subject {
        let side = if row.new.is_some() { &self.pair.new } else { &self.pair.old };
        let at = row.new.or(row.old).unwrap_or_default();
        let fact = &side.rows()[at];
        let (_, kind, short) = side.identity(side.names[at]);
        Subject {
            document: self.pair.new.document.name.clone(),
            what: What::Row,
            resource: words::canonical_resource(side.resource(side.names[at])).to_owned(),
            kind: Some(kind),
            permission: short.to_owned(),
            feature: side.feature_of(at).map(str::to_owned),
            access: Some(fact.access),
            condition: None,
        }
    }

    /// One edit for each declared pair that went, and one for all that came for the same weaker permission.
    fn cover_edits(&mut self) {
        let pair = self.pair;
        let (olds, news) = (pair.old.table(), pair.new.table());
        let mut seen = BTreeSet::new();
        for (stronger, weaker, position) in declared(&pair.old) {
            let still = pair.to_new[stronger].iter().any(|&stronger| {
                pair.to_new[weaker].iter().any(|&weaker| stronger == weaker || news.covers(stronger, weaker))
            });
            // A permission that the new document does not know any more has no covers to lose.
            if still || pair.to_new[weaker].is_empty() || !seen.insert((stronger, weaker)) {
                continue;
            }
            let edit = self.cover_edit(true, weaker, &[stronger], position);
            self.lost_covers.push((edit, stronger, weaker));
        }
        let mut came: BTreeMap<usize, (BTreeSet<usize>, crate::model::Position)> = BTreeMap::new();
        for (stronger, weaker, position) in declared(&pair.new) {
            let before = pair.from_old[stronger].iter().any(|&stronger| {
                pair.from_old[weaker].iter().any(|&weaker| stronger == weaker || olds.covers(stronger, weaker))
            });
            if !before {
                came.entry(weaker).or_insert_with(|| (BTreeSet::new(), position)).0.insert(stronger);
            }
        }
        for (weaker, (stronger, position)) in came {
            let edit = self.cover_edit(false, weaker, &stronger.iter().copied().collect::<Vec<_>>(), position);
            for stronger in stronger {
                self.cover_added(Addition { edit, row: None, weaker, stronger }, position);
            }
        }
    }

    fn cover_edit(
        &mut self,
        is_old: bool,
        weaker: usize,
        stronger: &[usize],
        position: crate::model::Position,
    ) -> usize {
        let pair = self.pair;
        let side = if is_old { &pair.old } else { &pair.new };
        let mut texts: Vec<String> = stronger.iter().map(|&name| words::permission(side, name)).collect();
        texts.sort_unstable();
        let fact = format!("{} satisfied by {}", words::permission(side, weaker), texts.join(" or "));
        let (before, after) = if is_old { (fact, String::new()) } else { (String::new(), fact) };
        let line =
            stronger.iter().map(|&name| format!("| {} | {} |", side.table().text(weaker), side.table().text(name)));
        let place = if is_old {
            let weaker = pair.to_new[weaker].first().copied();
            let still = declared(&pair.new).into_iter().find(|&(_, other, _)| Some(other) == weaker);
            still.map_or_else(|| words::header(&pair.new, None), |(_, _, position)| words::place(&pair.new, position))
        } else {
            words::place(side, position)
        };
        self.push(Edit {
            subject: Subject { what: What::Cover, ..self.permission_subject(is_old, weaker) },
            before,
            after,
            place,
            old_place: is_old.then(|| words::known_place(side, position)).flatten(),
            old_line: is_old.then(|| line.collect::<Vec<_>>().join("\n")),
            row: NO_ROW,
            changes: Vec::new(),
        })
    }

    pub(super) fn permission_subject(&self, is_old: bool, name: usize) -> Subject {
        let side = if is_old { &self.pair.old } else { &self.pair.new };
        let (_, kind, short) = side.identity(name);
        Subject {
            document: self.pair.new.document.name.clone(),
            what: What::Permission,
            resource: words::canonical_resource(side.resource(name)).to_owned(),
            kind: Some(kind),
            permission: short.to_owned(),
            ..Subject::default()
        }
    }

    pub(super) fn push(&mut self, edit: Edit) -> usize {
        self.edits.push(edit);
        self.edits.len() - 1
    }

    /// An edit of something besides rows and covers.
    pub(super) fn other_edit(&mut self, subject: Subject, before: String, after: String, place: Place) -> usize {
        self.push(Edit {
            subject,
            before,
            after,
            place,
            old_place: None,
            old_line: None,
            row: NO_ROW,
            changes: Vec::new(),
        })
    }

    /// The edit of a row that says the same on both sides: of what is around it.
    pub(super) fn edit_of_unchanged(&mut self, old: usize, new: usize) -> usize {
        if let Some(edit) = self.of_new[new] {
            return edit;
        }
        let edit = self.row_edit(RowEdit { old: Some(old), new: Some(new) });
        self.of_new[new] = Some(edit);
        self.of_old[old] = Some(edit);
        edit
    }

    /// Adds a change to an edit, about the edit's subject.
    pub(super) fn add(
        &mut self,
        edit: usize,
        rule: &'static GateRule,
        level: Level,
        message: String,
    ) -> Option<&mut Change> {
        let subject = self.edits[edit].subject.clone();
        self.add_about(edit, subject, rule, level, message)
    }

    /// Adds a change to an edit, with the edit's facts, unless it has the same already.
    pub(super) fn add_about(
        &mut self,
        edit: usize,
        subject: Subject,
        rule: &'static GateRule,
        level: Level,
        message: String,
    ) -> Option<&mut Change> {
        let Edit { before, after, place, old_place, old_line, .. } = &self.edits[edit];
        let change = Change {
            rule,
            level,
            subject,
            before: before.clone(),
            after: after.clone(),
            message,
            help: rule.harmless.to_owned(),
            witness: None,
            place: place.clone(),
            old_place: old_place.clone(),
            old_line: old_line.clone(),
            attached: Vec::new(),
        };
        let changes = &mut self.edits[edit].changes;
        if changes.iter().any(|known| known.rule.id == rule.id && known.subject == change.subject) {
            return None;
        }
        changes.push(change);
        changes.last_mut()
    }

    pub(super) fn has(&self, edit: usize, rule: &'static GateRule) -> bool {
        self.edits[edit].changes.iter().any(|change| change.rule.id == rule.id)
    }

    /// Judges tokens and asks.
    pub(super) fn judge(&mut self) {
        let pair = self.pair;
        let everything = self.edits.iter().any(|edit| edit.subject.what == What::Cover);
        let mut touched: BTreeSet<Option<usize>> = BTreeSet::new();
        for (at, row) in pair.old.rows().iter().enumerate() {
            if self.of_old[at].is_some() {
                touched.insert(row.feature);
            }
        }
        for (at, row) in pair.new.rows().iter().enumerate() {
            if self.of_new[at].is_some() {
                match row.feature {
                    None => _ = touched.insert(None),
                    Some(feature) => {
                        let old = pair.old_features.get(feature).copied().flatten();
                        touched.extend(old.map(Some));
                    }
                }
            }
        }
        let gone = pair.features.iter().enumerate().filter(|(_, to)| to.is_none());
        touched.extend(gone.map(|(at, _)| Some(at)));
        verdict::judge(pair, &|feature| everything || touched.contains(&feature), self);
    }

    /// The edit, and the rule, that stand for a new row which an old token does not satisfy.
    fn blame_row(&mut self, case: &Case<'_, 'd>, kind: Kind, new: usize) -> (usize, &'static GateRule) {
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
            let table = pair.old.table();
            let now: BTreeSet<usize> =
                pair.new.alternatives[new].iter().flat_map(|&name| &pair.from_old[name]).copied().collect();
            let gone = pair.old.alternatives[old].iter().filter(|name| !now.contains(name));
            let mine =
                gone.into_iter().any(|&name| lost.iter().any(|&member| member == name || table.covers(member, name)));
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
        let table = self.pair.old.table();
        let clause = self.pair.old.clause(old);
        let through = |stronger: usize| lost.iter().any(|&member| member == stronger || table.covers(member, stronger));
        let found = self
            .lost_covers
            .iter()
            .find(|(_, stronger, weaker)| clause.binary_search(weaker).is_ok() && through(*stronger));
        found.map(|(edit, _, _)| *edit)
    }

    /// What became of a row that stood in for another and does not any more.
    fn unreplaced(&self, case: &Case<'_, 'd>, old: Option<usize>) -> Option<(usize, &'static GateRule)> {
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
    fn blame_nothing_left(&mut self, case: &Case<'_, 'd>, kind: Kind, missing: Access) -> (usize, &'static GateRule) {
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

/// The pairs that a document declares, each permission by its index, in the order of the document.
pub(super) fn declared(side: &super::facts::Side<'_>) -> Vec<(usize, usize, crate::model::Position)> {
    let table = side.table();
    let index: BTreeMap<(Kind, &str), usize> =
        (0..table.texts.len()).map(|name| ((side.identity(name).1, table.text(name)), name)).collect();
    let find = |kind, text: &str| index.get(&(kind, text)).copied();
    let pairs =
        side.document.covers.iter().filter_map(|cover| {
            Some((find(cover.kind, &cover.scope)?, find(cover.kind, &cover.covers)?, cover.position))
        });
    pairs.filter(|(stronger, weaker, _)| table.covers(*stronger, *weaker)).collect()
}

fn kind_rule(before: Kind) -> &'static GateRule {
    match before {
        Kind::Delegated => &rules::DELEGATED_TO_APPLICATION,
        Kind::Application => &rules::APPLICATION_TO_DELEGATED,
    }
}

impl<'d> verdict::Judge<'d> for Comparison<'_, 'd> {
    fn lost(&mut self, case: &Case<'_, 'd>, kind: Kind, cause: Cause, witness: &dyn Fn() -> Witness) {
        let (edit, rule) = match cause {
            Cause::Row(new) => self.blame_row(case, kind, new),
            Cause::NothingLeft(missing) => self.blame_nothing_left(case, kind, missing),
        };
        if self.has(edit, rule) {
            return;
        }
        let witness = witness();
        let message = self.token_message(edit, rule, cause);
        if let Some(change) = self.add(edit, rule, Level::Error, format!("{message}: {witness}")) {
            change.witness = Some(witness);
        }
    }

    fn ask_grew(&mut self, case: &Case<'_, 'd>, new: usize) {
        let pair = self.pair;
        let rows = case.new_left.iter().map(|&at| &case.new.rows[at]);
        let rows: Vec<usize> =
            rows.filter(|row| row.name == new && row.access <= case.access).map(|row| row.index).collect();
        let edit = rows
            .iter()
            .find_map(|&row| self.of_new[row])
            .or_else(|| rows.iter().find_map(|&row| self.unreplaced(case, self.old_of[row])).map(|(edit, _)| edit));
        let edit = match (edit, rows.first().map(|&row| (self.old_of[row], row))) {
            (Some(edit), _) => edit,
            (None, Some((Some(old), row))) => self.edit_of_unchanged(old, row),
            (None, Some((None, row))) => self.row_edit(RowEdit { old: None, new: Some(row) }),
            (None, None) => return,
        };
        let subject = Subject { permission: pair.new.identity(new).2.to_owned(), ..self.edits[edit].subject.clone() };
        let known = |change: &Change| {
            [rules::ASK_GREW.id, rules::SCOPE_NARROWED.id].contains(&change.rule.id) && change.subject == subject
        };
        let dropped = self.narrowed_from(case, new);
        // An error stands, and takes the place of a warning about another case.
        let worse = self.edits[edit].changes.iter().position(known);
        match worse {
            Some(at) if dropped.is_none() && self.edits[edit].changes[at].rule.id == rules::SCOPE_NARROWED.id => {
                self.edits[edit].changes.remove(at);
            }
            Some(_) => return,
            None => {}
        }
        let name = words::name(&pair.new, new);
        let whom = self.ask_words(case);
        let (rule, level, message) = match (dropped, pair.new.identity(new).1) {
            (Some(old), _) => {
                let old = pair.old.table().text(old);
                let message =
                    format!("{whom} asks {name} instead of {old}, which contains it: people are asked again, for less");
                (&rules::SCOPE_NARROWED, Level::Warning, message)
            }
            (None, Kind::Delegated) => {
                let message = format!("{whom} asks {name} as well: people are asked again, and a silent refresh fails");
                (&rules::ASK_GREW, Level::Error, message)
            }
            (None, Kind::Application) => {
                let message =
                    format!("{whom} needs {name} as well: an administrator of each tenant must approve it first");
                (&rules::ASK_GREW, Level::Error, message)
            }
        };
        self.add_about(edit, subject, rule, level, message);
    }

    fn offline_access_lost(&mut self, case: &Case<'_, 'd>, old: usize) {
        let rows = case.old_left.iter().map(|&at| &case.old.rows[at]);
        let row = rows.filter(|row| row.name == old && row.access <= case.access).map(|row| row.index).next();
        let Some(row) = row else { return };
        let edit = match (self.of_old[row], self.new_of[row]) {
            (Some(edit), _) => edit,
            (None, Some(new)) => self.edit_of_unchanged(row, new),
            (None, None) => return,
        };
        let whom = self.ask_words(case);
        let message = format!(
            "{whom} no longer asks offline_access: no refresh token comes with it, and people must sign in again"
        );
        self.add(edit, &rules::OFFLINE_ACCESS_REMOVED, Level::Error, message);
    }

    fn too_many(&mut self, feature: usize, count: usize) {
        let pair = self.pair;
        let name = &pair.old.document.features[feature].text;
        let subject = Subject {
            document: pair.new.document.name.clone(),
            what: What::Feature,
            feature: Some(name.clone()),
            ..Subject::default()
        };
        let place = words::header(&pair.new, pair.features[feature]);
        let edit = self.other_edit(subject, String::new(), count.to_string(), place);
        let message = format!(
            "{name} has {count} conditions and options in the two states together: more than {} cannot be judged",
            super::need::MOST_SWITCHES
        );
        self.add(edit, &rules::UNREADABLE, Level::Error, message);
    }
}

impl<'d> Comparison<'_, 'd> {
    /// The old permission that contains a new one and is asked in its place no more.
    fn narrowed_from(&self, case: &Case<'_, 'd>, new: usize) -> Option<usize> {
        let pair = self.pair;
        let names = |feature: &Feature, left: &[usize]| -> BTreeSet<usize> {
            let rows = left.iter().map(|&at| &feature.rows[at]).filter(|row| row.access <= case.access);
            rows.map(|row| row.name).collect()
        };
        let news = names(case.new, case.new_left);
        let olds = names(case.old, case.old_left);
        let dropped = |old: &usize| !pair.to_new[*old].iter().any(|new| news.contains(new));
        olds.into_iter().filter(dropped).find(|&old| pair.contains(old, new))
    }

    /// `signing in for Chat with update access where SharedMailbox holds`.
    fn ask_words(&self, case: &Case<'_, 'd>) -> String {
        let mut out = format!("signing in for {}", self.pair.old.document.features[case.feature].text);
        if case.access == Access::Update {
            out += " with update access";
        }
        let (mut conditions, mut options) = (Vec::new(), Vec::new());
        for (at, switch) in case.switches.iter().enumerate().filter(|(at, _)| case.on & (1 << at) != 0) {
            let _ = at;
            match switch {
                super::need::Switch::Condition(name) => conditions.push((*name).to_owned()),
                super::need::Switch::Option(name) => options.push(self.pair.old.table().text(*name).to_owned()),
            }
        }
        if !conditions.is_empty() {
            let verb = if conditions.len() == 1 { "holds" } else { "hold" };
            out += &format!(" where {} {verb}", super::change::and(&conditions));
        }
        if !options.is_empty() {
            out += &format!(" with the option {}", super::change::and(&options));
        }
        out
    }

    fn token_message(&self, edit: usize, rule: &'static GateRule, cause: Cause) -> String {
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
