//! The rules of the gate, one in each file: its description, its finder and its message.

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

// Sorted by id. To add a rule, add a file and a line here.
rules! {
    feature_renamed
    formerly_invalid
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
    column_changed
    link
    moved
    renamed
    table_skipped
    unreadable
    narrowed
    separator_changed
    acceptance_invalid
    beta_entered
    history_removed
    setting_changed
    stale
    cover_added
    cover_inverted
    dropped
    new_in_document
    not_in_catalogue
    reach_grew
    changed
    alternative_removed
    application_to_delegated
    condition_required
    delegated_to_application
    feature_excluded
    feature_removed
    need_empty
    need_grew
    need_shrank
    optional_became_required
    required_scope_added
    scope_replaced
    scope_widened
    update_only
}

/// Which of the findings of one edit describes it: of those of the highest level, the first in this order. What the edit does to
/// tokens comes first, except that it lets some in, and what one feature no longer requests: something else says why.
static ORDER: &[&str] = &[
    "token/required-scope-added",
    "token/alternative-removed",
    "token/optional-became-required",
    "token/scope-replaced",
    "token/scope-widened",
    "token/delegated-to-application",
    "token/application-to-delegated",
    "token/feature-excluded",
    "token/condition-required",
    "token/feature-removed",
    "token/update-only",
    "token/need-empty",
    "token/need-grew",
    "resource/changed",
    "grant/separator-changed",
    "consent/ask-grew",
    "consent/scope-narrowed",
    "consent/admin-newly-required",
    "consent/admin-unknown",
    "consent/admin-no-longer-required",
    "consent/wildcard-introduced",
    "consent/optional-added",
    "consent/required-became-optional",
    "consent/offline-access-removed",
    "privilege/new-in-document",
    "privilege/not-in-catalogue",
    "privilege/reach-grew",
    "privilege/cover-added",
    "privilege/cover-inverted",
    "privilege/dropped",
    "code/name-removed",
    "code/feature-renamed",
    "code/name-respelled",
    "code/name-reused",
    "code/order-changed",
    "code/formerly-invalid",
    "document/table-skipped",
    "document/unreadable",
    "document/link",
    "document/moved",
    "document/renamed",
    "document/column-changed",
    "document/condition-text-changed",
    "feature/narrowed",
    "token/need-shrank",
];

/// The place of a rule in this order.
pub(crate) fn order(rule: &GateRule) -> usize {
    ORDER.iter().position(|id| *id == rule.id).unwrap_or(ORDER.len())
}

/// Every rule of the gate, sorted by id.
#[must_use]
pub fn rules() -> &'static [&'static GateRule] {
    RULES
}

/// The rule that a fingerprint is of.
pub(crate) fn of_fingerprint(fingerprint: &str) -> Option<&'static GateRule> {
    let id = fingerprint.split(':').next()?;
    RULES.iter().copied().find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    use super::rules;
    use crate::rule::Family;

    #[test]
    fn ids_are_unique_sorted_and_begin_with_their_family() {
        assert!(rules().windows(2).all(|pair| pair[0] < pair[1]));
        for rule in rules() {
            assert_eq!(rule.id.split('/').next(), Some(rule.family.as_str()));
        }
    }

    #[test]
    fn each_rule_that_a_comparison_finds_has_a_place_among_the_findings_of_an_edit() {
        for rule in rules().iter().filter(|rule| rule.family != Family::Lock) {
            assert_eq!(super::ORDER.iter().filter(|id| **id == rule.id).count(), 1, "{}", rule.id);
        }
    }

    #[test]
    fn every_rule_protects_somebody_and_has_an_example_and_a_way_out() {
        for rule in rules() {
            assert!(!rule.parties.is_empty(), "{}", rule.id);
            for text in [rule.before, rule.after, rule.harmless] {
                assert!(!text.is_empty(), "{}", rule.id);
            }
        }
    }
}
