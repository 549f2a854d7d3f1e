//! `code/name-removed`: a constant, feature, condition or module that code may name is gone.

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::{Document, Name, Permission, Renaming};
use scopemark_compiler::quoted;
use scopemark_core::ask::resources;

use crate::change::{Change, Place, Subject};
use crate::edits::constants::{ChangedName, Now, edit_of, fact, ident, subject};
use crate::edits::edit::Edit;
use crate::edits::findings::Findings;
use crate::edits::{subjects, words};
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party};
use crate::states::documents::is_module;
use crate::states::formerly::{followed, items};
use crate::states::names::Class;

pub(crate) static RULE: GateRule = GateRule {
    id: "code/name-removed",
    title: "a constant, feature, condition or module that code may name is gone",
    parties: &[Party::Code],
    explanation: "Code that names it does not compile any more. A former name that `formerly` keeps as a deprecated constant is a name \
                  too, and so is a function that a document of several resources has only with a `Resource`.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Chat | User.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Mail | Chat.Read |\n",
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Mail | Chat.Read |\n| Mail | Mail.Read |\n",
    ]),
    harmless: "keep it through one release, or say in the document what it is called now, with `formerly`; if no code outside \
               this workspace uses the types, write `code = \"private\"` under `[package.metadata.scopemark]` in Cargo.toml, and \
               `code/*` are notes",
    ..GateRule::of(Family::Code)
};

pub(super) static FINDS: &[Finds] = &[Finds::Names(constants), Finds::Names(aliases), Finds::Names(functions)];

fn constants(names: &[ChangedName<'_>], findings: &mut Findings<'_, '_>) {
    let pair = &findings.diff.pair;
    // Code cannot name what has no Rust name.
    let mut of_resources = None;
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
            // A document that has one resource now lost all of them by one edit.
            Class::Resource => of_resources,
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
        if *class == Class::Resource {
            of_resources = Some(edit);
        }
        if let Some(change) = findings.add_about(edit, subject, &RULE, Level::Error, message) {
            (change.before, change.after) = (fact(*class, old), String::new());
        }
    }
}

/// The deprecated constants that `formerly` kept, where it does not any more.
fn aliases(_: &[ChangedName<'_>], findings: &mut Findings<'_, '_>) {
    let pair = &findings.diff.pair;
    let (old, new) = (pair.old.document, pair.new.document);
    for says in &old.formerly {
        let Renaming { key, value, position } = says;
        for class in Class::ALL {
            let (was, is) = (|text| has(class, old, text), |text| has(class, new, text));
            let is_kept = new.formerly.iter().any(|other| other.value == *value && is(&other.key));
            // Where the name has its former name again, it is the constant.
            let is_back = is(value) && !is(key);
            if !was(key) || was(value) || is_kept || is_back {
                continue;
            }
            let message = format!(
                "the document no longer says that {key} was {value} formerly: code that names the deprecated constant does not \
                 compile any more, or means something else"
            );
            let name = |text: &String| Name { text: text.clone(), ident: None, position: *position };
            let (of_key, of_alias) = (subject(pair, class, &name(key)), subject(pair, class, &name(value)));
            let gone = findings
                .edits
                .iter()
                .position(|(_, changes)| changes.iter().any(|change| change.rule == &RULE && change.subject == of_key));
            let edit = gone.unwrap_or_else(|| {
                findings.other(Edit {
                    subject: of_alias.clone(),
                    place: words::header(&pair.new, None),
                    old_place: words::known_place(&pair.old, *position),
                    ..Edit::default()
                })
            });
            if let Some(change) = findings.add_about(edit, of_alias, &RULE, Level::Error, message) {
                (change.before, change.after) = (format!("{key}, formerly {value}"), String::new());
                let now = followed(class, old, new).into_iter().find(|(was, _)| was == key).map(|(_, now)| now);
                let now = now.or_else(|| is(key).then_some(key)).filter(|_| !is(value));
                if let Some(now) = now {
                    let says = [Renaming { key: now.to_owned(), ..says.clone() }];
                    change.help = format!(
                        "to keep the constant, say so at the top of the document: <!-- scopemark: {} -->",
                        items(&says)
                    );
                }
            }
        }
    }
}

fn has(class: Class, document: &Document, text: &str) -> bool {
    class.of(document).iter().any(|name| name.text == text)
}

/// The functions that take a `Resource` first in a document of several: without one, they are gone.
fn functions(_: &[ChangedName<'_>], findings: &mut Findings<'_, '_>) {
    let pair = &findings.diff.pair;
    let (old, new) = (pair.old.document, pair.new.document);
    // Facts of a lock may not say whose each row is.
    let is_known = |row: &Permission| row.position.line > 0 || !row.resource.is_empty();
    let knows = old.resource.is_empty() || old.permissions.iter().any(is_known);
    let (was, is) = (resources(old), resources(new));
    if !knows || was.len() > 1 || is.len() < 2 || old.permissions.is_empty() || new.permissions.is_empty() {
        return;
    }
    let names: Vec<&str> = new.resources.iter().map(ident).collect();
    let message = format!(
        "the document has several resources now ({}): functions such as `scope_param` take one of them first, and code that \
         calls them without does not compile any more",
        names.join(", ")
    );
    let place = new.resources.iter().map(|name| name.position).max().map(|position| words::place(&pair.new, position));
    let edit = findings.other(Edit {
        subject: subjects::document(pair),
        before: was.join(" "),
        after: is.join(" "),
        place: place.unwrap_or_default(),
        ..Edit::default()
    });
    if let Some(change) = findings.add(edit, &RULE, Level::Error, message) {
        change.help = "put the permissions of the other API into a document of its own; otherwise say in code whose token each is".into();
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

/// The changes that a document no longer says what it was called, so that its module loses that name.
pub(crate) fn of_former_modules(old: &Document, new: &Document, all: &[Document]) -> Vec<Change> {
    let change = |former: &String| {
        let message = format!(
            "the document {} no longer says that it was {former} formerly: code that names the module {former} does not \
             compile any more",
            new.name
        );
        let facts = [format!("{}, formerly {former}", old.name), String::new()];
        let says = format!("<!-- scopemark: formerly.document = {} -->", quoted(former));
        Change {
            help: format!("to keep the module, say so in {}: {says}", new.path),
            ..of_document(&new.name, new, message, facts)
        }
    };
    old.formerly_documents.iter().filter(|former| !is_module(former, all)).map(change).collect()
}
