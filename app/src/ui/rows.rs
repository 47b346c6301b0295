//! A long list of rows of one height, of which only those in view are in the page.

use crate::once::{act, effect, memo};
use leptos::{html, prelude::*};
use std::ops::Range;

/// Whether a list stays at its end while it grows. Scrolling up lets go; scrolling to the end takes hold again.
pub type Follow = RwSignal<bool>;

/// Rows kept above and below what is in view, so that scrolling shows no gaps.
const MARGIN: usize = 12;

/// The rows to show; `count` rows of `height` pixels, scrolled by `top` in a window of `window` pixels.
fn in_view(count: usize, height: f64, top: f64, window: f64) -> Range<usize> {
    let first = (top.max(0.0) / height) as usize;
    let last = ((top.max(0.0) + window.max(0.0)) / height) as usize + 1;
    first.saturating_sub(MARGIN).min(count)..(last + MARGIN).min(count)
}

/// A long list. `version` changes whenever a row's content may have.
#[component]
pub fn Rows(
    /// How many rows there are.
    #[prop(into)]
    count: Signal<usize>,
    /// A row's height, pixels, as in the style sheet.
    height: f64,
    /// What is in a row; called again on every change.
    row: Callback<usize, AnyView>,
    /// Changes whenever a row's content may have.
    #[prop(into)]
    version: Signal<u64>,
    /// Stays at the end while it grows.
    #[prop(optional)]
    follow: Option<Follow>,
    /// A row to bring into view.
    #[prop(optional, into)]
    reveal: Signal<Option<usize>>,
    /// What it lists, for screen readers.
    label: &'static str,
) -> impl IntoView {
    let scroller = NodeRef::<html::Div>::new();
    let (top, set_top) = signal(0.0_f64);
    let (window_height, set_window_height) = signal(800.0_f64);
    let measure = move || {
        let Some(scroller) = scroller.get_untracked() else { return };
        set_top.set(f64::from(scroller.scroll_top()));
        set_window_height.set(f64::from(scroller.client_height()));
    };
    let on_scroll = move |_| {
        let before = top.get_untracked();
        measure();
        let Some(follow) = follow else { return };
        // Rows may have come since this scroll began, so only a move upwards by the user lets go.
        let went_up = top.get_untracked() < before - 1.0;
        let at_end =
            top.get_untracked() + window_height.get_untracked() >= (count.get_untracked() as f64 - 2.0) * height;
        if follow.get_untracked() != at_end && (at_end || went_up) {
            follow.set(at_end);
        }
    };
    // Runs after the rows are in the page, when the scroller's height is known.
    effect(move |_| {
        let (count, follows) = (count.get(), follow.is_some_and(|follow| follow.get()));
        version.track();
        let Some(scroller) = scroller.get() else { return };
        if follows {
            request_animation_frame(move || scroller.set_scroll_top((count as f64 * height) as i32));
        }
        measure();
    });
    let is_in_view = move |row: usize, scroller: &web_sys::HtmlDivElement| {
        let (from, to) = (row as f64 * height, (row + 1) as f64 * height);
        let (top, window) = (f64::from(scroller.scroll_top()), f64::from(scroller.client_height()));
        from >= top && to <= top + window
    };
    // Whoever scrolled away from the last row revealed is reading: the list stays where it is.
    effect(move |last: Option<Option<usize>>| {
        let last = last.flatten();
        let (Some(row), Some(scroller)) = (reveal.get(), scroller.get()) else { return last };
        if !is_in_view(row, &scroller) && last.is_none_or(|last| is_in_view(last, &scroller)) {
            scroller.set_scroll_top((row as f64 * height - f64::from(scroller.client_height()) / 2.0) as i32);
        }
        Some(row)
    });
    let range = memo(move |_| {
        let window = window_height.get();
        // A list that stays at its end is there before the browser says that it has scrolled.
        let at_end = follow.is_some_and(|follow| follow.get());
        let top = if at_end { count.get() as f64 * height - window } else { top.get() };
        in_view(count.get(), height, top, window)
    });
    let rows = move || {
        version.track();
        range.get().map(|index| row.run(index)).collect_view()
    };
    view! {
        <div class="rows" node_ref=scroller on:scroll=act(on_scroll) tabindex="0" role="list" aria-label=label>
            <div class="rows-all" style:height=move || format!("{}px", count.get() as f64 * height)>
                <div class="rows-shown" style:transform=move || format!("translateY({}px)", range.get().start as f64 * height)>
                    {rows}
                </div>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rows_near_the_window_are_shown() {
        assert_eq!(in_view(100_000, 20.0, 0.0, 400.0), 0..33);
        assert_eq!(in_view(100_000, 20.0, 20_000.0, 400.0), 988..1033);
    }

    #[test]
    fn a_short_or_empty_list_is_shown_whole() {
        assert_eq!(in_view(5, 20.0, 0.0, 400.0), 0..5);
        assert_eq!(in_view(0, 20.0, 300.0, 400.0), 0..0);
        assert_eq!(in_view(5, 20.0, 9_000.0, 400.0), 5..5, "scrolled far beyond a list that became short");
    }
}
