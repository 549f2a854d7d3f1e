//! The delegated permissions of docs-tables/o365.md as a JSON schema, through typify.

typify::import_types!("o365.json");

fn main() {
    println!("{}", "Calendars.Read".parse::<Scope>().expect("a name of the schema"));
}
