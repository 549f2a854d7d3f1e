//! What to ask for at sign-in, and what a token allows.

use scopemark::Access;
use scopemark_integrations::o365::{self, Condition, Feature, Granted, Scope};

fn main() -> Result<(), o365::Unsupported> {
    // What to ask for: it depends on the features, and on the account.
    let ask = o365::ask()
        .feature(Feature::Calendar)
        .update(Feature::ToDo)
        .feature(Feature::Status)
        .option(Scope::PresenceReadAll)
        .build()?;
    println!("scope={}", ask.scope_param());

    // What the server granted: the `scope` of its response, which it may omit.
    let granted = Granted::from_response(Some("Calendars.Read Tasks.ReadWrite User.Read"), &ask);
    let report = ask.check(&granted);
    assert_eq!(report.access(Feature::Calendar), Access::Base);
    assert_eq!(report.access(Feature::ToDo), Access::Update);
    assert_eq!(report.access(Feature::Status), Access::Missing);
    if !report.is_ok() {
        println!("{report}");
    }

    // A feature that the account cannot have is an error that says why.
    let unsupported = o365::ask().feature(Feature::Status).when(Condition::PersonalAccount).build().unwrap_err();
    println!("{unsupported}");
    Ok(())
}
