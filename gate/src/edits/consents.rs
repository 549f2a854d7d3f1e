//! Compares what both states of a document say about admin consent for the permissions that both request.

use scopemark_compiler::finding::Level;

use crate::edits::edit::Edit;
use crate::edits::findings::Findings;
use crate::edits::{subjects, words};
use crate::rule::GateRule;
use crate::states::pair::Pair;

/// A permission whose admin consent differs between the documents.
pub(crate) struct ConsentChange {
    /// The permission, in words.
    pub(crate) name: String,
    /// Whether an administrator had to consent, as the document last said: it may have been silent for a while.
    pub(crate) stated: Option<bool>,
    /// Whether one must now. `None` if the document does not say.
    pub(crate) after: Option<bool>,
    permission: usize,
}

/// Every such permission.
pub(crate) fn consents(pair: &Pair<'_>) -> Vec<ConsentChange> {
    let change = |name: usize| {
        let old = *pair.from_old[name].iter().find(|&&old| pair.old.requests(old))?;
        let (before, after) = (pair.old.consent(old), pair.new.consent(name));
        let stated = pair.old.stated_consent(old);
        let change = ConsentChange { name: words::name(&pair.new, name), stated, after, permission: name };
        (before != after).then_some(change)
    };
    pair.new.requested().filter_map(change).collect()
}

impl ConsentChange {
    /// Adds the change as an edit of its own.
    pub(crate) fn add(&self, findings: &mut Findings<'_, '_>, rule: &'static GateRule, level: Level, message: String) {
        let says = |consent: Option<bool>| match consent {
            Some(true) => "admin consent: yes",
            Some(false) => "admin consent: no",
            None => "admin consent: unknown",
        };
        let diff = findings.diff;
        let new = &diff.pair.new;
        let row = new.rows_of(self.permission)[0];
        let edit = findings.other(Edit {
            subject: subjects::permission(&diff.pair, new, self.permission),
            before: says(self.stated).to_owned(),
            after: says(self.after).to_owned(),
            place: words::place(new, new.first_place(self.permission)),
            old_line: diff.matching.old_of[row].map(|old| words::line(&diff.pair.old, old)),
            ..Edit::default()
        });
        findings.add(edit, rule, level, message);
    }
}
