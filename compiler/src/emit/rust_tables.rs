//! The flat tables of a module.
//!
//! Each is one array literal in a `static`. That is what rustc takes best: of fifty thousand elements, a constant behind a
//! reference costs its borrow check the square, and an array that a constant function fills costs the same in evaluation.

use core::fmt::{Display, Write as _};

/// Appends a private table of elements that are written by `element`, from their index.
pub(super) fn table(
    out: &mut String,
    name: &str,
    element_type: &str,
    count: usize,
    element: impl Fn(&mut String, usize),
) {
    let _ = write!(out, "\n    static {name}: [{element_type}; {count}] = [");
    for at in 0..count {
        out.push_str("\n        ");
        element(out, at);
        out.push(',');
    }
    out.push_str(if count > 0 { "\n    ];\n" } else { "];\n" });
}

/// Appends numbers as the elements of an array.
pub(super) fn push_all(out: &mut String, numbers: &[impl Display]) {
    for (n, number) in numbers.iter().enumerate() {
        out.push_str(if n > 0 { ", " } else { "" });
        push_number(out, number);
    }
}

/// Appends a number, in groups of three digits where it is long.
pub(super) fn push_number(out: &mut String, number: &impl Display) {
    let start = out.len();
    let _ = write!(out, "{number}");
    let digits = out.len() - start;
    if digits > 4 {
        for place in (1..digits).rev().filter(|place| (digits - place).is_multiple_of(3)) {
            out.insert(start + place, '_');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::push_all;

    #[test]
    fn long_numbers_are_written_in_groups() {
        let mut out = String::new();
        push_all(&mut out, &[0, 999, 1024, 65_536, 100_000, u64::MAX]);
        assert_eq!(out, "0, 999, 1024, 65_536, 100_000, 18_446_744_073_709_551_615");
    }
}
