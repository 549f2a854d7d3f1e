//! Directives in the comments of MDX, which have no meaning in a Markdown document.

use super::blocks::Blocks;
use super::directive_syntax::is_directive;
use super::problem::Problem;
use crate::rules;

/// Says each directive that is written as MDX has it. In code it is text.
pub(crate) fn find(text: &str, blocks: &Blocks, problems: &mut Vec<Problem>) {
    // How many marks of code are in the line before some place.
    let (mut from, mut marks) = (0, 0);
    for (at, open) in text.match_indices("{/*") {
        let between = &text[from..at];
        let line = between.rfind('\n').map_or(between, |end| &between[end..]);
        marks = line.matches('`').count() + if line.len() == between.len() { marks } else { 0 };
        from = at;
        let is_code = marks % 2 == 1 || blocks.hidden.contains(at) || blocks.indented_code.contains(at);
        if is_directive(&text[at + open.len()..]) && !is_code {
            problems.push(Problem::new(
                &rules::DIRECTIVE_SYNTAX,
                at,
                "this comment works only in .mdx, so its directive governs nothing",
                help(&text[at..]),
            ));
        }
    }
}

/// What to write in place of the comment that a text begins with.
fn help(text: &str) -> String {
    let whole = text
        .split_once("*/}")
        .map(|(comment, _)| comment)
        .filter(|it| !it.contains(['\n', '`']) && !it.contains("-->"));
    match whole {
        Some(comment) => format!("write `<!--{}-->` in place of `{comment}*/}}`", &comment["{/*".len()..]),
        None => "write it as an HTML comment".to_owned(),
    }
}
