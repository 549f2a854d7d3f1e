//! Real documents through their real versions.
use scopemark_compiler::gate::{Change, compare};
use scopemark_compiler::read::read_text;

#[test]
fn try_history() {
    let mut files: Vec<_> =
        std::fs::read_dir("/tmp/w/shared/history/o365").unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let docs: Vec<_> =
        files.iter().map(|f| read_text("docs-tables/o365.md", &std::fs::read_to_string(f).unwrap())).collect();
    for (n, pair) in docs.windows(2).enumerate() {
        println!("=== {} -> {}", n + 1, n + 2);
        for f in pair[1].findings.iter().filter(|f| f.level() == scopemark_compiler::Level::Error) {
            println!("   READ {}", f.message);
        }
        show(&compare(&[pair[0].document.clone()], &[pair[1].document.clone()]));
    }
    println!("=== SEED 1 -> 0");
    let a = read_text(
        "docs-tables/o365.md",
        &std::fs::read_to_string("/tmp/w/shared/seeds/001_cc37dc75526c2d96.txt").unwrap(),
    );
    let b = read_text("docs-tables/o365.md", &std::fs::read_to_string("../docs-tables/o365.md").unwrap());
    show(&compare(&[a.document], &[b.document]));
}
fn show(changes: &[Change]) {
    for c in changes {
        println!(
            "{} {} @{}:{} {}\n      {}",
            c.level.as_str(),
            c.rule.id,
            c.place.line,
            c.place.column,
            c.message,
            c.fingerprint()
        );
        for a in &c.attached {
            println!("    + {} {} {}", a.level.as_str(), a.rule.id, a.message);
        }
    }
}
