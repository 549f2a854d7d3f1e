//! What the cells of a column look like, all together.

use std::collections::BTreeSet;

use super::blocks::{Row, Style};
use super::scope_names::{has_divider, is_graph, is_last_part, is_of_another_kind, is_openid, looks_like_permission};
use super::scopes;
use super::terms::List;
use super::text::plain;
use super::vocabulary::{Words, bare, fold, is_telling_kind, is_tick, needed, without_parentheses};

/// How many words are few, in a column that sorts the rows into kinds.
const MOST_FEW: usize = 4;

/// What was counted in one column.
#[derive(Default)]
pub(crate) struct Cells {
    /// Cells with text that does not say that there is no permission.
    pub(crate) filled: usize,
    /// Those that mean a permission.
    pub(crate) meaning: usize,
    /// Those with text beside the names.
    beside: usize,
    /// Those that say a level of access, and those of them without code marks.
    levels: usize,
    plain_levels: usize,
    /// Those with a bit mask.
    masks: usize,
    /// Those with the address of an add-in's right.
    of_add_ins: usize,
    /// Those with yes or no.
    pub(crate) yes_or_no: usize,
    /// Those with a word such as `Required`.
    pub(crate) needs: usize,
    /// Whether one of them is a tick.
    pub(crate) has_ticks: bool,
    /// Cells with any text, whatever it says.
    pub(crate) any_text: usize,
    /// The texts of these cells without parentheses, each once, and no more than are few.
    texts: BTreeSet<String>,
    /// The rows of those that are filled, by number.
    pub(crate) filled_rows: Vec<usize>,
    /// Cells that name something that an API offers: an address, a verb, a name in code marks.
    endpoints: usize,
    /// Those that say what is done, in several words.
    phrases: usize,
    /// Those with the word of a kind, and those with the word of a resource.
    pub(crate) kinds: usize,
    pub(crate) resources: usize,
    /// Those of the first whose word is that of a kind and of nothing else.
    telling_kinds: usize,
    pub(crate) names: Vec<String>,
    /// Names in code marks or with a divider, and those of OpenID.
    marked: usize,
    /// Names without code marks that are one plain word, and how many names have a divider.
    plain: BTreeSet<String>,
    divided: usize,
    /// Words that no plain text would have: in code marks, with a divider, or OpenID's.
    certain: usize,
}

impl Cells {
    /// Counts the cells of a column.
    pub(crate) fn of(rows: &[&Row], column: usize, words: &Words) -> Self {
        let mut cells = Self::default();
        let column = rows.iter().enumerate().filter_map(|(n, row)| Some((n, row.cells.get(column)?)));
        for (row, cell) in column {
            let text = plain(&cell.pieces);
            if text.is_empty() {
                continue;
            }
            cells.any_text += 1;
            if cells.texts.len() <= MOST_FEW {
                cells.texts.insert(Some(bare(&text)).filter(|bare| !bare.is_empty()).unwrap_or_else(|| text.clone()));
            }
            let has_code = cell.pieces.iter().any(|piece| piece.style == Style::Code);
            cells.has_ticks |= is_tick(&text);
            cells.yes_or_no += usize::from(words.yes_or_no(&text, false).is_some());
            cells.needs += usize::from(needed(&fold(&bare(&text))).is_some());
            let is_kind = words.kinds(&text).is_some();
            cells.kinds += usize::from(is_kind);
            cells.telling_kinds += usize::from(is_kind && is_telling_kind(&text));
            cells.resources += usize::from(words.resource(&text).is_some());
            let level = is_level(&text);
            cells.levels += usize::from(level);
            cells.plain_levels += usize::from(level && !has_code);
            cells.masks += usize::from(is_bit_mask(&text));
            cells.of_add_ins += usize::from(is_of_add_in(&text));
            cells.endpoints += usize::from(has_code || is_endpoint(&text));
            cells.phrases += usize::from(is_phrase(&text));
            let read = scopes::read(&cell.pieces, List::All, words);
            if read.none {
                continue;
            }
            cells.filled += 1;
            cells.filled_rows.push(row);
            let is_word = !text.contains(' ');
            cells.meaning += usize::from(read.means_a_permission() || is_word);
            cells.certain += usize::from(read.begins_with_none);
            cells.beside += usize::from(read.text.is_some());
            if is_word && read.names.is_empty() {
                cells.certain += usize::from(has_code || has_divider(&text) || is_openid(&text));
            }
            for named in read.names {
                let text = named.token.text;
                let marked = named.token.code || has_divider(&text);
                cells.marked += usize::from(marked);
                cells.divided += usize::from(has_divider(&text));
                if !marked && !is_openid(&text) {
                    cells.plain.insert(text.clone());
                }
                cells.certain += usize::from(marked || is_openid(&text));
                cells.names.push(text);
            }
        }
        cells
    }

    /// Whether at least half of the cells mean a permission, so that a header that says so is right.
    pub(crate) fn fit_words(&self) -> bool {
        self.filled > 0 && self.meaning * 2 >= self.filled && self.certain > 0 && !self.are_of_another_kind()
    }

    /// Whether eight of ten cells mean a permission.
    pub(crate) fn mostly_mean(&self) -> bool {
        self.filled > 0 && self.meaning * 10 >= self.filled * 8
    }

    /// Whether the cells are names whatever the header says.
    pub(crate) fn fit_without_words(&self) -> bool {
        self.mostly_mean() && self.beside == 0 && self.marked * 2 > self.names.len() && !self.are_of_another_kind()
    }

    /// Whether more than half of the names look like permissions.
    pub(crate) fn look_like_permissions(&self) -> bool {
        // A plain `read` counts only beside names like `tag.read`: commands are called so too.
        let is_alike = |name: &&String| looks_like_permission(name) || (self.divided > 0 && is_last_part(name));
        self.names.iter().filter(is_alike).count() * 2 > self.names.len()
    }

    pub(crate) fn are_of_another_kind(&self) -> bool {
        let other = self.names.iter().filter(|name| is_of_another_kind(name)).count();
        other * 2 > self.names.len()
    }

    /// The only plain word in a column whose other names have dividers.
    pub(crate) fn lone_word(&self) -> Option<&str> {
        let only = self.plain.first().filter(|_| self.plain.len() == 1 && self.divided > 0);
        only.map(String::as_str)
    }

    /// Whether most names have the shape of Microsoft Graph's.
    pub(crate) fn are_graph(&self) -> bool {
        let alike = self.names.iter().filter(|name| is_graph(name)).count();
        alike * 2 > self.names.len()
    }

    /// Whether at most one in ten names has a divider that words with levels have not.
    pub(crate) fn are_undivided(&self) -> bool {
        let divided = self.names.iter().filter(|name| name.contains(['.', ':', '/'])).count();
        self.filled > 0 && divided * 10 <= self.names.len()
    }

    pub(crate) fn are_levels(&self) -> bool {
        self.any_text > 0 && self.levels * 10 >= self.any_text * 8
    }

    pub(crate) fn are_plain_levels(&self) -> bool {
        self.any_text > 0 && self.plain_levels * 10 >= self.any_text * 8
    }

    pub(crate) fn are_bit_masks(&self) -> bool {
        self.any_text > 0 && self.masks * 10 >= self.any_text * 8
    }

    /// Whether at least half of the cells are what add-ins of SharePoint have rights to.
    pub(crate) fn are_of_add_ins(&self) -> bool {
        self.any_text > 0 && self.of_add_ins * 2 >= self.any_text
    }

    /// Whether the cells are plain words, none of which is what a request is sent to, and most of which may be names.
    pub(crate) fn are_names_of_services(&self) -> bool {
        self.any_text > 0 && self.endpoints == 0 && self.phrases * 2 < self.any_text
    }

    /// Whether at least half of the cells with text say yes or no.
    pub(crate) fn mostly_yes_or_no(&self) -> bool {
        self.any_text > 0 && self.yes_or_no * 2 >= self.any_text
    }

    /// Whether every cell with text says a kind, and one in a word that means nothing else.
    pub(crate) fn are_kinds(&self) -> bool {
        self.telling_kinds > 0 && self.kinds == self.any_text
    }

    /// Whether at least half of the cells with text do.
    pub(crate) fn are_mostly_kinds(&self) -> bool {
        self.telling_kinds > 0 && self.kinds * 2 >= self.any_text
    }

    /// Whether the cells are a few words that repeat, as those of a column of kinds are in any language.
    pub(crate) fn are_few_words(&self) -> bool {
        self.any_text > self.texts.len() && self.are_few(2)
    }

    /// Whether the cells are at least so many different texts of a few words, and few.
    pub(crate) fn are_few(&self, least: usize) -> bool {
        let is_few = (least..=MOST_FEW).contains(&self.texts.len());
        is_few && self.yes_or_no == 0 && self.texts.iter().all(|text| text.split(' ').count() <= 3)
    }

    /// The two different texts of the cells, if there are two.
    pub(crate) fn two_words(&self) -> Option<[&str; 2]> {
        let mut texts = self.texts.iter().map(String::as_str);
        Some([texts.next()?, texts.next()?]).filter(|_| texts.next().is_none())
    }

    /// Whether every cell with text says yes or no.
    pub(crate) fn are_yes_or_no(&self) -> bool {
        self.any_text > 0 && self.yes_or_no == self.any_text
    }
}

/// Levels of access, in lower case and without hyphens.
const LEVELS: [&str; 18] = [
    "read",
    "read only",
    "readonly",
    "write",
    "read & write",
    "read and write",
    "read/write",
    "read / write",
    "read write",
    "write only",
    "admin",
    "no access",
    "none",
    "full",
    "full access",
    "manage",
    "full control",
    "fullcontrol",
];

/// Whether a text is a level of access, or a list of several.
fn is_level(text: &str) -> bool {
    let words = fold(&without_parentheses(text)).replace(['-', '_'], " ");
    words.split(',').all(|word| LEVELS.contains(&word.trim_matches([' ', '.'])))
}

/// Whether a text is what add-ins of SharePoint have rights to, which is no scope.
fn is_of_add_in(text: &str) -> bool {
    fold(text).starts_with("http://sharepoint/")
}

/// Whether a text is a bit mask: a hexadecimal number, a shift, or one beside the other.
fn is_bit_mask(text: &str) -> bool {
    let text = text.replace(['(', ')'], " ");
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let hex = |word: &str| {
        word.strip_prefix("0x")
            .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'_'))
    };
    let text = text.trim();
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let shift = |text: &str| text.split_once("<<").is_some_and(|(one, by)| one.trim() == "1" && is_number(by.trim()));
    (hex(first) && (rest.trim().is_empty() || shift(rest))) || shift(text)
}

/// Whether a text is several words that are no name of a product: `List messages`, `Orders - Get Order`.
fn is_phrase(text: &str) -> bool {
    let bare = without_parentheses(text);
    let small = ["of", "for", "and", "the", "by", "in", "on"];
    let mut others = bare.split(' ').skip(1).filter(|word| !small.contains(word));
    others.any(|word| word.starts_with(char::is_lowercase) || ["-", "–", "—", ":"].contains(&word))
}

/// Whether a text is what a request is sent to: an address or a verb of HTTP before it.
fn is_endpoint(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    let verbs = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    text.contains(['/', '{']) || verbs.iter().any(|verb| verb.eq_ignore_ascii_case(first))
}
