//! One connection: requests in, answers or faults out.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::faults::{FaultKind, Release};
use super::message::{Request, Response};
use super::server::Shared;
use super::{api, control, storage};

/// Whether the connection goes on after a request.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    KeepAlive,
    Close,
}

/// Serves the API on a connection until one side closes it.
pub(super) async fn serve_api(stream: TcpStream, shared: Arc<Shared>) {
    let mut connection = Connection { stream, buffer: Vec::new(), shared };
    while let Some(request) = Request::read(&mut connection.stream, &mut connection.buffer).await {
        if connection.answer(&request).await == Next::Close {
            break;
        }
    }
}

/// Serves the storage host on a connection.
pub(super) async fn serve_storage(stream: TcpStream, shared: Arc<Shared>) {
    let mut connection = Connection { stream, buffer: Vec::new(), shared };
    while let Some(request) = Request::read(&mut connection.stream, &mut connection.buffer).await {
        let (response, fraction) = storage::answer(&connection.shared, &request);
        if connection.send(&request, response, fraction).await == Next::Close {
            break;
        }
    }
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    shared: Arc<Shared>,
}

impl Connection {
    async fn answer(&mut self, request: &Request) -> Next {
        let shared = Arc::clone(&self.shared);
        let _entered = shared.under_way.enter();
        if request.path.starts_with(control::PREFIX) {
            let response = control::answer(&self.shared, request);
            return self.send(request, response, None).await;
        }
        let number = self.shared.arrive(request);
        if self.shared.faults.is_offline() {
            return self.reset();
        }
        // Watched before the fault is taken, so that whoever sees it taken cannot release too early.
        let release = self.shared.faults.watch_release();
        let fault = self.shared.faults.take(&request.method, &format!("{}?{}", request.path, request.query));
        if let Some(fault) = &fault {
            self.shared.log.update(number, |record| record.fault = Some(fault.name().to_owned()));
        }
        match fault {
            None => self.respond(request, number, None).await,
            Some(fault) => self.go_wrong(request, number, fault, release).await,
        }
    }

    async fn go_wrong(&mut self, request: &Request, number: u64, fault: FaultKind, release: Release) -> Next {
        match fault {
            FaultKind::Status { status, retry_after } => {
                let mut response = Response::empty(status);
                if let Some(seconds) = retry_after {
                    response = response.header("Retry-After", seconds.to_string());
                }
                self.deliver(request, number, response, None).await
            }
            FaultKind::Html => self.deliver(request, number, api::login_page(), None).await,
            FaultKind::Reset => self.reset(),
            FaultKind::CutBody { fraction } => self.respond(request, number, Some(fraction)).await,
            FaultKind::AnswerLost => {
                let _lost = self.shared.carry_out(request);
                Next::Close
            }
            FaultKind::ActedStatus { status } => {
                let _lost = self.shared.carry_out(request);
                self.deliver(request, number, Response::empty(status), None).await
            }
            FaultKind::ActedStall => {
                let _lost = self.shared.carry_out(request);
                self.stalled(release).await;
                Next::Close
            }
            FaultKind::Slow { millis } => {
                tokio::time::sleep(Duration::from_millis(millis)).await;
                self.respond(request, number, None).await
            }
            FaultKind::Stall => {
                if self.stalled(release).await {
                    return Next::Close;
                }
                self.respond(request, number, None).await
            }
        }
    }

    /// Waits for a release; true when the client gave up first.
    async fn stalled(&mut self, mut release: Release) -> bool {
        let mut byte = [0];
        tokio::select! {
            _ = release.changed() => false,
            // Nothing more is expected from the client: what becomes readable is the end of the connection.
            _ = self.stream.peek(&mut byte) => true,
        }
    }

    async fn respond(&mut self, request: &Request, number: u64, fraction: Option<f64>) -> Next {
        let response = self.shared.carry_out(request);
        self.deliver(request, number, response, fraction).await
    }

    async fn deliver(&mut self, request: &Request, number: u64, response: Response, fraction: Option<f64>) -> Next {
        let status = response.status;
        self.shared.log.update(number, |record| record.status = Some(status));
        let gzip = self.shared.gzip;
        let Ok((bytes, head)) = response.into_bytes(request, gzip) else { return Next::Close };
        let body = (bytes.len() - head) as u64;
        self.shared.log.update(number, |record| record.body_bytes = body);
        self.write(request, &bytes, head, fraction).await
    }

    async fn send(&mut self, request: &Request, response: Response, fraction: Option<f64>) -> Next {
        match response.into_bytes(request, self.shared.gzip) {
            Ok((bytes, head)) => self.write(request, &bytes, head, fraction).await,
            Err(_) => Next::Close,
        }
    }

    /// Writes the answer, or the head and a part of the body.
    async fn write(&mut self, request: &Request, bytes: &[u8], head: usize, fraction: Option<f64>) -> Next {
        let len = match fraction {
            Some(fraction) => head + ((bytes.len() - head) as f64 * fraction.clamp(0.0, 1.0)) as usize,
            None => bytes.len(),
        };
        let written = self.stream.write_all(&bytes[..len]).await;
        if written.is_err() || fraction.is_some() || request.closes() {
            return Next::Close;
        }
        Next::KeepAlive
    }

    /// Makes closing the socket a reset.
    fn reset(&self) -> Next {
        // Where the system does not allow it, the connection is closed without an answer, which is as bad.
        let _ = self.stream.set_zero_linger();
        Next::Close
    }
}
