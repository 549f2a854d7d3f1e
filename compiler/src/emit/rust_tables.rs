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
        let comma = if n > 0 { ", " } else { "" };
        let _ = write!(out, "{comma}{number}");
    }
}
