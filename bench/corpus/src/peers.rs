//! The same names for the peers: as an enum for strum, as a map for phf, as a message for protobuf.

use std::fmt::Write as _;

use crate::{FEATURES, Permission, feature};

/// An enum with strum's derives, and a match for each of two metadata: what a developer writes who has no generator. No
/// `Debug` and no documentation of the variants, which would cost the compiler more.
#[must_use]
pub fn strum_source(permissions: &[Permission]) -> String {
    let mut text = String::from(
        "/// A permission.\n\
         #[derive(Clone, Copy, PartialEq, Eq, strum::EnumString, strum::AsRefStr, strum::Display, strum::VariantArray)]\n\
         pub enum Scope {\n",
    );
    for Permission { name, ident, .. } in permissions {
        writeln!(text, "    #[strum(serialize = {name:?})]\n    {ident},").expect("a string");
    }
    text += "}\n\nimpl Scope {\n    /// What it allows.\n    pub const fn description(self) -> &'static str {\n        match self {\n";
    for Permission { ident, description, .. } in permissions {
        writeln!(text, "            Self::{ident} => {description:?},").expect("a string");
    }
    text += "        }\n    }\n\n    /// Whether an administrator must consent.\n    pub const fn admin_consent(self) -> Option<bool> {\n        match self {\n";
    for Permission { ident, admin_consent, .. } in permissions {
        writeln!(text, "            Self::{ident} => {admin_consent:?},").expect("a string");
    }
    text + "        }\n    }\n}\n"
}

/// A perfect hash map from the text of a permission to its place in the list.
#[must_use]
pub fn phf_source(permissions: &[Permission]) -> String {
    let mut text = String::from(
        "/// The place of each permission.\npub static PLACES: phf::Map<&'static str, u16> = phf::phf_map! {\n",
    );
    for (place, Permission { name, .. }) in permissions.iter().enumerate() {
        writeln!(text, "    {name:?} => {place}_u16,").expect("a string");
    }
    text + "};\n"
}

/// A message for each feature, with a field for each permission.
#[must_use]
pub fn proto(permissions: &[Permission]) -> String {
    let mut text = String::from("syntax = \"proto3\";\n\npackage permissions.v1;\n");
    let rows = permissions.len();
    for message in 0..FEATURES {
        let fields = (0..rows).filter(|row| row * FEATURES / rows == message);
        for (number, row) in fields.enumerate() {
            if number == 0 {
                let name = feature(row, rows).replace(' ', "");
                write!(text, "\n// What {name} needs.\nmessage {name} {{\n").expect("a string");
            }
            let Permission { name, description, .. } = &permissions[row];
            let field = name.replace('.', "_").to_ascii_lowercase();
            writeln!(text, "  // {description}\n  bool {field} = {};", number + 1).expect("a string");
        }
        text += "}\n";
    }
    text
}
