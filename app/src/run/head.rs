//! A run's head: what it is, how far it is, and what can be decided.

use super::{live::Live, phases, state::RunState, state_words};
use crate::once::{Show, follow, memo};
use crate::{
    net::Link,
    ui::{Badge, Button, Glyph, Item, Kind, Progress, Tint, icon, use_palette},
    words::{clock, sentence, took},
};
use api::{Decision, Pace};
use leptos::prelude::*;
use messages::say;
use runner::State;

/// The head.
#[component]
pub fn RunHead(
    /// The run.
    live: Live,
) -> impl IntoView {
    let page = live.page();
    let pace = match page.start.pace {
        Pace::Full => say!("as-fast-as-it-can"),
        Pace::Eye => say!("at-a-pace-for-the-eye"),
    };
    let how = match page.start.testbed.as_str() {
        "emulator" => say!("on-emulator-seed", pace = pace, seed = page.start.seed),
        testbed => say!("on-testbed", testbed = testbed),
    };
    view! {
        <header class="run-head">
            <div class="run-title"><h1>{page.card.title.clone()}</h1><p>{how}</p></div>
            <StateBadge live/>
            <RunProgress live/>
            <phases::Phases live/>
            <Decisions live/>
            <Why live/>
        </header>
    }
}

#[component]
fn StateBadge(live: Live) -> impl IntoView {
    let state = live.run_state();
    let label = move || state.get().map_or(say!("connecting"), state_words).to_owned();
    let broken = move || live.link().get() == Link::Broken;
    view! {
        <span class="actions">
            <span data-run-state=label role="status"><Badge tint=Signal::derive(move || tint(state.get())) label=Signal::derive(label)/></span>
            <Show when=broken><Badge tint=Tint::Warn label=say!("connection-lost-reconnecting")/></Show>
        </span>
    }
}

/// What a state's colour says.
pub fn tint(state: Option<State>) -> Tint {
    match state {
        Some(State::Starting | State::Stopping) => Tint::Live,
        Some(State::Up) => Tint::Good,
        Some(State::Paused) => Tint::Warn,
        Some(State::Stuck) => Tint::Bad,
        Some(State::Clean) | None => Tint::Plain,
    }
}

#[component]
fn RunProgress(live: Live) -> impl IntoView {
    let part = move || live.with(RunState::part);
    let halted = move || live.with(|state| matches!(state.state, Some(State::Paused | State::Stuck)));
    let steps = move || live.with(steps);
    let times = move || live.with(|state| times(state, live.now_ms()));
    view! {
        <div class="run-progress">
            <Progress part=Signal::derive(part) label=say!("steps-done") halted=Signal::derive(halted)/>
            <div class="run-figures"><span>{steps}</span><span>{times}</span></div>
        </div>
    }
}

/// How many steps are done, or still in place while they are being undone.
fn steps(state: &RunState) -> String {
    let count = say!("steps-of", done = state.n_done, n = state.steps.len());
    match state.state {
        Some(State::Stopping | State::Clean | State::Stuck) => say!("still-in-place", steps = count),
        _ => count,
    }
}

/// Elapsed and remaining in words.
fn times(state: &RunState, now_ms: f64) -> String {
    let elapsed_ms = state.elapsed_ms(now_ms);
    match state.state {
        None => String::new(),
        Some(State::Up) => say!("up-after", elapsed = took(elapsed_ms)),
        Some(State::Starting) => match state.remaining_ms(now_ms) {
            Some(remaining) => {
                say!("elapsed-about-left", elapsed = clock(elapsed_ms), remaining = clock(remaining + 500.0))
            }
            None => say!("elapsed", elapsed = clock(elapsed_ms)),
        },
        Some(_) => say!("spent-starting", elapsed = took(elapsed_ms)),
    }
}

/// The buttons that make sense in this state; the command palette offers the same.
#[component]
fn Decisions(live: Live) -> impl IntoView {
    let (state, palette) = (live.run_state(), use_palette());
    let may_skip = memo(move |_| live.with(RunState::may_skip));
    palette.offer(Callback::new(move |_| {
        let item = |(label, glyph, _, decision): Possible| {
            (label.to_owned(), Item { group: say!("a-run"), ..Item::new(label, glyph, move || live.decide(decision)) })
        };
        possible(state.get_untracked(), may_skip.get_untracked()).into_iter().map(item).collect()
    }));
    let button = move |(label, glyph, kind, decision): Possible| {
        view! { <Button label glyph kind on_press=move |()| live.decide(decision)/> }
    };
    view! { <div class="actions">{follow(move || possible(state.get(), may_skip.get()).into_iter().map(button).collect_view())}</div> }
}

/// A decision with its words and looks.
type Possible = (&'static str, Glyph, Kind, Decision);

/// What can be decided in a state.
fn possible(state: Option<State>, may_skip: bool) -> Vec<Possible> {
    match state {
        Some(State::Starting) => vec![(say!("cancel"), Glyph::Stop, Kind::Plain, Decision::Cancel)],
        Some(State::Up) => vec![(say!("stop-clean-up"), Glyph::Broom, Kind::Plain, Decision::CleanUp)],
        Some(State::Paused) => {
            let again = if may_skip { say!("try-again") } else { say!("resume") };
            let mut all = vec![(again, Glyph::Play, Kind::Primary, Decision::Resume)];
            if may_skip {
                all.push((say!("skip-what-failed"), Glyph::Right, Kind::Plain, Decision::Skip));
            }
            all.push((say!("clean-up"), Glyph::Broom, Kind::Plain, Decision::CleanUp));
            all
        }
        Some(State::Stuck) => vec![(say!("try-clean-up-again"), Glyph::Broom, Kind::Primary, Decision::CleanUp)],
        Some(State::Stopping | State::Clean) | None => Vec::new(),
    }
}

/// What the state means and, where there is something to say, why it is so.
#[component]
fn Why(live: Live) -> impl IntoView {
    let note = memo(move |_| live.with(|state| note(state.state, state.why.as_deref())));
    move || {
        note.get().map(|(class, text)| {
            view! { <p class=format!("notice run-why {class}") role="status">{icon(Glyph::Info)}<span>{text}</span></p> }
        })
    }
}

fn note(state: Option<State>, why: Option<&str>) -> Option<(&'static str, String)> {
    let why = why.map(sentence).filter(|why| !why.is_empty());
    match state? {
        State::Paused => Some(("is-warn", say!("paused-everything-stays-as", why = why.unwrap_or_default()))),
        State::Stuck => Some(("is-bad", say!("pending-not-everything-could", why = why.unwrap_or_default()))),
        State::Clean => Some(("", say!("over-nothing-left-running", why = why.unwrap_or_default()))),
        State::Starting | State::Up | State::Stopping => why.map(|why| ("", why)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_failed_can_be_skipped() {
        let labels =
            |may_skip| possible(Some(State::Paused), may_skip).into_iter().map(|(label, ..)| label).collect::<Vec<_>>();
        assert_eq!(labels(true), ["Try again", "Skip what failed", "Clean up"]);
        assert_eq!(labels(false), ["Resume", "Clean up"]);
        assert!(possible(Some(State::Clean), true).is_empty());
    }

    #[test]
    fn every_state_that_waits_for_the_user_says_so() {
        for state in [State::Paused, State::Stuck, State::Clean] {
            assert!(note(Some(state), None).is_some(), "{state:?}");
        }
        assert_eq!(note(Some(State::Up), None), None);
        assert_eq!(note(Some(State::Starting), Some("resumed")), Some(("", "Resumed.".to_owned())));
        assert_eq!(note(None, Some("x")), None);
    }
}
