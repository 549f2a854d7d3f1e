//! What a person decides at a sign-in, and what the example makes of it, also after a refresh.

use oauth2::http::StatusCode;
use scopemark_integrations::o365::Scope;

use crate::provider::{Provider, on_servers};
use crate::sign_in::{ALL_IS_WELL, ASKED, GRANTED, SignIn, line};

on_servers! {
    both:
        what_is_asked_and_granted_is_all_there_and_still_is_after_a_refresh,
        what_a_person_declines_is_missing_for_the_features_that_need_it_and_no_refresh_asks_for_it,
        a_server_that_names_no_scope_granted_what_was_asked,
        a_refresh_that_asks_for_less_and_is_told_no_scope_grants_less,
        a_server_that_wrongly_names_no_scope_is_found_out_because_no_refresh_may_ask_for_more_than_was_granted,
        a_person_who_refuses_is_told_so_and_no_token_is_asked_for,
        an_answer_that_is_not_to_this_sign_in_is_turned_away;
    oidc_provider:
        what_a_person_takes_back_is_missing_after_the_next_refresh;
    authlib:
        what_a_person_takes_back_fails_the_next_refresh_as_a_whole
}

fn what_is_asked_and_granted_is_all_there_and_still_is_after_a_refresh(provider: Provider) {
    let mut sign_in = SignIn::begin(provider, "integration");
    let last = sign_in.decide(&[]);
    assert_eq!(last.status, StatusCode::OK);
    assert_eq!(last.text, "You can close this page and return to the integration.");
    let seen = sign_in.end();
    assert!(seen.success, "{}", seen.errors);
    let answer = provider.answer(GRANTED);
    assert_eq!(
        seen.said,
        format!(
            "\nSigned in. Granted: {answer}\n{ALL_IS_WELL}\nRefreshing, requesting: {GRANTED} offline_access\n\
             \nRefreshed. Granted: {answer}\n{ALL_IS_WELL}"
        )
    );
    assert_eq!(
        seen.requests,
        [
            format!("authorized {ASKED}"),
            format!("authorization_code asked - answered {answer}"),
            format!("refresh_token asked {GRANTED} offline_access answered {answer}"),
        ]
    );
}

fn what_a_person_declines_is_missing_for_the_features_that_need_it_and_no_refresh_asks_for_it(provider: Provider) {
    let seen = SignIn::decided(
        provider,
        "integration",
        &[("decline", "Calendars.ReadWrite"), ("decline", "Chat.Read"), ("decline", "Presence.Read.All")],
    );
    assert!(seen.success, "{}", seen.errors);
    let granted = "Calendars.Read Presence.Read User.Read";
    let (answer, report) = (provider.answer(granted), declined());
    assert_eq!(
        seen.said,
        format!(
            "\nSigned in. Granted: {answer}\n{report}\nRefreshing, requesting: {granted} offline_access\n\
             \nRefreshed. Granted: {answer}\n{report}"
        )
    );
    assert_eq!(
        seen.requests,
        [
            format!("authorized {ASKED}"),
            format!("authorization_code asked - answered {answer}"),
            format!("refresh_token asked {granted} offline_access answered {answer}"),
        ]
    );
}

/// What the example says to somebody who declined an update, a feature and an option.
fn declined() -> String {
    format!(
        "  Calendar: base\n  Status: base\n  Chat: missing\n\
         Calendars.ReadWrite (or Calendars.ReadWrite.Shared) is missing: Calendar needs it to update ({}).\n\
         Chat.Read (or Chat.ReadWrite) is missing: Chat needs it ({}).\n\
         Presence.Read.All is optional and was not granted.\n",
        line(Scope::CalendarsReadWrite),
        line(Scope::ChatRead),
    )
}

fn a_server_that_names_no_scope_granted_what_was_asked(provider: Provider) {
    let seen = SignIn::decided(provider, "terse", &[]);
    assert!(seen.success, "{}", seen.errors);
    assert_eq!(
        seen.said,
        format!(
            "\nSigned in. Granted: what was requested\n{ALL_IS_WELL}\nRefreshing, requesting: {ASKED}\n\
             \nRefreshed. Granted: what was requested\n{ALL_IS_WELL}"
        )
    );
    assert_eq!(
        seen.requests,
        [
            format!("authorized {ASKED}"),
            "authorization_code asked - answered -".to_owned(),
            format!("refresh_token asked {ASKED} answered -"),
        ]
    );
}

fn a_refresh_that_asks_for_less_and_is_told_no_scope_grants_less(provider: Provider) {
    let seen = SignIn::decided(
        provider,
        "terse",
        &[("decline", "Calendars.ReadWrite"), ("decline", "Chat.Read"), ("decline", "Presence.Read.All")],
    );
    assert!(seen.success, "{}", seen.errors);
    let granted = "Calendars.Read Presence.Read User.Read";
    let (answer, report) = (provider.answer(granted), declined());
    assert_eq!(
        seen.said,
        format!(
            "\nSigned in. Granted: {answer}\n{report}\nRefreshing, requesting: {granted} offline_access\n\
             \nRefreshed. Granted: what was requested\n{report}"
        )
    );
    assert_eq!(seen.requests[2], format!("refresh_token asked {granted} offline_access answered -"));
}

fn a_server_that_wrongly_names_no_scope_is_found_out_because_no_refresh_may_ask_for_more_than_was_granted(
    provider: Provider,
) {
    let seen = SignIn::decided(provider, "careless", &[("decline", "Chat.Read")]);
    assert!(!seen.success, "{}", seen.said);
    assert_eq!(seen.errors, provider.excess());
    assert_eq!(seen.requests[2], format!("refresh_token asked {ASKED} failed invalid_scope"));
}

fn what_a_person_takes_back_is_missing_after_the_next_refresh(provider: Provider) {
    let seen = SignIn::decided(provider, "integration", &[("withdraw", "Chat.Read")]);
    assert!(seen.success, "{}", seen.errors);
    let less = "Calendars.Read Calendars.ReadWrite Presence.Read Presence.Read.All User.Read";
    assert_eq!(
        seen.said,
        format!(
            "\nSigned in. Granted: {GRANTED}\n{ALL_IS_WELL}\nRefreshing, requesting: {GRANTED} offline_access\n\
             \nRefreshed. Granted: {less}\n  Calendar: update\n  Status: base\n  Chat: missing\n\
             Chat.Read (or Chat.ReadWrite) is missing: Chat needs it ({}).\n",
            line(Scope::ChatRead),
        )
    );
    assert_eq!(seen.requests[2], format!("refresh_token asked {GRANTED} offline_access answered {less}"));
}

/// oidc-provider answers a refresh with what is left of it, Authlib with an error. Either way nothing is taken for granted that
/// is not.
fn what_a_person_takes_back_fails_the_next_refresh_as_a_whole(provider: Provider) {
    let seen = SignIn::decided(provider, "integration", &[("withdraw", "Chat.Read")]);
    assert!(!seen.success, "{}", seen.said);
    assert_eq!(seen.errors, provider.excess());
    assert_eq!(seen.requests[2], format!("refresh_token asked {ASKED} failed invalid_scope"));
}

fn a_person_who_refuses_is_told_so_and_no_token_is_asked_for(provider: Provider) {
    let seen = SignIn::decided(provider, "integration", &[("refuse", "")]);
    assert!(!seen.success);
    assert_eq!(seen.said, "");
    assert_eq!(seen.errors, provider.refusal());
    assert!(seen.requests.is_empty(), "{:?}", seen.requests);
}

fn an_answer_that_is_not_to_this_sign_in_is_turned_away(provider: Provider) {
    let mut sign_in = SignIn::begin(provider, "integration");
    let redirect = sign_in.parameter("redirect_uri");
    let (state, issuer) = (sign_in.parameter("state"), sign_in.issuer.as_str().trim_end_matches('/').to_owned());
    for forged in [
        String::new(),
        "?code=stolen".to_owned(),
        format!("?code=stolen&state=guessed&iss={issuer}"),
        format!("?code=stolen&state={state}"),
        format!("?code=stolen&state={state}&iss=http://127.0.0.1"),
    ] {
        let page = sign_in.browser.open(&format!("{redirect}{forged}"));
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{forged}");
    }
    assert_eq!(sign_in.browser.open(&format!("{redirect}favicon.ico")).status, StatusCode::NOT_FOUND);
    // The one that is still gets through.
    sign_in.decide(&[]);
    let seen = sign_in.end();
    assert!(seen.success, "{}", seen.errors);
    assert!(seen.said.ends_with(ALL_IS_WELL), "{}", seen.said);
}
