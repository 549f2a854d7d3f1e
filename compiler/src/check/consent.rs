//! Admin consent: rows of one permission that contradict each other.

use super::requested::Requested;
use super::source::Source;
use crate::finding::Finding;
use crate::model::Permission;
use crate::rules;

pub(crate) fn check(requested: &Requested<'_>, source: &Source<'_>, findings: &mut Vec<Finding>) {
    for rows in requested.rows() {
        disagreements(rows, source, findings);
    }
}

/// The rows of one permission that contradict the first one that says anything.
fn disagreements(rows: &[&Permission], source: &Source<'_>, findings: &mut Vec<Finding>) {
    let mut said = rows.iter().filter(|row| row.admin_consent.is_some());
    let Some(first) = said.next() else { return };
    let word = |row: &Permission| if row.admin_consent == Some(true) { "yes" } else { "no" };
    for row in said.filter(|row| row.admin_consent != first.admin_consent) {
        findings.push(source.finding(
            &rules::ADMIN_CONSENT_DISAGREES,
            row.position,
            format!(
                "`{}` ({}) has two answers for admin consent: {} in line {}, {} here",
                row.scope,
                row.kind.as_str(),
                word(first),
                first.position.line,
                word(row)
            ),
            "give both rows the same answer",
        ));
    }
}
