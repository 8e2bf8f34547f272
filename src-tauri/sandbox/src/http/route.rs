//! From a path to what it is about.

use super::auth::Need;

/// The form an answer is wanted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Xml,
    Json,
    Pdf,
}

/// What a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route {
    Invoices,
    CreateInvoice,
    Invoice(u64),
    UpdateInvoice(u64),
    ChangeState(u64),
    Charge(u64),
    LineItems(u64),
    AddLineItem(u64),
    RemoveLineItem(u64, u64),
    Payments(u64),
    AccountInvoices(u64),
    AccountInvoice(u64, u64),
    Accounts,
    Account(u64),
    Provider,
    FieldsDefinitions,
}

impl Route {
    /// What the server's own routes make of method and path; `None` is a 404. An id that is no number is not found.
    pub(super) fn find(method: &str, segments: &[&str]) -> Option<Route> {
        let read = matches!(method, "GET" | "HEAD");
        let put = matches!(method, "PUT" | "PATCH");
        let post = method == "POST";
        let delete = method == "DELETE";
        Some(match segments {
            ["api", "invoices"] if read => Route::Invoices,
            ["api", "invoices"] if post => Route::CreateInvoice,
            ["api", "invoices", id] if read => Route::Invoice(number(id)),
            ["api", "invoices", id] if put => Route::UpdateInvoice(number(id)),
            ["api", "invoices", id, "state"] if put => Route::ChangeState(number(id)),
            ["api", "invoices", id, "charge"] if post => Route::Charge(number(id)),
            ["api", "invoices", id, "line_items"] if read => Route::LineItems(number(id)),
            ["api", "invoices", id, "line_items"] if post => Route::AddLineItem(number(id)),
            ["api", "invoices", id, "line_items", item] if delete => Route::RemoveLineItem(number(id), number(item)),
            ["api", "invoices", id, "payment_transactions"] if read => Route::Payments(number(id)),
            ["api", "accounts", account, "invoices"] if read => Route::AccountInvoices(number(account)),
            ["api", "accounts", account, "invoices", id] if read => Route::AccountInvoice(number(account), number(id)),
            ["admin", "api", "accounts"] if read => Route::Accounts,
            ["admin", "api", "accounts", id] if read => Route::Account(number(id)),
            ["admin", "api", "provider"] if read => Route::Provider,
            ["admin", "api", "fields_definitions"] if read => Route::FieldsDefinitions,
            _ => return None,
        })
    }

    /// What the route asks of a token.
    pub(super) fn need(self) -> Need {
        use Route::{AddLineItem, ChangeState, Charge, CreateInvoice, RemoveLineItem, UpdateInvoice};
        Need {
            write: matches!(
                self,
                CreateInvoice | UpdateInvoice(_) | ChangeState(_) | Charge(_) | AddLineItem(_) | RemoveLineItem(..)
            ),
            account_management: !self.is_billing(),
        }
    }

    /// Whether the finance module answers it.
    pub(super) fn is_billing(self) -> bool {
        !matches!(self, Route::Accounts | Route::Account(_) | Route::Provider | Route::FieldsDefinitions)
    }
}

/// No record has id 0, so what is no number is not found.
fn number(text: &str) -> u64 {
    text.parse().unwrap_or(0)
}

/// Takes the extension off a path. Without one the client's `Accept` decides; `None` is a form nobody writes.
pub(super) fn split_format<'a>(path: &'a str, accept: Option<&str>) -> (&'a str, Option<Format>) {
    let last = path.rfind('/').map_or(0, |slash| slash + 1);
    match path[last..].rfind('.') {
        Some(dot) => {
            let format = match &path[last + dot + 1..] {
                "xml" => Some(Format::Xml),
                "json" => Some(Format::Json),
                "pdf" => Some(Format::Pdf),
                _ => None,
            };
            (&path[..last + dot], format)
        }
        None if accept.is_some_and(|accept| accept.contains("json")) => (path, Some(Format::Json)),
        None => (path, Some(Format::Xml)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, Route, split_format};

    #[test]
    fn the_extension_or_the_accept_header_says_the_form() {
        assert_eq!(split_format("/api/invoices.json", None), ("/api/invoices", Some(Format::Json)));
        assert_eq!(split_format("/api/invoices/1.csv", None), ("/api/invoices/1", None));
        assert_eq!(split_format("/api/invoices", Some("application/json")), ("/api/invoices", Some(Format::Json)));
        assert_eq!(split_format("/api/invoices", None), ("/api/invoices", Some(Format::Xml)));
    }

    #[test]
    fn methods_belong_to_paths() {
        assert_eq!(Route::find("PUT", &["api", "invoices", "7", "state"]), Some(Route::ChangeState(7)));
        assert_eq!(Route::find("POST", &["api", "invoices", "7", "state"]), None);
        assert_eq!(Route::find("GET", &["api", "invoices", "x"]), Some(Route::Invoice(0)));
        assert_eq!(Route::find("DELETE", &["api", "invoices", "7"]), None);
    }
}
