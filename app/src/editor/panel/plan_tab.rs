//! The plan of what is drawn: order, enrollments and flows with their reasons, and every command.

use super::{
    Work,
    planned_text::{by_node, summary},
};
use crate::once::{See, act, follow};
use crate::{
    editor::plan::{Planned, planned},
    ui::{Button, EmptyState, Glyph},
};
use leptos::prelude::*;
use messages::{Id, id, say};
use planner::{LayerPlan, Plan};
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// Lines shown; the rest is in the download.
const MOST_LINES: usize = 2_000;
/// Rows of a layer shown.
const MOST_ROWS: usize = 200;

/// The ways to read a plan.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Layers,
    Steps,
    Nodes,
    Transcript,
    Script,
}

const WAYS: [(Way, Id); 5] = [
    (Way::Layers, id!("layers")),
    (Way::Steps, id!("steps")),
    (Way::Nodes, id!("by-node")),
    (Way::Transcript, id!("transcript")),
    (Way::Script, id!("script")),
];

#[component]
pub(super) fn PlanTab(work: Work) -> impl IntoView {
    let planned = planned(work);
    let way = RwSignal::new(Way::Layers);
    view! {
        <div class="plan">
            {follow(move || match planned.get() {
                Planned::Waiting => view! { <p class="muted plan-note">{say!("working-out")}</p> }.into_any(),
                Planned::Faulty(n) => view! {
                    <EmptyState glyph=Glyph::Alert title=say!("no-plan-yet") text=say!("mend-n-errors-first", n = n)/>
                }.into_any(),
                Planned::Refused(why) => view! {
                    <EmptyState glyph=Glyph::Alert title=say!("prototype-cannot-do") text=why.join(" ")/>
                }.into_any(),
                Planned::Here(plan, _) if plan.layers().is_empty() => view! {
                    <EmptyState glyph=Glyph::List title=say!("nothing-do-yet") text=say!("link-nodes-draw-layer")/>
                }.into_any(),
                Planned::Here(plan, _) => view! { <Shown work plan way/> }.into_any(),
            })}
        </div>
    }
}

#[component]
fn Shown(work: Work, plan: Arc<Plan>, way: RwSignal<Way>) -> impl IntoView {
    let button = move |(key, label): (Way, Id)| {
        view! {
            <button type="button" class="toggle" aria-pressed=move || (way.get() == key).to_string() on:click=act(move |_| way.set(key))>{label.text()}</button>
        }
    };
    let n_commands: usize = plan.steps.iter().map(|step| step.make.len()).sum();
    let counts = format!("{} · {}", say!("n-steps", n = plan.steps.len()), say!("n-commands", n = n_commands));
    view! {
        <div class="plan-head">
            <div class="toggles" role="group" aria-label=say!("way-read-plan")>{WAYS.into_iter().map(button).collect_view()}</div>
            <span class="muted">{counts}</span>
        </div>
        {follow(move || match way.get() {
            Way::Layers => view! { <Layers work plan=plan.clone()/> }.into_any(),
            Way::Steps => view! { <Steps plan=plan.clone()/> }.into_any(),
            Way::Nodes => view! { <Text work text=by_node(&plan, selected_node(work).as_deref()) file="commands.txt"/> }.into_any(),
            Way::Transcript => view! { <Text work text=planner::transcript(&plan) file="transcript.txt"/> }.into_any(),
            Way::Script => view! { <Text work text=planner::script(&plan) file="run.sh"/> }.into_any(),
        })}
    }
}

/// The selected node's name: its commands alone are shown then.
fn selected_node(work: Work) -> Option<String> {
    let id = work.selection.see(|selection| selection.lit_nodes().into_iter().next())?;
    work.peek(|session| session.draft().node(id).map(|node| node.name.clone()))
}

#[component]
fn Layers(work: Work, plan: Arc<Plan>) -> impl IntoView {
    // Hardware layers have nothing to decide: many in a row are one line.
    let n_hardware = plan.layers().iter().filter(|layer| layer.bootstrapper.is_none()).count();
    let uppers: Vec<LayerPlan> = plan.layers().iter().filter(|layer| layer.bootstrapper.is_some()).cloned().collect();
    view! {
        <div class="plan-layers">
            <p class="muted">{say!("hardware-layers-first", n = n_hardware)}</p>
            {uppers.into_iter().enumerate().map(|(at, layer)| view! { <LayerBox work layer at/> }).collect_view()}
        </div>
    }
}

#[component]
fn LayerBox(work: Work, layer: LayerPlan, at: usize) -> impl IntoView {
    let name = layer.name.to_string();
    let select = {
        let name = name.clone();
        move |_| {
            if let Some(id) = work.peek(|session| session.draft().layer_named(&name)) {
                work.show(model::Place::Layer(id));
            }
        }
    };
    let rest =
        |n: usize| (n > MOST_ROWS).then(|| view! { <li class="muted">{say!("and-more", n = n - MOST_ROWS)}</li> });
    let (n_enrollments, n_flows) = (layer.enrollments.len(), layer.flows.len());
    let enrollments = layer.enrollments.iter().take(MOST_ROWS).map(|enrollment| view! {
        <li><span class="mono">{format!("{} → {}", enrollment.enrollee, enrollment.enroller)}</span><span class="muted">{enrollment.why.to_string()}</span></li>
    });
    let flows = layer.flows.iter().take(MOST_ROWS).map(|flow| view! {
        <li><span class="mono">{format!("{} ⇄ {}", flow.src, flow.dst)}</span><span class="muted">{flow.why.to_string()}</span></li>
    });
    view! {
        <article class="plan-layer">
            <header><span class="plan-order">{at + 1}</span><button type="button" class="link-button mono" on:click=act(select)>{name}</button><span class="muted">{summary(&layer)}</span></header>
            <div class="plan-columns">
                <section><h3>{say!("enrollments")}</h3><ol>{enrollments.collect_view()}{rest(n_enrollments)}</ol></section>
                <section><h3>{say!("flows")}</h3><ol>{flows.collect_view()}{rest(n_flows)}</ol></section>
            </div>
        </article>
    }
}

#[component]
fn Steps(plan: Arc<Plan>) -> impl IntoView {
    let n_rest = plan.steps.len().saturating_sub(MOST_LINES / 4);
    let rows = plan.steps.iter().take(MOST_LINES / 4).map(|step| {
        let commands = step.make.iter().map(|command| view! { <code>{command.to_string()}</code> }).collect_view();
        let after = step.after.iter().map(|id| id.0.to_string()).collect::<Vec<_>>().join(" ");
        view! {
            <li class="plan-step">
                <span class="plan-id">{step.id.0}</span><span>{step.what()}</span>
                <span class="muted" title=say!("steps-waits-for")>{if after.is_empty() { String::new() } else { say!("after-steps", steps = after) }}</span>
                <div class="plan-commands">{commands}</div>
            </li>
        }
    });
    let rest = (n_rest > 0).then(|| view! { <li class="muted">{say!("and-more-in-script", n = n_rest)}</li> });
    view! { <ol class="plan-steps">{rows.collect_view()}{rest}</ol> }
}

#[component]
fn Text(work: Work, text: String, file: &'static str) -> impl IntoView {
    let n_lines = text.lines().count();
    let shown = if n_lines > MOST_LINES {
        let first: Vec<&str> = text.lines().take(MOST_LINES).collect();
        format!("{}\n{}", first.join("\n"), say!("more-lines-in-download", n = n_lines - MOST_LINES))
    } else {
        text.clone()
    };
    let text = StoredValue::new(text);
    let copy = move |()| {
        let _ = window().navigator().clipboard().write_text(&text.get_value());
        work.toasts.say(say!("copied"));
    };
    view! {
        <div class="plan-text">
            <div class="plan-text-tools">
                <Button label=say!("copy") glyph=Glyph::Copy on_press=copy/>
                <Button label=say!("download") glyph=Glyph::Download on_press=move |()| { offer(file, &text.get_value()); }/>
            </div>
            <pre tabindex="0">{shown}</pre>
        </div>
    }
}

/// Hands a text to the user as a file.
fn offer(name: &str, text: &str) -> Option<()> {
    let parts = js_sys::Array::of1(&text.into());
    let blob = web_sys::Blob::new_with_str_sequence(&parts).ok()?;
    let address = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
    let link = document().create_element("a").ok()?.dyn_into::<web_sys::HtmlAnchorElement>().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    web_sys::Url::revoke_object_url(&address).ok()
}
