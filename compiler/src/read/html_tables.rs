//! Tables written in HTML, which are not read.

use super::blocks::Blocks;
use super::header;
use super::lines::Lines;
use super::problem::Problem;
use super::scope_names::looks_like_permission;
use super::settings::Settings;
use crate::rules;

/// Says each HTML table that no directive skips; whether one of them has permissions.
pub(crate) fn find(blocks: &Blocks, lines: &Lines<'_>, settings: &Settings, problems: &mut Vec<Problem>) -> bool {
    let mut any_permissions = false;
    for (n, &at) in blocks.html_tables.iter().enumerate() {
        if settings.skipped_html.binary_search(&at).is_ok() {
            continue;
        }
        // A table without an end tag ends where the next begins.
        let next = blocks.html_tables.get(n + 1).copied().unwrap_or(lines.text().len());
        let table = &lines.text()[at..next];
        let end = table.match_indices("</").find(|(close, _)| is_table(&table[close + 2..])).map(|(close, _)| close);
        let mut cells = table[..end.unwrap_or(table.len())].split(['<', '>']).map(str::trim);
        let permissions = cells.any(|cell| looks_like_permission(cell) || header::names_scopes(cell));
        any_permissions |= permissions;
        problems.push(if permissions {
            Problem::new(
                &rules::HTML_PERMISSION_TABLE,
                at,
                "this permission table is written in HTML, which is not read",
                "write it as a Markdown table: `| Permission | Description |`, `|---|---|`, then the rows",
            )
        } else {
            Problem::new(
                &rules::HTML_TABLE,
                at,
                "this table is written in HTML and is not read",
                if lines.text()[..at].rsplit('\n').next().is_none_or(|line| line.trim().is_empty()) {
                    "if it lists permissions, write it as a Markdown table; otherwise put <!-- scopemark: skip --> above it"
                } else {
                    "if it lists permissions, write it as a Markdown table; otherwise give it lines of its own, under a \
                     directive `skip`"
                },
            )
        });
    }
    any_permissions
}

fn is_table(tag: &str) -> bool {
    tag.get(..5).is_some_and(|name| name.eq_ignore_ascii_case("table"))
}
