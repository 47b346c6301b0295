//! The editor page: draw an experiment, see at once what is wrong and what will happen.

mod arrange;
mod centre;
mod choices;
mod clipboard;
mod command;
mod dialogs;
mod find;
mod follow;
mod head;
mod inspector;
mod ipcp;
mod journal;
mod layer_view;
mod links;
mod meant;
mod network;
mod panel;
mod picture;
mod plan;
mod save;
mod selecting;
mod stack_view;
mod tools;
mod views;
mod wire;
mod work;

use crate::once::{See, effect, follow, memo};
use crate::{
    layouts,
    net::{self, Loaded},
    ui::{Button, EmptyState, Glyph, Skeleton, TopBar},
};
use leptos::{ev, prelude::*, task::spawn_local};
use leptos_meta::Title;
use messages::say;
use work::Work;

/// The page.
#[component]
pub fn EditorPage() -> impl IntoView {
    let id = net::use_id();
    let state = RwSignal::new(Loaded::<()>::Waiting);
    let work = Work::new(id);
    provide_context(work);
    let load = move || {
        state.set(Loaded::Waiting);
        spawn_local(async move {
            let id = id.get_untracked();
            let alive = journal::alive(&id).await;
            let opened = net::experiment(&id).await;
            let shown = match opened {
                Ok(opened) => {
                    // Reading, checking and showing a large network are a task each, and the page answers in between.
                    if !breathes(work).await {
                        return;
                    }
                    save::open(work, &id, opened, &alive);
                    if !breathes(work).await {
                        return;
                    }
                    if !work.prepare().await {
                        return;
                    }
                    Loaded::Here(())
                }
                Err(error) => Loaded::Failed(error),
            };
            net::pause(0).await;
            state.try_set(shown);
        });
    };
    effect(move |_| {
        // Read, not only followed: what is worked out for the first time later on would count as a change, and all be loaded twice.
        id.get();
        load();
    });
    view! {
        <Title text=move || say!("page-experiment", title = work.title())/>
        <TopBar><head::Head work/></TopBar>
        {follow(move || match state.get() {
            Loaded::Waiting => view! { <Waiting/> }.into_any(),
            Loaded::Failed(error) => view! { <Unreachable text=error.to_string() again=Callback::new(move |()| load())/> }.into_any(),
            Loaded::Here(()) => view! { <Room work/> }.into_any(),
        })}
    }
}

/// Lets the page answer; whether it is still there.
async fn breathes(work: Work) -> bool {
    net::pause(0).await;
    work.is_there()
}

/// The page's frame, with places of the final size.
#[component]
fn Waiting() -> impl IntoView {
    view! {
        <main id="main" class="editor fills" aria-busy="true">
            <div class="tools"><Skeleton class="tool-skeleton" count=6/></div>
            <div class="centre"></div>
            <div class="inspector"></div>
        </main>
    }
}

#[component]
fn Unreachable(text: String, again: Callback<()>) -> impl IntoView {
    view! {
        <main id="main" class="page">
            <EmptyState glyph=Glyph::Alert title=say!("experiment-could-not-be") text=text>
                <Button label=say!("try-again") on_press=again/>
            </EmptyState>
        </main>
    }
}

/// Everything once the experiment is here.
#[component]
fn Room(work: Work) -> impl IntoView {
    save::watch(work);
    work.look_for_beds();
    layouts::warm();
    let keys = window_event_listener(ev::keydown, move |event| command::on_key(work, &event));
    let let_go = window_event_listener(ev::keyup, move |event| {
        if event.key().starts_with("Arrow") {
            work.commit();
        }
    });
    clipboard::watch(work);
    let n_selected = memo(move |_| work.selection.see(editor::Selection::len));
    effect(move |_| {
        let n = n_selected.get();
        if n > 1 {
            work.said.set(say!("n-selected", n = n));
        }
    });
    work.palette.offer(Callback::new(move |query: String| choices::offer(work, &query)));
    work.views.remember();
    on_cleanup(move || {
        keys.remove();
        let_go.remove();
    });
    view! {
        <main id="main" class="editor fills" class:is-short=move || !work.panel_open.get()>
            <h1 class="unseen">{follow(move || work.title())}</h1>
            <tools::Tools work/>
            <centre::Centre work/>
            <inspector::Inspector work/>
            <panel::Panel work/>
        </main>
        <p class="unseen" aria-live="polite">{work.said}</p>
        <dialogs::Dialogs work/>
    }
}
