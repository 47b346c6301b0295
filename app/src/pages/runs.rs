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
        id.track();
        load();
    });
    let experiment = Signal::derive(move || format!("/e/{}", id.get()));
    view! {
        <Title text="Runs · Conga"/>
        <TopBar>
            <nav class="crumbs grow" aria-label="Where you are">
                {icon(Glyph::Right)}<A href=move || experiment.get()>"Experiment"</A>{icon(Glyph::Right)}<strong>"Runs"</strong>
            </nav>
        </TopBar>
        <main id="main" class="page">
            <div class="page-head"><h1>"Runs"</h1></div>
            {follow(move || match runs.get() {
                Loaded::Waiting => view! { <Skeleton class="table-row" count=4/> }.into_any(),
                Loaded::Failed(error) => view! {
                    <EmptyState glyph=Glyph::Alert title="The runs could not be loaded" text=error.to_string()>
                        <Button label="Try again" on_press=move |()| load()/>
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
        <EmptyState glyph=Glyph::Play title="No runs yet"
            text="Open the experiment and press Run. Every run is kept here with its steps, its log and how it ended.">
            <A href=move || experiment.get() attr:class="button is-primary">"Open the experiment"</A>
        </EmptyState>
    }
}

#[component]
fn RunTable(runs: Vec<RunCard>) -> impl IntoView {
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">"State"</th><th scope="col">"How it went"</th><th scope="col">"Testbed"</th>
                    <th scope="col" class="number">"Began"</th><th scope="col" class="number">"Lasted"</th>
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
    let lasted = format!("{}{}", clock(lasted as f64), if run.ended_ms.is_none() { " so far" } else { "" });
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
