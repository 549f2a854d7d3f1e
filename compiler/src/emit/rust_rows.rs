//! The rows of a module: one table of all, and what slices it by feature.

use core::fmt::Write as _;

use super::docs::Uses;
use super::lines::{Document, Name, Row};
use super::literal::push_str;
use super::rust_tables::table;
use crate::model::{Access, Kind};

/// A row of the table of rows: by its index in the document, or a copy of one that every feature asks.
enum Entry {
    Own(usize),
    Always(usize),
}

/// Appends the rows and the functions that give them.
pub(super) fn write(out: &mut String, document: &Document, uses: &Uses) {
    out.push_str(
        "\n    /// One row of the document: a permission, and when it is asked.\n    \
         pub type Permission = ::scopemark::Permission<Name, Condition>;\n",
    );
    for (kind, function, parameter, variant) in [
        (Kind::Delegated, "delegated", "Scope", "Delegated"),
        (Kind::Application, "application", "AppRole", "Application"),
    ] {
        if document.rows.iter().any(|row| row.kind == kind) {
            let _ = write!(
                out,
                "\n    const fn {function}(name: {parameter}, line: u32) -> Permission {{\n        \
                 ::scopemark::__format1::Permission::new(Name::{variant}(name), at(line))\n    }}\n"
            );
        }
    }
    let always = uses.always();
    table(out, "ALWAYS", "Permission", always.len(), |out, at| {
        row(out, document, &document.rows[always[at]]);
    });
    let body = write_by_feature(out, document, uses);
    let _ = write!(
        out,
        "
    /// The rows of a feature in the order of the document, then those that are asked with every feature.
    #[must_use]
    pub const fn permissions(feature: Feature) -> &'static [Permission] {{
        {body}
    }}

    /// The rows that are asked with every feature, in the order of the document.
    #[must_use]
    pub const fn always() -> &'static [Permission] {{
        &ALWAYS
    }}
"
    );
}

/// Appends the rows of all features, one feature after the other; returns the expression that gives those of one.
fn write_by_feature(out: &mut String, document: &Document, uses: &Uses) -> &'static str {
    let features = document.features.all.len();
    if features == 0 {
        return "match feature {}";
    }
    let mut entries = Vec::new();
    let mut starts = vec![0];
    for feature in 0..features {
        entries.extend(uses.of_feature(feature).iter().copied().map(Entry::Own));
        entries.extend((0..uses.always().len()).map(Entry::Always));
        starts.push(entries.len());
    }
    table(out, "ROWS", "Permission", entries.len(), |out, at| match entries[at] {
        Entry::Own(at) => row(out, document, &document.rows[at]),
        Entry::Always(at) => {
            let _ = write!(out, "ALWAYS[{at}]");
        }
    });
    let _ = write!(out, "\n    static ROW_STARTS: [usize; {}] = [", starts.len());
    super::rust_tables::push_all(out, &starts);
    out.push_str("];\n");
    "::scopemark::__format1::between(&ROWS, &ROW_STARTS, feature as usize)"
}

fn row(out: &mut String, document: &Document, row: &Row) {
    let (function, names, variant) = match row.kind {
        Kind::Delegated => ("delegated", "Scope", "Name::Delegated(Scope::"),
        Kind::Application => ("application", "AppRole", "Name::Application(AppRole::"),
    };
    let permissions = &document.permissions(row.kind).all;
    let _ = write!(out, "{function}({names}::{}, {})", permissions[row.name].ident, row.line);
    if row.access == Access::Update {
        out.push_str(".with_update()");
    }
    if row.optional {
        out.push_str(".with_optional()");
    }
    let conditions = &document.conditions.all;
    list(out, "requires", ("Condition::", ""), conditions, &row.requires);
    list(out, "excludes", ("Condition::", ""), conditions, &row.excludes);
    list(out, "alternatives", (variant, ")"), permissions, &row.alternatives);
    if !row.notes.is_empty() {
        out.push_str(".with_notes(");
        push_str(out, &row.notes);
        out.push(')');
    }
}

fn list(out: &mut String, field: &str, (start, end): (&str, &str), names: &[Name], indexes: &[usize]) {
    if indexes.is_empty() {
        return;
    }
    let _ = write!(out, ".with_{field}(&[");
    for (n, &at) in indexes.iter().enumerate() {
        let comma = if n > 0 { ", " } else { "" };
        let _ = write!(out, "{comma}{start}{}{end}", names[at].ident);
    }
    out.push_str("])");
}
