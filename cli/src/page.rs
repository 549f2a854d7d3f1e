//! What people read: lines, titles and tables, in which nothing acts on the terminal but their styles.

use std::fmt::{self, Write};

use anstyle::Style;
use comfy_table::{Table, presets};
use scopemark_compiler::finding::Visible;
use scopemark_compiler::model::Document;

/// The style of titles.
const TITLE: Style = Style::new().bold();

/// A result that a person reads, in the making.
#[derive(Debug, Default)]
pub(crate) struct Page(String);

impl Page {
    /// A line, in which nothing acts on the terminal.
    pub(crate) fn line(&mut self, text: fmt::Arguments<'_>) {
        writeln!(self.0, "{}", Visible(&text.to_string())).expect("writing to a string cannot fail");
    }

    /// Which document follows.
    pub(crate) fn document(&mut self, document: &Document) {
        let title = document.title.as_deref().unwrap_or(&document.name);
        writeln!(
            self.0,
            "{TITLE}{}{TITLE:#}: {} ({})\n",
            Visible(&document.path),
            Visible(title),
            Visible(&document.resource)
        )
        .expect("writing to a string cannot fail");
    }

    /// An empty line, unless there is one already.
    pub(crate) fn gap(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with("\n\n") {
            self.0.push('\n');
        }
    }

    /// A line that names what follows.
    pub(crate) fn title(&mut self, text: &str) {
        self.gap();
        writeln!(self.0, "{TITLE}{}{TITLE:#}", Visible(text)).expect("writing to a string cannot fail");
    }

    /// A table without the columns that are empty in every row; nothing where there is no row.
    pub(crate) fn table<const WIDTH: usize>(
        &mut self,
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
            self.0.push_str(line.trim_end());
            self.0.push('\n');
        }
        self.gap();
    }

    /// All of it.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}
