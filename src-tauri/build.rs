//! Lists the commands the window may call. Without this list every window could call every command.

use std::{fs, path::Path};

fn main() {
    // The build script cannot depend on the core without building it twice, so it reads the one
    // declared list as text; a test compares what comes out.
    let list = "core/src/api/commands.rs";
    println!("cargo:rerun-if-changed={list}");
    let source = fs::read_to_string(list).expect("the declared list of commands");
    let commands: Vec<String> = source.lines().filter_map(command).collect();
    assert!(!commands.is_empty(), "no command found in {list}");
    write_permission_set(&commands);
    let commands: Vec<&'static str> = commands.into_iter().map(|name| &*name.leak()).collect();
    let manifest = tauri_build::AppManifest::new().commands(commands.leak());
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)).expect("the window's configuration");
}

/// `            list_invoices(ListRequest) -> Vec<InvoiceRow>;` is the command `list_invoices`.
fn command(line: &str) -> Option<String> {
    let (name, rest) = line.trim().split_once('(')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    (is_name && rest.contains(") -> ") && rest.ends_with(';')).then(|| name.to_owned())
}

/// One permission for all of them, which the capability of the main window names.
fn write_permission_set(commands: &[String]) {
    let list: Vec<String> = commands.iter().map(|name| format!("\"allow-{}\"", name.replace('_', "-"))).collect();
    let text = format!(
        "# Made by build.rs from the declared list of commands.\n\n[[set]]\nidentifier = \"declared-commands\"\n\
         description = \"Every declared command.\"\npermissions = [{}]\n",
        list.join(", ")
    );
    let path = Path::new("permissions/declared-commands.toml");
    if fs::read_to_string(path).ok().as_deref() != Some(&text) {
        fs::create_dir_all("permissions").expect("the folder of permissions");
        fs::write(path, text).expect("the permission set");
    }
}
