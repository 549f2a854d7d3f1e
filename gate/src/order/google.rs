//! Google: scopes are URLs. They are declared in the Google Cloud console, and most of them must be verified before users see
//! them.
//!
//! <https://support.google.com/cloud/answer/15549135> (data access),
//! <https://developers.google.com/identity/protocols/oauth2/production-readiness/sensitive-scope-verification>,
//! <https://support.google.com/a/answer/7281227> (which apps an organization trusts),
//! <https://support.google.com/a/answer/162106> (domain-wide delegation),
//! <https://developers.google.com/identity/protocols/oauth2/web-server#tokenrevoke>.

use scopemark_compiler::model::Kind;

use super::permission::Permission;
use super::provider::{Consents, Duty, Provider, Way, at};

pub(super) static PROVIDER: Provider = Provider {
    name: "Google",
    is_mark: is_scope,
    has: |permission, is_marked| {
        let is_own = is_scope(&permission.name) || is_marked && is_openid(&permission.name);
        is_own && permission.resource.is_empty()
    },
    is_told: |_| true,
    register,
    consents: Consents::ToAdmins,
    consent,
    revoke,
};

fn is_scope(name: &str) -> bool {
    ["https://www.googleapis.com/auth/", "https://mail.google.com/"].iter().any(|start| name.starts_with(start))
}

fn is_openid(name: &str) -> bool {
    ["openid", "email", "profile"].contains(&name)
}

fn register(_: &[Permission]) -> Duty {
    Duty {
        who: "the developers",
        what: "Add the scopes on the page Data Access. If Google calls one sensitive or restricted, submit it for \
               verification, and wait for the answer before you ship: until then users see a warning.",
        ways: at([
            "https://console.cloud.google.com/auth/scopes",
            "https://console.cloud.google.com/auth/verification",
        ]),
    }
}

fn consent(approved: &[Permission]) -> Duty {
    let apps = "https://admin.google.com/ac/owl/list?tab=configuredApps";
    let service_accounts = "https://admin.google.com/ac/owl/domainwidedelegation";
    let mut ways = Vec::new();
    for (kind, page) in [(Kind::Delegated, apps), (Kind::Application, service_accounts)] {
        if approved.iter().any(|permission| permission.kind == kind) {
            ways.push(Way::At(page.to_owned()));
        }
    }
    Duty {
        who: "an administrator of each organization",
        what: "Allow the scopes in the Admin console, under API controls.",
        ways,
    }
}

fn revoke(_: &[Permission]) -> Duty {
    Duty {
        who: "the developers, then each user",
        what: "Remove the scopes on the page Data Access. What was granted stays granted until the user removes the \
               application's access.",
        ways: at(["https://console.cloud.google.com/auth/scopes", "https://myaccount.google.com/connections"]),
    }
}
