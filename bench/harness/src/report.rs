//! What came out, as Markdown.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::measure::{Samples, median};
pub use crate::unit::{Unit, time};

/// One line of the table.
pub struct Line {
    /// By what its cause is found in `causes.md`: `cold/typify`, or else `cold`.
    pub key: String,
    /// What was compared.
    pub what: String,
    /// With what.
    pub against: String,
    /// In what: CPU seconds, nanoseconds, …
    pub unit: Unit,
    /// Ours, of each round.
    pub ours: Vec<f64>,
    /// Theirs, of the same rounds; `None` where ours alone is judged.
    pub theirs: Option<Vec<f64>>,
    /// The goal: of the ratio, or of ours where there is nothing to divide by.
    pub goal: Option<f64>,
}

impl Line {
    /// Two contestants in one measure of whole processes.
    pub fn of(key: &str, what: &str, unit: Unit, ours: &Samples, theirs: &Samples, goal: Option<f64>) -> Self {
        Self {
            key: key.to_owned(),
            what: what.to_owned(),
            against: theirs.what.clone(),
            unit,
            ours: ours.each(unit),
            theirs: Some(theirs.each(unit)),
            goal,
        }
    }

    /// What the goal is for: the ratio of the medians, or ours.
    fn value(&self) -> f64 {
        let ours = median(&self.ours);
        self.theirs.as_ref().map_or(ours, |theirs| ours / median(theirs))
    }

    /// The ratios of the single rounds: the least and the most.
    fn spread(&self) -> Option<(f64, f64)> {
        let theirs = self.theirs.as_ref().filter(|theirs| theirs.len() > 1)?;
        let ratios = self.ours.iter().zip(theirs).map(|(ours, theirs)| ours / theirs);
        Some(
            ratios.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), ratio| (least.min(ratio), most.max(ratio))),
        )
    }

    fn is_met(&self) -> Option<bool> {
        self.goal.map(|goal| self.value() <= goal)
    }

    /// As a row of the table.
    fn row(&self) -> String {
        let Self { what, against, unit, ours, theirs, goal, .. } = self;
        let ratio = theirs.as_ref().map_or(String::new(), |_| ratio(self.value()));
        let spread = self
            .spread()
            .map_or(String::new(), |(least, most)| format!("{} – {}", self::ratio(least), self::ratio(most)));
        let goal = goal.map_or(String::new(), |goal| match theirs {
            Some(_) => format!("≤ {goal}"),
            None => format!("≤ {}", unit.show(goal)),
        });
        let theirs = theirs.as_ref().map_or(String::new(), |theirs| unit.show(median(theirs)));
        let met = match self.is_met() {
            None => "",
            Some(true) => "yes",
            Some(false) => "**no**",
        };
        let (measure, ours) = (unit.name(), unit.show(median(ours)));
        format!("| {what} | {against} | {measure} | {ours} | {theirs} | {ratio} | {spread} | {goal} | {met} |")
    }
}

/// Everything that was measured.
#[derive(Default)]
pub struct Report {
    lines: Vec<Line>,
    samples: Vec<Samples>,
    skipped: Vec<(String, String)>,
    notes: Vec<String>,
}

impl Report {
    /// Adds a line.
    pub fn line(&mut self, line: Line) {
        self.lines.push(line);
    }

    /// Adds the runs behind the lines.
    pub fn samples(&mut self, group: &str, samples: &[Samples]) {
        self.samples.extend(
            samples.iter().map(|one| Samples { what: format!("{group}: {}", one.what), runs: one.runs.clone() }),
        );
    }

    /// Says what could not be measured.
    pub fn skipped(&mut self, what: &str, why: &str) {
        self.skipped.push((what.to_owned(), why.to_owned()));
    }

    /// Adds a figure that is no comparison.
    pub fn note(&mut self, text: String) {
        self.notes.push(text);
    }

    /// All of it. `causes` has a chapter for each goal that is missed.
    pub fn render(&self, [machine, peers]: &[String; 2], causes: &str, is_full: bool) -> Result<String, String> {
        let causes = chapters(causes)?;
        let command = if is_full { "`bench/run`" } else { "a partial run of `bench/run`" };
        let mut text = format!(
            "# Results\n\nFrom {command} on {machine}. Medians of runs by turns; a ratio is ours by theirs, less is better, \
             and beside it are the least and the most of single rounds. [README.md](README.md) has what each line compares, \
             and how. Peers: {peers}.\n\n\
             | what | against | measure | ours | theirs | ratio | of rounds | goal | met |\n\
             |---|---|---|---:|---:|---:|---:|---:|---|\n"
        );
        for line in &self.lines {
            text += &line.row();
            text.push('\n');
        }
        for (what, why) in &self.skipped {
            writeln!(text, "| {what} | SKIPPED: {why} | | | | | | | |").expect("a string");
        }
        text += &self.missed(&causes);
        if !self.notes.is_empty() {
            text += "\n## Other figures\n\n";
            for note in &self.notes {
                writeln!(text, "- {note}").expect("a string");
            }
        }
        text += &self.runs();
        Ok(text)
    }

    /// The goals that are missed: those with one cause together.
    fn missed(&self, causes: &BTreeMap<&str, &str>) -> String {
        let missed = self.lines.iter().filter(|line| line.is_met() == Some(false));
        let mut by_cause: Vec<(Option<&str>, Vec<&Line>)> = Vec::new();
        for line in missed {
            let cause = cause(causes, &line.key);
            match by_cause.last_mut() {
                Some((known, lines)) if *known == cause && cause.is_some() => lines.push(line),
                _ => by_cause.push((cause, vec![line])),
            }
        }
        let mut text = String::new();
        for (cause, lines) in by_cause {
            if text.is_empty() {
                text += "\n## Goals that are missed\n";
            }
            text.push('\n');
            for line in lines {
                let Line { key, what, against, unit, goal, .. } = line;
                let against = if against.is_empty() { String::new() } else { format!(" against {against}") };
                let (measure, goal) = (unit.name(), goal.unwrap_or(f64::NAN));
                writeln!(text, "- **{what}**{against}, {measure}: {} × the goal (`{key}`)", ratio(line.value() / goal))
                    .expect("a string");
            }
            writeln!(text, "\n  {}", cause.unwrap_or("The cause is not known yet.")).expect("a string");
        }
        text
    }

    /// The runs of whole processes behind the medians.
    fn runs(&self) -> String {
        if self.samples.is_empty() {
            return String::new();
        }
        let mut text = String::from(
            "\n## The runs behind the medians\n\n\
             | whole process | runs | CPU (least – most) | wall (least – most) | peak memory |\n|---|---:|---:|---:|---:|\n",
        );
        for samples in &self.samples {
            let spread = |unit: Unit| {
                let figures = samples.each(unit);
                let least = figures.iter().copied().fold(f64::INFINITY, f64::min);
                let most = figures.iter().copied().fold(0.0, f64::max);
                format!("{} ({} – {})", time(median(&figures)), time(least), time(most))
            };
            let (what, runs) = (&samples.what, samples.runs.len());
            let (cpu, wall, peak) = (spread(Unit::Cpu), spread(Unit::Wall), Unit::Peak.show(samples.peak()));
            writeln!(text, "| {what} | {runs} | {cpu} | {wall} | {peak} |").expect("a string");
        }
        text
    }
}

/// The cause under this key, or else under what is before its last `/`.
fn cause<'c>(causes: &BTreeMap<&str, &'c str>, key: &str) -> Option<&'c str> {
    causes.get(key).copied().or_else(|| cause(causes, key.rsplit_once('/')?.0))
}

fn ratio(ratio: f64) -> String {
    if ratio.abs() < 0.1 { format!("{ratio:.3}") } else { format!("{ratio:.2}") }
}

/// The chapters of `causes.md` by their headings of level 2, each a paragraph.
fn chapters(text: &str) -> Result<BTreeMap<&str, &str>, String> {
    let mut chapters = BTreeMap::new();
    for chapter in text.split("\n## ").skip(1) {
        let (key, cause) = chapter.split_once('\n').unwrap_or((chapter, ""));
        let cause = cause.trim();
        if cause.is_empty() || cause.contains("\n\n") {
            return Err(format!("causes.md: the chapter `{key}` has to be one paragraph"));
        }
        chapters.insert(key.trim(), cause);
    }
    Ok(chapters)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(ours: f64, theirs: Option<f64>, goal: Option<f64>) -> Line {
        let (what, against) = ("building".to_owned(), "them".to_owned());
        let (ours, theirs) = (vec![ours], theirs.map(|theirs| vec![theirs]));
        Line { key: "a/b".to_owned(), what, against, unit: Unit::Cpu, ours, theirs, goal }
    }

    #[test]
    fn a_goal_is_of_the_ratio_or_of_ours_alone() {
        assert_eq!(line(1.0, Some(4.0), Some(0.25)).is_met(), Some(true));
        assert_eq!(line(1.1, Some(4.0), Some(0.25)).is_met(), Some(false));
        assert_eq!(line(1.1, None, Some(1.2)).is_met(), Some(true));
        assert_eq!(line(1.1, None, None).is_met(), None);
    }

    #[test]
    fn a_missed_goal_names_its_distance_and_its_cause() {
        let mut report = Report::default();
        report.line(line(2.0, Some(4.0), Some(0.25)));
        for (causes, expected) in [
            ("# Causes\n\n## a/b\n\nIt is slow.\n", "It is slow."),
            ("# Causes\n\n## a\n\nAll are.\n", "All are."),
            ("# Causes\n", "The cause is not known yet."),
        ] {
            let text = report.render(&["a machine".to_owned(), "peers".to_owned()], causes, true).unwrap();
            let missed = format!("- **building** against them, CPU: 2.00 × the goal (`a/b`)\n\n  {expected}\n");
            assert!(text.contains(&missed), "{text}");
        }
    }

    #[test]
    fn the_spread_is_of_the_ratios_of_single_rounds() {
        let mut line = line(2.0, Some(4.0), None);
        assert_eq!(line.spread(), None);
        (line.ours, line.theirs) = (vec![2.0, 3.0, 1.0], Some(vec![4.0, 4.0, 4.0]));
        assert_eq!(line.spread(), Some((0.25, 0.75)));
    }

    #[test]
    fn goals_with_one_cause_are_listed_together() {
        let mut report = Report::default();
        report.line(line(2.0, Some(4.0), Some(0.25)));
        report.line(line(3.0, Some(4.0), Some(0.25)));
        let text = report.render(&[String::new(), String::new()], "# Causes\n\n## a\n\nSlow.\n", true).unwrap();
        assert_eq!(text.matches("Slow.").count(), 1, "{text}");
        assert_eq!(text.matches("× the goal").count(), 2, "{text}");
    }

    #[test]
    fn times_have_three_digits() {
        assert_eq!([12.345, 1.2345, 0.012_345, 2.5e-7].map(time), ["12.3 s", "1.23 s", "12.3 ms", "250 ns"]);
    }
}
