//! A result for people: lines, titles and tables. Text from documents cannot control the terminal.

use std::fmt::{self, Write};

use anstyle::Style;
use comfy_table::{Table, presets};
use scopemark_compiler::finding::Visible;
use scopemark_compiler::model::Document;

/// The style of titles.
const TITLE: Style = Style::new().bold();

/// A result for a person, under construction.
#[derive(Debug, Default)]
pub(crate) struct Page(String);

impl Page {
    /// Adds a line. Its text cannot control the terminal.
    pub(crate) fn line(&mut self, text: fmt::Arguments<'_>) {
        writeln!(self.0, "{}", Visible(&text.to_string())).expect("writing to a string cannot fail");
    }

    /// Adds the line that names the document.
    pub(crate) fn document(&mut self, document: &Document) {
        let title = document.title.as_deref().unwrap_or(&document.name);
        let resource = match document.resource.as_str() {
            "" => String::new(),
            resource => format!(" ({})", Visible(resource)),
        };
        writeln!(self.0, "{TITLE}{}{TITLE:#}: {}{resource}\n", Visible(&document.path), Visible(title))
            .expect("writing to a string cannot fail");
    }

    /// Adds an empty line, unless the page ends with one.
    pub(crate) fn gap(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with("\n\n") {
            self.0.push('\n');
        }
    }

    /// Adds the title of what follows.
    pub(crate) fn title(&mut self, text: &str) {
        self.gap();
        writeln!(self.0, "{TITLE}{}{TITLE:#}", Visible(text)).expect("writing to a string cannot fail");
    }

    /// Adds a table without its empty columns. Adds nothing if there is no row.
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

    /// The text of the page.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}
