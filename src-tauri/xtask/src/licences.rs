//! The licences of everything that goes into the window, for its settings to show: each package with its licence, and
//! every text once.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::shell::{cargo, command, output, root};

/// Where the page finds them.
const FILE: &str = "ui/public/licences.txt";

/// What one package says.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Package {
    name: String,
    version: String,
    licence: String,
    texts: BTreeSet<String>,
}

/// Writes them, when they are not there as they are.
pub fn write() -> Result<()> {
    let mut packages = rust_packages()?;
    packages.extend(page_packages()?);
    packages.insert(fonts());
    let text = document(&packages);
    let path = root().join(FILE);
    if fs::read_to_string(&path).ok().as_deref() == Some(&text) {
        return Ok(());
    }
    fs::create_dir_all(path.parent().unwrap_or(&path)).context("the page's folder of files")?;
    fs::write(path, text).context(FILE)
}

/// The crates the window is made of, on this system.
fn rust_packages() -> Result<BTreeSet<Package>> {
    let host = output(&mut command("rustc", &["-vV"]))?;
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default().to_owned();
    let metadata = output(&mut cargo(&["metadata", "--format-version", "1", "--filter-platform", &host]))?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let used = used_by_window(&metadata);
    let all = metadata["packages"].as_array().into_iter().flatten();
    let foreign = all.filter(|package| !package["source"].is_null() && used.contains(text(&package["id"])));
    Ok(foreign
        .map(|package| {
            let folder = Path::new(text(&package["manifest_path"])).parent().unwrap_or(Path::new("."));
            let licence = package["license"].as_str().unwrap_or("see its text");
            package_at(folder, text(&package["name"]), text(&package["version"]), licence)
        })
        .collect())
}

/// What the window needs when it runs, and what that needs.
fn used_by_window(metadata: &Value) -> BTreeSet<&str> {
    let nodes: BTreeMap<&str, &Value> =
        metadata["resolve"]["nodes"].as_array().into_iter().flatten().map(|node| (text(&node["id"]), node)).collect();
    let mut waiting: Vec<&str> = nodes.keys().copied().filter(|id| id.contains("billfold-desktop")).collect();
    let mut used = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if !used.insert(id) {
            continue;
        }
        let needs = nodes.get(id).and_then(|node| node["deps"].as_array()).into_iter().flatten();
        let at_run_time =
            |need: &&Value| need["dep_kinds"].as_array().into_iter().flatten().any(|kind| kind["kind"].is_null());
        waiting.extend(needs.filter(at_run_time).map(|need| text(&need["pkg"])));
    }
    used
}

/// What the page is made of.
fn page_packages() -> Result<BTreeSet<Package>> {
    let lock = fs::read_to_string(root().join("ui/package-lock.json")).context("the page's lock file")?;
    let lock: Value = serde_json::from_str(&lock)?;
    // The compiler's own parts go into the page too.
    let in_page = |name: &str, package: &Value| {
        (package["dev"] != true || name == "node_modules/svelte") && package["optional"] != true
    };
    let packages = lock["packages"].as_object().into_iter().flatten();
    Ok(packages
        .filter(|(name, package)| name.starts_with("node_modules/") && in_page(name, package))
        .map(|(path, package)| {
            let name = path.rsplit("node_modules/").next().unwrap_or(path);
            package_at(&root().join("ui").join(path), name, text(&package["version"]), text(&package["license"]))
        })
        .collect())
}

/// The typefaces that are printed with.
fn fonts() -> Package {
    package_at(&root().join("src-tauri/core/assets/fonts"), "Liberation Sans", "2", "OFL-1.1")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn package_at(folder: &Path, name: &str, version: &str, licence: &str) -> Package {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let named = |name: &str| {
        ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"]
            .iter()
            .any(|start| name.to_uppercase().starts_with(start))
    };
    let texts = files.filter(|file| named(&file.file_name().to_string_lossy()));
    let texts = texts.filter_map(|file| fs::read_to_string(file.path()).ok());
    Package {
        name: name.to_owned(),
        version: version.to_owned(),
        licence: licence.to_owned(),
        texts: texts.map(|text| text.replace("\r\n", "\n").trim().to_owned()).filter(|text| !text.is_empty()).collect(),
    }
}

/// A list of packages, then each text with the packages it came with.
fn document(packages: &BTreeSet<Package>) -> String {
    let mut out = String::from("Billfold is made with these packages.\n\n");
    let mut texts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in packages {
        let _ = writeln!(out, "{} {}: {}", package.name, package.version, package.licence);
        for text in &package.texts {
            texts.entry(text).or_default().push(&package.name);
        }
    }
    for (text, names) in texts {
        let _ = write!(out, "\n{}\n{}\n\n{text}\n", "─".repeat(72), names.join(", "));
    }
    out
}
