//! What the directives of a document say.

use std::collections::{BTreeMap, BTreeSet};

use super::condition_words::Declared;
use super::header::Field;
use super::vocabulary::Words;
use crate::model::{Kind, Renaming};

/// Everything that directives say.
#[derive(Default)]
pub(crate) struct Settings {
    /// `rename."TEXT" = "IDENT"`, by the text.
    pub(crate) renames: BTreeMap<String, Renaming>,
    /// `formerly."NEW" = "OLD"`, by both names: a name may have had several.
    pub(crate) formerly: BTreeMap<(String, String), Renaming>,
    /// `formerly.document`, as often as the document had another name: the names, and where each is first.
    pub(crate) formerly_documents: BTreeMap<String, usize>,
    /// What stands between names in answers, where the document says; it may be a space.
    pub(crate) separator: Option<char>,
    /// The same in requests.
    pub(crate) request_separator: Option<char>,
    /// `stability."FEATURE" = "beta"`: the feature, and where it is named.
    pub(crate) beta: BTreeMap<String, usize>,
    /// Whether the document is a resource server's.
    pub(crate) serves: Option<bool>,
    /// What holds for every table.
    pub(crate) document: TableSettings,
    /// What holds for one table, by its index.
    pub(crate) tables: Vec<TableSettings>,
    pub(crate) above_html: Vec<AboveHtml>,
    pub(crate) above_paragraphs: Vec<AboveParagraph>,
    /// Whether the document has any directive.
    pub(crate) any: bool,
    /// A comment without an end that hides a directive or a table.
    pub(crate) unclosed: Option<usize>,
}

impl Settings {
    /// The words for yes and no that directives declare, in lower case, sorted.
    pub(crate) fn words_for_yes_and_no(&self) -> Vec<String> {
        let words = core::iter::once(&self.document).chain(&self.tables).map(|settings| &settings.words);
        let all: BTreeSet<&String> = words.flat_map(|words| words.yes.iter().chain(&words.no)).collect();
        all.into_iter().cloned().collect()
    }

    /// Forgets every `skip`.
    pub(crate) fn unskip(&mut self) {
        self.document.skip = None;
        for table in &mut self.tables {
            table.skip = None;
        }
    }
}

/// What directives say about tables. Each value has its place.
#[derive(Clone, Default)]
pub(crate) struct TableSettings {
    pub(crate) skip: Option<usize>,
    pub(crate) feature: Option<(String, usize)>,
    pub(crate) kind: Option<(&'static [Kind], usize)>,
    pub(crate) resource: Option<(String, usize)>,
    pub(crate) admin_consent: Option<(bool, usize)>,
    pub(crate) columns: Vec<(Field, String, usize)>,
    /// Whether all rows are optional.
    pub(crate) optional: bool,
    /// Whether the rows of each feature and kind are alternatives.
    pub(crate) any_of: bool,
    pub(crate) words: Words,
    pub(crate) conditions: Declared,
    /// Where the first directive of the table begins, if it governs more than the document's names.
    pub(crate) first_at: Option<usize>,
}

impl TableSettings {
    /// The settings that hold for one table: its own, otherwise the document's. A kind of the document is not among them:
    /// headings and tabs come before it.
    pub(crate) fn over(&self, document: &Self) -> Self {
        let is_own = |field| self.columns.iter().any(|(own, ..)| *own == field);
        let mut columns = self.columns.clone();
        columns.extend(document.columns.iter().filter(|(field, ..)| !is_own(*field)).cloned());
        Self {
            skip: self.skip.or(document.skip),
            feature: self.feature.clone().or_else(|| document.feature.clone()),
            kind: self.kind,
            resource: self.resource.clone().or_else(|| document.resource.clone()),
            admin_consent: self.admin_consent.or(document.admin_consent),
            columns,
            optional: self.optional || document.optional,
            any_of: self.any_of || document.any_of,
            words: self.words.over(&document.words),
            conditions: self.conditions.over(&document.conditions),
            first_at: self.first_at,
        }
    }
}

/// A directive above a paragraph, which is right only if the paragraph was meant as a table.
pub(crate) struct AboveParagraph {
    pub(crate) paragraph: usize,
    pub(crate) at: usize,
    pub(crate) skip: bool,
}

/// A directive above a table that is written in HTML.
pub(crate) struct AboveHtml {
    pub(crate) table: usize,
    pub(crate) at: usize,
    pub(crate) skip: bool,
}
