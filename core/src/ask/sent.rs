//! Names as requests send them.

use core::fmt;

use super::Table;
use super::resource::is_graph;

impl<'a> Table<'a> {
    /// A permission as a request sends it: with its resource, unless that is Microsoft Graph or none, or the document writes
    /// the resource itself. Unqualified, Entra takes a name for one of Microsoft Graph
    /// (<https://learn.microsoft.com/entra/identity-platform/scopes-oidc>).
    #[must_use]
    pub fn sent(&self, name: usize) -> Sent<'a> {
        let text = self.text(name);
        let resource = self.resources.get(self.resource_of(name)).copied().unwrap_or_default();
        let is_whole = self.short(name).len() < text.len() || text.contains("://") || self.is_openid(name);
        let is_bare = is_whole || resource.is_empty() || is_graph(resource);
        Sent { resource: if is_bare { "" } else { resource }, name: text }
    }
}

/// A permission as a request sends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent<'a> {
    /// The resource that is in front of it; empty for none.
    resource: &'a str,
    name: &'a str,
}

impl<'a> Sent<'a> {
    /// Its bytes, by which parameters are sorted.
    pub(super) fn bytes(self) -> impl Iterator<Item = u8> + use<'a> {
        let slash = if self.resource.is_empty() { "" } else { "/" };
        self.resource.bytes().chain(slash.bytes()).chain(self.name.bytes())
    }
}

impl fmt::Display for Sent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.resource.is_empty() {
            write!(f, "{}/", self.resource)?;
        }
        f.write_str(self.name)
    }
}
