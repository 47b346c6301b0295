//! Finding: by name, kind, finding or regular expression, one after the other or all at once.

use super::work::Work;
use crate::once::{See, Show, act, effect, follow, memo};
use crate::ui::{Glyph, IconButton, icon};
use editor::{
    Selection,
    find::{self, Found, Kind},
};
use leptos::{html, prelude::*};
use messages::{Id, say};
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// Rows shown; the others are reached by Next.
const MOST_ROWS: usize = 8;

/// What was found, or what is wrong with the expression.
type Answer = Result<Arc<Vec<Found>>, String>;

/// All the bar works with.
#[derive(Clone, Copy)]
struct Search {
    work: Work,
    text: RwSignal<String>,
    kind: RwSignal<Kind>,
    answer: Memo<Answer>,
    /// Which of them is shown.
    at: RwSignal<Option<usize>>,
}

/// The bar, while it is open.
#[component]
pub(super) fn FindBar(work: Work) -> impl IntoView {
    view! { <Show when=move || work.open.find.get()><Bar work/></Show> }
}

#[component]
fn Bar(work: Work) -> impl IntoView {
    let (text, kind, is_regex) = (RwSignal::new(String::new()), RwSignal::new(Kind::default()), RwSignal::new(false));
    let answer = memo(move |_| text.see(|text| look(work, text, kind.get(), is_regex.get())));
    let search = Search { work, text, kind, answer, at: RwSignal::new(None) };
    effect(move |_| {
        answer.track();
        search.at.set(None);
    });
    let field = NodeRef::<html::Input>::new();
    effect(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        match event.key().as_str() {
            "Enter" => search.go(if event.shift_key() { -1 } else { 1 }),
            "Escape" => work.open.find.set(false),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let choose = move |event: leptos::ev::Event| {
        let at: usize = event_target_value(&event).parse().unwrap_or(0);
        kind.set(Kind::ALL[at.min(Kind::ALL.len() - 1)].0);
    };
    let option = |(at, (_, word)): (usize, (Kind, Id))| view! { <option value=at.to_string()>{word.text()}</option> };
    view! {
        <search class="find-bar" aria-label=say!("find")>
            <div class="find-line">
                <input type="search" aria-label=say!("what-find") placeholder=say!("find-placeholder") node_ref=field prop:value=text
                    aria-invalid=move || answer.see(Result::is_err).to_string()
                    on:input:target=move |event| text.set(event.target().value()) on:keydown=on_key/>
                <select aria-label=say!("among") on:change=act(choose)>{Kind::ALL.into_iter().enumerate().map(option).collect_view()}</select>
                <button type="button" class="icon-button mono" aria-label=say!("regular-expression") title=say!("regular-expression")
                    aria-pressed=move || is_regex.get().to_string() on:click=act(move |_| is_regex.update(|on| *on = !*on))>".*"</button>
                <IconButton glyph=Glyph::Up label=say!("previous-shift-enter") on_press=move |()| search.go(-1)/>
                <IconButton glyph=Glyph::Down label=say!("next-enter") on_press=move |()| search.go(1)/>
                <IconButton glyph=Glyph::Close label=say!("close-esc") on_press=move |()| work.open.find.set(false)/>
            </div>
            <Rows search/>
        </search>
    }
}

#[component]
fn Rows(search: Search) -> impl IntoView {
    let count = move || {
        search.answer.see(|answer| match answer {
            Err(why) => why.clone(),
            Ok(found) if found.is_empty() => say!("nothing-found").to_owned(),
            Ok(found) => match search.at.get() {
                Some(at) => say!("n-of-found", at = at + 1, n = found.len()),
                None => say!("n-found", n = found.len()),
            },
        })
    };
    let is_asked = move || search.text.see(|text| !text.is_empty()) || search.kind.get() != Kind::Anything;
    let has_some = memo(move |_| search.answer.see(|answer| answer.as_ref().is_ok_and(|found| !found.is_empty())));
    let select_all = move |_| {
        if let Ok(found) = search.answer.get_untracked() {
            let mut all = Selection::none();
            found.iter().for_each(|found| all.insert(found.place));
            search.work.selection.set(all);
        }
    };
    // A page of them, the one shown among them.
    let page = move || search.at.get().unwrap_or(0) / MOST_ROWS * MOST_ROWS;
    let rows = move || {
        let found = search.answer.get().unwrap_or_default();
        let from = page();
        let row = |(at, found): (usize, &Found)| (at, found.text.clone());
        found.iter().enumerate().skip(from).take(MOST_ROWS).map(row).collect::<Vec<_>>()
    };
    let button = move |(at, text): (usize, String)| {
        view! {
            <button type="button" class="find-row mono" aria-pressed=move || (search.at.get() == Some(at)).to_string()
                on:click=act(move |_| search.show(at))>{text}</button>
        }
    };
    view! {
        <Show when=is_asked>
            <div class="find-rows">{follow(move || rows().into_iter().map(button).collect_view())}</div>
            <div class="find-line">
                <span class="muted" role="status">{count}</span>
                <span class="grow"></span>
                <Show when=move || has_some.get()>
                    <button type="button" class="button is-quiet" on:click=act(select_all)>{icon(Glyph::Pointer)}<span>{say!("select-all")}</span></button>
                </Show>
            </div>
        </Show>
    }
}

impl Search {
    /// The next one, or with -1 the one before; after the last comes the first.
    fn go(self, by: isize) {
        let n = self.answer.see_untracked(|answer| answer.as_ref().map_or(0, |found| found.len()));
        let next = match self.at.get_untracked() {
            None if by > 0 => 0,
            None => n.saturating_sub(1),
            Some(at) => (at + n).saturating_add_signed(by) % n.max(1),
        };
        self.show(next);
    }

    fn show(self, at: usize) {
        let place = self.answer.see_untracked(|answer| Some(answer.as_ref().ok()?.get(at)?.place));
        if let Some(place) = place {
            self.at.set(Some(at));
            self.work.show(place);
        }
    }
}

fn look(work: Work, text: &str, kind: Kind, is_regex: bool) -> Answer {
    if text.is_empty() && kind == Kind::Anything {
        return Ok(Arc::default());
    }
    let part = host::small(text.trim());
    let expression = if is_regex { Some(expression(text)?) } else { None };
    let fits = move |text: &str| match &expression {
        Some(expression) => expression.test(text),
        None => find::holds(text, &part),
    };
    let findings = work.findings.get();
    Ok(Arc::new(work.draft(|draft| find::find(draft, &findings, kind, &fits))))
}

/// The browser's own regular expression, of any case.
fn expression(text: &str) -> Result<js_sys::RegExp, String> {
    let made = js_sys::Reflect::get(&js_sys::global(), &"RegExp".into()).ok().and_then(|class| {
        let arguments = js_sys::Array::of2(&text.into(), &"i".into());
        js_sys::Reflect::construct(class.unchecked_ref::<js_sys::Function>(), &arguments).ok()
    });
    // What is half typed throws in its constructor; that is no error of the page.
    made.map(JsCast::unchecked_into).ok_or_else(|| say!("not-regular-expression-yet").to_owned())
}
