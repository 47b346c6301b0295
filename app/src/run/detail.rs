//! One step in full: its state, its commands and what they said.

use super::{live::Live, log::Kind, state::RunState, steps::mark};
use crate::ui::{Glyph, IconButton};
use leptos::prelude::*;
use messages::say;
use planner::{Step, StepId};

/// Lines of output shown; the log has all.
const MOST: usize = 200;

/// The chosen step, under the list; nothing while none is chosen.
#[component]
pub fn StepDetail(
    /// The run.
    live: Live,
    /// The step chosen.
    chosen: RwSignal<Option<StepId>>,
) -> impl IntoView {
    let body = move || {
        let id = chosen.get()?;
        let page = live.page();
        let step = page.plan.steps.get(id)?;
        Some(live.with(|state| detail(&step, state, chosen)))
    };
    view! { {body} }
}

fn detail(step: &Step, state: &RunState, chosen: RwSignal<Option<StepId>>) -> impl IntoView + use<> {
    let known = state.steps.get(step.id.0 as usize).cloned().unwrap_or_default();
    let lines = said(step, state);
    let what = step.what();
    let rows = lines.into_iter().map(|(class, text)| view! { <div class=class>{text}</div> }).collect_view();
    view! {
        <section class="step-detail" aria-label=say!("chosen-step")>
            <header class="pane-head">
                {mark(known.mark)}<h2 class="grow">{what}</h2>
                <IconButton glyph=Glyph::Close label=say!("close-step") on_press=move |()| chosen.set(None)/>
            </header>
            <div class="step-detail-body">
                {known.why.map(|why| view! { <p class="notice is-bad">{why}</p> })}
                <div class="commands">{rows}</div>
            </div>
        </section>
    }
}

/// The step's commands with their output; before it begins, the commands it will run.
fn said(step: &Step, state: &RunState) -> Vec<(&'static str, String)> {
    let ours =
        |call: Option<u64>| call.and_then(|call| state.calls.get(&call)).is_some_and(|call| call.step == Some(step.id));
    let mut lines: Vec<(&'static str, String)> = (state.log.lines().filter(|line| ours(line.call)))
        .map(|line| match line.kind {
            Kind::Command => ("is-command", line.text.to_string()),
            Kind::Err | Kind::Exit(_) => ("is-bad", line.text.to_string()),
            _ => ("is-out", line.text.to_string()),
        })
        .take(MOST)
        .collect();
    if lines.is_empty() {
        lines = step.make.iter().map(|command| ("is-out", command.to_string())).collect();
    }
    if lines.is_empty() {
        lines.push(("is-out", say!("testbed-does-itself-there").to_owned()));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use planner::Steps;
    use runner::{Event, What};
    use serde_json::json;
    use testbed::Voice;

    fn steps() -> Steps {
        let action = json!({"do": "start-daemon", "node": "a"});
        let step =
            json!({"id": 0, "after": [], "node": "a", "action": action, "what": "", "make": [["irmd"]], "unmake": []});
        serde_json::from_value(json!([step])).expect("a step")
    }

    #[test]
    fn before_it_begins_a_step_shows_what_it_will_run() {
        assert_eq!(said(&steps().at(StepId(0)), &RunState::new(1)), [("is-out", "irmd".to_owned())]);
    }

    #[test]
    fn afterwards_it_shows_its_own_lines_only() {
        let mut state = RunState::new(1);
        let command = |call, step| What::Command { node: "a".into(), line: format!("cmd {call}"), step, call };
        let line =
            |call| What::Line { node: "a".into(), voice: Voice::Err, text: format!("said {call}"), call: Some(call) };
        let events = [command(1, Some(StepId(0))), command(2, None), line(2), line(1)];
        for (seq, what) in events.into_iter().enumerate() {
            state.apply(&Event { seq: seq as u64, at_ms: 0, what });
        }
        assert_eq!(
            said(&steps().at(StepId(0)), &state),
            [("is-command", "cmd 1".to_owned()), ("is-bad", "said 1".to_owned())]
        );
    }
}
