//! The language of the page: its texts, and the choice among the languages there are.

use crate::ui::{Glyph, Item};
use crate::{net, ui::Menu};
use js_sys::Reflect;
use leptos::prelude::*;
use messages::say;

/// The languages by their tags, each by its own name for itself.
const LANGUAGES: [(&str, &str); 2] = [("en", "English"), ("de", "Deutsch")];

/// Where the choice is kept, a year: the server reads it, so that the first paint is in this language already.
const COOKIE: &str = "conga-language";

/// Fetches the page's texts, from the address the page names. Without them nothing can be shown; the first paint then stays.
///
/// Errors: the texts could not be fetched.
pub async fn load() -> Result<(), net::NetError> {
    let link = document().get_element_by_id("texts").and_then(|link| link.get_attribute("href"));
    let texts = net::text(&link.unwrap_or_default()).await?;
    #[cfg(target_arch = "wasm32")]
    messages::set(texts);
    #[cfg(not(target_arch = "wasm32"))]
    drop(texts);
    Ok(())
}

/// The choice, in the bar of every page.
#[component]
pub(crate) fn LanguageMenu() -> impl IntoView {
    view! { <Menu label=say!("language") glyph=Glyph::Globe compact=true items=Signal::stored(items())/> }
}

/// The choices, as the menu and the palette offer them.
pub(crate) fn items() -> Vec<Item> {
    let now = messages::spoken().language();
    let item = |(tag, name): (&'static str, &'static str)| Item {
        group: say!("language"),
        glyph: (tag == now).then_some(Glyph::Check),
        ..Item::new(name, Glyph::Globe, move || choose(tag))
    };
    LANGUAGES.map(item).into()
}

/// Every text is said anew by a new page. What is not saved yet is kept by the browser, and is there again.
fn choose(tag: &str) {
    let cookie = format!("{COOKIE}={tag}; path=/; max-age=31536000; samesite=lax");
    let _ = Reflect::set(&document(), &"cookie".into(), &cookie.into());
    let _ = window().location().reload();
}
