//! One page in many layouts: whatever is moved, wrapped, padded or translated, nothing is worse than a note.

use scopemark_compiler::finding::Level;
use scopemark_gate::compare;

use crate::support::{each, outline, read};
use fastrand::Rng;

/// What a page says, without any layout.
#[derive(Clone)]
struct Page {
    title: &'static str,
    prose: Vec<&'static str>,
    tables: Vec<Table>,
    covers: Vec<(&'static str, &'static str)>,
}

#[derive(Clone)]
struct Table {
    heading: &'static str,
    /// The resource that the table is about, where it says one.
    resource: Option<&'static str>,
    rows: Vec<Row>,
}

#[derive(Clone)]
struct Row {
    scope: &'static str,
    update: bool,
    consent: &'static str,
    notes: &'static str,
    plan: &'static str,
    description: String,
}

const HEADINGS: [&str; 5] = ["Calendar", "Chat", "Mail", "Files", "Rooms"];
const SCOPES: [&str; 8] = [
    "Calendars.Read",
    "Calendars.ReadWrite",
    "Chat.Read",
    "Chat.ReadWrite",
    "Mail.Read",
    "Mail.Send",
    "User.Read",
    "offline_access",
];
const NOTES: [&str; 5] =
    ["", "Not for personal accounts", "For shared mailboxes", "Used if you export. Ask first", "Ask the service desk"];
const PROSE: [&str; 4] = [
    "What an integration may do is listed below, one table for each tool.",
    "Users approve most of it themselves when they sign in for the first time.",
    "Nothing is requested that no tool needs, and nothing is kept longer than that.",
    "Write to the service desk if something is missing.",
];
const DESCRIPTIONS: [[&str; 2]; 3] = [
    ["Reads teh calendar", "Reads the calendar"],
    ["Sends mesages", "Sends messages"],
    ["Shows who you are", "Shows who you are."],
];

fn page(random: &mut Rng) -> Page {
    let mut headings = HEADINGS.to_vec();
    let tables = (0..2 + random.usize(..3)).map(|_| {
        let heading = headings.remove(random.usize(..headings.len()));
        let mut scopes = SCOPES.to_vec();
        let rows = (0..=random.usize(..4)).map(|_| Row {
            scope: scopes.remove(random.usize(..scopes.len() - 1)),
            update: random.u8(..100) < 25,
            consent: "",
            notes: pick(random, &NOTES),
            plan: pick(random, &["", "E3", "only E5"]),
            description: pick(random, &DESCRIPTIONS)[0].to_owned(),
        });
        Table { heading, resource: None, rows: rows.collect() }
    });
    let tables = tables.collect();
    let mut page = Page {
        title: "Permissions of Microsoft 365",
        prose: PROSE[..random.usize(..5)].to_vec(),
        tables,
        covers: vec![("Chat.Read", "Chat.ReadWrite"), ("Calendars.Read", "Calendars.ReadWrite")],
    };
    let is_listed = |scope: &str| page.tables.iter().any(|table| table.rows.iter().any(|row| row.scope == scope));
    page.covers.retain(|(weaker, _)| is_listed(weaker));
    // Who must consent is the same wherever a permission is listed.
    for row in page.tables.iter_mut().flat_map(|table| &mut table.rows) {
        row.consent = if row.scope.starts_with("Mail") { "Yes" } else { "No" };
    }
    page
}

fn pick<T: Copy>(random: &mut Rng, list: &[T]) -> T {
    list[random.usize(..list.len())]
}

/// The page in another order, with another title and its typos mended: nothing that counts.
fn reordered(random: &mut Rng, page: &Page) -> Page {
    let mut page = page.clone();
    page.title = pick(random, &["Berechtigungen für Microsoft 365", "Autorisations", "Permissions of Microsoft 365"]);
    random.shuffle(&mut page.prose);
    random.shuffle(&mut page.tables);
    random.shuffle(&mut page.covers);
    for table in &mut page.tables {
        random.shuffle(&mut table.rows);
        for row in &mut table.rows {
            let mended = DESCRIPTIONS.iter().find(|[typo, _]| *typo == row.description);
            row.description = mended.map_or_else(String::new, |[_, mended]| (*mended).to_owned());
        }
    }
    page
}

/// A table in some layout: its columns in any order, padded or not, with pipes at its ends or without.
fn table(random: &mut Rng, mut columns: Vec<Vec<String>>) -> String {
    random.shuffle(&mut columns);
    let (ends, pads) = (random.u8(..100) < 50, random.u8(..100) < 50);
    let lines = (0..columns[0].len()).map(|line| {
        let cell = |column: &Vec<String>| {
            let width = if pads { column.iter().map(String::len).max().unwrap_or(0) } else { 1 };
            format!("{:width$}", column[line])
        };
        let cells = columns.iter().map(cell).collect::<Vec<_>>().join(" | ");
        // Without a pipe at its beginning, a row whose first cell is empty begins with one all the same.
        if ends || cells.trim_start().starts_with('|') || cells.trim_end().ends_with('|') {
            format!("| {cells} |\n")
        } else {
            format!("{cells}\n")
        }
    });
    lines.collect()
}

fn rendered(random: &mut Rng, page: &Page) -> String {
    let mut text = format!("# {}\n\n", page.title);
    for paragraph in &page.prose {
        let width = 20 + random.usize(..80);
        let mut length = 0;
        for word in paragraph.split(' ') {
            let begins = length > 0 && length + word.len() > width;
            length = if begins { word.len() } else { length + word.len() };
            text.push_str(if begins {
                "\n"
            } else if length > word.len() {
                " "
            } else {
                ""
            });
            text.push_str(word);
        }
        text.push_str("\n\n");
    }
    for Table { heading, resource, rows } in &page.tables {
        text.extend(["## ", heading, "\n\n"]);
        if let Some(resource) = resource {
            text.extend(["<!-- scopemark: resource = \"", resource, "\" -->\n"]);
        }
        let marks = pick(random, &["", "`", "**"]);
        let column = |header: &str, cell: &dyn Fn(&Row) -> String| {
            let head = [header.to_owned(), "---".to_owned()];
            head.into_iter().chain(rows.iter().map(cell)).collect::<Vec<_>>()
        };
        let columns = vec![
            column("Permission", &|row| format!("{marks}{}{marks}", row.scope)),
            column("Update", &|row| if row.update { "Y".to_owned() } else { String::new() }),
            column("Admin consent", &|row| row.consent.to_owned()),
            column("Notes", &|row| row.notes.to_owned()),
            column("Plan", &|row| row.plan.to_owned()),
            column("Description", &|row| row.description.clone()),
        ];
        text.push_str(&table(random, columns));
        text.push('\n');
    }
    let column = |header: &str, of: &dyn Fn(&(&str, &str)) -> String| {
        let head = [header.to_owned(), "---".to_owned()];
        head.into_iter().chain(page.covers.iter().map(of)).collect::<Vec<_>>()
    };
    let pairs = vec![
        column("Permission", &|(weaker, _)| (*weaker).to_owned()),
        column("Satisfied by", &|(_, stronger)| (*stronger).to_owned()),
    ];
    if page.covers.is_empty() {
        return text;
    }
    text.push_str("## What satisfies what\n\n");
    text.push_str(&table(random, pairs));
    text
}

fn silent(before: &str, after: &str) {
    let changes = compare(&[read(before)], &[read(after)]);
    assert!(
        each(&changes).all(|change| change.level == Level::Note),
        "{}\n{before}\n--- became\n{after}",
        outline(&changes)
    );
}

#[test]
fn a_page_in_another_layout_and_order_with_its_typos_mended_says_the_same() {
    let mut random = Rng::with_seed(11);
    for _ in 0..100 {
        let page = page(&mut random);
        let before = rendered(&mut random, &page);
        let page = reordered(&mut random, &page);
        silent(&before, &rendered(&mut random, &page));
    }
}

#[test]
fn the_tables_of_several_resources_can_be_moved() {
    let mut random = Rng::with_seed(12);
    for _ in 0..40 {
        let mut page = page(&mut random);
        page.covers.clear();
        for (at, table) in page.tables.iter_mut().enumerate() {
            table.resource = Some(["https://graph.microsoft.com", "https://vault.azure.net", "api://files"][at % 3]);
            table.rows.retain(|row| row.scope != "offline_access");
            if at > 0 {
                for row in &mut table.rows {
                    row.scope = "X.Read";
                    row.consent = "No";
                }
                table.rows.truncate(1);
            }
        }
        page.tables.retain(|table| !table.rows.is_empty());
        let before = rendered(&mut random, &page);
        let page = reordered(&mut random, &page);
        silent(&before, &rendered(&mut random, &page));
    }
}

/// The layouts must differ in more than what is checked: a page that says something else is no note.
#[test]
fn a_page_that_says_something_else_is_not_silent() {
    let mut random = Rng::with_seed(13);
    for _ in 0..30 {
        let mut page = page(&mut random);
        page.covers.clear();
        let before = rendered(&mut random, &page);
        let at = random.usize(..page.tables.len());
        page.tables[at].rows[0].scope = "Sites.Read.All";
        let changes = compare(&[read(&before)], &[read(&rendered(&mut random, &page))]);
        assert!(each(&changes).any(|change| change.level > Level::Note), "{before}");
    }
}
