//! The left side: what can be drawn, and the layers there are.

use super::{
    command,
    work::{DRAG_NODE, Work},
};
use crate::once::{For, See, Show, act, follow, memo};
use crate::ui::{Glyph, icon};
use editor::{
    Selection,
    action::{self, Command, tip},
    gesture::Tool,
    palette::Tint,
    scene::LayerInfo,
};
use leptos::{ev, prelude::*};
use messages::say;
use model::{LayerKind, Place};

#[component]
pub(super) fn Tools(work: Work) -> impl IntoView {
    view! {
        <aside class="tools" aria-label=say!("draw")>
            <div class="tool-list" role="toolbar" aria-label=say!("tools") aria-orientation="vertical">
                <ToolButton work tool=Tool::Select glyph=Glyph::Pointer label=say!("select") command=Command::SelectTool/>
                <ToolButton work tool=Tool::Lasso glyph=Glyph::Lasso label=say!("lasso") command=Command::LassoTool/>
                <ToolButton work tool=Tool::Node glyph=Glyph::Node label=say!("node") command=Command::NodeTool/>
                <ToolButton work tool=Tool::Link(LayerKind::EthDix) glyph=Glyph::Link label=say!("link") command=Command::LinkTool/>
                <LayerButtons work/>
            </div>
            <Layers work/>
        </aside>
    }
}

#[component]
fn ToolButton(work: Work, tool: Tool, glyph: Glyph, label: &'static str, command: Command) -> impl IntoView {
    let pressed = move || {
        let now = work.tool.get();
        (now == tool || matches!((now, tool), (Tool::Link(_), Tool::Link(_)))).to_string()
    };
    let press = move |_| {
        let again = work.tool.get_untracked() == tool;
        work.tool.set(if again { Tool::Select } else { tool });
    };
    let drag = move |event: ev::DragEvent| {
        if let Some(data) = event.data_transfer() {
            let _ = data.set_data(DRAG_NODE, "node");
            data.set_effect_allowed("copy");
        }
    };
    view! {
        <button type="button" class="tool" aria-pressed=pressed title=tip(command) on:click=act(press)
            draggable=(tool == Tool::Node).then_some("true") on:dragstart=drag>
            {icon(glyph)}<span class="tool-label">{label}</span><kbd>{action::key(command)}</kbd>
        </button>
    }
}

/// Layers are drawn over the selection: pressing is enough.
#[component]
fn LayerButtons(work: Work) -> impl IntoView {
    let over = move || match work.selection.see(|selection| selection.nodes().len()) {
        0 => say!("over-nodes").to_owned(),
        n => say!("over-n-selected-nodes", n = n),
    };
    let add = move |event: ev::Event| {
        let chosen = event_target_value(&event);
        if let Some(kind) = LayerKind::parse(&chosen) {
            work.draw_layer(kind);
        }
        event_target::<web_sys::HtmlSelectElement>(&event).set_value("");
    };
    let over_all =
        move || say!("draw-unicast-layer", over = over(), key = action::key(Command::Layer(LayerKind::Unicast)));
    let button = move |command: Command, glyph: Glyph, label: &'static str, title: Signal<String>| {
        view! {
            <button type="button" class="tool" title=title on:click=act(move |_| command::press(work, command))>
                {icon(glyph)}<span class="tool-label">{label}</span><kbd>{action::key(command)}</kbd>
            </button>
        }
    };
    let plain = |command: Command| Signal::stored(tip(command));
    view! {
        {button(Command::Layer(LayerKind::Unicast), Glyph::Layer, say!("layer"), Signal::derive(over_all))}
        {button(Command::PlaceIpcp, Glyph::Stack, "IPCP", plain(Command::PlaceIpcp))}
        {button(Command::AddService, Glyph::Service, say!("service"), plain(Command::AddService))}
        {button(Command::WriteNote, Glyph::Note, say!("note"), plain(Command::WriteNote))}
        {button(Command::LinkMany, Glyph::Link, say!("links-menu"), plain(Command::LinkMany))}
        {button(Command::DrawNetwork, Glyph::Graph, say!("network-menu"), plain(Command::DrawNetwork))}
        <label class="tool-more">
            <span class="unseen">{say!("draw-another-kind-layer")}</span>
            <select on:change=act(add) title=move || say!("draw-layer-another-kind", over = over())>
                <option value="" selected=true>{say!("other-layer")}</option>
                {LayerKind::ALL.into_iter().map(|kind| view! { <option value=kind.as_str()>{words(kind)}</option> }).collect_view()}
            </select>
        </label>
    }
}

/// A kind as menus say it.
pub(super) fn words(kind: LayerKind) -> &'static str {
    match kind {
        LayerKind::Unicast => "unicast",
        LayerKind::Broadcast => "broadcast",
        LayerKind::EthDix => say!("kind-eth-dix"),
        LayerKind::EthLlc => say!("kind-eth-llc"),
        LayerKind::Udp4 => say!("kind-udp4"),
        LayerKind::Udp6 => say!("kind-udp6"),
        LayerKind::Local => say!("kind-local"),
    }
}

/// The legend: layers above hardware with their colours, services, and how many links there are.
#[component]
fn Layers(work: Work) -> impl IntoView {
    let uppers = memo(move |_| {
        work.scene.see(|scene| scene.layers.iter().filter(|info| !info.kind.is_hardware()).cloned().collect::<Vec<_>>())
    });
    let services = memo(move |_| {
        work.draft(|draft| draft.services().map(|(id, service)| (id, service.name.clone())).collect::<Vec<_>>())
    });
    let n_links = memo(move |_| work.scene.see(|scene| scene.links.len() + scene.hubs.len()));
    view! {
        <section class="legend" aria-label=say!("layers")>
            <h2>{say!("layers")}</h2>
            <Show when=move || uppers.see(Vec::is_empty)>
                <p class="muted">{say!("none-yet-select-nodes")}</p>
            </Show>
            <For each=move || uppers.get() key=Clone::clone children=move |info| view! { <LayerRow work info/> }/>
            <Show when=move || { n_links.get() > 0 }>
                <p class="legend-links"><span class="swatch is-line"></span>{follow(move || say!("n-links", n = n_links.get()))}</p>
            </Show>
            <Show when=move || !services.see(Vec::is_empty)><h2>{say!("services")}</h2></Show>
            <For each=move || services.get() key=Clone::clone children=move |(id, name)| {
                view! { <PlaceRow work place=Place::Service(id) name><span class="swatch is-service"></span></PlaceRow> }
            }/>
        </section>
    }
}

#[component]
fn LayerRow(work: Work, info: LayerInfo) -> impl IntoView {
    let count = info.n_members;
    view! {
        <PlaceRow work place=Place::Layer(info.id) name=info.name>
            <span class="swatch" style:background=css(&info.tint) class:is-ghost=info.ghost></span>
            <span class="legend-count" title=say!("n-nodes", n = count)>{count}</span>
        </PlaceRow>
    }
}

/// A tint as a style sheet writes it.
pub(super) fn css(tint: &Tint) -> String {
    match tint {
        Tint::Slot(slot) => format!("var(--layer-{})", slot + 1),
        Tint::Own(color) => color.clone(),
        Tint::Plain => "var(--edge-strong)".to_owned(),
    }
}

/// A row that selects a place.
#[component]
fn PlaceRow(work: Work, place: Place, #[prop(into)] name: String, children: Children) -> impl IntoView {
    let is_selected = move || work.selection.see(|selection| selection.has(place));
    let title = name.clone();
    view! {
        <button type="button" class="legend-row" title=title aria-pressed=move || is_selected().to_string()
            on:click=act(move |_| {
                let next = if is_selected() { Selection::none() } else { Selection::of(place) };
                work.selection.set(next);
            })>
            <span class="legend-name mono">{name}</span>
            {children()}
        </button>
    }
}
