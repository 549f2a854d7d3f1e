//! `ask`: prints what a sign-in must request.

use schemars::JsonSchema;
use scopemark_core::ask::{Ask, AskedRow, ScopeParam as Param, Table};
use serde::Serialize;

use crate::address::{Address, AddressOptions};
use crate::answer::{self, Answer};
use crate::asking::AskOptions;
use crate::exit::{Exit, Stop};
use crate::note::{self, Note};
use crate::output::Format;
use crate::page::Page;
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
  cargo scopemark ask docs-tables/o365.md --feature Calendar --url \\
    --authorize https://login.microsoftonline.com/common/oauth2/v2.0/authorize \\
    --client-id 5f1c… --redirect-uri https://app.example/callback")]
pub(crate) struct Args {
    #[command(flatten)]
    options: AskOptions,

    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Format,

    #[command(flatten)]
    address: AddressOptions,
}

pub(crate) fn run(args: &Args) -> Result<Exit, Stop> {
    let address = args.address.read()?;
    answer::run(&args.options, args.format, |table| {
        Ok(Request { wanted: args.options.wanted_features(table)?, address })
    })
}

/// The requested access, and the address that is wanted for it.
struct Request {
    wanted: Wanted,
    address: Option<Address>,
}

impl Question for Request {
    type Answer = ToAsk;

    fn put<const W: usize>(&self, table: &Table<'_>) -> ToAsk {
        let Self { wanted, address } = self;
        let full = wanted.ask::<W>(table);
        let ask = wanted.reduced(full);
        let mut refusal = wanted::refusal(wanted, &ask);
        let asked = wanted.shown(&ask);
        let unsupported = wanted::unsupported(&ask);
        if refusal.is_empty() && address.is_some() && ask.scopes().is_empty() {
            refusal.push(nothing_to_sign_in_for());
        }
        if !refusal.is_empty() {
            return ToAsk { asked, unsupported, refusal, ..ToAsk::default() };
        }
        let own = ask.scope_param(0);
        let params: Vec<Param<'_, W>> = ask.scope_params().collect();
        let scopes: Vec<ScopeParam> = params
            .iter()
            .map(|param| {
                let scope = param.to_string();
                let url = address.as_ref().map(|address| address.with_scope(&scope));
                ScopeParam { resource: param.resource().to_owned(), scope, url }
            })
            .collect();
        let notes = ask.notes().map(|note| Note { rule: note.rule(), message: note.to_string() });
        let covered = full.names().difference(&ask.names());
        ToAsk {
            ok: true,
            asked,
            scope: (!own.names().is_empty()).then(|| own.to_string()),
            url: if let [only] = &scopes[..] { only.url.clone() } else { None },
            scopes,
            app_scope: ask.app_roles().iter().map(|role| table.resource_of(role)).min().and_then(|it| ask.app_scope_param(it)).map(|it| it.to_string()),
            permissions: permissions(&ask),
            covered: covered.iter().map(|name| Permission::new(table, name)).collect(),
            unsupported,
            notes: notes.chain(too_long(&ask, &params)).collect(),
            refusal,
        }
    }
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

/// Why there is no address although there is an answer.
fn nothing_to_sign_in_for() -> Vec<String> {
    vec![
        "there is no authorization address: the chosen features request no delegated permission".to_owned(),
        "application permissions are granted to an app-only token, without a sign-in: leave out --url to get its scope parameter"
            .to_owned(),
    ]
}

/// Every permission asked, delegated ones first, each kind in the order of its text, with the rows that brought it in.
fn permissions<const W: usize>(ask: &Ask<'_, W>) -> Vec<AskedPermission> {
    let table = ask.table();
    let mut reasons: Vec<AskedRow<'_>> = ask.rows().collect();
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
    /// The `scope` parameter of an app-only sign-in; null if no app role is requested
    app_scope: Option<String>,
    /// What is requested: the delegated permissions first, each kind sorted by text
    permissions: Vec<AskedPermission>,
    /// What `--minimal` left out
    covered: Vec<Permission>,
    /// The features that are unsupported under the conditions that hold. With `--supported` the request is built without them;
    /// otherwise they are errors
    unsupported: Vec<Unsupported>,
    /// Remarks: nothing is wrong, but they are worth knowing
    notes: Vec<Note>,
    #[serde(skip)]
    refusal: Vec<Vec<String>>,
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
            let of = if self.scopes.len() == 1 { String::new() } else { format!(" for {resource}") };
            page.title(&format!("scope parameter{of}"));
            page.line(format_args!("{scope}"));
            if let Some(url) = url {
                page.title(&format!("authorization address{of}"));
                page.line(format_args!("{url}"));
            }
        }
        if let Some(scope) = &self.app_scope {
            page.title("scope parameter of an app-only sign-in");
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
        let kind = if self.app_scope.is_some() { permission.kind } else { "" };
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
