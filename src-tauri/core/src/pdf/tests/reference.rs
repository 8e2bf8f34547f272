//! Our pages against those the server made.

use super::support::{cases, reference, repository, run};
use crate::pdf::{Layout, invoice_pdf};

/// Places agree to this many points; the server's own rounding is finer.
const TOLERANCE: f64 = 0.05;

#[test]
fn every_reference_is_matched() {
    let folder = tempfile::tempdir().unwrap();
    let tool = repository().join("tests/tools/pdf_compare");
    for case in cases() {
        let ours = folder.path().join(&case.name);
        std::fs::write(&ours, invoice_pdf(&case.invoice, &case.context, Layout::Server).unwrap().bytes).unwrap();
        let theirs = reference(&format!("{}.pdf", case.name));
        let arguments = [tool.to_str().unwrap(), theirs.to_str().unwrap(), ours.to_str().unwrap(), "--json"];
        let (matches, report) = run("python3", &arguments);
        assert!(matches, "{}: {report}", case.name);
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        println!("{}: {report}", case.name);
        assert!(report["worst_pt"].as_f64().unwrap() < TOLERANCE, "{}: {report}", case.name);
        assert!(report["ink"].as_f64().unwrap() > 0.995, "{}: {report}", case.name);
    }
}
