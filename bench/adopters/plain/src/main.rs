//! A program without any list of permissions: what the others are compared with.

fn main() {
    println!("Calendars.Read");
}
