//! Fingerprints: stable names for changes, in an alphabet that needs no quoting anywhere.

use sha2::{Digest as _, Sha256};

use crate::change::{Change, Subject};

/// The fewest hexadecimal digits that stand for a fingerprint on the command line.
pub const SHORTEST: usize = 4;

/// All digits of one.
const DIGITS: usize = 32;

impl Change {
    /// What identifies the change: `RULE:HEX`. HEX is 32 hexadecimal digits over the rule, the
    /// [decided](Change::decided) level, the whole subject, by first names, and the facts before and after.
    ///
    /// It does not depend on the wording of messages or the place of a row. The same edit with a worse effect has another
    /// fingerprint.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        of(self)
    }
}

fn of(change: &Change) -> String {
    let subject = change.first_named.as_ref().unwrap_or(&change.subject);
    let Subject { document, what, resource, kind, permission, feature, access, condition } = subject;
    let mut hash = Hash::new();
    let kind = kind.map_or("", scopemark_compiler::model::Kind::as_str);
    let access = access.map_or("", scopemark_compiler::model::Access::as_str);
    for part in [
        change.rule.id,
        change.decided.as_str(),
        document,
        what.as_str(),
        resource,
        kind,
        permission,
        // A row of every feature differs from a row of a feature whose name is empty.
        if feature.is_some() { "of" } else { "" },
        feature.as_deref().unwrap_or_default(),
        access,
        condition.as_deref().unwrap_or_default(),
        &change.before,
        &change.after,
    ] {
        hash.write(part);
    }
    format!("{}:{}", change.rule.id, hash.hex())
}

/// The rule and the digits of a text that has the form of a fingerprint, or of the beginning of one: `RULE:HEX`, or the
/// digits alone. Nothing says whether there is such a change.
#[must_use]
pub fn parts(text: &str) -> Option<(Option<&str>, &str)> {
    let (rule, digits) = match text.rsplit_once(':') {
        Some((rule, digits)) => (Some(rule), digits),
        None => (None, text),
    };
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let is_step = |step: &str| !step.is_empty() && step.bytes().all(|byte| byte == b'-' || byte.is_ascii_lowercase());
    let is_rule = |rule: &str| matches!(rule.split_once('/'), Some((family, name)) if is_step(family) && is_step(name));
    let has_form =
        (SHORTEST..=DIGITS).contains(&digits.len()) && digits.bytes().all(is_digit) && rule.is_none_or(is_rule);
    has_form.then_some((rule, digits))
}

/// Whether a text is a fingerprint written out whole.
#[must_use]
pub fn is_whole(text: &str) -> bool {
    matches!(parts(text), Some((Some(_), digits)) if digits.len() == DIGITS)
}

/// Whether a text of that form is a beginning of this fingerprint, with or without its rule.
#[must_use]
pub fn begins(text: &str, fingerprint: &str) -> bool {
    let (Some((rule, digits)), Some((whole, all))) = (parts(text), fingerprint.rsplit_once(':')) else { return false };
    rule.is_none_or(|rule| rule == whole) && all.starts_with(digits)
}

/// SHA-256 over texts that each end with a byte that UTF-8 never has, so that two parts never run together. It must never
/// change: the locks of users contain fingerprints and digests made with it.
pub(crate) struct Hash(Sha256);

impl Hash {
    pub(crate) fn new() -> Self {
        Self(Sha256::new())
    }

    pub(crate) fn write(&mut self, text: &str) {
        self.0.update(text.as_bytes());
        self.0.update([0xff]);
    }

    /// The first 16 bytes as 32 hexadecimal digits.
    pub(crate) fn hex(self) -> String {
        let digest: [u8; 32] = self.0.finalize().into();
        let first: [u8; 16] = core::array::from_fn(|at| digest[at]);
        format!("{:032x}", u128::from_be_bytes(first))
    }
}

#[cfg(test)]
mod tests {
    use super::{Hash, begins, parts};
    use crate::change::{Change, Subject};
    use crate::rules::ask_grew::RULE;
    use scopemark_compiler::finding::Level;

    #[test]
    fn the_hash_is_the_published_one() {
        // FIPS 180-4 gives the hash of "abc".
        let mut hash = Hash::new();
        sha2::Digest::update(&mut hash.0, b"abc");
        assert_eq!(hash.hex(), "ba7816bf8f01cfea414140de5dae2223");
    }

    #[test]
    fn parts_never_run_together() {
        let change = |permission: &str, before: &str| Change {
            subject: Subject { permission: permission.into(), ..Subject::default() },
            before: before.into(),
            ..Change::new(&RULE, String::new())
        };
        assert_ne!(change("ab", "c").fingerprint(), change("a", "bc").fingerprint());
    }

    #[test]
    fn each_level_that_was_decided_has_its_own() {
        let mut change = Change::new(&RULE, String::new());
        let error = change.fingerprint();
        change.level = Level::Warning;
        assert_eq!(change.fingerprint(), error, "a level in force that is lowered leaves it");
        change.decided = Level::Warning;
        assert_ne!(change.fingerprint(), error);
    }

    #[test]
    fn a_fingerprint_is_known_by_its_form_and_any_beginning_of_four_digits() {
        let whole = "token/need-grew:0123456789abcdef0123456789abcdef";
        for text in [whole, "token/need-grew:0123", "0123", "0123456789abcdef0123456789abcdef"] {
            assert!(parts(text).is_some() && begins(text, whole), "{text}");
        }
        for text in ["token/need-gre:0123", "code/need-grew:0123", "1234", "token/need-grew:0124"] {
            assert!(parts(text).is_some() && !begins(text, whole), "{text}");
        }
        for text in
            ["012", "docs", "docs/beef", "./beef", "Token/x:0123", "token:0123", "a/b/c:0123", "0123456789ABCDEF"]
        {
            assert!(parts(text).is_none() && !begins(text, whole), "{text}");
        }
    }
}
