//! Earlier runs of an experiment, each with its whole record.

use crate::once::{effect, follow};
use crate::{
    net::{self, Loaded},
    ui::{Badge, Button, EmptyState, Glyph, Skeleton, Tint, TopBar, icon},
    words::{ago, clock},
};
use api::RunCard;
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use leptos_router::components::A;
use messages::say;

/// The page.
#[component]
pub fn Runs() -> impl IntoView {
    let id = net::use_id();
    let runs = RwSignal::new(Loaded::<Vec<RunCard>>::Waiting);
    let load = move || {
        let id = id.get_untracked();
        spawn_local(async move {
            let answer = net::runs(&id).await;
            runs.try_set(answer.into());
        });
    };
    effect(move |_| {
        id.get();
        load();
    });
    let experiment = Signal::derive(move || format!("/e/{}", id.get()));
    view! {
        <Title text=say!("page-runs")/>
        <TopBar>
            <nav class="crumbs grow" aria-label=say!("where-you-are")>
                {icon(Glyph::Right)}<A href=move || experiment.get()>{say!("experiment")}</A>{icon(Glyph::Right)}<strong>{say!("runs")}</strong>
            </nav>
        </TopBar>
        <main id="main" class="page">
            <div class="page-head"><h1>{say!("runs")}</h1></div>
            {follow(move || match runs.get() {
                Loaded::Waiting => view! { <Skeleton class="table-row" count=4/> }.into_any(),
                Loaded::Failed(error) => view! {
                    <EmptyState glyph=Glyph::Alert title=say!("runs-could-not-be") text=error.to_string()>
                        <Button label=say!("try-again") on_press=move |()| load()/>
                    </EmptyState>
                }.into_any(),
                Loaded::Here(runs) if runs.is_empty() => view! { <NoRuns experiment/> }.into_any(),
                Loaded::Here(runs) => view! { <RunTable runs/> }.into_any(),
            })}
        </main>
    }
}

#[component]
fn NoRuns(experiment: Signal<String>) -> impl IntoView {
    view! {
        <EmptyState glyph=Glyph::Play title=say!("no-runs-yet")
            text=say!("open-experiment-press-run")>
            <A href=move || experiment.get() attr:class="button is-primary">{say!("open-experiment")}</A>
        </EmptyState>
    }
}

#[component]
fn RunTable(runs: Vec<RunCard>) -> impl IntoView {
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{say!("state")}</th><th scope="col">{say!("how-went")}</th><th scope="col">{say!("testbed")}</th>
                    <th scope="col" class="number">{say!("began")}</th><th scope="col" class="number">{say!("lasted")}</th>
                </tr>
            </thead>
            <tbody>{runs.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

fn row(run: RunCard) -> impl IntoView {
    let now_ms = js_sys::Date::now() as u64;
    let (tint, words) = state(&run.state);
    let lasted = run.ended_ms.unwrap_or(now_ms).saturating_sub(run.began_ms);
    let lasted = clock(lasted as f64);
    let lasted = if run.ended_ms.is_none() { say!("so-far", lasted = lasted) } else { lasted };
    view! {
        <tr>
            <td><Badge tint label=words/></td>
            <td><A href=format!("/runs/{}", run.id)>{run.summary}</A></td>
            <td>{run.testbed}</td>
            <td class="number"><time>{ago(run.began_ms, now_ms)}</time></td>
            <td class="number">{lasted}</td>
        </tr>
    }
}

/// A state as the server writes it, for people.
fn state(text: &str) -> (Tint, String) {
    let known = json::write(&text).and_then(|text| json::read::<runner::State>(&text).ok());
    let words = known.map_or_else(|| text.to_owned(), |state| crate::run::state_words(state).to_owned());
    (known.map_or(Tint::Plain, |state| crate::run::tint(Some(state))), words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_read_as_the_server_writes_them() {
        assert_eq!(state("up"), (Tint::Good, "Up".to_owned()));
        assert_eq!(state("stuck"), (Tint::Bad, "Stuck".to_owned()));
        assert_eq!(state("from-the-future"), (Tint::Plain, "from-the-future".to_owned()));
    }
}
