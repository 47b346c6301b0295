//! The parts pages are made of: one look, one behaviour.

mod badge;
mod button;
mod dialog;
mod empty;
mod field;
mod icon;
mod menu;
mod palette;
mod picture;
mod progress;
mod rows;
mod skeleton;
mod tabs;
mod theme;
mod toast;
mod topbar;

pub use badge::{Badge, Tint};
pub use button::{Button, IconButton, Kind};
pub use dialog::Dialog;
pub use empty::EmptyState;
pub use field::{Choices, Field};
pub use icon::{Glyph, icon};
pub use menu::{Item, Menu};
pub use palette::{Palette, Palettes, provide_palette, use_palette};
pub use picture::Picture;
pub use progress::Progress;
pub use rows::{Follow, Rows};
pub use skeleton::Skeleton;
pub use tabs::{Tab, Tabs, tab_id};
pub use theme::{ThemeButton, provide_theme, theme_items};
pub use toast::{ToastTray, Toasts, provide_toasts, use_toasts};
pub use topbar::TopBar;
