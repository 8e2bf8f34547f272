use serde::Serialize;
use ts_rs::TS;

/// What probing a portal and a token found, in the words a person needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Diagnosis {
    /// Whether invoices can be read.
    pub ok: bool,
    /// What kind of failure it is; absent when it works.
    pub code: Option<DiagnosisCode>,
    /// One sentence: what happened.
    pub title: String,
    /// HTTP status of the answer that decided it.
    pub status: Option<u16>,
    /// The server's own words.
    pub server_words: Option<String>,
    /// The steps in order, up to the one that failed.
    pub steps: Vec<ProbeStep>,
    /// Likely causes, most likely first.
    pub causes: Vec<Cause>,
    /// What works but deserves a word, for example a token without `account_management`.
    pub warnings: Vec<String>,
    /// How many invoices the portal has.
    #[ts(type = "number | null")]
    pub total_entries: Option<u64>,
}

/// One step of a probe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ProbeStep {
    /// Which.
    pub step: ProbeStepName,
    /// Whether it worked; absent when it was not reached.
    pub ok: Option<bool>,
}

/// The steps of a probe, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProbeStepName {
    /// The host's name leads to something that answers.
    Address,
    /// TLS with a certificate we trust. Left out for plain http.
    SecureConnection,
    /// What answers is a 3scale admin portal.
    Portal,
    /// The token may read invoices.
    ReadInvoices,
}

/// A likely cause and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Cause {
    /// The cause.
    pub title: String,
    /// What to do.
    pub advice: String,
    /// Whether this one stands out.
    pub most_likely: bool,
}

/// The kinds of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DiagnosisCode {
    /// Nothing was heard from a portal.
    Offline,
    /// The portal said no.
    Refused,
    /// Something else answered, or the portal could not.
    Failed,
}
