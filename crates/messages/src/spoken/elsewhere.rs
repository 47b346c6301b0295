//! Elsewhere: English, unless someone asked in another language.

use crate::{Catalogue, Language};
use std::cell::Cell;

thread_local! {
    static SPOKEN: Cell<Language> = const { Cell::new(Language::English) };
}

/// What `say` says is in `language`, on this thread, until it returns.
pub fn speak<T>(language: Language, say: impl FnOnce() -> T) -> T {
    /// Also where `say` panics.
    struct Before(Language);
    impl Drop for Before {
        fn drop(&mut self) {
            SPOKEN.set(self.0);
        }
    }
    let _before = Before(SPOKEN.replace(language));
    say()
}

/// What says, on whichever thread, in the language spoken here.
pub fn carried<T>(say: impl FnOnce() -> T) -> impl FnOnce() -> T {
    let language = SPOKEN.get();
    move || speak(language, say)
}

/// The catalogue spoken from now.
pub fn spoken() -> &'static Catalogue {
    SPOKEN.get().catalogue()
}
