//! The documentation of generated items: it shows what a document says, and nothing that a document says acts in it.

use std::collections::BTreeSet;
use std::fs;

use crate::support::{Adopter, repository, target};

/// Text that would be a doctest, a heading, markup, a link or a lint where it were not text: as a cell has it, and as it
/// stands in HTML.
const HOSTILE: [(&str, &str); 14] = [
    ("\\`\\`\\` fn main() { panic!() } \\`\\`\\`", "``` fn main() { panic!() } ```"),
    ("~~~rust fn main() { panic!() }", "~~~rust fn main() { panic!() }"),
    ("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("&lt;img src=x onerror=alert(1)&gt;", "&lt;img src=x onerror=alert(1)&gt;"),
    ("\\[click](https://evil.example/link)", "[click](https://evil.example/link)"),
    ("\\[\\`Scope\\`] \\[Scope] \\[crate::Nothing]", "[`Scope`] [Scope] [crate::Nothing]"),
    ("https://evil.example/bare www.evil.example", "https://evil.example/bare www.evil.example"),
    ("&lt;https://evil.example/auto&gt;", "&lt;https://evil.example/auto&gt;"),
    ("# Panics", "# Panics"),
    ("\\[evil]: https://evil.example/reference", "[evil]: https://evil.example/reference"),
    ("\\*bold\\* \\_it\\_ \\~\\~gone\\~\\~ \\`code\\`", "*bold* _it_ ~~gone~~ `code`"),
    ("right\u{202e}left\u{202c} zero\u{200b}width", "right\\u{202e}left\\u{202c} zero\\u{200b}width"),
    (
        "it's \"quoted\" \\\\ &amp;lt; snake_case Foo::bar OneDrive",
        "it's \"quoted\" \\ &amp;lt; snake_case Foo::bar OneDrive",
    ),
    ("- item 1. item + item &#35; \\| cell ^1 $x$", "- item 1. item + item # | cell ^1 $x$"),
];

/// What cannot be seen in the texts above.
const HIDDEN: [char; 3] = ['\u{202e}', '\u{202c}', '\u{200b}'];

/// Permissions whose names are hostile, and names of the same Rust names that are not.
const NAMES: [(&str, &str); 6] = [
    ("a'b", "a.b"),
    ("b$(id)x", "b.id.x"),
    ("c(script)d", "c.script.d"),
    ("e!!f?g=h", "e.f.g.h"),
    ("i~tick^j", "i.tick.j"),
    ("stars:*", "stars"),
];

/// A document with these texts in every cell that holds text, in its title and in its features, a row for each.
fn document(texts: &[&str], names: &[&str]) -> String {
    use std::fmt::Write as _;
    let mut document = format!(
        "# {}\n\n| Feature | Permission | Type | Admin consent | Description | Notes | Why | Else |\n\
         |---|---|---|---|---|---|---|---|\n",
        texts.join(" ")
    );
    for (row, text) in texts.iter().enumerate() {
        // In a name what cannot be seen is an error.
        let feature = format!("{} F{row}", text.replace(HIDDEN, ""));
        for (area, kind) in [("Area", "Delegated"), ("Role", "Application")] {
            let permission = format!("{area}{row}.Read");
            let _ = writeln!(
                document,
                "| {feature} | {permission} | {kind} | Yes | D {text} | N {text} | {text} | {text} |"
            );
        }
    }
    for name in names {
        let _ = writeln!(document, "| Names | `` {name} `` | Delegated | No | Named | | | |");
    }
    document
}

fn html(path: &str) -> String {
    let path = target().join("doc/hostile").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The documentation of one variant: from its place to the next.
fn variant<'page>(page: &'page str, name: &str) -> &'page str {
    let (_, rest) =
        page.split_once(&format!("<section id=\"variant.{name}\"")).unwrap_or_else(|| panic!("{name} in {page}"));
    let end = rest.find("<section id=\"variant.").or_else(|| rest.find("<h2 id=\"implementations\""));
    &rest[..end.expect("what follows")]
}

/// The names of all tags, in order.
fn tags(page: &str) -> Vec<&str> {
    page.split('<').skip(1).map(|tag| tag.split([' ', '>']).next().unwrap_or_default()).collect()
}

/// Where the links of a page lead, whatever the line there, and what it loads.
fn links(page: &str) -> BTreeSet<&str> {
    ["href=\"", "src=\""]
        .iter()
        .flat_map(|start| page.split(start).skip(1))
        .filter_map(|rest| rest.split(['"', '#']).next())
        .filter(|link| !link.is_empty())
        .collect()
}

/// The text of a piece of HTML, without its tags and the places where it may wrap.
fn text(html: &str) -> String {
    let without: String = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    without.replace('\u{200b}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Neither rustdoc nor rustc has anything to say, and there is no doctest.
fn is_clean(adopter: &Adopter) {
    let strict = [("RUSTDOCFLAGS", "-D warnings -D rustdoc::all")];
    let said = adopter.cargo(&["doc", "--no-deps", "--message-format=json"], &strict);
    assert_eq!(said.succeeded().diagnostics().len(), 0, "{said}");
    let said = adopter.cargo(&["test", "--doc"], &strict);
    assert!(said.succeeded().stdout.contains("running 0 tests"), "{said}");
}

#[test]
fn text_of_a_document_is_text_in_its_documentation() {
    let adopter = Adopter::new("hostile");
    let cells = HOSTILE.map(|(cell, _)| cell);
    adopter.write("docs-tables/evil.md", document(&cells, &NAMES.map(|(hostile, _)| hostile)));
    // The same document with harmless words: each tag and link of the one is of the other.
    adopter.write("docs-tables/tame.md", document(&cells.map(|_| "harmless"), &NAMES.map(|(_, tame)| tame)));
    let o365 = fs::read(repository().join("docs-tables/o365.md")).expect("the shipped document");
    adopter.write("docs-tables/o365.md", o365);
    adopter.write("src/lib.rs", "#![forbid(warnings, missing_docs)]\n//! Hostile.\nscopemark::include_tables!();\n");

    is_clean(&adopter);
    is_text();
    adopter.expand("src/expanded.rs");
    adopter.replace("src/lib.rs", "scopemark::include_tables!();", "include!(\"expanded.rs\");");
    is_clean(&adopter);
    is_text();
}

/// Every text is shown, and none of it is markup.
fn is_text() {
    for page in ["index.html", "enum.Scope.html", "enum.AppRole.html", "enum.Feature.html", "enum.Name.html"] {
        let (evil, tame) = (html(&format!("evil/{page}")), html(&format!("tame/{page}")));
        assert_eq!(tags(&evil), tags(&tame), "{page}");
        let expected: BTreeSet<String> = links(&tame).iter().map(|link| link.replace("tame", "evil")).collect();
        assert_eq!(links(&evil), expected.iter().map(String::as_str).collect(), "{page}");
        assert!(!evil.contains(['\u{202e}', '\u{202c}']), "{page}");
    }
    let (scopes, roles, features) =
        (html("evil/enum.Scope.html"), html("evil/enum.AppRole.html"), html("evil/enum.Feature.html"));
    let first = 5;
    for (row, (_, shown)) in HOSTILE.iter().enumerate() {
        let feature = ["\\u{202e}", "\\u{202c}", "\\u{200b}"]
            .iter()
            .fold(shown.to_string(), |text, hidden| text.replace(hidden, ""));
        for (page, kind, line) in [(&scopes, "Area", first + 2 * row), (&roles, "Role", first + 2 * row + 1)] {
            let variant = text(variant(page, &format!("{kind}{row}Read")));
            for expected in [
                format!("{kind}{row}.Read: D {shown}"),
                format!("{feature} F{row}: N {shown}"),
                "Admin consent: required.".to_owned(),
                format!("Defined in docs-tables/evil.md:{line}"),
            ] {
                assert!(variant.contains(&expected), "`{expected}` in `{variant}`");
            }
        }
        assert!(text(&features).contains(&format!("{feature} F{row}")), "{feature}");
    }
    // What a reader of the shipped document's types finds.
    let page = html("o365/enum.Scope.html");
    let shared = text(variant(&page, "CalendarsReadShared"));
    let mut rest = shared.as_str();
    for expected in [
        "Calendars.Read.Shared: See events of the user's calendars and of those shared with the user",
        "Calendar, when SharedMailbox: For shared mailboxes",
        "Defined in docs-tables/o365.md:24",
    ] {
        rest = rest.split_once(expected).unwrap_or_else(|| panic!("`{expected}` in `{shared}`")).1;
    }
    assert_eq!(rest, "");
}
