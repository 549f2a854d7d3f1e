//! What a reader must know of the machine and of the peers to read the figures.

use std::fs;
use std::process::Command;

use crate::folder::Bench;

/// Cores, memory and compiler, in a sentence.
pub fn describe() -> Result<String, String> {
    let cores = std::thread::available_parallelism().map_err(|error| format!("the number of cores: {error}"))?;
    let memory = memory().map_or_else(|| "memory unknown".to_owned(), |gib| format!("{gib} GiB of memory"));
    let output = Command::new("rustc").arg("--version").output().map_err(|error| format!("rustc: {error}"))?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    Ok(format!("{cores} cores, {memory}, {}, {version}", std::env::consts::OS))
}

/// In GiB, rounded; where the system tells as Linux does.
fn memory() -> Option<u64> {
    let text = fs::read_to_string("/proc/meminfo").ok()?;
    let kib: u64 =
        text.lines().find_map(|line| line.strip_prefix("MemTotal:"))?.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some((kib + (1 << 19)) >> 20)
}

/// The versions of the peers, from what locks them.
pub fn peers(bench: &Bench) -> Result<String, String> {
    const CRATES: [(&str, &str); 6] = [
        ("adopters", "typify"),
        ("adopters", "prost-build"),
        ("rebuild/strum", "strum"),
        ("adopters", "phf"),
        ("adopters", "oauth2"),
        ("adopters", "pulldown-cmark"),
    ];
    let mut all = Vec::new();
    for (package, name) in CRATES {
        let lock = bench.read(&format!("{package}/Cargo.lock"))?;
        let version = between(&lock, &format!("name = \"{name}\"\nversion = \""), "\"");
        all.push(format!("{name} {}", version.ok_or_else(|| format!("{package}/Cargo.lock has no {name}"))?));
    }
    let npm = bench.read("gate/package.json")?;
    let version = between(&npm, "\"@bufbuild/buf\": \"", "\"").ok_or("gate/package.json has no @bufbuild/buf")?;
    Ok(format!("{}, buf {version}", all.join(", ")))
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    Some(text.split_once(before)?.1.split_once(after)?.0)
}
