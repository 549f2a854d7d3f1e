//! The tabs of a page that are written as tags: `<TabItem value="…" label="…">` and `<Tab title="…">`.

use std::collections::BTreeSet;

use super::blocks::{Blocks, Tab};
use super::ranges::Ranges;

/// The tabs of a text; tags in these fences of code are text.
pub(crate) fn find(text: &str, fences: &Ranges, tabs: &mut Vec<Tab>) {
    let mut open: Vec<Open> = Vec::new();
    // How many of these are tabs.
    let mut labels = 0;
    for (at, tag) in tags(text) {
        if fences.contains(at) {
            continue;
        }
        match tag {
            Tag::Opens(label) => {
                // A tab that is not closed ends where the next begins.
                if open.last().is_some_and(|last| last.label.is_some()) {
                    labels -= close(&mut open, at, tabs);
                }
                labels += 1;
                open.push(Open { at, label: Some(label) });
            }
            Tag::OpensGroup => open.push(Open { at, label: None }),
            Tag::Closes if labels == 0 => {}
            Tag::Closes => {
                let tab = open.iter().rposition(|tab| tab.label.is_some()).unwrap_or(0);
                while open.len() > tab {
                    labels -= close(&mut open, at, tabs);
                }
            }
            Tag::ClosesGroup => {
                let group = open.iter().rposition(|tab| tab.label.is_none()).unwrap_or(0);
                while open.len() > group {
                    labels -= close(&mut open, at, tabs);
                }
            }
        }
    }
    while !open.is_empty() {
        close(&mut open, text.len(), tabs);
    }
}

/// How many tabs around a table are looked at.
const MOST_AROUND: usize = 8;

/// Gives each table the tabs that it is in.
pub(crate) fn of_tables(blocks: &mut Blocks) {
    let Blocks { tables, tabs, .. } = blocks;
    tabs.sort_by_key(|tab| tab.range.start);
    let mut waiting = tabs.iter().enumerate().peekable();
    // The tabs that are open: by where they end, and by where they begin.
    let (mut ends, mut open) = (BTreeSet::new(), BTreeSet::new());
    for table in tables {
        let at = table.range.start;
        while let Some((n, tab)) = waiting.next_if(|(_, tab)| tab.range.start <= at) {
            ends.insert((tab.range.end, n));
            open.insert(n);
        }
        while let Some((_, n)) = ends.first().copied().filter(|(end, _)| *end <= at) {
            ends.pop_first();
            open.remove(&n);
        }
        table.tabs = open.iter().rev().take(MOST_AROUND).copied().collect();
    }
}

/// A tab, or a group of tabs, which has no label.
struct Open {
    at: usize,
    label: Option<String>,
}

/// Closes the innermost; how many tabs these are, one or none.
fn close(open: &mut Vec<Open>, at: usize, tabs: &mut Vec<Tab>) -> usize {
    let Some(Open { at: start, label: Some(label) }) = open.pop() else { return 0 };
    tabs.push(Tab { range: start..at, label });
    1
}

enum Tag {
    Opens(String),
    OpensGroup,
    Closes,
    ClosesGroup,
}

/// The tags of tabs and of their groups with their places, without those in code spans and comments.
fn tags(text: &str) -> Vec<(usize, Tag)> {
    let mut tags = Vec::new();
    let (mut at, mut in_code) = (0, false);
    while let Some(found) = text[at..].find(['`', '<', '\n']) {
        at += found;
        let rest = &text[at..];
        let mut length = 1;
        if rest.starts_with('\n') {
            in_code = false;
        } else if rest.starts_with('`') {
            in_code = !in_code;
            length = rest.len() - rest.trim_start_matches('`').len();
        } else if in_code {
            // A tag in a code span is text.
        } else if rest.starts_with("<!--") {
            length = rest.find("-->").unwrap_or(rest.len());
        } else if let Some((tag, end)) = tag(rest) {
            tags.push((at, tag));
            length = end;
        }
        at += length;
    }
    tags
}

/// How many bytes a tag may have.
const LONGEST: usize = 4096;

/// The tag of a tab or a group at the beginning of a text, and its length.
fn tag(text: &str) -> Option<(Tag, usize)> {
    let inner = text.strip_prefix('<')?;
    let (closes, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
    let name = &inner[..inner.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.'))?];
    // A component may belong to another: `Tabs.Tab`.
    let is_group = match name.rsplit('.').next()? {
        "Tabs" | "TabGroup" => true,
        "Tab" | "TabItem" => false,
        _ => return None,
    };
    let end = inner.bytes().take(LONGEST).position(|byte| byte == b'>')?;
    let length = text.len() - inner.len() + end + 1;
    let attributes = &inner[name.len()..end];
    let is_empty = attributes.ends_with('/');
    let tag = match (closes, is_group) {
        _ if is_empty => return None,
        (true, true) => Tag::ClosesGroup,
        (true, false) => Tag::Closes,
        (false, true) => Tag::OpensGroup,
        (false, false) => Tag::Opens(label_of(attributes)),
    };
    Some((tag, length))
}

/// What a tab is called by its attributes.
fn label_of(tag: &str) -> String {
    let value = |name: &str| {
        let (_, rest) = tag.split_once(&format!("{name}="))?;
        let rest = rest.trim_start_matches('{');
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
        rest[1..].split_once(quote).map(|(value, _)| value.to_owned())
    };
    ["label", "title", "value", "name"].iter().find_map(|name| value(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Tab, find};
    use crate::read::ranges::Ranges;

    /// The labels of the tabs that hold a word, the innermost first.
    fn around(word: &str, text: &str) -> Vec<String> {
        let mut tabs: Vec<Tab> = Vec::new();
        find(text, &Ranges::new(Vec::new()), &mut tabs);
        let at = text.find(word).expect("the word");
        tabs.retain(|tab| tab.range.contains(&at));
        tabs.sort_by_key(|tab| core::cmp::Reverse(tab.range.start));
        tabs.into_iter().map(|tab| tab.label).collect()
    }

    #[test]
    fn a_tab_in_a_tab_is_in_both() {
        let text = "<Tabs><Tab title=\"Outer\"><Tabs><Tab title=\"Inner\">one</Tab></Tabs>two</Tab></Tabs>three";
        assert_eq!(around("one", text), ["Inner", "Outer"]);
        assert_eq!(around("two", text), ["Outer"]);
        assert_eq!(around("three", text), [""; 0]);
    }

    #[test]
    fn a_tab_without_an_end_tag_ends_with_its_group_or_where_the_next_begins() {
        let text = "<Tabs>\n<TabItem value='a'>\none\n<TabItem value='b'>\ntwo\n</Tabs>\nthree";
        assert_eq!(around("one", text), ["a"]);
        assert_eq!(around("two", text), ["b"]);
        assert_eq!(around("three", text), [""; 0]);
    }

    #[test]
    fn attributes_may_be_on_lines_of_their_own_and_the_label_comes_first() {
        assert_eq!(around("one", "<TabItem\n  value=\"x\"\n  label=\"Shown\">\none"), ["Shown"]);
        assert_eq!(around("one", "<Tabs><Tabs.Tab label=\"Shown\">one</Tabs.Tab></Tabs>"), ["Shown"]);
        assert_eq!(around("one", "a `<TabItem value=\"x\">` tag\none"), [""; 0]);
        assert_eq!(around("one", "<!-- <Tab title=\"x\"> -->\none"), [""; 0]);
    }
}
