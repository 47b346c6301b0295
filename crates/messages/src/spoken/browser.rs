//! In a browser: the one catalogue the page was sent.

use crate::Catalogue;
use std::sync::OnceLock;

static SPOKEN: OnceLock<Catalogue> = OnceLock::new();

/// Takes the catalogue the page speaks from; once, before anything is said.
pub fn set(catalogue: String) {
    let _ = SPOKEN.set(Catalogue::read(catalogue.leak()));
}

/// The catalogue spoken from.
pub fn spoken() -> &'static Catalogue {
    SPOKEN.get_or_init(|| Catalogue::read(""))
}
