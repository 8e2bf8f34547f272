//! What became of a write: from its answer, and from what reading shows.

use crate::domain::{Invoice, State, Traces, Write, WriteStatus};

/// What is known of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// The server said that it did it.
    Yes,
    /// The server said no.
    No {
        /// HTTP status.
        status: u16,
        /// Its words.
        words: Option<String>,
    },
    /// None that can be relied on.
    Lost {
        /// What came instead, in words.
        how: String,
        /// The server may still be at it.
        may_still_act: bool,
    },
}

/// What became of a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) status: WriteStatus,
    /// In a sentence, with what to do where something is to be done.
    pub(super) words: String,
}

/// Decides. `traces` are what reading shows, or why it could not be read.
pub(super) fn decide(write: &Write, answer: &Answer, traces: Result<&Traces, &str>) -> Verdict {
    match (traces, write) {
        (Err(why), _) => without_reading(write, answer, why),
        (Ok(traces), Write::Charge { .. }) => of_charge(answer, traces),
        (Ok(traces), _) => of_other(write, answer, traces),
    }
}

fn verdict(status: WriteStatus, words: impl Into<String>) -> Verdict {
    Verdict { status, words: words.into() }
}

fn of_other(write: &Write, answer: &Answer, traces: &Traces) -> Verdict {
    use WriteStatus::{Done, NotDone, Refused, Unknown};
    match (answer, traces) {
        (Answer::Yes, Traces::Happened) => verdict(Done, format!("{}; the portal shows it.", write.done_words())),
        (Answer::Yes, other) => verdict(
            Unknown,
            format!(
                "The portal answered yes and does not show it{}. Look at it in the portal.",
                because(other).unwrap_or_default()
            ),
        ),
        (Answer::No { status, words }, Traces::Happened) => verdict(
            Done,
            format!(
                "{}: the portal shows it, although it answered {}.",
                write.done_words(),
                quoted(*status, words.as_deref())
            ),
        ),
        (Answer::No { status, words }, Traces::Hidden(why)) => {
            verdict(Refused, format!("The portal refused: {}; {why}.", quoted(*status, words.as_deref())))
        }
        (Answer::No { status, words }, _) => verdict(Refused, no_words(*status, words.as_deref())),
        (Answer::Lost { how, .. }, Traces::Happened) => {
            let words = write.done_words();
            verdict(Done, format!("The answer was lost ({how}), and the portal shows that it happened. {words}."))
        }
        (Answer::Lost { how, may_still_act: false }, Traces::None) => {
            verdict(NotDone, format!("The answer was lost ({how}), and the portal shows that it did not happen."))
        }
        (Answer::Lost { how, .. }, traces) => verdict(
            Unknown,
            format!(
                "The answer was lost ({how}), and the portal does not show yet whether it happened{}. {}",
                because(traces).unwrap_or_default(),
                what_to_check(write)
            ),
        ),
    }
}

/// Money may have moved wherever the portal shows nothing: it asks the gateway first and writes down what happened
/// afterwards, so a server that ends in between leaves no trace (`app/models/account/billing.rb` of 3scale/porta).
fn of_charge(answer: &Answer, traces: &Traces) -> Verdict {
    use WriteStatus::{Done, Refused, Unknown};
    let lost = match answer {
        Answer::Lost { how, .. } => format!("The answer was lost ({how}). "),
        _ => String::new(),
    };
    match (traces, answer) {
        (Traces::Happened, Answer::No { status, words }) => verdict(
            Done,
            format!(
                "The card was charged: the portal shows the payment, although it answered {}.",
                quoted(*status, words.as_deref())
            ),
        ),
        (Traces::Happened, _) => verdict(Done, format!("{lost}The card was charged; the portal shows the payment.")),
        // It may be that of somebody else, and the server still at ours.
        (Traces::Declined(_), Answer::Lost { may_still_act: true, .. }) => verdict(
            Unknown,
            format!(
                "{lost}The portal shows a payment that failed, which may be this one's or another's. {CHECK_CHARGE}"
            ),
        ),
        (Traces::Declined(words), _) => {
            let words = words.as_ref().map(|words| format!(": “{words}”")).unwrap_or_default();
            verdict(
                Refused,
                format!("{lost}The charge did not go through{words}. The portal shows the failed payment."),
            )
        }
        (Traces::CancelledInstead, _) => verdict(
            Refused,
            format!("{lost}No card was charged: the total is zero or less, and the portal cancelled the invoice."),
        ),
        // Said for a token that may only read, after the gateway was asked.
        (Traces::None, Answer::No { status: 403, words }) => verdict(
            Unknown,
            format!(
                "The portal answered {}, which does not rule out a charge. {CHECK_CHARGE}",
                quoted(403, words.as_deref())
            ),
        ),
        (Traces::None, Answer::No { status, words }) => {
            verdict(Refused, format!("{} The portal shows no new payment.", no_words(*status, words.as_deref())))
        }
        // The one refusal that comes before the gateway is asked.
        (Traces::Hidden(why), Answer::No { status, words })
            if words.as_ref().is_some_and(|w| w.contains("chargeable")) =>
        {
            verdict(
                Refused,
                format!("The portal refused: {}; {why}. No card was charged.", quoted(*status, words.as_deref())),
            )
        }
        (Traces::Hidden(why), Answer::No { status, words }) => verdict(
            Unknown,
            format!("The portal answered {}, and {why}. {CHECK_CHARGE}", quoted(*status, words.as_deref())),
        ),
        (Traces::None | Traces::Hidden(_), Answer::Yes) => verdict(
            Unknown,
            format!(
                "The portal answered yes and shows no payment{}. {CHECK_CHARGE}",
                because(traces).unwrap_or_default()
            ),
        ),
        (Traces::None | Traces::Hidden(_), Answer::Lost { .. }) => verdict(
            Unknown,
            format!("{lost}The portal shows no payment{}. {CHECK_CHARGE}", because(traces).unwrap_or_default()),
        ),
    }
}

const CHECK_CHARGE: &str = "Look for it in the records of the payment gateway, then say whether it happened: in the \
                            window, or with `billfold settle`. Until then it is not charged again.";

fn without_reading(write: &Write, answer: &Answer, why: &str) -> Verdict {
    use WriteStatus::{Done, Refused, Unknown};
    let unread = format!("The invoice could not be read afterwards ({why}); the next sync does.");
    match answer {
        Answer::Yes => verdict(Done, format!("The portal says that it happened. {unread}")),
        Answer::No { status: 403, words } if matches!(write, Write::Charge { .. }) => verdict(
            Unknown,
            format!(
                "The portal answered {}, which does not rule out a charge. {unread}",
                quoted(403, words.as_deref())
            ),
        ),
        Answer::No { status, words } if matches!(write, Write::Charge { .. }) => verdict(
            Refused,
            format!(
                "The portal refused: {}. Whether it left a failed payment, or cancelled the invoice, shows later. {unread}",
                quoted(*status, words.as_deref())
            ),
        ),
        Answer::No { status, words } => verdict(Refused, format!("{} {unread}", no_words(*status, words.as_deref()))),
        Answer::Lost { how, .. } => verdict(
            Unknown,
            format!("The answer was lost ({how}), and the portal cannot be read ({why}). {}", what_to_check(write)),
        ),
    }
}

fn because(traces: &Traces) -> Option<String> {
    match traces {
        Traces::Hidden(why) => Some(format!(": {why}")),
        _ => None,
    }
}

fn no_words(status: u16, words: Option<&str>) -> String {
    match (status, words) {
        (429, _) => "The portal asks to wait (429). Nothing was changed; try again later.".to_owned(),
        (404, None) => {
            "The portal does not find the invoice, or an id that was given with it (404). Nothing was changed."
                .to_owned()
        }
        _ => format!("The portal refused: {}. Nothing was changed.", quoted(status, words)),
    }
}

fn quoted(status: u16, words: Option<&str>) -> String {
    words.map_or_else(|| status.to_string(), |words| format!("“{}” ({status})", words.trim_end_matches('.')))
}

fn what_to_check(write: &Write) -> String {
    let what = match write {
        Write::Charge { .. } => return CHECK_CHARGE.to_owned(),
        Write::CreateInvoice { .. } => "whether the customer has a new invoice of that month",
        Write::UpdateInvoice { .. } => "the invoice's period and number",
        Write::ChangeState { .. } => "the invoice's state",
        Write::AddLineItem { .. } => "whether the line is there",
        Write::RemoveLineItem { .. } => "whether the line is gone",
    };
    format!("Billfold looks again at the next sync; or look in the portal {what}, before you do it again.")
}

/// What deserves a word although it happened: money was taken and the invoice does not say so.
pub(super) fn warning(write: &Write, status: WriteStatus, after: Option<&Invoice>) -> Option<String> {
    let after = after.filter(|_| status == WriteStatus::Done && matches!(write, Write::Charge { .. }))?;
    (after.state != State::Paid).then(|| {
        format!(
            " But the invoice is still {}: do not charge it again; mark it as paid once you have seen the money.",
            after.state
        )
    })
}
