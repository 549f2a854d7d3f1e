//! The authorization servers under test, and where they differ: one server's habits are not the specification.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use oauth2::url::Url;
use scopemark_integrations::o365::{self, Scope};

use crate::process::Process;

/// A server, of two that know nothing of each other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Provider {
    /// A package of npm, which is certified for `OpenID` Connect.
    OidcProvider,
    /// A package of `PyPI`, with the framework Flask.
    Authlib,
}

impl Provider {
    /// The server, and its address.
    pub(crate) fn start(self) -> (Process, Url) {
        let mut server = Process::start("the server", &mut self.command());
        let first = server.line();
        let issuer = first.strip_prefix("listening ").expect("its address");
        (server, Url::parse(issuer).expect("an address"))
    }

    /// The command that starts the server, with the scopes that the document has.
    fn command(self) -> Command {
        let scopes = Scope::ALL.iter().map(|scope| scope.as_str());
        match self {
            Self::OidcProvider => {
                let mut command = Command::new("node");
                // `offline_access` is OpenID's, and not of the resource.
                let scopes = scopes.filter(|&scope| scope != Scope::OfflineAccess.as_str());
                command.arg(&*SCRIPT).arg(o365::RESOURCE).args(scopes);
                command
            }
            Self::Authlib => {
                let folder = installed().join("venv");
                let python = ["bin/python", "Scripts/python.exe"].map(|path| folder.join(path));
                let python = python.iter().find(|python| python.is_file()).expect(
                    "the server is not installed: run .ci/run, or make a venv in target/oauth/venv and install \
                     tests/oauth/requirements.txt there",
                );
                let mut command = Command::new(python);
                command.arg(root().join("tests/oauth/authlib_provider.py")).args(scopes);
                command
            }
        }
    }

    /// The `scope` of an answer in which these names of the resource were granted, and `offline_access`. oidc-provider answers for
    /// the token, which is for a resource, and leaves out what is OpenID's. To Authlib, all names are the same.
    pub(crate) fn answer(self, names: &str) -> String {
        match self {
            Self::OidcProvider => names.to_owned(),
            Self::Authlib => sorted(&format!("{names} offline_access")),
        }
    }

    /// The `scope` of an answer with names that were granted later. oidc-provider adds to what it remembers. Authlib
    /// remembers nothing, and answers in the order of the request.
    pub(crate) fn answer_to_more(self, names: &str, more: &str) -> String {
        let all = format!("{names} {more}");
        match self {
            Self::OidcProvider => all,
            Self::Authlib => self.answer(&sorted(&all)),
        }
    }

    /// What the consent page of a second sign-in shows. oidc-provider remembers what was decided, and shows what is new.
    pub(crate) fn shown_again(self, all: &'static str, new: &'static str) -> &'static str {
        match self {
            Self::OidcProvider => new,
            Self::Authlib => all,
        }
    }

    /// What the example says of somebody who refused.
    pub(crate) const fn refusal(self) -> &'static str {
        match self {
            Self::OidcProvider => "error: the sign-in ended with \"access_denied\": \"the person declined\"\n",
            Self::Authlib => {
                "error: the sign-in ended with \"access_denied\": \"The resource owner or \
                 authorization server denied the request\"\n"
            }
        }
    }

    /// What the example says where a refresh asked for more than was granted.
    pub(crate) const fn excess(self) -> &'static str {
        match self {
            Self::OidcProvider => {
                "error: Server returned error response: invalid_scope: refresh token missing requested scope\n"
            }
            Self::Authlib => {
                "error: Server returned error response: invalid_scope: The requested scope is invalid, \
                 unknown, or malformed.\n"
            }
        }
    }
}

fn sorted(names: &str) -> String {
    let mut names: Vec<&str> = names.split(' ').collect();
    names.sort_unstable();
    names.join(" ")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where `.ci/run` installs what the servers need.
fn installed() -> PathBuf {
    root().join("target/oauth")
}

/// The script of oidc-provider, beside what is installed: a module finds it there. It is written once for all tests.
static SCRIPT: LazyLock<PathBuf> = LazyLock::new(|| {
    let installed = installed();
    assert!(
        installed.join("node_modules/oidc-provider").is_dir(),
        "the server is not installed: run .ci/run, or copy package.json, package-lock.json and .npmrc of tests/oauth to \
         target/oauth and run `npm ci` there"
    );
    let script = installed.join("provider.mjs");
    fs::write(&script, include_str!("provider.mjs")).expect("the server's script");
    script
});

/// Declares the tests of a file: those that hold for both servers, and those of what only one does.
macro_rules! on_servers {
    (both: $($both:ident),+; oidc_provider: $($one:ident),*; authlib: $($other:ident),*) => {
        mod oidc_provider {
            $(
                #[test]
                #[ignore = "needs Node.js and npm; .ci/run runs it where they are"]
                fn $both() {
                    super::$both($crate::provider::Provider::OidcProvider);
                }
            )+
            $(
                #[test]
                #[ignore = "needs Node.js and npm; .ci/run runs it where they are"]
                fn $one() {
                    super::$one($crate::provider::Provider::OidcProvider);
                }
            )*
        }

        mod authlib {
            $(
                #[test]
                #[ignore = "needs Python; .ci/run runs it where it is"]
                fn $both() {
                    super::$both($crate::provider::Provider::Authlib);
                }
            )+
            $(
                #[test]
                #[ignore = "needs Python; .ci/run runs it where it is"]
                fn $other() {
                    super::$other($crate::provider::Provider::Authlib);
                }
            )*
        }
    };
}

pub(crate) use on_servers;
