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
    let mut builder = tauri::Builder::default();
    // A data folder of its own is meant to be another Billfold beside the person's own.
    if std::env::var_os("BILLFOLD_DATA_DIR").is_none() {
        // First, so that a second start hands over before it does anything else.
        builder = builder.plugin(tauri_plugin_single_instance::init(|handle, _, _| show_main_window(handle)));
    }
    let built = builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .setup(|tauri| {
            let data_dir = app::default_data_dir();
            let tokens = secret::Given::new(None, secret::from_environment());
            let app = App::new(app::Options {
                // With several connections nobody could say which portal a given token is for.
                secrets: Box::new(tokens.only_for(app::only_connection(&data_dir))),
                data_dir,
                clock: clock::from_environment(),
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
