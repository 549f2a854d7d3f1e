//! The catalogue of reading's rules: one entry for each.

use crate::finding::{Level, Rule};

macro_rules! rules {
    ($($name:ident = $id:literal, $level:ident, $title:literal;)*) => {
        $(
            #[doc = $title]
            pub static $name: Rule = Rule { id: $id, level: Level::$level, title: $title };
        )*

        /// Every rule of reading, sorted by id.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    ADMIN_CONSENT_DENIED = "read/admin-consent-denied", Error, "an application permission that is said to need no admin consent";
    ADMIN_CONSENT_DISAGREES = "read/admin-consent-disagrees", Error, "two rows of one permission that disagree on admin consent";
    AMBIGUOUS_HEADER = "read/ambiguous-header", Error, "two columns of one table with the same meaning";
    AMBIGUOUS_SCOPES = "read/ambiguous-scopes", Error, "a scope cell that mixes commas and `or`";
    BAD_IDENTIFIER = "read/bad-identifier", Error, "a name that cannot be a Rust identifier";
    BAD_MODULE = "read/bad-module", Error, "a file name that cannot be a Rust module";
    CONFLICT_MARKER = "read/conflict-marker", Error, "a merge conflict that is not resolved";
    CONTRADICTION = "read/contradiction", Error, "a row that requires and excludes the same condition";
    COVER_CYCLE = "read/cover-cycle", Error, "permissions that cover each other in a cycle";
    COVER_RESOURCE = "read/cover-resource", Error, "a permission declared to cover one of another resource";
    COVER_UNKNOWN = "read/cover-unknown", Error, "a cover for a permission that no permission table has";
    DEFAULT_SCOPE = "read/default-scope", Error, "`.default`, which is not a permission, in a scope cell";
    DIRECTIVE_CONFLICT = "read/directive-conflict", Error, "two directives that contradict each other";
    DIRECTIVE_KEY = "read/directive-key", Error, "a directive with an unknown key";
    DIRECTIVE_PLACE = "read/directive-place", Error, "a directive that governs nothing where it is";
    DIRECTIVE_REACH = "read/directive-reach", Warning, "a directive at the top that governs only the first of several tables";
    DIRECTIVE_SYNTAX = "read/directive-syntax", Error, "a directive that does not follow the grammar";
    DIRECTIVE_UNUSED = "read/directive-unused", Warning, "a directive that nothing in the document uses";
    DIRECTIVE_VALUE = "read/directive-value", Error, "a directive with an unknown value";
    DUPLICATE_ROW = "read/duplicate-row", Error, "the same permission twice for one feature, access and conditions";
    EMPTY_KIND = "read/empty-kind", Warning, "an empty cell in a column of kinds";
    EMPTY_ROW = "read/empty-row", Warning, "a row without any text";
    EMPTY_SCOPE = "read/empty-scope", Error, "a row that names no permission";
    FOOTNOTE = "read/footnote", Warning, "a footnote mark beside a permission";
    FREE_NOTE = "read/free-note", Note, "a note that is kept as text";
    HIDDEN_CHARACTER = "read/hidden-character", Error, "an invisible character in a name";
    HTML_IN_SCOPE = "read/html-in-scope", Error, "HTML in a scope cell that means something else there";
    HTML_PERMISSION_TABLE = "read/html-permission-table", Error, "a permission table written in HTML";
    HTML_TABLE = "read/html-table", Warning, "a table written in HTML";
    LINK_OUTSIDE = "read/link-outside", Error, "a link that leads out of the folder";
    MISSING_TEXT = "read/missing-text", Warning, "a row without its last cells, where only text is missing";
    MODULE_CLASH = "read/module-clash", Error, "two documents that give one Rust module";
    NAME_CLASH = "read/name-clash", Error, "two names that give the same Rust name";
    NO_PERMISSION = "read/no-permission", Warning, "a row that says it needs no permission";
    NO_TABLE = "read/no-table", Error, "a document without a permission table";
    NOT_A_SCOPE = "read/not-a-scope", Error, "prose in place of a permission";
    NOT_UTF8 = "read/not-utf8", Error, "bytes that are not UTF-8";
    NUL = "read/nul", Error, "a NUL byte";
    OPTIONAL_WITHOUT_LEGEND = "read/optional-without-legend", Error, "a `*` mark without a legend";
    RAGGED_ROW = "read/ragged-row", Error, "a row with too many cells, or without cells that have a meaning";
    RENAME_UNKNOWN = "read/rename-unknown", Error, "a directive that renames something that the document does not have";
    ROW_OUTSIDE_TABLE = "read/row-outside-table", Error, "a line like a table row that is in no table";
    STRUCK_OUT = "read/struck-out", Error, "a permission that is struck out";
    TABLE_IN_TABLE = "read/table-in-table", Error, "a second table that became rows of the first";
    TABLE_NOT_RECOGNISED = "read/table-not-recognised", Error, "a delimiter row that begins no table";
    TEXT_IN_TABLE = "read/text-in-table", Error, "text under a table that became a row of it";
    TOO_LARGE = "read/too-large", Error, "a document over the size limit";
    TOO_MANY_CONDITIONS = "read/too-many-conditions", Error, "more than 12 conditions and options on one feature, or 64 conditions in a document";
    UNKNOWN_ADMIN_CONSENT = "read/unknown-admin-consent", Error, "an admin consent cell that is neither yes nor no";
    UNKNOWN_COLUMN = "read/unknown-column", Note, "a column that is kept as text";
    UNKNOWN_CONDITION = "read/unknown-condition", Warning, "a note that seems to contain a condition, but no known one";
    UNKNOWN_KIND = "read/unknown-kind", Error, "a kind that is neither delegated nor application";
    UNKNOWN_UPDATE = "read/unknown-update", Error, "an update cell that is neither yes nor empty";
    UNREAD_TABLE = "read/unread-table", Warning, "a table that looks like a permission table, without a known scope column";
}

#[cfg(test)]
mod tests {
    #[test]
    fn ids_are_unique_and_sorted() {
        assert!(super::ALL.windows(2).all(|pair| pair[0].id < pair[1].id));
    }
}
