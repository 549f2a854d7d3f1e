//! One difference between two states of the documents: what changed, whom it hurts, and what proves it.

use core::fmt;

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::{Access, Kind};

use crate::rule::{GateRule, Party};

/// A difference between two states of the documents, found by one rule of the gate.
///
/// An edit that causes several changes gives one change with the others [`attached`](Self::attached). Each has its own
/// [`fingerprint`](Self::fingerprint), and an acceptance covers only the fingerprint that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The rule that found it.
    pub rule: &'static GateRule,
    /// How bad it is here: the level in force.
    pub level: Level,
    /// How bad it is by its rule alone, before the feature is beta or the package sets a level.
    pub decided: Level,
    /// What it is about.
    pub subject: Subject,
    /// The fact before the edit, in canonical form; empty if there was none.
    pub before: String,
    /// The fact after the edit, in canonical form; empty if there is none.
    pub after: String,
    /// What happened and whom it hurts, in one line.
    pub message: String,
    /// What to do. One line, or several if it shows text to paste.
    pub help: String,
    /// A token that worked before the edit and no longer does.
    pub witness: Option<Witness>,
    /// Where it shows in the new document: the row or name. For one that is gone, the header of its table.
    pub place: Place,
    /// Where it was in the old document. `None` if that is not known: facts from a lock have no place.
    pub old_place: Option<Place>,
    /// The old row, written as a table row of its facts.
    pub old_line: Option<String>,
    /// The other changes that the same edit causes. Nothing is attached to them.
    pub attached: Vec<Change>,
}

impl Change {
    /// An error of this rule, without a subject, facts and places.
    pub(crate) fn new(rule: &'static GateRule, message: String) -> Self {
        Self {
            rule,
            level: Level::Error,
            decided: Level::Error,
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

    /// Decides how bad it is by its rule.
    pub(crate) fn decide(&mut self, level: Level) {
        (self.level, self.decided) = (level, level);
    }

    /// The change and those attached to it.
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
    /// The feature. `None` also for a row that belongs to every feature.
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

/// A token that had an access before the edit and no longer has it: the proof of an error of the rules `token/*`.
///
/// It is minimal: without any one of its permissions, it would not have had the access before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Witness {
    /// The feature, as the old document names it.
    pub feature: String,
    /// The access that the token had.
    pub access: Access,
    /// Whether it is a user's token or an app-only one.
    pub kind: Kind,
    /// The conditions that hold, sorted. All others do not hold.
    pub conditions: Vec<String>,
    /// The optional permissions that were opted in to, sorted, as the old document writes them. They change what is
    /// requested; the token need not have them.
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
