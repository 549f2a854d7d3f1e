//! `code/formerly-invalid`: a `formerly` that cannot be true.

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::{Document, Name};

use crate::change::{Change, Place, Subject};
use crate::edits::constants;
use crate::edits::edit::Edit;
use crate::edits::findings::Findings;
use crate::edits::words;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party};
use crate::states::documents::InvalidName;
use crate::states::formerly::{Invalid, Why, invalid};

pub(crate) static RULE: GateRule = GateRule {
    id: "code/formerly-invalid",
    title: "a `formerly` that cannot be true",
    parties: &[Party::Code],
    explanation: "A `formerly` says that two names are one. It cannot be so where the document still has the old name, where the \
                  document had both names before, where two names claim the same old one, or where both are conditions with a \
                  fixed meaning. Code that names the old one would then mean something else, so the directive is not followed.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Mail | Mail.Read |\n",
    after: "<!-- scopemark: formerly.\"Mail\" = \"Chat\" -->\n\n# Teams\n\n| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Mail | Mail.Read |\n",
    near_miss: Some([
        "<!-- scopemark: formerly.\"Talk\" = \"Chat\" -->\n\n# Teams\n\n| Feature | Permission |\n|---|---|\n| Talk | Chat.Read |\n| Mail | Mail.Read |\n",
        "<!-- scopemark: formerly.\"Chats\" = \"Chat\", formerly.\"Chats\" = \"Talk\" -->\n\n# Teams\n\n| Feature | Permission |\n|---|---|\n| Chats | Chat.Read |\n| Mail | Mail.Read |\n",
    ]),
    harmless: "remove the item, and accept what is reported without it",
    ..GateRule::of(Family::Code)
};

pub(super) static FINDS: &[Finds] = &[Finds::Facts(find)];

fn find(findings: &mut Findings<'_, '_>) {
    let pair = &findings.diff.pair;
    for Invalid { class, says, why } in invalid(pair.old.document, pair.new.document) {
        let (key, value) = (&says.key, &says.value);
        let fault = match why {
            Why::StillThere(living) if living == value => format!("the document still has {value}"),
            Why::StillThere(living) => format!("the constant of {value} is the one of {living}"),
            Why::HadBoth => "the document had both".to_owned(),
            Why::WasOf(other) => format!("{value} was the former name of {other}"),
            // One finding for both.
            Why::ClaimedBy(other) if other < &**key => continue,
            Why::ClaimedBy(other) => format!("{other} is said to be {value} formerly too"),
            Why::FixedMeanings => "both are conditions that mean the same in every document".to_owned(),
        };
        let name = Name { text: key.clone(), ident: None, position: says.position };
        let edit = Edit {
            subject: constants::subject(pair, class, &name),
            after: format!("{key}, formerly {value}; {fault}"),
            place: words::place(&pair.new, says.position),
            ..Edit::default()
        };
        let edit = findings.other(edit);
        findings.add(edit, &RULE, Level::Error, format!("{key} is said to be {value} formerly, but {fault}"));
    }
}

/// The change that a document cannot have had a name that it says.
pub(crate) fn of_document(invalid: &InvalidName<'_>) -> Change {
    let InvalidName { document: Document { name, path, .. }, former, fault } = invalid;
    Change {
        subject: Subject { document: name.clone(), ..Subject::default() },
        after: format!("{name}, formerly {former}; {fault}"),
        place: Place { path: path.clone(), line: 1, column: 1 },
        ..Change::new(&RULE, format!("the document {name} is said to be {former} formerly, but {fault}"))
    }
}
