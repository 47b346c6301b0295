//! Being signed in, and what is shown when that has ended.

use crate::once::{Show, effect};
use crate::ui::{Glyph, icon};
use leptos::{ev::Custom, prelude::*};
use messages::say;

/// What the page tells itself when the server no longer knows this browser. An event of the window, because a call may
/// end when the component that made it is gone.
const SIGNED_OUT: &str = "conga-signed-out";

/// Tells the page that the server no longer knows this browser.
pub fn tell_signed_out() {
    if let Ok(event) = web_sys::Event::new(SIGNED_OUT) {
        let _ = window().dispatch_event(&event);
    }
}

/// A notice over the page once the session has ended. What is on the page stays there.
#[component]
pub fn SignedOut() -> impl IntoView {
    let signed_out = RwSignal::new(false);
    effect(move |_| {
        let ear = window_event_listener(Custom::<web_sys::Event>::new(SIGNED_OUT), move |_| signed_out.set(true));
        on_cleanup(move || ear.remove());
    });
    view! { <Show when=move || signed_out.get()><Notice/></Show> }
}

#[component]
fn Notice() -> impl IntoView {
    view! {
        <div class="signed-out" role="alert">
            {icon(Glyph::Alert)}
            <p>
                <strong>{say!("you-are-signed-out")}</strong>
                " "{say!("open-sign-in-link")}
            </p>
            <button type="button" class="button" on:click=|_| drop(window().location().reload())>{say!("reload")}</button>
        </div>
    }
}
