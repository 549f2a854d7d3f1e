//! The package that a run is about, as cargo chooses it, and what its manifest says about its documents.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use glob::{MatchOptions, Pattern};
use scopemark_compiler::read::folder::shown;
use scopemark_gate::levels::unknown_key;
use serde::Deserialize;
use toml_edit::{DocumentMut, Item};

use crate::exit::Failure;

/// What a manifest says about documents.
#[derive(Debug)]
pub(crate) struct Package {
    /// The folder of the manifest, which its paths are relative to.
    pub(crate) folder: PathBuf,
    /// `folders` of `[package.metadata.scopemark]`.
    pub(crate) folders: Vec<PathBuf>,
    /// `lock` of `[package.metadata.scopemark]`.
    pub(crate) lock: Option<PathBuf>,
    /// What the workspace consists of, if this is its root.
    pub(crate) workspace: Option<Workspace>,
}

/// Which folders are those of members, as the manifest of a workspace says.
#[derive(Debug)]
pub(crate) struct Workspace {
    members: Vec<Pattern>,
    exclude: Vec<String>,
}

impl Package {
    /// Reads a manifest. A key that it cannot have may be meant for one that would be read.
    pub(crate) fn read(base: &Path, manifest: &Path) -> Result<Self, Failure> {
        let text = fs::read_to_string(manifest)
            .map_err(|error| Failure(format!("cannot read {}: {error}", shown(base, manifest))))?;
        let toml = toml(base, manifest, &text)?;
        let keys = own(&toml).and_then(Item::as_table_like).into_iter().flat_map(|own| own.iter());
        match unknown_key(keys.map(|(key, _)| key)) {
            Some((_, what)) => Err(Failure(format!("{}: {what}", shown(base, manifest)))),
            None => Self::of(base, manifest, &toml),
        }
    }

    /// Reads the text of a manifest at a revision, whose other keys nobody can mend any more.
    pub(crate) fn parse(base: &Path, manifest: &Path, text: &str) -> Result<Self, Failure> {
        Self::of(base, manifest, &toml(base, manifest, text)?)
    }

    fn of(base: &Path, manifest: &Path, toml: &DocumentMut) -> Result<Self, Failure> {
        let (name, own) = (shown(base, manifest), own(toml));
        let wrong =
            |key: &str, what: &str| Failure(format!("{name}: `{key}` of [package.metadata.scopemark] must be {what}"));
        let folders = match own.and_then(|own| own.get("folders")) {
            None => Vec::new(),
            Some(item) => texts(item).ok_or_else(|| wrong("folders", "an array of paths"))?,
        };
        let lock = match own.and_then(|own| own.get("lock")) {
            None => None,
            Some(item) => Some(item.as_str().map(PathBuf::from).ok_or_else(|| wrong("lock", "a path"))?),
        };
        let folder = manifest.parent().map_or_else(|| base.to_owned(), Path::to_owned);
        let workspace = toml.get("workspace").map(Workspace::of);
        Ok(Self { folder, folders, lock, workspace })
    }
}

impl Workspace {
    /// Cargo judges what is wrong with it.
    fn of(item: &Item) -> Self {
        let texts = |key: &str| {
            let values = item.get(key).and_then(Item::as_array).into_iter().flatten();
            let plain = |path: &str| path.trim_start_matches("./").trim_end_matches('/').to_owned();
            values.filter_map(move |value| value.as_str().map(plain))
        };
        let members = texts("members").filter_map(|pattern| Pattern::new(&pattern).ok()).collect();
        Self { members, exclude: texts("exclude").collect() }
    }

    /// Whether this folder, relative to the root, is that of a member. The root itself is one.
    pub(crate) fn has(&self, folder: &str) -> bool {
        let apart = MatchOptions { require_literal_separator: true, ..MatchOptions::new() };
        let is_below = |path: &String| {
            folder.strip_prefix(path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        folder.is_empty()
            || self.members.iter().any(|pattern| pattern.matches_with(folder, apart))
                && !self.exclude.iter().any(is_below)
    }
}

fn toml(base: &Path, manifest: &Path, text: &str) -> Result<DocumentMut, Failure> {
    text.parse().map_err(|error| Failure(format!("{} is not valid TOML: {error}", shown(base, manifest))))
}

/// `[package.metadata.scopemark]`.
fn own(toml: &DocumentMut) -> Option<&Item> {
    toml.get("package")?.get("metadata")?.get("scopemark")
}

/// The texts of an array that is not empty.
fn texts(item: &Item) -> Option<Vec<PathBuf>> {
    let array = item.as_array().filter(|array| !array.is_empty())?;
    array.iter().map(|value| value.as_str().map(PathBuf::from)).collect()
}

/// The manifest in this folder or the nearest one above it.
pub(crate) fn nearest(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join("Cargo.toml")).find(|manifest| manifest.is_file())
}

/// The manifest of the root of a package's workspace, which is its own if it is in none.
pub(crate) fn workspace_root(base: &Path, manifest: &Path) -> Result<PathBuf, Failure> {
    let root = cargo(base, ["locate-project", "--workspace", "--message-format", "plain"], Some(manifest))?;
    Ok(PathBuf::from(root.trim_end()))
}

/// What cargo says of a workspace.
#[derive(Deserialize)]
struct Metadata {
    workspace_root: PathBuf,
    packages: Vec<Member>,
}

#[derive(Deserialize)]
struct Member {
    name: String,
    manifest_path: PathBuf,
}

impl Metadata {
    fn of(base: &Path, manifest: Option<&Path>) -> Result<Self, Failure> {
        let metadata = cargo(base, ["metadata", "--no-deps", "--format-version", "1"], manifest)?;
        serde_json::from_str(&metadata)
            .map_err(|error| Failure(format!("cargo describes the workspace in an unknown way: {error}")))
    }
}

/// The manifests of the workspace that a package is in: first that of the root, then those of the other members.
pub(crate) fn members(base: &Path, manifest: &Path) -> Result<Vec<PathBuf>, Failure> {
    let metadata = Metadata::of(base, Some(manifest))?;
    let root = metadata.workspace_root.join("Cargo.toml");
    let mut others: Vec<PathBuf> = metadata.packages.into_iter().map(|package| package.manifest_path).collect();
    others.retain(|manifest| *manifest != root);
    others.sort_unstable();
    others.insert(0, root);
    Ok(others)
}

/// The manifest of a package of the workspace.
pub(crate) fn in_workspace(base: &Path, manifest: Option<&Path>, name: &str) -> Result<PathBuf, Failure> {
    let metadata = Metadata::of(base, manifest)?;
    let names = metadata.packages.iter().map(|package| format!("`{}`", package.name)).collect::<Vec<_>>().join(", ");
    let mut found = metadata.packages.into_iter().filter(|package| package.name == name);
    let found =
        found.next().ok_or_else(|| Failure(format!("the workspace has no package `{name}`; it has {names}")))?;
    Ok(found.manifest_path)
}

/// What cargo prints.
fn cargo<const N: usize>(base: &Path, arguments: [&str; N], manifest: Option<&Path>) -> Result<String, Failure> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    command.current_dir(base).args(arguments).stdin(Stdio::null());
    if let Some(manifest) = manifest {
        command.arg("--manifest-path").arg(manifest);
    }
    let output = command.output().map_err(|error| Failure(format!("cannot run cargo to find the package: {error}")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().next().unwrap_or("it gives no reason");
        return Err(Failure(format!("cargo cannot find the package: {}", said.trim_start_matches("error: "))));
    }
    String::from_utf8(output.stdout).map_err(|_| Failure("cargo prints a path that is not UTF-8".to_owned()))
}
