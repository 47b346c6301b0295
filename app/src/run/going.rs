//! The user's commands that go on, each with a button that interrupts it.

use super::live::Live;
use crate::once::{follow, memo};
use crate::{
    net,
    ui::{Glyph, IconButton},
    words::clock,
};
use api::Execed;
use leptos::{prelude::*, task::spawn_local};
use messages::say;

/// How long a command goes on before it is listed, milliseconds: most end at once, and what comes and goes moves the rest.
const SOON_MS: f64 = 700.0;

/// A command of the user's that has not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Its number.
    pub call: u64,
    /// Its node.
    pub node: String,
    /// What was typed.
    pub line: String,
    /// When it began, milliseconds since 1970-01-01 UTC.
    pub at_ms: u64,
}

/// The list; nothing while nothing goes on.
#[component]
pub fn Going(
    /// The run.
    live: Live,
) -> impl IntoView {
    let listed = memo(move |_| {
        let now_ms = live.now_ms();
        let is_old = |typed: &&Typed| now_ms - typed.at_ms as f64 >= SOON_MS;
        live.with(|state| state.typed.iter().filter(is_old).cloned().collect::<Vec<_>>())
    });
    follow(move || {
        let rows: Vec<_> = listed.get().into_iter().map(|typed| row(live, typed)).collect();
        (!rows.is_empty()).then(|| view! { <ul class="going" aria-label=say!("commands-going-on")>{rows}</ul> })
    })
}

fn row(live: Live, typed: Typed) -> impl IntoView {
    let Typed { call, node, line, at_ms } = typed;
    let label = say!("interrupt-command", line = line, node = node);
    let words = format!("{node} >> {line}");
    view! {
        <li>
            <code title=words.clone()>{words.clone()}</code>
            <span class="going-time">{move || clock(live.now_ms() - at_ms as f64)}</span>
            <IconButton glyph=Glyph::Stop label=label on_press=move |()| interrupt(live, call)/>
        </li>
    }
}

/// Interrupts the newest of a node's commands that go on; false if none does.
pub fn interrupt_newest(live: Live, node: &str) -> bool {
    let newest = live.peek(|state| state.typed.iter().rfind(|typed| typed.node == node).map(|typed| typed.call));
    newest.map(|call| interrupt(live, call)).is_some()
}

/// Interrupts a command; that it ended comes as an event.
fn interrupt(live: Live, call: u64) {
    let run = live.page().card.id.clone();
    spawn_local(async move {
        if let Err(error) = net::interrupt(&run, Execed { call }).await {
            live.toasts().warn(error.to_string());
        }
    });
}
