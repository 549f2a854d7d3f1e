//! Reads which permissions the claims of a token name. Verifies nothing, and repeats nothing else of the token.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use scopemark_core::Kind;
use scopemark_core::ask::{Table, same_resource};
use serde_json::{Map, Value};

use crate::note::Note;

/// What a token says about permissions.
#[derive(Debug)]
pub(crate) struct Token {
    /// The claim that names them.
    pub(crate) claim: Claim,
    /// The names, separated by spaces.
    pub(crate) names: String,
    /// Whom the token is for.
    audience: Vec<String>,
}

/// The claims that name permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Claim {
    /// Of a user's token, at Entra and others.
    Scp,
    /// Of a user's token (RFC 8693, section 4.2).
    Scope,
    /// Of an app-only token. In a user's token they are the user's own.
    Roles,
}

impl Claim {
    /// Its name.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Scp => "scp",
            Self::Scope => "scope",
            Self::Roles => "roles",
        }
    }

    /// The kind of the permissions.
    pub(crate) const fn kind(self) -> Kind {
        match self {
            Self::Scp | Self::Scope => Kind::Delegated,
            Self::Roles => Kind::Application,
        }
    }
}

/// An error: the first line says what is wrong, the others what to do. None repeats any of the token.
type Wrong = Vec<String>;

impl Token {
    /// Reads a JSON Web Token (RFC 7519), with or without `Bearer` before it. What stands after its last dot is not looked at.
    pub(crate) fn read(text: &[u8]) -> Result<Self, Wrong> {
        let claims = claims(compact(text)?)?;
        let audience = claims.get("aud").and_then(|value| names(value, true)).unwrap_or_default();
        let (claim, value) = deciding(&claims)?;
        let Some(names) = names(value, claim != Claim::Roles) else {
            let is = if claim == Claim::Roles { "no list of texts" } else { "neither a text nor a list of texts" };
            return Err(vec![
                format!("the claim `{}` of the token is {is}, so it names no permission", claim.as_str()),
                "pass the names yourself: those of a user's token with --granted, those of an app-only token with --roles"
                    .to_owned(),
            ]);
        };
        Ok(Self { claim, names: names.join(" "), audience })
    }

    /// Whether its audience is this resource.
    pub(crate) fn is_for(&self, resource: &str) -> bool {
        !resource.is_empty() && self.audience.iter().any(|audience| same_resource(resource, audience))
    }

    /// A note if the token is certainly for another API than the document is about: exactly one of the two is Microsoft Graph. Other
    /// APIs have several addresses, and an audience can be a mere id.
    pub(crate) fn other_audience(&self, table: &Table<'_>) -> Option<Note> {
        let resources: Vec<&str> = table.resources.iter().copied().filter(|resource| !resource.is_empty()).collect();
        let is_graph = |resource: &str| same_resource(resource, "https://graph.microsoft.com");
        let known = |audience: &String| resources.iter().any(|resource| same_resource(resource, audience));
        let is_other = !resources.is_empty()
            && !self.audience.is_empty()
            && self.audience.iter().all(|audience| audience.contains("://") && !known(audience))
            && resources.iter().any(|resource| is_graph(resource))
                != self.audience.iter().any(|audience| is_graph(audience));
        is_other.then(|| Note {
            rule: "grant/other-audience",
            message: format!(
                "the claim `aud` says that the token is for another API than {}: names that both have were counted all the same",
                resources.join(" and ")
            ),
        })
    }
}

/// The token without what was copied with it.
fn compact(bytes: &[u8]) -> Result<&str, Wrong> {
    // Some programs put a byte order mark before text.
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let Some(text) = str::from_utf8(bytes).ok().filter(|text| text.is_ascii() && !text.contains('\0')) else {
        return Err(vec![
            "what --token names is no token: a token has only ASCII characters".to_owned(),
            "save the token as plain text in UTF-8; older PowerShells write UTF-16".to_owned(),
        ]);
    };
    let text = text.trim();
    let text = match text.split_at_checked("Bearer".len()) {
        Some((scheme, rest))
            if scheme.eq_ignore_ascii_case("Bearer") && !rest.starts_with(|letter: char| !letter.is_whitespace()) =>
        {
            rest.trim_start()
        }
        _ => text,
    };
    let wrong = |what: &str, todo: &str| Err(vec![what.to_owned(), todo.to_owned()]);
    if text.is_empty() {
        return wrong(
            "what --token names is empty",
            "write the access token into it; `-` reads it from standard input",
        );
    }
    if text.starts_with(['{', '[']) {
        return wrong(
            "what --token names looks like JSON, not like a token",
            "of a token response pass only the value of its `access_token`, or the value of its `scope` with --granted",
        );
    }
    if text.starts_with(['"', '\'']) {
        return wrong("the token is in quotes", "write it without them (`az` leaves them out with `--output tsv`)");
    }
    if text.contains(char::is_whitespace) {
        return wrong(
            "the token has white space within it",
            "write one token on one line, and nothing else but `Bearer` before it",
        );
    }
    Ok(text)
}

/// The claims of a signed or unsecured token.
fn claims(text: &str) -> Result<Map<String, Value>, Wrong> {
    let parts: Vec<&str> = text.split('.').collect();
    let otherwise = "pass the value of `scope` in the token response with --granted".to_owned();
    match parts[..] {
        [header, claims, _] => {
            if object(header).is_none() {
                return Err(vec![
                    "this is no JSON Web Token: the part before its first dot is no JSON in base64url".to_owned(),
                    "if the whole token was copied, it is an opaque one, which only its provider can read".to_owned(),
                    otherwise,
                ]);
            }
            object(claims).ok_or_else(|| {
                vec![
                    "the claims of the token cannot be read: what stands between its dots is no JSON in base64url"
                        .to_owned(),
                    "copy the whole token again, exactly as the provider gave it".to_owned(),
                ]
            })
        }
        [_, _, _, _, _] => {
            Err(vec!["the token is encrypted (a JWE): only the API that it is for can read it".to_owned(), otherwise])
        }
        _ => Err(vec![
            "this is no JSON Web Token, which has three parts with dots between them".to_owned(),
            "if the whole token was copied, it is an opaque one, which only its provider can read".to_owned(),
            otherwise,
        ]),
    }
}

/// The object in a part of a token. The reasons of decoders repeat what they decode, so they are left out.
fn object(part: &str) -> Option<Map<String, Value>> {
    let bytes = URL_SAFE_NO_PAD.decode(part).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// The claim that decides whose token it is and what it grants. A token with `scp` or `scope` is a user's, and its `roles` are
/// the user's own.
fn deciding(claims: &Map<String, Value>) -> Result<(Claim, &Value), Wrong> {
    let given = |claim: Claim| claims.get(claim.as_str()).map(|value| (claim, value));
    if let Some(found) = given(Claim::Scp).or_else(|| given(Claim::Scope)) {
        return Ok(found);
    }
    // Of ID tokens (OpenID Connect Core 1.0, sections 2 and 3.3.2.11), which can have the user's own roles too.
    if ["nonce", "at_hash", "c_hash"].iter().any(|claim| claims.contains_key(*claim)) {
        return Err(vec![
            "this is an ID token: it says who signed in, and grants nothing".to_owned(),
            "pass the access token of the same response".to_owned(),
        ]);
    }
    given(Claim::Roles).ok_or_else(|| {
        vec![
            "the token has none of the claims `scp`, `scope` and `roles`, so it names no permission".to_owned(),
            "pass the names yourself: those of a user's token with --granted, those of an app-only token with --roles"
                .to_owned(),
        ]
    })
}

/// The texts of a list, or a text if that is allowed.
fn names(value: &Value, text: bool) -> Option<Vec<String>> {
    match value {
        Value::String(name) if text => Some(vec![name.clone()]),
        Value::Array(names) => names.iter().map(|name| name.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}
