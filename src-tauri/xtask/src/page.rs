//! The window's page: what npm builds.

use std::{fs, process::Command};

use anyhow::{Context, Result};

use crate::{
    licences,
    shell::{root, step},
};

/// npm in a folder of the repository.
pub fn npm(folder: &str, arguments: &[&str]) -> Command {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root().join(folder));
    command
}

/// Installs what a folder's lock file names, unless that is installed already.
pub fn install(folder: &str) -> Result<()> {
    let path = root().join(folder);
    let lock = fs::read(path.join("package-lock.json")).context("package-lock.json")?;
    let stamp = path.join("node_modules/.installed-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    step(&format!("npm ci in {folder}"), &mut npm(folder, &["ci", "--no-audit", "--no-fund"]))?;
    fs::write(stamp, lock).context("the stamp of what is installed")
}

/// Builds the page into `ui/dist`, where the window's build takes it from.
pub fn build() -> Result<()> {
    install("ui")?;
    licences::write()?;
    step("building the page", &mut npm("ui", &["run", "build"]))
}
