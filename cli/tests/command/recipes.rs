//! The recipes for CI, as the README and `docs/ci.md` have them: their shell runs in repositories as CI services make them.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use snapbox::cmd::cargo_bin;

use crate::check::CHAT;
use crate::support::Folder;

const README: &str = include_str!("../../../README.md");
const PAGE: &str = include_str!("../../../docs/ci.md");
const CALENDAR: &str = "| Calendar | `Calendars.Read` | No | |\n";

/// The block of code in this language that has a text.
fn block<'p>(page: &'p str, language: &str, text: &str) -> &'p str {
    let mut blocks = page.split("\n```").filter_map(|part| part.strip_prefix(language)?.strip_prefix('\n'));
    blocks.find(|block| block.contains(text)).expect(text)
}

fn yaml(text: &str) -> Value {
    yaml_serde::from_str(text).expect("YAML")
}

/// A bare repository, `server.git`, whose `main` has documents and their lock; and a clone of it, `work`.
fn repository() -> Folder {
    let folder = Folder::with(&[("work/docs-tables/chat.md", CHAT)]);
    folder.git(&["init", "--quiet", "--bare", "server.git"]);
    work(&folder, &["init", "--quiet"]);
    work(&folder, &["remote", "add", "origin", "../server.git"]);
    lock(&folder);
    commit(&folder, "main");
    work(&folder, &["push", "--quiet", "--set-upstream", "origin", "main"]);
    folder
}

fn work(folder: &Folder, arguments: &[&str]) -> String {
    folder.git(&[&["-C", "work"], arguments].concat())
}

/// Makes the lock anew, so that only a baseline knows what it said.
fn lock(folder: &Folder) {
    let lock = folder.path().join("work/permissions.lock");
    if lock.exists() {
        fs::remove_file(lock).expect("the lock");
    }
    folder.command(&["lock"]).current_dir(folder.path().join("work")).assert().code(0);
}

fn commit(folder: &Folder, message: &str) {
    work(folder, &["add", "--all"]);
    work(folder, &["commit", "--quiet", "-m", message]);
}

/// An edit of `main` that breaks something, or none that does, as two commits on the branch `pull`.
fn edit(folder: &Folder, breaks: bool) {
    work(folder, &["switch", "--quiet", "-c", "pull", "main"]);
    if breaks {
        folder.edit("work/docs-tables/chat.md", CALENDAR, "");
        lock(folder);
    }
    folder.write("work/notes.txt", b"one");
    commit(folder, "one");
    folder.write("work/notes.txt", b"two");
    commit(folder, "two");
}

/// `main` goes on, without what the branch has.
fn main_goes_on(folder: &Folder) {
    work(folder, &["switch", "--quiet", "main"]);
    folder.write("work/docs-tables/mail.md", CHAT.replace("Chat", "Mail").as_bytes());
    lock(folder);
    commit(folder, "more");
    work(folder, &["push", "--quiet", "origin", "main"]);
}

/// The merge commit that a service makes of `main` and `pull`, under this name on the server.
fn merge(folder: &Folder, name: &str) -> String {
    work(folder, &["switch", "--quiet", "--detach", "main"]);
    // The documents of both; the lock is made anew.
    work(folder, &["merge", "--quiet", "--no-ff", "-X", "ours", "-m", "merge", "pull"]);
    lock(folder);
    work(folder, &["add", "--all"]);
    work(folder, &["commit", "--quiet", "--amend", "-m", "merge"]);
    let id = work(folder, &["rev-parse", "HEAD"]);
    work(folder, &["push", "--quiet", "origin", &format!("HEAD:{name}")]);
    id
}

/// What the checkout of a service fetches: every branch and tag, and the commit to check.
fn checkout(folder: &Folder, commit: &str) {
    folder.git(&["init", "--quiet", "ci"]);
    let ci = |arguments: &[&str]| folder.git(&[&["-C", "ci"], arguments].concat());
    ci(&["remote", "add", "origin", "../server.git"]);
    let branches = "+refs/heads/*:refs/remotes/origin/*";
    ci(&[
        "fetch",
        "--quiet",
        "origin",
        branches,
        "+refs/tags/*:refs/tags/*",
        &format!("+{commit}:refs/remotes/pull/1/merge"),
    ]);
    ci(&["checkout", "--quiet", "--detach", commit]);
}

/// A script in a folder, as a service runs it, with these variables and `cargo-scopemark` on the path.
fn shell(folder: &Path, script: &str, variables: &BTreeMap<String, String>) -> Output {
    println!("$ {script}\n{variables:?}");
    let mut command = Command::new("bash");
    command.args(["-e", "-c", script]).current_dir(folder).envs(variables).env("PATH", path()).env("CI", "true");
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    let output = command.output().expect("bash");
    println!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    output
}

fn path() -> std::ffi::OsString {
    let mut path = cargo_bin!("cargo-scopemark").parent().expect("its folder").as_os_str().to_owned();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    path
}

/// What a run of the workflow for GitHub did: the steps that failed, and all that was printed.
struct Run {
    failed: Vec<String>,
    printed: String,
    sarif: Option<Value>,
}

/// Runs the shell steps of the workflow in the folder `ci`, for an event with these expressions.
fn github(folder: &Folder, event: &[(&str, &str)]) -> Run {
    let workflow = yaml(block(README, "yaml", "actions/checkout"));
    let steps = workflow["jobs"]["scopemark"]["steps"].as_array().expect("steps");
    let (ci, environment) = (folder.path().join("ci"), folder.path().join("environment"));
    fs::write(&environment, "").expect("a file");
    let mut run = Run { failed: Vec::new(), printed: String::new(), sarif: None };
    for step in steps {
        let Some(script) = step["run"].as_str().filter(|script| !script.starts_with("cargo install")) else { continue };
        let set = fs::read_to_string(&environment).expect("the variables that steps set");
        let mut variables: BTreeMap<String, String> = set
            .lines()
            .filter_map(|line| line.split_once('='))
            .map(|(name, value)| (name.into(), value.into()))
            .collect();
        let runs = match step["if"].as_str() {
            None => run.failed.is_empty(),
            Some("always() && env.BASE != ''") => variables.get("BASE").is_some_and(|base| !base.is_empty()),
            Some(other) => panic!("{other}"),
        };
        if !runs {
            continue;
        }
        for (name, value) in step["env"].as_object().into_iter().flatten() {
            variables.insert(name.clone(), evaluated(value.as_str().expect("a text"), event));
        }
        variables.insert("GITHUB_ENV".into(), environment.display().to_string());
        variables.insert("GITHUB_WORKSPACE".into(), ci.display().to_string());
        let output = shell(&ci, script, &variables);
        run.printed += &String::from_utf8_lossy(&output.stdout);
        run.printed += &String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            run.failed.push(step["name"].as_str().unwrap_or(script).to_owned());
        }
    }
    let sarif = fs::read_to_string(ci.join("scopemark.sarif")).ok();
    run.sarif = sarif.map(|text| serde_json::from_str(&text).expect("a whole log"));
    run
}

/// The value of `${{ A || B }}`: the first that the event has.
fn evaluated(expression: &str, event: &[(&str, &str)]) -> String {
    let inner = expression.strip_prefix("${{ ").and_then(|rest| rest.strip_suffix(" }}")).expect("an expression");
    let value = |name: &str| event.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
    inner.split(" || ").find_map(value).unwrap_or_default()
}

const PULL: [(&str, &str); 2] = [("github.event_name", "pull_request"), ("github.base_ref", "main")];

/// A pull request of these edits, as the workflow judges it.
fn pull_request(folder: &Folder) -> Run {
    let commit = merge(folder, "refs/pull/1/merge");
    checkout(folder, &commit);
    github(folder, &PULL)
}

#[track_caller]
fn fails_at(run: &Run, step: &str, says: &str) {
    assert_eq!(run.failed, [step], "{}", run.printed);
    assert!(run.printed.contains(says), "{says} in {}", run.printed);
}

#[test]
fn the_workflow_of_the_readme_is_the_one_that_init_creates() {
    assert!(
        block(README, "yaml", "actions/checkout").trim_end()
            == include_str!("../../src/init/permissions.yml").trim_end()
    );
    for page in [README, PAGE] {
        assert!(
            !page.contains("cargo scopemark check --against=\""),
            "a file of the edit could make it another command"
        );
    }
}

#[test]
fn a_pull_request_that_breaks_nothing_passes_also_where_its_branch_is_behind() {
    let folder = repository();
    edit(&folder, false);
    main_goes_on(&folder);
    let run = pull_request(&folder);
    assert_eq!(run.failed, [""; 0], "{}", run.printed);
    let sarif = run.sarif.expect("a report");
    assert_eq!(sarif["runs"][0]["invocations"][0]["executionSuccessful"], true);
}

#[test]
fn a_pull_request_that_breaks_something_fails_and_is_reported() {
    let folder = repository();
    edit(&folder, true);
    let run = pull_request(&folder);
    fails_at(&run, "Compare", "could use Calendar");
    assert!(run.printed.lines().any(|line| line.starts_with("::error file=docs-tables/chat.md,")), "{}", run.printed);
    let sarif = run.sarif.expect("a report");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    assert!(results.iter().any(|result| result["ruleId"] == "token/feature-removed"), "{sarif:#}");
}

#[test]
fn a_tag_or_branch_that_somebody_pushed_is_not_the_baseline_of_a_pull_request() {
    let folder = repository();
    edit(&folder, true);
    for name in
        ["refs/tags/origin/main", "refs/tags/main", "refs/tags/HEAD", "refs/heads/origin/main", "refs/heads/HEAD"]
    {
        work(&folder, &["push", "--quiet", "origin", &format!("pull:{name}")]);
    }
    fails_at(&pull_request(&folder), "Compare", "could use Calendar");
}

#[test]
fn a_pull_request_of_a_fork_is_compared_with_the_target_branch() {
    let folder = repository();
    // The branch is in another repository only: the server has the merge commit alone.
    folder.git(&["clone", "--quiet", "--bare", "server.git", "fork.git"]);
    edit(&folder, true);
    work(&folder, &["push", "--quiet", "../fork.git", "pull"]);
    let run = pull_request(&folder);
    assert_eq!(folder.git(&["-C", "server.git", "branch", "--list", "pull"]), "");
    fails_at(&run, "Compare", "could use Calendar");
}

#[test]
fn a_commit_whose_first_parent_is_not_in_the_target_branch_is_not_judged() {
    let folder = repository();
    edit(&folder, true);
    // The head of the branch in place of the merge commit: its parent has the break already.
    work(&folder, &["push", "--quiet", "origin", "pull:refs/pull/1/head"]);
    checkout(&folder, &work(&folder, &["rev-parse", "pull"]));
    let run = github(&folder, &PULL);
    fails_at(&run, "Find the commit to compare with", "The first parent of the checked out commit is not in main");
    assert_eq!(run.sarif, None);
}

#[test]
fn a_merge_queue_is_compared_with_the_base_that_its_event_names() {
    let folder = repository();
    let base = work(&folder, &["rev-parse", "main"]);
    edit(&folder, true);
    checkout(&folder, &merge(&folder, "refs/heads/gh-readonly-queue/main/pr-1"));
    let event = [("github.event_name", "merge_group"), ("github.event.merge_group.base_sha", &*base)];
    fails_at(&github(&folder, &event), "Compare", "could use Calendar");
}

#[test]
fn a_push_is_compared_with_the_commit_before_and_a_new_branch_is_no_pass() {
    let folder = repository();
    let before = work(&folder, &["rev-parse", "main"]);
    edit(&folder, true);
    work(&folder, &["push", "--quiet", "origin", "pull:main"]);
    checkout(&folder, &work(&folder, &["rev-parse", "pull"]));
    let push = |before| github(&folder, &[("github.event_name", "push"), ("github.event.before", before)]);
    fails_at(&push(&before), "Compare", "could use Calendar");
    let new = push("0000000000000000000000000000000000000000");
    fails_at(&new, "Compare", "stands for no commit");
    let invocation = &new.sarif.expect("a report")["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    fails_at(&push("1111111111111111111111111111111111111111"), "Compare", "git fetch origin 1111");
}

/// Runs the script for GitLab in the folder `ci`.
fn gitlab(folder: &Folder, variables: &[(&str, &str)]) -> Output {
    let job = &yaml(block(PAGE, "yaml", "CI_PIPELINE_SOURCE"))["permission-tables"];
    let script: Vec<&str> = job["script"].as_array().expect("a script").iter().filter_map(Value::as_str).collect();
    let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    shell(&folder.path().join("ci"), &script.join("\n"), &variables)
}

#[track_caller]
fn finds_calendar(output: &Output) {
    let printed = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{printed}");
    assert!(printed.contains("could use Calendar"), "{printed}");
}

#[test]
fn on_gitlab_a_merge_request_is_compared_with_the_merge_base_whatever_kind_of_pipeline_runs() {
    let own = [
        ("CI_PIPELINE_SOURCE", "merge_request_event"),
        ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"),
        ("CI_MERGE_REQUEST_PROJECT_ID", "1"),
        ("CI_PROJECT_ID", "1"),
    ];
    for breaks in [false, true] {
        for is_merged in [false, true] {
            let folder = repository();
            edit(&folder, breaks);
            main_goes_on(&folder);
            let commit = if is_merged {
                merge(&folder, "refs/merge-requests/1/merge")
            } else {
                work(&folder, &["push", "--quiet", "origin", "pull"]);
                work(&folder, &["rev-parse", "pull"])
            };
            work(&folder, &["push", "--quiet", "origin", "pull:refs/tags/origin/main", "pull:refs/tags/main"]);
            checkout(&folder, &commit);
            let run = gitlab(&folder, &own);
            if breaks {
                finds_calendar(&run);
            } else {
                assert!(run.status.success());
            }
        }
    }
    // A fork: its own main has the break already.
    let folder = repository();
    edit(&folder, true);
    folder.git(&["clone", "--quiet", "--bare", "server.git", "fork.git"]);
    work(&folder, &["push", "--quiet", "../fork.git", "pull:main", "pull"]);
    folder.git(&["clone", "--quiet", "--branch", "pull", "fork.git", "ci"]);
    let server = folder.path().join("server").display().to_string();
    let mut fork = own.to_vec();
    fork[3] = ("CI_PROJECT_ID", "2");
    fork.push(("CI_MERGE_REQUEST_PROJECT_URL", &server));
    finds_calendar(&gitlab(&folder, &fork));
}

#[test]
fn on_gitlab_a_push_is_compared_with_the_commit_before() {
    let folder = repository();
    let before = work(&folder, &["rev-parse", "main"]);
    edit(&folder, true);
    work(&folder, &["push", "--quiet", "origin", "pull:main"]);
    checkout(&folder, &work(&folder, &["rev-parse", "pull"]));
    let push = |before| gitlab(&folder, &[("CI_PIPELINE_SOURCE", "push"), ("CI_COMMIT_BEFORE_SHA", before)]);
    finds_calendar(&push(&before));
    assert_eq!(push("0000000000000000000000000000000000000000").status.code(), Some(3));
}

/// The server refuses pushes as the hook of the page says.
fn install_hook(folder: &Folder) {
    let hook = folder.path().join("server.git/hooks/update");
    fs::create_dir_all(hook.parent().expect("its folder")).expect("a folder");
    fs::write(&hook, block(PAGE, "sh", "checkout-index")).expect("the hook");
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).expect("a program");
}

/// Pushes from the folder `work`. Whether the server took it, and what it said.
fn push(folder: &Folder, refs: &[&str]) -> (bool, String) {
    let script = format!("git push origin {}", refs.join(" "));
    let output = shell(&folder.path().join("work"), &script, &BTreeMap::new());
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[track_caller]
fn is_refused((is_taken, said): &(bool, String), says: &str) {
    assert!(!is_taken && said.contains(says), "{says} in {said}");
}

#[test]
fn a_hook_on_a_server_refuses_a_push_that_breaks_something_and_takes_others() {
    let folder = repository();
    install_hook(&folder);
    folder.git(&["-C", "server.git", "config", "receive.denyDeleteCurrent", "ignore"]);
    edit(&folder, false);
    assert!(push(&folder, &["pull:main"]).0);
    work(&folder, &["switch", "--quiet", "-c", "breaks"]);
    folder.edit("work/docs-tables/chat.md", CALENDAR, "");
    lock(&folder);
    commit(&folder, "breaks");
    is_refused(&push(&folder, &["breaks:main"]), "could use Calendar");
    // Another branch is not judged, and no tag becomes the baseline.
    assert!(push(&folder, &["breaks:breaks", "breaks:refs/tags/main", "breaks:refs/tags/origin/main"]).0);
    is_refused(&push(&folder, &["breaks:refs/heads/main"]), "could use Calendar");
    is_refused(&push(&folder, &["+breaks:refs/heads/main"]), "could use Calendar");
    is_refused(&push(&folder, &[":refs/heads/main"]), "main cannot be deleted");
    // Nothing stays behind on the server.
    assert_eq!(folder.git(&["-C", "server.git", "worktree", "list"]).lines().count(), 1);
    // What is accepted passes.
    work(&folder, &["switch", "--quiet", "-c", "accepted", "pull"]);
    folder.edit("work/docs-tables/chat.md", CALENDAR, "");
    folder.paste("cd work && cargo-scopemark check > ../found; true");
    for line in folder.read("found").lines().filter_map(|line| line.split_once("= accept: ")) {
        folder.paste(&format!("cd work && {}", line.1.replace("why this is meant", "planned"))).code(0);
    }
    folder.paste("cd work && cargo-scopemark lock").code(0);
    commit(&folder, "accepted");
    assert!(push(&folder, &["accepted:refs/heads/main"]).0);
}

#[test]
fn no_file_of_a_push_turns_the_hook_off() {
    let folder = repository();
    install_hook(&folder);
    edit(&folder, true);
    // What `git archive` leaves out, what cargo runs in place of the command, and where the documents are.
    folder.write("work/.gitattributes", b"docs-tables export-ignore\n*.md export-ignore\n");
    folder.write("work/.cargo/config.toml", b"[alias]\nscopemark = \"version\"\n");
    folder.write(
        "work/Cargo.toml",
        b"[package]\nname = \"x\"\nversion = \"0.1.0\"\n[package.metadata.scopemark]\nfolders = [\"other\"]\n",
    );
    folder.write("work/other/chat.md", CHAT.as_bytes());
    folder.write("work/rust-toolchain.toml", b"[toolchain]\npath = \"nowhere\"\n");
    commit(&folder, "more");
    is_refused(&push(&folder, &["pull:main"]), "could use Calendar");
}

#[test]
fn the_first_push_of_a_branch_has_nothing_to_be_compared_with_and_is_no_pass() {
    let folder = repository();
    install_hook(&folder);
    folder.git(&["-C", "server.git", "update-ref", "-d", "refs/heads/main"]);
    is_refused(&push(&folder, &["main:main"]), "stands for no commit");
}

#[test]
fn any_other_ci_compares_with_the_target_branch() {
    let folder = repository();
    edit(&folder, true);
    work(&folder, &["push", "--quiet", "origin", "pull", "pull:refs/tags/origin/main", "pull:refs/tags/main"]);
    checkout(&folder, &work(&folder, &["rev-parse", "pull"]));
    let script = block(PAGE, "sh", "git fetch --no-tags origin");
    finds_calendar(&shell(&folder.path().join("ci"), script, &BTreeMap::new()));
}

#[test]
fn the_tag_of_the_last_release_is_a_baseline() {
    let folder = repository();
    for tag in ["v1.9.0", "v1.10.0"] {
        work(&folder, &["tag", tag, "main"]);
    }
    edit(&folder, true);
    // A release candidate comes before its release, and one that is not in the history is no release of it.
    for tag in ["v1.10.0-rc.1", "w9.0.0"] {
        work(&folder, &["tag", tag, "pull"]);
    }
    work(&folder, &["switch", "--quiet", "-c", "other"]);
    folder.write("work/notes.txt", b"three");
    commit(&folder, "three");
    work(&folder, &["tag", "v3.0.0", "other"]);
    work(&folder, &["switch", "--quiet", "pull"]);
    let run = shell(&folder.path().join("work"), block(PAGE, "sh", "versionsort.suffix"), &BTreeMap::new());
    finds_calendar(&run);
    assert!(String::from_utf8_lossy(&run.stdout).contains("compared with: refs/tags/v1.10.0"));
}
