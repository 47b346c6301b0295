//! The HTML around the application: what the browser reads before anything else.

use crate::App;
use leptos::prelude::*;
use leptos_meta::MetaTags;

/// The document, whose texts a browser finds at `texts`. `/theme.js` is small and blocks on purpose: the first paint already has the chosen colours.
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
                <link rel="stylesheet" href="/pkg/conga.css"/>
                <link id="texts" rel="preload" r#as="fetch" crossorigin="anonymous" href=texts/>
                <AutoReload options=options.clone()/>
                <HydrationScripts options/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}
