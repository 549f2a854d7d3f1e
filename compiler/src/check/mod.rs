//! What must hold within a document that was read. Each file checks one rule, or a few that belong together.

mod both_asked;
mod collect;
mod conditions;
mod consent;
mod covers;
pub(crate) mod ident;
pub mod identify;
pub mod modules;
mod offline;
mod requested;
mod sent;
mod shared_names;
mod source;
mod suggestions;

use scopemark_core::ask::flatten;

use collect::Names;
use requested::Requested;
pub(crate) use source::Source;

pub use ident::former_ident;

use crate::finding::Finding;
use crate::model::Document;

/// Checks a document, collects its names and finds their Rust names.
pub(crate) fn document(document: &mut Document, source: &Source<'_>, findings: &mut Vec<Finding>) {
    let requested = Requested::new(document);
    consent::check(&requested, source, findings);
    conditions::check(document, source, findings);
    offline::check(document, source, findings);
    covers::check(document, &requested, source, findings);
    let Names { scopes, app_roles, conditions } = collect::names(document, &requested);
    document.scopes = scopes;
    document.app_roles = app_roles;
    document.conditions = conditions;
    // A document that is too large has an error that says so.
    if let Ok(flat) = flatten(document) {
        let table = flat.table();
        sent::check(document, &table, source, findings);
        both_asked::check(document, &table, source, findings);
    }
    identify::identify(document, source.excerpt, findings);
}
