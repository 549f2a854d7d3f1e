//! Files and folders of documents: what is read, what is left alone, and what is refused.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use scopemark_compiler::Level;
use scopemark_compiler::read::LARGEST;
use scopemark_compiler::read::folder::{Folder, Links, Unreadable, read_file, read_folder};

const TABLE: &str = "| Permission |\n|---|\n| Mail.Read |\n";

/// A folder of its own, deleted with the value.
struct Temporary(PathBuf);

impl Temporary {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("scopemark-folders-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("docs")).expect("a temporary folder");
        Self(path)
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
        self
    }

    fn read(&self) -> Result<Folder, Unreadable> {
        read_folder(&self.0, Path::new("docs"), Links::ToAnyFile)
    }

    /// A build script for the folder `docs`: its exit code and what it tells cargo.
    fn build(&self) -> (Option<i32>, String) {
        let out = self.0.join("out");
        fs::create_dir_all(&out).expect("a folder");
        let script = Command::new(std::env::current_exe().expect("these tests"))
            .args(["--ignored", "--exact", "build_script", "--nocapture"])
            .envs([("CARGO_MANIFEST_DIR", &self.0), ("OUT_DIR", &out)])
            .output()
            .expect("a build script");
        (script.status.code(), String::from_utf8(script.stdout).expect("UTF-8"))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The build script that `Temporary::build` runs: this program again.
#[test]
#[ignore = "a build script: other tests run it"]
fn build_script() {
    scopemark_compiler::build("docs");
}

fn paths(folder: &Folder) -> Vec<&str> {
    folder.readings.iter().map(|reading| reading.document.path.as_str()).collect()
}

fn rules(folder: &Folder) -> Vec<(&str, &str)> {
    let of_documents = folder.readings.iter().flat_map(|reading| &reading.findings);
    let all = of_documents.chain(&folder.findings).filter(|finding| finding.level() > Level::Note);
    all.map(|finding| (finding.path.as_str(), finding.rule.id)).collect()
}

#[test]
fn documents_are_read_in_order_of_path_sub_folders_too() {
    let folder = Temporary::new("order");
    folder.write("docs/b.md", TABLE).write("docs/a/z.markdown", TABLE).write("docs/A.MD", TABLE);
    folder.write("docs/picture.png", b"\xff").write("docs/.hidden.md", "x").write("docs/.git/x.md", "x");
    let read = folder.read().expect("a folder");
    assert_eq!(paths(&read), ["docs/A.MD", "docs/a/z.markdown", "docs/b.md"]);
    assert_eq!(read.files, ["docs/A.MD", "docs/a/z.markdown", "docs/b.md", "docs/picture.png"]);
}

#[test]
fn a_readme_is_a_document_only_where_it_has_a_permission_table() {
    let folder = Temporary::new("readme");
    folder.write("docs/a.md", TABLE).write("docs/README.md", "# About\n\n| A | B |\n|---|---|\n| 1 | 2 |\n");
    folder.write("docs/sub/readme.md", TABLE);
    let read = folder.read().expect("a folder");
    assert_eq!(paths(&read), ["docs/a.md", "docs/sub/readme.md"]);
    assert_eq!(rules(&read), []);
}

#[test]
fn another_file_without_a_table_is_an_error_unless_it_says_skip() {
    let folder = Temporary::new("skip");
    folder.write("docs/a.md", TABLE).write("docs/notes.md", "# Notes\n");
    folder.write("docs/other.md", "<!-- scopemark: skip -->\n# Other\n\n| Permission |\n|---|\n| x y |\n");
    let read = folder.read().expect("a folder");
    assert_eq!(paths(&read), ["docs/a.md", "docs/notes.md"]);
    assert_eq!(rules(&read), [("docs/notes.md", "read/no-table")]);
}

#[test]
fn two_documents_that_give_one_module_are_an_error_that_names_both() {
    let folder = Temporary::new("clash");
    folder.write("docs/a-b.md", TABLE).write("docs/sub/a_b.md", TABLE);
    let read = folder.read().expect("a folder");
    assert_eq!(rules(&read), [("docs/sub/a_b.md", "read/module-clash")]);
    assert!(read.findings[0].message.contains("docs/a-b.md"));
}

#[test]
fn files_that_differ_in_case_or_extension_alone_give_one_module() {
    for (first, second) in [("a.md", "a.mdx"), ("Foo.md", "foo.markdown"), ("\u{e9}.md", "e\u{301}.md")] {
        let folder = Temporary::new("same-module");
        folder.write(&format!("docs/{first}"), TABLE).write(&format!("docs/x/{second}"), TABLE);
        let read = folder.read().expect("a folder");
        let clashes: Vec<&str> = rules(&read).into_iter().map(|(_, rule)| rule).collect();
        assert_eq!(clashes, ["read/module-clash"], "{first} {second}");
        let (code, said) = folder.build();
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("cargo::error=docs/") && said.contains("[read/module-clash]"), "{said}");
    }
}

#[test]
fn what_is_left_out_is_named_in_one_note_and_a_build_says_nothing() {
    let folder = Temporary::new("left-out");
    folder.write("docs/a.MDX", TABLE).write("docs/README.md", "# About\n").write("docs/.draft.md", TABLE);
    folder.write("docs/skipped.md", "<!-- scopemark: skip -->\n# Other\n").write("docs/sub/b.txt", TABLE);
    folder.write("docs/.gitkeep", "");
    let read = folder.read().expect("a folder");
    assert_eq!(paths(&read), ["docs/a.MDX"]);
    let [note] = &read.findings[..] else { panic!("{:?}", read.findings) };
    assert_eq!((note.rule.id, note.level(), note.path.as_str()), ("read/left-out", Level::Note, "docs"));
    let expected = "4 files of this folder are not read as documents: .draft.md, README.md, skipped.md (its directive `skip` says so), sub/b.txt";
    assert_eq!(note.message, expected);
    let (code, said) = folder.build();
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains("cargo::warning") && !said.contains("cargo::error"), "{said}");
}

#[test]
fn of_many_files_that_are_left_out_the_first_are_named_and_all_counted() {
    let folder = Temporary::new("many-left-out");
    folder.write("docs/a.md", TABLE);
    for number in 0..12 {
        folder.write(&format!("docs/{number:02}.png"), "");
    }
    let read = folder.read().expect("a folder");
    let expected =
        "12 files of this folder are not read as documents: 00.png, 01.png, 02.png, 03.png, 04.png and 7 more";
    assert_eq!(read.findings[0].message, expected);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_is_followed_wherever_it_leads_and_a_link_to_a_folder_is_not() {
    use std::os::unix::fs::symlink;
    let folder = Temporary::new("links");
    folder
        .write("docs/a.md", TABLE)
        .write("outside.md", TABLE)
        .write("docs/sub/c.md", TABLE)
        .write("other/d.md", TABLE);
    for (to, from) in [("a.md", "b.md"), ("../outside.md", "out.md"), ("nowhere.md", "broken.md"), ("..", "loop")] {
        symlink(to, folder.0.join("docs").join(from)).expect("a link");
    }
    symlink("../other", folder.0.join("docs/other")).expect("a link");
    let read = folder.read().expect("a folder");
    assert_eq!(paths(&read), ["docs/a.md", "docs/b.md", "docs/out.md", "docs/sub/c.md"]);
    let refused = "read/link-outside";
    assert_eq!(rules(&read), [("docs/broken.md", refused), ("docs/loop", refused), ("docs/other", refused)]);
    assert_eq!(folder.build().0, Some(1));

    // A folder in which every source is a link, as build tools give it.
    let sandbox = Temporary::new("sandbox");
    symlink(folder.0.join("outside.md"), sandbox.0.join("docs/mail.md")).expect("a link");
    let (code, said) = sandbox.build();
    assert_eq!(code, Some(0), "{said}");
    assert!(fs::read_to_string(sandbox.0.join("out/scopemark.rs")).expect("tables").contains("module=mail\t"));
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_a_given_folder_is_told_and_not_followed() {
    use std::os::unix::fs::symlink;
    let folder = Temporary::new("strict-links");
    folder.write("tree/docs/a.md", TABLE).write("tree/beside.md", TABLE).write("outside.md", TABLE);
    symlink("../beside.md", folder.0.join("tree/docs/b.md")).expect("a link");
    symlink("../../outside.md", folder.0.join("tree/docs/out.md")).expect("a link");
    let root = folder.0.join("tree").canonicalize().expect("a folder");
    let read = read_folder(&folder.0, Path::new("tree/docs"), Links::Below(&root)).expect("a folder");
    assert_eq!(paths(&read), ["tree/docs/a.md", "tree/docs/b.md"]);
    assert_eq!(read.outside, ["tree/docs/out.md"]);
    assert!(read.findings.is_empty(), "{:?}", read.findings);
}

/// Makes a FIFO, which no test may open: nobody writes into it.
#[cfg(unix)]
fn fifo(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().expect("mkfifo");
    assert!(made.success(), "{}", path.display());
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_said_and_never_opened() {
    use std::os::unix::fs::symlink;
    let folder = Temporary::new("special");
    folder.write("docs/a.md", TABLE);
    fifo(&folder.0.join("docs/fifo.md"));
    let _socket = std::os::unix::net::UnixListener::bind(folder.0.join("docs/editor.sock")).expect("a socket");
    symlink("/dev/null", folder.0.join("docs/null.md")).expect("a link");
    let read = folder.read().expect("a folder");
    assert_eq!(paths(&read), ["docs/a.md"]);
    let special = "read/not-a-file";
    assert_eq!(rules(&read), [("docs/fifo.md", special), ("docs/null.md", special)]);
    let said: Vec<String> = read.findings.iter().map(|finding| finding.message.clone()).collect();
    let left_out = "1 file of this folder is not read as a document: editor.sock";
    let not_read = |what| format!("this is {what}, and is not read: only regular files are");
    assert_eq!(said, [left_out.to_owned(), not_read("a FIFO"), not_read("a device")]);
    let (code, said) = folder.build();
    assert_eq!((code, said.matches("cargo::warning=").count()), (Some(0), 2), "{said}");

    for (path, what) in [("docs/fifo.md", "a FIFO"), ("docs/editor.sock", "a socket"), ("docs/null.md", "a device")] {
        let refused = read_file(&folder.0, Path::new(path)).expect_err("no regular file").to_string();
        assert_eq!(refused, format!("{path}: this is {what}, and only regular files are read"));
    }
}

#[test]
fn a_missing_or_empty_folder_is_an_error_that_names_it() {
    let folder = Temporary::new("empty");
    let empty = folder.read().expect_err("no documents").to_string();
    assert!(empty.starts_with("docs: there is no document in this folder"), "{empty}");
    folder.write("docs/README.md", "# About\n").write("docs/a.txt", TABLE);
    let none = folder.read().expect_err("no documents").to_string();
    assert!(none.ends_with("with a permission table; not read as documents: README.md, a.txt"), "{none}");
    let (code, said) = folder.build();
    assert_eq!(code, Some(1));
    assert!(said.contains("cargo::error=docs: there is no document in this folder"), "{said}");
    let missing = read_folder(&folder.0, Path::new("dosc"), Links::ToAnyFile).expect_err("no folder").to_string();
    assert_eq!(missing, "dosc: there is no such file or folder");
    let file = read_folder(&folder.0, Path::new("docs/a.txt"), Links::ToAnyFile).expect_err("no folder").to_string();
    assert_eq!(file, "docs/a.txt: this is a file, not a folder");
    let whole = read_file(&folder.0, Path::new("docs")).expect_err("no file").to_string();
    assert_eq!(whole, "docs: this is a folder, not a file");
}

#[test]
fn bytes_that_are_not_utf8_are_found_at_the_first_of_them() {
    let folder = Temporary::new("utf8");
    folder.write("docs/a.md", TABLE).write("docs/b.md", b"| Permission |\n|---|\n| M\xc3\xa4il \xff\xfe |\n");
    let read = folder.read().expect("a folder");
    assert_eq!(rules(&read), [("docs/b.md", "read/not-utf8")]);
    let finding = &read.readings[1].findings[0];
    assert_eq!((finding.position.line, finding.position.column), (3, 8));
    assert!(read.readings[1].is_lost());
}

#[test]
fn a_document_over_the_limit_is_refused_with_the_limit() {
    let folder = Temporary::new("large");
    folder.write("docs/a.md", vec![b'a'; LARGEST + 1]);
    let reading = read_file(&folder.0, Path::new("docs/a.md")).expect("a file");
    assert_eq!(reading.findings[0].rule.id, "read/too-large");
    assert!(reading.findings[0].message.contains("at most 67108864 (64 MiB)"));
}

#[test]
fn one_file_is_read_whatever_its_extension() {
    let folder = Temporary::new("file");
    folder.write("docs/seed.txt", TABLE);
    let reading = read_file(&folder.0, &folder.0.join("docs/seed.txt")).expect("a file");
    assert_eq!((reading.document.name.as_str(), reading.document.path.as_str()), ("seed", "docs/seed.txt"));
}
