//! The value of the header `WWW-Authenticate`, with which a resource server says what a request lacks.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use core::fmt;

/// The value of the header `WWW-Authenticate` (RFC 6750, section 3): of a 403 where the token lacks a scope, or of a 401 where
/// there is no token that counts. `to_string()` gives the text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[must_use = "it is the value of a header"]
pub struct Challenge {
    error: Option<&'static str>,
    scope: Option<String>,
    resource_metadata: Option<String>,
}

impl Challenge {
    pub(super) const fn insufficient_scope(scope: String) -> Self {
        Self { error: Some("insufficient_scope"), scope: Some(scope), resource_metadata: None }
    }

    pub(super) const fn unauthenticated(scope: Option<String>) -> Self {
        Self { error: None, scope, resource_metadata: None }
    }

    /// The scopes that are enough, separated by spaces; `None` where no scope would help.
    #[must_use]
    pub fn scope(&self) -> Option<&str> {
        self.scope.as_deref()
    }

    /// The same for a token that is expired, revoked or malformed: answer 401 with it (RFC 6750, section 3.1).
    pub fn invalid_token(self) -> Self {
        Self { error: Some("invalid_token"), ..self }
    }

    /// The same with the address of the protected resource's metadata (RFC 9728, section 5.1).
    ///
    /// # Errors
    /// [`InvalidUrl`] for an empty address, and for one with other characters than visible ASCII, or with `"` or `\`.
    pub fn resource_metadata(self, url: &str) -> Result<Self, InvalidUrl> {
        if url.is_empty() || !url.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\') {
            return Err(InvalidUrl);
        }
        Ok(Self { resource_metadata: Some(url.to_owned()), ..self })
    }
}

/// The text of the header's value.
impl fmt::Display for Challenge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parameters = [
            ("error", self.error),
            ("scope", self.scope.as_deref()),
            ("resource_metadata", self.resource_metadata.as_deref()),
        ];
        f.write_str("Bearer")?;
        let mut before = " ";
        for (name, value) in parameters {
            if let Some(value) = value {
                write!(f, "{before}{name}=\"{value}\"")?;
                before = ", ";
            }
        }
        Ok(())
    }
}

/// The error for an address that a header cannot carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct InvalidUrl;

impl fmt::Display for InvalidUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "the address of the metadata is empty, or has a character that a header cannot carry: percent-encode it",
        )
    }
}

impl core::error::Error for InvalidUrl {}
