//! How a difference may have come about, as far as that can be told.

use super::{
    Known,
    places::{About, Piece, Whose},
};

/// For the text of a piece that is another one, or on one side only.
pub(super) fn explain(piece: &Piece, here: Option<&str>, there: Option<&str>, known: Known) -> Option<String> {
    let words = match (piece.about, here.is_some(), there.is_some()) {
        (About::Party(whose), ..) => renamed(whose),
        (About::Code(_), false, true) => return Some(code_missing(known)),
        (About::Code(whose), true, false) => {
            format!("It may have been entered for {} after the server made its PDF.", whose.words())
        }
        (About::Code(whose), ..) => {
            format!("It may have been changed for {} after the server made its PDF.", whose.words())
        }
        (About::NamedLabel, ..) => "The portal may have named this field otherwise when it made its PDF, or charged \
                                    another VAT rate. `billfold profile set labels.vat_code=… labels.vat_rate=…` sets \
                                    the names."
            .to_owned(),
        (About::Dates | About::LineItem | About::Total, ..) => changed_since(),
        (About::VatZeroText, false, true) => not_set("text for VAT of 0 %", "vat_zero_text=…"),
        (About::Footnote, false, true) => not_set("footnote", "footnote=…"),
        (About::VatZeroText | About::Footnote, true, false) => {
            "The profile here has it; the portal had none when it made its PDF.".to_owned()
        }
        (About::VatZeroText | About::Footnote, ..) => {
            "The portal's text may have been changed after the server made its PDF, or the profile here has another \
             one."
                .to_owned()
        }
        (About::Label | About::Column, ..) => return None,
    };
    Some(words)
}

/// For amounts, dates and lines.
pub(super) fn changed_since() -> String {
    "The invoice may have been changed after the server made its PDF.".to_owned()
}

/// For a code that only the server's has.
pub(super) fn code_missing(known: Known) -> String {
    match known.codes_unread {
        true => "It could not be read here: the token may lack the scope account_management. The portal's own codes \
                 can be set with `billfold profile set`."
            .to_owned(),
        false => "It may have been removed at the portal after the server made its PDF.".to_owned(),
    }
}

/// For a picture on one of the two only.
pub(super) fn logo(here: bool) -> String {
    match here {
        true => "The profile here has one; the portal had none when it made its PDF.".to_owned(),
        false => not_set("logo", "logo=FILE"),
    }
}

fn renamed(whose: Whose) -> String {
    let what = match whose {
        Whose::Customer => "The customer",
        Whose::Issuer => "The issuer",
    };
    format!("{what} may have been renamed, or the address corrected, after the server made its PDF.")
}

/// The API does not have them.
fn not_set(what: &str, setting: &str) -> String {
    format!("No {what} is set here, and the API does not tell the portal's: `billfold profile set {setting}`.")
}
