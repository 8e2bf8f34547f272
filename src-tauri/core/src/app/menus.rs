//! Native menus as the window describes them: its actions, in its words.

use serde::Deserialize;
use ts_rs::TS;

/// The native menus, in the words of the window.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, TS)]
pub struct Menus {
    /// The menu bar; empty for none.
    pub bar: Vec<Menu>,
    /// The menu of the symbol in the system's tray; empty for no symbol.
    pub tray: Vec<MenuEntry>,
}

/// One menu of the bar.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
pub struct Menu {
    /// Its title.
    pub title: String,
    /// Its entries.
    pub entries: Vec<MenuEntry>,
}

/// An entry of a menu. Choosing it is told to the window as the event `menu` with the id; `window.show` and `app.quit` are
/// done without it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum MenuEntry {
    /// One that does something.
    Action {
        /// The action's id.
        id: String,
        /// Its words.
        label: String,
        /// Its keys, as `CmdOrCtrl+K`.
        keys: Option<String>,
        /// Whether it can be chosen.
        enabled: bool,
    },
    /// A line between entries.
    Line,
}
