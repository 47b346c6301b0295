//! The bar at the top of every page.

use super::ThemeButton;
use crate::language::LanguageMenu;
use leptos::prelude::*;
use leptos_router::components::A;
use messages::say;

/// The bar: home, where we are, what can be done here, language, colours.
#[component]
pub fn TopBar(
    /// Where we are and what can be done here.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <a class="skip" href="#main">{say!("skip-content")}</a>
        <header class="topbar">
            <A href="/" attr:class="brand" attr:aria-label=say!("conga-experiments")>
                <svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
                    <rect x="2.5" y="3" width="19" height="4.5" rx="2.25"/>
                    <rect x="2.5" y="9.75" width="12.5" height="4.5" rx="2.25"/>
                    <rect x="2.5" y="16.5" width="8" height="4.5" rx="2.25"/>
                    <circle cx="19.25" cy="18.75" r="2.25"/>
                </svg>
                <span class="brand-name">"Conga"</span>
            </A>
            {children.map(|children| children().into_any()).unwrap_or_else(|| view! { <span class="grow"></span> }.into_any())}
            <LanguageMenu/>
            <ThemeButton/>
        </header>
    }
}
