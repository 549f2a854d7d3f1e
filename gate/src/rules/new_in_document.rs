//! `privilege/new-in-document`: the first use of a permission in the document.

use std::collections::BTreeSet;

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::{Document, Kind};

use crate::change::{Change, Place, Subject};
use crate::edits::findings::Findings;
use crate::edits::{subjects, words};
use crate::finder::Finds;
use crate::rule::{Bump, Family, GateRule, Party, RuleLevel};

pub(crate) static RULE: GateRule = GateRule {
    id: "privilege/new-in-document",
    title: "the first use of a permission in the document",
    parties: &[Party::Security, Party::Admins],
    level: RuleLevel::ErrorOrWarning,
    bump: Some(Bump::Minor),
    explanation: "The application may do something that it never could. It is an error for an application permission and for one that \
                  needs an administrator: somebody must review it and approve it in each tenant.",
    before: "| Feature | Permission | Type |\n|---|---|---|\n| Devices | Device.Read.All | Application |\n",
    after: "| Feature | Permission | Type |\n|---|---|---|\n| Devices | Device.Read.All | Application |\n| Rooms | Place.Read.All | \
            Application |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Mail | Mail.Read |\n",
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Mail | Mail.Read |\n| Mail | Chat.Read |\n",
    ]),
    harmless: "have it reviewed, and request the least that is enough",
    ..GateRule::of(Family::Privilege)
};

pub(super) static FINDS: &[Finds] = &[Finds::Facts(find)];

fn find(findings: &mut Findings<'_, '_>) {
    let diff = findings.diff;
    let (old, new) = (&diff.pair.old, &diff.pair.new);
    for name in new.requested().filter(|&name| !diff.pair.from_old[name].iter().any(|&was| old.requests(was))) {
        let Some(edit) = diff.edits.of_new[new.rows_of(name)[0]] else { continue };
        let needs_admin = new.consent(name) == Some(true);
        let why = match (new.identity(name).1, needs_admin) {
            (Kind::Application, _) => ", and acts without a user: an administrator of each tenant must approve it",
            (_, true) => ", and only an administrator can approve it",
            _ => "",
        };
        let level = if needs_admin { Level::Error } else { Level::Warning };
        let message = format!("the document requests {} for the first time{why}", words::name(new, name));
        let subject = subjects::permission(&diff.pair, new, name);
        if let Some(change) = findings.add_about(edit, subject, &RULE, level, message) {
            change.place = words::place(new, new.first_place(name));
            (change.before, change.after) = (String::new(), words::permission(new, name));
        }
    }
}

/// A document that is new as a whole: as bad as the worst that it requests.
pub(crate) fn of_document(document: &Document, level: Level, facts: String) -> Change {
    let names: BTreeSet<&str> = document.permissions.iter().map(|row| row.scope.as_str()).collect();
    let names = names.into_iter().collect::<Vec<_>>().join(" ");
    Change {
        level,
        decided: level,
        subject: Subject { document: document.name.clone(), ..Subject::default() },
        after: facts,
        place: Place { path: document.path.clone(), line: 1, column: 1 },
        ..Change::new(&RULE, format!("the document {} is new: it requests {names}", document.name))
    }
}
