//! What a build script over Markdown and a procedural macro cost before they do anything.

include!(concat!(env!("OUT_DIR"), "/text.rs"));

fn main() {
    println!("{TEXT}");
}
