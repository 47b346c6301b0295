//! What is said to people: every text by its id, from a catalogue for each language. It knows no layer, view or file.
//!
//! `say!("draw-link")` is a text; `say!("linked-nodes", n = 3)` one with something put in. The texts stand in `messages/` at the
//! repository's root, in Fluent's syntax. Elsewhere than in a browser they are compiled in, and read when first needed; a browser
//! is sent one catalogue, made here, and only the hash of each id is in its module.

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
#[cfg(target_arch = "wasm32")]
pub use spoken::{set, spoken};
#[cfg(not(target_arch = "wasm32"))]
pub use spoken::{speak, spoken};

use std::fmt::Display;

/// A text in the language spoken now: `say!("id")` as `&'static str`, `say!("id", node = name, n = 3)` as `String`.
///
/// An id that no file has is shown as it is.
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

/// Which text is meant. In a browser only its hash is known; a test sees to it that no two ids have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    hash: u32,
    #[cfg(not(target_arch = "wasm32"))]
    name: &'static str,
}

impl Id {
    /// The text of this name in `messages/`. Use [`say!`] and [`id!`]: the test that every id has its text reads them.
    pub const fn new(name: &'static str) -> Self {
        Self {
            hash: hash(name),
            #[cfg(not(target_arch = "wasm32"))]
            name,
        }
    }

    /// The text as it is.
    pub fn text(self) -> &'static str {
        spoken().text(self.hash).unwrap_or(self.shown())
    }

    /// The text with each argument's value where it belongs.
    pub fn with(self, values: &[(&str, &dyn Display)]) -> String {
        let catalogue = spoken();
        match catalogue.text(self.hash) {
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

/// The 32-bit hash of an id (FNV-1a, Fowler, Noll, Vo 1991).
const fn hash(name: &str) -> u32 {
    let bytes = name.as_bytes();
    let mut hash: u32 = 0x811c_9dc5;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    hash
}
