//! What a reader must know of the comparison itself: which baselines are missing, unread or contradict each other.

use scopemark_compiler::finding::Level;

use super::inputs::Revision;
use crate::levels::Levels;
use crate::rule::GateRule;
use crate::rules::rules;

/// The notes about a revision, one line each.
pub(super) fn of_revision(revision: &Revision) -> Vec<String> {
    let name = &revision.name;
    if revision.is_empty() {
        return vec![format!("{name} has neither these documents nor a lock, so this edit can break nothing")];
    }
    let mut notes = Vec::new();
    if revision.lock.is_none() {
        notes.push(format!("{name} has no lock; its tables alone are the baseline"));
    }
    for (broken, in_lock) in revision.unread() {
        let path = &broken.path;
        notes.push(match in_lock {
            Some(_) => format!("{path} has an error at {name}, so it is compared with what the lock says there"),
            None => format!("{path} has an error at {name}, and no lock has it there, so it counts as new"),
        });
    }
    let differing = revision.differing();
    if !differing.is_empty() {
        notes.push(format!(
            "at {name} the lock and the tables differ about {}; both are baselines",
            differing.join(", ")
        ));
    }
    notes
}

/// The rules that the package judges more mildly than the gate does, one line each.
pub(super) fn of_levels(levels: &Levels) -> Vec<String> {
    let lowered = levels.lowered(&Levels::default(), rules()).into_iter();
    let line = |(rule, was, is): (&GateRule, Level, Level)| {
        format!("the package lowers {} from {} to {}", rule.id, was.as_str(), is.as_str())
    };
    lowered.map(line).collect()
}

#[cfg(test)]
mod tests {
    use scopemark_compiler::read::{Reading, read_text};

    use super::of_revision;
    use crate::lock::{Lock, canonical};
    use crate::review::{Revision, Tables};

    const TEXT: &str = "| Feature | Permission |\n|---|---|\n| Chat | `Chat.Read` |\n";

    fn read(text: &str) -> Reading {
        read_text("docs-tables/chat.md", text)
    }

    fn revision(tables: &[&str], lock: Option<&str>) -> Revision {
        let tables = Tables::new(tables.iter().map(|text| read(text)).collect(), Vec::new());
        let facts = canonical(&tables.documents);
        let lock = lock.map(|text| Lock::new("docs-tables", &[read(text).document]));
        Revision {
            name: "main".into(),
            commit: "1".repeat(40),
            tables,
            facts,
            lock,
            lock_path: "permissions.lock".into(),
            catalogue: None,
        }
    }

    #[test]
    fn tables_and_lock_that_agree_need_no_note() {
        assert_eq!(of_revision(&revision(&[TEXT], Some(TEXT))), Vec::<String>::new());
    }

    #[test]
    fn a_note_says_what_is_missing_unread_or_contradictory() {
        let other = TEXT.replace("Chat.Read", "Chat.ReadBasic");
        let broken = TEXT.replace("Chat.Read", "Chat Read");
        for (tables, lock, expected) in [
            (&[][..], None, "neither"),
            (&[TEXT], None, "its tables alone are the baseline"),
            (&[TEXT], Some(&*other), "differ about docs-tables/chat.md; both are baselines"),
            (&[], Some(TEXT), "differ about docs-tables/chat.md; both are baselines"),
            (&[&*broken], Some(TEXT), "docs-tables/chat.md has an error at main, so it is compared with what the lock"),
        ] {
            let notes = of_revision(&revision(tables, lock));
            assert!(matches!(&notes[..], [only] if only.contains(expected)), "{notes:?}");
        }
        let notes = of_revision(&revision(&[&*broken], None));
        assert!(matches!(&notes[..], [_, second] if second.contains("counts as new")), "{notes:?}");
    }
}
