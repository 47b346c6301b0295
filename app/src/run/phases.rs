//! The phases of a run, from taking machines to giving them back: which is over, which is going on, how long each took.

use super::{live::Live, state::RunState, step::Mark};
use crate::once::memo;
use crate::words::{clock, took};
use leptos::prelude::*;
use messages::{Id, id, say};
use planner::{Action, Plan};
use runner::State;

/// How far a phase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Waits,
    Now,
    Over,
}

const NAMES: [Id; 6] = [
    id!("phase-swap-in"),
    id!("phase-install"),
    id!("phase-bootstrap"),
    id!("phase-run"),
    id!("phase-terminate"),
    id!("phase-swap-out"),
];

/// The phase that only real machines go through.
const INSTALL: usize = 1;

/// The strip.
#[component]
pub fn Phases(
    /// The run.
    live: Live,
) -> impl IntoView {
    let now = memo(move |_| live.with(|state| phase(&live.page().plan, state)));
    let has_install = live.peek(|state| state.n_installs > 0);
    let names = NAMES.into_iter().enumerate().filter(move |(at, _)| has_install || *at != INSTALL);
    let item = move |(at, name): (usize, Id)| {
        let stage = move || stage(now.get(), at);
        let class = move || match stage() {
            Stage::Waits => "phase",
            Stage::Now => "phase is-now",
            Stage::Over => "phase is-over",
        };
        let took = move || {
            if stage() == Stage::Waits { String::new() } else { live.with(|state| lasted(state, live.now_ms(), at)) }
        };
        let current = move || (stage() == Stage::Now).then_some("step");
        view! { <li class=class aria-current=current><span>{name.text()}</span><span class="phase-time">{took}</span></li> }
    };
    view! { <ol class="phases" aria-label=say!("phases-run")>{names.map(item).collect_view()}</ol> }
}

fn stage(now: Option<usize>, at: usize) -> Stage {
    match now {
        Some(now) if now == at => Stage::Now,
        Some(now) if now > at => Stage::Over,
        _ => Stage::Waits,
    }
}

/// The phase that is going on; past the last when all is over.
fn phase(plan: &Plan, state: &RunState) -> Option<usize> {
    let mark = |is_swap: bool, mark: Mark| {
        let steps = plan.steps.iter().zip(&state.steps);
        steps.filter(|(step, _)| (step.action == Action::SwapIn) == is_swap).any(|(_, known)| known.mark == mark)
    };
    Some(match state.state? {
        State::Starting | State::Paused if !mark(true, Mark::Done) => 0,
        State::Starting | State::Paused if !state.is_installed() => INSTALL,
        State::Starting | State::Paused => 2,
        State::Up => 3,
        State::Stopping if mark(true, Mark::Undoing) => 5,
        State::Stopping => 4,
        State::Stuck => 5,
        State::Clean => NAMES.len(),
    })
}

/// How long a phase has lasted, to the second while it goes on; empty where it is not known.
fn lasted(state: &RunState, now_ms: f64, phase: usize) -> String {
    let since = |from: Option<u64>, to: Option<u64>| match (from, to) {
        (Some(from), Some(to)) => took(to.saturating_sub(from) as f64),
        (Some(from), None) => clock(now_ms - from as f64),
        (None, _) => String::new(),
    };
    let at = &state.at;
    match phase {
        0 => since(state.began_ms, at.swapped_in.or(at.stopping)),
        INSTALL => since(at.swapped_in, at.installed.or(at.stopping)),
        2 => since(if state.n_installs > 0 { at.installed } else { at.swapped_in }, at.up.or(at.stopping)),
        3 => since(at.up, at.stopping),
        4 => since(at.stopping, at.swapping_out.or(at.clean)),
        _ => since(at.swapping_out, at.clean),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use planner::StepId;
    use runner::{Event, What};
    use serde_json::json;

    fn plan() -> Plan {
        let step = |id: u32, action| json!({"id": id, "after": [], "node": null, "action": action, "what": "", "make": [], "unmake": []});
        let steps = [
            step(0, json!({"do": "swap-in"})),
            step(1, json!({"do": "install", "node": "a"})),
            step(2, json!({"do": "start-daemon", "node": "a"})),
        ];
        let site = json!({"machines": [], "wires": []});
        serde_json::from_value(json!({"layers": [], "site": site, "steps": steps})).expect("a plan")
    }

    #[test]
    fn a_run_goes_through_its_phases_in_order() {
        let state = |state| What::State { state, why: None };
        let (done, undoing) =
            (|step| What::Done { step: StepId(step), took_ms: 1.0 }, |step| What::Undoing { step: StepId(step) });
        let started = What::Started { step: StepId(2) };
        let events = [
            (state(State::Starting), 0),
            (done(0), 1),
            (done(1), 2),
            (started, 2),
            (done(2), 2),
            (state(State::Up), 3),
            (state(State::Stopping), 4),
            (undoing(2), 4),
            (undoing(0), 5),
            (state(State::Clean), 6),
        ];
        let (plan, mut known) = (plan(), RunState::of(&plan()));
        for (seq, (what, expected)) in events.into_iter().enumerate() {
            known.apply(&Event { seq: seq as u64, at_ms: 1000 * seq as u64, what });
            assert_eq!(phase(&plan, &known), Some(expected), "after event {seq}");
            if expected == 3 {
                assert_eq!(
                    lasted(&known, 1000.0 * seq as f64 + 2_500.0, expected),
                    "0:02",
                    "to the second while it goes on"
                );
            }
        }
        let lasted: Vec<String> = (0..6).map(|at| lasted(&known, 0.0, at)).collect();
        assert_eq!(lasted, ["1.0 s", "2.0 s", "2.0 s", "1.0 s", "2.0 s", "1.0 s"]);
    }
}
