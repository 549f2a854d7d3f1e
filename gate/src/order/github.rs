//! GitHub: an OAuth app requests scopes at the sign-in, a GitHub App has permissions in its settings; organizations approve
//! both.
//!
//! <https://docs.github.com/apps/maintaining-github-apps/modifying-a-github-app-registration>,
//! <https://docs.github.com/apps/using-github-apps/approving-updated-permissions-for-a-github-app>,
//! <https://docs.github.com/organizations/managing-oauth-access-to-your-organizations-data/approving-oauth-apps-for-your-organization>,
//! <https://docs.github.com/apps/oauth-apps/using-oauth-apps/reviewing-your-authorized-applications-oauth>.

use super::permission::Permission;
use super::provider::{Consents, Duty, Provider, at, is_beside_mark};

pub(super) static PROVIDER: Provider = Provider {
    name: "GitHub",
    is_mark: |name| MARKS.contains(&name),
    has: is_beside_mark,
    is_told: |_| true,
    register,
    consents: Consents::ToEachNew,
    consent,
    revoke,
};

/// Scopes that no other provider has; nearly any app has one of them.
const MARKS: &[&str] = &[
    "admin:org",
    "admin:repo_hook",
    "delete_repo",
    "gist",
    "public_repo",
    "read:org",
    "read:repo_hook",
    "repo",
    "repo:status",
    "repo_deployment",
    "security_events",
    "user:email",
    "user:follow",
    "workflow",
    "write:org",
    "write:repo_hook",
];

fn register(_: &[Permission]) -> Duty {
    Duty {
        who: "the developers",
        what: "A GitHub App: add the permissions on its page Permissions & events. An OAuth app registers no scopes: it \
               requests them at the sign-in.",
        ways: at(["https://github.com/settings/apps/APP_SLUG/permissions"]),
    }
}

fn consent(_: &[Permission]) -> Duty {
    Duty {
        who: "an owner of each organization",
        what: "Approve the OAuth app if the organization restricts them, or accept the new permissions of the GitHub App.",
        ways: at([
            "https://github.com/organizations/ORGANIZATION/settings/oauth_application_policy",
            "https://github.com/organizations/ORGANIZATION/settings/installations",
        ]),
    }
}

fn revoke(_: &[Permission]) -> Duty {
    Duty {
        who: "the developers, then each user",
        what: "A GitHub App: remove the permissions on its page Permissions & events. A token of an OAuth app keeps its \
               scopes until the user revokes the authorization.",
        ways: at([
            "https://github.com/settings/apps/APP_SLUG/permissions",
            "https://github.com/settings/connections/applications/CLIENT_ID",
        ]),
    }
}
