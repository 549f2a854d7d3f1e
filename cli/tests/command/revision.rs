//! `--against REV`: a revision means one commit, whoever may push a tag or a branch; what has several meanings is refused.

use std::fs;

use crate::check::CHAT;
use crate::support::{Folder, Printed};

const CALENDAR: &str = "| Calendar | `Calendars.Read` | No | |\n";

/// A clone of a repository, in `clone`, whose checked out branch removes a row that `main` has. In `server` is what was cloned.
fn cloned() -> Folder {
    let folder = Folder::with(&[("server/docs-tables/chat.md", CHAT)]);
    server(&folder, &["init", "--quiet"]);
    inside(&folder, "server", &["lock"]).code(0);
    server(&folder, &["add", "--all"]);
    server(&folder, &["commit", "--quiet", "-m", "main"]);
    folder.git(&["clone", "--quiet", "server", "clone"]);
    clone(&folder, &["switch", "--quiet", "-c", "pull"]);
    folder.edit("clone/docs-tables/chat.md", CALENDAR, "");
    fs::remove_file(folder.path().join("clone/permissions.lock")).expect("the lock");
    // The lock was made anew: only the revision has the row.
    inside(&folder, "clone", &["lock"]).code(0);
    clone(&folder, &["commit", "--quiet", "--all", "-m", "pull"]);
    folder
}

fn inside(folder: &Folder, path: &str, arguments: &[&str]) -> snapbox::cmd::OutputAssert {
    folder.command(arguments).current_dir(folder.path().join(path)).assert()
}

fn git(folder: &Folder, path: &str, arguments: &[&str]) -> String {
    folder.git(&[&["-C", path], arguments].concat())
}

fn clone(folder: &Folder, arguments: &[&str]) -> String {
    git(folder, "clone", arguments)
}

fn server(folder: &Folder, arguments: &[&str]) -> String {
    git(folder, "server", arguments)
}

fn against(folder: &Folder, revision: &str) -> snapbox::cmd::OutputAssert {
    inside(folder, "clone", &["check", &format!("--against={revision}")])
}

/// The break is found, which is in no commit but that of `main`.
#[track_caller]
fn finds(folder: &Folder, revision: &str) {
    let run = against(folder, revision).code(1);
    assert!(run.out().contains("could use Calendar"), "{revision}: {}", run.out());
}

/// The run ends with code 3, says this, and never looks like a pass.
#[track_caller]
fn refuses(folder: &Folder, revision: &str, says: &str) -> String {
    let run = against(folder, revision).code(3);
    assert!(run.err().contains(says), "{revision}: {says} in {}", run.err());
    assert!(!run.out().contains("0 errors"), "{}", run.out());
    run.err().to_owned()
}

#[test]
fn a_revision_can_be_an_id_a_branch_a_tag_with_its_full_name_or_steps_from_one() {
    let folder = cloned();
    let main = clone(&folder, &["rev-parse", "main"]);
    clone(&folder, &["tag", "v1.0.0", "main"]);
    clone(&folder, &["tag", "-a", "-m", "annotated", "v1.0.1", "main"]);
    let annotated = clone(&folder, &["rev-parse", "v1.0.1"]);
    clone(&folder, &["branch", "release/1.0", "main"]);
    for revision in [
        &*main,
        &main.to_uppercase(),
        &annotated,
        "main",
        "refs/heads/main",
        "release/1.0",
        "origin/main",
        "origin/HEAD",
        "refs/remotes/origin/main",
        "refs/tags/v1.0.0",
        "refs/tags/v1.0.1",
        "HEAD~1",
        "HEAD^",
        "pull~",
        "pull^1~0",
        "refs/heads/pull~1",
    ] {
        finds(&folder, revision);
    }
    against(&folder, "HEAD").code(0);
}

#[test]
fn a_pushed_tag_with_the_name_of_a_remote_branch_is_not_the_baseline() {
    let folder = cloned();
    clone(&folder, &["tag", "origin/main", "HEAD"]);
    clone(&folder, &["tag", "refs/remotes/origin/main", "HEAD"]);
    clone(&folder, &["branch", "origin/main", "HEAD"]);
    finds(&folder, "origin/main");
    finds(&folder, "refs/remotes/origin/main");
    // Nor is it where there is no such remote branch.
    clone(&folder, &["update-ref", "-d", "refs/remotes/origin/main"]);
    refuses(&folder, "origin/main", "does not have the revision origin/main (refs/remotes/origin/main)");
    refuses(&folder, "refs/remotes/origin/main", "does not have the revision");
    clone(&folder, &["remote", "remove", "origin"]);
    refuses(&folder, "origin/main", "does not have the revision origin/main");
}

#[test]
fn a_name_with_two_meanings_is_refused_with_what_to_write() {
    let folder = cloned();
    clone(&folder, &["tag", "main", "HEAD"]);
    refuses(&folder, "main", "main is both a branch and a tag; write `refs/heads/main` or `refs/tags/main`");
    finds(&folder, "refs/heads/main");
    clone(&folder, &["tag", "v1.0.0", "refs/heads/main"]);
    refuses(&folder, "v1.0.0", "v1.0.0 is a tag; write `refs/tags/v1.0.0`");
    finds(&folder, "refs/tags/v1.0.0");
    clone(&folder, &["branch", "--quiet", "-D", "main"]);
    clone(&folder, &["tag", "-d", "main"]);
    refuses(&folder, "main", "there is no branch main here; write `origin/main`");
    refuses(&folder, "origin", "origin is a remote repository; write a branch of it, such as `origin/main`");
    for (revision, says) in [
        ("heads/main", "write `refs/heads/main`"),
        ("tags/v1.0.0", "write `refs/tags/v1.0.0`"),
        ("remotes/origin/main", "write `refs/remotes/origin/main`"),
        ("@", "write `HEAD`"),
        ("FETCH_HEAD", "`git rev-parse --verify FETCH_HEAD`"),
    ] {
        refuses(&folder, revision, says);
    }
}

#[test]
fn a_name_that_looks_like_an_id_is_refused_and_a_whole_id_is_the_object() {
    let folder = cloned();
    let main = clone(&folder, &["rev-parse", "main"]);
    let short = &main[..8];
    // A branch that a pull request can bring.
    clone(&folder, &["update-ref", &format!("refs/heads/{main}"), "HEAD"]);
    clone(&folder, &["branch", short, "HEAD"]);
    finds(&folder, &main);
    let said = refuses(&folder, short, &format!("refs/heads/{short}"));
    let print = said.split('`').find(|part| part.starts_with("git rev-parse")).expect("the command");
    let printed = folder.paste(&format!("cd clone && {print}")).code(0);
    assert_eq!(printed.out().trim(), main);
    against(&folder, &format!("refs/heads/{short}")).code(0);
    // It has the length of an id, but of another kind of repository, where git takes it for the name of a branch.
    let long = main.clone() + &main[..24];
    clone(&folder, &["update-ref", &format!("refs/heads/{long}"), "HEAD"]);
    refuses(&folder, &long, "but not of those in this repository");
    refuses(&folder, &"0".repeat(40), "stands for no commit");
    refuses(&folder, &"1".repeat(40), "run `git fetch origin 1111");
    // Three digits begin no id.
    clone(&folder, &["branch", "abc", "main"]);
    finds(&folder, "abc");
}

#[test]
fn what_searches_or_depends_on_the_clone_is_refused() {
    let folder = cloned();
    for (revision, says) in [
        (":/main", "write the commit's id, which `git rev-parse --verify :/main` prints"),
        ("HEAD^{/main}", "`git rev-parse --verify 'HEAD^{/main}'`"),
        ("HEAD@{1}", "`git rev-parse --verify 'HEAD@{1}'`"),
        ("@{upstream}", "write the commit's id"),
        ("main..HEAD", "--merge-base"),
        ("main...HEAD", "--merge-base"),
        ("main:docs-tables", "write the commit alone: `--against main`"),
        ("main^{commit}", "write the commit's id"),
        ("main~x", "write the commit's id"),
        ("^main", "is not the name of a revision"),
        ("", "is not the name of a revision"),
        ("--all", "is not the name of a revision"),
        ("-x y", "is not the name of a revision"),
        ("main\n", "is not the name of a revision"),
        ("HEAD~9", "there is no commit HEAD~9"),
        (
            "nowhere",
            "run `git fetch origin +refs/heads/nowhere:refs/remotes/origin/nowhere`, and compare with origin/nowhere",
        ),
        ("refs/tags/v9", "run `git fetch origin +refs/tags/v9:refs/tags/v9`"),
        ("refs/pull/1/merge", "run `git fetch origin +refs/pull/1/merge:refs/pull/1/merge`"),
    ] {
        refuses(&folder, revision, says);
    }
    // Each command that is named prints the commit.
    for revision in [":/main", "HEAD^{/main}", "main^{commit}"] {
        let said = against(&folder, revision).code(3).err().to_owned();
        let print = said.split('`').find(|part| part.starts_with("git rev-parse")).expect("the command");
        let id = folder.paste(&format!("cd clone && {print}")).code(0).out().trim().to_owned();
        finds(&folder, &id);
    }
}

#[test]
fn a_fetch_that_is_named_brings_the_revision() {
    let folder = cloned();
    server(&folder, &["branch", "release", "main"]);
    server(&folder, &["tag", "v1.0.0", "main"]);
    for (revision, then) in
        [("release", "origin/release"), ("origin/release", "origin/release"), ("refs/tags/v1.0.0", "refs/tags/v1.0.0")]
    {
        if !clone(&folder, &["tag", "--list"]).is_empty() {
            clone(&folder, &["tag", "-d", "v1.0.0"]);
        }
        let said = against(&folder, revision).code(3).err().to_owned();
        let fetch = said.split('`').find(|part| part.starts_with("git fetch")).expect("the command");
        folder.paste(&format!("cd clone && {fetch}")).code(0);
        finds(&folder, then);
        clone(&folder, &["update-ref", "-d", "refs/remotes/origin/release"]);
    }
}

#[test]
fn replaced_objects_and_grafts_do_not_change_the_baseline() {
    let folder = cloned();
    let main = clone(&folder, &["rev-parse", "main"]);
    let pull = clone(&folder, &["rev-parse", "pull"]);
    clone(&folder, &["replace", &main, &pull]);
    finds(&folder, "main");
    clone(&folder, &["replace", "-d", &main]);
    // The parent of HEAD is another commit with the tables of HEAD.
    let tree = clone(&folder, &["rev-parse", "HEAD^{tree}"]);
    let other = clone(&folder, &["commit-tree", &tree, "-m", "other"]);
    folder.write("clone/.git/info/grafts", format!("{pull} {other}\n").as_bytes());
    assert_eq!(clone(&folder, &["rev-parse", "HEAD~1"]), other, "git itself believes the graft");
    finds(&folder, "HEAD~1");
}

#[test]
fn several_last_common_commits_are_named_and_none_is_chosen() {
    let folder = cloned();
    clone(&folder, &["switch", "--quiet", "main"]);
    clone(&folder, &["commit", "--quiet", "--allow-empty", "-m", "more"]);
    clone(&folder, &["switch", "--quiet", "-c", "other", "pull"]);
    clone(&folder, &["merge", "--quiet", "-m", "one", "main"]);
    clone(&folder, &["switch", "--quiet", "main"]);
    clone(&folder, &["merge", "--quiet", "-m", "two", "pull"]);
    clone(&folder, &["switch", "--quiet", "other"]);
    let run = inside(&folder, "clone", &["check", "--against", "main", "--merge-base"]).code(3);
    for branch in ["main~1", "pull"] {
        let id = clone(&folder, &["rev-parse", branch]);
        assert!(run.err().contains(&id), "{}", run.err());
    }
}

#[test]
fn a_hook_that_sets_the_variables_of_git_can_run_the_gate() {
    let folder = cloned();
    let git_dir = folder.path().join("clone/.git");
    let run = |git_dir: &std::ffi::OsStr, inside: &str| {
        let command = folder.command(&["check", "--against", "main", "../docs-tables"]);
        command
            .current_dir(folder.path().join(inside))
            .env("GIT_DIR", git_dir)
            .env("GIT_WORK_TREE", folder.path().join("clone"))
    };
    fs::create_dir(folder.path().join("clone/src")).expect("a folder");
    let checked = run(git_dir.as_os_str(), "clone/src").assert().code(1);
    assert!(checked.out().contains("could use Calendar"), "{}", checked.out());
    // As git itself, which looks for it in the folder where it runs.
    let refused = run(".git".as_ref(), "clone/src").assert().code(3);
    assert!(refused.err().contains("it must be an absolute path"), "{}", refused.err());
}

#[test]
fn ids_of_64_digits_are_read_where_the_repository_has_them() {
    let folder = Folder::with(&[("docs-tables/chat.md", CHAT)]);
    folder.git(&["init", "--quiet", "--object-format=sha256"]);
    folder.run(&["lock"]).code(0);
    folder.commit("main");
    let id = folder.git(&["rev-parse", "HEAD"]);
    assert_eq!(id.len(), 64);
    folder.edit("docs-tables/chat.md", CALENDAR, "");
    let run = folder.run(&["check", "--against", &id]).code(1);
    assert!(run.out().contains("could use Calendar"), "{}", run.out());
    folder.git(&["update-ref", &format!("refs/heads/{}", &id[..40]), "HEAD"]);
    let run = folder.run(&["check", "--against", &id[..40]]).code(3);
    assert!(run.err().contains("but not of those in this repository"), "{}", run.err());
}

#[test]
fn a_linked_work_tree_has_a_head_of_its_own() {
    let folder = cloned();
    clone(&folder, &["worktree", "add", "--quiet", "../linked", "main"]);
    folder.edit("linked/docs-tables/chat.md", CALENDAR, "");
    fs::create_dir(folder.path().join("linked/src")).expect("a folder");
    let check = |path| inside(&folder, path, &["check", "../docs-tables", "--against", "HEAD"]);
    let run = check("linked/src").code(1);
    assert!(run.out().contains("could use Calendar"), "{}", run.out());
    fs::create_dir(folder.path().join("clone/src")).expect("a folder");
    check("clone/src").code(0);
}

#[test]
fn documents_of_another_repository_are_no_pass() {
    let folder = cloned();
    let run = inside(&folder, "server", &["check", "../clone/docs-tables", "--against", "HEAD"]).code(3);
    assert!(
        run.err().contains("is outside of the repository; run the command in that of the documents"),
        "{}",
        run.err()
    );
    // A submodule is another repository, too.
    clone(&folder, &["submodule", "--quiet", "add", "../server", "sub"]);
    clone(&folder, &["commit", "--quiet", "-m", "submodule"]);
    let run = inside(&folder, "clone", &["check", "sub/docs-tables", "--against", "HEAD"]).code(3);
    assert!(run.err().contains("sub at HEAD is another repository (a submodule)"), "{}", run.err());
    inside(&folder, "clone/sub", &["check", "--against", "HEAD"]).code(0);
}
