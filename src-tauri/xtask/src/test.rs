//! `cargo xtask test`: every check and test there is.

use std::{path::PathBuf, sync::OnceLock};

use anyhow::Result;

use crate::{
    page::{self, npm},
    shell::{cargo, command, has, step},
    system,
};

/// Everything, in the order in which a mistake shows soonest.
pub fn everything() -> Result<()> {
    system::for_testing()?;
    step("format", &mut cargo(&["fmt", "--all", "--check"]))?;
    page_checks()?;
    page::build()?;
    step("building", &mut cargo(&["build", "--workspace", "--all-targets"]))?;
    lints("--workspace")?;
    step("documentation", cargo(&["doc", "--no-deps", "--workspace"]).env("RUSTDOCFLAGS", "-D warnings"))?;
    rust_tests("--workspace")?;
    real_window()?;
    println!("\nEverything passed.");
    Ok(())
}

/// Format, lints and tests of all but the window.
pub fn core() -> Result<()> {
    step("format", &mut cargo(&["fmt", "--all", "--check"]))?;
    lints("--package=billfold-core")?;
    rust_tests("")
}

/// The tests of the real window, on a freshly built one.
pub fn window() -> Result<()> {
    system::for_testing()?;
    page::build()?;
    step("building the program", &mut cargo(&["build", "--package", "billfold-cli", "--package", "billfold-desktop"]))?;
    real_window()
}

/// The same, with the pictures the documents show.
pub fn screenshots() -> Result<()> {
    let place = crate::shell::root().join("docs/screenshots");
    SCREENSHOTS.get_or_init(|| place);
    window()
}

/// Where the tests of the window keep their pictures, when not below `target`.
static SCREENSHOTS: OnceLock<PathBuf> = OnceLock::new();

/// Writes the TypeScript types the page is checked against.
pub fn write_bindings() -> Result<()> {
    let mut test = cargo(&["test", "--package", "billfold-core", "the_committed_bindings_are_current"]);
    step("writing ui/src/api/bindings.ts", test.env("BILLFOLD_WRITE_BINDINGS", "1"))
}

fn lints(scope: &str) -> Result<()> {
    step("lints", &mut cargo(&["clippy", scope, "--all-targets", "--", "-D", "warnings"]))
}

fn page_checks() -> Result<()> {
    page::install("ui")?;
    for (what, script) in [("types of the page", "check"), ("lints of the page", "lint"), ("tests of the page", "test")]
    {
        step(what, &mut npm("ui", &["run", script]))?;
    }
    Ok(())
}

/// nextest where it is installed, since it is quicker; cargo's own runner finds the same.
fn rust_tests(scope: &str) -> Result<()> {
    let scope: Vec<&str> = [scope].into_iter().filter(|scope| !scope.is_empty()).collect();
    let runner: &[&str] =
        if has("cargo-nextest", "--version") { &["nextest", "run", "--no-fail-fast"] } else { &["test"] };
    step("tests", &mut cargo(&[runner, &scope].concat()))
}

/// The built window on a virtual screen, with a session bus of its own, driven as a person would.
fn real_window() -> Result<()> {
    page::install("tests/ui")?;
    let script = ["--auto-servernum", "--server-args=-screen 0 1400x1000x24", "dbus-run-session", "--", "npm", "test"];
    let mut tests = command("xvfb-run", &script);
    if let Some(place) = SCREENSHOTS.get() {
        tests.env("BILLFOLD_SCREENSHOTS", place);
    }
    step("tests of the real window", tests.current_dir(crate::shell::root().join("tests/ui")))
}
