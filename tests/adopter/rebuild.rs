//! What an edit rebuilds: no more than it must, and never less.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::support::{Adopter, Said};

const MAIL: &str = "\
# Mail

| Feature | Permission | Description |
|---------|------------|-------------|
| Inbox   | Mail.Read  | Read mail   |
";

const CHAT: &str = "\
| Feature | Permission |
|---------|------------|
| Chat    | Chat.Read  |
";

const LIB: &str = "\
//! An adopter.
scopemark::include_tables!();
/// A permission by its name.
pub const READ: mail::Scope = mail::Scope::MailRead;
";

/// When the build script last left the tables there: it does so whenever it runs.
fn written(out: &Path) -> SystemTime {
    fs::metadata(out.join("scopemark.rs")).and_then(|file| file.modified()).expect("the tables")
}

/// The crate and the time of its tables, to see whether a build writes them.
struct Watched {
    adopter: Adopter,
    time: SystemTime,
}

impl Watched {
    /// Builds, and says whether the build script ran.
    fn build(&mut self) -> (Said, bool) {
        let said = self.adopter.build();
        let last = self.time;
        self.time = written(&said.out_dir());
        (said, self.time != last)
    }

    /// Builds: the build script runs, the crate compiles, and nothing else does.
    fn rebuilds(&mut self, why: &str) -> Said {
        let (said, ran) = self.build();
        assert!(ran, "{why}: {said}");
        assert_eq!(said.succeeded().compiled(), ["rebuild"], "{why}: {said}");
        said
    }

    /// Builds: the build script does not run, and nothing is compiled.
    fn rests(&mut self, why: &str) {
        let (said, ran) = self.build();
        assert!(!ran, "{why}: {said}");
        assert_eq!(said.succeeded().compiled(), Vec::<&str>::new(), "{why}: {said}");
    }
}

#[test]
fn an_edit_of_a_document_rebuilds_and_nothing_else_does() {
    let adopter = Adopter::new("rebuild");
    adopter.write("docs-tables/mail.md", MAIL);
    adopter.write("docs-tables/chats/chat.md", CHAT);
    adopter.write("docs-tables/picture.svg", "<svg/>");
    adopter.write("src/lib.rs", LIB);
    odd_names(&adopter);
    let said = adopter.build();
    let out = said.succeeded().out_dir();
    let mut watched = Watched { adopter, time: written(&out) };

    watched.rests("nothing was edited");
    watched.adopter.write("README.md", "Read me.");
    watched.adopter.write("docs/mail.md", MAIL);
    watched.rests("the files are outside of the folder");

    watched.adopter.write("src/lib.rs", format!("{LIB}/// More.\npub const MORE: u8 = 1;\n"));
    let (said, ran) = watched.build();
    assert!(!ran, "an edit elsewhere in the crate: {said}");
    assert_eq!(said.succeeded().compiled(), ["rebuild"], "{said}");

    // Another row is another constant, at once.
    let more = format!("{LIB}/// More.\npub const SEND: mail::Scope = mail::Scope::MailSend;\n");
    watched.adopter.write("src/lib.rs", &more);
    let (said, _) = watched.build();
    assert_eq!(said.codes(), [("E0599".to_owned(), 6)], "{said}");
    assert!(said.errors()[0].message.contains("`MailSend`"), "{said}");
    watched.adopter.write("docs-tables/mail.md", format!("{MAIL}| Inbox | Mail.Send | Send mail |\n"));
    watched.rebuilds("a permission was added");

    // A permission of another name is another constant: code with the old one fails.
    watched.adopter.replace("docs-tables/mail.md", "Mail.Read ", "Mail.ReadBasic ");
    let (said, ran) = watched.build();
    assert!(ran, "{said}");
    assert_eq!(said.codes(), [("E0599".to_owned(), 4)], "{said}");
    watched.adopter.write("src/lib.rs", LIB.replace("Scope::MailRead;", "Scope::MailReadBasic;"));
    let (said, ran) = watched.build();
    assert!(!ran, "{said}");
    said.succeeded();

    watched.adopter.replace("docs-tables/chats/chat.md", "Chat.Read ", "Chat.ReadBasic ");
    watched.rebuilds("a document in a sub-folder was edited");
    assert!(fs::read_to_string(out.join("scopemark.rs")).expect("the tables").contains("scope\tident=ChatReadBasic\t"));

    watched.adopter.write("docs-tables/tasks.md", CHAT.replace("Chat", "Tasks"));
    watched.adopter.replace("src/lib.rs", "include_tables!();", "include_tables!(); pub use tasks::Scope;");
    watched.rebuilds("a document was added");
    watched.rests("nothing was edited since");
    watched.adopter.remove("docs-tables/tasks.md");
    let (said, ran) = watched.build();
    assert!(ran, "{said}");
    assert_eq!(said.codes(), [("E0432".to_owned(), 2)], "a document was removed: {said}");
    watched.adopter.replace("src/lib.rs", " pub use tasks::Scope;", "");
    assert_eq!(watched.build().0.succeeded().compiled(), ["rebuild"]);

    watched.adopter.remove("docs-tables/chats");
    watched.rebuilds("a sub-folder was removed");
    watched.adopter.write("docs-tables/chats/one/chat.md", CHAT);
    watched.rebuilds("a sub-folder was added");
    watched.rests("nothing was edited since");

    assert_eq!(
        watches(&out),
        ["docs-tables", "docs-tables/chats/one/chat.md", "docs-tables/mail.md", "docs-tables/picture.svg"]
    );
}

/// Files whose names a line for cargo cannot hold: it watches them with the folder.
#[cfg(target_os = "linux")]
fn odd_names(adopter: &Adopter) {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    for name in [&b"latin-\xff.txt"[..], b"space.txt ", b"two\nlines.txt"] {
        fs::write(adopter.path("docs-tables").join(OsStr::from_bytes(name)), "odd").expect("a file");
    }
}

#[cfg(not(target_os = "linux"))]
fn odd_names(_: &Adopter) {}

/// What the build script asks cargo to watch.
fn watches(out: &Path) -> Vec<String> {
    let folder = out.parent().expect("the build script's folder");
    let output =
        ["output", "stdout"].map(|name| fs::read_to_string(folder.join(name)).ok()).into_iter().flatten().next();
    let output = output.unwrap_or_else(|| panic!("what the build script printed, in {}", folder.display()));
    let prefixes = ["cargo::rerun-if", "cargo:rerun-if"];
    let lines = output.lines().filter(|line| prefixes.iter().any(|prefix| line.starts_with(prefix)));
    lines.map(|line| line.strip_prefix("cargo::rerun-if-changed=").expect(line).to_owned()).collect()
}
