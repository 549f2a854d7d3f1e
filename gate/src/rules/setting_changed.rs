//! `lock/setting-changed`: what the baseline is compared by changed, beside the tables.

use scopemark_compiler::finding::Level;

use crate::change::Change;
use crate::finder::Finds;
use crate::levels::Levels;
use crate::lock::Lock;
use crate::review::custody::{Custody, catalogue_digest};
use crate::rule::{Family, FoundBy, GateRule, Party, RuleLevel};

pub(crate) static RULE: GateRule = GateRule {
    id: "lock/setting-changed",
    title: "the baseline's levels, folder, place, window, catalogue or `serves` changed",
    parties: &[Party::Security],
    level: RuleLevel::ErrorOrWarning,
    found_by: FoundBy::Lock,
    explanation: "These settings decide what is compared, and how strictly. An edit that changes them together with the tables could \
                  let a break pass, so it is judged by those of the baseline. A level that the package lowers is a warning; it counts \
                  once the baseline has it. Whatever makes the gate stricter is not reported.",
    before: "the lock at the baseline supports 3 releases\n",
    after: "the lock supports 1 release\n",
    harmless: "change settings in an edit of their own, and accept them there",
    ..GateRule::of(Family::Lock)
};

pub(super) static FINDS: &[Finds] = &[Finds::Lock(find)];

/// A setting that changed: its name, what it was and is, and the message.
struct Changed {
    name: String,
    was: String,
    is: String,
    message: String,
    level: Level,
}

fn changed(name: &str, was: &str, is: &str, message: String) -> Changed {
    Changed { name: name.to_owned(), was: was.to_owned(), is: is.to_owned(), message, level: Level::Error }
}

fn find(custody: &Custody<'_>) -> Vec<Change> {
    let mut found: Vec<Changed> = match custody.inputs.against {
        Some(revision) => {
            let mut found = place(custody);
            found.extend(revision.lock.as_ref().and_then(|old| window(custody, old)));
            found
        }
        None => Vec::new(),
    };
    found.extend(catalogue(custody));
    found.extend(serves(custody));
    found.extend(levels(custody));
    let change = |Changed { name, was, is, message, level }: Changed| {
        let mut change = custody.change(&RULE, [&name, &was, &is], message);
        change.decide(level);
        change
    };
    found.into_iter().map(change).collect()
}

/// Where the documents and the lock are.
fn place(custody: &Custody<'_>) -> Vec<Changed> {
    let inputs = custody.inputs;
    let Some(revision) = inputs.against else { return Vec::new() };
    let mut found = Vec::new();
    if let Some(old) = &revision.lock {
        let (was, is) = (revision.lock_path.as_str(), inputs.lock_path);
        if was != is {
            found.push(changed("lock", was, is, format!("the lock of {} is {was}; it is {is} now", revision.name)));
        }
        let (was, is) = (old.folder.as_str(), inputs.lock.folder.as_str());
        if was != is {
            let message =
                format!("the lock of {} is about the documents in {was}; it is about {is} now", revision.name);
            found.push(changed("folder", was, is, message));
        }
    }
    found
}

fn window(custody: &Custody<'_>, old: &Lock) -> Option<Changed> {
    let (was, is) = (old.window, custody.inputs.lock.window);
    let name = &custody.inputs.against?.name;
    let message = format!("{name} supports {was} releases, this lock only {is}");
    (is < was).then(|| changed("window", &was.to_string(), &is.to_string(), message))
}

fn catalogue(custody: &Custody<'_>) -> Option<Changed> {
    let inputs = custody.inputs;
    let was = match inputs.against {
        Some(_) => inputs.catalogue.map(catalogue_digest),
        // Format 1 does not say which catalogue there was.
        None if inputs.lock.format < 2 => return None,
        None => inputs.lock.settings.catalogue.clone(),
    };
    let is = inputs.settings.catalogue.clone();
    let message = match (&was, &is) {
        (was, is) if was == is => return None,
        (Some(_), Some(_)) => "the catalogue changed; until this edit is the baseline, the old one is used",
        (Some(_), None) => "the catalogue is gone; until this edit is the baseline, it is still used",
        (None, _) => "there is a catalogue now; it is used once this edit is the baseline",
    };
    Some(changed("catalogue", &was.unwrap_or_default(), &is.unwrap_or_default(), message.to_owned()))
}

/// The documents that no longer say `serves`.
fn serves(custody: &Custody<'_>) -> Vec<Changed> {
    let inputs = custody.inputs;
    let old = match inputs.against {
        Some(revision) => &revision.tables.documents,
        None => &inputs.lock.documents,
    };
    let stops = old.iter().filter(|old| old.serves).filter_map(|old| {
        let now = inputs.tables.documents.iter().find(|now| now.name == old.name)?;
        let message =
            format!("{} no longer says `serves`: tokens that pass now and did not before are warnings", now.path);
        (!now.serves).then(|| changed(&format!("serves {}", old.name), "true", "false", message))
    });
    stops.collect()
}

fn levels(custody: &Custody<'_>) -> Vec<Changed> {
    let inputs = custody.inputs;
    let none = Levels::default();
    let old = match inputs.against {
        Some(revision) => revision.lock.as_ref().map_or(&none, |lock| &lock.settings.levels),
        None => &inputs.lock.settings.levels,
    };
    let lowered = inputs.settings.levels.lowered(old, super::rules()).into_iter().map(|(rule, was, is)| Changed {
        level: Level::Warning,
        ..changed(
            &format!("level {}", rule.id),
            was.as_str(),
            is.as_str(),
            format!(
                "the package lowers {} from {} to {}; it counts once the baseline has it",
                rule.id,
                was.as_str(),
                is.as_str()
            ),
        )
    });
    lowered.collect()
}
