//! The worked example of scopemark: the permissions of four integrations, as types.
//!
//! Each Markdown document in `docs-tables/` becomes a module here, with enums for its permissions, features and conditions.
//! So code cannot request a permission that is not in the document, and cannot mix up the permissions of two documents:
//!
//! ```
//! use scopemark::Access;
//! use scopemark_integrations::o365::{Feature, Scope, permissions};
//!
//! assert_eq!(Scope::CalendarsReadShared.as_str(), "Calendars.Read.Shared");
//! assert_eq!("Mail.Read".parse(), Ok(Scope::MailRead));
//! assert!(permissions(Feature::AutoReply).iter().all(|permission| permission.access == Access::Base));
//! ```
//!
//! To do the same in another crate, copy `build.rs` and the line of code in this file.

scopemark::include_tables!();
