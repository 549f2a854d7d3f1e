//! A name that no row has cannot be made of a number.

use scopemark_integrations::o365;

fn main() {
    let _ = 200 as o365::Scope;
}
