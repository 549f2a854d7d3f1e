//! Tables that people read.

use comfy_table::{Table, presets};
use scopemark_compiler::finding::Visible;

use crate::output::Page;

/// A table without the columns that are empty in every row; nothing where there is no row.
pub(crate) fn push<const WIDTH: usize>(
    page: &mut Page,
    header: [&str; WIDTH],
    rows: impl Iterator<Item = [String; WIDTH]>,
) {
    let rows: Vec<_> = rows.collect();
    let told: Vec<usize> = (0..WIDTH).filter(|&column| rows.iter().any(|row| !row[column].is_empty())).collect();
    if told.is_empty() {
        return;
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(told.iter().map(|&column| header[column]));
    for row in &rows {
        table.add_row(told.iter().map(|&column| Visible(&row[column]).to_string()));
    }
    for line in table.lines() {
        page.0.push_str(line.trim_end());
        page.0.push('\n');
    }
    page.gap();
}
