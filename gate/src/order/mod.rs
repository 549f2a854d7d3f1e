//! The order of a change: who must do what before it ships and after, and where or with which command.

mod entra;
mod github;
mod google;
mod other;
mod permission;
mod provider;
mod providers;
mod requested;
mod slack;

use scopemark_compiler::catalogue::Catalogue;
use scopemark_compiler::model::Document;

pub use permission::Permission;
pub use provider::Way;
use provider::{Consents, Duty, Provider};
use providers::PROVIDERS;
use requested::Requested;

/// What several parties must do for a change of the documents, in the order that works.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order {
    /// The steps. Empty if only the developers have something to do.
    pub steps: Vec<Step>,
}

/// One step of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What kind of step it is.
    pub action: Action,
    /// Who does it, such as `an administrator of each tenant`.
    pub who: &'static str,
    /// The provider, such as `Microsoft Entra`. Empty for shipping, and if it is not known.
    pub provider: &'static str,
    /// What to do, in one or more sentences.
    pub what: String,
    /// The permissions that it is about, sorted.
    pub permissions: Vec<Permission>,
    /// Where or how to do it.
    pub ways: Vec<Way>,
}

/// What kind of step it is. A change goes through them in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Tell the provider which permissions the application requests.
    Register,
    /// Approve them for an organization.
    Consent,
    /// Ship the change.
    Ship,
    /// Take back what is no longer requested.
    Revoke,
}

impl Action {
    /// The word used in every output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Consent => "consent",
            Self::Ship => "ship",
            Self::Revoke => "revoke",
        }
    }
}

impl Order {
    /// The order of the change from one state of the documents to another. A catalogue decides who must consent, where it
    /// knows. `asks_again` is whether users who signed in before are asked to consent again.
    #[must_use]
    pub fn between(old: &[Document], new: &[Document], catalogue: Option<&Catalogue>, asks_again: bool) -> Self {
        let marked = requested::marked(old, new);
        let (old, new) = (Requested::of(old, catalogue, &marked), Requested::of(new, catalogue, &marked));
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for (number, provider) in PROVIDERS.iter().enumerate() {
            let (added, admins) = (new.without(&old, number), new.newly_approved(&old, number));
            before.extend(registers(provider, added.clone()));
            before.extend(consents(provider, added, admins));
            after.extend(revokes(provider, old.without(&new, number)));
        }
        before.sort_by_key(|step: &Step| step.action);
        if before.is_empty() && after.is_empty() && !asks_again {
            return Self::default();
        }
        let steps = before.into_iter().chain([ship(asks_again)]).chain(after).collect();
        Self { steps }
    }
}

fn registers(provider: &Provider, added: Vec<Permission>) -> Option<Step> {
    (!added.is_empty()).then(|| step(provider, Action::Register, (provider.register)(&added), added))
}

fn consents(provider: &Provider, added: Vec<Permission>, admins: Vec<Permission>) -> Option<Step> {
    let approved = match provider.consents {
        Consents::ToEachNew => added,
        Consents::ToAdmins => admins,
    };
    (!approved.is_empty()).then(|| step(provider, Action::Consent, (provider.consent)(&approved), approved))
}

fn revokes(provider: &Provider, dropped: Vec<Permission>) -> Option<Step> {
    (!dropped.is_empty()).then(|| step(provider, Action::Revoke, (provider.revoke)(&dropped), dropped))
}

fn step(provider: &Provider, action: Action, duty: Duty, permissions: Vec<Permission>) -> Step {
    let Duty { who, what, ways } = duty;
    Step { action, who, provider: provider.name, what: what.to_owned(), permissions, ways }
}

fn ship(asks_again: bool) -> Step {
    let what = if asks_again {
        "Ship the change. Users who signed in before are asked to consent again. Until they do, refresh with the scopes that \
         they granted."
    } else {
        "Ship the change."
    };
    let (what, permissions, ways) = (what.to_owned(), Vec::new(), Vec::new());
    Step { action: Action::Ship, who: "the developers", provider: "", what, permissions, ways }
}

#[cfg(test)]
mod tests;
