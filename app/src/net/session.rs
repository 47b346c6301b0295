//! Being signed in, and what is shown when that has ended.

use crate::ui::{Glyph, icon};
use leptos::prelude::*;

/// Whether the server still knows this browser.
#[derive(Clone, Copy)]
pub struct Session {
    signed_out: RwSignal<bool>,
}

impl Session {
    /// The server answered that it does not know this browser.
    pub fn ended(self) {
        self.signed_out.set(true);
    }
}

/// Called once, at the top of the application.
pub fn provide_session() {
    provide_context(Session { signed_out: RwSignal::new(false) });
}

/// The session; none outside of a component's owner, as in a task whose page is gone.
pub fn use_session() -> Option<Session> {
    use_context()
}

/// A notice over the page once the session has ended. What is on the page stays there.
#[component]
pub fn SignedOut() -> impl IntoView {
    let session = expect_context::<Session>();
    let notice = || {
        view! {
            <div class="signed-out" role="alert">
                {icon(Glyph::Alert)}
                <p>
                    <strong>"You are signed out."</strong>
                    " Open the sign-in link the server printed when it started, then reload this page. Start the server again for a new link."
                </p>
                <button type="button" class="button" on:click=|_| drop(window().location().reload())>"Reload"</button>
            </div>
        }
    };
    view! { <Show when=move || session.signed_out.get()>{notice()}</Show> }
}
