//! An address that leads nowhere.

use crate::ui::{EmptyState, Glyph, TopBar};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

/// Says so, and where to go.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <Title text="Not found · Conga"/>
        <TopBar/>
        <main id="main" class="page">
            <EmptyState glyph=Glyph::Search title="There is nothing at this address"
                text="It may have been deleted, or the address is not complete. Everything you have is in the list of experiments.">
                <A href="/" attr:class="button is-primary">"All experiments"</A>
            </EmptyState>
        </main>
    }
}
