//! Typed OAuth permissions from the Markdown tables that document them.
//!
//! ```toml
//! [dependencies]
//! scopemark = "0.1"
//! [build-dependencies]
//! scopemark-compiler = "0.1"
//! ```
//! ```ignore
//! // build.rs
//! fn main() { scopemark_compiler::build("docs-tables") }
//! // src/lib.rs
//! scopemark::include_tables!(); // pub mod o365 { … } for docs-tables/o365.md
//! ```
//!
//! A generated module has the names of its document, and `ask()`, `Granted` and the other types of this crate for these
//! names only:
//!
//! ```ignore
//! let ask = o365::ask().feature(Feature::Calendar).update(Feature::Chat).build()?;
//! redirect(ask.scope_param());
//! let granted = o365::Granted::from_response(token.scope.as_deref(), &ask.scope_param());
//! let report = ask.check(&granted);
//! if report.access(Feature::Chat) < Access::Update {
//!     show(report);
//! }
//! ```
//!
//! # Access here means consent
//!
//! It is what a grant lets the application ask of the API. The API may still refuse because of the user's own rights,
//! licences or conditional access.
//!
//! # Features
//!
//! * `serde`: permissions, features and conditions are serialised as their text; a [`Set`] is a sequence of names; a [`Granted`],
//!   a [`ScopeParam`] and a [`RefreshParam`] are the line of text that `to_stored` gives. If a document
//!   has both a scope and an app role of one text, a `Name` is read as the scope: store scopes and app roles separately then.
//! * `oauth2`: requested scopes become `oauth2::Scope` (`to_oauth2` of [`ScopeParam`] and [`Set`]), and the scopes of a token
//!   response become a grant (`Granted::from_oauth2`).
#![no_std]
#![forbid(unsafe_code)]

mod ask;
mod document;
mod dropped;
mod enums;
mod granted;
mod interop;
mod module;
mod params;
mod report;
mod server;
mod set;

pub use ask::{Ask, Note};
pub use document::{Document, HasResource, Indexed, Member, Several, SeveralResources, SingleResource};
pub use dropped::{Dropped, Unsupported};
pub use granted::Granted;
pub use params::{RefreshParam, ScopeParam};
pub use report::{Accepts, Missing, Report};
pub use scopemark_core::ask::{AppScopeParam, Challenge, InvalidUrl, Judged, NotStored};
pub use scopemark_core::{Access, Kind, Permission, Source, Unknown};
#[doc(hidden)]
pub use scopemark_macros::tables;
pub use set::{Iter, Set};

/// The items that generated code of format 5 uses. The name carries the format, so that code for another version of the
/// runtime does not compile.
#[doc(hidden)]
pub mod __format5 {
    #[cfg(feature = "serde")]
    pub use crate::interop::deserialize_name;
    #[cfg(feature = "oauth2")]
    pub use crate::interop::sent;
    pub use crate::module::{alone, joined};
    pub use crate::server::{challenge, unauthenticated};
    #[cfg(feature = "oauth2")]
    pub use oauth2;
    pub use scopemark_core::ask::{Builder, NameColumns, RowColumns, Table};
    pub use scopemark_core::{Names, Unknown};
    #[cfg(feature = "serde")]
    pub use serde;
}

/// Includes the modules that the build script compiled: one for each document, named after its file in snake case.
///
/// The package needs a build script that calls `scopemark_compiler::build`; without one, the error says how to write it.
///
/// | write | for |
/// |---|---|
/// | `scopemark::include_tables!()` | what the build script compiled |
/// | `sm::include_tables!(crate = sm)` | a dependency named `sm` in `Cargo.toml`, or a path to a re-export of it |
/// | `scopemark::include_tables!(file = "scopemark.rs")` | a file that `cargo scopemark expand --tokens` wrote, for builds without a build script; the path is relative to this source file |
#[macro_export]
macro_rules! include_tables {
    () => {
        $crate::include_tables! { crate = $crate }
    };
    (crate = $($runtime:ident)::+, file = $file:literal) => {
        $crate::include_tables! { file = $file, crate = $($runtime)::+ }
    };
    (crate = $($runtime:tt)+) => {
        use $($runtime)+ as __scopemark;

        // Nested, so that a missing build script is one error and not two.
        #[cfg(not(miri))]
        ::core::include!(::core::concat!(
            ::core::env!(
                "OUT_DIR",
                ::core::concat!(
                    "OUT_DIR is not set: cargo sets it for a package with a build script; SCOPEMARK_BUILT is ",
                    ::core::env!(
                        "SCOPEMARK_BUILT",
                        "scopemark::include_tables! found no tables, because this package has no build script that \
                         compiles them. Add scopemark-compiler to [build-dependencies] in Cargo.toml, and to build.rs:\n\
                         \n    fn main() {\n        scopemark_compiler::build(\"docs-tables\")\n    }\n"
                    ),
                )
            ),
            "/scopemark.rs"
        ));

        // For rust-analyzer, which sets `cfg(miri)` and does not expand a message inside `include!`.
        #[cfg(miri)]
        ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/scopemark.rs"));
    };
    (file = $file:literal) => {
        $crate::include_tables! { file = $file, crate = $crate }
    };
    (file = $file:literal, crate = $($runtime:tt)+) => {
        use $($runtime)+ as __scopemark;

        ::core::include!($file);
    };
    ($folder:literal $($rest:tt)*) => {
        ::core::compile_error!(
            "include_tables! takes no folder: name it in build.rs, as in scopemark_compiler::build(\"docs-tables\")"
        );
    };
}
