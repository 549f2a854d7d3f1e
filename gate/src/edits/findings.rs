//! Collects what the rules found, grouped by edit.

use std::collections::BTreeMap;

use scopemark_compiler::catalogue::Catalogue;
use scopemark_compiler::finding::Level;

use crate::change::{Change, Subject};
use crate::edits::diff::Diff;
use crate::edits::edit::Edit;
use crate::edits::subjects;
use crate::edits::target::Target;
use crate::rule::GateRule;

/// Edits with the changes that rules found in them. Rules only add changes.
pub(crate) struct Findings<'a, 'd> {
    pub(crate) diff: &'a Diff<'d>,
    /// What the provider has, if that is known.
    pub(crate) catalogue: Option<&'a Catalogue>,
    pub(crate) edits: Vec<(Edit, Vec<Change>)>,
    /// The edits that are not in the difference.
    others: BTreeMap<Target, usize>,
    /// The first edit about each subject.
    by_subject: BTreeMap<Subject, usize>,
}

impl<'a, 'd> Findings<'a, 'd> {
    pub(crate) fn new(diff: &'a Diff<'d>, catalogue: Option<&'a Catalogue>) -> Self {
        let mut findings =
            Self { diff, catalogue, edits: Vec::new(), others: BTreeMap::new(), by_subject: BTreeMap::new() };
        for edit in &diff.edits.all {
            findings.other(edit.clone());
        }
        findings
    }

    /// The number of the edit.
    pub(crate) fn at(&mut self, target: Target) -> usize {
        if let Target::Edit(edit) = target {
            return edit;
        }
        if let Some(&edit) = self.others.get(&target) {
            return edit;
        }
        let edit = self.other(target.edit(self.diff));
        self.others.insert(target, edit);
        edit
    }

    /// The number of an edit of something other than rows and covers.
    pub(crate) fn other(&mut self, edit: Edit) -> usize {
        self.by_subject.entry(edit.subject.clone()).or_insert(self.edits.len());
        self.edits.push((edit, Vec::new()));
        self.edits.len() - 1
    }

    /// The edit that an old row belongs to, if any.
    pub(crate) fn of_old_row(&self, old: usize) -> Option<usize> {
        match Target::of_old_row(self.diff, old)? {
            Target::Edit(edit) => Some(edit),
            around => self.others.get(&around).copied(),
        }
    }

    /// The edit about this subject, if any.
    pub(crate) fn of_subject(&self, subject: &Subject) -> Option<usize> {
        self.by_subject.get(subject).copied()
    }

    /// Adds a change about the edit's subject.
    pub(crate) fn add(
        &mut self,
        edit: usize,
        rule: &'static GateRule,
        level: Level,
        message: String,
    ) -> Option<&mut Change> {
        let subject = self.edits[edit].0.subject.clone();
        self.add_about(edit, subject, rule, level, message)
    }

    /// Adds a change with the edit's facts and places, unless the edit has the same already.
    pub(crate) fn add_about(
        &mut self,
        edit: usize,
        subject: Subject,
        rule: &'static GateRule,
        level: Level,
        message: String,
    ) -> Option<&mut Change> {
        let (Edit { before, after, place, old_place, old_line, .. }, changes) = &mut self.edits[edit];
        if changes.iter().any(|known| known.rule == rule && known.subject == subject) {
            return None;
        }
        changes.push(Change {
            rule,
            level,
            decided: level,
            first_named: subjects::first_named(&self.diff.pair, &subject),
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
        });
        changes.last_mut()
    }

    /// Whether the rule found something in the edit.
    pub(crate) fn has(&self, edit: usize, rule: &'static GateRule) -> bool {
        self.edits[edit].1.iter().any(|change| change.rule == rule)
    }
}
