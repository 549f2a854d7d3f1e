//! `lock/history-removed`: a release, tombstone or acceptance of the baseline is gone.

use std::collections::BTreeMap;

use scopemark_compiler::model::Document;

use crate::change::Change;
use crate::finder::Finds;
use crate::fingerprint::is_whole;
use crate::lock::{
    Acceptance, Lock, Release, Tombstone, are_same_facts, as_format, before, last_consents, tombstones_after,
};
use crate::review::custody::{Custody, digest};
use crate::review::inputs::{Inputs, Revision};
use crate::rule::{Family, FoundBy, GateRule, Party};
use crate::shell::quoted;

pub(crate) static RULE: GateRule = GateRule {
    id: "lock/history-removed",
    title: "a release, tombstone or acceptance of the baseline is gone",
    parties: &[Party::Security],
    found_by: FoundBy::Lock,
    explanation: "Later changes are judged by the promises to users of a release, by the old meanings of names, and by what was \
                  accepted and why. Removing them from the lock would let a break pass.",
    before: "the lock at the baseline has a release 1.2.0\n",
    after: "the lock has no release 1.2.0\n",
    harmless: "restore the lock from the baseline, and bring it up to date with `lock`",
    ..GateRule::of(Family::Lock)
};

pub(super) static FINDS: &[Finds] = &[Finds::Lock(find)];

/// What is gone: the subject, what it was, and the message.
type Gone = (String, String, String);

fn find(custody: &Custody<'_>) -> Vec<Change> {
    let Some(revision) = custody.inputs.against else { return Vec::new() };
    let Some(old) = &revision.lock else { return Vec::new() };
    let help = format!(
        "restore the lock of {} (`git checkout {} -- {}`), then run `cargo scopemark lock`",
        revision.name,
        revision.commit,
        quoted(custody.inputs.lock_path)
    );
    let mut gone = releases(revision, old, custody.inputs.lock);
    gone.extend(tombstones(old, custody.inputs));
    gone.extend(consents(old, custody.inputs));
    gone.extend(acceptances(old, custody));
    let change = |(subject, before, message): Gone| Change {
        help: help.clone(),
        ..custody.change(&RULE, [&subject, &before, ""], message)
    };
    gone.into_iter().map(change).collect()
}

fn releases(revision: &Revision, old: &Lock, new: &Lock) -> Vec<Gone> {
    let mut gone = Vec::new();
    for (number, release) in old.releases.iter().enumerate() {
        let version = &release.version;
        let subject = format!("release {version}");
        let said = || digest(release.documents.as_deref().unwrap_or_default());
        let Some(at) = new.releases.iter().position(|other| other.version == *version) else {
            gone.push((subject, said(), format!("release {version} is gone")));
            continue;
        };
        let kept = &new.releases[at];
        let pushed_out = new.releases.len() - at > old.window;
        if at != number {
            let message = format!("release {version} is in another place of the history");
            gone.push((subject.clone(), "order".to_owned(), message));
        }
        if facts(release, kept.format) != facts(kept, release.format) && !(kept.documents.is_none() && pushed_out) {
            gone.push((subject.clone(), said(), format!("what release {version} said is gone or was changed")));
        }
        for acceptance in missing(&release.accepted, &kept.accepted) {
            let message = format!("release {version} no longer says that {} was accepted", acceptance.fingerprint);
            gone.push((format!("{subject} {}", acceptance.fingerprint), acceptance.reason.clone(), message));
        }
        for acceptance in missing(&kept.accepted, &release.accepted) {
            let Acceptance { fingerprint, reason, .. } = acceptance;
            let message =
                format!("release {version} says that {fingerprint} was accepted, which {} does not", revision.name);
            gone.push((format!("{subject} added {fingerprint}"), reason.clone(), message));
        }
    }
    gone
}

/// The facts of a release, as far as another format has them.
fn facts(release: &Release, format: i64) -> Option<Vec<Document>> {
    let documents = release.documents.as_ref()?;
    Some(documents.iter().map(|document| as_format(document, format.min(release.format))).collect())
}

fn tombstones(old: &Lock, inputs: &Inputs<'_>) -> Vec<Gone> {
    let new = inputs.lock;
    // Before the lock follows the tables it cannot have what they leave behind.
    let before = if are_same_facts(&new.documents, inputs.facts) { &*old.documents } else { inputs.facts };
    let expected = tombstones_after(&old.tombstones, before, inputs.facts);
    let lost = expected.into_iter().filter(|gone| !new.tombstones.contains(gone));
    lost.map(|Tombstone { document, space, ident, text, needs }| {
        let space = space.as_str();
        let mut message = format!("the lock does not remember the {space} `{ident}` of {document}");
        let mut was = text;
        if let Some(needs) = needs {
            let needs = needs.join("; ");
            message.extend([", which needed ", &needs]);
            was.extend([": ", &needs]);
        }
        (format!("{document} {space} {ident}"), was, message)
    })
    .collect()
}

/// What documents that are silent now said last of consent.
fn consents(old: &Lock, inputs: &Inputs<'_>) -> Vec<Gone> {
    let new = inputs.lock;
    // Before the lock follows the tables it does not remember this.
    if !are_same_facts(&new.documents, inputs.facts) {
        return Vec::new();
    }
    let mut gone = Vec::new();
    for document in &new.documents {
        let expected = before(&old.documents, document).map(|before| last_consents(before, document));
        let expected = expected.unwrap_or_default().into_iter();
        for (scope, consent) in expected.filter(|told| !document.last_consents.contains(told)) {
            let said = if consent { "only an administrator" } else { "users" };
            let name = &document.name;
            let message = format!("the lock does not remember that {name} said that {said} can approve {scope}");
            gone.push((format!("{name} consent {scope}"), said.to_owned(), message));
        }
    }
    gone
}

fn acceptances(old: &Lock, custody: &Custody<'_>) -> Vec<Gone> {
    let new = custody.inputs.lock;
    let is_new = |release: &&Release| old.releases.iter().all(|old| old.version != release.version);
    let released = new.releases.iter().filter(is_new).flat_map(|release| &release.accepted);
    let kept: BTreeMap<&str, &Acceptance> =
        new.accepted.iter().chain(released).map(|kept| (kept.fingerprint.as_str(), kept)).collect();
    // Accepted once more, it may have another reason.
    let is_changed = |acceptance: &Acceptance| {
        let said = |acceptance: &Acceptance| (acceptance.reason.clone(), acceptance.until);
        let kept = kept.get(acceptance.fingerprint.as_str());
        kept.is_some_and(|kept| kept.times <= acceptance.times && said(kept) != said(acceptance))
    };
    let is_gone = |acceptance: &&Acceptance| {
        (!kept.contains_key(acceptance.fingerprint.as_str()) || is_changed(acceptance))
            && !acceptance.is_expired(custody.inputs.today)
            && !custody.is_unused(acceptance)
            // An earlier format made it in another way. `lock` lists those, and they must be accepted again.
            && is_whole(&acceptance.fingerprint)
    };
    let gone = old.accepted.iter().filter(is_gone);
    gone.map(|acceptance| {
        let Acceptance { fingerprint, reason, .. } = acceptance;
        let became = if is_changed(acceptance) { "was changed" } else { "is gone" };
        (fingerprint.clone(), reason.clone(), format!("the acceptance of {fingerprint} {became}"))
    })
    .collect()
}

/// What `from` has and `other` does not.
fn missing<'a>(from: &'a [Acceptance], other: &[Acceptance]) -> Vec<&'a Acceptance> {
    from.iter().filter(|acceptance| !other.contains(acceptance)).collect()
}
