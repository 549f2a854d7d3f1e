//! What a rule of the gate says of itself; what finds it is beside it in its file.

use core::cmp::Ordering;

/// One rule of the gate. There is one of each: two rules are the same only where they are the same constant.
#[derive(Debug)]
pub struct GateRule {
    /// The stable id, such as `token/scope-replaced`.
    pub id: &'static str,
    /// What its changes are about; the first part of the id.
    pub family: Family,
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
    /// Whether such a change can be accepted; else it can only be mended.
    pub acceptable: bool,
    /// Why it matters: plain text, one paragraph.
    pub explanation: &'static str,
    /// A document before such a change, or for the rules of the lock the state before it.
    pub before: &'static str,
    /// The same after it.
    pub after: &'static str,
    /// Documents before and after an edit that comes near such a change, and is something else; `None` where the example is
    /// not documents alone.
    pub near_miss: Option<[&'static str; 2]>,
    /// How to make such a change harmless.
    pub harmless: &'static str,
}

impl GateRule {
    /// What most rules have: errors found by comparing facts, of which a release must be a major one. The texts are each rule's.
    pub(crate) const fn of(family: Family) -> Self {
        Self {
            id: "",
            family,
            title: "",
            parties: &[],
            level: RuleLevel::Error,
            bump: Some(Bump::Major),
            found_by: FoundBy::Comparison,
            acceptable: true,
            explanation: "",
            before: "",
            after: "",
            near_miss: None,
            harmless: "",
        }
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

/// The order in which rules are listed: that of their ids, of which no two are the same.
impl Ord for GateRule {
    fn cmp(&self, other: &Self) -> Ordering {
        self.id.cmp(other.id)
    }
}

/// What the changes of a rule are about, in the order in which they tell what an edit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Something that a token allowed, it no longer does.
    Token,
    /// What people and administrators are asked to approve.
    Consent,
    /// Names that programs are written against.
    Code,
    /// What the application is allowed more, or less, than before.
    Privilege,
    /// The document itself.
    Document,
    /// The lock.
    Lock,
}

impl Family {
    /// The word that ids begin with.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Token => "token",
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
    /// Users, whose token lacks something now or who are asked to consent again.
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
    Proved,
    /// The same; and a warning where no token proves it.
    ProvedOrWarning,
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
            Self::Proved => "verdict",
            Self::ProvedOrWarning => "verdict, else warning",
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

/// What finds the changes of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FoundBy {
    /// The comparison of facts with facts: [`compare`](crate::compare).
    Comparison,
    /// Reading the documents of both sides: facts alone do not show it.
    Reading,
    /// The lock, its history and its acceptances.
    Lock,
}
