//! What was done and said: the log, the user's own commands, and the box to type them in.

use super::{
    going::Going,
    live::Live,
    log::{Filter, Kind, Level, View},
    shell::Shell,
    state::RunState,
};
use crate::once::{See, SeeValue, Show, act, effect, memo};
use crate::ui::{Choices, Glyph, IconButton, Rows, Tab, Tabs, icon, tab_id};
use leptos::prelude::*;
use messages::{Id, id, say};

/// A line's height, pixels, as `.log-line` has it.
const ROW: f64 = 18.0;

/// Node names are padded to one width, but to no more than this many characters.
const WIDEST: usize = 24;

/// Which lines are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// Everything, filtered.
    Log,
    /// The user's own commands.
    Own,
}

impl Panel {
    fn label(self) -> &'static str {
        match self {
            Self::Log => say!("log"),
            Self::Own => say!("your-commands"),
        }
    }
}

/// The pane.
#[component]
pub fn SaidPane(
    /// The run.
    live: Live,
    /// The node commands are typed for.
    node: RwSignal<String>,
) -> impl IntoView {
    let panel = RwSignal::new(Panel::Log);
    let filter = RwSignal::new(Filter::default());
    let follow = RwSignal::new(true);
    let asked = memo(move |_| if panel.get() == Panel::Log { filter.get() } else { Filter::own() });
    let shown = StoredValue::new(View::default());
    let count = memo(move |_| {
        let asked = asked.get();
        let update = |state: &RunState| {
            shown.try_update_value(|shown| {
                shown.update(&state.log, &asked);
                shown.len()
            })
        };
        live.with(update).unwrap_or_default()
    });
    let page = live.page();
    let width = page.draft.nodes().map(|(_, node)| node.name.chars().count()).max().unwrap_or(0).min(WIDEST);
    let row = Callback::new(move |row: usize| {
        live.peek(|state| line(state, shown.see_value(|shown| shown.number(row)), width))
    });
    // A changed filter shows other lines in the same rows.
    let version = RwSignal::new(0_u64);
    effect(move |_| {
        asked.track();
        live.version().track();
        version.update(|version| *version += 1);
    });
    let tabs = vec![
        Tab { key: Panel::Log, label: Panel::Log.label(), count: None },
        Tab { key: Panel::Own, label: Panel::Own.label(), count: None },
    ];
    view! {
        <section class="pane run-log log" aria-label=say!("log")>
            <Tabs tabs chosen=panel label=say!("what-show")/>
            <div class="run-said" role="tabpanel" aria-labelledby=move || tab_id(panel.get().label())>
                <Show when=move || panel.get() == Panel::Log><Tools live filter follow count=count.into()/></Show>
                <Show when=move || { count.get() > 0 } fallback=move || nothing(panel.get())>
                    <Rows count height=ROW row version follow label=say!("lines-log")/>
                </Show>
            </div>
            <Going live/>
            <Shell live node panel/>
        </section>
    }
}

fn nothing(panel: Panel) -> impl IntoView {
    let text = match panel {
        Panel::Log => say!("no-line-show-lines"),
        Panel::Own => say!("once-network-up-type"),
    };
    view! { <div class="rows"><p class="log-nothing">{text}</p></div> }
}

#[component]
fn Tools(live: Live, filter: RwSignal<Filter>, follow: RwSignal<bool>, count: Signal<usize>) -> impl IntoView {
    let page = live.page();
    let mut nodes = vec![(String::new(), say!("all-nodes").to_owned())];
    nodes.extend(page.draft.nodes().map(|(_, node)| (node.name.clone(), node.name.clone())));
    let node = move || filter.see(|filter| filter.node.clone().unwrap_or_default());
    let on_node = move |name: String| filter.update(|filter| filter.node = Some(name).filter(|name| !name.is_empty()));
    let download = format!("/api/runs/{}/log", page.card.id);
    let lines = move || {
        live.with(|state| match (count.get(), state.log.len()) {
            (shown, all) if shown == all => say!("n-lines", n = all),
            (shown, all) => say!("n-of-lines", shown = shown, all = all),
        })
    };
    view! {
        <div class="log-tools">
            <Kinds filter/>
            <Choices label=say!("node") options=nodes value=Signal::derive(node) on_change=on_node/>
            <Levels filter/>
            <input type="search" placeholder=say!("search") aria-label=say!("search-log") autocomplete="off"
                on:input:target=move |event| filter.update(|filter| filter.search = event.target().value())/>
            <span class="log-count" role="status">{lines}</span>
            <IconButton glyph=Glyph::Tail label=say!("follow-newest-line") pressed=Signal::from(follow)
                on_press=move |()| follow.update(|follow| *follow = !*follow)/>
            <a class="icon-button" href=download download="" aria-label=say!("download-whole-log") title=say!("download-whole-log")>
                {icon(Glyph::Download)}
            </a>
        </div>
    }
}

#[component]
fn Kinds(filter: RwSignal<Filter>) -> impl IntoView {
    type Part = fn(&mut Filter) -> &mut bool;
    let parts: [(&'static str, Part); 3] = [
        (say!("commands"), |filter| &mut filter.commands),
        (say!("output"), |filter| &mut filter.output),
        (say!("daemons"), |filter| &mut filter.daemons),
    ];
    let toggle = move |(label, part): (&'static str, Part)| {
        let on = move || *part(&mut filter.get());
        let press = move |_| filter.update(|filter| *part(filter) = !*part(filter));
        view! { <button type="button" class="toggle" aria-pressed=move || on().to_string() on:click=act(press)>{label}</button> }
    };
    view! { <div class="toggles" role="group" aria-label=say!("kinds-line")>{parts.map(toggle).into_iter().collect_view()}</div> }
}

#[component]
fn Levels(filter: RwSignal<Filter>) -> impl IntoView {
    let level = move || filter.see(|filter| key(filter.level).to_owned());
    let on_change = move |text: String| {
        let level = LEVELS.into_iter().find(|(level, _)| key(*level) == text).map_or(Level::Info, |(level, _)| level);
        filter.update(|filter| filter.level = level);
    };
    let options: Vec<_> = LEVELS.map(|(level, words)| (key(level).to_owned(), words.text().to_owned())).into();
    view! { <Choices label=say!("daemons-level") options value=Signal::derive(level) on_change/> }
}

const LEVELS: [(Level, Id); 4] = [
    (Level::Debug, id!("db-and-worse")),
    (Level::Info, id!("ii-and-worse")),
    (Level::Warning, id!("ww-and-worse")),
    (Level::Error, id!("ee-only")),
];

fn key(level: Level) -> &'static str {
    match level {
        Level::Debug => "DB",
        Level::Info => "II",
        Level::Warning => "WW",
        Level::Error => "EE",
    }
}

/// One line in transcript form. Only text nodes: what a node says is never read as HTML.
fn line(state: &RunState, number: Option<usize>, width: usize) -> AnyView {
    let Some(line) = number.and_then(|number| state.log.line(number)) else { return ().into_any() };
    let since_ms = line.at_ms.saturating_sub(state.began_ms.unwrap_or(line.at_ms));
    let time = format!("{}.{:03}", since_ms / 1000, since_ms % 1000);
    let node = line.node.map(|node| state.log.node_name(node)).unwrap_or_default();
    let (class, node) = match line.kind {
        Kind::Command => ("log-line is-command", format!("{node:<width$} >> ")),
        Kind::Out => ("log-line is-output", format!("{node:<width$}    ")),
        Kind::Err | Kind::Daemon(Level::Error) => ("log-line is-bad", format!("{node:<width$}    ")),
        Kind::Exit(0) => ("log-line is-daemon", format!("{node:<width$}    ")),
        Kind::Exit(_) => ("log-line is-bad", format!("{node:<width$}    ")),
        Kind::Daemon(Level::Warning) => ("log-line is-warn", format!("{node:<width$}    ")),
        Kind::Daemon(_) => ("log-line is-daemon", format!("{node:<width$}    ")),
        Kind::State => ("log-line is-state", String::new()),
    };
    view! {
        <div class=class role="listitem">
            <span class="log-time">{time}</span><span class="log-node">{node}</span><span class="log-text">{line.text.to_string()}</span>
        </div>
    }
    .into_any()
}
