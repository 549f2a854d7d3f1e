//! The levels that a package sets: `level."RULE"` and `code` in `[package.metadata.scopemark]` of its manifest.

use scopemark_compiler::finding::Level;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::change::Change;
use crate::rule::{Family, GateRule, Party, RuleLevel};

/// The levels that a package sets. They can raise any rule, and lower those that hurt neither users nor admins nor security.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Levels {
    /// `private` where nobody outside the workspace uses the types, so that the compiler judges them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<Visibility>,
    /// Sorted by rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    levels: Vec<LevelOf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Visibility {
    Private,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelOf {
    rule: String,
    level: Word,
}

/// A level as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Word {
    Note,
    Warning,
    Error,
}

impl Word {
    const fn level(self) -> Level {
        match self {
            Self::Note => Level::Note,
            Self::Warning => Level::Warning,
            Self::Error => Level::Error,
        }
    }
}

/// What is wrong with the levels of a manifest, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelError {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in Unicode scalars.
    pub column: usize,
    /// What is wrong, and what to do.
    pub what: String,
}

/// `LINE:COLUMN: what`.
impl core::fmt::Display for LevelError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let what = scopemark_compiler::finding::Visible(&self.what);
        write!(f, "{}:{}: {what}", self.line, self.column)
    }
}

impl core::error::Error for LevelError {}

/// The part of a manifest that is read here.
#[derive(Default, Deserialize)]
struct Manifest {
    #[serde(default)]
    package: Package,
}

#[derive(Default, Deserialize)]
struct Package {
    #[serde(default)]
    metadata: Metadata,
}

#[derive(Default, Deserialize)]
struct Metadata {
    #[serde(default)]
    scopemark: Own,
}

#[derive(Default, Deserialize)]
struct Own {
    code: Option<Spanned<toml::Value>>,
    #[serde(default)]
    level: toml::map::Map<String, toml::Value>,
    /// Read where documents are looked for.
    #[serde(rename = "folders")]
    _folders: Option<IgnoredAny>,
    #[serde(rename = "lock")]
    _lock: Option<IgnoredAny>,
    #[serde(flatten)]
    others: toml::map::Map<String, toml::Value>,
}

/// The keys of `[package.metadata.scopemark]`.
const KEYS: [&str; 4] = ["code", "folders", "level", "lock"];

impl Levels {
    /// None.
    pub(crate) const NONE: Self = Self { code: None, levels: Vec::new() };

    /// Reads the levels of some of these rules from the text of a manifest.
    ///
    /// # Errors
    ///
    /// If it is not TOML, a rule does not exist, a level is none, or a rule may not be lowered.
    pub fn of_manifest(text: &str, rules: &[&'static GateRule]) -> Result<Self, LevelError> {
        let manifest: Manifest = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            at_byte(text, at, error.message().lines().collect::<Vec<_>>().join(" "))
        })?;
        let Own { code, level, others, .. } = manifest.package.metadata.scopemark;
        if let Some((key, what)) = unknown_key(others.keys().map(String::as_str)) {
            return Err(at_byte(text, place_of(text, key), what));
        }
        let code = match code {
            None => None,
            Some(value) if value.get_ref().as_str() == Some("private") => Some(Visibility::Private),
            Some(value) => {
                let what = "`code` of [package.metadata.scopemark] must be \"private\", or be left out".to_owned();
                return Err(at_byte(text, value.span().start, what));
            }
        };
        let mut levels: Vec<LevelOf> = Vec::new();
        for (id, value) in level {
            let level = of_rule(&id, &value, rules).map_err(|what| at_byte(text, place_of(text, &id), what))?;
            levels.push(LevelOf { rule: id, level });
        }
        levels.sort();
        Ok(Self { code, levels })
    }

    /// The level of a change of this rule that is as bad as this by itself.
    fn level(&self, rule: &GateRule, decided: Level) -> Level {
        let own = self.levels.iter().find(|own| own.rule == rule.id).map(|own| own.level.level());
        let is_private = self.code.is_some() && rule.family == Family::Code;
        own.unwrap_or(if is_private { Level::Note } else { decided })
    }

    /// Puts the levels in force: what is lowered counts only where the baseline lowers it, too.
    pub(crate) fn apply(&self, baseline: &Self, change: &mut Change) {
        let level = change.level;
        change.level = self.level(change.rule, level).max(baseline.level(change.rule, level));
        for attached in &mut change.attached {
            self.apply(baseline, attached);
        }
    }

    /// Which of these rules the levels judge more mildly than those of a baseline, each with both levels for its worst change.
    pub(crate) fn lowered(
        &self,
        baseline: &Self,
        rules: &[&'static GateRule],
    ) -> Vec<(&'static GateRule, Level, Level)> {
        let levels = |rule: &&'static GateRule| {
            let worst = worst(rule);
            (*rule, baseline.level(rule, worst), self.level(rule, worst))
        };
        rules.iter().map(levels).filter(|(_, was, is)| is < was).collect()
    }
}

/// The first of these keys that `[package.metadata.scopemark]` does not have, and what is wrong with it, in words.
#[must_use]
pub fn unknown_key<'k>(keys: impl IntoIterator<Item = &'k str>) -> Option<(&'k str, String)> {
    let key = keys.into_iter().find(|key| !KEYS.contains(key))?;
    let nearest = scopemark_core::nearest(key, KEYS).map(|near| format!("did you mean `{near}`?"));
    let nearest = nearest.unwrap_or_else(|| format!("it has {}", KEYS.map(|key| format!("`{key}`")).join(", ")));
    Some((key, format!("[package.metadata.scopemark] has no key `{key}`; {nearest}")))
}

/// The level that a manifest gives a rule.
fn of_rule(id: &str, value: &toml::Value, rules: &[&'static GateRule]) -> Result<Word, String> {
    let Some(rule) = rules.iter().find(|rule| rule.id == id) else {
        let known = rules.iter().map(|rule| rule.id);
        let nearest = scopemark_core::nearest(id, known).map(|near| format!("; did you mean `{near}`?"));
        let nearest = nearest.unwrap_or_default();
        return Err(format!("the gate has no rule `{id}`{nearest} (`cargo scopemark rules` lists all rules)"));
    };
    let level = match value.as_str() {
        Some("note") => Word::Note,
        Some("warning") => Word::Warning,
        Some("error") => Word::Error,
        _ => return Err(format!("the level of `{id}` must be \"note\", \"warning\" or \"error\"")),
    };
    let is_hurt = |party: &Party| matches!(party, Party::Users | Party::Admins | Party::Security);
    if level.level() < worst(rule) && rule.parties.iter().any(is_hurt) {
        let hurt: Vec<&str> = rule.parties.iter().filter(|party| is_hurt(party)).map(|party| party.as_str()).collect();
        return Err(format!(
            "`{id}` cannot be lowered, because such a change hurts {}; accept each change that is intended",
            hurt.join(" and ")
        ));
    }
    Ok(level)
}

/// The highest level that a change of the rule can have by itself.
fn worst(rule: &GateRule) -> Level {
    match rule.level {
        RuleLevel::Note => Level::Note,
        RuleLevel::Warning | RuleLevel::WarningOrNote => Level::Warning,
        _ => Level::Error,
    }
}

/// Where a key is in a manifest, after the head of the table if there is one. Of a rule the quotes are part of it, because of the
/// slash.
fn place_of(text: &str, id: &str) -> usize {
    let start = text.find("scopemark]").unwrap_or_default();
    let own = &text[start..];
    let key = |quote: char| own.find(&format!("{quote}{id}{quote}"));
    start + key('"').or_else(|| key('\'')).or_else(|| own.find(id)).unwrap_or_default()
}

fn at_byte(text: &str, byte: usize, what: String) -> LevelError {
    let before = text.get(..byte).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    LevelError { line: 1 + before.matches('\n').count(), column: 1 + line.chars().count(), what }
}

#[cfg(test)]
mod tests {
    use super::Levels;
    use crate::change::Change;
    use crate::rules::{ask_grew, name_removed, rules};
    use scopemark_compiler::finding::Level;

    fn levels(lines: &str) -> Result<Levels, String> {
        let text = format!("[package]\nname = \"x\"\n[package.metadata.scopemark]\n{lines}\n");
        Levels::of_manifest(&text, rules()).map_err(|error| error.to_string())
    }

    fn of(levels: &Levels, baseline: &Levels, mut change: Change) -> (Level, Level) {
        levels.apply(baseline, &mut change);
        (change.level, change.decided)
    }

    #[test]
    fn what_cannot_be_set_is_an_error_with_its_place() {
        for (lines, says) in [
            (
                "level.\"code/name-remove\" = \"note\"",
                "4:7: the gate has no rule `code/name-remove`; did you mean `code/name-removed`?",
            ),
            ("\nlevel.\"read/mention\" = \"note\"", "5:7: the gate has no rule `read/mention`"),
            ("level.\"code/name-removed\" = \"off\"", "4:7: the level of `code/name-removed` must be"),
            (
                "level.\"consent/ask-grew\" = \"warning\"",
                "4:7: `consent/ask-grew` cannot be lowered, because such a change hurts users and admins",
            ),
            ("level.\"lock/stale\" = \"note\"", "cannot be lowered"),
            ("folder = [\"docs\"]", "4:1: [package.metadata.scopemark] has no key `folder`; did you mean `folders`?"),
            ("lock = \"a\"\nsize = 1", "5:1: [package.metadata.scopemark] has no key `size`; it has `code`, `folders`"),
            ("code = \"public\"", "4:8: `code` of [package.metadata.scopemark] must be \"private\""),
            ("code = ", "4:"),
        ] {
            let found = levels(lines).expect_err(lines);
            assert!(found.contains(says), "{found}");
        }
        assert_eq!(levels(""), Ok(Levels::default()));
        assert_eq!(Levels::of_manifest("[workspace]\n", rules()), Ok(Levels::default()));
    }

    #[test]
    fn raising_counts_at_once_and_lowering_once_the_baseline_has_it() {
        let none = Levels::default();
        let lower = levels("level.\"code/name-removed\" = \"warning\"").unwrap();
        let change = || Change::new(&name_removed::RULE, String::new());
        assert_eq!(of(&lower, &none, change()), (Level::Error, Level::Error));
        assert_eq!(of(&lower, &lower, change()), (Level::Warning, Level::Error));
        let raise = levels("level.\"privilege/dropped\" = \"error\"").unwrap();
        let mut dropped = Change::new(&crate::rules::dropped::RULE, String::new());
        dropped.decide(Level::Note);
        assert_eq!(of(&raise, &none, dropped), (Level::Error, Level::Note));
        assert_eq!(lower.lowered(&none, rules()).len(), 1);
        assert_eq!(none.lowered(&lower, rules()), [], "lower again is no lowering");
        assert_eq!(raise.lowered(&none, rules()), []);
        assert_eq!(none.lowered(&raise, rules()).len(), 1, "what was raised is lowered");
    }

    #[test]
    fn private_code_makes_notes_of_what_is_about_code_alone() {
        let private = levels("code = \"private\"").unwrap();
        assert_eq!(of(&private, &private, Change::new(&name_removed::RULE, String::new())).0, Level::Note);
        assert_eq!(of(&private, &private, Change::new(&ask_grew::RULE, String::new())).0, Level::Error);
    }
}
