//! The legend of a document: the line that says that `*` means optional.

use super::blocks::Blocks;
use super::lines::{INDENT, Lines};

/// Whether a line of the document begins with a visible `*` and contains the word optional.
pub(crate) fn says_optional(blocks: &Blocks, lines: &Lines<'_>) -> bool {
    (0..lines.count()).any(|index| {
        let line = lines.line(index);
        let start = lines.start(index);
        is_legend(line, index, lines) && !blocks.opaque.contains(start)
    })
}

fn is_legend(line: &str, index: usize, lines: &Lines<'_>) -> bool {
    let text = without_tags(line.trim_start_matches(INDENT));
    let says_optional = || text.to_lowercase().contains("optional");
    let Some(rest) = text.strip_prefix('*') else {
        return text.starts_with("\\*") && says_optional();
    };
    if !says_optional() {
        return false;
    }
    if !rest.starts_with([' ', '\t']) {
        // With a second star it would be emphasis, which shows no star.
        return !rest.contains('*');
    }
    // Such a line is a list item whose bullet is the mark. It is a legend if it is alone in its list, or begins with the
    // word.
    let item = |n: Option<usize>| {
        let line = n.map_or("", |n| lines.line(n).trim_start());
        ["* ", "- ", "+ "].iter().any(|bullet| line.starts_with(bullet))
    };
    let says_at_once = rest.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase().starts_with("optional");
    says_at_once || !(item(index.checked_sub(1)) || item(Some(index + 1)))
}

/// The text without the HTML tags it begins with: `<sup>*</sup> optional`.
fn without_tags(mut text: &str) -> &str {
    while text.starts_with('<')
        && let Some(end) = text.find('>')
    {
        text = &text[end + 1..];
    }
    text
}
