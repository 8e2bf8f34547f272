//! Sums: by month, by age, by customer.

use billfold_core::{
    api::{
        self, Error,
        types::{EarningsRequest, ReceivablesRequest},
    },
    domain::{CustomerColumn, CustomerSort, Month},
};
use jiff::civil::Date;

use crate::{
    args::{CustomerArgs, SortBy},
    commands::Call,
    print, print_figures,
};

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
        let connection = self.connection()?;
        let order = sort(&args);
        let list = api::figures::whole_customer_list(&self.app, &connection, args.query, order).await?;
        match self.global.json {
            true => print::json(&list),
            false => print_figures::customers(&list),
        }
        Ok(())
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
