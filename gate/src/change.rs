//! One difference between two states of the documents: what changed, whom it hurts, and what proves it.

use core::fmt;
use std::collections::BTreeSet;

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
    /// The same by the names that its document, feature and condition had first, which identify it. `None` where these are its
    /// names.
    pub first_named: Option<Subject>,
    /// The fact before the edit, in canonical form; empty if there was none.
    pub before: String,
    /// The fact after the edit, in canonical form; empty if there is none.
    pub after: String,
    /// What happened and whom it hurts, in one line.
    pub message: String,
    /// What to do. One line, or several if it shows text to paste.
    pub help: String,
    /// A token that worked before the edit and no longer does; of `token/need-shrank`, one that was refused and now works.
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
            first_named: None,
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
    /// The line, from 1; 0 where the facts of a lock have no place.
    pub line: u32,
    /// The column, from 1, in Unicode scalars; 0 likewise.
    pub column: u32,
}

impl fmt::Display for Place {
    /// `path:line:column`; the path alone of what has no place, as the facts of a lock.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, column } = self;
        if *line == 0 { f.write_str(path) } else { write!(f, "{path}:{line}:{column}") }
    }
}

/// A token that an edit treats in another way than before: one that had an access and loses it, or one that gets it.
///
/// It is minimal: without any one of its permissions, it would not have the access that it had, or gets.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Witness {
    /// The feature, as the old document names it.
    pub feature: String,
    /// The access that the token had, or gets.
    pub access: Access,
    /// Whether it is a user's token, an app-only one, or one of each.
    pub tokens: Tokens,
    /// The resource at which the token is judged, if the document has several and only this one's part of the need changed.
    pub resource: Option<String>,
    /// The conditions that hold, sorted. All others do not hold.
    pub conditions: Vec<String>,
    /// The optional scopes that were opted in to, sorted, as the old document writes them. They change what is
    /// requested; the token need not have them.
    pub options: Vec<String>,
    /// The optional application permissions, in the same way.
    pub role_options: Vec<String>,
    /// Whether all options of each document count as opted in to, as at a resource server.
    pub all_options: bool,
    /// What the user's token grants, sorted, as the old document writes it, or for an access that is new, the new one.
    pub scopes: Vec<String>,
    /// What the app-only token grants, in the same way.
    pub app_roles: Vec<String>,
    /// What the edit does to the token.
    pub effect: Effect,
}

/// Which tokens are judged together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tokens {
    /// A user's token, with delegated permissions.
    Delegated,
    /// An app-only token, with application permissions.
    Application,
    /// One of each.
    Both,
}

impl Tokens {
    pub(crate) const ALL: [Self; 3] = [Self::Delegated, Self::Application, Self::Both];

    /// The word used in every output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delegated => Kind::Delegated.as_str(),
            Self::Application => Kind::Application.as_str(),
            Self::Both => "both",
        }
    }

    /// The kinds of permissions that they grant.
    #[must_use]
    pub const fn kinds(self) -> &'static [Kind] {
        match self {
            Self::Delegated => &[Kind::Delegated],
            Self::Application => &[Kind::Application],
            Self::Both => &[Kind::Delegated, Kind::Application],
        }
    }
}

/// What an edit does to a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// It had the access and loses it.
    Loses,
    /// It was refused and gets the access.
    Gets,
}

/// How many permissions of a token are shown where a person reads it.
const SHOWN: usize = 8;

impl Witness {
    /// The sentence for people, which names at most eight permissions: `a token with A.Read B.Read … and 32 more could use
    /// Chat; after this edit it cannot`.
    #[must_use]
    pub fn brief(&self) -> String {
        self.sentence(SHOWN)
    }

    /// What the token could do, with at most so many of its permissions.
    fn sentence(&self, most: usize) -> String {
        let Self { feature, resource, scopes, app_roles, .. } = self;
        let with = |names: &[String]| match names.get(..most).filter(|_| names.len() > most) {
            _ if names.is_empty() => "without any permission".to_owned(),
            Some(first) => format!("with {} and {} more", first.join(" "), names.len() - most),
            None => format!("with {}", names.join(" ")),
        };
        let (token, it) = match self.tokens {
            Tokens::Delegated => (format!("a token {}", with(scopes)), "it"),
            Tokens::Application => (format!("an app-only token {}", with(app_roles)), "it"),
            Tokens::Both => (format!("a token {} and an app-only token {}", with(scopes), with(app_roles)), "they"),
        };
        let verb = if self.access == Access::Update { "update" } else { "use" };
        let at = resource.as_ref().map_or_else(String::new, |resource| format!(" at {resource}"));
        let all = if self.all_options { " with all options" } else { "" };
        let options = [&self.options[..], &self.role_options].concat();
        let cases = format!("{at}{}{all}", cases(&self.conditions, &options));
        match self.effect {
            Effect::Loses => format!("{token} could {verb} {feature}{cases}; after this edit {it} cannot"),
            Effect::Gets => format!("{token} could not {verb} {feature}{cases}; after this edit {it} can"),
        }
    }
}

/// The witness as a sentence without its full stop: `a token with Chat.Read User.Read could use Chat; after this edit it
/// cannot`.
impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(usize::MAX))
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

/// `; the same for A and B`, for the features that something happens to beside the first one.
pub(crate) fn the_same_for(features: &BTreeSet<String>, first: &str) -> String {
    let others: Vec<String> = features.iter().filter(|feature| *feature != first).cloned().collect();
    if others.is_empty() { String::new() } else { format!("; the same for {}", and(&others)) }
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn and(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Effect, Tokens, Witness};
    use scopemark_compiler::model::Access;

    fn witness(permissions: usize) -> Witness {
        Witness {
            feature: "Chat".to_owned(),
            access: Access::Base,
            tokens: Tokens::Delegated,
            resource: None,
            conditions: Vec::new(),
            options: Vec::new(),
            role_options: Vec::new(),
            all_options: false,
            scopes: (0..permissions).map(|number| format!("N{number}.Read")).collect(),
            app_roles: Vec::new(),
            effect: Effect::Loses,
        }
    }

    #[test]
    fn a_witness_of_more_than_eight_permissions_is_shortened_for_people_only() {
        assert_eq!(witness(8).brief(), witness(8).to_string());
        let long = witness(40);
        assert_eq!(
            long.brief(),
            "a token with N0.Read N1.Read N2.Read N3.Read N4.Read N5.Read N6.Read N7.Read and 32 more could use Chat; after \
             this edit it cannot"
        );
        assert!(long.to_string().contains(" N39.Read could use Chat"), "{long}");
        assert!(witness(0).brief().starts_with("a token without any permission could use"), "{}", witness(0).brief());
    }
}
