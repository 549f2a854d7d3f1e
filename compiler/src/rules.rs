//! The catalogue of reading's rules: one entry for each.

use crate::finding::{Level, Rule};

macro_rules! rules {
    ($($name:ident = $id:literal, $level:ident, $title:literal, $explanation:literal;)*) => {
        $(
            #[doc = $title]
            pub static $name: Rule = Rule { id: $id, level: Level::$level, title: $title, explanation: $explanation };
        )*

        /// Every rule of reading, sorted by id.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    ADMIN_CONSENT_DENIED = "read/admin-consent-denied", Error, "an application permission that is said to need no admin consent",
        "An application permission acts without a user, so an administrator must always approve it. A cell that says otherwise is wrong, or the kind is.";
    ADMIN_CONSENT_DISAGREES = "read/admin-consent-disagrees", Error, "two rows of one permission that disagree on admin consent",
        "Whether an administrator must consent is a property of the permission, not of the row. Readers and code would get the answer of whichever row they look at.";
    AMBIGUOUS_HEADER = "read/ambiguous-header", Error, "two columns of one table with the same meaning",
        "Two columns of one table claim the same meaning, so it is open which of them counts. A directive above the table says which.";
    AMBIGUOUS_SCOPES = "read/ambiguous-scopes", Error, "a scope cell that mixes commas and `or`",
        "Commas list permissions that are all needed; `or` lists permissions of which one is enough. A cell with both can be read either way.";
    BAD_IDENTIFIER = "read/bad-identifier", Error, "a name that cannot be a Rust identifier",
        "Every permission, feature and condition becomes a Rust constant. This name has nothing to make one of, or gives a word that Rust reserves; a `rename` directive gives it one.";
    BAD_MODULE = "read/bad-module", Error, "a file name that cannot be a Rust module",
        "Each document becomes a Rust module named after its file. This file name gives none.";
    CONFLICT_MARKER = "read/conflict-marker", Error, "a merge conflict that is not resolved",
        "The document still has both sides of a merge. Reading it would take one of them, or both, for what was meant.";
    CONTRADICTION = "read/contradiction", Error, "a row that requires and excludes the same condition",
        "A row that applies only when a condition holds, and only when it does not, never applies. One of the two notes is a mistake.";
    COVER_CYCLE = "read/cover-cycle", Error, "permissions that cover each other in a cycle",
        "Covers say which permission is stronger. Permissions that each cover the next in a circle would all be the same; the pairs cannot all be right.";
    COVER_RESOURCE = "read/cover-resource", Error, "a permission declared to cover one of another resource",
        "A token is for one resource. A permission of another resource is never in it and can satisfy nothing there.";
    COVER_UNKNOWN = "read/cover-unknown", Error, "a cover for a permission that no permission table has",
        "A pair of `Satisfied by` is about a permission that no table requests: it is misspelled, or left over from a row that is gone.";
    DEFAULT_SCOPE = "read/default-scope", Error, "`.default`, which is not a permission, in a scope cell",
        "`.default` stands for everything that an administrator has granted; it names no permission. A sign-in with client credentials requests it by itself.";
    DIRECTIVE_CONFLICT = "read/directive-conflict", Error, "two directives that contradict each other",
        "Two directives say different things about the same table, column or name, so it is open which of them counts.";
    DIRECTIVE_KEY = "read/directive-key", Error, "a directive with an unknown key",
        "A directive with a misspelled key would be ignored by every reader, and the document would silently mean something else.";
    DIRECTIVE_PLACE = "read/directive-place", Error, "a directive that governs nothing where it is",
        "A directive governs the table just below it, or the document when it is above all text. Here it governs nothing.";
    DIRECTIVE_REACH = "read/directive-reach", Warning, "a directive at the top that governs only the first of several tables",
        "A directive above the first table, but below the title, governs that table alone. Documents often mean all of their tables.";
    DIRECTIVE_SYNTAX = "read/directive-syntax", Error, "a directive that does not follow the grammar",
        "The comment begins like a directive and cannot be read as one. Ignoring it would change what the document means.";
    DIRECTIVE_UNUSED = "read/directive-unused", Warning, "a directive that nothing in the document uses",
        "The directive names a column, condition or text that the document does not have: it is misspelled, or no longer needed.";
    DIRECTIVE_VALUE = "read/directive-value", Error, "a directive with an unknown value",
        "The key is known and its value is not. Ignoring it would change what the document means.";
    DUPLICATE_ROW = "read/duplicate-row", Error, "the same permission twice for one feature, access and conditions",
        "The same permission is requested twice for one feature, access and conditions. One of the rows is a leftover, or was meant to say something else.";
    EMPTY_KIND = "read/empty-kind", Warning, "an empty cell in a column of kinds",
        "The table has a column for the kind of permission, and this row leaves it empty. It is read as delegated, which may not be what was meant.";
    EMPTY_ROW = "read/empty-row", Warning, "a row without any text",
        "Some renderers end the table at an empty row, so that readers would not see the rows below it.";
    EMPTY_SCOPE = "read/empty-scope", Error, "a row that names no permission",
        "A row without a permission requests nothing. A permission is missing here, or the row is a leftover.";
    FOOTNOTE = "read/footnote", Warning, "a footnote mark beside a permission",
        "Footnotes are not read. A condition in one of them would be lost; a `Notes` column is read.";
    FREE_NOTE = "read/free-note", Note, "a note that is kept as text",
        "The note is shown to readers and changes nothing. If it holds a condition, it must be in the words that are read, such as `For shared mailboxes`.";
    HIDDEN_CHARACTER = "read/hidden-character", Error, "an invisible character in a name",
        "The name holds a character that cannot be seen. It looks like another name, is not equal to it, and no token has it.";
    HTML_IN_SCOPE = "read/html-in-scope", Error, "HTML in a scope cell that means something else there",
        "Only line breaks and code marks have a meaning among permissions. What other HTML means there, no reader can tell.";
    HTML_PERMISSION_TABLE = "read/html-permission-table", Error, "a permission table written in HTML",
        "Tables in HTML are not read, and this one holds permissions: none of them would be requested.";
    HTML_TABLE = "read/html-table", Warning, "a table written in HTML",
        "Tables in HTML are not read. This one does not look like permissions; if it holds any, they are missing.";
    LINK_OUTSIDE = "read/link-outside", Error, "a link that leads out of the folder",
        "A link in the folder leads to a document elsewhere. What it says would depend on the machine that builds.";
    MISSING_TEXT = "read/missing-text", Warning, "a row without its last cells, where only text is missing",
        "The row ends early, where only descriptions or notes are missing. The permission is read; its texts are empty.";
    MODULE_CLASH = "read/module-clash", Error, "two documents that give one Rust module",
        "Two documents give the same Rust module, so that code could name only one of them.";
    NAME_CLASH = "read/name-clash", Error, "two names that give the same Rust name",
        "Two different names give the same Rust constant. A `rename` directive tells them apart.";
    NO_PERMISSION = "read/no-permission", Warning, "a row that says it needs no permission",
        "The row says in words that no permission is needed, and is left out. This tells that it was not taken for a permission of that name.";
    NO_TABLE = "read/no-table", Error, "a document without a permission table",
        "No table of the document has a column of permissions that is recognised. An empty module would hide that.";
    NOT_A_SCOPE = "read/not-a-scope", Error, "prose in place of a permission",
        "A permission is one word of printable ASCII (RFC 6749, section 3.3). Words in this cell are something else, and would be requested as they are.";
    NOT_UTF8 = "read/not-utf8", Error, "bytes that are not UTF-8",
        "Documents are UTF-8. Bytes of another encoding would become other characters in names.";
    NUL = "read/nul", Error, "a NUL byte",
        "A NUL byte in the text tells that the file is no text, or has another encoding.";
    OPTIONAL_WITHOUT_LEGEND = "read/optional-without-legend", Error, "a `*` mark without a legend",
        "A `*` beside a permission can mean anything. A line that says `\\* optional` makes the row optional.";
    RAGGED_ROW = "read/ragged-row", Error, "a row with too many cells, or without cells that have a meaning",
        "The row has more or fewer cells than its table, so that cells stand in columns where they do not belong, and renderers drop the rest.";
    RENAME_UNKNOWN = "read/rename-unknown", Error, "a directive that renames something that the document does not have",
        "The directive renames what the document does not have: it is misspelled, or left over.";
    ROW_OUTSIDE_TABLE = "read/row-outside-table", Error, "a line like a table row that is in no table",
        "The line looks like a row and belongs to no table, so its permission would be missing. A blank line above it often ended the table.";
    STRUCK_OUT = "read/struck-out", Error, "a permission that is struck out",
        "A permission that is struck out may be gone or may still be needed; readers and code would disagree.";
    TABLE_IN_TABLE = "read/table-in-table", Error, "a second table that became rows of the first",
        "Without a blank line before it, a second table becomes rows of the first, and its header a permission.";
    TABLE_NOT_RECOGNISED = "read/table-not-recognised", Error, "a delimiter row that begins no table",
        "A delimiter row that does not fit its header begins no table: every row below it is plain text and would be missing.";
    TEXT_IN_TABLE = "read/text-in-table", Error, "text under a table that became a row of it",
        "Without a blank line before it, text under a table becomes a row of it.";
    TOO_LARGE = "read/too-large", Error, "a document over the size limit",
        "The document is far larger than any list of permissions; it is divided, or was taken for one by mistake.";
    TOO_MANY_CONDITIONS = "read/too-many-conditions", Error, "more than 12 conditions and options on one feature, or 64 conditions in a document",
        "What a sign-in requests is judged for every set of conditions and options. With more than these there are too many sets.";
    UNKNOWN_ADMIN_CONSENT = "read/unknown-admin-consent", Error, "an admin consent cell that is neither yes nor no",
        "The cell says neither yes nor no, so it is open whether an administrator must approve.";
    UNKNOWN_COLUMN = "read/unknown-column", Note, "a column that is kept as text",
        "The column's header has no known meaning. Its text is kept for readers; nothing else is read from it.";
    UNKNOWN_CONDITION = "read/unknown-condition", Warning, "a note that seems to contain a condition, but no known one",
        "The note looks like a condition, and none that is known. The row applies always; if that is not meant, the note must be in the words that are read.";
    UNKNOWN_KIND = "read/unknown-kind", Error, "a kind that is neither delegated nor application",
        "A permission is delegated or application; the two are requested in different ways. This cell says neither.";
    UNKNOWN_UPDATE = "read/unknown-update", Error, "an update cell that is neither yes nor empty",
        "A row is for updating only (`Y`), or always requested (empty). This cell says something else.";
    UNREAD_TABLE = "read/unread-table", Warning, "a table that looks like a permission table, without a known scope column",
        "The table has no column that is known to hold permissions, and its cells look like them. If they are, none of them would be requested.";
}

#[cfg(test)]
mod tests {
    #[test]
    fn ids_are_unique_and_sorted() {
        assert!(super::ALL.windows(2).all(|pair| pair[0].id < pair[1].id));
    }
}
