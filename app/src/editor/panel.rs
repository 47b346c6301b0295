//! Below: what is wrong, what will happen, and what was done.

mod findings;
mod history;
mod plan_tab;
mod planned_text;

use super::work::Work;
use crate::once::{See, Show, act, effect, follow};
use crate::ui::{Glyph, Tab, Tabs, icon, tab_id};
use leptos::prelude::*;
use messages::say;

/// Which list stands below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Below {
    Findings,
    Plan,
    History,
}

impl Below {
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Findings => say!("findings"),
            Self::Plan => say!("plan"),
            Self::History => say!("history"),
        }
    }
}

#[component]
pub(super) fn Panel(work: Work) -> impl IntoView {
    let n_findings = Signal::derive(move || work.findings.see(|findings| findings.len()));
    let tabs = vec![
        Tab { key: Below::Findings, label: Below::Findings.label(), count: Some(n_findings) },
        Tab { key: Below::Plan, label: Below::Plan.label(), count: None },
        Tab { key: Below::History, label: Below::History.label(), count: None },
    ];
    // A press on a tab of a closed panel means to see it.
    effect(move |last: Option<Below>| {
        let now = work.below.get();
        if last.is_some_and(|last| last != now) {
            work.panel_open.set(true);
        }
        now
    });
    let label = move || if work.panel_open.get() { say!("close-panel") } else { say!("open-panel") };
    view! {
        <section class="below" aria-label=say!("findings-plan-history")>
            <div class="below-head">
                <Tabs tabs chosen=work.below label=say!("findings-plan-or-history")/>
                <button type="button" class="icon-button below-fold" class:is-closed=move || !work.panel_open.get() aria-label=label title=label
                    on:click=act(move |_| work.panel_open.update(|open| *open = !*open))>{icon(Glyph::Down)}</button>
            </div>
            <Show when=move || work.panel_open.get()>
                <div class="below-body" role="tabpanel" aria-labelledby=move || tab_id(work.below.get().label())>
                    {follow(move || match work.below.get() {
                        Below::Findings => view! { <findings::Findings work/> }.into_any(),
                        Below::History => view! { <history::History work/> }.into_any(),
                        Below::Plan => view! { <plan_tab::PlanTab work/> }.into_any(),
                    })}
                </div>
            </Show>
        </section>
    }
}
