//! Slack: scopes are in the settings of the app or in its manifest, and each workspace installs the app again.
//!
//! <https://docs.slack.dev/authentication/installing-with-oauth>,
//! <https://docs.slack.dev/app-manifests/configuring-apps-with-app-manifests>,
//! <https://docs.slack.dev/reference/methods/auth.revoke>.

use super::permission::Permission;
use super::provider::{Consents, Duty, Provider, Way, at, is_beside_mark};

pub(super) static PROVIDER: Provider = Provider {
    name: "Slack",
    is_mark: |name| MARKS.contains(&name),
    has: is_beside_mark,
    is_told: |_| true,
    register,
    consents: Consents::ToEachNew,
    consent,
    revoke,
};

/// Scopes that no other provider has; any app has one of them.
const MARKS: &[&str] = &[
    "channels:history",
    "channels:join",
    "channels:read",
    "chat:write",
    "chat:write.public",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "incoming-webhook",
    "mpim:history",
    "mpim:read",
    "usergroups:read",
    "users.profile:read",
    "users.profile:write",
    "users:read.email",
];

fn register(_: &[Permission]) -> Duty {
    Duty {
        who: "the developers",
        what: "Add the scopes on the page OAuth & Permissions, or under `oauth_config.scopes` in the app manifest.",
        ways: at([
            "https://api.slack.com/apps/APP_ID/oauth",
            "https://app.slack.com/app-settings/TEAM_ID/APP_ID/app-manifest",
        ]),
    }
}

fn consent(_: &[Permission]) -> Duty {
    Duty {
        who: "an owner or administrator of each workspace",
        what: "Approve the app if the workspace requires that, and install it again.",
        ways: at([
            "https://WORKSPACE.slack.com/apps/manage",
            "https://slack.com/oauth/v2/authorize?client_id=CLIENT_ID&scope=BOT_SCOPES&user_scope=USER_SCOPES",
        ]),
    }
}

fn revoke(_: &[Permission]) -> Duty {
    Duty {
        who: "the developers, then an owner or administrator of each workspace",
        what: "Remove the scopes on the page OAuth & Permissions. A token keeps its scopes until it is revoked and the app \
               is installed again.",
        ways: [
            at(["https://api.slack.com/apps/APP_ID/oauth"]),
            vec![Way::Run("curl --data token=TOKEN https://slack.com/api/auth.revoke".to_owned())],
        ]
        .concat(),
    }
}
