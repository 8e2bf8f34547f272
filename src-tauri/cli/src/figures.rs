//! Sums: by month, by age, by customer.

use billfold_core::{
    api::{
        self, Error,
        types::{CustomerList, CustomerListRequest, EarningsRequest, ReceivablesRequest},
    },
    domain::{CustomerColumn, CustomerSort, Month},
};
use jiff::civil::Date;

use crate::{
    args::{CustomerArgs, SortBy},
    commands::Call,
    print, print_figures,
};

/// How many rows are asked for at once.
const PAGE: u32 = 1_000;

impl Call {
    pub async fn earnings(&self, from: Option<Month>, to: Option<Month>) -> Result<(), Error> {
        let request = EarningsRequest { connection: self.connection()?, from, to };
        let earnings = api::figures::earnings(&self.app, request).await?;
        match self.global.json {
            true => print::json(&earnings),
            false => print_figures::earnings(&earnings),
        }
        Ok(())
    }

    pub async fn receivables(&self, as_of: Option<Date>, customers: u32) -> Result<(), Error> {
        let request = ReceivablesRequest { connection: self.connection()?, as_of, customers };
        let receivables = api::figures::receivables(&self.app, request).await?;
        match self.global.json {
            true => print::json(&receivables),
            false => print_figures::receivables(&receivables),
        }
        Ok(())
    }

    pub async fn customers(&self, args: CustomerArgs) -> Result<(), Error> {
        let list = self.all_customers(&args).await?;
        match self.global.json {
            true => print::json(&list),
            false => print_figures::customers(&list),
        }
        Ok(())
    }

    async fn all_customers(&self, args: &CustomerArgs) -> Result<CustomerList, Error> {
        let mut request = CustomerListRequest {
            connection: self.connection()?,
            query: args.query.clone(),
            sort: sort(args),
            offset: 0,
            limit: PAGE,
        };
        let mut list = api::figures::customer_list(&self.app, request.clone()).await?;
        while (list.rows.len() as u64) < list.count {
            request.offset = list.rows.len() as u32;
            let page = api::figures::customer_list(&self.app, request.clone()).await?.rows;
            if page.is_empty() {
                break;
            }
            list.rows.extend(page);
        }
        Ok(list)
    }
}

fn sort(args: &CustomerArgs) -> CustomerSort {
    let column = match args.sort {
        SortBy::Name => CustomerColumn::Name,
        SortBy::Invoices => CustomerColumn::Invoices,
        SortBy::Invoiced => CustomerColumn::Invoiced,
        SortBy::Balance => CustomerColumn::Balance,
        SortBy::Overdue => CustomerColumn::Overdue,
        SortBy::LastPayment => CustomerColumn::LastPayment,
    };
    CustomerSort { column, descending: (args.sort != SortBy::Name) != args.reverse }
}
