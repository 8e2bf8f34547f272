//! Writes the TypeScript side of the API: every type, and a map of commands.

use ts_rs::{Config, TS};

use super::{commands::with_commands, error, types::*};
use crate::domain;

/// Where the result belongs, from the root of the repository.
pub const PATH: &str = "ui/src/api/bindings.ts";

/// Raw bytes as they arrive in the page.
#[derive(TS)]
#[ts(type = "ArrayBuffer")]
#[allow(dead_code)]
struct Bytes;

/// The whole of `ui/src/api/bindings.ts`.
pub fn bindings() -> String {
    let config = Config::default();
    let mut out = String::from("// Made from the Rust types by `cargo xtask bindings`. Do not edit.\n");
    declare_types(&config, &mut out);
    out.push_str("\n/** Every command the window can call. */\nexport interface Commands {\n");
    macro_rules! entries {
        ($(#[doc = $doc:literal] $name:ident($request:ty) -> $response:ty $(, $progress:ident)?;)*) => {
            $(
                let progress = false $(|| stringify!($progress) == "progress")?;
                out.push_str(&format!(
                    "  /**{} */\n  {}: {{ request: {}; response: {}; progress: {} }};\n",
                    $doc,
                    stringify!($name),
                    <$request as TS>::name(&config),
                    response_name::<$response>(&config),
                    if progress { "SyncProgress" } else { "never" },
                ));
            )*
        };
    }
    with_commands!(entries);
    out.push_str("}\n");
    out
}

fn response_name<T: TS + ?Sized>(config: &Config) -> String {
    match T::name(config).as_str() {
        "Bytes" => "ArrayBuffer".to_owned(),
        name => name.to_owned(),
    }
}

fn declare_types(config: &Config, out: &mut String) {
    macro_rules! declare {
        ($($ty:ty),* $(,)?) => {
            $(
                out.push('\n');
                out.push_str(<$ty as TS>::docs().unwrap_or_default().trim_start());
                out.push_str("export ");
                out.push_str(&<$ty as TS>::decl(config));
                out.push('\n');
            )*
        };
    }
    declare!(
        domain::Period,
        domain::Party,
        domain::Buyer,
        domain::LineItem,
        domain::PaymentTransaction,
        domain::Invoice,
        error::ErrorCode,
        error::Error,
        Nothing,
        ConnectionRequest,
        InvoiceRequest,
        PortalRequest,
        Connection,
        TokenStorage,
        Theme,
        Density,
        Preferences,
        PreferencesRequest,
        AppState,
        ConnectRequest,
        TokenRequest,
        ProbeStepName,
        ProbeStep,
        Cause,
        DiagnosisCode,
        Diagnosis,
        ConnectOutcome,
        DisconnectRequest,
        DateRange,
        InvoiceFilter,
        CustomerKey,
        SortColumn,
        Sort,
        ListRequest,
        InvoiceRow,
        TotalsRequest,
        CurrencyTotal,
        ListTotals,
        ViewCounts,
        MonthCount,
        InvoiceDetail,
        Layout,
        PdfRequest,
        SavedFile,
        PdfNotes,
        PrintTarget,
        PrintRequest,
        FileNamesRequest,
        FileNames,
        PrintResult,
        MissingCharacters,
        PdfComparison,
        PdfDifference,
        SyncRequest,
        SyncKind,
        SyncPhase,
        SyncProgress,
        SyncOutcome,
        SyncRun,
        SyncSettings,
        SyncSettingsRequest,
        VerifiedSum,
        FindingKind,
        Finding,
        Verification,
        ChangesRequest,
        Change,
        NewLineItem,
        Write,
        Effect,
        WriteStatus,
        Difference,
        JournalEntry,
        Offer,
        Customer,
        CustomersRequest,
        AmountFormat,
        AmountRequest,
        AmountRead,
        WriteRequest,
        WriteCheck,
        WriteOutcome,
        WriteResult,
        JournalRequest,
        EntriesRequest,
        DecideRequest,
        DraftCheck,
        BulkAction,
        BulkPreviewRequest,
        BulkRow,
        BulkPreview,
        BulkTarget,
        TypedTotal,
        BulkRequest,
        BulkRowResult,
        BulkResult,
        Status,
        SavedView,
        SavedViewsRequest,
        ConnectionSettingsRequest,
        PrintProfile,
        PortalProfile,
        PrintProfileRequest,
        Restored,
        WrittenRequest,
        OpenPdfRequest,
        SyncNews,
        SyncNewsRequest,
        NotifyRequest,
        MenuEntry,
        Menu,
        Menus,
        TableFormat,
        ExportColumns,
        ExportRequest,
        ExportResult,
        CopyRequest,
        Figure,
        EarningsRequest,
        Earnings,
        CurrencyEarnings,
        MonthEarnings,
        EarningGroups,
        ReceivablesRequest,
        Receivables,
        CurrencyReceivables,
        CustomerReceivables,
        Ageing,
        CustomerListRequest,
        CustomerColumn,
        CustomerSort,
        CustomerList,
        CustomerRow,
        CustomerSum,
        FigureTable,
        FigureExportRequest,
    );
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_committed_bindings_are_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/api/bindings.ts");
        if std::env::var_os("BILLFOLD_WRITE_BINDINGS").is_some() {
            std::fs::write(path, super::bindings()).unwrap();
        }
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert!(committed == super::bindings(), "run `cargo xtask bindings` and commit {}", super::PATH);
    }
}
