//! One difference between two states of the documents: what it is, whom it hurts, and the fingerprint it is accepted by.

use core::fmt;

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::{Access, Kind};

use crate::rule::{GateRule, Party};

/// A difference between two states of the documents, as one rule of the gate sees it.
///
/// One edit gives one change with the others [`attached`](Self::attached). Each has its own
/// [`fingerprint`](Self::fingerprint), and those of which [`needs_own_acceptance`](Self::needs_own_acceptance) is true are
/// never accepted with the change they are attached to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The rule that found it.
    pub rule: &'static GateRule,
    /// How bad it is here: one of the levels that the rule can have.
    pub level: Level,
    /// What it is about.
    pub subject: Subject,
    /// The fact before the edit, in canonical form; empty where there was none.
    pub before: String,
    /// The fact after the edit, in canonical form; empty where there is none.
    pub after: String,
    /// What happened and whom it hurts, in the reader's words; one line.
    pub message: String,
    /// What to do; one line, or several where it shows text to paste.
    pub help: String,
    /// A token that worked before the edit and no longer does.
    pub witness: Option<Witness>,
    /// Where it shows in the new document: the row or name, or the header of the table that it was in where it is gone.
    pub place: Place,
    /// Where it stood in the old document, where that is known: facts from a lock have no place.
    pub old_place: Option<Place>,
    /// The row that is gone or was different, written as a table row of its facts.
    pub old_line: Option<String>,
    /// What the same edit brings along; these have nothing attached themselves.
    pub attached: Vec<Change>,
}

impl Change {
    /// An error with all that its rule says, to be filled with the rest.
    pub(crate) fn new(rule: &'static GateRule, message: String) -> Self {
        Self {
            rule,
            level: Level::Error,
            subject: Subject::default(),
            before: String::new(),
            after: String::new(),
            message,
            help: rule.harmless.to_owned(),
            witness: None,
            place: Place::default(),
            old_place: None,
            old_line: None,
            attached: Vec::new(),
        }
    }

    /// Whom it hurts.
    #[must_use]
    pub fn parties(&self) -> &'static [Party] {
        self.rule.parties
    }

    /// Whether it must be accepted by its own fingerprint even where it is attached to another change: those that hurt
    /// security reviewers or tenant admins.
    #[must_use]
    pub fn needs_own_acceptance(&self) -> bool {
        self.rule.parties.iter().any(|party| matches!(party, Party::Security | Party::Admins))
    }

    /// The change and all that is attached to it.
    pub fn each(&self) -> impl Iterator<Item = &Self> {
        core::iter::once(self).chain(&self.attached)
    }

    /// The highest level among the change and what is attached to it.
    #[must_use]
    pub fn highest_level(&self) -> Level {
        self.each().map(|change| change.level).max().unwrap_or(self.level)
    }
}

/// What a change is about. Parts that do not apply are empty or `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// The document's name.
    pub document: String,
    /// What kind of thing it is.
    pub what: What,
    /// The resource of the permission.
    pub resource: String,
    /// The kind of the permission.
    pub kind: Option<Kind>,
    /// The permission's name in its resource.
    pub permission: String,
    /// The feature; `None` also for a row that every feature has.
    pub feature: Option<String>,
    /// The access that the row is part of.
    pub access: Option<Access>,
    /// The condition.
    pub condition: Option<String>,
}

/// What kind of thing a [`Subject`] is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// A document as a whole: a module of the generated code.
    #[default]
    Document,
    /// A feature.
    Feature,
    /// A condition.
    Condition,
    /// A permission, wherever the document names it.
    Permission,
    /// A row: a permission for one feature, or for every feature.
    Row,
    /// A declared pair of permissions: [`Subject::permission`] is the weaker one.
    Cover,
}

impl What {
    /// The word used in fingerprints and in every output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Feature => "feature",
            Self::Condition => "condition",
            Self::Permission => "permission",
            Self::Row => "row",
            Self::Cover => "cover",
        }
    }
}

/// The subject in words: `o365: Chat.ReadWrite (delegated) for Chat, update`.
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.document)?;
        let mut between = ": ";
        if !self.permission.is_empty() {
            write!(f, "{between}{}", self.permission)?;
            if let Some(kind) = self.kind {
                write!(f, " ({})", kind.as_str())?;
            }
            between = " for ";
        }
        match &self.feature {
            Some(feature) => write!(f, "{between}{feature}")?,
            None if self.what == What::Row => f.write_str(" for every feature")?,
            None => {}
        }
        if let Some(Access::Update) = self.access {
            f.write_str(", update")?;
        }
        match &self.condition {
            Some(condition) if self.what == What::Condition => write!(f, ": {condition}"),
            Some(condition) => write!(f, " where {condition} holds"),
            None => Ok(()),
        }
    }
}

/// A place in a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The document's path, as the document has it.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in Unicode scalars.
    pub column: u32,
}

/// A token that had an access before the edit and does not have it after: the proof of an error of the rules `token/*`.
///
/// No name can be left out of it: without any of them it would not have had the access before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Witness {
    /// The feature, as the old document names it.
    pub feature: String,
    /// The access that the token had.
    pub access: Access,
    /// Whether it is a user's token or an app-only one.
    pub kind: Kind,
    /// The conditions that hold, sorted; all others do not.
    pub conditions: Vec<String>,
    /// The optional permissions that were opted in to, sorted, as the old document writes them. They shape what is requested,
    /// the token need not have them.
    pub options: Vec<String>,
    /// What the token grants, sorted, as the old document writes it.
    pub token: Vec<String>,
}

/// The witness as a sentence without its full stop: `a token with Chat.Read User.Read could use Chat; after this edit it
/// cannot`.
impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            Kind::Delegated => "a token ",
            Kind::Application => "an app-only token ",
        })?;
        if self.token.is_empty() {
            f.write_str("without any permission")?;
        } else {
            write!(f, "with {}", self.token.join(" "))?;
        }
        let verb = match self.access {
            Access::Missing | Access::Base => "use",
            Access::Update => "update",
        };
        write!(f, " could {verb} {}", self.feature)?;
        f.write_str(&cases(&self.conditions, &self.options))?;
        f.write_str("; after this edit it cannot")
    }
}

/// ` where A holds with the option B`; nothing where there are none.
pub(crate) fn cases(conditions: &[String], options: &[String]) -> String {
    let mut out = String::new();
    if !conditions.is_empty() {
        out += " where ";
        out += &and(conditions);
        out += if conditions.len() == 1 { " holds" } else { " hold" };
    }
    if !options.is_empty() {
        out += " with the option ";
        out += &and(options);
    }
    out
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn and(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
