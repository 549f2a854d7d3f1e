//! The providers. To add one, add a file and a line here.

use super::provider::Provider;
use super::{entra, github, google, other, slack};

/// The providers. The first one that has a permission decides; the last one has all.
pub(super) static PROVIDERS: [&Provider; 5] =
    [&entra::PROVIDER, &google::PROVIDER, &slack::PROVIDER, &github::PROVIDER, &other::PROVIDER];
