//! Reads the grant from the command line or standard input: the scopes and app roles of a token, as text.

use std::io::{self, IsTerminal, Read};

use crate::exit::{Failure, Stop};
use crate::output;

/// How many bytes are read from standard input: 4 MiB. Tokens travel in headers of a few KiB.
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
}

/// What was granted: names separated by white space.
#[derive(Debug)]
pub(crate) struct Grant {
    /// The scopes of a user's token.
    pub(crate) scopes: Option<String>,
    /// The roles of an app-only token.
    pub(crate) roles: Option<String>,
}

impl GrantOptions {
    /// The grant. Reports text that is not a list of names.
    pub(crate) fn read(&self) -> Result<Grant, Stop> {
        let scopes = match self.granted.as_deref() {
            Some("-") => Some(read(io::stdin())?),
            given => given.map(str::to_owned),
        };
        let roles = (!self.roles.is_empty()).then(|| self.roles.join(" "));
        for (option, claim, text) in [("--granted", "scope` or `scp", &scopes), ("--roles", "roles", &roles)] {
            if let Some(looks) = text.as_deref().and_then(looks_like) {
                return Err(Stop::Usage(vec![vec![
                    format!("the value of {option} looks like {looks}"),
                    format!("pass only the value of its `{claim}`: names separated by spaces"),
                    "keep tokens secret: anyone who has one can use it until it expires".to_owned(),
                ]]));
            }
        }
        Ok(Grant { scopes, roles })
    }
}

fn read(mut input: impl Read + IsTerminal) -> Result<String, Failure> {
    if input.is_terminal() {
        output::progress("paste the granted scopes, then end the input (Ctrl-D; on Windows Ctrl-Z and Enter)");
    }
    let mut bytes = Vec::new();
    input
        .by_ref()
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure(format!("cannot read standard input: {error}")))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Failure("standard input has more than 4 MiB: no grant is that large".to_owned()));
    }
    let text = String::from_utf8_lossy(&bytes);
    // Some shells put a byte order mark before piped text.
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
}

/// What kind of text this is, if it is not a list of names.
fn looks_like(text: &str) -> Option<&'static str> {
    let start = text.trim_start().trim_start_matches(['"', '\'']);
    if start.starts_with(['{', '[']) {
        return Some("JSON");
    }
    // The first letters of `{"` in base64url, with which the header of a JSON Web Token begins (RFC 7519, section 3.1).
    let is_token = text.split_ascii_whitespace().any(|word| word.trim_start_matches(['"', '\'']).starts_with("eyJ"));
    is_token.then_some("a token (a JWT)")
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
