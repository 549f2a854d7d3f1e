//! Tells what a permission is, or lists them all.

use strum::VariantArray as _;

mod names;

use names::Scope;

fn main() {
    match std::env::args().nth(1) {
        Some(text) => match text.parse::<Scope>() {
            Ok(scope) => println!("{scope}: {} {:?}", scope.description(), scope.admin_consent()),
            Err(_) => println!("unknown"),
        },
        None => Scope::VARIANTS.iter().for_each(|scope| println!("{}", scope.as_ref())),
    }
}
