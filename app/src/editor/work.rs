//! The work on one experiment: what is drawn, selected, wrong and not saved yet. One signal for each thing that changes by itself.

use super::{
    follow::{self, Source},
    panel::Below,
    views::Views,
};
use crate::once::{See, SeeValue, memo};
use crate::{
    canvas, net,
    ui::{Palettes, Toasts, use_palette, use_toasts},
};
use api::Bed;
use editor::{
    Overlay, Placement, Rect, Scene, Selection, Session, Viewport, action::Command, gesture::Tool, layer_graph::Shape,
    session::Saving,
};
use leptos::{prelude::*, task::spawn_local};
use messages::say;
use model::{Checked, Draft, Edit, Finding, LayerId, NodeId, Place, Point, Settings, edit::SettingsField};
use std::{sync::Arc, time::Duration};

/// How often work on a large draft is looked after, milliseconds.
const LOOK_MS: i32 = 10;

/// Dialogs by whether they are open.
#[derive(Clone, Copy)]
pub(super) struct Open {
    pub(super) help: RwSignal<bool>,
    pub(super) find: RwSignal<bool>,
    pub(super) network: RwSignal<bool>,
    pub(super) picture: RwSignal<bool>,
    pub(super) run: RwSignal<bool>,
    pub(super) stale: RwSignal<bool>,
    pub(super) ipcp: RwSignal<bool>,
    pub(super) links: RwSignal<bool>,
    /// Where a new note is being written.
    pub(super) note: RwSignal<Option<Point>>,
}

/// The work on one experiment; cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Work {
    pub(super) id: Memo<String>,
    /// The experiment that is open; [`Self::id`] may be that of one that is still to come.
    pub(super) opened: StoredValue<String>,
    source: Source,
    /// What follows from the draft is still to come.
    is_due: StoredValue<bool>,
    pub(super) saving: RwSignal<Saving>,
    pub(super) version: RwSignal<u64>,
    /// The draft as it was checked last.
    pub(super) checked: Memo<Arc<Checked>>,
    pub(super) findings: Memo<Arc<Vec<Finding>>>,
    pub(super) scene: Memo<Arc<Scene>>,
    /// Where a layout under way would put the nodes.
    pub(super) preview: RwSignal<Option<Arc<Placement>>>,
    pub(super) overlay: RwSignal<Arc<Overlay>>,
    pub(super) selection: RwSignal<Selection>,
    pub(super) map_view: RwSignal<Viewport>,
    pub(super) layer_view: RwSignal<Viewport>,
    pub(super) tool: RwSignal<Tool>,
    pub(super) views: Views,
    pub(super) layer_shape: RwSignal<Shape>,
    /// Where an IPCP is to be placed, and on what it is to stand.
    pub(super) ipcp_at: RwSignal<(Option<NodeId>, Option<LayerId>)>,
    pub(super) below: RwSignal<Below>,
    pub(super) panel_open: RwSignal<bool>,
    pub(super) open: Open,
    /// Counts requests to put the cursor into the inspector's first field.
    pub(super) inspect: RwSignal<u32>,
    /// Nodes that are moved stop on the grid.
    pub(super) snaps: RwSignal<bool>,
    /// What was done last that can be done again.
    pub(super) last: RwSignal<Option<Command>>,
    pub(super) palette: Palettes,
    pub(super) toasts: Toasts,
    /// The testbeds there are, as the server said last.
    pub(super) beds: RwSignal<Vec<Bed>>,
    /// What was done last, for screen readers.
    pub(super) said: RwSignal<String>,
}

impl Work {
    pub(super) fn new(id: Memo<String>) -> Self {
        let source = Source::new();
        let checked = follow::checked(source);
        let preview: RwSignal<Option<Arc<Placement>>> = RwSignal::new(None);
        let findings = memo(move |_| checked.see(|checked| checked.findings().clone()));
        let scene = follow::scene(source, findings, preview);
        let closed = || RwSignal::new(false);
        Self {
            id,
            opened: StoredValue::new(String::new()),
            source,
            is_due: StoredValue::new(false),
            saving: RwSignal::new(Saving::Saved),
            version: RwSignal::new(0),
            checked,
            findings,
            scene,
            preview,
            overlay: RwSignal::new(Arc::new(Overlay::default())),
            selection: RwSignal::new(Selection::none()),
            map_view: RwSignal::new(Viewport::default()),
            layer_view: RwSignal::new(Viewport::default()),
            tool: RwSignal::new(Tool::Select),
            views: Views::new(),
            layer_shape: RwSignal::new(Shape::default()),
            ipcp_at: RwSignal::new((None, None)),
            below: RwSignal::new(Below::Findings),
            panel_open: RwSignal::new(true),
            open: Open {
                help: closed(),
                find: closed(),
                network: closed(),
                picture: closed(),
                run: closed(),
                stale: closed(),
                ipcp: closed(),
                links: closed(),
                note: RwSignal::new(None),
            },
            inspect: RwSignal::new(0),
            snaps: RwSignal::new(false),
            last: RwSignal::new(None),
            palette: use_palette(),
            toasts: use_toasts(),
            beds: RwSignal::new(Vec::new()),
            said: RwSignal::new(String::new()),
        }
    }

    /// Reads the session, and again whenever the draft or its history changes.
    pub(super) fn read<T>(self, read: impl FnOnce(&Session) -> T) -> T {
        self.source.revision.track();
        self.source.session.see_value(read)
    }

    /// Reads the draft, and again whenever it changes.
    pub(super) fn draft<T>(self, read: impl FnOnce(&Draft) -> T) -> T {
        self.read(|session| read(session.draft()))
    }

    /// Reads the session once.
    pub(super) fn peek<T>(self, read: impl FnOnce(&Session) -> T) -> T {
        self.source.session.see_value(read)
    }

    /// Writes the session; `drawn` if the draft or its history changed.
    pub(super) fn write<T>(self, drawn: bool, write: impl FnOnce(&mut Session) -> T) -> Option<T> {
        let Source { session, shape, .. } = self.source;
        let (result, is_reshaped) = session.try_update_value(|session| {
            let n_reshaped = session.n_reshaped();
            let result = write(session);
            (result, session.n_reshaped() != n_reshaped)
        })?;
        if is_reshaped {
            shape.update_value(|n| *n += 1);
        }
        let (saving, version) = session.see_value(|session| (session.saving(), session.version()));
        if self.saving.get_untracked() != saving {
            self.saving.set(saving);
        }
        if self.version.get_untracked() != version {
            self.version.set(version);
        }
        if drawn {
            self.follow_up();
        }
        Some(result)
    }

    /// What follows from the draft is worked out: at once, or, where a large one has not only moved, in tasks of their own.
    pub(super) fn follow_up(self) {
        let is_quick = self.source.is_checked() || !self.is_large();
        if is_quick {
            self.is_due.set_value(false);
            return self.source.revision.update(|n| *n += 1);
        }
        if self.is_due.try_update_value(|is_due| std::mem::replace(is_due, true)) == Some(false) {
            let now = move || {
                if self.is_due.try_update_value(std::mem::take) == Some(true) {
                    self.source.revision.update(|n| *n += 1);
                }
            };
            set_timeout(now, Duration::ZERO);
        }
    }

    /// What follows from the draft takes more than a task.
    pub(super) fn is_large(self) -> bool {
        self.peek(|session| follow::is_large(session.draft()))
    }

    /// The page is still there.
    pub(super) fn is_there(self) -> bool {
        self.version.try_get_untracked().is_some()
    }

    /// Checks now what would be checked when it is shown, and makes the map's scene. False if the page was left meanwhile.
    pub(super) async fn prepare(self) -> bool {
        while self.is_there() {
            self.findings.see_untracked(|_| ());
            if self.source.is_checked() {
                // A task each, where they take one.
                net::pause(0).await;
                if !self.is_there() {
                    return false;
                }
                self.scene.see_untracked(|_| ());
                if self.source.is_drawn() {
                    return true;
                }
            }
            net::pause(LOOK_MS).await;
        }
        false
    }

    /// Another experiment, or another version of it, takes the place of this one.
    pub(super) fn replace(self, session: Session) {
        self.source.shape.update_value(|n| *n += 1);
        self.write(true, |mine| *mine = session);
        self.forget_gone();
    }

    pub(super) fn title(self) -> String {
        let title = self.draft(|draft| draft.settings().title.clone());
        if title == Settings::default().title && self.version.get() == 0 { say!("experiment").into() } else { title }
    }

    /// Does an edit; what cannot be done is said, not hidden. True if something changed.
    pub(super) fn edit(self, edit: &Edit) -> bool {
        match self.write(true, |session| session.edit(edit)) {
            Some(Ok(changed)) => {
                self.forget_gone();
                changed
            }
            Some(Err(error)) => {
                self.toasts.warn(error.to_string());
                false
            }
            None => false,
        }
    }

    /// Does an edit that makes something, and selects what it made.
    pub(super) fn make(self, edit: &Edit) -> bool {
        let known = |draft: &Draft| (draft.nodes().len(), draft.layers().len(), draft.services().len());
        let before = self.peek(|session| known(session.draft()));
        if !self.edit(edit) {
            return false;
        }
        let made = self.peek(|session| {
            let (draft, after) = (session.draft(), known(session.draft()));
            let node = draft.nodes().next_back().filter(|_| after.0 > before.0).map(|(id, _)| Place::Node(id));
            let layer = draft.layers().next_back().filter(|_| after.1 > before.1).map(|(id, _)| Place::Layer(id));
            let service = draft.services().next_back().filter(|_| after.2 > before.2).map(|(id, _)| Place::Service(id));
            node.or(layer).or(service)
        });
        if let Some(place) = made {
            self.selection.set(Selection::of(place));
        }
        true
    }

    /// Typing in a field: every keystroke counts, but until the field is left it is one step of undo.
    pub(super) fn typed(self, label: &str, edit: &Edit) {
        self.write(true, |session| {
            if !session.in_gesture() {
                session.begin(label);
            }
            // A value that cannot be taken yet, as a half-typed one, is asked for again when the field is left.
            let _ = session.edit(edit);
        });
    }

    /// The field was left.
    pub(super) fn commit(self) {
        if self.peek(Session::in_gesture) {
            self.write(true, Session::commit);
        }
    }

    pub(super) fn undo(self) {
        // Nothing of a layout under way is written yet.
        if super::arrange::give_up(self) {
            return;
        }
        if let Some(Some(label)) = self.write(true, Session::undo) {
            self.said.set(say!("undone", label = label));
            self.forget_gone();
        }
    }

    pub(super) fn redo(self) {
        if let Some(Some(label)) = self.write(true, Session::redo) {
            self.said.set(say!("done-again", label = label));
            self.forget_gone();
        }
    }

    fn forget_gone(self) {
        let mut selection = self.selection.get_untracked();
        self.peek(|session| selection.keep_existing(session.draft()));
        if selection != self.selection.get_untracked() {
            self.selection.set(selection);
        }
    }

    /// Selects a place and brings it into view on the map; the other views follow the selection.
    pub(super) fn show(self, place: Place) {
        self.selection.set(Selection::of(place));
        let rect: Option<Rect> = self.scene.see_untracked(|scene| scene.rect_of(place));
        if let Some(rect) = rect {
            self.map_view.update(|view| *view = view.showing(rect));
        }
    }

    /// Moves the view so far that the one thing selected is seen.
    pub(super) fn bring_selection_into_view(self) {
        if let Some(place) = self.selection.see_untracked(Selection::single) {
            self.show(place);
        }
    }

    pub(super) fn set_title(self, title: &str) {
        let title = title.trim();
        if !title.is_empty() {
            self.edit(&Edit::SetSettings(SettingsField::Title(title.to_owned())));
        }
    }

    /// Another testbed, as one step of undo. What links are made of is the new one's own; real machines speak the newest
    /// dialect until another is chosen.
    pub(super) fn choose_testbed(self, kind: &str) {
        let mut settings = self.peek(|session| session.draft().settings().clone());
        kind.clone_into(&mut settings.testbed.kind);
        settings.testbed.options.remove("links");
        if kind != "emulator" {
            settings.prototype.options.remove("dialect");
        }
        let edits = [SettingsField::Testbed(settings.testbed), SettingsField::Prototype(settings.prototype)];
        self.write(true, |session| {
            session.begin(say!("choose-testbed", kind = kind));
            for edit in edits {
                // Settings can always be set.
                let _ = session.edit(&Edit::SetSettings(edit));
            }
            session.commit();
        });
    }

    /// Asks the server which testbeds there are, and what they lack.
    pub(super) fn look_for_beds(self) {
        spawn_local(async move {
            // Without an answer the ones known stand; starting a run tells what is wrong.
            let Ok(beds) = net::testbeds().await else { return };
            // Rows that say the same stay as they are, under whoever is choosing one.
            if self.beds.try_with_untracked(|known| *known != beds) == Some(true) {
                self.beds.set(beds);
            }
        });
    }

    /// What is wrong with a field, in words.
    pub(super) fn error(self, place: Place, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.findings.see(|findings| {
                let here = findings.iter().find(|finding| finding.at == place && finding.field == Some(field));
                here.map(|finding| format!("{}; {}.", finding.message, finding.advice))
            })
        })
    }
}

/// Where nodes that snap stop.
pub(super) const GRID: f64 = canvas::GRID;

/// The kind of drag the palette starts.
pub(super) const DRAG_NODE: &str = canvas::DRAG_NODE;
