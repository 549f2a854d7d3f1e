//! Short forms of fingerprints, for people to read and paste.

use core::ops::Bound;
use std::collections::BTreeSet;

use crate::review::Judgement;

/// The short forms of fingerprints: eight digits, or as many more as tell them apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Short(BTreeSet<String>);

/// How many digits are shown where that is enough.
const DIGITS: usize = 8;

impl Short {
    /// The short forms of all fingerprints of these judgements. The command line takes them where the same is found.
    #[must_use]
    pub fn new<'j>(judgements: impl IntoIterator<Item = &'j Judgement>) -> Self {
        let fingerprints = |judgement: &'j Judgement| {
            let items = judgement.verdicts.iter().flat_map(|verdict| &verdict.items);
            let own = items.flat_map(|item| [Some(item.fingerprint.as_str()), item.invalid_acceptance()]);
            let accepted = judgement.new_acceptances.iter().map(|acceptance| acceptance.fingerprint.as_str());
            own.flatten().chain(accepted)
        };
        Self(judgements.into_iter().flat_map(fingerprints).map(str::to_owned).collect())
    }

    /// The short form of one.
    #[must_use]
    pub fn of<'f>(&self, fingerprint: &'f str) -> &'f str {
        let Some((rule, _)) = fingerprint.rsplit_once(':') else { return fingerprint };
        let shared = |other: &String| other.bytes().zip(fingerprint.bytes()).take_while(|(a, b)| a == b).count();
        let before = self.0.range::<str, _>((Bound::Unbounded, Bound::Excluded(fingerprint))).next_back();
        let after = self.0.range::<str, _>((Bound::Excluded(fingerprint), Bound::Unbounded)).next();
        let apart = before.into_iter().chain(after).map(shared).max().unwrap_or(0) + 1;
        fingerprint.get(..apart.max(rule.len() + 1 + DIGITS)).unwrap_or(fingerprint)
    }
}

#[cfg(test)]
mod tests {
    use super::Short;

    #[test]
    fn a_fingerprint_is_as_short_as_tells_it_apart() {
        let [one, other, alone] =
            ["a/b:0123456789abcdef", "a/b:012345678fabcdef", "a/c:0123456789abcdef"].map(str::to_owned);
        let short = Short([one.clone(), other.clone(), alone.clone()].into());
        assert_eq!(short.of(&one), "a/b:0123456789");
        assert_eq!(short.of(&other), "a/b:012345678f");
        assert_eq!(short.of(&alone), "a/c:01234567");
        assert_eq!(short.of("a/b:0123"), "a/b:0123");
        assert_eq!(short.of("no fingerprint"), "no fingerprint");
    }
}
