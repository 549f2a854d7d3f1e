//! The same program as `ours`, which also asks and checks.

scopemark::include_tables!();

use names::{Feature, Granted, Scope, ask, permissions};

fn main() {
    match std::env::args().nth(1) {
        Some(text) => match text.parse::<Scope>() {
            Ok(scope) => println!("{scope}: {} {:?}", scope.description(), scope.admin_consent()),
            Err(_) => println!("unknown"),
        },
        None => Scope::ALL.iter().for_each(|scope| println!("{}", scope.as_str())),
    }
    let granted = Granted::from_scope(&std::env::args().nth(2).unwrap_or_default());
    let ask = Feature::ALL.iter().fold(ask(), |ask, &feature| ask.update(feature)).build_supported();
    println!("{}\n{}", ask.scope_param(), ask.check(&granted));
    for &feature in Feature::ALL {
        println!("{feature}: {}, {:?}", permissions(feature).len(), granted.access(feature, &[]));
    }
}
