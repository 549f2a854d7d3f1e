//! Tests the feature `oauth2`: requested scopes go into a request, and the scopes of a token response into a grant.
#![cfg(feature = "oauth2")]

scopemark::include_tables!(file = "../../codegen/tests/golden/tables.rs");

use o365::{Feature, Granted, Scope};
use oauth2::basic::{BasicClient, BasicTokenResponse};
use oauth2::{AuthUrl, ClientId, CsrfToken, TokenResponse as _};

fn response(scope: &str) -> BasicTokenResponse {
    let text = format!(r#"{{ "access_token": "secret", "token_type": "bearer"{scope} }}"#);
    serde_json::from_str(&text).expect("a token response")
}

#[test]
fn a_request_carries_the_asked_scopes() {
    let ask = o365::ask().feature(Feature::Calendar).build().unwrap();
    let client = BasicClient::new(ClientId::new("id".to_owned()))
        .set_auth_uri(AuthUrl::new("https://login.example/authorize".to_owned()).unwrap());
    for request in [
        client.authorize_url(CsrfToken::new_random).add_scopes(ask.scope_param().to_oauth2()),
        client.authorize_url(CsrfToken::new_random).add_scopes(ask.scopes().to_oauth2()),
        client.authorize_url(CsrfToken::new_random).add_scopes(ask.scopes().into_iter().map(oauth2::Scope::from)),
    ] {
        let (url, _) = request.url();
        let scope = url.query_pairs().find(|(key, _)| key == "scope").unwrap().1;
        assert_eq!(scope, ask.scope_param().to_string());
    }
    assert_eq!(oauth2::Scope::from(Scope::UserRead).as_str(), "User.Read");
}

#[test]
fn a_token_response_becomes_a_grant() {
    let ask = o365::ask().feature(Feature::Calendar).build().unwrap();
    let granted = Granted::from_oauth2(response(r#", "scope": "User.Read Foo.Bar""#).scopes(), &ask.scope_param());
    assert_eq!(granted.scopes().to_string(), "User.Read");
    assert_eq!(granted.unknown().collect::<Vec<_>>(), ["Foo.Bar"]);
    assert!(!ask.check(&granted).is_ok());
    // Granted as requested (RFC 6749, section 5.1).
    let granted = Granted::from_oauth2(response("").scopes(), &ask.scope_param());
    assert_eq!(granted.scopes(), ask.scopes());
    assert!(ask.check(&granted).is_ok());
}

#[test]
fn a_provider_that_wants_commas_gets_them_and_is_understood_with_them() {
    let ask = shop::ask().update(shop::Feature::Orders).build().unwrap();
    let sent: Vec<oauth2::Scope> = ask.scope_param().to_oauth2().collect();
    assert_eq!(sent, [oauth2::Scope::new("read_orders,write_orders".to_owned())]);
    assert_eq!(shop::ask().build().unwrap().scope_param().to_oauth2().count(), 0);
    let granted =
        shop::Granted::from_oauth2(response(r#", "scope": "read_orders,write_orders""#).scopes(), &ask.scope_param());
    assert!(ask.check(&granted).is_ok());
}

#[test]
fn a_name_goes_to_the_crate_as_a_request_sends_it() {
    use power::{Feature, Resource, Scope};
    let sent = "https://analysis.windows.net/powerbi/api/Report.Read.All";
    let ask = power::ask().feature(Feature::Reports).build().unwrap();
    let scopes: Vec<oauth2::Scope> = ask.scope_param(Resource::PowerBiService).to_oauth2().collect();
    assert_eq!(scopes, [oauth2::Scope::new(sent.to_owned())]);
    assert_eq!(oauth2::Scope::from(Scope::ReportReadAll), oauth2::Scope::new(sent.to_owned()));
    let granted = power::Granted::from_oauth2(Some(&scopes), &ask.scope_param(Resource::PowerBiService));
    assert_eq!(granted.scopes().iter().collect::<Vec<_>>(), [Scope::ReportReadAll]);
}
