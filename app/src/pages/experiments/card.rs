//! One experiment in the list.

use super::{list::List, now_ms};
use crate::once::{SeeValue, Show, act, effect, follow, memo};
use crate::{
    ui::{Badge, Glyph, Item, Menu, Picture, Tint},
    words::ago,
};
use api::Card;
use leptos::{ev, html, prelude::*};
use leptos_router::components::A;
use messages::say;

/// A card: the whole of it opens the experiment; its menu does the rest.
#[component]
pub fn CardBox(
    /// The experiment.
    id: String,
    /// The list it is in.
    list: List,
) -> impl IntoView {
    let card = memo(move |_| list.card(&id));
    let renaming = RwSignal::new(false);
    view! {
        <article class="card">
            {follow(move || card.get().map(|card| view! {
                <div class="card-picture"><CardPicture thumbnail=card.thumbnail.clone()/></div>
                <RunningBadge running=card.running.clone()/>
                <div class="card-body">
                    <div class="card-title">
                        <CardTitle card=card.clone() list renaming/>
                        <Menu label=say!("actions-for", title = card.title) glyph=Glyph::More compact=true
                            items=actions(card.clone(), list, renaming)/>
                    </div>
                    <CardFacts card/>
                </div>
            }))}
        </article>
    }
}

#[component]
fn CardPicture(thumbnail: api::Thumbnail) -> impl IntoView {
    if thumbnail.nodes.is_empty() {
        view! { <span class="card-empty">{say!("empty")}</span> }.into_any()
    } else {
        view! { <Picture thumbnail/> }.into_any()
    }
}

#[component]
fn RunningBadge(running: Option<String>) -> impl IntoView {
    running.map(|run| {
        view! {
            <div class="card-corner">
                <A href=format!("/runs/{run}") attr:title=say!("watch-run")><Badge tint=Tint::Live label=say!("running")/></A>
            </div>
        }
    })
}

#[component]
fn CardTitle(card: Card, list: List, renaming: RwSignal<bool>) -> impl IntoView {
    let (href, title) = (format!("/e/{}", card.id), card.title.clone());
    let link = move || {
        let (href, title, tip) = (href.clone(), title.clone(), title.clone());
        view! { <A href attr:title=tip>{title}</A> }
    };
    view! { <Show when=move || renaming.get() fallback=link>{view! { <TitleInput card=card.clone() list renaming/> }}</Show> }
}

/// Enter or leaving the field takes the title, Escape leaves it as it was.
#[component]
fn TitleInput(card: Card, list: List, renaming: RwSignal<bool>) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    effect(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
            input.select();
        }
    });
    let card = StoredValue::new(card);
    let take = move || {
        if !renaming.get_untracked() {
            return;
        }
        renaming.set(false);
        let title = input.get_untracked().map(|input| input.value().trim().to_owned()).unwrap_or_default();
        let (id, old) = card.see_value(|card| (card.id.clone(), card.title.clone()));
        if !title.is_empty() && title != old {
            list.rename(id, title);
        }
    };
    let on_key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Enter" => take(),
        "Escape" => renaming.set(false),
        _ => {}
    };
    view! {
        <input node_ref=input type="text" maxlength="120" aria-label=say!("title") autocomplete="off"
            value=card.see_value(|card| card.title.clone()) on:keydown=on_key on:blur=act(move |_| take())/>
    }
}

#[component]
fn CardFacts(card: Card) -> impl IntoView {
    let counts =
        [say!("n-nodes", n = card.n_nodes), say!("n-links", n = card.n_links), say!("n-layers", n = card.n_layers)]
            .join(", ");
    let errors = (card.n_errors > 0).then(|| say!("n-errors", n = card.n_errors));
    view! {
        <div class="card-facts">
            <span>{counts}</span>
            {errors.map(|errors| view! { <Badge tint=Tint::Bad label=errors/> })}
            <time>{ago(card.changed_ms, now_ms())}</time>
        </div>
    }
}

fn actions(card: Card, list: List, renaming: RwSignal<bool>) -> Vec<Item> {
    let (copied, runs) = (card.id.clone(), card.id.clone());
    vec![
        Item::new(say!("rename"), Glyph::Rename, move || renaming.set(true)),
        Item::new(say!("duplicate"), Glyph::Copy, move || list.copy(copied.clone())),
        Item::new(say!("runs"), Glyph::Clock, move || list.go(format!("/e/{runs}/runs"))),
        Item::new(say!("delete"), Glyph::Trash, move || list.delete(card.clone())).danger(),
    ]
}
