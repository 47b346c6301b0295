//! Copy, cut and paste, through the system's clipboard as text.

use super::work::Work;
use crate::once::See;
use editor::{Selection, removal};
use leptos::{ev, prelude::*};
use messages::say;
use model::{Edit, Place, Point, edit::Clip};
use wasm_bindgen::JsCast;

/// What is copied begins so, so that other text is not taken for a piece of an experiment.
const MARK: &str = "conga-clip:";
/// How far a copy stands from what it is a copy of.
const OFFSET: Point = Point { x: 40.0, y: 40.0 };

/// Listens to the browser's copy, cut and paste, which come from keys and menus alike.
pub(super) fn watch(work: Work) {
    let copy = window_event_listener(ev::copy, move |event| {
        copied(work, &event);
    });
    let cut = window_event_listener(ev::cut, move |event| {
        if copied(work, &event) {
            delete(work);
        }
    });
    let paste = window_event_listener(ev::paste, move |event| pasted(work, &event));
    on_cleanup(move || {
        copy.remove();
        cut.remove();
        paste.remove();
    });
}

/// The user is in a field, or has text selected: the browser's own copy is meant.
fn is_text(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let in_field = target.is_some_and(|target| matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"));
    let selected = window().get_selection().ok().flatten().is_some_and(|selection| !selection.is_collapsed());
    in_field || selected
}

fn copied(work: Work, event: &web_sys::ClipboardEvent) -> bool {
    let Some(data) = event.clipboard_data().filter(|_| !is_text(event)) else { return false };
    let clip = clip(work);
    let Some(text) = json::write(&clip) else { return false };
    if clip.nodes.is_empty() {
        return false;
    }
    event.prevent_default();
    data.set_data("text/plain", &format!("{MARK}{text}")).is_ok()
}

fn pasted(work: Work, event: &web_sys::ClipboardEvent) {
    let Some(data) = event.clipboard_data().filter(|_| !is_text(event)) else { return };
    let text = data.get_data("text/plain").unwrap_or_default();
    let Some(text) = text.strip_prefix(MARK) else { return };
    event.prevent_default();
    match json::read::<Clip>(text) {
        Ok(clip) => paste(work, clip),
        Err(_) => work.toasts.warn(say!("what-was-copied-damaged")),
    }
}

fn clip(work: Work) -> Clip {
    let (nodes, layers) = work.selection.see_untracked(|selection| (selection.nodes(), selection.layers()));
    work.peek(|session| {
        let mut clip = Clip::of(session.draft(), &nodes, &layers);
        // A node nobody has placed is copied where it is seen.
        clip.nodes.iter_mut().for_each(|(id, node)| node.position = Some(session.place_of(*id)));
        clip
    })
}

fn paste(work: Work, clip: Clip) {
    let before = work.peek(|session| session.draft().nodes().next_back().map(|(id, _)| id));
    if work.edit(&Edit::Paste(clip, OFFSET)) {
        let made = work.peek(|session| {
            let ids = session.draft().nodes().map(|(id, _)| id);
            ids.filter(|id| before.is_none_or(|before| *id > before)).collect::<Vec<_>>()
        });
        work.selection.set(Selection::nodes_of(made));
    }
}

/// A copy beside the original.
pub(super) fn duplicate(work: Work) {
    let clip = clip(work);
    if !clip.nodes.is_empty() {
        paste(work, clip);
    }
}

/// Removes what is selected.
pub(super) fn delete(work: Work) {
    let places: Vec<_> = work.selection.see_untracked(|selection| selection.places().collect());
    remove(work, places);
}

/// Removes places, and the links that would end nowhere.
pub(super) fn remove(work: Work, places: Vec<Place>) {
    if !places.is_empty() {
        let all = work.peek(|session| removal::with_loose_links(session.draft(), places));
        work.edit(&Edit::Remove(all));
    }
}
