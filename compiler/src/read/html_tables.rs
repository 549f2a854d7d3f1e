//! Tables written in HTML, which are not read.

use super::blocks::Blocks;
use super::header;
use super::item_problems::misplaced;
use super::lines::Lines;
use super::problem::Problem;
use super::scope_names::{looks_like_permission, stands_out};
use super::settings::{AboveHtml, Settings};
use crate::rules;

/// Says each HTML table of permissions that no directive skips; whether there is one.
pub(crate) fn find(blocks: &Blocks, lines: &Lines<'_>, settings: &Settings, problems: &mut Vec<Problem>) -> bool {
    let mut any_permissions = false;
    let mut above = settings.above_html.iter().peekable();
    for (n, &at) in blocks.html_tables.iter().enumerate() {
        while above.next_if(|directive| directive.table < at).is_some() {}
        let directives: Vec<&AboveHtml> = core::iter::from_fn(|| above.next_if(|it| it.table == at)).collect();
        if directives.iter().any(|directive| directive.skip) {
            continue;
        }
        // A table without an end tag ends where the next begins.
        let next = blocks.html_tables.get(n + 1).copied().unwrap_or(lines.text().len());
        let table = &lines.text()[at..next];
        let end = table.match_indices("</").find(|(close, _)| is_table(&table[close + 2..])).map(|(close, _)| close);
        if names_permissions(&table[..end.unwrap_or(table.len())]) {
            any_permissions = true;
            problems.push(Problem::new(
                &rules::HTML_PERMISSION_TABLE,
                at,
                "this permission table is written in HTML, which is not read",
                "write it as a Markdown table: `| Permission | Description |`, `|---|---|`, then the rows",
            ));
        } else {
            problems.extend(directives.iter().map(|directive| misplaced(directive.at)));
        }
    }
    any_permissions
}

/// Whether a cell of a table has a name like a permission, or the header of a scope column.
fn names_permissions(table: &str) -> bool {
    let divides = |c: char| c.is_whitespace() || ",;()".contains(c);
    let mut cells = table.split(['<', '>']).skip(2).step_by(2).map(str::trim);
    cells.any(|cell| header::names_scopes(cell) || looks_like_permission(cell) || cell.split(divides).any(stands_out))
}

fn is_table(tag: &str) -> bool {
    tag.get(..5).is_some_and(|name| name.eq_ignore_ascii_case("table"))
}
