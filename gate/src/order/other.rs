//! A provider that is not known here: the steps without pages and commands.

use super::permission::Permission;
use super::provider::{Consents, Duty, Provider};

pub(super) static PROVIDER: Provider = Provider {
    name: "",
    is_mark: |_| false,
    has: |_, _| true,
    is_told: |_| true,
    register: |_: &[Permission]| Duty {
        who: "the developers",
        what: "Register the permissions with the provider, in the registration of the application.",
        ways: Vec::new(),
    },
    consents: Consents::ToAdmins,
    consent: |_: &[Permission]| Duty {
        who: "an administrator of each organization",
        what: "Approve the permissions at the provider.",
        ways: Vec::new(),
    },
    revoke: |_: &[Permission]| Duty {
        who: "the developers, then whoever granted them",
        what: "Remove the permissions from the registration of the application. What was granted stays granted until somebody \
               revokes it.",
        ways: Vec::new(),
    },
};
