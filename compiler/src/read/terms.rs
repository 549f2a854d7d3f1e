//! The parts of a scope cell: names, and what is written between and beside them.

use super::scope_words::Token;

/// What a list of names in a cell means.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum List {
    /// Every name is needed, where the cell does not say `or`.
    All,
    /// One of them is enough.
    Any,
}

/// A name in a cell, and what is written beside it.
pub(crate) struct Named {
    pub(crate) token: Token,
    /// The marks behind it, with their places.
    pub(crate) marks: Vec<(usize, String)>,
    pub(crate) statuses: Vec<String>,
}

/// A part of a formula. Names are places in the cell's names.
#[derive(Clone, Copy)]
pub(crate) enum Term {
    Name(usize),
    And(usize),
    Or(usize),
    /// A comma, a semicolon or a line break.
    Comma,
    Open(usize),
    Close(usize),
}
