//! The plan of what is drawn: order, enrollments and flows with their reasons, and every command.

use super::{
    Work,
    planned_text::{by_node, summary},
};
use crate::once::{See, act, follow};
use crate::{
    editor::plan::{Planned, planned},
    ui::{Button, EmptyState, Glyph},
    words::plural,
};
use leptos::prelude::*;
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

const WAYS: [(Way, &str); 5] = [
    (Way::Layers, "Layers"),
    (Way::Steps, "Steps"),
    (Way::Nodes, "By node"),
    (Way::Transcript, "Transcript"),
    (Way::Script, "Script"),
];

#[component]
pub(super) fn PlanTab(work: Work) -> impl IntoView {
    let planned = planned(work);
    let way = RwSignal::new(Way::Layers);
    view! {
        <div class="plan">
            {follow(move || match planned.get() {
                Planned::Waiting => view! { <p class="muted plan-note">"Working it out…"</p> }.into_any(),
                Planned::Faulty(n) => view! {
                    <EmptyState glyph=Glyph::Alert title="No plan yet" text=format!("Mend {} first: see Findings.", plural(n, "error"))/>
                }.into_any(),
                Planned::Refused(why) => view! {
                    <EmptyState glyph=Glyph::Alert title="This prototype cannot do it" text=why.join(" ")/>
                }.into_any(),
                Planned::Here(plan, _) if plan.layers().is_empty() => view! {
                    <EmptyState glyph=Glyph::List title="Nothing to do yet" text="Link nodes and draw a layer over them; the plan follows every edit."/>
                }.into_any(),
                Planned::Here(plan, _) => view! { <Shown work plan way/> }.into_any(),
            })}
        </div>
    }
}

#[component]
fn Shown(work: Work, plan: Arc<Plan>, way: RwSignal<Way>) -> impl IntoView {
    let button = move |(key, label): (Way, &'static str)| {
        view! {
            <button type="button" class="toggle" aria-pressed=move || (way.get() == key).to_string() on:click=act(move |_| way.set(key))>{label}</button>
        }
    };
    let n_commands: usize = plan.steps.iter().map(|step| step.make.len()).sum();
    let counts = format!("{} · {}", plural(plan.steps.len(), "step"), plural(n_commands, "command"));
    view! {
        <div class="plan-head">
            <div class="toggles" role="group" aria-label="Way to read the plan">{WAYS.into_iter().map(button).collect_view()}</div>
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
            <p class="muted">{format!("Hardware layers first ({}): every member starts by itself. Then, in this order:", plural(n_hardware, "link"))}</p>
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
        |n: usize| (n > MOST_ROWS).then(|| view! { <li class="muted">{format!("and {} more", n - MOST_ROWS)}</li> });
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
                <section><h3>"Enrollments"</h3><ol>{enrollments.collect_view()}{rest(n_enrollments)}</ol></section>
                <section><h3>"Flows"</h3><ol>{flows.collect_view()}{rest(n_flows)}</ol></section>
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
                <span class="muted" title="The steps it waits for">{if after.is_empty() { String::new() } else { format!("after {after}") }}</span>
                <div class="plan-commands">{commands}</div>
            </li>
        }
    });
    let rest =
        (n_rest > 0).then(|| view! { <li class="muted">{format!("and {n_rest} more: the script has them all")}</li> });
    view! { <ol class="plan-steps">{rows.collect_view()}{rest}</ol> }
}

#[component]
fn Text(work: Work, text: String, file: &'static str) -> impl IntoView {
    let n_lines = text.lines().count();
    let shown = if n_lines > MOST_LINES {
        let first: Vec<&str> = text.lines().take(MOST_LINES).collect();
        format!("{}\n… {} more lines in the download", first.join("\n"), n_lines - MOST_LINES)
    } else {
        text.clone()
    };
    let text = StoredValue::new(text);
    let copy = move |()| {
        let _ = window().navigator().clipboard().write_text(&text.get_value());
        work.toasts.say("Copied.");
    };
    view! {
        <div class="plan-text">
            <div class="plan-text-tools">
                <Button label="Copy" glyph=Glyph::Copy on_press=copy/>
                <Button label="Download" glyph=Glyph::Download on_press=move |()| { offer(file, &text.get_value()); }/>
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
