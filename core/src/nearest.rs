//! Suggests the nearest known name for a mistyped one, for "did you mean" messages.

use alloc::vec::Vec;

/// Texts longer than this get no suggestion: names are shorter, and the cost stays bounded.
const LONGEST: usize = 128;

/// The name in `known` that `text` was most likely meant to be, or `None` if none is close.
///
/// A name is close if at most a third of the characters (in a short name, one) are mistyped: inserted, left out, changed, or
/// two neighbours swapped. ASCII case does not count. Of equally close names, the first in `known` wins.
pub fn nearest<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = fold(text)?;
    let limit = (wanted.len() / 3).max(1);
    let mut best: Option<(usize, &'a str)> = None;
    for candidate in known {
        let Some(letters) = fold(candidate) else {
            continue;
        };
        if letters.len().abs_diff(wanted.len()) > limit {
            continue;
        }
        let distance = alignment(&wanted, &letters);
        if distance <= limit && best.is_none_or(|(shortest, _)| distance < shortest) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, name)| name)
}

/// How many slips of the finger apart two texts are, apart from ASCII case, where that is at most `most`.
#[must_use]
pub fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b) = (fold(a)?, fold(b)?);
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    Some(alignment(&a, &b)).filter(|distance| *distance <= most)
}

fn fold(text: &str) -> Option<Vec<char>> {
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    Some(text.chars().map(|c| c.to_ascii_lowercase()).collect())
}

/// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours each cost one.
fn alignment(a: &[char], b: &[char]) -> usize {
    let width = b.len() + 1;
    let mut before = alloc::vec![0; width];
    let mut above: Vec<usize> = (0..width).collect();
    let mut row = alloc::vec![0; width];
    for i in 1..=a.len() {
        row[0] = i;
        for j in 1..width {
            let changed = usize::from(a[i - 1] != b[j - 1]);
            let mut cost = (above[j] + 1).min(row[j - 1] + 1).min(above[j - 1] + changed);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cost = cost.min(before[j - 2] + 1);
            }
            row[j] = cost;
        }
        core::mem::swap(&mut before, &mut above);
        core::mem::swap(&mut above, &mut row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    const KNOWN: [&str; 4] = ["Calendars.Read", "Chat.Read", "Mail.Read", "Mail.Send"];

    #[test]
    fn a_slip_of_the_finger_finds_its_name() {
        assert_eq!(nearest("Mail.Raed", KNOWN), Some("Mail.Read"));
        assert_eq!(nearest("Calendar.Read", KNOWN), Some("Calendars.Read"));
        assert_eq!(nearest("mail.send", KNOWN), Some("Mail.Send"));
    }

    #[test]
    fn a_different_word_finds_nothing() {
        assert_eq!(nearest("Directory.AccessAsUser.All", KNOWN), None);
        assert_eq!(nearest("", KNOWN), None);
        assert_eq!(nearest(&"Mail.Read".repeat(100_000), KNOWN), None);
    }

    #[test]
    fn the_exact_name_wins_over_its_neighbours() {
        for name in KNOWN {
            assert_eq!(nearest(name, KNOWN), Some(name));
        }
    }
}
