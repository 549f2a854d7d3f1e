//! The catalogue of all rules, of reading and of the gate.

use core::fmt;

use scopemark_compiler::finding::{Rule, Visible};
use scopemark_compiler::rules::{self as reading, Example, example};
use scopemark_core::nearest;

use crate::rule::GateRule;
use crate::rules::rules;

/// A rule of reading or of the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnyRule {
    /// The stable id.
    pub id: &'static str,
    /// What it finds, in one line.
    pub title: &'static str,
    /// How bad it is, in words.
    pub level: &'static str,
    /// Why it matters: plain text, one paragraph.
    pub explanation: &'static str,
    /// A document with what it finds: before such a change, or before it is mended.
    pub before: &'static str,
    /// The same after it.
    pub after: &'static str,
    /// What to do: how to make such a change harmless, or what to write.
    pub remedy: &'static str,
    /// The full rule, if it is one of the gate; `None` for a rule of reading.
    pub gate: Option<&'static GateRule>,
}

/// Every rule, sorted by id.
#[must_use]
pub fn catalogue() -> Vec<AnyRule> {
    let of_reading = reading::ALL.iter().map(|&rule| {
        let (&Rule { id, level, title, explanation }, Example { before, after, write }) = (rule, example(rule));
        AnyRule { id, title, level: level.as_str(), explanation, before, after, remedy: write, gate: None }
    });
    let of_gate = rules().iter().map(|&rule| {
        let &GateRule { id, title, level, explanation, before, after, harmless: remedy, .. } = rule;
        AnyRule { id, title, level: level.as_str(), explanation, before, after, remedy, gate: Some(rule) }
    });
    let mut all: Vec<AnyRule> = of_gate.chain(of_reading).collect();
    all.sort_by_key(|rule| rule.id);
    all
}

/// A rule by its id.
///
/// # Errors
///
/// [`UnknownRule`] with the nearest id, if no rule has this id.
pub fn explain(id: &str) -> Result<AnyRule, UnknownRule> {
    let all = catalogue();
    match all.binary_search_by_key(&id, |rule| rule.id) {
        Ok(at) => Ok(all[at]),
        Err(_) => Err(UnknownRule { id: id.to_owned(), nearest: nearest_id(id, &all) }),
    }
}

/// The id most likely meant. People remember the last part, so that alone can match too.
fn nearest_id(id: &str, all: &[AnyRule]) -> Option<&'static str> {
    let last = |rule: &AnyRule| rule.id.rsplit('/').next().unwrap_or(rule.id);
    let by_last = || {
        let short = nearest(id, all.iter().map(last))?;
        all.iter().find(|rule| last(rule) == short).map(|rule| rule.id)
    };
    nearest(id, all.iter().map(|rule| rule.id)).or_else(by_last)
}

/// There is no rule of this id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownRule {
    /// The requested id.
    pub id: String,
    /// The id most likely meant.
    pub nearest: Option<&'static str>,
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no rule `{}`", Visible(&self.id))?;
        match self.nearest {
            Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
            None => Ok(()),
        }
    }
}

impl core::error::Error for UnknownRule {}

#[cfg(test)]
mod tests {
    use super::{catalogue, explain};

    #[test]
    fn every_rule_says_what_it_finds_how_bad_it_is_why_it_matters_and_what_to_do() {
        let all = catalogue();
        assert!(all.windows(2).all(|pair| pair[0].id < pair[1].id));
        for rule in all {
            assert_eq!(explain(rule.id), Ok(rule));
            for text in [rule.title, rule.level, rule.explanation, rule.before, rule.after, rule.remedy] {
                assert!(!text.is_empty(), "{}", rule.id);
            }
            assert!(rule.explanation.ends_with('.'), "{}", rule.id);
        }
    }

    #[test]
    fn a_mistyped_id_names_the_nearest() {
        for (id, nearest) in [
            ("token/scope-replace", Some("token/scope-replaced")),
            ("scope-replaced", Some("token/scope-replaced")),
            ("ask-grow", Some("consent/ask-grew")),
            ("read/raged-row", Some("read/ragged-row")),
            ("everything", None),
            ("", None),
        ] {
            assert_eq!(explain(id).unwrap_err().nearest, nearest, "{id}");
        }
    }
}
