//! A name has no constructor.

use scopemark_integrations::o365;

fn main() {
    let _ = o365::Scope(200);
}
