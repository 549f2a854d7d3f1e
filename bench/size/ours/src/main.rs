//! Tells what a permission is, or lists them all.

scopemark::include_tables!();

use names::Scope;

fn main() {
    match std::env::args().nth(1) {
        Some(text) => match text.parse::<Scope>() {
            Ok(scope) => println!("{scope}: {} {:?}", scope.description(), scope.admin_consent()),
            Err(_) => println!("unknown"),
        },
        None => Scope::ALL.iter().for_each(|scope| println!("{}", scope.as_str())),
    }
}
