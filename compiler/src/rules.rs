//! The catalogue of reading's rules: one entry for each, with a page beside it that has an example.

use crate::finding::{Level, Rule};

#[cfg(feature = "examples")]
mod example;

#[cfg(feature = "examples")]
pub use example::{Example, example};

macro_rules! rules {
    ($($name:ident = $id:literal, $level:ident, $title:literal, $explanation:literal;)*) => {
        $(
            #[doc = $title]
            pub static $name: Rule = Rule { id: $id, level: Level::$level, title: $title, explanation: $explanation };
        )*

        /// Every rule of reading, sorted by id.
        pub static ALL: &[&Rule] = &[$(&$name),*];

        /// The page of a rule, `rules/ID.md`. Build scripts need none, so they compile none.
        #[cfg(feature = "examples")]
        fn page(id: &str) -> &'static str {
            match id {
                $($id => include_str!(concat!("rules/", $id, ".md")),)*
                _ => "",
            }
        }
    };
}

rules! {
    CATALOGUE_BROKEN = "catalogue/broken", Error, "a file that is not a catalogue",
        "The catalogue says what a provider really has. A line of it that cannot be read, or that contradicts another one, could hide a permission that does not exist.";
    CATALOGUE_CONSENT = "catalogue/consent", Warning, "an admin consent that the provider sees differently",
        "The document says whether an administrator must consent, and the catalogue says the opposite. Admins plan by the document, and the provider decides by what it has.";
    CATALOGUE_DISABLED = "catalogue/disabled", Error, "a permission that the provider has disabled",
        "The provider has the permission and no longer grants it, and nothing else satisfies the row: no sign-in can ever give what it needs.";
    CATALOGUE_NO_SUCH_ALTERNATIVE = "catalogue/no-such-alternative", Warning, "a permission that cannot be granted, where another one is enough",
        "The provider cannot grant this permission. The rows that name it can still be satisfied by another one, so the name only misleads, unless it is requested: then a sign-in may be refused.";
    CATALOGUE_NO_SUCH_PERMISSION = "catalogue/no-such-permission", Error, "a permission that the provider does not have",
        "The catalogue lists the permissions that the provider has, and this one is not among them. No grant can ever satisfy the row, and a sign-in that requests it may be refused.";
    CATALOGUE_NOT_LISTED = "catalogue/not-listed", Note, "permissions that the catalogue knows nothing about",
        "The catalogue does not list the resource of these permissions, so nothing says whether they exist.";
    CATALOGUE_OTHER_CASE = "catalogue/other-case", Warning, "a permission in other letters than the provider's",
        "The provider has the permission in upper or lower case where the document has the other one. Microsoft Graph grants it all the same; other programs compare exactly.";
    CATALOGUE_OTHER_KIND = "catalogue/other-kind", Error, "a permission that exists only in the other kind",
        "Delegated and application permissions are two lists, and a name need not be in both. No token of this kind can ever have it.";
    ADMIN_CONSENT_DENIED = "read/admin-consent-denied", Warning, "an application permission that is said to need no admin consent",
        "An application permission acts without a user, so an administrator must always approve it. A cell that says otherwise is wrong, or the kind is.";
    ADMIN_CONSENT_DISAGREES = "read/admin-consent-disagrees", Error, "two rows of one permission that disagree on admin consent",
        "Whether an administrator must consent is a property of the permission, not of the row. Readers and code would get the answer of whichever row they look at.";
    ALL_SKIPPED = "read/all-skipped", Note, "a document whose permission tables are all skipped",
        "Every table of permissions in the document is under `skip`, so its module is empty. Remove the directive above the table that is to be read.";
    AMBIGUOUS_HEADER = "read/ambiguous-header", Error, "two scope columns of which neither says what it adds",
        "Two columns of one table hold permissions, and their headers do not say whether these are kinds, accesses or ranks. A directive above the table says which column counts.";
    AMBIGUOUS_SCOPES = "read/ambiguous-scopes", Error, "a scope cell whose `and`, `or` and lists are unclear",
        "`and`, `or` and lists are mixed without parentheses, or a parenthesis or a name is missing. The cell can be read in more than one way; parentheses say which.";
    ANY_ONE = "read/any-one", Warning, "a text that says one permission is enough, above rows that are all requested",
        "The text above the table says that one of these permissions is enough, and the table requests all of them. The directive `any-of` makes the rows alternatives.";
    BAD_IDENTIFIER = "read/bad-identifier", Error, "a name that cannot be a Rust identifier",
        "Every permission, feature and condition becomes a Rust constant. This name has nothing to make one of, or gives a word that Rust reserves; a `rename` directive gives it one.";
    BAD_MODULE = "read/bad-module", Error, "a file name that cannot be a Rust module",
        "Each document becomes a Rust module named after its file. This file name gives none.";
    BOTH_ASKED = "read/both-asked", Note, "two permissions that are requested together under different conditions",
        "Two rows of a feature apply together, and neither takes the place of the other. If one permission is enough, users are asked for more than is needed.";
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
    DIRECTIVE_SYNTAX = "read/directive-syntax", Error, "a directive that does not follow the grammar",
        "The comment begins like a directive and cannot be read as one. Ignoring it would change what the document means.";
    DIRECTIVE_UNUSED = "read/directive-unused", Warning, "a directive that nothing in the document uses",
        "The directive names a column, condition or text that the document does not have: it is misspelled, or no longer needed.";
    DIRECTIVE_VALUE = "read/directive-value", Error, "a directive with an unknown value",
        "The key is known and its value is not. Ignoring it would change what the document means.";
    DUPLICATE_ROW = "read/duplicate-row", Error, "the same permission twice for one use",
        "The same permission is requested twice for one feature, access and conditions. One of the rows is a leftover, or was meant to say something else.";
    DUPLICATE_TEXT = "read/duplicate-text", Warning, "one permission listed twice with other words",
        "The same permission is listed twice for one use, and only the texts differ. It is read as one row with both texts; delete one, or tell the rows apart.";
    EMPTY_FEATURE = "read/empty-feature", Warning, "a row that names no feature, with none above it",
        "The row leaves the feature empty, and no row above names one. Write the feature, or a word such as `All` if every feature needs the permission.";
    EMPTY_KIND = "read/empty-kind", Warning, "an empty cell in a column of kinds",
        "The table has a column for the kind of permission, and this row leaves it empty. It is read as delegated, which may not be what was meant.";
    EMPTY_RESOURCE = "read/empty-resource", Warning, "an empty cell in a column of resources",
        "The table has a column for the resource of a permission, and this row leaves it empty. It may belong to another API than the one that is assumed.";
    EMPTY_SCOPE = "read/empty-scope", Error, "a row that names no permission",
        "A row without a permission requests nothing. A permission is missing here, or the row is a leftover.";
    FREE_NOTE = "read/free-note", Note, "a note that is kept as text",
        "The note is shown to readers and changes nothing. If it holds a condition, it must be in the words that are read, such as `For shared mailboxes`.";
    HEADER_SLIP = "read/header-slip", Warning, "a header that is one slip away from a known one",
        "The header is one letter away from a known one. If it is a slip, the column is not read, and the rows mean something else: `Updte` would turn update rows into base rows.";
    HEADER_UNSAID = "read/header-unsaid", Warning, "a column that is read as scopes, although its header does not say so",
        "The header does not say that the column holds permissions; its cells and the heading above do. A directive `column.scope` makes it certain.";
    HIDDEN_CHARACTER = "read/hidden-character", Error, "an invisible character in a name",
        "The name holds a character that cannot be seen. It looks like another name, is not equal to it, and no token has it.";
    HTML_IN_SCOPE = "read/html-in-scope", Error, "HTML in a scope cell that means something else there",
        "Only line breaks and code marks have a meaning among permissions. What other HTML means there, no reader can tell.";
    HTML_PERMISSION_TABLE = "read/html-permission-table", Error, "a permission table written in HTML",
        "Tables in HTML are not read, and this one holds permissions: none of them would be requested.";
    KIND_UNSAID = "read/kind-unsaid", Warning, "a table that is read as delegated, although something speaks against it",
        "Nothing says which kind these permissions are, so they are read as delegated, and something nearby speaks of application permissions. A directive `kind` above the table says which.";
    LEFT_OUT = "read/left-out", Note, "files of a folder that are not read as documents",
        "A document is a file with the extension `.md`, `.markdown` or `.mdx`, in any case. Other files, hidden ones, files under `skip`, and a README without a permission table are left out.";
    LEVEL_TABLE = "read/level-table", Error, "app permissions with levels, which are no scopes",
        "These are permissions of an app with levels such as `Read` and `Write`, granted when an app is installed. No sign-in requests them as scopes; `skip` leaves the table out.";
    LINK_OUTSIDE = "read/link-outside", Error, "a link that is not followed",
        "A link in the folder leads nowhere or to a folder, so what it stands for is not read. The gate also refuses a link that leads out of the git work tree (`document/link`).";
    MENTION = "read/mention", Note, "a permission outside all tables",
        "The text names a permission outside all tables. Only tables are compiled, so nothing requests it. Add a row if the product needs it.";
    MISSING_TEXT = "read/missing-text", Warning, "a row without its last cells, where only text is missing",
        "The row ends early, where only descriptions or notes are missing. The permission is read; its texts are empty.";
    MODULE_CLASH = "read/module-clash", Error, "two documents that give one Rust module",
        "Two documents give the same Rust module, so that code could name only one of them.";
    MORE_ERRORS = "read/more-errors", Error, "findings that are not listed, of which one is an error",
        "A run lists at most 1,000 findings, errors first, and counts the others. So many have mostly one cause: mend a few, and run it again.";
    MORE_NOTES = "read/more-notes", Note, "notes that are not listed",
        "A run lists at most 1,000 findings, errors first, and counts the others.";
    MORE_WARNINGS = "read/more-warnings", Warning, "findings that are not listed, of which one is a warning",
        "A run lists at most 1,000 findings, errors first, and counts the others. So many have mostly one cause: mend a few, and run it again.";
    NAME_CLASH = "read/name-clash", Error, "two names that give the same Rust name",
        "Two different names give the same Rust constant. A `rename` directive tells them apart.";
    NEGATED_HEADING = "read/negated-heading", Warning, "a table that is requested under a heading that says it is not",
        "The heading says that these permissions are denied, removed or not requested, and every row of a permission table is requested. `skip` above the table leaves it out.";
    NO_TABLE = "read/no-table", Error, "a document without a permission table",
        "No table of the document has a column of permissions that is recognised. An empty module would hide that.";
    NOT_A_FILE = "read/not-a-file", Warning, "a FIFO, socket or device with the name of a document",
        "Only regular files are read: reading anything else could wait forever, or give another text each time.";
    NOT_A_PERMISSION_TABLE = "read/not-a-permission-table", Warning, "a table headed like permissions whose cells are something else",
        "The header says permissions, and the cells are something else, such as roles or rights in prose. `skip` above the table says so.";
    NOT_A_SCOPE = "read/not-a-scope", Error, "prose in place of a permission",
        "A permission is one word of printable ASCII (RFC 6749, section 3.3). Words in this cell are something else, and would be requested as they are.";
    NOT_UTF8 = "read/not-utf8", Error, "bytes that are not UTF-8",
        "Documents are UTF-8. Bytes of another encoding would become other characters in names.";
    NOTHING_TO_REPLACE = "read/nothing-to-replace", Error, "higher permissions in a row that requests none",
        "The row lists higher-privileged permissions and no least-privileged one that they could stand for. Write the permission that is requested, or move the row.";
    NUL = "read/nul-byte", Error, "a NUL byte",
        "A NUL byte in the text tells that the file is no text, or has another encoding.";
    OFFLINE_ALONE = "read/offline-alone", Error, "an access that needs nothing but `offline_access`",
        "`offline_access` brings a refresh token, and no answer shows whether it was granted. An access that needs nothing else cannot be checked.";
    OPTIONAL_UNSAID = "read/optional-unsaid", Warning, "a text that says optional, in a row that is not",
        "A text of the row says optional, and the row is requested always. Write `Optional` in the notes as a sentence of its own, or a `Required` column.";
    OPTIONAL_WITHOUT_LEGEND = "read/optional-without-legend", Error, "a mark without a legend",
        "A `*` beside a permission can mean anything. A line that says `\\* optional` makes the row optional.";
    RAGGED_ROW = "read/ragged-row", Error, "a row with too many cells, or without cells that have a meaning",
        "The row has more or fewer cells than its table, so that cells stand in columns where they do not belong, and renderers drop the rest.";
    RENAME_UNKNOWN = "read/rename-unknown", Error, "a directive that renames something that the document does not have",
        "The directive renames what the document does not have: it is misspelled, or left over.";
    RESOURCE_ASSUMED = "read/resource-assumed", Note, "names that are taken for permissions of Microsoft Graph",
        "The document names no resource, and its permissions look like those of Microsoft Graph. A directive `resource` makes it certain.";
    RESOURCE_MISSING = "read/resource-missing", Error, "a permission without a resource, in a document where others have one",
        "Some permissions of the document have a resource, and this one has none, so it is open which token it would be in. A directive `resource` says it.";
    RESOURCE_SPECIFIC = "read/resource-specific", Note, "a resource-specific permission that needs no admin consent",
        "A resource-specific permission is consented to by the owner of a team, chat or user, so that no administrator has to approve it.";
    ROW_IN_CODE = "read/row-in-code", Error, "a row that other renderers show as code",
        "A row that is indented by four spaces or a tab is code to many renderers: readers would not see it as part of the table. Remove the indentation.";
    ROW_OUTSIDE_TABLE = "read/row-outside-table", Error, "a line like a table row that is in no table",
        "The line looks like a row and belongs to no table, so its permission would be missing. A blank line above it often ended the table.";
    SAME_HEADING = "read/same-heading", Warning, "two tables whose headings give them one feature",
        "Two tables get one feature from two headings of the same text. If they are two features, name them apart, or with the directive `feature`.";
    SECOND_COLUMN = "read/second-column", Warning, "a second column for one field",
        "Two columns of the table say the same thing. The first one counts; name the other column differently, or say with a directive which one counts.";
    SENT_TWICE = "read/sent-twice", Error, "two permissions that a request sends by the same text",
        "The document writes one permission in two ways, with and without its resource. They would be two constants for what a token has once.";
    SEVERAL_CONDITIONS = "read/several-conditions", Error, "a note for several conditions, of which all or any may be meant",
        "The note names several conditions after one `For`, so that all or any of them may be meant. Write a row for each.";
    SKIPPED_TABLE = "read/skipped-table", Note, "a permission table that a directive leaves out",
        "A directive leaves this table out, although it would be read as a permission table. Nothing in it is requested.";
    STRUCK_OUT = "read/struck-out", Error, "a permission that is struck out",
        "A permission that is struck out may be gone or may still be needed; readers and code would disagree.";
    TABLE_IN_TABLE = "read/table-in-table", Error, "a second table that became rows of the first",
        "Without a blank line before it, a second table becomes rows of the first, and its header a permission.";
    TABLE_NOT_RECOGNISED = "read/table-not-recognised", Error, "a delimiter row that begins no table",
        "A delimiter row that does not fit its header begins no table: every row below it is plain text and would be missing.";
    TEXT_BESIDE_SCOPE = "read/text-beside-scope", Warning, "text beside a permission in a scope cell",
        "A cell of permissions holds other words beside the names. They are not read; move them to a notes column if they matter.";
    TEXT_IN_TABLE = "read/text-in-table", Error, "text under a table that became a row of it",
        "Without a blank line before it, text under a table becomes a row of it.";
    TOO_LARGE = "read/too-large", Error, "a document over the size limit",
        "The document is far larger than any list of permissions; it is divided, or was taken for one by mistake.";
    TOO_LONG = "read/too-long", Error, "a text that is too long for what repeats it",
        "The text becomes part of every row or name that it belongs to. With this length the module would be many times as large as its document.";
    TOO_MANY_CONDITIONS = "read/too-many-conditions", Error, "more than 12 conditions on one feature, or 64 conditions in a document",
        "What a sign-in requests is judged for every set of conditions and options. With more than these there are too many sets.";
    UNICODE_FORM = "read/unicode-form", Note, "a name that is not written in its composed form",
        "Two spellings look the same and differ in their bytes. They are read as one name, in the composed form (NFC).";
    UNKNOWN_ADMIN_CONSENT = "read/unknown-admin-consent", Error, "an admin consent cell that is neither yes nor no",
        "The cell says neither yes nor no, so it is open whether an administrator must approve.";
    UNKNOWN_COLUMN = "read/unknown-column", Note, "a column that is kept as text",
        "The column's header has no known meaning. Its text is kept for readers; nothing else is read from it.";
    UNKNOWN_CONDITION = "read/unknown-condition", Warning, "a note that seems to contain a condition, but no known one",
        "The note looks like a condition, and none that is known. The row applies always; if that is not meant, the note must be in the words that are read.";
    UNKNOWN_KIND = "read/unknown-kind", Error, "a kind that is neither delegated nor application",
        "A permission is delegated or application; the two are requested in different ways. This cell says neither.";
    UNKNOWN_REQUIRED = "read/unknown-required", Error, "a required cell that is neither yes nor no",
        "The cell says neither yes nor no, so it is open whether the row is optional.";
    UNKNOWN_RESOURCE = "read/unknown-resource", Error, "a resource that no directive explains",
        "The cell names a resource by words that no directive explains, so it is open which API the permission belongs to. `resource.\"WORDS\"` says it.";
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
