//! A sign-in with the example: the server, the program, the person's browser, and what was seen of all three.

use std::env;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;

use oauth2::url::Url;
use scopemark::Access;
use scopemark_integrations::o365::Scope;

use crate::api::{Api, Temper};
use crate::browser::{Browser, Page};
use crate::process::Process;
use crate::provider::Provider;

/// What the example asks for.
pub(crate) const ASKED: &str =
    "Calendars.Read Calendars.ReadWrite Chat.Read Presence.Read Presence.Read.All User.Read offline_access";
/// The part of it that belongs to the document's resource, which a token is for.
pub(crate) const GRANTED: &str =
    "Calendars.Read Calendars.ReadWrite Chat.Read Presence.Read Presence.Read.All User.Read";
pub(crate) const ALL_IS_WELL: &str =
    "  Calendar: update\n  Status: base\n  Chat: base\nEverything needed was granted.\n";

/// The line before an address.
const OPEN: &str = "Open this address in a browser:";

/// A sign-in that has begun: the server runs, and the example waits for somebody to open its address.
pub(crate) struct SignIn {
    server: Process,
    pub(crate) issuer: Url,
    example: Process,
    api: Option<Api>,
    /// What the example said, without its addresses.
    said: Vec<String>,
    /// The last one is open.
    addresses: Vec<Url>,
    pub(crate) browser: Browser,
    /// What the server must have kept between itself and the example.
    secrets: Vec<String>,
}

/// What was seen of a sign-in.
pub(crate) struct Seen {
    /// Whether the example ended well.
    pub(crate) success: bool,
    /// What the example said after it had shown its address.
    pub(crate) said: String,
    pub(crate) errors: String,
    /// What the server was asked and answered.
    pub(crate) requests: Vec<String>,
    /// What the API answered.
    pub(crate) answers: Vec<String>,
}

impl SignIn {
    pub(crate) fn begin(provider: Provider, client: &str) -> Self {
        Self::start(provider, client, None)
    }

    /// The same, for an example that calls an API with its token.
    pub(crate) fn begin_for_api(provider: Provider, client: &str, access: Access, temper: Temper) -> Self {
        Self::start(provider, client, Some((access, temper)))
    }

    fn start(provider: Provider, client: &str, api: Option<(Access, Temper)>) -> Self {
        let (server, issuer) = provider.start();
        let at = |path| issuer.join(path).expect("an address");
        let api = api.map(|(access, temper)| Api::start(at("token/introspection"), access, temper));
        let mut command = Command::new(example());
        command
            .args(["--client-id", client, "--prompt", "consent"])
            .args(["--issuer", issuer.as_str().trim_end_matches('/')])
            .args(["--authorize", at("auth").as_str()])
            .args(["--token", at("token").as_str()]);
        if let Some(api) = &api {
            command.args(["--api", &api.url()]);
        }
        let example = Process::start("the example", &mut command);
        let (said, addresses, browser, secrets) = (Vec::new(), Vec::new(), Browser::new(), Vec::new());
        let mut sign_in = Self { server, issuer, example, api, said, addresses, browser, secrets };
        assert_eq!(sign_in.requested(), ASKED);
        sign_in.said.clear();
        sign_in
    }

    /// Waits until the example shows an address; returns what it says that it requests there.
    pub(crate) fn requested(&mut self) -> String {
        loop {
            let line = self.example.line();
            self.said.push(line);
            if self.said.last().is_some_and(|line| line == OPEN) {
                break;
            }
        }
        self.addresses.push(Url::parse(self.example.line().trim()).expect("an address"));
        let requested = self.said.iter().rev().find_map(|line| line.strip_prefix("Requesting: "));
        let requested = requested.expect("what is requested").to_owned();
        assert_eq!(self.parameter("scope"), requested);
        requested
    }

    /// A parameter of the address.
    pub(crate) fn parameter(&self, name: &str) -> String {
        let (_, value) = self.address().query_pairs().find(|(key, _)| key == name).expect(name);
        value.into_owned()
    }

    fn address(&self) -> &Url {
        self.addresses.last().expect("the example shows one")
    }

    fn open(&mut self) -> Page {
        let address = self.address().clone();
        self.browser.open(address.as_str())
    }

    /// Signs in and fills in the consent page, which shows what was asked; returns the page that the person sees at last.
    pub(crate) fn decide(&mut self, form: &[(&str, &str)]) -> Page {
        let login = self.open();
        assert_eq!(login.text, "login", "{}", login.url);
        let consent = self.browser.submit(&login, &[("name", "ada")]);
        self.consent(&consent, ASKED, form)
    }

    /// Fills in a consent page that shows this, for somebody who is still signed in.
    pub(crate) fn decide_again(&mut self, shown: &str, form: &[(&str, &str)]) -> Page {
        let consent = self.open();
        self.consent(&consent, shown, form)
    }

    fn consent(&mut self, consent: &Page, shown: &str, form: &[(&str, &str)]) -> Page {
        let (page, asked) = consent.text.split_once('\n').expect("what is asked");
        assert_eq!(page, "consent");
        let mut asked: Vec<_> = asked.lines().collect();
        asked.sort_unstable();
        assert_eq!(asked.join(" "), shown);
        let last = self.browser.submit(consent, form);
        self.secrets
            .extend(last.url.query_pairs().filter(|(name, _)| name == "code").map(|(_, code)| code.into_owned()));
        last
    }

    /// A whole sign-in of a person who decides so.
    pub(crate) fn decided(provider: Provider, client: &str, form: &[(&str, &str)]) -> Seen {
        let mut sign_in = Self::begin(provider, client);
        sign_in.decide(form);
        sign_in.end()
    }

    /// Waits for the example, stops the server, and sees that no secret was said and no port is kept.
    pub(crate) fn end(self) -> Seen {
        let Self { mut server, issuer, example, api, said, addresses, mut secrets, .. } = self;
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
        let (success, errors) = (example.status.success(), example.errors);
        let said: String = said.into_iter().chain(example.lines).map(|line| line + "\n").collect();
        assert!(!success || secrets.len() > 4, "there are a code, a verifier and tokens at least");
        let texts: Vec<&str> = addresses.iter().map(Url::as_str).chain([&*said, &errors]).collect();
        for secret in &secrets {
            assert!(!texts.iter().any(|text| text.contains(secret)), "{said}\n{errors}");
        }
        let said = api.as_ref().map_or(said.clone(), |api| said.replace(&api.url(), "the API"));
        let answers = api.map(|api| api.answers()).unwrap_or_default();
        Seen { success, said, errors, requests, answers }
    }

    /// The API that the example calls.
    pub(crate) fn api(&self) -> &Api {
        self.api.as_ref().expect("the sign-in began for one")
    }
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
pub(crate) fn line(scope: Scope) -> String {
    let source = scope.source();
    format!("{}:{}", source.path, source.line)
}
