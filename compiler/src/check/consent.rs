//! Admin consent: what Microsoft's platform makes impossible, and what rows contradict each other on.

use std::collections::BTreeMap;

use super::Source;
use crate::finding::Finding;
use crate::model::{Document, Kind};
use crate::rules;

pub(crate) fn check(document: &Document, source: &Source<'_>, findings: &mut Vec<Finding>) {
    let mut said: BTreeMap<_, (bool, u32)> = BTreeMap::new();
    for row in &document.permissions {
        let Some(consent) = row.admin_consent else { continue };
        if row.kind == Kind::Application && !consent {
            findings.push(source.finding(
                &rules::ADMIN_CONSENT_DENIED,
                row.position,
                format!(
                    "`{}` is an application permission, which always needs admin consent; the document says it needs none",
                    row.scope
                ),
                "write `Yes` under admin consent, or correct the kind",
            ));
            continue;
        }
        let (first, line) = *said.entry((row.kind, row.scope.as_str())).or_insert((consent, row.position.line));
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
