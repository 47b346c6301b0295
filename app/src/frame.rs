//! The HTML around the application: what the browser reads before anything else.

use crate::App;
use leptos::prelude::*;
use leptos_meta::MetaTags;
use messages::say;

/// The document, whose texts a browser finds at `texts`. `/theme.js` is small and blocks on purpose: the first paint already has the chosen colours.
/// `/loading.js` shows a line that stands in it hidden, where module or texts do not come.
pub fn shell(options: LeptosOptions, texts: String) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang=messages::spoken().language()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.ico" sizes="32x32"/>
                <link rel="icon" href="/icon.svg" type="image/svg+xml"/>
                <script src="/theme.js"></script>
                <script src="/loading.js"></script>
                <link rel="stylesheet" href="/pkg/conga.css"/>
                <link id="texts" rel="preload" r#as="fetch" crossorigin="anonymous" href=texts/>
                <AutoReload options=options.clone()/>
                <HydrationScripts options/>
                <MetaTags/>
            </head>
            <body>
                <App/>
                <NotLoaded/>
            </body>
        </html>
    }
}

/// What is shown in place of the life a page has when it is loaded whole. A page that wakes replaces it with all else.
#[component]
fn NotLoaded() -> impl IntoView {
    view! {
        <div id="not-loaded" class="signed-out" role="alert" hidden>
            <span>{say!("not-loaded")}</span>
            <a class="button" href="">{say!("reload")}</a>
        </div>
        <noscript><p class="signed-out">{say!("needs-javascript")}</p></noscript>
    }
}
