//! The description of a rule of the gate: its id, level, texts and example.

use core::cmp::Ordering;

/// One rule of the gate. Two rules are equal only if they are the same constant.
#[derive(Debug)]
pub struct GateRule {
    /// The stable id, such as `token/scope-replaced`.
    pub id: &'static str,
    /// What its changes are about: the first part of the id.
    pub family: Family,
    /// What it finds, in one line.
    pub title: &'static str,
    /// Whom such a change hurts.
    pub parties: &'static [Party],
    /// How bad its changes are.
    pub level: RuleLevel,
    /// How its changes are found.
    pub found_by: FoundBy,
    /// Whether such a change can be accepted. If not, it must be fixed.
    pub acceptable: bool,
    /// Why it matters: plain text, one paragraph.
    pub explanation: &'static str,
    /// A document before such a change. For the rules of the lock, the state before it.
    pub before: &'static str,
    /// The same after it.
    pub after: &'static str,
    /// A document before and after a similar edit that this rule must not report. `None` if the example is not just
    /// documents.
    pub near_miss: Option<[&'static str; 2]>,
    /// How to make such a change harmless.
    pub harmless: &'static str,
}

impl GateRule {
    /// The fields that most rules share: an error, found by comparing facts, that can be accepted.
    pub(crate) const fn of(family: Family) -> Self {
        Self {
            id: "",
            family,
            title: "",
            parties: &[],
            level: RuleLevel::Error,
            found_by: FoundBy::Comparison,
            acceptable: true,
            explanation: "",
            before: "",
            after: "",
            near_miss: None,
            harmless: "",
        }
    }

    /// The part of the version that a release with its worst change must raise at least, accepted or not. `None` if it asks for
    /// nothing, being about the lock, or if nothing is released with such a change, which can only be fixed.
    #[must_use]
    pub fn bump(&self) -> Option<Bump> {
        (self.acceptable && self.family != Family::Lock).then_some(match self.level {
            RuleLevel::Warning | RuleLevel::WarningOrNote => Bump::Minor,
            RuleLevel::Note => Bump::Patch,
            RuleLevel::Proved
            | RuleLevel::ProvedOrWarning
            | RuleLevel::Error
            | RuleLevel::ErrorOrWarning
            | RuleLevel::ErrorOrNote => Bump::Major,
        })
    }
}

impl PartialEq for GateRule {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self, other)
    }
}

impl Eq for GateRule {}

impl PartialOrd for GateRule {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Rules are ordered by id. Ids are unique.
impl Ord for GateRule {
    fn cmp(&self, other: &Self) -> Ordering {
        self.id.cmp(other.id)
    }
}

/// What the changes of a rule are about. An edit with several changes is described by the first family in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// A token no longer allows something.
    Token,
    /// Permissions are requested from another API.
    Resource,
    /// Answers and requests are read or written differently.
    Grant,
    /// What a feature requests.
    Feature,
    /// Users or administrators are asked to consent to something else.
    Consent,
    /// The names that programs use.
    Code,
    /// The application may do more, or less, than before.
    Privilege,
    /// The document itself.
    Document,
    /// The lock.
    Lock,
}

impl Family {
    /// The first part of the ids.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Resource => "resource",
            Self::Feature => "feature",
            Self::Grant => "grant",
            Self::Consent => "consent",
            Self::Code => "code",
            Self::Privilege => "privilege",
            Self::Document => "document",
            Self::Lock => "lock",
        }
    }
}

/// Whom a change can hurt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// Code that imports the generated types.
    Code,
    /// Users: their token lacks something, or they are asked to consent again.
    Users,
    /// Administrators of tenants: they must consent.
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

/// How bad the changes of a rule are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleLevel {
    /// An error with a proof: a token that worked before the edit and no longer does.
    Proved,
    /// The same if a token proves it, else a warning.
    ProvedOrWarning,
    /// An error: proved harm.
    Error,
    /// An error if the explanation says so, else a warning.
    ErrorOrWarning,
    /// An error, or a note if the document declares the former name.
    ErrorOrNote,
    /// A warning: the tables alone cannot show whether it does harm.
    Warning,
    /// A warning if the explanation says so, else a note.
    WarningOrNote,
    /// A note.
    Note,
}

impl RuleLevel {
    /// The words used in every output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Proved => "verdict",
            Self::ProvedOrWarning => "verdict, else warning",
            Self::Error => "error",
            Self::ErrorOrWarning => "error or warning",
            Self::ErrorOrNote => "error or note",
            Self::Warning => "warning",
            Self::WarningOrNote => "warning or note",
            Self::Note => "note",
        }
    }
}

/// The part of a version that a release raises (Semantic Versioning 2.0.0, <https://semver.org>).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bump {
    /// The third part: nobody has to do anything.
    Patch,
    /// The second part: more to request or to review, nothing breaks.
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

/// How the changes of a rule are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FoundBy {
    /// By comparing facts: [`compare`](crate::compare).
    Comparison,
    /// By reading the documents of both states, because facts alone do not show them.
    Reading,
    /// The same, beside a catalogue of the provider's permissions:
    /// [`compare_with_catalogue`](crate::compare_with_catalogue).
    Catalogue,
    /// By checking the lock, its history and its acceptances.
    Lock,
}
