//! A crate that uses its tables; one row of them is edited between two checks.

scopemark::include_tables!();

fn main() {
    let scope = names::Scope::ALL[0];
    println!("{scope}: {} {:?}", scope.description(), scope.admin_consent());
}
