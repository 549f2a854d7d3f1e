//! Builds documents for tests from a few facts.

use scopemark_core::model::{Access, Cover, Document, Kind, Name, Permission, Position};

/// What a document says, by text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft<'a> {
    pub(crate) path: &'a str,
    pub(crate) resource: &'a str,
    pub(crate) features: Vec<&'a str>,
    pub(crate) rows: Vec<DraftRow<'a>>,
    /// Kind, the stronger permission, the weaker one.
    pub(crate) covers: Vec<(Kind, &'a str, &'a str)>,
    /// Conditions that no row names.
    pub(crate) conditions: Vec<&'a str>,
}

/// One row of a [`Draft`].
#[derive(Debug, Clone)]
pub(crate) struct DraftRow<'a> {
    pub(crate) scope: &'a str,
    pub(crate) kind: Kind,
    pub(crate) feature: Option<usize>,
    pub(crate) update: bool,
    pub(crate) admin_consent: Option<bool>,
    pub(crate) optional: bool,
    pub(crate) requires: Vec<&'a str>,
    pub(crate) excludes: Vec<&'a str>,
    pub(crate) alternatives: Vec<&'a str>,
    pub(crate) line: u32,
}

impl<'a> DraftRow<'a> {
    /// A row of base access and nothing else.
    pub(crate) fn new(kind: Kind, scope: &'a str, feature: Option<usize>, line: u32) -> Self {
        Self {
            scope,
            kind,
            feature,
            update: false,
            admin_consent: None,
            optional: false,
            requires: Vec::new(),
            excludes: Vec::new(),
            alternatives: Vec::new(),
            line,
        }
    }
}

impl Draft<'_> {
    /// The draft as a document of the model.
    pub(crate) fn document(&self) -> Document {
        let names = |texts: &[&str]| texts.iter().map(|text| Name::new(text)).collect();
        let nowhere = Position { line: 0, column: 0 };
        let cover = |&(kind, scope, covers): &(Kind, &str, &str)| Cover {
            kind,
            scope: scope.to_owned(),
            covers: covers.to_owned(),
            position: nowhere,
            covers_position: nowhere,
        };
        Document {
            path: self.path.to_owned(),
            resource: self.resource.to_owned(),
            features: names(&self.features),
            conditions: names(&self.conditions),
            permissions: self.rows.iter().map(permission).collect(),
            covers: self.covers.iter().map(cover).collect(),
            ..Document::default()
        }
    }
}

fn permission(row: &DraftRow<'_>) -> Permission {
    let owned = |texts: &[&str]| texts.iter().copied().map(str::to_owned).collect();
    Permission {
        scope: row.scope.to_owned(),
        kind: row.kind,
        feature: row.feature,
        access: if row.update { Access::Update } else { Access::Base },
        admin_consent: row.admin_consent,
        optional: row.optional,
        requires: owned(&row.requires),
        excludes: owned(&row.excludes),
        alternatives: owned(&row.alternatives),
        clauses: Vec::new(),
        resource: String::new(),
        description: String::new(),
        notes: String::new(),
        reason: String::new(),
        other: Vec::new(),
        position: Position { line: row.line, column: 1 },
    }
}
