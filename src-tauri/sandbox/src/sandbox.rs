//! The handle of a running sandbox.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

use crate::http::faults::Faults;
use crate::http::record::{Log, RequestRecord, StorageRecord};
use crate::http::server::{Hook, Listeners, Shared, UnderWay};
use crate::portal::Portal;
use crate::{Options, sample};

/// A running sandbox, on 127.0.0.1 only. Dropping it stops it and cuts its connections.
pub struct Sandbox {
    shared: Arc<Shared>,
    tasks: Vec<JoinHandle<()>>,
    /// Its own, when it was started outside of one.
    runtime: Option<Runtime>,
}

impl Sandbox {
    /// Makes the sample data and starts serving it on the current tokio runtime.
    ///
    /// # Errors
    /// When the port is taken or loopback cannot be bound.
    pub async fn start(options: Options) -> io::Result<Sandbox> {
        let portal = sample::portal(&options);
        Sandbox::start_with(options, portal).await
    }

    /// Serves a portal of the caller's making instead of the sample data.
    ///
    /// # Errors
    /// As [`Sandbox::start`].
    pub async fn start_with(options: Options, portal: Portal) -> io::Result<Sandbox> {
        let listeners = Listeners::bind(options.port).await?;
        let shared = Arc::new(Shared {
            portal: Mutex::new(portal),
            faults: Faults::default(),
            log: Log::default(),
            hook: Mutex::new(None),
            tokens: options.tokens(),
            places: listeners.places()?,
            gzip: options.gzip,
            under_way: UnderWay::default(),
        });
        let tasks = listeners.serve(Arc::clone(&shared)).into();
        Ok(Sandbox { shared, tasks, runtime: None })
    }

    /// As [`Sandbox::start`], on a thread of its own, for callers that are not asynchronous.
    ///
    /// # Errors
    /// As [`Sandbox::start`], and when no thread can be started.
    pub fn start_blocking(options: Options) -> io::Result<Sandbox> {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let mut sandbox = runtime.block_on(Sandbox::start(options))?;
        sandbox.runtime = Some(runtime);
        Ok(sandbox)
    }

    /// Address of the admin portal: `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        self.shared.places.base.clone()
    }

    /// Address of the host that keeps the PDFs.
    pub fn storage_url(&self) -> String {
        self.shared.places.storage.clone()
    }

    /// Token with scopes `finance` and `account_management`, for reading and writing.
    pub fn token(&self) -> &str {
        &self.shared.tokens.full
    }

    /// Token with both scopes, for reading.
    pub fn read_only_token(&self) -> &str {
        &self.shared.tokens.read_only
    }

    /// Token with scope `finance` only, for reading and writing: customers, provider and labels are refused.
    pub fn finance_only_token(&self) -> &str {
        &self.shared.tokens.finance_only
    }

    /// The state of the portal, locked: the server waits while the guard lives, so do not hold it over a request.
    pub fn portal(&self) -> MutexGuard<'_, Portal> {
        self.shared.portal()
    }

    /// Runs something on the locked state.
    pub fn with_portal<T>(&self, run: impl FnOnce(&mut Portal) -> T) -> T {
        run(&mut self.portal())
    }

    /// What can be made to go wrong.
    pub fn faults(&self) -> &Faults {
        &self.shared.faults
    }

    /// Calls `hook` before each request to the API is looked at, also before one that a fault is waiting for, so that
    /// a test can change the portal between any two requests. It must not call back into the sandbox.
    pub fn before_each_request(&self, hook: Hook) {
        *self.hook() = Some(hook);
    }

    /// Takes the hook away.
    pub fn clear_hook(&self) {
        *self.hook() = None;
    }

    fn hook(&self) -> MutexGuard<'_, Option<Hook>> {
        self.shared.hook.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Requests to the API since the start or the last clearing, in the order they came.
    pub fn requests(&self) -> Vec<RequestRecord> {
        self.shared.log.requests()
    }

    /// How many requests to the API were under way at the same time at most.
    pub fn most_at_once(&self) -> usize {
        self.shared.under_way.most()
    }

    /// Requests to the host that keeps the PDFs.
    pub fn storage_requests(&self) -> Vec<StorageRecord> {
        self.shared.log.storage_requests()
    }

    /// Forgets the requests so far.
    pub fn clear_requests(&self) {
        self.shared.log.clear();
    }

    /// Stops serving and waits until the ports are free again.
    pub async fn shutdown(mut self) {
        for task in std::mem::take(&mut self.tasks) {
            task.abort();
            // An aborted task ends with an error; that it has ended is what matters.
            let _ = task.await;
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
        if let Some(runtime) = self.runtime.take() {
            // Dropping a runtime would panic inside of another one.
            runtime.shutdown_background();
        }
    }
}
