//! Marks in the text of cells, such as `*`, `†` and `¹`, which a line elsewhere explains.

use super::blocks::{Piece, Style};
use super::text::tag_name;

const SYMBOLS: [char; 3] = ['*', '†', '‡'];

/// The raised digits, each at the place of its value.
const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// How many letters of a mark are read.
pub(crate) const LONGEST: usize = 20;

/// Whether a letter is part of a mark wherever it stands.
pub(crate) fn is_raised(letter: char) -> bool {
    RAISED.contains(&letter)
}

fn is_letter(letter: char) -> bool {
    is_raised(letter) || SYMBOLS.contains(&letter)
}

/// The length of the mark that a text begins with: `†‡`, `¹²` or `^1^`.
pub(crate) fn length(text: &str) -> usize {
    let symbols = text.len() - text.trim_start_matches(is_letter).len();
    if symbols > 0 { symbols } else { caret(text).map_or(0, |inner| inner.len() + 2) }
}

/// What is between two carets at the beginning of a text.
pub(crate) fn caret(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('^')?;
    let end = inner.bytes().take(4).position(|byte| !byte.is_ascii_alphanumeric())?;
    (end > 0 && inner[end..].starts_with('^')).then(|| &inner[..end])
}

/// The marks in what stands for one or several: `*†` is two. A raised digit is that digit, however it is raised.
pub(crate) fn names(mark: &str) -> Vec<String> {
    if mark.starts_with("[^") {
        return vec![mark.to_owned()];
    }
    let mut names: Vec<String> = Vec::new();
    let mut before = None;
    for letter in mark.chars().take(LONGEST) {
        let digit = RAISED.iter().zip('0'..='9').find(|(raised, _)| **raised == letter);
        let class = if SYMBOLS.contains(&letter) { Some(letter) } else { letter.is_alphanumeric().then_some('0') };
        let shown = digit.map_or(letter, |(_, digit)| digit);
        match (class, names.last_mut()) {
            (Some(_), Some(name)) if class == before => name.push(shown),
            (Some(_), _) => names.push(shown.to_string()),
            (None, _) => {}
        }
        before = class;
    }
    names
}

/// The pieces of a cell without its marks. `takes_out` is asked for each mark, with its place, and says whether it is one.
pub(crate) fn without(pieces: &[Piece], mut takes_out: impl FnMut(&str, usize) -> bool) -> Vec<Piece> {
    let mut out = Out { pieces: Vec::with_capacity(pieces.len()), before: None };
    let mut n = 0;
    while let Some(piece) = pieces.get(n) {
        n += 1;
        match piece.style {
            Style::Footnote if takes_out(&format!("[^{}]", piece.text), piece.offset) => {}
            Style::Tag if is_sup(piece) => {
                let end = pieces[n..].iter().position(is_sup).map_or(pieces.len(), |end| n + end + 1);
                let raised: String =
                    pieces[n..end].iter().filter(|piece| piece.style != Style::Tag).map(text).collect();
                if takes_out(raised.trim(), piece.offset) {
                    n = end;
                } else {
                    out.push(piece, 0, piece.text.len());
                }
            }
            Style::Plain => {
                let follows = pieces.get(n).and_then(|next| text(next).chars().next());
                out.plain(piece, follows, &mut takes_out);
            }
            _ => out.push(piece, 0, piece.text.len()),
        }
    }
    out.pieces
}

/// Whether cells may have a mark: most have none.
pub(crate) fn may_have(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| match piece.style {
        Style::Footnote => true,
        Style::Tag => is_sup(piece),
        Style::Plain => piece.text.contains(|letter| is_letter(letter) || letter == '^'),
        _ => false,
    })
}

fn is_sup(piece: &Piece) -> bool {
    piece.style == Style::Tag && tag_name(&piece.text).eq_ignore_ascii_case("sup")
}

fn text(piece: &Piece) -> &str {
    match piece.style {
        Style::Plain | Style::Code | Style::Struck => &piece.text,
        _ => "",
    }
}

struct Out {
    pieces: Vec<Piece>,
    /// The last letter of text.
    before: Option<char>,
}

impl Out {
    fn push(&mut self, piece: &Piece, from: usize, to: usize) {
        if from < to || piece.style != Style::Plain {
            let offset = if from == 0 { piece.offset } else { piece.offset + from };
            let part = Piece { style: piece.style, text: piece.text[from..to].to_owned(), offset };
            self.before = text(&part).chars().next_back().or(self.before);
            self.pieces.push(part);
        }
    }

    /// Plain text, with the letter that follows it.
    fn plain(&mut self, piece: &Piece, follows: Option<char>, takes_out: &mut impl FnMut(&str, usize) -> bool) {
        let all = &piece.text;
        let (mut from, mut at) = (0, 0);
        while let Some(letter) = all[at..].chars().next() {
            let length = length(&all[at..]);
            if length == 0 {
                at += letter.len_utf8();
                continue;
            }
            let before = all[..at].chars().next_back().filter(|_| at > from).or(self.before);
            let after = all[at + length..].chars().next().or(follows);
            if is_place(before, &all[at..at + length], after) && takes_out(&all[at..at + length], piece.offset + at) {
                self.push(piece, from, at);
                from = at + length;
            }
            at += length;
        }
        self.push(piece, from, all.len());
    }
}

/// Whether a mark may stand between these letters: behind a word, or alone behind other text.
fn is_place(before: Option<char>, mark: &str, after: Option<char>) -> bool {
    let ends = after.is_none_or(|after| after.is_whitespace() || ".,;:)".contains(after));
    let follows = before.is_some_and(|before| {
        if before.is_whitespace() { !mark.starts_with('*') || after.is_none() } else { !"./:_-*(".contains(before) }
    });
    ends && follows
}

#[cfg(test)]
mod tests {
    use super::{names, without};
    use crate::read::blocks::{Piece, Style};
    use crate::read::text::plain;

    fn read(text: &str) -> (String, Vec<String>) {
        let mut marks = Vec::new();
        let pieces = [Piece { style: Style::Plain, text: text.to_owned(), offset: 0 }];
        let rest = without(&pieces, |mark, at| {
            marks.push(format!("{at} {mark}"));
            true
        });
        (plain(&rest), marks)
    }

    #[test]
    fn a_mark_stands_behind_a_word_or_at_the_end() {
        for (text, rest, marks) in [
            ("Boards*", "Boards", &["6 *"][..]),
            ("Boards †, pins", "Boards , pins", &["7 †"]),
            ("Boards^1^", "Boards", &["6 ^1^"]),
            ("Boards *", "Boards", &["7 *"]),
            ("*", "*", &[]),
            ("files.*", "files.*", &[]),
            ("2 * 3", "2 * 3", &[]),
            ("a^b", "a^b", &[]),
        ] {
            assert_eq!(read(text), (rest.to_owned(), marks.iter().map(|mark| (*mark).to_owned()).collect()), "{text}");
        }
    }

    #[test]
    fn a_raised_digit_is_the_same_mark_however_it_is_raised() {
        for mark in ["12", "¹²", "^12^"] {
            assert_eq!(names(mark), ["12"]);
        }
        assert_eq!(names("*†"), ["*", "†"]);
        assert_eq!(names("1, 2"), ["1", "2"]);
        assert_eq!(names("**"), ["**"]);
        assert_eq!(names("[^1]"), ["[^1]"]);
    }
}
