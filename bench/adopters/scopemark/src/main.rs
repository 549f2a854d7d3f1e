//! An adopter that has done nothing yet but include its tables, and uses one name.

scopemark::include_tables!();

fn main() {
    println!("{}", o365::Scope::CalendarsRead);
}
