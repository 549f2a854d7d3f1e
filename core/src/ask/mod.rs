//! The engine: decides what to request at sign-in, and what a grant allows.
//!
//! Access here means consent: what the grant lets the application ask of the API. The API may still refuse because of the
//! user's own rights, licences or conditional access.
//!
//! Everything works on a borrowed [`Table`] of plain integers and on indexes into it. [`flatten`] makes the table from a
//! document. The crate `scopemark` wraps the engine in types; the command runs it on documents that it reads itself.
//!
//! Building an ask is `const`. Nothing here panics, whatever the table or the grant. Parsing a grant and deciding access
//! allocate nothing, unless the tokens that are not in the document exceed a kilobyte. Messages are written through
//! [`Display`](core::fmt::Display).
//!
//! # Indexes and sets
//!
//! A delegated permission is its index in [`Table::scopes`]. An application permission is [`Table::delegated`] plus its
//! index in [`Table::app_roles`]. Both lists are sorted by text, as the variants of the generated enums are. Features and
//! conditions are indexes into [`Table::features`] and [`Table::conditions`].
//!
//! Sets are bits in `W` words, where `W` is at least [`Table::words`]. A table that does not fit counts as empty: every
//! feature is then unsupported and every token unknown. Generated code uses the `W` that fits; a program that reads
//! documents uses the next larger of a few sizes.
//!
//! # Resources
//!
//! A request goes to one resource, and a token is for one: an index into [`Table::resources`]. It is 0 where the document has
//! one, or none. In a document of several the typed API takes it first.
//!
//! # What the typed API calls
//!
//! The types of the crate `scopemark` and the generated builder forward to the engine:
//!
//! | typed | engine |
//! |---|---|
//! | `ask()` | [`Builder::new`]`(&TABLE)` |
//! | `.feature(f)`, `.update(f)` | [`Builder::feature`], [`Builder::update`] |
//! | `.option(scope)`, `.option_role(role)` | [`Builder::option`] with the index of the permission |
//! | `.when(condition)` | [`Builder::when`] |
//! | `.only(kind)` | [`Builder::only`] |
//! | `.build()`, `.build_supported()` | [`Builder::build`], [`Builder::build_supported`] |
//! | `Unsupported { feature, condition, source }` | [`Unsupported::feature`], [`condition`](Unsupported::condition), [`path`](Unsupported::path) and [`line`](Unsupported::line); the `Display` of [`Unsupported::new`] |
//! | `ask.scopes()`, `ask.app_roles()` | [`Ask::scopes`], [`Ask::app_roles`]: a [`Set`] |
//! | `contains`, `iter`, `len`, `is_empty`, `union`, `is_subset` of these | the same of [`Set`] |
//! | `FromIterator`, `Extend` of these | [`Set::EMPTY`] and [`Set::insert`] |
//! | `ask.scope_param()`, `ask.scope_params()` | [`Ask::scope_param`], [`Ask::scope_params`] |
//! | `ask.app_scope_param()` | [`Ask::app_scope_param`] |
//! | `ask.refresh_param(&granted)` | [`Ask::refresh_param`] |
//! | `ask.step_up(&granted)`, `ask.step_up_for(&granted, scope)` | [`Ask::step_up`], [`Ask::step_up_for`] |
//! | `allows(&granted, feature, access, &[condition])` | [`Granted::allows`] |
//! | `challenge(feature, access, &[condition])` | [`Table::challenge`] |
//! | `unauthenticated(feature, access, &[condition])` | [`Table::unauthenticated`] |
//! | `ask.minimal()` | [`Ask::minimal`] |
//! | `ask.needs_admin_consent()` | the indexes of [`Ask::needs_admin_consent`] |
//! | `ask.dropped()` | the indexes of [`Ask::dropped`]; the reasons are [`Ask::why_dropped`] |
//! | notes of an ask | [`Ask::notes`] |
//! | why a permission is requested | [`Ask::rows`] |
//! | `Granted::from_scope(text)` | [`Granted::from_scope`]`(&TABLE, 0, text)` |
//! | `Granted::from_scope(resource, text)` | [`Granted::from_scope`]`(&TABLE, resource.index(), text)` |
//! | `Granted::from_response(text, &param)` | [`Granted::from_response`] |
//! | `granted.refreshed(text, param)`, `a.with(b)` | [`Granted::refreshed`], [`Granted::with`] |
//! | `to_stored()`, `from_stored(text)` | [`Granted::to_stored`], [`Granted::from_stored`], and those of the parameters |
//! | `Granted::from_names(iter)`, `Granted::from_roles(iter)` | [`Granted::from_names`], [`Granted::from_roles`], with `&TABLE` |
//! | `.with_roles(iter)` | [`Granted::with_roles`] |
//! | `granted.unknown()` | [`Granted::unknown`] |
//! | `granted.access(feature, &[condition])` | [`Granted::access`], with the conditions folded by [`Conditions::with`] |
//! | `ask.check(&granted)` | [`Ask::check`] |
//! | `report.is_ok()`, `report.access(feature)` | [`Report::is_ok`], [`Report::access`] |
//! | `report.missing()` | [`Report::missing`]; each has [`Missing::feature`], [`Missing::name`], [`Missing::accepts`] and its `Display` |
//! | `report.declined()` | the indexes of [`Report::declined`] |
//! | the access that would be enough | [`Report::wanted`] |
//! | the kinds that were judged | [`Report::judged`], [`Report::is_unjudged`] |
//! | `report.to_string()` | its `Display` |

mod again;
mod asked;
mod builder;
mod challenge;
mod conditions;
mod flatten;
mod granted;
mod groups;
mod left;
mod limits;
mod lookup;
mod missing;
mod need;
mod notes;
mod params;
mod report;
mod resource;
mod rows;
mod sent;
mod server;
mod set;
mod stored;
mod table;
mod texts;
mod unknown;

pub use asked::Ask;
pub use builder::{Builder, Unsupported};
pub use challenge::{Challenge, InvalidUrl};
pub use conditions::Conditions;
pub use flatten::{Flat, NameNumbers, RowNumbers, flatten};
pub use granted::{Granted, Judged};
pub use limits::{MOST_PAIRS, TooMany};
pub use missing::Missing;
pub use notes::{About, Note, Notes};
pub use params::{AppScopeParam, RefreshParam, ScopeParam, ScopeParams};
pub use report::{MissingRows, Report};
pub use resource::{same_resource, split_resource, split_resource_in};
pub use rows::{AskedRow, AskedRows};
pub use sent::Sent;
pub use set::{Indexes, Set, words};
pub use stored::NotStored;
pub use table::{CONSENT_NO, CONSENT_YES, List, NameColumns, OPENID, OPTIONAL, RowColumns, RowView, Table, UPDATE};
pub use texts::{OPENID_SCOPES, resources};
