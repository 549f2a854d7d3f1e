//! The authorization address of a sign-in: the provider's endpoint with the parameters of an authorization request.

use url::Url;

use crate::exit::Stop;

/// What an authorization address is made of.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Authorization address")]
pub(crate) struct AddressOptions {
    /// Print also the whole authorization address, one for each resource
    ///
    /// The address is that of an authorization code request (RFC 6749, section 4.1.1), ready for a browser. PKCE and `state`
    /// are yours: for each sign-in your client makes a new `code_challenge`, which it adds, and a new `state`, as OAuth's best
    /// current practice wants (RFC 9700, section 2.1). This command makes neither.
    #[arg(long, requires_all = ["authorize", "client_id", "redirect_uri"])]
    url: bool,

    /// The provider's authorization endpoint; its own query is kept
    #[arg(long, value_name = "URL", requires = "url")]
    authorize: Option<String>,

    /// The id that the provider gave the application
    #[arg(long, value_name = "ID", requires = "url")]
    client_id: Option<String>,

    /// Where the provider sends the user back to, as it is registered there
    #[arg(long, value_name = "URI", requires = "url")]
    redirect_uri: Option<String>,

    /// What comes back with the user unchanged: a value that nobody can guess, new for each sign-in
    #[arg(long, value_name = "STATE", requires = "url")]
    state: Option<String>,

    /// Have the provider ask for consent again: `prompt=consent`
    #[arg(long, requires = "url")]
    prompt_consent: bool,

    /// Have Google add what was granted before: `include_granted_scopes=true`
    #[arg(long, requires = "url")]
    include_granted_scopes: bool,
}

/// An address that lacks only its scope parameter.
#[derive(Debug)]
pub(crate) struct Address {
    endpoint: Url,
    /// The parameters before `scope` and those after it.
    before: Vec<(&'static str, String)>,
    after: Vec<(&'static str, String)>,
}

impl AddressOptions {
    /// The address, if one is wanted. Reports everything that no provider would take.
    pub(crate) fn read(&self) -> Result<Option<Address>, Stop> {
        // clap requires all three with --url.
        let (true, Some(authorize), Some(client_id), Some(redirect_uri)) =
            (self.url, &self.authorize, &self.client_id, &self.redirect_uri)
        else {
            return Ok(None);
        };
        let before = vec![
            ("response_type", "code".to_owned()),
            ("client_id", client_id.clone()),
            ("redirect_uri", redirect_uri.clone()),
        ];
        let mut after: Vec<(&'static str, String)> = self.state.iter().map(|state| ("state", state.clone())).collect();
        if self.prompt_consent {
            after.push(("prompt", "consent".to_owned()));
        }
        if self.include_granted_scopes {
            after.push(("include_granted_scopes", "true".to_owned()));
        }
        let mut wrong = Vec::new();
        let endpoint = endpoint(authorize).map_err(|said| wrong.push(said)).ok();
        if let Some(endpoint) = &endpoint {
            let own = before.iter().chain(&after).map(|(name, _)| *name).chain(["scope"]);
            wrong.extend(twice(endpoint, own));
        }
        if client_id.is_empty() {
            wrong.push(vec![
                "the value of --client-id is empty: write the id that the provider gave the application".to_owned(),
            ]);
        }
        if self.state.as_ref().is_some_and(String::is_empty) {
            wrong.push(vec!["the value of --state is empty: write one, or leave --state out".to_owned()]);
        }
        wrong.extend(wrong_redirect(redirect_uri));
        match endpoint {
            Some(endpoint) if wrong.is_empty() => Ok(Some(Address { endpoint, before, after })),
            _ => Err(Stop::Usage(wrong)),
        }
    }
}

impl Address {
    /// The address with a scope parameter, form-encoded (RFC 6749, appendix B).
    pub(crate) fn with_scope(&self, scope: &str) -> String {
        let mut address = self.endpoint.clone();
        address.query_pairs_mut().extend_pairs(&self.before).append_pair("scope", scope).extend_pairs(&self.after);
        address.into()
    }
}

/// Reads the authorization endpoint, or says what to write.
fn endpoint(text: &str) -> Result<Url, Vec<String>> {
    // The parser of browsers also takes `https:host`, which a person did not mean.
    let is_web = ["https://", "http://"]
        .iter()
        .any(|start| text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start)));
    let Some(url) = Url::parse(text).ok().filter(|_| is_web) else {
        return Err(vec![
            format!("the value of --authorize is no absolute http or https address: `{text}`"),
            "write the provider's authorization endpoint, such as https://accounts.google.com/o/oauth2/v2/auth"
                .to_owned(),
        ]);
    };
    match text.split_once('#') {
        None => Ok(url),
        Some((whole, _)) => Err(vec![
            format!("the value of --authorize has a fragment, which no authorization endpoint has: `{text}`"),
            format!("write it without what begins at `#`: {whole}"),
        ]),
    }
}

/// The parameters that the endpoint has already. A request must not have one twice (RFC 6749, section 3.1).
fn twice(endpoint: &Url, own: impl Iterator<Item = &'static str>) -> impl Iterator<Item = Vec<String>> {
    let has = |name: &str| endpoint.query_pairs().any(|(given, _)| given == name);
    own.filter(move |name| has(name)).map(|name| {
        vec![
            format!("the value of --authorize already has the parameter `{name}`, which the address would have twice"),
            format!("remove `{name}=…` from it: this command adds it"),
        ]
    })
}

/// What is wrong with a redirect URI, if anything. Providers compare it character by character, so it is sent as it is.
fn wrong_redirect(text: &str) -> Option<Vec<String>> {
    if Url::parse(text).is_err() {
        return Some(vec![
            format!("the value of --redirect-uri is no absolute address: `{text}`"),
            "write it as it is registered at the provider, such as https://app.example/callback or myapp://callback"
                .to_owned(),
        ]);
    }
    let (whole, _) = text.split_once('#')?;
    Some(vec![
        format!("the value of --redirect-uri has a fragment, which providers refuse: `{text}`"),
        format!("register and write one without what begins at `#`: {whole}"),
    ])
}

#[cfg(test)]
mod tests {
    use super::{Address, endpoint, wrong_redirect};

    fn address(authorize: &str) -> Address {
        Address {
            endpoint: endpoint(authorize).expect(authorize),
            before: vec![("client_id", "a&b=c".to_owned())],
            after: vec![("state", "ü +".to_owned())],
        }
    }

    #[test]
    fn parameters_follow_the_query_that_the_endpoint_has_and_are_encoded() {
        let rest = "client_id=a%26b%3Dc&scope=https%3A%2F%2Fa.example%2Fb+c%3Ad&state=%C3%BC+%2B";
        for (authorize, start) in [
            ("https://login.example/authorize", "https://login.example/authorize?"),
            ("https://login.example", "https://login.example/?"),
            ("https://login.example/a?", "https://login.example/a?"),
            ("https://login.example/a?tenant=x%20y&z", "https://login.example/a?tenant=x%20y&z&"),
            ("HTTP://localhost:8080/a", "http://localhost:8080/a?"),
            ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4?"),
        ] {
            assert_eq!(address(authorize).with_scope("https://a.example/b c:d"), format!("{start}{rest}"));
        }
    }

    #[test]
    fn an_endpoint_is_an_absolute_web_address_without_a_fragment() {
        for wrong in [
            "",
            "login.example/authorize",
            "/authorize",
            "//login.example",
            "https:login.example",
            "https:///",
            "https://",
            "https://a b/",
            "https://[::1",
            "ftp://login.example/a",
            "javascript:alert(1)",
            "é",
            "https://login.example/a#",
            "https://login.example/a#b",
        ] {
            assert!(endpoint(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_redirect_uri_is_absolute_and_of_any_scheme() {
        for right in
            ["https://app.example/cb?x=1", "http://127.0.0.1/cb", "com.example.app:/cb", "urn:ietf:wg:oauth:2.0:oob"]
        {
            assert_eq!(wrong_redirect(right), None, "{right}");
        }
        for wrong in ["", "/cb", "app.example/cb", "https://app.example/cb#", "myapp://cb#x"] {
            assert!(wrong_redirect(wrong).is_some(), "{wrong}");
        }
    }
}
