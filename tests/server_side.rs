//! The side of a resource server, on the shipped documents: what a token allows, and what to answer where it does not.

use scopemark::{Access, Challenge, InvalidUrl};
use scopemark_integrations::o365::{self, Condition, Feature, Granted};
use scopemark_integrations::teams_devices;

#[test]
fn a_token_allows_an_access_where_the_document_says_so() {
    let granted = Granted::from_scope("Chat.Read Presence.Read User.Read");
    let allows = |feature, access, conditions: &[Condition]| o365::allows(&granted, feature, access, conditions);
    assert!(allows(Feature::Chat, Access::Base, &[]));
    assert!(!allows(Feature::Chat, Access::Update, &[]));
    assert!(!allows(Feature::Chat, Access::Base, &[Condition::PersonalAccount]), "its rows do not apply");
    assert!(!allows(Feature::Chat, Access::Missing, &[]), "missing is nothing to allow");
    assert!(allows(Feature::Status, Access::Base, &[]), "without the optional permission");
    let user = Granted::from_scope("Presence.Read.All");
    assert!(!teams_devices::allows(
        &teams_devices::Granted::from_scope("Presence.Read.All"),
        teams_devices::Feature::ALL[0],
        Access::Base,
        &[]
    ));
    assert!(o365::allows(&user, Feature::Status, Access::Base, &[]), "it covers Presence.Read");
}

#[test]
fn a_challenge_is_what_a_client_has_to_ask_for() {
    let challenge = |access| o365::challenge(Feature::Chat, access, &[]).map(|it| it.to_string());
    assert_eq!(challenge(Access::Base).as_deref(), Some(r#"Bearer error="insufficient_scope", scope="Chat.Read""#));
    let update = o365::challenge(Feature::Chat, Access::Update, &[]).expect("a scope helps");
    let granted = Granted::from_scope(update.scope().expect("a scope"));
    assert!(o365::allows(&granted, Feature::Chat, Access::Update, &[]));
    assert_eq!(challenge(Access::Missing), None);
    assert!(
        o365::challenge(Feature::Chat, Access::Base, &[Condition::PersonalAccount]).is_none(),
        "no scope would help"
    );
    let application = teams_devices::Feature::ALL[0];
    assert!(teams_devices::challenge(application, Access::Base, &[]).is_none(), "only application permissions help");
    assert_eq!(teams_devices::unauthenticated(application, Access::Base, &[]).to_string(), "Bearer");
}

#[test]
fn a_request_without_a_token_has_no_error_and_one_with_an_expired_one_has() {
    let refusal = || o365::unauthenticated(Feature::Chat, Access::Base, &[]);
    assert_eq!(refusal().to_string(), r#"Bearer scope="Chat.Read""#);
    assert_eq!(refusal().invalid_token().to_string(), r#"Bearer error="invalid_token", scope="Chat.Read""#);
    let with = refusal().resource_metadata("https://api.example/.well-known/oauth-protected-resource");
    assert_eq!(
        with.map(|it| it.to_string()).as_deref(),
        Ok(r#"Bearer scope="Chat.Read", resource_metadata="https://api.example/.well-known/oauth-protected-resource""#)
    );
    for url in
        ["", "https://a.example/\"", "https://a.example/\\", "https://a.example/ b", "https://é.example", "a\r\nb"]
    {
        let refused: Result<Challenge, InvalidUrl> = refusal().resource_metadata(url);
        assert!(refused.is_err(), "{url:?}");
    }
    let _: fn(Challenge) -> Box<dyn Send + Sync + 'static> = |it| Box::new(it);
}

#[test]
fn a_client_steps_up_once_for_a_challenge() {
    let ask = o365::ask().feature(Feature::Chat).build().expect("supported");
    let granted = Granted::from_response(Some("Chat.Read User.Read"), &ask.scope_param());
    assert!(ask.step_up(&granted).is_none(), "nothing that the client knows is missing");
    let challenge = o365::challenge(Feature::Chat, Access::Update, &[]).expect("a scope helps");
    let again = ask.step_up_for(&granted, challenge.scope().expect("a scope")).expect("it is not granted yet");
    assert_eq!(again.to_string(), "Chat.Read Chat.ReadWrite User.Read", "what was granted stays in it");
    let granted = Granted::from_response(None, &again);
    assert!(
        ask.step_up_for(&granted, challenge.scope().expect("a scope")).is_none(),
        "it is held: asking brings nothing"
    );
    let unknown = ask.step_up_for(&granted, "Foo.Bar Mail.Send Foo.Bar").expect("Mail.Send is not held");
    assert_eq!(unknown.unknown().collect::<Vec<_>>(), ["Foo.Bar"]);
    assert!(ask.step_up_for(&granted, "Foo.Bar").is_none(), "the document does not have it");
}
