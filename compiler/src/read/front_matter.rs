//! The metadata at the very beginning of a document: YAML between `---`, TOML between `+++`.

use core::ops::Range;

use super::pipes;

/// The block of metadata, if the text begins with one. What only a page has at the beginning of a line, a delimiter row or a
/// comment, shows that the first line is a rule: what is below it must not disappear.
pub(crate) fn range(text: &str) -> Option<Range<usize>> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    let fence = first.trim_end();
    let is_toml = fence == "+++";
    if fence != "---" && !is_toml {
        return None;
    }
    let mut end = first.len();
    let mut string = None;
    let mut key = None;
    for (n, line) in lines.enumerate() {
        end += line.len();
        let word = line.trim_end();
        if word == fence || (!is_toml && word == "...") {
            return Some(0..end);
        }
        let is_indented = word.starts_with([' ', '\t']);
        let is_value = if is_toml { string.is_some() } else { is_indented && key.is_some() };
        let is_of_page = pipes::delimiter(word.trim_start()).is_some()
            || pipes::delimiter_without_pipe(word.trim_start())
            || word.starts_with("<!--")
            || word.starts_with("{/*");
        // A rule has a blank line below it; metadata may have one before their first key.
        let begins_as_page = n > 0 && key.is_none() && !word.is_empty() && !is_key(word, is_toml);
        if (is_of_page && !is_value) || (begins_as_page && text[first.len()..].starts_with(['\n', '\r'])) {
            return None;
        }
        if is_toml {
            string = open_string(string, word);
        }
        if !word.is_empty() && !is_indented && !is_value {
            key = Some(()).filter(|()| key.is_some() || is_key(word, is_toml));
        }
    }
    None
}

/// Whether a line begins with the key of a value.
fn is_key(line: &str, is_toml: bool) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || "_-.\"' ".contains(c);
    let end = line.find(|c: char| !is_part(c)).unwrap_or(line.len());
    let (key, rest) = line.split_at(end);
    let divided = if is_toml {
        rest.starts_with('=')
    } else {
        rest.strip_prefix(':').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    };
    !key.trim().is_empty() && divided
}

/// The marks of the TOML string of several lines that is open behind a line.
fn open_string(before: Option<&'static str>, line: &str) -> Option<&'static str> {
    let mut rest = match before {
        Some(mark) => match line.split_once(mark) {
            Some((_, after)) => after,
            None => return before,
        },
        None => line,
    };
    loop {
        let marks = ["\"\"\"", "'''"].into_iter();
        let (at, mark) = marks.filter_map(|mark| Some((rest.find(mark)?, mark))).min()?;
        match rest[at + mark.len()..].split_once(mark) {
            Some((_, after)) => rest = after,
            None => return Some(mark),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::range;

    /// The text below the metadata, if there are any.
    fn below(text: &str) -> Option<&str> {
        range(text).map(|range| &text[range.end..])
    }

    #[test]
    fn what_stands_in_a_value_is_no_part_of_the_page() {
        for text in [
            "---\nintro: |\n  | Role |\n  |---|\n\n  <!-- scopemark: skip -->\n---\nbelow",
            "---\n\ntitle: x\n\nintro: >-\n  | Role |\n  |---|\n...\nbelow",
            "+++\nintro = \"\"\"\n| Role |\n|---|\n\"\"\"\n+++\nbelow",
            "+++\none = '''a''' # '''\n| Role |\n|---|\n'''\n+++\nbelow",
        ] {
            assert_eq!(below(text), Some("below"), "{text}");
        }
    }

    #[test]
    fn a_rule_at_the_beginning_hides_nothing() {
        for text in [
            "---\n\nSome text.\n\n---\n",
            "---\n\n| Role |\n|---|\n\n---\n",
            "---\n  | Role |\n  |---|\n---\n",
            "---\n<!-- scopemark: skip -->\n---\n",
            "+++\n| Role |\n|---|\n+++\n",
            "---\ntitle: x\n",
            " ---\ntitle: x\n---\n",
        ] {
            assert_eq!(below(text), None, "{text}");
        }
    }
}
