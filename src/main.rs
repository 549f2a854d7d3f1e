//! Prints the permissions in the four documents, using only the generated types.

use std::fmt::Write as _;
use std::io::{self, ErrorKind, Write as _};

use scopemark_integrations::{inloox, intrexx, o365, teams_devices};

/// A document: its path and title, and its features with their rows.
type Document = ([&'static str; 2], Vec<(&'static str, Vec<Row>)>);

/// A row as it is printed.
struct Row {
    name: &'static str,
    kind: scopemark::Kind,
    access: scopemark::Access,
    remarks: Vec<String>,
}

/// Collects the rows of a document's module. It is a macro because each module has types of its own, so that nobody mixes up
/// the names of two documents.
macro_rules! document {
    ($module:ident) => {
        ([$module::PATH, $module::TITLE], {
            let feature = |&feature: &$module::Feature| {
                let rows = $module::permissions(feature).iter().map(|permission| {
                    let mut remarks = Vec::new();
                    if permission.optional {
                        remarks.push("optional".to_owned());
                    }
                    if permission.name.admin_consent() == Some(true) {
                        remarks.push("admin consent".to_owned());
                    }
                    remarks.extend(permission.requires.iter().map(|condition| format!("for {condition}")));
                    remarks.extend(permission.excludes.iter().map(|condition| format!("not for {condition}")));
                    remarks.extend(permission.alternatives.iter().map(|other| format!("or {other}")));
                    let name = permission.name;
                    Row { name: name.as_str(), kind: name.kind(), access: permission.access, remarks }
                });
                (feature.as_str(), rows.collect())
            };
            $module::Feature::ALL.iter().map(feature).collect()
        })
    };
}

fn main() -> io::Result<()> {
    let documents = [document!(inloox), document!(intrexx), document!(o365), document!(teams_devices)];
    match io::stdout().lock().write_all(overview(&documents).as_bytes()) {
        // A reader such as `head` closes the pipe once it has enough lines.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome,
    }
}

fn overview(documents: &[Document]) -> String {
    let mut out = String::new();
    for ([path, title], features) in documents {
        let width = features.iter().flat_map(|(_, rows)| rows).map(|row| row.name.len()).max().unwrap_or(0);
        let _ = writeln!(out, "{path}: {title}");
        for (feature, rows) in features {
            let _ = writeln!(out, "\n  {feature}");
            for Row { name, kind, access, remarks } in rows {
                let line = format!("    {name:width$}  {kind:11}  {access:6}  {}", remarks.join(", "));
                let _ = writeln!(out, "{}", line.trim_end());
            }
        }
        out.push('\n');
    }
    out
}
