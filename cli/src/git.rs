//! The repository at a revision, asked of the `git` command.

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
    /// The name that it was asked by.
    pub(crate) revision: String,
    /// Its name in every clone.
    pub(crate) commit: String,
}

/// What a path is at a revision.
pub(crate) enum Found {
    /// The documents of a folder, or the one document; and those that have a `skip`, without it.
    Documents(Vec<Reading>, Vec<Document>),
    /// The bytes of another file.
    File(Vec<u8>),
    /// There is none.
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

    /// The last commit that a revision and what is checked out have in common.
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
                "no commit is known that {revision} and HEAD have in common, for this clone is shallow; \
                 run `git fetch --unshallow`"
            ))),
            Err(_) => Err(Failure(format!("{revision} and HEAD have no commit in common; name another revision"))),
        }
    }

    /// What is at this path, which is relative to the folder, or with a leading `:` to the repository.
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

/// What git printed, or the first line of why it could not.
fn run<const N: usize>(folder: &Path, arguments: [&str; N]) -> Result<Result<Vec<u8>, String>, Failure> {
    let mut command = Command::new("git");
    // Options of the person who runs this must not change what is printed.
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
    Ok(Err(said.lines().next().unwrap_or("git does not say why").to_owned()))
}

fn is_shallow(folder: &Path) -> Result<bool, Failure> {
    let answer = run(folder, ["rev-parse", "--is-shallow-repository"])?;
    Ok(answer.is_ok_and(|answer| answer.starts_with(b"true")))
}

/// Why a revision is not known, and the command that helps.
fn unknown(folder: &Path, revision: &str) -> Result<Failure, Failure> {
    if let Err(why) = run(folder, ["rev-parse", "--git-dir"])? {
        let safe = if why.contains("dubious ownership") {
            "; `git config --global --add safe.directory` names the way"
        } else {
            ""
        };
        return Ok(Failure(format!("{} is in no git repository that can be read: {why}{safe}", folder.display())));
    }
    let branch = revision.strip_prefix("origin/");
    let quoted = scopemark_gate::shell::quoted(branch.unwrap_or(revision));
    Ok(Failure(match (is_shallow(folder)?, branch) {
        (true, Some(_)) => format!(
            "the revision {revision} is not known, for this clone is shallow; run `git fetch --unshallow origin \
             +{quoted}:refs/remotes/origin/{quoted}`"
        ),
        (true, None) => format!(
            "the revision {revision} is not known, for this clone is shallow; run `git fetch --unshallow origin \
             '+refs/heads/*:refs/remotes/origin/*'`"
        ),
        (false, _) => {
            format!("the revision {revision} is not known; if it is on the server, run `git fetch origin {quoted}`")
        }
    }))
}

/// `REV:path`, where it is no path on the disk.
pub(crate) fn split(text: &OsStr) -> Option<(&str, &str)> {
    let text = text.to_str()?;
    text.split_once(':').filter(|(revision, path)| !revision.is_empty() && !path.is_empty())
}
