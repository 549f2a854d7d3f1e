//! Ways to let a break pass unseen, each tried in a real repository.

use scopemark_compiler::model::Document;
use scopemark_gate::lock::{Acceptance, Lock};
use snapbox::cmd::OutputAssert;
use snapbox::str;

use crate::check::{CHAT, locked};
use crate::support::{Folder, Printed, line_with};

const CALENDAR: &str = "| Calendar | `Calendars.Read` | No | |\n";

/// A repository with a release and a tombstone on its main branch, on a branch of its own.
fn repository() -> Folder {
    let folder = locked();
    folder.git(&["init", "--quiet"]);
    folder.edit("docs-tables/chat.md", "| Chat | `User.Read` | No | |\n", "");
    folder.accept_all(&["check"]);
    folder.run(&["lock"]).code(0);
    folder.run(&["release", "1.0.0", "--window", "2"]).code(0);
    folder.commit("main");
    folder.git(&["switch", "--quiet", "-c", "pull"]);
    folder
}

const AGAINST: [&str; 4] = ["check", "--against", "main", "--merge-base"];

fn check(folder: &Folder) -> OutputAssert {
    folder.commit("pull");
    folder.run(&AGAINST)
}

fn removes_a_row(folder: &Folder) {
    folder.edit("docs-tables/chat.md", CALENDAR, "");
}

#[track_caller]
fn fails_for(run: OutputAssert, texts: &[&str]) -> OutputAssert {
    let run = run.code(1);
    for text in texts {
        assert!(run.out().contains(text), "{text} in {}", run.out());
    }
    run
}

#[test]
fn what_is_untouched_passes_against_its_base() {
    check(&repository()).code(0);
}

#[test]
fn a_removed_row_fails_and_with_its_acceptance_passes_and_the_acceptance_is_printed() {
    let folder = repository();
    removes_a_row(&folder);
    fails_for(check(&folder), &["token/feature-removed", "could use Calendar"]);
    folder.accept_all(&AGAINST);
    folder.run(&["lock"]).code(0);
    check(&folder).code(0).stdout_eq(str![[r#"
...
  = reason: see #12

new acceptance: code/name-removed:[..] token/feature-removed:[..]
  = reason: as above
...
"#]]);

    folder.edit("docs-tables/chat.md", "`Chat.Read` | No", "`Chat.ReadWrite` | No");
    fails_for(check(&folder), &["error: docs-tables/chat.md"]);
}

#[test]
fn a_lock_deleted_and_made_again_hides_nothing() {
    let folder = repository();
    removes_a_row(&folder);
    std::fs::remove_file(folder.path().join("permissions.lock")).expect("a lock");
    folder.run(&["lock"]).code(0);
    // Alone it looks well.
    folder.run(&["check"]).code(0);
    let run = fails_for(
        check(&folder),
        &[
            "token/feature-removed",
            "[lock/history-removed]",
            "release 1.0.0 is gone",
            "does not remember the scope `UserRead`",
        ],
    );
    // The command that brings the old lock back works when pasted, and so do those for whoever means all of it.
    let restore = run.out().split('`').find(|part| part.starts_with("git checkout ")).expect("the command").to_owned();
    let regenerated = folder.read("permissions.lock");
    folder.paste(&restore).code(0);
    assert_ne!(folder.read("permissions.lock"), regenerated);
    folder.write("permissions.lock", regenerated.as_bytes());
    folder.accept_all(&AGAINST);
    folder.run(&AGAINST).code(0);
}

#[test]
fn a_smaller_window_is_a_finding_and_the_old_one_counts() {
    let folder = repository();
    folder.run(&["release", "1.0.1", "--window", "1"]).code(0);
    fails_for(check(&folder), &["[lock/history-removed]", "supports 2 releases, this lock only 1"]);
}

#[test]
fn a_release_made_by_the_edit_itself_does_not_make_the_break_old() {
    let folder = repository();
    removes_a_row(&folder);
    // Not accepted.
    folder.run(&["release", "2.0.0"]).code(1);
    std::fs::remove_file(folder.path().join("permissions.lock")).expect("a lock");
    folder.run(&["lock"]);
    for version in ["1.0.0", "2.0.0", "3.0.0"] {
        folder.run(&["release", version]).code(0);
    }
    fails_for(check(&folder), &["token/feature-removed", "release 1.0.0", "[lock/history-removed]"]);
}

#[test]
fn a_release_with_accepted_breaks_passes_and_prints_them() {
    let folder = repository();
    removes_a_row(&folder);
    folder.accept_all(&["check"]);
    folder.run(&["lock"]).code(0);
    let small = folder.run(&["release", "1.1.0"]).code(1);
    assert!(small.err().contains("2.0.0"), "{}", small.err());
    folder.run(&["release", "2.0.0"]).code(0);
    check(&folder).code(0).stdout_eq(str![[r#"
...
  = reason: see #12

new acceptance: code/name-removed:[..] token/feature-removed:[..]
  = reason: as above
...
"#]]);
}

/// Rewrites the lock as somebody would who knows its format: the digests fit.
fn forge(folder: &Folder, edit: impl FnOnce(&mut Lock)) {
    forge_unchecked(folder, edit);
    // Alone it looks well.
    folder.run(&["lock"]).code(0);
}

#[test]
fn a_dropped_tombstone_is_a_finding() {
    let folder = repository();
    forge(&folder, |lock| lock.tombstones.clear());
    fails_for(check(&folder), &["[lock/history-removed]", "does not remember the scope `UserRead`"]);
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
    // Alone it looks well.
    folder.run(&["check"]).code(0);
    let says = [
        "token/feature-removed",
        "compared with: the merge base with main, release 1.0.0",
        "what release 1.0.0 said is gone or was changed",
    ];
    fails_for(check(&folder), &says);
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
    fails_for(
        check(&folder),
        &["[lock/history-removed]", "says that token/feature-removed", "new acceptance: token/feature-removed"],
    );
}

pub(crate) fn forge_unchecked(folder: &Folder, edit: impl FnOnce(&mut Lock)) {
    let mut lock = Lock::parse(folder.read("permissions.lock").as_bytes()).expect("a lock");
    edit(&mut lock);
    folder.write("permissions.lock", lock.render().as_bytes());
}

#[test]
fn tables_and_lock_of_the_base_that_disagree_are_both_baselines() {
    let folder = repository();
    folder.git(&["switch", "--quiet", "main"]);
    removes_a_row(&folder);
    folder.commit("without the lock");
    folder.git(&["switch", "--quiet", "-c", "later"]);
    // The tables of the base lost the row already; its lock did not.
    fails_for(check(&folder), &["token/feature-removed", "compared with: the lock at the merge base with main"]);
    folder.accept_all(&AGAINST);
    folder.run(&["lock"]).code(0);
    check(&folder).code(0);
}

#[test]
fn what_cannot_be_read_at_the_base_is_compared_with_its_lock() {
    let folder = repository();
    folder.git(&["switch", "--quiet", "main"]);
    folder.edit("docs-tables/chat.md", "`Calendars.Read`", "`Calendars Read`");
    folder.commit("broken");
    folder.git(&["switch", "--quiet", "-c", "later"]);
    folder.edit("docs-tables/chat.md", "`Calendars Read`", "`Calendars.Read`");
    check(&folder).code(0);
    removes_a_row(&folder);
    fails_for(check(&folder), &["token/feature-removed", "could use Calendar"]);
}

#[test]
fn an_edit_is_compared_with_every_release_that_its_base_supports() {
    let folder = repository();
    folder.git(&["switch", "--quiet", "main"]);
    removes_a_row(&folder);
    folder.accept_all(&["check"]);
    folder.run(&["lock"]);
    folder.commit("accepted");
    folder.git(&["switch", "--quiet", "-c", "next"]);
    // The acceptance holds against release 1.0.0.
    check(&folder).code(0).stdout_eq(line_with("compared with: release 1.0.0"));
    for command in folder
        .read("permissions.lock")
        .lines()
        .filter_map(|line| line.split('"').nth(1))
        .filter(|text| text.starts_with("token/"))
    {
        folder.run(&["accept", "--withdraw", command]);
    }
    fails_for(check(&folder), &["[lock/history-removed]", "the acceptance of token/feature-removed"]);
}

#[test]
fn a_shallow_clone_never_passes_and_the_command_that_helps_is_named() {
    let folder = repository();
    removes_a_row(&folder);
    folder.commit("pull");
    let clones = Folder::with(&[]);
    let url = format!("file://{}", folder.path().display());
    clones.git(&["clone", "--quiet", "--depth", "1", "--branch", "pull", &url, "clone"]);
    let run = |arguments: &[&str]| clones.command(arguments).current_dir(clones.path().join("clone")).assert();
    for arguments in [
        &["check", "--against", "main"][..],
        &["check", "--against", "origin/main", "--merge-base"],
        &["check", "--against", "HEAD~1"],
    ] {
        run(arguments).code(3).stderr_eq(line_with("git fetch --unshallow"));
    }
    // The command helps.
    let refused = run(&["check", "--against", "origin/main", "--merge-base"]);
    let fetch = refused.err().split('`').nth(1).expect("the command");
    clones
        .paste(&format!(
            "cd clone && GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=protocol.file.allow GIT_CONFIG_VALUE_0=always {fetch}"
        ))
        .code(0);
    run(&["check", "--against", "origin/main", "--merge-base"]).code(1);
}

#[test]
fn a_baseline_that_cannot_be_read_is_never_a_pass() {
    let folder = repository();
    for (revision, says) in [
        ("nowhere", "git fetch origin +refs/heads/nowhere"),
        ("--help", "not the name of a revision"),
        ("-x y", "not the name of a revision"),
    ] {
        folder.run(&["check", &format!("--against={revision}")]).code(3).stderr_eq(line_with(says));
    }
    folder.command(&["check", "--against", "main"]).env("PATH", "").assert().code(3).stderr_eq(str![[r#"
error: there is no `git` command on the PATH; install git to compare with a revision

"#]]);

    let outside = locked();
    outside.command(&["check", "--against", "main"]).env("GIT_CEILING_DIRECTORIES", "/").assert().code(3).stderr_eq(
        str![[r#"
error: [FOLDER] is not in a readable git repository: [..]

"#]],
    );
}

#[test]
fn a_base_without_a_lock_hides_nothing_and_one_with_a_conflict_in_it_is_never_a_pass() {
    let folder = Folder::with(&[("docs-tables/chat.md", CHAT)]);
    folder.git(&["init", "--quiet"]);
    folder.commit("no lock");
    folder.run(&["lock"]).code(0);
    // Its tables alone are the baseline.
    folder.run(&["check", "--against", "HEAD"]).code(0);
    let chat = folder.read("docs-tables/chat.md");
    removes_a_row(&folder);
    folder.run(&["check", "--against", "HEAD"]).code(1).stdout_eq(line_with("could use Calendar"));
    folder.write("docs-tables/chat.md", chat.as_bytes());

    let lock = folder.read("permissions.lock");
    folder.write("permissions.lock", format!("<<<<<<< ours\n{lock}=======\n{lock}>>>>>>> theirs\n").as_bytes());
    folder.commit("conflict");
    folder.run(&["check"]).code(3).stderr_eq(str![[r#"
error: permissions.lock: line 1: a merge conflict is not resolved; `cargo scopemark lock` resolves it, once the documents are merged: it keeps the acceptances, tombstones and releases of both sides

"#]]);
    folder.write("permissions.lock", lock.as_bytes());
    folder.run(&["check", "--against", "HEAD"]).code(3).stderr_eq(str![[r#"
error: permissions.lock at HEAD: line 1: a merge conflict is not resolved; `cargo scopemark lock` resolves it, once the documents are merged: it keeps the acceptances, tombstones and releases of both sides

"#]]);
}

#[test]
fn a_run_in_ci_writes_nothing() {
    let folder = repository();
    removes_a_row(&folder);
    let before = folder.read("permissions.lock");
    for arguments in
        [&["lock"][..], &["release", "9.0.0"], &["accept", "token/need-grew:0123", "--reason", "why"], &["init"]]
    {
        folder.command(arguments).env("CI", "true").assert().code(3).stderr_eq(line_with("CI is set"));
    }
    folder.command(&["check"]).env("CI", "true").assert().code(1);
    assert_eq!(folder.read("permissions.lock"), before);
    assert_eq!(folder.git(&["status", "--short"]), "M docs-tables/chat.md");
}

/// Commits the manifest of a package with these lines for scopemark.
pub(crate) fn manifest(folder: &Folder, lines: &str) {
    let text = format!("[package]\nname = \"chat\"\nversion = \"0.1.0\"\n\n[package.metadata.scopemark]\n{lines}\n");
    folder.write("Cargo.toml", text.as_bytes());
}

#[test]
fn a_level_lowered_by_the_edit_does_not_count_in_it_and_is_printed() {
    let folder = repository();
    manifest(&folder, "level.\"code/name-removed\" = \"note\"");
    // One of the constants goes: nothing but its name is lost.
    folder.edit(
        "docs-tables/chat.md",
        "# Chat\n",
        "<!-- scopemark: rename.\"Chat.Read\" = \"ReadChats\" -->\n# Chat\n",
    );
    let says =
        ["[code/name-respelled]", "warning: ", "lowers code/name-removed from error to note", "[lock/setting-changed]"];
    fails_for(check(&folder), &says);

    // The baseline has it: the same level is no longer news.
    let folder = repository();
    folder.git(&["switch", "--quiet", "main"]);
    manifest(&folder, "level.\"code/name-removed\" = \"note\"");
    folder.run(&["lock"]).code(0);
    folder.commit("lowered, and reviewed");
    folder.git(&["switch", "--quiet", "-c", "next"]);
    folder.edit("docs-tables/chat.md", CALENDAR, "| Calendar | `Calendars.ReadBasic` | No | |\n");
    folder.commit("next");
    let run = fails_for(folder.run(&[&AGAINST[..], &["--notes"]].concat()), &["token/scope-replaced"]);
    assert!(!run.out().contains("lock/setting-changed"), "{}", run.out());
    assert!(run.out().contains("also note: Scope::CalendarsRead is gone"), "{}", run.out());
}

#[test]
fn what_may_not_be_lowered_is_exit_code_3_with_its_place() {
    let folder = repository();
    for (lines, says) in [
        (
            "level.\"token/feature-removed\" = \"note\"",
            "Cargo.toml:6:7: `token/feature-removed` cannot be lowered, because such a change hurts users",
        ),
        ("level.\"code/name-gone\" = \"note\"", "Cargo.toml:6:7: the gate has no rule `code/name-gone`"),
    ] {
        manifest(&folder, lines);
        let run = folder.run(&["check"]).code(3);
        assert!(run.err().contains(says), "{says} in {}", run.err());
    }
}

#[test]
fn a_lock_that_is_named_elsewhere_by_the_edit_is_a_finding() {
    let folder = repository();
    removes_a_row(&folder);
    manifest(&folder, "lock = \"other.lock\"");
    folder.run(&["lock"]).code(0);
    // Alone it looks well.
    folder.run(&["check"]).code(0);
    fails_for(
        check(&folder),
        &["token/feature-removed", "[lock/setting-changed]", "is permissions.lock; it is other.lock now"],
    );
}

#[test]
fn another_folder_that_the_edit_names_is_a_finding_and_the_old_one_counts() {
    let folder = repository();
    let chat = folder.read("docs-tables/chat.md");
    folder.write("tables/other.md", chat.replace(CALENDAR, "").as_bytes());
    manifest(&folder, "folders = [\"tables\"]");
    std::fs::remove_file(folder.path().join("permissions.lock")).expect("a lock");
    folder.run(&["lock"]).code(0);
    folder.run(&["check"]).code(0);
    let says = [
        "[document/unreadable]",
        "docs-tables is no longer read, and its documents are still there",
        "is about the documents in docs-tables; it is about tables now",
        "[code/name-removed]",
    ];
    fails_for(check(&folder), &says);
}

#[test]
fn a_folder_in_a_package_of_its_own_does_not_leave_its_lock_behind() {
    let folder = repository();
    let chat = folder.read("docs-tables/chat.md");
    folder.write("x/docs/chat.md", chat.replace(CALENDAR, "").as_bytes());
    manifest(&folder, "folders = [\"x/docs\"]");
    folder.run(&["lock"]).code(0);
    folder.run(&["check"]).code(0);
    let says = ["token/feature-removed", "is permissions.lock; it is x/permissions.lock now", "[document/unreadable]"];
    fails_for(check(&folder), &says);
}

const CATALOGUE: &str =
    "name\tkind\tresource\tadmin_consent\nCalendars.Read\tdelegated\thttps://graph.microsoft.com\tno\n";

#[test]
fn a_catalogue_that_the_edit_brings_or_changes_is_a_finding_and_not_used() {
    let folder = repository();
    folder.write("permissions.catalogue.tsv", CATALOGUE.as_bytes());
    folder.run(&["lock"]).code(1);
    let folder = repository();
    let all = "Calendars.Read\tdelegated\thttps://graph.microsoft.com\tno\nChat.Read\tdelegated\thttps://graph.microsoft.com\tno\n";
    folder.write("permissions.catalogue.tsv", format!("name\tkind\tresource\tadmin_consent\n{all}").as_bytes());
    folder.run(&["lock"]).code(0);
    fails_for(check(&folder), &["there is a catalogue now", "[lock/setting-changed]"]);
    folder.accept_all(&AGAINST);
    check(&folder).code(0);
}

#[test]
fn a_catalogue_that_the_edit_names_does_not_replace_that_of_the_base() {
    let folder = repository();
    let catalogue = |consent: &str| {
        let row = |name: &str| format!("{name}\tdelegated\thttps://graph.microsoft.com\t{consent}\n");
        format!("name\tkind\tresource\tadmin_consent\n{}{}", row("Calendars.Read"), row("Chat.Read"))
    };
    folder.write("permissions.catalogue.tsv", catalogue("yes").as_bytes());
    folder.edit("docs-tables/chat.md", CALENDAR, "| Calendar | `Calendars.Read` | Yes | |\n");
    folder.edit("docs-tables/chat.md", "| Chat | `Chat.Read` | No | |", "| Chat | `Chat.Read` | Yes | |");
    folder.accept_all(&["check"]);
    folder.run(&["lock"]).code(0);
    folder.commit("catalogue");
    folder.write("own.tsv", catalogue("no").as_bytes());
    folder.edit("docs-tables/chat.md", "| Calendar | `Calendars.Read` | Yes | |\n", CALENDAR);
    folder.edit("docs-tables/chat.md", "| Chat | `Chat.Read` | Yes | |", "| Chat | `Chat.Read` | No | |");
    folder.run(&["lock", "--catalogue", "own.tsv"]);
    let run = folder.run(&["check", "--against", "HEAD", "--catalogue", "own.tsv"]);
    fails_for(run, &["[lock/setting-changed]"]);
}

#[test]
fn a_document_that_stops_to_serve_is_a_finding() {
    let folder = repository();
    folder.git(&["switch", "--quiet", "main"]);
    folder.edit("docs-tables/chat.md", "# Chat\n", "<!-- scopemark: serves = \"true\" -->\n# Chat\n");
    folder.run(&["lock"]).code(0);
    folder.commit("serves");
    folder.git(&["switch", "--quiet", "-c", "next"]);
    check(&folder).code(0);
    folder.edit("docs-tables/chat.md", "<!-- scopemark: serves = \"true\" -->\n# Chat\n", "# Chat\n");
    folder.run(&["lock"]).code(0);
    fails_for(check(&folder), &["docs-tables/chat.md no longer says `serves`", "[lock/setting-changed]"]);
}

#[test]
fn a_promised_feature_does_not_become_beta_by_the_edit_that_breaks_it() {
    let folder = repository();
    folder.edit("docs-tables/chat.md", CALENDAR, "| Calendar (beta) | `Calendars.ReadWrite` | No | |\n");
    let says = [
        "error: docs-tables/chat.md",
        "[token/scope-replaced]",
        "Calendar is beta now, and was promised before",
        "[lock/beta-entered]",
    ];
    fails_for(check(&folder), &says);
    // Nor under a new name.
    folder.write("docs-tables/chat.md", folder.git(&["show", "main:docs-tables/chat.md"]).as_bytes());
    let renamed = "<!-- scopemark: formerly.\"Events\" = \"Calendar\" -->\n# Chat\n";
    folder.edit("docs-tables/chat.md", "# Chat\n", renamed);
    folder.edit("docs-tables/chat.md", "| Calendar |", "| Events (beta) |");
    fails_for(check(&folder), &["Events is beta now, and was promised before", "[lock/beta-entered]"]);
}

#[test]
fn what_breaks_a_feature_that_always_was_beta_is_a_warning() {
    let folder = repository();
    folder.git(&["switch", "--quiet", "main"]);
    folder.edit("docs-tables/chat.md", CALENDAR, &format!("{CALENDAR}| Mail (beta) | `Mail.Read` | No | |\n"));
    folder.accept_all(&["check"]);
    folder.run(&["lock"]).code(0);
    folder.commit("a feature begins as beta");
    folder.git(&["switch", "--quiet", "-c", "next"]);
    folder.edit(
        "docs-tables/chat.md",
        "| Mail (beta) | `Mail.Read` | No | |\n",
        "| Mail (beta) | `Mail.ReadBasic` | No | |\n",
    );
    let run = check(&folder);
    let title = run
        .out()
        .lines()
        .find(|line| line.contains("[token/"))
        .or_else(|| run.out().lines().find(|line| line.contains("token/")));
    assert!(title.is_some_and(|line| line.contains("warning")), "{}", run.out());
}

#[test]
fn an_acceptance_does_not_cover_a_later_larger_change() {
    let folder = repository();
    removes_a_row(&folder);
    folder.accept_all(&AGAINST);
    check(&folder).code(0);
    folder.edit("docs-tables/chat.md", "| Chat | `Chat.Read` | No | |\n", "| Chat | `Chat.Read` | Yes | |\n");
    fails_for(check(&folder), &["[consent/admin-newly-required]"]);
}

#[test]
fn an_acceptance_of_the_base_that_is_written_anew_is_a_finding() {
    let folder = repository();
    removes_a_row(&folder);
    folder.accept_all(&["check"]);
    folder.commit("accepted");
    forge(&folder, |lock| "another reason".clone_into(&mut lock.accepted[0].reason));
    fails_for(folder.run(&["check", "--against", "HEAD"]), &["was changed [lock/history-removed]"]);
}
