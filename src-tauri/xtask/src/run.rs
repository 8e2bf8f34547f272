//! `cargo xtask run`: the whole program at work on sample data.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{
    page,
    shell::{cargo, output, root, step},
    system,
};

/// The name of the connection to the sandbox.
const CONNECTION: &str = "Sandbox";

/// Installs, builds, syncs, prints, and opens the window where there is a screen.
pub fn run() -> Result<()> {
    let screen =
        ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some_and(|v| !v.is_empty()));
    system::for_building()?;
    page::build()?;
    step("building the program", &mut cargo(&["build", "--package", "billfold-cli", "--package", "billfold-desktop"]))?;

    println!("\n── starting the sandbox");
    let sandbox = Sandbox::start()?;
    println!("   a local Billing API with sample data at {}", sandbox.url);
    let out = root().join("out");
    let billfold = Billfold { data: out.join("data"), token: sandbox.token.clone() };
    let _ = billfold.call(&["disconnect", CONNECTION, "--wipe"]);
    step("connecting", &mut billfold.command(&["connect", CONNECTION, "--url", &sandbox.url]))?;
    step("syncing", &mut billfold.command(&["sync"]))?;
    let month = billfold.newest_month()?;
    let folder = out.join("pdf").join(&month);
    print_month(&billfold, &month, &folder)?;

    if !screen {
        println!("\nThere is no display here, so the window is not opened. With one, the same command opens it.");
        return Ok(());
    }
    println!("\n── the window; closing it ends this command and the sandbox");
    let status = billfold.with_data(Command::new(program("billfold-desktop"))).status().context("the window")?;
    if !status.success() {
        bail!("the window ended with {status}");
    }
    Ok(())
}

fn print_month(billfold: &Billfold, month: &str, folder: &Path) -> Result<()> {
    println!("\n── printing the invoices of {month}");
    let path = folder.display().to_string();
    let printed: Value = serde_json::from_str(&billfold.call(&["pdf", "--month", month, "--out", &path, "--json"])?)?;
    println!("   {} PDFs are in {path}", printed.as_array().map_or(0, Vec::len));
    Ok(())
}

/// A sandbox that ends with this value.
struct Sandbox {
    child: Child,
    url: String,
    token: String,
}

impl Sandbox {
    fn start() -> Result<Self> {
        let mut child =
            Command::new(program("billfold")).arg("sandbox").stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let mut lines = BufReader::new(child.stdout.take().context("the sandbox's output")?).lines();
        let mut value = |name: &str| -> Result<String> {
            let line = lines.next().with_context(|| format!("the sandbox did not print its {name}"))??;
            line.strip_prefix(name).map(|rest| rest.trim().to_owned()).with_context(|| format!("no {name} in `{line}`"))
        };
        let (url, token) = (value("URL")?, value("Token")?);
        Ok(Self { child, url, token })
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The command line on the sample data.
struct Billfold {
    data: PathBuf,
    token: String,
}

impl Billfold {
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program("billfold"));
        command.args(arguments);
        self.with_data(command)
    }

    /// The sandbox's token is no secret, and the keychain is left alone.
    fn with_data(&self, mut command: Command) -> Command {
        command.env("BILLFOLD_DATA_DIR", &self.data).env("BILLFOLD_TOKEN", &self.token).env("BILLFOLD_KEYCHAIN", "off");
        command
    }

    fn call(&self, arguments: &[&str]) -> Result<String> {
        output(&mut self.command(arguments))
    }

    fn newest_month(&self) -> Result<String> {
        let list: Value = serde_json::from_str(&self.call(&["list", "--json"])?)?;
        let first_days = list.as_array().into_iter().flatten().filter_map(|i| i["period"]["from"].as_str());
        let newest = first_days.max().context("the sandbox has no invoices")?;
        Ok(newest.chars().take("2026-01".len()).collect())
    }
}

fn program(name: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    target.join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
