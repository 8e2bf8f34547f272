//! Finds out whether a portal and a token work together, and if not, why.

use super::diagnosis::{Cause, Diagnosis, DiagnosisCode, ProbeStep, ProbeStepName};
use crate::threescale::{Client, Error, InvoiceList};

/// What a probe learned besides the diagnosis.
pub struct Probe {
    /// For the person.
    pub diagnosis: Diagnosis,
    /// The issuer's name, when the token may read it.
    pub org_name: Option<String>,
}

/// Reads one invoice and the issuer's account with a client that does not try again.
pub async fn probe(client: &Client) -> Probe {
    let mut diagnosis = match client.invoices(&InvoiceList::default(), 1, 1).await {
        Ok(page) => works(client, page.pagination.total_entries),
        Err(error) => return Probe { diagnosis: fails(client, &error), org_name: None },
    };
    let org_name = match client.provider().await {
        Ok(account) => account.and_then(|account| account.org_name),
        Err(error) => {
            diagnosis.warnings.push(format!(
                "Customers' codes cannot be read ({error}). Invoices, totals and payments are complete; printed \
                 invoices may lack fiscal code, VAT code and PO number. A token with the scope Account Management \
                 API as well reads them."
            ));
            None
        }
    };
    Probe { diagnosis, org_name }
}

fn works(client: &Client, total_entries: u64) -> Diagnosis {
    Diagnosis {
        ok: true,
        code: None,
        title: "The portal answered and the token may read invoices".into(),
        status: Some(200),
        server_words: None,
        steps: steps(client, ProbeStepName::ReadInvoices, true),
        causes: Vec::new(),
        warnings: Vec::new(),
        total_entries: Some(total_entries),
    }
}

fn fails(client: &Client, error: &Error) -> Diagnosis {
    let host = client.address().host();
    let (step, code, title, causes) = match error {
        Error::UnknownHost { .. } => (
            ProbeStepName::Address,
            DiagnosisCode::Offline,
            format!("{host} was not found"),
            vec![
                cause("The address has a typing error", "Compare it with the address bar of the browser."),
                cause("This computer is offline", "Check the network, the VPN or the proxy, then try again."),
            ],
        ),
        Error::Unreachable { detail, .. } => (
            ProbeStepName::Address,
            DiagnosisCode::Offline,
            format!("{host} cannot be reached: {detail}"),
            unreachable_causes(),
        ),
        Error::Timeout { after, .. } => (
            ProbeStepName::Address,
            DiagnosisCode::Offline,
            format!("{host} did not answer within {} seconds", after.as_secs()),
            unreachable_causes(),
        ),
        Error::Cut { .. } => (
            ProbeStepName::Address,
            DiagnosisCode::Offline,
            format!("{host} closed the connection before it answered"),
            unreachable_causes(),
        ),
        Error::Tls { detail, .. } => (
            ProbeStepName::SecureConnection,
            DiagnosisCode::Offline,
            format!("No secure connection to {host}: {detail}"),
            tls_causes(),
        ),
        Error::Forbidden { words, .. } => (
            ProbeStepName::ReadInvoices,
            DiagnosisCode::Refused,
            "The portal answered, but refused this token".into(),
            refused_causes(words.as_deref()),
        ),
        Error::NotFound { .. } => (
            ProbeStepName::Portal,
            DiagnosisCode::Refused,
            format!("{host} answered, but it is not an admin portal"),
            wrong_host_causes(&host),
        ),
        Error::Redirected { to, .. } => (
            ProbeStepName::Portal,
            DiagnosisCode::Failed,
            format!("{host} sends us on to {to}; the token was not sent there"),
            wrong_page_causes(&host),
        ),
        Error::Html { .. } | Error::Malformed { .. } => (
            ProbeStepName::Portal,
            DiagnosisCode::Failed,
            format!("{host} answered with something that is not the Billing API: {error}"),
            wrong_page_causes(&host),
        ),
        Error::Refused { .. } | Error::TooLarge { .. } | Error::Storage { .. } => {
            (ProbeStepName::Portal, DiagnosisCode::Refused, format!("{host}: {error}"), wrong_page_causes(&host))
        }
        Error::Busy { .. } | Error::Server { .. } => (
            ProbeStepName::Portal,
            DiagnosisCode::Failed,
            format!("{host} answered, but cannot serve us now: {error}"),
            vec![cause("The server is busy or being maintained", "Wait a moment, then try again.")],
        ),
    };
    let (status, server_words) = words_of(error);
    Diagnosis {
        ok: false,
        code: Some(code),
        title,
        status,
        server_words,
        steps: steps(client, step, false),
        causes,
        warnings: Vec::new(),
        total_entries: None,
    }
}

fn words_of(error: &Error) -> (Option<u16>, Option<String>) {
    match error {
        Error::Forbidden { status, words } | Error::Refused { status, words } | Error::Server { status, words } => {
            (Some(*status), words.clone())
        }
        Error::NotFound { .. } => (Some(404), None),
        Error::Busy { status, .. } | Error::Redirected { status, .. } => (Some(*status), None),
        Error::Html { title } => (Some(200), title.clone()),
        _ => (None, None),
    }
}

/// The steps in order, with `at` the last one reached.
fn steps(client: &Client, at: ProbeStepName, ok: bool) -> Vec<ProbeStep> {
    let mut names = vec![
        ProbeStepName::Address,
        ProbeStepName::SecureConnection,
        ProbeStepName::Portal,
        ProbeStepName::ReadInvoices,
    ];
    if client.address().is_plain_http() {
        names.retain(|name| *name != ProbeStepName::SecureConnection);
    }
    let reached = names.iter().position(|name| *name == at).unwrap_or_default();
    let outcome = |position: usize| match position.cmp(&reached) {
        std::cmp::Ordering::Less => Some(true),
        std::cmp::Ordering::Equal => Some(ok),
        std::cmp::Ordering::Greater => None,
    };
    names.iter().enumerate().map(|(position, name)| ProbeStep { step: *name, ok: outcome(position) }).collect()
}

fn cause(title: &str, advice: &str) -> Cause {
    Cause { title: title.into(), advice: advice.into(), most_likely: false }
}

fn likely(title: &str, advice: &str) -> Cause {
    Cause { most_likely: true, ..cause(title, advice) }
}

fn unreachable_causes() -> Vec<Cause> {
    vec![
        cause("This computer is offline or behind a proxy", "Check the network, the VPN or the proxy, then try again."),
        cause("The address or its port is wrong", "Compare it with the address bar of the browser."),
        cause("The server is down", "Try to open the portal in a browser."),
    ]
}

fn tls_causes() -> Vec<Cause> {
    vec![
        cause(
            "The portal uses a certificate of your company's own authority",
            "Ask for the CA file (PEM) and give it when connecting.",
        ),
        cause("The certificate has expired or is for another name", "Tell those who run the portal."),
        cause("Somebody is in between", "Do not go on from a network you do not trust."),
    ]
}

/// The server has one text for several causes; these are in the order of how often each is the one.
fn refused_causes(words: Option<&str>) -> Vec<Cause> {
    let scope = |likely: fn(&str, &str) -> Cause| {
        likely(
            "The token has no Billing API scope",
            "In the portal, open Account Settings, Personal, Tokens. Make a token with Billing API and Account \
             Management API ticked, then paste it here.",
        )
    };
    let member = cause(
        "The member who made the token cannot see billing",
        "Ask an admin to allow Billing for that member, or to make the token.",
    );
    let billing_off = |likely: fn(&str, &str) -> Cause| {
        likely(
            "Billing is off for this account",
            "Ask an admin to switch billing on: Audience, Billing, Charging & Gateway.",
        )
    };
    match words {
        Some(words) if words.contains("correct permissions") => vec![scope(likely), member, billing_off(cause)],
        Some(words) if words.contains("Finance module") => vec![billing_off(likely), scope(cause)],
        Some(words) if words.contains("Access denied") => vec![
            likely(
                "The token is mistyped, deleted or expired",
                "Copy it again in whole; the portal shows a token only once, when it is made.",
            ),
            cause("The token belongs to another portal", "Each admin portal has its own tokens; check the address."),
            scope(cause),
        ],
        None => vec![
            likely("The account is suspended", "Sign in to the portal; it says so there."),
            cause("A proxy in between refuses", "Ask those who run the network."),
            scope(cause),
        ],
        Some(_) => vec![scope(cause), member, billing_off(cause)],
    }
}

fn wrong_host_causes(host: &str) -> Vec<Cause> {
    let advice = match host.split_once('.') {
        Some((name, domain)) if !name.ends_with("-admin") => {
            format!("Its admin portal is often {name}-admin.{domain}; copy the address from the browser.")
        }
        _ => "Copy the address from the browser after signing in to the admin portal.".into(),
    };
    vec![
        Cause { title: "This is the developer portal, or another site".into(), advice, most_likely: true },
        cause("The server is too old to have the Billing API", "Ask those who run it."),
    ]
}

fn wrong_page_causes(host: &str) -> Vec<Cause> {
    let mut causes = vec![cause(
        "A single sign-on or proxy stands before the portal",
        "Ask for an address that lets API calls with a token through.",
    )];
    causes.extend(wrong_host_causes(host).into_iter().map(|cause| Cause { most_likely: false, ..cause }));
    causes
}
