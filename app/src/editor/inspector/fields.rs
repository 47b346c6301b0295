//! The kinds of field the inspector is made of.

use super::Work;
use crate::once::{SeeValue, Show, act, follow, memo};
use crate::ui::Field;
use leptos::prelude::*;
use messages::say;
use model::order;
use model::{Draft, Edit, LayerId, Place};

/// A line of text that edits as it is typed; one visit to the field is one step of undo.
#[component]
pub(super) fn Text(
    work: Work,
    label: &'static str,
    #[prop(into)] value: Signal<String>,
    edit: impl Fn(String) -> Edit + Send + Sync + 'static,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] hint: &'static str,
    #[prop(optional)] mono: bool,
) -> impl IntoView {
    let step = say!("edit-field", field = label, small = label.to_ascii_lowercase());
    let on_input = move |text: String| work.typed(&step, &edit(text));
    view! { <Field label value on_input on_change=Callback::new(move |_| work.commit()) error hint mono/> }
}

/// Several lines of text, taken when the field is left; `edit` says what is wrong with them, or what they mean.
#[component]
pub(super) fn Lines(
    work: Work,
    label: &'static str,
    #[prop(into)] value: Signal<String>,
    edit: impl Fn(&str) -> Result<Edit, String> + Send + Sync + 'static,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] hint: &'static str,
    #[prop(default = 2)] rows: u32,
) -> impl IntoView {
    let refused = RwSignal::new(None::<String>);
    let take = move |text: String| match edit(&text) {
        Ok(edit) => {
            refused.set(None);
            work.edit(&edit);
        }
        Err(why) => refused.set(Some(why)),
    };
    let note = move || refused.get().or_else(|| error.get());
    view! {
        <label class="field" class:is-bad=move || note().is_some()>
            <span class="field-label">{label}</span>
            <textarea class="mono" rows=rows spellcheck="false" prop:value=value placeholder=hint
                on:change:target=move |event| take(event.target().value())></textarea>
            <span class="field-note">{note}</span>
        </label>
    }
}

/// A number, or nothing; taken when the field is left.
#[component]
pub(super) fn Number(
    label: &'static str,
    #[prop(into)] value: Signal<Option<f64>>,
    set: impl Fn(Option<f64>) + Send + Sync + 'static,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let refused = RwSignal::new(None::<String>);
    let text = Signal::derive(move || value.get().map_or_else(String::new, |number| number.to_string()));
    let take = move |text: String| {
        let text = text.trim().replace(',', ".");
        let number = host::number(&text).filter(|number| number.is_finite());
        match number {
            number if number.is_some() || text.is_empty() => {
                refused.set(None);
                set(number);
            }
            _ => refused.set(Some(say!("number-as-12-5").into())),
        }
    };
    let note = Signal::derive(move || refused.get().or_else(|| error.get()));
    view! { <Field label value=text on_input=Callback::new(|_| ()) on_change=Callback::new(take) error=note/> }
}

/// A colour of one's own, or the one given by itself.
#[component]
pub(super) fn Color(
    work: Work,
    #[prop(into)] value: Signal<Option<String>>,
    edit: impl Fn(Option<String>) -> Edit + Send + Sync + 'static,
) -> impl IntoView {
    let edit = StoredValue::new(edit);
    let set = move |color: Option<String>| {
        let edit = edit.see_value(|edit| edit(color));
        work.edit(&edit);
    };
    view! {
        <div class="field color-field">
            <span class="field-label">{say!("colour")}</span>
            <div class="actions">
                <input type="color" aria-label=say!("colour") prop:value=move || value.get().unwrap_or_else(|| "#808080".into())
                    on:change:target=move |event| set(Some(event.target().value()))/>
                <Show when=move || value.get().is_some()>
                    <button type="button" class="button is-quiet" on:click=act(move |_| set(None))>{say!("automatic")}</button>
                </Show>
            </div>
        </div>
    }
}

/// A box that is ticked or not, with a name beside it.
#[component]
pub(super) fn Tick(
    #[prop(into)] label: String,
    #[prop(into)] ticked: Signal<bool>,
    set: impl Fn(bool) + 'static,
) -> impl IntoView {
    view! {
        <label class="tick">
            <input type="checkbox" prop:checked=ticked on:change:target=move |event| set(event.target().checked())/>
            <span class="mono">{label}</span>
        </label>
    }
}

/// Which lower layers an IPCP is registered in, among those its node is in.
#[component]
pub(super) fn Registrations(work: Work, node: model::NodeId, upper: LayerId) -> impl IntoView {
    let lowers = memo(move |_| work.draft(|draft| lowers(draft, node, upper)));
    let tick = move |(lower, name): (LayerId, String)| {
        let ticked = memo(move |_| {
            work.draft(|draft| draft.member(node, upper).is_some_and(|member| member.over.contains(&lower)))
        });
        let set = move |on: bool| {
            let edit = if on { Edit::Register { node, upper, lower } } else { Edit::Unregister { node, upper, lower } };
            work.edit(&edit);
        };
        view! { <Tick label=name ticked=ticked set/> }
    };
    view! {
        <div class="ticks">
            {follow(move || {
                let lowers = lowers.get();
                let none = lowers.is_empty().then(|| view! { <span class="muted">{say!("no-other-layer-on")}</span> });
                (none, lowers.into_iter().map(tick).collect_view())
            })}
        </div>
    }
}

/// The layers an IPCP could stand on, and those it is registered in already, even wrongly.
fn lowers(draft: &Draft, node: model::NodeId, upper: LayerId) -> Vec<(LayerId, String)> {
    let Some(record) = draft.node(node) else { return Vec::new() };
    let mut ids: Vec<LayerId> = record.members.iter().map(|member| member.layer).filter(|id| *id != upper).collect();
    ids.extend(draft.member(node, upper).into_iter().flat_map(|member| member.over.iter().copied()));
    order::sort(&mut ids);
    ids.dedup();
    ids.into_iter().filter_map(|id| Some((id, draft.layer(id)?.name.clone()))).collect()
}

/// What is wrong with a field, in words.
pub(super) fn error(work: Work, place: Place, field: &'static str) -> Signal<Option<String>> {
    work.error(place, field)
}
