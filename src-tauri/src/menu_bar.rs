//! The native menu bar, made of what the page says: its actions, in its words. Choosing one is told to the page.

use billfold_core::app::{Menu as Described, MenuEntry};
use tauri::{
    AppHandle, Emitter, Manager, Wry,
    menu::{IsMenuItem, Menu, MenuItem, PredefinedMenuItem, Submenu},
};

use crate::windows;

/// The event that tells the page which action was chosen.
const CHOSEN: &str = "menu";

/// Sets the bar; none when nothing is described. On macOS the program's own menu and the one for texts stay.
pub fn set(handle: &AppHandle, menus: &[Described]) -> tauri::Result<()> {
    if menus.is_empty() && !cfg!(target_os = "macos") {
        return match handle.get_webview_window(windows::MAIN) {
            Some(window) => window.remove_menu().map(drop),
            None => Ok(()),
        };
    }
    let bar = Menu::new(handle)?;
    for menu in system_menus(handle)? {
        bar.append(&menu)?;
    }
    for menu in menus {
        bar.append(&submenu(handle, menu)?)?;
    }
    // On macOS the program has one bar; elsewhere each window would have its own, and only the main one has actions.
    match handle.get_webview_window(windows::MAIN) {
        Some(window) if !cfg!(target_os = "macos") => window.set_menu(bar).map(drop),
        _ => handle.set_menu(bar).map(drop),
    }
}

fn submenu(handle: &AppHandle, menu: &Described) -> tauri::Result<Submenu<Wry>> {
    let submenu = Submenu::new(handle, &menu.title, true)?;
    for entry in &menu.entries {
        submenu.append(&*item(handle, entry)?)?;
    }
    Ok(submenu)
}

fn item(handle: &AppHandle, entry: &MenuEntry) -> tauri::Result<Box<dyn IsMenuItem<Wry>>> {
    Ok(match entry {
        MenuEntry::Line => Box::new(PredefinedMenuItem::separator(handle)?),
        MenuEntry::Action { id, label, keys, enabled } => {
            let made = MenuItem::with_id(handle, id, label, *enabled, keys.as_deref());
            // Keys that the system does not know are left out rather than the action.
            let made = made.or_else(|_| MenuItem::with_id(handle, id, label, *enabled, None::<&str>));
            Box::new(made?)
        }
    })
}

/// What every program has on macOS: without them not even copying works there.
fn system_menus(handle: &AppHandle) -> tauri::Result<Vec<Submenu<Wry>>> {
    if !cfg!(target_os = "macos") {
        return Ok(Vec::new());
    }
    let program = Submenu::with_items(
        handle,
        "Billfold",
        true,
        &[
            &PredefinedMenuItem::about(handle, None, None)?,
            &PredefinedMenuItem::separator(handle)?,
            &PredefinedMenuItem::hide(handle, None)?,
            &PredefinedMenuItem::hide_others(handle, None)?,
            &PredefinedMenuItem::separator(handle)?,
            &PredefinedMenuItem::quit(handle, None)?,
        ],
    )?;
    let texts = Submenu::with_items(
        handle,
        "Edit",
        true,
        &[
            &PredefinedMenuItem::undo(handle, None)?,
            &PredefinedMenuItem::redo(handle, None)?,
            &PredefinedMenuItem::separator(handle)?,
            &PredefinedMenuItem::cut(handle, None)?,
            &PredefinedMenuItem::copy(handle, None)?,
            &PredefinedMenuItem::paste(handle, None)?,
            &PredefinedMenuItem::select_all(handle, None)?,
        ],
    )?;
    Ok(vec![program, texts])
}

/// Does what was chosen, in the bar or in the tray: two things here, all others in the page.
pub fn choose(handle: &AppHandle, id: &str) {
    match id {
        "app.quit" => handle.exit(0),
        "window.show" => windows::show_main(handle),
        // A page that is gone has no actions.
        id => drop(handle.emit_to(windows::MAIN, CHOSEN, id)),
    }
}
