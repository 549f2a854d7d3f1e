//! The resource that a run is about, of those that a document has.

use scopemark_core::ask::{Table, same_resource};

use crate::exit::Stop;
use crate::names::Known;
use crate::token::Token;

/// The index of the resource that a text names. Reports one that the document does not have.
pub(crate) fn named(table: &Table<'_>, text: &str) -> Result<usize, Stop> {
    let known = known(table);
    let same = || known.names.iter().find(|(_, resource)| same_resource(resource, text)).map(|&(index, _)| index);
    // Two resources can differ in a final `/` alone.
    known.exact(text).or_else(same).ok_or_else(|| Stop::Usage(vec![vec![known.unknown(text), known.list()]]))
}

/// The index of the resource that a grant is for: the one that is said, else the audience of a token, else the only one.
/// Reports where it is open.
pub(crate) fn of_grant(table: &Table<'_>, said: Option<&str>, token: Option<&Token>) -> Result<usize, Stop> {
    if let Some(said) = said {
        return named(table, said);
    }
    if !table.has_several_resources() {
        return Ok(0);
    }
    let is_audience = |resource: &str| token.is_some_and(|token| token.is_for(resource));
    table.resources.iter().position(|resource| is_audience(resource)).ok_or_else(|| {
        Stop::Usage(vec![vec![
            "the document has several resources, and a token is for one: say with --resource whose it is".to_owned(),
            known(table).list(),
        ]])
    })
}

fn known<'t>(table: &Table<'t>) -> Known<'t> {
    let resources = table.resources.iter().copied().enumerate().filter(|(_, resource)| !resource.is_empty());
    Known { what: "resource", names: resources.collect() }
}
