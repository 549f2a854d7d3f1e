//! How far the text of lists, quotations and rows is indented, in columns from 0.

/// The column of the text of a footnote.
pub(crate) const OF_FOOTNOTE: usize = 4;

/// The column at which the text at a place of its line begins, with the marks of lists and quotations before it.
pub(crate) fn column(document: &str, at: usize) -> usize {
    let rest = &document[at..];
    let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    width(before(document, at + blank))
}

/// The column of the text of a list item that begins here. `last` is the place and the column of the item before it: a line may
/// open thousands of items, and each is measured from there.
pub(crate) fn of_item(document: &str, at: usize, last: &mut Option<(usize, usize)>) -> usize {
    let rest = document[at..].trim_start_matches([' ', '\t']);
    let mark = document.len() - rest.len();
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let before = last.filter(|(place, _)| *place <= mark && !document[*place..mark].contains('\n'));
    let of_mark = match before {
        Some((place, column)) => width_from(column, &document[place..mark]),
        None => width(self::before(document, mark)),
    };
    *last = Some((mark, of_mark));
    let end = of_mark + digits + 1;
    let text = rest.get(digits + 1..).unwrap_or_default();
    let behind = text.trim_start_matches([' ', '\t']);
    let start = width_from(end, &text[..text.len() - behind.len()]);
    // More than four spaces make code; then the text begins behind one.
    if behind.starts_with(['\n', '\r']) || start > end + 4 { end + 1 } else { start }
}

/// The column of the text of the list or quotation that a table is in. `item` is that of the list item.
pub(crate) fn of_table(document: &str, header: usize, item: Option<usize>) -> usize {
    let before = before(document, header);
    // A quotation's mark takes a space with it.
    let quotation = before.rfind('>').map(|mark| width(&before[..=mark]) + 1);
    let own = column(document, header);
    // The text of a page's tab is indented, and no quotation in the document.
    item.or(quotation).filter(|column| *column <= own && own < column + 4).unwrap_or(own)
}

fn before(document: &str, at: usize) -> &str {
    &document[document[..at].rfind('\n').map_or(0, |end| end + 1)..at]
}

/// How many columns a text is wide at the beginning of a line.
fn width(text: &str) -> usize {
    width_from(0, text)
}

/// The column at which a text ends that begins at a column.
fn width_from(column: usize, text: &str) -> usize {
    text.chars().fold(column, |width, letter| if letter == '\t' { width / 4 * 4 + 4 } else { width + 1 })
}

#[cfg(test)]
mod tests {
    use super::{column, of_item, of_table};

    #[test]
    fn a_tab_reaches_to_the_next_fourth_column() {
        assert_eq!(column("a\n>\t| x |", 3), 4);
        assert_eq!(column("> >   | x |", 4), 6);
    }

    #[test]
    fn the_text_of_an_item_begins_behind_its_mark() {
        for (item, column) in [("- a", 2), ("  * a", 4), ("10. a", 4), ("-     code", 2), ("-\n  a", 2), ("-\ta", 4)] {
            assert_eq!(of_item(item, 0, &mut None), column, "{item:?}");
        }
    }

    #[test]
    fn a_table_is_indented_from_the_text_that_it_is_in() {
        assert_eq!(of_table("> >   | x |", 6, None), 4);
        assert_eq!(of_table("- a\n\n\t| x |", 6, Some(2)), 2);
        assert_eq!(of_table("    | x |", 4, None), 4);
    }
}
