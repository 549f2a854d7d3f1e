//! Runs the built command in a folder of its own; what it did is asserted with snapbox.
//!
//! `SNAPSHOTS=overwrite` writes the expected texts anew. Read the difference before you commit it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{self, Stdio};

use serde_json::Value;
use snapbox::cmd::{Command, OutputAssert, cargo_bin};
use snapbox::{Assert, Redactions};
use tempfile::TempDir;

/// A folder with documents, gone when dropped.
pub(crate) struct Folder(TempDir);

impl Folder {
    /// The files by their paths; folders between are made.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self(TempDir::new().expect("a temporary folder"));
        for (path, text) in files {
            folder.write(path, text.as_bytes());
        }
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let file = self.path().join(path);
        fs::create_dir_all(file.parent().expect("a file in the folder")).expect("its folder");
        fs::write(file, bytes).expect("a file");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).expect(path)
    }

    /// Replaces text in a file, which must have it.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{from} in {text}");
        self.write(path, text.replace(from, to).as_bytes());
    }

    /// The command in this folder, without settings of the person who runs the tests, for tests that need its process.
    pub(crate) fn process(&self, arguments: &[&str]) -> process::Command {
        let mut command = self.at_terminal(arguments);
        command.stdin(Stdio::null());
        command
    }

    /// The same with the standard input of whoever starts it.
    pub(crate) fn at_terminal(&self, arguments: &[&str]) -> process::Command {
        let mut command = process::Command::new(cargo_bin!("cargo-scopemark"));
        command.args(arguments).current_dir(self.path());
        for variable in
            ["CI", "GITHUB_WORKSPACE", "SOURCE_DATE_EPOCH", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "RUST_BACKTRACE"]
        {
            command.env_remove(variable);
        }
        command
    }

    /// The same, for snapbox to run.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        println!("$ cargo scopemark {arguments:?}");
        Command::from_std(self.process(arguments)).with_assert(self.assert())
    }

    /// How texts are compared: this folder is `[FOLDER]`, and a backslash is not the separator of a path.
    fn assert(&self) -> Assert {
        let mut redactions = Redactions::new();
        redactions.insert("[FOLDER]", self.path().to_owned()).expect("a placeholder");
        Assert::new().action_env("SNAPSHOTS").redact_with(redactions).normalize_paths(false)
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> OutputAssert {
        self.command(arguments).assert()
    }

    /// Runs with a standard output that nobody reads.
    pub(crate) fn run_unread(&self, arguments: &[&str]) -> OutputAssert {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let child = self.process(arguments).stdout(writer).stderr(Stdio::piped()).spawn();
        OutputAssert::new(child.expect("the command").wait_with_output().expect("its end"))
    }

    /// A standard output that nobody reads changes neither the exit code nor what is printed on standard error.
    pub(crate) fn assert_same_unread(&self, arguments: &[&str]) {
        let [read, unread] = [self.run(arguments), self.run_unread(arguments)];
        assert_eq!(unread.get_output().status, read.get_output().status);
        assert_eq!(unread.err(), read.err());
    }

    /// Runs a line of shell in this folder as somebody who pastes it, with `cargo scopemark` on the path.
    pub(crate) fn paste(&self, line: &str) -> OutputAssert {
        let mut path = cargo_bin!("cargo-scopemark").parent().expect("its folder").as_os_str().to_owned();
        path.push(":");
        path.push(std::env::var_os("PATH").unwrap_or_default());
        println!("$ {line}");
        let shell = Command::new("sh").args(["-c", line]).current_dir(self.path()).env("PATH", path).env_remove("CI");
        shell.with_assert(self.assert()).assert()
    }

    /// Pastes each command that `check` names to accept what it found.
    pub(crate) fn accept_all(&self, check: &[&str]) {
        for command in self.run(check).accepts() {
            self.paste(&command).success();
        }
    }

    /// Runs git in this folder, as nobody in particular and without anybody's settings.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        self.git_command(arguments).success().out().trim().to_owned()
    }

    /// What git prints where it fails.
    pub(crate) fn git_fails(&self, arguments: &[&str]) -> String {
        self.git_command(arguments).failure().out().to_owned()
    }

    fn git_command(&self, arguments: &[&str]) -> OutputAssert {
        let git = Command::new("git")
            .args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"])
            .args(["-c", "protocol.file.allow=always", "-c", "commit.gpgsign=false"])
            .args(arguments)
            .current_dir(self.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null");
        git.assert()
    }

    pub(crate) fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "-m", message]);
    }
}

/// The manifest of a package, with what follows its own section.
pub(crate) fn package(name: &str, metadata: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n{metadata}")
}

/// What a run printed, for tests that look at a part of it.
pub(crate) trait Printed {
    fn out(&self) -> &str;
    fn err(&self) -> &str;

    /// Standard output as JSON.
    fn json(&self) -> Value {
        serde_json::from_str(self.out()).unwrap_or_else(|error| panic!("{error}: {}\n{}", self.out(), self.err()))
    }

    /// The commands that accept what was found, with a reason in its place.
    fn accepts(&self) -> Vec<String> {
        let commands = self.out().lines().filter_map(|line| Some(line.split_once("= accept: ")?.1));
        commands.map(|command| command.replace(scopemark_gate::lock::PLACEHOLDER, "see #12")).collect()
    }

    /// The fingerprints in these commands, as they are printed.
    fn fingerprints(&self) -> Vec<String> {
        let words = |command: String| -> Vec<String> {
            let named = command.split(' ').skip(3).take_while(|word| *word != "--reason");
            named.map(str::to_owned).collect()
        };
        self.accepts().into_iter().flat_map(words).collect()
    }

    /// The last line.
    fn conclusion(&self) -> &str {
        self.out().lines().last().expect("a line")
    }
}

impl Printed for OutputAssert {
    fn out(&self) -> &str {
        str::from_utf8(&self.get_output().stdout).expect("UTF-8 on standard output")
    }

    fn err(&self) -> &str {
        str::from_utf8(&self.get_output().stderr).expect("UTF-8 on standard error")
    }
}

/// What snapbox takes for output that has a line with this text.
pub(crate) fn line_with(text: &str) -> String {
    format!("...\n[..]{text}[..]\n...\n")
}

/// The JSON that `docs/json.md` shows of a verb.
pub(crate) fn documented(verb: &str) -> &'static str {
    let page = include_str!("../../../docs/json.md");
    let chapter = page.split_once(&format!("\n## `{verb}`\n")).expect("a chapter of the verb").1;
    chapter.split_once("```json\n").and_then(|(_, rest)| rest.split_once("```")).expect("a block of JSON").0
}

/// The keys of JSON text, each where it stands first.
pub(crate) fn keys_in_order(json: &str) -> Vec<&str> {
    let mut keys = Vec::new();
    for (before, _) in json.split("\":").zip(json.split("\":").skip(1)) {
        let key = before.rsplit('"').next().expect("the start of the key");
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// The path of every key, without the numbers of lists.
pub(crate) fn keys(json: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    push_keys("", &serde_json::from_str(json).expect("JSON"), &mut found);
    found
}

fn push_keys(path: &str, value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let path = format!("{path}/{key}");
                push_keys(&path, value, found);
                found.insert(path);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| push_keys(path, item, found)),
        _ => {}
    }
}
