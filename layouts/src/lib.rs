//! Automatic layouts on a thread of their own: numbers in, places out. The page asks and draws; here is no page.
//!
//! Asked: the request's number, the kind of layout (its place in [`Kind::ALL`]), and a sketch as numbers. Another request
//! gives the one under way up, and so does a request's number alone. Answered, several times: the request's number, 1 when
//! all is done, else 0, and x and y of every node in the sketch's order.

use editor::layout::{Arranging, Kind, Sketch};
use js_sys::{Array, Float64Array};
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;

/// Milliseconds of work before the page may be heard: it may have given up.
const SLICE_MS: f64 = 30.0;
/// Milliseconds between pictures.
const PICTURE_MS: f64 = 120.0;

/// What the thread has of its own.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = postMessage, catch)]
    fn post(numbers: &Float64Array, moved: &Array) -> Result<(), JsValue>;
    #[wasm_bindgen(js_name = setTimeout)]
    fn later(work: &JsValue, ms: f64);
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// A layout under way.
struct UnderWay {
    asked: f64,
    arranging: Arranging,
    shown_at: f64,
}

thread_local! {
    static UNDER_WAY: RefCell<Option<UnderWay>> = const { RefCell::new(None) };
    static IS_ASLEEP: Cell<bool> = const { Cell::new(true) };
    static GO_ON: JsValue = Closure::<dyn FnMut()>::new(go_on).into_js_value();
}

/// Takes a request; what was under way is given up.
#[wasm_bindgen]
pub fn hear(numbers: &[f64]) {
    UNDER_WAY.set(begun(numbers));
    if IS_ASLEEP.replace(false) {
        GO_ON.with(|go_on| later(go_on, 0.0));
    }
}

fn begun(numbers: &[f64]) -> Option<UnderWay> {
    let [asked, kind, sketch @ ..] = numbers else { return None };
    let kind = *Kind::ALL.get(*kind as usize)?;
    Some(UnderWay { asked: *asked, arranging: Arranging::new(Sketch::of_numbers(sketch)?, kind), shown_at: now() })
}

/// Works for a slice, tells what there is to see, and looks whether something was asked meanwhile.
fn go_on() {
    let has_more = UNDER_WAY.with_borrow_mut(|slot| {
        let Some(under_way) = slot else { return false };
        let has_more = under_way.work();
        if !has_more {
            *slot = None;
        }
        has_more
    });
    IS_ASLEEP.set(!has_more);
    if has_more {
        GO_ON.with(|go_on| later(go_on, 0.0));
    }
}

impl UnderWay {
    /// False when all is done.
    fn work(&mut self) -> bool {
        let began = now();
        let mut has_more = true;
        while has_more && now() - began < SLICE_MS {
            has_more = self.arranging.advance();
        }
        if !has_more || now() - self.shown_at > PICTURE_MS {
            self.tell(has_more);
        }
        has_more
    }

    fn tell(&mut self, has_more: bool) {
        let Some(places) = self.arranging.places() else { return };
        self.shown_at = now();
        let head = [self.asked, if has_more { 0.0 } else { 1.0 }];
        let numbers: Vec<f64> = head.into_iter().chain(places.iter().flat_map(|at| [at.x, at.y])).collect();
        let numbers = Float64Array::from(&numbers[..]);
        // A page that is gone hears nothing, and ends this thread.
        let _ = post(&numbers, &Array::of1(&numbers.buffer()));
    }
}
