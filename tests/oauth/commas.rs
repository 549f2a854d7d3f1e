//! A provider that divides names with commas, in what it wants and in what it answers, and a document that says so.

use std::sync::{Arc, Mutex};

use oauth2::basic::{BasicClient, BasicTokenResponse};
use oauth2::http::Response;
use oauth2::url::form_urlencoded;
use oauth2::{AuthorizationCode, ClientId, TokenResponse as _, TokenUrl};
use scopemark::Access;

use crate::http::{Server, send};

scopemark::include_tables!(file = "../../codegen/tests/golden/tables.rs");

use shop::{Feature, Granted};

/// A token endpoint: it answers in turn with these scopes, or without, and keeps what was asked.
fn provider(scopes: &'static [Option<&'static str>]) -> (Server, Arc<Mutex<Vec<String>>>) {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let (mut scopes, heard) = (scopes.iter(), Arc::clone(&asked));
    let server = Server::start(move |request| {
        let form = form_urlencoded::parse(request.body().as_bytes());
        let scope = form.into_owned().find(|(name, _)| name == "scope").map(|(_, scope)| scope);
        heard.lock().expect("no test panicked").push(scope.unwrap_or_else(|| "-".to_owned()));
        let mut answer = serde_json::json!({ "access_token": "a", "refresh_token": "r", "token_type": "bearer" });
        if let Some(scope) = scopes.next().expect("no more requests") {
            answer["scope"] = (*scope).into();
        }
        Response::builder().header("Content-Type", "application/json").body(answer.to_string()).expect("a response")
    });
    (server, asked)
}

fn code() -> AuthorizationCode {
    AuthorizationCode::new("code".to_owned())
}

#[test]
fn a_grant_with_commas_is_read_and_a_refresh_asks_for_it_with_commas() {
    let (server, asked) = provider(&[Some("read_orders,write_orders"), Some("read_orders"), None]);
    let client = BasicClient::new(ClientId::new("client".to_owned()))
        .set_token_uri(TokenUrl::new(server.url("/token")).expect("an address"));
    let ask = shop::ask().update(Feature::Orders).build().expect("it is supported");

    let token: BasicTokenResponse = client.exchange_code(code()).request(&send).expect("a token");
    let granted = Granted::from_oauth2(token.scopes(), &ask.scope_param());
    assert!(ask.check(&granted).is_ok());
    assert_eq!(granted.unknown().count(), 0);

    // The provider takes one back, and a refresh never leaves the first grant, whatever came since.
    let refresh = token.refresh_token().expect("a refresh token");
    let mut granted = granted;
    for access in [Access::Base, Access::Update] {
        let param = ask.refresh_param(&granted).expect("something is granted");
        let token =
            client.exchange_refresh_token(refresh).add_scopes(param.to_oauth2()).request(&send).expect("a token");
        granted = granted.refreshed_oauth2(token.scopes(), Some(&param));
        assert_eq!(granted.access(Feature::Orders, &[]), access);
    }
    assert_eq!(*asked.lock().expect("no test panicked"), ["-", "read_orders,write_orders", "read_orders,write_orders"]);
}

#[test]
fn a_part_granted_with_commas_is_a_part() {
    let (server, _) = provider(&[Some("read_orders,write_other")]);
    let client = BasicClient::new(ClientId::new("client".to_owned()))
        .set_token_uri(TokenUrl::new(server.url("/token")).expect("an address"));
    let ask = shop::ask().update(Feature::Orders).build().expect("it is supported");
    let token: BasicTokenResponse = client.exchange_code(code()).request(&send).expect("a token");
    let granted = Granted::from_oauth2(token.scopes(), &ask.scope_param());
    assert_eq!(granted.access(Feature::Orders, &[]), Access::Base);
    assert!(granted.unknown().eq(["write_other"]));
    // What is asked again has commas too.
    let again = ask.step_up(&granted).expect("the update is missing");
    assert_eq!(again.to_string(), "read_orders,write_orders");
}
