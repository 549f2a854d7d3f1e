//! The dependencies in a crate's manifest, added without touching the rest of it.

use std::fs;
use std::path::Path;

use toml_edit::{DocumentMut, Item, Table, Value};

use crate::exit::Failure;

/// The crates as their manifests ask: where, which, in which folder of a checkout.
const DEPENDENCIES: [(&str, &str, &str); 3] = [
    ("dependencies", "scopemark", "runtime"),
    ("build-dependencies", "scopemark-compiler", "compiler"),
    ("dev-dependencies", "scopemark-gate", "gate"),
];

/// The manifest of a package.
pub(super) fn read(path: &Path) -> Result<DocumentMut, Failure> {
    let text = fs::read_to_string(path).map_err(|error| {
        Failure(format!(
            "cannot read Cargo.toml in this folder: {error}; run this in the folder of a crate (`cargo new` makes one)"
        ))
    })?;
    let manifest: DocumentMut = text.parse().map_err(|error| Failure(format!("Cargo.toml is no TOML: {error}")))?;
    let Some(package) = manifest.get("package") else {
        return Err(Failure("Cargo.toml has no [package]; run this in the folder of a crate of the workspace".into()));
    };
    if let Some(build) = package.get("build") {
        return Err(Failure(format!(
            "Cargo.toml has a build script of its own (build = {}); call scopemark_compiler::build(\"docs-tables\") there",
            build.to_string().trim()
        )));
    }
    Ok(manifest)
}

/// The manifest with what scopemark needs, and what was added. What is there stays as it is.
pub(super) fn with_dependencies(
    mut manifest: DocumentMut,
    crates: Option<&Path>,
) -> Result<(String, Vec<String>), Failure> {
    let mut done = Vec::new();
    for (section, name, folder) in DEPENDENCIES {
        let item = manifest.entry(section).or_insert_with(|| Item::Table(Table::new()));
        let Some(table) = item.as_table_like_mut() else {
            return Err(Failure(format!("[{section}] of Cargo.toml is no table")));
        };
        if table.contains_key(name) {
            done.push(format!("Cargo.toml: [{section}] has {name} already; it stays as it is"));
            continue;
        }
        table.insert(name, Item::Value(dependency(crates, folder)?));
        done.push(format!("Cargo.toml: {name} in [{section}]"));
    }
    Ok((manifest.to_string(), done))
}

fn dependency(crates: Option<&Path>, folder: &str) -> Result<Value, Failure> {
    let Some(crates) = crates else { return Ok(version().into()) };
    let path = crates.join(folder);
    let Some(text) = path.to_str() else {
        return Err(Failure(format!("{} is no path that a manifest can have", path.display())));
    };
    if !path.join("Cargo.toml").is_file() {
        return Err(Failure(format!("there is no crate in {text}; --path names a checkout of scopemark")));
    }
    Ok(Value::InlineTable([("path", text.replace('\\', "/"))].into_iter().collect()))
}

/// The versions that are compatible with this command.
fn version() -> String {
    format!("{}.{}", env!("CARGO_PKG_VERSION_MAJOR"), env!("CARGO_PKG_VERSION_MINOR"))
}

#[cfg(test)]
mod tests {
    use super::with_dependencies;

    #[test]
    fn what_is_there_stays_and_what_is_missing_is_added() {
        let manifest = "# a comment\n[package]\nname = \"x\" # another\n\n[dependencies]\nscopemark = \"0.0.1\"\n";
        let (text, done) = with_dependencies(manifest.parse().unwrap(), None).unwrap();
        assert!(text.starts_with(manifest), "{text}");
        let version = super::version();
        assert!(text.contains(&format!("[build-dependencies]\nscopemark-compiler = \"{version}\"\n")), "{text}");
        let gate = format!("[dev-dependencies]\nscopemark-gate = \"{version}\"\n");
        assert!(text.contains(&gate), "{text}");
        assert_eq!(done.len(), 3);
        assert!(done[0].contains("already"), "{done:?}");
    }
}
