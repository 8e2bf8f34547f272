//! The API: gatekeeping, then reading.

use super::auth::{Denied, Tokens};
use super::message::{Params, Request, Response};
use super::route::{Format, Route, split_format};
use super::{account_routes, etag, write_routes};
use crate::portal::{DEFAULT_PER_PAGE, Filter, Front, Invoice, Month, PageRequest, Portal, Refusal, State, state};
use crate::wire::{json, json_text, xml};

/// What a single sign-on proxy shows instead of the API.
const LOGIN_PAGE: &str = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Sign in</title></head>\
<body><h1>Sign in to continue</h1><form method=\"post\" action=\"/sso/login\"><input name=\"user\">\
<input name=\"password\" type=\"password\"><button>Sign in</button></form></body></html>\n";

/// Where the server thinks it and its storage live.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    pub base: String,
    pub storage: String,
}

/// One request being answered.
pub(super) struct Call<'a> {
    pub portal: &'a mut Portal,
    pub request: &'a Request,
    pub params: Params,
    pub format: Format,
    pub base: &'a str,
    pub storage: &'a str,
}

/// Answers a request as the real server would.
pub(super) fn answer(portal: &mut Portal, tokens: &Tokens, places: &Places, request: &Request) -> Response {
    match portal.switches.front {
        Front::AdminPortal => {}
        Front::DeveloperPortal => return Response::empty(404),
        Front::SingleSignOn => return login_page(),
    }
    if portal.switches.suspended {
        return Response::empty(403);
    }
    let (path, format) = split_format(&request.path, request.header("accept"));
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let Some(route) = Route::find(&request.method, &segments) else { return Response::empty(404) };
    if let Err(words) = admit(portal, tokens, request, route) {
        return refused(words, format.unwrap_or(Format::Xml));
    }
    let Some(format) = format else { return Response::empty(406) };
    let params = request.params();
    let mut call = Call { portal, request, params, format, base: &places.base, storage: &places.storage };
    match call.run(route) {
        Ok(response) => response,
        Err(refusal) => call.refuse(&refusal),
    }
}

/// The HTML a proxy answers with.
pub(super) fn login_page() -> Response {
    Response::with_body(200, "text/html; charset=utf-8", LOGIN_PAGE)
}

fn admit(portal: &Portal, tokens: &Tokens, request: &Request, route: Route) -> Result<(), &'static str> {
    if portal.switches.tokens_expired {
        return Err(Denied::UnknownToken.words());
    }
    tokens.check(request, route.need()).map_err(Denied::words)?;
    if portal.switches.finance_disabled && route.is_billing() {
        return Err("Finance module not enabled for the account");
    }
    Ok(())
}

fn refused(words: &str, format: Format) -> Response {
    match format {
        Format::Json => json_response(403, &json::error(words)),
        Format::Xml | Format::Pdf => xml_response(403, xml::error(words)),
    }
}

pub(super) fn xml_response(status: u16, document: String) -> Response {
    Response::with_body(status, "application/xml; charset=utf-8", document)
}

pub(super) fn json_response(status: u16, document: &impl serde::Serialize) -> Response {
    Response::with_body(status, "application/json; charset=utf-8", json_text(document))
}

impl Call<'_> {
    fn run(&mut self, route: Route) -> Result<Response, Refusal> {
        if self.format == Format::Pdf {
            return match route {
                Route::Invoice(id) => self.pdf(id),
                _ => Ok(Response::empty(406)),
            };
        }
        match route {
            Route::Invoices => Ok(self.list(None)),
            Route::AccountInvoices(account) => {
                self.portal.account(account).ok_or(Refusal::NotFound)?;
                Ok(self.list(Some(account)))
            }
            Route::Invoice(id) => self.show(id),
            Route::AccountInvoice(account, id) => {
                let known = self.portal.account(account).is_some();
                let own = self.portal.invoice(id).is_some_and(|invoice| invoice.account_id == account);
                if known && own { self.show(id) } else { Err(Refusal::NotFound) }
            }
            Route::LineItems(id) => self.line_items(id),
            Route::Payments(id) => self.payments(id),
            Route::Accounts | Route::Account(_) | Route::Provider | Route::FieldsDefinitions => {
                account_routes::run(self, route)
            }
            _ => write_routes::run(self, route),
        }
    }

    fn list(&self, account_id: Option<u64>) -> Response {
        let filter = self.filter(account_id);
        let request = PageRequest::read(self.params.get("page"), self.params.get("per_page"), DEFAULT_PER_PAGE);
        let page = self.portal.page_of_invoices(&filter, request);
        let tag = etag::of(&format!("{}?{}", self.request.path, self.request.query), page.items.iter().copied());
        self.fresh(tag, || match self.format {
            Format::Json => json_response(200, &json::invoices(self.portal, &page, self.base)),
            _ => xml_response(200, xml::invoices(self.portal, &page)),
        })
    }

    fn filter(&self, account_id: Option<u64>) -> Filter {
        let number = |name| self.params.present(name).map(|text| text.trim().parse().unwrap_or(-1));
        Filter {
            account_id,
            // The alias `cancel` belongs to changing a state, not to looking for one.
            state: self.params.present("state").map(|word| State::parse(word).filter(|found| found.as_str() == word)),
            month: self.params.present("month").map(Month::parse),
            year: number("year"),
            month_number: number("month_number"),
            number: self.params.present("number").map(str::to_owned),
        }
    }

    fn show(&self, id: u64) -> Result<Response, Refusal> {
        let invoice = self.portal.invoice(id).ok_or(Refusal::NotFound)?;
        let tag = etag::of(&self.request.path, [invoice]);
        Ok(self.fresh(tag, || self.invoice_response(200, invoice)))
    }

    /// 304 when the client holds that version already.
    fn fresh(&self, tag: String, answer: impl FnOnce() -> Response) -> Response {
        let held = etag::matches(self.request.header("if-none-match"), &tag);
        let response = if held { Response::empty(304) } else { answer() };
        response.header("ETag", tag).header("Cache-Control", "max-age=0, private, must-revalidate".to_owned())
    }

    /// The invoice as it stands now.
    pub(super) fn invoice_document(&self, status: u16, id: u64) -> Result<Response, Refusal> {
        self.portal.invoice(id).map(|invoice| self.invoice_response(status, invoice)).ok_or(Refusal::NotFound)
    }

    fn invoice_response(&self, status: u16, invoice: &Invoice) -> Response {
        match self.format {
            Format::Json => json_response(status, &json::invoice(self.portal, invoice, self.base)),
            _ => xml_response(status, xml::invoice(self.portal, invoice)),
        }
    }

    fn line_items(&self, id: u64) -> Result<Response, Refusal> {
        let invoice = self.portal.invoice(id).ok_or(Refusal::NotFound)?;
        Ok(match self.format {
            Format::Json => json_response(200, &json::line_items(self.portal, invoice, self.base)),
            _ => xml_response(200, xml::line_items(&invoice.line_items)),
        })
    }

    fn payments(&self, id: u64) -> Result<Response, Refusal> {
        let invoice = self.portal.invoice(id).ok_or(Refusal::NotFound)?;
        Ok(match self.format {
            Format::Json => json_response(200, &json::payments(self.portal, invoice, self.base)),
            _ => xml_response(200, xml::payments(self.portal, invoice)),
        })
    }

    /// The PDF lies on another host, behind a URL that is good for a while without any token.
    fn pdf(&self, id: u64) -> Result<Response, Refusal> {
        let invoice = self.portal.invoice(id).ok_or(Refusal::NotFound)?;
        invoice.issued_on.ok_or(Refusal::NotFound)?;
        let location = format!("{}{}", self.storage, super::storage::signed_path(invoice));
        Ok(Response::empty(302).header("Location", location))
    }

    fn refuse(&self, refusal: &Refusal) -> Response {
        let status = match refusal {
            Refusal::NotFound => return Response::empty(404),
            Refusal::Broken => return Response::empty(500),
            Refusal::MissingParameter(_) => {
                return Response::with_body(400, "text/plain; charset=utf-8", refusal.to_string());
            }
            Refusal::NotEditable => 403,
            Refusal::Invalid { .. } => 422,
        };
        match self.format {
            Format::Json => json_response(status, &json::errors(refusal)),
            _ => xml_response(status, xml::errors(&[&refusal.to_string()])),
        }
    }

    /// The state a client asked for, as the server spells it.
    pub(super) fn wanted_state(&self) -> &str {
        state::canonical(self.params.get("state").unwrap_or(""))
    }
}
