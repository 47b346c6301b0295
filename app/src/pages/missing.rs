//! An address that leads nowhere.

use crate::ui::{EmptyState, Glyph, TopBar};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use messages::say;

/// Says so, and where to go.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <Title text=say!("page-not-found")/>
        <TopBar/>
        <main id="main" class="page">
            <EmptyState glyph=Glyph::Search title=say!("there-nothing-at-address")
                text=say!("may-have-been-deleted")>
                <A href="/" attr:class="button is-primary">{say!("all-experiments")}</A>
            </EmptyState>
        </main>
    }
}
