//! What a reader must know of the machine to read the figures.

use std::fs;
use std::process::Command;

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
