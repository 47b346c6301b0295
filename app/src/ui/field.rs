//! A labelled input with its error beside it.

use crate::once::See;
use leptos::prelude::*;

/// A line of text with a label; the error stands right under it.
#[component]
pub fn Field(
    /// Its label.
    #[prop(into)]
    label: String,
    /// The text now.
    #[prop(into)]
    value: Signal<String>,
    /// Called on every keystroke.
    #[prop(into)]
    on_input: Callback<String>,
    /// Called when the user leaves the field or presses Enter.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What belongs here, shown while it is right.
    #[prop(optional, into)]
    hint: String,
    /// Names and commands.
    #[prop(optional)]
    mono: bool,
    /// The input's type, as `number`.
    #[prop(default = "text")]
    kind: &'static str,
) -> impl IntoView {
    let hint = (!hint.is_empty()).then_some(hint);
    let note = move || error.get().or_else(|| hint.clone());
    view! {
        <label class="field" class:is-bad=move || error.see(Option::is_some)>
            <span class="field-label">{label}</span>
            <input type=kind class:mono=mono autocomplete="off" spellcheck="false" prop:value=value
                aria-invalid=move || error.see(Option::is_some).to_string()
                on:input:target=move |event| on_input.run(event.target().value())
                on:change:target=move |event| if let Some(on_change) = on_change { on_change.run(event.target().value()) }/>
            <span class="field-note">{note}</span>
        </label>
    }
}

/// One of few, as a labelled list.
#[component]
pub fn Choices(
    /// Its label.
    #[prop(into)]
    label: String,
    /// Key and words of each.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// The key chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the key.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    let options = move || {
        let chosen = value.get();
        let option = |(key, words): (String, String)| {
            let selected = key == chosen;
            view! { <option value=key selected=selected>{words}</option> }
        };
        options.get().into_iter().map(option).collect_view()
    };
    view! {
        <label class="field">
            <span class="field-label">{label}</span>
            <select prop:value=value on:change:target=move |event| on_change.run(event.target().value())>{options}</select>
        </label>
    }
}
