//! `code/name-reused`: a name that was removed returns with another meaning.

use scopemark_compiler::model::Document;

use crate::change::{Change, Place, Subject};
use crate::finder::Finds;
use crate::lock::{Reused, Space, Tombstone, reused};
use crate::review::baseline::Baseline;
use crate::review::inputs::Inputs;
use crate::rule::{Family, FoundBy, GateRule, Party};

pub(crate) static RULE: GateRule = GateRule {
    id: "code/name-reused",
    title: "a name that was removed returns with another meaning",
    parties: &[Party::Code, Party::Users, Party::Admins, Party::Security, Party::Document],
    found_by: FoundBy::Lock,
    explanation: "The lock remembers names that were removed, what each feature needed, and the words of each condition. Older code, settings and documents \
                  may still use the name with its old meaning. A name that returns with the meaning that it had is no finding.",
    before: "the lock remembers a removed feature `Chat`, which needed `Chat.Read`\n",
    after: "a feature `Chat` is new, and needs `ChannelMessage.Send`\n",
    harmless: "choose a name that was never used",
    ..GateRule::of(Family::Code)
};

pub(super) static FINDS: &[Finds] = &[Finds::Baseline(find)];

fn find(inputs: &Inputs<'_>, baseline: &Baseline<'_>, _: &mut Vec<Change>) -> Vec<Change> {
    let reused = reused(baseline.tombstones, inputs.facts);
    reused.iter().filter(|now| !is_renamed_back(baseline, now)).map(|now| returned(inputs, now)).collect()
}

/// Whether a feature only has its former name again, and the document says so: it was there all the time, and what it needs
/// is compared with what it needed.
fn is_renamed_back(baseline: &Baseline<'_>, now: &Reused<'_, '_>) -> bool {
    let Reused { gone, document, text, .. } = now;
    let is_before = |old: &&Document| old.name == document.name || document.formerly_documents.contains(&old.name);
    let before = || baseline.documents.iter().filter(is_before);
    let is_said = |between: &str| {
        let mut old = before();
        let mut says = document.formerly.iter();
        says.any(|says| says.key == *text && says.value == between)
            && old.any(|old| old.formerly.iter().any(|says| says.key == between && says.value == gone.text))
    };
    let mut names = before().flat_map(|old| &old.features);
    gone.space == Space::Feature && names.any(|name| is_said(&name.text))
}

fn returned(inputs: &Inputs<'_>, now: &Reused<'_, '_>) -> Change {
    let Reused { gone: Tombstone { space, ident, text: was, needs: needed, .. }, document, text, needs } = now;
    let found = inputs.tables.documents.iter().find(|candidate| candidate.name == document.name);
    let position = found.and_then(|document| {
        let name = space.of(document).iter().find(|name| name.text == *text);
        name.map(|name| name.position)
    });
    let (line, column) = position.map_or((1, 1), |position| (position.line, position.column));
    let word = space.as_str();
    let fact = |text: &str, needs: &Option<Vec<String>>| match needs {
        Some(needs) => format!("{text}: {}", needs.join("; ")),
        None => text.to_owned(),
    };
    let message = if was == text && *space == Space::Condition {
        let [was, is] = [needed, needs].map(|words| words.as_deref().unwrap_or_default().join("`, `"));
        let is = if is.is_empty() { "other words".to_owned() } else { format!("`{is}`") };
        format!("the {word} `{ident}` meant `{was}` and was removed; it is back, and means {is}")
    } else if was == text {
        let needed = needed.as_ref().map_or_else(|| "what the lock does not say".to_owned(), |needed| list(needed));
        let needs = list(needs.as_deref().unwrap_or_default());
        format!("the {word} `{ident}` needed {needed} and was removed; it is back, and needs {needs}")
    } else {
        format!("the {word} `{ident}` was `{was}` once and was removed; now it means `{text}`")
    };
    Change {
        subject: Subject {
            document: document.name.clone(),
            condition: Some(format!("{word} {ident}")),
            ..Subject::default()
        },
        before: fact(was, needed),
        after: fact(text, needs),
        help: "choose a name that was never used; a `rename` directive gives one".into(),
        place: Place { path: found.map_or_else(String::new, |document| document.path.clone()), line, column },
        ..Change::new(&RULE, message)
    }
}

fn list(needs: &[String]) -> String {
    if needs.is_empty() { "no permission of its own".to_owned() } else { needs.join("; ") }
}
