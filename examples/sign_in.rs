//! Signs a user in as an integration does, and reports what was granted.
//!
//! It is the authorization code flow with PKCE (RFC 7636) of a native app (RFC 8252), with the permissions of a document.
//!
//! ```console
//! $ cargo run --example sign_in --features sign-in -- --client-id 11111111-2222-3333-4444-555555555555
//! ```
//!
//! The client id is that of an app registration: a public client with the redirect URI `http://127.0.0.1/`. Without further
//! options, the user signs in to Microsoft.

use std::env;
use std::error::Error;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::ExitCode;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use oauth2::basic::{BasicClient, BasicTokenResponse};
use oauth2::url::Url;
use oauth2::{
    AuthUrl, AuthorizationCode, ClientId, CsrfToken, HttpRequest, HttpResponse, PkceCodeChallenge, RedirectUrl,
    TokenResponse as _, TokenUrl, http,
};
use scopemark_integrations::o365::{self, Feature, Granted, Scope};

/// What this integration requests. It is a constant, so an unsupported feature does not compile.
const ASK: o365::Ask = match o365::ask()
    .update(Feature::Calendar)
    .feature(Feature::Chat)
    .feature(Feature::Status)
    .option(Scope::PresenceReadAll)
    .build()
{
    Ok(ask) => ask,
    Err(_) => panic!("docs-tables/o365.md does not support this ask"),
};

fn main() -> ExitCode {
    let options = match Options::parse(env::args().skip(1)) {
        Ok(Some(options)) => options,
        Ok(None) => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(problem) => {
            eprintln!("error: {problem}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let Err(error) = sign_in(&options) else { return ExitCode::SUCCESS };
    eprintln!("error: {error}");
    let mut cause = error.source();
    while let Some(error) = cause {
        eprintln!("  because: {error}");
        cause = error.source();
    }
    ExitCode::FAILURE
}

/// Signs a user in, refreshes the token once, and prints each time what it allows. It never prints tokens, codes or
/// verifiers.
fn sign_in(options: &Options) -> Result<(), Box<dyn Error>> {
    let loopback = Loopback::bind()?;
    let client = BasicClient::new(ClientId::new(options.client_id.clone()))
        .set_auth_uri(AuthUrl::new(options.authorize.clone())?)
        .set_token_uri(TokenUrl::new(options.token.clone())?)
        .set_redirect_uri(RedirectUrl::from_url(loopback.url.clone()));
    let http = http_client();

    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let mut request = client
        .authorize_url(CsrfToken::new_random)
        .add_scopes(ASK.scope_param().to_oauth2())
        .set_pkce_challenge(challenge);
    if let Some(prompt) = &options.prompt {
        request = request.add_extra_param("prompt", prompt);
    }
    let (url, state) = request.url();
    println!("Requesting: {}", ASK.scope_param());
    println!("Open this address in a browser:\n  {url}");
    let code = loopback.wait(state, options.issuer.clone())?;

    let token = client.exchange_code(code).set_pkce_verifier(verifier).request(&http)?;
    let granted = Granted::from_oauth2(token.scopes(), &ASK.scope_param());
    println!("\nSigned in. Granted: {}", named(&token));
    tell(&granted);

    let Some(refresh_token) = token.refresh_token() else {
        println!("\nThere is no refresh token: the user has to sign in again when the token expires.");
        return Ok(());
    };
    // A refresh that requests more than was granted fails as a whole.
    let Some(asked) = ASK.refresh_param(&granted) else {
        println!("\nNothing that is needed was granted: the user has to sign in again.");
        return Ok(());
    };
    println!("\nRefreshing, requesting: {asked}");
    let token = client.exchange_refresh_token(refresh_token).add_scopes(asked.to_oauth2()).request(&http)?;
    let granted = granted.refreshed_oauth2(token.scopes(), Some(&asked));
    println!("\nRefreshed. Granted: {}", named(&token));
    tell(&granted);
    Ok(())
}

/// The scope of a token, in the words of the server.
fn named(token: &BasicTokenResponse) -> String {
    let Some(scopes) = token.scopes() else { return "what was requested".to_owned() };
    let names: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
    names.join(" ")
}

/// Prints what a grant allows, and what is missing.
fn tell(granted: &Granted) {
    let report = ASK.check(granted);
    for feature in &ASK.features() {
        println!("  {feature}: {}", report.access(feature));
    }
    println!("{report}");
}

/// Sends the requests of `oauth2`. It follows no redirects: one could send the token request, with its secrets, elsewhere.
fn http_client() -> impl Fn(HttpRequest) -> Result<HttpResponse, ureq::Error> {
    let agent = ureq::Agent::new_with_config(
        ureq::config::Config::builder()
            .max_redirects(0)
            .http_status_as_error(false) // `oauth2` reads the response that explains an error.
            .timeout_global(Some(Duration::from_secs(30)))
            .build(),
    );
    move |request| {
        let (head, mut body) = agent.run(request)?.into_parts();
        Ok(http::Response::from_parts(head, body.read_to_vec()?))
    }
}

/// How long a user may take to sign in.
const PATIENCE: Duration = Duration::from_secs(5 * 60);
/// How long a connection may block the others. Browsers open connections that they never use.
const PAUSE: Duration = Duration::from_secs(2);
/// How many bytes of a request are read at most.
const MOST: u64 = 16 * 1024;

/// Receives the authorization server's response from the browser, on a port that only this computer reaches (RFC 8252,
/// section 7.3).
struct Loopback {
    listener: TcpListener,
    url: Url,
}

impl Loopback {
    fn bind() -> Result<Self, Box<dyn Error>> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let url = Url::parse(&format!("http://{}/", listener.local_addr()?))?;
        Ok(Self { listener, url })
    }

    /// Waits for the response to the request with this state. It rejects anything else: that did not come from the server
    /// that was asked (RFC 6749, section 10.12; RFC 9207 for the issuer).
    fn wait(self, state: CsrfToken, issuer: Option<String>) -> Result<AuthorizationCode, Box<dyn Error>> {
        let (sender, answers) = mpsc::channel();
        thread::spawn(move || {
            for stream in self.listener.incoming().flatten() {
                // A dropped connection is not the user's decision. Wait for the next one.
                let Ok(Some(answer)) = Answer::receive(&stream, &self.url) else { continue };
                let own = answer.state.as_deref() == Some(state.secret().as_str())
                    && (issuer.is_none() || answer.issuer == issuer);
                let _ = if own {
                    respond(&stream, "200 OK", "You can close this page and return to the integration.")
                } else {
                    respond(&stream, "400 Bad Request", "This is not the response to a sign-in that was started here.")
                };
                if own {
                    let _ = sender.send(answer);
                    return;
                }
            }
        });
        let answer = answers.recv_timeout(PATIENCE).map_err(|_| "nobody signed in within five minutes")?;
        match (answer.code, answer.error) {
            (Some(code), None) => Ok(AuthorizationCode::new(code)),
            (_, Some(error)) => {
                // The texts come from outside. Quotes keep them from looking like part of this message.
                let description = answer.description.unwrap_or_default();
                Err(format!("the sign-in ended with {error:?}: {description:?}").into())
            }
            (None, None) => Err("the server answered with neither a code nor an error".into()),
        }
    }
}

/// The response in the query of a redirect (RFC 6749, sections 4.1.2 and 4.1.2.1).
#[derive(Default)]
struct Answer {
    state: Option<String>,
    issuer: Option<String>,
    code: Option<String>,
    error: Option<String>,
    description: Option<String>,
}

impl Answer {
    /// The response that a request to the root carries; `None` for any other request.
    fn receive(stream: &TcpStream, base: &Url) -> io::Result<Option<Self>> {
        stream.set_read_timeout(Some(PAUSE))?;
        let mut lines = BufReader::new(stream.take(MOST)).lines();
        let Some(first) = lines.next().transpose()? else { return Ok(None) };
        // The headers do not matter, but closing before reading them looks like a failure to the browser.
        for line in lines {
            if line?.is_empty() {
                break;
            }
        }
        let mut words = first.split(' ');
        let (Some("GET"), Some(target)) = (words.next(), words.next()) else { return Ok(None) };
        let Ok(url) = base.join(target) else { return Ok(None) };
        if url.path() != base.path() {
            respond(stream, "404 Not Found", "There is nothing here.")?;
            return Ok(None);
        }
        let mut answer = Self::default();
        for (name, value) in url.query_pairs() {
            let field = match &*name {
                "state" => &mut answer.state,
                "iss" => &mut answer.issuer,
                "code" => &mut answer.code,
                "error" => &mut answer.error,
                "error_description" => &mut answer.description,
                _ => continue,
            };
            *field = Some(value.into_owned());
        }
        Ok(Some(answer))
    }
}

fn respond(mut stream: &TcpStream, status: &str, text: &str) -> io::Result<()> {
    let length = text.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n{text}"
    )
}

const USAGE: &str = "\
Usage: sign_in --client-id ID [OPTION VALUE]…

  --client-id ID   the app registration that signs people in
  --authorize URL  where people sign in
                   [default: https://login.microsoftonline.com/common/oauth2/v2.0/authorize]
  --token URL      where a code becomes a token
                   [default: https://login.microsoftonline.com/common/oauth2/v2.0/token]
  --issuer URL     the server that must have answered, if it identifies itself (RFC 9207)
  --prompt WORD    `consent`, for servers that give a refresh token only then
                   (OpenID Connect Core 1.0, section 11); Microsoft does not need it";

struct Options {
    client_id: String,
    authorize: String,
    token: String,
    issuer: Option<String>,
    prompt: Option<String>,
}

impl Options {
    /// The options on the command line; `None` if they ask for help.
    fn parse(mut args: impl Iterator<Item = String>) -> Result<Option<Self>, String> {
        let mut options = Self {
            client_id: String::new(),
            authorize: "https://login.microsoftonline.com/common/oauth2/v2.0/authorize".to_owned(),
            token: "https://login.microsoftonline.com/common/oauth2/v2.0/token".to_owned(),
            issuer: None,
            prompt: None,
        };
        while let Some(name) = args.next() {
            let mut value = || args.next().ok_or_else(|| format!("{name} needs a value"));
            match name.as_str() {
                "--client-id" => options.client_id = value()?,
                "--authorize" => options.authorize = value()?,
                "--token" => options.token = value()?,
                "--issuer" => options.issuer = Some(value()?),
                "--prompt" => options.prompt = Some(value()?),
                "--help" | "-h" => return Ok(None),
                _ => return Err(format!("there is no option {name}")),
            }
        }
        if options.client_id.is_empty() {
            return Err("--client-id is missing".to_owned());
        }
        Ok(Some(options))
    }
}
