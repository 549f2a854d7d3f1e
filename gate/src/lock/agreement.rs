//! Tests that the quick reader and the strict one agree, whatever a text says.

use std::fs;
use std::path::Path;

use super::{Acceptance, Lock, parse, quick};
use crate::fingerprint::Hash;
use scopemark_compiler::read::read_text;

const TEXT: &str = "\
<!-- scopemark: formerly.\"Mail.Read\" = \"mail\" -->

# Mail

| Feature | Permission | Update | Admin consent | Description | Notes |
|---|---|---|---|---|---|
| In \\| \"box\" | Mail.Read or Mail.ReadBasic | | No | Read | For shared mailboxes. Ask \u{202e}first |
| In \\| \"box\" | Mail.Send | Y | Yes | Send | Not for personal accounts |
| Änderung \\\\ | Files.Read | Y | | Read | Used if it is so |
| All | offline_access | | | | Used if needed |

<!-- scopemark: kind = \"application\" -->
| Permission | Satisfied by |
|---|---|
| Place.Read.All | Place.ReadWrite.All |
";

/// Locks of all that there is to say, and of the documents of the example.
fn locks() -> Vec<Lock> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-tables");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &Path| {
        read_text(path.file_name().unwrap().to_str().unwrap(), &fs::read_to_string(path).unwrap()).document
    };
    let documents: Vec<_> = paths.iter().map(|path| read(path)).collect();
    let mail = read_text("docs-tables/mail.md", TEXT).document;
    let without = TEXT.replace("| In \\| \"box\" | Mail.Send |", "| Other | Mail.Send |");
    let mut rich = Lock::new("docs-tables", [&mail, &documents[0]]);
    rich.window = 2;
    for (reason, until, times, settled) in [("why", None, 1, false), ("a \"b\" \\ \u{7}é", Some("2030-01-31"), 3, true)]
    {
        rich.accepted.push(Acceptance {
            fingerprint: format!("token/need-grew:mail:{times}"),
            reason: reason.into(),
            until: until.map(|day| day.parse().unwrap()),
            times,
            settled,
        });
        rich.release(&format!("{times}.0.0"));
        rich.release(&format!("{times}.1.0"));
    }
    rich.accepted = rich.releases[0].accepted.clone();
    rich.advance([&read_text("docs-tables/mail.md", &without).document]);
    let shipped = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../permissions.lock")).unwrap();
    let shipped = parse::lock(&shipped).unwrap();
    vec![Lock::new("", []), Lock::new("docs-tables", [&mail]), rich, Lock::new("a/b", &documents), shipped]
}

/// The text with each section under the digest of what it says, so that a mutation is not refused for that alone.
fn redigested(text: &str) -> String {
    let mut section = String::new();
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        if line.starts_with("digest = ") {
            let mut digest = Hash::new();
            digest.write(&section);
            out.extend(["digest = \"", &digest.hex(), "\"\n"]);
        } else {
            if line == "\n" {
                section.clear();
            } else {
                section += line;
            }
            out += line;
        }
    }
    out
}

/// Whether the text is accepted, the same in both ways.
#[track_caller]
fn agrees(text: &str) -> bool {
    let quick = quick::lock(text);
    assert_eq!(quick, parse::judged(text).ok(), "{text}");
    quick.is_some()
}

#[test]
fn both_ways_read_what_is_written() {
    for lock in locks() {
        let text = lock.render();
        assert_eq!(quick::lock(&text).as_ref(), Some(&lock), "{text}");
        assert!(agrees(&text) && redigested(&text) == text);
    }
}

#[test]
fn both_ways_agree_on_other_spellings_and_values() {
    let mut accepted = 0;
    for text in locks().iter().map(Lock::render).filter(|text| text.len() < 20_000) {
        for (from, to) in [
            ("window = 2", "window = 02"),
            ("window = 2", "window = +2"),
            ("window = 2", "window = 7"),
            ("window = 2", "window = 9223372036854775808"),
            ("times = 3", "times = 1"),
            ("times = 3", "times = 4"),
            ("times = 3", "times = 4294967296"),
            ("settled = true", "settled = false"),
            ("supported = true", "supported = false"),
            ("supported = false", "supported = true"),
            (", admin-consent = false", ""),
            ("admin-consent = false", "admin-consent = true"),
            ("optional = true", "optional = false"),
            (", optional = true", ""),
            ("2030-01-31", "2030-02-31"),
            ("2030-01-31", "2030-02-28"),
            ("[\"SharedMailbox\"]", "[]"),
            ("[\"SharedMailbox\"]", "[\"SharedMailbox\", \"A\"]"),
            ("[\"SharedMailbox\"]", "[\"SharedMailbox\",\"A\"]"),
            ("notes = \"", "notes = \"\\t"),
            ("notes = \"", "notes = \"\\\\"),
            ("notes = \"", "notes = \"é"),
            ("notes = \"", "notes = \"\\u00e9"),
            ("notes = \"", "notes = \"\\U000000E9"),
            ("notes = \"", "notes = \"\\U00000007"),
            ("notes = \"", "notes = \"\\U0000202e"),
            ("notes = \"", "notes = \"\\U0000202F"),
            ("notes = \"", "notes = \"\\U0000D800"),
            ("notes = \"", "notes = \"\\U00110000"),
            ("notes = \"", "notes = \"\\U+0000007"),
            ("notes = \"", "notes = \"\u{202e}"),
            ("notes = \"", "notes = \"\u{7f}"),
            ("kind = \"delegated\"", "kind = 'delegated'"),
            ("access = \"base\", kind = \"delegated\"", "kind = \"delegated\", access = \"base\""),
            ("{ name", "{name"),
            (" },\n", " }\n"),
            (" },\n]", " }\n]"),
            ("covers = []\n", "covers = [\n]\n"),
            ("\n\n", "\n\n\n"),
            ("\n", " \n"),
            ("# The end", "# An end"),
            ("format = 1", "format = 2"),
            ("format = 1", "format = 0"),
            ("feature = \"Other\"", "feature = \"Another\""),
            ("\"1.0.0\"", "\"1.0.1\""),
        ] {
            for edited in [text.replacen(from, to, 1), text.replace(from, to)] {
                accepted += u32::from(agrees(&redigested(&edited)));
                agrees(&edited);
            }
        }
    }
    assert!(accepted > 100, "{accepted}");
}

#[test]
fn both_ways_agree_on_mutated_locks() {
    let mut state = 1_u64;
    let mut below = |most: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % most.max(1)
    };
    let (mut accepted, mut refused) = (0, 0);
    for text in locks().iter().map(Lock::render) {
        let rounds = 6_000_000 / (text.len() + 10_000);
        for _ in 0..rounds {
            let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
            for _ in 0..=below(2) {
                let count = lines.len();
                let at = below(count);
                match below(6) {
                    0 => _ = lines.remove(at),
                    1 => lines.insert(below(count), lines[at].clone()),
                    2 => lines.swap(at, (at + 1) % count),
                    _ => {
                        let mut letters: Vec<char> = lines[at].chars().collect();
                        let place = below(letters.len());
                        let other = ['x', '7', '"', '\\', ' ', ',', '}', ']', '#', '=', '\u{ad}', 'ß', '\n'][below(13)];
                        match below(3) {
                            0 if !letters.is_empty() => letters[place] = other,
                            1 if !letters.is_empty() => _ = letters.remove(place),
                            _ => letters.insert(place, other),
                        }
                        lines[at] = letters.into_iter().collect();
                    }
                }
            }
            let mutated = lines.concat();
            let is_accepted = agrees(&redigested(&mutated));
            accepted += u32::from(is_accepted);
            refused += u32::from(!is_accepted);
        }
    }
    assert!(accepted > 50 && refused > 50, "{accepted} {refused}");
}
