//! Saving by itself: in order, one save at a time, kept in this browser until the server has it.

use super::{
    journal::{self, Tabs},
    wire,
    work::Work,
};
use crate::net;
use crate::once::effect;
use editor::{Session, session::Saving};
use leptos::{ev, prelude::*, task::spawn_local};
use messages::say;
use std::time::Duration;

/// Idle time before a save.
const IDLE: Duration = Duration::from_millis(400);
/// So many changes are kept in the browser after each gesture; of more, writing them down would be felt, and waits for the save.
const FEW: usize = 300;
/// Wait before trying again while the server does not answer.
const AGAIN_MS: i32 = 2_500;

/// Opens an experiment, with what this browser kept of it. Writes nothing to the server by itself.
pub(super) fn open(work: Work, id: &str, from: api::Opened, alive: &Tabs) {
    let mut session = Session::open(wire::opened(from));
    let mut n_left = 0;
    for kept in journal::kept(id, alive) {
        match session.replay(&kept.save) {
            // Where nothing was left to do, the answer to the last save was lost: the server has it all.
            Ok(n) => n_left += n,
            Err(_) if n_left == 0 => session = session.as_kept(&kept.save),
            // One decision at a time: this stays where it is until the next opening.
            Err(_) => break,
        }
        kept.forget();
        journal::keep(id, session.unsaved());
        if session.saving() == Saving::Stale {
            break;
        }
    }
    let is_stale = session.saving() == Saving::Stale;
    work.opened.set_value(id.to_owned());
    work.replace(session);
    work.open.stale.set(is_stale);
    if n_left > 0 {
        work.toasts.say(say!("work-had-not-reached"));
    }
}

/// Saves after a pause, when the page is left or hidden, and again while the server does not answer.
pub(super) fn watch(work: Work) {
    let n_changes = StoredValue::new(0_u32);
    effect(move |_| {
        let (n_unsaved, in_gesture) = work.read(|session| (session.n_unsaved(), session.in_gesture()));
        n_changes.update_value(|n| *n = n.wrapping_add(1));
        let asked = n_changes.get_value();
        // A tab that dies loses nothing but the gesture under way; what was done before that is kept already.
        if !in_gesture && (1..=FEW).contains(&n_unsaved) {
            journal::keep(&work.opened.get_value(), work.peek(Session::unsaved));
        }
        if n_unsaved > 0 {
            // What is too much to be kept after each gesture is not to wait for idle moments.
            let wait = if !in_gesture && n_unsaved > FEW { Duration::ZERO } else { IDLE };
            let when_idle = move || {
                if n_changes.try_get_value() == Some(asked) {
                    now(work);
                }
            };
            set_timeout(when_idle, wait);
        }
    });
    let leave = move || {
        work.commit();
        now(work);
    };
    let blur = window_event_listener(ev::blur, move |_| leave());
    let hide = window_event_listener(ev::visibilitychange, move |_| leave());
    on_cleanup(move || {
        blur.remove();
        hide.remove();
        left(work.opened.get_value(), work.peek(Session::clone));
    });
}

/// The page was left for another one: what it had not saved is saved without it, or kept.
fn left(id: String, mut session: Session) {
    session.commit();
    let Some(all) = session.unsaved() else { return };
    let kept = net::written(&wire::to_api(all));
    journal::keep_text(&id, &kept);
    spawn_local(async move {
        while let Some(save) = session.take_save_again() {
            match net::edits(&id, net::written(&wire::to_api(save))).await {
                Ok(saved) => session.saved(saved.version),
                Err(net::NetError::Lost) => net::pause(AGAIN_MS).await,
                // Whoever opens it next decides.
                Err(_) => return,
            }
        }
        if session.unsaved().is_none() {
            journal::forget(&id, &kept);
        }
    });
}

/// Saves what can be saved now.
pub(super) fn now(work: Work) {
    if !work.is_there() {
        return;
    }
    let id = work.opened.get_value();
    let Some(Some(save)) = work.write(false, Session::take_save) else { return };
    let save = wire::to_api(save);
    spawn_local(async move {
        // Little is written, and kept, before anything else happens.
        let text = net::written_in_parts(&save).await;
        if !is_open(work, &id) {
            return;
        }
        match work.peek(Session::unsaved) {
            // Much is written once: it takes its time.
            Some(all) if all.ops.len() == save.ops.len() => journal::keep_text(&id, &text),
            all => journal::keep(&id, all),
        };
        let answer = net::edits(&id, text).await;
        if !is_open(work, &id) {
            return;
        }
        match answer {
            Ok(saved) => {
                work.write(false, |session| session.saved(saved.version));
                journal::keep(&id, work.peek(Session::unsaved));
                now(work);
            }
            Err(error) if error.code() == "stale" => stale(work, &id).await,
            Err(net::NetError::Lost) => try_again(work, None),
            Err(error) if matches!(error.code(), "invalid" | "too-large" | "not-found") => {
                refused(work, &error.to_string())
            }
            Err(error) => try_again(work, Some(&error.to_string())),
        }
    });
}

/// The page is still there, and shows no other experiment by now.
fn is_open(work: Work, id: &str) -> bool {
    work.is_there() && work.opened.get_value() == id
}

/// The server will never take these edits as they are: the user decides, and can keep them as a copy.
fn refused(work: Work, why: &str) {
    work.toasts.warn(why);
    work.write(false, Session::stale);
    work.open.stale.set(true);
}

/// Keeps the work here and tries again; why is said once, not each time.
fn try_again(work: Work, why: Option<&str>) {
    if let (Some(why), false) = (why, work.saving.get_untracked() == Saving::Offline) {
        work.toasts.warn(why);
    }
    let kept = journal::keep(&work.opened.get_value(), work.peek(Session::unsaved));
    if !kept && work.saving.get_untracked() != Saving::Offline {
        work.toasts.warn(say!("server-does-not-answer-browser"));
    }
    work.write(false, Session::offline);
    spawn_local(async move {
        net::pause(AGAIN_MS).await;
        now(work);
    });
}

/// Another version is there: perhaps our own save, whose answer was lost; else the user decides.
async fn stale(work: Work, id: &str) {
    if let Ok(theirs) = net::experiment(id).await {
        let theirs = wire::opened(theirs);
        if !is_open(work, id) {
            return;
        }
        if work.write(false, |session| session.arrived(&theirs)) == Some(true) {
            journal::keep(id, work.peek(Session::unsaved));
            return now(work);
        }
    }
    work.write(false, Session::stale);
    work.open.stale.set(true);
}
