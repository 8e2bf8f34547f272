//! The window without a screen: every declared command by its name and JSON, as the page calls it.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock},
    time::Duration,
};

use billfold_core::{
    api::{self, Reply},
    app::{App, Host, Menus, Options, SamplePortal, StartedSample},
    clock::{Clock, FixedClock},
    domain::SyncProgress,
    secret::SessionStore,
    threescale::{ClientOptions, RetryPolicy},
};
use billfold_sandbox::Sandbox;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{TODAY, portal::options, runtime};

/// Answers dialogs with prepared paths and remembers opened addresses.
#[derive(Clone, Default)]
pub struct TestHost {
    /// The folder files are saved to; dialogs are dismissed without one.
    pub save_to: Arc<Mutex<Option<PathBuf>>>,
    /// The file that is opened.
    pub open: Arc<Mutex<Option<PathBuf>>>,
    /// Addresses that were opened.
    pub opened: Arc<Mutex<Vec<String>>>,
    /// What else the system was asked for, as `show PATH`, `open PATH`, `window CONNECTION ID`, `notify TITLE: BODY` and
    /// `menus COUNT`.
    pub asked: Arc<Mutex<Vec<String>>>,
}

impl TestHost {
    fn ask(&self, what: String) -> Result<(), String> {
        self.asked.lock().expect("a lock").push(what);
        Ok(())
    }
}

impl Host for TestHost {
    fn save_path(&self, suggested_name: &str, _: Option<&Path>) -> Option<PathBuf> {
        self.save_to.lock().expect("a lock").as_ref().map(|folder| folder.join(suggested_name))
    }

    fn folder_path(&self, _: &str, _: Option<&Path>) -> Option<PathBuf> {
        self.save_to.lock().expect("a lock").clone()
    }

    fn open_path(&self, _: &str) -> Option<PathBuf> {
        self.open.lock().expect("a lock").clone()
    }

    fn open_url(&self, url: &str) -> Result<(), String> {
        self.opened.lock().expect("a lock").push(url.to_owned());
        Ok(())
    }

    fn show_path(&self, path: &Path) -> Result<(), String> {
        self.ask(format!("show {}", path.display()))
    }

    fn open_file(&self, path: &Path) -> Result<(), String> {
        self.ask(format!("open {}", path.display()))
    }

    fn open_invoice(&self, connection: &str, id: i64) -> Result<(), String> {
        self.ask(format!("window {connection} {id}"))
    }

    fn notify(&self, title: &str, body: &str) -> Result<(), String> {
        self.ask(format!("notify {title}: {body}"))
    }

    fn set_menus(&self, menus: &Menus) -> Result<(), String> {
        self.ask(format!("menus {}", menus.bar.len()))
    }
}

/// Made when it is asked for.
#[derive(Default)]
struct Sample(OnceLock<Sandbox>);

impl SamplePortal for Sample {
    fn start(&self, _: jiff::civil::Date) -> StartedSample<'_> {
        Box::pin(async {
            let sandbox = match self.0.get() {
                Some(sandbox) => sandbox,
                None => {
                    let made = Sandbox::start(options(120)).await?;
                    self.0.get_or_init(|| made)
                }
            };
            Ok((sandbox.url(), sandbox.token().to_owned().into()))
        })
    }
}

/// A window on a data folder of its own.
pub struct Window {
    /// The program behind it.
    pub app: Arc<App>,
    /// Its dialogs.
    pub host: TestHost,
    /// The commands that were called.
    pub called: Mutex<BTreeSet<String>>,
    /// Where everything is kept.
    pub folder: Arc<TempDir>,
}

impl Window {
    /// At noon of the day it is in tests.
    pub fn new() -> Self {
        Self::at(FixedClock(format!("{TODAY}T12:00:00Z").parse().expect("a moment")))
    }

    /// At whatever time it is.
    pub fn at(clock: impl Clock + 'static) -> Self {
        let folder = Arc::new(tempfile::tempdir().expect("a folder"));
        Self::open(folder, clock, ClientOptions::default())
    }

    /// On a folder that may hold data already, at a moment. What is tried again is tried again at once.
    pub fn again(folder: &Arc<TempDir>, now: &str) -> Self {
        Self::waiting(folder, now, Duration::from_secs(60))
    }

    /// The same with as little patience for the answer to a change as a portal needs that never gives one.
    pub fn impatient(folder: &Arc<TempDir>, now: &str) -> Self {
        Self::waiting(folder, now, Duration::from_millis(250))
    }

    fn waiting(folder: &Arc<TempDir>, now: &str, write_timeout: Duration) -> Self {
        let quick = Duration::from_millis(1);
        let retry = RetryPolicy { retries: 4, first_wait: quick, longest_wait: quick * 4, ..RetryPolicy::default() };
        let client = ClientOptions { retry, write_timeout, ..ClientOptions::default() };
        Self::open(Arc::clone(folder), FixedClock(now.parse().expect("a moment")), client)
    }

    fn open(folder: Arc<TempDir>, clock: impl Clock + 'static, client: ClientOptions) -> Self {
        let host = TestHost::default();
        let app = App::new(Options {
            data_dir: folder.path().join("data"),
            clock: Box::new(clock),
            secrets: Box::new(SessionStore::default()),
            host: Box::new(host.clone()),
            sample: Some(Box::new(Sample::default())),
            client,
            keep_index: true,
        });
        Self { app: Arc::new(app), host, called: Mutex::default(), folder }
    }

    /// Connected to a portal under the name `Test` and synced.
    pub fn synced(portal: &Sandbox) -> Self {
        let folder = Arc::new(tempfile::tempdir().expect("a folder"));
        let window = Self::again(&folder, &format!("{TODAY}T12:00:00Z"));
        window.connect(portal, portal.token());
        window.json("sync", json!({ "connection": "Test", "full": false }));
        portal.clear_requests();
        window
    }

    /// Connects with a token.
    pub fn connect(&self, portal: &Sandbox, token: &str) {
        let request = json!({ "name": "Test", "url": portal.url(), "token": token, "read_only": false,
                              "use_chosen_ca": false, "accept_plain_http": false });
        assert_eq!(self.json("connect", request)["outcome"], "connected");
    }

    /// Calls a command.
    pub fn call(&self, command: &str, request: Value) -> Result<Reply, api::Error> {
        self.call_with(command, request, |_| {})
    }

    /// Calls a command that reports progress.
    pub fn call_with(
        &self,
        command: &str,
        request: Value,
        progress: impl Fn(SyncProgress) + Send + Sync + 'static,
    ) -> Result<Reply, api::Error> {
        self.called.lock().expect("a lock").insert(command.to_owned());
        runtime().block_on(api::dispatch(&self.app, command, request, progress))
    }

    /// Calls a command that must work.
    #[track_caller]
    pub fn json(&self, command: &str, request: Value) -> Value {
        match self.call(command, request) {
            Ok(Reply::Json(value)) => value,
            other => panic!("{command}: {other:?}"),
        }
    }
}

impl Default for Window {
    fn default() -> Self {
        Self::new()
    }
}
