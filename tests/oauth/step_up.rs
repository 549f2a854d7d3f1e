//! What the example does when an API wants more: one new sign-in, in which nothing is lost.

use oauth2::http::StatusCode;
use oauth2::http::header::WWW_AUTHENTICATE;
use scopemark::Access;

use crate::api::Temper;
use crate::provider::{Provider, on_servers};
use crate::sign_in::{ALL_IS_WELL, ASKED, GRANTED, SignIn};

on_servers! {
    both:
        a_challenge_leads_to_a_new_sign_in_that_brings_what_the_api_names_and_loses_nothing,
        an_answer_without_scope_to_a_step_up_speaks_for_what_the_step_up_sent,
        an_api_that_refuses_again_is_not_asked_a_third_time,
        an_api_that_names_only_what_is_granted_leads_to_no_new_sign_in,
        a_person_who_declines_what_the_api_names_is_not_asked_a_third_time,
        a_person_who_refuses_a_step_up_keeps_what_was_granted_and_the_api_is_not_called_again,
        a_step_up_asks_again_for_what_was_declined_and_needed_but_not_for_a_declined_option,
        the_api_tells_no_token_from_a_token_that_does_not_count;
    oidc_provider: ;
    authlib:
}

/// What is asked after the challenge: all that was granted, and what the API names.
const MORE: &str = "Calendars.Read Calendars.ReadWrite Chat.Read Chat.ReadWrite Presence.Read Presence.Read.All User.Read \
                    offline_access";
const MORE_IS_WELL: &str = "  Calendar: update\n  Status: base\n  Chat: update\nEverything needed was granted.\n";
const TOO_FEW: &str = r#"403 Bearer error="insufficient_scope", scope="Chat.ReadWrite""#;

/// What the example says up to the new sign-in.
fn challenged(provider: Provider) -> String {
    let answer = provider.answer(GRANTED);
    format!(
        "\nSigned in. Granted: {answer}\n{ALL_IS_WELL}\nRefreshing, requesting: {GRANTED} offline_access\n\
         \nRefreshed. Granted: {answer}\n{ALL_IS_WELL}\nCalling the API\n\
         The API refused: 403 Forbidden. It needs: \"Chat.ReadWrite\"\nRequesting: {MORE}\nOpen this address in a browser:\n"
    )
}

fn a_challenge_leads_to_a_new_sign_in_that_brings_what_the_api_names_and_loses_nothing(provider: Provider) {
    let mut sign_in = SignIn::begin_for_api(provider, "integration", Access::Update, Temper::Fair);
    sign_in.decide(&[]);
    assert_eq!(sign_in.requested(), MORE);
    sign_in.decide_again(provider.shown_again(MORE, "Chat.ReadWrite"), &[]);
    let seen = sign_in.end();
    assert!(seen.success, "{}", seen.errors);
    let (answer, more) = (provider.answer(GRANTED), provider.answer_to_more(GRANTED, "Chat.ReadWrite"));
    assert_eq!(
        seen.said,
        challenged(provider)
            + &format!(
                "\nSigned in again. Granted: {more}\n{MORE_IS_WELL}\nCalling the API\nThe API answered: 200 OK\n"
            )
    );
    assert_eq!(seen.answers, [TOO_FEW, "200"]);
    assert_eq!(
        seen.requests,
        [
            format!("authorized {ASKED}"),
            format!("authorization_code asked - answered {answer}"),
            format!("refresh_token asked {GRANTED} offline_access answered {answer}"),
            // A new authorization request, and no refresh.
            format!("authorized {MORE}"),
            format!("authorization_code asked - answered {more}"),
        ]
    );
}

fn an_answer_without_scope_to_a_step_up_speaks_for_what_the_step_up_sent(provider: Provider) {
    let mut sign_in = SignIn::begin_for_api(provider, "terse", Access::Update, Temper::Stubborn);
    sign_in.decide(&[]);
    sign_in.requested();
    sign_in.decide_again(provider.shown_again(MORE, "Chat.ReadWrite"), &[]);
    let seen = sign_in.end();
    assert_eq!(seen.requests.last().map(String::as_str), Some("authorization_code asked - answered -"));
    // It was sent in the step-up alone, and counts as granted: the ask of the first sign-in does not have it.
    assert_eq!(seen.errors, "error: the API refuses although all that it names is granted\n");
}

fn an_api_that_refuses_again_is_not_asked_a_third_time(provider: Provider) {
    let mut sign_in = SignIn::begin_for_api(provider, "integration", Access::Update, Temper::Stubborn);
    sign_in.decide(&[]);
    assert_eq!(sign_in.requested(), MORE);
    sign_in.decide_again(provider.shown_again(MORE, "Chat.ReadWrite"), &[]);
    let seen = sign_in.end();
    assert!(!seen.success);
    assert_eq!(seen.answers, [TOO_FEW; 2]);
    assert_eq!(seen.requests.len(), 5, "{:?}", seen.requests);
    assert_eq!(seen.errors, "error: the API refuses although all that it names is granted\n");
}

fn an_api_that_names_only_what_is_granted_leads_to_no_new_sign_in(provider: Provider) {
    let mut sign_in = SignIn::begin_for_api(provider, "integration", Access::Base, Temper::Stubborn);
    sign_in.decide(&[]);
    let seen = sign_in.end();
    assert!(!seen.success);
    assert_eq!(seen.answers, [r#"403 Bearer error="insufficient_scope", scope="Chat.Read""#]);
    assert_eq!(seen.requests.len(), 3, "{:?}", seen.requests);
    assert_eq!(seen.errors, "error: the API refuses although all that it names is granted\n");
}

fn a_person_who_declines_what_the_api_names_is_not_asked_a_third_time(provider: Provider) {
    let mut sign_in = SignIn::begin_for_api(provider, "integration", Access::Update, Temper::Fair);
    sign_in.decide(&[]);
    assert_eq!(sign_in.requested(), MORE);
    sign_in.decide_again(provider.shown_again(MORE, "Chat.ReadWrite"), &[("decline", "Chat.ReadWrite")]);
    let seen = sign_in.end();
    assert!(!seen.success);
    assert_eq!(seen.answers, [TOO_FEW; 2]);
    // What was granted before still is.
    let answer = provider.answer(GRANTED);
    assert!(seen.said.contains(&format!("\nSigned in again. Granted: {answer}\n{ALL_IS_WELL}")), "{}", seen.said);
    assert_eq!(seen.errors, "error: the API still needs Chat.ReadWrite, which was not granted\n");
}

fn a_person_who_refuses_a_step_up_keeps_what_was_granted_and_the_api_is_not_called_again(provider: Provider) {
    let mut sign_in = SignIn::begin_for_api(provider, "integration", Access::Update, Temper::Fair);
    sign_in.decide(&[]);
    sign_in.requested();
    sign_in.decide_again(provider.shown_again(MORE, "Chat.ReadWrite"), &[("refuse", "")]);
    let seen = sign_in.end();
    assert!(!seen.success);
    assert_eq!(seen.answers, [TOO_FEW]);
    assert_eq!(
        seen.said,
        challenged(provider) + "\nNothing has changed: what was granted before still is, and its tokens still count.\n"
    );
    assert_eq!(seen.errors, provider.refusal());
}

fn a_step_up_asks_again_for_what_was_declined_and_needed_but_not_for_a_declined_option(provider: Provider) {
    let mut sign_in = SignIn::begin_for_api(provider, "integration", Access::Update, Temper::Fair);
    sign_in.decide(&[("decline", "Chat.Read"), ("decline", "Presence.Read.All")]);
    let again = "Calendars.Read Calendars.ReadWrite Chat.Read Chat.ReadWrite Presence.Read User.Read offline_access";
    assert_eq!(sign_in.requested(), again);
    // A server may remember that somebody declined, and ask only for what is new.
    sign_in.decide_again(provider.shown_again(again, "Chat.ReadWrite"), &[("decline", "Chat.Read")]);
    let seen = sign_in.end();
    assert!(seen.success, "{}", seen.errors);
    assert_eq!(seen.answers, [TOO_FEW, "200"]);
    let kept = "Calendars.Read Calendars.ReadWrite Presence.Read User.Read";
    let answer = provider.answer_to_more(kept, "Chat.ReadWrite");
    assert!(seen.said.contains(&format!("\nSigned in again. Granted: {answer}\n")), "{}", seen.said);
}

fn the_api_tells_no_token_from_a_token_that_does_not_count(provider: Provider) {
    let sign_in = SignIn::begin_for_api(provider, "integration", Access::Update, Temper::Fair);
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    for (token, challenge) in [
        (None, r#"Bearer scope="Chat.ReadWrite""#),
        (Some("Bearer stolen"), r#"Bearer error="invalid_token", scope="Chat.ReadWrite""#),
    ] {
        let mut request = agent.get(sign_in.api().url());
        if let Some(token) = token {
            request = request.header("Authorization", token);
        }
        let answer = request.call().expect("an answer");
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
        assert_eq!(answer.headers()[WWW_AUTHENTICATE], challenge);
    }
}
