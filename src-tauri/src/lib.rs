//! The window of Billfold: a thin face of the core. Commands come from the core's declared list.

mod commands;
mod host;
mod log;
mod menu_bar;
mod sample;
mod tray;
mod windows;

use std::{process::ExitCode, sync::Arc};

use billfold_core::{
    app::{self, App},
    clock, secret,
    threescale::ClientOptions,
};
use tauri::Manager;

/// Runs the window until it is closed.
pub fn run() -> ExitCode {
    // Written to as long as this is held.
    let _log = log::start();
    let tray = tray::Tray::default();
    let closing = tray.clone();
    let mut builder = tauri::Builder::default();
    // A data folder of its own is meant to be another Billfold beside the person's own.
    if std::env::var_os("BILLFOLD_DATA_DIR").is_none() {
        // First, so that a second start hands over before it does anything else.
        builder = builder.plugin(tauri_plugin_single_instance::init(|handle, _, _| windows::show_main(handle)));
    }
    let built = builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_notification::init())
        // Windows of single invoices come and go; their places would pile up.
        .plugin(tauri_plugin_window_state::Builder::default().with_filter(|label| label == windows::MAIN).build())
        .on_menu_event(|handle, event| menu_bar::choose(handle, event.id().as_ref()))
        .on_window_event(move |window, event| {
            if let tauri::WindowEvent::CloseRequested { api, .. } = event
                && window.label() == windows::MAIN
            {
                leave(window, api, &closing);
            }
        })
        .setup(move |tauri| {
            let data_dir = app::default_data_dir();
            let tokens = secret::Given::new(None, secret::from_environment());
            let app = App::new(app::Options {
                // With several connections nobody could say which portal a given token is for.
                secrets: Box::new(tokens.only_for(app::only_connection(&data_dir))),
                data_dir,
                clock: clock::from_environment(),
                host: Box::new(host::Desktop::new(tauri.handle().clone(), tray)),
                sample: Some(Box::new(sample::BuiltIn::default())),
                client: ClientOptions::default(),
                keep_index: true,
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

/// The main window is closed: with a symbol in the tray it only goes out of sight, without one the program ends, and with
/// it the windows of single invoices.
fn leave(window: &tauri::Window, api: &tauri::CloseRequestApi, tray: &tray::Tray) {
    if tray.is_shown() {
        api.prevent_close();
        // Where hiding fails the window stays, which is seen.
        let _ = window.hide();
    } else {
        window.app_handle().exit(0);
    }
}
