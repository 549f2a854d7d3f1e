//! The steps of changes, for each provider.

use scopemark_compiler::model::Document;
use scopemark_compiler::read::read_text;

use super::{Action, Order, Way};

const GRAPH: &str = "<!-- scopemark: resource = \"https://graph.microsoft.com\" -->\n\n";

fn document(resource: &str, rows: &[&str]) -> Document {
    let rows = rows.iter().map(|row| format!("| Part | {row} |\n")).collect::<Vec<_>>().concat();
    let reading = read_text(
        "docs-tables/x.md",
        &format!("{resource}| Feature | Permission | Admin consent |\n|---|---|---|\n{rows}"),
    );
    assert_eq!(reading.document.permissions.len(), rows.lines().count(), "{:?}", reading.findings);
    reading.document
}

/// The action, the provider, the names and the ways of each step.
fn steps(resource: &str, old: &[&str], new: &[&str]) -> Vec<(Action, &'static str, Vec<String>, Vec<String>)> {
    let order = Order::between(&[document(resource, old)], &[document(resource, new)], None, false);
    let mut steps = Vec::new();
    for step in order.steps {
        let ways = step.ways.into_iter().map(|way| match way {
            Way::At(text) | Way::Run(text) => text,
        });
        let names = step.permissions.iter().map(|permission| permission.name.clone()).collect();
        steps.push((step.action, step.provider, names, ways.collect()));
    }
    steps
}

#[test]
fn a_change_of_no_permission_has_no_order_unless_users_are_asked_again() {
    let same = [document("", &["`chat:write` | No"])];
    assert_eq!(Order::between(&same, &same, None, false), Order::default());
    let again = Order::between(&same, &same, None, true);
    let [ship] = &again.steps[..] else { panic!("{again:?}") };
    assert!(ship.what.contains("asked to consent again"), "{}", ship.what);
}

#[test]
fn a_permission_of_entra_is_registered_approved_shipped_and_the_old_one_revoked() {
    let steps = steps(GRAPH, &["`User.Read` | No"], &["`User.Read.All` | Yes", "`offline_access` | No"]);
    let actions: Vec<_> =
        steps.iter().map(|(action, provider, names, _)| (*action, *provider, names.join(" "))).collect();
    assert_eq!(
        actions,
        [
            (Action::Register, "Microsoft Entra", "User.Read.All".to_owned()),
            (Action::Consent, "Microsoft Entra", "User.Read.All".to_owned()),
            (Action::Ship, "", String::new()),
            (Action::Revoke, "Microsoft Entra", "User.Read".to_owned()),
        ]
    );
    assert!(steps[0].3[1].starts_with("az ad app permission add --id APP_ID --api "), "{:?}", steps[0].3);
    assert!(
        steps[1].3[0].starts_with("https://login.microsoftonline.com/TENANT/v2.0/adminconsent?"),
        "{:?}",
        steps[1].3
    );
    assert!(steps[3].3[1].starts_with("az ad app permission delete --id APP_ID --api "), "{:?}", steps[3].3);
}

#[test]
fn consent_that_becomes_necessary_is_a_step_although_nothing_is_new() {
    let found = steps(GRAPH, &["`User.Read` | No"], &["`User.Read` | Yes"]);
    assert_eq!(found.iter().map(|step| step.0).collect::<Vec<_>>(), [Action::Consent, Action::Ship]);
    assert_eq!(steps(GRAPH, &["`User.Read` | Yes"], &["`User.Read` | No"]), []);
}

#[test]
fn google_slack_and_github_have_their_own_pages_and_no_word_of_another_provider() {
    let calendar = "https://www.googleapis.com/auth/calendar";
    for (old, new, provider, page) in [
        ("openid", calendar, "Google", "https://console.cloud.google.com/auth/scopes"),
        ("`users:read`", "`chat:write`", "Slack", "https://api.slack.com/apps/APP_ID/oauth"),
        // The name that tells the provider is in the old document only.
        ("`chat:write`", "`users:read`", "Slack", "https://api.slack.com/apps/APP_ID/oauth"),
        ("`read:user`", "`repo`", "GitHub", "https://github.com/settings/apps/APP_SLUG/permissions"),
        ("`read:thing`", "`write:thing`", "", ""),
    ] {
        let found = steps("", &[&format!("{old} | No")], &[&format!("{new} | No")]);
        assert_eq!((found[0].0, found[0].1), (Action::Register, provider), "{new}");
        assert_eq!(found[0].3.first().map_or("", String::as_str), page, "{new}");
        let all = format!("{:?}", Order::between(&[document("", &[&format!("{old} | No")])], &[], None, false));
        for other in ["Entra", "Google", "Slack", "GitHub", "Graph"] {
            assert!(other == provider || !all.contains(other), "{other} in {all}");
        }
    }
}

#[test]
fn github_has_a_page_for_the_app_and_one_for_the_organization() {
    let found = steps("", &["`repo` | No"], &["`repo` | No", "`workflow` | No"]);
    assert_eq!(found.iter().map(|step| step.0).collect::<Vec<_>>(), [Action::Register, Action::Consent, Action::Ship]);
    assert!(found[1].3[0].ends_with("/settings/oauth_application_policy"), "{:?}", found[1].3);
}

#[test]
fn another_cloud_is_another_registration() {
    let (here, there) =
        (document(GRAPH, &["`User.Read` | Yes"]), document(&GRAPH.replace(".com", ".us"), &["`User.Read` | Yes"]));
    let order = Order::between(&[here], &[there], None, false);
    let actions: Vec<Action> = order.steps.iter().map(|step| step.action).collect();
    assert_eq!(actions, [Action::Register, Action::Consent, Action::Ship, Action::Revoke]);
    assert_eq!(
        order.steps[0].ways[0],
        Way::At(
            "https://portal.azure.us/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/APP_ID"
                .into()
        )
    );
}

#[test]
fn a_permission_is_of_the_resource_that_its_row_says() {
    let read = |rows: &str| {
        let head = "| Feature | Permission | Resource |\n|---|---|---|\n";
        let reading = read_text("docs-tables/x.md", &format!("{GRAPH}{head}{rows}"));
        assert_eq!(reading.document.permissions.len(), rows.lines().count(), "{:?}", reading.findings);
        reading.document
    };
    let mail = "| Mail | `Mail.Read` | https://graph.microsoft.com |\n";
    let vault = "| Vault | `user_impersonation` | https://vault.azure.net |\n";
    let both = format!("{mail}{vault}");
    for (old, new, action) in [(mail, &*both, Action::Register), (&both, mail, Action::Revoke)] {
        let order = Order::between(&[read(old)], &[read(new)], None, false);
        let step = order.steps.iter().find(|step| step.action == action).expect("the step");
        let told: Vec<_> = step.permissions.iter().map(|told| (&*told.resource, &*told.name)).collect();
        assert_eq!(told, [("https://vault.azure.net", "user_impersonation")]);
        let runs = |way: &Way| matches!(way, Way::Run(line) if line.contains("--id https://vault.azure.net"));
        assert!(step.ways.iter().any(runs), "{:?}", step.ways);
    }
}
