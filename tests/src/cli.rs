use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
};

use billfold_sandbox::Sandbox;
use serde_json::Value;
use tempfile::TempDir;

use crate::TODAY;

/// The command line on a data folder of its own.
pub struct Cli {
    program: PathBuf,
    data: Arc<TempDir>,
    token: Option<String>,
    now: String,
}

/// What a call gave.
#[derive(Debug)]
pub struct Output {
    /// The exit code; `None` when it was killed.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Cli {
    /// The program cargo built for the test, without a token.
    pub fn new(program: &str) -> Self {
        Self {
            program: program.into(),
            data: Arc::new(tempfile::tempdir().expect("a folder")),
            token: None,
            now: format!("{TODAY}T12:00:00Z"),
        }
    }

    /// The same data with this token.
    pub fn with_token(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }

    /// The same data at another moment.
    pub fn at(&self, now: &str) -> Self {
        let (program, data, token) = (self.program.clone(), Arc::clone(&self.data), self.token.clone());
        Self { program, data, token, now: now.to_owned() }
    }

    /// The same data without a token.
    pub fn without_token(mut self) -> Self {
        self.token = None;
        self
    }

    /// Connected to a portal under the name `Test`.
    pub fn connected(program: &str, portal: &Sandbox) -> Self {
        let cli = Self::new(program).with_token(portal.token());
        cli.ok(&["connect", "Test", "--url", &portal.url()]);
        portal.clear_requests();
        cli
    }

    /// Connected and synced.
    pub fn synced(program: &str, portal: &Sandbox) -> Self {
        let cli = Self::connected(program, portal);
        cli.ok(&["sync"]);
        cli
    }

    /// The data folder.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// The cache of the connection `Test`.
    pub fn cache(&self) -> PathBuf {
        self.data().join("test").join("cache.sqlite")
    }

    /// A path beside the data that is removed with it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.data().join("beside").join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let _ = std::fs::create_dir(self.data().join("beside"));
        let mut command = Command::new(&self.program);
        command
            .args(arguments)
            .env("BILLFOLD_DATA_DIR", self.data())
            .env("BILLFOLD_KEYCHAIN", "off")
            .env("BILLFOLD_NOW", &self.now)
            .env("BILLFOLD_RETRY_MS", "1")
            .env_remove("BILLFOLD_TOKEN")
            .stdin(Stdio::null());
        if let Some(token) = &self.token {
            command.env("BILLFOLD_TOKEN", token);
        }
        command
    }

    /// Starts a call and does not wait for it.
    pub fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts")
    }

    /// A call, whatever comes of it.
    pub fn call(&self, arguments: &[&str]) -> Output {
        let output = self.command(arguments).output().expect("the program starts");
        Output {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("text"),
            stderr: String::from_utf8(output.stderr).expect("text"),
        }
    }

    /// A call that must work; gives standard output.
    #[track_caller]
    pub fn ok(&self, arguments: &[&str]) -> String {
        let output = self.call(arguments);
        assert_eq!(output.code, Some(0), "{arguments:?}: {}{}", output.stdout, output.stderr);
        output.stdout
    }

    /// A call that must work and gives one JSON document.
    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> Value {
        let text = self.ok(&[arguments, &["--json"]].concat());
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {text}"))
    }

    /// A call that must fail with an exit code; gives standard error.
    #[track_caller]
    pub fn fails(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.call(arguments);
        assert_eq!(output.code, Some(code), "{arguments:?}: {}{}", output.stdout, output.stderr);
        output.stderr
    }

    /// Everything that is held, as `export --format json` writes it.
    #[track_caller]
    pub fn exported(&self) -> Value {
        let path = self.path("export.json");
        self.ok(&["export", "--format", "json", "--out", path.to_str().expect("a path")]);
        serde_json::from_slice(&std::fs::read(path).expect("the export")).expect("JSON")
    }
}
