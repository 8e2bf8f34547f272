//! The other host, where the server keeps the PDFs of issued invoices.

use super::message::{Request, Response};
use super::record::StorageRecord;
use super::server::Shared;
use super::{pdf, report};
use crate::portal::{Invoice, StorageFault};

/// What makes a URL look and count as signed.
const SIGNATURE: &str = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=3600&X-Amz-Signature=";

/// Path and query of an invoice's PDF.
pub(super) fn signed_path(invoice: &Invoice) -> String {
    let signature = invoice.id.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    format!("/invoices/{}/pdfs/original/invoice-{}.pdf?{SIGNATURE}{signature:016x}", invoice.id, invoice.friendly_id)
}

/// Answers a request to the storage host and notes it; with the part of the body that is sent, when not all of it is.
pub(super) fn answer(shared: &Shared, request: &Request) -> (Response, Option<f64>) {
    let (response, fraction) = serve(shared, request);
    shared.log.storage(StorageRecord {
        path: request.path.clone(),
        authorization: request.header("authorization").is_some(),
        token_parameter: request.query_param("access_token").is_some(),
        status: response.status,
    });
    (response, fraction)
}

fn serve(shared: &Shared, request: &Request) -> (Response, Option<f64>) {
    let id = request.path.split('/').nth(2).and_then(|id| id.parse().ok()).unwrap_or(0);
    let portal = shared.portal();
    let Some(invoice) = portal.invoice(id).filter(|invoice| invoice.issued_on.is_some()) else {
        return (Response::empty(404), None);
    };
    let signed = signed_path(invoice);
    let signature = signed.rsplit('=').next().unwrap_or_default();
    if request.query_param("X-Amz-Signature").as_deref() != Some(signature) {
        return (Response::empty(403), None);
    }
    let hop: u32 = request.query_param("hop").and_then(|hop| hop.parse().ok()).unwrap_or(0);
    let elsewhere = |location: String| (Response::empty(302).header("Location", location), None);
    match &portal.storage_fault {
        Some(StorageFault::Status(status)) => return (Response::empty(*status), None),
        Some(StorageFault::NotPdf) => return (super::api::login_page(), None),
        Some(StorageFault::Hops(hops)) if hop < *hops => return elsewhere(format!("{signed}&hop={}", hop + 1)),
        Some(StorageFault::Elsewhere(url)) => return elsewhere(url.clone()),
        Some(StorageFault::Cut | StorageFault::Hops(_)) | None => {}
    }
    let file = match portal.stored_pdf(id) {
        Some(file) => file.to_vec(),
        None => pdf::of_pages(&report::pages(&portal, invoice)),
    };
    let is_cut = portal.storage_fault == Some(StorageFault::Cut);
    (Response::with_body(200, "application/pdf", file), is_cut.then_some(0.5))
}
