//! Reads the grant from the command line, standard input or a token: scopes and app roles, as text.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use scopemark_core::Kind;

use crate::exit::{Failure, Stop};
use crate::output;
use crate::token::Token;

/// How many bytes are read: 4 MiB. Tokens travel in headers of a few KiB.
const LARGEST: u64 = 4 << 20;

/// What was granted.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = true)]
pub(crate) struct GrantOptions {
    /// The scopes of a user's token, separated by spaces: the value of `scope` in the token response, or of `scp` in the
    /// token. `-` reads them from standard input, at most 4 MiB
    #[arg(long, value_name = "SCOPES")]
    granted: Option<String>,

    /// The `roles` of an app-only token, separated by spaces; repeatable. Do not pass the `roles` of a token that has
    /// `scp`: they are the user's own roles
    #[arg(long, value_name = "ROLES")]
    roles: Vec<String>,

    /// A file with an access token (a JWT), whose permissions are read from its claim `scp`, `scope` or `roles`. `-` reads it
    /// from standard input. The token is not verified, and nothing of it is printed but names of permissions
    #[arg(long, value_name = "FILE", conflicts_with_all = ["granted", "roles"])]
    token: Option<PathBuf>,
}

/// What was granted: names separated by white space.
#[derive(Debug)]
pub(crate) struct Grant {
    /// The scopes of a user's token.
    pub(crate) scopes: Option<String>,
    /// The roles of an app-only token.
    pub(crate) roles: Option<String>,
    /// The token that they were read from.
    pub(crate) token: Option<Token>,
}

/// What to keep in mind whenever a token was pasted.
const SECRET: &str = "keep tokens secret: anyone who has one can use it until it expires";

impl GrantOptions {
    /// The grant. Reports text that is not a list of names, and a token that cannot be read.
    pub(crate) fn read(&self) -> Result<Grant, Stop> {
        if let Some(path) = &self.token {
            return of_token(path);
        }
        let scopes = match self.granted.as_deref() {
            Some("-") => {
                hint("paste the granted scopes");
                let bytes = read(io::stdin(), "standard input", "grant")?;
                let text = String::from_utf8_lossy(&bytes);
                // Some shells put a byte order mark before piped text.
                Some(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
            }
            given => given.map(str::to_owned),
        };
        let roles = (!self.roles.is_empty()).then(|| self.roles.join(" "));
        for (option, claim, text) in [("--granted", "scope` or `scp", &scopes), ("--roles", "roles", &roles)] {
            if let Some(looks) = text.as_deref().and_then(looks_like) {
                let mut lines = vec![
                    format!("the value of {option} looks like {looks}"),
                    format!("pass only the value of its `{claim}`: names separated by spaces"),
                ];
                if looks == TOKEN {
                    lines.push("or write the token into a file, and pass that with --token".to_owned());
                }
                lines.push(SECRET.to_owned());
                return Err(Stop::Usage(vec![lines]));
            }
        }
        Ok(Grant { scopes, roles, token: None })
    }
}

/// The grant in the file of a token.
fn of_token(path: &Path) -> Result<Grant, Stop> {
    let bytes = if path == Path::new("-") {
        hint("paste the token");
        read(io::stdin(), "standard input", "token")?
    } else {
        // Whoever passes a token in place of its file should not see it in a log, so no message has the value of --token.
        if path.to_str().and_then(looks_like) == Some(TOKEN) {
            return Err(Stop::Usage(vec![vec![
                "the value of --token looks like the token itself, not like a file that has it".to_owned(),
                "write it into a file, or pass it on standard input with `--token -`: shells keep command lines"
                    .to_owned(),
                SECRET.to_owned(),
            ]]));
        }
        let place = "the file that --token names";
        let file = File::open(path).map_err(|error| Failure(format!("cannot read {place}: {error}")))?;
        read(file, place, "token")?
    };
    let mut token = Token::read(&bytes).map_err(|wrong| Stop::Usage(vec![wrong]))?;
    let names = Some(std::mem::take(&mut token.names));
    let (scopes, roles) = match token.claim.kind() {
        Kind::Delegated => (names, None),
        Kind::Application => (None, names),
    };
    Ok(Grant { scopes, roles, token: Some(token) })
}

/// Says what is waited for, where a person would otherwise see nothing.
fn hint(what: &str) {
    if io::stdin().is_terminal() {
        output::progress(&format!("{what}, then end the input (Ctrl-D; on Windows Ctrl-Z and Enter)"));
    }
}

fn read(input: impl Read, place: &str, what: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    input
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure(format!("cannot read {place}: {error}")))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Failure(format!("{place} has more than 4 MiB: no {what} is that large")));
    }
    Ok(bytes)
}

/// What a pasted token looks like.
const TOKEN: &str = "a token (a JWT)";

/// What kind of text this is, if it is not a list of names.
fn looks_like(text: &str) -> Option<&'static str> {
    let start = text.trim_start().trim_start_matches(['"', '\'']);
    if start.starts_with(['{', '[']) {
        return Some("JSON");
    }
    // The first letters of `{"` in base64url, with which the header of a JSON Web Token begins (RFC 7519, section 3.1).
    let is_token = text.split_ascii_whitespace().any(|word| word.trim_start_matches(['"', '\'']).starts_with("eyJ"));
    is_token.then_some(TOKEN)
}

#[cfg(test)]
mod tests {
    use super::looks_like;

    #[test]
    fn what_was_pasted_whole_is_recognized() {
        for (text, looks) in [
            (r#"{"token_type":"Bearer","scope":"Mail.Read"}"#, Some("JSON")),
            ("\n  {\n", Some("JSON")),
            (r#"["User.Read.All"]"#, Some("JSON")),
            ("eyJ0eXAiOiJKV1QifQ.e30.sig", Some("a token (a JWT)")),
            ("Bearer eyJ0eXAiOiJKV1QifQ.e30.sig", Some("a token (a JWT)")),
            ("'eyJ0'", Some("a token (a JWT)")),
            ("Mail.Read Chat.Read", None),
            ("Surveyjs.Read", None),
            ("", None),
            ("-", None),
        ] {
            assert_eq!(looks_like(text), looks, "{text}");
        }
    }
}
