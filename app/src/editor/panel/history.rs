//! The steps of undo, newest first, each with its picture: go back to one by a new step, or see what changed since.

use super::Work;
use crate::once::{Show, act, follow};
use crate::ui::{Button, Glyph, Picture, icon};
use editor::{Session, thumbnail::thumbnail};
use leptos::prelude::*;
use leptos_router::components::A;
use messages::say;

/// Steps shown at first, and with each press on "earlier".
const PAGE: usize = 18;

/// One state: how many steps are done in it, what led to it, and its picture.
#[derive(Clone)]
struct State {
    n_done: usize,
    label: String,
    picture: api::Thumbnail,
    is_now: bool,
    is_undone: bool,
}

#[component]
pub(super) fn History(work: Work) -> impl IntoView {
    let n_shown = RwSignal::new(PAGE);
    let states = move || work.read(|session| states(session, n_shown.get()));
    let n_more = move || work.read(|session| (session.history().0.len() + 1).saturating_sub(n_shown.get()));
    view! {
        <ol class="history" aria-label=say!("steps-newest-first")>
            {follow(move || states().into_iter().map(|state| card(work, state)).collect_view())}
            <Show when=move || { n_more() > 0 }>
                <li class="history-more"><Button label=say!("earlier") on_press=move |()| n_shown.update(|n| *n += PAGE)/></li>
            </Show>
        </ol>
    }
}

fn states(session: &Session, most: usize) -> Vec<State> {
    let (history, now) = session.history();
    let state = |n_done: usize| {
        let label = n_done.checked_sub(1).map_or_else(|| say!("beginning").to_owned(), |at| history[at].label.clone());
        let picture = session.draft_at(n_done).map(|draft| thumbnail(&draft)).unwrap_or_default();
        let picture = api::Thumbnail { nodes: picture.nodes, links: picture.links };
        State { n_done, label, picture, is_now: n_done == now, is_undone: n_done > now }
    };
    (0..=history.len()).rev().take(most).map(state).collect()
}

fn card(work: Work, state: State) -> impl IntoView {
    let State { n_done, label, picture, is_now, is_undone } = state;
    let restore = move |_| {
        if work.write(true, |session| session.restore(n_done)) == Some(true) {
            work.said.set(say!("restored-undo-leads-back").into());
        }
    };
    let address = move || format!("/e/{}/diff?from={n_done}", work.id.get());
    let title = label.clone();
    view! {
        <li class="history-step" class:is-now=is_now class:is-undone=is_undone>
            <Picture thumbnail=picture/>
            <p title=title>{label}</p>
            <div class="history-does">
                {if is_now {
                    view! { <span class="muted">{say!("version-now")}</span> }.into_any()
                } else {
                    view! {
                        <button type="button" class="link-button" aria-label=say!("restore-step", n = n_done) on:click=act(restore)>{say!("restore")}</button>
                        <A href=address attr:class="link-button">{icon(Glyph::Diff)}<span>{say!("compare")}</span></A>
                    }.into_any()
                }}
            </div>
        </li>
    }
}
