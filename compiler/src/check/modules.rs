//! The Rust modules of documents.

use std::collections::BTreeMap;

use heck::ToSnakeCase;
use unicode_normalization::UnicodeNormalization as _;

use super::ident::{KEYWORDS, is_identifier};
use crate::finding::Finding;
use crate::model::Document;
use crate::rules::{BAD_MODULE, MODULE_CLASH};

/// Modules that would be confused with a crate in generated code, and words that cannot be raw identifiers.
const RESERVED: [&str; 7] = ["alloc", "core", "crate", "scopemark", "self", "std", "super"];

/// The Rust module of a document: the snake case of its name, as a raw identifier if that is a keyword.
///
/// # Errors
/// Says in one sentence why the name cannot be a module.
pub fn module_name(name: &str) -> Result<String, String> {
    let snake = snake(name);
    if RESERVED.contains(&snake.as_str()) {
        return Err(format!("a document cannot be named `{name}`: the module name `{snake}` is reserved"));
    }
    if is_identifier(&snake) {
        return Ok(snake);
    }
    if KEYWORDS.contains(&snake.as_str()) {
        return Ok(format!("r#{snake}"));
    }
    Err(if snake.is_empty() {
        format!("a document cannot be named `{name}`: it has no letters for a Rust module name")
    } else {
        format!("a document cannot be named `{name}`: `{snake}` is not a valid Rust module name")
    })
}

/// The snake case of a document's name. File systems may decompose letters, and a mark alone is no part of a word.
pub(crate) fn snake(name: &str) -> String {
    name.nfc().collect::<String>().to_snake_case()
}

/// The Rust module of each document, or the finding that says why it has none: only building needs one.
pub fn modules<'a>(documents: impl IntoIterator<Item = &'a Document>) -> Vec<Result<String, Finding>> {
    // The modules that are taken, each by the document at this path.
    let mut taken: BTreeMap<String, &'a str> = BTreeMap::new();
    #[expect(clippy::result_large_err, reason = "a folder has few documents")]
    let mut module = |document: &'a Document| {
        let finding = |rule, message| Finding::of_file(rule, &document.path, message, "rename the file");
        let name = module_name(&document.name).map_err(|reason| finding(&BAD_MODULE, reason))?;
        if let Some(path) = taken.get(&name) {
            return Err(finding(&MODULE_CLASH, format!("{path} already gives the Rust module `{name}`")));
        }
        taken.insert(name.clone(), &document.path);
        Ok(name)
    };
    documents.into_iter().map(&mut module).collect()
}

#[cfg(test)]
mod tests {
    use super::{module_name, modules};
    use crate::model::Document;

    #[test]
    fn a_module_is_the_snake_case_of_the_stem() {
        for (stem, module) in [
            ("o365", "o365"),
            ("teams-devices", "teams_devices"),
            ("SmartBuildings", "smart_buildings"),
            ("type", "r#type"),
            ("gen", "r#gen"),
            ("Übersicht", "übersicht"),
            ("U\u{308}bersicht", "übersicht"),
        ] {
            assert_eq!(module_name(stem).as_deref(), Ok(module));
        }
    }

    #[test]
    fn stems_that_no_module_can_have_are_refused() {
        for stem in ["scopemark", "Core", "std", "alloc", "self", "super", "crate", "Self", "2024", "-", "", "日 本/"]
        {
            match module_name(stem) {
                Err(reason) => assert!(reason.contains(&format!("`{stem}`")), "{reason}"),
                Ok(module) => assert_eq!((stem, module.as_str()), ("日 本/", "日_本")),
            }
        }
    }

    #[test]
    fn of_two_documents_with_one_module_the_first_keeps_it() {
        let document = |name: &str| Document {
            name: name.to_owned(),
            path: format!("docs-tables/{name}.md"),
            ..Document::default()
        };
        let documents = [document("a-b"), document("a_b"), document("std"), document("c")];
        let modules: Vec<String> = modules(&documents)
            .into_iter()
            .map(|module| module.unwrap_or_else(|finding| finding.to_string()))
            .collect();
        assert_eq!(
            modules,
            [
                "a_b",
                "docs-tables/a_b.md:1:1: docs-tables/a-b.md already gives the Rust module `a_b` \
                 [read/module-clash]\n  = help: rename the file",
                "docs-tables/std.md:1:1: a document cannot be named `std`: the module name `std` is reserved \
                 [read/bad-module]\n  = help: rename the file",
                "c",
            ]
        );
    }
}
