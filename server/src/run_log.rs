//! A run's log as text: its events as lines that people and `grep` read.

use crate::store::Store;
use api::RunPage;
use futures::stream::{self, Stream};
use planner::{Plan, StepId};
use runner::{Event, State, What};
use std::{fmt::Write, sync::Arc};
use testbed::{Shape, Voice};

/// Events read at once.
const CHUNK: usize = 2_000;

/// The whole log, read bit by bit.
pub fn stream(store: Arc<Store>, page: RunPage<Plan>) -> impl Stream<Item = sqlx::Result<String>> + Send + 'static {
    let page = Arc::new(page);
    let head = format!("# {} on {}\n", plain(&page.card.title), page.card.testbed);
    let rest = stream::try_unfold(0, move |from| {
        let (store, page) = (store.clone(), page.clone());
        async move {
            let events = store.events_from(&page.card.id, from, CHUNK).await?;
            let mut text = String::new();
            for event in &events {
                match serde_json::from_str::<Event>(event) {
                    Ok(event) => write_event(&mut text, &page, &event),
                    Err(error) => text.push_str(&format!("# an event cannot be read: {error}\n")),
                }
            }
            Ok((!events.is_empty()).then_some((text, from + events.len() as u64)))
        }
    });
    stream::StreamExt::chain(stream::iter([Ok(head)]), rest)
}

/// One event; seconds since the run began come first.
fn write_event(text: &mut String, page: &RunPage<Plan>, event: &Event) {
    let seconds = event.at_ms.saturating_sub(page.card.began_ms) as f64 / 1000.0;
    let line = match &event.what {
        What::State { state, why } => format!("-- {}{}", word(*state), because(why.as_deref())),
        What::Started { step } => format!("-- step {}: {}", step.0, sentence(&page.plan, *step)),
        What::Done { step, took_ms } => format!("-- step {} is done, {took_ms:.1} ms", step.0),
        What::Failed { step, why, .. } => format!("-- step {} failed: {why}", step.0),
        What::Undoing { step } => format!("-- undoing step {}: {}", step.0, sentence(&page.plan, *step)),
        What::Undone { step } => format!("-- step {} is undone", step.0),
        What::UndoFailed { step, why } => format!("-- step {} could not be undone: {why}", step.0),
        What::Skipped { step } => format!("-- step {} is left out", step.0),
        What::Shaping { link, node, asked, .. } => format!("-- {link} at {node} shall be {}", asked.words()),
        What::Shaped { link, node, in_force, why, .. } => shaped(link, node, in_force.as_ref(), why.as_deref()),
        What::Again { step, why, wait_ms } => format!("-- step {} is tried again in {wait_ms} ms: {why}", step.0),
        What::Mending { why, steps } if steps.is_empty() => format!("-- {why}"),
        What::Mending { why, steps } => format!("-- mending, {} steps are done again: {why}", steps.len()),
        What::Command { node, line, .. } => format!("{node} >> {line}"),
        What::Exited { status: 0, .. } => return,
        What::Exited { call, status, .. } => format!("-- command {call} ended with status {status}"),
        What::Line { node, voice: Voice::Log, text, .. } => format!("{node} log {text}"),
        What::Line { node, text, .. } => format!("{node}    {text}"),
    };
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{seconds:9.3} {}", plain(&line));
}

fn sentence(plan: &Plan, step: StepId) -> String {
    plan.steps.get(step).map_or_else(String::new, |step| step.what())
}

fn shaped(link: &str, node: &str, in_force: Option<&Shape>, why: Option<&str>) -> String {
    let now = in_force.map_or_else(|| "not changed".to_owned(), Shape::words);
    format!("-- {link} at {node} is {now}{}", because(why))
}

fn word(state: State) -> &'static str {
    match state {
        State::Starting => "starting",
        State::Up => "up",
        State::Paused => "paused",
        State::Stopping => "stopping",
        State::Clean => "clean",
        State::Stuck => "stuck",
    }
}

fn because(why: Option<&str>) -> String {
    why.map(|why| format!(": {why}")).unwrap_or_default()
}

/// What a node said must not command the terminal that shows it, nor look like another line.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\t' { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn escapes_and_line_ends_of_nodes_are_taken_out() {
        assert_eq!(plain("a\u{1b}[2J\r\nb\tc"), "a\u{fffd}[2J\u{fffd}\u{fffd}b\tc");
    }
}
