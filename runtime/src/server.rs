//! What a resource server answers where a token does not allow an access, for generated modules.

use crate::document::index_of;
use crate::granted::holding;
use crate::{Access, Challenge, Document};

/// The challenge of a 403, of a resource by its index. For generated code.
#[must_use]
pub fn challenge<D: Document, const W: usize>(
    resource: usize,
    feature: D::Feature,
    access: Access,
    conditions: &[D::Condition],
) -> Option<Challenge> {
    D::TABLE.challenge::<W>(resource, index_of(feature), access, holding(conditions))
}

/// The challenge of a 401, of a resource by its index. For generated code.
pub fn unauthenticated<D: Document, const W: usize>(
    resource: usize,
    feature: D::Feature,
    access: Access,
    conditions: &[D::Condition],
) -> Challenge {
    D::TABLE.unauthenticated::<W>(resource, index_of(feature), access, holding(conditions))
}
