//! A crate with the same names in `names.rs`, of which one entry is edited between two checks.

use strum::VariantArray as _;

mod names;

fn main() {
    let scope = names::Scope::VARIANTS[0];
    println!("{scope}: {} {:?}", scope.description(), scope.admin_consent());
}
