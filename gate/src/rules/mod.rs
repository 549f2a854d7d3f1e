//! The rules of the gate, a file each: what it says of itself, what finds it, and its message.

use core::fmt;

use scopemark_compiler::finding::Visible;
use scopemark_core::nearest;

use crate::finder::Entry;
use crate::rule::GateRule;

/// Makes each of these files a module and an entry of the catalogue.
macro_rules! rules {
    ($($rule:ident)*) => {
        $(pub(crate) mod $rule;)*

        pub(crate) static ENTRIES: &[Entry] = &[$(Entry { rule: &$rule::RULE, finds: $rule::FINDS }),*];

        static RULES: &[&GateRule] = &[$(&$rule::RULE),*];
    };
}

// Sorted by id. A rule is its file and its line here.
rules! {
    feature_renamed
    name_removed
    name_respelled
    name_reused
    order_changed
    admin_newly_required
    admin_no_longer_required
    admin_unknown
    ask_grew
    offline_access_removed
    optional_added
    required_became_optional
    scope_narrowed
    wildcard_introduced
    condition_text_changed
    moved
    table_skipped
    unreadable
    acceptance_invalid
    history_removed
    stale
    cover_added
    dropped
    new_in_document
    reach_grew
    alternative_removed
    application_to_delegated
    condition_required
    delegated_to_application
    feature_excluded
    feature_removed
    need_grew
    optional_became_required
    required_scope_added
    scope_replaced
    scope_widened
}

/// Every rule of the gate, sorted by id.
#[must_use]
pub fn rules() -> &'static [&'static GateRule] {
    RULES
}

/// A rule by its id.
///
/// # Errors
/// [`UnknownRule`] with the nearest id where there is none of that id.
pub fn explain(id: &str) -> Result<&'static GateRule, UnknownRule> {
    match RULES.binary_search_by(|rule| rule.id.cmp(id)) {
        Ok(at) => Ok(RULES[at]),
        Err(_) => Err(UnknownRule { id: id.to_owned(), nearest: nearest_id(id) }),
    }
}

/// The rule that a fingerprint is of.
pub(crate) fn of_fingerprint(fingerprint: &str) -> Option<&'static GateRule> {
    explain(fingerprint.split(':').next().unwrap_or_default()).ok()
}

/// The id most likely meant: also by its last part alone, which is what people remember.
fn nearest_id(id: &str) -> Option<&'static str> {
    let last = |rule: &&'static GateRule| rule.id.rsplit('/').next().unwrap_or(rule.id);
    let by_last = || {
        let short = nearest(id, RULES.iter().map(last))?;
        RULES.iter().find(|rule| last(rule) == short).map(|rule| rule.id)
    };
    nearest(id, RULES.iter().map(|rule| rule.id)).or_else(by_last)
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
        write!(f, "the gate has no rule `{}`", Visible(&self.id))?;
        match self.nearest {
            Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
            None => Ok(()),
        }
    }
}

impl core::error::Error for UnknownRule {}

#[cfg(test)]
mod tests {
    use super::{explain, rules};

    #[test]
    fn ids_are_unique_sorted_and_begin_with_their_family() {
        assert!(rules().windows(2).all(|pair| pair[0] < pair[1]));
        for rule in rules() {
            assert_eq!(rule.id.split('/').next(), Some(rule.family.as_str()));
        }
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
