//! Runs the built command in a folder of its own.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

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
        for variable in ["CI", "SOURCE_DATE_EPOCH", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "RUST_BACKTRACE"] {
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

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().expect("an exit code"),
            out: String::from_utf8(output.stdout).expect("UTF-8 on standard output"),
            err: String::from_utf8(output.stderr).expect("UTF-8 on standard error"),
        }
    }
}
