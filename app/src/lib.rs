//! What people see: pages, canvas, calls. Compiled twice: for the server's first paint and for the browser.
//!
//! It shows and does not decide: rules are in `model`, `editor`, `planner`; what runs, runs on the server.
#![recursion_limit = "256"]

pub mod canvas;
mod compare;
pub mod editor;
mod files;
#[cfg(feature = "ssr")]
mod frame;
mod language;
mod layouts;
pub mod net;
mod once;
mod pages;
pub mod run;
mod timing;
pub mod ui;
pub mod words;

#[cfg(feature = "ssr")]
pub use frame::shell;
pub use language::load;

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    components::{Route, Router, Routes},
    path,
};

/// The whole application; the same on the server and in the browser.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    ui::provide_toasts();
    ui::provide_theme();
    ui::provide_palette();
    view! {
        <Router>
            <Routes fallback=pages::NotFound>
                <Route path=path!("/") view=pages::Experiments/>
                <Route path=path!("/e/:id") view=editor::EditorPage/>
                <Route path=path!("/e/:id/diff") view=compare::ComparePage/>
                <Route path=path!("/e/:id/runs") view=pages::Runs/>
                <Route path=path!("/runs/:id") view=run::RunPage/>
            </Routes>
            <ui::Palette/>
        </Router>
        <ui::ToastTray/>
        <net::SignedOut/>
    }
}
