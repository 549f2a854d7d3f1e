//! Asking and checking.

mod asked;
mod builder;
mod flat;
mod granted;
mod left;
mod lookup;
mod report;
mod set;
mod table;

pub use asked::{About, AppScopeParam, Ask, Note, Notes, ScopeParam, ScopeParams};
pub use builder::{Builder, Unsupported};
pub use flat::{Draft, DraftRow, Flat, TooMany, flatten};
pub use granted::{Granted, Judged, UnknownTokens};
pub use report::{Missing, MissingRows, Report};
pub use set::{Indexes, Set, words};
pub use table::{Conditions, Name, OPTIONAL, Row, RowView, Table, UPDATE, same_resource, split_resource};
