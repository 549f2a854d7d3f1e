//! Ways to let a break pass unseen, each tried in a real repository.

use scopemark_compiler::model::Document;
use scopemark_gate::lock::{Acceptance, Lock};

use crate::check::{CHAT, locked};
use crate::support::{Folder, Run};

const CALENDAR: &str = "| Calendar | `Calendars.Read` | No | |\n";

/// A repository with a release and a tombstone on its main branch, on a branch of its own.
fn repository() -> Folder {
    let folder = locked();
    folder.git(&["init", "--quiet"]);
    folder.edit("docs-tables/chat.md", "| Chat | `User.Read` | No | |\n", "");
    accept_all(&folder, &["check"]);
    assert_eq!(folder.run(&["lock"]).code, 0);
    let released = folder.run(&["release", "1.0.0", "--window", "2"]);
    assert_eq!(released.code, 0, "{released:?}");
    folder.commit("main");
    folder.git(&["switch", "--quiet", "-c", "pull"]);
    folder
}

fn accept_all(folder: &Folder, check: &[&str]) {
    for command in folder.run(check).accepts() {
        let run = folder.paste(&command);
        assert_eq!(run.code, 0, "{command}: {run:?}");
    }
}

const AGAINST: [&str; 4] = ["check", "--against", "main", "--merge-base"];

fn check(folder: &Folder) -> Run {
    folder.commit("pull");
    folder.run(&AGAINST)
}

fn removes_a_row(folder: &Folder) {
    folder.edit("docs-tables/chat.md", CALENDAR, "");
}

#[track_caller]
fn fails_for(run: &Run, texts: &[&str]) {
    assert_eq!(run.code, 1, "{run:?}");
    for text in texts {
        assert!(run.out.contains(text), "{text} in {}", run.out);
    }
}

#[test]
fn what_is_untouched_passes_against_its_base() {
    let run = check(&repository());
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn a_removed_row_fails_and_with_its_acceptance_passes_and_the_acceptance_is_printed() {
    let folder = repository();
    removes_a_row(&folder);
    let run = check(&folder);
    fails_for(&run, &["token/feature-removed", "could use Calendar"]);
    accept_all(&folder, &AGAINST);
    assert_eq!(folder.run(&["lock"]).code, 0);
    let run = check(&folder);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("new acceptance: ") && run.out.contains("= reason: why this is meant"), "{}", run.out);

    folder.edit("docs-tables/chat.md", "`Chat.Read` | No", "`Chat.ReadWrite` | No");
    fails_for(&check(&folder), &["error: docs-tables/chat.md"]);
}

#[test]
fn a_lock_deleted_and_made_again_hides_nothing() {
    let folder = repository();
    removes_a_row(&folder);
    std::fs::remove_file(folder.path().join("permissions.lock")).expect("a lock");
    assert_eq!(folder.run(&["lock"]).code, 0);
    assert_eq!(folder.run(&["check"]).code, 0, "alone it looks well");
    let run = check(&folder);
    fails_for(
        &run,
        &[
            "token/feature-removed",
            "[lock/history-removed]",
            "release 1.0.0 is gone",
            "does not remember the scope `UserRead`",
        ],
    );
    // The command that brings the old lock back works when pasted, and so do those for whoever means all of it.
    let restore = run.out.split('`').find(|part| part.starts_with("git checkout ")).expect("the command").to_owned();
    let regenerated = folder.read("permissions.lock");
    assert_eq!(folder.paste(&restore).code, 0, "{restore}");
    assert_ne!(folder.read("permissions.lock"), regenerated);
    folder.write("permissions.lock", regenerated.as_bytes());
    accept_all(&folder, &AGAINST);
    assert_eq!(folder.run(&AGAINST).code, 0);
}

#[test]
fn a_smaller_window_is_a_finding_and_the_old_one_counts() {
    let folder = repository();
    let released = folder.run(&["release", "1.0.1", "--window", "1"]);
    assert_eq!(released.code, 0, "{released:?}");
    fails_for(&check(&folder), &["[lock/history-removed]", "supports 2 releases, this lock only 1"]);
}

#[test]
fn a_release_made_by_the_edit_itself_does_not_make_the_break_old() {
    let folder = repository();
    removes_a_row(&folder);
    assert_eq!(folder.run(&["release", "2.0.0"]).code, 1, "not accepted");
    std::fs::remove_file(folder.path().join("permissions.lock")).expect("a lock");
    folder.run(&["lock"]);
    for version in ["1.0.0", "2.0.0", "3.0.0"] {
        let run = folder.run(&["release", version]);
        assert_eq!(run.code, 0, "{run:?}");
    }
    fails_for(&check(&folder), &["token/feature-removed", "release 1.0.0", "[lock/history-removed]"]);
}

#[test]
fn a_release_with_accepted_breaks_passes_and_prints_them() {
    let folder = repository();
    removes_a_row(&folder);
    accept_all(&folder, &["check"]);
    assert_eq!(folder.run(&["lock"]).code, 0);
    let small = folder.run(&["release", "1.1.0"]);
    assert_eq!(small.code, 1, "{small:?}");
    assert!(small.err.contains("2.0.0"), "{}", small.err);
    assert_eq!(folder.run(&["release", "2.0.0"]).code, 0);
    let run = check(&folder);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("new acceptance: token/feature-removed"), "{}", run.out);
}

/// Rewrites the lock as somebody would who knows its format: the digests fit.
fn forge(folder: &Folder, edit: impl FnOnce(&mut Lock)) {
    forge_unchecked(folder, edit);
    let run = folder.run(&["lock"]);
    assert_eq!(run.code, 0, "alone it looks well: {run:?}");
}

#[test]
fn a_dropped_tombstone_is_a_finding() {
    let folder = repository();
    forge(&folder, |lock| lock.tombstones.clear());
    fails_for(&check(&folder), &["[lock/history-removed]", "does not remember the scope `UserRead`"]);
}

#[test]
fn a_release_that_is_rewritten_is_a_finding() {
    let folder = repository();
    removes_a_row(&folder);
    forge(&folder, |lock| {
        let without = |documents: &mut Vec<Document>| {
            documents[0].permissions.retain(|row| row.scope != "Calendars.Read");
            documents[0].features.retain(|feature| feature.text != "Calendar");
            documents[0].scopes.retain(|scope| scope.text != "Calendars.Read");
        };
        without(&mut lock.documents);
        without(lock.releases[0].documents.as_mut().expect("supported"));
    });
    assert_eq!(folder.run(&["check"]).code, 0, "alone it looks well");
    let says = [
        "token/feature-removed",
        "compared with: the merge base with main, release 1.0.0",
        "what release 1.0.0 said is gone or was changed",
    ];
    fails_for(&check(&folder), &says);
}

#[test]
fn an_acceptance_planted_in_a_past_release_is_a_finding_and_printed() {
    let folder = repository();
    removes_a_row(&folder);
    let planted = folder.run(&["check"]).accepts()[0].split(' ').nth(3).expect("a fingerprint").to_owned();
    forge_unchecked(&folder, |lock| {
        let reason = "planted".to_owned();
        let acceptance = Acceptance { fingerprint: planted.clone(), reason, until: None, times: 1, settled: true };
        lock.releases[0].accepted.push(acceptance);
        lock.releases[0].accepted.sort();
    });
    let run = check(&folder);
    fails_for(
        &run,
        &["[lock/history-removed]", "says that token/feature-removed", "new acceptance: token/feature-removed"],
    );
}

fn forge_unchecked(folder: &Folder, edit: impl FnOnce(&mut Lock)) {
    let mut lock = Lock::parse(folder.read("permissions.lock").as_bytes()).expect("a lock");
    edit(&mut lock);
    folder.write("permissions.lock", lock.render().as_bytes());
}

#[test]
fn tables_and_lock_of_the_base_that_disagree_are_a_finding() {
    let folder = repository();
    folder.git(&["switch", "--quiet", "main"]);
    removes_a_row(&folder);
    folder.commit("without the lock");
    folder.git(&["switch", "--quiet", "-c", "later"]);
    accept_all(&folder, &["check"]);
    assert_eq!(folder.run(&["lock"]).code, 0);
    fails_for(
        &check(&folder),
        &["[lock/stale]", "at the merge base with main the lock does not say what the tables say"],
    );
}

#[test]
fn an_edit_is_compared_with_every_release_that_its_base_supports() {
    let folder = repository();
    folder.git(&["switch", "--quiet", "main"]);
    removes_a_row(&folder);
    accept_all(&folder, &["check"]);
    folder.run(&["lock"]);
    folder.commit("accepted");
    folder.git(&["switch", "--quiet", "-c", "next"]);
    let run = check(&folder);
    assert_eq!(run.code, 0, "the acceptance holds against release 1.0.0: {run:?}");
    assert!(run.out.contains("compared with: release 1.0.0"), "{}", run.out);
    for command in folder
        .read("permissions.lock")
        .lines()
        .filter_map(|line| line.split('"').nth(1))
        .filter(|text| text.starts_with("token/"))
    {
        folder.run(&["accept", "--withdraw", command]);
    }
    fails_for(&check(&folder), &["[lock/history-removed]", "the acceptance of token/feature-removed"]);
}

#[test]
fn a_shallow_clone_never_passes_and_the_command_that_helps_is_named() {
    let folder = repository();
    removes_a_row(&folder);
    folder.commit("pull");
    let clones = Folder::with(&[]);
    let url = format!("file://{}", folder.path().display());
    clones.git(&["clone", "--quiet", "--depth", "1", "--branch", "pull", &url, "clone"]);
    let run = |arguments: &[&str]| -> Run {
        let mut command = clones.command(arguments);
        command.current_dir(clones.path().join("clone")).output().expect("the command").into()
    };
    for arguments in [
        &["check", "--against", "main"][..],
        &["check", "--against", "origin/main", "--merge-base"],
        &["check", "--against", "HEAD~1"],
    ] {
        let run = run(arguments);
        assert_eq!(run.code, 3, "{run:?}");
        assert!(run.err.contains("git fetch --unshallow"), "{}", run.err);
    }
    // The command helps.
    let said = run(&["check", "--against", "origin/main", "--merge-base"]).err;
    let fetch = said.split('`').nth(1).expect("the command");
    let pasted = clones.paste(&format!(
        "cd clone && GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=protocol.file.allow GIT_CONFIG_VALUE_0=always {fetch}"
    ));
    assert_eq!(pasted.code, 0, "{fetch}: {pasted:?}");
    assert_eq!(run(&["check", "--against", "origin/main", "--merge-base"]).code, 1);
}

#[test]
fn a_baseline_that_cannot_be_read_is_never_a_pass() {
    let folder = repository();
    for (revision, says) in [("nowhere", "git fetch origin nowhere"), ("--help", "not known"), ("-x y", "not known")] {
        let run = folder.run(&["check", &format!("--against={revision}")]);
        assert_eq!(run.code, 3, "{run:?}");
        assert!(run.err.contains(says), "{}", run.err);
    }
    let mut command = folder.command(&["check", "--against", "main"]);
    let run: Run = command.env("PATH", "").output().expect("the command").into();
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.err.contains("install git"), "{}", run.err);

    let outside = locked();
    let mut command = outside.command(&["check", "--against", "main"]);
    let run: Run = command.env("GIT_CEILING_DIRECTORIES", "/").output().expect("the command").into();
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.err.contains("not in a readable git repository"), "{}", run.err);
}

#[test]
fn a_base_without_a_lock_or_with_a_conflict_in_it_is_never_a_pass() {
    let folder = Folder::with(&[("docs-tables/chat.md", CHAT)]);
    folder.git(&["init", "--quiet"]);
    folder.commit("no lock");
    assert_eq!(folder.run(&["lock"]).code, 0);
    let run = folder.run(&["check", "--against", "HEAD"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.err.contains("HEAD has no permissions.lock"), "{}", run.err);

    let lock = folder.read("permissions.lock");
    folder.write("permissions.lock", format!("<<<<<<< ours\n{lock}=======\n{lock}>>>>>>> theirs\n").as_bytes());
    folder.commit("conflict");
    let run = folder.run(&["check"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.err.contains("permissions.lock: line ") && run.err.contains("merge conflict"), "{}", run.err);
    folder.write("permissions.lock", lock.as_bytes());
    let run = folder.run(&["check", "--against", "HEAD"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.err.contains("permissions.lock at HEAD"), "{}", run.err);
}

#[test]
fn a_run_in_ci_writes_nothing() {
    let folder = repository();
    removes_a_row(&folder);
    let before = folder.read("permissions.lock");
    for arguments in
        [&["lock"][..], &["release", "9.0.0"], &["accept", "token/need-grew:a:b:c", "--reason", "why"], &["init"]]
    {
        let run: Run = folder.command(arguments).env("CI", "true").output().expect("the command").into();
        assert_eq!(run.code, 3, "{arguments:?} {run:?}");
        assert!(run.err.contains("CI is set"), "{}", run.err);
    }
    let run: Run = folder.command(&["check"]).env("CI", "true").output().expect("the command").into();
    assert_eq!(run.code, 1, "{run:?}");
    assert_eq!(folder.read("permissions.lock"), before);
    assert_eq!(folder.git(&["status", "--short"]), "M docs-tables/chat.md");
}
