//! What a permission adds to a stripped program, from 100 names to 1,000.

use std::fs;
use std::path::Path;

use corpus::{Revision, document, permissions, strum_source};
use object::{Object as _, ObjectSection as _};

use super::Plan;
use crate::folder::{Bench, write};
use crate::report::{Line, Report, Unit};
use crate::tools::{cargo, fetch, timed};

const FEW: usize = 100;
const MANY: usize = 1_000;

/// How large a program is, in bytes.
struct Size {
    /// The file.
    file: u64,
    /// What is in its sections: the file has gaps between them, of up to a page each.
    sections: u64,
}

impl Size {
    fn of(program: &Path) -> Result<Self, String> {
        let bytes = fs::read(program).map_err(|error| format!("{}: {error}", program.display()))?;
        let parsed = object::File::parse(&*bytes).map_err(|error| format!("{}: {error}", program.display()))?;
        let sections = parsed.sections().filter_map(|section| section.file_range()).map(|(_, length)| length).sum();
        Ok(Self { file: bytes.len() as u64, sections })
    }
}

pub fn run(bench: &Bench, _: Plan, report: &mut Report) -> Result<(), String> {
    let a_permission = |kind: &str| -> Result<(f64, f64), String> {
        let (few, many) = (build(bench, kind, FEW)?, build(bench, kind, MANY)?);
        let slope = |few: u64, many: u64| (many as f64 - few as f64) / (MANY - FEW) as f64;
        Ok((slope(few.sections, many.sections), slope(few.file, many.file)))
    };
    let (ours, ours_file) = a_permission("ours")?;
    let (strum, strum_file) = a_permission("strum")?;
    let (asking, asking_file) = a_permission("asking")?;
    let line = |key: &str, what: &str, ours, goal| Line {
        key: key.to_owned(),
        what: what.to_owned(),
        against: "strum".to_owned(),
        unit: Unit::Bytes,
        ours: vec![ours],
        theirs: Some(vec![strum]),
        goal,
    };
    report.line(line("size", "a permission in a stripped program", ours, Some(0.8)));
    report.line(line("size/asking", "the same, in a program that asks and checks", asking, None));
    let added = &permissions(MANY, Revision(0))[FEW..];
    let texts = added.iter().map(|added| added.name.len() + added.description.len()).sum::<usize>() as f64;
    report.note(format!(
        "Size: name and description are {:.1} bytes on average. By the size of the file, whose parts begin at whole \
         pages, a permission adds {ours_file:.1} bytes (ours), {strum_file:.1} (strum), {asking_file:.1} (ours, asking).",
        texts / added.len() as f64
    ));
    Ok(())
}

fn build(bench: &Bench, kind: &str, rows: usize) -> Result<Size, String> {
    let folder = bench.stage(&format!("size/{kind}"), &format!("size/{kind}-{rows}"))?;
    if kind == "strum" {
        let names = strum_source(&permissions(rows, Revision(0)));
        write(&folder.join("src/names.rs"), &format!("//! The names.\n\n{names}"))?;
    } else {
        write(&folder.join("docs-tables/names.md"), &document(rows, Revision(0)))?;
    }
    fetch(bench, &folder)?;
    // One folder for what they depend on; each build ends with the program of the last.
    let target = bench.work("size/target");
    let used = timed(bench, cargo(&folder, &target, &["build", "--release"]))?;
    eprintln!("   {kind}, {rows} names: built in {:.1} s", used.wall);
    Size::of(&target.join("release").join(format!("adopter{}", std::env::consts::EXE_SUFFIX)))
}
