//! The comparison of two states of one document: its edits, and the changes that are found of each.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Place, Subject, What};
use super::covers::Addition;
use super::edits::{self, RowEdit, Rows};
use super::facts::{Pair, Side};
use super::rules::GateRule;
use super::words;
use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Position;

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
    /// How many names all witnesses have together.
    pub(super) witness_names: usize,
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
            witness_names: 0,
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
                Some(key) => {
                    let known = whole.get(&key).copied();
                    let edit = known.unwrap_or_else(|| self.feature_edit(key.0, key.1));
                    whole.insert(key, edit);
                    edit
                }
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

    pub(super) fn row_edit(&mut self, row: RowEdit) -> usize {
        let pair = self.pair;
        let side = if row.new.is_some() { &pair.new } else { &pair.old };
        let at = row.new.or(row.old).unwrap_or_default();
        let fact = &side.rows()[at];
        let gone = || {
            let feature = fact.feature.and_then(|feature| pair.features.get(feature).copied().flatten());
            words::header(&pair.new, feature)
        };
        let place = row.new.map_or_else(gone, |new| words::place(&pair.new, pair.new.rows()[new].position));
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

    pub(super) fn row_subject(&self, row: RowEdit) -> Subject {
        let side = if row.new.is_some() { &self.pair.new } else { &self.pair.old };
        let at = row.new.or(row.old).unwrap_or_default();
        let fact = &side.rows()[at];
        let (_, kind, short) = side.identity(side.names[at]);
        Subject {
            document: self.pair.new.document.name.clone(),
            what: What::Row,
            resource: words::canonical_resource(side.texts.resource(side.names[at])).to_owned(),
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
        let (olds, news) = (&pair.old.texts, &pair.new.texts);
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
        let mut came: BTreeMap<usize, (BTreeSet<usize>, Position)> = BTreeMap::new();
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

    fn cover_edit(&mut self, is_old: bool, weaker: usize, stronger: &[usize], position: Position) -> usize {
        let pair = self.pair;
        let side = if is_old { &pair.old } else { &pair.new };
        let mut texts: Vec<String> = stronger.iter().map(|&name| words::permission(side, name)).collect();
        texts.sort_unstable();
        let fact = format!("{} satisfied by {}", words::permission(side, weaker), texts.join(" or "));
        let (before, after) = if is_old { (fact, String::new()) } else { (String::new(), fact) };
        let line = stronger.iter().map(|&name| format!("| {} | {} |", side.texts.text(weaker), side.texts.text(name)));
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
            resource: words::canonical_resource(side.texts.resource(name)).to_owned(),
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
}

/// The pairs that a document declares, each permission by its index, in the order of the document.
pub(super) fn declared(side: &Side<'_>) -> Vec<(usize, usize, Position)> {
    let texts = &side.texts;
    let pairs = side.covers.iter().filter_map(|cover| {
        Some((texts.find(cover.kind, &cover.scope)?, texts.find(cover.kind, &cover.covers)?, cover.position))
    });
    pairs.filter(|(stronger, weaker, _)| texts.covers(*stronger, *weaker)).collect()
}
