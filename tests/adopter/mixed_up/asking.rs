//! Features, options and grants of another document or kind in a request.

use scopemark_integrations::{intrexx, o365};

fn main() {
    let _ = intrexx::ask().feature(o365::Feature::Calendar);
    let _ = o365::ask().update(intrexx::Feature::Intrexx);
    let _ = intrexx::ask().option(intrexx::AppRole::PresenceReadWriteAll);
    let _ = intrexx::ask().option_role(intrexx::Scope::MailSend);
    let _ = o365::ask().when(o365::Condition::SharedMailboxes);
    let _ = o365::ask().build().map(|ask| ask.check(&intrexx::Granted::from_scope("")));
    let _ = o365::Granted::from_scope("").access(intrexx::Feature::Intrexx, &[]);
}
