//! Changes of invoices: ask, send, say what became of it.

use std::{io::BufRead, process::ExitCode};

use billfold_core::{
    api::{
        self, Error, ErrorCode, bulk,
        types::{
            AmountFormat, BulkAction, BulkPreview, BulkPreviewRequest, BulkRequest, BulkResult, BulkRow, BulkRowResult,
            BulkTarget, ConnectionRequest, DecideRequest, EntriesRequest, InvoiceRequest, JournalEntry, JournalRequest,
            TypedTotal, Write, WriteOutcome, WriteRequest, WriteResult, WriteStatus,
        },
        writing,
    },
    domain::{Invoice, NewLineItem},
};

use crate::{
    commands::Call,
    print, print_writing as tell, progress,
    write_args::{
        BulkCommand, BulkWhich, DraftIds, DraftsCommand, InvoiceCommand, JournalArgs, LineItemCommand, Sending,
        SettleArgs,
    },
};

impl Call {
    pub async fn change_invoice(&self, command: InvoiceCommand) -> Result<ExitCode, Error> {
        match command {
            InvoiceCommand::Create { account, period, sending } => {
                let write = Write::CreateInvoice { account_id: account, period };
                self.change(self.connection()?, vec![write], None, sending).await
            }
            InvoiceCommand::Update { invoice, period, number, although_issued, sending } => {
                let update =
                    |invoice_id| Write::UpdateInvoice { invoice_id, period, friendly_id: number, although_issued };
                self.change_one(invoice, sending, |id| vec![update(id)]).await
            }
            InvoiceCommand::State { invoice, state, sending } => {
                self.change_one(invoice, sending, |invoice_id| vec![Write::ChangeState { invoice_id, state }]).await
            }
            InvoiceCommand::Charge { invoice, yes } => {
                let sending = Sending { yes, draft: false };
                self.change_one(invoice, sending, |invoice_id| vec![Write::Charge { invoice_id }]).await
            }
        }
    }

    pub async fn change_line_item(&self, command: LineItemCommand) -> Result<ExitCode, Error> {
        let add = |invoice_id, item: NewLineItem| Write::AddLineItem { invoice_id, line_item: item };
        match command {
            LineItemCommand::Add { invoice, item, sending } => {
                self.change_one(invoice, sending, |id| vec![add(id, item.into())]).await
            }
            LineItemCommand::Replace { invoice, line_item, item, sending } => {
                let remove = |invoice_id| Write::RemoveLineItem { invoice_id, line_item_id: line_item };
                self.change_one(invoice, sending, |id| vec![remove(id), add(id, item.into())]).await
            }
            LineItemCommand::Remove { invoice, line_item, sending } => {
                let remove = |invoice_id| vec![Write::RemoveLineItem { invoice_id, line_item_id: line_item }];
                self.change_one(invoice, sending, remove).await
            }
        }
    }

    async fn change_one(
        &self,
        text: String,
        sending: Sending,
        writes: impl FnOnce(i64) -> Vec<Write>,
    ) -> Result<ExitCode, Error> {
        let connection = self.connection()?;
        if let Some(draft) = text.strip_prefix("draft:") {
            // An invoice that is itself prepared only is named by minus the number of its draft.
            return match (draft.parse::<u32>().map(i64::from), sending.draft) {
                (Ok(draft), true) if draft > 0 => self.change(connection, writes(-draft), None, sending).await,
                _ => Err(Error::new(ErrorCode::InvalidInput, format!("{text} is no invoice yet"))
                    .hint("Prepare the change with --draft; it is sent after the draft that makes the invoice.")),
            };
        }
        let invoice = self.held(&connection, text).await?;
        self.change(connection, writes(invoice.id), Some(invoice), sending).await
    }

    /// The invoice as it is held, which is what the person goes by.
    async fn held(&self, connection: &str, text: String) -> Result<Invoice, Error> {
        let id = api::invoices::find(&self.app, connection, vec![text]).await?[0];
        let request = InvoiceRequest { connection: connection.to_owned(), id };
        Ok(api::invoices::invoice(&self.app, request).await?.invoice)
    }

    async fn change(
        &self,
        connection: String,
        writes: Vec<Write>,
        seen: Option<Invoice>,
        sending: Sending,
    ) -> Result<ExitCode, Error> {
        let request = WriteRequest { connection: connection.clone(), writes, seen };
        let check = writing::check_write(&self.app, request.clone()).await?;
        if !sending.yes {
            tell::question(&request.writes, request.seen.as_ref(), &check, sending.draft);
            confirm(if sending.draft { "prepared" } else { "sent" })?;
        } else {
            check.warnings.iter().for_each(|warning| print::note(&format!("note: {}", print::plain(warning))));
        }
        if sending.draft {
            let drafts = writing::prepare_write(&self.app, request).await?;
            match self.global.json {
                true => print::json(&drafts),
                false => tell::prepared(&drafts),
            }
            return Ok(ExitCode::SUCCESS);
        }
        let invoice_id = request.writes.first().and_then(Write::invoice_id);
        let sent = tokio::select! {
            sent = writing::write(&self.app, request) => sent,
            _ = tokio::signal::ctrl_c() => Err(interrupted()),
        };
        let result = match sent {
            Ok(result) => result,
            Err(error) => {
                // A script gets its document whatever happened; the error itself goes the usual way.
                if self.global.json {
                    print::json(&refused_here(invoice_id, &error));
                }
                return Err(error);
            }
        };
        self.tell(&connection, &result).await?;
        Ok(exit_code(result.outcome))
    }

    async fn tell(&self, connection: &str, result: &WriteResult) -> Result<(), Error> {
        let invoice = match result.invoice_id.filter(|id| *id > 0) {
            None => None,
            // What could not be read after the change is not shown as what it is now.
            Some(_) if result.entries.iter().any(|entry| entry.status != WriteStatus::Draft && entry.run.is_none()) => {
                None
            }
            Some(id) => {
                let request = InvoiceRequest { connection: connection.to_owned(), id };
                api::invoices::invoice(&self.app, request).await.ok().map(|detail| detail.invoice)
            }
        };
        if self.global.json {
            let mut value = serde_json::to_value(result).unwrap_or_default();
            value["invoice"] = serde_json::to_value(&invoice).unwrap_or_default();
            print::json(&value);
        }
        tell::result(result, invoice.as_ref(), self.global.json);
        Ok(())
    }

    pub async fn drafts(&self, command: Option<DraftsCommand>) -> Result<ExitCode, Error> {
        let connection = self.connection()?;
        match command.unwrap_or(DraftsCommand::List) {
            DraftsCommand::List => {
                let drafts = self.lines(&connection, None, vec![WriteStatus::Draft]).await?;
                self.show_lines(&drafts);
            }
            DraftsCommand::Check(which) => {
                let request = self.entries(connection, which).await?;
                let checks = writing::check_drafts(&self.app, request).await?;
                match self.global.json {
                    true => print::json(&checks),
                    false => tell::checks(&checks),
                }
                let off = checks.iter().any(|check| !check.conflict.is_empty() || check.problem.is_some());
                return Ok(if off { ExitCode::from(ErrorCode::Conflict.exit_code()) } else { ExitCode::SUCCESS });
            }
            DraftsCommand::Send { drafts, yes } => return self.send_drafts(connection, drafts, yes).await,
            DraftsCommand::Accept(which) => {
                let request = self.entries(connection, which).await?;
                self.show_lines(&writing::accept_drafts(&self.app, request).await?);
            }
            DraftsCommand::Discard(which) => {
                let request = self.entries(connection, which).await?;
                self.show_lines(&writing::discard_drafts(&self.app, request).await?);
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    async fn send_drafts(&self, connection: String, which: DraftIds, yes: bool) -> Result<ExitCode, Error> {
        let request = self.entries(connection.clone(), which).await?;
        if !yes {
            let drafts = self.lines(&connection, None, vec![WriteStatus::Draft]).await?;
            let chosen: Vec<_> = drafts.into_iter().filter(|draft| request.ids.contains(&draft.id)).collect();
            tell::about_to_send(&chosen);
            confirm("sent")?;
        }
        let bar = progress::bar();
        let shown = bar.clone();
        let results = writing::send_drafts(&self.app, request, move |p| progress::show(&shown, &p)).await;
        bar.finish_and_clear();
        let results = results?;
        match self.global.json {
            true => print::json(&results),
            false => results.iter().for_each(|result| tell::result(result, None, false)),
        }
        Ok(exit_code(together(results.iter().map(|result| result.outcome))))
    }

    async fn entries(&self, connection: String, which: DraftIds) -> Result<EntriesRequest, Error> {
        let ids = match which.all {
            false => which.ids,
            true => {
                let drafts = self.lines(&connection, None, vec![WriteStatus::Draft]).await?;
                drafts.iter().rev().map(|draft| draft.id).collect()
            }
        };
        Ok(EntriesRequest { connection, ids })
    }

    /// The newest first.
    pub async fn lines(
        &self,
        connection: &str,
        invoice_id: Option<i64>,
        statuses: Vec<WriteStatus>,
    ) -> Result<Vec<JournalEntry>, Error> {
        let (mut lines, limit) = (Vec::new(), 1_000);
        loop {
            let offset = lines.len() as u32;
            let request = JournalRequest {
                connection: connection.to_owned(),
                invoice_id,
                statuses: statuses.clone(),
                offset,
                limit,
            };
            let page = writing::journal(&self.app, request).await?;
            let is_last = page.len() < limit as usize;
            lines.extend(page);
            if is_last {
                return Ok(lines);
            }
        }
    }

    fn show_lines(&self, lines: &[JournalEntry]) {
        match self.global.json {
            true => print::json(&lines),
            false => tell::lines(lines),
        }
    }

    pub async fn journal(&self, args: JournalArgs) -> Result<(), Error> {
        let connection = self.connection()?;
        if let Some(path) = args.csv {
            let count = writing::export_journal(&self.app, &connection, &path).await?;
            match self.global.json {
                true => print::json(&serde_json::json!({ "path": path, "changes": count })),
                false => print::out(&format!("{count} changes written to {}", path.display())),
            }
            return Ok(());
        }
        let invoice = match args.invoice {
            None => None,
            Some(text) => Some(api::invoices::find(&self.app, &connection, vec![text]).await?[0]),
        };
        self.show_lines(&self.lines(&connection, invoice, Vec::new()).await?);
        Ok(())
    }

    pub async fn settle(&self, args: SettleArgs) -> Result<ExitCode, Error> {
        let connection = self.connection()?;
        let lines = match args.id {
            None => writing::settle_writes(&self.app, ConnectionRequest { connection }).await?,
            Some(id) => {
                let request = DecideRequest { connection, id, happened: args.verdict.happened };
                vec![writing::decide_write(&self.app, request).await?]
            }
        };
        self.show_lines(&lines);
        let unsettled = lines.iter().any(|line| line.status.is_unsettled());
        Ok(if unsettled { ExitCode::from(ErrorCode::OutcomeUnknown.exit_code()) } else { ExitCode::SUCCESS })
    }

    pub async fn bulk(&self, command: BulkCommand) -> Result<ExitCode, Error> {
        match command {
            BulkCommand::State { to, which } => {
                self.act_on_many(BulkAction::ChangeState { state: to }, which, Vec::new()).await
            }
            BulkCommand::Charge { total, which } => self.act_on_many(BulkAction::Charge, which, total).await,
        }
    }

    async fn act_on_many(
        &self,
        action: BulkAction,
        which: BulkWhich,
        totals: Vec<(String, String)>,
    ) -> Result<ExitCode, Error> {
        let connection = self.connection()?;
        self.require_changes(&connection).await?;
        let (preview, yes) = (which.preview, which.yes);
        let shown = self.preview(&connection, &action, which).await?;
        if preview {
            match self.global.json {
                true => print::json(&shown),
                false => print::out(&tell::preview(&shown)),
            }
            return Ok(ExitCode::SUCCESS);
        }
        if !yes {
            print::note(&format!("{}\nSend it? [y/N]", tell::preview(&shown)));
            confirm("sent")?;
        }
        let not_possible = shown.rows.iter().filter_map(not_possible).collect::<Vec<_>>();
        let target = |row: BulkRow| BulkTarget { id: row.id, version: row.version };
        let rows = shown.rows.into_iter().filter(|row| row.problem.is_none()).map(target).collect();
        let typed = |(currency, text): (String, String)| TypedTotal {
            currency: Some(currency).filter(|currency| !currency.is_empty()),
            text,
        };
        let typed_totals = totals.into_iter().map(typed).collect();
        let request =
            BulkRequest { connection: connection.clone(), action, rows, typed_totals, format: AmountFormat::PLAIN };
        let mut result = self.run_bulk(request).await?;
        result.results.extend(not_possible);
        match self.global.json {
            true => print::json(&result),
            false => tell::bulk(&result),
        }
        let outcomes = result.results.iter().map(|row| row.outcome);
        let left = (result.left > 0).then_some(WriteOutcome::NotDone);
        Ok(exit_code(together(outcomes.chain(left))))
    }

    /// Where nothing can be changed, no selection of invoices has to be looked at.
    async fn require_changes(&self, connection: &str) -> Result<(), Error> {
        let request = ConnectionRequest { connection: connection.to_owned() };
        let status = api::syncing::status(&self.app, request.clone()).await?;
        if status.unsettled > 0 {
            // What stays open is among what is not possible.
            let _ = writing::settle_writes(&self.app, request).await;
        }
        let code = if status.connection.read_only { ErrorCode::InvalidInput } else { ErrorCode::Refused };
        status.changes_off.map_or(Ok(()), |why| {
            Err(Error::new(code, why).hint("Connect again with a token that may read and write, to change things."))
        })
    }

    async fn preview(&self, connection: &str, action: &BulkAction, which: BulkWhich) -> Result<BulkPreview, Error> {
        let ids = match (which.invoices.is_empty(), which.filter.is_empty()) {
            (true, false) => None,
            (false, true) => Some(api::invoices::find(&self.app, connection, which.invoices).await?),
            _ => {
                return Err(Error::new(
                    ErrorCode::InvalidInput,
                    "nothing, or two things, say which invoices are meant",
                )
                .hint("Name ids or numbers, or give a filter."));
            }
        };
        let (connection, action, filter) = (connection.to_owned(), action.clone(), which.filter.into());
        bulk::preview_bulk(&self.app, BulkPreviewRequest { connection, action, ids, filter }).await
    }

    /// Ctrl+C ends it after the invoice it is at.
    async fn run_bulk(&self, request: BulkRequest) -> Result<BulkResult, Error> {
        let bar = progress::bar();
        let shown = bar.clone();
        let (app, connection) = (std::sync::Arc::clone(&self.app), request.connection.clone());
        let interrupted = tokio::spawn(async move {
            if tokio::signal::ctrl_c().await.is_ok() {
                let _ = bulk::stop_bulk(&app, ConnectionRequest { connection }).await;
            }
        });
        let result = bulk::run_bulk(&self.app, request, move |p| progress::show(&shown, &p)).await;
        interrupted.abort();
        bar.finish_and_clear();
        result
    }
}

/// Like a kill: the journal knows what was sent.
fn interrupted() -> Error {
    Error::new(ErrorCode::OutcomeUnknown, "it was interrupted, and may have been sent")
        .hint("`billfold settle` finds out; do not send it again before.")
}

/// The document of a change that was not sent for another reason than the invoice or the network.
fn refused_here(invoice_id: Option<i64>, error: &Error) -> serde_json::Value {
    let outcome = match error.code {
        ErrorCode::Refused => WriteOutcome::Refused,
        ErrorCode::OutcomeUnknown => WriteOutcome::Unknown,
        _ => WriteOutcome::NotDone,
    };
    serde_json::json!({
        "outcome": outcome, "invoice_id": invoice_id, "message": error.message, "entries": [], "conflict": [],
        "invoice": null,
    })
}

/// Whether to go on. An input that ends without an answer is none.
fn confirm(what: &str) -> Result<(), Error> {
    let mut answer = String::new();
    // An input that cannot be read says nothing, which is a no.
    let _ = std::io::stdin().lock().read_line(&mut answer);
    match answer.trim().to_lowercase().as_str() {
        "y" | "yes" => Ok(()),
        _ => Err(Error::new(ErrorCode::InvalidInput, format!("nothing was {what}: it was not confirmed"))
            .hint("Answer y, or say --yes.")),
    }
}

fn exit_code(outcome: WriteOutcome) -> ExitCode {
    ExitCode::from(match outcome {
        WriteOutcome::Done => 0,
        WriteOutcome::Refused => ErrorCode::Refused.exit_code(),
        WriteOutcome::NotDone => ErrorCode::Failed.exit_code(),
        WriteOutcome::Conflict => ErrorCode::Conflict.exit_code(),
        WriteOutcome::Offline => ErrorCode::Offline.exit_code(),
        WriteOutcome::Unknown => ErrorCode::OutcomeUnknown.exit_code(),
        WriteOutcome::Partly => ErrorCode::Partial.exit_code(),
    })
}

/// What was asked for and could not be done counts, too.
fn not_possible(row: &BulkRow) -> Option<BulkRowResult> {
    let problem = row.problem.as_ref()?;
    Some(BulkRowResult {
        invoice_id: row.id,
        friendly_id: row.friendly_id.clone(),
        buyer_name: row.buyer_name.clone(),
        outcome: WriteOutcome::NotDone,
        message: format!("Not possible: {problem}."),
    })
}

/// Several outcomes as one: what nobody knows outweighs everything, and what is not all the same is done in part.
fn together(outcomes: impl Iterator<Item = WriteOutcome>) -> WriteOutcome {
    let outcomes: Vec<WriteOutcome> = outcomes.collect();
    match outcomes.first() {
        None => WriteOutcome::Done,
        _ if outcomes.contains(&WriteOutcome::Unknown) => WriteOutcome::Unknown,
        Some(first) if outcomes.iter().all(|outcome| outcome == first) => *first,
        _ if outcomes.contains(&WriteOutcome::Done) || outcomes.contains(&WriteOutcome::Partly) => WriteOutcome::Partly,
        Some(first) => *first,
    }
}
