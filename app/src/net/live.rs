//! Watching a run: every event once, in order, however often the wire breaks.

use super::backoff::wait_ms;
use leptos::prelude::*;
use runner::Event;
use std::{cell::RefCell, rc::Rc, time::Duration};
use wasm_bindgen::{JsCast, closure::Closure};

/// How the wire is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// The first attempt is under way.
    Connecting,
    /// Events come.
    Open,
    /// It broke; it is being tried again by itself.
    Broken,
}

/// What is heard: events in order, each once.
pub type LiveEvents = Rc<dyn Fn(Vec<Event>)>;

/// Takes a batch off the wire: what was heard before is left out; `None` if something is missing in between.
fn next_of(batch: Vec<Event>, next: &mut u64) -> Option<Vec<Event>> {
    let mut fresh = Vec::with_capacity(batch.len());
    for event in batch {
        if event.seq == *next {
            *next += 1;
            fresh.push(event);
        } else if event.seq > *next {
            return None;
        }
    }
    Some(fresh)
}

struct Watch {
    run: String,
    next: u64,
    n_failed: u32,
    stopped: bool,
    socket: Option<web_sys::WebSocket>,
    heard: LiveEvents,
    link: RwSignal<Link>,
    // The socket calls these; they live as long as it does.
    ears: Vec<Closure<dyn FnMut(web_sys::MessageEvent)>>,
    ends: Vec<Closure<dyn FnMut(web_sys::CloseEvent)>>,
}

/// Watches a run from its first event until the page is left. `link` says how the wire is.
pub fn watch(run: String, link: RwSignal<Link>, heard: LiveEvents) {
    let watch = Rc::new(RefCell::new(Watch {
        run,
        next: 0,
        n_failed: 0,
        stopped: false,
        socket: None,
        heard,
        link,
        ears: Vec::new(),
        ends: Vec::new(),
    }));
    connect(&watch);
    // A cleanup must be sendable; the browser has one thread, so it never is sent.
    let watch = send_wrapper(watch);
    on_cleanup(move || stop(&watch));
}

fn send_wrapper(watch: Rc<RefCell<Watch>>) -> StoredValue<Rc<RefCell<Watch>>, LocalStorage> {
    StoredValue::new_local(watch)
}

fn stop(watch: &StoredValue<Rc<RefCell<Watch>>, LocalStorage>) {
    watch.try_with_value(|watch| {
        let mut watch = watch.borrow_mut();
        watch.stopped = true;
        watch.socket.take().map(|socket| socket.close())
    });
}

fn connect(watch: &Rc<RefCell<Watch>>) {
    let address = address(&watch.borrow());
    let Ok(socket) = web_sys::WebSocket::new(&address) else { return retry(watch) };
    let on_message = {
        let watch = Rc::clone(watch);
        Closure::new(move |message: web_sys::MessageEvent| receive(&watch, &message))
    };
    let on_close = {
        let watch = Rc::clone(watch);
        Closure::new(move |_: web_sys::CloseEvent| retry(&watch))
    };
    socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    socket.set_onclose(Some(on_close.as_ref().unchecked_ref()));
    let mut watch = watch.borrow_mut();
    watch.socket = Some(socket);
    watch.ears.push(on_message);
    watch.ends.push(on_close);
}

fn address(watch: &Watch) -> String {
    let location = window().location();
    let scheme = if location.protocol().is_ok_and(|protocol| protocol == "https:") { "wss" } else { "ws" };
    format!("{scheme}://{}/api/runs/{}/live?from={}", location.host().unwrap_or_default(), watch.run, watch.next)
}

fn receive(watch: &Rc<RefCell<Watch>>, message: &web_sys::MessageEvent) {
    let batch = message.data().as_string().and_then(|text| serde_json::from_str::<Vec<Event>>(&text).ok());
    let (fresh, heard) = {
        let mut watch = watch.borrow_mut();
        if watch.stopped {
            return;
        }
        let fresh = batch.and_then(|batch| next_of(batch, &mut watch.next));
        if fresh.is_some() {
            watch.n_failed = 0;
            if watch.link.get_untracked() != Link::Open {
                watch.link.set(Link::Open);
            }
        } else if let Some(socket) = &watch.socket {
            // A gap or an unreadable message: ask again from the first one missing.
            let _ = socket.close();
        }
        (fresh, Rc::clone(&watch.heard))
    };
    if let Some(fresh) = fresh.filter(|fresh| !fresh.is_empty()) {
        heard(fresh);
    }
}

fn retry(watch: &Rc<RefCell<Watch>>) {
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
            // The closures of the broken socket are not running now, so they may go.
            let mut watch = watch.borrow_mut();
            if watch.stopped {
                return;
            }
            watch.ears.clear();
            watch.ends.clear();
        }
        connect(&watch);
    };
    set_timeout(again, Duration::from_millis(wait.unsigned_abs().into()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use runner::{State, What};

    fn batch(seqs: &[u64]) -> Vec<Event> {
        let what = What::State { state: State::Starting, why: None };
        seqs.iter().map(|seq| Event { seq: *seq, at_ms: 0, what: what.clone() }).collect()
    }

    fn taken(seqs: &[u64], next: &mut u64) -> Option<Vec<u64>> {
        Some(next_of(batch(seqs), next)?.iter().map(|event| event.seq).collect())
    }

    #[test]
    fn what_was_heard_is_left_out() {
        let mut next = 2;
        assert_eq!(taken(&[0, 1, 2, 3], &mut next), Some(vec![2, 3]));
        assert_eq!(taken(&[3, 4], &mut next), Some(vec![4]));
    }

    #[test]
    fn a_gap_is_noticed() {
        let mut next = 2;
        assert_eq!(taken(&[3], &mut next), None);
        assert_eq!(next, 2, "the missing one is asked for again");
    }

    /// A wire that breaks after any event, and a server that may send again what was sent, still give each event once.
    #[test]
    fn however_it_breaks_each_event_comes_once() {
        let mut next = 0_u64;
        let mut heard = Vec::new();
        for cut in [3, 7, 7, 1, 20] {
            let from = next.saturating_sub(2);
            let seqs: Vec<u64> = (from..cut).collect();
            heard.extend(taken(&seqs, &mut next).expect("no gap"));
        }
        assert_eq!(heard, (0..20).collect::<Vec<_>>());
    }
}
