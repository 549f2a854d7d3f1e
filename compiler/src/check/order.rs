//! Texts in order, and the rows of a document by the name they ask for: what stands twice stands side by side then.
//!
//! A build script sorts thousands of names unoptimised, where the library's sort and its maps cost several times as much as
//! plain loops over numbers. And they are compiled again for every type they are used with, in every user's build: so all
//! that is sorted here is sorted as numbers, with [`sorted_by`].

use crate::model::{Document, Kind};

/// The rows of one kind, by name and then in the order of the document.
pub(crate) struct Named {
    /// Indices into [`Document::permissions`].
    rows: Vec<usize>,
    /// Where in `rows` each name begins, and where the last ends.
    bounds: Vec<usize>,
}

impl Named {
    pub(crate) fn new(document: &Document, kind: Kind) -> Self {
        let mut rows = Vec::with_capacity(document.permissions.len());
        let mut texts = Vec::with_capacity(document.permissions.len());
        for (n, row) in document.permissions.iter().enumerate() {
            if row.kind == kind {
                rows.push(n);
                texts.push(row.scope.as_str());
            }
        }
        let mut order = sorted(&texts);
        let mut bounds = Vec::with_capacity(order.len() + 1);
        let mut place = 0;
        while place < order.len() {
            if place == 0 || texts[order[place]] != texts[order[place - 1]] {
                bounds.push(place);
            }
            place += 1;
        }
        bounds.push(order.len());
        for n in &mut order {
            *n = rows[*n];
        }
        Self { rows: order, bounds }
    }

    /// How many names there are.
    pub(crate) fn count(&self) -> usize {
        self.bounds.len() - 1
    }

    /// The name of this number, in the order of names.
    pub(crate) fn name<'a>(&self, name: usize, document: &'a Document) -> &'a str {
        &document.permissions[self.rows(name)[0]].scope
    }

    /// Whether a row asks for this name.
    pub(crate) fn contains(&self, text: &str, document: &Document) -> bool {
        let (mut start, mut end) = (0, self.count());
        while start < end {
            let middle = start + (end - start) / 2;
            let name = self.name(middle, document);
            if name == text {
                return true;
            }
            if name < text {
                start = middle + 1;
            } else {
                end = middle;
            }
        }
        false
    }

    /// The rows that ask for the name of this number, in the order of names.
    pub(crate) fn rows(&self, name: usize) -> &[usize] {
        &self.rows[self.bounds[name]..self.bounds[name + 1]]
    }
}

/// Whether no two of the texts are the same.
pub(crate) fn are_distinct(texts: &[&str]) -> bool {
    let order = sorted(texts);
    let mut n = 1;
    while n < order.len() {
        if texts[order[n]] == texts[order[n - 1]] {
            return false;
        }
        n += 1;
    }
    true
}

/// The first bytes of a text as a number: most comparisons need no more.
pub(crate) fn head(text: &str) -> u128 {
    let mut head = [0; 16];
    let length = text.len().min(head.len());
    head[..length].copy_from_slice(&text.as_bytes()[..length]);
    u128::from_be_bytes(head)
}

/// The indices of the texts in the order of the texts; of equal ones in their own.
pub(crate) fn sorted(texts: &[&str]) -> Vec<usize> {
    let mut heads = vec![0; texts.len()];
    let mut n = 0;
    while n < texts.len() {
        heads[n] = head(texts[n]);
        n += 1;
    }
    sorted_by(&heads, &|one, other| texts[one] < texts[other])
}

/// The indices of things in the order of their heads, and of those with one head, in the order that `is_less` says: whether
/// the one comes before the other. Equal ones keep their own. A merge sort of the stretches that are in order already, as
/// long ones often are.
pub(crate) fn sorted_by(heads: &[u128], is_less: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut order = vec![0; heads.len()];
    // Where the stretches end.
    let mut ends = Vec::new();
    let mut last = 0;
    let mut n = 0;
    while n < heads.len() {
        let head = heads[n];
        if n > 0 && (head < last || (head == last && is_less(n, n - 1))) {
            ends.push(n);
        }
        last = head;
        order[n] = n;
        n += 1;
    }
    ends.push(heads.len());
    if ends.len() == 1 {
        return order;
    }
    let mut merged = order.clone();
    while ends.len() > 1 {
        let mut longer = Vec::with_capacity(ends.len() / 2 + 1);
        let (mut start, mut n) = (0, 0);
        while n < ends.len() {
            let (middle, end) = (ends[n], ends[(n + 1).min(ends.len() - 1)]);
            merge(&order[start..end], middle - start, &mut merged[start..end], heads, is_less);
            longer.push(end);
            start = end;
            n += 2;
        }
        core::mem::swap(&mut order, &mut merged);
        ends = longer;
    }
    order
}

/// Merges the two stretches of `from`, the second of which begins at `middle`, into `to`.
fn merge(from: &[usize], middle: usize, to: &mut [usize], heads: &[u128], is_less: &dyn Fn(usize, usize) -> bool) {
    let (mut left, mut right, mut at) = (0, middle, 0);
    while left < middle && right < from.len() {
        let (one, other) = (from[left], from[right]);
        let (head, other_head) = (heads[one], heads[other]);
        if other_head < head || (other_head == head && is_less(other, one)) {
            to[at] = other;
            right += 1;
        } else {
            to[at] = one;
            left += 1;
        }
        at += 1;
    }
    let rest = if left < middle { &from[left..middle] } else { &from[right..] };
    to[at..].copy_from_slice(rest);
}

/// Puts what stands in a list into an order that [`sorted`] or [`sorted_by`] gave, with swaps of two places.
pub(crate) fn arrange(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        // Follows the circle of places each of which gets what stands in the next.
        let mut place = start;
        while order[place] != start {
            let next = order[place];
            swap(place, next);
            order[place] = place;
            place = next;
        }
        order[place] = place;
    }
}

/// The texts in order, each once.
pub(crate) fn distinct(mut texts: Vec<String>) -> Vec<String> {
    let mut all: Vec<&str> = Vec::with_capacity(texts.len());
    for text in &texts {
        all.push(text);
    }
    let order = sorted(&all);
    let mut once: Vec<String> = Vec::with_capacity(order.len());
    for n in order {
        let text = core::mem::take(&mut texts[n]);
        if once.last() != Some(&text) {
            once.push(text);
        }
    }
    once
}

#[cfg(test)]
mod tests {
    use super::{Named, are_distinct, arrange, distinct, sorted};
    use crate::model::Kind;
    use crate::read::read_text;

    /// Every text of up to five letters of a small alphabet, some behind a long beginning.
    fn texts(seed: usize, count: usize) -> Vec<String> {
        let mut state = seed;
        let mut next = |end: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % end
        };
        let mut text = |_| {
            let mut text = ["", "https://example.com/", "Calendars.Read.A"][next(3)].to_owned();
            (0..next(6)).for_each(|_| text.push(['a', 'b', '\0', 'é', '.'][next(5)]));
            text
        };
        (0..count).map(&mut text).collect()
    }

    #[test]
    fn texts_are_sorted_as_the_library_sorts_them_and_equal_ones_keep_their_order() {
        for count in [0, 1, 2, 3, 10, 100, 1000] {
            for seed in 0..20 {
                let texts = texts(seed, count);
                let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                let mut expected: Vec<usize> = (0..texts.len()).collect();
                expected.sort_by_key(|&n| texts[n]);
                assert_eq!(sorted(&texts), expected, "{texts:?}");
                let in_order: Vec<&str> = expected.iter().map(|&n| texts[n]).collect();
                assert_eq!(sorted(&in_order), (0..texts.len()).collect::<Vec<_>>());
                let mut arranged = texts.clone();
                arrange(sorted(&texts), &mut |one, other| arranged.swap(one, other));
                assert_eq!(arranged, in_order);
                let mut once = in_order;
                let before = once.len();
                once.dedup();
                assert_eq!(distinct(texts.iter().map(|&text| text.to_owned()).collect()), once);
                assert_eq!(are_distinct(&texts), once.len() == before, "{texts:?}");
            }
        }
    }

    #[test]
    fn the_rows_of_a_name_stand_together_in_the_order_of_the_document() {
        let text = "| Permission | Type |\n|---|---|\n| B.B | |\n| A.A | |\n| B.B | Application |\n| B.B | |\n";
        let document = read_text("a.md", text).document;
        let named = Named::new(&document, Kind::Delegated);
        let rows: Vec<&[usize]> = (0..named.count()).map(|n| named.rows(n)).collect();
        assert_eq!(rows, [&[1][..], &[0, 3]]);
        assert_eq!((named.name(0, &document), named.name(1, &document)), ("A.A", "B.B"));
        for (text, stands) in [("A.A", true), ("B.B", true), ("A", false), ("A.B", false), ("C", false)] {
            assert_eq!(named.contains(text, &document), stands, "{text}");
        }
        let named = Named::new(&document, Kind::Application);
        assert_eq!((named.count(), named.rows(0)), (1, &[2][..]));
    }
}
