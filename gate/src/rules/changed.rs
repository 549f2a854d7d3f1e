//! `resource/changed`: permissions are requested from another resource.

use std::collections::BTreeSet;

use scopemark_compiler::finding::Level;
use scopemark_compiler::quoted;
use scopemark_core::ask::{same_resource, split_resource_in};

use crate::edits::edit::Edit;
use crate::edits::findings::Findings;
use crate::edits::target::Target;
use crate::edits::{subjects, words};
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party};
use crate::states::side::Side;

pub(crate) static RULE: GateRule = GateRule {
    id: "resource/changed",
    title: "permissions are requested from another resource",
    parties: &[Party::Code, Party::Users, Party::Admins],
    explanation: "A request names the resource: in `.default`, in front of a name, and for some servers beside the scope. Another \
                  one, a national cloud of Microsoft Graph too, is another registration and another consent, and tokens for the \
                  old one are of no use there. A `/` at the end counts, because it is sent.",
    before: "<!-- scopemark: resource = \"https://graph.microsoft.com\" -->\n\n# Teams\n\n| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    after: "<!-- scopemark: resource = \"https://graph.microsoft.us\" -->\n\n# Teams\n\n| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
        "<!-- scopemark: resource = \"https://graph.microsoft.com\" -->\n\n# Teams\n\n| Feature | Permission |\n|---|---|\n| Chat | https://graph.microsoft.com/Chat.Read |\n",
    ]),
    harmless: "keep the resource, and describe the other one in a document of its own",
    ..GateRule::of(Family::Resource)
};

pub(super) static FINDS: &[Finds] = &[Finds::Facts(find)];

fn find(findings: &mut Findings<'_, '_>) {
    let diff = findings.diff;
    let (old, new) = (&diff.pair.old, &diff.pair.new);
    let mut own: Vec<usize> = Vec::new();
    // In another national cloud, too. A resource that a document of several has still, or had before, is no new one of its own.
    let is_whole = diff.pair.resource_changed() || same_resource(&old.document.resource, &new.document.resource);
    for (before, after) in diff.kept_rows() {
        let (Some(was), Some(is)) = (resource_of(old, before), resource_of(new, after)) else { continue };
        if was.uri == is.uri {
            continue;
        }
        let is_of_document = was.is_own && is.is_own;
        if is_of_document && is_whole {
            own.push(after);
        } else if was.is_said || is_of_document {
            let edit = findings.at(Target::of_kept_row(diff, before, after));
            let name = words::plain_name(new, new.names[after]);
            let message =
                format!("{name} is requested from {}; it was requested from {}", shown(is.uri), shown(was.uri));
            if let Some(change) = findings.add(edit, &RULE, Level::Error, message) {
                (change.before, change.after) = (was.uri.to_owned(), is.uri.to_owned());
                change.help = help(was.uri, "above its table");
            }
        }
    }
    document(findings, &own);
}

/// One finding for all rows that have the document's own resource in both states.
fn document(findings: &mut Findings<'_, '_>, rows: &[usize]) {
    let pair = &findings.diff.pair;
    let (old, new) = (&pair.old, &pair.new);
    let Some(&first) = rows.iter().min_by_key(|&&row| (new.rows[row].position, row)) else { return };
    let (was, is) = (old.document.resource.as_str(), new.document.resource.as_str());
    let names: BTreeSet<String> = rows.iter().map(|&row| words::plain_name(new, new.names[row])).collect();
    let names = names.into_iter().collect::<Vec<_>>().join(", ");
    let edit = Edit {
        subject: subjects::document(pair),
        before: format!("{was}: {names}"),
        after: format!("{is}: {names}"),
        place: words::place(new, new.rows[first].position),
        ..Edit::default()
    };
    let top = if new.document.title.is_some() { "at the top of the document" } else { "above each table" };
    let (help, message) =
        (help(was, top), format!("requested from {}, no longer from {}: {names}", shown(is), shown(was)));
    let edit = findings.other(edit);
    if let Some(change) = findings.add(edit, &RULE, Level::Error, message) {
        change.help = help;
    }
}

/// Where a row is requested from.
struct From<'d> {
    uri: &'d str,
    /// Whether it is the document's own resource.
    is_own: bool,
    /// Whether the text of the permission or the facts of the row say it.
    is_said: bool,
}

/// The resource as it is sent; `None` for the scopes of `OpenID` Connect, which have none.
fn resource_of<'d>(side: &Side<'d>, row: usize) -> Option<From<'d>> {
    let (own, said) = (side.document.resource.as_str(), side.rows[row]);
    if side.permissions.is_openid(side.names[row]) {
        return None;
    }
    let written = split_resource_in(own, &said.scope).map(|(resource, _)| resource);
    let uri = written.or(Some(said.resource.as_str()).filter(|uri| !uri.is_empty()));
    Some(From { uri: uri.unwrap_or(own), is_own: uri.is_none_or(|uri| uri == own), is_said: uri.is_some() })
}

fn shown(uri: &str) -> &str {
    if uri.is_empty() { "no resource" } else { uri }
}

fn help(was: &str, top: &str) -> String {
    let old = if was.is_empty() {
        "remove the `resource` directive".to_owned()
    } else {
        format!(
            "say the old one in place of the directive that says the new one, or else {top}: <!-- scopemark: resource = {} -->",
            quoted(was)
        )
    };
    format!(
        "if it should not change, {old}; otherwise register the application with the new one, and have it approved, first"
    )
}
