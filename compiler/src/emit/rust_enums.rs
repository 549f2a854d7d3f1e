//! The enums of a module: flat tables, and the same thin methods and traits over each.

use core::fmt::Write as _;

use scopemark_core::ask::Flat;
use scopemark_core::{Names as CoreNames, Packed, PackedNames, PackedTexts};

use super::docs::{self, Uses};
use super::lines::{Document, Name, Names};
use super::rust_tables::{self, push_number};
use crate::model::Kind;

/// One of the enums that a table of names becomes.
struct Enum<'a> {
    /// The Rust name.
    name: &'static str,
    /// What the names of its tables begin with.
    table: &'static str,
    doc: &'static str,
    names: &'a [Name],
    /// What some of them were called before.
    former: &'a [(String, usize)],
    /// The texts of these, and what finds one by its text.
    texts: CoreNames<'a>,
    /// The line of each name.
    lines: Vec<u32>,
}

/// Appends all enums of the document.
pub(super) fn write(out: &mut String, document: &Document, uses: &Uses, flat: &Flat<'_>) {
    let table = flat.table();
    for (kind, name, prefix, doc) in [
        (Kind::Delegated, "Scope", "SCOPE", "The delegated permissions of the document, in order of text."),
        (Kind::Application, "AppRole", "APP_ROLE", "The application permissions of the document, in order of text."),
    ] {
        let Names { all: names, former, .. } = document.permissions(kind);
        let first = |at| uses.rows(kind, at).first().map(|&row| &document.rows[row]);
        let lines = (0..names.len()).map(|at| first(at).map_or(names[at].line, |row| row.line)).collect();
        let texts = if kind == Kind::Delegated { table.scopes } else { table.app_roles };
        let permissions = Enum { name, table: prefix, doc, names, former, texts, lines };
        permissions.write(out, |out, at| {
            docs::permission(out, document, uses, kind, at);
        });
        permissions.write_about(
            out,
            |at| first(at).map_or("", |row| &row.description),
            |at| docs::consent(document, uses.rows(kind, at)),
        );
    }
    write_name(out, &document.scopes.all, &document.app_roles.all);
    let Names { all: names, former, .. } = &document.features;
    let doc = "The features of the document, in its order.";
    Enum { name: "Feature", table: "FEATURE", doc, names, former, texts: table.features, lines: lines(names) }
        .write(out, |out, at| docs::feature(out, document, uses, at));
    let Names { all: names, former, .. } = &document.conditions;
    let doc = "The conditions of the document, in order of text.";
    // A table may have too many of them, and then has none.
    let packed = PackedNames::of(&names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>());
    Enum { name: "Condition", table: "CONDITION", doc, names, former, texts: packed.names(), lines: lines(names) }
        .write(out, |out, at| docs::condition(out, document, uses, at));
}

fn lines(names: &[Name]) -> Vec<u32> {
    names.iter().map(|name| name.line).collect()
}

impl Enum<'_> {
    /// The enum, its tables of texts and lines, and what every name can do.
    fn write(&self, out: &mut String, variant_docs: impl Fn(&mut String, usize)) {
        let Self { name, table, doc, names, .. } = self;
        let _ = write!(out, "\n    /// {doc}\n{DERIVES}    #[non_exhaustive]\n    pub enum {name} {{\n");
        for (at, variant) in names.iter().enumerate() {
            variant_docs(out, at);
            let _ = writeln!(out, "        {},", variant.ident);
        }
        out.push_str("    }\n");
        self.write_tables(out);
        let none = names.is_empty();
        let text = if none { "match self {}".to_owned() } else { format!("{table}_NAMES.get(self as usize)") };
        let index = if none { "match self {}" } else { "self as usize" };
        let line = if none { "match self {}".to_owned() } else { format!("at({table}_LINES.get(self as usize))") };
        let count = names.len();
        listed(out, name, count, |out| {
            out.push('[');
            for variant in *names {
                // Not `Self::`: rustc searches such a path variant by variant.
                for part in ["\n            ", name, "::", &variant.ident, ","] {
                    out.push_str(part);
                }
            }
            out.push_str(if none { "]" } else { "\n        ]" });
        });
        let _ = write!(
            out,
            "
    impl {name} {{
        /// All of them.
        pub const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, {count}>();

        /// The text, as the document has it.
        #[must_use]
        pub const fn as_str(self) -> &'static str {{
            {text}
        }}

        /// Where it is defined.
        #[must_use]
        pub const fn source(self) -> ::scopemark::Source {{
            {line}
        }}

        const fn index(self) -> usize {{
            {index}
        }}
    }}
"
        );
        self.write_former(out);
        out.push_str(&TRAITS.replace("$Name", name));
        out.push_str(&DEBUG.replace("$Name", name));
        out.push_str(&FROM_STR.replace("$Name", name).replace("$TABLE", table));
    }

    /// Constants for former names, so that code which uses them still compiles, with a warning that says the new one.
    fn write_former(&self, out: &mut String) {
        let Self { name, names, former, .. } = self;
        for (was, at) in *former {
            let now = &names[*at].ident;
            let _ = write!(
                out,
                "
    impl {name} {{
        /// The former name of [`Self::{now}`].
        #[deprecated = \"the document has another name for it now: use `{name}::{now}`\"]
        #[allow(non_upper_case_globals)]
        pub const {was}: Self = Self::{now};
    }}
"
            );
        }
    }

    fn write_tables(&self, out: &mut String) {
        let Self { table, texts, lines, .. } = self;
        rust_tables::names(out, &format!("{table}_NAMES"), texts);
        if !lines.is_empty() {
            rust_tables::numbers(out, &format!("{table}_LINES"), &Packed::of(lines).numbers());
        }
    }

    /// What permissions say of themselves.
    fn write_about<'a>(
        &self,
        out: &mut String,
        description: impl Fn(usize) -> &'a str,
        consent: impl Fn(usize) -> Option<bool>,
    ) {
        let Self { name, table, names, .. } = self;
        let count = names.len();
        let (mut described, mut consented) = ("match self {}".to_owned(), "match self {}".to_owned());
        if count > 0 {
            let descriptions = PackedTexts::of((0..count).map(description));
            rust_tables::texts(out, &format!("{table}_DESCRIPTIONS"), &descriptions.texts());
            // A letter for each name: a literal for all of them costs rustc nothing.
            let _ = write!(out, "\n    static {table}_CONSENTS: &[u8; {count}] = b\"");
            out.extend((0..count).map(|at| match consent(at) {
                Some(true) => 'y',
                Some(false) => 'n',
                None => '?',
            }));
            out.push_str("\";\n");
            described = format!("{table}_DESCRIPTIONS.get(self as usize)");
            consented = format!(
                "match {table}_CONSENTS[self as usize] {{
                b'y' => ::core::option::Option::Some(true),
                b'n' => ::core::option::Option::Some(false),
                _ => ::core::option::Option::None,
            }}"
            );
        }
        let _ = write!(
            out,
            "
    impl {name} {{
        /// What it allows, as plain text; empty where the document does not say.
        #[must_use]
        pub const fn description(self) -> &'static str {{
            {described}
        }}

        /// Whether an administrator must consent, where the document says.
        #[must_use]
        pub const fn admin_consent(self) -> ::core::option::Option<bool> {{
            {consented}
        }}
    }}
"
        );
    }
}

/// Appends the list of all values of an enum, which is an array that `array` writes.
fn listed(out: &mut String, name: &str, count: usize, array: impl Fn(&mut String)) {
    let _ = write!(
        out,
        "\n    impl<D> ::scopemark::__format1::Listed<{count}, D> for {name} {{\n        const ARRAY: [Self; {count}] = "
    );
    array(out);
    let _ = write!(
        out,
        ";\n        const ALL: &'static [Self] = &<Self as ::scopemark::__format1::Listed<{count}, D>>::ARRAY;\n    }}\n"
    );
}

/// Appends the enum of all permissions.
fn write_name(out: &mut String, scopes: &[Name], app_roles: &[Name]) {
    let count = scopes.len() + app_roles.len();
    listed(out, "Name", count, |out| out.push_str(&all_names(scopes, app_roles)));
    let all = format!("::scopemark::__format1::all::<Self, {count}>()");
    let mut role = "role.index()".to_owned();
    if !scopes.is_empty() {
        role.push_str(" + ");
        push_number(&mut role, &scopes.len());
    }
    out.push_str(&NAME.replace("$DERIVES", DERIVES).replace("$ALL", &all).replace("$FIRST_ROLE", &role));
    out.push_str(&TRAITS.replace("$Name", "Name"));
}

/// The list of all permissions, filled by a loop: rustc reads each name once less. The lists of each kind are named by way of
/// `D`: rustc computes `Scope::ALL` where it finds it in a constant that is not generic, used or not.
fn all_names(scopes: &[Name], app_roles: &[Name]) -> String {
    let fill = match (scopes.first(), app_roles.first()) {
        (Some(scope), _) => format!("Self::Delegated(Scope::{})", scope.ident),
        (None, Some(role)) => format!("Self::Application(AppRole::{})", role.ident),
        (None, None) => return "[]".to_owned(),
    };
    let all = scopes.len() + app_roles.len();
    let mut out = format!("{{\n            let mut all = [{fill}; {all}];\n            let mut at = 0;\n");
    for (names, variant, name, start) in
        [(scopes, "Delegated", "Scope", 0), (app_roles, "Application", "AppRole", scopes.len())]
    {
        let count = names.len();
        if count > 0 {
            let place = if start == 0 { "at".to_owned() } else { format!("at - {start}") };
            let end = start + count;
            let _ = write!(
                out,
                "            while at < {end} {{\n                let name = <{name} as ::scopemark::__format1::Listed<{count}, D>>::ALL[{place}];\n                all[at] = Self::{variant}(name);\n                at += 1;\n            }}\n"
            );
        }
    }
    out.push_str("            all\n        }");
    out
}

pub(super) const DERIVES: &str = "    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
";

/// The traits that rest on `as_str` and `from_str`.
const TRAITS: &str = "
    impl ::core::fmt::Display for $Name {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }

    impl ::core::convert::TryFrom<&str> for $Name {
        type Error = ::scopemark::Unknown;

        fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
            ::core::str::FromStr::from_str(text)
        }
    }

    impl ::core::convert::AsRef<str> for $Name {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }

    impl ::core::cmp::PartialEq<str> for $Name {
        fn eq(&self, other: &str) -> bool {
            self.as_str() == other
        }
    }

    impl ::core::cmp::PartialEq<&str> for $Name {
        fn eq(&self, other: &&str) -> bool {
            self.as_str() == *other
        }
    }
";

/// By the table: a derive on ten thousand variants costs rustc seconds and gigabytes.
const DEBUG: &str = "
    impl ::core::fmt::Debug for $Name {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_tuple(\"$Name\").field(&self.as_str()).finish()
        }
    }
";

const FROM_STR: &str = "
    impl ::core::str::FromStr for $Name {
        type Err = ::scopemark::Unknown;

        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            ::scopemark::__format1::parse(&$TABLE_NAMES, text)
        }
    }
";

const NAME: &str = "
    /// A permission of either kind: the delegated ones first, each kind in order of text.
    ///
    /// A text parses as the delegated permission of that name, and as the application permission where there is no
    /// delegated one.
    #[derive(::core::fmt::Debug)]
$DERIVES    pub enum Name {
        /// A delegated permission.
        Delegated(Scope),
        /// An application permission.
        Application(AppRole),
    }

    impl Name {
        /// All of them.
        pub const ALL: &'static [Self] = $ALL;

        /// The text, as the document has it.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            match self {
                Self::Delegated(scope) => scope.as_str(),
                Self::Application(role) => role.as_str(),
            }
        }

        /// Who acts with it.
        #[must_use]
        pub const fn kind(self) -> ::scopemark::Kind {
            match self {
                Self::Delegated(_) => ::scopemark::Kind::Delegated,
                Self::Application(_) => ::scopemark::Kind::Application,
            }
        }

        /// What it allows, as plain text; empty where the document does not say.
        #[must_use]
        pub const fn description(self) -> &'static str {
            match self {
                Self::Delegated(scope) => scope.description(),
                Self::Application(role) => role.description(),
            }
        }

        /// Whether an administrator must consent, where the document says.
        #[must_use]
        pub const fn admin_consent(self) -> ::core::option::Option<bool> {
            match self {
                Self::Delegated(scope) => scope.admin_consent(),
                Self::Application(role) => role.admin_consent(),
            }
        }

        /// Where it is defined.
        #[must_use]
        pub const fn source(self) -> ::scopemark::Source {
            match self {
                Self::Delegated(scope) => scope.source(),
                Self::Application(role) => role.source(),
            }
        }

        const fn index(self) -> usize {
            match self {
                Self::Delegated(scope) => scope.index(),
                Self::Application(role) => $FIRST_ROLE,
            }
        }
    }

    impl ::core::convert::From<Scope> for Name {
        fn from(scope: Scope) -> Self {
            Self::Delegated(scope)
        }
    }

    impl ::core::convert::From<AppRole> for Name {
        fn from(role: AppRole) -> Self {
            Self::Application(role)
        }
    }

    impl ::core::str::FromStr for Name {
        type Err = ::scopemark::Unknown;

        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            ::scopemark::__format1::parse_either::<Self, Scope, AppRole>(&SCOPE_NAMES, &APP_ROLE_NAMES, text)
        }
    }
";
