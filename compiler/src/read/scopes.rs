//! The grammar of a scope cell: from what an author wrote to permissions, and to what is wrong.

use super::blocks::{Piece, Style};
use super::problem::Problem;
use super::text::{plain, tag_name};
use crate::finding::is_hidden;
use crate::rules;

/// One name in a cell.
#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) text: String,
    /// Where it begins in the document.
    pub(crate) offset: usize,
    /// Whether it stands in code marks.
    code: bool,
    /// Whether the code marks hold no other name.
    alone: bool,
}

/// One permission that a cell asks for.
pub(crate) struct Asked {
    pub(crate) token: Token,
    /// What is accepted in its place.
    pub(crate) alternatives: Vec<Token>,
    /// Where a `*` marks it, if one does.
    pub(crate) mark: Option<usize>,
}

/// What a scope cell says.
#[derive(Default)]
pub(crate) struct Scopes {
    pub(crate) asked: Vec<Asked>,
    /// Whether the cell says in words that there is no permission.
    pub(crate) none: bool,
}

/// Reads a scope cell whose content begins at `start`.
pub(crate) fn read(pieces: &[Piece], start: usize, problems: &mut Vec<Problem>) -> Scopes {
    if pieces.len() == 1
        && let Some(token) = single(&pieces[0])
    {
        return Scopes { asked: vec![Asked { token, alternatives: Vec::new(), mark: None }], none: false };
    }
    let parts = parts(pieces, problems);
    let (mut any, mut comma, mut or) = (false, false, None);
    for part in &parts {
        match part {
            Part::Word(_) => any = true,
            Part::Or(at) => (any, or) = (true, or.or(Some(*at))),
            Part::Comma => comma = true,
            Part::Mark(_) | Part::Break => {}
        }
    }
    if !any {
        return Scopes::default();
    }
    if says_none(pieces) {
        return Scopes { asked: Vec::new(), none: true };
    }
    if let (true, Some(at)) = (comma, or) {
        problems.push(Problem::new(
            &rules::AMBIGUOUS_SCOPES,
            at,
            "commas and `or` in one cell: it is open whether each permission is needed or one of them will do",
            "give each permission that is needed a row of its own, or divide them by <br>; `or` names what does instead",
        ));
    }
    let mut scopes = Scopes::default();
    for item in parts.split(|part| matches!(part, Part::Comma | Part::Break)) {
        read_item(item, start, &mut scopes, problems);
    }
    scopes
}

/// The names in a cell of permissions any of which will do.
pub(crate) fn read_list(pieces: &[Piece], start: usize, problems: &mut Vec<Problem>) -> Vec<Token> {
    let parts = parts(pieces, problems);
    if says_none(pieces) {
        return Vec::new();
    }
    let mut tokens = Vec::new();
    for item in parts.split(|part| !matches!(part, Part::Word(_) | Part::Mark(_))) {
        let mut scopes = Scopes::default();
        read_item(item, start, &mut scopes, problems);
        for asked in scopes.asked {
            if let Some(at) = asked.mark {
                problems.push(Problem::new(
                    &rules::NOT_A_SCOPE,
                    at,
                    "a `*` mark has no meaning on a permission that is only accepted",
                    "take the mark away",
                ));
            }
            tokens.push(asked.token);
        }
    }
    tokens
}

/// Whether a text has the form of a Microsoft Graph permission: words with dots between them, each with a capital.
pub(crate) fn looks_like_graph(text: &str) -> bool {
    // Whether a word begins here.
    let mut begins = true;
    let mut dots = 0;
    for &byte in text.as_bytes() {
        match byte {
            b'A'..=b'Z' => begins = false,
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' if !begins => {}
            b'.' if !begins => (begins, dots) = (true, dots + 1),
            _ => return false,
        }
    }
    dots > 0 && !begins
}

/// Whether a character may stand in a scope token (RFC 6749, section 3.3).
pub(crate) fn is_scope_char(c: char) -> bool {
    matches!(c, '\x21' | '\x23'..='\x5b' | '\x5d'..='\x7e')
}

/// The one name of a plain cell: by far the most cells, so this path allocates the name only.
fn single(piece: &Piece) -> Option<Token> {
    let code = piece.style == Style::Code;
    if !(code || piece.style == Style::Plain) {
        return None;
    }
    let (mut text, mut offset): (&str, usize) = (&piece.text, piece.offset);
    if !is_simple(text.as_bytes()) {
        text = piece.text.trim();
        if text.len() == piece.text.len() || !is_simple(text.as_bytes()) {
            return None;
        }
        offset += piece.text.len() - piece.text.trim_start().len();
    }
    if text.ends_with(".default") || is_placeholder(text) {
        return None;
    }
    Some(Token { text: text.to_owned(), offset, code, alone: code })
}

/// Whether a text is a letter and then only what nearly all names are made of.
fn is_simple(bytes: &[u8]) -> bool {
    if bytes.is_empty() || !bytes[0].is_ascii_alphabetic() {
        return false;
    }
    let mut at = 1;
    while at < bytes.len() {
        if !matches!(bytes[at], b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b':' | b'-' | b'/') {
            return false;
        }
        at += 1;
    }
    true
}

enum Part {
    Word(Token),
    /// A `*` that is no name.
    Mark(usize),
    Or(usize),
    Comma,
    Break,
}

/// The words of a cell and what divides them.
fn parts(pieces: &[Piece], problems: &mut Vec<Problem>) -> Vec<Part> {
    let mut reader = Parts { found: Vec::new(), word: None, raised: None };
    for piece in pieces {
        reader.piece(piece, problems);
    }
    reader.end_word();
    reader.found
}

struct Parts {
    found: Vec<Part>,
    /// The plain word that is being read.
    word: Option<Token>,
    /// Inside `<sup>`: where, and its text so far.
    raised: Option<(usize, String)>,
}

impl Parts {
    fn piece(&mut self, piece: &Piece, problems: &mut Vec<Problem>) {
        if let Some((_, raised)) = &mut self.raised
            && matches!(piece.style, Style::Plain | Style::Code | Style::Struck)
        {
            raised.push_str(&piece.text);
            return;
        }
        match piece.style {
            Style::Plain => self.text(&piece.text, piece.offset, false),
            Style::Code => {
                self.end_word();
                self.text(&piece.text, piece.offset, true);
                self.end_word();
            }
            Style::Break => {
                self.end_word();
                self.found.push(Part::Break);
            }
            Style::Struck => problems.push(Problem::new(
                &rules::STRUCK_OUT,
                piece.offset,
                format!("`{}` is struck out: it is open whether it is still needed", piece.text.trim()),
                "take it out of the table, or take the `~~` away",
            )),
            Style::Footnote => problems.push(footnote(piece.offset)),
            Style::Tag => self.tag(piece, problems),
        }
    }

    fn tag(&mut self, piece: &Piece, problems: &mut Vec<Problem>) {
        let name = tag_name(&piece.text).to_ascii_lowercase();
        let closes = piece.text.starts_with("</");
        match name.as_str() {
            "sup" | "sub" if closes => {
                if let Some((at, raised)) = self.raised.take() {
                    if raised.trim() == "*" {
                        self.end_word();
                        self.found.push(Part::Mark(at));
                    } else {
                        problems.push(footnote(at));
                    }
                }
            }
            "sup" | "sub" => self.raised = Some((piece.offset, String::new())),
            "code" | "kbd" | "tt" | "samp" => self.end_word(),
            "b" | "strong" | "i" | "em" | "u" | "a" | "span" | "small" | "wbr" | "nobr" | "font" => {}
            "del" | "s" | "strike" if closes => {}
            "del" | "s" | "strike" => problems.push(Problem::new(
                &rules::STRUCK_OUT,
                piece.offset,
                "a permission is struck out: it is open whether it is still needed",
                "take it out of the table, or take the tag away",
            )),
            _ => problems.push(Problem::new(
                &rules::HTML_IN_SCOPE,
                piece.offset,
                format!("`{}` has no known meaning in a scope cell", piece.text),
                "write the permission in plain text or in code marks",
            )),
        }
    }

    fn text(&mut self, text: &str, offset: usize, code: bool) {
        let alone = code && text.split_whitespace().nth(1).is_none();
        for (at, c) in text.char_indices() {
            // A comma or semicolon divides names though RFC 6749 lets tokens hold them: no vendor's do.
            let divides = matches!(c, ',' | ';');
            if c.is_whitespace() || divides {
                self.end_word();
                if divides {
                    self.found.push(Part::Comma);
                }
            } else {
                let word =
                    self.word.get_or_insert_with(|| Token { text: String::new(), offset: offset + at, code, alone });
                word.text.push(c);
            }
        }
    }

    fn end_word(&mut self) {
        let Some(mut word) = self.word.take() else { return };
        if !word.code {
            if word.text.eq_ignore_ascii_case("or") {
                self.found.push(Part::Or(word.offset));
                return;
            }
            let after_word = matches!(self.found.last(), Some(Part::Word(_)));
            if word.text == "*" && after_word {
                self.found.push(Part::Mark(word.offset));
                return;
            }
            // A star behind a letter is a mark; behind a divider, as in `repo:*`, it belongs to the name.
            if let Some(name) = word.text.strip_suffix('*')
                && name.ends_with(|c: char| c.is_ascii_alphanumeric())
            {
                let at = word.offset + name.len();
                word.text.pop();
                self.found.push(Part::Word(word));
                self.found.push(Part::Mark(at));
                return;
            }
        }
        self.found.push(Part::Word(word));
    }
}

fn footnote(at: usize) -> Problem {
    Problem::new(
        &rules::FOOTNOTE,
        at,
        "the footnote is not read: a condition in it would be lost",
        "say what it says in a `Notes` column",
    )
}

/// One item of a cell: a name, several that hold the marks of names, or a name and what does in its place.
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
        // What has the form of a name all the same is kept, so that code which names it still resolves.
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

/// Whether several words are no names, given how many of them stand on each side of an `or`: names without it are all
/// marked as such, and beside it each stands alone.
fn is_prose(words: &[&Token], sides: &[usize]) -> bool {
    let marked = |word: &Token| word.alone || holds_mark(&word.text);
    let all_marked = |words: &[&Token]| words.iter().all(|word| marked(word));
    if sides.len() == 1 {
        return words.len() > 1 && !all_marked(words);
    }
    sides.iter().any(|&count| count != 1) || (marked(words[0]) && !all_marked(&words[1..]))
}

/// Adds a permission and its alternatives as far as they are names.
fn add(scopes: &mut Scopes, names: &[&Token], mark: Option<usize>, problems: &mut Vec<Problem>) {
    let mut asked: Option<Asked> = None;
    for &name in names {
        if let Some(problem) = refused(name) {
            problems.push(problem);
            continue;
        }
        match &mut asked {
            Some(asked) => asked.alternatives.push(name.clone()),
            None => asked = Some(Asked { token: name.clone(), alternatives: Vec::new(), mark }),
        }
    }
    scopes.asked.extend(asked);
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
            format!("`{text}` is not a permission: it stands for all that an administrator has granted"),
            "name the permissions themselves; a client-credentials sign-in asks for `.default` by itself",
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

/// The finding for a character that cannot be seen in a name of the kind that `what` says.
pub(crate) fn hidden_character(hidden: char, at: usize, what: &str) -> Problem {
    Problem::new(
        &rules::HIDDEN_CHARACTER,
        at,
        format!("the name of this {what} holds U+{:04X}, which cannot be seen", u32::from(hidden)),
        "delete the character; typing the name again is the surest way",
    )
}

fn prose(text: &str, at: usize) -> Problem {
    Problem::new(
        &rules::NOT_A_SCOPE,
        at,
        format!("`{text}` is not the name of a permission"),
        "a permission is one word of printable ASCII without space, `\"` and `\\` (RFC 6749, section 3.3); several are \
         divided by <br> or commas, other words belong in another column; \
         `<!-- scopemark: skip -->` above a table leaves it out",
    )
}

fn text_of(item: &[Part]) -> String {
    let mut text = String::new();
    for part in item {
        let word = match part {
            Part::Word(word) => &word.text,
            Part::Or(_) => "or",
            Part::Mark(_) => "*",
            Part::Comma | Part::Break => continue,
        };
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

fn holds_mark(text: &str) -> bool {
    text.contains(['.', ':', '/', '_', '-']) && text.contains(|c: char| c.is_ascii_alphanumeric())
}

fn is_placeholder(text: &str) -> bool {
    text.len() <= "none".len()
        && ["-", "--", "–", "—", "none", "n/a", "na"].iter().any(|known| text.eq_ignore_ascii_case(known))
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
