//! A resource server that decides and answers with what the document says: the other side of a challenge.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use oauth2::http::header::{AUTHORIZATION, CONTENT_TYPE, WWW_AUTHENTICATE};
use oauth2::http::{HeaderMap, Request, Response, StatusCode};
use oauth2::url::{Url, form_urlencoded};
use scopemark::{Access, Challenge};
use scopemark_integrations::o365::{self, Feature, Granted};

use crate::http::Server;

/// What the API offers.
const FEATURE: Feature = Feature::Chat;

/// An API that a token with `Chat.Read` opens, or, for an update, one with `Chat.ReadWrite`.
pub(crate) struct Api {
    server: Server,
    answers: Arc<Mutex<Vec<String>>>,
}

/// Whether consent decides what an API allows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Temper {
    Fair,
    /// It refuses whatever was granted, as for a user who may not do it, and still says that scopes are missing.
    Stubborn,
}

impl Api {
    /// An API that asks the server at this address what a token is good for (RFC 7662).
    pub(crate) fn start(introspection: Url, access: Access, temper: Temper) -> Self {
        let answers = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&answers);
        let server = Server::start(move |request| {
            let (status, challenge) = decide(request, &introspection, access, temper);
            let mut response = Response::builder().status(status);
            let mut answer = status.as_str().to_owned();
            if let Some(challenge) = challenge {
                let _ = write!(answer, " {challenge}");
                response = response.header(WWW_AUTHENTICATE, challenge.to_string());
            }
            heard.lock().expect("no test panicked").push(answer);
            response.body(String::new()).expect("a response")
        });
        Self { server, answers }
    }

    pub(crate) fn url(&self) -> String {
        self.server.url("/chats")
    }

    /// What it answered so far: each status, with the challenge.
    pub(crate) fn answers(&self) -> Vec<String> {
        self.answers.lock().expect("no test panicked").clone()
    }
}

fn decide(
    request: &Request<String>,
    introspection: &Url,
    access: Access,
    temper: Temper,
) -> (StatusCode, Option<Challenge>) {
    let Some(token) = bearer(request.headers()) else {
        return (StatusCode::UNAUTHORIZED, Some(o365::unauthenticated(FEATURE, access, &[])));
    };
    let Some(scope) = scope_of(token, introspection) else {
        return (StatusCode::UNAUTHORIZED, Some(o365::unauthenticated(FEATURE, access, &[]).invalid_token()));
    };
    let is_allowed = o365::allows(&Granted::from_scope(&scope), FEATURE, access, &[]);
    if is_allowed && temper == Temper::Fair {
        return (StatusCode::OK, None);
    }
    (StatusCode::FORBIDDEN, o365::challenge(FEATURE, access, &[]))
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

/// The scope of a token; `None` for one that the server does not know, or does not honour any more.
fn scope_of(token: &str, introspection: &Url) -> Option<String> {
    let form = form_urlencoded::Serializer::new(String::new())
        .append_pair("client_id", "api")
        .append_pair("token", token)
        .finish();
    let mut answer = ureq::post(introspection.as_str())
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .send(form)
        .expect("what the token is good for");
    let text = answer.body_mut().read_to_string().expect("text");
    let said: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    (said["active"] == true).then(|| said["scope"].as_str().unwrap_or_default().to_owned())
}
