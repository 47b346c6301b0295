//! What stands in the bar at the top: title, saved or not, undo, arrange, export, runs, run.

use super::{command, work::Work};
use crate::once::{See, memo};
use crate::{
    files, net,
    ui::{Button, Glyph, IconButton, Item, Kind, Menu, icon},
};
use editor::{
    action::{self, Command, tip},
    align::Align,
    layout,
    session::Saving,
};
use leptos::{ev, html, prelude::*, task::spawn_local};
use leptos_router::components::A;
use messages::say;
use model::Severity;

#[component]
pub(super) fn Head(work: Work) -> impl IntoView {
    let history = memo(move |_| {
        work.read(|session| (session.undo_label().map(str::to_owned), session.redo_label().map(str::to_owned)))
    });
    let undo = Signal::derive(move || history.see(|(undo, _)| labelled(Command::Undo, undo)));
    let redo = Signal::derive(move || history.see(|(_, redo)| labelled(Command::Redo, redo)));
    view! {
        <TitleField work/>
        <Saved work/>
        <span class="grow"></span>
        <div class="head-group">
            <IconButton glyph=Glyph::Undo label=undo on_press=move |()| work.undo()
                disabled=Signal::derive(move || history.see(|(undo, _)| undo.is_none()))/>
            <IconButton glyph=Glyph::Redo label=redo on_press=move |()| work.redo()
                disabled=Signal::derive(move || history.see(|(_, redo)| redo.is_none()))/>
        </div>
        <div class="head-group">
            <Menu label=say!("arrange") glyph=Glyph::Arrange compact=true items=arrange_items(work)/>
            <Menu label=say!("export") glyph=Glyph::Download compact=true items=export_items(work)/>
            {[(Glyph::Search, Command::Find), (Glyph::Command, Command::Palette), (Glyph::Help, Command::Help)]
                .map(|(glyph, command)| view! { <IconButton glyph label=tip(command) on_press=move |()| command::press(work, command)/> })
                .into_iter().collect_view()}
            <A href=move || format!("/e/{}/runs", work.id.get()) attr:class="button is-quiet head-runs">{icon(Glyph::Clock)}<span>{say!("runs")}</span></A>
        </div>
        <RunButton work/>
    }
}

fn labelled(command: Command, label: &Option<String>) -> String {
    let action = action::of(command);
    label.as_ref().map_or_else(
        || action.tip(),
        |label| action::with_key(&format!("{}: {label}", action.name.text()), action.key()),
    )
}

#[component]
fn TitleField(work: Work) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let title = memo(move |_| work.title());
    let on_key = move |event: ev::KeyboardEvent| {
        let Some(field) = field.get_untracked() else { return };
        match event.key().as_str() {
            "Enter" => drop(field.blur()),
            "Escape" => {
                field.set_value(&title.get_untracked());
                let _ = field.blur();
            }
            _ => {}
        }
    };
    view! {
        <input class="title-field" node_ref=field aria-label=say!("title-experiment") maxlength="120" autocomplete="off"
            prop:value=title style:width=move || format!("{}ch", title.see(|title| title.chars().count().clamp(10, 36) + 4))
            on:keydown=on_key on:change:target=move |event| work.set_title(&event.target().value())/>
    }
}

/// Whether the work is safe, in words that do not move what stands beside them.
#[component]
fn Saved(work: Work) -> impl IntoView {
    let words = move || match work.saving.get() {
        Saving::Saved => say!("saved"),
        Saving::Waiting | Saving::UnderWay => say!("saving"),
        Saving::Offline => say!("offline-kept-browser"),
        Saving::Stale => say!("changed-elsewhere"),
    };
    let class = move || match work.saving.get() {
        Saving::Saved => "saved",
        Saving::Waiting | Saving::UnderWay => "saved is-busy",
        Saving::Offline | Saving::Stale => "saved is-warn",
    };
    view! {
        <button type="button" class=class aria-live="polite" title=say!("everything-saved-by-itself")
            on:click=move |_| match work.saving.get_untracked() {
                Saving::Stale => work.open.stale.set(true),
                _ => command::press(work, Command::Save),
            }>{words}</button>
    }
}

#[component]
fn RunButton(work: Work) -> impl IntoView {
    let n_errors = memo(move |_| {
        work.findings.see(|findings| findings.iter().filter(|finding| finding.severity == Severity::Error).count())
    });
    let is_empty = memo(move |_| work.draft(|draft| draft.nodes().len() == 0));
    let title = move || match (is_empty.get(), n_errors.get()) {
        (true, _) => say!("draw-node-first").to_owned(),
        (_, 0) => tip(Command::Run),
        (_, n) => say!("mend-errors-first", n = n),
    };
    view! {
        <Button label=say!("run") glyph=Glyph::Play kind=Kind::Primary title=Signal::derive(title)
            disabled=Signal::derive(move || is_empty.get() || n_errors.get() > 0)
            on_press=move |()| command::press(work, Command::Run)/>
    }
}

fn arrange_items(work: Work) -> Signal<Vec<Item>> {
    Signal::derive(move || {
        let layouts = layout::Kind::ALL.into_iter().map(|kind| (Command::Arrange(kind), Glyph::Graph));
        let aligns = Align::ALL.into_iter().map(|way| (Command::Align(way), Glyph::Sliders));
        let others = [(Command::Snap, Glyph::Target), (Command::Lock, Glyph::Lock), (Command::Group, Glyph::Group)];
        layouts.chain(aligns).chain(others).map(|(command, glyph)| command::item(work, command, glyph)).collect()
    })
}

fn export_items(work: Work) -> Signal<Vec<Item>> {
    Signal::derive(move || {
        let to = move |format: &'static str| {
            move || download(work, format!("/api/experiments/{}/export/{format}", work.id.get_untracked()))
        };
        let picture = Item {
            label: say!("picture-svg-pdf-png").into(),
            ..command::item(work, Command::Picture, Glyph::Download)
        };
        std::iter::once(picture)
            .chain(files::exports().map(|(key, line)| Item::new(line, Glyph::Download, to(key))))
            .collect()
    })
}

/// Hands what the server has at this address to the user as a file; what cannot be said in it is told, with the reason.
pub(super) fn download(work: Work, address: String) {
    spawn_local(async move {
        if let Err(error) = net::download(&address).await {
            work.toasts.warn(error.to_string());
        }
    });
}
