//! `examples/sign_in.rs` against a real authorization server: oidc-provider, which is certified for OpenID Connect.
//!
//! It needs the example, which `cargo build --example sign_in --features sign-in` makes, and Node.js with what `npm ci`
//! installs into `target/oauth` from the lockfile here: `.ci/run` does both.

mod browser;
mod process;

use std::env;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use browser::{Browser, Page};
use oauth2::http::StatusCode;
use oauth2::url::Url;
use process::Process;
use scopemark_integrations::o365::{self, Scope};

/// What the example asks for.
const ASKED: &str =
    "Calendars.Read Calendars.ReadWrite Chat.Read Presence.Read Presence.Read.All User.Read offline_access";
/// The part of it that belongs to the document's resource, which a token is for.
const GRANTED: &str = "Calendars.Read Calendars.ReadWrite Chat.Read Presence.Read Presence.Read.All User.Read";
const ALL_IS_WELL: &str = "  Calendar: update\n  Status: base\n  Chat: base\nEverything needed was granted.\n";

/// A sign-in that has begun: the server runs, and the example waits for somebody to open its address.
struct SignIn {
    server: Process,
    issuer: Url,
    example: Process,
    address: Url,
    browser: Browser,
    /// What the server must have kept between itself and the example.
    secrets: Vec<String>,
}

/// What was seen of a sign-in.
struct Seen {
    /// Whether the example ended well.
    success: bool,
    /// What the example said after it had shown its address.
    said: String,
    errors: String,
    /// What the server was asked and answered.
    requests: Vec<String>,
}

impl SignIn {
    fn begin(client: &str) -> Self {
        let mut server = Process::start("the server", &mut server());
        let first = server.line();
        let issuer = Url::parse(first.strip_prefix("listening ").expect("its address")).expect("an address");
        let mut example = Process::start(
            "the example",
            Command::new(example())
                .args(["--client-id", client, "--prompt", "consent"])
                .args(["--issuer", issuer.as_str().trim_end_matches('/')])
                .args(["--authorize", issuer.join("auth").expect("an address").as_str()])
                .args(["--token", issuer.join("token").expect("an address").as_str()]),
        );
        assert_eq!(example.line(), format!("Requesting: {ASKED}"));
        assert_eq!(example.line(), "Open this address in a browser:");
        let address = Url::parse(example.line().trim()).expect("an address");
        Self { server, issuer, example, address, browser: Browser::new(), secrets: Vec::new() }
    }

    /// A parameter of the address.
    fn parameter(&self, name: &str) -> String {
        let (_, value) = self.address.query_pairs().find(|(key, _)| key == name).expect(name);
        value.into_owned()
    }

    /// Signs in and fills in the consent page; returns the page that the person sees at last.
    fn decide(&mut self, form: &[(&str, &str)]) -> Page {
        let login = self.browser.open(self.address.as_str());
        assert_eq!(login.text, "login", "{}", login.url);
        let consent = self.browser.submit(&login, &[("name", "ada")]);
        // The page shows just what was asked.
        let (page, asked) = consent.text.split_once('\n').expect("what is asked");
        assert_eq!(page, "consent");
        let mut asked: Vec<_> = asked.lines().collect();
        asked.sort_unstable();
        assert_eq!(asked.join(" "), ASKED);
        let last = self.browser.submit(&consent, form);
        self.secrets
            .extend(last.url.query_pairs().filter(|(name, _)| name == "code").map(|(_, code)| code.into_owned()));
        last
    }

    /// Waits for the example, stops the server, and sees that no secret was said and no port is kept.
    fn end(self) -> Seen {
        let Self { mut server, issuer, example, address, mut secrets, .. } = self;
        let example = example.end();
        server.close();
        let server = server.end();
        assert!(server.status.success(), "{}", server.errors);
        TcpListener::bind((issuer.host_str().expect("a host"), issuer.port().expect("a port"))).expect("a free port");

        let mut requests = Vec::new();
        for line in server.lines {
            match line.strip_prefix("secret ") {
                Some(secret) => secrets.push(secret.to_owned()),
                None => requests.push(line),
            }
        }
        let (success, errors, said) = (example.status.success(), example.errors, example.lines.join("\n") + "\n");
        assert!(!success || secrets.len() > 4, "there are a code, a verifier and tokens at least");
        for secret in &secrets {
            assert!(![address.as_str(), &said, &errors].iter().any(|text| text.contains(secret)), "{said}\n{errors}");
        }
        Seen { success, said, errors, requests }
    }
}

/// The server's script, beside what is installed: a module finds it there. It is written once for all tests.
static SCRIPT: LazyLock<PathBuf> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let installed = root.join("target/oauth");
    assert!(
        installed.join("node_modules/oidc-provider").is_dir(),
        "the server is not installed: run .ci/run, or copy package.json, package-lock.json and .npmrc of tests/oauth to \
         target/oauth and run `npm ci` there"
    );
    let script = installed.join("provider.mjs");
    fs::write(&script, include_str!("provider.mjs")).expect("the server's script");
    script
});

/// The command that starts the server, with the scopes that the document has.
fn server() -> Command {
    let mut command = Command::new("node");
    // `offline_access` is OpenID's, and not of the resource.
    let scopes = Scope::ALL.iter().filter(|&&scope| scope != Scope::OfflineAccess).map(|scope| scope.as_str());
    command.arg(&*SCRIPT).arg(o365::RESOURCE).args(scopes);
    command
}

/// The program that cargo made of the example: it lies beside the folder of this test. To have cargo build it from here would
/// not do, because build scripts of dependencies run again in the environment of a test.
fn example() -> PathBuf {
    let test = env::current_exe().expect("this test");
    let profile = test.ancestors().nth(2).expect("the folder of the profile");
    let example = profile.join("examples/sign_in").with_extension(env::consts::EXE_EXTENSION);
    assert!(example.is_file(), "the example is not built: run `cargo build --example sign_in --features sign-in`");
    example
}

/// A line of the document, as messages name it.
fn line(scope: Scope) -> String {
    let source = scope.source();
    format!("{}:{}", source.path, source.line)
}

#[test]
#[ignore = "needs Node.js and npm; .ci/run runs it where they are"]
fn what_is_asked_and_granted_is_all_there_and_still_is_after_a_refresh() {
    let mut sign_in = SignIn::begin("integration");
    let last = sign_in.decide(&[]);
    assert_eq!(last.status, StatusCode::OK);
    assert_eq!(last.text, "You can close this page and return to the integration.");
    let seen = sign_in.end();
    assert!(seen.success, "{}", seen.errors);
    assert_eq!(
        seen.said,
        format!(
            "\nSigned in. Granted: {GRANTED}\n{ALL_IS_WELL}\nRefreshing, requesting: {GRANTED} offline_access\n\
             \nRefreshed. Granted: {GRANTED}\n{ALL_IS_WELL}"
        )
    );
    assert_eq!(
        seen.requests,
        [
            format!("authorized {ASKED}"),
            format!("authorization_code asked - answered {GRANTED}"),
            format!("refresh_token asked {GRANTED} offline_access answered {GRANTED}"),
        ]
    );
}

#[test]
#[ignore = "needs Node.js and npm; .ci/run runs it where they are"]
fn what_a_person_declines_is_missing_for_the_features_that_need_it_and_no_refresh_asks_for_it() {
    let mut sign_in = SignIn::begin("integration");
    sign_in.decide(&[("decline", "Calendars.ReadWrite"), ("decline", "Chat.Read"), ("decline", "Presence.Read.All")]);
    let seen = sign_in.end();
    assert!(seen.success, "{}", seen.errors);
    let granted = "Calendars.Read Presence.Read User.Read";
    let report = declined();
    assert_eq!(
        seen.said,
        format!(
            "\nSigned in. Granted: {granted}\n{report}\nRefreshing, requesting: {granted} offline_access\n\
             \nRefreshed. Granted: {granted}\n{report}"
        )
    );
    assert_eq!(
        seen.requests,
        [
            format!("authorized {ASKED}"),
            format!("authorization_code asked - answered {granted}"),
            format!("refresh_token asked {granted} offline_access answered {granted}"),
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

#[test]
#[ignore = "needs Node.js and npm; .ci/run runs it where they are"]
fn a_server_that_names_no_scope_granted_what_was_asked() {
    let mut sign_in = SignIn::begin("terse");
    sign_in.decide(&[]);
    let seen = sign_in.end();
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

#[test]
#[ignore = "needs Node.js and npm; .ci/run runs it where they are"]
fn a_refresh_that_asks_for_less_and_is_told_no_scope_grants_less() {
    let mut sign_in = SignIn::begin("terse");
    sign_in.decide(&[("decline", "Calendars.ReadWrite"), ("decline", "Chat.Read"), ("decline", "Presence.Read.All")]);
    let seen = sign_in.end();
    assert!(seen.success, "{}", seen.errors);
    let granted = "Calendars.Read Presence.Read User.Read";
    let report = declined();
    assert_eq!(
        seen.said,
        format!(
            "\nSigned in. Granted: {granted}\n{report}\nRefreshing, requesting: {granted} offline_access\n\
             \nRefreshed. Granted: what was requested\n{report}"
        )
    );
    assert_eq!(seen.requests[2], format!("refresh_token asked {granted} offline_access answered -"));
}

#[test]
#[ignore = "needs Node.js and npm; .ci/run runs it where they are"]
fn a_server_that_wrongly_names_no_scope_is_found_out_because_no_refresh_may_ask_for_more_than_was_granted() {
    let mut sign_in = SignIn::begin("careless");
    sign_in.decide(&[("decline", "Chat.Read")]);
    let seen = sign_in.end();
    assert!(!seen.success, "{}", seen.said);
    assert_eq!(
        seen.errors,
        "error: Server returned error response: invalid_scope: refresh token missing requested scope\n"
    );
    assert_eq!(seen.requests[2], format!("refresh_token asked {ASKED} failed invalid_scope"));
}

#[test]
#[ignore = "needs Node.js and npm; .ci/run runs it where they are"]
fn what_a_person_takes_back_is_missing_after_the_next_refresh() {
    let mut sign_in = SignIn::begin("integration");
    sign_in.decide(&[("withdraw", "Chat.Read")]);
    let seen = sign_in.end();
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

#[test]
#[ignore = "needs Node.js and npm; .ci/run runs it where they are"]
fn a_person_who_refuses_is_told_so_and_no_token_is_asked_for() {
    let mut sign_in = SignIn::begin("integration");
    sign_in.decide(&[("refuse", "")]);
    let seen = sign_in.end();
    assert!(!seen.success);
    assert_eq!(seen.said, "\n");
    assert_eq!(seen.errors, "error: the sign-in ended with \"access_denied\": \"the person declined\"\n");
    assert!(seen.requests.is_empty(), "{:?}", seen.requests);
}

#[test]
#[ignore = "needs Node.js and npm; .ci/run runs it where they are"]
fn an_answer_that_is_not_to_this_sign_in_is_turned_away() {
    let mut sign_in = SignIn::begin("integration");
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
