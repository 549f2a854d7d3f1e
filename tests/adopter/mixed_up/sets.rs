//! The scopes of a request hold no application permission.

use scopemark_integrations::{intrexx, o365};

fn main() {}

pub fn holds(ask: &o365::Ask) -> bool {
    ask.scopes().contains(intrexx::AppRole::TeamCreate)
}

pub fn of(role: intrexx::AppRole) -> intrexx::Scopes {
    intrexx::Scopes::from_iter([role])
}
