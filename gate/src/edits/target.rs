//! Which edit something belongs to: one that changed a row or cover, or one that is only around what stayed the same.

use scopemark_compiler::model::{Access, Kind};

use crate::change::Subject;
use crate::edits::diff::Diff;
use crate::edits::edit::{self, Edit};
use crate::edits::{subjects, words};
use crate::states::matching::RowChange;

/// What a change is shown at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    /// An edit of the difference, by its number.
    Edit(usize),
    /// A row that says the same in both states: it is about what is around the row.
    Around {
        /// The row in the old document.
        old: usize,
        /// The row in the new document.
        new: usize,
    },
    /// An access to an old feature, where no row is to blame.
    Feature(usize, Access, Kind),
}

impl Target {
    /// What a new row that has an old one is shown at.
    pub(crate) fn of_kept_row(diff: &Diff<'_>, old: usize, new: usize) -> Self {
        diff.edits.of_new[new].map_or(Self::Around { old, new }, Self::Edit)
    }

    /// What an old row is shown at.
    pub(crate) fn of_old_row(diff: &Diff<'_>, old: usize) -> Option<Self> {
        let around = || diff.matching.new_of[old].map(|new| Self::Around { old, new });
        diff.edits.of_old[old].map(Self::Edit).or_else(around)
    }

    /// The subject of the edit.
    pub(crate) fn subject(self, diff: &Diff<'_>) -> Subject {
        match self {
            Self::Edit(edit) => diff.edits.all[edit].subject.clone(),
            Self::Around { old, new } => subjects::row(&diff.pair, RowChange { old: Some(old), new: Some(new) }),
            Self::Feature(feature, access, kind) => {
                let name = &diff.pair.old.document.features[feature].text;
                Subject { access: Some(access), kind: Some(kind), ..subjects::feature(&diff.pair, name) }
            }
        }
    }

    /// The edit itself.
    pub(crate) fn edit(self, diff: &Diff<'_>) -> Edit {
        match self {
            Self::Edit(edit) => diff.edits.all[edit].clone(),
            Self::Around { old, new } => edit::row(&diff.pair, RowChange { old: Some(old), new: Some(new) }),
            Self::Feature(feature, ..) => Edit {
                subject: self.subject(diff),
                place: words::header(&diff.pair.new, diff.pair.features[feature]),
                ..Edit::default()
            },
        }
    }
}
