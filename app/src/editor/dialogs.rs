//! The editor's dialogs: keys, IPCPs, run, and two versions of one experiment.

use super::{ipcp, journal, links::Links, network::Network, picture::Picture, save, work::Work};
use crate::once::{SeeValue, effect};
use crate::{
    net,
    run::{Chosen, StartRun},
    ui::{Button, Dialog, Kind},
};
use editor::{
    Session,
    action::{Action, GROUPS},
    session::Saving,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

#[component]
pub(super) fn Dialogs(work: Work) -> impl IntoView {
    let chosen = Signal::derive(move || chosen(work));
    // What runs is what the server has: the last edits go first.
    effect(move |_| {
        if work.open.run.get() {
            work.commit();
            save::now(work);
            // What a testbed lacks may have come or gone since the page was opened.
            work.look_for_beds();
        }
    });
    let on_testbed = Callback::new(move |kind: String| {
        work.choose_testbed(&kind);
        save::now(work);
    });
    view! {
        <Help work/>
        <ipcp::PlaceIpcp work/>
        <Network work/>
        <Links work/>
        <Picture work/>
        <Stale work/>
        <StartRun open=work.open.run chosen beds=work.beds.into() on_testbed/>
    }
}

fn chosen(work: Work) -> Result<Chosen, String> {
    let version = work.version.get();
    let dialect = work.draft(|draft| {
        let prototype = &draft.settings().prototype;
        let family = prototypes::by_kind(&prototype.kind).ok();
        let dialects = family.map(|family| family.dialects()).unwrap_or_default();
        let own = prototype.options.get("dialect").map(String::as_str);
        let found = dialects.iter().find(|(key, _)| own.is_none_or(|own| own == *key));
        found.map_or_else(String::new, |(key, words)| format!("{key}: {words}"))
    });
    match work.saving.get() {
        Saving::Saved => {
            let testbed = work.draft(|draft| draft.settings().testbed.kind.clone());
            Ok(Chosen { experiment: work.id.get(), version, testbed, dialect })
        }
        Saving::Waiting | Saving::UnderWay => Err("Saving the last edits…".into()),
        Saving::Offline => {
            Err("The server does not answer; the last edits are kept in this browser. Try again when it is back."
                .into())
        }
        Saving::Stale => {
            Err("This experiment was changed elsewhere. Close this and decide which version to keep.".into())
        }
    }
}

#[component]
fn Help(work: Work) -> impl IntoView {
    let group = |(name, actions): &(&'static str, &'static [Action])| {
        let row = |action: &Action| view! { <div class="key-row"><dt><kbd>{action.key()}</kbd></dt><dd>{action.name}</dd></div> };
        let rows = actions.iter().filter(|action| !action.keys.is_empty()).map(row).collect_view();
        view! { <section><h3>{*name}</h3><dl>{rows}</dl></section> }
    };
    view! {
        <Dialog title="Keys" open=work.open.help wide=true>
            <div class="dialog-body keys">
                {GROUPS.iter().map(group).collect_view()}
                <section>
                    <h3>"Pointer"</h3>
                    <dl>
                        <div class="key-row"><dt>"Drag a node"</dt><dd>"moves all that is selected; with Shift it does not snap"</dd></div>
                        <div class="key-row"><dt>"Drag from a node's edge"</dt><dd>"draws a link; let go on the ground, it makes a node"</dd></div>
                        <div class="key-row"><dt>"Drag the ground"</dt><dd>"selects; with Space or the middle button, moves the view"</dd></div>
                        <div class="key-row"><dt>"Drag a frame's title"</dt><dd>"moves the group; a press selects its nodes"</dd></div>
                        <div class="key-row"><dt>"Double click"</dt><dd>"on the ground places a node, on a thing opens its fields"</dd></div>
                        <div class="key-row"><dt>"Wheel"</dt><dd>"zooms; with Shift, moves sideways"</dd></div>
                    </dl>
                </section>
            </div>
        </Dialog>
    }
}

/// Two versions: the server's, and this page's with what it could not save. Neither is lost.
#[component]
fn Stale(work: Work) -> impl IntoView {
    let navigate = StoredValue::new(use_navigate());
    let theirs = move |()| {
        spawn_local(async move {
            let id = work.id.get_untracked();
            match net::experiment(&id).await {
                Ok(opened) => {
                    journal::keep(&id, None);
                    work.replace(Session::open(save::opened(opened)));
                    work.open.stale.set(false);
                }
                Err(error) => work.toasts.warn(error.to_string()),
            }
        });
    };
    let mine = move |()| {
        spawn_local(async move {
            let draft = work.peek(|session| session.draft().clone());
            match net::create(&api::Create::Draft(Box::new(draft))).await {
                Ok(created) => {
                    journal::keep(&work.id.get_untracked(), None);
                    work.open.stale.set(false);
                    navigate.see_value(|go| go(&format!("/e/{}", created.id), NavigateOptions::default()));
                    work.toasts.say("This is your version, as a copy.");
                }
                Err(error) => work.toasts.warn(error.to_string()),
            }
        });
    };
    view! {
        <Dialog title="Changed elsewhere" open=work.open.stale>
            <div class="dialog-body">
                <p>"This experiment was changed in another tab or by somebody else after you opened it. Your last edits are not saved there; this browser keeps them until you decide."</p>
            </div>
            <footer class="dialog-foot">
                <Button label="Open the newest, drop my edits" on_press=theirs/>
                <Button label="Keep mine as a copy" kind=Kind::Primary on_press=mine/>
            </footer>
        </Dialog>
    }
}
