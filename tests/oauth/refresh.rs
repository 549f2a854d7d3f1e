//! Refreshes that ask for less than was granted, and later for all of it again: the refresh token keeps the first grant.

use oauth2::basic::{BasicClient, BasicTokenResponse};
use oauth2::http::Response;
use oauth2::{
    AuthUrl, AuthorizationCode, ClientId, CsrfToken, PkceCodeChallenge, RedirectUrl, TokenResponse as _, TokenUrl,
};
use scopemark::Access;
use scopemark_integrations::o365::{self, Feature, Granted};

use crate::browser::Browser;
use crate::http::{Server, send};
use crate::provider::{Provider, on_servers};

on_servers! {
    both:
        a_refresh_may_ask_for_less_and_the_next_one_for_all_that_was_granted_first,
        a_refresh_for_less_that_is_answered_without_scope_grants_what_was_sent;
    oidc_provider: ;
    authlib:
}

const ALL: o365::Ask = match o365::ask().update(Feature::Calendar).feature(Feature::Chat).build() {
    Ok(ask) => ask,
    Err(_) => panic!("docs-tables/o365.md does not support this ask"),
};
const LESS: o365::Ask = match o365::ask().feature(Feature::Calendar).build() {
    Ok(ask) => ask,
    Err(_) => panic!("docs-tables/o365.md does not support this ask"),
};

fn a_refresh_may_ask_for_less_and_the_next_one_for_all_that_was_granted_first(provider: Provider) {
    let requests = refreshed_twice(provider, "integration");
    let [all, less] = ["Calendars.Read Calendars.ReadWrite Chat.Read User.Read", "Calendars.Read User.Read"];
    let [answer, answer_to_less] = [all, less].map(|names| provider.answer(names));
    assert_eq!(
        requests,
        [
            format!("authorized {all} offline_access"),
            format!("authorization_code asked - answered {answer}"),
            format!("refresh_token asked {less} offline_access answered {answer_to_less}"),
            format!("refresh_token asked {all} offline_access answered {answer}"),
        ]
    );
}

fn a_refresh_for_less_that_is_answered_without_scope_grants_what_was_sent(provider: Provider) {
    let requests = refreshed_twice(provider, "terse");
    assert_eq!(requests.len(), 4, "{requests:?}");
    assert!(requests.iter().skip(1).all(|request| request.ends_with(" answered -")), "{requests:?}");
}

/// Signs in, refreshes for less, refreshes for all again, and checks each grant; returns what the server was asked and
/// answered.
fn refreshed_twice(provider: Provider, client: &str) -> Vec<String> {
    let (mut server, issuer) = provider.start();
    let at = |path| issuer.join(path).expect("an address");
    let loopback = Server::start(|_| Response::new("signed in".to_owned()));
    let client = BasicClient::new(ClientId::new(client.to_owned()))
        .set_auth_uri(AuthUrl::from_url(at("auth")))
        .set_token_uri(TokenUrl::from_url(at("token")))
        .set_redirect_uri(RedirectUrl::new(loopback.url("/")).expect("an address"));

    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (url, _) = client
        .authorize_url(CsrfToken::new_random)
        .add_scopes(ALL.scope_param().to_oauth2())
        .set_pkce_challenge(challenge)
        .add_extra_param("prompt", "consent")
        .url();
    let mut browser = Browser::new();
    let login = browser.open(url.as_str());
    let consent = browser.submit(&login, &[("name", "ada")]);
    let last = browser.submit(&consent, &[]);
    let code = last.url.query_pairs().find(|(name, _)| name == "code").expect("a code").1.into_owned();

    let token: BasicTokenResponse =
        client.exchange_code(AuthorizationCode::new(code)).set_pkce_verifier(verifier).request(&send).expect("a token");
    let mut granted = Granted::from_oauth2(token.scopes(), &ALL.scope_param());
    assert!(ALL.check(&granted).is_ok());

    let mut refresh_token = token.refresh_token().expect("a refresh token").clone();
    for (ask, [calendar, chat]) in [(&LESS, [Access::Base, Access::Missing]), (&ALL, [Access::Update, Access::Base])] {
        let asked = ask.refresh_param(&granted).expect("something is granted");
        let request = client.exchange_refresh_token(&refresh_token).add_scopes(asked.to_oauth2());
        let token: BasicTokenResponse = request.request(&send).expect("a token");
        granted = granted.refreshed_oauth2(token.scopes(), Some(&asked));
        assert!(ask.check(&granted).is_ok());
        assert_eq!(granted.access(Feature::Calendar, &[]), calendar);
        assert_eq!(granted.access(Feature::Chat, &[]), chat);
        // oidc-provider gives a new one with each answer, and Authlib leaves the first in force.
        assert_eq!(token.refresh_token().is_some(), provider == Provider::OidcProvider);
        refresh_token = token.refresh_token().unwrap_or(&refresh_token).clone();
    }

    server.close();
    let end = server.end();
    assert!(end.status.success(), "{}", end.errors);
    end.lines.into_iter().filter(|line| !line.starts_with("secret ")).collect()
}
