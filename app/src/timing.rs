//! How long our own work takes, as measures of the browser's performance timeline.

use leptos::prelude::*;
use model::at_once;

/// The checks of a draft, after each edit.
pub const CHECK: &str = "conga-check";
/// Planning, while somebody looks at the plan.
pub const PLAN: &str = "conga-plan";

/// Does `work` and records how long it took; on the server it is only done.
pub fn measured<T>(name: &str, work: impl FnOnce() -> T) -> T {
    at_once(measured_in_parts(name, async { work() }))
}

/// As [`measured`], of work that may pause; its pauses count.
pub async fn measured_in_parts<T>(name: &str, work: impl Future<Output = T>) -> T {
    let clock = if cfg!(feature = "csr") { window().performance() } else { None };
    let Some(clock) = clock else { return work.await };
    // Of two at the same time each has its own beginning.
    let begun = format!("{name} {}", clock.now());
    let _ = clock.mark(&begun);
    let done = work.await;
    let _ = clock.measure_with_start_mark(name, &begun);
    clock.clear_marks_with_mark_name(&begun);
    done
}
