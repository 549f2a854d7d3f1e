//! `ask`: prints what a sign-in must request.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use scopemark_core::ask::{About, Ask, AskedRow, ScopeParam as Param, Table};
use serde::Serialize;

use crate::address::{Address, AddressOptions};
use crate::answer::{self, Answer};
use crate::asking::AskOptions;
use crate::exit::{Exit, Stop};
use crate::note::{self, Note};
use crate::output::Format;
use crate::page::Page;
use crate::resource;
use crate::terms;
use crate::wanted::{self, Asked, Permission, Unsupported, Wanted};
use crate::words::Question;

/// Print the scopes that a sign-in must request
///
/// Prints the scope parameter for the chosen features, ready to paste, and why each permission is requested. If they need
/// app roles, prints also the scope parameter of an app-only sign-in.
///
/// Write names as the document does; the case of a feature does not matter. Prints no answer and exits with code 1 if a
/// feature is not supported under the conditions, or if the document has errors.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark ask docs-tables/o365.md --feature Calendar --update Chat
  cargo scopemark ask --document o365 --all --when SharedMailbox --supported
  cargo scopemark ask docs-tables/o365.md --feature Status --option Presence.Read.All
  cargo scopemark ask docs-tables/o365.md --all-update --minimal --format json
  cargo scopemark ask azure.md --all --resource https://management.azure.com
  cargo scopemark ask docs-tables/o365.md --feature Calendar --url \\
    --authorize https://login.microsoftonline.com/common/oauth2/v2.0/authorize \\
    --client-id 5f1c… --redirect-uri https://app.example/callback")]
pub(crate) struct Args {
    #[command(flatten)]
    options: AskOptions,

    /// Print only the request to this resource, where the document has several
    #[arg(long, value_name = "RESOURCE")]
    resource: Option<String>,

    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Format,

    #[command(flatten)]
    address: AddressOptions,
}

pub(crate) fn run(args: &Args) -> Result<Exit, Stop> {
    let address = args.address.read()?;
    answer::run(&args.options, args.format, |table| {
        let wanted = args.options.wanted_features(table)?;
        let resource = args.resource.as_deref().map(|text| resource::named(table, text)).transpose()?;
        Ok(Request { wanted, resource, address })
    })
}

/// The requested access, the only resource that is of interest, and the address that is wanted.
struct Request {
    wanted: Wanted,
    resource: Option<usize>,
    address: Option<Address>,
}

impl Question for Request {
    type Answer = ToAsk;

    fn put<const W: usize>(&self, table: &Table<'_>) -> ToAsk {
        let Self { wanted, resource, address } = self;
        let full = wanted.ask::<W>(table);
        let ask = wanted.reduced(full);
        let mut refusal = wanted::refusal(wanted, &ask);
        let asked = wanted.shown(&ask);
        let unsupported = wanted::unsupported(&ask);
        // Scopes of OpenID Connect belong to no resource: they go into the request to each, also alone.
        let is_of = |name: usize| resource.is_none_or(|only| table.resource_of(name) == only || table.is_openid(name));
        let params: Vec<Param<'_, W>> = ask.scope_params().filter(|param| param.names().iter().all(is_of)).collect();
        let app_scopes = app_scopes(&ask, *resource);
        let is_nothing = params.is_empty() && (address.is_some() || resource.is_some() && app_scopes.is_empty());
        if refusal.is_empty() && is_nothing {
            refusal.push(nothing(resource.map(|only| table.resources[only]), !app_scopes.is_empty()));
        }
        if !refusal.is_empty() {
            return ToAsk { asked, unsupported, refusal, ..ToAsk::default() };
        }
        let scopes: Vec<ScopeParam> = params
            .iter()
            .map(|param| {
                let scope = param.to_string();
                let url = address.as_ref().map(|address| address.with_scope(&scope));
                let resource = resource.map_or(param.resource(), |only| table.resources[only]);
                ScopeParam { resource: resource.to_owned(), scope, url }
            })
            .collect();
        let is_told = |name: usize| is_of(name) && (resource.is_none() || !params.is_empty() || !table.is_openid(name));
        let own = scopes.iter().find(|param| param.resource == table.resource());
        let notes = ask
            .notes()
            .filter(|note| match note.about {
                About::NoRefresh => !params.is_empty(),
                About::BothAsked { first, .. } => is_of(first.0),
                _ => true,
            })
            .map(|note| Note { rule: note.rule(), message: note.to_string() });
        let covered = full.names().difference(&ask.names());
        ToAsk {
            ok: true,
            asked,
            scope: own.map(|param| param.scope.clone()),
            url: if let [only] = &scopes[..] { only.url.clone() } else { None },
            is_one_of_several: resource.is_some() && table.resources.len() > 1,
            scopes,
            app_scope: app_scopes.first().map(|param| param.scope.clone()),
            app_scopes,
            permissions: permissions(&ask, is_told),
            covered: covered.iter().filter(|&name| is_of(name)).map(|name| Permission::new(table, name)).collect(),
            unsupported,
            notes: notes.chain(too_long(&ask, &params)).collect(),
            refusal,
        }
    }
}

/// The scope parameter of an app-only sign-in to each resource of which an app role is requested, or to one alone.
fn app_scopes<const W: usize>(ask: &Ask<'_, W>, only: Option<usize>) -> Vec<AppScopeParam> {
    let table = ask.table();
    let resources: BTreeSet<usize> = ask.app_roles().iter().map(|role| table.resource_of(role)).collect();
    let chosen = resources.into_iter().filter(|&resource| only.is_none_or(|only| only == resource));
    let param = |resource: usize| {
        let scope = ask.app_scope_param(resource)?.to_string();
        Some(AppScopeParam { resource: table.resources[resource].to_owned(), scope })
    };
    chosen.filter_map(param).collect()
}

/// How many form-encoded bytes of a scope parameter are no cause for a note. Some servers take no query of more than 2,048
/// bytes, and the other parameters need room too.
const ROOM: usize = 1_500;

/// A note for each parameter that can make an address too long.
fn too_long<const W: usize>(ask: &Ask<'_, W>, params: &[Param<'_, W>]) -> impl Iterator<Item = Note> {
    let minimal = ask.minimal().names();
    let long = params.iter().filter(|param| !param.fits(ROOM));
    long.map(move |param| {
        let of = if params.len() == 1 { String::new() } else { format!(" for {}", param.resource()) };
        let bytes = param.encoded_length();
        // Nobody should be told an option that would change nothing.
        let shortens = !param.names().difference(&minimal).is_empty();
        let minimal = if shortens { "use --minimal, " } else { "" };
        let message = format!(
            "the scope parameter{of} takes {bytes} bytes of an address, and proxies refuse long ones with 414: ask for fewer \
             features, {minimal}or send a pushed authorization request (RFC 9126)"
        );
        Note { rule: "ask/long-parameter", message }
    })
}

/// Why there is nothing to print although everything requested is available.
fn nothing(resource: Option<&str>, has_app_roles: bool) -> Vec<String> {
    let of = resource.map_or(String::new(), |resource| format!(" of {resource}"));
    if has_app_roles {
        return vec![
            format!("there is no authorization address: the chosen features request no delegated permission{of}"),
            "application permissions are granted to an app-only token, without a sign-in: leave out --url to get its scope parameter"
                .to_owned(),
        ];
    }
    let mut lines = vec![format!("the chosen features request no permission{of}")];
    if resource.is_some() {
        lines.push("leave out --resource to see what they request".to_owned());
    }
    lines
}

/// Every permission asked, delegated ones first, each kind in the order of its text, with the rows that brought it in.
fn permissions<const W: usize>(ask: &Ask<'_, W>, is_told: impl Fn(usize) -> bool) -> Vec<AskedPermission> {
    let table = ask.table();
    let mut reasons: Vec<AskedRow<'_>> = ask.rows().filter(|asked| is_told(asked.row.name)).collect();
    reasons.sort_by_key(|asked| asked.row.name);
    let by_name = reasons.chunk_by(|a, b| a.row.name == b.row.name);
    by_name
        .map(|rows| AskedPermission {
            permission: Permission::new(table, rows[0].row.name),
            admin_consent: table.admin_consent(rows[0].row.name),
            reasons: rows.iter().map(|asked| Reason::new(table, asked)).collect(),
        })
        .collect()
}

/// What to request
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct ToAsk {
    /// Whether there is an answer: exit code 0. If not, `scope` is null and all lists after it are empty, except `unsupported`
    ok: bool,
    /// What the command line named
    asked: Asked,
    /// The `scope` parameter for the document's own resource; null if no delegated permission of it is requested
    scope: Option<String>,
    /// The authorization address; only with `--url`, and only if there is exactly one: `scopes` has that of each resource
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    url: Option<String>,
    /// The `scope` parameter for each resource with a requested delegated permission, the document's own first
    scopes: Vec<ScopeParam>,
    /// The `scope` parameter of an app-only sign-in to the first resource with a requested app role; null if none is requested
    app_scope: Option<String>,
    /// The same for each resource with a requested app role, the document's own first
    app_scopes: Vec<AppScopeParam>,
    /// What is requested: the delegated permissions first, each kind sorted by text
    permissions: Vec<AskedPermission>,
    /// What `--minimal` left out
    covered: Vec<Permission>,
    /// The features that are unsupported under the conditions that hold. With `--supported` the request is built without them;
    /// otherwise they are errors
    unsupported: Vec<Unsupported>,
    /// Remarks: nothing is wrong, but they are worth knowing
    notes: Vec<Note>,
    /// Whether others could be requested too, so that the text must say whose request it is.
    #[serde(skip)]
    is_one_of_several: bool,
    #[serde(skip)]
    refusal: Vec<Vec<String>>,
}

/// The `scope` parameter of an app-only sign-in to one resource
#[derive(Debug, Serialize, JsonSchema)]
struct AppScopeParam {
    /// The resource
    resource: String,
    /// The value of the parameter
    scope: String,
}

/// A `scope` parameter for one resource
#[derive(Debug, Serialize, JsonSchema)]
struct ScopeParam {
    /// The resource; empty for none
    resource: String,
    /// The parameter
    scope: String,
    /// The authorization address with it; only with `--url`
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    url: Option<String>,
}

/// A requested permission
#[derive(Debug, Serialize, JsonSchema)]
struct AskedPermission {
    #[serde(flatten)]
    permission: Permission,
    /// Whether an administrator must consent; null if the document does not say
    admin_consent: Option<bool>,
    /// The rows that request it
    reasons: Vec<Reason>,
}

/// A row that requests a permission
#[derive(Debug, Serialize, JsonSchema)]
struct Reason {
    /// The feature; null if the row is requested with every feature
    feature: Option<String>,
    /// The access that the row belongs to
    #[schemars(with = "terms::RowAccess")]
    access: &'static str,
    /// Whether the row is requested only if the integration opts in
    optional: bool,
    /// The conditions of the row, which hold
    requires: Vec<String>,
    /// The line of the row
    line: u32,
}

impl Reason {
    fn new(table: &Table<'_>, asked: &AskedRow<'_>) -> Self {
        let AskedRow { feature, row } = asked;
        Self {
            feature: feature.map(|feature| table.feature(feature).to_owned()),
            access: row.access.as_str(),
            optional: row.optional,
            requires: wanted::conditions(table, row.requires),
            line: row.line,
        }
    }
}

impl Answer for ToAsk {
    fn is_ok(&self) -> bool {
        self.ok
    }

    fn refusal(&self) -> &[Vec<String>] {
        &self.refusal
    }

    fn push(&self, page: &mut Page) {
        for ScopeParam { resource, scope, url } in &self.scopes {
            let is_only = self.scopes.len() == 1 && !self.is_one_of_several;
            let of = if is_only { String::new() } else { format!(" for {resource}") };
            page.title(&format!("scope parameter{of}"));
            page.line(format_args!("{scope}"));
            if let Some(url) = url {
                page.title(&format!("authorization address{of}"));
                page.line(format_args!("{url}"));
            }
        }
        for AppScopeParam { resource, scope } in &self.app_scopes {
            let of = if self.app_scopes.len() > 1 { format!(" to {resource}") } else { String::new() };
            page.title(&format!("scope parameter of an app-only sign-in{of}"));
            page.line(format_args!("{scope}"));
        }
        page.gap();
        page.table(HEADER, self.permissions.iter().flat_map(|permission| self.cells(permission)));
        page.gap();
        if self.permissions.iter().all(|permission| permission.admin_consent.is_none()) {
            page.line(format_args!("The document does not say who must consent."));
        }
        if !self.covered.is_empty() {
            let covered: Vec<&str> = self.covered.iter().map(|permission| permission.scope.as_str()).collect();
            page.line(format_args!("not requested, because another permission covers it: {}", covered.join(", ")));
        }
        wanted::push_unsupported(&self.unsupported, page);
        self.asked.push_idle_options(page);
        note::push(&self.notes, page);
    }
}

const HEADER: [&str; 8] = ["PERMISSION", "KIND", "CONSENT", "FEATURE", "ACCESS", "WHERE", "OPTIONAL", "LINE"];

impl ToAsk {
    /// One line for each reason. Only the first names the permission.
    fn cells<'a>(&'a self, asked: &'a AskedPermission) -> impl Iterator<Item = [String; HEADER.len()]> + 'a {
        let AskedPermission { permission, admin_consent, reasons } = asked;
        // A column that would be the same in every row stays empty, and the table leaves it out.
        let kind = if self.app_scopes.is_empty() { "" } else { permission.kind };
        let consent = match admin_consent {
            Some(true) => "admin",
            Some(false) => "user",
            None if self.permissions.iter().any(|asked| asked.admin_consent.is_some()) => "not stated",
            None => "",
        };
        reasons.iter().enumerate().map(move |(n, reason)| {
            let [scope, kind, consent] = if n == 0 { [&permission.scope, kind, consent] } else { [""; 3] };
            [
                scope.to_owned(),
                kind.to_owned(),
                consent.to_owned(),
                reason.feature.as_deref().unwrap_or("(always)").to_owned(),
                reason.access.to_owned(),
                reason.requires.join(", "),
                if reason.optional { "optional" } else { "" }.to_owned(),
                reason.line.to_string(),
            ]
        })
    }
}
