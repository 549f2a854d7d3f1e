//! Tests that the code and output in the README are those of the examples.

const README: &str = include_str!("../README.md");

/// The code of an example, without its first line.
fn code(example: &str) -> &str {
    example.split_once("\n\n").expect("a first line that says what it is").1
}

#[test]
fn the_code_of_the_readme_is_the_examples_that_compile() {
    for (path, example) in [
        ("examples/names.rs", include_str!("../examples/names.rs")),
        ("examples/ask.rs", include_str!("../examples/ask.rs")),
    ] {
        assert!(README.contains(&format!("```rust\n{}```\n", code(example))), "copy {path} into README.md");
    }
}

#[test]
fn the_readme_shows_what_the_example_prints() {
    let run = std::process::Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline", "--example", "ask"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let printed = String::from_utf8(run.stdout).expect("UTF-8");
    assert!(
        README.contains(&format!("```console\n$ cargo run --example ask\n{printed}```\n")),
        "the example prints\n{printed}"
    );
}

#[test]
fn the_lines_of_the_readme_on_other_crates_are_in_their_example() {
    let example = include_str!("../examples/oauth2.rs").to_lowercase();
    let block = README.split_once("`examples/oauth2.rs`):\n\n```rust\n").expect("the lines").1;
    for line in block.split_once("```").expect("the end").0.lines() {
        assert!(example.contains(&line.to_lowercase()), "{line}");
    }
}
