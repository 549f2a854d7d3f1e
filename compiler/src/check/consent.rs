//! Admin consent: what Microsoft's platform makes impossible, and what rows contradict each other on.

use super::Source;
use super::order::Named;
use crate::finding::Finding;
use crate::model::{Document, Kind, Permission};
use crate::rules;

pub(crate) fn check(document: &Document, named: [&Named; 2], source: &Source<'_>, findings: &mut Vec<Finding>) {
    for row in &document.permissions {
        if is_denied(row) {
            findings.push(source.finding(
                &rules::ADMIN_CONSENT_DENIED,
                row.position,
                format!(
                    "`{}` is an application permission, which always needs admin consent; the document says it needs none",
                    row.scope
                ),
                "write `Yes` under admin consent, or correct the kind",
            ));
        }
    }
    for named in named {
        for name in 0..named.count() {
            let rows = named.rows(name);
            if rows.len() > 1 {
                same_name(document, rows, source, findings);
            }
        }
    }
}

fn is_denied(row: &Permission) -> bool {
    row.kind == Kind::Application && row.admin_consent == Some(false)
}

fn same_name(document: &Document, rows: &[usize], source: &Source<'_>, findings: &mut Vec<Finding>) {
    let mut said: Option<(bool, u32)> = None;
    for row in rows.iter().map(|&n| &document.permissions[n]).filter(|row| !is_denied(row)) {
        let Some(consent) = row.admin_consent else { continue };
        let (first, line) = *said.get_or_insert((consent, row.position.line));
        if first != consent {
            let word = |consent: bool| if consent { "yes" } else { "no" };
            findings.push(source.finding(
                &rules::ADMIN_CONSENT_DISAGREES,
                row.position,
                format!(
                    "whether `{}` ({}) needs admin consent is said twice: {} in line {line}, {} here",
                    row.scope,
                    row.kind.as_str(),
                    word(first),
                    word(consent)
                ),
                "make both rows say the same",
            ));
        }
    }
}
