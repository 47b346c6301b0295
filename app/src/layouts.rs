//! The thread that layouts are worked out on: started once, when a page has nothing else to do or when it is first needed.
//! It has a module of its own (`layouts`), keeps it, and so works with the server away.

use editor::layout::{Kind, Sketch};
use js_sys::{Array, Float64Array};
use leptos::prelude::*;
use model::Point;
use std::{cell::RefCell, time::Duration};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, MessageEvent, Worker, WorkerOptions, WorkerType};

/// Its script, which `cargo xtask build` makes.
const SCRIPT: &str = "/pkg/layouts.js";
/// How long opening a page has the machine for itself.
const WARM_AFTER: Duration = Duration::from_millis(1_500);

/// What the thread has to say of a layout.
pub struct Answer {
    /// Where the nodes go by now, in the sketch's order; none where the thread does not work.
    pub places: Option<Vec<Point>>,
    /// Nothing more comes.
    pub is_last: bool,
}

/// Told every answer; false where no more are wanted.
type Ear = Box<dyn FnMut(Answer) -> bool>;

/// The thread, as the page knows it.
#[derive(Default)]
struct Thread {
    worker: Option<Worker>,
    /// Counts requests: an answer to an earlier one is not heard.
    asked: f64,
    ear: Option<Ear>,
}

thread_local! {
    static THREAD: RefCell<Thread> = RefCell::default();
}

/// Starts the thread soon, so that it is there when it is needed.
pub fn warm() {
    set_timeout(|| THREAD.with_borrow_mut(Thread::start), WARM_AFTER);
}

/// Has a layout worked out; what was under way is given up.
pub fn ask(kind: Kind, sketch: &Sketch, ear: impl FnMut(Answer) -> bool + 'static) {
    THREAD.with_borrow_mut(|thread| {
        thread.start();
        thread.asked += 1.0;
        thread.ear = Some(Box::new(ear));
        let at = Kind::ALL.into_iter().position(|known| known == kind).unwrap_or(0);
        let mut numbers = vec![thread.asked, at as f64];
        numbers.extend(sketch.numbers());
        thread.tell(&numbers);
    });
}

impl Thread {
    fn start(&mut self) {
        if self.worker.is_some() {
            return;
        }
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        // What is refused here is told by the first request, which finds no thread.
        self.worker = Worker::new_with_options(SCRIPT, &options).ok();
        if let Some(worker) = &self.worker {
            let hear = Closure::<dyn FnMut(MessageEvent)>::new(|message: MessageEvent| heard(message.data()));
            worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
            hear.forget();
            let fail = Closure::<dyn FnMut(Event)>::new(|_| failed());
            worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
            fail.forget();
        }
    }

    fn tell(&self, numbers: &[f64]) {
        let numbers = Float64Array::from(numbers);
        let told = self
            .worker
            .as_ref()
            .map(|worker| worker.post_message_with_transfer(&numbers, &Array::of1(&numbers.buffer())).is_ok());
        if told != Some(true) {
            set_timeout(failed, Duration::ZERO);
        }
    }
}

fn heard(data: JsValue) {
    let numbers = Float64Array::from(data).to_vec();
    let [asked, is_last, places @ ..] = &numbers[..] else { return };
    // An answer to an earlier request must not take the ear of the one under way.
    let is_wanted = |thread: &mut Thread| (thread.asked == *asked).then(|| thread.ear.take()).flatten();
    let ear = THREAD.with_borrow_mut(is_wanted);
    let Some(mut ear) = ear else { return };
    let places = places.chunks_exact(2).map(|at| Point { x: at[0], y: at[1] }).collect();
    let is_last = *is_last > 0.0;
    let goes_on = ear(Answer { places: Some(places), is_last });
    THREAD.with_borrow_mut(|thread| {
        if !goes_on && !is_last {
            // A request without a sketch: it gives up what is under way.
            thread.asked += 1.0;
            thread.tell(&[thread.asked]);
        } else if goes_on && !is_last {
            thread.ear = Some(ear);
        }
    });
}

/// The thread is gone, or never came; the next request starts another one.
fn failed() {
    let ear = THREAD.with_borrow_mut(|thread| {
        if let Some(worker) = thread.worker.take() {
            worker.terminate();
        }
        thread.ear.take()
    });
    ear.into_iter().for_each(|mut ear| {
        ear(Answer { places: None, is_last: true });
    });
}
