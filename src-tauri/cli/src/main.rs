//! `billfold`: the command line over the same core and the same data as the window. `docs/cli.md` is
//! its contract.

mod args;
mod commands;
mod comparing;
mod exporting;
mod figures;
mod filters;
mod host;
mod print;
mod print_figures;
mod print_writing;
mod printing;
mod progress;
mod since;
mod write_args;
mod writing;

use std::process::ExitCode;

use clap::Parser;

use args::Cli;

fn main() -> ExitCode {
    let cli = Cli::parse();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("BILLFOLD_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("off")),
        )
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            print::note(&format!("error: the program could not be started: {error}"));
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(commands::run(cli)) {
        Ok(_) if !print::is_complete() => ExitCode::FAILURE,
        Ok(code) => code,
        Err(error) => {
            print::error(&error);
            ExitCode::from(error.code.exit_code())
        }
    }
}
