//! Fingerprints: what names a change for good, in an alphabet that needs no quoting anywhere.

use crate::change::{Change, Subject};

impl Change {
    /// What identifies the change: the rule, the document, the subject in words, and a hash over the rule, the whole subject
    /// and the facts before and after; all in `[a-z0-9/:-]`.
    ///
    /// Neither the wording of messages nor the place of a row is part of it. The hash is FNV-1a of 128 bits
    /// (<https://www.rfc-editor.org/rfc/rfc9923>): it tells changes apart, it does not keep anybody from forging one.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        of(self)
    }
}

/// `RULE:DOCUMENT:SUBJECT:HASH`, in `[a-z0-9/:-]`.
fn of(change: &Change) -> String {
    let Subject { document, what, resource, kind, permission, feature, access, condition } = &change.subject;
    let mut hash = Hash::new();
    let kind = kind.map_or("", scopemark_compiler::model::Kind::as_str);
    let access = access.map_or("", scopemark_compiler::model::Access::as_str);
    for part in [
        change.rule.id,
        document,
        what.as_str(),
        resource,
        kind,
        permission,
        // A row that every feature has is not one of a feature without letters.
        if feature.is_some() { "of" } else { "" },
        feature.as_deref().unwrap_or_default(),
        access,
        condition.as_deref().unwrap_or_default(),
        &change.before,
        &change.after,
    ] {
        hash.write(part);
    }
    let words =
        [document, feature.as_deref().unwrap_or_default(), kind, permission, condition.as_deref().unwrap_or_default()];
    let mut out = change.rule.id.to_owned();
    for word in words.map(slug).into_iter().filter(|word| !word.is_empty()) {
        out.push(':');
        out += &word;
    }
    format!("{out}:{}", hash.hex())
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

/// FNV-1a of 128 bits (RFC 9923): fingerprints and digests are in the locks that users have, so that it can be no other. Over texts that each end with a byte no UTF-8 text has.
pub(crate) struct Hash(u128);

impl Hash {
    pub(crate) const fn new() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }

    pub(crate) fn write(&mut self, text: &str) {
        for byte in text.bytes() {
            self.add(byte);
        }
        self.add(0xff);
    }

    fn add(&mut self, byte: u8) {
        self.0 = (self.0 ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    }

    /// As 32 hexadecimal digits.
    pub(crate) fn hex(&self) -> String {
        format!("{:032x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Hash, slug};

    #[test]
    fn the_hash_is_the_published_one() {
        // RFC 9923 gives the hash of the empty string and of "a".
        let mut hash = Hash::new();
        assert_eq!(hash.0, 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
        hash.0 = (hash.0 ^ u128::from(b'a')).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        assert_eq!(hash.0, 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
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
