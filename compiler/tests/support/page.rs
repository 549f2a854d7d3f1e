//! What a renderer of GitHub Flavored Markdown shows of a document: the rows of its tables.

use std::collections::BTreeSet;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};

/// The tables of a page.
pub(crate) struct Page {
    /// The rows of tables that have a scope column by its words.
    pub(crate) rows: Vec<Row>,
    /// All names in the cells of all rows, headers aside.
    pub(crate) cells: BTreeSet<String>,
}

/// A row of a table with a scope column.
pub(crate) struct Row {
    pub(crate) line: usize,
    /// The line of the table's header.
    pub(crate) table: usize,
    /// The names in its scope cells.
    pub(crate) names: Vec<String>,
}

impl Page {
    pub(crate) fn of(text: &str) -> Self {
        let mut options = Options::default();
        options.extension.table = true;
        options.extension.strikethrough = true;
        options.extension.footnotes = true;
        // Its front matter ends at line feeds only, and is less strict than ours.
        let text = &text.replace("\r\n", "\n").replace('\r', "\n");
        options.extension.front_matter_delimiter = text.starts_with("---\ntitle").then(|| "---".to_owned());
        let arena = Arena::new();
        let mut page = Self { rows: Vec::new(), cells: BTreeSet::new() };
        for node in parse_document(&arena, text, &options).descendants() {
            if matches!(node.data.borrow().value, NodeValue::Table(_)) {
                page.table(node);
            }
        }
        page
    }

    fn table<'a>(&mut self, table: &'a AstNode<'a>) {
        let mut rows = table.children();
        let Some(header) = rows.next() else { return };
        let is_scope = |cell: &'a AstNode<'a>| matches!(text(cell).trim(), "Scope" | "Permission");
        let scopes: Vec<bool> = header.children().map(is_scope).collect();
        for row in rows {
            let mut of_scopes = Vec::new();
            for (n, cell) in row.children().enumerate() {
                let names = names(&text(cell));
                self.cells.extend(names.iter().cloned());
                if scopes.get(n) == Some(&true) {
                    of_scopes.extend(names);
                }
            }
            if !of_scopes.is_empty() {
                let line = |node: &AstNode<'_>| node.data.borrow().sourcepos.start.line;
                self.rows.push(Row { line: line(row), table: line(table), names: of_scopes });
            }
        }
    }
}

/// The names in a text, by their shape.
pub(crate) fn names(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '.');
    words.filter(|word| word.starts_with("A.Read")).map(str::to_owned).collect()
}

fn text<'a>(node: &'a AstNode<'a>) -> String {
    let texts = node.descendants().filter_map(|node| match &node.data.borrow().value {
        NodeValue::Text(text) => Some(text.to_string()),
        NodeValue::Code(code) => Some(code.literal.clone()),
        NodeValue::SoftBreak | NodeValue::LineBreak | NodeValue::HtmlInline(_) => Some(" ".to_owned()),
        _ => None,
    });
    texts.collect()
}
