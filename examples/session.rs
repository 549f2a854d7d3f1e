//! Keeps what was sent and what was granted in a session, as JSON between two requests of a browser.
//!
//! `cargo run --example session --features serde`

use std::collections::BTreeMap;

use scopemark::Access;
use scopemark_integrations::o365::{self, Feature, Granted, RefreshParam, ScopeParam};
use serde::{Deserialize, Serialize};

const ASK: o365::Ask = match o365::ask().feature(Feature::Calendar).update(Feature::Chat).build() {
    Ok(ask) => ask,
    Err(_) => panic!("unsupported"),
};

/// What a session knows of a user's sign-in. Tokens have a place of their own: these are names of permissions.
#[derive(Default, Serialize, Deserialize)]
struct Session {
    /// The parameter of the sign-in that is going on: an answer without `scope` means these names.
    sent: Option<ScopeParam>,
    granted: Option<Granted>,
    /// The parameter of a refresh that is going on.
    refreshing: Option<RefreshParam>,
}

/// A store of sessions: each is text.
#[derive(Default)]
struct Store(BTreeMap<String, String>);

impl Store {
    /// A session that cannot be read any more is a new one: the user signs in again.
    fn load(&self, user: &str) -> Session {
        let text = self.0.get(user);
        text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }

    fn save(&mut self, user: &str, session: &Session) -> serde_json::Result<()> {
        self.0.insert(user.to_owned(), serde_json::to_string(session)?);
        Ok(())
    }
}

fn main() -> serde_json::Result<()> {
    let mut store = Store::default();
    begin(&mut store, "ada")?;
    answered(&mut store, "ada", Some("Calendars.Read Chat.Read User.Read"))?;
    println!("{}", store.0["ada"]);
    let access = store.load("ada").granted.map_or(Access::Missing, |granted| granted.access(Feature::Chat, &[]));
    println!("Chat: {}", access.as_str());
    if refresh(&mut store, "ada")? {
        refreshed(&mut store, "ada", None)?;
    }
    let report = store.load("ada").granted.map(|granted| ASK.check(&granted).to_string());
    println!("{}", report.unwrap_or_else(|| "Nobody has signed in.".to_owned()));
    Ok(())
}

/// A request that sends the browser to the sign-in.
fn begin(store: &mut Store, user: &str) -> serde_json::Result<()> {
    store.save(user, &Session { sent: Some(ASK.scope_param()), ..store.load(user) })
}

/// The request that comes back from it, with the `scope` of the token response.
fn answered(store: &mut Store, user: &str, scope: Option<&str>) -> serde_json::Result<()> {
    let mut session = store.load(user);
    if let Some(sent) = session.sent.take() {
        session.granted = Some(Granted::from_response(scope, &sent));
    }
    store.save(user, &session)
}

/// Whether there is something to refresh; then the parameter of it is in the session.
fn refresh(store: &mut Store, user: &str) -> serde_json::Result<bool> {
    let mut session = store.load(user);
    session.refreshing = session.granted.as_ref().and_then(|granted| ASK.refresh_param(granted));
    store.save(user, &session)?;
    Ok(session.refreshing.is_some())
}

/// The answer to the refresh.
fn refreshed(store: &mut Store, user: &str, scope: Option<&str>) -> serde_json::Result<()> {
    let mut session = store.load(user);
    let sent = session.refreshing.take();
    session.granted = session.granted.map(|granted| granted.refreshed(scope, sent.as_ref()));
    store.save(user, &session)
}

#[cfg(test)]
mod tests {
    use super::{ASK, Feature, Granted, Session, Store, answered, begin, refresh, refreshed};
    use scopemark::Access;

    fn access(store: &Store) -> Option<Access> {
        store.load("ada").granted.map(|granted| granted.access(Feature::Chat, &[]))
    }

    #[test]
    fn an_answer_without_scope_means_what_the_session_sent() -> serde_json::Result<()> {
        let mut store = Store::default();
        begin(&mut store, "ada")?;
        answered(&mut store, "ada", None)?;
        assert_eq!(access(&store), Some(Access::Update));
        Ok(())
    }

    #[test]
    fn a_refresh_keeps_the_first_grant_over_any_number_of_requests() -> serde_json::Result<()> {
        let mut store = Store::default();
        begin(&mut store, "ada")?;
        answered(&mut store, "ada", Some("Chat.Read Calendars.Read User.Read"))?;
        for answer in [Some("Calendars.Read"), None, Some(""), None] {
            assert!(refresh(&mut store, "ada")?);
            refreshed(&mut store, "ada", answer)?;
            assert_eq!(access(&store), Some(if answer.is_none() { Access::Base } else { Access::Missing }));
        }
        Ok(())
    }

    #[test]
    fn a_session_that_is_damaged_is_a_new_one() -> serde_json::Result<()> {
        let mut store = Store::default();
        begin(&mut store, "ada")?;
        let session = Session { granted: Some(Granted::from_response(None, &ASK.scope_param())), ..Session::default() };
        store.save("ada", &session)?;
        let text = store.0["ada"].replace("scopemark-grant-1", "scopemark-grant-0");
        store.0.insert("ada".to_owned(), text);
        assert_eq!(access(&store), None);
        Ok(())
    }
}
