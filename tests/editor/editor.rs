//! An editor with `src/main.rs` of a crate open, and what it shows at a place there.

use std::path::Path;

use serde_json::{Value, json};

use crate::client::{Client, uri};
use crate::support::{Adopter, LEAN, target};

/// A crate in an editor.
pub(crate) struct Editor {
    client: Client,
    uri: String,
    source: String,
}

/// An item of a list of completions.
#[derive(Debug)]
pub(crate) struct Completion {
    pub(crate) label: String,
    pub(crate) documentation: String,
}

impl Editor {
    /// Opens `src/main.rs`, which gets this source, and waits until the server knows the crate.
    pub(crate) fn open(server: &Path, adopter: &Adopter, source: String) -> Self {
        adopter.write("src/main.rs", &source);
        // So that a crate that does not compile is told from an editor that does not see it.
        adopter.check().succeeded();
        let mut environment = json!({ "CARGO_TARGET_DIR": target(), "CARGO_NET_OFFLINE": "true" });
        for (name, value) in LEAN {
            environment[name] = json!(value);
        }
        let settings = json!({
            "cargo": { "buildScripts": { "enable": true }, "extraEnv": environment },
            "procMacro": { "enable": true },
            // Slow, and without a part in the answers.
            "checkOnSave": false,
            "cachePriming": { "enable": false },
        });
        let mut client = Client::start(server, &adopter.path(""), &settings);
        let main = adopter.path("src/main.rs");
        client.open(&main);
        client.settle();
        Self { client, uri: uri(&main), source }
    }

    /// The hover text at the end of this part of the source; empty where there is none.
    pub(crate) fn hover(&mut self, part: &str) -> String {
        shown(&self.ask("hover", part)["contents"]["value"])
    }

    /// The completions after this part of the source.
    pub(crate) fn complete(&mut self, part: &str) -> Vec<Completion> {
        let answer = self.ask("completion", part);
        let items = answer["items"].as_array().or(answer.as_array());
        let completion = |item: &Value| Completion {
            label: item["label"].as_str().expect("a label").to_owned(),
            documentation: shown(&item["documentation"]["value"]),
        };
        items.map(|items| items.iter().map(completion).collect()).unwrap_or_default()
    }

    /// The files that "go to definition" offers at the end of this part of the source, in its order.
    pub(crate) fn definitions(&mut self, part: &str) -> Vec<String> {
        let answer = self.ask("definition", part);
        let places = answer.as_array().map(Vec::as_slice).unwrap_or_default();
        places.iter().map(|place| place["uri"].as_str().expect("a file").to_owned()).collect()
    }

    /// The errors that the server itself marks in the file.
    pub(crate) fn errors(&mut self) -> Vec<String> {
        let file = json!({ "textDocument": { "uri": self.uri } });
        let answer = self.client.request("textDocument/diagnostic", &file);
        let items = answer["items"].as_array().expect("a list");
        items.iter().filter(|item| item["severity"] == 1).map(Value::to_string).collect()
    }

    /// Ends the server.
    pub(crate) fn close(self) {
        self.client.close();
    }

    fn ask(&mut self, what: &str, part: &str) -> Value {
        let at = self.source.find(part).expect("a part of the source") + part.len();
        let before = &self.source[..at];
        let line = before.matches('\n').count();
        let character = before.rsplit('\n').next().map_or(0, str::len);
        let place = json!({
            "textDocument": { "uri": self.uri },
            "position": { "line": line, "character": character },
        });
        self.client.request(&format!("textDocument/{what}"), &place)
    }
}

/// Markdown as a person sees it, without the backslashes that escape punctuation.
fn shown(markdown: &Value) -> String {
    markdown.as_str().unwrap_or_default().replace('\\', "")
}
