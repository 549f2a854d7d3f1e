//! Reads the repository at a revision with the `git` command.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use scopemark_compiler::model::Document;
use scopemark_compiler::read::folder::{belongs, is_markdown};
use scopemark_compiler::read::{Reading, read_bytes};
use scopemark_gate::site::without_skips;

use crate::exit::Failure;

/// A commit of the repository that a folder is in.
pub(crate) struct Git {
    folder: PathBuf,
    /// The name from the command line.
    pub(crate) revision: String,
    /// Its id, the same in every clone.
    pub(crate) commit: String,
}

/// What a path is at a revision.
pub(crate) enum Found {
    /// The documents of a folder, or one document; then those with a `skip` directive, read without it.
    Documents(Vec<Reading>, Vec<Document>),
    /// The bytes of another file.
    File(Vec<u8>),
    /// Nothing is there.
    Nothing,
}

impl Git {
    /// The commit that a revision names.
    pub(crate) fn at(folder: &Path, revision: &str) -> Result<Self, Failure> {
        let wanted = format!("{revision}^{{commit}}");
        match run(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])? {
            Ok(commit) => Ok(Self {
                folder: folder.to_owned(),
                revision: revision.to_owned(),
                commit: String::from_utf8_lossy(&commit).trim().to_owned(),
            }),
            Err(_) => Err(unknown(folder, revision)?),
        }
    }

    /// The last common commit of a revision and HEAD.
    pub(crate) fn merge_base(folder: &Path, revision: &str) -> Result<Self, Failure> {
        let own = Self::at(folder, "HEAD")?;
        let other = Self::at(folder, revision)?;
        match run(folder, ["merge-base", "--end-of-options", &other.commit, &own.commit])? {
            Ok(commit) => Ok(Self {
                folder: folder.to_owned(),
                revision: format!("the merge base with {revision}"),
                commit: String::from_utf8_lossy(&commit).trim().to_owned(),
            }),
            Err(_) if is_shallow(folder)? => Err(Failure(format!(
                "this shallow clone has no common commit of {revision} and HEAD; run `git fetch --unshallow`"
            ))),
            Err(_) => Err(Failure(format!("{revision} and HEAD have no common commit; name another revision"))),
        }
    }

    /// What is at this path. It is relative to the folder, or with a leading `:` to the root of the repository.
    pub(crate) fn find(&self, path: &str) -> Result<Found, Failure> {
        let object = match path.strip_prefix(':') {
            Some(path) => format!("{}:{path}", self.commit),
            None if path == ".." || path.starts_with("../") => format!("{}:{path}", self.commit),
            None => format!("{}:./{path}", self.commit),
        };
        let shown = path.trim_start_matches(':');
        match run(&self.folder, ["cat-file", "-t", "--end-of-options", &object])? {
            Err(_) => Ok(Found::Nothing),
            Ok(kind) if kind.starts_with(b"tree") => self.documents(&object, shown),
            Ok(_) => {
                let bytes = self.show(&object)?;
                if !is_markdown(Path::new(shown)) {
                    return Ok(Found::File(bytes));
                }
                let unskipped = without_skips(shown, &bytes).into_iter().collect();
                Ok(Found::Documents(vec![read_bytes(shown, &bytes)], unskipped))
            }
        }
    }

    fn documents(&self, tree: &str, shown: &str) -> Result<Found, Failure> {
        let listed = run(&self.folder, ["ls-tree", "-r", "-z", "--full-tree", "--end-of-options", tree])?
            .map_err(|why| Failure(format!("cannot list {shown} at {}: {why}", self.revision)))?;
        let (mut readings, mut unskipped) = (Vec::new(), Vec::new());
        for entry in listed.split(|&byte| byte == 0).filter(|entry| !entry.is_empty()) {
            let entry = String::from_utf8_lossy(entry);
            let odd = || Failure(format!("git lists {shown} at {} in an unknown way: {entry}", self.revision));
            let (facts, path) = entry.split_once('\t').ok_or_else(odd)?;
            let [mode, _, object] = facts.split(' ').collect::<Vec<_>>()[..] else { return Err(odd()) };
            let hidden = path.split('/').any(|step| step.starts_with('.'));
            if hidden || !is_markdown(Path::new(path)) {
                continue;
            }
            let shown = format!("{}/{path}", shown.trim_end_matches('/'));
            if mode == "120000" {
                let what =
                    format!("{shown} at {} is a link; compare with a revision where it is a file", self.revision);
                return Err(Failure(what));
            }
            let bytes = self.show(object)?;
            let reading = read_bytes(&shown, &bytes);
            unskipped.extend(without_skips(&shown, &bytes));
            if belongs(Path::new(path), &reading) {
                readings.push(reading);
            }
        }
        readings.sort_by(|a, b| a.document.path.cmp(&b.document.path));
        Ok(Found::Documents(readings, unskipped))
    }

    fn show(&self, object: &str) -> Result<Vec<u8>, Failure> {
        run(&self.folder, ["show", "--end-of-options", object])?
            .map_err(|why| Failure(format!("cannot read {object} at {}: {why}", self.revision)))
    }
}

/// The output of git, or the first line of its error.
fn run<const N: usize>(folder: &Path, arguments: [&str; N]) -> Result<Result<Vec<u8>, String>, Failure> {
    let mut command = Command::new("git");
    // The user's git configuration must not change the output.
    command.arg("-C").arg(folder).args(["--no-pager", "-c", "core.quotePath=false"]).args(arguments);
    command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").stdin(Stdio::null());
    let output = command.output().map_err(|error| {
        if error.kind() == std::io::ErrorKind::NotFound {
            Failure("there is no `git` command on the PATH; install git to compare with a revision".to_owned())
        } else {
            Failure(format!("cannot run git: {error}"))
        }
    })?;
    if output.status.success() {
        return Ok(Ok(output.stdout));
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Ok(Err(said.lines().next().unwrap_or("git gives no reason").to_owned()))
}

fn is_shallow(folder: &Path) -> Result<bool, Failure> {
    let answer = run(folder, ["rev-parse", "--is-shallow-repository"])?;
    Ok(answer.is_ok_and(|answer| answer.starts_with(b"true")))
}

/// Why git does not know a revision, and the command that helps.
fn unknown(folder: &Path, revision: &str) -> Result<Failure, Failure> {
    if let Err(why) = run(folder, ["rev-parse", "--git-dir"])? {
        let safe = if why.contains("dubious ownership") {
            "; `git config --global --add safe.directory PATH` tells git to trust it"
        } else {
            ""
        };
        return Ok(Failure(format!("{} is not in a readable git repository: {why}{safe}", folder.display())));
    }
    let branch = revision.strip_prefix("origin/");
    let quoted = scopemark_gate::shell::quoted(branch.unwrap_or(revision));
    Ok(Failure(match (is_shallow(folder)?, branch) {
        (true, Some(_)) => format!(
            "this shallow clone does not have the revision {revision}; run `git fetch --unshallow origin \
             +{quoted}:refs/remotes/origin/{quoted}`"
        ),
        (true, None) => format!(
            "this shallow clone does not have the revision {revision}; run `git fetch --unshallow origin \
             '+refs/heads/*:refs/remotes/origin/*'`"
        ),
        (false, _) => {
            format!("the revision {revision} is not known; if the server has it, run `git fetch origin {quoted}`")
        }
    }))
}

/// The two parts of `REV:PATH`.
pub(crate) fn split(text: &OsStr) -> Option<(&str, &str)> {
    let text = text.to_str()?;
    text.split_once(':').filter(|(revision, path)| !revision.is_empty() && !path.is_empty())
}
