//! What a person sets for printing shows on the PDF.

use std::process::Command;

use testkit::{Cli, fixture, portal};

use crate::BILLFOLD;

fn print(cli: &Cli, id: u64) -> String {
    let folder = cli.path("pdf");
    let written = cli.json(&["pdf", &id.to_string(), "--out", folder.to_str().expect("a path")]);
    let path = written[0]["path"].as_str().expect("a path");
    let output = Command::new("pdftotext").args(["-layout", path, "-"]).output().expect("pdftotext of poppler-utils");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn texts_codes_and_labels_are_printed() {
    let portal = portal(60);
    let cli = Cli::synced(BILLFOLD, &portal);
    let id =
        portal.with_portal(|p| p.invoices().iter().find(|i| i.vat_rate.is_some_and(|r| !r.is_zero())).expect("one").id);
    let before = print(&cli, id);
    assert!(before.contains("ESB83456789") && !before.contains("Registro Mercantil"), "{before}");
    cli.ok(&[
        "profile",
        "set",
        "footnote=Registro Mercantil · tomo 1234",
        "labels={\"vat_code\":\"NIF\",\"vat_rate\":\"IVA\"}",
        "vat_code=ES-OTHER",
    ]);
    let after = print(&cli, id);
    for word in ["Registro Mercantil · tomo 1234", "NIF", "IVA", "ES-OTHER"] {
        assert!(after.contains(word), "no {word} in {after}");
    }
    cli.ok(&["profile", "set", "footnote=", "vat_code=", "labels.vat_code=", "labels.vat_rate="]);
    assert_eq!(print(&cli, id), before, "an empty value goes back to the portal's");
}

#[test]
fn zero_vat_has_its_text_and_no_vat_has_not() {
    let portal = portal(200);
    let cli = Cli::synced(BILLFOLD, &portal);
    cli.ok(&["profile", "set", "vat_zero_text=Reverse charge applies"]);
    let (zero, none) = portal.with_portal(|p| {
        let find = |wanted: &dyn Fn(Option<rust_decimal::Decimal>) -> bool| {
            p.invoices().iter().find(|i| wanted(i.vat_rate)).expect("one in the sample data").id
        };
        (find(&|rate| rate.is_some_and(|r| r.is_zero())), find(&|rate| rate.is_none()))
    });
    assert!(print(&cli, zero).contains("Reverse charge applies"));
    assert!(!print(&cli, none).contains("Reverse charge applies"));
}

#[test]
fn a_logo_is_checked_and_kept() {
    let portal = portal(10);
    let cli = Cli::synced(BILLFOLD, &portal);
    let not_a_picture = fixture("wire/account.xml");
    let words = cli.fails(2, &["profile", "set", &format!("logo={}", not_a_picture.display())]);
    assert!(words.contains("no logo"), "{words}");
    let words = cli.fails(1, &["profile", "set", "logo=/no/such/file.png"]);
    assert!(words.contains("does not exist"), "{words}");
    let icon = concat!(env!("CARGO_MANIFEST_DIR"), "/../icons/128x128.png");
    cli.ok(&["profile", "set", &format!("logo={icon}")]);
    assert!(cli.json(&["profile", "show"])["logo_bytes"].as_u64().is_some());
    let id = portal.with_portal(|p| p.invoices()[0].id);
    print(&cli, id);
    let pdf =
        std::fs::read_dir(cli.path("pdf")).expect("it is there").next().expect("a file").expect("an entry").path();
    let images = Command::new("pdfimages").args(["-list", pdf.to_str().expect("a path")]).output().expect("pdfimages");
    assert!(String::from_utf8_lossy(&images.stdout).contains("image"), "the logo is on the page");
}

#[test]
fn an_unknown_key_is_wrong_use_and_changes_nothing() {
    let portal = portal(10);
    let cli = Cli::synced(BILLFOLD, &portal);
    let before = cli.json(&["profile", "show"]);
    let words = cli.fails(2, &["profile", "set", "footnote=new", "colour=red"]);
    assert!(words.contains("colour") && words.contains("footnote"), "{words}");
    assert_eq!(cli.json(&["profile", "show"]), before);
}
