//! Which tabs of this browser are there: each holds a lock of its own name as long as it lives, however it dies.
//!
//! Browsers have locks where the address is secure or this machine's. Elsewhere no tab is known to be there: what one
//! keeps is then done by the next one too, and the server's history shows both that it is the same.

use js_sys::{Array, Function, Math, Promise, Reflect};
use leptos::prelude::window;
use std::sync::OnceLock;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

/// Other tabs that are there.
#[derive(Default)]
pub(in crate::editor) struct Tabs(Vec<String>);

impl Tabs {
    /// Those that are there now. From the first call on others see this one.
    pub(in crate::editor) async fn alive() -> Self {
        Self(held().await.unwrap_or_default())
    }

    /// Another tab of this name is there.
    pub(super) fn has(&self, tab: &str) -> bool {
        tab != mine() && self.0.iter().any(|held| *held == lock(tab))
    }
}

/// This tab's name, as long as its page lives.
pub(super) fn mine() -> &'static str {
    static MINE: OnceLock<String> = OnceLock::new();
    MINE.get_or_init(|| {
        let name = format!("{:016x}", Math::random().to_bits());
        hold(&lock(&name));
        name
    })
}

fn lock(tab: &str) -> String {
    format!("conga-tab-{tab}")
}

/// The browser's locks; none where it has none for this page.
fn locks() -> Option<JsValue> {
    Reflect::get(&window().navigator(), &"locks".into()).ok().filter(JsValue::is_object)
}

fn called(on: &JsValue, method: &str, arguments: &Array) -> Option<Promise> {
    let method: Function = Reflect::get(on, &method.into()).ok()?.dyn_into().ok()?;
    Reflect::apply(&method, on, arguments).ok()?.dyn_into().ok()
}

/// Holds a lock until the page is gone: what is called with it promises an end that never comes.
fn hold(name: &str) {
    let Some(locks) = locks() else { return };
    let until = Closure::once_into_js(|_lock: JsValue| Promise::new(&mut |_, _| {}));
    called(&locks, "request", &Array::of2(&name.into(), &until));
}

/// The names of all locks that are held.
async fn held() -> Option<Vec<String>> {
    mine();
    let answer = JsFuture::from(called(&locks()?, "query", &Array::new())?).await.ok()?;
    let held: Array = Reflect::get(&answer, &"held".into()).ok()?.dyn_into().ok()?;
    Some(held.iter().filter_map(|lock| Reflect::get(&lock, &"name".into()).ok()?.as_string()).collect())
}
