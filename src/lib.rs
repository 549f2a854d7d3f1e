//! The worked example of scopemark: the permissions of four integrations, as types.
//!
//! Each Markdown document in `docs-tables/` is a module here. Its permissions, features and conditions are enums of its
//! own, so that code cannot ask for a permission that the document does not have, nor mix up those of two documents:
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
//! To do the same in another crate, copy `build.rs` and the one line of this file.

scopemark::include_tables!();
