//! Runs the built command in a folder of its own.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
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

    /// The command, in this folder, without settings of the person who runs the tests.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-scopemark"));
        command.args(arguments).current_dir(self.path()).stdin(Stdio::null());
        for variable in
            ["CI", "GITHUB_WORKSPACE", "SOURCE_DATE_EPOCH", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "RUST_BACKTRACE"]
        {
            command.env_remove(variable);
        }
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.command(arguments).output().expect("the command").into()
    }

    /// Runs a line of shell in this folder as somebody who pastes it, with `cargo scopemark` on the path.
    pub(crate) fn paste(&self, line: &str) -> Run {
        let built = Path::new(env!("CARGO_BIN_EXE_cargo-scopemark")).parent().expect("its folder");
        let mut path = built.as_os_str().to_owned();
        path.push(":");
        path.push(std::env::var_os("PATH").unwrap_or_default());
        let mut command = Command::new("sh");
        command.args(["-c", line]).current_dir(self.path()).env("PATH", path).env_remove("CI").stdin(Stdio::null());
        command.output().expect("a shell").into()
    }

    /// Runs git in this folder, as nobody in particular and without anybody's settings.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"])
            .args(["-c", "protocol.file.allow=always", "-c", "commit.gpgsign=false"])
            .args(arguments)
            .current_dir(self.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .output()
            .expect("git");
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
    }

    pub(crate) fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "-m", message]);
    }

    /// Replaces text in a file, which must have it.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{from} in {text}");
        self.write(path, text.replace(from, to).as_bytes());
    }

    /// Runs with these bytes on standard input.
    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the command");
        let mut stdin = child.stdin.take().expect("standard input");
        std::thread::scope(|scope| {
            // A command that reads no further closes its end.
            scope.spawn(move || drop(stdin.write_all(input)));
            child.wait_with_output().expect("its end").into()
        })
    }

    /// Runs with a standard output that nobody reads.
    pub(crate) fn run_unread(&self, arguments: &[&str]) -> Run {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let child = self.command(arguments).stdout(writer).stderr(Stdio::piped()).spawn();
        child.expect("the command").wait_with_output().expect("its end").into()
    }
}

impl Run {
    /// The commands that accept what was found.
    pub(crate) fn accepts(&self) -> Vec<String> {
        self.out.lines().filter_map(|line| Some(line.split_once("= accept: ")?.1.to_owned())).collect()
    }
}

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    /// Standard output as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
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

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().expect("an exit code"),
            out: String::from_utf8(output.stdout).expect("UTF-8 on standard output"),
            err: String::from_utf8(output.stderr).expect("UTF-8 on standard error"),
        }
    }
}
