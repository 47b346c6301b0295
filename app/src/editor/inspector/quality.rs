//! A link's quality: delay, jitter, loss, rate.

use super::{
    Work,
    fields::{Number, error},
};
use crate::once::See;
use crate::ui::Choices;
use leptos::prelude::*;
use model::{Distribution, Edit, LinkQuality, Place};

/// One number of a quality: its label, its field's name, how it is read, how it is written.
type Part = (&'static str, &'static str, fn(&LinkQuality) -> Option<f64>, fn(&mut LinkQuality, Option<f64>));

const PARTS: [Part; 6] = [
    ("Delay, ms", "quality.delay_ms", |q| q.delay_ms, |q, value| q.delay_ms = value),
    ("Jitter, ms", "quality.jitter_ms", |q| q.jitter_ms, |q, value| q.jitter_ms = value),
    ("Loss, %", "quality.loss_percent", |q| q.loss_percent, |q, value| q.loss_percent = value),
    ("Rate, Mbit/s", "quality.rate_mbit", |q| q.rate_mbit, |q, value| q.rate_mbit = value),
    (
        "Delay correlation, %",
        "quality.delay_correlation_percent",
        |q| q.delay_correlation_percent,
        |q, value| q.delay_correlation_percent = value,
    ),
    (
        "Loss correlation, %",
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
        view! { <Number label value=number error=error(work, place, name) set=move |to| set(&|quality| write(quality, to))/> }
    };
    let spreads = [
        ("", "no jitter, or the kernel's"),
        ("normal", "normal"),
        ("pareto", "pareto"),
        ("paretonormal", "paretonormal"),
    ]
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
        if matches!(place, Place::Member(..)) { "Quality of what it sends" } else { "Quality, both directions" };
    view! {
        <section class="inspector-section">
            <h3>{title}</h3>
            <div class="field-grid">{PARTS.into_iter().map(number).collect_view()}</div>
            {matches!(place, Place::Layer(_)).then(|| view! { <p class="muted">"For one direction only, open a member below: what it sends."</p> })}
            <Choices label="Jitter's distribution" options=spreads value=spread on_change=choose/>
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
