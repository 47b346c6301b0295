//! Wakes the application in the browser; it knows nothing else.

use wasm_bindgen::prelude::*;

/// Called once by the page's own script, under the name it has for it.
///
/// The first paint is the server's. Here it gives way, in one step, to the same picture with life in it: taking over
/// the server's elements one by one (hydration) would need a second way through every view, and a fifth of the module.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    // The page asked for its texts before it asked for this module: they are here, or nearly.
    wasm_bindgen_futures::spawn_local(async {
        match app::load().await {
            Ok(()) => wake(),
            // The page's script hears of it, and says that the page is not whole.
            Err(_) => wasm_bindgen::throw_str("no texts"),
        }
    });
}

fn wake() {
    if let Some(body) = leptos::prelude::document().body() {
        body.set_inner_html("");
    }
    leptos::mount::mount_to_body(app::App);
    // A click before this is lost; browser tests and the style sheet wait for it.
    let _ = js_sys::Reflect::set(&js_sys::global(), &"__hydrated".into(), &JsValue::TRUE);
}
