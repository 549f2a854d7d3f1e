//! The verdict and the comparison of asks, told as changes of the edits that are to blame.

use std::collections::BTreeSet;

use super::change::{Change, Subject, What, Witness};
use super::comparison::Comparison;
use super::edits::RowEdit;
use super::need::Feature;
use super::rules;
use super::verdict::{self, Case, Cause};
use super::words;
use scopemark_compiler::finding::Level;
use scopemark_compiler::model::{Access, Kind};

/// How many names the witnesses of a document have at most together: one of a feature with thousands of rows has thousands, and
/// so many rows can change at once.
const MOST_WITNESS_NAMES: usize = 1 << 20;

impl Comparison<'_, '_> {
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
}

impl<'d> verdict::Judge<'d> for Comparison<'_, 'd> {
    fn lost(&mut self, of: &Case<'_, 'd>, kind: Kind, cause: Cause, witness: &dyn Fn() -> Witness) {
        let (edit, rule) = match cause {
            Cause::Row(new) => self.blame_row(of, kind, new),
            Cause::NothingLeft(missing) => self.blame_nothing_left(of, kind, missing),
        };
        if self.has(edit, rule) {
            return;
        }
        let message = self.token_message(edit, rule, cause);
        if self.witness_names > MOST_WITNESS_NAMES {
            let message = format!(
                "{message}: a token that could use it before no longer can; the document is too large to name it"
            );
            self.add(edit, rule, Level::Error, message);
            return;
        }
        let witness = witness();
        self.witness_names += witness.token.len();
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
        let Subject { what, feature, access, .. } = self.edits[edit].subject.clone();
        let feature = match what {
            What::Cover => pair.old.document.features.get(case.feature).map(|name| name.text.clone()),
            _ => feature,
        };
        let subject = Subject { what: What::Row, feature, access, ..self.permission_subject(false, new) };
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
                let old = pair.old.texts.text(old);
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
        let (conditions, options) = case.switched_on(self.pair);
        out + &super::change::cases(&conditions, &options)
    }
}
