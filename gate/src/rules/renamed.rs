//! `document/renamed`: a document that says the same has another name.

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Document;

use crate::change::{Change, Place, Subject};
use crate::rule::{Family, GateRule, Party, RuleLevel};
use crate::states::documents::{How, Match, items};

pub(crate) static RULE: GateRule = GateRule {
    id: "document/renamed",
    title: "a document that says the same has another name",
    parties: &[Party::Code],
    level: RuleLevel::ErrorOrNote,
    explanation: "The module has the name of the document, so code that names the module does not compile any more. Where the \
                  document says what it was called, it is a note: the module has the former name too, and the document is \
                  compared with what it was. Without that, it is only told for a document of several permissions in which nothing else changed.",
    before: "docs-tables/teams.md:\n\n| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Mail | Mail.Read |\n",
    after: "docs-tables/m365.md:\n\n| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Mail | Mail.Read |\n",
    near_miss: Some([
        "docs-tables/teams.md:\n\n| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
        "docs-tables/zoom.md:\n\n| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    ]),
    harmless: "keep the name, or say in the document what it was: <!-- scopemark: formerly.document = \"old-name\" -->",
    ..GateRule::of(Family::Document)
};

/// Found where documents are paired: it is about more than one.
pub(super) static FINDS: &[crate::finder::Finds] = &[];

/// The change that a document has another name, and so has its module. `all` are the documents that there are now.
pub(crate) fn of_document(pair: &Match<'_>, all: &[Document]) -> Change {
    let Match { old, new, how } = pair;
    let (level, help) = if *how == How::Said {
        (Level::Note, "nothing to do: the document says what it was called".to_owned())
    } else {
        let says = format!("<!-- scopemark: {} -->", items(old, new, all));
        (Level::Error, format!("keep the name {}, or say in {} what it was: {says}", old.name, new.path))
    };
    Change {
        level,
        decided: level,
        subject: Subject { document: new.name.clone(), ..Subject::default() },
        before: old.name.clone(),
        after: new.name.clone(),
        help,
        place: Place { path: new.path.clone(), line: 1, column: 1 },
        ..Change::new(&RULE, format!("the document {} is called {} now, and so is its module", old.name, new.name))
    }
}
