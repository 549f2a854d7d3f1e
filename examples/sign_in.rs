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

use http_auth::ChallengeParser;
use oauth2::basic::{BasicClient, BasicTokenResponse};
use oauth2::http::header::{AUTHORIZATION, HeaderMap, WWW_AUTHENTICATE};
use oauth2::url::Url;
use oauth2::{
    AuthUrl, AuthorizationCode, ClientId, CsrfToken, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse,
    PkceCodeChallenge, RedirectUrl, TokenResponse as _, TokenUrl, http,
};
use scopemark::ScopeParam;
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

/// Signs a user in, refreshes the token once, and prints each time what it allows; then calls an API, if there is one. It never
/// prints tokens, codes or verifiers.
fn sign_in(options: &Options) -> Result<(), Box<dyn Error>> {
    let client = BasicClient::new(ClientId::new(options.client_id.clone()))
        .set_auth_uri(AuthUrl::new(options.authorize.clone())?)
        .set_token_uri(TokenUrl::new(options.token.clone())?);
    let http = http_client();

    let mut token = authorize(options, &client, &ASK.scope_param())?;
    let mut granted = Granted::from_oauth2(token.scopes(), &ASK.scope_param());
    println!("\nSigned in. Granted: {}", named(&token));
    tell(&granted);

    // A refresh that requests more than was granted fails as a whole.
    match (token.refresh_token(), ASK.refresh_param(&granted)) {
        (None, _) => println!("\nThere is no refresh token: the user has to sign in again when the token expires."),
        (_, None) => println!("\nNothing that is needed was granted: the user has to sign in again."),
        (Some(refresh_token), Some(asked)) => {
            println!("\nRefreshing, requesting: {asked}");
            token = client.exchange_refresh_token(refresh_token).add_scopes(asked.to_oauth2()).request(&http)?;
            granted = granted.refreshed_oauth2(token.scopes(), Some(&asked));
            println!("\nRefreshed. Granted: {}", named(&token));
            tell(&granted);
        }
    }

    let Some(api) = &options.api else { return Ok(()) };
    let Some(scope) = call(&http, api, &token)? else { return Ok(()) };
    step_up(options, &client, api, &granted, &scope)
}

/// Requests what the challenge of an API names, and calls the API again: once, or a user could be asked for ever.
fn step_up(
    options: &Options,
    client: &Client,
    api: &str,
    granted: &Granted,
    scope: &str,
) -> Result<(), Box<dyn Error>> {
    // It requests nothing that is not in the document, whatever the API says.
    let Some(asked) = ASK.step_up_for(granted, scope) else { return Err(refused(granted, scope).into()) };
    for name in asked.unknown() {
        println!("Not requested, because docs-tables/o365.md does not have it: {name:?}");
    }
    // The address of the sign-in page is the only way to more permissions: a refresh never leaves the first grant.
    let token = authorize(options, client, &asked).inspect_err(|_| {
        println!("\nNothing has changed: what was granted before still is, and its tokens still count.");
    })?;
    let granted = Granted::from_oauth2(token.scopes(), &asked);
    println!("\nSigned in again. Granted: {}", named(&token));
    tell(&granted);
    // From here on, an integration uses and keeps the new tokens.
    match call(&http_client(), api, &token)? {
        None => Ok(()),
        Some(scope) => Err(refused(&granted, &scope).into()),
    }
}

/// Why asking again would not help after the challenge of an API.
fn refused(granted: &Granted, scope: &str) -> String {
    let named = Granted::from_scope(scope);
    let missing: Vec<&str> =
        named.scopes().iter().filter(|&scope| !granted.scopes().contains(scope)).map(Scope::as_str).collect();
    let unknown: Vec<&str> = named.unknown().collect();
    match (missing.as_slice(), unknown.as_slice()) {
        // The user's own rights and licences, or a policy of the organization: consent does not overrule these.
        ([], []) => "the API refuses although all that it names is granted".to_owned(),
        ([], unknown) => format!("the API needs {unknown:?}, which docs-tables/o365.md does not have"),
        (missing, _) => format!("the API still needs {}, which was not granted", missing.join(" ")),
    }
}

/// The client, with the two addresses of the server.
type Client = BasicClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>;

/// An authorization request: the user opens its address, and the code in the answer becomes a token.
fn authorize<const W: usize>(
    options: &Options,
    client: &Client,
    asked: &ScopeParam<o365::Document, W>,
) -> Result<BasicTokenResponse, Box<dyn Error>> {
    let loopback = Loopback::bind()?;
    let client = client.clone().set_redirect_uri(RedirectUrl::from_url(loopback.url.clone()));
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let mut request =
        client.authorize_url(CsrfToken::new_random).add_scopes(asked.to_oauth2()).set_pkce_challenge(challenge);
    if let Some(prompt) = &options.prompt {
        request = request.add_extra_param("prompt", prompt);
    }
    let (url, state) = request.url();
    println!("Requesting: {asked}");
    println!("Open this address in a browser:\n  {url}");
    let code = loopback.wait(state, options.issuer.clone())?;
    Ok(client.exchange_code(code).set_pkce_verifier(verifier).request(&http_client())?)
}

/// Calls an API with a token. `None` if it answers; the `scope` of its challenge if the token has too few.
fn call(
    http: &impl Fn(HttpRequest) -> Result<HttpResponse, ureq::Error>,
    api: &str,
    token: &BasicTokenResponse,
) -> Result<Option<String>, Box<dyn Error>> {
    let request = http::Request::get(api)
        .header(AUTHORIZATION, format!("Bearer {}", token.access_token().secret()))
        .body(Vec::new())?;
    println!("\nCalling {api}");
    let answer = http(request)?;
    let status = answer.status();
    if status.is_success() {
        println!("The API answered: {status}");
        return Ok(None);
    }
    let Some(scope) = insufficient_scope(answer.headers()) else {
        return Err(format!("the API answered {status}, and names no permission that would help").into());
    };
    println!("The API refused: {status}. It needs: {scope:?}");
    Ok(Some(scope))
}

/// The `scope` of the challenge that says that a token has too few (RFC 6750, section 3): its scheme and parameters are in any
/// case and order, quoted or not, among challenges of other schemes (RFC 9110, section 11.6.1). Empty if it names none.
fn insufficient_scope(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(WWW_AUTHENTICATE).into_iter().filter_map(|value| value.to_str().ok());
    // What comes before a syntax error still counts.
    let mut challenges = values.flat_map(|value| ChallengeParser::new(value).map_while(Result::ok));
    challenges.find_map(|challenge| {
        let parameter = |name: &str| {
            let (_, value) = challenge.params.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
            Some(value.to_unescaped())
        };
        let is_ours = challenge.scheme.eq_ignore_ascii_case("Bearer")
            && parameter("error").as_deref() == Some("insufficient_scope");
        is_ours.then(|| parameter("scope").unwrap_or_default())
    })
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
                   (OpenID Connect Core 1.0, section 11); Microsoft does not need it
  --api URL        what to call with the token, such as https://graph.microsoft.com/v1.0/me;
                   if it needs more permissions, they are requested once";

struct Options {
    client_id: String,
    authorize: String,
    token: String,
    issuer: Option<String>,
    prompt: Option<String>,
    api: Option<String>,
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
            api: None,
        };
        while let Some(name) = args.next() {
            let mut value = || args.next().ok_or_else(|| format!("{name} needs a value"));
            match name.as_str() {
                "--client-id" => options.client_id = value()?,
                "--authorize" => options.authorize = value()?,
                "--token" => options.token = value()?,
                "--issuer" => options.issuer = Some(value()?),
                "--prompt" => options.prompt = Some(value()?),
                "--api" => options.api = Some(value()?),
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

#[cfg(test)]
mod tests {
    use super::{HeaderMap, WWW_AUTHENTICATE, insufficient_scope, refused};
    use oauth2::http::HeaderValue;
    use scopemark::Access;
    use scopemark_integrations::o365::{self, Feature, Granted};

    fn headers(values: &[&'static str]) -> HeaderMap {
        values.iter().map(|value| (WWW_AUTHENTICATE, HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn the_scope_of_a_challenge_is_read_in_every_form_that_a_server_may_write() {
        for challenge in [
            r#"Bearer error="insufficient_scope", scope="Chat.ReadWrite Chat.Read""#,
            r#"Bearer realm="a, b", scope="Chat.ReadWrite Chat.Read", error="insufficient_scope""#,
            r#"bearer SCOPE="Chat.ReadWrite\ Chat.R\ead" ,Error = insufficient_scope"#,
            r#"Bearer error_description="it \"is\", error=no", error="insufficient_scope",scope="Chat.ReadWrite Chat.Read""#,
            r#"DPoP algs="ES256", Bearer error="insufficient_scope", scope="Chat.ReadWrite Chat.Read", Basic realm="x""#,
        ] {
            assert_eq!(insufficient_scope(&headers(&[challenge])).as_deref(), Some("Chat.ReadWrite Chat.Read"));
        }
        let second = [r#"Negotiate YII=="#, r#"Bearer error="insufficient_scope", scope="Chat.Read""#];
        assert_eq!(insufficient_scope(&headers(&second)).as_deref(), Some("Chat.Read"));
        assert_eq!(insufficient_scope(&headers(&["Bearer error=insufficient_scope"])).as_deref(), Some(""));
    }

    #[test]
    fn no_other_challenge_leads_to_a_new_sign_in() {
        for challenge in [
            "Bearer",
            r#"Bearer scope="Chat.Read""#,
            r#"Bearer error="invalid_token", scope="Chat.Read""#,
            r#"Bearer error="invalid_token", error_description="not error=\"insufficient_scope\"""#,
            r#"Basic error="insufficient_scope", scope="Chat.Read""#,
            r#"Bearer error="insufficient_scope, scope="#,
            "",
        ] {
            assert_eq!(insufficient_scope(&headers(&[challenge])), None, "{challenge}");
        }
        assert_eq!(insufficient_scope(&HeaderMap::new()), None);
    }

    #[test]
    fn the_challenge_of_a_server_that_uses_the_same_document_is_read() {
        let challenge = o365::challenge(Feature::Calendar, Access::Update, &[]).expect("it has scopes");
        let value = HeaderValue::try_from(challenge.to_string()).expect("a header's value");
        assert_eq!(
            insufficient_scope(&HeaderMap::from_iter([(WWW_AUTHENTICATE, value)])).as_deref(),
            challenge.scope()
        );
    }

    #[test]
    fn the_last_refusal_says_what_it_is_due_to() {
        let granted = Granted::from_scope("Chat.Read Chat.ReadWrite");
        assert!(refused(&granted, "Chat.ReadWrite").contains("all that it names is granted"));
        assert!(refused(&granted, "Chat.Admin Chat.Read").contains(r#"["Chat.Admin"], which docs-tables/o365.md"#));
        assert!(refused(&granted, "Chat.ReadWrite Mail.Send").contains("needs Mail.Send, which was not granted"));
    }
}
