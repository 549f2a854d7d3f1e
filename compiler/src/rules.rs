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
    ADMIN_CONSENT_DENIED = "read/admin-consent-denied", Warning, "an application permission that is said to need no admin consent";
    ADMIN_CONSENT_DISAGREES = "read/admin-consent-disagrees", Error, "two rows of one permission that disagree on admin consent";
    ALL_SKIPPED = "read/all-skipped", Note, "a document whose permission tables are all skipped";
    AMBIGUOUS_HEADER = "read/ambiguous-header", Error, "two scope columns of which neither says what it adds";
    AMBIGUOUS_SCOPES = "read/ambiguous-scopes", Error, "a scope cell whose `and`, `or` and lists are unclear";
    ANY_ONE = "read/any-one", Warning, "a text that says one permission is enough, above rows that are all requested";
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
    DIRECTIVE_SYNTAX = "read/directive-syntax", Error, "a directive that does not follow the grammar";
    DIRECTIVE_UNUSED = "read/directive-unused", Warning, "a directive that nothing in the document uses";
    DIRECTIVE_VALUE = "read/directive-value", Error, "a directive with an unknown value";
    DUPLICATE_ROW = "read/duplicate-row", Error, "the same permission twice for one use";
    DUPLICATE_TEXT = "read/duplicate-text", Warning, "one permission listed twice with other words";
    EMPTY_FEATURE = "read/empty-feature", Warning, "a row that names no feature, with none above it";
    EMPTY_KIND = "read/empty-kind", Warning, "an empty cell in a column of kinds";
    EMPTY_SCOPE = "read/empty-scope", Error, "a row that names no permission";
    FREE_NOTE = "read/free-note", Note, "a note that is kept as text";
    HEADER_SLIP = "read/header-slip", Warning, "a header that is one slip away from a known one";
    HEADER_UNSAID = "read/header-unsaid", Warning, "a column that is read as scopes, although its header does not say so";
    HIDDEN_CHARACTER = "read/hidden-character", Error, "an invisible character in a name";
    HTML_IN_SCOPE = "read/html-in-scope", Error, "HTML in a scope cell that means something else there";
    HTML_PERMISSION_TABLE = "read/html-permission-table", Error, "a permission table written in HTML";
    HTML_TABLE = "read/html-table", Warning, "a table written in HTML";
    KIND_UNSAID = "read/kind-unsaid", Warning, "a table that is read as delegated, although something speaks against it";
    LEVEL_TABLE = "read/level-table", Error, "app permissions with levels, which are no scopes";
    LINK_OUTSIDE = "read/link-outside", Error, "a link that leads out of the folder";
    MENTION = "read/mention", Note, "a permission outside all tables";
    MISSING_TEXT = "read/missing-text", Warning, "a row without its last cells, where only text is missing";
    MODULE_CLASH = "read/module-clash", Error, "two documents that give one Rust module";
    NAME_CLASH = "read/name-clash", Error, "two names that give the same Rust name";
    NO_TABLE = "read/no-table", Error, "a document without a permission table";
    NOT_A_PERMISSION_TABLE = "read/not-a-permission-table", Warning, "a table headed like permissions whose cells are something else";
    NOT_A_SCOPE = "read/not-a-scope", Error, "prose in place of a permission";
    NOT_UTF8 = "read/not-utf8", Error, "bytes that are not UTF-8";
    NOTHING_TO_REPLACE = "read/nothing-to-replace", Error, "higher permissions in a row that requests none";
    NUL = "read/nul", Error, "a NUL byte";
    OPTIONAL_UNSAID = "read/optional-unsaid", Warning, "a text that says optional, in a row that is not";
    OPTIONAL_WITHOUT_LEGEND = "read/optional-without-legend", Error, "a mark without a legend";
    RAGGED_ROW = "read/ragged-row", Error, "a row with too many cells, or without cells that have a meaning";
    RENAME_UNKNOWN = "read/rename-unknown", Error, "a directive that renames something that the document does not have";
    RESOURCE_ASSUMED = "read/resource-assumed", Note, "names that are taken for permissions of Microsoft Graph";
    RESOURCE_MISSING = "read/resource-missing", Error, "a permission without a resource, in a document where others have one";
    RESOURCE_SPECIFIC = "read/resource-specific", Note, "a resource-specific permission that needs no admin consent";
    ROW_IN_CODE = "read/row-in-code", Error, "a row that other renderers show as code";
    ROW_OUTSIDE_TABLE = "read/row-outside-table", Error, "a line like a table row that is in no table";
    SAME_HEADING = "read/same-heading", Warning, "two tables whose headings give them one feature";
    SECOND_COLUMN = "read/second-column", Warning, "a second column for one field";
    SEVERAL_CONDITIONS = "read/several-conditions", Error, "a note for several conditions, of which all or any may be meant";
    SKIPPED_TABLE = "read/skipped-table", Note, "a permission table that a directive leaves out";
    STRUCK_OUT = "read/struck-out", Error, "a permission that is struck out";
    TABLE_IN_TABLE = "read/table-in-table", Error, "a second table that became rows of the first";
    TABLE_NOT_RECOGNISED = "read/table-not-recognised", Error, "a delimiter row that begins no table";
    TEXT_BESIDE_SCOPE = "read/text-beside-scope", Warning, "text beside a permission in a scope cell";
    TEXT_IN_TABLE = "read/text-in-table", Error, "text under a table that became a row of it";
    TOO_LARGE = "read/too-large", Error, "a document over the size limit";
    TOO_MANY_CONDITIONS = "read/too-many-conditions", Error, "more than 12 conditions on one feature, or 64 conditions in a document";
    UNICODE_FORM = "read/unicode-form", Note, "a name that is not written in its composed form";
    UNKNOWN_ADMIN_CONSENT = "read/unknown-admin-consent", Error, "an admin consent cell that is neither yes nor no";
    UNKNOWN_COLUMN = "read/unknown-column", Note, "a column that is kept as text";
    UNKNOWN_CONDITION = "read/unknown-condition", Warning, "a note that seems to contain a condition, but no known one";
    UNKNOWN_KIND = "read/unknown-kind", Error, "a kind that is neither delegated nor application";
    UNKNOWN_REQUIRED = "read/unknown-required", Error, "a required cell that is neither yes nor no";
    UNKNOWN_RESOURCE = "read/unknown-resource", Error, "a resource that no directive explains";
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
