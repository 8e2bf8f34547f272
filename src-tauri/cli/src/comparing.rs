//! Invoices against the server's own PDFs.

use std::process::ExitCode;

use billfold_core::{
    api::{
        self, Error, ErrorCode,
        comparing::Compared,
        types::{PdfComparison, PdfDifference},
    },
    printing::{Selection, WrittenPdf},
};
use serde_json::{Value, json};

use crate::{commands::Call, print, progress};

impl Call {
    /// Compares and tells what came of it. Invoices that were named have to have a PDF at the server; of others, those
    /// that were not issued yet may be without. Files that were `written` before are told in the same document.
    pub async fn compare_pdfs(
        &self,
        connection: &str,
        selection: Selection,
        written: Option<&[WrittenPdf]>,
    ) -> Result<ExitCode, Error> {
        let named = matches!(selection, Selection::Ids(_));
        let bar = progress::bar();
        let shown = bar.clone();
        let compared = tokio::select! {
            compared = api::comparing::compare_many(&self.app, connection, selection, move |p| progress::show(&shown, &p)) => compared,
            _ = tokio::signal::ctrl_c() => Err(Error::new(ErrorCode::Partial, "stopped while comparing")
                .hint("What was compared before is kept; the window shows it. Run the same again to go on.")),
        };
        bar.finish_and_clear();
        let compared = compared?;
        match (self.global.json, written) {
            (true, None) => print::json(&compared.iter().map(of_one).collect::<Vec<_>>()),
            (true, Some(written)) => print::json(&with_files(&compared, written)),
            (false, _) => tell(&compared),
        }
        Ok(exit_code(&compared, named))
    }
}

fn of_one(compared: &Compared) -> Value {
    json!({
        "id": compared.id,
        "friendly_id": compared.friendly_id,
        "comparison": compared.result.as_ref().ok(),
        "error": compared.result.as_ref().err(),
    })
}

/// What was written, with what comparing it gave.
fn with_files(compared: &[Compared], written: &[WrittenPdf]) -> Vec<Value> {
    let with_comparison = |pdf: &WrittenPdf| {
        let mut value = serde_json::to_value(pdf).unwrap_or_default();
        let result = compared.iter().find(|compared| compared.id == pdf.id).map(of_one).unwrap_or_default();
        if let Some(fields) = value.as_object_mut() {
            fields.insert("comparison".to_owned(), result["comparison"].clone());
            fields.insert("error".to_owned(), result["error"].clone());
        }
        value
    };
    written.iter().map(with_comparison).collect()
}

/// All the same is 0, a difference 1; 5 when some could not be compared, and the reason's own code when none could.
fn exit_code(compared: &[Compared], named: bool) -> ExitCode {
    let counted: Vec<_> = compared.iter().filter(|compared| named || !compared.not_issued).collect();
    let errors: Vec<&Error> = counted.iter().filter_map(|compared| compared.result.as_ref().err()).collect();
    match errors.first() {
        Some(error) if errors.len() == counted.len() => ExitCode::from(error.code.exit_code()),
        Some(_) => ExitCode::from(ErrorCode::Partial.exit_code()),
        None if counted.iter().any(|compared| compared.result.as_ref().is_ok_and(|comparison| !comparison.same)) => {
            ExitCode::FAILURE
        }
        None => ExitCode::SUCCESS,
    }
}

fn tell(compared: &[Compared]) {
    for one in compared {
        let number = one.friendly_id.clone().unwrap_or_else(|| one.id.to_string());
        let number = print::plain(&number);
        match &one.result {
            Ok(comparison) => tell_comparison(&number, comparison),
            Err(error) => {
                print::out(&format!("{number}  not compared: {}", print::plain(&error.message)));
                if let (Some(hint), false) = (&error.hint, one.not_issued) {
                    print::out(&format!("    {}", print::plain(hint)));
                }
            }
        }
    }
    print::out(&summary(compared));
}

fn tell_comparison(number: &str, comparison: &PdfComparison) {
    match comparison.differences.len() {
        0 => print::out(&format!("{number}  same ({} words)", comparison.words)),
        1 => print::out(&format!("{number}  1 difference")),
        count => print::out(&format!("{number}  {count} differences")),
    }
    comparison.differences.iter().for_each(tell_difference);
}

fn tell_difference(difference: &PdfDifference) {
    let side = |text: &Option<String>| text.as_ref().map_or("nothing".to_owned(), |text| format!("“{text}”"));
    let amount = if difference.is_amount { " (an amount)" } else { "" };
    let (here, there) = (side(&difference.here), side(&difference.there));
    let line = format!("{}{amount}: here {here}, at the server {there}", difference.place);
    print::out(&format!("    {}", print::plain(&line)));
    if let Some(explanation) = &difference.explanation {
        print::out(&format!("        {}", print::plain(explanation)));
    }
}

fn summary(compared: &[Compared]) -> String {
    let count = |wanted: fn(&Compared) -> bool| compared.iter().filter(|one| wanted(one)).count();
    let same = count(|one| one.result.as_ref().is_ok_and(|comparison| comparison.same));
    let differ = count(|one| one.result.as_ref().is_ok_and(|comparison| !comparison.same));
    let not_issued = count(|one| one.not_issued);
    let failed = count(|one| one.result.is_err() && !one.not_issued);
    let mut parts = vec![format!("{same} the same"), format!("{differ} with differences")];
    if not_issued > 0 {
        parts.push(format!("{not_issued} not issued yet, without a PDF at the server"));
    }
    if failed > 0 {
        parts.push(format!("{failed} could not be compared"));
    }
    parts.join(", ")
}
