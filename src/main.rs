//! Prints what the four documents ask for, from the generated types alone.

use std::fmt::Write as _;
use std::io::{self, ErrorKind, Write as _};

use scopemark_integrations::{inloox, intrexx, o365, teams_devices};

/// A permission as it is printed.
struct Row {
    name: &'static str,
    kind: &'static str,
    access: &'static str,
    remarks: Vec<String>,
}

/// The features of a document's module with their rows. A macro, because each module has types of its own: that is what
/// keeps the names of two documents apart.
macro_rules! features {
    ($module:ident) => {
        $module::Feature::ALL
            .iter()
            .map(|&feature| {
                let rows = $module::permissions(feature).iter().map(|permission| {
                    let (name, kind, consent) = match permission.name {
                        $module::Name::Delegated(scope) => (scope.as_str(), "delegated", scope.admin_consent()),
                        $module::Name::Application(role) => (role.as_str(), "application", role.admin_consent()),
                    };
                    let access = permission.access.as_str();
                    let mut remarks = Vec::new();
                    if permission.optional {
                        remarks.push("optional".to_owned());
                    }
                    if consent == Some(true) {
                        remarks.push("admin consent".to_owned());
                    }
                    remarks.extend(permission.requires.iter().map(|condition| format!("for {condition}")));
                    remarks.extend(permission.excludes.iter().map(|condition| format!("not for {condition}")));
                    remarks.extend(permission.alternatives.iter().map(|other| format!("or {other}")));
                    Row { name, kind, access, remarks }
                });
                (feature.as_str(), rows.collect())
            })
            .collect()
    };
}

fn main() -> io::Result<()> {
    let documents = [
        ("o365", features!(o365)),
        ("intrexx", features!(intrexx)),
        ("inloox", features!(inloox)),
        ("teams_devices", features!(teams_devices)),
    ];
    match io::stdout().lock().write_all(overview(&documents).as_bytes()) {
        // Who reads only the first lines, as `head` does, has what was wanted.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome,
    }
}

/// A document by its module's name, with its features and their rows.
type Document = (&'static str, Vec<(&'static str, Vec<Row>)>);

fn overview(documents: &[Document]) -> String {
    let mut out = String::new();
    for (module, features) in documents {
        let rows = || features.iter().flat_map(|(_, rows)| rows);
        let width = rows().map(|row| row.name.len()).max().unwrap_or(0);
        let _ = writeln!(out, "{module}: {} permissions", rows().count());
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
