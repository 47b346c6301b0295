//! Messages that come, offer one action, and go.

use crate::once::{For, act};
use leptos::prelude::*;
use messages::say;
use std::time::Duration;

/// How long a message stays; long enough to read it and to press Undo.
const STAYS: Duration = Duration::from_secs(8);

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Plain,
    /// Something could not be done; it stays until it is closed.
    Bad,
}

#[derive(Clone)]
struct Toast {
    id: u32,
    tone: Tone,
    text: String,
    action: Option<(String, Callback<()>)>,
}

/// The messages on show; cheap to copy.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

impl Toasts {
    /// Says that something was done.
    pub fn say(self, text: impl Into<String>) {
        self.add(Tone::Plain, text.into(), None);
    }

    /// Says what went wrong and how to mend it; stays until it is closed.
    pub fn warn(self, text: impl Into<String>) {
        self.add(Tone::Bad, text.into(), None);
    }

    /// Says that something was done and offers one action, as `Undo`.
    pub fn offer(self, text: impl Into<String>, label: impl Into<String>, action: impl Fn() + Send + Sync + 'static) {
        self.add(Tone::Plain, text.into(), Some((label.into(), Callback::new(move |()| action()))));
    }

    fn add(self, tone: Tone, text: String, action: Option<(String, Callback<()>)>) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.shown.update(|shown| shown.push(Toast { id, tone, text, action }));
        if tone == Tone::Plain {
            set_timeout(move || self.close(id), STAYS);
        }
    }

    fn close(self, id: u32) {
        self.shown.try_update(|shown| shown.retain(|toast| toast.id != id));
    }
}

/// Called once, at the top of the application.
pub fn provide_toasts() {
    provide_context(Toasts { shown: RwSignal::new(Vec::new()), next: StoredValue::new(0) });
}

/// The messages; any component may add one.
pub fn use_toasts() -> Toasts {
    expect_context()
}

/// Where messages are shown.
#[component]
pub fn ToastTray() -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.shown.get() key=|toast| toast.id children=move |toast| view! { <ToastBox toast toasts/> }/>
        </div>
    }
}

#[component]
fn ToastBox(toast: Toast, toasts: Toasts) -> impl IntoView {
    let id = toast.id;
    let action = toast.action.map(|(label, run)| {
        let press = move |_| {
            run.run(());
            toasts.close(id);
        };
        view! { <button type="button" class="button is-quiet toast-action" on:click=act(press)>{label}</button> }
    });
    view! {
        <div class="toast" class:is-bad=toast.tone == Tone::Bad role=(toast.tone == Tone::Bad).then_some("alert")>
            <span class="toast-text">{toast.text}</span>
            {action}
            <button type="button" class="icon-button" aria-label=say!("close-message") on:click=act(move |_| toasts.close(id))>
                {crate::ui::icon(crate::ui::Glyph::Close)}
            </button>
        </div>
    }
}
