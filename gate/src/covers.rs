//! Claims that one permission does for another: whether an edit would break tokens without the ones it adds.

use std::collections::BTreeSet;

use super::change::{Subject, What};
use super::comparison::Comparison;
use super::facts::{Pair, Side};
use super::rules;
use super::verdict::{self, Case, Cause};
use super::words;
use scopemark_compiler::finding::Level;
use scopemark_compiler::model::{Access, Document, Kind, Position};

/// One permission of the new document that does for another from now on, by a declared pair or as an alternative in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Addition {
    pub(super) edit: usize,
    /// The row, for an alternative.
    pub(super) row: Option<usize>,
    pub(super) weaker: usize,
    pub(super) stronger: usize,
}

/// How many additions are tried one by one; of more, all that are not needed together are taken for needed.
const MOST_TRIED: usize = 64;

impl Comparison<'_, '_> {
    /// A warning: whether it is an error is found once all additions are known.
    pub(super) fn cover_added(&mut self, addition: Addition, position: Position) {
        let pair = self.pair;
        let Addition { edit, weaker, stronger, .. } = addition;
        self.additions.push(addition);
        let subject = Subject { what: What::Cover, ..self.permission_subject(false, weaker) };
        let message =
            format!("{} does for {} from now on", words::name(&pair.new, stronger), words::name(&pair.new, weaker));
        let known = |rule: &str, about: &Subject| rule == rules::COVER_ADDED.id && *about == subject;
        if let Some(change) = self.edits[edit].changes.iter_mut().find(|change| known(change.rule.id, &change.subject))
        {
            change.message = format!("{}; {message}", change.message);
            return;
        }
        if let Some(change) = self.add_about(edit, subject, &rules::COVER_ADDED, Level::Warning, message) {
            change.place = words::place(&pair.new, position);
        }
    }

    /// Raises the additions without which tokens would break that do not break.
    pub(super) fn judge_additions(&mut self) {
        if self.additions.is_empty() {
            return;
        }
        let pair = self.pair;
        let old = pair.old.to_document();
        let lost = lost(&old, &pair.new.to_document());
        let all: Vec<usize> = (0..self.additions.len()).collect();
        if self.lost_without(&old, &all) == lost {
            return;
        }
        // The first that can be left out are left out: what remains is needed.
        let mut left_out: Vec<usize> = Vec::new();
        for at in all.iter().copied().rev().take(MOST_TRIED) {
            left_out.push(at);
            if self.lost_without(&old, &left_out) != lost {
                left_out.pop();
            }
        }
        for at in all.into_iter().filter(|at| !left_out.contains(at)) {
            let edit = self.additions[at].edit;
            for change in self.edits[edit].changes.iter_mut().filter(|change| change.rule.id == rules::COVER_ADDED.id) {
                if change.level != Level::Error {
                    change.level = Level::Error;
                    change.message += "; without that, this edit breaks tokens";
                }
            }
        }
    }

    fn lost_without(&self, old: &Document, left_out: &[usize]) -> Lost {
        let side = &self.pair.new;
        let mut document = side.to_document();
        for &at in left_out {
            let Addition { row, weaker, stronger, .. } = self.additions[at];
            let (weaker, stronger) = (side.texts.text(weaker), side.texts.text(stronger));
            if let Some(row) = row {
                document.permissions[row].alternatives.retain(|text| text != stronger);
                continue;
            }
            let kind = side.identity(self.additions[at].stronger).1;
            document.covers.retain(|cover| cover.kind != kind || cover.scope != stronger || cover.covers != weaker);
        }
        lost(old, &document)
    }
}

/// Feature, access, kind and cause of each access that some token lost.
type Lost = BTreeSet<(usize, Access, Kind, Cause)>;

fn lost(old: &Document, new: &Document) -> Lost {
    struct Collector(Lost);
    impl<'d> verdict::Judge<'d> for Collector {
        fn lost(&mut self, of: &Case<'_, 'd>, kind: Kind, cause: Cause, _: &dyn Fn() -> super::Witness) {
            self.0.insert((of.feature, of.access, kind, cause));
        }
        fn ask_grew(&mut self, _: &Case<'_, 'd>, _: usize) {}
        fn offline_access_lost(&mut self, _: &Case<'_, 'd>, _: usize) {}
        fn too_many(&mut self, _: usize, _: usize) {}
    }
    let mut collector = Collector(Lost::new());
    if let (Ok(old), Ok(new)) = (Side::new(old), Side::new(new)) {
        verdict::judge(&Pair::new(old, new), &|_| true, &mut collector);
    }
    collector.0
}
