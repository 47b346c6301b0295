//! Two versions side by side: what was added, removed and changed, on the map, in the plan and in the file.

mod choice;
mod shown;

use crate::once::{See, effect, follow};
use crate::{
    net::{self, Loaded},
    ui::{Button, EmptyState, Glyph, Skeleton, TopBar, icon},
};
use api::{Compare, Difference, Version};
use choice::{Choices, Side};
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use leptos_router::{components::A, hooks::use_query_map};
use messages::say;
use std::sync::Arc;

/// The page.
#[component]
pub fn ComparePage() -> impl IntoView {
    let id = net::use_id();
    let query = use_query_map();
    let choices = RwSignal::new(Choices::default());
    let from = query.see_untracked(|query| query.get("from").and_then(|step| step.parse().ok()));
    let (before, after) = (RwSignal::new(from.map_or(Side::Before, Side::Step)), RwSignal::new(Side::Now));
    let answer = RwSignal::new(Loaded::<Arc<Difference>>::Waiting);
    effect(move |_| {
        let id = id.get();
        spawn_local(async move {
            let (opened, others) = (net::experiment(&id).await, net::experiments().await);
            if let Ok(opened) = opened {
                choices.try_set(Choices::of(&id, opened, others.unwrap_or_default()));
            }
        });
    });
    let load = move || {
        let version = |side: &Side| choices.see(|choices| choices.version(&id.get(), side));
        let (Some(before), Some(after)) = (before.see(version), after.see(version)) else { return };
        answer.set(Loaded::Waiting);
        spawn_local(async move {
            let answered = net::compare(&Compare { before, after }).await;
            answer.try_set(answered.map(Arc::new).into());
        });
    };
    effect(move |_| load());
    let turn = move |()| {
        let (was, is) = (before.get_untracked(), after.get_untracked());
        before.set(is);
        after.set(was);
    };
    view! {
        <Title text=say!("page-compare")/>
        <TopBar>
            <nav class="crumbs grow" aria-label=say!("where-you-are")>
                {icon(Glyph::Right)}<A href=move || format!("/e/{}", id.get())>{say!("experiment")}</A>{icon(Glyph::Right)}<strong>{say!("compare")}</strong>
            </nav>
        </TopBar>
        <main id="main" class="compare fills">
            <h1 class="unseen">{say!("compare")}</h1>
            <choice::Bar choices before after turn=Callback::new(turn)/>
            {follow(move || match answer.get() {
                Loaded::Waiting => view! { <div class="compare-list" aria-busy="true"><Skeleton class="table-row" count=6/></div> }.into_any(),
                Loaded::Failed(error) => view! {
                    <EmptyState glyph=Glyph::Alert title=say!("these-could-not-be") text=error.to_string()>
                        <Button label=say!("try-again") on_press=move |()| load()/>
                    </EmptyState>
                }.into_any(),
                Loaded::Here(difference) => view! { <shown::Shown difference/> }.into_any(),
            })}
        </main>
    }
}

/// As the server is asked for it.
fn asked(id: &str, step: Option<usize>) -> Version {
    step.map_or_else(|| Version::Now(id.to_owned()), |step| Version::Step(id.to_owned(), step))
}
