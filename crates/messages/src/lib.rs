//! What is said to people: every text by its id, from a catalogue for each language. It knows no layer, view or file.
//!
//! `say!("draw-link")` is a text; `say!("linked-nodes", n = 3)` one with something put in. The texts stand in `messages/` at the
//! repository's root, in Fluent's syntax. Elsewhere than in a browser they are compiled in, and read when first needed; a browser
//! is sent one catalogue, made here, and only the place of each id among all is in its module. What only the server says stands in
//! `messages/en/server`: no catalogue is sent with it, and a browser's module that says it does not compile.

mod catalogue;
mod pattern;

#[cfg_attr(target_arch = "wasm32", path = "spoken/browser.rs")]
#[cfg_attr(not(target_arch = "wasm32"), path = "spoken/elsewhere.rs")]
mod spoken;

#[cfg(not(target_arch = "wasm32"))]
mod fluent;
#[cfg(not(target_arch = "wasm32"))]
mod language;
#[cfg(not(target_arch = "wasm32"))]
mod pseudo;

pub use catalogue::Catalogue;
#[cfg(not(target_arch = "wasm32"))]
pub use language::{LANGUAGES, Language, texts};
#[cfg(not(target_arch = "wasm32"))]
pub use spoken::{carried, speak, spoken};
#[cfg(target_arch = "wasm32")]
pub use spoken::{set, spoken};

use std::fmt::Display;

/// A text in the language spoken now: `say!("id")` as `&'static str`, `say!("id", node = name, n = 3)` as `String`.
///
/// An id that `messages/en` does not have is a fault that the compiler tells.
#[macro_export]
macro_rules! say {
    ($id:literal) => {{
        const ID: $crate::Id = $crate::Id::new($id);
        ID.text()
    }};
    ($id:literal, $($name:ident = $value:expr),+ $(,)?) => {{
        const ID: $crate::Id = $crate::Id::new($id);
        ID.with(&[$((stringify!($name), &$value)),+])
    }};
}

/// The id of a text that is said later, as tables of names have it.
#[macro_export]
macro_rules! id {
    ($id:literal) => {{
        const ID: $crate::Id = $crate::Id::new($id);
        ID
    }};
}

/// Every id that pages say, sorted: those of `messages/en`, found when this crate is built.
const NAMES: &[&str] = &include!(concat!(env!("OUT_DIR"), "/names.rs"));

/// Every id that only the server says, sorted; their places come after those of pages.
#[cfg(not(target_arch = "wasm32"))]
const SERVER_NAMES: &[&str] = &include!(concat!(env!("OUT_DIR"), "/server.rs"));

/// Which text is meant. In a browser only its place among all ids is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    place: u16,
    #[cfg(not(target_arch = "wasm32"))]
    name: &'static str,
}

impl Id {
    /// The text of this name in `messages/`. Use [`say!`] and [`id!`]: a name that no file has does not compile there.
    pub const fn new(name: &'static str) -> Self {
        let place = place(name);
        assert!(place.is_some(), "no text in messages/en has this id, or only the server has it");
        Self {
            place: place.unwrap() as u16,
            #[cfg(not(target_arch = "wasm32"))]
            name,
        }
    }

    /// The text as it is.
    pub fn text(self) -> &'static str {
        spoken().text(self.place).unwrap_or(self.shown())
    }

    /// The text with each argument's value where it belongs.
    pub fn with(self, values: &[(&str, &dyn Display)]) -> String {
        let catalogue = spoken();
        match catalogue.text(self.place) {
            Some(text) => pattern::fill(text, values, catalogue),
            None => self.shown().to_owned(),
        }
    }

    /// What is shown where the text is missing.
    #[cfg(not(target_arch = "wasm32"))]
    fn shown(self) -> &'static str {
        self.name
    }

    #[cfg(target_arch = "wasm32")]
    fn shown(self) -> &'static str {
        "?"
    }
}

/// A number of several digits as the language writes it: `3.1` is `3,1` in German.
pub fn decimal(number: &str) -> String {
    number.replace('.', say!("decimal-point"))
}

/// The place of an id among all.
#[cfg(not(target_arch = "wasm32"))]
const fn place(name: &str) -> Option<usize> {
    match (find(NAMES, name), find(SERVER_NAMES, name)) {
        (None, Some(place)) => Some(NAMES.len() + place),
        (place, _) => place,
    }
}

/// The place of an id among those of pages.
#[cfg(target_arch = "wasm32")]
const fn place(name: &str) -> Option<usize> {
    find(NAMES, name)
}

/// Where a name stands in a sorted list.
const fn find(names: &[&str], name: &str) -> Option<usize> {
    let (mut low, mut high) = (0, names.len());
    while low < high {
        let middle = (low + high) / 2;
        if is_before(names[middle].as_bytes(), name.as_bytes()) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    let is_it = low < names.len() && !is_before(name.as_bytes(), names[low].as_bytes());
    if is_it { Some(low) } else { None }
}

/// Whether a name stands before another, by its bytes.
const fn is_before(name: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < name.len() && at < other.len() && name[at] == other[at] {
        at += 1;
    }
    at < other.len() && (at == name.len() || name[at] < other[at])
}
