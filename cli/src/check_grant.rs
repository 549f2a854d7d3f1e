//! `check-grant`: prints which access a grant allows, and what is missing.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use scopemark_core::Kind;
use scopemark_core::ask::{Ask, Granted, Report, Table};
use scopemark_core::nearest;
use serde::Serialize;

use crate::answer::{self, Answer};
use crate::asking::AskOptions;
use crate::exit::{Exit, Stop};
use crate::grant::{Grant, GrantOptions};
use crate::note::{self, Note};
use crate::output::Format;
use crate::page::Page;
use crate::resource;
use crate::terms;
use crate::wanted::{self, Asked, Permission, Unsupported, Wanted};
use crate::words::Question;

/// Print what a grant allows
///
/// Prints which access to each feature the grant allows: missing, base or update. Then prints what is missing and what
/// would satisfy it, and which granted names the document does not know.
///
/// Without a feature, checks every feature that is supported under the conditions, with its update access if it has one.
/// Pass names with --granted and --roles, or a token with --token: a token with `scp` or `scope` is a user's and is judged on
/// delegated permissions, one with `roles` alone on application permissions. No token is ever verified. Exits with code 1 if
/// something is missing, was not checked or is not supported, or if the document has errors.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark check-grant docs-tables/o365.md --granted \"Calendars.Read Chat.Read User.Read\"
  cargo scopemark check-grant --document o365 --feature Chat --granted - < scopes.txt
  cargo scopemark check-grant docs-tables/teams-devices.md --roles \"User.Read.All Place.Read.All\"
  cargo scopemark check-grant docs-tables/o365.md --update Calendar --token - < token.txt
  cargo scopemark check-grant azure.md --resource https://vault.azure.net --granted user_impersonation")]
pub(crate) struct Args {
    #[command(flatten)]
    options: AskOptions,

    #[command(flatten)]
    grant: GrantOptions,

    /// Whose token it is, where the document has several resources: a token is for one. With --token, its audience says it where
    /// that is a resource of the document
    #[arg(long, value_name = "URI")]
    resource: Option<String>,

    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(crate) fn run(args: &Args) -> Result<Exit, Stop> {
    answer::run(&args.options, args.format, |table| {
        let wanted = args.options.wanted(table)?;
        let wanted = if wanted.is_empty() { wanted.everything() } else { wanted };
        let grant = args.grant.read()?;
        let resource = resource::of_grant(table, args.resource.as_deref(), grant.token.as_ref())?;
        Ok(Check { wanted, grant, resource })
    })
}

/// The requested access, and the grant for a resource.
struct Check {
    wanted: Wanted,
    grant: Grant,
    resource: usize,
}

impl Question for Check {
    type Answer = Checked;

    fn put<const W: usize>(&self, table: &Table<'_>) -> Checked {
        let full = self.wanted.ask::<W>(table);
        let ask = self.wanted.reduced(full);
        let refusal = wanted::refusal(&self.wanted, &ask);
        let asked = self.wanted.shown(&ask);
        let unsupported = wanted::unsupported(&ask);
        if !refusal.is_empty() {
            return Checked { asked, unsupported, refusal, ..Checked::default() };
        }
        let scopes = self.grant.scopes.as_deref().map(|text| names(text, table.separator));
        let roles = self.grant.roles.as_deref().map(|text| names(text, None));
        let of = self.resource;
        let granted = match (scopes, roles) {
            (None, roles) => Granted::from_roles(table, of, roles.into_iter().flatten()),
            (Some(scopes), None) => Granted::from_names(table, of, scopes),
            (Some(scopes), Some(roles)) => Granted::from_names(table, of, scopes).with_roles(of, roles),
        };
        let token = self.grant.token.as_ref();
        // Whoever passes --supported leaves out what is not: it is listed, and no fault of the grant.
        let report = ask.without_dropped().check(&granted);
        let kinds = [Kind::Delegated, Kind::Application].into_iter();
        Checked {
            ok: report.is_ok(),
            asked,
            token: token.map(|token| ReadToken { claim: token.claim.as_str(), verified: false }),
            judged: kinds.clone().filter(|&kind| report.judged().contains(kind)).map(Kind::as_str).collect(),
            unjudged: kinds.filter(|&kind| report.is_unjudged(kind)).map(Kind::as_str).collect(),
            features: features(&ask, &report),
            missing: missing(table, &report),
            declined: report.declined().iter().map(|name| Permission::new(table, name)).collect(),
            unknown: granted.unknown().map(str::to_owned).collect(),
            unsupported,
            message: Some(report.to_string()),
            notes: token
                .and_then(|token| token.other_audience(table))
                .into_iter()
                .chain(other_resources(&ask, of))
                .collect(),
            known: (0..table.len()).map(|name| table.text(name).to_owned()).collect(),
            refusal,
        }
    }
}

/// A note where permissions of other resources are requested: their tokens were not read.
fn other_resources<const W: usize>(ask: &Ask<'_, W>, checked: usize) -> Option<Note> {
    let table = ask.table();
    let asked = ask.names();
    let places = asked.iter().filter(|&name| !table.is_openid(name)).map(|name| table.resource_of(name));
    let others: BTreeSet<usize> = places.filter(|&place| place != checked).collect();
    let others: Vec<&str> = others.into_iter().map(|place| table.resources[place]).collect();
    (!others.is_empty()).then(|| Note {
        rule: "grant/other-resources",
        message: format!(
            "only a token for {} was checked: what is needed of {} is missing here, whatever a token for it has",
            table.resources[checked],
            others.join(" and ")
        ),
    })
}

/// The names in a text, also divided by what the document says. Names have no white space (RFC 6749, section 3.3), and pasted
/// text may have line breaks.
fn names(text: &str, separator: Option<char>) -> impl Iterator<Item = &str> {
    text.split(move |letter: char| letter.is_ascii_whitespace() || Some(letter) == separator)
}

fn features<const W: usize>(ask: &Ask<'_, W>, report: &Report<'_, W>) -> Vec<FeatureAccess> {
    let access = |feature| FeatureAccess {
        feature: ask.table().feature(feature).to_owned(),
        wanted: report.wanted(feature).as_str(),
        access: report.access(feature).as_str(),
    };
    ask.features().iter().map(access).collect()
}

fn missing<const W: usize>(table: &Table<'_>, report: &Report<'_, W>) -> Vec<Missing> {
    let missing = report.missing().map(|missing| Missing {
        feature: table.feature(missing.feature()).to_owned(),
        permission: Permission::new(table, missing.name()),
        access: missing.access().as_str(),
        requires: wanted::conditions(table, missing.requires()),
        accepts: missing.accepts().iter().map(|name| table.text(name).to_owned()).collect(),
        line: missing.line(),
        message: missing.to_string(),
    });
    missing.collect()
}

/// What a grant allows
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct Checked {
    /// Whether the grant is enough: exit code 0
    ok: bool,
    /// What the command line named
    asked: Asked,
    /// The token that the grant was read from; null without `--token`
    token: Option<ReadToken>,
    /// The kinds that were checked: `delegated` with `--granted`, `application` with `--roles`, that of its claim with `--token`
    #[schemars(with = "Vec<terms::Kind>")]
    judged: Vec<&'static str>,
    /// The kinds that were requested but not checked
    #[schemars(with = "Vec<terms::Kind>")]
    unjudged: Vec<&'static str>,
    /// The features that were checked
    features: Vec<FeatureAccess>,
    /// What is missing, feature by feature
    missing: Vec<Missing>,
    /// Options that were requested but not granted; the grant can be enough without them
    declined: Vec<Permission>,
    /// Granted names that are not in the document, each once, in order of first appearance
    unknown: Vec<String>,
    /// The features that are unsupported under the conditions that hold
    unsupported: Vec<Unsupported>,
    /// The report for people, in several lines; null if there is no answer
    message: Option<String>,
    /// Remarks: nothing is wrong, but they are worth knowing
    notes: Vec<Note>,
    /// The permissions of the document, to suggest one for an unknown name.
    #[serde(skip)]
    known: Vec<String>,
    #[serde(skip)]
    refusal: Vec<Vec<String>>,
}

/// A token that a grant was read from
#[derive(Debug, Serialize, JsonSchema)]
struct ReadToken {
    /// The claim that was read
    #[schemars(with = "terms::Claim")]
    claim: &'static str,
    /// Always false: neither the signature of the token nor its issuer, audience and expiry was verified
    verified: bool,
}

/// The access to a feature
#[derive(Debug, Serialize, JsonSchema)]
struct FeatureAccess {
    /// The feature
    feature: String,
    /// The access that is enough; `base` if the feature has no update rows
    #[schemars(with = "terms::RowAccess")]
    wanted: &'static str,
    /// The access that the grant allows
    #[schemars(with = "terms::Access")]
    access: &'static str,
}

/// A permission that is missing
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "MissingPermission")]
struct Missing {
    /// The feature that needs it
    feature: String,
    #[serde(flatten)]
    permission: Permission,
    /// The access that needs it
    #[schemars(with = "terms::RowAccess")]
    access: &'static str,
    /// The conditions of the row, which hold
    requires: Vec<String>,
    /// What else would satisfy it
    accepts: Vec<String>,
    /// The line of the row
    line: u32,
    /// The same in words
    message: String,
}

impl Answer for Checked {
    fn is_ok(&self) -> bool {
        self.ok
    }

    fn refusal(&self) -> &[Vec<String>] {
        &self.refusal
    }

    fn push(&self, page: &mut Page) {
        let cells =
            |feature: &FeatureAccess| [feature.feature.clone(), feature.wanted.to_owned(), feature.access.to_owned()];
        page.table(["FEATURE", "WANTED", "ACCESS"], self.features.iter().map(cells));
        for line in self.message.iter().flat_map(|message| message.lines()) {
            page.line(format_args!("{line}"));
        }
        if let Some(ReadToken { claim, .. }) = self.token {
            page.line(format_args!("The token was not verified: its claim `{claim}` was taken as it is."));
        }
        for kind in &self.unjudged {
            if self.token.is_some() {
                page.line(format_args!(
                    "to check the {kind} permissions too, pass the names in both tokens with --granted and --roles"
                ));
                continue;
            }
            let option = if *kind == Kind::Delegated.as_str() { "--granted" } else { "--roles" };
            page.line(format_args!("pass the granted {kind} permissions with {option}"));
        }
        wanted::push_unsupported(&self.unsupported, page);
        self.asked.push_idle_options(page);
        self.push_unknown(page);
        note::push(&self.notes, page);
    }
}

/// How many unknown names the text shows.
const SHOWN: usize = 20;

impl Checked {
    fn push_unknown(&self, page: &mut Page) {
        for unknown in self.unknown.iter().take(SHOWN) {
            let shown = Shortened(unknown);
            // Pasted from a list in code, from the address of a consent page, or with quotes.
            if self.token.is_none() && unknown.contains([',', ';', '"', '\'', '%', '+']) {
                page.line(format_args!(
                    "not in the document: {shown} (write only names, separated by spaces and not encoded)"
                ));
                continue;
            }
            match nearest(unknown, self.known.iter().map(String::as_str)) {
                Some(near) if near == unknown => {
                    page.line(format_args!("not counted: {shown} is a permission of the other kind in the document"));
                }
                Some(near) => page.line(format_args!("not in the document: {shown}; did you mean {near}?")),
                None => page.line(format_args!("not in the document: {shown}")),
            }
        }
        if let Some(more @ 1..) = self.unknown.len().checked_sub(SHOWN) {
            page.line(format_args!("not in the document: {more} more; --format json lists all of them"));
        }
    }
}

/// A name, cut if it is very long.
struct Shortened<'a>(&'a str);

/// How many characters of a name the text shows.
const LONGEST: usize = 120;

impl std::fmt::Display for Shortened<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0.char_indices().nth(LONGEST) {
            Some((end, _)) => write!(f, "{}… ({} bytes)", &self.0[..end], self.0.len()),
            None => f.write_str(self.0),
        }
    }
}
