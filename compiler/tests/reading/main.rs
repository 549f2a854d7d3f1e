//! Small documents, each with the rows and the findings that come out of it.

mod layout;
mod nesting;
mod outcome;
mod tabs;
