//! The other host, where the server keeps the PDFs of issued invoices.

use super::message::{Request, Response};
use super::record::StorageRecord;
use super::server::Shared;
use super::{pdf, report};
use crate::portal::Invoice;

/// What makes a URL look and count as signed.
const SIGNATURE: &str = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=3600&X-Amz-Signature=";

/// Path and query of an invoice's PDF.
pub(super) fn signed_path(invoice: &Invoice) -> String {
    let signature = invoice.id.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    format!("/invoices/{}/pdfs/original/invoice-{}.pdf?{SIGNATURE}{signature:016x}", invoice.id, invoice.friendly_id)
}

/// Answers a request to the storage host and notes it.
pub(super) fn answer(shared: &Shared, request: &Request) -> Response {
    let response = serve(shared, request);
    shared.log.storage(StorageRecord {
        path: request.path.clone(),
        authorization: request.header("authorization").is_some(),
        token_parameter: request.query_param("access_token").is_some(),
        status: response.status,
    });
    response
}

fn serve(shared: &Shared, request: &Request) -> Response {
    let id = request.path.split('/').nth(2).and_then(|id| id.parse().ok()).unwrap_or(0);
    let portal = shared.portal();
    let Some(invoice) = portal.invoice(id).filter(|invoice| invoice.issued_on.is_some()) else {
        return Response::empty(404);
    };
    let signed = signed_path(invoice);
    let signature = signed.rsplit('=').next().unwrap_or_default();
    if request.query_param("X-Amz-Signature").as_deref() != Some(signature) {
        return Response::empty(403);
    }
    Response::with_body(200, "application/pdf", pdf::of_rows(&report::rows(&portal, invoice)))
}
