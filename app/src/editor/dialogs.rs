//! The editor's dialogs: keys, IPCPs, run, and two versions of one experiment.

use super::{ipcp, journal, links::Links, network::Network, picture::Picture, save, wire, work::Work};
use crate::once::effect;
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
use messages::{Id, say};

#[component]
pub(super) fn Dialogs(work: Work) -> impl IntoView {
    let chosen = Signal::derive(move || chosen(work));
    let meant = Signal::derive(move || work.draft(|draft| draft.settings().testbed.kind.clone()));
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
        <StartRun open=work.open.run chosen meant beds=work.beds.into() on_testbed/>
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
        found.map_or_else(String::new, |(key, words)| format!("{key}: {}", words.text()))
    });
    match work.saving.get() {
        Saving::Saved => Ok(Chosen { experiment: work.id.get(), version, dialect }),
        Saving::Waiting | Saving::UnderWay => Err(say!("saving-last-edits").into()),
        Saving::Offline => Err(say!("server-does-not-answer").into()),
        Saving::Stale => Err(say!("experiment-was-changed-elsewhere").into()),
    }
}

#[component]
fn Help(work: Work) -> impl IntoView {
    let group = |(name, actions): &(Id, &'static [Action])| {
        let row = |action: &Action| view! { <div class="key-row"><dt><kbd>{editor::action::named(action.key())}</kbd></dt><dd>{action.name.text()}</dd></div> };
        let rows = actions.iter().filter(|action| !action.keys.is_empty()).map(row).collect_view();
        view! { <section><h3>{name.text()}</h3><dl>{rows}</dl></section> }
    };
    view! {
        <Dialog title=say!("keys") open=work.open.help wide=true>
            <div class="dialog-body keys">
                {GROUPS.iter().map(group).collect_view()}
                <section>
                    <h3>{say!("pointer")}</h3>
                    <dl>
                        <div class="key-row"><dt>{say!("drag-node")}</dt><dd>{say!("moves-selected-with-shift")}</dd></div>
                        <div class="key-row"><dt>{say!("drag-from-nodes-edge")}</dt><dd>{say!("draws-link-let-go")}</dd></div>
                        <div class="key-row"><dt>{say!("drag-ground")}</dt><dd>{say!("selects-with-space-middle")}</dd></div>
                        <div class="key-row"><dt>{say!("drag-frames-title")}</dt><dd>{say!("moves-group-press-selects")}</dd></div>
                        <div class="key-row"><dt>{say!("double-click")}</dt><dd>{say!("on-ground-places-node")}</dd></div>
                        <div class="key-row"><dt>{say!("wheel")}</dt><dd>{say!("zooms-with-shift-moves")}</dd></div>
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
            let id = work.opened.get_value();
            match net::experiment(&id).await {
                Ok(opened) => {
                    journal::keep(&id, None);
                    work.replace(Session::open(wire::opened(opened)));
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
                    journal::keep(&work.opened.get_value(), None);
                    work.write(false, Session::let_go);
                    work.open.stale.set(false);
                    navigate.try_with_value(|go| go(&format!("/e/{}", created.id), NavigateOptions::default()));
                    work.toasts.say(say!("your-version-as-copy"));
                }
                Err(error) => work.toasts.warn(error.to_string()),
            }
        });
    };
    view! {
        <Dialog title=say!("changed-elsewhere") open=work.open.stale>
            <div class="dialog-body">
                <p>{say!("experiment-was-changed-another")}</p>
            </div>
            <footer class="dialog-foot">
                <Button label=say!("open-newest-drop-my") on_press=theirs/>
                <Button label=say!("keep-mine-as-copy") kind=Kind::Primary on_press=mine/>
            </footer>
        </Dialog>
    }
}
