//! A run, watched live: its steps, the map, what is said, and a place to type commands.

mod card;
mod detail;
mod going;
mod head;
mod live;
mod log;
mod map;
mod overlay;
mod phases;
mod said;
mod shell;
mod start;
mod state;
mod step;
mod steps;

pub use head::tint;
pub use start::{Chosen, StartRun};
pub use state::state_words;

use crate::once::{See, effect, follow};
use crate::{
    net::{self, Loaded},
    ui::{EmptyState, Glyph, Skeleton, TopBar, icon, use_palette},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use leptos_router::components::A;
use live::Live;
use messages::say;
use std::sync::Arc;

/// A run's page as the server gives it.
type Page = api::RunPage<planner::Plan>;

/// The page.
#[component]
pub fn RunPage() -> impl IntoView {
    let id = net::use_id();
    let page = RwSignal::new(Loaded::<Arc<Page>>::Waiting);
    let palette = use_palette();
    effect(move |_| {
        let id = id.get();
        spawn_local(async move {
            let answer = net::run(&id).await.map(Arc::new);
            if let Ok(page) = &answer {
                palette.experiment.set(page.card.experiment.clone());
            }
            page.try_set(answer.into());
        });
    });
    let title = move || {
        page.see(|page| match page {
            Loaded::Here(page) => say!("page-run-of", title = page.card.title),
            _ => say!("page-run").to_owned(),
        })
    };
    view! {
        <Title text=title/>
        <TopBar>{follow(move || page.see(crumbs))}</TopBar>
        {follow(move || match page.get() {
            Loaded::Waiting => view! { <Waiting/> }.into_any(),
            Loaded::Failed(error) => view! { <Failed text=error.to_string()/> }.into_any(),
            Loaded::Here(page) => view! { <Watched page/> }.into_any(),
        })}
    }
}

fn crumbs(page: &Loaded<Arc<Page>>) -> AnyView {
    let Loaded::Here(page) = page else { return view! { <span class="grow"></span> }.into_any() };
    let experiment = format!("/e/{}", page.card.experiment);
    let runs = format!("{experiment}/runs");
    let title = page.card.title.clone();
    view! {
        <nav class="crumbs grow" aria-label=say!("where-you-are")>
            {icon(Glyph::Right)}<A href=experiment>{title}</A>
            {icon(Glyph::Right)}<A href=runs>{say!("runs")}</A>
            {icon(Glyph::Right)}<strong>{say!("a-run")}</strong>
        </nav>
    }
    .into_any()
}

#[component]
fn Waiting() -> impl IntoView {
    view! {
        <main id="main" class="run fills" aria-busy="true">
            <div class="run-head"><Skeleton class="run-title-wait"/></div>
            <section class="pane run-steps"></section>
            <section class="pane run-map"></section>
            <section class="pane run-log"></section>
        </main>
    }
}

#[component]
fn Failed(text: String) -> impl IntoView {
    view! {
        <main id="main" class="page">
            <EmptyState glyph=Glyph::Alert title=say!("run-cannot-be-shown") text=text>
                <A href="/" attr:class="button">{say!("all-experiments")}</A>
            </EmptyState>
        </main>
    }
}

#[component]
fn Watched(page: Arc<Page>) -> impl IntoView {
    let node = RwSignal::new(shell::first_node(&page.draft));
    let live = Live::new(page);
    live.watch();
    view! {
        <main id="main" class="run fills">
            <head::RunHead live/>
            <steps::StepsPane live/>
            <map::MapPane live node/>
            <said::SaidPane live node/>
        </main>
    }
}
