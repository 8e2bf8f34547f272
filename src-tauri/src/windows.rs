//! The program's windows: the main one, and one for each invoice that was opened apart.

use std::hash::{DefaultHasher, Hash, Hasher};

use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

/// The label of the main window.
pub const MAIN: &str = "main";

/// Brings the main window to the front, wherever it is.
pub fn show_main(handle: &AppHandle) {
    if let Some(window) = handle.get_webview_window(MAIN) {
        bring_forward(&window);
    }
}

fn bring_forward(window: &WebviewWindow) {
    // A window manager may refuse; there is nobody to tell.
    let _ = window.show();
    let _ = window.unminimize();
    let _ = window.set_focus();
}

/// Opens an invoice in a window of its own, or brings the one it has to the front.
pub fn open_invoice(handle: &AppHandle, connection: &str, id: i64) -> tauri::Result<()> {
    let label = label_of(connection, id);
    if let Some(window) = handle.get_webview_window(&label) {
        bring_forward(&window);
        return Ok(());
    }
    let page = format!("index.html#/invoice/{}/{id}", percent_encoded(connection));
    WebviewWindowBuilder::new(handle, label, WebviewUrl::App(page.into()))
        .title("Billfold")
        .inner_size(720.0, 800.0)
        .min_inner_size(480.0, 480.0)
        .build()?;
    Ok(())
}

/// Labels may not hold every character that a connection's name may.
fn label_of(connection: &str, id: i64) -> String {
    let mut hasher = DefaultHasher::new();
    connection.hash(&mut hasher);
    format!("invoice-{:016x}-{id}", hasher.finish())
}

/// As `encodeURIComponent` writes it, but for a few characters that it need not.
fn percent_encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            out.push(byte.into());
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_hold_only_what_they_may_and_tell_connections_apart() {
        let label = label_of("Señal & Søn, 2", 7);
        assert!(label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{label}");
        assert_ne!(label, label_of("Señal & Søn", 7));
        assert_eq!(percent_encoded("a b/ñ#1"), "a%20b%2F%C3%B1%231");
    }
}
