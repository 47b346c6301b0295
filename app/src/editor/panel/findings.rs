//! The findings: each leads to its place, and most can be mended by a press.

use super::Work;
use crate::once::{For, See, Show, act, follow};
use crate::{
    editor::inspector::{Mends, known_by},
    ui::{EmptyState, Glyph, icon},
};
use leptos::prelude::*;
use messages::say;
use model::{Finding, Severity};

/// Findings shown; the rest is counted.
const MOST: usize = 200;

#[component]
pub(super) fn Findings(work: Work) -> impl IntoView {
    let shown = move || work.findings.see(|findings| findings.iter().take(MOST).cloned().collect::<Vec<_>>());
    let rest = move || work.findings.see(|findings| findings.len().saturating_sub(MOST));
    let none = move || view! { <EmptyState glyph=Glyph::Check title=say!("nothing-wrong") text=say!("findings-appear-here-as")/> };
    view! {
        <Show when=move || !work.findings.see(|findings| findings.is_empty()) fallback=none>
            <ul class="findings">
                <For each=shown key=known_by children=move |finding| view! { <Row work finding/> }/>
            </ul>
            <Show when=move || { rest() > 0 }><p class="muted findings-rest">{follow(move || say!("and-more", n = rest()))}</p></Show>
        </Show>
    }
}

#[component]
fn Row(work: Work, finding: Finding) -> impl IntoView {
    let place = finding.at;
    let label = work.peek(|session| place.label(session.draft()));
    let is_error = finding.severity == Severity::Error;
    let said = if is_error { say!("finding-error") } else { say!("finding-warning") };
    view! {
        <li class="finding" class:is-bad=is_error>
            <span class="finding-mark" role="img" title=said aria-label=said>{icon(Glyph::Alert)}</span>
            <button type="button" class="finding-what" title=say!("finding-show-where", code = finding.code) on:click=act(move |_| work.show(place))>
                <span class="mono finding-place">{label}</span>
                <span>{finding.message.clone()}</span>
                <span class="muted">{format!("→ {}", finding.advice)}</span>
            </button>
            <Mends work finding/>
        </li>
    }
}
