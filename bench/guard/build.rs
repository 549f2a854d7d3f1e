//! Makes a document of 800 permissions and compiles it.

use std::path::PathBuf;
use std::{env, fs};

use corpus::{Revision, document};

fn main() {
    let docs = PathBuf::from(env::var_os("OUT_DIR").expect("OUT_DIR")).join("docs");
    fs::create_dir_all(&docs).expect("a folder");
    let file = docs.join("names.md");
    let text = document(800, Revision(0));
    // A file that does not change keeps its time, so that nothing is built again.
    if !fs::read_to_string(&file).is_ok_and(|before| before == text) {
        fs::write(file, text).expect("a file");
    }
    scopemark_compiler::build(docs);
}
