//! The headers that are known: which column has which meaning.

use super::text::collapse;
use super::vocabulary::without_parentheses;

/// What a column means.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Field {
    Scope,
    Kind,
    Feature,
    Update,
    Required,
    AdminConsent,
    Resource,
    Description,
    Notes,
    Reason,
    SatisfiedBy,
}

impl Field {
    pub(crate) const ALL: [Self; 11] = [
        Self::Scope,
        Self::Kind,
        Self::Feature,
        Self::Update,
        Self::Required,
        Self::AdminConsent,
        Self::Resource,
        Self::Description,
        Self::Notes,
        Self::Reason,
        Self::SatisfiedBy,
    ];

    /// The name of the field in a `column.FIELD` directive.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Scope => "scope",
            Self::Kind => "kind",
            Self::Feature => "feature",
            Self::Update => "update",
            Self::Required => "required",
            Self::AdminConsent => "admin_consent",
            Self::Resource => "resource",
            Self::Description => "description",
            Self::Notes => "notes",
            Self::Reason => "reason",
            Self::SatisfiedBy => "satisfied_by",
        }
    }

    /// Whether the column is text for people only, so that a missing cell loses no meaning.
    pub(crate) const fn is_text(self) -> bool {
        matches!(self, Self::Description | Self::Reason)
    }

    /// The headers known without a directive, in the form of [`normal`]; the most telling comes first.
    const fn headers(self) -> &'static [&'static str] {
        match self {
            Self::Scope => &["scope", "permission", "scope name", "permission name"],
            Self::Kind => &["type", "permission type", "kind"],
            Self::Feature => &[
                "feature",
                "source",
                "connector",
                "function",
                "product",
                "service",
                "capability",
                "module",
                "tool",
                "operation",
                "endpoint",
                "method",
                "stream",
                "topic",
                "category",
                "section",
            ],
            Self::Update => &["update", "write"],
            Self::Required => &["required", "mandatory", "optional"],
            Self::AdminConsent => &["admin consent", "admin consent required", "require admin consent"],
            Self::Resource => &["api", "api name", "resource", "resource app"],
            Self::Description => &[
                "description",
                "o365 description",
                "m graph description",
                "display name",
                "display string",
                "what it doe",
                "allow",
            ],
            Self::Notes => &["note", "remark"],
            Self::Reason => &["reason", "used for", "purpose", "why", "usage"],
            Self::SatisfiedBy => &["satisfied by", "also satisfied by"],
        }
    }
}

/// Words that say nothing about what a column is.
const QUALIFIERS: [&str; 14] = [
    "api",
    "oauth",
    "oauth2",
    "graph",
    "microsoft",
    "user",
    "bot",
    "token",
    "required",
    "needed",
    "minimum",
    "granted",
    "granular",
    "2.0",
];

/// Qualifiers that say a kind or a rank as well.
const KINDS_AND_RANKS: [&str; 6] = ["delegated", "application", "least", "higher", "privileged", "optional"];

/// Whether a word only qualifies what it stands beside.
pub(crate) fn is_qualifier(word: &str) -> bool {
    QUALIFIERS.contains(&word) || KINDS_AND_RANKS.contains(&word)
}

/// The field that a header names, and the header's rank among those of its field (0 is the most telling). A header is
/// compared as it is, then without qualifiers, then by each of its sides.
pub(crate) fn field(header: &str) -> Option<(Field, usize)> {
    let whole = normal(header);
    if names_scopes(header) && exact(&whole).is_none() {
        return Some((Field::Scope, 0));
    }
    let bare = without_qualifiers(&whole);
    let kind_as_written = |field: &(Field, usize)| field.0 != Field::Kind;
    exact(&whole).or_else(|| exact(&bare).filter(kind_as_written)).or_else(|| {
        let mut sides = whole.split('/').filter(|side| side.len() < whole.len());
        sides.find_map(|side| exact(side.trim()).or_else(|| exact(&without_qualifiers(side)).filter(kind_as_written)))
    })
}

fn exact(normal: &str) -> Option<(Field, usize)> {
    Field::ALL.iter().find_map(|&field| {
        let rank = field.headers().iter().position(|known| *known == normal)?;
        Some((field, rank))
    })
}

/// Whether a header is one of a scope column: the words are, without qualifiers, or one of its sides.
pub(crate) fn names_scopes(header: &str) -> bool {
    let whole = normal(header);
    let is = |text: &str| {
        Field::Scope.headers().contains(&text) || Field::Scope.headers().contains(&&*without_qualifiers(text))
    };
    is(&whole) || whole.split('/').any(|side| is(side.trim()))
}

/// Whether a header holds the word permission or scope, and none that says what else the column is.
pub(crate) fn holds_scopes(header: &str) -> bool {
    let whole = normal(header);
    let words: Vec<&str> = whole.split(|c: char| !c.is_alphanumeric()).map(singular).collect();
    let others = ["type", "string", "description", "id", "value", "level", "version"];
    let opposite = ["no", "not", "out", "without", "deprecated", "removed", "obsolete", "former", "added", "since"];
    words.iter().any(|word| matches!(*word, "permission" | "scope"))
        && !words.iter().any(|word| others.contains(word) || opposite.contains(word))
}

/// The field that a `column.FIELD` directive names.
pub(crate) fn by_key(key: &str) -> Option<Field> {
    let key = key.to_ascii_lowercase().replace([' ', '-'], "_");
    Field::ALL.iter().copied().find(|field| field.key() == key)
}

/// Whether two headers differ at most in case, padding and plural.
pub(crate) fn same(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

/// The known header that this one is one slip away from, as it is written.
pub(crate) fn slip(header: &str) -> Option<&'static str> {
    if field(header).is_some() {
        return None;
    }
    let all = Field::ALL.iter().flat_map(|field| field.headers()).copied().map(written);
    nearest(header, all.chain(KIND_AND_RANK_HEADERS))
}

/// The header of a scope column that this one is one slip away from.
pub(crate) fn scope_slip(header: &str) -> Option<&'static str> {
    if names_scopes(header) || holds_scopes(header) {
        return None;
    }
    nearest(header, Field::Scope.headers().iter().copied().chain(KIND_AND_RANK_HEADERS))
}

/// Headers that are no field's, and say what the names in a column are.
const KIND_AND_RANK_HEADERS: [&str; 4] = ["delegated", "application", "least privileged", "higher privileged"];

fn nearest(header: &str, all: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let header = plain_text(&without_parentheses(header));
    let count = header.chars().count();
    // A word with other letters than English has is most likely one of another language.
    if count < 3 || header == "node" || !header.is_ascii() {
        return None;
    }
    let is_slip = |known: &&str| {
        let most = if known.chars().count() >= 9 { 2 } else { 1 };
        // Whoever makes two slips still begins with the right letter.
        scopemark_core::distance(&header, known, most)
            .is_some_and(|distance| distance < 2 || header.chars().next() == known.chars().next())
    };
    let mut all = all.filter(|known| known.chars().count() >= 4 && !only_its_end_differs(&header, known));
    all.find(is_slip)
}

/// Whether a word only adds to a known one, or changes its last letter. To write that twice is a slip.
fn only_its_end_differs(header: &str, known: &str) -> bool {
    if header.strip_prefix(known).is_some_and(|added| known.ends_with(added)) && header != known {
        return false;
    }
    let without_last =
        |word: &str| word.char_indices().next_back().map_or(String::new(), |(at, _)| word[..at].to_owned());
    header.starts_with(known)
        || (header.chars().count() == known.chars().count() && without_last(header) == without_last(known))
}

/// A known header as a table has it.
fn written(known: &'static str) -> &'static str {
    match known {
        "what it doe" => "what it does",
        "m graph description" => "MS Graph description",
        "note" => "notes",
        "remark" => "remarks",
        "allow" => "allows",
        "require admin consent" => "requires admin consent",
        _ => known,
    }
}

/// A known header with a capital.
pub(crate) fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A header in lower case, without padding, parentheses and marks, each word in the singular.
pub(crate) fn normal(header: &str) -> String {
    let bare = plain_text(&without_parentheses(header)).replace(" / ", "/");
    let words: Vec<String> =
        bare.split(' ').map(|word| word.split('/').map(singular).collect::<Vec<_>>().join("/")).collect();
    words.join(" ")
}

/// A header in lower case, without padding and marks, in the singular.
pub(crate) fn plain(header: &str) -> String {
    let lower = plain_text(header);
    singular(&lower).to_owned()
}

fn plain_text(header: &str) -> String {
    let lower = collapse(header).to_lowercase();
    lower.trim_end_matches([':', '?', '*', '†', '‡', '¹', '²', '³', ' ']).trim_end().to_owned()
}

// Both sides of a comparison are treated alike, so it is enough that a plural loses its last letter.
fn singular(word: &str) -> &str {
    word.strip_suffix('s').filter(|stem| !stem.is_empty()).unwrap_or(word)
}

/// A header without its qualifiers; one of nothing else keeps them.
fn without_qualifiers(normal: &str) -> String {
    let words: Vec<&str> = normal.split(' ').filter(|word| !is_qualifier(word)).collect();
    if words.is_empty() { normal.to_owned() } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::{Field, by_key, field, holds_scopes, same, scope_slip, slip};

    #[test]
    fn headers_are_known_without_case_padding_plural_and_qualifiers() {
        for (header, known) in [
            ("Permission", Field::Scope),
            ("PERMISSIONS", Field::Scope),
            ("Permission  names", Field::Scope),
            ("API / Permission name", Field::Scope),
            ("API/Permission name", Field::Scope),
            ("\u{a0}OAuth Scopes\u{a0}", Field::Scope),
            ("Required bot scopes", Field::Scope),
            ("Application permissions", Field::Scope),
            ("Permissions (from least to most privileged)", Field::Scope),
            ("Type", Field::Kind),
            ("Permission types", Field::Kind),
            ("Features", Field::Feature),
            ("Endpoint", Field::Feature),
            ("Update", Field::Update),
            ("Required?", Field::Required),
            ("Requires admin consent", Field::AdminConsent),
            ("Admin consent required?", Field::AdminConsent),
            ("API", Field::Resource),
            ("O365 Description", Field::Description),
            ("MS Graph Description", Field::Description),
            ("What it does", Field::Description),
            ("Notes", Field::Notes),
            ("Remarks:", Field::Notes),
            ("Used for", Field::Reason),
            ("Why needed", Field::Reason),
            ("Also satisfied by", Field::SatisfiedBy),
        ] {
            assert_eq!(field(header).map(|(field, _)| field), Some(known), "{header}");
        }
    }

    #[test]
    fn other_headers_are_not_guessed() {
        for header in ["Name", "Shared", "Permission set", "Access", "", "Further Info", "Scop", "User type"] {
            assert_eq!(field(header), None, "{header}");
        }
        assert!(holds_scopes("Scopes requested") && !holds_scopes("Scope description") && !holds_scopes("Name"));
    }

    #[test]
    fn a_slip_is_named_and_another_word_is_none() {
        assert_eq!(slip("Updte"), Some("update"));
        assert_eq!(slip("Ntoes"), Some("notes"));
        assert_eq!(slip("Admin cnosent"), Some("admin consent"));
        assert_eq!(slip("Typ"), Some("type"));
        assert_eq!(slip("Delegted"), Some("delegated"));
        assert_eq!(scope_slip("Permision"), Some("permission"));
        assert_eq!(scope_slip("Scopee"), Some("scope"));
        for header in
            ["Updated", "Requires", "Node", "Notes", "Kind", "Further info", "Descripción", "Iteration", "Why", "App"]
        {
            assert_eq!(slip(header), None, "{header}");
        }
    }

    #[test]
    fn the_plainer_header_of_a_field_is_the_more_telling() {
        let rank = |header| field(header).map(|(_, rank)| rank);
        assert!(rank("Description") < rank("Display name"));
    }

    #[test]
    fn a_directive_names_fields_in_snake_case_or_words() {
        assert_eq!(by_key("admin_consent"), Some(Field::AdminConsent));
        assert_eq!(by_key("Satisfied by"), Some(Field::SatisfiedBy));
        assert_eq!(by_key("scopes"), None);
        assert!(same("Name", " names "));
    }
}
