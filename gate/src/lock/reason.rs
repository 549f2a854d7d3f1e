//! Reasons: what counts as one. No reason, no acceptance.

use unicode_general_category::{GeneralCategory as Category, get_general_category};

/// What printed commands have in place of a reason. It is none.
pub const PLACEHOLDER: &str = "why this is meant";

/// The reason that a text gives, with each run of white space as one space.
///
/// # Errors
///
/// If it gives none: it is empty, only has characters that cannot be seen, or is the printed [`PLACEHOLDER`].
pub fn reason(text: &str) -> Result<String, String> {
    if !text.chars().any(is_seen) {
        return Err("write a reason that can be read".to_owned());
    }
    if letters(text) == letters(PLACEHOLDER) {
        return Err(format!("write your reason in place of `{PLACEHOLDER}`"));
    }
    Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// What there is to read in a text, whatever its case, spacing and punctuation.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric() && is_seen(*letter)).flat_map(char::to_lowercase).collect()
}

/// Whether a character can be seen by itself. Marks need another one; everything else that cannot be seen is a separator,
/// a control, a format character or unassigned, but for some fillers that count as letters or symbols.
fn is_seen(letter: char) -> bool {
    let is_filler = matches!(letter, '\u{115f}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}');
    let is_blank = matches!(
        get_general_category(letter),
        Category::Control
            | Category::Format
            | Category::Unassigned
            | Category::PrivateUse
            | Category::Surrogate
            | Category::SpaceSeparator
            | Category::LineSeparator
            | Category::ParagraphSeparator
            | Category::NonspacingMark
            | Category::SpacingMark
            | Category::EnclosingMark
    );
    !is_filler && !is_blank
}

#[cfg(test)]
mod tests {
    use super::{PLACEHOLDER, is_seen, reason};

    #[test]
    fn what_cannot_be_read_is_no_reason() {
        let shouted = format!(" {}!", PLACEHOLDER.to_uppercase());
        let hidden = PLACEHOLDER.replace(' ', "\u{200b}");
        for text in
            ["", " \t\n", "\u{200b}\u{feff}", "\u{3164}", "\u{2800}", "\u{e0041}", PLACEHOLDER, &shouted, &hidden]
        {
            assert!(reason(text).is_err(), "{text:?}");
        }
        for text in ["why", "日本", "#12", "ok \u{200b}", "this is meant"] {
            assert!(reason(text).is_ok(), "{text:?}");
        }
        assert_eq!(reason(" retired,\n see #12 ").as_deref(), Ok("retired, see #12"));
    }

    #[test]
    fn no_character_that_unicode_lets_renderers_ignore_is_seen() {
        // Default_Ignorable_Code_Point of Unicode 16.
        let ignorable = ["\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{17b4}\u{17b5}\u{3164}\u{feff}\u{ffa0}"].into_iter();
        let ranges = [(0x180b, 0x180f), (0x200b, 0x200f), (0x202a, 0x202e), (0x2060, 0x206f), (0xfe00, 0xfe0f)];
        let more = [(0xfff0, 0xfff8), (0x1_bca0, 0x1_bca3), (0x1_d173, 0x1_d17a), (0xe_0000, 0xe_0fff)];
        let in_ranges = ranges.into_iter().chain(more).flat_map(|(from, to)| from..=to).filter_map(char::from_u32);
        for letter in ignorable.flat_map(str::chars).chain(in_ranges) {
            assert!(!is_seen(letter), "{letter:?}");
        }
    }
}
