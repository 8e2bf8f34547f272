//! The documents the server writes, as XML and as JSON.

use jiff::Timestamp;
use jiff::tz::Offset;

pub(crate) mod account_json;
pub(crate) mod json;
#[cfg(test)]
mod tests;
mod text;
pub(crate) mod xml;

pub(crate) use text::json_text;

/// `2026-10-03T04:00:00Z`, or with the offset of the tenant's time zone.
pub(crate) fn iso(time: Timestamp, offset: Offset) -> String {
    let local = format!("{:.0}", offset.to_datetime(time));
    if offset == Offset::UTC { format!("{local}Z") } else { format!("{local}{}", offset_text(offset, ":")) }
}

/// `2026-10-03 04:00:00 UTC`, or `2026-10-03 06:00:00 +0200` in the tenant's time zone.
pub(crate) fn long(time: Timestamp, offset: Offset) -> String {
    let local = offset.to_datetime(time).strftime("%Y-%m-%d %H:%M:%S").to_string();
    if offset == Offset::UTC { format!("{local} UTC") } else { format!("{local} {}", offset_text(offset, "")) }
}

fn offset_text(offset: Offset, between: &str) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}{between}{:02}", minutes.abs() / 60, minutes.abs() % 60)
}
