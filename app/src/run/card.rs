//! What can be done to what is selected on a run's map: a link is cut, mended or shaped; files go to a node and back.

use super::{live::Live, state::RunState};
use crate::once::{See, SeeValue, act, follow, memo};
use crate::{
    net,
    ui::{Button, Field, Glyph, IconButton, Kind},
};
use api::Shaping;
use editor::Selection;
use leptos::{html, prelude::*, task::spawn_local};
use messages::say;
use model::Place;
use testbed::Shape;

/// The card in the map's corner; nothing while neither a link nor a node is selected.
#[component]
pub fn Card(
    /// The run.
    live: Live,
    /// What is selected on the map.
    selection: RwSignal<Selection>,
) -> impl IntoView {
    let chosen = memo(move |_| {
        let page = live.page();
        let place = selection.see(|selection| selection.single());
        match place? {
            Place::Node(id) => page.draft.node(id).map(|node| (false, node.name.clone())),
            Place::Layer(id) => {
                let name = page.draft.layer(id).map(|layer| layer.name.clone())?;
                page.plan.site().wires.iter().any(|wire| wire.name == name).then_some((true, name))
            }
            _ => None,
        }
    });
    let close = move |()| selection.set(Selection::none());
    move || {
        chosen.get().map(|(is_link, name)| {
            let title = format!("{} {name}", if is_link { say!("link") } else { say!("node") });
            let body = match is_link {
                true => view! { <LinkFields live name/> }.into_any(),
                false => view! { <Files live name/> }.into_any(),
            };
            let label = title.clone();
            view! {
                <section class="run-card" aria-label=label>
                    <header class="pane-head"><h2 class="grow">{title}</h2><IconButton glyph=Glyph::Close label=say!("close") on_press=close/></header>
                    <div class="run-card-body">{body}</div>
                </section>
            }
        })
    }
}

/// What was last asked for at a link's first end: shaped since, or as drawn.
fn asked(live: Live, state: &RunState, link: &str) -> Shape {
    let shaped = state.links.get(link).and_then(|ends| ends.values().next()).map(|end| end.asked.clone());
    let page = live.page();
    let wire = page.plan.site().wires.iter().find(|wire| wire.name == link);
    shaped.or_else(|| Some(wire?.ports.first()?.egress.clone())).unwrap_or_default()
}

/// A number as it stands in a field; nothing stands for 0.
fn shown(number: f64) -> String {
    if number == 0.0 { String::new() } else { number.to_string() }
}

fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    if text.is_empty() { Some(0.0) } else { host::number(text) }
}

#[component]
fn LinkFields(live: Live, name: String) -> impl IntoView {
    let link = StoredValue::new(name);
    let now = memo(move |_| live.with(|state| link.see_value(|link| asked(live, state, link))));
    let first = now.get_untracked();
    let rate = first.rate_mbit.map(|rate| rate.to_string()).unwrap_or_default();
    let fields = [shown(first.delay_ms), shown(first.loss_percent), rate].map(RwSignal::new);
    let wanted = move || {
        let [delay, loss, rate] = fields.map(|field| field.see(|text| number(text)));
        let rate = fields[2].see(|text| if text.trim().is_empty() { None } else { rate });
        Some(Shape { delay_ms: delay?, loss_percent: loss?, rate_mbit: rate, is_cut: false, ..now.get() })
    };
    let fault = memo(move |_| match wanted() {
        None => Some(say!("numbers-as-20-0")),
        Some(shape) => shape.fault(),
    });
    let takes = memo(move |_| live.with(RunState::takes_commands));
    let ask = move |shape: Shape| {
        let shaping = Shaping { link: link.get_value(), node: None, shape };
        spawn_local(async move {
            if let Err(error) = net::shape(&live.page().card.id, &shaping).await {
                live.toasts().warn(error.to_string());
            }
        });
    };
    let apply = move |()| {
        if let Some(shape) = untrack(wanted).filter(|shape| shape.fault().is_none()) {
            ask(shape);
        }
    };
    let cut = move |()| {
        let shape = now.get_untracked();
        ask(Shape { is_cut: !shape.is_cut, ..shape });
    };
    let is_cut = Signal::derive(move || now.see(|shape| shape.is_cut));
    let labels = [say!("delay-ms"), say!("loss"), say!("rate-mbit-s")];
    let field = move |at: usize| view! { <Field label=labels[at] value=fields[at] on_input=move |text| fields[at].set(text) mono=true/> };
    view! {
        <div class="run-card-fields">{field(0)}{field(1)}{field(2)}</div>
        <p class="field-error" role="alert">{follow(move || fault.get())}</p>
        <div class="actions">
            <Button label=say!("apply") disabled=Signal::derive(move || !takes.get() || fault.get().is_some() || is_cut.get()) on_press=apply
                title=Signal::derive(move || if is_cut.get() { say!("mend-link-first").to_owned() } else { String::new() })/>
            <Button label=Signal::derive(move || if is_cut.get() { say!("mend") } else { say!("cut") }.to_owned()) glyph=Glyph::Link kind=Kind::Plain
                disabled=Signal::derive(move || !takes.get()) on_press=cut/>
        </div>
        <Ends live link/>
    }
}

/// What is in force at each end, where it was shaped.
#[component]
fn Ends(live: Live, link: StoredValue<String>) -> impl IntoView {
    let lines = move || {
        live.with(|state| {
            let ends = link.see_value(|link| state.links.get(link).cloned()).unwrap_or_default();
            ends.into_values().map(|end| (end.node.clone(), end.words())).collect::<Vec<_>>()
        })
    };
    let line = |(node, words): (String, String)| view! { <li><span class="mono">{node}</span>" "{words}</li> };
    view! { <ul class="run-card-ends" role="status">{follow(move || lines().into_iter().map(line).collect_view())}</ul> }
}

#[component]
fn Files(live: Live, name: String) -> impl IntoView {
    let node = StoredValue::new(name);
    let input = NodeRef::<html::Input>::new();
    let path = RwSignal::new(String::new());
    let takes = memo(move |_| live.with(RunState::takes_commands));
    let choose = move |()| input.get_untracked().into_iter().for_each(|input| input.click());
    let on_change = move |_| {
        let Some(input) = input.get_untracked() else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            put(live, node.get_value(), file);
        }
        // The same file may be chosen again.
        input.set_value("");
    };
    let fetch = move |()| {
        let address = address(live, &node.get_value(), path.get_untracked().trim());
        spawn_local(async move {
            if let Err(error) = net::download(&address).await {
                live.toasts().warn(error.to_string());
            }
        });
    };
    let is_idle = Signal::derive(move || !takes.get() || path.see(|path| path.trim().is_empty()));
    view! {
        <input node_ref=input type="file" hidden=true aria-label=say!("file-put-on-node") on:change=act(on_change)/>
        <Button label=say!("put-file-there") glyph=Glyph::Upload disabled=Signal::derive(move || !takes.get()) on_press=choose/>
        <div class="run-card-fetch">
            <Field label=say!("fetch-file") value=path on_input=move |text| path.set(text) mono=true hint=say!("its-path-on-node")/>
            <IconButton glyph=Glyph::Download label=say!("fetch-it") disabled=is_idle on_press=fetch/>
        </div>
    }
}

fn address(live: Live, node: &str, path: &str) -> String {
    let [node, path] = [node, path].map(|text| String::from(js_sys::encode_uri_component(text)));
    format!("/api/runs/{}/file?node={node}&path={path}", live.page().card.id)
}

/// Puts a file where the node's commands start, under its own name.
fn put(live: Live, node: String, file: web_sys::File) {
    let name = file.name();
    let address = address(live, &node, &name);
    spawn_local(async move {
        match net::upload(&address, &file).await {
            Ok(()) => live.toasts().say(say!("file-is-on", name = name, node = node)),
            Err(error) => live.toasts().warn(error.to_string()),
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_hold_numbers_or_nothing() {
        assert_eq!([number(""), number(" 2.5 "), number("x")], [Some(0.0), Some(2.5), None]);
        assert_eq!([shown(0.0), shown(20.0), shown(0.5)], ["", "20", "0.5"]);
    }
}
