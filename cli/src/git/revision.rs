//! Which commit a revision means.
//!
//! Git takes one name for several things, and whoever may push a tag or a branch could choose the baseline. So only forms
//! with one meaning are taken, and each is looked up under its full name.

use std::path::Path;

use super::command::{line, run};
use crate::exit::Failure;
use scopemark_gate::shell::quoted;

/// What a revision begins with.
#[derive(Debug, PartialEq, Eq)]
enum Base<'r> {
    Head,
    /// A whole id.
    Id(&'r str),
    /// The full name of a ref.
    Ref(&'r str),
    /// A branch: of a remote repository if it begins with the name of one.
    Branch(&'r str),
}

/// The commit that a revision means.
pub(super) fn commit(folder: &Path, revision: &str) -> Result<String, Failure> {
    let (base, suffix) = parse(revision).map_err(Failure)?;
    if let Err(why) = run(folder, ["rev-parse", "--git-dir"])? {
        return Err(no_repository(folder, &why));
    }
    let clone = Clone { folder };
    let id = match base {
        Base::Head => "HEAD".to_owned(),
        Base::Id(id) if clone.is_whole(id)? => id.to_owned(),
        Base::Id(id) => {
            return Err(Failure(format!("{id} has the length of an id, but not of those in this repository")));
        }
        Base::Ref(name) => clone.known(name)?.map_or_else(|| Err(clone.unknown_ref(revision, name)), Ok)?,
        Base::Branch(name) => clone.branch(revision, name)?,
    };
    let wanted = format!("{id}{suffix}^{{commit}}");
    match line(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])? {
        Ok(commit) => Ok(commit),
        Err(_) => Err(clone.no_commit(revision, &base, suffix)?),
    }
}

/// The last common commit of a revision and HEAD.
pub(super) fn merge_base(folder: &Path, revision: &str) -> Result<String, Failure> {
    let (other, own) = (commit(folder, revision)?, commit(folder, "HEAD")?);
    let found = line(folder, ["merge-base", "--all", "--end-of-options", &other, &own])?;
    let clone = Clone { folder };
    match &found.as_deref().unwrap_or_default().lines().collect::<Vec<_>>()[..] {
        [only] => Ok((*only).to_owned()),
        _ if clone.is_shallow()? => Err(Failure(format!(
            "this shallow clone has no common commit of {revision} and HEAD; run `git fetch --unshallow`"
        ))),
        [] => Err(Failure(format!("{revision} and HEAD have no common commit; name another revision"))),
        several => Err(Failure(format!(
            "{revision} and HEAD have several last common commits; compare with one of them, without --merge-base: {}",
            several.join(", ")
        ))),
    }
}

/// What a revision begins with, and the steps to other commits that follow. Or why it is refused, and what to write.
fn parse(revision: &str) -> Result<(Base<'_>, &str), String> {
    let shown = quoted(revision);
    let searches = "finds whichever commit has this text in its message";
    for (part, why) in [(":/", searches), ("^{/", searches), ("@{", "depends on what this clone did before")] {
        if revision.contains(part) {
            return Err(format!(
                "{shown} {why}, so that it can mean another commit tomorrow; write the commit's id, which \
                 `git rev-parse --verify {shown}` prints"
            ));
        }
    }
    if revision.contains("..") {
        return Err(format!(
            "{shown} is a range, and the baseline is one commit; for what a branch and HEAD have in common, write \
             `--against BRANCH --merge-base`"
        ));
    }
    if let Some((commit, _)) = revision.split_once(':').filter(|(commit, _)| !commit.is_empty()) {
        return Err(format!("{shown} names a file; write the commit alone: `--against {}`", quoted(commit)));
    }
    let (base, suffix) = revision.split_at(revision.find(['~', '^']).unwrap_or(revision.len()));
    let base = name(base, &shown)?;
    if suffix.contains(|letter: char| !"~^".contains(letter) && !letter.is_ascii_digit()) {
        return Err(format!(
            "{shown} has more after the name than steps such as `~2` or `^1`; write the commit's id, which \
             `git rev-parse --verify {shown}` prints"
        ));
    }
    Ok((base, suffix))
}

fn name<'r>(base: &'r str, shown: &str) -> Result<Base<'r>, String> {
    let is_id = base.bytes().all(|byte| byte.is_ascii_hexdigit());
    match base {
        "HEAD" => return Ok(Base::Head),
        "@" => return Err(format!("{shown}: write `HEAD` in place of `@`")),
        _ if base.is_empty()
            || base.starts_with('-')
            || base.contains(|letter: char| " \\?*[:\x7f".contains(letter) || letter < ' ') =>
        {
            return Err(format!(
                "{shown} is not the name of a revision; write a commit's id, `HEAD`, a branch such as `origin/main`, or \
                 a tag such as `refs/tags/v1.0.0`"
            ));
        }
        _ if is_id && base.bytes().all(|byte| byte == b'0') && base.len() >= 40 => {
            return Err(format!(
                "{base} stands for no commit: a push that creates a branch has it as the commit before; compare with the \
                 branch that the new one came from, as in `--against origin/main --merge-base`"
            ));
        }
        _ if is_id && [40, 64].contains(&base.len()) => return Ok(Base::Id(base)),
        _ if is_id && base.len() >= 4 => {
            return Err(format!(
                "{base} can be the beginning of an id, and also a branch or a tag; write the whole id, which \
                 `git rev-parse --disambiguate={base}` prints, or `refs/heads/{base}` for the branch"
            ));
        }
        _ if base.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_') && base.ends_with("_HEAD") => {
            return Err(format!(
                "{base} changes with every command that writes it; write the commit's id, which \
                 `git rev-parse --verify {base}` prints"
            ));
        }
        _ => {}
    }
    match base.split_once('/') {
        Some(("refs", _)) => Ok(Base::Ref(base)),
        Some(("heads" | "tags" | "remotes", _)) => Err(format!(
            "{shown} can mean several things; write `refs/{base}`, or `refs/heads/{base}` for a branch of that name"
        )),
        _ => Ok(Base::Branch(base)),
    }
}

/// The repository of a folder.
struct Clone<'f> {
    folder: &'f Path,
}

impl Clone<'_> {
    /// The object of a ref with this full name.
    fn known(&self, name: &str) -> Result<Option<String>, Failure> {
        Ok(line(self.folder, ["show-ref", "--verify", "--hash", "--end-of-options", name])?.ok())
    }

    /// The object of a branch, of this repository or of a remote one.
    fn branch(&self, revision: &str, name: &str) -> Result<String, Failure> {
        let remotes = self.remotes()?;
        if remotes.iter().any(|remote| remote == name) {
            return Err(Failure(format!("{name} is a remote repository; write a branch of it, such as `{name}/main`")));
        }
        if remotes.iter().any(|remote| name.strip_prefix(&**remote).is_some_and(|rest| rest.starts_with('/'))) {
            let full = format!("refs/remotes/{name}");
            return self.known(&full)?.ok_or_else(|| self.unknown_ref(revision, &full));
        }
        let [branch, tag] = ["heads", "tags"].map(|kind| format!("refs/{kind}/{name}"));
        match (self.known(&branch)?, self.known(&tag)?) {
            (Some(id), None) => Ok(id),
            (Some(_), Some(_)) => {
                Err(Failure(format!("{name} is both a branch and a tag; write `{branch}` or `{tag}`")))
            }
            (None, Some(_)) => Err(Failure(format!("{name} is a tag; write `{tag}`"))),
            (None, None) => {
                for remote in &remotes {
                    if self.known(&format!("refs/remotes/{remote}/{name}"))?.is_some() {
                        return Err(Failure(format!("there is no branch {name} here; write `{remote}/{name}`")));
                    }
                }
                Err(self.unknown_ref(revision, &branch))
            }
        }
    }

    /// The remote repositories. `origin` is one even where it is not configured, as in a repository that is pushed to: a branch
    /// with that beginning would be taken for one of them.
    fn remotes(&self) -> Result<Vec<String>, Failure> {
        let listed = line(self.folder, ["remote"])?.unwrap_or_default();
        let mut remotes: Vec<String> = listed.lines().map(str::to_owned).collect();
        if remotes.iter().all(|remote| remote != "origin") {
            remotes.push("origin".to_owned());
        }
        Ok(remotes)
    }

    fn is_shallow(&self) -> Result<bool, Failure> {
        Ok(line(self.folder, ["rev-parse", "--is-shallow-repository"])?.is_ok_and(|answer| answer == "true"))
    }

    /// Whether ids of this repository have this length. Another one would be looked up as a name.
    fn is_whole(&self, id: &str) -> Result<bool, Failure> {
        let format = line(self.folder, ["rev-parse", "--show-object-format"])?;
        Ok(id.len() == if format.is_ok_and(|format| format == "sha256") { 64 } else { 40 })
    }

    /// Why there is no ref with this full name, and the command that helps.
    fn unknown_ref(&self, revision: &str, name: &str) -> Failure {
        let unshallow = if self.is_shallow().unwrap_or_default() { "--unshallow " } else { "" };
        let (remote, from, to) = match name.split('/').collect::<Vec<_>>()[..] {
            ["refs", "remotes", remote, _, ..] => {
                let branch = &name["refs/remotes/".len() + remote.len() + 1..];
                (remote, format!("refs/heads/{branch}"), name.to_owned())
            }
            ["refs", "heads", _, ..] => {
                let branch = &name["refs/heads/".len()..];
                ("origin", name.to_owned(), format!("refs/remotes/origin/{branch}"))
            }
            _ => ("origin", name.to_owned(), name.to_owned()),
        };
        let fetch = format!("git fetch {unshallow}{} {}", quoted(remote), quoted(&format!("+{from}:{to}")));
        let then = match to.strip_prefix("refs/remotes/") {
            Some(branch) if name.starts_with("refs/heads/") => format!(", and compare with {branch}"),
            _ => String::new(),
        };
        let clone = if unshallow.is_empty() { "this clone" } else { "this shallow clone" };
        Failure(format!(
            "{clone} does not have the revision {revision} ({name}); if the server has it, run `{fetch}`{then}"
        ))
    }

    /// Why what a revision begins with leads to no commit.
    fn no_commit(&self, revision: &str, base: &Base<'_>, suffix: &str) -> Result<Failure, Failure> {
        let shallow = self.is_shallow()?;
        Ok(Failure(match base {
            Base::Head if suffix.is_empty() => {
                "HEAD is no commit yet: commit first, or name another revision".to_owned()
            }
            _ if !suffix.is_empty() && shallow => {
                format!("this shallow clone does not have the revision {revision}; run `git fetch --unshallow`")
            }
            Base::Id(id) => format!(
                "this clone does not have the commit {revision}; if the server has it, run `git fetch origin {id}`"
            ),
            _ if !suffix.is_empty() => format!("there is no commit {revision}: the history ends before"),
            _ => format!("{revision} is not a commit"),
        }))
    }
}

fn no_repository(folder: &Path, why: &str) -> Failure {
    let help = if why.contains("dubious ownership") {
        "; `git config --global --add safe.directory PATH` tells git to trust it"
    } else if std::env::var_os("GIT_DIR").is_some() {
        "; the variable GIT_DIR is set, as in a hook: it must be an absolute path, or unset"
    } else {
        ""
    };
    Failure(format!("{} is not in a readable git repository: {why}{help}", folder.display()))
}
