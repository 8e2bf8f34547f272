//! What can be made to go wrong.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use tokio::sync::watch;

/// Changes at every release of stalled requests.
pub(crate) type Release = watch::Receiver<u64>;

/// One way for a request to go wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FaultKind {
    /// Answers with this status instead of looking at the request.
    Status {
        /// 429, 500, 502, 503 or any other.
        status: u16,
        /// Value of `Retry-After` in seconds.
        #[serde(default)]
        retry_after: Option<u64>,
    },
    /// Resets the connection without looking at the request.
    Reset,
    /// Carries the request out, then sends the head and only this part of the body, 0.0 to 1.0.
    CutBody {
        /// Part of the body that is sent.
        fraction: f64,
    },
    /// Answers with the login page of a proxy, status 200, instead of looking at the request.
    Html,
    /// Carries the request out, then closes the connection without an answer.
    AnswerLost,
    /// Carries the request out, then answers with this status, as a proxy does that lost the server.
    ActedStatus {
        /// 502, 504 or any other.
        status: u16,
    },
    /// Carries the request out, and does not answer until the client gives up.
    ActedStall,
    /// Does not look at the request until [`Faults::release`] or until the client gives up.
    Stall,
    /// Waits before it looks at the request.
    Slow {
        /// Milliseconds to wait.
        millis: u64,
    },
}

impl FaultKind {
    /// The kind's name, as in the log of requests and in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            FaultKind::Status { .. } => "status",
            FaultKind::Reset => "reset",
            FaultKind::CutBody { .. } => "cut_body",
            FaultKind::Html => "html",
            FaultKind::AnswerLost => "answer_lost",
            FaultKind::ActedStatus { .. } => "acted_status",
            FaultKind::ActedStall => "acted_stall",
            FaultKind::Stall => "stall",
            FaultKind::Slow { .. } => "slow",
        }
    }
}

/// A fault and the requests it is for. In JSON: `{"kind": "status", "status": 503, "times": 2, "path": "/api/invoices"}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fault {
    /// What goes wrong.
    #[serde(flatten)]
    pub kind: FaultKind,
    /// Only for requests whose path and query contain this.
    #[serde(default)]
    pub path: Option<String>,
    /// Only for requests of this method.
    #[serde(default)]
    pub method: Option<String>,
    /// So many matching requests go well first.
    #[serde(default)]
    pub skip: u32,
    /// For so many matching requests, then it is gone.
    #[serde(default = "once")]
    pub times: u32,
    /// For every so-manyth matching request, without end; `times` does not matter then.
    #[serde(default)]
    pub every: Option<u32>,
}

fn once() -> u32 {
    1
}

impl From<FaultKind> for Fault {
    fn from(kind: FaultKind) -> Fault {
        Fault { kind, path: None, method: None, skip: 0, times: 1, every: None }
    }
}

impl Fault {
    /// A status without `Retry-After`.
    pub fn status(status: u16) -> Fault {
        FaultKind::Status { status, retry_after: None }.into()
    }

    /// Only for requests whose path and query contain this.
    pub fn on_path(self, part: &str) -> Fault {
        Fault { path: Some(part.to_owned()), ..self }
    }

    /// Only for requests of this method.
    pub fn on_method(self, method: &str) -> Fault {
        Fault { method: Some(method.to_owned()), ..self }
    }

    /// So many matching requests go well first.
    pub fn after(self, skip: u32) -> Fault {
        Fault { skip, ..self }
    }

    /// For so many matching requests.
    pub fn times(self, times: u32) -> Fault {
        Fault { times, ..self }
    }

    /// For every `n`th matching request, without end.
    pub fn every(self, n: u32) -> Fault {
        Fault { every: Some(n), ..self }
    }

    fn matches(&self, method: &str, target: &str) -> bool {
        self.path.as_ref().is_none_or(|part| target.contains(part.as_str()))
            && self.method.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
    }
}

#[derive(Debug, Default)]
struct Plan {
    /// Faults and how many matching requests each has seen.
    queue: VecDeque<(Fault, u32)>,
    offline: bool,
}

/// The switchable faults of a running sandbox.
#[derive(Debug)]
pub struct Faults {
    plan: Mutex<Plan>,
    released: watch::Sender<u64>,
}

impl Default for Faults {
    fn default() -> Faults {
        Faults { plan: Mutex::default(), released: watch::Sender::new(0) }
    }
}

impl Faults {
    /// Adds a fault at the end of the queue. Of several that match a request, the oldest is applied.
    pub fn push(&self, fault: impl Into<Fault>) {
        self.lock().queue.push_back((fault.into(), 0));
    }

    /// Takes all faults away, comes back online and lets stalled requests go on.
    pub fn clear(&self) {
        *self.lock() = Plan::default();
        self.release();
    }

    /// The faults that are still to come.
    pub fn pending(&self) -> Vec<Fault> {
        self.lock().queue.iter().map(|(fault, _)| fault.clone()).collect()
    }

    /// Lets stalled requests go on.
    pub fn release(&self) {
        self.released.send_modify(|count| *count += 1);
    }

    /// While offline, every connection of the API is reset. The control paths go on answering.
    pub fn set_offline(&self, offline: bool) {
        self.lock().offline = offline;
    }

    /// Whether it is offline.
    pub fn is_offline(&self) -> bool {
        self.lock().offline
    }

    /// The fault for a request, if there is one. Each fault counts the matching requests that reached it.
    pub(crate) fn take(&self, method: &str, target: &str) -> Option<FaultKind> {
        let mut plan = self.lock();
        for position in 0..plan.queue.len() {
            let (fault, seen) = &mut plan.queue[position];
            if !fault.matches(method, target) {
                continue;
            }
            *seen += 1;
            if let Some(n) = fault.every {
                if seen.is_multiple_of(n.max(1)) {
                    return Some(fault.kind.clone());
                }
            } else if *seen > fault.skip {
                fault.times = fault.times.saturating_sub(1);
                let kind = fault.kind.clone();
                if fault.times == 0 {
                    plan.queue.remove(position);
                }
                return Some(kind);
            }
        }
        None
    }

    /// Comes back at the next [`Faults::release`].
    pub(crate) fn watch_release(&self) -> Release {
        self.released.subscribe()
    }

    fn lock(&self) -> MutexGuard<'_, Plan> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, FaultKind, Faults};

    #[test]
    fn a_fault_waits_for_its_path_and_method_and_is_used_up() {
        let faults = Faults::default();
        faults.push(Fault::status(503).on_path("state").on_method("PUT").times(2));
        assert_eq!(faults.take("GET", "/api/invoices/1/state.xml"), None);
        assert_eq!(faults.take("PUT", "/api/invoices/1.xml"), None);
        for _ in 0..2 {
            assert!(faults.take("PUT", "/api/invoices/1/state.xml").is_some());
        }
        assert_eq!(faults.take("PUT", "/api/invoices/1/state.xml"), None);
        assert!(faults.pending().is_empty());
    }

    #[test]
    fn some_requests_can_go_well_first() {
        let faults = Faults::default();
        faults.push(Fault::from(FaultKind::Reset).after(2));
        let hits: Vec<bool> = (0..4).map(|_| faults.take("GET", "/").is_some()).collect();
        assert_eq!(hits, [false, false, true, false]);
    }

    #[test]
    fn every_third_request_goes_wrong_without_end() {
        let faults = Faults::default();
        faults.push(Fault::status(429).every(3));
        let hits: Vec<bool> = (0..7).map(|_| faults.take("GET", "/").is_some()).collect();
        assert_eq!(hits, [false, false, true, false, false, true, false]);
    }

    #[test]
    fn faults_read_from_json() {
        let text = r#"[{"kind":"status","status":503,"retry_after":1,"path":"/api"},{"kind":"cut_body","fraction":0.5,"times":3}]"#;
        let faults: Vec<Fault> = serde_json::from_str(text).unwrap();
        assert_eq!(faults[0].kind, FaultKind::Status { status: 503, retry_after: Some(1) });
        assert_eq!(faults[1], Fault::from(FaultKind::CutBody { fraction: 0.5 }).times(3));
    }
}
