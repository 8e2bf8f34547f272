//! The program's log: a file for each of the last days in the data folder, and standard error for who looks there.
//!
//! What is logged holds neither tokens nor what an invoice says; see `docs/architecture.md`.

use billfold_core::app;
use tracing_appender::{
    non_blocking::{NonBlocking, WorkerGuard},
    rolling::{Builder, Rotation},
};
use tracing_subscriber::{EnvFilter, Layer, Registry, layer::SubscriberExt, util::SubscriberInitExt};

/// So many days are kept.
const DAYS: usize = 7;

/// Begins to log. What is given has to be held until the program ends: it writes what is still waiting. `None` where no file
/// can be written, which is no reason not to start.
pub fn start() -> Option<WorkerGuard> {
    let asked = EnvFilter::try_from_env("BILLFOLD_LOG").unwrap_or_else(|_| EnvFilter::new("off"));
    let to_stderr = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_filter(asked);
    let file = log_file();
    let (to_file, guard) = match file {
        Some((writer, guard)) => {
            let layer = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(writer);
            (Some(layer.with_filter(EnvFilter::new("warn,billfold_core=info,billfold_desktop=info"))), Some(guard))
        }
        None => (None, None),
    };
    Registry::default().with(to_stderr).with(to_file).init();
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "started");
    guard
}

fn log_file() -> Option<(NonBlocking, WorkerGuard)> {
    let folder = app::log_folder(&app::default_data_dir());
    billfold_core::files::make_private_folder(&folder).ok()?;
    let file = Builder::new()
        .rotation(Rotation::DAILY)
        .max_log_files(DAYS)
        .filename_prefix("billfold")
        .filename_suffix("log")
        .build(folder)
        .ok()?;
    Some(tracing_appender::non_blocking(file))
}
