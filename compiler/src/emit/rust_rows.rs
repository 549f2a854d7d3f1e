//! The rows of a module: packed, and the functions that give them by feature.

use core::fmt::Write as _;

use scopemark_core::ask::{OPTIONAL, UPDATE};
use scopemark_core::{CHUNK, Packed, PackedTexts};

use super::docs::Uses;
use super::lines::{Document, Row};
use super::rust_tables::{push_numbers, push_texts};
use crate::index::Index;
use crate::model::{Access, Kind};

/// What rows say besides the permission: their conditions, alternatives and notes. Many say the same.
type Saying<'a> = (&'a [usize], &'a [usize], Kind, &'a [usize], &'a str);

/// The columns of the packed rows.
#[derive(Default)]
struct Columns<'a> {
    names: Vec<u32>,
    flags: Vec<u32>,
    lines: Vec<u32>,
    sayings: Vec<u32>,
    /// By saying, which it is; the first says nothing.
    known: Index,
    all: Vec<Saying<'a>>,
    /// The saying of the current row as a text that no other has.
    key: String,
}

impl<'a> Columns<'a> {
    fn push(&mut self, document: &'a Document, row: &'a Row) {
        let first = match row.kind {
            Kind::Delegated => 0,
            Kind::Application => document.scopes.all.len(),
        };
        self.names.push(small(first + row.name));
        let update = if row.access == Access::Update { UPDATE } else { 0 };
        self.flags.push(update | if row.optional { OPTIONAL } else { 0 });
        self.lines.push(row.line);
        let Row { requires, excludes, alternatives, notes, .. } = row;
        let nothing = requires.is_empty() && excludes.is_empty() && alternatives.is_empty() && notes.is_empty();
        if nothing {
            self.sayings.push(0);
            return;
        }
        self.key.clear();
        let _ = write!(self.key, "{requires:?}{excludes:?}{:?}{alternatives:?}{notes}", row.kind);
        let (number, is_new) = self.known.insert(&self.key);
        if is_new {
            self.all.push((requires, excludes, row.kind, alternatives, notes));
        }
        self.sayings.push(small(number + 1));
    }
}

/// An index as it is packed: a document has fewer of anything than 32 bits count.
fn small(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Appends the rows and the functions that give them.
pub(super) fn write(out: &mut String, document: &Document, uses: &Uses) {
    let mut columns = Columns::default();
    let mut starts = vec![0];
    let features = document.features.all.len();
    for feature in 0..features {
        for &row in uses.of_feature(feature).iter().chain(uses.always()) {
            columns.push(document, &document.rows[row]);
        }
        starts.push(small(columns.names.len()));
    }
    for &row in uses.always() {
        columns.push(document, &document.rows[row]);
    }
    starts.push(small(columns.names.len()));
    write_packed(out, document, &columns, &starts);
    let body = match features {
        0 => "match feature {}",
        _ => "::scopemark::__format1::rows::<Document>(feature as usize)",
    };
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
        ::scopemark::__format1::rows::<Document>({features})
    }}
"
    );
}

fn write_packed(out: &mut String, document: &Document, columns: &Columns<'_>, starts: &[u32]) {
    out.push_str(
        "
    /// One row of the document: a permission, and when it is asked.
    pub type Permission = ::scopemark::Permission<Name, Condition>;

    impl<D> ::scopemark::__format1::Rowed<D> for Document {
        const PACKED: ::scopemark::__format1::Rows<Name, Condition> = ::scopemark::__format1::Rows {
            path: PATH",
    );
    let Columns { names, flags, lines, sayings, all, .. } = columns;
    let (mut condition_starts, mut alternative_starts) = (vec![0, 0, 0], vec![0, 0]);
    let (mut conditions, mut alternatives) = (String::new(), String::new());
    let (mut condition_count, mut alternative_count) = (0, 0);
    for (requires, excludes, kind, others, _) in all {
        for list in [requires, excludes] {
            for &at in *list {
                let _ = write!(conditions, "Condition::{}, ", document.conditions.all[at].ident);
            }
            condition_count += list.len();
            condition_starts.push(small(condition_count));
        }
        let (variant, name) = match kind {
            Kind::Delegated => ("Delegated", "Scope"),
            Kind::Application => ("Application", "AppRole"),
        };
        for &at in *others {
            let ident = &document.permissions(*kind).all[at].ident;
            let _ = write!(alternatives, "Name::{variant}({name}::{ident}), ");
        }
        alternative_count += others.len();
        alternative_starts.push(small(alternative_count));
    }
    for (field, numbers) in [
        ("starts", starts),
        ("names", names),
        ("flags", flags),
        ("lines", lines),
        ("sayings", sayings),
        ("condition_starts", &condition_starts),
        ("alternative_starts", &alternative_starts),
    ] {
        let _ = write!(out, ",\n            {field}: ");
        push_numbers(out, &Packed::of(numbers).numbers());
    }
    for (field, list) in [("conditions", &conditions), ("alternatives", &alternatives)] {
        let _ = write!(out, ",\n            {field}: &[{}]", list.trim_end_matches(", "));
    }
    out.push_str(",\n            notes: ");
    let notes = PackedTexts::of(core::iter::once("").chain(all.iter().map(|(.., notes)| *notes)));
    push_texts(out, &notes.texts(), "            ");
    let count = document.scopes.all.len() + document.app_roles.all.len();
    out.push_str(
        ",
        };
        const ROWS: &'static [[Permission; 64]] = &[",
    );
    for at in (0..names.len()).step_by(CHUNK) {
        let _ = write!(
            out,
            "\n            ::scopemark::__format1::chunk(&<Self as ::scopemark::__format1::Rowed<D>>::PACKED, \
             <Name as ::scopemark::__format1::Listed<{count}, D>>::ALL, {at}),"
        );
    }
    out.push_str("\n        ];\n    }\n");
}
