//! Large tables in parts that rustc can take: its type check and borrow check of one array grow with the square of the
//! elements that are no literals (fifty thousand took half a minute).

use core::fmt::Write as _;

/// The elements of one part.
const PART: usize = 256;

/// Appends a private table of elements that are written by `element`, from their index.
pub(super) fn table(
    out: &mut String,
    name: &str,
    element_type: &str,
    count: usize,
    element: impl Fn(&mut String, usize),
) {
    let parts = count.div_ceil(PART);
    for part in 0..parts {
        let elements = part * PART..count.min((part + 1) * PART);
        let _ = writeln!(
            out,
            "\n    const {name}_{part}: [{element_type}; {}] = [",
            elements.len()
        );
        for at in elements {
            out.push_str("        ");
            element(out, at);
            out.push_str(",\n");
        }
        out.push_str("    ];\n");
    }
    let _ = write!(out, "\n    static {name}: [{element_type}; {count}] = ");
    if parts == 0 {
        out.push_str("[];\n");
        return;
    }
    out.push_str("::scopemark::__format1::join(&[");
    for part in 0..parts {
        let comma = if part > 0 { ", " } else { "" };
        let _ = write!(out, "{comma}&{name}_{part}");
    }
    out.push_str("]);\n");
}

/// Appends numbers as the elements of an array.
pub(super) fn push_all(out: &mut String, numbers: &[impl core::fmt::Display]) {
    for (n, number) in numbers.iter().enumerate() {
        let comma = if n > 0 { ", " } else { "" };
        let _ = write!(out, "{comma}{number}");
    }
}

#[cfg(test)]
mod tests {
    use super::table;

    fn table_of(count: usize) -> String {
        let mut out = String::new();
        table(&mut out, "T", "u8", count, |out, at| {
            out.push_str(&at.to_string());
        });
        out.split_whitespace().collect()
    }

    #[test]
    fn a_table_is_joined_from_its_parts() {
        assert_eq!(table_of(0), "staticT:[u8;0]=[];");
        assert_eq!(
            table_of(2),
            "constT_0:[u8;2]=[0,1,];staticT:[u8;2]=::scopemark::__format1::join(&[&T_0]);"
        );
        let long = table_of(513);
        assert!(long.contains("constT_2:[u8;1]=[512,];"));
        assert!(
            long.ends_with("staticT:[u8;513]=::scopemark::__format1::join(&[&T_0,&T_1,&T_2]);")
        );
    }
}
