//! The window of Billfold: a thin face of the core. Commands come from the core's declared list.

mod commands;
mod host;
mod sample;

use std::{process::ExitCode, sync::Arc};

use billfold_core::{
    app::{self, App},
    clock, secret,
    threescale::ClientOptions,
};
use tauri::Manager;

/// Runs the window until it is closed.
pub fn run() -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("BILLFOLD_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("off")),
        )
        .init();
    let built = tauri::Builder::default()
        // First, so that a second start hands over before it does anything else.
        .plugin(tauri_plugin_single_instance::init(|handle, _, _| show_main_window(handle)))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .setup(|tauri| {
            let app = App::new(app::Options {
                data_dir: app::default_data_dir(),
                clock: clock::from_environment(),
                secrets: secret::from_environment(),
                host: Box::new(host::Desktop::new(tauri.handle().clone())),
                sample: Some(Box::new(sample::BuiltIn::default())),
                client: ClientOptions::default(),
            });
            tauri.manage(Arc::new(app));
            Ok(())
        })
        .invoke_handler(commands::handle)
        .run(tauri::generate_context!());
    match built {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: the window could not be opened: {error}");
            ExitCode::FAILURE
        }
    }
}

fn show_main_window(handle: &tauri::AppHandle) {
    if let Some(window) = handle.get_webview_window("main") {
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}
