//! Makes a document of 800 permissions and compiles it, with the shipped document of Microsoft 365; the same 800 names as
//! an enum for strum and a map for phf.

use std::path::{Path, PathBuf};
use std::{env, fs};

use corpus::{Revision, document, permissions, phf_source, strum_source};

const NAMES: usize = 800;

/// Files that do not change keep their time, so that nothing is built again.
fn write(file: &Path, text: &str) {
    if fs::read_to_string(file).is_ok_and(|before| before == text) {
        return;
    }
    fs::create_dir_all(file.parent().expect("its folder")).expect("its folder");
    fs::write(file, text).expect("a file");
}

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("OUT_DIR"));
    let shipped = "../../docs-tables/o365.md";
    println!("cargo::rerun-if-changed={shipped}");
    write(&out.join("docs/o365.md"), &fs::read_to_string(shipped).expect("the document"));
    write(&out.join("docs/names.md"), &document(NAMES, Revision(0)));
    let names = permissions(NAMES, Revision(0));
    write(&out.join("peers.rs"), &(strum_source(&names) + "\n" + &phf_source(&names)));
    scopemark_compiler::build(out.join("docs"));
}
