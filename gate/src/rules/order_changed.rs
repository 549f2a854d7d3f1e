//! `code/order-changed`: an order that code can observe changed.

use std::collections::BTreeSet;

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Permission;

use crate::edits::edit::Edit;
use crate::edits::findings::Findings;
use crate::edits::target::Target;
use crate::edits::{subjects, words};
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};
use crate::states::side::Side;

pub(crate) static RULE: GateRule = GateRule {
    id: "code/order-changed",
    title: "an order that code can observe changed",
    parties: &[Party::Code],
    level: RuleLevel::Note,
    explanation: "The alternatives of a permission are listed in the order of the document, and code may take the first. The order of \
                  features is that of the document too. Permissions and conditions are in the order of their text, always.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read or Chat.ReadWrite or Chat.ReadBasic |\n",
    after: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read or Chat.ReadBasic or Chat.ReadWrite |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| Chat | A.B or C.D |\n| Mail | E.F |\n",
        "| Feature | Permission |\n|---|---|\n| Chat | A.B or C.D or G.H |\n| Mail | E.F |\n",
    ]),
    harmless: "keep the order",
    ..GateRule::of(Family::Code)
};

pub(super) static FINDS: &[Finds] = &[Finds::Facts(alternatives), Finds::Facts(features)];

fn alternatives(findings: &mut Findings<'_, '_>) {
    let diff = findings.diff;
    let (old, new) = (&diff.pair.old, &diff.pair.new);
    let folded =
        |row: &Permission| -> Vec<String> { row.alternatives.iter().map(|text| text.to_ascii_lowercase()).collect() };
    for (before, after) in diff.kept_rows() {
        let (was, is) = (folded(old.rows[before]), folded(new.rows[after]));
        if was != is && was.iter().collect::<BTreeSet<_>>() == is.iter().collect() {
            let edit = findings.at(Target::of_kept_row(diff, before, after));
            let name = words::name(new, new.names[after]);
            let message = format!("the alternatives of {name} are in another order");
            findings.add(edit, &RULE, Level::Note, message);
        }
    }
}

fn features(findings: &mut Findings<'_, '_>) {
    let pair = &findings.diff.pair;
    // A lock has them sorted.
    let has_order = |side: &Side<'_>| side.document.features.iter().all(|feature| feature.position.line > 0);
    if !has_order(&pair.old) || !has_order(&pair.new) {
        return;
    }
    let kept: Vec<usize> = pair.features.iter().flatten().copied().collect();
    let Some(first) = kept.windows(2).find(|two| two[0] > two[1]).map(|two| two[1]) else { return };
    let names = |side: &Side<'_>, others: &[Option<usize>]| -> String {
        let kept = side.document.features.iter().zip(others).filter(|(_, other)| other.is_some());
        kept.map(|(name, _)| name.text.as_str()).collect::<Vec<_>>().join(", ")
    };
    let edit = findings.other(Edit {
        subject: subjects::document(pair),
        before: names(&pair.old, &pair.features),
        after: names(&pair.new, &pair.old_features),
        place: words::place(&pair.new, pair.new.document.features[first].position),
        ..Edit::default()
    });
    let message = "the features are in another order, which `Feature` keeps".to_owned();
    findings.add(edit, &RULE, Level::Note, message);
}
