//! Tests that the code and output in the README are those of the examples, and its tables those of the guide for authors.

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

/// The cells of a column in the README's table with this header.
fn column(header: &str, column: usize) -> Vec<&'static str> {
    let rows = README.split_once(header).expect(header).1.lines().skip(2).take_while(|line| line.starts_with('|'));
    let cells: Vec<&str> = rows.filter_map(|line| line.trim_matches('|').split(" | ").nth(column)).collect();
    assert!(!cells.is_empty(), "{header}");
    cells
}

#[test]
fn the_headers_and_directives_of_the_readme_are_those_of_the_guide() {
    let guide = include_str!("../docs/authoring.md");
    for cell in column("| column | headers | meaning |", 1) {
        for header in cell.split([',', ';']).map(str::trim).filter(|header| *header != "…") {
            assert!(guide.contains(&format!(" {header}, ")) || guide.contains(&format!(" {header} |")), "{header}");
        }
    }
    for cell in column("| directive | says |", 0) {
        for item in cell.split(", ").map(|item| item.trim_matches(['`', ' ', '|'])) {
            let key = item.split('.').next().unwrap_or_default();
            assert!(["", ".", " ="].iter().any(|next| guide.contains(&format!("| `{key}{next}"))), "{item}");
        }
    }
}
