//! Customers, the provider and the labels of fields.

use super::api::{Call, json_response, xml_response};
use super::message::Response;
use super::route::{Format, Route};
use crate::portal::{PageRequest, Refusal};
use crate::wire::{account_json as json, xml};

/// Customers per page when the client does not say: this part of the API starts from its greatest page.
const DEFAULT_PER_PAGE: usize = 500;

pub(super) fn run(call: &Call<'_>, route: Route) -> Result<Response, Refusal> {
    match route {
        Route::Accounts => Ok(list(call)),
        Route::Account(id) => show(call, id),
        Route::Provider => Ok(match call.format {
            Format::Json => json_response(200, &json::provider(call.portal)),
            _ => xml_response(200, xml::provider(call.portal)),
        }),
        // Only the JSON form is known.
        Route::FieldsDefinitions if call.format == Format::Json => {
            Ok(json_response(200, &json::fields_definitions(call.portal)))
        }
        Route::FieldsDefinitions => Ok(Response::empty(406)),
        _ => Err(Refusal::NotFound),
    }
}

fn list(call: &Call<'_>) -> Response {
    let request = PageRequest::read(call.params.get("page"), call.params.get("per_page"), DEFAULT_PER_PAGE);
    let page = call.portal.page_of_accounts(request);
    match call.format {
        Format::Json => json_response(200, &json::accounts(call.portal, &page, call.base)),
        _ => xml_response(200, xml::accounts(call.portal, &page)),
    }
}

fn show(call: &Call<'_>, id: u64) -> Result<Response, Refusal> {
    let account = call.portal.account(id).ok_or(Refusal::NotFound)?;
    Ok(match call.format {
        Format::Json => json_response(200, &json::account(call.portal, account, call.base)),
        _ => xml_response(200, xml::account(call.portal, account)),
    })
}
