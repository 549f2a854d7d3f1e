//! A verdict as text: what happened, where, the proof, and the command that accepts it.

mod command;
mod short;

use core::fmt::Write as _;

use scopemark_compiler::finding::{Level, Visible, window};

use crate::change::{Change, Place, Witness};
use crate::lock::Acceptance;
use crate::review::{Item, Verdict};
pub use command::{AcceptCommand, lock_error};
pub use short::Short;

/// The fingerprint that was most likely meant.
#[must_use]
pub fn nearest_fingerprint<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    scopemark_core::nearest(text, known)
}

/// How a verdict is shown to people.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// The command that accepts a change. `None` if nothing can be accepted.
    pub accept: Option<&'a AcceptCommand>,
    /// The short forms of fingerprints.
    pub short: &'a Short,
    /// Whether attached notes are shown.
    pub notes: bool,
}

/// The verdict as text, without a final line end. `source` returns a line of a document by path and number.
#[must_use]
pub fn text(verdict: &Verdict, source: impl Fn(&str, u32) -> Option<String>, shown: Shown<'_>) -> String {
    let change = &verdict.primary().change;
    let label = verdict.label();
    let Place { path, line, column } = &change.place;
    let place = if path.is_empty() { change.subject.document.clone() } else { change.place.to_string() };
    let mut out = format!("{label}: {}", Visible(&place));
    write!(out, ": {} [{}]", Visible(&change.message), change.rule.id).expect(INFALLIBLE);
    let number = line.to_string();
    let margin = number.len();
    let source = if verdict.primary().is_about_lock() { None } else { source(path, *line) };
    if let Some(source) = source {
        let at = usize::try_from(*column).unwrap_or(usize::MAX).saturating_sub(1);
        let at = source.char_indices().nth(at).map_or(source.len(), |(at, _)| at);
        let (excerpt, mark) = window(&source, at);
        write!(out, "\n{:margin$} |\n{number} | {excerpt}\n{:margin$} | {:mark$}^", "", "", "").expect(INFALLIBLE);
    }
    for (sign, text) in details(verdict, shown) {
        for (n, line) in text.lines().enumerate() {
            let sign = if n == 0 { format!("= {sign}: ") } else { " ".repeat(sign.len() + 4) };
            write!(out, "\n{:margin$} {sign}{}", "", Visible(line)).expect(INFALLIBLE);
        }
    }
    out
}

/// What is said of a verdict besides its message, each with its label: the old line, the proof, the baselines, the help, what
/// is attached, why it is accepted, and last the commands that resolve it.
#[must_use]
pub fn details(verdict: &Verdict, shown: Shown<'_>) -> Vec<(&'static str, String)> {
    let Item { change, .. } = verdict.primary();
    let mut details = Vec::new();
    if let Some(was) = &change.old_line {
        let place = change.old_place.as_ref().filter(|place| place.line > 0);
        let place = place.map_or_else(String::new, |place| format!(" ({}:{})", place.path, place.line));
        details.push(("was", format!("{was}{place}")));
    }
    details.extend(proof(change).map(|proof| ("proof", proof)));
    if !verdict.primary().is_about_lock() {
        details.push(("compared with", verdict.against.join(", ")));
    }
    if !verdict.is_accepted() {
        details.push(("help", change.help.clone()));
    }
    for item in verdict.attached().iter().filter(|item| item.change.level > Level::Note || shown.notes) {
        let Item { change, accepted, .. } = item;
        let also = match (accepted, change.level) {
            (Some(_), _) => "also accepted",
            (None, Level::Error) => "also error",
            (None, Level::Warning) => "also warning",
            (None, Level::Note) => "also note",
        };
        details.push((also, format!("{} [{}]", change.message, change.rule.id)));
        details.extend(proof(change).map(|proof| ("proof", proof)));
        details.extend(pasted(item).map(|help| ("help", help.to_owned())));
    }
    details.extend(reasons(verdict).into_iter().map(|reason| ("reason", reason)));
    if verdict.level() > Some(Level::Note) {
        details.extend(shown.accept.into_iter().flat_map(|accept| accept.mending(verdict, shown.short)));
    }
    details
}

/// The help of a change that is attached to another, where it is open and shows a directive to paste: the help of the main
/// change does not have it.
#[must_use]
pub fn pasted(item: &Item) -> Option<&str> {
    let is_open = item.accepted.is_none() && item.change.level > Level::Note;
    Some(item.change.help.as_str()).filter(|help| is_open && help.contains("<!-- scopemark:"))
}

/// Why parts of the verdict are accepted, each reason once.
#[must_use]
pub fn reasons(verdict: &Verdict) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    for reason in verdict.items.iter().filter_map(|item| item.accepted.as_ref()).map(reason) {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons
}

/// The witness as a sentence for people.
#[must_use]
pub fn proof(change: &Change) -> Option<String> {
    change.witness.as_ref().map(Witness::brief)
}

const INFALLIBLE: &str = "writing to a string cannot fail";

/// The reason of an acceptance, and its last day.
#[must_use]
pub fn reason(acceptance: &Acceptance) -> String {
    match acceptance.until {
        Some(until) => format!("{} (until {until})", acceptance.reason),
        None => acceptance.reason.clone(),
    }
}

impl Verdict {
    /// The label of the verdict: `accepted`, or the level of what is not accepted.
    #[must_use]
    pub fn label(&self) -> &'static str {
        self.level().filter(|_| !self.is_accepted()).map_or("accepted", Level::as_str)
    }

    /// Whether all of it is accepted. Notes attached to an accepted change do not count.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.level().is_none_or(|level| self.primary().accepted.is_some() && level == Level::Note)
    }

    /// The items that must be accepted or fixed for the verdict to pass: the change itself, and what is attached to it,
    /// notes aside.
    pub fn to_mend(&self) -> impl Iterator<Item = &Item> {
        let primary = self.primary();
        let open = |item: &&Item| item.accepted.is_none();
        let own = self.attached().iter().filter(|item| item.change.level >= Level::Warning);
        core::iter::once(primary).chain(own).filter(open)
    }
}
