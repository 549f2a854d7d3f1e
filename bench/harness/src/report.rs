//! What came out, as Markdown.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::measure::Samples;

/// One line of the table.
pub struct Line {
    /// By what its cause is found in `causes.md`: `cold/typify`.
    pub key: String,
    /// What was compared.
    pub what: String,
    /// With what.
    pub against: String,
    /// In what: CPU seconds, nanoseconds, …
    pub unit: Unit,
    /// Our median.
    pub ours: f64,
    /// Theirs, or what the goal is a share of; `None` where ours alone is judged.
    pub theirs: Option<f64>,
    /// The goal: of the ratio, or of ours where there is nothing to divide by.
    pub goal: Option<f64>,
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// User and system time of whole processes, in seconds.
    Cpu,
    /// Elapsed time, in seconds.
    Wall,
    /// Elapsed time in a process, in seconds.
    InProcess,
    /// Of the largest process, in bytes.
    Peak,
    /// Bytes a permission.
    Bytes,
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Self::Cpu => "CPU",
            Self::Wall => "wall",
            Self::InProcess => "time",
            Self::Peak => "peak memory",
            Self::Bytes => "bytes",
        }
    }

    fn show(self, figure: f64) -> String {
        match self {
            Self::Cpu | Self::Wall | Self::InProcess => time(figure),
            Self::Peak => format!("{:.0} MB", figure / 1e6),
            Self::Bytes => format!("{figure:.1} B"),
        }
    }
}

/// A time of any length, with three digits.
pub fn time(seconds: f64) -> String {
    let (figure, unit) = match seconds {
        s if s >= 1.0 => (s, "s"),
        s if s >= 1e-3 => (s * 1e3, "ms"),
        s if s >= 1e-6 => (s * 1e6, "µs"),
        s => (s * 1e9, "ns"),
    };
    let digits = if figure >= 100.0 { 0 } else { usize::from(figure < 10.0) + 1 };
    format!("{figure:.digits$} {unit}")
}

impl Line {
    fn value(&self) -> f64 {
        self.theirs.map_or(self.ours, |theirs| self.ours / theirs)
    }

    fn is_met(&self) -> Option<bool> {
        self.goal.map(|goal| self.value() <= goal)
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

    /// Adds the CPU and the wall time of two contestants as a line each, with the same goal.
    pub fn both(&mut self, key: &str, what: &str, ours: &Samples, theirs: &Samples, goals: [Option<f64>; 2]) {
        let figures = [(Unit::Cpu, ours.cpu(), theirs.cpu()), (Unit::Wall, ours.wall(), theirs.wall())];
        for ((unit, ours, other), goal) in figures.into_iter().zip(goals) {
            self.line(Line {
                key: key.to_owned(),
                what: what.to_owned(),
                against: theirs.what.clone(),
                unit,
                ours,
                theirs: Some(other),
                goal,
            });
        }
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
        let mut text = String::from("# Results\n\n");
        let command = if is_full { "`bench/run`" } else { "a partial run of `bench/run`" };
        write!(
            text,
            "From {command} on {machine}. Medians of runs by turns; a ratio is ours by theirs, less is better. \
             [README.md](README.md) has what each line compares, and how. Peers: {peers}.\n\n"
        )
        .expect("a string");
        text += "| what | against | measure | ours | theirs | ratio | goal | met |\n\
                 |---|---|---|---:|---:|---:|---:|---|\n";
        for line in &self.lines {
            let Line { what, against, unit, ours, theirs, goal, .. } = line;
            let ratio = theirs.map_or(String::new(), |_| ratio(line.value()));
            let theirs = theirs.map_or(String::new(), |theirs| unit.show(theirs));
            let goal = goal.map_or(String::new(), |goal| match line.theirs {
                Some(_) => format!("≤ {goal}"),
                None => format!("≤ {}", unit.show(goal)),
            });
            let met = match line.is_met() {
                None => "",
                Some(true) => "yes",
                Some(false) => "**no**",
            };
            writeln!(
                text,
                "| {what} | {against} | {} | {} | {theirs} | {ratio} | {goal} | {met} |",
                unit.name(),
                unit.show(*ours)
            )
            .expect("a string");
        }
        for (what, why) in &self.skipped {
            writeln!(text, "| {what} | SKIPPED: {why} | | | | | | |").expect("a string");
        }
        self.missed(&causes, &mut text);
        if !self.notes.is_empty() {
            text += "\n## Other figures\n\n";
            for note in &self.notes {
                writeln!(text, "- {note}").expect("a string");
            }
        }
        if !self.samples.is_empty() {
            text += "\n## The runs behind the medians\n\n\
                     | whole process | runs | CPU (least – most) | wall (least – most) | peak memory |\n|---|---:|---:|---:|---:|\n";
            for samples in &self.samples {
                let spread = |of: fn(&crate::measure::Usage) -> f64, median: f64| {
                    let least = samples.runs.iter().map(of).fold(f64::INFINITY, f64::min);
                    let most = samples.runs.iter().map(of).fold(0.0, f64::max);
                    format!("{} ({} – {})", time(median), time(least), time(most))
                };
                writeln!(
                    text,
                    "| {} | {} | {} | {} | {} |",
                    samples.what,
                    samples.runs.len(),
                    spread(|run| run.cpu, samples.cpu()),
                    spread(|run| run.wall, samples.wall()),
                    Unit::Peak.show(samples.peak() as f64)
                )
                .expect("a string");
            }
        }
        Ok(text)
    }

    fn missed(&self, causes: &BTreeMap<&str, &str>, text: &mut String) {
        let missed: Vec<&Line> = self.lines.iter().filter(|line| line.is_met() == Some(false)).collect();
        if missed.is_empty() {
            return;
        }
        *text += "\n## Goals that are missed\n\n";
        for line in missed {
            let Line { key, what, against, unit, .. } = line;
            let distance = line.value() / line.goal.unwrap_or(f64::NAN);
            let cause = causes
                .get(key.as_str())
                .or_else(|| causes.get(key.split('/').next().unwrap_or(key)))
                .map_or("The cause is not known yet.", |cause| cause);
            let against = if against.is_empty() { String::new() } else { format!(" against {against}") };
            writeln!(text, "- **{what}**{against}, {}: {} × the goal. {cause} (`{key}`)", unit.name(), ratio(distance))
                .expect("a string");
        }
    }
}

fn ratio(ratio: f64) -> String {
    if ratio < 0.1 { format!("{ratio:.3}") } else { format!("{ratio:.2}") }
}

/// The chapters of `causes.md` by their headings of level 2, each as one line.
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
            assert!(
                text.contains(&format!("- **building** against them, CPU: 2.00 × the goal. {expected} (`a/b`)")),
                "{text}"
            );
        }
    }

    #[test]
    fn times_have_three_digits() {
        assert_eq!([12.345, 1.2345, 0.012_345, 2.5e-7].map(time), ["12.3 s", "1.23 s", "12.3 ms", "250 ns"]);
    }
}
