//! Words beside a name that say no other name: statuses, emoji, denials.

/// Words that say of a permission in the same parenthesis that it is not requested.
const DENIALS: [&str; 8] = ["not", "no", "never", "without", "except", "instead", "unless", "rather"];

pub(crate) fn is_denial(word: &str) -> bool {
    DENIALS.iter().any(|denial| word.eq_ignore_ascii_case(denial))
}

/// Whether a word is an emoji or its short code.
pub(crate) fn is_emoji(word: &str) -> bool {
    let code = word.strip_prefix(':').and_then(|rest| rest.strip_suffix(':'));
    code.is_some_and(|code| {
        !code.is_empty() && code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    }) || word
        .chars()
        .all(|c| matches!(u32::from(c), 0x2300..=0x23ff | 0x2600..=0x27bf | 0x2b50 | 0x2b55 | 0xfe0e | 0xfe0f | 0x200d | 0x1f000..=0x1faff))
}

/// Whether a sign says that what stands beside it is not so.
pub(crate) fn denies(word: &str) -> bool {
    word == ":x:" || word.starts_with(['❌', '✗', '✘', '✖', '🚫', '⛔', '❎'])
}

pub(crate) fn is_status(word: &str) -> bool {
    ["preview", "beta", "deprecated", "experimental", "alpha", "legacy"]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known))
}

pub(crate) fn is_stage(word: &str) -> bool {
    ["private", "public", "limited", "in", "new"].iter().any(|known| word.eq_ignore_ascii_case(known))
}
