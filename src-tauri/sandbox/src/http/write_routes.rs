//! The changes a client can make.

use super::api::{Call, json_response, xml_response};
use super::message::{Params, Response};
use super::route::{Format, Route};
use crate::portal::{Month, NewLineItem, Refusal, State, money};
use crate::wire::{json, xml};

pub(super) fn run(call: &mut Call<'_>, route: Route) -> Result<Response, Refusal> {
    match route {
        Route::CreateInvoice => create_invoice(call),
        Route::UpdateInvoice(id) => update_invoice(call, id),
        Route::ChangeState(id) => change_state(call, id),
        Route::Charge(id) => charge(call, id),
        Route::AddLineItem(id) => add_line_item(call, id),
        Route::RemoveLineItem(id, item) => {
            call.portal.remove_line_item(id, item)?;
            Ok(Response::empty(200))
        }
        _ => Err(Refusal::NotFound),
    }
}

fn create_invoice(call: &mut Call<'_>) -> Result<Response, Refusal> {
    let account = call.params.present("account_id").ok_or(Refusal::MissingParameter("account_id"))?;
    let account = account.trim().parse().unwrap_or(0);
    let period = call.params.get("period").and_then(Month::parse);
    let period = period.ok_or_else(|| Refusal::invalid("period", "Billing period format should be YYYY-MM"))?;
    let id = call.portal.create_invoice(account, period)?;
    let location = format!("{}/api/invoices/{id}", call.base);
    Ok(call.invoice_document(201, id)?.header("Location", location))
}

fn update_invoice(call: &mut Call<'_>, id: u64) -> Result<Response, Refusal> {
    call.portal.invoice(id).ok_or(Refusal::NotFound)?;
    let (period, number) = (call.params.get("period"), call.params.get("friendly_id"));
    if period.is_none() && number.is_none() {
        return Err(Refusal::MissingParameter("invoice"));
    }
    call.portal.update_invoice(id, period, number)?;
    call.invoice_document(200, id)
}

fn change_state(call: &mut Call<'_>, id: u64) -> Result<Response, Refusal> {
    call.portal.invoice(id).ok_or(Refusal::NotFound)?;
    let wanted = call.wanted_state().to_owned();
    let unknown = || Refusal::invalid("base", format!("Cannot transition to {wanted}"));
    call.portal.transition(id, State::parse(&wanted).ok_or_else(unknown)?)?;
    call.invoice_document(200, id)
}

fn charge(call: &mut Call<'_>, id: u64) -> Result<Response, Refusal> {
    call.portal.charge(id)?;
    call.invoice_document(201, id)
}

fn add_line_item(call: &mut Call<'_>, id: u64) -> Result<Response, Refusal> {
    let item = new_line_item(&call.params).ok_or(Refusal::MissingParameter("line_item"))?;
    call.portal.invoice(id).ok_or(Refusal::NotFound)?;
    call.portal.add_line_item(id, item)?;
    let invoice = call.portal.invoice(id).ok_or(Refusal::NotFound)?;
    let item = invoice.line_items.last().ok_or(Refusal::NotFound)?;
    Ok(match call.format {
        Format::Json => json_response(201, &json::line_item(call.portal, invoice, item, call.base)),
        _ => xml_response(201, xml::line_item(item)),
    })
}

/// `None` when not one field of a line item was sent.
fn new_line_item(params: &Params) -> Option<NewLineItem> {
    let known = ["name", "description", "quantity", "cost", "metric_id", "contract_id", "type", "plan_id"];
    known.iter().find_map(|name| params.get(name))?;
    // An id that is no number names nothing, and nothing has id 0.
    let id = |name| params.present(name).map(|text| text.trim().parse().unwrap_or(0));
    Some(NewLineItem {
        name: params.get("name").map(str::to_owned),
        description: params.get("description").map(str::to_owned),
        quantity: params.present("quantity").map(whole_number),
        cost: money::parse_cost(params.get("cost").unwrap_or("")),
        kind: params.get("type").unwrap_or("").to_owned(),
        metric_id: id("metric_id"),
        contract_id: id("contract_id"),
        plan_id: id("plan_id"),
    })
}

/// The digits in front count, the rest is dropped, as the server's column does.
fn whole_number(text: &str) -> i64 {
    let text = text.trim();
    let sign = text.starts_with(['-', '+']) as usize;
    let digits = text[sign..].bytes().take_while(u8::is_ascii_digit).count();
    text[..sign + digits].parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::whole_number;

    #[test]
    fn quantities_are_cut_to_whole_numbers() {
        for (text, number) in [("12", 12), (" -3 ", -3), ("7.9", 7), ("x", 0), ("5 pieces", 5), ("-", 0)] {
            assert_eq!(whole_number(text), number, "{text}");
        }
    }
}
