//! Reading lists: filters and pages.

use super::{Account, Invoice, Month, Portal, State};

/// Which invoices a list is about; an absent part matches everything.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    pub account_id: Option<u64>,
    /// `Some(None)` is a state the server does not know: nothing matches.
    pub state: Option<Option<State>>,
    /// `Some(None)` is a month the server cannot read: nothing matches.
    pub month: Option<Option<Month>>,
    pub year: Option<i64>,
    pub month_number: Option<i64>,
    /// A number with `*` for any text.
    pub number: Option<String>,
}

impl Filter {
    fn is_everything(&self) -> bool {
        self.account_id.is_none()
            && self.state.is_none()
            && self.month.is_none()
            && self.year.is_none()
            && self.month_number.is_none()
            && self.number.is_none()
    }

    fn matches(&self, invoice: &Invoice) -> bool {
        self.account_id.is_none_or(|id| invoice.account_id == id)
            && self.state.is_none_or(|state| state == Some(invoice.state))
            && self.month.is_none_or(|month| month == Some(invoice.period))
            && self.year.is_none_or(|year| i64::from(invoice.period.year()) == year)
            && self.month_number.is_none_or(|number| i64::from(invoice.period.number()) == number)
            && self.number.as_ref().is_none_or(|pattern| glob(pattern, &invoice.friendly_id))
    }
}

/// Which page was asked for, already made valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PageRequest {
    pub page: usize,
    pub per_page: usize,
}

impl PageRequest {
    /// Reads `page` and `per_page` as the server does: 1 to 500 per page, `default` for anything else.
    pub(crate) fn read(page: Option<&str>, per_page: Option<&str>, default: usize) -> PageRequest {
        let number = |text: Option<&str>| text.and_then(|text| text.trim().parse::<usize>().ok());
        PageRequest {
            page: number(page).filter(|page| *page >= 1).unwrap_or(1),
            per_page: number(per_page).filter(|count| (1..=500).contains(count)).unwrap_or(default),
        }
    }

    fn skip(self) -> usize {
        (self.page - 1).saturating_mul(self.per_page)
    }
}

/// Invoices per page when the client does not say, or says nonsense.
pub(crate) const DEFAULT_PER_PAGE: usize = 20;

/// One page of a list.
#[derive(Clone, Debug)]
pub(crate) struct Page<'a, T> {
    pub items: Vec<&'a T>,
    pub request: PageRequest,
    pub total_entries: usize,
}

impl<T> Page<'_, T> {
    /// An empty list has one page, too.
    pub(crate) fn total_pages(&self) -> usize {
        self.total_entries.div_ceil(self.request.per_page).max(1)
    }
}

impl Portal {
    /// One page of the invoices, ascending by id. The unfiltered list does not look at other pages.
    pub(crate) fn page_of_invoices(&self, filter: &Filter, request: PageRequest) -> Page<'_, Invoice> {
        let request = match self.switches.largest_page {
            Some(largest) if request.per_page > largest => PageRequest { per_page: DEFAULT_PER_PAGE, ..request },
            _ => request,
        };
        if filter.is_everything() {
            let items = self.invoices.iter().skip(request.skip()).take(request.per_page).collect();
            return Page { items, request, total_entries: self.invoices.len() };
        }
        let matching: Vec<&Invoice> = self.invoices.iter().filter(|invoice| filter.matches(invoice)).collect();
        cut(matching, request)
    }

    /// One page of the customers, ascending by id.
    pub(crate) fn page_of_accounts(&self, request: PageRequest) -> Page<'_, Account> {
        cut(self.accounts().collect(), request)
    }
}

fn cut<T>(all: Vec<&T>, request: PageRequest) -> Page<'_, T> {
    let total_entries = all.len();
    Page { items: all.into_iter().skip(request.skip()).take(request.per_page).collect(), request, total_entries }
}

/// Whether `text` has the form of `pattern`, where `*` stands for any text, also none.
fn glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = text.strip_prefix(parts.next().unwrap_or("")) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        let Some(found) = rest.find(part) else { return false };
        rest = &rest[found + part.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::{PageRequest, glob};

    #[test]
    fn per_page_takes_1_to_500_and_falls_back_to_20() {
        let per_page = |text| PageRequest::read(None, text, 20).per_page;
        for (asked, got) in
            [("1", 1), ("20", 20), ("500", 500), ("501", 20), ("0", 20), ("-1", 20), ("x", 20), ("", 20)]
        {
            assert_eq!(per_page(Some(asked)), got, "{asked}");
        }
        assert_eq!(per_page(None), 20);
    }

    #[test]
    fn a_page_that_is_no_page_is_the_first() {
        let page = |text| PageRequest::read(Some(text), None, 20).page;
        assert_eq!((page("3"), page("0"), page("-2"), page("x")), (3, 1, 1, 1));
    }

    #[test]
    fn stars_stand_for_any_text() {
        for pattern in ["2026-09-00000001", "2026-09-*", "*-00000001", "2026-*-*1", "*", "2026-09-00000001*"] {
            assert!(glob(pattern, "2026-09-00000001"), "{pattern}");
        }
        for pattern in ["", "2026-09", "2026-10-*", "*-00000002", "2026-09-00000001*1"] {
            assert!(!glob(pattern, "2026-09-00000001"), "{pattern}");
        }
    }
}
