//! What has to be on the machine besides Rust and Node.

use anyhow::{Result, bail};

use crate::shell::{command, has, output, step};

/// Debian packages the window is built with.
const BUILD: &[&str] = &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev", "librsvg2-dev"];

/// Debian packages the tests need besides: a screen and a driver for the window, a session bus, tools
/// that read PDFs.
const TEST: &[&str] = &[
    "webkit2gtk-driver",
    "xvfb",
    "xauth",
    "dbus",
    "poppler-utils",
    "qpdf",
    "python3",
    "fonts-liberation2",
    "fonts-noto-core",
    "fonts-noto-cjk",
];

/// Makes sure that the program can be built.
pub fn for_building() -> Result<()> {
    node()?;
    packages(BUILD)
}

/// Makes sure that everything can be tested.
pub fn for_testing() -> Result<()> {
    node()?;
    rust_components()?;
    let all: Vec<&str> = BUILD.iter().chain(TEST).copied().collect();
    packages(&all)
}

/// rustup's minimal profile leaves them out.
fn rust_components() -> Result<()> {
    if has("cargo-fmt", "--version") && has("cargo-clippy", "--version") {
        return Ok(());
    }
    step("adding rustfmt and clippy", &mut command("rustup", &["component", "add", "rustfmt", "clippy"]))
}

fn node() -> Result<()> {
    let version = output(&mut command("node", &["--version"])).unwrap_or_default();
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|text| text.parse().ok());
    match major {
        Some(20..) => Ok(()),
        Some(old) => bail!("Node {old} is too old; install Node 20 or newer from https://nodejs.org"),
        None::<u32> => bail!("Node is missing; install Node 20 or newer from https://nodejs.org"),
    }
}

fn packages(needed: &[&str]) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    if !has("dpkg-query", "--version") {
        println!("This is no Debian: please see that it has what these Debian packages hold: {}", needed.join(" "));
        return Ok(());
    }
    let missing: Vec<&str> = needed.iter().copied().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let Some(prefix) = root_prefix() else {
        bail!(
            "these packages are missing; install them and start again:\n  sudo apt-get install {}",
            missing.join(" ")
        );
    };
    install(&prefix, &missing)
}

fn is_installed(package: &str) -> bool {
    output(&mut command("dpkg-query", &["-W", "-f", "${db:Status-Status}", package]))
        .is_ok_and(|status| status == "installed")
}

/// How a command becomes root's: as it is for root, with sudo where that asks nothing.
fn root_prefix() -> Option<Vec<&'static str>> {
    if output(&mut command("id", &["-u"])).is_ok_and(|id| id.trim() == "0") {
        return Some(Vec::new());
    }
    output(&mut command("sudo", &["-n", "true"])).is_ok().then(|| vec!["sudo", "-n"])
}

fn install(prefix: &[&str], missing: &[&str]) -> Result<()> {
    let apt = |arguments: &[&str]| {
        let words: Vec<&str> =
            prefix.iter().chain(&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]).copied().collect();
        let mut command = command(words[0], &words[1..]);
        command.args(arguments);
        command
    };
    step("reading the list of packages", &mut apt(&["update", "-q"]))?;
    let mut arguments = vec!["install", "-y", "-q", "--no-install-recommends"];
    arguments.extend(missing);
    step(&format!("installing {}", missing.join(" ")), &mut apt(&arguments))
}
