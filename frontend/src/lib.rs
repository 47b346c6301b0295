//! Wakes the application in the browser; it knows nothing else.

use wasm_bindgen::prelude::*;

/// Called once by the page's own script.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(app::App);
    // A click before this is lost; browser tests and the style sheet wait for it.
    let _ = js_sys::Reflect::set(&js_sys::global(), &"__hydrated".into(), &JsValue::TRUE);
}
