//! A permission, as the steps of an order name it.

use scopemark_compiler::model::Kind;

/// A permission. The same name with another resource or kind is another permission.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Permission {
    /// The resource that it belongs to. Empty for none.
    pub resource: String,
    /// Who acts with it.
    pub kind: Kind,
    /// The name in its resource.
    pub name: String,
}
