//! A document of several resources, and one of none: what programs write of them, and what does not compile.

use crate::support::{Adopter, Diagnostic, has_clippy};

const AZURE: &str = "\
<!-- scopemark: resource = \"https://graph.microsoft.com\" -->
<!-- scopemark: resource.\"Key Vault\" = \"https://vault.azure.net\" -->
<!-- scopemark: resource.\"Azure Storage\" = \"https://storage.azure.com\" -->

# Azure

| Feature | API | Permission | Type | Update |
|---|---|---|---|---|
| Secrets | Key Vault | `user_impersonation` | Delegated | |
| Secrets | Key Vault | `Secrets.Set` | Delegated | Y |
| Blobs | Azure Storage | `user_impersonation` | Delegated | |
| Blobs | Azure Storage | `Blobs.Read.All` | Application | |
| Mail | Microsoft Graph | `Mail.Read` | Delegated | |
| Mail | Microsoft Graph | `offline_access` | Delegated | |
| Mail | https://management.azure.com/ | `Billing.Read` | Delegated | |
";

/// A second document of two resources.
const POWER: &str = "\
<!-- scopemark: resource.\"Power BI Service\" = \"https://analysis.windows.net/powerbi/api\" -->

| Feature | API | Permission | Type |
|---|---|---|---|
| Report | Power BI Service | `Report.Read.All` | Delegated |
| Report | Microsoft Graph | `User.Read` | Delegated |
";

const SLACK: &str = "| Feature | Scope |\n|---|---|\n| Channels | `channels:read` |\n";

const PROGRAM: &str = r#"
use my_app::azure::{self, AppRole, Feature, Granted, Resource, Scope};
use my_app::power::Resource as Power;
use my_app::slack;
use scopemark::Access;

fn main() {
    assert_eq!(Resource::ALL, [Resource::MicrosoftGraph, Resource::KeyVault, Resource::AzureStorage, Resource::ManagementAzureCom]);
    assert_eq!(Resource::KeyVault.as_str(), "https://vault.azure.net");
    assert_eq!("https://storage.azure.com".parse(), Ok(Resource::AzureStorage));
    assert_eq!(Power::PowerBiService.to_string(), "https://analysis.windows.net/powerbi/api");
    // A name that several resources have is a constant for each, by the text that is sent.
    assert_eq!(Scope::KeyVaultUserImpersonation.as_str(), "https://vault.azure.net/user_impersonation");
    assert_eq!("https://storage.azure.com/user_impersonation".parse(), Ok(Scope::AzureStorageUserImpersonation));

    let ask = azure::ask().update(Feature::Secrets).feature(Feature::Blobs).feature(Feature::Mail).build().unwrap();
    let sent = |resource| ask.scope_param(resource).to_string();
    assert_eq!(sent(Resource::MicrosoftGraph), "Mail.Read offline_access");
    assert_eq!(
        sent(Resource::KeyVault),
        "https://vault.azure.net/Secrets.Set https://vault.azure.net/user_impersonation offline_access"
    );
    assert_eq!(sent(Resource::AzureStorage), "https://storage.azure.com/user_impersonation offline_access");
    assert_eq!(sent(Resource::ManagementAzureCom), "https://management.azure.com//Billing.Read offline_access");
    assert_eq!(ask.app_scope_param(Resource::AzureStorage).to_string(), "https://storage.azure.com/.default");
    let secrets = azure::ask().feature(Feature::Secrets).build().unwrap();
    assert_eq!(secrets.scope_param(Resource::MicrosoftGraph).to_string(), "");

    // A token says what it says of its resource alone.
    let vault = Granted::from_scope(Resource::KeyVault, "user_impersonation Mail.Read");
    assert_eq!(vault.unknown().collect::<Vec<_>>(), ["Mail.Read"]);
    assert_eq!(vault.access(Feature::Secrets, &[]), Access::Base);
    assert_eq!(vault.access(Feature::Blobs, &[]), Access::Missing);
    let app = Granted::from_roles(Resource::AzureStorage, [AppRole::BlobsReadAll]);
    let graph = Granted::from_response(None, &ask.scope_param(Resource::MicrosoftGraph));
    let all = vault.with(app).with(graph).with(Granted::from_names(Resource::AzureStorage, ["user_impersonation"]));
    assert_eq!(all.access(Feature::Blobs, &[]), Access::Base);
    let report = ask.check(&all);
    assert_eq!(report.missing().map(|it| it.name.to_string()).collect::<Vec<_>>(), ["Secrets.Set", "Billing.Read"]);
    assert_eq!(all.clone().with(Granted::from_scope(Resource::KeyVault, "")).access(Feature::Secrets, &[]), Access::Missing);

    // Refreshes and step-ups are of one resource.
    let param = ask.refresh_param(Resource::MicrosoftGraph, &all).unwrap();
    assert_eq!(param.to_string(), "Mail.Read offline_access");
    assert!(ask.refresh_param(Resource::ManagementAzureCom, &all).is_none());
    let refreshed = all.refreshed(Resource::MicrosoftGraph, Some(""), Some(&param));
    assert_eq!((refreshed.access(Feature::Mail, &[]), refreshed.access(Feature::Secrets, &[])), (Access::Missing, Access::Base));
    assert!(ask.step_up(Resource::MicrosoftGraph, &all).is_none());
    let again = ask.step_up(Resource::KeyVault, &all).unwrap();
    assert_eq!(again.to_string(), sent(Resource::KeyVault));
    assert!(ask.step_up_for(Resource::MicrosoftGraph, &all, "Mail.Read").is_none());
    let stored = Granted::from_stored(&all.to_stored()).unwrap();
    assert_eq!((stored.names(), stored.judged()), (all.names(), all.judged()));

    // The side of one of the servers.
    assert!(azure::allows(Resource::KeyVault, &all, Feature::Secrets, Access::Base, &[]));
    assert!(!azure::allows(Resource::KeyVault, &all, Feature::Secrets, Access::Update, &[]));
    assert!(!azure::allows(Resource::AzureStorage, &all, Feature::Secrets, Access::Base, &[]), "it needs nothing there");
    assert!(azure::allows(Resource::MicrosoftGraph, &all, Feature::Mail, Access::Base, &[]), "what it needs of it is there");
    let challenge = azure::challenge(Resource::ManagementAzureCom, Feature::Mail, Access::Base, &[]).unwrap();
    assert_eq!(
        challenge.to_string(),
        "Bearer error=\"insufficient_scope\", scope=\"https://management.azure.com//Billing.Read\""
    );
    assert!(azure::challenge(Resource::AzureStorage, Feature::Mail, Access::Base, &[]).is_none());
    let refusal = azure::unauthenticated(Resource::AzureStorage, Feature::Mail, Access::Base, &[]);
    assert_eq!(refusal.to_string(), "Bearer");

    // Without a resource everything goes into one parameter.
    let channels = slack::ask().feature(slack::Feature::Channels).build().unwrap();
    assert_eq!(channels.scope_param().to_string(), "channels:read");
}
"#;

/// What does not compile, the error's code, and words of it that say why.
const WRONG: [(&str, &str, &str); 9] = [
    ("let _ = azure().scope_param();", "E0061", "azure::Resource` is missing"),
    ("let _ = azure().app_scope_param();", "E0061", "azure::Resource` is missing"),
    (
        "let _ = azure().step_up(&azure::Granted::from_scope(azure::Resource::KeyVault, \"\"));",
        "E0061",
        "azure::Resource` is missing",
    ),
    ("let _ = azure::Granted::from_scope(\"Mail.Read\");", "E0061", "azure::Resource` is missing"),
    ("let _ = azure().scope_param(power::Resource::MicrosoftGraph);", "E0308", "mismatched types"),
    ("let _ = azure::Granted::from_scope(power::Resource::MicrosoftGraph, \"\");", "E0308", "mismatched types"),
    (
        "let _ = azure::allows(&grant(), azure::Feature::Mail, scopemark::Access::Base, &[]);",
        "E0061",
        "azure::Resource` is missing",
    ),
    ("let _ = slack().app_scope_param();", "E0277", "belong to no resource"),
    ("let _ = slack().scope_param(azure::Resource::KeyVault);", "E0061", "takes 0 arguments"),
];

const HEAD: &str = "\
use my_app::{azure, power, slack};

fn azure() -> azure::Ask {
    azure::ask().build_supported()
}

fn slack() -> slack::Ask {
    slack::ask().build_supported()
}

fn grant() -> azure::Granted {
    azure::Granted::from_scope(azure::Resource::KeyVault, \"\")
}

fn main() {
    let _ = (azure(), slack(), grant(), power::ask());
";

#[test]
fn a_document_of_several_resources_says_which_and_nothing_else_compiles() {
    let adopter = Adopter::new("my_app");
    adopter.write("src/lib.rs", "#![forbid(warnings, missing_docs)]\n//! An adopter.\nscopemark::include_tables!();\n");
    for (name, text) in [("azure", AZURE), ("power", POWER), ("slack", SLACK)] {
        adopter.write(&format!("docs-tables/{name}.md"), text);
    }
    adopter.write("src/bin/right.rs", format!("#![forbid(warnings)]\n{PROGRAM}"));
    adopter.cargo(&["run", "--bin", "right"], &[]).succeeded();
    if has_clippy() {
        adopter.remove("src/bin");
        adopter.expand("src/expanded.rs");
        adopter.replace("src/lib.rs", "scopemark::include_tables!();", "::core::include!(\"expanded.rs\");");
        adopter.is_lint_free(&["clippy::pedantic"]);
        adopter.replace("src/lib.rs", "::core::include!(\"expanded.rs\");", "scopemark::include_tables!();");
        adopter.is_lint_free(&["clippy::pedantic"]);
    }

    let lines: Vec<String> = WRONG.iter().map(|(line, ..)| format!("    {line}\n")).collect();
    adopter.write("src/bin/wrong.rs", format!("{HEAD}{}}}\n", lines.concat()));
    let said = adopter.check();
    let diagnostics = said.failed().diagnostics();
    let first = HEAD.lines().count() as u64 + 1;
    for (place, (line, code, words)) in (first..).zip(WRONG) {
        let is_its = |it: &&Diagnostic| it.place == ("wrong.rs".to_owned(), place);
        let it = diagnostics.iter().find(is_its).unwrap_or_else(|| panic!("{line} compiles: {said}"));
        assert!(it.code == code && it.rendered.contains(words), "{line}\n{}", it.rendered);
    }
    assert_eq!(diagnostics.len(), WRONG.len(), "{said}");
}
