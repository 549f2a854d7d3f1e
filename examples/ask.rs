//! Builds the permissions to request at sign-in, and checks what was granted.

use scopemark::Access;
use scopemark_integrations::o365::{self, Condition, Feature, Granted, Scope};

fn main() -> Result<(), o365::Unsupported> {
    // The permissions to request depend on the features, and on the account.
    let ask = o365::ask()
        .feature(Feature::Calendar)
        .update(Feature::ToDo)
        .feature(Feature::Status)
        .option(Scope::PresenceReadAll)
        .build()?;
    println!("scope={}", ask.scope_param());

    // The server reports what it granted in the `scope` of its response. It may omit that.
    let granted = Granted::from_response(Some("Calendars.Read Tasks.ReadWrite User.Read"), &ask.scope_param());
    let report = ask.check(&granted);
    assert_eq!(report.access(Feature::Calendar), Access::Base);
    assert_eq!(report.access(Feature::ToDo), Access::Update);
    assert_eq!(report.access(Feature::Status), Access::Missing);
    if !report.is_ok() {
        println!("{report}");
    }

    // A feature that is unsupported for the account is an error that says why.
    let unsupported = o365::ask().feature(Feature::Status).when(Condition::PersonalAccount).build().unwrap_err();
    println!("{unsupported}");
    Ok(())
}
