//! The headers that are known: which column has which meaning.

use super::text::collapse;

/// What a column means.
#[derive(Clone, Copy, PartialEq)]
#[cfg_attr(test, derive(Debug, PartialOrd))]
pub(crate) enum Field {
    Scope,
    Kind,
    Feature,
    Update,
    AdminConsent,
    Description,
    Notes,
    Reason,
    SatisfiedBy,
}

impl Field {
    pub(crate) const ALL: [Self; 9] = [
        Self::Scope,
        Self::Kind,
        Self::Feature,
        Self::Update,
        Self::AdminConsent,
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
            Self::AdminConsent => "admin_consent",
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
            Self::Scope => &[
                "scope",
                "permission",
                "permission name",
                "api permission",
                "api/permission name",
                "graph permission",
                "microsoft graph permission",
                "scope name",
                "oauth scope",
                "oauth permission",
                "required scope",
                "scope required",
            ],
            Self::Kind => &["type", "permission type", "kind"],
            Self::Feature => &["feature", "function", "product"],
            Self::Update => &["update"],
            Self::AdminConsent => &["admin consent", "admin consent required", "requires admin consent"],
            Self::Description => {
                &["description", "o365 description", "ms graph description", "display name", "what it doe"]
            }
            Self::Notes => &["note", "remark"],
            Self::Reason => &["reason", "used for", "purpose", "why"],
            Self::SatisfiedBy => &["satisfied by", "also satisfied by"],
        }
    }
}

/// The field that a header names, and the header's rank among those of its field (0 is the most telling).
pub(crate) fn field(header: &str) -> Option<(Field, usize)> {
    let header = normal(header);
    Field::ALL.iter().find_map(|&field| {
        let rank = field.headers().iter().position(|known| *known == header)?;
        Some((field, rank))
    })
}

/// Whether a header is one of a scope column.
pub(crate) fn names_scopes(header: &str) -> bool {
    matches!(field(header), Some((Field::Scope, _)))
}

/// The field that a `column.FIELD` directive names.
pub(crate) fn by_key(key: &str) -> Option<Field> {
    let key = key.to_ascii_lowercase().replace([' ', '-'], "_");
    Field::ALL.iter().copied().find(|field| field.key() == key)
}

/// Whether two headers differ at most in case, padding and plural.
pub(crate) fn same(a: &str, b: &str) -> bool {
    normal(a) == normal(b)
}

/// A header in lower case, without padding, in the singular.
fn normal(header: &str) -> String {
    let lower = collapse(header).to_lowercase();
    let lower = lower.trim_end_matches([':', '?', '*']).trim_end().replace(" / ", "/");
    // Both sides of a comparison are treated alike, so it is enough that a plural loses its last letter.
    lower.strip_suffix('s').map_or_else(|| lower.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{Field, by_key, field, same};

    #[test]
    fn headers_are_known_without_case_padding_and_plural() {
        for (header, known) in [
            ("Permission", Field::Scope),
            ("PERMISSIONS", Field::Scope),
            ("Permission  names", Field::Scope),
            ("API / Permission name", Field::Scope),
            ("API/Permission name", Field::Scope),
            ("\u{a0}OAuth Scopes\u{a0}", Field::Scope),
            ("Required scopes", Field::Scope),
            ("Type", Field::Kind),
            ("Permission types", Field::Kind),
            ("Features", Field::Feature),
            ("Update", Field::Update),
            ("Requires admin consent", Field::AdminConsent),
            ("Admin consent required?", Field::AdminConsent),
            ("O365 Description", Field::Description),
            ("What it does", Field::Description),
            ("Notes", Field::Notes),
            ("Remarks:", Field::Notes),
            ("Used for", Field::Reason),
            ("Also satisfied by", Field::SatisfiedBy),
        ] {
            assert_eq!(field(header).map(|(field, _)| field), Some(known), "{header}");
        }
    }

    #[test]
    fn other_headers_are_not_guessed() {
        for header in ["Name", "Shared", "Permission set", "Access", "", "Further Info", "Scop"] {
            assert_eq!(field(header), None, "{header}");
        }
    }

    #[test]
    fn the_plainer_header_of_a_field_is_the_more_telling() {
        assert!(field("Description") < field("Display name"));
    }

    #[test]
    fn a_directive_names_fields_in_snake_case_or_words() {
        assert_eq!(by_key("admin_consent"), Some(Field::AdminConsent));
        assert_eq!(by_key("Satisfied by"), Some(Field::SatisfiedBy));
        assert_eq!(by_key("scopes"), None);
        assert!(same("Name", " names "));
    }
}
