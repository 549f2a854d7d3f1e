//! The README shows what the repository really has.

const README: &str = include_str!("../README.md");

#[test]
fn the_code_of_the_readme_is_the_example_that_compiles() {
    let example = include_str!("../examples/names.rs");
    let code = example.split_once("\n\n").expect("a first line that says what it is").1;
    assert!(README.contains(&format!("```rust\n{code}```\n")), "copy examples/names.rs into README.md");
}
