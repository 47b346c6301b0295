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
use model::{LayerKind, Place};

#[component]
pub(super) fn Tools(work: Work) -> impl IntoView {
    view! {
        <aside class="tools" aria-label="Draw">
            <div class="tool-list" role="toolbar" aria-label="Tools" aria-orientation="vertical">
                <ToolButton work tool=Tool::Select glyph=Glyph::Pointer label="Select" command=Command::SelectTool/>
                <ToolButton work tool=Tool::Lasso glyph=Glyph::Lasso label="Lasso" command=Command::LassoTool/>
                <ToolButton work tool=Tool::Node glyph=Glyph::Node label="Node" command=Command::NodeTool/>
                <ToolButton work tool=Tool::Link(LayerKind::EthDix) glyph=Glyph::Link label="Link" command=Command::LinkTool/>
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
        0 => "over all nodes".to_owned(),
        n => format!("over {}", crate::words::plural(n, "selected node")),
    };
    let add = move |event: ev::Event| {
        let chosen = event_target_value(&event);
        if let Some(kind) = LayerKind::parse(&chosen) {
            work.draw_layer(kind);
        }
        event_target::<web_sys::HtmlSelectElement>(&event).set_value("");
    };
    let over_all =
        move || format!("Draw a unicast layer {} ({})", over(), action::key(Command::Layer(LayerKind::Unicast)));
    let button = move |command: Command, glyph: Glyph, label: &'static str, title: Signal<String>| {
        view! {
            <button type="button" class="tool" title=title on:click=act(move |_| command::press(work, command))>
                {icon(glyph)}<span class="tool-label">{label}</span><kbd>{action::key(command)}</kbd>
            </button>
        }
    };
    let plain = |command: Command| Signal::stored(tip(command));
    view! {
        {button(Command::Layer(LayerKind::Unicast), Glyph::Layer, "Layer", Signal::derive(over_all))}
        {button(Command::PlaceIpcp, Glyph::Stack, "IPCP", plain(Command::PlaceIpcp))}
        {button(Command::AddService, Glyph::Service, "Service", plain(Command::AddService))}
        {button(Command::WriteNote, Glyph::Note, "Note", plain(Command::WriteNote))}
        {button(Command::LinkMany, Glyph::Link, "Links…", plain(Command::LinkMany))}
        {button(Command::DrawNetwork, Glyph::Graph, "Network…", plain(Command::DrawNetwork))}
        <label class="tool-more">
            <span class="unseen">"Draw another kind of layer over the selection"</span>
            <select on:change=act(add) title=move || format!("Draw a layer of another kind {}", over())>
                <option value="" selected=true>"Other layer…"</option>
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
        LayerKind::EthDix => "eth-dix: Ethernet, DIX frames",
        LayerKind::EthLlc => "eth-llc: Ethernet, LLC frames",
        LayerKind::Udp4 => "udp4: UDP over IPv4",
        LayerKind::Udp6 => "udp6: UDP over IPv6",
        LayerKind::Local => "local: one machine's memory",
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
        <section class="legend" aria-label="Layers">
            <h2>"Layers"</h2>
            <Show when=move || uppers.see(Vec::is_empty)>
                <p class="muted">"None yet. Select nodes and press U."</p>
            </Show>
            <For each=move || uppers.get() key=Clone::clone children=move |info| view! { <LayerRow work info/> }/>
            <Show when=move || { n_links.get() > 0 }>
                <p class="legend-links"><span class="swatch is-line"></span>{follow(move || crate::words::plural(n_links.get(), "link"))}</p>
            </Show>
            <Show when=move || !services.see(Vec::is_empty)><h2>"Services"</h2></Show>
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
            <span class="legend-count" title=crate::words::plural(count, "node")>{count}</span>
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
