//! Watching a run: every event once, in order, however often the wire breaks.

use super::{
    backoff::wait_ms,
    wire::{Taken, Wire},
};
use leptos::prelude::*;
use runner::Event;
use std::{cell::RefCell, rc::Rc, time::Duration};
use wasm_bindgen::{JsCast, closure::Closure};

/// The close code of a server that has sent all there is and will be.
const ALL_SENT: u16 = 1000;

/// How the wire is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// The first attempt is under way.
    Connecting,
    /// Events come, or all have come.
    Open,
    /// It broke; it is being tried again by itself.
    Broken,
}

/// What is heard.
pub enum Heard {
    /// Events in order, each once.
    Events(Vec<Event>),
    /// What was heard so far is not so; everything comes again from the first event.
    Again,
}

/// Called with what is heard.
pub type Listener = Rc<dyn Fn(Heard)>;

struct Watch {
    run: String,
    wire: Wire,
    n_failed: u32,
    stopped: bool,
    socket: Option<web_sys::WebSocket>,
    listener: Listener,
    link: RwSignal<Link>,
    // The socket calls these; they live as long as it does.
    ears: Vec<Closure<dyn FnMut(web_sys::MessageEvent)>>,
    ends: Vec<Closure<dyn FnMut(web_sys::CloseEvent)>>,
}

type Shared = Rc<RefCell<Watch>>;

/// Watches a run from its first event until the page is left. `link` says how the wire is.
pub fn watch(run: String, link: RwSignal<Link>, listener: Listener) {
    let watch = Rc::new(RefCell::new(Watch {
        run,
        wire: Wire::default(),
        n_failed: 0,
        stopped: false,
        socket: None,
        listener,
        link,
        ears: Vec::new(),
        ends: Vec::new(),
    }));
    connect(&watch);
    // A cleanup must be sendable, which this is not; the browser's one thread keeps it where it is.
    let watch = StoredValue::new_local(watch);
    on_cleanup(move || {
        let _ = watch.try_with_value(stop);
    });
}

fn stop(watch: &Shared) {
    let mut watch = watch.borrow_mut();
    watch.stopped = true;
    if let Some(socket) = watch.socket.take() {
        let _ = socket.close();
    }
}

fn connect(watch: &Shared) {
    let address = address(&mut watch.borrow_mut());
    let Ok(socket) = web_sys::WebSocket::new(&address) else { return retry(watch) };
    let on_message = {
        let watch = Rc::clone(watch);
        Closure::new(move |message: web_sys::MessageEvent| receive(&watch, &message))
    };
    let on_close = {
        let watch = Rc::clone(watch);
        Closure::new(move |close: web_sys::CloseEvent| closed(&watch, &close))
    };
    socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    socket.set_onclose(Some(on_close.as_ref().unchecked_ref()));
    let mut watch = watch.borrow_mut();
    watch.socket = Some(socket);
    watch.ears.push(on_message);
    watch.ends.push(on_close);
}

fn address(watch: &mut Watch) -> String {
    let location = window().location();
    let scheme = if location.protocol().is_ok_and(|protocol| protocol == "https:") { "wss" } else { "ws" };
    let host = location.host().unwrap_or_default();
    format!("{scheme}://{host}/api/runs/{}/live?from={}", watch.run, watch.wire.ask())
}

fn receive(watch: &Shared, message: &web_sys::MessageEvent) {
    let batch = message.data().as_string().and_then(|text| json::read::<Vec<Event>>(&text).ok());
    let heard = {
        let mut watch = watch.borrow_mut();
        if watch.stopped {
            return;
        }
        match batch.map_or(Taken::Gap, |batch| watch.wire.take(batch)) {
            Taken::Fresh(events) => {
                watch.n_failed = 0;
                watch.link.set(Link::Open);
                Heard::Events(events)
            }
            trouble => {
                // Closing makes the next attempt ask for what is missing.
                if let Some(socket) = &watch.socket {
                    let _ = socket.close();
                }
                if trouble == Taken::Gap {
                    return;
                }
                watch.wire = Wire::default();
                Heard::Again
            }
        }
    };
    let listener = Rc::clone(&watch.borrow().listener);
    listener(heard);
}

/// The server closed because there is no more, or the wire broke.
fn closed(watch: &Shared, close: &web_sys::CloseEvent) {
    let is_whole = watch.borrow().wire.is_whole();
    if close.code() != ALL_SENT {
        return retry(watch);
    }
    if is_whole {
        return watch.borrow().link.set(Link::Open);
    }
    let listener = {
        let mut watch = watch.borrow_mut();
        watch.wire = Wire::default();
        Rc::clone(&watch.listener)
    };
    listener(Heard::Again);
    retry(watch);
}

fn retry(watch: &Shared) {
    let wait = {
        let mut watch = watch.borrow_mut();
        if watch.stopped {
            return;
        }
        watch.socket = None;
        watch.n_failed += 1;
        watch.link.set(Link::Broken);
        wait_ms(watch.n_failed)
    };
    let watch = Rc::clone(watch);
    let again = move || {
        {
            let mut watch = watch.borrow_mut();
            if watch.stopped {
                return;
            }
            // The closures of the broken socket are not running now, so they may go.
            watch.ears.clear();
            watch.ends.clear();
        }
        connect(&watch);
    };
    set_timeout(again, Duration::from_millis(wait.unsigned_abs().into()));
}
