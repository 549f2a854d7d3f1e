//! `document/link`: a document is a link that leaves the git work tree, or that was one at the revision.

use std::path::Path;

use crate::change::{Change, Place, Subject};
use crate::finder::Finds;
use crate::review::baseline::Baseline;
use crate::review::inputs::Inputs;
use crate::rule::{Family, FoundBy, GateRule, Party};

pub(crate) static RULE: GateRule = GateRule {
    id: "document/link",
    title: "a link in place of a document",
    parties: &[Party::Code, Party::Users, Party::Admins, Party::Security, Party::Document],
    found_by: FoundBy::Reading,
    explanation: "A link that leaves the git work tree leads to text that no review sees, and that can change without a commit. At \
                  a revision, what a link led to is not known. Such a document is not read. Outside of a work tree, as in the \
                  sandbox of a build, links are followed.",
    before: "docs-tables/mail.md is a document\n",
    after: "docs-tables/mail.md is a link to /srv/mail.md\n",
    harmless: "put the document itself in place of the link",
    ..GateRule::of(Family::Document)
};

pub(super) static FINDS: &[Finds] = &[Finds::Baseline(find)];

fn find(inputs: &Inputs<'_>, _: &Baseline<'_>, _: &mut Vec<Change>) -> Vec<Change> {
    let out =
        |path: &String| change(path, format!("{path} is a link that leaves the git work tree, so it is not read"), "");
    let mut found: Vec<Change> = inputs.tables.links.iter().map(out).collect();
    if let Some(revision) = inputs.against {
        let name = &revision.name;
        let at_revision = |path: &String| {
            change(path, format!("{path} was a link at {name}: what it said there is not known"), "was")
        };
        found.extend(revision.tables.links.iter().map(at_revision));
    }
    found
}

fn change(path: &str, message: String, before: &str) -> Change {
    let name = Path::new(path).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Change {
        subject: Subject { document: name, ..Subject::default() },
        before: before.to_owned(),
        after: path.to_owned(),
        help: "put the document itself in place of the link".into(),
        place: Place { path: path.to_owned(), line: 1, column: 1 },
        ..Change::new(&RULE, message)
    }
}
