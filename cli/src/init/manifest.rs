//! Adds the dependencies to a crate's manifest, and leaves the rest of it unchanged.

use std::fs;
use std::path::{Path, PathBuf};

use scopemark_compiler::read::folder::shown;
use toml_edit::{DocumentMut, Item, Table, Value};

use crate::exit::Failure;

/// Where a crate takes those of scopemark from.
pub(super) enum Source<'a> {
    /// The registry.
    Published,
    /// A checkout, by its path.
    Checkout(&'a Path),
    /// A repository, by its address.
    Git(&'a str),
}

/// The checkout that this command was built from, if it is still there: until the crates are published, these are what works.
/// Of a command that was installed from the registry or as a binary there is none.
pub(super) fn own_checkout(base: &Path) -> Option<PathBuf> {
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?;
    let is_there = DEPENDENCIES.iter().all(|(.., folder)| checkout.join(folder).join("Cargo.toml").is_file());
    is_there.then(|| PathBuf::from(shown(base, checkout)))
}

/// The dependencies: section of the manifest, name of the crate, and its folder in a checkout.
const DEPENDENCIES: [(&str, &str, &str); 3] = [
    ("dependencies", "scopemark", "runtime"),
    ("build-dependencies", "scopemark-compiler", "compiler"),
    ("dev-dependencies", "scopemark-gate", "gate"),
];

/// The manifest of a package.
pub(super) fn read(path: &Path) -> Result<DocumentMut, Failure> {
    let text = fs::read_to_string(path).map_err(|error| {
        Failure(format!(
            "cannot read Cargo.toml in this folder: {error}; run this command in the folder of a crate (`cargo new` creates one)"
        ))
    })?;
    let manifest: DocumentMut =
        text.parse().map_err(|error| Failure(format!("Cargo.toml is not valid TOML: {error}")))?;
    let Some(package) = manifest.get("package") else {
        return Err(Failure("Cargo.toml has no [package]; run this command in the folder of a crate".into()));
    };
    if let Some(build) = package.get("build") {
        return Err(Failure(format!(
            "Cargo.toml names a build script of its own (build = {}); add scopemark by hand, and call \
             scopemark_compiler::build(\"docs-tables\") there",
            build.to_string().trim()
        )));
    }
    Ok(manifest)
}

/// The manifest with the dependencies of scopemark, and a line for each. Existing entries stay unchanged.
pub(super) fn with_dependencies(
    mut manifest: DocumentMut,
    source: &Source<'_>,
) -> Result<(String, Vec<String>), Failure> {
    let mut done = Vec::new();
    for (section, name, folder) in DEPENDENCIES {
        let item = manifest.entry(section).or_insert_with(|| Item::Table(Table::new()));
        let Some(table) = item.as_table_like_mut() else {
            return Err(Failure(format!("[{section}] of Cargo.toml is not a table")));
        };
        if table.contains_key(name) {
            done.push(format!("Cargo.toml: [{section}] already has {name}; left unchanged"));
            continue;
        }
        table.insert(name, Item::Value(dependency(source, folder)?));
        done.push(match source {
            Source::Published => format!("Cargo.toml: added {name} to [{section}]"),
            Source::Checkout(path) => {
                format!("Cargo.toml: added {name} to [{section}], from the checkout {}", path.display())
            }
            Source::Git(address) => format!("Cargo.toml: added {name} to [{section}], from {address}"),
        });
    }
    Ok((manifest.to_string(), done))
}

fn dependency(source: &Source<'_>, folder: &str) -> Result<Value, Failure> {
    let crates = match source {
        Source::Published => return Ok(version().into()),
        Source::Git(address) => return Ok(Value::InlineTable([("git", *address)].into_iter().collect())),
        Source::Checkout(path) => path,
    };
    let path = crates.join(folder);
    let Some(text) = path.to_str() else {
        return Err(Failure(format!("{} is not valid UTF-8, which a path in a manifest must be", path.display())));
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
    use super::{Source, with_dependencies};

    #[test]
    fn what_is_there_stays_and_what_is_missing_is_added() {
        let manifest = "# a comment\n[package]\nname = \"x\" # another\n\n[dependencies]\nscopemark = \"0.0.1\"\n";
        let (text, done) = with_dependencies(manifest.parse().unwrap(), &Source::Published).unwrap();
        assert!(text.starts_with(manifest), "{text}");
        let version = super::version();
        assert!(text.contains(&format!("[build-dependencies]\nscopemark-compiler = \"{version}\"\n")), "{text}");
        let gate = format!("[dev-dependencies]\nscopemark-gate = \"{version}\"\n");
        assert!(text.contains(&gate), "{text}");
        assert_eq!(done.len(), 3);
        assert!(done[0].contains("already"), "{done:?}");
    }
}
