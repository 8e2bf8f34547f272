//! The program without a face: connections, their caches, tokens and running syncs.

mod connections;
mod diagnosis;
mod host;
mod menus;
mod preferences;
mod probe;
mod registry;
mod written;

use std::{
    collections::{HashMap, HashSet},
    future::Future,
    path::PathBuf,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::AtomicBool},
};

use jiff::civil::Date;
use secrecy::SecretString;

pub use connections::{ConnectError, Connected, Portal};
pub use diagnosis::{Cause, Diagnosis, DiagnosisCode, ProbeStep, ProbeStepName};
pub use host::{Host, NoHost};
pub use menus::{Menu, MenuEntry, Menus};
pub use preferences::{Density, Preferences, Theme};
pub use registry::{Entry, RegistryError, only_connection};
pub use written::log_folder;

use crate::{
    clock::Clock,
    secret::SecretStore,
    store::{self, Database},
    sync::Stop,
    threescale::ClientOptions,
};
use preferences::PreferencesFile;
use registry::Registry;

/// A sample portal on its way: its address and token.
pub type StartedSample<'a> = Pin<Box<dyn Future<Output = std::io::Result<(String, SecretString)>> + Send + 'a>>;

/// Starts the built-in sample portal.
pub trait SamplePortal: Send + Sync {
    /// Starts it, with data as of `today`, and gives its address and token. Starting again gives the same.
    fn start(&self, today: Date) -> StartedSample<'_>;
}

/// Where everything is kept when nobody says otherwise: `BILLFOLD_DATA_DIR`, else the platform's place
/// for programs' data.
pub fn default_data_dir() -> PathBuf {
    match std::env::var_os("BILLFOLD_DATA_DIR").filter(|dir| !dir.is_empty()) {
        Some(dir) => dir.into(),
        None => dirs::data_dir().unwrap_or_else(|| PathBuf::from(".")).join("billfold"),
    }
}

/// What an [`App`] is made of.
pub struct Options {
    /// Where everything is kept.
    pub data_dir: PathBuf,
    /// The time.
    pub clock: Box<dyn Clock>,
    /// The tokens.
    pub secrets: Box<dyn SecretStore>,
    /// The window, if there is one.
    pub host: Box<dyn Host>,
    /// The sample portal, if there is one.
    pub sample: Option<Box<dyn SamplePortal>>,
    /// How portals are reached.
    pub client: ClientOptions,
    /// Whether an index of each cache is kept in memory: for a face that stays and asks again and again.
    pub keep_index: bool,
}

/// The program without a face.
pub struct App {
    pub(crate) data_dir: PathBuf,
    pub(crate) clock: Box<dyn Clock>,
    pub(crate) secrets: Box<dyn SecretStore>,
    pub(crate) host: Box<dyn Host>,
    pub(crate) sample: Option<Box<dyn SamplePortal>>,
    pub(crate) client_options: ClientOptions,
    keep_index: bool,
    pub(crate) registry: Registry,
    pub(crate) preferences: PreferencesFile,
    /// A CA file chosen with a dialog, for the next connect.
    pub(crate) chosen_ca: Mutex<Option<Vec<u8>>>,
    /// Files and folders that were written since the program was started.
    written: Mutex<HashSet<PathBuf>>,
    /// Whether a PDF was opened to be looked at since then.
    passed: AtomicBool,
    databases: Mutex<HashMap<PathBuf, Arc<Database>>>,
    syncs: Mutex<HashMap<String, Stop>>,
    bulks: Mutex<HashMap<String, Stop>>,
    prints: Mutex<HashMap<String, Stop>>,
    exports: Mutex<HashMap<String, Stop>>,
    /// One change at a time per connection: whoever comes next waits.
    writes: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
}

impl App {
    /// The program on a data folder; nothing is read or made yet.
    pub fn new(options: Options) -> Self {
        Self {
            registry: Registry::new(&options.data_dir),
            preferences: PreferencesFile::new(&options.data_dir),
            data_dir: options.data_dir,
            clock: options.clock,
            secrets: options.secrets,
            host: options.host,
            sample: options.sample,
            client_options: options.client,
            keep_index: options.keep_index,
            chosen_ca: Mutex::default(),
            written: Mutex::default(),
            passed: AtomicBool::new(false),
            databases: Mutex::default(),
            syncs: Mutex::default(),
            bulks: Mutex::default(),
            prints: Mutex::default(),
            exports: Mutex::default(),
            writes: Mutex::default(),
        }
    }

    /// The time.
    pub fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// The cache of a connection, opened at the first use.
    pub(crate) fn database(&self, entry: &Entry) -> store::Result<Arc<Database>> {
        let path = self.folder(entry).join(CACHE);
        let mut databases = lock(&self.databases);
        if let Some(database) = databases.get(&path).filter(|database| !database.is_broken()) {
            return Ok(Arc::clone(database));
        }
        let database = Arc::new(Database::open(&path, self.clock.now())?);
        if self.keep_index {
            database.keep_index();
        }
        databases.insert(path, Arc::clone(&database));
        Ok(database)
    }

    /// Roughly how many bytes of memory the indexes take; 0 while SQL answers.
    pub fn index_size(&self) -> usize {
        lock(&self.databases).values().filter_map(|database| database.index_size()).sum()
    }

    /// Looks into a cache without opening it for good, so that a damaged one is told where it is used.
    pub(crate) fn peek<T>(
        &self,
        entry: &Entry,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> store::Result<T>,
    ) -> Option<T> {
        Database::peek(&self.folder(entry).join(CACHE), work)
    }

    /// Closes a cache, so that the next use opens it anew: after damage, or before it is deleted.
    pub(crate) fn close_database(&self, entry: &Entry) {
        lock(&self.databases).remove(&self.folder(entry).join(CACHE));
    }

    /// Where a connection's files are.
    pub(crate) fn folder(&self, entry: &Entry) -> PathBuf {
        self.data_dir.join(&entry.folder)
    }

    /// Remembers how to stop a sync while it runs. `None` when one runs already.
    pub(crate) fn begin_sync(&self, connection: &str, stop: Stop) -> Option<Running<'_>> {
        Running::begin(&self.syncs, connection, stop)
    }

    /// The same for an action on many invoices.
    pub(crate) fn begin_bulk(&self, connection: &str, stop: Stop) -> Option<Running<'_>> {
        Running::begin(&self.bulks, connection, stop)
    }

    /// Tells a running action to stop; false when none runs here.
    pub(crate) fn stop_bulk(&self, connection: &str) -> bool {
        lock(&self.bulks).get(connection).is_some_and(|stop| stop.send(true).is_ok())
    }

    /// The same for printing many invoices.
    pub(crate) fn begin_print(&self, connection: &str, stop: Stop) -> Option<Running<'_>> {
        Running::begin(&self.prints, connection, stop)
    }

    /// Tells printing to stop; false when nothing is printed here.
    pub(crate) fn stop_print(&self, connection: &str) -> bool {
        lock(&self.prints).get(connection).is_some_and(|stop| stop.send(true).is_ok())
    }

    /// The same for writing a table.
    pub(crate) fn begin_export(&self, connection: &str, stop: Stop) -> Option<Running<'_>> {
        Running::begin(&self.exports, connection, stop)
    }

    /// Tells the writing of a table to stop; false when none is written here.
    pub(crate) fn stop_export(&self, connection: &str) -> bool {
        lock(&self.exports).get(connection).is_some_and(|stop| stop.send(true).is_ok())
    }

    /// Waits until no other change of the connection is being made here.
    pub(crate) async fn turn_to_write(&self, connection: &str) -> tokio::sync::OwnedMutexGuard<()> {
        let queue = Arc::clone(lock(&self.writes).entry(connection.to_owned()).or_default());
        queue.lock_owned().await
    }

    /// Tells a running sync to stop; false when none runs here.
    pub(crate) fn stop_sync(&self, connection: &str) -> bool {
        lock(&self.syncs).get(connection).is_some_and(|stop| stop.send(true).is_ok())
    }

    /// Whether a sync runs in this process.
    pub(crate) fn is_syncing(&self, connection: &str) -> bool {
        lock(&self.syncs).contains_key(connection)
    }
}

/// The name of the cache file in a connection's folder.
const CACHE: &str = "cache.sqlite";

/// Something that runs and can be stopped; dropping it says that it ended.
pub(crate) struct Running<'a> {
    all: &'a Mutex<HashMap<String, Stop>>,
    connection: String,
}

impl<'a> Running<'a> {
    fn begin(all: &'a Mutex<HashMap<String, Stop>>, connection: &str, stop: Stop) -> Option<Self> {
        let mut running = lock(all);
        if running.contains_key(connection) {
            return None;
        }
        running.insert(connection.to_owned(), stop);
        Some(Self { all, connection: connection.to_owned() })
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        lock(self.all).remove(&self.connection);
    }
}

/// Who sits here: the name the system has for them.
pub fn person() -> String {
    let name = whoami::username();
    if name.is_empty() { "unknown".to_owned() } else { name }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
