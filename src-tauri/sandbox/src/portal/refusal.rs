//! The ways the portal says no.

/// Why a request was not carried out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// 404: there is no such thing.
    #[error("not found")]
    NotFound,
    /// 400 in plain text: a parameter is missing.
    #[error("param is missing or the value is empty: {0}")]
    MissingParameter(&'static str),
    /// 422: the portal does not accept this.
    #[error("{}", full_message(.field, .message))]
    Invalid {
        /// The attribute at fault, or `base`.
        field: &'static str,
        /// What is wrong with it.
        message: String,
    },
    /// 403: line items of an issued invoice cannot be removed.
    #[error("Invalid invoice state")]
    NotEditable,
    /// 500: the server trips, for example when it issues an invoice of a deleted customer.
    #[error("internal error")]
    Broken,
}

impl Refusal {
    /// A 422 about one attribute, or `base`.
    pub fn invalid(field: &'static str, message: impl Into<String>) -> Refusal {
        Refusal::Invalid { field, message: message.into() }
    }
}

/// The message with its attribute in front, as the XML form has it.
fn full_message(field: &str, message: &str) -> String {
    if field == "base" {
        return message.to_owned();
    }
    let words = field.trim_end_matches("_id").replace('_', " ");
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    format!("{}{} {message}", first.map(String::from).unwrap_or_default(), letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::Refusal;

    #[test]
    fn attributes_stand_in_front_of_their_message() {
        assert_eq!(Refusal::invalid("base", "Cannot").to_string(), "Cannot");
        assert_eq!(Refusal::invalid("friendly_id", "is odd").to_string(), "Friendly is odd");
        assert_eq!(Refusal::invalid("buyer_account", "can't be blank").to_string(), "Buyer account can't be blank");
    }
}
