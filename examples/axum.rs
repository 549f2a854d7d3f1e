//! Guards the routes of an axum server with what a document says that they need.
//!
//! `cargo run --example axum --features axum`
//!
//! A request without a token that counts is answered with 401, and one with too few permissions with 403. The header
//! `WWW-Authenticate` then names the scopes that would help (RFC 6750, section 3).

use std::error::Error;
use std::fmt::Write as _;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, HeaderMap, WWW_AUTHENTICATE};
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodRouter, get, put};
use scopemark::Challenge;
use scopemark_integrations::{o365, teams_devices};
use tower::ServiceExt as _;

/// What a route needs of a token, and what to answer where a token does not have it.
#[derive(Clone, Copy)]
struct Need {
    allows: fn(&Token) -> bool,
    challenge: fn() -> Option<Challenge>,
    unauthenticated: fn() -> Challenge,
}

/// `need!(o365, Calendar, Update)`: update access to the feature Calendar of the document `o365`. It is a macro because each
/// module has types of its own, so that nobody mixes up the names of two documents.
macro_rules! need {
    ($document:ident, $feature:ident, $access:ident) => {
        Need {
            allows: |token| {
                let granted = match *token {
                    Token::OfUser { scope } => $document::Granted::from_scope(scope),
                    Token::OfApp { roles } => $document::Granted::from_roles(roles),
                };
                $document::allows(&granted, $document::Feature::$feature, scopemark::Access::$access, &[])
            },
            challenge: || $document::challenge($document::Feature::$feature, scopemark::Access::$access, &[]),
            unauthenticated: || {
                $document::unauthenticated($document::Feature::$feature, scopemark::Access::$access, &[])
            },
        }
    };
}

/// A token that was verified: it is genuine, not expired, and for this API.
#[derive(Clone, Copy)]
enum Token {
    OfUser { scope: &'static str },
    OfApp { roles: &'static [&'static str] },
}

/// Stands for the verification of a token; `examples/jsonwebtoken.rs` has a real one. `None` for a token that does not count.
fn verify(token: &str) -> Option<Token> {
    match token {
        "reader" => Some(Token::OfUser { scope: "Calendars.Read User.Read" }),
        "writer" => Some(Token::OfUser { scope: "Calendars.ReadWrite User.Read" }),
        "service" => Some(Token::OfApp { roles: &["Place.Read.All", "Calendars.ReadBasic.All"] }),
        _ => None,
    }
}

/// The routes. `axum::serve(listener, routes())` serves them.
fn routes() -> Router {
    Router::new()
        .route(
            "/calendar",
            guarded(get(async || "a calendar"), need!(o365, Calendar, Base))
                .merge(guarded(put(async || "changed"), need!(o365, Calendar, Update))),
        )
        .route("/rooms", guarded(get(async || "rooms"), need!(teams_devices, SmartBuildings, Base)))
}

/// A handler that only runs for requests with what it needs.
fn guarded(handler: MethodRouter, need: Need) -> MethodRouter {
    handler.route_layer(from_fn_with_state(need, guard))
}

async fn guard(State(need): State<Need>, request: Request, next: Next) -> Response {
    // Nothing is wrong with a request without a token, so this answer has no error.
    let Some(token) = bearer(request.headers()) else {
        return refuse(StatusCode::UNAUTHORIZED, Some((need.unauthenticated)()));
    };
    let Some(token) = verify(token) else {
        return refuse(StatusCode::UNAUTHORIZED, Some((need.unauthenticated)().invalid_token()));
    };
    if !(need.allows)(&token) {
        // There is no challenge where no scope would help.
        return refuse(StatusCode::FORBIDDEN, (need.challenge)());
    }
    next.run(request).await
}

/// The token of a request (RFC 6750, section 2.1); the scheme is in any case.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("Bearer").then(|| token.trim())
}

fn refuse(status: StatusCode, challenge: Option<Challenge>) -> Response {
    match challenge {
        Some(challenge) => (status, [(WWW_AUTHENTICATE, challenge.to_string())]).into_response(),
        None => status.into_response(),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", demonstration()?);
    Ok(())
}

/// Sends requests to the routes, without a network, and says what they answer.
fn demonstration() -> Result<String, Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let mut said = String::new();
    for (method, path, authorization) in [
        (Method::GET, "/calendar", None),
        (Method::GET, "/calendar", Some("Bearer expired")),
        (Method::GET, "/calendar", Some("Bearer reader")),
        (Method::PUT, "/calendar", Some("Bearer reader")),
        (Method::PUT, "/calendar", Some("Bearer writer")),
        (Method::GET, "/rooms", Some("Bearer reader")),
        (Method::GET, "/rooms", Some("Bearer service")),
    ] {
        let (status, challenge) = runtime.block_on(ask(&method, path, authorization))?;
        writeln!(said, "{method} {path}, {}: {status}", authorization.unwrap_or("no token"))?;
        if let Some(challenge) = challenge {
            writeln!(said, "  {challenge}")?;
        }
    }
    Ok(said)
}

/// The status and the challenge of the answer to a request.
async fn ask(
    method: &Method,
    path: &str,
    authorization: Option<&str>,
) -> Result<(StatusCode, Option<String>), Box<dyn Error>> {
    let mut request = Request::builder().method(method).uri(path);
    if let Some(authorization) = authorization {
        request = request.header(AUTHORIZATION, authorization);
    }
    let answer = routes().oneshot(request.body(Body::empty())?).await?;
    let challenge =
        answer.headers().get(WWW_AUTHENTICATE).map(|value| value.to_str().map(str::to_owned)).transpose()?;
    Ok((answer.status(), challenge))
}

#[cfg(test)]
mod tests {
    use super::{Method, StatusCode, ask, demonstration};

    fn answer(method: &Method, path: &str, authorization: Option<&str>) -> (StatusCode, Option<String>) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(ask(method, path, authorization)).expect("an answer")
    }

    /// What an answer has to be: a status, and a challenge or none.
    fn of(status: StatusCode, challenge: Option<&str>) -> (StatusCode, Option<String>) {
        (status, challenge.map(str::to_owned))
    }

    #[test]
    fn a_request_without_a_token_learns_what_to_ask_for_and_of_no_error() {
        let wanted = of(StatusCode::UNAUTHORIZED, Some(r#"Bearer scope="Calendars.Read User.Read""#));
        for authorization in [None, Some("Basic YWRhOmFkYQ=="), Some("Bearer")] {
            assert_eq!(answer(&Method::GET, "/calendar", authorization), wanted, "{authorization:?}");
        }
    }

    #[test]
    fn a_token_that_does_not_count_is_an_invalid_token() {
        let wanted = of(
            StatusCode::UNAUTHORIZED,
            Some(r#"Bearer error="invalid_token", scope="Calendars.ReadWrite User.Read""#),
        );
        for authorization in ["Bearer expired", "bearer reader2", "Bearer reader writer"] {
            assert_eq!(answer(&Method::PUT, "/calendar", Some(authorization)), wanted, "{authorization}");
        }
    }

    #[test]
    fn a_token_with_too_few_scopes_learns_which_are_enough() {
        assert_eq!(
            answer(&Method::PUT, "/calendar", Some("Bearer reader")),
            of(
                StatusCode::FORBIDDEN,
                Some(r#"Bearer error="insufficient_scope", scope="Calendars.ReadWrite User.Read""#)
            )
        );
    }

    #[test]
    fn a_token_with_enough_gets_through_whatever_the_case_of_its_scheme() {
        for (method, authorization) in [
            (Method::GET, "Bearer reader"),
            (Method::GET, "BEARER reader"),
            // What may change a calendar may also read it: the document says so.
            (Method::GET, "Bearer writer"),
            (Method::PUT, "Bearer writer"),
        ] {
            assert_eq!(answer(&method, "/calendar", Some(authorization)), of(StatusCode::OK, None), "{authorization}");
        }
        assert_eq!(answer(&Method::GET, "/rooms", Some("Bearer service")), of(StatusCode::OK, None));
    }

    #[test]
    fn where_no_scope_would_help_there_is_no_challenge() {
        assert_eq!(answer(&Method::GET, "/rooms", Some("Bearer reader")), of(StatusCode::FORBIDDEN, None));
        assert_eq!(answer(&Method::GET, "/rooms", None), of(StatusCode::UNAUTHORIZED, Some("Bearer")));
    }

    #[test]
    fn the_roles_of_an_app_do_not_open_what_a_user_has_to_grant() {
        // One of them is a delegated permission by name as well.
        let (status, challenge) = answer(&Method::GET, "/calendar", Some("Bearer service"));
        assert_eq!(status, StatusCode::FORBIDDEN);
        assert!(challenge.is_some_and(|challenge| challenge.contains("insufficient_scope")));
    }

    #[test]
    fn a_route_that_does_not_exist_needs_no_token() {
        assert_eq!(answer(&Method::GET, "/nowhere", None), of(StatusCode::NOT_FOUND, None));
        assert_eq!(answer(&Method::DELETE, "/calendar", None), of(StatusCode::METHOD_NOT_ALLOWED, None));
    }

    #[test]
    fn the_readme_shows_what_this_prints() {
        let said = demonstration().expect("answers");
        let shown = format!("```console\n$ cargo run --example axum --features axum\n{said}```\n");
        assert!(include_str!("../README.md").contains(&shown), "copy this into README.md:\n{shown}");
    }
}
