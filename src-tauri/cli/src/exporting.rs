//! Invoices as JSON and as tables.

use billfold_core::{
    api::{
        self, Error, ErrorCode,
        types::{ConnectionRequest, ExportColumns, ExportRequest, TableFormat},
    },
    domain::Sort,
};

use crate::{
    args::{Columns, ExportArgs, ExportFormat},
    commands::Call,
    print, progress,
};

impl Call {
    /// Writes invoices to a file.
    pub async fn export(&self, args: ExportArgs) -> Result<(), Error> {
        match args.format {
            ExportFormat::Json => self.export_json(args).await,
            ExportFormat::Csv => self.export_table(args, TableFormat::Csv).await,
            ExportFormat::Xlsx => self.export_table(args, TableFormat::Xlsx).await,
        }
    }

    async fn export_json(&self, args: ExportArgs) -> Result<(), Error> {
        if args.line_items || args.columns.is_some() {
            let message = "--columns and --line-items are for tables; JSON has everything always";
            return Err(Error::new(ErrorCode::InvalidInput, message).hint("Leave them out, or choose csv or xlsx."));
        }
        let path = &args.out;
        let count = api::invoices::export_json(&self.app, &self.connection()?, args.filter.into(), path).await?;
        match self.global.json {
            true => print::json(&serde_json::json!({ "path": path, "invoices": count })),
            false => print::out(&format!("{count} invoices written to {}", path.display())),
        }
        Ok(())
    }

    /// Ctrl C stops it, and then there is no file.
    async fn export_table(&self, args: ExportArgs, format: TableFormat) -> Result<(), Error> {
        let request = ExportRequest {
            connection: self.connection()?,
            ids: None,
            filter: args.filter.into(),
            sort: Sort::default(),
            format,
            columns: match args.columns {
                Some(Columns::Portal) => ExportColumns::Portal,
                Some(Columns::Full) | None => ExportColumns::Full,
            },
            line_items: args.line_items,
        };
        let (app, path) = (self.app.clone(), &args.out);
        let stop = ConnectionRequest { connection: request.connection.clone() };
        let stopper = tokio::spawn(async move {
            if tokio::signal::ctrl_c().await.is_ok() {
                let _ = api::tables::stop_export(&app, stop).await;
            }
        });
        let bar = progress::bar();
        let shown = bar.clone();
        let told = move |at| progress::show(&shown, &at);
        let exported = api::tables::write_invoices(&self.app, request, path, told).await;
        bar.finish_and_clear();
        stopper.abort();
        let exported = exported?;
        let (invoices, items) = (exported.invoices, exported.line_items);
        match (self.global.json, args.line_items) {
            (true, _) => print::json(&serde_json::json!({ "path": path, "invoices": invoices, "line_items": items })),
            (false, false) => print::out(&format!("{invoices} invoices written to {}", path.display())),
            (false, true) => {
                print::out(&format!("{invoices} invoices with {items} line items written to {}", path.display()))
            }
        }
        Ok(())
    }
}
