//! Small documents, each with the rows and the findings that come out of it.

mod kinds;
mod layout;
mod marks;
mod nesting;
mod outcome;
mod tabs;
