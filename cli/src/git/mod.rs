//! Reads the repository at a revision with the `git` command.

mod command;
mod objects;
mod revision;

use std::cell::RefCell;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::exit::Failure;
use command::line;
use objects::{Entry, Kind, Objects};

/// A commit of the repository that a folder is in.
pub(crate) struct Git {
    folder: PathBuf,
    objects: RefCell<Objects>,
    /// The folder's path from the root of the repository: empty, or with a `/` at its end.
    prefix: String,
    /// The name from the command line.
    pub(crate) revision: String,
    /// Its id, the same in every clone.
    pub(crate) commit: String,
}

/// What a path is at a revision.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A folder.
    Folder(Folder),
    /// A file.
    File(Blob),
    /// Another path of the repository is a link, which leads to the path: this one.
    Link(String),
    /// Nothing is there.
    Nothing,
}

/// The files of a folder and its subfolders, without the hidden ones, by path.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Folder {
    /// The regular files.
    pub(crate) files: Vec<Blob>,
    /// The paths of links.
    pub(crate) links: Vec<String>,
}

/// A file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Blob {
    /// Its path, in the form of the path that was asked for.
    pub(crate) path: String,
    id: String,
}

impl Git {
    /// The commit that a revision names.
    pub(crate) fn at(folder: &Path, revision: &str) -> Result<Self, Failure> {
        Self::open(folder, revision.to_owned(), revision::commit(folder, revision)?)
    }

    /// The last common commit of a revision and HEAD.
    pub(crate) fn merge_base(folder: &Path, revision: &str) -> Result<Self, Failure> {
        let commit = revision::merge_base(folder, revision)?;
        Self::open(folder, format!("the merge base with {revision}"), commit)
    }

    fn open(folder: &Path, revision: String, commit: String) -> Result<Self, Failure> {
        // A repository without a work tree has no prefix.
        let prefix = line(folder, ["rev-parse", "--show-prefix"])?.unwrap_or_default();
        Ok(Self { folder: folder.to_owned(), objects: RefCell::new(Objects::open(folder)?), prefix, revision, commit })
    }

    /// What is at this path. It is relative to the folder, or with a leading `:` to the root of the repository.
    pub(crate) fn find(&self, path: &str) -> Result<Found, Failure> {
        let shown = path.trim_start_matches(':').trim_end_matches('/');
        let mut at = Entry { kind: Kind::Folder, name: String::new(), id: format!("{}^{{tree}}", self.commit) };
        let steps = self.steps(path)?;
        for (number, step) in steps.iter().enumerate() {
            let entries = match at.kind {
                Kind::Folder => self.objects.borrow_mut().tree(&at.id)?,
                _ => Vec::new(),
            };
            let Some(entry) = entries.into_iter().find(|entry| entry.name == *step) else { return Ok(Found::Nothing) };
            match entry.kind {
                Kind::Link => {
                    // As it is shown, unless a folder above the current one is the link.
                    let known =
                        shown.split('/').count().checked_sub(steps.len() - 1 - number).filter(|&known| known > 0);
                    let shown = known.map(|known| shown.split('/').take(known).collect::<Vec<_>>());
                    return Ok(Found::Link(
                        shown.unwrap_or_else(|| steps[..=number].iter().map(|step| &**step).collect()).join("/"),
                    ));
                }
                Kind::Submodule => return Err(self.is_submodule(&steps[..=number].join("/"))),
                Kind::Folder | Kind::File => at = entry,
            }
        }
        if at.kind == Kind::File {
            return Ok(Found::File(Blob { path: shown.to_owned(), id: at.id }));
        }
        let mut folder = Folder::default();
        self.walk(&at.id, shown, &mut folder)?;
        folder.files.sort_by(|one, other| one.path.cmp(&other.path));
        folder.links.sort_unstable();
        Ok(Found::Folder(folder))
    }

    /// Every file of the repository whose name ends like this, with its path from the root.
    pub(crate) fn named(&self, end: &str) -> Result<Vec<Blob>, Failure> {
        let (mut found, mut waiting) = (Vec::new(), vec![(format!("{}^{{tree}}", self.commit), String::new())]);
        while let Some((tree, above)) = waiting.pop() {
            for Entry { kind, name, id } in self.objects.borrow_mut().tree(&tree)? {
                let path = format!("{above}{name}");
                match kind {
                    Kind::Folder => waiting.push((id, path + "/")),
                    Kind::File if name.ends_with(end) => found.push(Blob { path, id }),
                    Kind::File | Kind::Link | Kind::Submodule => {}
                }
            }
        }
        found.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(found)
    }

    /// The root of the work tree.
    pub(crate) fn work_tree(&self) -> Result<PathBuf, Failure> {
        let root = line(&self.folder, ["rev-parse", "--show-toplevel"])?;
        root.map(PathBuf::from).map_err(|why| Failure(format!("this repository has no work tree: {why}")))
    }

    fn walk(&self, tree: &str, shown: &str, folder: &mut Folder) -> Result<(), Failure> {
        let entries = self.objects.borrow_mut().tree(tree)?;
        for Entry { kind, name, id } in entries {
            if name.starts_with('.') {
                continue;
            }
            let path = if shown == "." || shown.is_empty() { name } else { format!("{shown}/{name}") };
            match kind {
                Kind::Folder => self.walk(&id, &path, folder)?,
                Kind::File => folder.files.push(Blob { path, id }),
                Kind::Link => folder.links.push(path),
                Kind::Submodule => return Err(self.is_submodule(&path)),
            }
        }
        Ok(())
    }

    fn is_submodule(&self, path: &str) -> Failure {
        Failure(format!(
            "{path} at {} is another repository (a submodule), whose documents this one does not have; run the command in \
             that repository",
            self.revision
        ))
    }

    /// The steps of a path from the root of the repository.
    fn steps(&self, path: &str) -> Result<Vec<String>, Failure> {
        let full = match path.strip_prefix(':') {
            Some(path) => path.to_owned(),
            None => format!("{}{path}", self.prefix),
        };
        let mut steps: Vec<String> = Vec::new();
        for step in full.split('/').filter(|step| !step.is_empty() && *step != ".") {
            if step != ".." {
                steps.push(step.to_owned());
            } else if steps.pop().is_none() {
                let what = format!("{path} is outside of the repository; run the command in that of the documents");
                return Err(Failure(what));
            }
        }
        Ok(steps)
    }

    /// The text of a file. `None` if no file is there.
    pub(crate) fn text(&self, path: &str) -> Result<Option<String>, Failure> {
        let Found::File(blob) = self.find(path)? else { return Ok(None) };
        let text = String::from_utf8(self.read(&blob)?);
        text.map(Some).map_err(|_| Failure(format!("{path} at {} is not UTF-8", self.revision)))
    }

    /// The bytes of a file.
    pub(crate) fn read(&self, blob: &Blob) -> Result<Vec<u8>, Failure> {
        self.objects.borrow_mut().read(&blob.id)
    }
}

/// Whether the commit that is checked out is this one.
pub(crate) fn is_head(folder: &Path, commit: &str) -> bool {
    let head = line(folder, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]);
    matches!(head, Ok(Ok(head)) if head == commit)
}

/// The two parts of `REV:PATH`.
pub(crate) fn split(text: &OsStr) -> Option<(&str, &str)> {
    let text = text.to_str()?;
    text.split_once(':').filter(|(revision, path)| !revision.is_empty() && !path.is_empty())
}
