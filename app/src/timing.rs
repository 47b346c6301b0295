//! How long our own work takes, as measures of the browser's performance timeline.

use leptos::prelude::*;

/// The checks of a draft, after each edit.
pub const CHECK: &str = "conga-check";
/// Planning, while somebody looks at the plan.
pub const PLAN: &str = "conga-plan";
/// Does `work` and records how long it took; on the server it is only done.
pub fn measured<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let clock = if cfg!(feature = "csr") { window().performance() } else { None };
    let Some(clock) = clock else { return work() };
    let _ = clock.mark(name);
    let done = work();
    let _ = clock.measure_with_start_mark(name, name);
    clock.clear_marks_with_mark_name(name);
    done
}
