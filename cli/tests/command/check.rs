//! `check`, `accept`, `diff`, `rules` and `explain`: what an edit breaks, and saying that it is meant.

use crate::support::Folder;

pub(crate) const CHAT: &str = "\
# Chat
<!-- scopemark: resource = \"https://graph.microsoft.com\" -->
| Feature | Permission | Admin consent | Notes |
|---|---|---|---|
| Chat | `Chat.Read` | No | |
| Chat | `User.Read` | No | |
| Calendar | `Calendars.Read` | No | |
";

/// A folder whose lock is up to date.
pub(crate) fn locked() -> Folder {
    let folder = Folder::with(&[("docs-tables/chat.md", CHAT)]);
    let run = folder.run(&["lock"]);
    assert_eq!(run.code, 0, "{run:?}");
    folder
}

#[test]
fn without_a_lock_nothing_passes_and_the_command_that_makes_one_is_named() {
    let run = Folder::with(&[("docs-tables/chat.md", CHAT)]).run(&["check"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.err.contains("cargo scopemark lock"), "{}", run.err);
}

#[test]
fn what_was_not_edited_passes() {
    let run = locked().run(&["check"]);
    assert_eq!((run.code, run.out.as_str()), (0, "0 errors, 0 warnings, 0 notes\n"), "{run:?}");
}

#[test]
fn a_lock_that_is_not_up_to_date_fails_even_where_the_edit_is_compatible() {
    let folder = locked();
    folder.edit("docs-tables/chat.md", "Calendars.Read` | No | |", "Calendars.Read` | No | Read this first |");
    let run = folder.run(&["check"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("[lock/stale]"), "{}", run.out);
    let update = run.out.lines().find_map(|line| line.split_once("= update: ")).expect("the command").1;
    assert_eq!(folder.paste(update).code, 0);
    assert_eq!(folder.run(&["check"]).code, 0);
}

#[test]
fn an_incompatible_edit_fails_until_each_of_its_commands_was_pasted() {
    let folder = locked();
    folder.edit("docs-tables/chat.md", "| Calendar | `Calendars.Read` | No | |\n", "");
    let before = folder.read("permissions.lock");
    let run = folder.run(&["check"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("Calendars.Read could use Calendar; after this edit it cannot"), "{}", run.out);
    assert!(run.out.contains("docs-tables/chat.md:3:1"), "at the header of the table: {}", run.out);

    let refused = folder.run(&["lock"]);
    assert_eq!(refused.code, 1, "{refused:?}");
    assert_eq!(folder.read("permissions.lock"), before, "the lock is as it was");

    let commands = run.accepts();
    assert!(!commands.is_empty(), "{}", run.out);
    for command in commands {
        let run = folder.paste(&command);
        assert_eq!(run.code, 0, "{command}: {run:?}");
    }
    let locked = folder.run(&["lock"]);
    assert_eq!(locked.code, 0, "{locked:?}");
    let run = folder.run(&["check"]);
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn an_accepted_change_does_not_cover_another_one_nor_itself_made_again() {
    let folder = locked();
    let calendar = "| Calendar | `Calendars.Read` | No | |\n";
    folder.edit("docs-tables/chat.md", calendar, "");
    for command in folder.run(&["check"]).accepts() {
        folder.paste(&command);
    }
    assert_eq!(folder.run(&["lock"]).code, 0);

    folder.edit("docs-tables/chat.md", "| Chat | `Chat.Read` | No | |\n", "");
    assert_eq!(folder.run(&["check"]).code, 1, "a further edit");
    folder.write("docs-tables/chat.md", CHAT.as_bytes());
    for command in folder.run(&["check"]).accepts() {
        folder.paste(&command);
    }
    assert_eq!(folder.run(&["lock"]).code, 0, "taken back");
    folder.edit("docs-tables/chat.md", calendar, "");
    let again = folder.run(&["check"]);
    assert_eq!(again.code, 1, "made again: {again:?}");
    for command in again.accepts() {
        assert_eq!(folder.paste(&command).code, 0);
    }
    assert_eq!(folder.run(&["lock"]).code, 0);
    assert_eq!(folder.run(&["check"]).code, 0);
}

#[test]
fn an_acceptance_that_nothing_needs_is_an_error_and_can_be_taken_out() {
    let folder = locked();
    folder.edit("docs-tables/chat.md", "| Calendar | `Calendars.Read` | No | |\n", "");
    let command = folder.run(&["check"]).accepts().remove(0);
    assert_eq!(folder.paste(&command).code, 0);
    folder.write("docs-tables/chat.md", CHAT.as_bytes());
    let run = folder.run(&["check"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("[lock/acceptance-invalid]"), "{}", run.out);
    let withdraw = run.out.lines().find_map(|line| line.split_once("= withdraw: ")).expect("the command").1;
    assert_eq!(folder.paste(withdraw).code, 0);
    assert_eq!(folder.run(&["check"]).code, 0);
}

#[test]
fn an_acceptance_ends_on_its_day() {
    let folder = locked();
    folder.edit("docs-tables/chat.md", "| Calendar | `Calendars.Read` | No | |\n", "");
    for command in folder.run(&["check"]).accepts() {
        let run = folder.paste(&format!("SOURCE_DATE_EPOCH=1893456000 {command} --until 2030-01-31"));
        assert_eq!(run.code, 0, "{run:?}");
    }
    let check =
        |seconds: &str| folder.command(&["check"]).env("SOURCE_DATE_EPOCH", seconds).output().expect("the command");
    // 2030-01-31 23:59:59 and a second later.
    let still = String::from_utf8(check("1896134399").stdout).expect("UTF-8");
    assert!(!still.contains("acceptance-invalid") && still.contains("accepted: "), "{still}");
    let over = String::from_utf8(check("1896134400").stdout).expect("UTF-8");
    assert!(over.contains("it ended on 2030-01-31") && over.contains("error: docs-tables/chat.md"), "{over}");
}

#[test]
fn no_reason_no_acceptance_and_only_what_there_is_can_be_accepted() {
    let folder = locked();
    let before = folder.read("permissions.lock");
    for (arguments, code) in [
        (&["accept", "token/feature-removed:a:b:c"][..], 2),
        (&["accept", "token/feature-removed:a:b:c", "--reason", "  "], 2),
        (&["accept", "token/feature-removed:a:b:c", "--reason", "why", "--until", "2020-02-30"], 2),
        (&["accept", "token/feature-removed:a:b:c", "--reason", "why", "--until", "2020-02-01"], 2),
        (&["accept", "token/feature-removed:a:b:c", "--reason", "why"], 1),
        (&["accept", "--withdraw", "token/feature-removed:a:b:c"], 1),
    ] {
        let run = folder.run(arguments);
        assert_eq!(run.code, code, "{arguments:?}: {run:?}");
    }
    assert_eq!(folder.read("permissions.lock"), before);
}

#[test]
fn a_document_that_cannot_be_read_any_more_is_said_and_not_compared() {
    let folder = locked();
    folder.edit("docs-tables/chat.md", "| Chat | `User.Read` | No | |", "| Chat | User.Read | No | | surplus |");
    let run = folder.run(&["check"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("[read/ragged-row]") && run.out.contains("[document/unreadable]"), "{}", run.out);
    assert!(!run.out.contains("token/"), "{}", run.out);
}

#[test]
fn skipping_a_table_is_not_a_way_to_remove_its_rows() {
    let folder = locked();
    let calendar = "| Calendar | `Calendars.Read` | No | |\n";
    let second =
        "\n## More\n\n<!-- scopemark: skip -->\n| Feature | Permission | Admin consent | Notes |\n|---|---|---|---|\n";
    folder.edit("docs-tables/chat.md", calendar, &format!("{second}{calendar}"));
    let run = folder.run(&["check"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("[document/table-skipped]"), "{}", run.out);
    let skipping = run.accepts().remove(0);
    assert!(skipping.contains("document/table-skipped"), "{skipping}");
    assert_eq!(folder.paste(&skipping).code, 0);
    // Another row of the same document is another matter, and so is the same directive with one effect more.
    folder.edit("docs-tables/chat.md", "| Chat | `User.Read` | No | |\n", "");
    let run = folder.run(&["check"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.accepts().iter().any(|command| !command.contains("table-skipped")), "{}", run.out);

    folder.write("docs-tables/chat.md", CHAT.replace("# Chat", "<!-- scopemark: skip -->\n\n# Chat").as_bytes());
    folder.write("docs-tables/other.md", CHAT.replace("# Chat", "# Other").as_bytes());
    let run = folder.run(&["check"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("[document/table-skipped]"), "{}", run.out);
}

#[test]
fn a_name_that_was_removed_does_not_return_with_another_meaning_unseen() {
    let folder = locked();
    folder.edit("docs-tables/chat.md", "| Chat | `User.Read` | No | |\n", "");
    for command in folder.run(&["check"]).accepts() {
        folder.paste(&command);
    }
    assert_eq!(folder.run(&["lock"]).code, 0);
    folder.edit(
        "docs-tables/chat.md",
        "# Chat\n",
        "<!-- scopemark: rename.\"Chat.ReadBasic\" = \"UserRead\" -->\n\n# Chat\n",
    );
    folder.edit("docs-tables/chat.md", "| Calendar |", "| Chat | `Chat.ReadBasic` | No | |\n| Calendar |");
    let run = folder.run(&["check"]);
    assert!(
        run.out.contains("[code/name-reused]") && run.out.contains("`UserRead` was `User.Read` once"),
        "{}",
        run.out
    );
    let _ = folder.run(&["lock"]);
    assert!(folder.read("permissions.lock").contains("\"User.Read\" }"), "the tombstone stays");
}

#[test]
fn a_single_document_has_its_lock_beside_it_or_where_it_is_told() {
    let folder = Folder::with(&[("docs/my chat's.md", CHAT)]);
    assert_eq!(folder.run(&["lock", "docs/my chat's.md"]).code, 0);
    assert!(folder.read("docs/permissions.lock").contains("folder = \"my chat's.md\""));
    assert_eq!(folder.run(&["check", "docs/my chat's.md"]).code, 0);
    assert_eq!(folder.run(&["lock", "docs/my chat's.md", "--lock", "locks of it.lock"]).code, 0);
    folder.edit("docs/my chat's.md", "| Calendar | `Calendars.Read` | No | |\n", "");
    let run = folder.run(&["check", "docs/my chat's.md", "--lock", "locks of it.lock"]);
    for command in run.accepts() {
        assert!(command.ends_with(r"'--lock=locks of it.lock' 'docs/my chat'\''s.md'"), "{command}");
        assert_eq!(folder.paste(&command).code, 0, "{command}");
    }
    assert_eq!(folder.run(&["lock", "docs/my chat's.md", "--lock", "locks of it.lock"]).code, 0);
    assert_eq!(folder.run(&["check", "docs/my chat's.md"]).code, 1, "the other lock is as it was");
}

#[test]
fn the_lock_does_not_depend_on_where_it_is_made() {
    let (one, other) = (locked(), Folder::with(&[("docs-tables/chat.md", CHAT), ("below/x", "")]));
    let mut command = other.command(&["lock", "../docs-tables"]);
    assert!(command.current_dir(other.path().join("below")).status().expect("the command").success());
    assert_eq!(one.read("permissions.lock"), other.read("permissions.lock"));
}

#[test]
fn any_two_states_can_be_compared() {
    let folder = locked();
    folder.git(&["init", "--quiet"]);
    folder.commit("one");
    folder.edit("docs-tables/chat.md", "| Calendar | `Calendars.Read` | No | |\n", "");
    folder.write("before.md", CHAT.as_bytes());
    for (old, new, code) in [
        ("before.md", "docs-tables/chat.md", 1),
        ("docs-tables/chat.md", "docs-tables/chat.md", 0),
        ("HEAD:docs-tables", "docs-tables", 1),
        ("HEAD:./docs-tables/chat.md", "before.md", 0),
        ("permissions.lock", "docs-tables", 1),
        ("permissions.lock", "HEAD:permissions.lock", 0),
        ("HEAD:docs-tables", "HEAD:permissions.lock", 0),
        ("HEAD:nowhere", "docs-tables", 3),
        ("v9:docs-tables", "docs-tables", 3),
        ("missing", "docs-tables", 3),
        ("--output=x:docs-tables", "docs-tables", 2),
    ] {
        let run = folder.run(&["diff", old, new]);
        assert_eq!(run.code, code, "{old} {new}: {run:?}");
        assert!(!run.out.contains("accept"), "{}", run.out);
    }
}

#[test]
fn every_rule_is_listed_and_explained() {
    let folder = Folder::with(&[]);
    let run = folder.run(&["rules", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(json["format"], 1);
    let rules = json["rules"].as_array().expect("rules");
    assert!(rules.len() > 30);
    let text = folder.run(&["rules"]).out;
    for rule in rules {
        let id = rule["id"].as_str().expect("an id");
        assert!(text.contains(id), "{id}");
        let explained = folder.run(&["explain", id]);
        assert_eq!(explained.code, 0, "{explained:?}");
        for part in ["title", "explanation", "harmless"] {
            assert!(explained.out.contains(rule[part].as_str().expect(part)), "{part} in {}", explained.out);
        }
    }
    let run = folder.run(&["explain", "token/scope-replace"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("token/scope-replaced"), "{}", run.err);
    assert_eq!(folder.run(&["explain", "read/ragged-row"]).code, 0);
}
