//! Attempts that choose another baseline by git.

use std::fs;

use snapbox::cmd::OutputAssert;

use super::Caught::{Exit, Rule};
use super::{Attempt, breaks, does, lock_anew};
use crate::support::Folder;

const FOUND: super::Caught = Rule("token/feature-removed");

pub(super) const ATTEMPTS: &[Attempt] = &[
    does("A tag is named as the branch of the remote repository", FOUND, |folder| {
        pull(folder);
        folder.git(&["tag", "origin/main", "HEAD"]);
        against(folder, "origin/main")
    }),
    does("A branch is named so", FOUND, |folder| {
        pull(folder);
        folder.git(&["branch", "origin/main", "HEAD"]);
        against(folder, "origin/main")
    }),
    does("A tag has the full name of the remote branch", FOUND, |folder| {
        pull(folder);
        folder.git(&["tag", "refs/remotes/origin/main", "HEAD"]);
        against(folder, "refs/remotes/origin/main")
    }),
    does(
        "A tag is named so, and the remote branch is not there",
        Exit(3, "does not have the revision origin/main"),
        |folder| {
            pull(folder);
            folder.git(&["tag", "origin/main", "HEAD"]);
            folder.git(&["update-ref", "-d", "refs/remotes/origin/main"]);
            against(folder, "origin/main")
        },
    ),
    does("A tag and a branch have one name", Exit(3, "both a branch and a tag"), |folder| {
        pull(folder);
        folder.git(&["tag", "main", "HEAD"]);
        against(folder, "main")
    }),
    does("A tag is given by its short name", Exit(3, "write `refs/tags/v1`"), |folder| {
        pull(folder);
        folder.git(&["tag", "v1", "HEAD"]);
        against(folder, "v1")
    }),
    does("A branch is named as the beginning of an id", Exit(3, "refs/heads/"), |folder| {
        pull(folder);
        let id = folder.git(&["rev-parse", "main"]);
        folder.git(&["branch", &id[..8], "HEAD"]);
        against(folder, &id[..8])
    }),
    does("A branch is named as a whole id", FOUND, |folder| {
        pull(folder);
        let id = folder.git(&["rev-parse", "main"]);
        folder.git(&["update-ref", &format!("refs/heads/{id}"), "HEAD"]);
        against(folder, &id)
    }),
    does("A commit message answers a search with `:/`", Exit(3, "write the commit's id"), |folder| {
        pull(folder);
        against(folder, ":/pull")
    }),
    does("A commit message answers a search with `^{/`", Exit(3, "write the commit's id"), |folder| {
        pull(folder);
        against(folder, "HEAD^{/pull}")
    }),
    does("The upstream branch of the clone is taken", Exit(3, "write the commit's id"), |folder| {
        pull(folder);
        against(folder, "@{u}")
    }),
    does("What HEAD was before is taken", Exit(3, "write the commit's id"), |folder| {
        pull(folder);
        against(folder, "HEAD@{1}")
    }),
    does("An id of zeros, as in the event of a new branch", Exit(3, "stands for no commit"), |folder| {
        pull(folder);
        against(folder, &"0".repeat(40))
    }),
    does("An id that the clone does not have", Exit(3, "git fetch origin"), |folder| {
        pull(folder);
        against(folder, &"1".repeat(40))
    }),
    does("The revision is an option of git", Exit(3, "not the name of a revision"), |folder| {
        pull(folder);
        against(folder, "--all")
    }),
    does("The revision is a range that ends at the edit", Exit(3, "--merge-base"), |folder| {
        pull(folder);
        against(folder, "main..HEAD")
    }),
    does("The commit is replaced by another one", FOUND, |folder| {
        pull(folder);
        folder.git(&["replace", "main", "pull"]);
        against(folder, "main")
    }),
    does("The commit has grafted parents", FOUND, |folder| {
        pull(folder);
        let [pull, tree] = ["HEAD", "HEAD^{tree}"].map(|name| folder.git(&["rev-parse", name]));
        let other = folder.git(&["commit-tree", &tree, "-m", "other"]);
        folder.write(".git/info/grafts", format!("{pull} {other}\n").as_bytes());
        against(folder, "HEAD~1")
    }),
    does("The clone is shallow", Exit(3, "git fetch --unshallow"), |folder| {
        pull(folder);
        let url = format!("file://{}", folder.path().display());
        folder.git(&["clone", "--quiet", "--depth", "1", "--branch", "pull", &url, "clone"]);
        let clone = folder.path().join("clone");
        folder.command(&["check", "--against", "HEAD~1"]).current_dir(clone).assert()
    }),
    does("The branch has no commit in common with its base", Exit(3, "common"), |folder| {
        folder.git(&["switch", "--quiet", "--orphan", "pull"]);
        folder.git(&["checkout", "--quiet", "main", "--", "."]);
        breaks(folder);
        lock_anew(folder);
        folder.commit("pull");
        folder.run(&["check", "--against", "main", "--merge-base"])
    }),
    does("The documents are in another repository, a submodule", Exit(3, "a submodule"), |folder| {
        let url = folder.path().display().to_string();
        folder.git(&["submodule", "--quiet", "add", &url, "sub"]);
        folder.commit("pull");
        folder.run(&["check", "sub/docs-tables", "--against", "HEAD"])
    }),
    does("The folder is a link to another one in the repository", FOUND, |folder| {
        breaks(folder);
        fs::rename(folder.path().join("docs-tables"), folder.path().join("elsewhere")).expect("moved");
        std::os::unix::fs::symlink("elsewhere", folder.path().join("docs-tables")).expect("a link");
        lock_anew(folder);
        super::check(folder)
    }),
    does("The documents are elsewhere, and so is the lock", FOUND, |folder| {
        breaks(folder);
        fs::create_dir(folder.path().join("app")).expect("a folder");
        fs::rename(folder.path().join("docs-tables"), folder.path().join("app/docs-tables")).expect("moved");
        fs::remove_file(folder.path().join("permissions.lock")).expect("a lock");
        folder.run(&["lock", "app/docs-tables"]).code(0);
        folder.run(&["check", "app/docs-tables", "--against", "HEAD"])
    }),
    does("The folder became a repository of its own", FOUND, |folder| {
        breaks(folder);
        lock_anew(folder);
        folder.git(&["-C", "docs-tables", "init", "--quiet", "--template="]);
        folder.git(&["-C", "docs-tables", "add", "."]);
        folder.git(&["-C", "docs-tables", "commit", "--quiet", "-m", "own"]);
        super::check(folder)
    }),
    does("The lock of the base is a link", Exit(3, "is a link"), |folder| {
        fs::rename(folder.path().join(super::LOCK), folder.path().join("real.lock")).expect("moved");
        std::os::unix::fs::symlink("real.lock", folder.path().join(super::LOCK)).expect("a link");
        folder.commit("a link");
        breaks(folder);
        lock_anew(folder);
        super::check(folder)
    }),
    does("The tables are ignored by git", FOUND, |folder| {
        breaks(folder);
        lock_anew(folder);
        folder.write(".gitignore", b"docs-tables\npermissions.lock\n");
        folder.git(&["rm", "--quiet", "-r", "--cached", "docs-tables", "permissions.lock"]);
        super::check(folder)
    }),
];

/// Commits the break and its new lock on a branch, and is where a pull request would be checked.
fn pull(folder: &Folder) {
    folder.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    folder.git(&["config", "remote.origin.url", "https://example.org/x.git"]);
    folder.git(&["switch", "--quiet", "-c", "pull"]);
    breaks(folder);
    lock_anew(folder);
    folder.commit("pull");
}

fn against(folder: &Folder, revision: &str) -> OutputAssert {
    folder.run(&["check", &format!("--against={revision}")])
}
