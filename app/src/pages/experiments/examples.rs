//! Examples to open: each a small lesson.

use super::list::List;
use api::Create;
use leptos::prelude::*;

/// Key, title and lesson of the built-in examples; a test holds them against the `formats` crate.
const EXAMPLES: [(&str, &str, &str); 0] = [];

/// A row of examples; a press makes an experiment of one.
#[component]
pub fn Examples(
    /// Where the new experiment goes.
    list: List,
) -> impl IntoView {
    let example = move |(key, title, teaches): (&'static str, &'static str, &'static str)| {
        let press = move |_| list.create(Create::Example(key.into()));
        view! {
            <li>
                <button type="button" class="example" data-example=key on:click=press disabled=list.busy()>
                    <strong>{title}</strong><span>{teaches}</span>
                </button>
            </li>
        }
    };
    view! {
        <section class="section" aria-labelledby="examples">
            <h2 id="examples">"Examples"</h2>
            <ul class="examples">{EXAMPLES.into_iter().map(example).collect_view()}</ul>
        </section>
    }
}
