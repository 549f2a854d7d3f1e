//! The kind of a table's rows, where their cells do not say it.

use super::accounts::Account;
use super::blocks::Blocks;
use super::column::Column;
use super::columns::Columns;
use super::header::Field;
use super::headings::{self, Says};
use super::kind_headers;
use super::lines::Lines;
use super::problem::Problem;
use super::row_cells::RowCells;
use super::settings::Settings;
use super::tables::PermissionTable;
use super::values::text;
use super::vocabulary::{APPLICATION, BOTH, DELEGATED, Words, fold, without_parentheses};
use crate::model::Kind;
use crate::rules;

/// Whether a header, a tab or a heading may say that a table's permissions are application permissions.
pub(crate) fn may_be_application(table: &PermissionTable<'_>) -> bool {
    table.columns.are_graph || table.settings.resource.is_some() || table.columns.find(Field::Resource).is_some()
}

/// The kinds that hold for the rows of a table whose cells say none.
pub(crate) fn of_table(
    table: &PermissionTable<'_>,
    blocks: &Blocks,
    lines: &Lines<'_>,
    settings: &Settings,
    problems: &mut Vec<Problem>,
) -> &'static [Kind] {
    if let Some((kinds, _)) = table.settings.kind {
        return kinds;
    }
    let may_be_application = may_be_application(table);
    let counts = |kinds: &[Kind]| kinds == DELEGATED || (kinds == APPLICATION && may_be_application);
    let (mut names_both, mut is_negated, mut header_negates) = (false, false, false);
    let words = &table.settings.words;
    let mut scopes = table.columns.scopes();
    if let (Some((n, only)), None) = (scopes.next(), scopes.next())
        && let Some(kinds) = only.kinds
    {
        header_negates = headings::kinds(&table.columns.all[n].header, words) == Says::Negated;
        if counts(kinds) && !header_negates {
            return kinds;
        }
        names_both |= kinds.len() > 1;
    }
    let tabs = table.table.tabs.iter().map(|&tab| &blocks.tabs[tab]);
    let mut of_tab = tabs.filter_map(|tab| words.kinds(&without_parentheses(&tab.label)));
    // A tab is read like a cell, which may say both.
    if let Some(kinds) = of_tab.find(|kinds| counts(kinds) || (kinds.len() > 1 && may_be_application)) {
        return kinds;
    }
    for &heading in &table.table.headings {
        match headings::kinds(&blocks.headings[heading].text, words) {
            Says::Kinds(kinds) if kinds.len() > 1 => {
                names_both = true;
                break;
            }
            Says::Kinds(kinds) if counts(kinds) => return kinds,
            // What a heading excludes says nothing of tables further up.
            Says::Negated => {
                is_negated = true;
                break;
            }
            Says::Kinds(_) | Says::Nothing => {}
        }
    }
    if let Some((kinds, _)) = settings.document.kind {
        return kinds;
    }
    let says = table.columns.find(Field::Kind).is_some()
        || table.columns.all.iter().any(|column| column.ticks.is_some())
        || (!header_negates
            && table.columns.scopes().all(|(_, column)| column.kinds.is_some_and(|kinds| kinds.len() == 1)));
    let was_named = table.columns.all.iter().any(|column| column.scope.is_some() && column.is_declared);
    let is_likely = || names_both || was_named || speaks_of_application(table, blocks, lines);
    let is_in_cells = kind_headers::unsaid(&table.columns.all, words).next().is_some();
    if !says && (is_negated || header_negates || is_in_cells || (may_be_application && is_likely())) {
        problems.push(unsaid(table));
    }
    DELEGATED
}

/// What a text says that is about permissions without a user.
const APPLICATION_WORDS: [&str; 12] = [
    "application permission",
    "app permission",
    "application role",
    "app role",
    "app-only",
    "application scope",
    "service principal",
    "client credentials",
    "daemon",
    "unattended",
    "non-interactive",
    "noninteractive",
];

/// Whether the text above a table, or one of its headings, speaks of application permissions and not of delegated ones.
fn speaks_of_application(table: &PermissionTable<'_>, blocks: &Blocks, lines: &Lines<'_>) -> bool {
    let above = lines.text().get(table.table.text_above..table.table.range.start).unwrap_or_default();
    let headings = table.table.headings.iter().map(|&heading| blocks.headings[heading].text.as_str());
    let text = fold(&headings.chain([above]).collect::<Vec<_>>().join("\n"));
    // Where delegated ones are only set aside, nothing is said of them.
    let set_aside = ["not delegated", "rather than delegated", "instead of delegated", "no delegated"];
    let said = set_aside.iter().fold(text, |text, words| text.replace(words, ""));
    APPLICATION_WORDS.iter().any(|words| said.contains(words)) && !said.contains("delegated")
}

fn unsaid(table: &PermissionTable<'_>) -> Problem {
    let at = table.columns.scopes().next().map_or(table.table.range.start, |(n, _)| table.columns.all[n].at);
    let of_table = "say it above the table: <!-- scopemark: kind = \"application\" --> or <!-- scopemark: kind = \"delegated\" -->";
    let mut columns: Vec<&Column> = kind_headers::unsaid(&table.columns.all, &table.settings.words).collect();
    columns.extend(may_say_kinds(&table.columns));
    let mut shown = std::collections::BTreeSet::new();
    columns.retain(|column| shown.insert(&column.header));
    let of_column = columns
        .into_iter()
        .take(MOST_SHOWN)
        .map(|column| format!("if the column `{}` says it: {}", column.header, kind_headers::directives(column)));
    let help = [of_table.to_owned()].into_iter().chain(of_column).collect::<Vec<_>>().join("; ");
    Problem::new(
        &rules::KIND_UNSAID,
        at,
        "this table does not say the kind of its permissions: they are read as delegated",
        help,
    )
}

/// The columns that may say the kind in words of the document: text of a few words that repeat.
fn may_say_kinds(columns: &Columns) -> impl Iterator<Item = &Column> {
    let is_only = |header: &str| columns.all.iter().filter(|column| column.header == header).count() == 1;
    let texts = columns.all.iter().filter(|column| column.field.is_none() && column.scope.is_none());
    let few = texts.filter(|column| column.ticks.is_none() && column.cells.are_few_words());
    few.filter(move |column| !column.header.is_empty() && is_only(&column.header)).take(MOST_SHOWN)
}

/// How many columns a help shows.
const MOST_SHOWN: usize = 3;

/// The kinds of a row in a table with columns of yes and no for each; `None` where the table has none.
pub(crate) fn of_ticks(
    row: &RowCells<'_>,
    columns: &Columns,
    words: &Words,
    problems: &mut Vec<Problem>,
) -> Option<&'static [Kind]> {
    let ticks = columns.all.iter().enumerate().filter_map(|(n, column)| Some((n, column, column.ticks?)));
    let ticks: Vec<(usize, &Column, &'static [Kind])> = ticks.collect();
    if ticks.is_empty() {
        return None;
    }
    let ticked = |(n, column, _): &&(usize, &Column, &'static [Kind])| {
        words.yes_or_no(&text(row.at(*n)), column.cells.has_ticks) == Some(true)
    };
    let said: Vec<&'static [Kind]> = ticks.iter().filter(ticked).map(|(.., kinds)| *kinds).collect();
    let Some((first, rest)) = said.split_first() else {
        problems.push(Problem::new(
            &rules::EMPTY_KIND,
            row.at,
            "this row has no yes under a kind, so it requests nothing",
            "write yes under the kind that is needed, or delete the row",
        ));
        return Some(&[]);
    };
    Some(if rest.iter().all(|kinds| kinds == first) { first } else { BOTH })
}

/// Whose accounts a row is for, in a table with columns of yes and no for delegated permissions of several accounts.
pub(crate) fn accounts_of_ticks(row: &RowCells<'_>, columns: &Columns, words: &Words) -> Account {
    let delegated = columns.all.iter().enumerate().filter(|(_, column)| column.ticks == Some(DELEGATED));
    let (mut has_personal, mut personal, mut work) = (false, false, false);
    for (n, column) in delegated {
        let is_yes = words.yes_or_no(&text(row.at(n)), column.cells.has_ticks) == Some(true);
        match Account::of(&column.header) {
            Account::Personal => {
                has_personal = true;
                personal |= is_yes;
            }
            _ => work |= is_yes,
        }
    }
    match (personal, work) {
        (true, false) => Account::Personal,
        (false, true) if has_personal => Account::Work,
        _ => Account::Any,
    }
}
