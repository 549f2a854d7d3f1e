//! The grammar of directives: `scopemark:` and items in an HTML comment, with strings as in TOML.

use core::ops::Range;

/// One item of a directive: `key`, `key = "value"`, `key.name = "value"` or `key."name" = "value"`.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct Item {
    pub(crate) key: String,
    pub(crate) name: Option<String>,
    /// Whether the name is in quotes.
    pub(crate) is_quoted: bool,
    pub(crate) value: Option<String>,
    /// Where the key is.
    pub(crate) key_at: usize,
    /// Where the name is, or the key if there is no name.
    pub(crate) name_at: usize,
    /// Where the value is, or the key if there is no value.
    pub(crate) value_at: usize,
}

impl Item {
    /// Whether the name is this word, without quotes.
    pub(crate) fn is_plain_name(&self, word: &str) -> bool {
        !self.is_quoted && self.name.as_deref() == Some(word)
    }

    /// The value, where there is no name.
    pub(crate) fn plain_value(&self) -> Option<&str> {
        self.value.as_deref().filter(|_| self.name.is_none())
    }

    /// The name and the value, where there are both.
    pub(crate) fn named_value(&self) -> Option<(&str, &str)> {
        Some((self.name.as_deref()?, self.value.as_deref()?))
    }
}

/// Where a directive breaks the grammar, and what was expected.
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(crate) struct Malformed {
    pub(crate) at: usize,
    pub(crate) message: String,
}

/// Whether a comment is meant as a directive.
pub(crate) fn is_directive(comment: &str) -> bool {
    let word = comment.trim_start();
    word.get(..MARK.len()).is_some_and(|start| start.eq_ignore_ascii_case(MARK))
        && !word[MARK.len()..].starts_with(|c: char| c.is_alphanumeric())
}

const MARK: &str = "scopemark";

/// The items of the directive in `text[range]` up to the first mistake, and that mistake.
pub(crate) fn parse(text: &str, range: Range<usize>) -> (Vec<Item>, Option<Malformed>) {
    let mut items = Vec::new();
    let mut scan = Scan { text: &text[..range.end], at: range.start };
    let wrong = scan.items(&mut items).err();
    (items, wrong)
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl Scan<'_> {
    fn items(&mut self, items: &mut Vec<Item>) -> Result<(), Malformed> {
        self.blank();
        if !self.rest().starts_with(MARK) {
            return Err(self.wrong("a directive begins with `scopemark:`, in lower case"));
        }
        self.at += MARK.len();
        self.blank();
        if !self.eat(':') {
            return Err(self.wrong("`scopemark` must be followed by a colon"));
        }
        loop {
            self.blank();
            if self.rest().is_empty() {
                return if items.is_empty() { Err(self.wrong("the directive is empty")) } else { Ok(()) };
            }
            let item = self.item()?;
            items.push(item);
            self.blank();
            if !self.rest().is_empty() && !self.eat(',') {
                return Err(self.wrong("items must be separated by commas"));
            }
        }
    }

    fn item(&mut self) -> Result<Item, Malformed> {
        let key_at = self.at;
        let key = self.word().ok_or_else(|| self.wrong("an item must begin with a key, such as `feature`"))?;
        let mut is_quoted = false;
        let (mut name, mut name_at, mut value, mut value_at) = (None, key_at, None, key_at);
        self.blank();
        if self.eat('.') {
            self.blank();
            name_at = self.at;
            is_quoted = self.rest().starts_with('"');
            name = Some(if is_quoted {
                self.string()?
            } else {
                self.word().ok_or_else(|| self.wrong("the dot must be followed by a name in double quotes"))?
            });
            self.blank();
        }
        if self.eat('=') {
            self.blank();
            value_at = self.at;
            if !self.rest().starts_with('"') {
                return Err(self.wrong("a value must be in double quotes"));
            }
            value = Some(self.string()?);
        }
        Ok(Item { key, name, is_quoted, value, key_at, name_at, value_at })
    }

    fn word(&mut self) -> Option<String> {
        let rest = self.rest();
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
        let word = (end > 0).then(|| rest[..end].to_owned());
        self.at += end;
        word
    }

    /// A TOML basic string.
    fn string(&mut self) -> Result<String, Malformed> {
        let opened = self.at;
        self.at += 1;
        let mut value = String::new();
        loop {
            let at = self.at;
            match self.next() {
                Some('"') => return Ok(value),
                Some('\\') => value.push(self.escape(at)?),
                Some('\n' | '\r') | None => {
                    return Err(Malformed {
                        at: opened,
                        message: "this string has no closing quote on its line".into(),
                    });
                }
                Some(c) => value.push(c),
            }
        }
    }

    fn escape(&mut self, at: usize) -> Result<char, Malformed> {
        let wrong = |what: &str| Malformed { at, message: what.into() };
        let digits = match self.next() {
            Some('b') => return Ok('\u{8}'),
            Some('t') => return Ok('\t'),
            Some('n') => return Ok('\n'),
            Some('f') => return Ok('\u{c}'),
            Some('r') => return Ok('\r'),
            Some(c @ ('"' | '\\')) => return Ok(c),
            Some('u') => 4,
            Some('U') => 8,
            _ => return Err(wrong(r#"a backslash must be followed by one of b t n f r " \ u U"#)),
        };
        let code = self.rest().get(..digits).filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
        let letter = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        self.at += if letter.is_some() { digits } else { 0 };
        letter.ok_or_else(|| wrong("\\u must be followed by four hexadecimal digits of a character, \\U by eight"))
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn next(&mut self) -> Option<char> {
        let next = self.rest().chars().next()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.rest().starts_with(wanted);
        self.at += if found { wanted.len_utf8() } else { 0 };
        found
    }

    fn blank(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn wrong(&self, message: &str) -> Malformed {
        Malformed { at: self.at, message: message.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_directive, parse};

    fn items(text: &str) -> Vec<(String, Option<String>, Option<String>)> {
        let (items, wrong) = parse(text, 0..text.len());
        assert_eq!(wrong, None, "{text}");
        items.into_iter().map(|item| (item.key, item.name, item.value)).collect()
    }

    fn wrong(text: &str) -> (usize, String) {
        let wrong = parse(text, 0..text.len()).1.expect(text);
        (wrong.at, wrong.message)
    }

    #[test]
    fn all_forms_of_items_are_read() {
        assert_eq!(
            items(r#" scopemark: skip, kind = "application", column.scope = "Name", rename."a \"b\"" = "AB" , "#),
            [
                ("skip".into(), None, None),
                ("kind".into(), None, Some("application".into())),
                ("column".into(), Some("scope".into()), Some("Name".into())),
                ("rename".into(), Some("a \"b\"".into()), Some("AB".into())),
            ]
        );
    }

    #[test]
    fn strings_have_the_escapes_of_toml() {
        let text = r#"scopemark: feature = "\b\t\n\f\r\"\\\u00e4\U0001D11E""#;
        assert_eq!(items(text)[0].2, Some("\u{8}\t\n\u{c}\r\"\\ä𝄞".into()));
        for bad in [r"\x", r"\u12", r"\ud800", r"\U00110000", r"\u+041"] {
            let text = format!(r#"scopemark: feature = "{bad}""#);
            assert_eq!(wrong(&text).0, 22, "{text}");
        }
    }

    #[test]
    fn what_breaks_the_grammar_is_said_where_it_stands() {
        assert_eq!(wrong("scopemark skip").0, 10);
        assert_eq!(wrong("scopemark:").0, 10);
        assert_eq!(wrong("Scopemark: skip").0, 0);
        assert_eq!(wrong("scopemark: kind = application").0, 18);
        assert_eq!(wrong("scopemark: skip kind").0, 16);
        assert_eq!(wrong("scopemark: = \"x\"").0, 11);
        assert_eq!(wrong("scopemark: feature = \"x").0, 21);
        assert_eq!(wrong("scopemark: column. = \"x\"").0, 19);
    }

    #[test]
    fn what_stands_before_a_mistake_is_kept() {
        let text = "scopemark: skip, kind = application";
        let (items, wrong) = parse(text, 0..text.len());
        assert_eq!((items.len(), wrong.is_some()), (1, true));
    }

    #[test]
    fn another_comment_is_no_directive() {
        assert!(is_directive(" scopemark skip"));
        assert!(is_directive("ScopeMark: skip"));
        assert!(!is_directive(" scopemarks are fine"));
        assert!(!is_directive(" markdownlint-disable"));
    }
}
