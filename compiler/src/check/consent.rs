//! Admin consent: what Microsoft's platform makes impossible, and rows that contradict each other.

use super::requested::Requested;
use super::source::Source;
use crate::finding::Finding;
use crate::model::{Document, Kind, Permission};
use crate::rules;

pub(crate) fn check(document: &Document, requested: &Requested<'_>, source: &Source<'_>, findings: &mut Vec<Finding>) {
    for row in document.permissions.iter().filter(|row| is_denied(row)) {
        findings.push(source.finding(
            &rules::ADMIN_CONSENT_DENIED,
            row.position,
            format!(
                "`{}` is an application permission and always needs admin consent, but the document says that it needs none",
                row.scope
            ),
            "write `Yes` under admin consent, or correct the kind",
        ));
    }
    for rows in requested.rows() {
        disagreements(rows, source, findings);
    }
}

fn is_denied(row: &Permission) -> bool {
    row.kind == Kind::Application && row.admin_consent == Some(false)
}

/// The rows of one permission that contradict the first one that says anything.
fn disagreements(rows: &[&Permission], source: &Source<'_>, findings: &mut Vec<Finding>) {
    let mut said = rows.iter().filter(|row| !is_denied(row) && row.admin_consent.is_some());
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
