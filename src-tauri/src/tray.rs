//! The symbol in the system's tray, where the system has one.
//!
//! On Linux it is spoken to over D-Bus, since the usual library is not installed everywhere and ends the program where it is
//! not. A desktop without a tray says so, and then there is none: the window must not be hidden there.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use billfold_core::app::MenuEntry;
use tauri::AppHandle;

/// The symbol, when it is there.
#[derive(Clone, Default)]
pub struct Tray {
    shown: Arc<AtomicBool>,
    symbol: Arc<Mutex<Option<system::Symbol>>>,
}

impl Tray {
    /// Whether it can be seen: only then may the window go away without the program.
    pub fn is_shown(&self) -> bool {
        self.shown.load(Ordering::Acquire)
    }

    /// Shows it with these entries; without any it goes away.
    pub fn set(&self, handle: &AppHandle, entries: &[MenuEntry]) {
        let mut symbol = self.symbol.lock().unwrap_or_else(PoisonError::into_inner);
        *symbol = match (symbol.take(), entries) {
            (_, []) => None,
            (Some(mut symbol), entries) => {
                symbol.set_entries(entries);
                Some(symbol)
            }
            (None, entries) => system::Symbol::show(handle, entries)
                .inspect_err(|error| tracing::info!(%error, "there is no tray to show a symbol in"))
                .ok(),
        };
        self.shown.store(symbol.is_some(), Ordering::Release);
    }
}

#[cfg(target_os = "linux")]
mod system {
    use billfold_core::app::MenuEntry;
    use ksni::{
        Icon, MenuItem,
        blocking::{Handle, TrayMethods},
        menu::StandardItem,
    };
    use tauri::AppHandle;

    use crate::{menu_bar, windows};

    /// What the tray is told about.
    struct Item {
        app: AppHandle,
        entries: Vec<MenuEntry>,
    }

    /// Goes away when it is dropped.
    pub struct Symbol(Handle<Item>);

    impl Symbol {
        pub fn show(app: &AppHandle, entries: &[MenuEntry]) -> Result<Self, ksni::Error> {
            Item { app: app.clone(), entries: entries.to_vec() }.spawn().map(Self)
        }

        pub fn set_entries(&mut self, entries: &[MenuEntry]) {
            self.0.update(|item: &mut Item| item.entries = entries.to_vec());
        }
    }

    impl Drop for Symbol {
        fn drop(&mut self) {
            self.0.shutdown().wait();
        }
    }

    impl ksni::Tray for Item {
        fn id(&self) -> String {
            "billfold".into()
        }

        fn title(&self) -> String {
            "Billfold".into()
        }

        fn icon_pixmap(&self) -> Vec<Icon> {
            self.app.default_window_icon().map(icon).into_iter().collect()
        }

        fn activate(&mut self, _: i32, _: i32) {
            windows::show_main(&self.app);
        }

        fn menu(&self) -> Vec<MenuItem<Self>> {
            self.entries.iter().map(entry).collect()
        }
    }

    fn entry(entry: &MenuEntry) -> MenuItem<Item> {
        match entry {
            MenuEntry::Line => MenuItem::Separator,
            MenuEntry::Action { id, label, enabled, .. } => {
                let id = id.clone();
                let activate = move |item: &mut Item| menu_bar::choose(&item.app, &id);
                StandardItem {
                    label: label.clone(),
                    enabled: *enabled,
                    activate: Box::new(activate),
                    ..Default::default()
                }
                .into()
            }
        }
    }

    /// The tray wants ARGB, pictures here are RGBA.
    fn icon(image: &tauri::image::Image<'_>) -> Icon {
        let argb = |pixel: &[u8]| [pixel[3], pixel[0], pixel[1], pixel[2]];
        Icon {
            width: image.width() as i32,
            height: image.height() as i32,
            data: image.rgba().chunks_exact(4).flat_map(argb).collect(),
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use billfold_core::app::MenuEntry;
    use tauri::{
        AppHandle, Wry,
        menu::{Menu, MenuItem, PredefinedMenuItem},
        tray::{TrayIcon, TrayIconBuilder},
    };

    use crate::menu_bar;

    /// Goes away when it is dropped.
    pub struct Symbol {
        app: AppHandle,
        icon: TrayIcon,
    }

    impl Symbol {
        pub fn show(app: &AppHandle, entries: &[MenuEntry]) -> tauri::Result<Self> {
            let mut builder = TrayIconBuilder::new().menu(&menu(app, entries)?).tooltip("Billfold");
            if let Some(image) = app.default_window_icon() {
                builder = builder.icon(image.clone());
            }
            let icon = builder.on_menu_event(|app, event| menu_bar::choose(app, event.id().as_ref())).build(app)?;
            Ok(Self { app: app.clone(), icon })
        }

        pub fn set_entries(&mut self, entries: &[MenuEntry]) {
            let made = menu(&self.app, entries).and_then(|menu| self.icon.set_menu(Some(menu)));
            if let Err(error) = made {
                tracing::warn!(%error, "the tray's menu could not be set");
            }
        }
    }

    impl Drop for Symbol {
        fn drop(&mut self) {
            self.app.remove_tray_by_id(self.icon.id());
        }
    }

    fn menu(app: &AppHandle, entries: &[MenuEntry]) -> tauri::Result<Menu<Wry>> {
        let menu = Menu::new(app)?;
        for entry in entries {
            match entry {
                MenuEntry::Line => menu.append(&PredefinedMenuItem::separator(app)?)?,
                MenuEntry::Action { id, label, enabled, .. } => {
                    menu.append(&MenuItem::with_id(app, id, label, *enabled, None::<&str>)?)?;
                }
            }
        }
        Ok(menu)
    }
}
