//! Opening a file: read, shown what would be taken over and what not, and only then taken.

use super::list::List;
use crate::once::{See, Show, act, effect, follow};
use crate::{
    files,
    net::{inspect, text_of},
    ui::{Button, Dialog, Glyph, Kind, icon},
};
use api::{Create, Remark, Report, Upload};
use leptos::{ev, html, prelude::*, task::spawn_local};
use messages::say;

/// The file being opened, if there is one; cheap to copy.
#[derive(Clone, Copy)]
pub struct Opening {
    list: List,
    shown: RwSignal<bool>,
    file: RwSignal<Option<(Upload, Report)>>,
    with_layer: RwSignal<bool>,
}

impl Opening {
    /// No file yet.
    pub fn new(list: List) -> Self {
        Self { list, shown: RwSignal::new(false), file: RwSignal::new(None), with_layer: RwSignal::new(true) }
    }

    /// Reads a file and shows its report. Nothing is changed.
    fn look_at(self, file: web_sys::File) {
        spawn_local(async move {
            let upload = match text_of(&file).await {
                Ok(upload) => upload,
                Err(why) => return self.list.toasts().warn(why),
            };
            match inspect(&upload).await {
                Ok(report) => {
                    self.file.set(Some((upload, report)));
                    self.shown.set(true);
                }
                Err(error) => self.list.toasts().warn(format!("{}: {error}", upload.name)),
            }
        });
    }

    fn take(self) {
        self.shown.set(false);
        if let Some((upload, report)) = self.file.get_untracked() {
            let with_layer = is_bare(&report) && self.with_layer.get_untracked();
            self.list.create(if with_layer { Create::FileWithLayer(upload) } else { Create::File(upload) });
        }
    }
}

/// The button that chooses a file.
#[component]
pub fn OpenFile(
    /// Takes the file.
    opening: Opening,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let choose = move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let on_change = move |_| {
        let Some(input) = input.get_untracked() else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            opening.look_at(file);
        }
        // The same file may be chosen again.
        input.set_value("");
    };
    view! {
        <input node_ref=input type="file" hidden=true aria-label=say!("file-open") on:change=act(on_change)/>
        <Button label=say!("open-file") glyph=Glyph::Upload on_press=choose/>
    }
}

/// While a file is dragged over the page, the page says that it may be dropped; anywhere will do.
#[component]
pub fn DropZone(
    /// Takes the file.
    opening: Opening,
) -> impl IntoView {
    let over = RwSignal::new(false);
    let has_file = |event: &ev::DragEvent| {
        event.data_transfer().is_some_and(|data| data.types().includes(&say!("files").into(), 0))
    };
    effect(move |_| {
        let dragged = window_event_listener(ev::dragover, move |event| {
            if has_file(&event) {
                event.prevent_default();
                over.set(true);
            }
        });
        let left = window_event_listener(ev::dragleave, move |event| {
            if event.related_target().is_none() {
                over.set(false);
            }
        });
        let dropped = window_event_listener(ev::drop, move |event| {
            over.set(false);
            let Some(files) = event.data_transfer().and_then(|data| data.files()) else { return };
            if let Some(file) = files.get(0) {
                event.prevent_default();
                opening.look_at(file);
            }
        });
        on_cleanup(move || {
            dragged.remove();
            left.remove();
            dropped.remove();
        });
    });
    view! {
        <Show when=move || over.get()>
            <div class="drop-zone">{icon(Glyph::Upload)}{say!("drop-the-file")}</div>
        </Show>
    }
}

/// What opening the file would do.
#[component]
pub fn ReportDialog(
    /// The file.
    opening: Opening,
) -> impl IntoView {
    let title = move || {
        opening
            .file
            .see(|file| file.as_ref().map_or_else(String::new, |(file, _)| say!("open-named", name = file.name)))
    };
    view! {
        <Dialog title=Signal::derive(title) open=opening.shown wide=true>
            {follow(move || opening.file.get().map(|(_, report)| view! { <ReportBody opening report/> }))}
            <footer class="dialog-foot">
                <Button label=say!("cancel") on_press=move |()| opening.shown.set(false)/>
                <Button label=say!("open") kind=Kind::Primary on_press=move |()| opening.take()/>
            </footer>
        </Dialog>
    }
}

/// Links and nothing over them.
fn is_bare(report: &Report) -> bool {
    report.links > 0 && report.layers == 0
}

#[component]
fn ReportBody(opening: Opening, report: Report) -> impl IntoView {
    let figures = [
        (say!("format"), files::title(&report.format).to_owned()),
        (say!("nodes"), report.nodes.to_string()),
        (say!("links"), report.links.to_string()),
        (say!("layers"), report.layers.to_string()),
        (say!("ipcps"), report.ipcps.to_string()),
    ];
    let figure = |(name, value): (&'static str, String)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let with_layer = opening.with_layer;
    let exact = report.approximated.is_empty() && report.ignored.is_empty();
    view! {
        <div class="dialog-body">
            <dl class="report-counts">{figures.map(figure).into_iter().collect_view()}</dl>
            {exact.then(|| view! { <p class="notice">{icon(Glyph::Check)}{say!("everything-file-taken-over")}</p> })}
            {is_bare(&report).then(|| view! {
                <label class="tick">
                    <input type="checkbox" prop:checked=with_layer on:change:target=move |event| with_layer.set(event.target().checked())/>
                    <span>{say!("draw-unicast-layer-over")}</span>
                </label>
            })}
            <Remarks n_things=|n| say!("n-taken-over-not-exactly", n = n) remarks=report.approximated/>
            <Remarks n_things=|n| say!("n-left-out", n = n) remarks=report.ignored/>
        </div>
    }
}

#[component]
fn Remarks(n_things: fn(usize) -> String, remarks: Vec<Remark>) -> impl IntoView {
    let count = remarks.len();
    let row = |remark: Remark| {
        let place = if remark.line == 0 { say!("the-file").to_owned() } else { say!("line-n", line = remark.line) };
        view! { <li class="remark"><span class="remark-line">{place}</span><span>{remark.what}</span></li> }
    };
    (count > 0).then(|| {
        view! {
            <section>
                <p>{n_things(count)}</p>
                <ul class="remarks" tabindex="0">{remarks.into_iter().map(row).collect_view()}</ul>
            </section>
        }
    })
}
