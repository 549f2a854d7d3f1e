//! Reads objects of a repository with one `git cat-file --batch` process, however many there are.

use std::fmt::Write as _;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use super::command::{cannot_run, command};
use crate::exit::Failure;

/// The running process.
pub(super) struct Objects {
    process: Child,
    /// `None` only while it is dropped.
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

/// What an entry of a tree is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Folder,
    File,
    Link,
    /// The commit of another repository.
    Submodule,
}

/// An entry of a tree.
pub(super) struct Entry {
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) id: String,
}

impl Objects {
    pub(super) fn open(folder: &Path) -> Result<Self, Failure> {
        let mut command = command(folder);
        command.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().map_err(|error| cannot_run(&error))?;
        let (input, output) = (process.stdin.take(), process.stdout.take());
        let output = output.ok_or_else(|| Failure("git cat-file has no output".to_owned()))?;
        Ok(Self { process, input, output: BufReader::new(output) })
    }

    /// The bytes of an object, which must exist. `object` is an id, perhaps with a suffix.
    pub(super) fn read(&mut self, object: &str) -> Result<Vec<u8>, Failure> {
        let answer =
            self.ask(object).map_err(|error| Failure(format!("git cat-file cannot read {object}: {error}")))?;
        answer.ok_or_else(|| {
            Failure(format!("this clone lacks the object {object}; run `git fetch --refetch` to get what is missing"))
        })
    }

    fn ask(&mut self, object: &str) -> io::Result<Option<Vec<u8>>> {
        let input = self.input.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        writeln!(input, "{object}")?;
        input.flush()?;
        let mut header = String::new();
        self.output.read_line(&mut header)?;
        // The id, the type and the length; or the name that was asked, and what is wrong with it.
        let [_, _, length] = header.trim_end().split(' ').collect::<Vec<_>>()[..] else {
            return if header.is_empty() { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(None) };
        };
        let length: usize = length.parse().map_err(io::Error::other)?;
        let mut bytes = vec![0; length];
        self.output.read_exact(&mut bytes)?;
        // A line end follows.
        self.output.read_exact(&mut [0])?;
        Ok(Some(bytes))
    }

    /// The entries of a tree, in git's order.
    pub(super) fn tree(&mut self, object: &str) -> Result<Vec<Entry>, Failure> {
        // The length of an id depends on the repository. The tree itself has no id if it is named by a commit.
        let id_length = object.bytes().take_while(u8::is_ascii_hexdigit).count() / 2;
        let bytes = self.read(object)?;
        let odd = || Failure(format!("git has the tree {object} in an unknown form"));
        let (mut entries, mut rest) = (Vec::new(), &bytes[..]);
        while !rest.is_empty() {
            let space = rest.iter().position(|&byte| byte == b' ').ok_or_else(odd)?;
            let end = rest.iter().position(|&byte| byte == 0).filter(|&end| end > space).ok_or_else(odd)?;
            let kind = match &rest[..space] {
                b"40000" => Kind::Folder,
                b"120000" => Kind::Link,
                b"160000" => Kind::Submodule,
                _ => Kind::File,
            };
            let name = String::from_utf8_lossy(&rest[space + 1..end]).into_owned();
            let id = rest.get(end + 1..end + 1 + id_length).ok_or_else(odd)?;
            entries.push(Entry { kind, name, id: hex(id) });
            rest = &rest[end + 1 + id_length..];
        }
        Ok(entries)
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        // The process ends where its input ends.
        self.input = None;
        let _ = self.process.wait();
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string cannot fail");
        text
    })
}
