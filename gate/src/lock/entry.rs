//! The words of a lock: the keys of each fact, for writing and for reading alike.

use scopemark_compiler::model::{Access, Kind};

pub(super) const HEAD: &str = "\
# What the permission tables say, fact by fact; `cargo scopemark check` compares them with it.
# Written by `cargo scopemark lock`, `accept` and `release`, not by hand; commit it with the tables.
";

/// The last line: a file without it is cut off.
pub(super) const END: &str = "# The end of permissions.lock.\n";

pub(super) const FORMAT: &str = "format";
pub(super) const FOLDER: &str = "folder";
pub(super) const DIGEST: &str = "digest";

pub(super) const HISTORY: &str = "history";
pub(super) const WINDOW: &str = "window";
pub(super) const VERSIONS: &str = "versions";

pub(super) const ACCEPTANCES: &str = "acceptances";
pub(super) const ACCEPTED: &str = "accepted";
pub(super) const FINGERPRINT: &str = "fingerprint";
pub(super) const REASON: &str = "reason";
pub(super) const UNTIL: &str = "until";
pub(super) const TIMES: &str = "times";
pub(super) const SETTLED: &str = "settled";

pub(super) const TOMBSTONES: &str = "tombstones";
pub(super) const REMOVED: &str = "removed";
pub(super) const NAMED: &str = "named";
pub(super) const TEXT: &str = "text";

pub(super) const DOCUMENT: &str = "document";
pub(super) const NAME: &str = "name";
pub(super) const PATH: &str = "path";
pub(super) const RESOURCE: &str = "resource";
pub(super) const IDENT: &str = "ident";
pub(super) const FEATURES: &str = "features";
pub(super) const CONDITIONS: &str = "conditions";
pub(super) const SCOPES: &str = "scopes";
pub(super) const APP_ROLES: &str = "app-roles";
pub(super) const FORMERLY: &str = "formerly";

pub(super) const PERMISSIONS: &str = "permissions";
pub(super) const FEATURE: &str = "feature";
pub(super) const ACCESS: &str = "access";
pub(super) const KIND: &str = "kind";
pub(super) const SCOPE: &str = "scope";
pub(super) const ADMIN_CONSENT: &str = "admin-consent";
pub(super) const OPTIONAL: &str = "optional";
pub(super) const REQUIRES: &str = "requires";
pub(super) const EXCLUDES: &str = "excludes";
pub(super) const ALTERNATIVES: &str = "alternatives";
pub(super) const NOTES: &str = "notes";

pub(super) const COVERS: &str = "covers";
pub(super) const BY: &str = "satisfied-by";

pub(super) const RELEASE: &str = "release";
pub(super) const VERSION: &str = "version";
pub(super) const SUPPORTED: &str = "supported";

pub(super) const KINDS: [Kind; 2] = [Kind::Delegated, Kind::Application];
pub(super) const ACCESSES: [Access; 2] = [Access::Base, Access::Update];
