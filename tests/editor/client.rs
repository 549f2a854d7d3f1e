//! The editor's half of a conversation with rust-analyzer.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::framing;

/// How long the server may load a crate, which includes compiling its build script and procedural macros.
const LOADING: Duration = Duration::from_secs(300);
/// How long one answer may take.
const ANSWER: Duration = Duration::from_secs(60);
/// The content has changed meanwhile, or the server cancelled the request: the protocol says to ask again.
const ASK_AGAIN: [i64; 2] = [-32801, -32802];

/// A running server. It is stopped when this is dropped, whatever happened.
pub(crate) struct Client {
    child: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    log: PathBuf,
    requests: u64,
    /// The last `experimental/serverStatus`.
    status: Value,
}

impl Client {
    /// Starts the server in a crate's folder. `settings` are what an editor has under `rust-analyzer`.
    pub(crate) fn start(server: &Path, folder: &Path, settings: &Value) -> Self {
        let log = folder.join("rust-analyzer.log");
        let mut child = Command::new(server)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(File::create(&log).expect("a log"))
            // Cargo sets these for the tests of a package with a build script; an editor does not have them.
            .env_remove("SCOPEMARK_BUILT")
            .env_remove("OUT_DIR")
            .spawn()
            .expect("the server starts");
        let to = child.stdin.take().expect("it is piped");
        let mut stdout = BufReader::new(child.stdout.take().expect("it is piped"));
        let (sender, from) = mpsc::channel();
        thread::spawn(move || {
            while let Some(message) = framing::read(&mut stdout).expect("a message of the protocol") {
                // The receiver is gone when the test is over: nobody is left to tell.
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut client = Self { child, to, from, log, requests: 0, status: Value::Null };
        client.request(
            "initialize",
            &json!({
                "processId": std::process::id(),
                "rootUri": uri(folder),
                "initializationOptions": settings,
                "capabilities": {
                    "experimental": { "serverStatusNotification": true },
                    "textDocument": {
                        "hover": { "contentFormat": ["markdown"] },
                        "completion": { "completionItem": { "documentationFormat": ["markdown"] } },
                        "diagnostic": {},
                    },
                },
            }),
        );
        client.notify("initialized", &json!({}));
        client
    }

    /// Waits until the server has loaded the crate, run its build script and has nothing left to do.
    pub(crate) fn settle(&mut self) {
        let deadline = Instant::now() + LOADING;
        while self.status["quiescent"] != true {
            self.receive(deadline);
        }
        println!("== rust-analyzer is ready: {}\n", self.status);
        assert_ne!(self.status["health"], "error", "{}", self.state());
    }

    /// Shows the server a file as an editor does that opens it.
    pub(crate) fn open(&mut self, path: &Path) {
        let text = fs::read_to_string(path).expect("a file");
        let item = json!({ "uri": uri(path), "languageId": "rust", "version": 1, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": item }));
    }

    /// The result of a request.
    pub(crate) fn request(&mut self, method: &str, parameters: &Value) -> Value {
        let deadline = Instant::now() + ANSWER;
        loop {
            self.requests += 1;
            let id = self.requests;
            self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": parameters }));
            let mut answer = self.receive(deadline);
            while answer["id"] != id || !answer["method"].is_null() {
                answer = self.receive(deadline);
            }
            let error = &answer["error"];
            if error.is_null() {
                return answer["result"].take();
            }
            let again = error["code"].as_i64().is_some_and(|code| ASK_AGAIN.contains(&code));
            assert!(again, "{method}: {error}\n{}", self.state());
        }
    }

    /// Ends the conversation and the server, as the protocol asks for.
    pub(crate) fn close(mut self) {
        self.request("shutdown", &Value::Null);
        self.notify("exit", &Value::Null);
        let deadline = Instant::now() + ANSWER;
        while self.next(deadline).is_some() {}
        let status = self.child.wait().expect("it ends");
        assert!(status.success(), "{status}\n{}", self.state());
    }

    fn notify(&mut self, method: &str, parameters: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": parameters }));
    }

    fn send(&mut self, message: &Value) {
        if let Err(error) = framing::write(&mut self.to, message) {
            panic!("{error}\n{}", self.state());
        }
    }

    /// The next message.
    fn receive(&mut self, deadline: Instant) -> Value {
        self.next(deadline).unwrap_or_else(|| panic!("the server has ended\n{}", self.state()))
    }

    /// The next message; `None` at the end. Remembers a status, and answers a request of the server with nothing.
    fn next(&mut self, deadline: Instant) -> Option<Value> {
        let left = deadline.saturating_duration_since(Instant::now());
        let message = match self.from.recv_timeout(left) {
            Ok(message) => message,
            Err(RecvTimeoutError::Timeout) => panic!("the server takes too long\n{}", self.state()),
            Err(RecvTimeoutError::Disconnected) => return None,
        };
        if message["method"] == "experimental/serverStatus" {
            self.status = message["params"].clone();
        } else if !message["method"].is_null() && !message["id"].is_null() {
            self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": null }));
        }
        Some(message)
    }

    /// What the server last said of itself, for the message of a failure.
    fn state(&self) -> String {
        let log = fs::read_to_string(&self.log).unwrap_or_else(|error| error.to_string());
        format!("status: {}\nlog:\n{log}", self.status)
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // Both fail only where it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The URI of a file.
pub(crate) fn uri(path: &Path) -> String {
    let path = path.to_str().expect("UTF-8");
    let escaped = path.bytes().map(|byte| match byte {
        b'/' | b'-' | b'.' | b'_' | b'~' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    });
    format!("file://{}", escaped.collect::<String>())
}
