//! For build scripts: a folder of documents becomes `scopemark.rs` in `OUT_DIR`.

use std::path::{Path, PathBuf};
use std::{env, fs, io, process};

use crate::emit::tables;
use crate::finding::{Finding, Level, Visible};
use crate::read::Reading;

/// The file in `OUT_DIR` that `scopemark::include_tables!` includes.
const FILE: &str = "scopemark.rs";

/// Compiles the documents of a folder, which is relative to the package, for `scopemark::include_tables!`.
///
/// To be called from `build.rs`:
/// ```no_run
/// scopemark_compiler::build("docs-tables");
/// ```
/// Warnings of the documents are printed as warnings of the build; their errors become errors where the tables are
/// included. Where there is nothing to include (no such folder, no document in it, a file that is not UTF-8), the errors
/// are printed as errors of the build, and the process ends with exit code 1.
///
/// It writes into `OUT_DIR` only, and asks cargo to run the build script again when the folder or a file in it changes.
pub fn build(folder: impl AsRef<Path>) {
    let Some(out) = env::var_os("OUT_DIR").map(PathBuf::from) else {
        eprintln!(
            "scopemark_compiler::build is for build scripts: it writes into OUT_DIR, which cargo sets for them and \
             which is not set here"
        );
        process::exit(1);
    };
    let root = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from);
    // What the hint of `include_tables!` looks for. It says only that this ran: a nested cargo inherits it.
    println!("cargo::rustc-env=SCOPEMARK_BUILT=1");
    let outcome = outcome(load(&root, folder.as_ref()));
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

/// What a folder holds.
struct Input {
    /// The folder and each file in it, relative to the package, with `/`.
    watched: Vec<String>,
    /// The documents, in order of path.
    readings: Vec<Reading>,
    /// Why there can be no module: complete messages.
    fatal: Vec<String>,
}

/// What is printed for cargo, and the module, if there can be one.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    lines: Vec<String>,
    module: Option<String>,
}

fn outcome(input: Input) -> Outcome {
    let Input { watched, readings, fatal } = input;
    // Cargo reads lines; it sees a file with a line end in its name through the folder, which it scans.
    let named = watched.iter().filter(|path| !path.contains(['\n', '\r']));
    let mut lines: Vec<String> = named.map(|path| format!("cargo::rerun-if-changed={path}")).collect();
    let warnings = readings.iter().flat_map(|reading| &reading.findings);
    let warnings = warnings.filter(|finding| finding.level() == Level::Warning);
    lines.extend(warnings.map(|finding| format!("cargo::warning={}", one_line(finding))));
    lines.extend(fatal.iter().map(|message| format!("cargo::error={}", Visible(message))));
    let module = fatal.is_empty().then(|| tables(&readings));
    Outcome { lines, module }
}

/// The finding on one line: cargo shows a line a message.
fn one_line(finding: &Finding) -> String {
    let Finding { rule, path, position, message, help, .. } = finding;
    let help = help.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    let line = format!("{path}:{}:{}: {message} [{}]", position.line, position.column, rule.id);
    if help.is_empty() { Visible(&line).to_string() } else { Visible(&format!("{line} help: {help}")).to_string() }
}

/// Leaves the module at this path whole, or none at all: neither half a file nor one of an earlier build.
fn leave(path: &Path, module: Option<&str>) -> io::Result<()> {
    let Some(module) = module else {
        return match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    };
    let written = path.with_extension(format!("{}.tmp", process::id()));
    fs::write(&written, module).and_then(|()| fs::rename(&written, path)).inspect_err(|_| {
        // The first error is the one to tell; a temporary file in OUT_DIR does no harm.
        let _ = fs::remove_file(&written);
    })
}

/// Reads the folder. The front end's own walk over folders takes this place.
fn load(root: &Path, folder: &Path) -> Input {
    let shown = slashed(folder);
    let mut input = Input { watched: vec![shown.clone()], readings: Vec::new(), fatal: Vec::new() };
    let mut files = Vec::new();
    if let Err(error) = walk(&root.join(folder), &shown, &mut files) {
        input.fatal.push(format!(
            "cannot read the folder of permission tables: {error}; looked for {shown} in {}",
            root.display()
        ));
        return input;
    }
    files.sort_unstable();
    for file in files {
        input.watched.push(file.clone());
        if Path::new(&file).extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        match fs::read(root.join(&file)).map(String::from_utf8) {
            Ok(Ok(text)) => {
                let reading = crate::read::read_text(&file, &text);
                if reading.is_document || !file.ends_with("README.md") {
                    input.readings.push(reading);
                }
            }
            Ok(Err(error)) => input.fatal.push(format!("{file}: {error}")),
            Err(error) => input.fatal.push(format!("{file}: {error}")),
        }
    }
    if input.readings.is_empty() && input.fatal.is_empty() {
        input.fatal.push(format!("{shown} has no document: no file whose name ends with .md"));
    }
    input
}

fn walk(folder: &Path, shown: &str, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let shown = format!("{shown}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &shown, files)?;
        } else {
            files.push(shown);
        }
    }
    Ok(())
}

fn slashed(path: &Path) -> String {
    let path = path.to_string_lossy();
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() };
    path.trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{FILE, Input, leave, outcome};
    use crate::finding::{Finding, Level, Rule};
    use crate::model::{Document, Position};
    use crate::read::Reading;

    static WARNING: Rule = Rule { id: "read/warned", level: Level::Warning, title: "" };
    static NOTE: Rule = Rule { id: "read/noted", level: Level::Note, title: "" };

    fn input() -> Input {
        let finding = |rule, message: &str| {
            let place = Position { line: 3, column: 7 };
            Finding::new(rule, "docs-tables/a.md", place, message, "do this:\n  <!-- paste -->", ("| a |", 2))
        };
        let document = Document { name: "a".to_owned(), path: "docs-tables/a.md".to_owned(), ..Document::default() };
        let findings = vec![finding(&NOTE, "nothing"), finding(&WARNING, "a\u{1b}[31m\nb")];
        Input {
            watched: ["docs-tables", "docs-tables/a.md", "docs-tables/b\n.md"].map(str::to_owned).to_vec(),
            readings: vec![Reading { document, findings, is_document: true, is_skipped: false }],
            fatal: Vec::new(),
        }
    }

    #[test]
    fn cargo_is_told_the_folder_its_files_and_the_warnings_and_nothing_else() {
        let outcome = outcome(input());
        assert_eq!(
            outcome.lines,
            [
                "cargo::rerun-if-changed=docs-tables",
                "cargo::rerun-if-changed=docs-tables/a.md",
                "cargo::warning=docs-tables/a.md:3:7: a\\u{1b}[31m\\u{a}b [read/warned] help: do this: <!-- paste -->",
            ]
        );
        assert!(outcome.module.unwrap().contains("document a "));
    }

    #[test]
    fn what_makes_a_module_impossible_is_an_error_of_the_build() {
        let fatal = vec!["docs-tables/b.md:1:1: not UTF-8\n".to_owned()];
        let outcome = outcome(Input { fatal, ..input() });
        assert_eq!(outcome.lines.last().unwrap(), "cargo::error=docs-tables/b.md:1:1: not UTF-8\\u{a}");
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
