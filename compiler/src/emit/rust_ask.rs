//! Asking and checking in a module: the table that the engine works on, and the types that wrap the engine.

use core::fmt::Write as _;

use scopemark_core::ask::{Draft, DraftRow, Flat, TooMany, flatten};

use super::lines::{Document, Names, Row};
use super::rust_tables::{push_all, push_columns, push_number, push_numbers};
use crate::model::{Access, Kind};

/// The facts of a document by text.
fn draft(document: &Document) -> Draft<'_> {
    let Document { path, resource, features, conditions, scopes, app_roles, rows, covers, .. } = document;
    let of_kind = |kind: Kind, names| texts(names).map(move |text| (kind, text));
    let covers = covers.iter().map(|cover| {
        let names = document.permissions(cover.kind);
        (cover.kind, text(names, cover.scope), text(names, cover.covers))
    });
    Draft {
        path,
        resource,
        features: texts(features).collect(),
        rows: rows.iter().map(|row| draft_row(document, row)).collect(),
        covers: covers.collect(),
        conditions: texts(conditions).collect(),
        names: of_kind(Kind::Delegated, scopes).chain(of_kind(Kind::Application, app_roles)).collect(),
    }
}

fn draft_row<'a>(document: &'a Document, row: &Row) -> DraftRow<'a> {
    let names = document.permissions(row.kind);
    let all = |names: &'a Names, indexes: &[usize]| indexes.iter().map(|&index| text(names, index)).collect();
    DraftRow {
        scope: text(names, row.name),
        kind: row.kind,
        feature: row.feature,
        update: row.access == Access::Update,
        admin_consent: row.consent,
        optional: row.optional,
        requires: all(&document.conditions, &row.requires),
        excludes: all(&document.conditions, &row.excludes),
        alternatives: all(names, &row.alternatives),
        line: row.line,
    }
}

fn text(names: &Names, index: usize) -> &str {
    &names.all[index].text
}

fn texts(names: &Names) -> impl Iterator<Item = &str> {
    names.all.iter().map(|name| name.text.as_str())
}

/// The table of a document, as the engine wants it; or one that says nothing of them, and why, in which every permission and feature
/// still is.
pub(super) fn flat(document: &Document) -> (Flat<'_>, Option<TooMany>) {
    match flatten(&draft(document)) {
        Ok(flat) => (flat, None),
        Err(error) => {
            let Draft { path, resource, features, names, .. } = draft(document);
            let names = Draft { path, resource, features, names, ..Draft::default() };
            (flatten(&names).unwrap_or_default(), Some(error))
        }
    }
}

/// Appends the table and the types.
pub(super) fn write(out: &mut String, document: &Document, flat: &Flat<'_>) {
    let words = flat.table().words();
    let table = flat.table();
    let mut resources = String::new();
    super::literal::push_list(&mut resources, &flat.resources);
    let _ = write!(
        out,
        "
    /// What the document says of asking and checking, by index.
    static TABLE: ::scopemark::__format1::Table<'static> = ::scopemark::__format1::Table {{
        path: PATH,
        resources: &[{resources}],
        scopes: SCOPE_NAMES,
        app_roles: APP_ROLE_NAMES,
        names: "
    );
    push_columns(out, &table.names);
    out.push_str(",\n        features: FEATURE_NAMES,\n        conditions: CONDITION_NAMES,\n        rows: ");
    push_columns(out, &table.rows);
    out.push_str(",\n        starts: ");
    push_numbers(out, &table.starts);
    out.push_str(",\n        whens: &[");
    for (n, when) in table.whens.iter().enumerate() {
        out.push_str(if n > 0 { ", [" } else { "[" });
        push_all(out, when);
        out.push(']');
    }
    out.push_str("],\n        lists: ");
    push_numbers(out, &table.lists);
    out.push_str(",\n    };\n");
    let first_role = document.scopes.all.len();
    out.push_str(&TYPES.replace("$DERIVES", super::rust_enums::DERIVES).replace("$WORDS", &words.to_string()));
    let Document { scopes, app_roles, features, conditions, .. } = document;
    for (name, first, count) in [
        ("Scope", 0, first_role),
        ("AppRole", first_role, app_roles.all.len()),
        ("Name", 0, scopes.all.len() + app_roles.all.len()),
        ("Feature", 0, features.all.len()),
        ("Condition", 0, conditions.all.len()),
    ] {
        let mut number = String::new();
        push_number(&mut number, &first);
        out.push_str(&INDEXED.replace("$Name", name).replace("$FIRST", &number).replace("$COUNT", &count.to_string()));
    }
    for (kind, variant) in [("Scope", "Delegated"), ("AppRole", "Application")] {
        out.push_str(&OF_A_KIND.replace("$Kind", kind).replace("$Variant", variant));
    }
}

const INDEXED: &str = "
    impl ::scopemark::Indexed for $Name {
        const ALL: &'static [Self] = ::scopemark::__format1::all::<Self, $COUNT>();
        const FIRST: usize = $FIRST;

        fn place(self) -> usize {
            self.index()
        }
    }
";

/// What makes a permission of one kind one of either kind.
const OF_A_KIND: &str = "
    impl ::scopemark::Member<Name> for $Kind {
        fn index(self) -> usize {
            Name::$Variant(self).index()
        }
    }

    impl ::core::cmp::PartialEq<$Kind> for Name {
        fn eq(&self, other: &$Kind) -> bool {
            *self == Self::$Variant(*other)
        }
    }

    impl ::core::cmp::PartialEq<Name> for $Kind {
        fn eq(&self, other: &Name) -> bool {
            *other == Name::$Variant(*self)
        }
    }
";

/// Only what is a constant function of a module's own types is written here; the rest stands once in the crate `scopemark`.
const TYPES: &str = "
    /// The document as a type: what ties the types of this module together.
    #[derive(::core::fmt::Debug)]
$DERIVES    pub enum Document {}

    impl ::scopemark::Document for Document {
        type Scope = Scope;
        type AppRole = AppRole;
        type Name = Name;
        type Feature = Feature;
        type Condition = Condition;

        const TABLE: &'static ::scopemark::__format1::Table<'static> = &TABLE;
    }

    /// A set of delegated permissions.
    pub type Scopes = ::scopemark::Set<Scope, $WORDS>;

    /// A set of application permissions.
    pub type AppRoles = ::scopemark::Set<AppRole, $WORDS>;

    /// What to ask at sign-in: [`ask`] builds one.
    pub type Ask = ::scopemark::Ask<Document, $WORDS>;

    /// A feature that cannot be asked under the conditions that hold, why, and where the document says so.
    pub type Unsupported = ::scopemark::Unsupported<Document>;

    /// What was granted, as far as the document knows it. It owns what it needs.
    ///
    /// # Access here means consent
    ///
    /// It is what the grant lets the application ask of the API. The user's own rights, licences and conditional access are
    /// another matter.
    pub type Granted = ::scopemark::Granted<Document, $WORDS>;

    /// What a grant allows of what was asked, and what to do about the rest.
    ///
    /// # Access here means consent
    ///
    /// It is what the grant lets the application ask of the API. The user's own rights, licences and conditional access are
    /// another matter.
    pub type Report = ::scopemark::Report<Document, $WORDS>;

    /// A permission that a feature needs and that is not granted, and what else would do.
    pub type Missing = ::scopemark::Missing<Document, $WORDS>;

    /// Begins to ask: features, options and conditions, then [`AskBuilder::build`].
    ///
    /// Over constant features this is a constant.
    pub const fn ask() -> AskBuilder {
        AskBuilder(::scopemark::__format1::Builder::new(&TABLE))
    }

    /// What to ask, until it is built.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
    #[must_use = \"nothing is asked until it is built\"]
    pub struct AskBuilder(::scopemark::__format1::Builder<'static, $WORDS>);

    impl AskBuilder {
        /// Asks for the base access to a feature: for the rows without update.
        pub const fn feature(self, feature: Feature) -> Self {
            Self(self.0.feature(feature.index()))
        }

        /// Asks for the base and the update access to a feature.
        pub const fn update(self, feature: Feature) -> Self {
            Self(self.0.update(feature.index()))
        }

        /// Opts in to the optional rows of a delegated permission, of the features that are asked.
        pub const fn option(self, scope: Scope) -> Self {
            Self(self.0.option(Name::Delegated(scope).index()))
        }

        /// Opts in to the optional rows of an application permission, of the features that are asked.
        pub const fn option_role(self, role: AppRole) -> Self {
            Self(self.0.option(Name::Application(role).index()))
        }

        /// Says that a condition holds.
        pub const fn when(self, condition: Condition) -> Self {
            Self(self.0.when(condition.index()))
        }

        /// What to ask.
        ///
        /// # Errors
        /// [`Unsupported`] for the first feature, in the order of the document, of which no base row of its own is left that
        /// is not optional. A feature that has update rows only can be asked with [`update`](Self::update).
        pub const fn build(self) -> ::core::result::Result<Ask, Unsupported> {
            Ask::built(self.0.build())
        }

        /// What to ask, without the features for which [`build`](Self::build) fails: for integrations that learn the type of
        /// an account only after sign-in. `dropped()` of the result lists them.
        pub const fn build_supported(self) -> Ask {
            Ask::of(self.0.build_supported())
        }
    }

    ::scopemark::__interop! { Scope AppRole Name Feature Condition }
    ::scopemark::__interop_scope! { Scope }
";

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::path::Path;

    use proc_macro2::{TokenStream, TokenTree};

    use super::super::invocation::parse;
    use super::super::lines::Document;
    use super::flat;
    use crate::asking;
    use crate::emit::{Expansion, expand, tables};
    use crate::model::Name;
    use crate::read::{Reading, read_text};

    fn tokens(readings: &[Reading]) -> Vec<String> {
        let file: TokenStream = tables(readings).parse().unwrap();
        let Some(TokenTree::Group(invocation)) = file.into_iter().last() else { panic!("no invocation") };
        invocation.stream().into_iter().map(|token| token.to_string()).collect()
    }

    fn document(reading: Reading) -> (Reading, Document) {
        let readings = [reading];
        let mut parsed = parse(&tokens(&readings)).unwrap_or_else(|error| panic!("{}", error.message));
        let [reading] = readings;
        (reading, parsed.documents.remove(0))
    }

    #[test]
    fn the_tokens_of_a_document_give_the_table_that_the_document_gives() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-tables");
        let mut texts: Vec<(String, String)> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| {
                (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(path).unwrap())
            })
            .collect();
        assert!(texts.len() >= 4);
        // Names without a Rust name, as permission, feature, condition, alternative and cover.
        texts.push((
            "broken.md".to_owned(),
            "<!-- scopemark: resource = \"https://api.example\" -->\n\n\
             | Feature | Permission | Notes | Satisfied by |\n|---|---|---|---|\n\
             | ** | Mail.Read | | |\n| Mail | `*` | | |\n| Mail | Mail.Send | For shared mailboxes | `*`, Mail.Post |\n\
             | Chat | api://other/Chat.Read | Not for personal accounts | |\n| 日本 | Mail.Read | | `-` |\n\n\
             | Permission | Satisfied by |\n|---|---|\n| Mail.Post | `+`, Mail.All |\n"
                .to_owned(),
        ));
        for (path, text) in texts {
            let (reading, document) = document(read_text(&path, &text));
            let (from_tokens, error) = flat(&document);
            assert_eq!(error, None, "{path}");
            assert!(!from_tokens.table().is_empty(), "{path}");
            let Reading { document: model, .. } = &reading;
            let unnamed = |names: &[Name]| names.iter().any(|name| name.ident.is_none());
            assert_eq!(unnamed(&model.scopes) && unnamed(&model.features), path == "broken.md", "{model:?}");
            assert_eq!(asking::flat(&reading.document), Ok(from_tokens), "{path}");
        }
    }

    #[test]
    fn a_document_with_too_many_conditions_keeps_its_names_and_is_one_error() {
        let mut text = "| Feature | Permission | Notes |\n|---|---|---|\n".to_owned();
        for n in 0..65 {
            writeln!(text, "| Feature {n} | Area{n}.Read | Used when `setting_{n}` is set to `true` |").unwrap();
        }
        let reading = read_text("docs-tables/many.md", &text);
        assert_eq!(reading.document.conditions.len(), 65);
        let Expansion { errors, modules } = expand(&tokens(&[reading]));
        let [error] = errors.as_slice() else { panic!("{errors:?}") };
        assert!(error.message.contains("docs-tables/many.md:67:16: "), "{error:?}");
        assert!(modules.contains("Setting64,") && modules.contains("pub const fn ask()"));
    }
}
