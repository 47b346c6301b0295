//! The list of experiments: see, create, open a file, rename, copy, throw away and take back.

mod card;
mod examples;
mod list;
mod opening;

use crate::once::{For, Show, effect, follow};
use crate::{
    net::{self, Loaded},
    ui::{Button, EmptyState, Glyph, Item, Kind, Skeleton, TopBar, use_palette},
};
use api::Create;
use card::CardBox;
use examples::Examples;
use leptos::prelude::*;
use leptos_meta::Title;
use list::List;
use messages::say;
use opening::{OpenFile, Opening};

/// The first page.
#[component]
pub fn Experiments() -> impl IntoView {
    let list = List::new();
    let opening = Opening::new(list);
    effect(move |_| list.load());
    let blank = move |()| list.create(Create::Blank(say!("untitled-experiment").into()));
    use_palette().offer(Callback::new(move |_| offer(list)));
    view! {
        <Title text=say!("page-experiments")/>
        <TopBar/>
        <main id="main" class="page">
            <div class="page-head">
                <h1>{say!("experiments")}</h1>
                <OpenFile opening/>
                <Button label=say!("new-experiment") glyph=Glyph::Add kind=Kind::Primary on_press=blank disabled=list.busy()/>
            </div>
            <section aria-label=say!("your-experiments") aria-busy=move || list.is_waiting().to_string()>
                {follow(move || match list.state() {
                    Loaded::Waiting => view! { <div class="cards"><Skeleton class="card" count=3/></div> }.into_any(),
                    Loaded::Failed(error) => view! { <Unreachable text=error.to_string() list/> }.into_any(),
                    Loaded::Here(()) => view! { <Cards list/> }.into_any(),
                })}
            </section>
            <Examples list/>
        </main>
        <opening::ReportDialog opening/>
        <opening::DropZone opening/>
    }
}

/// What the command palette finds here: a new experiment, and each there is.
fn offer(list: List) -> Vec<(String, Item)> {
    let blank = move || list.create(Create::Blank(say!("untitled-experiment").into()));
    let new = Item { group: say!("draw"), ..Item::new(say!("new-experiment"), Glyph::Add, blank) };
    let open = |card: api::Card| {
        let (title, id) = (card.title, card.id);
        let go = move || list.go(format!("/e/{id}"));
        (title.clone(), Item { group: say!("open"), ..Item::new(title, Glyph::Map, go) })
    };
    std::iter::once((say!("new-experiment").to_owned(), new))
        .chain(untrack(|| list.cards()).into_iter().map(open))
        .collect()
}

#[component]
fn Cards(list: List) -> impl IntoView {
    let none = || {
        view! {
            <div class="empty-list">
                <EmptyState glyph=Glyph::Map title=say!("no-experiments-yet")
                    text=say!("start-from-example-below")/>
            </div>
        }
    };
    view! {
        <Show when=move || !list.is_empty() fallback=none>
            <div class="cards">
                <For each=move || list.cards() key=|card| card.id.clone() children=move |card| view! { <CardBox id=card.id list/> }/>
            </div>
        </Show>
    }
}

#[component]
fn Unreachable(text: String, list: List) -> impl IntoView {
    view! {
        <EmptyState glyph=Glyph::Alert title=say!("list-could-not-be") text=text>
            <Button label=say!("try-again") on_press=move |()| list.load()/>
        </EmptyState>
    }
}

/// Now, milliseconds since 1970-01-01 UTC; in the browser only.
fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}

/// Loads the list, as after a card changed on the server.
async fn cards() -> Result<Vec<api::Card>, net::NetError> {
    net::experiments().await
}
