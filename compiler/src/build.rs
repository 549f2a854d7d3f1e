//! For build scripts: a folder of documents becomes `scopemark.rs` in `OUT_DIR`.

use std::path::{Path, PathBuf};
use std::{env, fs, io, process};

use crate::catalogue;
use crate::check::modules::modules;
use crate::finding::{self, Finding, Level, Visible};
use crate::limit;
use crate::read::folder::{Folder, Links, read_folder_against, shown};
use crate::tables::tables;

/// The file in `OUT_DIR` that `scopemark::include_tables!` includes.
const FILE: &str = "scopemark.rs";

/// Compiles the documents of a folder (relative to the package) for `scopemark::include_tables!`.
///
/// Call it from `build.rs`:
/// ```no_run
/// scopemark_compiler::build("docs-tables");
/// ```
/// Warnings about the documents are printed as warnings of the build; errors become compile errors where the tables are
/// included. If there is nothing to include (no such folder, no document in it, a file that is not UTF-8), the errors are
/// printed as errors of the build, and the process ends with exit code 1.
///
/// If there is a catalogue of the provider's permissions beside the folder (`permissions.catalogue.tsv`), the documents are compared
/// with it.
///
/// It writes only into `OUT_DIR`, and tells cargo to run the build script again when the folder or a file in it changes.
pub fn build(folder: impl AsRef<Path>) {
    let Some(out) = env::var_os("OUT_DIR").map(PathBuf::from) else {
        eprintln!(
            "scopemark_compiler::build is for build scripts: it writes into OUT_DIR, which cargo sets for them and \
             which is not set here"
        );
        process::exit(1);
    };
    let root = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from);
    // The hint of `include_tables!` looks for this. It only means that this function ran: a nested cargo inherits it.
    println!("cargo::rustc-env=SCOPEMARK_BUILT=1");
    let folder = folder.as_ref();
    let outcome = outcome(&shown(&root, folder), read(&root, folder));
    for line in &outcome.lines {
        println!("{line}");
    }
    if let Err(error) = leave(&out.join(FILE), outcome.module.as_deref()) {
        println!("cargo::error=cannot write {FILE} in OUT_DIR: {}", Visible(&error.to_string()));
        process::exit(1);
    }
    if outcome.module.is_none() {
        process::exit(1);
    }
}

/// Reads the documents of a folder, and the catalogue beside it where there is one.
fn read(root: &Path, folder: &Path) -> Result<Folder, String> {
    let file = catalogue::file::of_documents(root, folder).map_err(|error| error.to_string())?;
    let known = file.as_ref().and_then(|file| file.catalogue.as_ref().ok());
    let mut read = read_folder_against(known, root, folder, Links::ToAnyFile)
        .map_err(|error| format!("{error}; looked for it in {}", root.display()))?;
    if let Some(file) = file {
        read.files.push(file.path);
        read.findings.extend(file.catalogue.err().into_iter().flatten());
    }
    Ok(read)
}

/// The lines to print for cargo, and the module, if there can be one.
#[cfg_attr(test, derive(Debug))]
struct Outcome {
    lines: Vec<String>,
    module: Option<String>,
}

fn outcome(folder: &str, read: Result<Folder, String>) -> Outcome {
    let mut lines = vec![format!("cargo::rerun-if-changed={folder}")];
    let Folder { readings, files, findings, unreadable, .. } = match read {
        Ok(read) => read,
        Err(why) => {
            lines.push(format!("cargo::error={}", Visible(&why)));
            return Outcome { lines, module: None };
        }
    };
    // Cargo reads trimmed lines of UTF-8. A file with another name would always seem missing, so every build would run
    // again. Cargo notices such a file through the folder, which it scans.
    for path in &files {
        if !path.contains(['\n', '\r', '\u{fffd}']) && path.trim_end() == path {
            lines.push(format!("cargo::rerun-if-changed={path}"));
        }
    }
    for unreadable in &unreadable {
        lines.push(format!("cargo::error={}", Visible(&unreadable.to_string())));
    }
    let mut impossible = !unreadable.is_empty() || findings.iter().any(|finding| finding.level() == Level::Error);
    let mut all = findings;
    for reading in &readings {
        // Without any name, every use of the document would be one more error.
        impossible |= reading.is_lost();
        all.extend_from_slice(&reading.findings);
    }
    for module in modules(readings.iter().map(|reading| &reading.document)) {
        let Err(finding) = module else { continue };
        // Without a module, too.
        impossible = true;
        // The folder's own findings already contain the clashes.
        if !all.iter().any(|known| known.rule == finding.rule && known.path == finding.path) {
            all.push(finding);
        }
    }
    finding::sort(&mut all);
    limit::limit(&mut all);
    for finding in &all {
        match finding.level() {
            Level::Error if impossible => lines.push(format!("cargo::error={}", one_line(finding))),
            Level::Warning => lines.push(format!("cargo::warning={}", one_line(finding))),
            Level::Error | Level::Note => {}
        }
    }
    Outcome { lines, module: (!impossible).then(|| tables(&readings)) }
}

/// The finding on one line, because cargo shows each line as a message.
fn one_line(finding: &Finding) -> String {
    let Finding { rule, path, position, message, help, .. } = finding;
    let words = help.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    let line = format!("{path}:{}:{}: {message} [{}]", position.line, position.column, rule.id);
    if words.is_empty() { Visible(&line).to_string() } else { Visible(&format!("{line} help: {words}")).to_string() }
}

/// Leaves the whole module at this path, or none: never half a file or one of an earlier build.
fn leave(path: &Path, module: Option<&str>) -> io::Result<()> {
    let Some(module) = module else {
        return match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    };
    let written = path.with_extension(format!("{}.tmp", process::id()));
    fs::write(&written, module).and_then(|()| fs::rename(&written, path)).inspect_err(|_| {
        // The first error is the one to report; a temporary file in OUT_DIR does no harm.
        let _ = fs::remove_file(&written);
    })
}

#[cfg(test)]
mod tests {
    use super::{FILE, leave, outcome};
    use crate::read::folder::Folder;
    use crate::read::{Reading, read_bytes};

    const TABLE: &str = "| Permission | Description |\n|---|---|\n| Mail.Read | Read |\n";

    fn folder(files: &[(&str, &[u8])]) -> Folder {
        let readings: Vec<Reading> = files.iter().map(|(path, bytes)| read_bytes(path, bytes)).collect();
        let mut files: Vec<String> = files.iter().map(|(path, _)| (*path).to_owned()).collect();
        files.extend(["odd\nname.md", "not \u{fffd}.txt", "space.md "].map(|name| format!("docs-tables/{name}")));
        Folder { readings, files, ..Folder::default() }
    }

    #[test]
    fn cargo_is_told_the_folder_its_files_and_the_warnings_and_nothing_else() {
        let text = format!("{TABLE}\n## B\n\n| Permission | Notes |\n|---|---|\n| Mail.Send | Only for x |\n");
        let outcome = outcome("docs-tables", Ok(folder(&[("docs-tables/a.md", text.as_bytes())])));
        let [folder, file, warning] = outcome.lines.as_slice() else { panic!("{:?}", outcome.lines) };
        assert_eq!(folder, "cargo::rerun-if-changed=docs-tables");
        assert_eq!(file, "cargo::rerun-if-changed=docs-tables/a.md");
        assert!(warning.starts_with("cargo::warning=docs-tables/a.md:9:"), "{warning}");
        assert!(warning.contains("[read/unknown-condition]"), "{warning}");
        assert!(outcome.module.unwrap().contains("document\tmodule=a\t"));
    }

    #[test]
    fn an_error_beside_names_is_left_to_the_tables() {
        let text = format!("{TABLE}| Mail.Send | Send | surplus |\n");
        let outcome = outcome("docs-tables", Ok(folder(&[("docs-tables/a.md", text.as_bytes())])));
        assert!(outcome.lines.iter().all(|line| !line.starts_with("cargo::error")), "{:?}", outcome.lines);
        let module = outcome.module.unwrap();
        assert!(module.contains("\nerror\n\"docs-tables/a.md:4:"), "{module}");
        assert!(module.contains("scope\tident=MailSend\t"), "{module}");
    }

    #[test]
    fn what_makes_a_module_impossible_is_an_error_of_the_build_with_all_others() {
        let surplus = format!("{TABLE}| Mail.Send | Send | surplus |\n");
        for (path, bytes) in [
            ("docs-tables/b.md", &b"\xff"[..]),
            ("docs-tables/core.md", TABLE.as_bytes()),
            ("docs-tables/A.md", TABLE.as_bytes()),
        ] {
            let outcome =
                outcome("docs-tables", Ok(folder(&[("docs-tables/a.md", surplus.as_bytes()), (path, bytes)])));
            let errors: Vec<&String> = outcome.lines.iter().filter(|line| line.starts_with("cargo::error=")).collect();
            assert_eq!(errors.len(), 2, "{errors:?}");
            assert!(errors.iter().any(|line| line.starts_with(&format!("cargo::error={path}:1:1: "))), "{errors:?}");
            assert_eq!(outcome.module, None);
        }
    }

    #[test]
    fn a_folder_that_cannot_be_read_is_an_error_on_one_line() {
        let outcome = outcome("docs", Err("docs: there is\nno such folder".to_owned()));
        assert_eq!(outcome.lines, ["cargo::rerun-if-changed=docs", "cargo::error=docs: there is\\u{a}no such folder"]);
        assert_eq!(outcome.module, None);
    }

    #[test]
    fn a_module_is_left_whole_and_a_stale_one_is_taken_away() {
        let folder = std::env::temp_dir().join(format!("scopemark-build-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(FILE);
        leave(&path, None).unwrap();
        leave(&path, Some("first")).unwrap();
        leave(&path, Some("second")).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "second");
        leave(&path, None).unwrap();
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
        std::fs::remove_dir(&folder).unwrap();
    }
}
