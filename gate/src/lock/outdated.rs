//! Fingerprints of format 1: `RULE:DOCUMENT:FEATURE:KIND:PERMISSION:CONDITION:HASH`, without the parts that are empty.

use scopemark_compiler::model::Kind;

use crate::change::{Change, Subject};

/// The rule that a fingerprint of format 1 is of, if it is about what a change is about: that of the change, or another one by
/// which the same was judged. Its hash was made of other facts, so the change may be another one.
#[must_use]
pub fn rule_about<'f>(fingerprint: &'f str, change: &Change) -> Option<&'f str> {
    let (said, _) = fingerprint.rsplit_once(':')?;
    let (rule, subject) = said.split_once(':')?;
    (subject == words(change)).then_some(rule)
}

fn words(change: &Change) -> String {
    let Subject { document, feature, kind, permission, condition, .. } = &change.subject;
    let text = |text: &Option<String>| slug(text.as_deref().unwrap_or_default());
    let kind = kind.map_or_else(String::new, |kind: Kind| kind.as_str().to_owned());
    let words = [slug(document), text(feature), kind, slug(permission), text(condition)];
    let words = words.into_iter().filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(":")
}

/// Lower-case letters and digits, with one `-` for each run of anything else between them.
fn slug(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars().take(64) {
        let letter = letter.to_ascii_lowercase();
        if letter.is_ascii_lowercase() || letter.is_ascii_digit() {
            out.push(letter);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

#[cfg(test)]
mod tests {
    use super::{rule_about, slug};
    use crate::change::{Change, Subject};
    use crate::rules::ask_grew::RULE;
    use scopemark_compiler::model::Kind;

    #[test]
    fn an_earlier_fingerprint_is_about_the_subject_that_its_words_name() {
        let subject = Subject {
            document: "mail".into(),
            feature: Some("Group Calendar".into()),
            kind: Some(Kind::Delegated),
            permission: "User.Read".into(),
            ..Subject::default()
        };
        let change = Change { subject, ..Change::new(&RULE, String::new()) };
        for rule in ["consent/ask-grew", "consent/admin-unknown"] {
            let fingerprint = format!("{rule}:mail:group-calendar:delegated:user-read:0123");
            assert_eq!(rule_about(&fingerprint, &change), Some(rule));
        }
        for other in ["consent/ask-grew:mail:group-calendar:delegated:user-readbasic:0123", "consent/ask-grew:0123"] {
            assert_eq!(rule_about(other, &change), None, "{other}");
        }
    }

    #[test]
    fn a_slug_keeps_to_its_alphabet() {
        for (text, expected) in [
            ("Group Calendar", "group-calendar"),
            ("Calendars.Read.Shared", "calendars-read-shared"),
            ("$(id)", "id"),
            ("日本", ""),
            ("https://x/y", "https-x-y"),
        ] {
            assert_eq!(slug(text), expected);
        }
    }
}
