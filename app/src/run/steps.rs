//! The list of steps, under headings, with what was chosen explained below.

use super::{
    detail::StepDetail,
    live::Live,
    state::RunState,
    step::{Mark, Row, rows},
};
use crate::once::{SeeValue, act, memo};
use crate::{
    ui::{Glyph, Rows, icon},
    words::took,
};
use leptos::prelude::*;
use messages::say;
use planner::StepId;
use runner::State;

/// A row's height, pixels, as `.step` has it.
const ROW: f64 = 28.0;

/// The pane.
#[component]
pub fn StepsPane(
    /// The run.
    live: Live,
) -> impl IntoView {
    let list = StoredValue::new(rows(&live.page().plan));
    let chosen = RwSignal::new(None::<StepId>);
    let row = Callback::new(move |index: usize| {
        list.see_value(|list| match list.get(index) {
            Some(Row::Group(heading, steps)) => group(live, heading, steps),
            Some(Row::Step(id)) => step(live, *id, chosen),
            None => ().into_any(),
        })
    });
    let current = memo(move |_| live.with(current));
    let reveal = Signal::derive(move || {
        let id = StepId(current.get()? as u32);
        chosen
            .get_untracked()
            .is_none()
            .then(|| list.see_value(|list| list.iter().position(|row| *row == Row::Step(id))))?
    });
    view! {
        <section class="pane run-steps" aria-label=say!("steps")>
            <Rows count=list.see_value(Vec::len) height=ROW row version=live.version() reveal label=say!("steps")/>
            <StepDetail live chosen/>
        </section>
    }
}

/// The step at work. Quick ones are over before they are seen at work: then the last that is done.
fn current(state: &RunState) -> Option<usize> {
    let at_work = state.steps.iter().position(|step| matches!(step.mark, Mark::Doing | Mark::Undoing));
    let is_coming_up = matches!(state.state, Some(State::Starting | State::Up));
    at_work.or_else(|| state.steps.iter().rposition(|step| step.mark == Mark::Done).filter(|_| is_coming_up))
}

fn group(live: Live, heading: &str, steps: &[StepId]) -> AnyView {
    let done =
        |id: &&StepId| live.peek(|state| state.steps.get(id.0 as usize).is_some_and(|step| step.mark == Mark::Done));
    let count = format!("{}/{}", steps.iter().filter(done).count(), steps.len());
    view! { <div class="step-group" role="listitem"><span>{heading.to_owned()}</span><span>{count}</span></div> }
        .into_any()
}

fn step(live: Live, id: StepId, chosen: RwSignal<Option<StepId>>) -> AnyView {
    let page = live.page();
    let Some(plan) = page.plan.steps.get(id) else { return ().into_any() };
    let known = live.peek(|state| state.steps.get(id.0 as usize).cloned()).unwrap_or_default();
    let time = known.took_ms.map(took).unwrap_or_default();
    let class = move || {
        let waiting = if known.mark == Mark::Waiting { " is-waiting" } else { "" };
        let picked = if chosen.get() == Some(id) { " is-chosen" } else { "" };
        format!("step{waiting}{picked}")
    };
    let press = move |_| chosen.update(|chosen| *chosen = (*chosen != Some(id)).then_some(id));
    view! {
        <div role="listitem">
            <button type="button" class=class title=plan.what() aria-expanded=move || (chosen.get() == Some(id)).to_string() on:click=act(press)>
                {mark(known.mark)}<span class="step-what">{plan.what()}</span><span class="step-time">{time}</span>
            </button>
        </div>
    }
    .into_any()
}

/// A step's mark as an icon with words.
pub fn mark(mark: Mark) -> AnyView {
    let (class, glyph) = match mark {
        Mark::Waiting => ("mark-step is-waiting", None),
        Mark::Doing => ("mark-step is-doing", None),
        Mark::Done => ("mark-step is-done", Some(Glyph::Check)),
        Mark::Failed => ("mark-step is-failed", Some(Glyph::Close)),
        Mark::Undoing => ("mark-step is-undoing", None),
        Mark::Undone => ("mark-step is-undone", Some(Glyph::Undo)),
        Mark::Skipped => ("mark-step is-undone", Some(Glyph::Right)),
        Mark::Stuck => ("mark-step is-failed", Some(Glyph::Alert)),
    };
    view! { <span class=class><span class="unseen">{mark.words()}</span>{glyph.map(icon)}</span> }.into_any()
}
