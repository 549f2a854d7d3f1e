//! Names of another document or kind, and what is no name.

use scopemark_integrations::{intrexx, o365};

fn main() {
    let _ = intrexx::permissions(o365::Feature::Calendar);
    let _ = intrexx::Name::Delegated(o365::Scope::MailSend);
    let _ = o365::Name::Application(o365::Scope::MailSend);
    let _ = o365::permissions("Calendar");
    let _: intrexx::AppRole = 200;
}
