//! A program under test: its lines as they come, its end, and that it does end.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long a program may be silent.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running program. It is stopped when this goes, whatever happened.
pub(crate) struct Process {
    name: &'static str,
    child: Child,
    lines: Receiver<String>,
    errors: Option<JoinHandle<String>>,
}

/// What a program left when it had ended.
pub(crate) struct End {
    pub(crate) status: ExitStatus,
    /// The lines of standard output that nobody had read.
    pub(crate) lines: Vec<String>,
    /// Standard error.
    pub(crate) errors: String,
}

impl Process {
    pub(crate) fn start(name: &'static str, command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{name} does not start: {error}"));
        let stdout = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut stderr = child.stderr.take().expect("it is piped");
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            // The receiver is gone when the test has failed: there is nobody to tell.
            stdout.lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        let errors = thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = stderr.read_to_end(&mut bytes);
            String::from_utf8_lossy(&bytes).into_owned()
        });
        Self { name, child, lines, errors: Some(errors) }
    }

    /// The next line of standard output.
    pub(crate) fn line(&mut self) -> String {
        match self.lines.recv_timeout(PATIENCE) {
            Ok(line) => line,
            Err(RecvTimeoutError::Timeout) => panic!("{} says nothing", self.name),
            Err(RecvTimeoutError::Disconnected) => {
                let errors = self.errors();
                panic!("{} ended early: {errors}", self.name)
            }
        }
    }

    /// Waits for the end.
    pub(crate) fn end(mut self) -> End {
        let mut lines = Vec::new();
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) => lines.push(line),
                Err(RecvTimeoutError::Timeout) => panic!("{} does not end after {lines:#?}", self.name),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        let status = self.child.wait().expect("it ends");
        End { status, lines, errors: self.errors() }
    }

    /// Closes standard input: the sign to end for a program that heeds it.
    pub(crate) fn close(&mut self) {
        drop(self.child.stdin.take());
    }

    /// All of standard error, up to the end of the program.
    fn errors(&mut self) -> String {
        self.errors.take().map(|thread| thread.join().expect("it only reads")).unwrap_or_default()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Both fail for a program that has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
