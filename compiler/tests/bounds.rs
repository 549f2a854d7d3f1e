//! Bounds: shapes of documents of which each is much of one thing, in one cell, line, table or document.
//!
//! The plain test reads each at a size at which time by the square of the length would take minutes. Times are printed by
//! `cargo test --release -p scopemark-compiler --test bounds -- --ignored --nocapture`.

#[path = "support/shapes.rs"]
mod shapes;

use std::sync::LazyLock;
use std::time::Instant;

use scopemark_compiler::Level;
use scopemark_compiler::read::read_text;
use shapes::SHAPES;

const LISTED: usize = 1_000;

#[test]
fn much_of_one_thing_takes_time_by_its_length_and_lists_at_most_a_thousand_findings() {
    for (name, shape) in SHAPES {
        let findings = read_text("docs-tables/a.md", &shape(4_000)).findings;
        assert!(findings.len() <= LISTED + 1, "{name}: {} findings", findings.len());
        let more = findings.iter().filter(|finding| finding.rule.id.starts_with("read/more-")).count();
        assert_eq!(more == 1, findings.len() == LISTED + 1, "{name}");
    }
}

/// Seconds that this thread has worked, where the system says it; otherwise those that have passed.
fn clock() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let worked = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = worked.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

#[test]
#[ignore = "prints times"]
fn times_of_all_shapes() {
    let read = |text: &str| {
        let start = clock();
        let findings = read_text("docs-tables/a.md", text).findings;
        let errors = findings.iter().filter(|finding| finding.level() == Level::Error).count();
        (clock() - start, findings.len(), errors)
    };
    let size: usize = std::env::var("SCOPEMARK_SIZE").map_or(120_000, |size| size.parse().expect("a number"));
    let only = std::env::var("SCOPEMARK_SHAPE").unwrap_or_default();
    println!(
        "{:60} {:>10} {:>8} {:>6} {:>6} {:>9} {:>7}",
        "shape", "bytes", "s", "ratio", "s/MB", "findings", "errors"
    );
    for (name, shape) in SHAPES.iter().filter(|(name, _)| name.contains(&only)) {
        let (small, large) = (shape(size / 4), shape(size));
        let (before, ..) = read(&small);
        let (seconds, findings, errors) = read(&large);
        let (ratio, rate) =
            (seconds / before, seconds / f64::from(u32::try_from(large.len()).expect("a small text")) * 1e6);
        println!("{name:60} {:>10} {seconds:8.2} {ratio:6.1} {rate:6.2} {findings:>9} {errors:>7}", large.len());
    }
}
