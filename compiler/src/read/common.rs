//! What the cells of a row say of all its permissions.

use super::accounts::Account;
use super::legend::Legend;
use super::problem::Problem;
use super::scopes::Scopes;
use super::values::Noted;
use crate::model::{Access, Kind};
use crate::rules;

/// What holds for all permissions of a row.
pub(crate) struct Common<'c> {
    pub(crate) feature: Option<usize>,
    pub(crate) kinds: &'static [Kind],
    pub(crate) account: Account,
    pub(crate) access: Access,
    pub(crate) consent: Option<bool>,
    pub(crate) optional: Option<bool>,
    pub(crate) resource: String,
    pub(crate) noted: &'c Noted,
    pub(crate) satisfied_by: Option<&'c Scopes>,
    /// What the marks in cells other than those of scopes mean.
    pub(crate) legends: &'c [Legend],
    pub(crate) names_feature: bool,
    /// Whose accounts yes and no under the kinds say.
    pub(crate) ticked: Account,
    pub(crate) texts: [String; 3],
    pub(crate) other: Vec<(String, String)>,
}

/// How many bytes the permissions of one row may repeat of its other cells.
const MOST_REPEATED: usize = 1 << 18;

impl Common<'_> {
    /// The error for texts that so many permissions would repeat.
    pub(crate) fn too_long(&self, count: usize, at: usize) -> Option<Problem> {
        let texts = self.texts.iter().chain(self.other.iter().map(|(_, text)| text));
        let length: usize =
            texts.chain(&self.noted.requires).chain(&self.noted.excludes).map(String::len).sum::<usize>();
        let is_too_long = count > 2 && count.saturating_mul(length) > MOST_REPEATED;
        is_too_long.then(|| {
            Problem::new(
                &rules::TOO_LONG,
                at,
                format!(
                    "each of the {count} permissions of this row would repeat the {length} bytes of its other cells"
                ),
                "give each permission its own row, or shorten the text",
            )
        })
    }

    /// The same without texts.
    pub(crate) fn brief<'c>(&'c self, no_conditions: &'c Noted) -> Common<'c> {
        let (texts, other, resource) = (Default::default(), Vec::new(), self.resource.clone());
        Common { texts, other, resource, noted: no_conditions, ..*self }
    }
}
