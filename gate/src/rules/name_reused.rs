//! `code/name-reused`: a name that was removed returns with another meaning.

use crate::change::{Change, Place, Subject};
use crate::finder::Finds;
use crate::lock::{Tombstone, reused};
use crate::review::baseline::Baseline;
use crate::review::inputs::Inputs;
use crate::rule::{Family, FoundBy, GateRule, Party};

pub(crate) static RULE: GateRule = GateRule {
    id: "code/name-reused",
    title: "a name that was removed returns with another meaning",
    parties: &[Party::Code, Party::Users, Party::Admins, Party::Security, Party::Document],
    found_by: FoundBy::Lock,
    explanation: "The lock remembers names that were removed. Code, settings and documents of before may still use the name and mean \
                  what it meant.",
    before: "the lock remembers a feature `Chat` of before, which needed `Chat.Read`\n",
    after: "a feature `Chat` is new, and needs `ChannelMessage.Send`\n",
    harmless: "choose a name that was never used",
    ..GateRule::of(Family::Code)
};

pub(super) static FINDS: &[Finds] = &[Finds::Baseline(find)];

fn find(inputs: &Inputs<'_>, baseline: &Baseline<'_>, _: &mut Vec<Change>) -> Vec<Change> {
    reused(baseline.tombstones, &inputs.tables.documents).map(|(gone, now)| returned(inputs, gone, now)).collect()
}

fn returned(inputs: &Inputs<'_>, gone: &Tombstone, now: &str) -> Change {
    let Tombstone { document, space, ident, text } = gone;
    let found = inputs.tables.documents.iter().find(|candidate| candidate.name == *document);
    let position = found.and_then(|document| {
        let lists = [&document.features, &document.conditions, &document.scopes, &document.app_roles];
        lists.into_iter().flatten().find(|name| name.text == now).map(|name| name.position)
    });
    let (line, column) = position.map_or((1, 1), |position| (position.line, position.column));
    let space = space.as_str();
    Change {
        subject: Subject {
            document: document.clone(),
            condition: Some(format!("{space} {ident}")),
            ..Subject::default()
        },
        before: text.clone(),
        after: now.to_owned(),
        help: "choose a name that was never used; a `rename` directive gives one".into(),
        place: Place { path: found.map_or_else(String::new, |document| document.path.clone()), line, column },
        ..Change::new(&RULE, format!("the {space} `{ident}` was `{text}` once and was removed; now it means `{now}`"))
    }
}
