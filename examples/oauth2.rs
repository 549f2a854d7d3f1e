//! Passes the requested scopes to the crate `oauth2`, and checks its token response.
//!
//! `cargo run --example oauth2 --features oauth2`

use oauth2::basic::{BasicClient, BasicTokenResponse};
use oauth2::{AuthUrl, ClientId, CsrfToken, TokenResponse};
use scopemark_integrations::o365::{self, Feature, Granted};

const ASK: o365::Ask = match o365::ask().update(Feature::Chat).build() {
    Ok(ask) => ask,
    Err(_) => panic!("unsupported"),
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = BasicClient::new(ClientId::new("client".to_owned()))
        .set_auth_uri(AuthUrl::new("https://login.microsoftonline.com/common/oauth2/v2.0/authorize".to_owned())?);
    let (url, _) = client.authorize_url(CsrfToken::new_random).add_scopes(ASK.scope_param().to_oauth2()).url();
    println!("{url}");

    let response: BasicTokenResponse =
        serde_json::from_str(r#"{ "access_token": "…", "token_type": "Bearer", "scope": "Chat.Read" }"#)?;
    let report = ASK.check(&Granted::from_oauth2(response.scopes(), &ASK.scope_param()));
    println!("{report}");
    Ok(())
}
