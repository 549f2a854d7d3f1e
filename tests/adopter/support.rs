//! A crate outside of this workspace, and what cargo and rustc say of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// The build script of the README.
pub(crate) const BUILD: &str = "fn main() { scopemark_compiler::build(\"docs-tables\") }\n";

/// What only debuggers and the next edit need takes time and space here.
pub(crate) const LEAN: [(&str, &str); 2] = [("CARGO_PROFILE_DEV_DEBUG", "0"), ("CARGO_INCREMENTAL", "0")];

/// This repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A crate in a folder of its own, without a document or source yet.
pub(crate) struct Adopter {
    name: String,
    folder: PathBuf,
}

impl Adopter {
    /// A crate of this name, set up as the README says. Cargo runs one build at a time in the target folder that all of
    /// them share, so that dependencies are compiled once: several steps with one crate cost less than several crates.
    pub(crate) fn new(name: &str) -> Self {
        Self::of_edition(name, "2024")
    }

    /// The same in an edition of Rust.
    pub(crate) fn of_edition(name: &str, edition: &str) -> Self {
        let dependencies = format!(
            "[dependencies]\nscopemark = {{ path = '{}' }}\n\n[build-dependencies]\nscopemark-compiler = {{ path = '{}' }}\n",
            repository().join("runtime").display(),
            repository().join("compiler").display(),
        );
        let adopter = Self::with(name, edition, &dependencies);
        adopter.write("build.rs", BUILD);
        adopter
    }

    /// A crate of this name, edition and dependencies, without a build script.
    pub(crate) fn with(name: &str, edition: &str, dependencies: &str) -> Self {
        let adopter = Self::bare(name, name);
        let manifest =
            format!("[package]\nname = \"{name}\"\nedition = \"{edition}\"\n\n[workspace]\n\n{dependencies}");
        adopter.write("Cargo.toml", manifest);
        // The same versions as here: nothing needs to be looked up.
        adopter.write("Cargo.lock", include_str!("../../Cargo.lock"));
        adopter
    }

    /// An empty folder in which a package of this name is to be.
    pub(crate) fn bare(folder: &str, name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
        let _ = fs::remove_dir_all(&folder);
        Self { name: name.to_owned(), folder }
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let file = self.path(path);
        fs::create_dir_all(file.parent().expect("a file in the folder")).expect("its folder");
        fs::write(file, bytes).expect("a file");
    }

    /// Writes the file anew with every `from` replaced.
    pub(crate) fn replace(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(path)).expect("a file");
        assert!(text.contains(from), "{from} in {text}");
        self.write(path, text.replace(from, to));
    }

    pub(crate) fn remove(&self, path: &str) {
        let path = self.path(path);
        if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.expect("taken away");
    }

    /// Writes the Rust that the documents become to a file. Lints say less of what a macro expands to than of the same
    /// text in a file.
    pub(crate) fn expand(&self, path: &str) {
        let output = scopemark(&self.folder, &["expand", "--out", path]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// `cargo build`, with its diagnostics as data.
    pub(crate) fn build(&self) -> Said {
        self.cargo(&["build", "--message-format=json"], &[])
    }

    /// `cargo check`, with its diagnostics as data.
    pub(crate) fn check(&self) -> Said {
        self.cargo(&["check", "--message-format=json"], &[])
    }

    /// Neither rustc nor clippy has anything to say of any target, where these groups of lints are denied.
    pub(crate) fn is_lint_free(&self, groups: &[&str]) {
        let denied = ["warnings", "clippy::all"].iter().chain(groups).flat_map(|group| ["-D", group]);
        let arguments: Vec<&str> =
            ["clippy", "--all-targets", "--message-format=json", "--"].into_iter().chain(denied).collect();
        let said = self.cargo(&arguments, &[]);
        assert_eq!(said.succeeded().diagnostics().len(), 0, "{said}");
        assert!(said.compiled().contains(&self.name.as_str()), "{said}");
    }

    /// Any cargo command in the crate's folder.
    pub(crate) fn cargo(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Said {
        let output = cargo(&self.folder, &target(), arguments, &[&LEAN, variables].concat());
        let stdout = String::from_utf8(output.stdout).expect("UTF-8");
        Said {
            package: self.name.clone(),
            code: output.status.code(),
            messages: stdout.lines().filter_map(|line| serde_json::from_str(line).ok()).collect(),
            stdout,
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

/// Whether clippy is installed; says so where it is not.
pub(crate) fn has_clippy() -> bool {
    let found = Command::new(env!("CARGO")).args(["clippy", "--version"]).output();
    let found = found.is_ok_and(|output| output.status.success());
    if !found {
        println!("SKIPPED: clippy is not installed");
    }
    found
}

/// Runs the command of this repository in a folder.
pub(crate) fn scopemark(folder: &Path, arguments: &[&str]) -> Output {
    // The folder in which `cargo test --workspace` has compiled it already.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder");
    let manifest = repository().join("Cargo.toml");
    let manifest = manifest.to_str().expect("UTF-8");
    let run = ["run", "--quiet", "--manifest-path", manifest, "--package", "cargo-scopemark", "--"];
    cargo(folder, target, &[&run, arguments].concat(), &[])
}

/// Runs cargo in a folder as a shell would, without the network.
fn cargo(folder: &Path, target: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    // What follows `--` is not for cargo.
    let end = arguments.iter().position(|&argument| argument == "--").unwrap_or(arguments.len());
    Command::new(env!("CARGO"))
        .args(&arguments[..end])
        .args(["--offline", "--color", "never"])
        .args(&arguments[end..])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        // Cargo sets these for the tests of a package with a build script; in a shell they are not there.
        .env_remove("SCOPEMARK_BUILT")
        .env_remove("OUT_DIR")
        .envs(variables.iter().copied())
        .output()
        .expect("cargo")
}

/// The target folder of all these crates.
pub(crate) fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("adopters")
}

/// What a cargo command said.
#[derive(Debug)]
pub(crate) struct Said {
    package: String,
    pub(crate) code: Option<i32>,
    messages: Vec<Value>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A diagnostic of rustc, of which only what is stable is kept.
#[derive(Debug)]
pub(crate) struct Diagnostic {
    pub(crate) level: String,
    /// Such as `E0308`; empty where there is none.
    pub(crate) code: String,
    pub(crate) message: String,
    /// As rustc shows it in a terminal.
    pub(crate) rendered: String,
    /// The place that it points at: the file's name and the line.
    pub(crate) place: (String, u64),
}

impl Said {
    pub(crate) fn succeeded(&self) -> &Self {
        assert_eq!(self.code, Some(0), "{self}");
        self
    }

    pub(crate) fn failed(&self) -> &Self {
        assert_eq!(self.code, Some(101), "{self}");
        self
    }

    fn reason(&self, reason: &str) -> impl Iterator<Item = &Value> {
        self.messages.iter().filter(move |message| message["reason"] == reason)
    }

    /// What rustc has to say of a place in the package, in its order; its closing count of errors has no place.
    pub(crate) fn diagnostics(&self) -> Vec<Diagnostic> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        self.reason("compiler-message")
            .filter(|message| self.is_own(message))
            .map(|message| &message["message"])
            .filter_map(|message| {
                let spans = message["spans"].as_array()?;
                let span = spans.iter().find(|span| span["is_primary"] == true)?;
                let path = text(&span["file_name"]);
                Some(Diagnostic {
                    level: text(&message["level"]),
                    code: text(&message["code"]["code"]),
                    message: text(&message["message"]),
                    rendered: text(&message["rendered"]),
                    place: (
                        path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
                        span["line_start"].as_u64().expect("a line"),
                    ),
                })
            })
            .collect()
    }

    /// The diagnostics, none of which is less than an error.
    pub(crate) fn errors(&self) -> Vec<Diagnostic> {
        let all = self.diagnostics();
        assert!(all.iter().all(|one| one.level == "error"), "{self}");
        all
    }

    /// The codes of the errors and the lines of `src/lib.rs` that they point at.
    pub(crate) fn codes(&self) -> Vec<(String, u64)> {
        let errors = self.failed().errors().into_iter();
        errors
            .map(|error| {
                assert_eq!(error.place.0, "lib.rs", "{self}");
                (error.code, error.place.1)
            })
            .collect()
    }

    /// Whether rustc had nothing to say, not even how many errors there were.
    pub(crate) fn is_silent(&self) -> bool {
        !self.reason("compiler-message").any(|message| self.is_own(message))
    }

    /// The names of the targets that were compiled, and not found fresh.
    pub(crate) fn compiled(&self) -> Vec<&str> {
        let artifacts = self.reason("compiler-artifact").filter(|artifact| artifact["fresh"] != true);
        artifacts.filter_map(|artifact| artifact["target"]["name"].as_str()).collect()
    }

    /// `OUT_DIR` of the package.
    pub(crate) fn out_dir(&self) -> PathBuf {
        let mut found = self.reason("build-script-executed").filter(|message| self.is_own(message));
        let out = found.next().unwrap_or_else(|| panic!("{self}"))["out_dir"].as_str().expect("a path");
        assert!(found.next().is_none(), "{self}");
        PathBuf::from(out)
    }

    /// Whether the message is about the package itself.
    fn is_own(&self, message: &Value) -> bool {
        // The id of a package names it only where its folder has another name.
        let ids = [format!("/{}#", self.package), format!("#{}@", self.package)];
        message["package_id"].as_str().is_some_and(|package| ids.iter().any(|id| package.contains(id)))
    }

    /// The lines of the build script that cargo shows at this level (`error` or `warning`).
    pub(crate) fn of_script(&self, level: &str) -> Vec<&str> {
        let start = format!("{level}: {}@0.0.0: ", self.package);
        self.stderr.lines().filter_map(|line| line.strip_prefix(&start)).collect()
    }
}

impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rendered = self.messages.iter().filter_map(|message| message["message"]["rendered"].as_str());
        write!(f, "cargo ended with {:?}\n{}\n{}", self.code, self.stderr, rendered.collect::<String>())
    }
}
