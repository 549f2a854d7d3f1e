//! The settings in a lock: what a comparison depends on beside the tables.

use serde::{Deserialize, Serialize};

use crate::levels::Levels;

/// The usual name of the lock's file.
pub const FILE: &str = "permissions.lock";

/// What a comparison depends on beside the tables, the folder and the window. Whoever could change it unseen could let a
/// break pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The name of the lock's file.
    pub lock: String,
    /// A digest of the catalogue of the provider's permissions, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalogue: Option<String>,
    /// The levels that the package sets.
    #[serde(flatten)]
    pub levels: Levels,
}

impl Default for Settings {
    fn default() -> Self {
        Self { lock: FILE.to_owned(), catalogue: None, levels: Levels::default() }
    }
}
