//! Whether the space bar is held: with it the pointer moves the view.

use std::sync::atomic::{AtomicBool, Ordering};

static DOWN: AtomicBool = AtomicBool::new(false);

/// It is held.
pub(super) fn is_down() -> bool {
    DOWN.load(Ordering::Relaxed)
}

/// It was pressed or let go.
pub(super) fn set(down: bool) {
    DOWN.store(down, Ordering::Relaxed);
}
