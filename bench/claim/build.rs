//! Makes documents of 60 and of 800 permissions and compiles them, with the shipped document of Microsoft 365; the same
//! names as maps for phf.

use std::path::{Path, PathBuf};
use std::{env, fs};

use corpus::{Revision, document, permissions, phf_source};

const SIZES: [usize; 2] = [60, 800];

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
    for size in SIZES {
        write(&out.join(format!("docs/names{size}.md")), &document(size, Revision(0)));
        write(&out.join(format!("places{size}.rs")), &phf_source(&permissions(size, Revision(0))));
    }
    scopemark_compiler::build(out.join("docs"));
}
