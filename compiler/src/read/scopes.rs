//! The grammar of a scope cell: from its words to permissions.

use super::blocks::{Piece, Style};
use super::problem::{Problem, hidden_character};
use super::scope_names::{has_divider, is_placeholder, is_scope_char, looks_like_graph};
use super::scope_words::{Part, Token, parts, text_of};
use super::text::plain;
use crate::finding::is_hidden;
use crate::rules;

/// One permission that a cell names.
pub(crate) struct NamedScope {
    pub(crate) token: Token,
    /// What satisfies it as well.
    pub(crate) alternatives: Vec<Token>,
    /// Where a `*` marks it, if one does.
    pub(crate) mark: Option<usize>,
}

/// What a scope cell says.
#[derive(Default)]
pub(crate) struct Scopes {
    pub(crate) named: Vec<NamedScope>,
    /// Whether the cell says in words that there is no permission.
    pub(crate) none: bool,
}

/// Reads a scope cell whose content begins at `start`.
pub(crate) fn read(pieces: &[Piece], start: usize, problems: &mut Vec<Problem>) -> Scopes {
    let parts = parts(pieces, problems);
    if !parts.iter().any(|part| matches!(part, Part::Word(_) | Part::Or(_))) {
        return Scopes::default();
    }
    if says_none(pieces) {
        return Scopes { named: Vec::new(), none: true };
    }
    let or = parts.iter().find_map(|part| if let Part::Or(at) = part { Some(*at) } else { None });
    if let Some(at) = or
        && parts.iter().any(|part| matches!(part, Part::Comma))
    {
        problems.push(Problem::new(
            &rules::AMBIGUOUS_SCOPES,
            at,
            "this cell mixes commas and `or`: it is unclear whether every permission is needed or one is enough",
            "give each permission that is needed its own row, or separate them with <br>; write `or` where one is enough",
        ));
    }
    let mut scopes = Scopes::default();
    for item in parts.split(|part| matches!(part, Part::Comma | Part::Break)) {
        read_item(item, start, &mut scopes, problems);
    }
    scopes
}

/// The names in a cell of permissions of which one is enough.
pub(crate) fn read_list(pieces: &[Piece], start: usize, problems: &mut Vec<Problem>) -> Vec<Token> {
    let parts = parts(pieces, problems);
    if says_none(pieces) {
        return Vec::new();
    }
    let mut tokens = Vec::new();
    for item in parts.split(|part| !matches!(part, Part::Word(_) | Part::Mark(_))) {
        let mut scopes = Scopes::default();
        read_item(item, start, &mut scopes, problems);
        for named in scopes.named {
            if let Some(at) = named.mark {
                problems.push(Problem::new(
                    &rules::NOT_A_SCOPE,
                    at,
                    "a `*` mark has no meaning on a permission that satisfies another",
                    "remove the mark",
                ));
            }
            tokens.push(named.token);
        }
    }
    tokens
}

/// Reads one item of a cell: a name, several unmistakable names, or names with `or` between them.
fn read_item(item: &[Part], start: usize, scopes: &mut Scopes, problems: &mut Vec<Problem>) {
    let mark = item.iter().find_map(|part| if let Part::Mark(at) = part { Some(*at) } else { None });
    let mut words: Vec<&Token> = Vec::new();
    // How many words each side of an `or` has.
    let mut sides = vec![0];
    for part in item {
        match part {
            Part::Word(word) => {
                words.push(word);
                if let Some(last) = sides.last_mut() {
                    *last += 1;
                }
            }
            Part::Or(_) => sides.push(0),
            _ => {}
        }
    }
    if words.is_empty() && sides.len() == 1 {
        return;
    }
    if is_prose(&words, &sides) {
        let at = words.first().map_or(start, |word| word.offset);
        problems.push(prose(&text_of(item), at));
        // Words that are clearly names are kept, so that code which uses them still resolves.
        for word in words {
            if word.alone || looks_like_graph(&word.text) {
                add(scopes, &[word], mark, &mut Vec::new());
            }
        }
    } else if sides.len() > 1 {
        add(scopes, &words, mark, problems);
    } else {
        for (n, part) in item.iter().enumerate() {
            if let Part::Word(word) = part {
                // A mark belongs to the word before it.
                let mark = if let Some(Part::Mark(at)) = item.get(n + 1) { Some(*at) } else { None };
                add(scopes, &[word], mark, problems);
            }
        }
    }
}

/// Whether several words are not names, given how many of them are on each side of an `or`. Names without an `or` are all
/// unmistakable; with it, each side is one word.
fn is_prose(words: &[&Token], sides: &[usize]) -> bool {
    let marked = |word: &Token| word.alone || has_divider(&word.text);
    let all_marked = |words: &[&Token]| words.iter().all(|word| marked(word));
    if sides.len() == 1 {
        return words.len() > 1 && !all_marked(words);
    }
    sides.iter().any(|&count| count != 1) || (marked(words[0]) && !all_marked(&words[1..]))
}

/// Adds a permission and its alternatives, without the words that are not names.
fn add(scopes: &mut Scopes, names: &[&Token], mark: Option<usize>, problems: &mut Vec<Problem>) {
    let mut read: Option<NamedScope> = None;
    for &name in names {
        if let Some(problem) = refused(name) {
            problems.push(problem);
            continue;
        }
        match &mut read {
            Some(read) => read.alternatives.push(name.clone()),
            None => read = Some(NamedScope { token: name.clone(), alternatives: Vec::new(), mark }),
        }
    }
    scopes.named.extend(read);
}

/// Why a token is not the name of a permission, if it is not.
fn refused(token: &Token) -> Option<Problem> {
    let text = &token.text;
    if let Some((at, hidden)) = text.char_indices().find(|&(_, c)| is_hidden(c)) {
        return Some(hidden_character(hidden, token.offset + at, "permission"));
    }
    if text == ".default" || text.ends_with("/.default") {
        return Some(Problem::new(
            &rules::DEFAULT_SCOPE,
            token.offset,
            format!("`{text}` is not a permission: it means everything that an administrator has granted"),
            "name the permissions themselves; a client-credentials sign-in requests `.default` automatically",
        ));
    }
    let wrapped = !token.code && (text.contains("[^") || (text.starts_with('[') && text.ends_with(']')));
    if wrapped
        || !text.chars().all(is_scope_char)
        || !(token.code || text.contains(|c: char| c.is_ascii_alphanumeric()) || text == "*")
    {
        return Some(prose(text, token.offset));
    }
    None
}

fn prose(text: &str, at: usize) -> Problem {
    Problem::new(
        &rules::NOT_A_SCOPE,
        at,
        format!("`{text}` is not the name of a permission"),
        "a permission is one word of printable ASCII without spaces, `\"` and `\\` (RFC 6749, section 3.3); separate \
         several with <br> or commas and move other words to another column; \
         `<!-- scopemark: skip -->` above a table leaves it out",
    )
}

/// Whether a cell says in words that there is no permission, as reference pages do.
fn says_none(pieces: &[Piece]) -> bool {
    if pieces.iter().any(|piece| piece.style == Style::Code) {
        return false;
    }
    let text = plain(pieces);
    let text = text.trim_end_matches('.');
    is_placeholder(text)
        || ["not supported", "not applicable", "not available", "none required", "no permission required"]
            .iter()
            .any(|known| text.eq_ignore_ascii_case(known))
}
