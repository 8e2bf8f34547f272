//! Listening on loopback and what all connections share.

use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use super::api::{self, Places};
use super::auth::Tokens;
use super::connection;
use super::faults::Faults;
use super::message::{Request, Response};
use super::record::{Log, RequestRecord};
use crate::portal::Portal;

/// Called before each request is looked at; see [`crate::Sandbox::before_each_request`].
pub type Hook = Box<dyn FnMut(&mut Portal, &RequestRecord) + Send>;

/// What all connections share.
pub(crate) struct Shared {
    pub portal: Mutex<Portal>,
    pub faults: Faults,
    pub log: Log,
    pub hook: Mutex<Option<Hook>>,
    pub tokens: Tokens,
    pub places: Places,
    pub gzip: bool,
    pub under_way: UnderWay,
}

/// How many requests to the API are being answered, and how many there were at most at the same time.
#[derive(Debug, Default)]
pub(crate) struct UnderWay {
    now: AtomicUsize,
    most: AtomicUsize,
}

impl UnderWay {
    /// One more, until what is given back is dropped.
    pub(super) fn enter(&self) -> Entered<'_> {
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        Entered(self)
    }

    pub(crate) fn most(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }
}

pub(super) struct Entered<'a>(&'a UnderWay);

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Shared {
    /// The state. A test that panicked while it held the lock does not stop the server.
    pub(crate) fn portal(&self) -> MutexGuard<'_, Portal> {
        self.portal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a request, lets the hook change the portal, and gives the request's number.
    pub(super) fn arrive(&self, request: &Request) -> u64 {
        let record = self.log.begin(request);
        let mut hook = self.hook.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(hook) = hook.as_mut() {
            hook(&mut self.portal(), &record);
        }
        record.number
    }

    /// Answers a request of the API as the real server would.
    pub(super) fn carry_out(&self, request: &Request) -> Response {
        api::answer(&mut self.portal(), &self.tokens, &self.places, request)
    }
}

/// The two listeners, bound but not yet served.
pub(crate) struct Listeners {
    api: TcpListener,
    storage: TcpListener,
}

impl Listeners {
    /// Binds both to loopback; port 0 is any free one.
    pub(crate) async fn bind(port: u16) -> io::Result<Listeners> {
        let api = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let storage = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        Ok(Listeners { api, storage })
    }

    /// Where clients and the server itself find the two.
    pub(crate) fn places(&self) -> io::Result<Places> {
        let url = |address: SocketAddr| format!("http://{address}");
        Ok(Places { base: url(self.api.local_addr()?), storage: url(self.storage.local_addr()?) })
    }

    /// Serves both until the tasks are aborted.
    pub(crate) fn serve(self, shared: Arc<Shared>) -> [JoinHandle<()>; 2] {
        let for_storage = Arc::clone(&shared);
        [
            tokio::spawn(accept(self.api, move |stream| connection::serve_api(stream, Arc::clone(&shared)))),
            tokio::spawn(accept(self.storage, move |stream| {
                connection::serve_storage(stream, Arc::clone(&for_storage))
            })),
        ]
    }
}

/// Accepts connections. Aborting this task ends them, too: they belong to its set.
async fn accept<F>(listener: TcpListener, serve: impl Fn(TcpStream) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                if let Ok((stream, _)) = accepted {
                    // Small answers should not wait for more to send.
                    let _ = stream.set_nodelay(true);
                    connections.spawn(serve(stream));
                } else {
                    // Out of file handles, most likely: let others go first.
                    tokio::task::yield_now().await;
                }
            }
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
}
