//! `code/name-removed`: a constant, feature, condition or module that code may name is gone.

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::{Document, Name, Renaming};

use crate::change::{Change, Place, Subject};
use crate::edits::constants::{ChangedName, Class, Now, edit_of, fact, ident, subject};
use crate::edits::edit::Edit;
use crate::edits::findings::Findings;
use crate::edits::words;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party};
use crate::states::side::Side;

pub(crate) static RULE: GateRule = GateRule {
    id: "code/name-removed",
    title: "a constant, feature, condition or module that code may name is gone",
    parties: &[Party::Code],
    explanation: "Code that names it does not compile any more.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Chat | User.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Mail | Chat.Read |\n",
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Mail | Chat.Read |\n| Mail | Mail.Read |\n",
    ]),
    harmless: "keep the name through one release, or say what it is called now: <!-- scopemark: formerly.\"New\" = \"Old\" -->",
    ..GateRule::of(Family::Code)
};

pub(super) static FINDS: &[Finds] = &[Finds::Names(constants), Finds::Names(aliases)];

fn constants(names: &[ChangedName<'_>], findings: &mut Findings<'_, '_>) {
    let pair = &findings.diff.pair;
    // Code cannot name what has no Rust name.
    let is_gone = |name: &&ChangedName<'_>| matches!(name.now, Now::Gone) && name.old.ident.is_some();
    for ChangedName { class, at, old, .. } in names.iter().filter(is_gone) {
        let message =
            format!("{}::{} is gone: code that names it does not compile any more", class.as_str(), ident(old));
        let subject = subject(pair, *class, old);
        let edit = match class {
            Class::Feature => {
                let mut rows = (0..pair.old.rows.len()).filter(|&row| pair.old.rows[row].feature == Some(*at));
                rows.next().and_then(|row| findings.of_old_row(row))
            }
            _ => edit_of(findings, *class, old, &subject),
        };
        let edit = edit.unwrap_or_else(|| {
            let is_named = |row: &&usize| {
                let row = pair.old.rows[**row];
                *class == Class::Condition && row.requires.iter().chain(&row.excludes).any(|name| *name == old.text)
            };
            let rows: Vec<usize> = (0..pair.old.rows.len()).collect();
            let lines: Vec<String> = rows.iter().filter(is_named).map(|&row| words::line(&pair.old, row)).collect();
            findings.other(Edit {
                subject: subject.clone(),
                before: fact(*class, old),
                place: words::header(&pair.new, None),
                old_place: words::known_place(&pair.old, old.position),
                old_line: (!lines.is_empty()).then(|| lines.join("\n")),
                ..Edit::default()
            })
        });
        if let Some(change) = findings.add_about(edit, subject, &RULE, Level::Error, message) {
            (change.before, change.after) = (fact(*class, old), String::new());
        }
    }
}

/// The deprecated constants that `formerly` kept, where it does not any more and nothing else has the name.
fn aliases(_: &[ChangedName<'_>], findings: &mut Findings<'_, '_>) {
    let pair = &findings.diff.pair;
    for says in &pair.old.document.formerly {
        let Renaming { key, value, position } = says;
        let is_still = pair.new.document.formerly.iter().any(|other| other.value == *value);
        let has =
            |class: &Class, side: &Side<'_>, text: &str| class.of(side.document).iter().any(|name| name.text == text);
        let Some(class) = Class::ALL.into_iter().find(|class| has(class, &pair.old, key)) else { continue };
        if is_still || has(&class, &pair.new, value) {
            continue;
        }
        let message = format!(
            "the document no longer says that {key} was {value} formerly: the deprecated constant is gone, and code that \
             names it does not compile any more"
        );
        let alias = Name { text: value.clone(), ident: None, position: *position };
        let edit = findings.other(Edit {
            subject: subject(pair, class, &alias),
            before: format!("{key}, formerly {value}"),
            place: words::header(&pair.new, None),
            old_place: words::known_place(&pair.old, *position),
            ..Edit::default()
        });
        findings.add(edit, &RULE, Level::Error, message);
    }
}

/// A document that is gone or has another name, and so has its module.
pub(crate) fn of_document(name: &str, at: &Document, message: String, [before, after]: [String; 2]) -> Change {
    Change {
        subject: Subject { document: name.to_owned(), ..Subject::default() },
        before,
        after,
        place: Place { path: at.path.clone(), line: 1, column: 1 },
        ..Change::new(&RULE, message)
    }
}
