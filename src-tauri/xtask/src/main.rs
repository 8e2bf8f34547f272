//! Development commands. `cargo xtask run` shows the program at work on sample data, `cargo xtask test`
//! runs every check and test there is; both install what a fresh machine lacks.

mod licences;
mod page;
mod run;
mod shell;
mod system;
mod test;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask run          install what is missing, build, sync sample data, print PDFs, open the window
cargo xtask test         install what is missing, run every check and test
cargo xtask core         the quick loop: format, lints and tests without the window
cargo xtask window       only the tests of the real window
cargo xtask screenshots  the same, and keep its pictures in docs/screenshots
cargo xtask licences     write ui/public/licences.txt, which the window's settings show
cargo xtask bindings     write ui/src/api/bindings.ts from the Rust types";

fn main() -> ExitCode {
    let command = std::env::args().nth(1).unwrap_or_default();
    let result = match command.as_str() {
        "run" => run::run(),
        "test" => test::everything(),
        "core" => test::core(),
        "window" => test::window(),
        "screenshots" => test::screenshots(),
        "licences" => licences::write(),
        "bindings" => test::write_bindings(),
        _ => {
            println!("{HELP}");
            return if matches!(command.as_str(), "" | "help" | "--help") {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(2)
            };
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
