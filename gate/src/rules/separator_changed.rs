//! `grant/separator-changed`: answers are divided, or requests joined, differently.

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Document;

use crate::change::Place;
use crate::edits::edit::Edit;
use crate::edits::findings::Findings;
use crate::edits::subjects;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party};

pub(crate) static RULE: GateRule = GateRule {
    id: "grant/separator-changed",
    title: "what stands between names in answers or requests changed",
    parties: &[Party::Users],
    explanation: "Whether a server's answer is divided at commas, and whether a request is joined by them, decides which permissions \
                  are found in it. The provider did not change with the document: a request that was understood may be refused, \
                  and what was granted may count as missing.",
    before: "<!-- scopemark: separator = \",\" -->\n\n| Feature | Scope |\n|---|---|\n| Issues | read:issue |\n",
    after: "| Feature | Scope |\n|---|---|\n| Issues | read:issue |\n",
    near_miss: Some([
        "<!-- scopemark: request-separator = \",\" -->\n\n| Feature | Scope |\n|---|---|\n| Issues | read:issue |\n",
        "<!-- scopemark: separator = \",\", request-separator = \",\" -->\n\n| Feature | Scope |\n|---|---|\n| Issues | read:issue |\n",
    ]),
    harmless: "keep the directive, unless the provider's answers show that it was wrong",
    ..GateRule::of(Family::Grant)
};

pub(super) static FINDS: &[Finds] = &[Finds::Facts(find)];

fn find(findings: &mut Findings<'_, '_>) {
    let pair = &findings.diff.pair;
    let (old, new) = (pair.old.document, pair.new.document);
    // A document that begins or ends here has sent no request and read no answer in its other state.
    if says(old) == says(new) || old.permissions.is_empty() || new.permissions.is_empty() {
        return;
    }
    let (subject, place) = (subjects::document(pair), Place { path: new.path.clone(), line: 1, column: 1 });
    let edit = findings.other(Edit { subject, before: says(old), after: says(new), place, ..Edit::default() });
    let message = format!("what stands between names changed: {}; it was {}", says(new), says(old));
    findings.add(edit, &RULE, Level::Error, message);
}

fn says(document: &Document) -> String {
    let answers = document.separator.map_or_else(|| "a space".to_owned(), |letter| format!("a space or `{letter}`"));
    let requests = document.request_separator.map_or_else(|| "a space".to_owned(), |letter| format!("`{letter}`"));
    format!("{answers} in answers, {requests} in requests")
}
