//! Each command: ask the core, print the answer.

use std::{process::ExitCode, sync::Arc};

use billfold_core::{
    api::{
        self, Error, ErrorCode,
        types::{
            ChangesRequest, ConnectOutcome, ConnectionRequest, DisconnectRequest, InvoiceRequest, ListRequest,
            SyncRequest, SyncSettings, SyncSettingsRequest, TotalsRequest,
        },
    },
    app::{self, App, DiagnosisCode, NoHost, Portal},
    clock,
    domain::{InvoiceFilter, Sort, SyncKind},
    threescale::{ClientOptions, RetryPolicy},
};
use billfold_sandbox::Sandbox;

use crate::{
    args::{Cli, Command, GlobalArgs, ProfileCommand, SettingsCommand},
    filters::FilterArgs,
    host, print, progress, since,
};

/// Carries out a call.
pub async fn run(cli: Cli) -> Result<ExitCode, Error> {
    if let Command::Sandbox { port, invoices, seed } = cli.command {
        return sandbox(port, invoices, seed, cli.global.json).await;
    }
    let tokens = host::tokens(cli.global.token_stdin)?;
    let given = tokens.token();
    let app = Arc::new(App::new(app::Options {
        data_dir: cli.global.data_dir.clone().unwrap_or_else(app::default_data_dir),
        clock: clock::from_environment(),
        secrets: Box::new(tokens),
        host: Box::new(NoHost),
        sample: None,
        client: client_options(),
        keep_index: false,
    }));
    let call = Call { app, global: cli.global };
    match cli.command {
        Command::Connect { name, url, read_only, ca_file, accept_plain_http } => {
            let token = given.ok_or_else(|| {
                Error::new(ErrorCode::InvalidInput, "there is no access token")
                    .hint("Set BILLFOLD_TOKEN, or pipe the token in with --token-stdin.")
            })?;
            let ca_pem = ca_file.map(|path| read_ca(&path)).transpose()?;
            let portal = Portal { name: Some(name), url, token, read_only, ca_pem, accept_plain_http, sample: false };
            return call.connect(portal).await;
        }
        Command::Connections => call.connections().await?,
        Command::Disconnect { name, wipe } => call.disconnect(name, wipe).await?,
        Command::Sync { full } => call.sync(full).await?,
        Command::Status => call.status().await?,
        Command::Verify => return call.verify().await,
        Command::Changes { since } => call.changes(&since).await?,
        Command::Settings { command: SettingsCommand::Show } => call.show_settings().await?,
        Command::Settings { command: SettingsCommand::Set { pairs } } => call.set_settings(pairs).await?,
        Command::List(filter) => call.list(filter).await?,
        Command::Show { invoice } => call.show(invoice).await?,
        Command::Earnings { from, to } => call.earnings(from, to).await?,
        Command::Receivables { as_of, customers } => call.receivables(as_of, customers).await?,
        Command::Customers(args) => call.customers(args).await?,
        Command::Pdf(args) => return call.pdf(args).await,
        Command::Backup { out } => call.back_up(&out).await?,
        Command::Export(args) => call.export(args).await?,
        Command::Restore { file } => call.restore(&file).await?,
        Command::Profile { command: ProfileCommand::Show } => call.show_profile().await?,
        Command::Profile { command: ProfileCommand::Set { pairs } } => call.set_profile(pairs).await?,
        Command::Invoice { command } => return call.change_invoice(command).await,
        Command::LineItem { command } => return call.change_line_item(command).await,
        Command::Bulk { command } => return call.bulk(command).await,
        Command::Drafts { command } => return call.drafts(command).await,
        Command::Settle(args) => return call.settle(args).await,
        Command::Journal(args) => call.journal(args).await?,
        Command::Sandbox { .. } => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// `BILLFOLD_RETRY_MS` sets the first wait before a read is tried again, in milliseconds.
fn client_options() -> ClientOptions {
    let mut options = ClientOptions::default();
    let wait = std::env::var("BILLFOLD_RETRY_MS").ok().and_then(|text| text.parse().ok());
    if let Some(milliseconds) = wait {
        let wait = std::time::Duration::from_millis(milliseconds);
        options.retry = RetryPolicy { first_wait: wait, longest_wait: wait * 8, ..options.retry };
    }
    options
}

fn read_ca(path: &std::path::Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|error| {
        Error::new(ErrorCode::InvalidInput, format!("{} cannot be read: {error}", path.display())).field("ca_file")
    })
}

/// One call of the program.
pub struct Call {
    pub app: Arc<App>,
    pub global: GlobalArgs,
}

impl Call {
    /// The connection that is meant.
    pub fn connection(&self) -> Result<String, Error> {
        api::connections::choose(&self.app, self.global.connection.as_deref())
    }

    async fn connect(&self, portal: Portal) -> Result<ExitCode, Error> {
        let outcome = api::connections::connect_to(&self.app, portal).await?;
        if self.global.json {
            print::json(&outcome);
        }
        let (ConnectOutcome::Connected { diagnosis, .. } | ConnectOutcome::NotConnected { diagnosis }) = &outcome;
        if !self.global.json || !diagnosis.ok {
            print::diagnosis(diagnosis);
        }
        if let (ConnectOutcome::Connected { connection, .. }, false) = (&outcome, self.global.json) {
            let count = diagnosis.total_entries.unwrap_or_default();
            print::out(&format!("{} is connected to {}: {count} invoices to sync", connection.name, connection.url));
        }
        Ok(match diagnosis.code {
            None => ExitCode::SUCCESS,
            Some(DiagnosisCode::Offline) => ExitCode::from(ErrorCode::Offline.exit_code()),
            Some(DiagnosisCode::Refused) => ExitCode::from(ErrorCode::Refused.exit_code()),
            Some(DiagnosisCode::Failed) => ExitCode::from(ErrorCode::Failed.exit_code()),
        })
    }

    async fn connections(&self) -> Result<(), Error> {
        let connections = api::connections::connections(&self.app).await?;
        match self.global.json {
            true => print::json(&connections),
            false => print::connections(&connections),
        }
        Ok(())
    }

    async fn disconnect(&self, connection: String, wipe: bool) -> Result<(), Error> {
        api::connections::disconnect(&self.app, DisconnectRequest { connection: connection.clone(), wipe }).await?;
        match self.global.json {
            true => print::json(&serde_json::json!({ "disconnected": connection, "wiped": wipe })),
            false if wipe => print::out(&format!("{connection} is forgotten and its cache deleted")),
            false => {
                print::out(&format!("{connection} is forgotten; its cache stays and is found when connecting again"))
            }
        }
        Ok(())
    }

    async fn sync(&self, full: bool) -> Result<(), Error> {
        let connection = self.connection()?;
        let bar = progress::bar();
        let shown = bar.clone();
        let (app, name) = (Arc::clone(&self.app), connection.clone());
        let interrupted = tokio::spawn(async move {
            if tokio::signal::ctrl_c().await.is_ok() {
                let _ = api::syncing::stop_sync(&app, ConnectionRequest { connection: name }).await;
            }
        });
        let request = SyncRequest { connection: connection.clone(), full };
        let result = api::syncing::sync(&self.app, request, move |p| progress::show(&shown, &p));
        let result = result.await;
        interrupted.abort();
        bar.finish_and_clear();
        let run = result?;
        match self.global.json {
            true => print::json(&run),
            false => print::run(&run),
        }
        // Whoever read everything compared it, too.
        if run.kind != SyncKind::Delta {
            let status = api::syncing::status(&self.app, ConnectionRequest { connection }).await?;
            status.verification.iter().for_each(|proof| print::proof(proof, self.global.json));
        }
        Ok(())
    }

    async fn status(&self) -> Result<(), Error> {
        let status = api::syncing::status(&self.app, ConnectionRequest { connection: self.connection()? }).await?;
        match self.global.json {
            true => print::json(&status),
            false => print::status(&status),
        }
        Ok(())
    }

    /// A mismatch is told and gives the exit code of a thing done in part.
    async fn verify(&self) -> Result<ExitCode, Error> {
        let connection = self.connection()?;
        let bar = progress::bar();
        let shown = bar.clone();
        let request = ConnectionRequest { connection };
        let verification = api::syncing::verify(&self.app, request, move |p| progress::show(&shown, &p)).await;
        bar.finish_and_clear();
        let verification = verification?;
        match self.global.json {
            true => print::json(&verification),
            false => print::verification(&verification),
        }
        Ok(match verification.ok {
            true => ExitCode::SUCCESS,
            false => ExitCode::from(ErrorCode::Partial.exit_code()),
        })
    }

    async fn changes(&self, since: &str) -> Result<(), Error> {
        let since = since::moment(since, &*clock::from_environment())?;
        let request = ChangesRequest { connection: self.connection()?, since };
        let changes = api::syncing::changes(&self.app, request).await?;
        match self.global.json {
            true => print::json(&changes),
            false => print::changes(&changes),
        }
        Ok(())
    }

    async fn show_settings(&self) -> Result<(), Error> {
        let request = ConnectionRequest { connection: self.connection()? };
        let settings = api::syncing::sync_settings(&self.app, request).await?;
        match self.global.json {
            true => print::json(&settings),
            false => print::settings(&settings),
        }
        Ok(())
    }

    async fn set_settings(&self, pairs: Vec<(String, String)>) -> Result<(), Error> {
        let connection = self.connection()?;
        let request = ConnectionRequest { connection: connection.clone() };
        let mut settings = api::syncing::sync_settings(&self.app, request).await?;
        for (key, value) in pairs {
            set_setting(&mut settings, &key, &value)?;
        }
        api::syncing::set_sync_settings(&self.app, SyncSettingsRequest { connection, settings }).await?;
        self.show_settings().await
    }

    async fn list(&self, filter: FilterArgs) -> Result<(), Error> {
        let connection = self.connection()?;
        let filter = InvoiceFilter::from(filter);
        if self.global.json {
            return self.list_json(&connection, filter).await;
        }
        let totals = TotalsRequest { connection: connection.clone(), filter: filter.clone() };
        let totals = api::invoices::total_invoices(&self.app, totals).await?;
        let mut rows = Vec::new();
        while (rows.len() as u64) < totals.count {
            let request = ListRequest {
                connection: connection.clone(),
                filter: filter.clone(),
                sort: Sort::default(),
                offset: rows.len() as u32,
                limit: 1_000,
            };
            let page = api::invoices::list_invoices(&self.app, request).await?;
            if page.is_empty() {
                break;
            }
            rows.extend(page);
        }
        print::list(&rows, &totals);
        let status = api::syncing::status(&self.app, ConnectionRequest { connection }).await?;
        if status.synced_at.is_none() {
            print::note("note: this connection was never fully synced; `billfold sync` reads what is missing");
        }
        Ok(())
    }

    /// What invoices are printed without is said wherever they are printed.
    pub async fn note_what_is_missing(&self, connection: &str) -> Result<(), Error> {
        let request = ConnectionRequest { connection: connection.to_owned() };
        for what in api::syncing::status(&self.app, request).await?.printed_without {
            print::note(&format!("note: printed without {what}"));
        }
        Ok(())
    }

    /// The contract leaves payments out of lists.
    async fn list_json(&self, connection: &str, filter: InvoiceFilter) -> Result<(), Error> {
        let invoices = api::invoices::whole_invoices(&self.app, connection, filter).await?;
        let without_payments = |invoice| {
            let mut value = serde_json::to_value(invoice).unwrap_or_default();
            if let Some(fields) = value.as_object_mut() {
                fields.remove("payment_transactions");
            }
            value
        };
        print::json(&invoices.iter().map(without_payments).collect::<Vec<_>>());
        Ok(())
    }

    async fn show(&self, text: String) -> Result<(), Error> {
        let connection = self.connection()?;
        let id = api::invoices::find(&self.app, &connection, vec![text]).await?[0];
        let request = InvoiceRequest { connection, id };
        let detail = api::invoices::invoice(&self.app, request.clone()).await?;
        if self.global.json {
            print::json(&detail.invoice);
            return Ok(());
        }
        let mut notes: Vec<_> = detail.printed_without.iter().map(|what| format!("printed without {what}")).collect();
        notes.push(format!("as read from the server at {}", print::moment(detail.read_at)));
        if detail.missing {
            notes.push("the last complete sync did not find this invoice at the server any more".to_owned());
        }
        print::invoice(&detail.invoice, &api::syncing::invoice_changes(&self.app, request.clone()).await?, &notes);
        let made_here = self.lines(&request.connection, Some(id), Vec::new()).await?;
        if !made_here.is_empty() {
            crate::print_writing::lines(&made_here);
        }
        Ok(())
    }

    async fn back_up(&self, path: &std::path::Path) -> Result<(), Error> {
        api::data::back_up_to(&self.app, &self.connection()?, path).await?;
        match self.global.json {
            true => print::json(&serde_json::json!({ "path": path })),
            false => print::out(&format!("The cache is backed up to {}", path.display())),
        }
        Ok(())
    }

    async fn restore(&self, path: &std::path::Path) -> Result<(), Error> {
        let restored = api::data::restore_from(&self.app, &self.connection()?, path).await?;
        if self.global.json {
            print::json(&restored);
            return Ok(());
        }
        let age = restored.synced_at.map_or_else(|| "an incomplete sync".to_owned(), print::moment);
        print::out(&format!("{} invoices are back, as of {age}. Sync to bring them up to date.", restored.invoices));
        if let Some(kept) = restored.kept_as {
            print::out(&format!("What was held before is kept as {kept}"));
        }
        Ok(())
    }

    async fn show_profile(&self) -> Result<(), Error> {
        let profile = api::profile::profile(&self.app, &self.connection()?).await?;
        if self.global.json {
            print::json(&profile);
            return Ok(());
        }
        let value = serde_json::to_value(&profile).unwrap_or_default();
        for (key, value) in value.as_object().into_iter().flatten().filter(|(key, _)| *key != "set_here") {
            print::out(&format!("{key}: {}", value.as_str().map_or_else(|| value.to_string(), str::to_owned)));
        }
        Ok(())
    }

    async fn set_profile(&self, pairs: Vec<(String, String)>) -> Result<(), Error> {
        api::profile::set_profile(&self.app, &self.connection()?, pairs).await?;
        self.show_profile().await
    }
}

fn set_setting(settings: &mut SyncSettings, key: &str, value: &str) -> Result<(), Error> {
    let place = match key {
        "every_minutes" => &mut settings.every_minutes,
        "full_check_days" => &mut settings.full_check_days,
        "requests_per_minute" => &mut settings.requests_per_minute,
        _ => {
            let known = "There are every_minutes, full_check_days and requests_per_minute.";
            return Err(Error::new(ErrorCode::InvalidInput, format!("there is no setting {key}")).hint(known));
        }
    };
    *place = value.trim().parse().map_err(|_| {
        Error::new(ErrorCode::InvalidInput, format!("{key} is a whole number, 0 switches it off; not {value}"))
            .field(key)
    })?;
    Ok(())
}

/// Serves until it is interrupted.
async fn sandbox(port: u16, invoices: usize, seed: String, json: bool) -> Result<ExitCode, Error> {
    let today = clock::from_environment().today();
    let options = billfold_sandbox::Options { port, invoices, seed, today, ..Default::default() };
    let sandbox = Sandbox::start(options).await.map_err(|error| {
        Error::new(ErrorCode::Failed, format!("the sandbox cannot listen on port {port}: {error}"))
            .hint("Choose another port, or none for any free one.")
    })?;
    match json {
        true => print::json(&serde_json::json!({ "url": sandbox.url(), "token": sandbox.token() })),
        false => {
            print::out(&format!("URL    {}\nToken  {}", sandbox.url(), sandbox.token()));
            print::note(&format!("A local Billing API with {invoices} made-up invoices; Ctrl+C ends it."));
        }
    }
    let _ = tokio::signal::ctrl_c().await;
    sandbox.shutdown().await;
    Ok(ExitCode::SUCCESS)
}
