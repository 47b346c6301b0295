//! A link's quality: delay, jitter, loss, rate.

use super::{
    Work,
    fields::{Number, error},
};
use crate::once::See;
use crate::ui::Choices;
use leptos::prelude::*;
use messages::{Id, id, say};
use model::{Distribution, Edit, LinkQuality, Place};

/// One number of a quality: its label, its field's name, how it is read, how it is written.
type Part = (Id, &'static str, fn(&LinkQuality) -> Option<f64>, fn(&mut LinkQuality, Option<f64>));

const PARTS: [Part; 6] = [
    (id!("delay-ms"), "quality.delay_ms", |q| q.delay_ms, |q, value| q.delay_ms = value),
    (id!("jitter-ms"), "quality.jitter_ms", |q| q.jitter_ms, |q, value| q.jitter_ms = value),
    (id!("loss"), "quality.loss_percent", |q| q.loss_percent, |q, value| q.loss_percent = value),
    (id!("rate-mbit-s"), "quality.rate_mbit", |q| q.rate_mbit, |q, value| q.rate_mbit = value),
    (
        id!("delay-correlation"),
        "quality.delay_correlation_percent",
        |q| q.delay_correlation_percent,
        |q, value| q.delay_correlation_percent = value,
    ),
    (
        id!("loss-correlation"),
        "quality.loss_correlation_percent",
        |q| q.loss_correlation_percent,
        |q, value| q.loss_correlation_percent = value,
    ),
];

#[component]
pub(super) fn Quality(
    work: Work,
    place: Place,
    #[prop(into)] value: Signal<LinkQuality>,
    edit: impl Fn(LinkQuality) -> Edit + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let set = move |write: &dyn Fn(&mut LinkQuality)| {
        let mut quality = value.get_untracked();
        write(&mut quality);
        work.edit(&edit(quality));
    };
    let number = move |(label, name, read, write): Part| {
        let number = Signal::derive(move || value.see(read));
        view! { <Number label=label.text() value=number error=error(work, place, name) set=move |to| set(&|quality| write(quality, to))/> }
    };
    let spreads =
        [("", say!("no-jitter-kernels")), ("normal", "normal"), ("pareto", "pareto"), ("paretonormal", "paretonormal")]
            .map(|(key, words)| (key.to_owned(), words.to_owned()))
            .to_vec();
    let spread = Signal::derive(move || value.see(|quality| quality.distribution.map_or("", key).to_owned()));
    let choose = move |chosen: String| {
        set(&|quality| {
            quality.distribution = [Distribution::Normal, Distribution::Pareto, Distribution::Paretonormal]
                .into_iter()
                .find(|one| key(*one) == chosen)
        });
    };
    let title =
        if matches!(place, Place::Member(..)) { say!("quality-what-sends") } else { say!("quality-both-directions") };
    view! {
        <section class="inspector-section">
            <h3>{title}</h3>
            <div class="field-grid">{PARTS.into_iter().map(number).collect_view()}</div>
            {matches!(place, Place::Layer(_)).then(|| view! { <p class="muted">{say!("for-one-direction-only")}</p> })}
            <Choices label=say!("jitters-distribution") options=spreads value=spread on_change=choose/>
        </section>
    }
}

fn key(distribution: Distribution) -> &'static str {
    match distribution {
        Distribution::Normal => "normal",
        Distribution::Pareto => "pareto",
        Distribution::Paretonormal => "paretonormal",
    }
}
