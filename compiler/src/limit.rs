//! How many findings a run lists: the worst of them, and a count of the others.

use crate::finding::{Finding, Level};
use crate::model::Position;
use crate::rules;

/// How many findings are listed.
pub const MOST: usize = 1_000;

/// Leaves the worst [`MOST`] of these findings, in their order, and one that says how many are not listed. A list that was
/// limited may be part of a longer one.
pub fn limit(findings: &mut Vec<Finding>) {
    let is_count = |finding: &Finding| finding.unlisted > 0;
    if findings.iter().filter(|finding| !is_count(finding)).count() <= MOST
        && !findings.iter().rev().skip(1).any(is_count)
    {
        return;
    }
    let mut rest = MOST;
    let mut is_listed = vec![false; findings.len()];
    for level in [Level::Error, Level::Warning, Level::Note] {
        let of_level = |(_, finding): &(usize, &Finding)| finding.level() == level && !is_count(finding);
        for (n, _) in findings.iter().enumerate().filter(of_level).take(rest) {
            is_listed[n] = true;
            rest -= 1;
        }
    }
    let mut listed = is_listed.into_iter();
    let Some(Finding { path, position, .. }) = findings.last() else { return };
    let (path, position) = (path.clone(), *position);
    let unlisted: Vec<Finding> = findings.extract_if(.., |_| listed.next() == Some(false)).collect();
    findings.extend(count(&unlisted, &path, position));
}

/// The finding that stands for those that are not listed.
fn count(unlisted: &[Finding], path: &str, position: Position) -> Option<Finding> {
    let worst = unlisted.iter().map(Finding::level).max()?;
    let rule = match worst {
        Level::Error => &rules::MORE_ERRORS,
        Level::Warning => &rules::MORE_WARNINGS,
        Level::Note => &rules::MORE_NOTES,
    };
    let count: usize = unlisted.iter().map(|finding| finding.unlisted.max(1)).sum();
    let are = if count == 1 { "1 more finding is" } else { &format!("{count} more findings are") };
    let message = format!("{are} not listed: at most {MOST} are, errors first");
    let help = "mend those that are listed, and run it again";
    Some(Finding { unlisted: count, ..Finding::new(rule, path, position, message, help, ("", 0)) })
}
