//! `permissions.lock`: the facts of the documents, committed beside their folder, with which later edits are compared.

mod acceptance;
mod canonical;
mod cells;
mod conflict;
mod contents;
mod date;
mod error;
mod facts;
mod file;
mod fnv;
mod marker;
mod outdated;
mod read;
mod reason;
mod settings;
mod tombstone;
mod write;

pub use acceptance::Acceptance;
pub use canonical::{are_same_facts, canonical};
pub(super) use canonical::{before, canonical_at, last_consents, own_resource, ranks, said};
pub use conflict::Conflict;
pub use contents::{DEFAULT_WINDOW, FORMAT, Lock, Release};
pub use date::{Date, day, today};
pub use error::LockError;
pub(super) use facts::as_format;
pub use outdated::rule_about;
pub use reason::{PLACEHOLDER, reason};
pub use settings::{FILE, Settings};
pub(super) use tombstone::{Reused, after as tombstones_after, reused};
pub use tombstone::{Space, Tombstone};

#[cfg(test)]
mod tests {
    use super::write::digest;
    use super::{Acceptance, Lock, LockError, Space, are_same_facts, canonical};
    use scopemark_compiler::model::Document;
    use scopemark_compiler::read::read_text;

    const TEXT: &str = "\
<!-- scopemark: formerly.\"Mail.Read\" = \"mail\" -->

# Mail

| Feature | Permission | Update | Admin consent | Description | Notes |
|---|---|---|---|---|---|
| In \\| \"box\" | Mail.Read or Mail.ReadBasic | | No | Read | For shared mailboxes. Ask first |
| In \\| \"box\" | Mail.Send | Y | Yes | Send | Not for personal accounts |
| All | offline_access | | | | Used if needed |

<!-- scopemark: kind = \"application\" -->
| Permission | Satisfied by |
|---|---|
| Place.Read.All | Place.ReadWrite.All |
";

    fn read(text: &str) -> Document {
        read_text("docs-tables/mail.md", text).document
    }

    fn lock() -> Lock {
        let mut lock = Lock::new("docs-tables", &[read(TEXT)]);
        lock.window = 2;
        lock.accepted.push(Acceptance {
            fingerprint: "token/need-grew:0123456789abcdef0123456789abcdef".into(),
            reason: "a \"reason\" with \\ and \u{202e}\n".into(),
            until: "2030-01-31".parse().ok(),
            times: 2,
            settled: false,
        });
        lock.release("1.0.0");
        lock.advance(&[read(
            &TEXT.replace("| In \\| \"box\" | Mail.Send | Y | Yes | Send | Not for personal accounts |\n", ""),
        )]);
        lock
    }

    fn error(text: &str) -> LockError {
        Lock::parse(text.as_bytes()).expect_err(text)
    }

    #[test]
    fn a_lock_is_read_back_as_it_was_written() {
        let lock = lock();
        assert_eq!(Lock::parse(lock.render().as_bytes()).as_ref(), Ok(&lock));
        let windows = lock.render().replace('\n', "\r\n");
        assert_eq!(Lock::parse(windows.as_bytes()).as_ref(), Ok(&lock));
    }

    #[test]
    fn each_row_is_a_line_that_says_what_it_means() {
        let text = lock().render();
        assert!(
            text.contains(
                "\n    { feature = \"In | \\\"box\\\"\", access = \"base\", kind = \"delegated\", scope = \"Mail.Read\", \
                 admin-consent = false, requires = [\"SharedMailbox\"], alternatives = [\"Mail.ReadBasic\"], \
                 notes = \"For shared mailboxes. Ask first\" },\n"
            ),
            "{text}"
        );
        assert!(text.is_ascii(), "what cannot be seen is escaped");
    }

    #[test]
    fn moving_rows_and_rewording_descriptions_change_nothing() {
        let lines: Vec<&str> = TEXT.lines().collect();
        let mut moved = lines.clone();
        moved.swap(6, 7);
        let moved = moved.join("\n").replace("| Read |", "| Read mail of the user |") + "\n";
        assert_eq!(
            Lock::new("docs-tables", &[read(&moved)]).render(),
            Lock::new("docs-tables", &[read(TEXT)]).render()
        );
    }

    #[test]
    fn a_file_cut_off_anywhere_is_refused_with_its_last_line() {
        let text = lock().render();
        for end in (0..text.len()).filter(|&end| text.is_char_boundary(end)) {
            let cut = &text[..end];
            let LockError { line, what, help } = error(cut);
            assert!(what.contains("cut off") && help.contains("git checkout"), "{what} {help}");
            assert_eq!(line, cut.lines().count().max(1));
        }
    }

    #[test]
    fn every_line_that_is_changed_by_hand_is_refused() {
        let text = lock().render();
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            for changed in
                [line.replace("Mail", "Male"), line.replace("true", "false"), format!("{line} "), String::new()]
            {
                if changed == *line {
                    continue;
                }
                let mut edited = lines.clone();
                edited[at] = &changed;
                let edited = edited.join("\n") + "\n";
                assert!(error(&edited).line >= 1, "{edited}");
            }
        }
        // Taken out as a whole, too.
        for at in 0..lines.len() {
            let mut edited = lines.clone();
            edited.remove(at);
            error(&(edited.join("\n") + "\n"));
        }
    }

    #[test]
    fn an_edited_value_is_named_by_its_line() {
        let text = lock().render();
        let at = text.lines().position(|line| line.starts_with("window")).unwrap();
        let found = error(&text.replace("window = 2", "window = 9"));
        assert!(found.what.contains("edited by hand"), "{found}");
        assert!((at + 1..at + 8).contains(&found.line), "{found}");
        let found = error(&text.replace("kind = \"application\"", "kind = \"robot\""));
        assert!(found.what.contains("`robot`"), "{found}");
    }

    /// The text with each section under the digest of what it says, so that an edit is not refused for that alone.
    fn redigested(text: &str) -> String {
        let (mut section, mut out) = (String::new(), String::new());
        for line in text.split_inclusive('\n') {
            if line.starts_with("digest = ") {
                out.extend(["digest = \"", &digest(&section, 2), "\"\n"]);
                continue;
            }
            out += line;
            if line == "\n" { section.clear() } else { section += line }
        }
        out
    }

    #[test]
    fn what_is_said_in_another_way_is_refused_although_its_digest_is_right() {
        let text = lock().render();
        assert_eq!(redigested(&text), text);
        for (from, to) in [
            ("window = 2", "window = 02"),
            ("window = 2", "window = +2"),
            ("window = 2", "window = -2"),
            ("times = 2", "times = 0"),
            ("times = 2", "times = 1"),
            ("2030-01-31", "20300131"),
            ("2030-01-31", "2030-02-31"),
            ("supported = true", "supported = false"),
            ("admin-consent = false", "admin-consent = false, optional = false"),
            ("requires = [\"SharedMailbox\"]", "requires = [\"SharedMailbox\",]"),
            ("requires = [\"SharedMailbox\"]", "requires = [\"SharedMailbox\"], excludes = []"),
            ("notes = \"For", "notes = \"\\u0046or"),
            ("kind = \"delegated\"", "kind = 'delegated'"),
            ("access = \"base\", kind = \"delegated\"", "kind = \"delegated\", access = \"base\""),
            ("{ feature = \"In", "{ feature = \"Out"),
            ("    \"1.0.0\"", "    \"1.0.1\""),
            ("format = 2", "format = 0"),
            ("folder = ", "other = 1\nfolder = "),
        ] {
            assert!(text.contains(from), "{from}");
            error(&redigested(&text.replacen(from, to, 1)));
        }
        let other = redigested(&text.replace("window = 2", "window = 3"));
        assert_eq!(Lock::parse(other.as_bytes()), Ok(Lock { window: 3, ..lock() }));
    }

    #[test]
    fn the_shipped_lock_is_read_and_written_as_it_is() {
        let shipped = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../permissions.lock")).unwrap();
        assert_eq!(Lock::parse(&shipped).unwrap().render().as_bytes(), shipped);
    }

    #[test]
    fn a_merge_conflict_is_named_before_anything_else() {
        let found =
            error(&lock().render().replace("window = 2", "<<<<<<< HEAD\nwindow = 2\n=======\nwindow = 3\n>>>>>>> b"));
        assert!(found.what.contains("merge conflict"), "{found}");
        assert_eq!(found.line, 1 + lock().render().lines().position(|line| line.starts_with("window")).unwrap());
    }

    #[test]
    fn a_newer_format_asks_for_a_newer_command() {
        for newer in ["format = 3", "format = 3\nfuture = {}"] {
            let found = error(&lock().render().replace("format = 2", newer));
            assert!(found.what.contains("format 3") && found.help.contains("newer"), "{found}");
        }
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_named_by_their_line() {
        assert_eq!(Lock::parse(b"a\nb\n\xff").unwrap_err().line, 3);
    }

    #[test]
    fn what_is_gone_leaves_a_tombstone_until_it_is_back() {
        let mut lock = lock();
        let left: Vec<_> =
            lock.tombstones.iter().map(|gone| (gone.space, gone.ident.as_str(), gone.text.as_str())).collect();
        assert_eq!(
            left,
            [(Space::Condition, "PersonalAccount", "PersonalAccount"), (Space::Scope, "MailSend", "Mail.Send")]
        );
        lock.advance(&[read(TEXT)]);
        assert_eq!(lock.tombstones, []);
    }

    #[test]
    fn what_was_said_of_consent_is_remembered_while_the_document_is_silent() {
        let silent = TEXT.replace("| Mail.Send | Y | Yes |", "| Mail.Send | Y | |");
        let mut lock = Lock::new("docs-tables", &[read(TEXT)]);
        for _ in 0..2 {
            lock.advance(&[read(&silent)]);
            assert_eq!(lock.documents[0].last_consents, [("Mail.Send".to_owned(), true)]);
            assert_eq!(Lock::parse(lock.render().as_bytes()).as_ref(), Ok(&lock));
            // A lock that remembers it is up to date.
            assert!(are_same_facts(&lock.documents, &canonical(&[read(&silent)])));
        }
        assert!(outline(&lock.documents, &read(TEXT)).is_empty(), "it was said before");
        assert_eq!(
            outline(&lock.documents, &read(&silent.replace("Mail.Send | Y | |", "Mail.Send | Y | No |"))).len(),
            1
        );
        lock.advance(&[read(TEXT)]);
        assert_eq!(lock.documents[0].last_consents, []);
    }

    /// The rules that find something in an edit of a lock's document.
    fn outline(facts: &[Document], now: &Document) -> Vec<&'static str> {
        let changes = crate::compare(facts, core::slice::from_ref(now));
        changes.iter().flat_map(crate::Change::each).map(|change| change.rule.id).collect()
    }

    #[test]
    fn releases_past_the_window_keep_their_history_and_lose_their_facts() {
        let mut lock = lock();
        for version in ["1.1.0", "1.2.0"] {
            lock.release(version);
        }
        let supported: Vec<_> = lock.supported().iter().map(|(release, _)| release.version.clone()).collect();
        assert_eq!(supported, ["1.1.0", "1.2.0"]);
        assert_eq!(lock.releases[0].accepted.len(), 1);
        assert_eq!(Lock::parse(lock.render().as_bytes()), Ok(lock));
    }
}
