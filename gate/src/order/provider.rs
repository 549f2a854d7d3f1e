//! What is known of a provider: which permissions are its own, and who does what where. A provider is a file with one of
//! these, and a line in the list.

use super::permission::Permission;

/// A provider of permissions.
pub(super) struct Provider {
    /// The name used in every output.
    pub(super) name: &'static str,
    /// Whether no other provider has a permission of this name, so that it tells the provider of its document.
    pub(super) is_mark: fn(&str) -> bool,
    /// Whether this permission is its own. The flag is whether its document names one that tells the provider.
    pub(super) has: fn(&Permission, bool) -> bool,
    /// Whether its own permission is registered or approved in advance.
    pub(super) is_told: fn(&Permission) -> bool,
    pub(super) register: fn(&[Permission]) -> Duty,
    pub(super) consents: Consents,
    pub(super) consent: fn(&[Permission]) -> Duty,
    pub(super) revoke: fn(&[Permission]) -> Duty,
}

/// Whether a permission is of a provider that has no resources, and of which the document names one that tells it.
pub(super) fn is_beside_mark(permission: &Permission, is_marked: bool) -> bool {
    is_marked && permission.resource.is_empty()
}

/// What has to be approved before the change ships.
pub(super) enum Consents {
    /// Each new permission.
    ToEachNew,
    /// Only what needs an administrator.
    ToAdmins,
}

/// What somebody does in a step.
pub(super) struct Duty {
    pub(super) who: &'static str,
    pub(super) what: &'static str,
    pub(super) ways: Vec<Way>,
}

/// Where or how a step is done. Words in capitals are to be replaced, such as `APP_ID`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// The address of a page.
    At(String),
    /// A command for a POSIX shell.
    Run(String),
}

/// Pages, as ways.
pub(super) fn at<const N: usize>(pages: [&str; N]) -> Vec<Way> {
    pages.into_iter().map(|page| Way::At(page.to_owned())).collect()
}
