//! Files and folders of documents: what is read, what is left alone, and what is refused.

use std::fs;
use std::path::{Path, PathBuf};

use scopemark_compiler::Level;
use scopemark_compiler::read::LARGEST;
use scopemark_compiler::read::folder::{Folder, Unreadable, read_file, read_folder};

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
        read_folder(&self.0, Path::new("docs"))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
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

#[cfg(unix)]
#[test]
fn a_link_is_followed_only_to_a_file_inside_the_folder() {
    use std::os::unix::fs::symlink;
    let folder = Temporary::new("links");
    folder.write("docs/a.md", TABLE).write("outside.md", TABLE).write("docs/sub/c.md", TABLE);
    symlink("a.md", folder.0.join("docs/b.md")).expect("a link");
    symlink("../outside.md", folder.0.join("docs/out.md")).expect("a link");
    symlink("nowhere.md", folder.0.join("docs/broken.md")).expect("a link");
    symlink("..", folder.0.join("docs/loop")).expect("a link");
    let read = folder.read().expect("a folder");
    assert_eq!(paths(&read), ["docs/a.md", "docs/b.md", "docs/sub/c.md"]);
    let outside = "read/link-outside";
    assert_eq!(rules(&read), [("docs/broken.md", outside), ("docs/loop", outside), ("docs/out.md", outside)]);
}

#[test]
fn a_missing_or_empty_folder_is_an_error_that_names_it() {
    let folder = Temporary::new("empty");
    let empty = folder.read().expect_err("no documents").to_string();
    assert!(empty.starts_with("docs: there is no document in this folder"), "{empty}");
    let missing = read_folder(&folder.0, Path::new("dosc")).expect_err("no folder").to_string();
    assert_eq!(missing, "dosc: there is no such file or folder");
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
    assert!(reading.findings[0].message.contains("32 MiB"));
}

#[test]
fn one_file_is_read_whatever_its_extension() {
    let folder = Temporary::new("file");
    folder.write("docs/seed.txt", TABLE);
    let reading = read_file(&folder.0, &folder.0.join("docs/seed.txt")).expect("a file");
    assert_eq!((reading.document.name.as_str(), reading.document.path.as_str()), ("seed", "docs/seed.txt"));
}
