//! The catalogue of the gate: what each rule finds, whom it protects, and how to make such a change harmless.

mod code;
mod consent;
mod document;
mod lock;
mod privilege;
mod token;

use core::fmt;

use scopemark_core::nearest;

pub(super) use code::{FEATURE_RENAMED, NAME_REMOVED, NAME_RESPELLED, NAME_REUSED, ORDER_CHANGED};
pub(super) use consent::{
    ADMIN_NEWLY_REQUIRED, ADMIN_NO_LONGER_REQUIRED, ADMIN_UNKNOWN, ASK_GREW, OFFLINE_ACCESS_REMOVED, OPTIONAL_ADDED,
    REQUIRED_BECAME_OPTIONAL, SCOPE_NARROWED, WILDCARD_INTRODUCED,
};
pub(super) use document::{CONDITION_TEXT_CHANGED, MOVED, TABLE_SKIPPED, UNREADABLE};
pub(super) use lock::{ACCEPTANCE_INVALID, HISTORY_REMOVED, STALE};
pub(super) use privilege::{COVER_ADDED, DROPPED, NEW_IN_DOCUMENT, REACH_GREW};
pub(super) use token::{
    ALTERNATIVE_REMOVED, APPLICATION_TO_DELEGATED, CONDITION_REQUIRED, DELEGATED_TO_APPLICATION, FEATURE_EXCLUDED,
    FEATURE_REMOVED, NEED_GREW, OPTIONAL_BECAME_REQUIRED, REQUIRED_SCOPE_ADDED, SCOPE_REPLACED, SCOPE_WIDENED,
};

/// One rule of the gate.
#[derive(Debug, PartialEq, Eq)]
pub struct GateRule {
    /// The stable id, such as `token/scope-replaced`.
    pub id: &'static str,
    /// What it finds, in a line.
    pub title: &'static str,
    /// Whom such a change hurts.
    pub parties: &'static [Party],
    /// How bad a change is that it finds.
    pub level: RuleLevel,
    /// The least part of the version that a release with such a change, accepted, must raise; `None` for what no release
    /// may carry.
    pub bump: Option<Bump>,
    /// What finds it.
    pub found_by: FoundBy,
    /// Why it matters: plain text, one paragraph.
    pub explanation: &'static str,
    /// A document before such a change, or for the rules of the lock the state before it.
    pub before: &'static str,
    /// The same after it.
    pub after: &'static str,
    /// How to make such a change harmless.
    pub harmless: &'static str,
}

/// Whom a change can hurt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// Code that imports the generated types.
    Code,
    /// Users, whose token lacks something now or who are asked again.
    Users,
    /// Administrators of tenants, who must approve.
    Admins,
    /// Security reviewers.
    Security,
    /// Readers of the document.
    Document,
}

impl Party {
    /// The word used in every output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Users => "users",
            Self::Admins => "admins",
            Self::Security => "security",
            Self::Document => "document",
        }
    }
}

/// How bad a change is that a rule finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleLevel {
    /// An error, found exactly where a token that worked no longer does, and then with that token.
    Verdict,
    /// The same; and a warning where no token proves it.
    VerdictOrWarning,
    /// An error: proved harm.
    Error,
    /// An error where the explanation says so, else a warning.
    ErrorOrWarning,
    /// An error, or a note where the document says what the name was formerly.
    ErrorOrNote,
    /// A warning: the tables alone cannot decide it.
    Warning,
    /// A note.
    Note,
}

impl RuleLevel {
    /// The words used in every output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verdict => "verdict",
            Self::VerdictOrWarning => "verdict, else warning",
            Self::Error => "error",
            Self::ErrorOrWarning => "error or warning",
            Self::ErrorOrNote => "error or note",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// The part of a version that a release raises (Semantic Versioning 2.0.0, <https://semver.org>).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bump {
    /// The third part: nobody has to do anything.
    Patch,
    /// The second part: more to ask or to review, nothing breaks.
    Minor,
    /// The first part: somebody breaks.
    Major,
}

impl Bump {
    /// The word used in every output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// What finds the changes of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FoundBy {
    /// The comparison of facts with facts: [`compare`](super::compare).
    Comparison,
    /// Reading the documents of both sides: facts alone do not show it.
    Reading,
    /// The lock, its history and its acceptances.
    Lock,
}

/// Every rule of the gate, sorted by id.
#[must_use]
pub fn rules() -> &'static [&'static GateRule] {
    ALL
}

/// A rule by its id.
///
/// # Errors
/// [`UnknownRule`] with the nearest id where there is none of that id.
pub fn explain(id: &str) -> Result<&'static GateRule, UnknownRule> {
    match ALL.binary_search_by(|rule| rule.id.cmp(id)) {
        Ok(at) => Ok(ALL[at]),
        Err(_) => Err(UnknownRule { id: id.to_owned(), nearest: nearest_id(id) }),
    }
}

/// The id most likely meant: also by its last part alone, which is what people remember.
fn nearest_id(id: &str) -> Option<&'static str> {
    let last = |rule: &&'static GateRule| rule.id.rsplit('/').next().unwrap_or(rule.id);
    let by_last = || {
        let short = nearest(id, ALL.iter().map(last))?;
        ALL.iter().find(|rule| last(rule) == short).map(|rule| rule.id)
    };
    nearest(id, ALL.iter().map(|rule| rule.id)).or_else(by_last)
}

/// There is no rule of this id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownRule {
    /// The id that was asked for.
    pub id: String,
    /// The id most likely meant.
    pub nearest: Option<&'static str>,
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the gate has no rule `{}`", scopemark_compiler::finding::Visible(&self.id))?;
        match self.nearest {
            Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
            None => Ok(()),
        }
    }
}

impl core::error::Error for UnknownRule {}

static ALL: &[&GateRule] = &[
    &code::FEATURE_RENAMED,
    &code::NAME_REMOVED,
    &code::NAME_RESPELLED,
    &code::NAME_REUSED,
    &code::ORDER_CHANGED,
    &consent::ADMIN_NEWLY_REQUIRED,
    &consent::ADMIN_NO_LONGER_REQUIRED,
    &consent::ADMIN_UNKNOWN,
    &consent::ASK_GREW,
    &consent::OFFLINE_ACCESS_REMOVED,
    &consent::OPTIONAL_ADDED,
    &consent::REQUIRED_BECAME_OPTIONAL,
    &consent::SCOPE_NARROWED,
    &consent::WILDCARD_INTRODUCED,
    &document::CONDITION_TEXT_CHANGED,
    &document::MOVED,
    &document::TABLE_SKIPPED,
    &document::UNREADABLE,
    &lock::ACCEPTANCE_INVALID,
    &lock::HISTORY_REMOVED,
    &lock::STALE,
    &privilege::COVER_ADDED,
    &privilege::DROPPED,
    &privilege::NEW_IN_DOCUMENT,
    &privilege::REACH_GREW,
    &token::ALTERNATIVE_REMOVED,
    &token::APPLICATION_TO_DELEGATED,
    &token::CONDITION_REQUIRED,
    &token::DELEGATED_TO_APPLICATION,
    &token::FEATURE_EXCLUDED,
    &token::FEATURE_REMOVED,
    &token::NEED_GREW,
    &token::OPTIONAL_BECAME_REQUIRED,
    &token::REQUIRED_SCOPE_ADDED,
    &token::SCOPE_REPLACED,
    &token::SCOPE_WIDENED,
];

#[cfg(test)]
mod tests {
    use super::{explain, rules};

    #[test]
    fn ids_are_unique_and_sorted() {
        assert!(rules().windows(2).all(|pair| pair[0].id < pair[1].id));
    }

    #[test]
    fn a_rule_is_found_by_its_id_and_a_mistyped_one_names_the_nearest() {
        assert_eq!(explain("token/scope-replaced").unwrap().id, "token/scope-replaced");
        for (id, nearest) in [
            ("token/scope-replace", Some("token/scope-replaced")),
            ("scope-replaced", Some("token/scope-replaced")),
            ("ask-grow", Some("consent/ask-grew")),
            ("everything", None),
            ("", None),
        ] {
            assert_eq!(explain(id).unwrap_err().nearest, nearest, "{id}");
        }
    }
}
