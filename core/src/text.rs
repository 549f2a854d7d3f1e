//! Comparing text in const code: the order of `str`, and the same without ASCII case.

use core::cmp::Ordering;

/// The order of byte slices, which is that of `str`; `Ord::cmp` is not const yet.
pub(crate) const fn compare(a: &[u8], b: &[u8]) -> Ordering {
    let mut at = 0;
    while at < a.len() && at < b.len() {
        if a[at] != b[at] {
            return order(a[at] < b[at]);
        }
        at += 1;
    }
    by_length(a, b)
}

/// The order of byte slices when ASCII letters are taken as lower case.
pub(crate) const fn compare_folded(a: &[u8], b: &[u8]) -> Ordering {
    let mut at = 0;
    while at < a.len() && at < b.len() {
        let (x, y) = (a[at].to_ascii_lowercase(), b[at].to_ascii_lowercase());
        if x != y {
            return order(x < y);
        }
        at += 1;
    }
    by_length(a, b)
}

/// The order without ASCII case, and among texts that are the same so, the order of `str`.
pub(crate) const fn compare_folded_then_exact(a: &[u8], b: &[u8]) -> Ordering {
    match compare_folded(a, b) {
        Ordering::Equal => compare(a, b),
        order => order,
    }
}

pub(crate) const fn equal(a: &str, b: &str) -> bool {
    matches!(compare(a.as_bytes(), b.as_bytes()), Ordering::Equal)
}

pub(crate) const fn equal_folded(a: &str, b: &str) -> bool {
    matches!(compare_folded(a.as_bytes(), b.as_bytes()), Ordering::Equal)
}

const fn order(less: bool) -> Ordering {
    if less { Ordering::Less } else { Ordering::Greater }
}

const fn by_length(a: &[u8], b: &[u8]) -> Ordering {
    if a.len() == b.len() { Ordering::Equal } else { order(a.len() < b.len()) }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::{compare, compare_folded, compare_folded_then_exact, equal, equal_folded};

    const TEXTS: [&str; 13] = ["", "a", "A", "ab", "aB", "b", "[", "é", "É", "z", "zz", "\u{7f}", "日本"];

    #[test]
    fn comparison_is_that_of_str() {
        for a in TEXTS {
            for b in TEXTS {
                assert_eq!(compare(a.as_bytes(), b.as_bytes()), a.cmp(b), "{a:?} {b:?}");
                assert_eq!(equal(a, b), a == b, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn folded_comparison_is_that_of_lower_case_letters() {
        for a in TEXTS {
            for b in TEXTS {
                let (x, y) = (a.to_ascii_lowercase(), b.to_ascii_lowercase());
                assert_eq!(compare_folded(a.as_bytes(), b.as_bytes()), x.cmp(&y), "{a:?} {b:?}");
                assert_eq!(equal_folded(a, b), x == y, "{a:?} {b:?}");
                assert_eq!(compare_folded_then_exact(a.as_bytes(), b.as_bytes()), (x, a).cmp(&(y, b)), "{a:?} {b:?}");
            }
        }
    }
}
