//! Documents of which each is much of one thing. The number says how many there are.

use std::fmt::Display;

/// A name, and what makes the document.
pub(crate) type Shape = (&'static str, fn(usize) -> String);

const ONE: &str = "| Permission |\n|---|\n";

/// What a function gives for each number, one after the other.
fn each<T: Display>(count: usize, text: impl Fn(usize) -> T) -> String {
    (0..count).map(|n| text(n).to_string()).collect()
}

/// A table of two columns with one row.
fn beside(header: &str, cell: &str) -> String {
    format!("| Permission | {header} |\n|---|---|\n| A.Read | {cell} |\n")
}

/// A table of two columns with a row for each number.
fn rows(header: &str, count: usize, row: impl Fn(usize) -> String) -> String {
    format!("| Permission | {header} |\n|---|---|\n{}", each(count, |n| format!("| {} |\n", row(n))))
}

fn one(cell: &str) -> String {
    format!("{ONE}| {cell} |\n")
}

fn directive(items: &str) -> String {
    format!("<!-- scopemark: {items} -->\n{ONE}| A.Read |\n")
}

pub(crate) const SHAPES: &[Shape] = &[
    // One cell.
    ("names in a scope cell", |n| one(&each(n, |n| format!("A.Read{n}, ")))),
    ("names in code marks in a scope cell", |n| one(&each(n, |n| format!("`A.Read{n}` ")))),
    ("names with and in a scope cell", |n| one(&(each(n, |n| format!("A.Read{n} and ")) + "B.Read"))),
    ("names with or in a scope cell", |n| one(&(each(n, |n| format!("A.Read{n} or ")) + "B.Read"))),
    ("names with and, or in turn", |n| one(&(each(n, |n| format!("A.Read{n} and B{n} or ")) + "B.Read"))),
    ("groups in a scope cell", |n| one(&(each(n, |n| format!("(A.Read{n} and B.Read{n}) or ")) + "B.Read"))),
    ("groups of or in a scope cell", |n| one(&(each(n, |n| format!("(A.Read{n} or B.Read{n}) and ")) + "B.Read"))),
    ("open parentheses in a scope cell", |n| one(&("(".repeat(n) + "A.Read"))),
    ("nested parentheses in a scope cell", |n| one(&("(".repeat(n) + "A.Read" + &")".repeat(n)))),
    ("nested groups in a scope cell", |n| one(&("(A.Read or ".repeat(n) + "B.Read" + &")".repeat(n)))),
    ("nested groups in turn", |n| one(&("(A.Read or (B.Read and ".repeat(n) + "C.Read" + &"))".repeat(n)))),
    ("dangling connectives in a scope cell", |n| one(&"or and ".repeat(n))),
    ("one code span of names", |n| one(&format!("`{}`", each(n, |n| format!("A.Read{n} "))))),
    ("plain words in a scope cell", |n| one(&"word ".repeat(n))),
    ("no names in code marks", |n| one(&"`<x>` ".repeat(n))),
    ("touching code spans", |n| one(&"`A.Read`x".repeat(n))),
    ("struck names", |n| one(&"~~A.Read~~ ".repeat(n))),
    ("statuses in a scope cell", |n| one(&"`A.Read` (preview) ".repeat(n))),
    ("marks in a scope cell", |n| one(&each(n, |n| format!("A.Read{n}* ")))),
    ("footnotes in a scope cell", |n| {
        one(&each(n, |n| format!("A.Read{n}[^{n}] "))) + &each(n, |n| format!("\n[^{n}]: Optional.\n"))
    }),
    ("breaks in a scope cell", |n| one(&"A.Read<br>".repeat(n))),
    ("tags in a scope cell", |n| one(&("<b>".repeat(n) + "A.Read"))),
    ("hidden characters in a scope cell", |n| one(&"A.\u{200b}Read ".repeat(n))),
    ("one long name", |n| one(&("A.".repeat(n) + "Read"))),
    ("one long name of slashes", |n| one(&("a/".repeat(n) + "b"))),
    ("a long name twice", |n| one(&("a:".repeat(n) + "b")) + &format!("| {}b |\n", "a:".repeat(n))),
    ("entries in satisfied by", |n| beside("Satisfied by", &each(n, |n| format!("B.Read{n}, ")))),
    ("the same entry in satisfied by", |n| beside("Satisfied by", &"B.Read, ".repeat(n))),
    ("groups in satisfied by", |n| beside("Satisfied by", &each(n, |n| format!("(B.Read{n} and C.Read{n}), ")))),
    ("names and what satisfies them", |n| {
        let cell = |letter: &str| each(n, |n| format!("{letter}.Read{n}<br>"));
        format!("| Permission | Satisfied by |\n|---|---|\n| {} | {} |\n", cell("A"), cell("B"))
    }),
    ("names with kinds both", |n| beside("Type", "Both").replace("A.Read ", &each(n, |n| format!("A.Read{n}<br>")))),
    ("notes in one cell", |n| beside("Notes", &"For shared mailboxes. ".repeat(n))),
    ("conditions in one cell", |n| beside("Notes", &each(n, |n| format!("Used when `a{n}` is set to `true`. ")))),
    ("unknown conditions in one cell", |n| beside("Notes", &each(n, |n| format!("Not for words{n}, ")))),
    ("conditions with or", |n| beside("Notes", &("For shared mailboxes or ".repeat(n) + "x"))),
    ("one feature of many words", |n| beside("Feature", &"word ".repeat(n))),
    ("kinds in one cell", |n| beside("Type", &"Delegated, ".repeat(n))),
    ("parentheses in a kind", |n| beside("Type", &("Delegated ".to_owned() + &"(x) ".repeat(n)))),
    ("open parentheses in a kind", |n| beside("Type", &("Delegated ".to_owned() + &"(".repeat(n)))),
    ("emphasis in a cell", |n| beside("Description", &"*a **b ".repeat(n))),
    ("code marks in a cell", |n| beside("Description", &each(n.min(2_000), |n| "`".repeat(n % 300) + "a"))),
    ("a long header", |n| format!("| {} |\n|---|\n| A.Read |\n", "Permission ".repeat(n))),
    ("a long header of slashes", |n| format!("| {} |\n|---|\n| A.Read |\n", "Permission / ".repeat(n))),
    ("a header of parentheses", |n| format!("| Permission {} |\n|---|\n| A.Read |\n", "(a) ".repeat(n))),
    // One line.
    ("rename items", |n| directive(&each(n, |n| format!("rename.\"A{n}\" = \"B{n}\", ")))),
    ("the same rename", |n| directive(&each(n, |n| format!("rename.\"A\" = \"B{n}\", ")))),
    ("formerly items", |n| directive(&each(n, |n| format!("formerly.\"A{n}\" = \"B{n}\", ")))),
    ("condition items", |n| directive(&each(n, |n| format!("condition.\"words {n}\" = \"Words{n}\", ")))),
    ("kind items", |n| directive(&each(n, |n| format!("kind.\"words {n}\" = \"delegated\", ")))),
    ("resource items", |n| directive(&each(n, |n| format!("resource.\"words {n}\" = \"https://a.example/{n}\", ")))),
    ("column items", |n| directive(&each(n, |n| format!("column.scope = \"Header {n}\", ")))),
    ("words for yes", |n| directive(&each(n, |n| format!("yes = \"word{n}\", ")))),
    ("unknown keys", |n| directive(&each(n, |n| format!("key{n} = \"word\", ")))),
    ("skips", |n| directive(&"skip, ".repeat(n))),
    ("escapes in a string", |n| directive(&format!("feature = \"{}\"", "\\u00e4".repeat(n)))),
    ("pipes", |n| "|".repeat(n) + "\n" + &"|-".repeat(n) + "|\n"),
    ("a long delimiter row alone", |n| "text\n".to_owned() + &"|-".repeat(n) + "|\n"),
    ("backslashes and pipes", |n| one(&"\\|".repeat(n))),
    ("columns of scopes", |n| {
        format!("{}|\n{}|\n{}|\n", "| Scope ".repeat(n), "|---".repeat(n), "| A.Read ".repeat(n))
    }),
    ("columns of text", |n| {
        format!(
            "| Scope {}|\n|---{}|\n| A.Read {}|\n",
            each(n, |n| format!("| H{n} ")),
            "|---".repeat(n),
            "| a ".repeat(n)
        )
    }),
    ("columns of one field", |n| {
        format!("| Scope {}|\n|---{}|\n| A.Read {}|\n", "| Notes ".repeat(n), "|---".repeat(n), "| a ".repeat(n))
    }),
    ("columns and few cells", |n| format!("| Scope {}|\n|---{}|\n| A.Read |\n", "| Type ".repeat(n), "|---".repeat(n))),
    ("columns and rows of one cell", |n| {
        let n = n.isqrt() * 4;
        format!("| Scope {}|\n|---{}|\n{}", "| Type ".repeat(n), "|---".repeat(n), "| A.Read |\n".repeat(n))
    }),
    ("columns of kinds", |n| {
        format!("| Scope {}|\n|---{}|\n| A.Read {}|\n", "| Delegated ".repeat(n), "|---".repeat(n), "| yes ".repeat(n))
    }),
    ("columns of ranks", |n| {
        let header = "| Least privileged | Higher privileged ".repeat(n);
        format!("{header}|\n{}|\n{}|\n", "|---|---".repeat(n), "| `A.Read` | `B.Read` ".repeat(n))
    }),
    ("surplus cells", |n| format!("{ONE}{}\n", "| A.Read ".repeat(n))),
    ("tabs", |n| format!("{ONE}| A.Read{}|\n", "\t".repeat(n))),
    ("tabs before a row", |n| format!("{ONE}{}| A.Read |\n", "\t".repeat(n))),
    ("spaces inside a line", |n| "a".to_owned() + &" ".repeat(n) + "b\n"),
    ("pipes in lines of text", |n| "a | b\n\n".repeat(n)),
    ("findings on one line", |n| one(&each(n, |n| format!("`<a{n}>`<br>")))),
    ("backticks", |n| "`".repeat(n) + &"`a".repeat(n / 2)),
    ("brackets", |n| "[".repeat(n)),
    ("closed brackets", |n| "[a](".repeat(n)),
    ("footnote marks in text", |n| "[^a]".repeat(n)),
    ("asterisks", |n| "*a _b ".repeat(n)),
    ("mentions in one line", |n| each(n, |n| format!("`A.Read{n}` ")) + "\n\n" + ONE + "| A.Read |\n"),
    ("long line of text above a table", |n| "one of the ".repeat(n) + "\n\n" + ONE + "| A.Read |\n"),
    // One document.
    ("rows", |n| ONE.to_owned() + &each(n, |n| format!("| A.Read{n} |\n"))),
    ("duplicate rows", |n| ONE.to_owned() + &"| A.Read |\n".repeat(n)),
    ("duplicate rows with other text", |n| rows("Description", n, |n| format!("A.Read | text {n}"))),
    ("duplicate rows told apart", |n| rows("Path", n, |n| format!("A.Read | /{n}"))),
    ("rows in any-of", |n| format!("<!-- scopemark: any-of -->\n{ONE}{}", each(n, |n| format!("| A.Read{n} |\n")))),
    ("duplicate rows in any-of", |n| format!("<!-- scopemark: any-of -->\n{ONE}{}", "| A.Read |\n".repeat(n))),
    ("rows with empty cells", |n| rows("Feature", n, |n| format!("A.Read{n} | "))),
    ("features", |n| rows("Feature", n, |n| format!("A.Read{n} | F{n}"))),
    ("features of one Rust name", |n| rows("Feature", n, |n| format!("A.Read{n} | F{}x", "-".repeat(n % 50)))),
    ("names of one Rust name", |n| {
        ONE.to_owned() + &each(n, |n| format!("| a{}b |\n", [".", ":", "/", "_", "-"][n % 5].repeat(n / 5 % 40 + 1)))
    }),
    ("names that only NFC makes equal", |n| {
        rows("Feature", n, |n| format!("A.Read{n} | {}{}", ["é", "e\u{301}"][n % 2], n / 2))
    }),
    ("names that need a rename", |n| ONE.to_owned() + &each(n, |n| format!("| {n}.read |\n"))),
    ("rows with conditions", |n| rows("Notes", n, |n| format!("A.Read | Used when `a{n}` is set to `true`"))),
    ("rows with slips of conditions", |n| rows("Notes", n, |n| format!("A.Read{n} | For shared mailboxs"))),
    ("rows with declared conditions", |n| {
        format!("<!-- scopemark: {} -->\n", each(n, |n| format!("condition.\"w {n}\" = \"W{n}\", ")))
            + &rows("Notes", n, |n| format!("A.Read | For w {n}"))
    }),
    ("rows with unknown kinds", |n| rows("Type", n, |n| format!("A.Read{n} | Word{n}"))),
    ("rows with unknown yes", |n| rows("Update", n, |n| format!("A.Read{n} | Word{n}"))),
    ("rows with unknown resources", |n| {
        rows("API", n, |n| {
            format!("A.Read{n} | {}", if n == 0 { "Microsoft Graph".into() } else { format!("Word{n}") })
        })
    }),
    ("rows that disagree on consent", |n| {
        rows("Admin consent | Feature", n, |n| format!("A.Read | {} | F{n}", ["yes", "no"][n % 2]))
    }),
    ("rows with accounts", |n| {
        rows("Type | Feature", n, |n| {
            format!("A.Read | Delegated ({} account) | F{}", ["work", "personal"][n % 2], n / 2)
        })
    }),
    ("rows of one feature with accounts", |n| {
        rows("Type", n, |n| format!("A.Read{} | Delegated ({} account)", n / 2, ["work", "personal"][n % 2]))
    }),
    ("rows of one permission with accounts", |n| {
        rows("Type | Description", n, |n| {
            format!("A.Read | Delegated ({} account) | text {n}", ["work", "personal"][n % 2])
        })
    }),
    ("rows with marks", |n| ONE.to_owned() + &"| A.Read* |\n".repeat(n)),
    ("rows with marks and a legend", |n| {
        ONE.to_owned() + &each(n, |n| format!("| A.Read{n}* |\n")) + "\n\\* Optional.\n"
    }),
    ("rows with marks and legends", |n| {
        ONE.to_owned() + &each(n, |n| format!("| A.Read{n}* |\n")) + "\n" + &"text\n".repeat(n)
    }),
    ("rows of text in a table", |n| {
        "| Permission | Notes |\n|---|---|\n| A.Read | |\n".to_owned() + &"text\n".repeat(n)
    }),
    ("delimiter rows in a table", |n| ONE.to_owned() + &"|---|\n".repeat(n)),
    ("rows with surplus cells", |n| ONE.to_owned() + &each(n, |n| format!("| A.Read{n} | x |\n"))),
    ("rows with missing cells", |n| {
        "| Permission | Type | Notes |\n|---|---|---|\n".to_owned() + &each(n, |n| format!("| A.Read{n} | |\n"))
    }),
    ("indented rows", |n| ONE.to_owned() + &"     | A.Read |\n".repeat(n)),
    ("broken cells", |n| ONE.to_owned() + &each(n, |n| format!("| `A.Read{n}` <x> |\n| `<x>` |\n"))),
    ("lone words", |n| ONE.to_owned() + &"| A.Read |\n| word |\n".repeat(n)),
    ("covers in a chain", |n| {
        "| Permission | Satisfied by |\n|---|---|\n".to_owned()
            + &each(n, |n| format!("| A.Read{n} | A.Read{} |\n", n + 1))
    }),
    ("requested covers in a chain", |n| rows("Satisfied by | Notes", n, |n| format!("A.Read{n} | A.Read{} | ", n + 1))),
    ("covers in a star", |n| {
        "| Permission | Satisfied by |\n|---|---|\n".to_owned() + &each(n, |n| format!("| A.Read{n} | B.Read |\n"))
    }),
    ("covers in a star the other way", |n| {
        "| Permission | Satisfied by |\n|---|---|\n".to_owned() + &each(n, |n| format!("| A.Read | B.Read{n} |\n"))
    }),
    ("covers in a cycle", |n| {
        "| Permission | Satisfied by |\n|---|---|\n".to_owned()
            + &each(n, |i| format!("| A.Read{i} | A.Read{} |\n", (i + 1) % n))
    }),
    ("many small cycles of covers", |n| {
        "| Permission | Satisfied by |\n|---|---|\n".to_owned()
            + &each(n, |n| format!("| A.Read{n} | A.Read{} |\n", n ^ 1))
    }),
    ("the same cover", |n| {
        "| Permission | Satisfied by |\n|---|---|\n".to_owned() + &"| A.Read | B.Read |\n".repeat(n)
    }),
    ("tables", |n| (ONE.to_owned() + "| A.Read |\n\n").repeat(n)),
    ("tables under headings", |n| each(n, |n| format!("## F{n}\n\n{ONE}| A.Read{n} |\n\n"))),
    ("tables under one heading's text", |n| (format!("## F\n\n{ONE}| A.Read |\n\n")).repeat(n)),
    ("tables under nested headings", |n| {
        each(n, |n| format!("{} Permissions\n\n{ONE}| A.Read{n} |\n\n", "#".repeat(n % 6 + 1)))
    }),
    ("tables of optional and delegated headings", |n| {
        each(n, |n| format!("## Optional application permissions\n\n{ONE}| A.Read{n} |\n\n"))
    }),
    ("tables that are not read", |n| each(n, |n| format!("| H{n} |\n|---|\n| `A.Read{n}` |\n\n"))),
    ("tables about something else", |n| "| Permission |\n|---|\n| some words |\n\n".repeat(n)),
    ("skipped tables", |n| format!("<!-- scopemark: skip -->\n{ONE}| A.Read |\n\n").repeat(n)),
    ("tables with a column directive", |n| {
        each(n, |n| format!("<!-- scopemark: column.scope = \"H{n}\" -->\n| H{n} |\n|---|\n| A.Read{n} |\n\n"))
    }),
    ("tables under many document directives", |n| {
        let n = n / 4;
        format!("<!-- scopemark: {} -->\n", each(n, |n| format!("kind.\"w {n}\" = \"delegated\", ")))
            + &(ONE.to_owned() + "| A.Read |\n\n").repeat(n)
    }),
    ("tables under many declared words", |n| {
        let n = n / 4;
        format!(
            "<!-- scopemark: {} -->\n",
            each(n, |n| format!("yes = \"w{n}\", none = \"v{n}\", resource.\"x{n}\" = \"a:b{n}\", "))
        ) + &(ONE.to_owned() + "| A.Read |\n\n").repeat(n)
    }),
    ("kind words and headings", |n| {
        format!("<!-- scopemark: {} -->\n", each(n, |n| format!("kind.\"w {n}\" = \"delegated\", ")))
            + &each(n, |n| format!("## H{n}\n"))
            + ONE
            + "| A.Read |\n"
    }),
    ("kind words and columns", |n| {
        format!("<!-- scopemark: {} -->\n", each(n, |n| format!("kind.\"w {n}\" = \"delegated\", ")))
            + &format!("| Scope {}|\n|---{}|\n| A.Read |\n", "| a ".repeat(n), "|---".repeat(n))
    }),
    ("tables with text above", |n| "text\n".repeat(n) + &(ONE.to_owned() + "| A.Read |\n\n").repeat(n)),
    ("delimiter rows in text", |n| "text\n|---|\n\n".repeat(n)),
    ("delimiter rows in one paragraph", |n| "text\n".to_owned() + &"|---|---|\n".repeat(n)),
    ("rows in text", |n| "| A.Read |\n\n".repeat(n)),
    ("rows in one paragraph", |n| "| A.Read | b |\n".repeat(n)),
    ("headings", |n| each(n, |n| format!("# H{n}\n")) + "\n" + ONE + "| A.Read |\n"),
    ("headings and legends", |n| each(n, |n| format!("## H{n}\n\n{ONE}| A.Read{n}[^{n}] |\n\n[^{n}]: Note {n}.\n\n"))),
    ("marks and legends of sections", |n| each(n, |n| format!("## H{n}\n\n{ONE}| A.Read{n}* |\n\n\\* Optional.\n\n"))),
    ("marks of tables in one section", |n| each(n, |n| format!("{ONE}| A.Read{n}* |\n\n")) + "\\* Optional.\n"),
    ("marks of tables and footnotes", |n| each(n, |n| format!("{ONE}| A.Read{n}[^a] |\n\n")) + "[^a]: Optional.\n"),
    ("footnotes of one table", |n| {
        ONE.to_owned() + &each(n, |n| format!("| A.Read{n}[^{n}] |\n")) + &each(n, |n| format!("\n[^{n}]: Optional.\n"))
    }),
    ("directives", |n| "<!-- scopemark: rename.\"A\" = \"B\" -->\n".repeat(n) + "\n" + ONE + "| A.Read |\n"),
    ("directives nowhere", |n| "text\n\n<!-- scopemark: skip -->\ntext\n\n".repeat(n)),
    ("directives above one table", |n| "<!-- scopemark: optional -->\n".repeat(n) + "\n" + ONE + "| A.Read |\n"),
    ("directives in one HTML block", |n| {
        "<div>\n".to_owned() + &"<!-- scopemark: optional -->".repeat(n) + "\n\n" + ONE + "| A.Read |\n"
    }),
    ("comments inside a line", |n| "a <!-- b --> ".repeat(n)),
    ("open comments", |n| "<!--".repeat(n)),
    ("open comments in lines", |n| "a <!-- b\n\n".repeat(n)),
    ("HTML tables", |n| "<table><tr><td>A.Read.All</td></tr></table>\n\n".repeat(n)),
    ("HTML tables in one block", |n| "<table><tr><td><code>A.Read</code></td></tr></table>\n".repeat(n)),
    ("open HTML tables", |n| "<table>\n\n".repeat(n)),
    ("skipped HTML tables", |n| "<!-- scopemark: skip -->\n<table><tr><td>A.Read.All</td></tr></table>\n\n".repeat(n)),
    ("tags that open tabs", |n| "<Tab title=\"a\">\n".repeat(n)),
    ("tags that open tabs in one line", |n| "<Tab ".repeat(n)),
    ("tags that only begin like tabs", |n| "<Tab".repeat(n)),
    ("tabs with tables", |n| each(n, |n| format!("<TabItem value=\"a{n}\">\n\n{ONE}| A.Read{n} |\n\n</TabItem>\n\n"))),
    ("tabs of MkDocs", |n| {
        each(n, |n| format!("=== \"a{n}\"\n\n    | Permission |\n    |---|\n    | A.Read{n} |\n\n"))
    }),
    ("nested tabs of MkDocs", |n| each(n.min(400), |n| format!("{}=== \"a\"\n", "    ".repeat(n)))),
    ("tabs of Learn", |n| each(n, |n| format!("# [a{n}](#tab/a{n})\n\n{ONE}| A.Read{n} |\n\n"))),
    ("front matter that does not end", |n| "---\n".to_owned() + &"a: b\n".repeat(n)),
    ("front matter", |n| "---\n".to_owned() + &"title: b\n".repeat(n) + "---\n" + ONE + "| A.Read |\n"),
    ("rules", |n| "---\n\n".repeat(n)),
    ("nested quotations", |n| "> ".repeat(n) + ONE),
    ("nested lists", |n| "- ".repeat(n) + "x\n"),
    ("nested lists in lines", |n| each(n.min(600), |n| format!("{}- x\n", "  ".repeat(n)))),
    ("tables in lists", |n| each(n, |n| format!("- a\n\n  | Permission |\n  |---|\n  | A.Read{n} |\n\n"))),
    ("tables in quotations", |n| each(n, |n| format!("> | Permission |\n> |---|\n> | A.Read{n} |\n\n"))),
    ("fenced code", |n| format!("```\n{ONE}| A.Read |\n```\n\n").repeat(n)),
    ("indented code", |n| "    | Permission |\n    |---|\n\n".repeat(n)),
    ("mentions", |n| each(n, |n| format!("Text `A.Read{n}` text.\n\n")) + ONE + "| A.Read |\n"),
    ("the same mention", |n| "Text `B.Read` text.\n\n".repeat(n) + ONE + "| A.Read |\n"),
    ("conflict markers", |n| "<<<<<<< HEAD\n".repeat(n)),
    ("NUL", |n| "\0".repeat(n)),
    ("carriage returns", |n| "a\r".repeat(n)),
    ("line ends", |n| "\n".repeat(n)),
    ("link definitions", |n| each(n, |n| format!("[a{n}]: b\n")) + ONE + "| [A.Read][a1] |\n"),
    ("entities", |n| beside("Description", &"&nbsp;&amp;".repeat(n))),
    ("autolinks", |n| beside("Description", &"<https://a.example> ".repeat(n))),
    ("setext headings", |n| "a\n---\n".repeat(n)),
    ("a long setext heading", |n| "a\n".repeat(n) + "---\n"),
    ("rows without outer pipes", |n| {
        "Permission | Notes\n---|---\n".to_owned() + &each(n, |n| format!("A.Read{n} | b\n"))
    }),
    ("rows with one long line each", |n| {
        rows("Description", n.isqrt(), |i| format!("A.Read{i} | {}", "word ".repeat(n.isqrt())))
    }),
];
